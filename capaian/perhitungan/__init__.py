"""Capaian kinerja: what was reached against what was promised. Pure: no Django, no clock, exact Decimal.

None means undefined and is never 0: what cannot be computed carries its reason (AlasanKosong) and stays out of
averages. Figures keep full precision; they are rounded (half up, two decimals) only where they are shown or named.
Source of the rules: PermenPANRB 53/2014 and the printed LKjIP that the rows of the tests name.
"""

from .indikator import (
    capaian_ordinal,
    capaian_stabil,
    hitung_capaian,
    jangka_menengah,
    persentase_capaian,
)
from .nilai import (
    Agregasi,
    AlasanKosong,
    Batas,
    Cara,
    Hasil,
    KeadaanNilai,
    LingkupBatas,
    Nilai,
    Polaritas,
    Rasio,
    RumusMinimasi,
    RumusOrdinal,
    Tampilan,
    teks_capaian,
)
from .ringkasan import Perbandingan, Pita, Rerata, kategori, perbandingan, rata_rata_capaian
from .sebaran import galat_sebaran, usulan_sebaran
from .triwulan import (
    Agregat,
    CapaianTriwulan,
    GalatKumulatif,
    agregasi_triwulan,
    capaian_triwulan,
    galat_sekitar,
    periksa_kumulatif,
)

__all__ = [
    "Agregasi",
    "Agregat",
    "AlasanKosong",
    "Batas",
    "CapaianTriwulan",
    "Cara",
    "GalatKumulatif",
    "Hasil",
    "KeadaanNilai",
    "LingkupBatas",
    "Nilai",
    "Perbandingan",
    "Pita",
    "Polaritas",
    "Rasio",
    "Rerata",
    "RumusMinimasi",
    "RumusOrdinal",
    "Tampilan",
    "agregasi_triwulan",
    "capaian_ordinal",
    "capaian_stabil",
    "capaian_triwulan",
    "galat_sebaran",
    "galat_sekitar",
    "hitung_capaian",
    "jangka_menengah",
    "kategori",
    "perbandingan",
    "periksa_kumulatif",
    "persentase_capaian",
    "rata_rata_capaian",
    "teks_capaian",
    "usulan_sebaran",
]
