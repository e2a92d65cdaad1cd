"""Budget: absorption, efficiency by named rule and year, totals of a tree. Pure: no Django, no clock, exact Decimal.

None means undefined and is never 0. Figures keep full precision; sentences for the report round half up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

from sakip.angka import KOSONG, format_desimal, format_rupiah

NOL: Final = Decimal(0)
SERATUS: Final = Decimal(100)
BATAS_EFISIENSI: Final = Decimal(20)  # percent either way, PMK 214/2017 and PMK 22/2021


def penyerapan(realisasi: Decimal | None, pagu: Decimal | None) -> Decimal | None:
    """Absorption in percent: realisasi / pagu × 100, both in rupiah; not rounded, not capped.

    None without realisasi or pagu, and for pagu 0. Source: Tabel 2.3 of the LKjIP.
    """
    if realisasi is None or pagu is None or pagu == 0:
        return None
    return SERATUS * realisasi / pagu


# --- Efficiency ----------------------------------------------------------------------------------------------------


class AturanEfisiensi(StrEnum):
    RASIO = "rasio"
    SELISIH = "selisih"
    PMK_214_2017 = "pmk_214_2017"
    PMK_22_2021 = "pmk_22_2021"


@dataclass(frozen=True, slots=True)
class KomponenEfisiensi:
    """One output: pagu and realisasi in rupiah, capaian of the output in percent."""

    pagu: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None


@dataclass(frozen=True, slots=True)
class DataEfisiensi:
    """What the rules take: capaian and penyerapan of the whole in percent, and the outputs one by one.

    `sebab`: why there is no penyerapan, in words, where it is more than that none is recorded.
    """

    capaian: Decimal | None
    penyerapan: Decimal | None
    komponen: Sequence[KomponenEfisiensi] = ()
    sebab: str = ""


@dataclass(frozen=True, slots=True)
class Efisiensi:
    """`nilai` in the rule's own unit, not rounded; None with the reason in `uraian`.

    `uraian` is the calculation as printed under the table, `kalimat` what it means.
    """

    aturan: AturanEfisiensi
    nilai: Decimal | None
    uraian: str
    kalimat: str = ""

    @property
    def teks(self) -> str:
        """The value as a figure shows it: "1 : 1,1", "9,76 poin", "75,00 %"; "–" where there is none."""
        if self.nilai is None:
            return KOSONG
        if self.aturan == AturanEfisiensi.RASIO:
            return f"1 : {format_desimal(self.nilai, 1)}"
        return f"{_p(self.nilai)} {'poin' if self.aturan == AturanEfisiensi.SELISIH else '%'}"


@dataclass(frozen=True, slots=True)
class Aturan:
    """A rule and the budget years it holds for, both included; None is open. `rumus`: how it is computed, in words.

    `per_komponen`: it is computed from the outputs one by one.
    """

    kode: AturanEfisiensi
    nama: str
    hitung: Callable[[DataEfisiensi], Efisiensi]
    rumus: str = ""
    per_komponen: bool = False
    mulai: int | None = None
    sampai: int | None = None

    def berlaku(self, tahun: int) -> bool:
        return (self.mulai is None or tahun >= self.mulai) and (self.sampai is None or tahun <= self.sampai)


class AturanTidakBerlaku(ValueError):
    """The rule does not hold for that year. The message is Indonesian."""


def hitung_efisiensi(data: DataEfisiensi, *, aturan: AturanEfisiensi, tahun: int) -> Efisiensi:
    """Efficiency of a budget year by a named rule. Raises AturanTidakBerlaku, ValueError for an unknown rule."""
    terpilih = ATURAN[AturanEfisiensi(aturan)]
    if not terpilih.berlaku(tahun):
        pilihan = ", ".join(a.nama for a in aturan_berlaku(tahun))
        raise AturanTidakBerlaku(f"{terpilih.nama} tidak berlaku untuk tahun {tahun}. Yang dapat dipakai: {pilihan}.")
    return terpilih.hitung(data)


def aturan_berlaku(tahun: int) -> tuple[Aturan, ...]:
    """The rules that an office can choose for a budget year."""
    return tuple(aturan for aturan in ATURAN.values() if aturan.berlaku(tahun))


def efisiensi_rasio(data: DataEfisiensi) -> Efisiensi:
    """Units of kinerja per unit of budget: capaian / penyerapan, both in percent; shown with one decimal.

    Undefined without either, and for penyerapan 0. Source: LKjIP KPU Provinsi Bengkulu 2024, III D: "(100,00 : 90,21)
    = 1 : 1,1 dalam artian bahwa penggunaan 1 unit anggaran menghasilkan 1,1 unit kinerja".
    """
    if kosong := _alasan_kosong(data, AturanEfisiensi.RASIO):
        return kosong
    assert data.capaian is not None
    assert data.penyerapan is not None
    if data.penyerapan == 0:
        return Efisiensi(AturanEfisiensi.RASIO, None, "Efisiensi tidak dapat dihitung: penyerapan anggaran 0 %.")
    nilai = data.capaian / data.penyerapan
    unit = format_desimal(nilai, 1)
    return Efisiensi(
        AturanEfisiensi.RASIO,
        nilai,
        f"{_p(data.capaian)} : {_p(data.penyerapan)} = 1 : {unit}",
        f"penggunaan 1 unit anggaran menghasilkan {unit} unit kinerja",
    )


def efisiensi_selisih(data: DataEfisiensi) -> Efisiensi:
    """Capaian − penyerapan in percentage points; above 0 the kinerja outran the money. Undefined without either."""
    if kosong := _alasan_kosong(data, AturanEfisiensi.SELISIH):
        return kosong
    assert data.capaian is not None
    assert data.penyerapan is not None
    nilai = data.capaian - data.penyerapan
    makna = "sama dengan" if nilai == 0 else f"{_p(abs(nilai))} poin {'di atas' if nilai > 0 else 'di bawah'}"
    return Efisiensi(
        AturanEfisiensi.SELISIH,
        nilai,
        f"{_p(data.capaian)} − {_p(data.penyerapan)} = {_p(nilai)}",
        f"capaian kinerja {makna} penyerapan anggaran",
    )


def efisiensi_pmk_214_2017(data: DataEfisiensi) -> Efisiensi:
    """Nilai efisiensi NE in percent (0–100) from the outputs; an output that lacks a figure is left out and counted.

    Undefined where no output is complete or Σ(pagu × capaian) is 0. Source: PMK 214/PMK.02/2017.
    """
    return _efisiensi_keluaran(data, AturanEfisiensi.PMK_214_2017)


def efisiensi_pmk_22_2021(data: DataEfisiensi) -> Efisiensi:
    """NE in percent (0–100): E = Σ((AARO × CRO) − RARO) / Σ(AARO × CRO), clamped to ±20 %; NE = 50 % + E / 20 × 50 %.

    AARO, RARO: pagu and realisasi of an output in rupiah; CRO: its capaian. Undefined as under PMK 214/2017. Source:
    annex of PMK 22/PMK.02/2021, in the place of PMK 214/2017 from budget year 2021 until PMK 62 Tahun 2023.
    """
    return _efisiensi_keluaran(data, AturanEfisiensi.PMK_22_2021)


def _efisiensi_keluaran(data: DataEfisiensi, aturan: AturanEfisiensi) -> Efisiensi:
    lengkap = [k for k in data.komponen if None not in (k.pagu, k.realisasi, k.capaian)]
    e = tingkat_efisiensi(lengkap)
    if e is None:
        return Efisiensi(
            aturan, None, "Efisiensi tidak dapat dihitung: pagu, realisasi dan capaian keluaran belum ada."
        )
    terbatas = _batasi(e)
    ne = nilai_efisiensi(e)
    catatan = f", dibatasi menjadi {_p(terbatas)} %" if terbatas != e else ""
    acuan, terpakai = _acuan_dan_realisasi(lengkap)
    return Efisiensi(
        aturan,
        ne,
        f"E = ({format_rupiah(acuan)} − {format_rupiah(terpakai)}) / {format_rupiah(acuan)} × 100 % = {_p(e)} %"
        f"{catatan}; NE = 50 % + ({_p(terbatas)} / 20 × 50 %) = {_p(ne)} %",
        f"dihitung dari {len(lengkap)} dari {len(data.komponen)} keluaran",
    )


def tingkat_efisiensi(komponen: Iterable[KomponenEfisiensi]) -> Decimal | None:
    """E in percent: Σ(paguᵢ × capaianᵢ − realisasiᵢ) / Σ(paguᵢ × capaianᵢ) × 100, capaianᵢ as a fraction; not clamped.

    Incomplete outputs are left out; None when the divisor is 0. Source: PMK 214/PMK.02/2017, PMK 22/PMK.02/2021.
    """
    acuan, terpakai = _acuan_dan_realisasi(komponen)
    return None if acuan == 0 else SERATUS * (acuan - terpakai) / acuan


def nilai_efisiensi(e: Decimal) -> Decimal:
    """NE in percent from E in percent: E clamped to ±20, then 50 + E / 20 × 50. Source: as `tingkat_efisiensi`."""
    return 50 + _batasi(e) / BATAS_EFISIENSI * 50


RUMUS_KELUARAN: Final = (
    "E = Σ(pagu × capaian − realisasi) / Σ(pagu × capaian) × 100 %, paling sedikit −20 % dan paling banyak 20 %; "
    "NE = 50 % + (E / 20 × 50 %)"
)

# A regulation that changes the formula becomes one more line here, with its years; the old line stays. From 2024 PMK
# 62/2023 (Pasal 246) and KMK 466/2023 measure efficiency by Standar Biaya Keluaran: those years have no PMK rule until
# somebody has the formula and the figures it needs.
ATURAN: Final[dict[AturanEfisiensi, Aturan]] = {
    aturan.kode: aturan
    for aturan in (
        Aturan(
            AturanEfisiensi.RASIO,
            "Perbandingan capaian dan penyerapan",
            efisiensi_rasio,
            "capaian kinerja : penyerapan anggaran = 1 : (capaian / penyerapan)",
        ),
        Aturan(
            AturanEfisiensi.SELISIH,
            "Selisih capaian dan penyerapan",
            efisiensi_selisih,
            "capaian kinerja − penyerapan anggaran, dalam poin persen",
        ),
        Aturan(
            AturanEfisiensi.PMK_214_2017,
            "PMK 214/PMK.02/2017",
            efisiensi_pmk_214_2017,
            RUMUS_KELUARAN,
            per_komponen=True,
            mulai=2018,
            sampai=2020,
        ),
        Aturan(
            AturanEfisiensi.PMK_22_2021,
            "PMK 22/PMK.02/2021",
            efisiensi_pmk_22_2021,
            RUMUS_KELUARAN,
            per_komponen=True,
            mulai=2021,
            sampai=2023,
        ),
    )
}


def _alasan_kosong(data: DataEfisiensi, aturan: AturanEfisiensi) -> Efisiensi | None:
    dibutuhkan = {"capaian kinerja": data.capaian, "penyerapan anggaran": data.penyerapan}
    kurang = [nama for nama, nilai in dibutuhkan.items() if nilai is None]
    if not kurang:
        return None
    sebab = data.sebab if data.penyerapan is None and data.sebab else f"{' dan '.join(kurang)} belum ada"
    return Efisiensi(aturan, None, f"Efisiensi tidak dapat dihitung: {sebab}.")


def _acuan_dan_realisasi(komponen: Iterable[KomponenEfisiensi]) -> tuple[Decimal, Decimal]:
    """Σ(pagu × capaian) and Σ realisasi in rupiah, over the complete outputs."""
    acuan = terpakai = NOL
    for k in komponen:
        if k.pagu is not None and k.realisasi is not None and k.capaian is not None:
            acuan += k.pagu * k.capaian / SERATUS
            terpakai += k.realisasi
    return acuan, terpakai


def _batasi(e: Decimal) -> Decimal:
    return max(-BATAS_EFISIENSI, min(BATAS_EFISIENSI, e))


def _p(nilai: Decimal) -> str:
    return format_desimal(nilai, 2)


# --- The tree ------------------------------------------------------------------------------------------------------

K = TypeVar("K", bound=Hashable)


class GalatPohon(ValueError):
    """The nodes are not a tree: an id twice, a parent that does not exist, a circle. The message is Indonesian."""


@dataclass(frozen=True, slots=True)
class Simpul(Generic[K]):
    """A node of the budget tree; `nilai` in rupiah is what is recorded on the node itself."""

    id: K
    induk: K | None
    nilai: Decimal | None


def himpun(simpul: Iterable[Simpul[K]]) -> dict[K, Decimal | None]:
    """Rupiah per node: its own value where one is recorded, otherwise the sum of its children's, None if nothing.

    Own values win over the children's sum and are not changed to fit it. In the order of the nodes given, which may be
    any. Raises GalatPohon.
    """
    daftar = list(simpul)
    menurut_id = _periksa_pohon(daftar)
    sisa_anak = Counter(s.induk for s in daftar if s.induk is not None)
    jumlah_anak: dict[K, Decimal] = {}
    hasil: dict[K, Decimal | None] = {}
    siap = [s for s in daftar if sisa_anak[s.id] == 0]
    while siap:  # children before parents, without recursion
        kini = siap.pop()
        nilai = hasil[kini.id] = jumlah_anak.get(kini.id) if kini.nilai is None else kini.nilai
        if kini.induk is None:
            continue
        if nilai is not None:
            jumlah_anak[kini.induk] = jumlah_anak.get(kini.induk, NOL) + nilai
        sisa_anak[kini.induk] -= 1
        if sisa_anak[kini.induk] == 0:
            siap.append(menurut_id[kini.induk])
    if len(hasil) != len(daftar):
        raise GalatPohon("Pohon anggaran melingkar: ada simpul yang menjadi induk dari induknya sendiri.")
    return {s.id: hasil[s.id] for s in daftar}


def _periksa_pohon(daftar: Sequence[Simpul[K]]) -> dict[K, Simpul[K]]:
    menurut_id = {s.id: s for s in daftar}
    if len(menurut_id) != len(daftar):
        raise GalatPohon("Pohon anggaran memuat simpul yang sama dua kali.")
    if yatim := [s.id for s in daftar if s.induk is not None and s.induk not in menurut_id]:
        raise GalatPohon(f"Induk dari simpul {yatim[0]} tidak ada dalam pohon anggaran.")
    return menurut_id
