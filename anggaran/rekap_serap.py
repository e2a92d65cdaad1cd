"""Spending over the year beside its plan, by month, of a satker or a programme. For screens and papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from organisasi.models import Satker
from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import format_rupiah, format_tanggal

from .enums import JenisPos
from .models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran, RencanaPenarikan
from .perhitungan import penyerapan
from .perhitungan.serap import NOL, Rencana, Titik, bulan_posisi, rencana_sampai, susun_titik
from .rekap import himpun_pagu, himpun_realisasi, jumlah


@dataclass(frozen=True)
class ProgramSerap:
    """A programme of the DIPA in force; `rencana` is rupiah per month, empty without a plan."""

    kode: str
    uraian: str
    pagu: Decimal | None
    rencana: Rencana


@dataclass(frozen=True)
class Potret:
    """A cut-off with a date: cumulative rupiah per programme (None: nothing recorded) and on codes outside the DIPA."""

    posisi: PosisiRealisasi
    program: Mapping[str, Decimal | None]
    luar: Mapping[str, Decimal]
    tingkat: frozenset[str]

    @property
    def tanggal(self) -> datetime.date:
        assert self.posisi.per_tanggal is not None
        return self.posisi.per_tanggal

    @property
    def jumlah(self) -> Decimal | None:
        return jumlah([*self.program.values(), *self.luar.values()])


@dataclass(frozen=True)
class BahanSerap:
    """What the pages of a year are made of. `potret`: the last cut-off of each month that has one, by month."""

    satker: Satker
    tahun: int
    dipa: Dipa | None
    program: tuple[ProgramSerap, ...]
    potret: Mapping[int, Potret]
    posisi: tuple[PosisiRealisasi, ...]
    rencana_lain: frozenset[str]

    @property
    def terakhir(self) -> Potret | None:
        return self.potret[max(self.potret)] if self.potret else None

    @property
    def pagu(self) -> Decimal | None:
        return jumlah(p.pagu for p in self.program)

    @property
    def ada_rencana(self) -> bool:
        return any(p.rencana for p in self.program)

    def cari(self, kode: str) -> ProgramSerap | None:
        return next((p for p in self.program if p.kode == kode), None)


def bahan_serap(satker: Satker, tahun: int) -> BahanSerap:
    """Plan, pagu and cut-offs of a year, in five queries however many rows there are."""
    dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
    pos = list(dipa.pos.order_by("urut")) if dipa else []
    rencana: dict[str, dict[int, Decimal]] = {}
    for r in RencanaPenarikan.objects.filter(satker=satker).for_tahun(tahun):
        rencana.setdefault(r.kode, {})[r.bulan] = r.nilai
    pagu = himpun_pagu(pos)
    program = tuple(
        ProgramSerap(p.kode, p.uraian, pagu[p.pk], rencana.get(p.kode, {})) for p in pos if p.induk_id is None
    )
    posisi = tuple(PosisiRealisasi.objects.filter(satker=satker).for_tahun(tahun))
    return BahanSerap(
        satker=satker,
        tahun=tahun,
        dipa=dipa,
        program=program,
        potret=_potret(pos, posisi_bulan(posisi, tahun)),
        posisi=posisi,
        rencana_lain=frozenset(rencana) - {p.kode for p in program},
    )


def posisi_bulan(posisi: Iterable[PosisiRealisasi], tahun: int) -> dict[int, PosisiRealisasi]:
    """The last cut-off of each month; of two with one date the main one, else the newer."""
    berurut = sorted((p for p in posisi if p.per_tanggal), key=lambda p: (p.per_tanggal, p.utama, p.pk))
    return {bulan: p for p in berurut if p.per_tanggal and (bulan := bulan_posisi(p.per_tanggal, tahun))}


def _potret(pos: list[Pos], posisi: Mapping[int, PosisiRealisasi]) -> dict[int, Potret]:
    nilai: dict[int, dict[str, Decimal]] = {p.pk: {} for p in posisi.values()}
    semua = RealisasiAnggaran.objects.filter(posisi__in=nilai).order_by("kode")
    for pk, kode, rupiah in semua.values_list("posisi", "kode", "nilai"):
        nilai[pk][kode] = rupiah
    return {bulan: _satu_potret(pos, p, nilai[p.pk]) for bulan, p in sorted(posisi.items())}


def _satu_potret(pos: list[Pos], posisi: PosisiRealisasi, nilai: Mapping[str, Decimal]) -> Potret:
    terpakai, luar = himpun_realisasi(pos, nilai)
    return Potret(
        posisi=posisi,
        program={p.kode: terpakai[p.pk] for p in pos if p.induk_id is None},
        luar=luar,
        tingkat=frozenset(p.jenis for p in pos if p.kode in nilai),
    )


# --- The curve -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarisKurva:
    """One month as the table shows it; `posisi` is the cut-off behind `titik.realisasi`. Percent are of the pagu."""

    titik: Titik
    posisi: PosisiRealisasi | None
    pagu: Decimal | None

    @property
    def nama(self) -> str:
        return NAMA_BULAN[self.titik.bulan - 1]

    @property
    def rentang(self) -> str:
        """The months that `titik.tambahan` was spent in: "Maret", "Februari–Maret"."""
        return rentang_bulan(self.titik.dari, self.titik.bulan)

    @property
    def persen_rencana(self) -> Decimal | None:
        return penyerapan(self.titik.rencana_kumulatif, self.pagu)

    @property
    def persen_realisasi(self) -> Decimal | None:
        return penyerapan(self.titik.realisasi, self.pagu)


@dataclass(frozen=True)
class KurvaSerap:
    """Plan and spending of a year, of the whole satker or of one programme (`pilihan`)."""

    bahan: BahanSerap
    pilihan: ProgramSerap | None
    pagu: Decimal | None
    baris: tuple[BarisKurva, ...]
    catatan: tuple[str, ...]

    @property
    def terakhir(self) -> BarisKurva | None:
        """The newest month with a cut-off."""
        return next((b for b in reversed(self.baris) if b.titik.realisasi is not None), None)

    @property
    def ada_rencana(self) -> bool:
        return self.baris[-1].titik.rencana_kumulatif is not None

    @property
    def rencana(self) -> Decimal | None:
        """The plan of the whole year, in rupiah."""
        return self.baris[-1].titik.rencana_kumulatif

    @property
    def rencana_kini(self) -> Decimal | None:
        """What was planned until the day of the newest cut-off, in rupiah."""
        terakhir = self.terakhir
        if terakhir is None or terakhir.posisi is None or terakhir.posisi.per_tanggal is None:
            return None
        bulanan = {b.titik.bulan: b.titik.rencana for b in self.baris if b.titik.rencana is not None}
        return rencana_sampai(bulanan, terakhir.posisi.per_tanggal, tahun=self.bahan.tahun)

    @property
    def persen_rencana_kini(self) -> Decimal | None:
        return penyerapan(self.rencana_kini, self.pagu)


def kurva_serap(bahan: BahanSerap, kode: str = "") -> KurvaSerap:
    """The curve of the programme `kode`, or of the whole satker where the DIPA holds no such programme."""
    pilihan = bahan.cari(kode)
    terlibat = (pilihan,) if pilihan else bahan.program
    rencana: dict[int, Decimal] = {}
    for p in terlibat:
        for bulan, nilai in p.rencana.items():
            rencana[bulan] = rencana.get(bulan, NOL) + nilai
    realisasi = {
        bulan: potret.program.get(pilihan.kode) if pilihan else potret.jumlah for bulan, potret in bahan.potret.items()
    }
    pagu = pilihan.pagu if pilihan else bahan.pagu
    baris = tuple(
        BarisKurva(t, bahan.potret[t.bulan].posisi if t.realisasi is not None else None, pagu)
        for t in susun_titik(rencana=rencana, realisasi=realisasi)
    )
    return KurvaSerap(bahan, pilihan, pagu, baris, tuple(_catatan(bahan, pilihan, baris, pagu)))


def rentang_bulan(dari: int, sampai: int) -> str:
    return NAMA_BULAN[sampai - 1] if dari >= sampai else f"{NAMA_BULAN[dari - 1]}–{NAMA_BULAN[sampai - 1]}"


def sebut_posisi(posisi: PosisiRealisasi | None) -> str:
    """The day of the data, as a head of a column names it: "per 16 Januari 2025"."""
    if posisi is None:
        return "belum dicatat"
    return f"per {format_tanggal(posisi.per_tanggal)}" if posisi.per_tanggal else f"menurut “{posisi.nama}”"


def _catatan(
    bahan: BahanSerap, pilihan: ProgramSerap | None, baris: Iterable[BarisKurva], pagu: Decimal | None
) -> Iterable[str]:
    """What a reader of the curve must know: cut-offs that it lacks, that hold less, or that lie elsewhere."""
    yield from _sekali(_catatan_posisi(bahan, pilihan))
    lebih = []
    for b in baris:
        if b.titik.koreksi and b.titik.tambahan is not None:
            turun = format_rupiah(-b.titik.tambahan)
            yield (
                f"{b.nama}: realisasi turun {turun} rupiah dari posisi sebelumnya. Itu koreksi, misalnya pengembalian "
                "belanja atau perbaikan pencatatan."
            )
        if pagu is not None and b.titik.realisasi is not None and b.titik.realisasi > pagu:
            lebih.append(b.nama)
    if lebih:
        yield f"{', '.join(lebih)}: realisasi melebihi pagu; periksa isiannya."
    belum = [p.kode for p in bahan.program if not p.rencana]
    if pilihan is None and bahan.ada_rencana and belum:
        yield f"Garis rencana tidak memuat program yang rencananya belum diisi: {', '.join(belum)}."
    if bahan.rencana_lain:
        yield f"Rencana untuk kode di luar DIPA yang berlaku tidak dihitung: {', '.join(sorted(bahan.rencana_lain))}."


def _sekali(kalimat: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Each sentence once, before it all the cut-offs that it holds for; from pairs of name and sentence."""
    nama: dict[str, list[str]] = {}
    for posisi, isi in kalimat:
        nama.setdefault(isi, []).append(f"“{posisi}”")
    return (f"Posisi {', '.join(semua)} {isi}" for isi, semua in nama.items())


