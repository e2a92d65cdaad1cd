"""Acts that touch several rows: making, revising and putting a perjanjian kinerja in force.

Errors that a person can cause are `TransisiDitolak` with an Indonesian message that may be shown as it is.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from anggaran.rekap import rekap_dipa
from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan, Pengguna, Penugasan, Satker
from renstra.enums import JenisSasaran
from renstra.models import Indikator, Renstra, Sasaran, TargetTahunan
from sakip.alur import TransisiDitolak
from sakip.angka import format_tanggal

from .dipa import salinan_anggaran
from .enums import JenisPerjanjian, StatusPerjanjian
from .models import (
    AnggaranPerjanjian,
    IndikatorPerjanjian,
    PerjanjianKinerja,
    RiwayatPerjanjian,
    SasaranPerjanjian,
)

S = StatusPerjanjian

# --- Signing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def ajukan(*, perjanjian: PerjanjianKinerja, oleh: Pengguna) -> None:
    """Hand the draft to the signers.

    Refused while the annex has no indikator (there would be nothing to promise), and for a date on which one of the
    parties did not hold the office.
    """
    kosong = perjanjian.sasaran.filter(indikator=None).first()
    if kosong is not None:
        raise TransisiDitolak(
            f"Sasaran {kosong.urut} belum memuat indikator. Isi indikatornya, atau hapus sasaran itu."
        )
    if not perjanjian.sasaran.exists():
        raise TransisiDitolak("Lampiran perjanjian ini belum memuat indikator. Isi sasaran dan indikatornya dahulu.")
    _periksa_tanggal(perjanjian)
    perjanjian.ajukan(oleh=oleh)


def _periksa_tanggal(perjanjian: PerjanjianKinerja) -> None:
    """A paper without a date gets the day of the first signature, and only a holder of that day can sign."""
    if perjanjian.tanggal is None:
        return
    for pihak in (perjanjian.pihak_pertama, perjanjian.pihak_kedua):
        if not pihak.menjabat_pada(perjanjian.tanggal):
            raise TransisiDitolak(
                f"{pihak.pejabat} tidak menjabat {pihak.sebutan_jabatan} pada {format_tanggal(perjanjian.tanggal)} "
                f"(masa jabatan: {pihak.masa}). Perbaiki tanggalnya, atau susun dengan pejabat pada tanggal itu."
            )


def _kunci_jabatan(jabatan_id: int) -> None:
    """Two acts on the papers of one position go one after the other, so that each sees what the other did."""
    Jabatan.objects.select_for_update().get(pk=jabatan_id)


@transaction.atomic
def setujui(*, perjanjian: PerjanjianKinerja, oleh: Pengguna) -> None:
    """Signature of the second party: the PK is in force, and the one it replaces is replaced at the same moment.

    The old one steps back first, because one office holder has one PK in force (`perjanjian_satu_berlaku`); when the
    signature is refused, nothing has changed.
    """
    _kunci_jabatan(perjanjian.pihak_pertama.jabatan_id)
    lama = perjanjian.menggantikan
    if lama is not None:
        _ikuti(lama, perjanjian)
        lama._pindah("gantikan", oleh=oleh, catatan=f"Digantikan perjanjian perubahan: {perjanjian.alasan_perubahan}")
    pengganggu = _berlaku_lain(perjanjian)
    if pengganggu is not None:
        raise TransisiDitolak(
            f"Sudah ada perjanjian yang berlaku untuk {pengganggu.sebutan_pihak_pertama}. "
            "Buat perjanjian perubahan dari perjanjian itu."
        )
    try:
        with transaction.atomic():
            perjanjian._pindah("setujui", oleh=oleh)
    except IntegrityError as galat:  # somebody else's PK of the same office holder was faster
        raise TransisiDitolak("Pejabat ini baru saja mempunyai perjanjian lain yang berlaku. Muat ulang.") from galat


def _ikuti(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> None:
    """What subordinates carry of the old paper follows to the copy of the row; one without a copy is let go.

    Papers that are replaced themselves keep what they pointed to. The text of a signed paper does not change.
    """
    turunan = IndikatorPerjanjian.objects.filter(menurunkan__sasaran__perjanjian=lama)
    turunan = turunan.exclude(sasaran__perjanjian__status=S.DIGANTIKAN)
    salinan = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=baru, asal__sasaran__perjanjian=lama)
    for pk, asal in salinan.values_list("pk", "asal"):
        turunan.filter(menurunkan=asal).update(menurunkan=pk)
    turunan.update(menurunkan=None)


def _berlaku_lain(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja | None:
    return (
        PerjanjianKinerja.objects.berlaku()
        .for_tahun(perjanjian.tahun)
        .filter(pihak_pertama__jabatan=perjanjian.pihak_pertama.jabatan_id)
        .exclude(pk=perjanjian.pk)
        .untuk_daftar()
        .first()
    )


# --- Making --------------------------------------------------------------------------------------------------------


def judul_perubahan(judul: str) -> str:
    """The title of the paper that replaces one with this title says that it is a perubahan."""
    return re.sub(r"^(perjanjian kinerja) (?!perubahan\b)", r"\1 PERUBAHAN ", judul, flags=re.IGNORECASE)[:500]


def judul_bawaan(pihak_pertama: Penugasan, tahun: int) -> str:
    """Title of the annex as the papers print it: the satker's for the Sekretaris, otherwise with the unit's name."""
    unit = pihak_pertama.jabatan.unit
    bagian = "" if pihak_pertama.jabatan.jenis == JenisJabatan.SEKRETARIS else f"{unit.nama} "
    return f"PERJANJIAN KINERJA TAHUN {tahun} {bagian}{unit.satker.nama}".upper()


@transaction.atomic
def buat_kosong(
    *, pihak_pertama: Penugasan, pihak_kedua: Penugasan, tahun: int, oleh: Pengguna, **rincian: Any
) -> PerjanjianKinerja:
    """A draft without rows. `rincian`: further fields of the head (judul, kop, tempat, tanggal, column titles)."""
    jabatan = pihak_pertama.jabatan
    satker = jabatan.unit.satker
    _kunci_jabatan(jabatan.pk)
    if PerjanjianKinerja.objects.for_tahun(tahun).filter(pihak_pertama__jabatan=jabatan).exists():
        raise TransisiDitolak(f"{jabatan.nama} sudah mempunyai perjanjian tahun {tahun}. Buat perjanjian perubahan.")
    kepala = {"judul": judul_bawaan(pihak_pertama, tahun), "tempat": satker.tempat} | rincian
    perjanjian = PerjanjianKinerja.objects.create(
        satker=satker,
        unit=jabatan.unit,
        tahun=tahun,
        pihak_pertama=pihak_pertama,
        pihak_kedua=pihak_kedua,
        **kepala,
    )
    _catat_lahir(perjanjian, oleh=oleh)
    return perjanjian


@transaction.atomic
def buat_dari_renstra(
    *, pihak_pertama: Penugasan, pihak_kedua: Penugasan, tahun: int, oleh: Pengguna, **rincian: Any
) -> PerjanjianKinerja:
    """A draft for the Sekretaris: sasaran, indikator and targets of the Renstra, programme rows of the DIPA.

    An indikator without a target that year is left out. Refused without a Renstra in force.
    """
    satker = pihak_pertama.jabatan.unit.satker
    renstra = Renstra.objects.filter(satker=satker).berlaku().for_tahun(tahun).first()
    if renstra is None:
        raise TransisiDitolak(f"Belum ada Renstra yang berlaku untuk tahun {tahun}. Tetapkan Renstra dahulu.")
    judul_kolom = {"kolom_sasaran": "Sasaran Strategis", "kolom_anggaran": "Program"}
    perjanjian = buat_kosong(
        pihak_pertama=pihak_pertama, pihak_kedua=pihak_kedua, tahun=tahun, oleh=oleh, **(judul_kolom | rincian)
    )
    _isi_sasaran(perjanjian, renstra)
    _isi_program(perjanjian, satker)
    return perjanjian


def _isi_sasaran(perjanjian: PerjanjianKinerja, renstra: Renstra) -> None:
    target = {
        t.indikator_id: t.nilai
        for t in TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra, tahun=perjanjian.tahun)
    }
    for urut, (sasaran, daftar) in enumerate(_sasaran_bertarget(renstra, target.keys()), start=1):
        baris = SasaranPerjanjian.objects.create(
            perjanjian=perjanjian, sasaran=sasaran, urut=urut, uraian=sasaran.uraian
        )
        IndikatorPerjanjian.objects.bulk_create(
            IndikatorPerjanjian(
                sasaran=baris, indikator=i, urut=n, uraian=i.uraian, satuan_id=i.satuan_id, target=target[i.pk]
            )
            for n, i in enumerate(daftar, start=1)
        )


def _sasaran_bertarget(renstra: Renstra, bertarget: Any) -> list[tuple[Sasaran, list[Indikator]]]:
    """The sasaran strategis with their indikator that have a target; all kinds where none is strategis."""
    semua = [
        (sasaran, daftar)
        for sasaran in renstra.sasaran.prefetch_related("indikator")
        if (daftar := [i for i in sasaran.indikator.all() if i.pk in bertarget])
    ]
    strategis = [(sasaran, daftar) for sasaran, daftar in semua if sasaran.jenis == JenisSasaran.STRATEGIS]
    return strategis or semua


def _isi_program(perjanjian: PerjanjianKinerja, satker: Satker) -> None:
    AnggaranPerjanjian.objects.bulk_create(
        AnggaranPerjanjian(perjanjian=perjanjian, urut=urut, pos=p.pos, kode=p.kode, uraian=p.uraian, nilai=p.pagu)
        for urut, p in enumerate(rekap_dipa(satker, perjanjian.tahun).program, start=1)
    )


@transaction.atomic
def buat_perubahan(
    *, perjanjian: PerjanjianKinerja, oleh: Pengguna, dasar: str, alasan: str, tanggal: datetime.date | None = None
) -> PerjanjianKinerja:
    """A draft perjanjian perubahan with a copy of all rows; it replaces `perjanjian` when it comes into force.

    `dasar` is the legal reason (`DasarPerubahan`), `alasan` what it was in this case. Amounts of the DIPA are taken
    anew where a newer one is in force.
    The parties are those who hold the two positions on `tanggal` (None: today, and the paper gets its date when it is
    signed). Only from a PK in force, one draft at a time.
    """
    if not alasan.strip():
        raise TransisiDitolak("Alasan perubahan wajib diisi.")
    jabatan = perjanjian.pihak_pertama.jabatan
    _kunci_jabatan(jabatan.pk)
    if not PerjanjianKinerja.objects.berlaku().filter(pk=perjanjian.pk).exists():
        raise TransisiDitolak("Perubahan hanya dapat dibuat dari perjanjian yang sedang berlaku.")
    if PerjanjianKinerja.objects.filter(menggantikan=perjanjian).exists():
        raise TransisiDitolak("Perjanjian ini sudah mempunyai draf perubahan. Lanjutkan draf itu.")
    hari = tanggal or timezone.localdate()
    pertama = _pemangku(jabatan, hari)
    kedua = _pemangku(jabatan.atasan or perjanjian.pihak_kedua.jabatan, hari)
    if pertama == kedua:
        raise TransisiDitolak(f"{jabatan.nama} tidak mempunyai atasan untuk menandatangani sebagai pihak kedua.")
    baru = PerjanjianKinerja(
        **{nama: getattr(perjanjian, nama) for nama in DISALIN},
        judul=judul_perubahan(perjanjian.judul),
        jenis=JenisPerjanjian.PERUBAHAN,
        menggantikan=perjanjian,
        dasar_perubahan=dasar,
        alasan_perubahan=alasan.strip(),
        tanggal=tanggal,
        pihak_pertama=pertama,
        pihak_kedua=kedua,
    )
    try:
        with transaction.atomic():
            baru.save()
    except IntegrityError as galat:
        raise TransisiDitolak("Perjanjian ini baru saja mempunyai draf perubahan. Muat ulang halaman.") from galat
    _salin_baris(perjanjian, baru)
    _catat_lahir(baru, oleh=oleh, catatan=baru.alasan_perubahan)
    return baru


#: What a perjanjian perubahan takes over from the one it replaces, besides the rows.
DISALIN = ("satker", "unit", "tahun", "kolom_sasaran", "kolom_anggaran", "kop", "tempat")


def _pemangku(jabatan: Jabatan, tanggal: datetime.date) -> Penugasan:
    penugasan = Penugasan.objects.pemangku(jabatan, tanggal)
    if penugasan is None:
        raise TransisiDitolak(
            f"Belum ada pejabat untuk {jabatan.nama} pada tanggal itu. Minta admin satker melengkapi penugasannya."
        )
    return penugasan


def _salin_baris(dari: PerjanjianKinerja, ke: PerjanjianKinerja) -> None:
    for lama in dari.sasaran.prefetch_related("indikator"):
        baru = SasaranPerjanjian.objects.create(
            perjanjian=ke, sasaran_id=lama.sasaran_id, urut=lama.urut, uraian=lama.uraian
        )
        IndikatorPerjanjian.objects.bulk_create(
            IndikatorPerjanjian(
                sasaran=baru,
                indikator_id=i.indikator_id,
                urut=i.urut,
                uraian=i.uraian,
                satuan_id=i.satuan_id,
                target=i.target,
                menurunkan_id=i.menurunkan_id,
                cara_turun=i.cara_turun,
                asal=i,
            )
            for i in lama.indikator.all()
        )
    AnggaranPerjanjian.objects.bulk_create(salinan_anggaran(dari, ke))


def _catat_lahir(perjanjian: PerjanjianKinerja, *, oleh: Pengguna, catatan: str = "") -> None:
    RiwayatPerjanjian.objects.create(
        objek=perjanjian, tindakan="buat", ke=perjanjian.status, oleh=oleh, catatan=catatan
    )
