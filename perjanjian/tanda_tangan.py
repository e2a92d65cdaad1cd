"""Signing a perjanjian kinerja: what the paper is, whose turn it is, and that nothing changed since it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from dokumen.jenis import Bagian, Naskah
from dokumen.models import DokumenBertanda, TandaTangan
from dokumen.potret import potret
from dokumen.surat import aset_kop
from dokumen.tandatangan import penyedia
from dokumen.tandatangan.antarmuka import GalatTandaTangan, Kesiapan, Rahasia
from dokumen.tandatangan.services import (
    BERUBAH,
    Bahan,
    Langkah,
    Pembubuh,
    bubuhkan,
    langkah_berikut,
    langkah_pertama,
    langkah_pindaian,
    sidik_data,
)
from dokumen.tandatangan.verifikasi import Keadaan
from organisasi.models import Pengguna
from sakip.alur import TransisiDitolak

from . import services
from .enums import StatusPerjanjian
from .models import PerjanjianKinerja
from .susunan import susun_perjanjian

JENIS = "perjanjian-kinerja"
S = StatusPerjanjian

PERTAMA, KEDUA = "tandatangani", "setujui"
#: Act → role in the paper and the anchor of its block.
PIHAK = {PERTAMA: ("Pihak Pertama", "ttd-pertama"), KEDUA: ("Pihak Kedua", "ttd-kedua")}

CAMPUR_ELEKTRONIK = (
    "Pihak pertama menandatangani secara elektronik. Tandatangani secara elektronik juga, "
    "atau kembalikan perjanjian ini."
)
CAMPUR_BASAH = "Pihak pertama menandatangani di atas kertas. Unggah pindaian yang memuat kedua tanda tangan."
TANPA_BERKAS = (
    "Pihak pertama menandatangani di luar sistem, jadi tidak ada berkas untuk ditandatangani. Unggah pindaian yang "
    "memuat kedua tanda tangan, atau kembalikan perjanjian ini agar ditandatangani dari awal."
)


@dataclass(frozen=True)
class Giliran:
    """Whose signature a paper waits for, for one person: the act, and whether the person is ready for it."""

    tindakan: str
    kesiapan: Kesiapan
    halangan: str = ""  # why it cannot be signed electronically, whoever it is

    @property
    def siap(self) -> bool:
        return self.kesiapan.siap and not self.halangan


def giliran(perjanjian: PerjanjianKinerja, oleh: Pengguna, *, kesiapan: Kesiapan | None = None) -> Giliran | None:
    """The signature that this person may give now; None when it is not this person's turn.

    `kesiapan`: what was found for another paper of the same person, so that it is asked once per page.
    """
    tindakan = next((t.nama for t in perjanjian.tindakan_untuk(oleh) if t.nama in PIHAK), None)
    if tindakan is None:
        return None
    siap = kesiapan or penyedia.utama().kesiapan(_pembubuh(perjanjian, tindakan, oleh).penanda)
    return Giliran(tindakan, siap, _halangan(perjanjian, tindakan))


def _halangan(p: PerjanjianKinerja, tindakan: str) -> str:
    if tindakan == PERTAMA:
        return ""
    if p.bertanda is None:
        return TANPA_BERKAS
    return "" if p.bertanda.elektronik else CAMPUR_BASAH


@sensitive_variables("rahasia")
def tandatangani(
    *, perjanjian: PerjanjianKinerja, tindakan: str, oleh: Pengguna, rahasia: Rahasia, sidik: str, asal: str
) -> TandaTangan:
    """Sign electronically as the first (`tandatangani`) or second party (`setujui`).

    `sidik` is the fingerprint of what the person read, `asal` the site's address for the QR code. Raises
    PermissionDenied, TransisiDitolak or GalatTandaTangan; then nothing has changed.
    """
    _wajib_giliran(perjanjian, tindakan, oleh, sidik)
    if halangan := _halangan(perjanjian, tindakan):
        raise GalatTandaTangan(halangan)
    langkah = _langkah(perjanjian, tindakan, oleh, penyedia.utama(), asal)
    return _jalankan(perjanjian, tindakan, oleh, langkah, rahasia)


def tandatangani_basah(
    *, perjanjian: PerjanjianKinerja, tindakan: str, oleh: Pengguna, pindaian: bytes, sidik: str, asal: str
) -> TandaTangan:
    """Record a signature in ink with the scan of the paper. Raises as `tandatangani` does."""
    _wajib_giliran(perjanjian, tindakan, oleh, sidik)
    if tindakan == KEDUA and perjanjian.bertanda is not None and perjanjian.bertanda.elektronik:
        raise GalatTandaTangan(CAMPUR_ELEKTRONIK)
    langkah = langkah_pindaian(_langkah(perjanjian, tindakan, oleh, penyedia.BASAH, asal), pindaian)
    return _jalankan(perjanjian, tindakan, oleh, langkah, Rahasia(""))


def _wajib_giliran(p: PerjanjianKinerja, tindakan: str, oleh: Pengguna, sidik: str) -> None:
    p.wajib_berwenang(tindakan, oleh)
    transisi = p.ALUR[tindakan]
    if p.status not in transisi.asal:
        raise TransisiDitolak(p._alasan_ditolak(transisi))
    if sidik != p.sidik_isi():
        raise TransisiDitolak("Isi perjanjian berubah sejak Anda membukanya. Baca sekali lagi sebelum menandatangani.")


def _pembubuh(p: PerjanjianKinerja, tindakan: str, oleh: Pengguna) -> Pembubuh:
    pihak = p.pihak_pertama if tindakan == PERTAMA else p.pihak_kedua
    return Pembubuh(oleh, pihak.pejabat, pihak.sebutan_jabatan, PIHAK[tindakan][0])


def _langkah(p: PerjanjianKinerja, tindakan: str, oleh: Pengguna, penyedia_: Any, asal: str) -> Langkah:
    pembubuh = _pembubuh(p, tindakan, oleh)
    if p.bertanda is not None:
        if tindakan == PERTAMA:  # a file of an earlier round that nobody withdrew
            raise GalatTandaTangan(BERUBAH)
        return langkah_berikut(p.bertanda, pembubuh, asal=asal)
    bahan = bahan_perjanjian(p)
    if tindakan == KEDUA:  # signed by the first party where this program did not see it
        bahan = replace(bahan, medan=bahan.medan[1:])
    return langkah_pertama(bahan, pembubuh, penyedia_, asal=asal)


def bahan_perjanjian(p: PerjanjianKinerja) -> Bahan:
    """The paper as the first signature fixes it: with today's date where it has none. Needs `lengkap()` and the kop."""
    p.tanggal = p.tanggal or timezone.localdate()
    susunan = susun_perjanjian(p)
    judul = f"{p.get_jenis_display()} {p.tahun} – {p.sebutan_pihak_pertama}"
    data = potret(susunan)

    def naskah(alamat: str) -> Naskah:
        konteks = {"perjanjian": susunan, "alamat": alamat}
        return Naskah(
            judul=judul,
            bagian=(Bagian("perjanjian", "dokumen/perjanjian/bertanda.html", konteks),),
            data=data,
            aset=aset_kop(p.satker),
            gaya=("dokumen/css/cetak.css", "dokumen/css/perjanjian.css"),
        )

    return Bahan(
        jenis=JENIS,
        satker=p.satker,
        tahun=p.tahun,
        judul=judul[:300],
        data=data,
        sidik_isi=p.sidik_isi(),
        naskah=naskah,
        medan=tuple(PIHAK.values()),
        menggantikan=p.dokumen,
    )


