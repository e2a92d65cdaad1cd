"""Putting a signature on a paper: file and rows appear together or not at all.

The slow part (rendering, the provider) runs outside any transaction on a file that nobody has. Then one short
transaction locks the paper, looks whether it still is what was signed, writes the rows, moves its status and, last
before the commit, renames the file to its place. Whoever dies before the commit leaves a file that no row knows; `sapu`
puts it aside.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from dokumen import penyimpanan
from dokumen.jenis import Naskah
from sakip.angka import format_waktu

from .antarmuka import Berkas, GalatTandaTangan, Kotak, Medan, Penanda, Penyedia, Permintaan, Rahasia, Terbubuh
from .enums import StatusBertanda
from .models import DokumenBertanda, TandaTangan, letak_bertanda, token_baru
from .penahan import ditahan
from .penyedia import ambil
from .stempel_ukuran import LEBAR, TINGGI

if TYPE_CHECKING:
    from organisasi.models import Pejabat, Pengguna, Satker

logger = logging.getLogger(__name__)

FOLDER = "dokumen/bertanda"
FOLDER_SEMENTARA = f"{FOLDER}/sementara"
FOLDER_YATIM = "dokumen/bertanda-yatim"
UMUR_YATIM = timedelta(hours=1)  # no signature takes so long
SIMPAN_YATIM = timedelta(days=30)  # a database restored from a backup can make a good file look like an orphan

BERUBAH = "Dokumen ini berubah sejak Anda membukanya. Muat ulang halaman, lalu baca sekali lagi."
SUDAH = "Dokumen ini baru saja ditandatangani. Muat ulang halaman."


@dataclass(frozen=True)
class Pembubuh:
    """A signer with the login that acts and the role in the paper ("Pihak Pertama")."""

    pengguna: Pengguna
    pejabat: Pejabat
    jabatan: str
    peran: str

    @property
    def penanda(self) -> Penanda:
        p = self.pejabat
        return Penanda(p.pk, p.nama_lengkap, p.nip, self.jabatan, self.pengguna.email)


@dataclass(frozen=True)
class Bahan:
    """What an app hands over for the first signature.

    `naskah(alamat)` builds the paper with the address of its verification page; `medan` are the roles in the order of
    signing, each with the anchor ("ttd-…") where its block stands. `sidik_isi` is a fingerprint of the rows.
    """

    jenis: str
    satker: Satker
    tahun: int
    judul: str
    data: dict[str, Any] = field(repr=False)
    sidik_isi: str
    naskah: Callable[[str], Naskah] = field(repr=False)
    medan: tuple[tuple[str, str], ...]
    menggantikan: DokumenBertanda | None = None


@dataclass
class Langkah:
    """One signature about to be made on `dokumen`; `isi` gives the file to be signed, when it is asked for."""

    dokumen: DokumenBertanda
    penyedia: Penyedia
    pembubuh: Pembubuh
    urut: int
    isi: Callable[[], bytes] = field(repr=False)
    alamat: str = ""


# --- Before --------------------------------------------------------------------------------------------------------


def langkah_pertama(bahan: Bahan, pembubuh: Pembubuh, penyedia: Penyedia, *, asal: str) -> Langkah:
    """The first signature: a paper that is not in the database yet. `asal`: the site, for the QR code."""
    dokumen = DokumenBertanda(
        jenis=bahan.jenis,
        satker=bahan.satker,
        tahun=bahan.tahun,
        judul=bahan.judul,
        token=token_baru(),
        penyedia=penyedia.kode,
        data=bahan.data,
        sha256_data=sidik_data(bahan.data),
        sidik_isi=bahan.sidik_isi,
        jumlah_penanda=len(bahan.medan),
        menggantikan=bahan.menggantikan,
    )
    alamat = alamat_verifikasi(dokumen, asal)
    return Langkah(dokumen, penyedia, pembubuh, 1, lambda: _siapkan(dokumen, bahan, penyedia, alamat), alamat)


def langkah_berikut(dokumen: DokumenBertanda, pembubuh: Pembubuh, *, asal: str) -> Langkah:
    """A further signature on the file of the one before. Raises GalatTandaTangan when the provider is gone."""
    urut = dokumen.tanda.count() + 1
    langkah = Langkah(dokumen, ambil(dokumen.penyedia), pembubuh, urut, lambda: isi_berkas(dokumen))
    langkah.alamat = alamat_verifikasi(dokumen, asal)
    return langkah


def langkah_pindaian(langkah: Langkah, pindaian: bytes) -> Langkah:
    """The same, with a scan of the signed paper as its file."""
    langkah.isi = lambda: pindaian
    return langkah


def alamat_verifikasi(dokumen: DokumenBertanda, asal: str) -> str:
    jalan = reverse("verifikasi:dokumen", kwargs={"token": dokumen.token})
    return f"{settings.ALAMAT or asal.rstrip('/')}{jalan}"


def sidik_data(data: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    teks = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(teks.encode()).hexdigest()


def isi_berkas(dokumen: DokumenBertanda) -> bytes:
    """The file of the newest signature. Raises GalatTandaTangan when it is not there or is another one."""
    terakhir, isi = dokumen.tanda_terakhir(), b""
    if terakhir is not None:
        try:
            with terakhir.berkas.open("rb") as berkas:
                isi = berkas.read()
        except OSError:
            pass
    if terakhir is None or hashlib.sha256(isi).hexdigest() != terakhir.sha256_sesudah:
        raise GalatTandaTangan(
            "Berkas yang sudah ditandatangani hilang atau berubah di tempat penyimpanan. Hubungi admin SAKIP."
        )
    return isi


def _siapkan(dokumen: DokumenBertanda, bahan: Bahan, penyedia: Penyedia, alamat: str) -> bytes:
    """Render the paper and make it ready; remembers in `dokumen` where the blocks stand."""
    from dokumen.pdf import render_html, render_pdf  # heavy, and only needed here

    naskah = bahan.naskah(alamat)
    hasil = render_pdf(render_html(naskah), naskah)
    medan = []
    for urut, (sebutan, jangkar) in enumerate(bahan.medan, start=1):
        letak = hasil.letak[jangkar]
        atas = letak.tinggi_halaman - letak.atas
        kotak = Kotak(letak.halaman, letak.kiri, atas - TINGGI, letak.kiri + LEBAR, atas)
        medan.append(Medan(f"TandaTangan{urut}", sebutan, kotak))
    dokumen.medan = [asdict(m) for m in medan]
    return penyedia.siapkan(hasil.isi, tuple(medan))


def _medan(dokumen: DokumenBertanda, urut: int, peran: str) -> Medan:
    """The field of a signature; a paper signed with ink has none."""
    if len(dokumen.medan) < urut:
        return Medan(f"TandaTangan{urut}", peran)
    isi = dokumen.medan[urut - 1]
    return Medan(isi["nama"], isi["sebutan"], Kotak(**isi["kotak"]) if isi["kotak"] else None)


# --- Signing -------------------------------------------------------------------------------------------------------


@sensitive_variables("rahasia")
def bubuhkan(
    langkah: Langkah, rahasia: Rahasia, *, kunci: Callable[[], None], pindah: Callable[[DokumenBertanda], None]
) -> TandaTangan:
    """Make the signature and store it.

    Both callbacks run inside the transaction, and whatever they raise undoes everything: `kunci()` locks the owner's
    row and looks whether it still is what was read, `pindah(dokumen)` moves its status. Raises GalatTandaTangan.
    """
    p, waktu = langkah.pembubuh, timezone.now()
    sidik: list[str] = []  # of the file that the provider was given

    def berkas() -> Berkas:
        isi = langkah.isi()
        sidik.append(hashlib.sha256(isi).hexdigest())
        return Berkas(isi, _medan(langkah.dokumen, langkah.urut, p.peran))

    with ditahan(p.pengguna) if langkah.penyedia.elektronik else nullcontext():
        terbubuh = langkah.penyedia.bubuhkan(_permintaan(langkah, berkas, waktu), rahasia)
    tanda = _baris(langkah, terbubuh, waktu, sidik[-1])
    nama = letak_bertanda(tanda, "")
    tanda.berkas.name = nama
    sementara = penyimpanan.tulis_sementara(
        terbubuh.isi, nama=nama, token=secrets.token_hex(8), folder=FOLDER_SEMENTARA
    )
    try:
        with transaction.atomic():
            kunci()
            _simpan(langkah, tanda)
            pindah(langkah.dokumen)
            penyimpanan.terbitkan(sementara, nama)
    finally:
        sementara.unlink(missing_ok=True)
    return tanda


def _permintaan(langkah: Langkah, berkas: Callable[[], Berkas], waktu: datetime) -> Permintaan:
    d = langkah.dokumen
    return Permintaan(
        berkas=berkas,
        penanda=langkah.pembubuh.penanda,
        pertama=langkah.urut == 1,
        waktu=waktu,
        waktu_cetak=format_waktu(waktu, d.satker.zona_waktu),
        alamat=langkah.alamat,
    )


def _baris(langkah: Langkah, terbubuh: Terbubuh, waktu: datetime, sha256_sebelum: str) -> TandaTangan:
    p = langkah.pembubuh
    return TandaTangan(
        dokumen=langkah.dokumen,
        urut=langkah.urut,
        pejabat=p.pejabat,
        oleh=p.pengguna,
        nama=p.pejabat.nama_lengkap,
        jabatan=p.jabatan,
        peran=p.peran,
        waktu=waktu,
        penyedia=langkah.penyedia.kode,
        sidik_sertifikat=terbubuh.sidik_sertifikat,
        penerbit=terbubuh.penerbit,
        ukuran=len(terbubuh.isi),
        sha256_sebelum=sha256_sebelum,
        sha256_sesudah=hashlib.sha256(terbubuh.isi).hexdigest(),
    )


def _simpan(langkah: Langkah, tanda: TandaTangan) -> None:
    d = langkah.dokumen
    if d.pk is None:
        d.save()
        tanda.dokumen = d
    else:
        _wajib_masih_sama(d, tanda)
    try:
        with transaction.atomic():
            tanda.save()
    except IntegrityError:
        raise GalatTandaTangan(SUDAH) from None
    if tanda.urut >= d.jumlah_penanda:
        d.status = StatusBertanda.LENGKAP
        DokumenBertanda.objects.filter(pk=d.pk).update(status=d.status)


def _wajib_masih_sama(dokumen: DokumenBertanda, tanda: TandaTangan) -> None:
    """Two who sign one file would fork it: the one who comes second is told."""
    kini = DokumenBertanda.objects.select_for_update().get(pk=dokumen.pk)
    terakhir = kini.tanda_terakhir()
    berubah = terakhir is None or (kini.elektronik and terakhir.sha256_sesudah != tanda.sha256_sebelum)
    if kini.status != StatusBertanda.BERJALAN or berubah:
        raise GalatTandaTangan(SUDAH)


# --- After ---------------------------------------------------------------------------------------------------------


def sapu() -> int:
    """Every hour: put files aside that no signature knows (returns how many), delete what was put aside long ago."""
    for jalan in penyimpanan.berkas_tua(FOLDER_SEMENTARA, penyimpanan.AKHIRAN, umur=UMUR_YATIM):
        jalan.unlink(missing_ok=True)
    for jalan in penyimpanan.berkas_tua(FOLDER_YATIM, ".pdf", umur=SIMPAN_YATIM):
        jalan.unlink(missing_ok=True)
    akar, tujuan = penyimpanan.jalan_berkas(""), penyimpanan.jalan_berkas(FOLDER_YATIM)
    calon = penyimpanan.berkas_tua(FOLDER, ".pdf", umur=UMUR_YATIM)
    dikenal = set(TandaTangan.objects.values_list("berkas", flat=True)) if calon else set()
    yatim = [jalan for jalan in calon if str(jalan.relative_to(akar)) not in dikenal]
    for jalan in yatim:
        tujuan.mkdir(parents=True, exist_ok=True)
        jalan.rename(tujuan / jalan.name)
        (tujuan / jalan.name).touch()
    if yatim:
        logger.warning("%s signed files without a signature in the database were put aside", len(yatim))
    return len(yatim)
