"""Spending from an export of the treasury: look, map, check, show, apply all or nothing; for pages and command."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi import unggahan
from organisasi.enums import StatusImpor
from organisasi.models import Pengguna, Satker
from sakip.alur import TransisiDitolak
from sakip.excel.mentah import berkas_teks, tulis_galat_mentah
from sakip.excel.pemeriksaan import BUKAN_EXCEL
from sakip.impor import ImporDitolak, RencanaBerubah, galat_dari, jumlah_saja
from sakip.models import VersiBerubah
from sakip.pelaku import dengan_alasan
from sakip.sampah import jarang_memulung
from sakip.sisip import perbarui, sisipkan

from . import services
from .enums import JenisImpor
from .impor.baca import Bacaan, Kenalan, TanpaTabel, baca, kenali
from .impor.pemetaan import BAWAAN, NAMA_SUMBER_MAKS, Cara, Pemetaan, sidik_kepala
from .impor.periksa import Tempat, periksa, salah_tanggal
from .impor.rencana import Butir, Potret, Rencana
from .models import ImporAnggaran, PemetaanKolom, PosisiRealisasi, RealisasiAnggaran

logger = logging.getLogger(__name__)

BARIS_HAPUS = 500


@dataclass(frozen=True)
class Pilihan:
    """What a person decided about an upload: `nama` of the mapping, the row of the head, the day of the data.

    `atur`: the columns still have to be looked at.
    """

    pemetaan: Pemetaan
    nama: str = ""
    nomor: int | None = None
    per_tanggal: datetime.date | None = None
    atur: bool = True

    def jadi_json(self) -> dict[str, Any]:
        tanggal = self.per_tanggal.isoformat() if self.per_tanggal else ""
        return {
            "pemetaan": self.pemetaan.jadi_json(),
            "nama": self.nama,
            "nomor": self.nomor,
            "per_tanggal": tanggal,
            "atur": self.atur,
        }

    @classmethod
    def dari_json(cls, isi: Mapping[str, Any]) -> Pilihan:
        tanggal = isi.get("per_tanggal", "")
        return cls(
            pemetaan=Pemetaan.dari_json(isi.get("pemetaan", {})),
            nama=isi.get("nama", ""),
            nomor=isi.get("nomor"),
            per_tanggal=datetime.date.fromisoformat(tanggal) if tanggal else None,
            atur=bool(isi.get("atur", True)),
        )


@dataclass(frozen=True)
class Setuju:
    """The ticks: `peringatan` seen, stored rows that the file lacks removed, the newest cut-off made the main one."""

    peringatan: bool = False
    hapus: bool = False
    utama: bool = False


# --- Mappings ------------------------------------------------------------------------------------------------------


def semua_pemetaan(satker: Satker) -> dict[str, Pemetaan]:
    """By name: those of the satker, then the built-in ones that it has none of its own for. One query."""
    milik = {}
    for p in PemetaanKolom.objects.filter(satker=satker):
        try:
            milik[p.nama] = Pemetaan.dari_json(p.isi)
        except ValueError:
            logger.warning("Column mapping %s is unreadable", p.pk)
    return milik | {nama: p for nama, p in BAWAAN.items() if nama not in milik}


def usulkan(kenalan: Kenalan, semua: Mapping[str, Pemetaan], nama: str = "") -> tuple[str, Pemetaan, bool]:
    """(name, mapping, whether it was made for this very head): the one that was asked for, else the one that fits.

    Raises ImporDitolak when the one asked for does not fit.
    """
    kunci = kenalan.kepala.kunci
    sidik = sidik_kepala(kunci)
    if nama:
        if not semua[nama].cocok(kunci):
            kurang = ", ".join(f"“{k}”" for k in semua[nama].tidak_ada(kunci))
            raise ImporDitolak(f"Pemetaan “{nama}” tidak cocok dengan berkas ini: tidak ada kolom {kurang}.")
        return nama, replace(semua[nama], sidik=sidik), semua[nama].sidik == sidik
    cocok = [(n, p) for n, p in semua.items() if p.cocok(kunci)]
    persis = next(((n, p) for n, p in cocok if p.sidik == sidik), None)
    if persis:
        return *persis, True
    if cocok:
        return cocok[0][0], replace(cocok[0][1], sidik=sidik), False
    return "", kenalan.usul, False


@transaction.atomic
def simpan_pemetaan(*, satker: Satker, nama: str, pemetaan: Pemetaan) -> None:
    """Keep a mapping under the source's name; what was chosen for codes before stays."""
    nama = " ".join(nama.split())[:NAMA_SUMBER_MAKS]
    if not nama:
        return
    lama = PemetaanKolom.objects.select_for_update().filter(satker=satker, nama=nama).first()
    try:
        with transaction.atomic():
            if lama is None:
                PemetaanKolom.objects.create(satker=satker, nama=nama, isi=pemetaan.jadi_json())
            elif lama.isi != pemetaan.jadi_json():
                lama.simpan_versi(lama.versi, isi=pemetaan.jadi_json())
    except (VersiBerubah, IntegrityError) as galat:
        raise ImporDitolak("Pemetaan ini baru saja berubah sejak dibaca. Coba sekali lagi.") from galat


