"""What the budget of a year serves: allocations with their parts of pagu and realisasi, and what serves nothing yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from organisasi.models import Satker
from renstra.models import Indikator, Renstra, Sasaran
from renstra.silsilah import Silsilah, silsilah
from sakip.angka import format_tanggal

from .enums import JenisPos
from .models import AlokasiAnggaran, KomponenTercetak
from .perhitungan import penyerapan
from .porsi import SERATUS, bagi_porsi
from .rekap import BarisPos, RekapDipa, jumlah, rekap_dipa
from .services import cari_bentrok

NOL = Decimal(0)
TANPA_POS = "kode tidak ada pada DIPA yang berlaku"


@dataclass(frozen=True)
class BagianKode:
    """One allocation with its part of the code's money, in rupiah; None where that is not known.

    `pos` None: the DIPA in force does not hold the code. `halangan`: why the realisasi (or all of it) is not known.
    """

    alokasi: AlokasiAnggaran
    pos: BarisPos | None
    pagu: Decimal | None
    realisasi: Decimal | None
    halangan: str = ""

    @property
    def kode(self) -> str:
        return self.alokasi.kode

    @property
    def uraian(self) -> str:
        return self.pos.uraian if self.pos else ""

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)


class Terjumlah:
    """Sums over `bagian`, in rupiah. Realisasi and penyerapan only where every part's is known: never a part as all."""

    bagian: tuple[BagianKode, ...]

    @property
    def banyak_kode(self) -> int:
        return len({b.kode for b in self.bagian})

    @property
    def pagu(self) -> Decimal | None:
        return jumlah(b.pagu for b in self.bagian)

    @property
    def realisasi(self) -> Decimal | None:
        return None if self.halangan else jumlah(b.realisasi for b in self.bagian)

    @property
    def halangan(self) -> str:
        """Why there is no realisasi, and for how many codes where not for all; "" where there is one."""
        kurang: dict[str, int] = defaultdict(int)
        for b in self.bagian:
            if b.realisasi is None:
                kurang[b.halangan] += 1
        return "; ".join(sebab if n == len(self.bagian) else f"{sebab} ({n} pos)" for sebab, n in kurang.items())

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)


@dataclass(frozen=True)
class JumlahAlokasi(Terjumlah):
    """All that serves a sasaran."""

    bagian: tuple[BagianKode, ...]


@dataclass(frozen=True)
class BarisIndikator(Terjumlah):
    indikator: Indikator
    bagian: tuple[BagianKode, ...]


@dataclass(frozen=True)
class BarisSasaran(Terjumlah):
    """A sasaran of the Renstra in force. `bagian`: all that serves it; `langsung`: what names none of its indikator.

    `cetak`: components that an old document prints under it.
    """

    sasaran: Sasaran
    bagian: tuple[BagianKode, ...]
    indikator: tuple[BarisIndikator, ...]
    cetak: tuple[KomponenTercetak, ...] = ()

    @property
    def langsung(self) -> tuple[BagianKode, ...]:
        return tuple(b for b in self.bagian if b.alokasi.indikator_id is None)

    @property
    def indikator_berkode(self) -> tuple[BarisIndikator, ...]:
        return tuple(i for i in self.indikator if i.bagian)


@dataclass(frozen=True)
class BarisKode:
    """A node of the DIPA with what it is allocated to. `sisa`: percent that is still free, `sisa_pagu` in rupiah; None:
    not on this level, because a node above it or nodes below it are allocated (`terkunci` says so).
    """

    pos: BarisPos
    bagian: tuple[BagianKode, ...]
    sisa: Decimal | None
    sisa_pagu: Decimal | None
    terkunci: str = ""

    @property
    def dapat_dipilih(self) -> bool:
        return bool(self.sisa)


@dataclass(frozen=True)
class SisaKode:
    """Money that serves no sasaran: a whole node, or the free share of one. `porsi` in percent, `pagu` in rupiah."""

    pos: BarisPos
    porsi: Decimal
    pagu: Decimal


