"""The DIPA tree of a year with pagu, realisasi and penyerapan, rolled up: the one source for screens and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisasi.models import Satker

from .models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran
from .perhitungan import Simpul, himpun, penyerapan


@dataclass(frozen=True)
class BarisPos:
    """A node with its rolled-up figures, in rupiah; None where nothing is recorded on it or below it.

    `tertera`: the pagu that the source states for a node above others.
    """

    pos: Pos
    kode: str
    uraian: str
    jenis: str
    jenjang: int
    pagu: Decimal | None
    realisasi: Decimal | None
    sumber_dana: str
    catatan: str
    dicatat_di_sini: bool
    tertera: Decimal | None = None

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)

    @property
    def selisih_tertera(self) -> Decimal | None:
        """What the source states minus the sum of what is below, where both are known."""
        return selisih(self.tertera, self.pagu)

    @property
    def sisa(self) -> Decimal | None:
        return selisih(self.pagu, self.realisasi)

    @property
    def melebihi_pagu(self) -> bool:
        return self.sisa is not None and self.sisa < 0


@dataclass(frozen=True)
class RekapDipa:
    """The tree with its totals, in rupiah.

    `di_luar_dipa`: what the cut-off records on codes that this DIPA does not hold (a revision dropped them), by kode.
    The money is spent all the same, so it counts in `realisasi`, `sisa` and `penyerapan`.
    """

    dipa: Dipa | None
    posisi: PosisiRealisasi | None
    baris: tuple[BarisPos, ...]
    per_sumber_dana: tuple[tuple[str, Decimal], ...]
    di_luar_dipa: tuple[tuple[str, Decimal], ...] = ()

    @property
    def program(self) -> tuple[BarisPos, ...]:
        return tuple(b for b in self.baris if b.jenjang == 0)

    def anak(self, baris: BarisPos) -> tuple[BarisPos, ...]:
        return tuple(b for b in self.baris if b.pos.induk_id == baris.pos.pk)

    @property
    def pagu(self) -> Decimal | None:
        return jumlah(b.pagu for b in self.program)

    @property
    def realisasi(self) -> Decimal | None:
        return jumlah([*(b.realisasi for b in self.program), *(nilai for _, nilai in self.di_luar_dipa)])

    @property
    def sisa(self) -> Decimal | None:
        return selisih(self.pagu, self.realisasi)

    @property
    def keraguan(self) -> str:
        """What is plainly wrong with an entry, and so with every ratio made of it, in words; "" when nothing is."""
        if any(b.melebihi_pagu for b in self.baris):
            return "realisasi tercatat melebihi pagu; periksa isiannya"
        return "ada realisasi di luar DIPA yang berlaku; periksa isiannya" if self.di_luar_dipa else ""

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)


def rekap_dipa(satker: Satker, tahun: int, *, posisi: PosisiRealisasi | None = None) -> RekapDipa:
    """The DIPA in force of the year at a cut-off (default: the main one), in four queries; no tree without DIPA."""
    dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
    if posisi is None:
        posisi = PosisiRealisasi.objects.filter(satker=satker, utama=True).for_tahun(tahun).first()
    return rekap_pohon(dipa, posisi)


def rekap_pohon(dipa: Dipa | None, posisi: PosisiRealisasi | None) -> RekapDipa:
    """The same for one given DIPA, for example a draft revision."""
    pos = list(dipa.pos.select_related("sumber_dana").order_by("urut")) if dipa else []
    realisasi = {r.kode: r for r in posisi.realisasi.order_by("kode")} if posisi else {}
    pagu, jenjang = himpun_pagu(pos), _jenjang(pos)
    terpakai, di_luar = himpun_realisasi(pos, {kode: r.nilai for kode, r in realisasi.items()})
    baris = tuple(_baris(p, jenjang[p.pk], pagu[p.pk], terpakai[p.pk], realisasi.get(p.kode)) for p in pos)
    return RekapDipa(dipa, posisi, baris, _per_sumber_dana(pos), tuple(di_luar.items()))


def himpun_pagu(pos: Iterable[Pos]) -> dict[int, Decimal | None]:
    """Pagu of each node by its key, rolled up."""
    return himpun(Simpul(p.pk, p.induk_id, p.pagu) for p in pos)


def himpun_realisasi(
    pos: Sequence[Pos], nilai: Mapping[str, Decimal]
) -> tuple[dict[int, Decimal | None], dict[str, Decimal]]:
    """Spending of each node by its key, rolled up from `nilai` by kode; and what stands on codes that no node has."""
    terpakai = himpun(Simpul(p.pk, p.induk_id, nilai.get(p.kode)) for p in pos)
    dikenal = {p.kode for p in pos}
    return terpakai, {kode: n for kode, n in nilai.items() if kode not in dikenal}


def jumlah(nilai: Iterable[Decimal | None]) -> Decimal | None:
    """Sum of what is there, in rupiah; None when nothing is."""
    ada = [n for n in nilai if n is not None]
    return sum(ada, Decimal(0)) if ada else None


def selisih(dari: Decimal | None, kurang: Decimal | None) -> Decimal | None:
    """`dari` minus `kurang`; None when one of both is not known."""
    return None if dari is None or kurang is None else dari - kurang


def _jenjang(pos: list[Pos]) -> dict[int, int]:
    """Depth of each node, 0 for a programme. A parent stands before its children (`urut`)."""
    hasil: dict[int, int] = {}
    for p in pos:
        hasil[p.pk] = hasil[p.induk_id] + 1 if p.induk_id else 0
    return hasil


def _baris(
    p: Pos, jenjang: int, pagu: Decimal | None, terpakai: Decimal | None, realisasi: RealisasiAnggaran | None
) -> BarisPos:
    return BarisPos(
        pos=p,
        kode=p.kode,
        uraian=p.uraian,
        jenis=p.jenis,
        jenjang=jenjang,
        pagu=pagu,
        realisasi=terpakai,
        sumber_dana=p.sumber_dana.nama if p.sumber_dana else "",
        catatan=realisasi.catatan_cetak if realisasi else "",
        dicatat_di_sini=realisasi is not None,
        tertera=p.pagu_tertera,
    )


def _per_sumber_dana(pos: list[Pos]) -> tuple[tuple[str, Decimal], ...]:
    """Pagu per source of money, from the nodes that carry a pagu, in the order of the master data."""
    hasil: dict[tuple[int, str], Decimal] = {}
    for p in pos:
        if p.pagu is not None and p.sumber_dana:
            kunci = (p.sumber_dana.urut, p.sumber_dana.nama)
            hasil[kunci] = hasil.get(kunci, Decimal(0)) + p.pagu
    return tuple((nama, nilai) for (_, nama), nilai in sorted(hasil.items()))