# --- One upload ----------------------------------------------------------------------------------------------------


def tempat(satker: Satker, tahun: int, pilihan: Pilihan) -> Tempat:
    return Tempat(satker, tahun, pilihan.per_tanggal)


@jarang_memulung()
def baca_berkas(isi: bytes, satker: Satker, tahun: int, pilihan: Pilihan) -> Bacaan:
    """Raises ImporDitolak."""
    return baca(isi, pilihan.pemetaan, satker=satker.kode, tahun=tahun, nomor=pilihan.nomor)


@jarang_memulung()
def periksa_di(bacaan: Bacaan, di: Tempat) -> Rencana:
    """What the file would do to what is stored now."""
    return periksa(bacaan, di)


def unggah(
    *,
    isi: bytes,
    nama: str,
    satker: Satker,
    tahun: int,
    oleh: Pengguna,
    per_tanggal: datetime.date | None = None,
    nama_pemetaan: str = "",
) -> ImporAnggaran:
    """Keep an upload with the columns as proposed; one whose head is known is checked at once. Raises ImporDitolak."""
    try:
        kenalan = kenali(isi)
    except TanpaTabel as galat:
        if nama.lower().endswith(".xlsx") and berkas_teks(isi):
            raise ImporDitolak(BUKAN_EXCEL) from galat
        raise
    nama_pemetaan, pemetaan, dikenal = usulkan(kenalan, semua_pemetaan(satker), nama_pemetaan)
    if per_tanggal is None and kenalan.kepala.tanggal:
        per_tanggal = kenalan.kepala.tanggal.isi
    pilihan = Pilihan(pemetaan, nama_pemetaan, per_tanggal=per_tanggal, atur=not dikenal)
    impor = ImporAnggaran(satker=satker, oleh=oleh, tahun=tahun, jenis=JenisImpor.REALISASI)
    impor.pilihan = pilihan.jadi_json()
    if dikenal and _bertanggal(pemetaan, per_tanggal, tahun):
        impor.ringkasan = periksa_di(baca_berkas(isi, satker, tahun, pilihan), tempat(satker, tahun, pilihan)).ringkas()
    else:
        impor.pilihan["atur"] = True
    unggahan.simpan(impor, isi=isi, nama=nama, jenis=impor.jenis, tahun=tahun)
    return impor


def _bertanggal(pemetaan: Pemetaan, per_tanggal: datetime.date | None, tahun: int) -> bool:
    """Whether the day of the data is known, or told by the columns of a file with months."""
    if per_tanggal is None:
        return pemetaan.cara is not Cara.KUMULATIF
    return not salah_tanggal(per_tanggal, tahun)


def isi_berkas(impor: ImporAnggaran) -> bytes:
    """Raises ImporDitolak when it is not kept any more."""
    return unggahan.isi(impor)


def atur(*, impor: ImporAnggaran, pilihan: Pilihan) -> None:
    """Read the upload by these columns, keep them under their name and show the plan. Raises ImporDitolak."""
    isi = isi_berkas(impor)
    pilihan = replace(pilihan, atur=False)
    rencana = periksa_di(
        baca_berkas(isi, impor.satker, impor.tahun, pilihan), tempat(impor.satker, impor.tahun, pilihan)
    )
    impor.pilihan, impor.ringkasan = pilihan.jadi_json(), rencana.ringkas()
    with transaction.atomic():
        _ubah_menunggu(impor)
        simpan_pemetaan(satker=impor.satker, nama=pilihan.nama, pemetaan=pilihan.pemetaan)


def pilih_kode(*, impor: ImporAnggaran, padanan: Mapping[str, str]) -> None:
    """Which node stands for a code that the DIPA does not have ("": none), remembered. Raises ImporDitolak."""
    pilihan = Pilihan.dari_json(impor.pilihan)
    atur(impor=impor, pilihan=replace(pilihan, pemetaan=pilihan.pemetaan.dengan_padanan(padanan)))


def lupakan_kode(*, impor: ImporAnggaran, kode: str) -> None:
    """Forget what was chosen for a code; it is asked again when the file has it. Raises ImporDitolak."""
    pilihan = Pilihan.dari_json(impor.pilihan)
    padanan = {k: n for k, n in pilihan.pemetaan.padanan.items() if k != kode}
    atur(impor=impor, pilihan=replace(pilihan, pemetaan=replace(pilihan.pemetaan, padanan=padanan)))


def _ubah_menunggu(impor: ImporAnggaran) -> None:
    """Only while it waits: of a change and an end at the same moment the end wins."""
    menunggu = ImporAnggaran.objects.filter(pk=impor.pk, status=StatusImpor.DIPERIKSA)
    if not menunggu.update(pilihan=impor.pilihan, ringkasan=impor.ringkasan):
        raise ImporDitolak(unggahan.SUDAH)