@dataclass(frozen=True)
class RekapAlokasi:
    """The allocation of a year at one cut-off. Parts, what is free and what fell off add up to the pagu of the DIPA.

    `lepas`: allocated to a sasaran or indikator that the Renstra in force no longer has. `bentrok`: allocated codes
    with an allocated code above them (lower → upper), which count nothing.
    """

    anggaran: RekapDipa
    renstra: Renstra | None
    garis: Silsilah
    sasaran: tuple[BarisSasaran, ...]
    lepas: tuple[BagianKode, ...]
    kode: tuple[BarisKode, ...]
    belum: tuple[SisaKode, ...]
    bentrok: tuple[tuple[str, str], ...]

    @property
    def ada(self) -> bool:
        """Whether anything is allocated or printed."""
        return any(s.bagian or s.cetak for s in self.sasaran) or bool(self.lepas)

    @cached_property
    def kode_tujuan(self) -> dict[int, str]:
        """Code of the sasaran or indikator that each allocation serves now, by the allocation's key."""
        hasil = {b.alokasi.pk: s.sasaran.kode for s in self.sasaran for b in s.bagian}
        return hasil | {b.alokasi.pk: i.indikator.kode for s in self.sasaran for i in s.indikator for b in i.bagian}

    @cached_property
    def tanpa_anggaran(self) -> tuple[BarisSasaran, ...]:
        return tuple(s for s in self.sasaran if not s.bagian)

    @cached_property
    def tanpa_pos(self) -> tuple[BagianKode, ...]:
        """Allocations whose code the DIPA in force does not hold."""
        semua = [*self.lepas, *(b for s in self.sasaran for b in s.bagian)]
        return tuple(b for b in semua if b.pos is None)

    @cached_property
    def jumlah(self) -> JumlahAlokasi:
        return JumlahAlokasi(tuple(b for s in self.sasaran for b in s.bagian))

    @property
    def pagu_teralokasi(self) -> Decimal | None:
        return self.jumlah.pagu

    @property
    def pagu_lepas(self) -> Decimal | None:
        return jumlah(b.pagu for b in self.lepas)

    @property
    def pagu_belum(self) -> Decimal | None:
        return jumlah(s.pagu for s in self.belum)

    @property
    def persen_belum(self) -> Decimal | None:
        """Of the DIPA's pagu, in percent, not rounded; 0 when all is allocated, None without a pagu."""
        return penyerapan(self.pagu_belum or NOL, self.anggaran.pagu)

    @property
    def per_tanggal(self) -> str:
        """Of which day the realisasi are, in words; "" without a cut-off."""
        posisi = self.anggaran.posisi
        if posisi is None:
            return ""
        if posisi.per_tanggal is None:
            return f"Realisasi menurut “{posisi.nama}”, tanggal data tidak diketahui"
        return f"Realisasi per tanggal {format_tanggal(posisi.per_tanggal)}"


def rekap_alokasi(
    satker: Satker, tahun: int, *, anggaran: RekapDipa | None = None, renstra: Renstra | None = None
) -> RekapAlokasi:
    """The year's allocation, in a fixed number of queries. `anggaran`: another cut-off than the main one; `renstra`:
    another plan than the one in force.
    """
    anggaran = anggaran or rekap_dipa(satker, tahun)
    renstra = renstra or renstra_tahun(satker, tahun)
    baris = list(AlokasiAnggaran.objects.filter(satker=satker).for_tahun(tahun).order_by("kode", "pk"))
    cetak = list(KomponenTercetak.objects.filter(satker=satker).for_tahun(tahun).order_by("urut"))
    rencana = sasaran_renstra(renstra)
    garis = silsilah(satker)
    tautan = Tautan(rencana, garis)
    buku = _Buku(anggaran, baris)
    per_sasaran: dict[int, list[tuple[BagianKode, int | None]]] = defaultdict(list)
    lepas = []
    for a in baris:
        tempat = tautan.tempat(a.sasaran_id, a.indikator_id)
        if tempat is None:
            lepas.append(buku.bagian[a.pk])
        else:
            per_sasaran[tempat[0]].append((buku.bagian[a.pk], tempat[1]))
    per_cetak: dict[int | None, list[KomponenTercetak]] = defaultdict(list)
    for c in cetak:
        per_cetak[(tautan.tempat(c.sasaran_id, None) or (None,))[0]].append(c)
    return RekapAlokasi(
        anggaran=anggaran,
        renstra=renstra,
        garis=garis,
        sasaran=tuple(_baris_sasaran(s, per_sasaran[s.pk], per_cetak[s.pk]) for s in rencana),
        lepas=tuple(lepas),
        kode=buku.kode,
        belum=buku.belum,
        bentrok=tuple(buku.bentrok.items()),
    )


