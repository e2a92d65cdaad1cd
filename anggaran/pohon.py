"""The DIPA tree as it is shown: figures printed once per row, what a search leaves of it, and sums that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from django.utils.safestring import SafeString

from sakip.angka import format_desimal, format_rupiah, format_rupiah_bertanda

from .enums import JenisPos
from .rekap import BarisPos, RekapDipa, selisih

BARIS_AWAL = 60  # so many rows at most are open before anybody has opened one
LANGKAH_BATANG = 5  # percent per step of the drawn bar


class BarisLayar(TypedDict):
    """A row with its figures as text: the template prints 2,000 of them, formats nothing, and escapes no digits.

    `t`: depth, 0 for a programme. `batang`: the bar of penyerapan in steps of 5 percent, "" without. `beda`: what the
    source states, and its difference, where that is not the sum below. `lama`, `ubah`: pagu before the revision
    and the change since.
    """

    pk: str
    t: str
    kode: str
    uraian: str
    pagu: str
    realisasi: str
    penyerapan: str
    batang: str
    sisa: str
    sumber: str
    lebih: bool
    beda: TidakCocok | None
    lama: str
    ubah: str


@dataclass(frozen=True, slots=True)
class TidakCocok:
    """A node whose stated pagu is another than the sum of the nodes below it, both in rupiah. Nothing is corrected."""

    baris: BarisPos
    tertera: Decimal
    jumlah: Decimal

    @property
    def selisih(self) -> Decimal:
        return self.tertera - self.jumlah


@dataclass(frozen=True, slots=True)
class Tingkat:
    """A depth of the tree by the names of what stands there."""

    t: int
    nama: str


def baris_layar(
    baris: Iterable[BarisPos], beda: Iterable[TidakCocok] = (), lama: Mapping[str, Decimal | None] | None = None
) -> list[BarisLayar]:
    """`lama`: pagu by kode of the version that is replaced, where there is one."""
    menurut_pk = {b.baris.pos.pk: b for b in beda}
    return [_baris_layar(b, menurut_pk.get(b.pos.pk), lama or {}) for b in baris]


def _baris_layar(b: BarisPos, beda: TidakCocok | None, lama: Mapping[str, Decimal | None]) -> BarisLayar:
    penyerapan, sisa = b.penyerapan, b.sisa
    return {
        "pk": SafeString(b.pos.pk),
        "t": SafeString(b.jenjang),
        "kode": b.kode,
        "uraian": b.uraian,
        "pagu": SafeString(format_rupiah(b.pagu)),
        "realisasi": SafeString(format_rupiah(b.realisasi)),
        "penyerapan": SafeString(format_desimal(penyerapan, 2)),
        "batang": SafeString(batang(penyerapan)),
        "sisa": SafeString(format_rupiah(sisa)),
        "sumber": b.sumber_dana,
        "lebih": sisa is not None and sisa < 0,
        "beda": beda,
        "lama": SafeString(format_rupiah(lama[b.kode])) if b.kode in lama else "",
        "ubah": SafeString(format_rupiah_bertanda(perubahan(b, lama))) if lama else "",
    }


def pagu_menurut_kode(rekap: RekapDipa | None) -> dict[str, Decimal | None]:
    return {b.kode: b.pagu for b in rekap.baris} if rekap else {}


def perubahan(b: BarisPos, lama: Mapping[str, Decimal | None]) -> Decimal | None:
    """Pagu minus what it was, in rupiah; a node that was not there counts as 0, None: one of both is not known."""
    return selisih(b.pagu, lama.get(b.kode, Decimal(0)))


def batang(persen: Decimal | None) -> str:
    """Steps of 5 percent, at most 20; never drawn full below 100 percent nor empty above 0. "" for None."""
    if persen is None:
        return ""
    penuh = 100 // LANGKAH_BATANG
    if persen >= 100:
        return str(penuh)
    return "0" if persen <= 0 else str(min(penuh - 1, max(1, int(persen) // LANGKAH_BATANG)))


# --- Search --------------------------------------------------------------------------------------------------------


def saring(baris: Sequence[BarisPos], cari: str) -> list[BarisPos]:
    """The nodes with every word in their code or name, and the nodes above them; all without a word.

    The page does the same while one types (static/js/pohon_anggaran.js).
    """
    kata = cari.casefold().split()
    if not kata:
        return list(baris)
    simpan: set[int | None] = set()
    for b in reversed(baris):  # children before their parent
        teks = f"{b.kode} {b.uraian}".casefold()
        if b.pos.pk in simpan or all(k in teks for k in kata):
            simpan |= {b.pos.pk, b.pos.induk_id}
    return [b for b in baris if b.pos.pk in simpan]


# --- Levels --------------------------------------------------------------------------------------------------------


def tingkat(baris: Iterable[BarisPos]) -> list[Tingkat]:
    """The depths that occur, from the programme down."""
    nama: dict[int, dict[str, None]] = {}
    for b in baris:
        nama.setdefault(b.jenjang, {})[str(JenisPos(b.jenis).label)] = None
    return [Tingkat(t, " / ".join(nama[t])) for t in sorted(nama)]


def tingkat_awal(baris: Iterable[BarisPos]) -> int:
    """The deepest level that can stand open without a wall of rows; programmes are always seen."""
    banyak: dict[int, int] = {}
    for b in baris:
        banyak[b.jenjang] = banyak.get(b.jenjang, 0) + 1
    jumlah, hasil = 0, 0
    for t in sorted(banyak):
        jumlah += banyak[t]
        if jumlah > BARIS_AWAL:
            break
        hasil = t
    return hasil


# --- Sums that do not fit ------------------------------------------------------------------------------------------


def tidak_cocok(baris: Iterable[BarisPos]) -> tuple[TidakCocok, ...]:
    """Nodes above others whose stated pagu (of the source, or recorded on them) is not the sum of what is below."""
    semua = list(baris)
    anak: dict[int | None, Decimal] = {}
    for b in semua:
        if b.pagu is not None:
            anak[b.pos.induk_id] = anak.get(b.pos.induk_id, Decimal(0)) + b.pagu
    hasil = []
    for b in semua:
        jumlah = anak.get(b.pos.pk, b.pagu)
        tertera = b.pos.pagu if b.tertera is None else b.tertera
        if tertera is not None and jumlah is not None and tertera != jumlah:
            hasil.append(TidakCocok(b, tertera, jumlah))
    return tuple(hasil)


def tanpa_sumber_dana(rekap: RekapDipa) -> Decimal | None:
    """Pagu minus what the sources of money come to, in rupiah; None where they agree or none is named."""
    if rekap.pagu is None or not rekap.per_sumber_dana:
        return None
    return (rekap.pagu - sum((nilai for _, nilai in rekap.per_sumber_dana), Decimal(0))) or None