def terapkan(*, impor: ImporAnggaran, sidik: str, setuju: Setuju) -> None:
    """Write the plan with the fingerprint `sidik`, once; one that changed is kept to be seen. Raises ImporDitolak."""
    pilihan = Pilihan.dari_json(impor.pilihan)

    def tulis(bacaan: Bacaan) -> None:
        di = tempat(impor.satker, impor.tahun, pilihan)
        potret = jalankan(bacaan, di, nama=impor.nama_berkas, sidik=sidik, setuju=setuju)
        isi = {"posisi": [p.posisi.pk for p in potret if p.posisi], "nama": pilihan.nama}
        ImporAnggaran.objects.filter(pk=impor.pk).update(pilihan=isi)

    unggahan.terapkan(impor, baca=lambda isi: baca_berkas(isi, impor.satker, impor.tahun, pilihan), tulis=tulis)


def berkas_bertanda(impor: ImporAnggaran) -> bytes:
    """The upload with comments on the faulty cells; a text file as a workbook."""
    with impor.berkas.open("rb") as berkas:
        return tulis_galat_mentah(berkas.read(), galat_dari(impor.ringkasan))


# --- Writing -------------------------------------------------------------------------------------------------------


@jarang_memulung()
def jalankan(
    bacaan: Bacaan, di: Tempat, *, nama: str, sidik: str | None = None, setuju: Setuju = Setuju()
) -> list[Potret]:
    """Check against the database as it is now and write, in one transaction; the cut-offs that were written.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"[:200]):
            Satker.objects.select_for_update().get(pk=di.satker.pk)  # two files for one satker wait here
            milik = PosisiRealisasi.objects.filter(satker=di.satker, tahun=di.tahun)
            list(milik.order_by("pk").select_for_update().values_list("pk"))  # and who types into a snapshot
            rencana = periksa_di(bacaan, di)
            if not rencana.sah or (sidik is not None and rencana.sidik() != sidik):
                raise RencanaBerubah(bacaan, rencana)
            _tolak_tanpa_setuju(rencana, setuju)
            tertulis = [p for p in rencana.potret if _tulis(p, di, nama, setuju)]
            _utamakan(rencana, setuju)
            if tertulis:
                jumlah = jumlah_saja(rencana.ringkas())
                catat(Tindakan.IMPOR, satker=di.satker, keterangan=nama, data=jumlah)
            return tertulis
    except (services.NamaPosisiDipakai, TransisiDitolak) as galat:  # somebody made a snapshot at the same moment
        raise ImporDitolak(unggahan.BERUBAH) from galat
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(unggahan.DITOLAK_BASIS_DATA) from galat


def _tolak_tanpa_setuju(rencana: Rencana, setuju: Setuju) -> None:
    if rencana.perlu_setuju and not setuju.peringatan:
        raise ImporDitolak("Centang dulu bahwa peringatan dan selisih di bawah sudah diperiksa.")
    if rencana.bentrok and not setuju.hapus:
        raise ImporDitolak(
            "Realisasi yang tercatat berada pada tingkat lain daripada yang di berkas. Centang penghapusan baris yang "
            "tidak ada lagi di berkas, atau batalkan impor."
        )


def _tulis(p: Potret, di: Tempat, nama: str, setuju: Setuju) -> bool:
    """Write one cut-off; False when nothing of it changes."""
    baru, berubah = p.baru, p.berubah
    hilang = [lama.pk for _, lama in p.hilang] if setuju.hapus else []
    if not (baru or berubah or hilang or p.posisi is None):
        return False
    if p.posisi is None:
        p.posisi = services.buat_posisi(
            satker=di.satker,
            tahun=di.tahun,
            nama=_nama_bebas(p.nama, {lain.nama for lain in di.posisi}),
            per_tanggal=p.tanggal,
            utama=False,
            keterangan=f"Diimpor dari {nama}",
        )
    _hapus(p.posisi, hilang)
    sisipkan(RealisasiAnggaran, ("posisi_id", "kode", "nilai"), ((p.posisi.pk, b.kode, b.baru) for b in baru))
    perbarui(RealisasiAnggaran, ("nilai", "teks_cetak", "catatan_cetak"), _pembaruan(berubah))
    return True


def _pembaruan(berubah: Collection[Butir]) -> list[tuple[Any, ...]]:
    """A changed figure no longer carries the text and the note of an old document."""
    return [(b.lama.pk, b.baru, "", "") for b in berubah if b.lama is not None]


def _hapus(posisi: PosisiRealisasi, kunci: list[int]) -> None:
    for awal in range(0, len(kunci), BARIS_HAPUS):
        posisi.realisasi.filter(pk__in=kunci[awal : awal + BARIS_HAPUS]).delete()


def _nama_bebas(nama: str, dipakai: Collection[str]) -> str:
    """The name, or with a number behind it when another cut-off has it."""
    calon, ke = nama, 2
    while calon in dipakai:
        calon, ke = f"{nama} ({ke})", ke + 1
    return calon


def _utamakan(rencana: Rencana, setuju: Setuju) -> None:
    posisi = rencana.potret[-1].posisi if rencana.potret else None
    if setuju.utama and posisi is not None and not posisi.utama:
        services.jadikan_utama(posisi=posisi)