def renstra_tahun(satker: Satker, tahun: int) -> Renstra | None:
    """The plan in force for the year: the satker's own, which may follow one above it."""
    return Renstra.objects.filter(satker=satker).berlaku().for_tahun(tahun).first()


def sasaran_renstra(renstra: Renstra | None) -> list[Sasaran]:
    """Its sasaran in order with their indikator, program and kegiatan; two queries."""
    if renstra is None:
        return []
    return list(
        Sasaran.objects.filter(renstra=renstra)
        .select_related("program", "kegiatan__program")
        .prefetch_related("indikator")
        .order_by("urut")
    )


class Tautan:
    """Finds the row of the plan in force that a row of an older version became."""

    def __init__(self, rencana: Iterable[Sasaran], garis: Silsilah) -> None:
        self.garis = garis
        self._sasaran: dict[int, int] = {}
        self._indikator: dict[int, Indikator] = {}
        for s in rencana:
            self._sasaran[garis.sasaran(s.pk)] = s.pk
            self._indikator |= {garis.indikator(i.pk): i for i in s.indikator.all()}

    def tempat(self, sasaran: int, indikator: int | None) -> tuple[int, int | None] | None:
        """Keys of the sasaran and the indikator now; None when the plan has it no longer."""
        if indikator is not None:
            kini = self._indikator.get(self.garis.indikator(indikator))
            return (kini.sasaran_id, kini.pk) if kini else None
        pk = self._sasaran.get(self.garis.sasaran(sasaran))
        return None if pk is None else (pk, None)


def _baris_sasaran(
    sasaran: Sasaran, bagian: list[tuple[BagianKode, int | None]], cetak: list[KomponenTercetak]
) -> BarisSasaran:
    indikator = tuple(
        BarisIndikator(i, tuple(b for b, tujuan in bagian if tujuan == i.pk)) for i in sasaran.indikator.all()
    )
    return BarisSasaran(sasaran, tuple(b for b, _ in bagian), indikator, tuple(cetak))


# --- Codes ---------------------------------------------------------------------------------------------------------


class PohonKode:
    """The codes of a DIPA with what stands above and below each."""

    def __init__(self, pos: Iterable[BarisPos]) -> None:
        self.pos = {b.kode: b for b in pos}
        kode = {b.pos.pk: b.kode for b in self.pos.values()}
        self.induk = {b.kode: kode.get(b.pos.induk_id or 0) for b in self.pos.values()}
        self.anak: dict[str | None, list[str]] = defaultdict(list)
        for k, atas in self.induk.items():
            self.anak[atas].append(k)

    def di_atas(self, kode: str) -> list[str]:
        """Codes above, the nearest first."""
        hasil: list[str] = []
        atas = self.induk.get(kode)
        while atas is not None:
            hasil.append(atas)
            atas = self.induk[atas]
        return hasil