def _catatan_posisi(bahan: BahanSerap, pilihan: ProgramSerap | None) -> Iterable[tuple[str, str]]:
    for p in bahan.posisi:
        if p.per_tanggal is None:
            yield p.nama, "tidak digambar: tanggal datanya tidak diketahui."
        elif bulan_posisi(p.per_tanggal, bahan.tahun) is None:
            yield p.nama, f"tidak digambar: {format_tanggal(p.per_tanggal)} sebelum tahun {bahan.tahun}."
    for potret in bahan.potret.values():
        for isi in _catatan_potret(bahan, pilihan, potret):
            yield potret.posisi.nama, isi


def _catatan_potret(bahan: BahanSerap, pilihan: ProgramSerap | None, potret: Potret) -> Iterable[str]:
    """Sentences that go on after the name of the cut-off."""
    if potret.tanggal.year > bahan.tahun:
        yield f"per {format_tanggal(potret.tanggal)} digambar pada Desember {bahan.tahun}."
    kosong = [kode for kode, nilai in potret.program.items() if nilai is None]
    if pilihan and pilihan.kode in kosong:
        yield "tidak mencatat realisasi program ini."
    elif not pilihan and kosong and len(kosong) < len(potret.program):
        yield f"tidak mencatat realisasi program {', '.join(kosong)}; jumlahnya hanya dari program lain."
    if potret.luar:
        nilai = format_rupiah(jumlah(potret.luar.values()))
        hitung = "tidak dihitung di sini" if pilihan else "ikut dihitung"
        yield f"memuat {nilai} rupiah pada kode di luar DIPA yang berlaku; {hitung}: {', '.join(potret.luar)}."
    terakhir = bahan.terakhir
    if terakhir and potret.tingkat and potret.tingkat != terakhir.tingkat:
        yield (
            f"dicatat pada tingkat {_tingkat(potret)}, posisi terbaru pada tingkat {_tingkat(terakhir)}; "
            "selisih di antaranya dapat berasal dari cara mencatat."
        )


def _tingkat(potret: Potret) -> str:
    return ", ".join(j.label.lower() for j in JenisPos if j in potret.tingkat) or "lain"
