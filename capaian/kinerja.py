"""What the budget learns of the measured kinerja (`anggaran.kinerja`), from the one recap of the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from anggaran.kinerja import TAK_DIUKUR, Capaian, Kinerja
from organisasi.models import Satker
from renstra.silsilah import Silsilah, silsilah

from . import perhitungan as hitung
from .models import Realisasi
from .rekap import BarisCapaian, RekapCapaian, rekap_capaian

KATA = {
    hitung.AlasanKosong.REALISASI_PROSES: "capaian masih Proses",
    hitung.AlasanKosong.BELUM_DIISI: "realisasi kinerja belum diisi",
    hitung.AlasanKosong.TIDAK_ADA_TARGET: "indikator tidak bertarget",
}


def kinerja(satker: Satker, tahun: int, pembaca: Any) -> Kinerja:
    """`pembaca` sees what is his to see; None: what a report counts."""
    terlihat = Realisasi.objects.untuk_laporan() if pembaca is None else Realisasi.objects.visible_to(pembaca)
    return kinerja_rekap(rekap_capaian(satker, tahun, realisasi=terlihat))


def kinerja_rekap(rekap: RekapCapaian, garis: Silsilah | None = None) -> Kinerja:
    """The same from a recap that is there already; two queries without `garis`."""
    if not rekap.kelompok:
        return Kinerja()
    garis = garis or silsilah(rekap.satker)
    return Kinerja(
        satker=_capaian(rekap.rerata, rekap.baris),
        sasaran={garis.sasaran(k.sasaran.pk): _capaian(k.rerata, k.baris) for k in rekap.kelompok},
        indikator={garis.indikator(b.pengukuran.indikator_id): _indikator(b) for b in rekap.baris},
    )


def _capaian(rerata: hitung.Rerata, baris: Iterable[BarisCapaian]) -> Capaian:
    alasan = "" if rerata.nilai is not None else _alasan(baris)
    return Capaian(rerata.nilai, rerata.terhitung, rerata.jumlah, alasan)


def _indikator(b: BarisCapaian) -> Capaian:
    nilai = b.hasil.nilai_dibatasi
    return Capaian(nilai, int(b.hasil.dapat_dihitung), 1, "" if nilai is not None else _alasan([b]))


def _alasan(baris: Iterable[BarisCapaian]) -> str:
    """Why none can be computed; each reason once."""
    sebab = dict.fromkeys(KATA.get(b.hasil.alasan, b.hasil.alasan.label.lower()) for b in baris if b.hasil.alasan)
    return "; ".join(sebab) or TAK_DIUKUR.alasan