class _Buku:
    """The codes of the DIPA with their allocations: parts, free shares, conflicts."""

    def __init__(self, anggaran: RekapDipa, baris: Iterable[AlokasiAnggaran]) -> None:
        self.anggaran = anggaran
        self.pohon = PohonKode(anggaran.baris)
        self.alokasi: Mapping[str, list[AlokasiAnggaran]] = _menurut_kode(baris)
        self.bentrok = cari_bentrok((b.pos for b in anggaran.baris), self.alokasi)
        self.luar = dict(anggaran.di_luar_dipa)
        self.bagian: dict[int, BagianKode] = {}
        self.sisa: dict[str, tuple[Decimal, Decimal | None]] = {}
        for kode, isi in self.alokasi.items():
            self._bagi(kode, isi)
        self.belum = tuple(self._belum(self.pohon.anak[None]))
        self.kode = tuple(self._baris(b) for b in anggaran.baris)

    def _bagi(self, kode: str, isi: list[AlokasiAnggaran]) -> None:
        """Cut the code's pagu and realisasi into the shares of its allocations; the last part is what is free."""
        pos = self.pohon.pos.get(kode)
        porsi = [a.porsi for a in isi]
        if atas := self.bentrok.get(kode):
            pagu = realisasi = None
            halangan = f"tidak dihitung karena {atas} di atasnya juga dialokasikan"
        else:
            pagu = pos.pagu if pos else None
            realisasi = pos.realisasi if pos else self.luar.get(kode)
            halangan = "" if realisasi is not None else self._halangan(kode, pos)
        bagian_pagu, bagian_realisasi = _bagi(pagu, porsi), _bagi(realisasi, porsi)
        for n, a in enumerate(isi):
            self.bagian[a.pk] = BagianKode(a, pos, bagian_pagu[n], bagian_realisasi[n], halangan)
        self.sisa[kode] = (SERATUS - sum(porsi, NOL), bagian_pagu[-1])

    def _halangan(self, kode: str, pos: BarisPos | None) -> str:
        if pos is None:
            return TANPA_POS
        if self.anggaran.posisi is None:
            return "belum ada posisi realisasi"
        atas = next((a for a in self.pohon.di_atas(kode) if self.pohon.pos[a].dicatat_di_sini), None)
        if atas is None:
            return "realisasi belum dicatat"
        return f"realisasi dicatat pada {JenisPos(self.pohon.pos[atas].jenis).label.lower()} {atas}, belum per pos"

    def _belum(self, kode: Iterable[str]) -> Iterable[SisaKode]:
        """The free money from these nodes down: whole nodes where nothing on, above or below them is allocated."""
        for k in kode:
            pos = self.pohon.pos[k]
            if k in self.alokasi:
                porsi, pagu = self.sisa[k]
                if porsi and pagu:
                    yield SisaKode(pos, porsi, pagu)
            elif k in self._di_atas_alokasi:
                yield from self._belum(self.pohon.anak[k])
            elif pos.pagu:
                yield SisaKode(pos, SERATUS, pos.pagu)

    @cached_property
    def _di_atas_alokasi(self) -> set[str]:
        """Nodes above an allocated one."""
        return {atas for k in self.alokasi for atas in self.pohon.di_atas(k)}

    def _baris(self, pos: BarisPos) -> BarisKode:
        milik = tuple(self.bagian[a.pk] for a in self.alokasi.get(pos.kode, ()))
        lain = ""
        if atas := next((a for a in self.pohon.di_atas(pos.kode) if a in self.alokasi), ""):
            lain = f"lewat {atas}"
        elif pos.kode in self._di_atas_alokasi:
            lain = "pada pos di bawahnya"
        sisa, pagu = self.sisa[pos.kode] if milik else (SERATUS, pos.pagu)
        return BarisKode(pos, milik, None, None, lain) if lain else BarisKode(pos, milik, sisa, pagu)


def _menurut_kode(baris: Iterable[AlokasiAnggaran]) -> dict[str, list[AlokasiAnggaran]]:
    hasil: dict[str, list[AlokasiAnggaran]] = {}
    for a in baris:
        hasil.setdefault(a.kode, []).append(a)
    return hasil


def _bagi(nilai: Decimal | None, porsi: list[Decimal]) -> list[Decimal | None]:
    """The parts with the free one last. Shares above 100 in all, which only the admin could store, are cut as they are
    without a free part."""
    if nilai is None:
        return [None] * (len(porsi) + 1)
    if sum(porsi, NOL) > SERATUS:
        return [*(nilai * p / SERATUS for p in porsi), NOL]
    return list(bagi_porsi(nilai, porsi))
