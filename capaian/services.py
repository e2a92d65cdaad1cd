"""Acts on the measurement of a year: preparing it, entering a realisasi, submitting and approving a whole quarter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Pengguna, Satker
from perjanjian.models import PerjanjianKinerja
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from .enums import KeadaanNilai
from .models import Pengukuran, Realisasi
from .penyiapan import Rencana, susun_rencana

# --- Preparing a year ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Penyiapan:
    """What preparing did or would do, in numbers of indikator; see `penyiapan.Rencana`.

    `dipindah`: their target (and, after a revision of the Renstra, their indikator) follows the PK in force. `tetap`
    changes nothing, but people should know of it.
    """

    baru: int
    dipindah: int
    dilepas: int = 0
    tetap: int = 0

    @property
    def ada(self) -> bool:
        return bool(self.baru or self.dipindah or self.dilepas)

    @classmethod
    def dari(cls, rencana: Rencana) -> Penyiapan:
        return cls(len(rencana.baru), len(rencana.pindah), len(rencana.lepas), len(rencana.tetap))


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
    perjanjian = perjanjian_sekretaris(satker, tahun)
    if perjanjian is None:
        return Penyiapan(0, 0)
    return Penyiapan.dari(susun_rencana(perjanjian, Pengukuran.objects.filter(satker=satker).for_tahun(tahun)))


@transaction.atomic
def siapkan_pengukuran(*, satker: Satker, tahun: int, oleh: Pengguna) -> Penyiapan:
    """Make the year's indikator measurable: a Pengukuran per row of the Sekretaris's PK that names a Renstra indikator.

    May be done again at any time: what exists stays with its realisasi, and follows the PK in force (its row becomes
    the `butir`, its indikator the Renstra's of today). What the PK no longer carries goes when nobody has filled it.
    Refused without such a PK.
    """
    perjanjian = perjanjian_sekretaris(satker, tahun)
    if perjanjian is None:
        raise TransisiDitolak(f"Belum ada perjanjian kinerja Sekretaris tahun {tahun} yang berlaku.")
    PerjanjianKinerja.objects.select_for_update().get(pk=perjanjian.pk)  # two people press the button at once
    terkunci = Pengukuran.objects.filter(satker=satker).for_tahun(tahun).select_for_update(of=("self",))
    rencana = susun_rencana(perjanjian, terkunci)  # locked: nobody enters into what is about to go
    Pengukuran.objects.filter(pk__in=[p.pk for p in rencana.lepas]).delete()
    for pengukuran, butir in rencana.pindah:
        Pengukuran.objects.filter(pk=pengukuran.pk).update(butir=butir, indikator=butir.indikator)
    Pengukuran.objects.bulk_create(
        Pengukuran(satker=satker, tahun=tahun, indikator=butir.indikator, butir=butir) for butir in rencana.baru
    )
    return Penyiapan.dari(rencana)


# --- Entering ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianRealisasi:
    """What a person entered for one indikator and quarter; values in the indikator's satuan.

    `x` and `y` are the parts of a percentage that was computed from them; None where the figure alone was typed.
    """

    keadaan: str
    nilai: Decimal | None
    target_triwulan: Decimal | None
    analisis: str = ""
    hambatan: str = ""
    upaya: str = ""
    x: Decimal | None = None
    y: Decimal | None = None

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
    pelimpahan = oleh.pelimpahan_dipakai
    jejak: dict[str, object] = {"disunting_oleh": oleh}
    pengisi = {"diisi_oleh": oleh, "diisi_atas_nama": pelimpahan and pelimpahan.penugasan, "diisi_pada": timezone.now()}
    semua = Realisasi.objects.select_for_update(of=("self",)).select_related("diisi_oleh")
    kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).first()
    if kini is None:
        try:
            with transaction.atomic():
                return Realisasi.objects.create(
                    pengukuran=pengukuran, triwulan=triwulan, **asdict(isian), **jejak, **pengisi
                )
        except IntegrityError:
            kini = semua.get(pengukuran=pengukuran, triwulan=triwulan)
    if isian.sama_dengan(kini):
        return kini
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"Realisasi ini sudah {kini.get_status_display().lower()} dan tidak dapat diubah lagi.")
    if kini.versi != versi:
        raise RealisasiBentrok(kini)
    if any(getattr(kini, bagian) != getattr(isian, bagian) for bagian in ("keadaan", "nilai", "x", "y")):
        jejak |= pengisi  # who wrote the analysis did not enter the figure
    if (kini.keadaan, kini.nilai) != (isian.keadaan, isian.nilai):
        jejak |= {"teks_cetak": "", "catatan_cetak": ""}  # what an old paper printed is not this figure
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