@sensitive_variables("rahasia")
def _jalankan(
    perjanjian: PerjanjianKinerja, tindakan: str, oleh: Pengguna, langkah: Langkah, rahasia: Rahasia
) -> TandaTangan:
    kini: list[PerjanjianKinerja] = []

    def kunci() -> None:
        PerjanjianKinerja.objects.select_for_update().get(pk=perjanjian.pk)
        segar = PerjanjianKinerja.objects.lengkap().select_related("kop", "menggantikan").get(pk=perjanjian.pk)
        _wajib_sama(segar, langkah.dokumen, perjanjian.status)
        kini.append(segar)

    def pindah(dokumen: DokumenBertanda) -> None:
        if langkah.urut == 1:
            PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(dokumen=dokumen)
        if tindakan == PERTAMA:
            kini[0].tandatangani(oleh=oleh)
        else:
            services.setujui(perjanjian=kini[0], oleh=oleh)

    tanda = bubuhkan(langkah, rahasia, kunci=kunci, pindah=pindah)
    perjanjian.refresh_from_db()
    return tanda


def _wajib_sama(segar: PerjanjianKinerja, dokumen: DokumenBertanda, status: str) -> None:
    """What is about to become signed must be what the file says, to the letter."""
    if segar.status != status:
        raise TransisiDitolak(
            f"Perjanjian ini baru saja berubah menjadi “{segar.get_status_display()}”. Muat ulang halaman."
        )
    segar.tanggal = segar.tanggal or timezone.localdate()
    baru = dokumen.pk is None and sidik_data(potret(susun_perjanjian(segar))) != dokumen.sha256_data
    if baru or segar.sidik_isi() != dokumen.sidik_isi:
        raise GalatTandaTangan(BERUBAH)


def keadaan_dokumen(dokumen: DokumenBertanda) -> Keadaan:
    """For the verification page: in force, replaced, or still on its way."""
    p = PerjanjianKinerja.objects.filter(dokumen=dokumen).select_related("digantikan_oleh__dokumen").first()
    if p is None or dokumen.ditarik:
        pengganti = getattr(dokumen, "digantikan_oleh", None)
        return Keadaan("Ditarik kembali; tidak berlaku", berlaku=False, pengganti=pengganti)
    if p.status == S.BERLAKU:
        return Keadaan("Berlaku", berlaku=True)
    if p.status == S.DIGANTIKAN:
        penerus = getattr(p, "digantikan_oleh", None)
        return Keadaan("Sudah digantikan", berlaku=False, pengganti=penerus.bertanda if penerus else None)
    return Keadaan("Belum berlaku: menunggu tanda tangan pihak kedua", berlaku=False)
