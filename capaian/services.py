"""Acts on the measurement of a year: preparing it, entering a realisasi, submitting and approving a whole quarter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Pengguna, Satker
from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from .enums import KeadaanNilai
from .models import Pengukuran, Realisasi

# --- Preparing a year ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Penyiapan:
    """What preparing did or would do: indikator to measure anew, and those whose target moves to the PK in force."""

    baru: int
    dipindah: int

    @property
    def ada(self) -> bool:
        return bool(self.baru or self.dipindah)


def perjanjian_sekretaris(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The PK in force whose targets are those of the satker."""
    return (
        PerjanjianKinerja.objects.berlaku()
        .for_tahun(tahun)
        .filter(satker=satker, pihak_pertama__jabatan__jenis=JenisJabatan.SEKRETARIS)
        .order_by("-tanggal", "-pk")
        .first()
    )


def rencana_penyiapan(satker: Satker, tahun: int) -> Penyiapan:
    """What `siapkan_pengukuran` would do now; nothing is written."""
    baru, dipindah = _rencana(satker, tahun)
    return Penyiapan(len(baru), len(dipindah))


@transaction.atomic
def siapkan_pengukuran(*, satker: Satker, tahun: int, oleh: Pengguna) -> Penyiapan:
    """Make the year's indikator measurable: a Pengukuran per row of the Sekretaris's PK that names a Renstra indikator.

    May be done again at any time: what exists stays, and a target that a perjanjian perubahan changed is followed (the
    row of the PK in force becomes the `butir`). Refused without such a PK.
    """
    if perjanjian_sekretaris(satker, tahun) is None:
        raise TransisiDitolak(f"Belum ada perjanjian kinerja Sekretaris tahun {tahun} yang berlaku.")
    baru, dipindah = _rencana(satker, tahun)
    for butir in baru:
        Pengukuran.objects.get_or_create(
            indikator=butir.indikator, tahun=tahun, defaults={"satker": satker, "butir": butir}
        )
    for pengukuran, butir in dipindah:
        Pengukuran.objects.filter(pk=pengukuran.pk).update(butir=butir)
    return Penyiapan(len(baru), len(dipindah))


def _rencana(
    satker: Satker, tahun: int
) -> tuple[list[IndikatorPerjanjian], list[tuple[Pengukuran, IndikatorPerjanjian]]]:
    perjanjian = perjanjian_sekretaris(satker, tahun)
    if perjanjian is None:
        return [], []
    semua = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian).select_related("indikator")
    butir = {b.indikator_id: b for b in semua if b.indikator_id}  # an indikator promised twice is measured once
    ada = {p.indikator_id: p for p in Pengukuran.objects.filter(tahun=tahun, indikator__in=butir)}
    baru = [b for indikator, b in butir.items() if indikator not in ada]
    dipindah = [(p, butir[i]) for i, p in ada.items() if p.butir_id != butir[i].pk]
    return baru, dipindah


# --- Entering ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianRealisasi:
    """What a person entered for one indikator and quarter; values in the indikator's satuan."""

    keadaan: str
    nilai: Decimal | None
    target_triwulan: Decimal | None
    analisis: str = ""
    hambatan: str = ""
    upaya: str = ""

    def sama_dengan(self, realisasi: Realisasi) -> bool:
        return all(getattr(realisasi, nama) == isi for nama, isi in asdict(self).items())


class RealisasiBentrok(VersiBerubah):
    """Somebody else saved this realisasi meanwhile; `kini` is what is stored now."""

    def __init__(self, kini: Realisasi) -> None:
        super().__init__()
        self.kini = kini


@transaction.atomic
def simpan_realisasi(
    *, pengukuran: Pengukuran, triwulan: int, versi: int, isian: IsianRealisasi, oleh: Pengguna
) -> Realisasi:
    """Write one realisasi; `versi` is the one the person saw, 0 when there was none.

    Raises RealisasiBentrok when somebody else was faster with other values, TransisiDitolak when it is submitted or
    approved already.
    """
    if (isian.keadaan == KeadaanNilai.TERISI) != (isian.nilai is not None):
        raise TransisiDitolak("Realisasi diisi bila keadaannya “Terisi”, dan dikosongkan bila tidak.")
    jejak = {"diisi_oleh": oleh, "diisi_pada": timezone.now()}
    semua = Realisasi.objects.select_for_update(of=("self",)).select_related("diisi_oleh")
    kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).first()
    if kini is None:
        try:
            with transaction.atomic():
                return Realisasi.objects.create(pengukuran=pengukuran, triwulan=triwulan, **asdict(isian), **jejak)
        except IntegrityError:
            kini = semua.get(pengukuran=pengukuran, triwulan=triwulan)
    if isian.sama_dengan(kini):
        return kini
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"Realisasi ini sudah {kini.get_status_display().lower()} dan tidak dapat diubah lagi.")
    if kini.versi != versi:
        raise RealisasiBentrok(kini)
    if kini.nilai != isian.nilai:
        jejak |= {"x": None, "y": None}  # the parts of the old ratio do not make the new figure
    return kini.simpan_versi(versi, **asdict(isian), **jejak)


# --- A whole quarter -----------------------------------------------------------------------------------------------

#: Acts that may be done on all rows of a quarter at once; returning needs a note for each.
TINDAKAN_SEMUA = ("ajukan", "setujui")


def tindak_triwulan(*, satker: Satker, tahun: int, triwulan: int, tindakan: str, oleh: Pengguna) -> int:
    """Do one act on every realisasi of the quarter that allows it to this person; how many were done.

    A row that somebody else moved meanwhile is passed over, not failed.
    """
    if tindakan not in TINDAKAN_SEMUA:
        raise ValueError(tindakan)
    semua = Realisasi.objects.filter(pengukuran__satker=satker, pengukuran__tahun=tahun, triwulan=triwulan)
    banyak = 0
    for realisasi in semua.select_related("pengukuran"):
        if not any(t.nama == tindakan for t in realisasi.tindakan_untuk(oleh)):
            continue
        try:
            {"ajukan": realisasi.ajukan, "setujui": realisasi.setujui}[tindakan](oleh=oleh)
        except TransisiDitolak:
            continue
        banyak += 1
    return banyak
