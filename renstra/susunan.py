"""What a Renstra page shows, as plain data: the matrix of sasaran, indikator and yearly targets. No HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from sakip.angka import format_desimal

from .enums import JenisSatuan
from .models import Indikator, Kegiatan, Program, Renstra, Sasaran, Satuan, StandarNasional, TargetTahunan


@dataclass(frozen=True)
class SelTarget:
    """The target of one year; `teks` without the unit, which has its own column ("–": no target that year)."""

    tahun: int
    nilai: Decimal | None
    teks: str


@dataclass(frozen=True)
class BarisIndikator:
    indikator: Indikator
    target: tuple[SelTarget, ...]
    pelaksana: tuple[str, ...]


@dataclass(frozen=True)
class KelompokSasaran:
    """A sasaran with its indikator; `kegiatan` names the activity that carries it, "" where none does."""

    sasaran: Sasaran
    kegiatan: str
    baris: tuple[BarisIndikator, ...]


@dataclass(frozen=True)
class BagianMatriks:
    """One section of the printed Lampiran: the strategic sasaran, or those of one program and its kegiatan."""

    judul: str
    kelompok: tuple[KelompokSasaran, ...]


@dataclass(frozen=True)
class Matriks:
    tahun: tuple[int, ...]
    bagian: tuple[BagianMatriks, ...]

    @property
    def kolom(self) -> int:
        """Columns of the table at most: indikator, satuan, the years, unit pelaksana, the button."""
        return len(self.tahun) + 4


def susun_matriks(renstra: Renstra) -> Matriks:
    """The whole matrix of a Renstra in five queries, whatever its size."""
    indikator: dict[int, list[Indikator]] = {}
    for baris in (
        Indikator.objects.filter(sasaran__renstra=renstra)
        .select_related("satuan__skala")
        .prefetch_related("satuan__skala__tingkat", "target_tahunan", "pelaksana")
    ):
        indikator.setdefault(baris.sasaran_id, []).append(baris)
    sasaran = Sasaran.objects.filter(renstra=renstra).select_related("program", "kegiatan__program")
    tahun = tuple(renstra.tahun_periode)
    kelompok = [
        KelompokSasaran(s, _judul(s.kegiatan), tuple(_baris(i, tahun) for i in indikator.get(s.pk, [])))
        for s in sasaran
    ]
    return Matriks(tahun, tuple(_bagian(kelompok)))


def susun_target(indikator: Indikator) -> tuple[SelTarget, ...]:
    """The targets of one indikator over the years of its Renstra."""
    return _sel(indikator.satuan, indikator.target_tahunan.all(), indikator.sasaran.renstra.tahun_periode)


def susun_standar(indikator: Indikator) -> tuple[SelTarget, ...]:
    """The national standard over the years of its Renstra; empty where none is known."""
    standar = list(indikator.standar_nasional.all())
    return _sel(indikator.satuan, standar, indikator.sasaran.renstra.tahun_periode) if standar else ()


def _bagian(kelompok: Iterable[KelompokSasaran]) -> Iterable[BagianMatriks]:
    """Strategic ones first, then program by program, each in the order of its sasaran."""
    urut = sorted(kelompok, key=lambda k: (_urut_program(k.sasaran), k.sasaran.urut))
    for _, isi in groupby(urut, key=lambda k: _urut_program(k.sasaran)):
        milik = tuple(isi)
        yield BagianMatriks(_judul(program_sasaran(milik[0].sasaran)) or "Sasaran strategis", milik)


def program_sasaran(sasaran: Sasaran) -> Program | None:
    """The programme that carries a sasaran, itself or through its kegiatan; None for a strategic one."""
    return sasaran.kegiatan.program if sasaran.kegiatan else sasaran.program


def _urut_program(sasaran: Sasaran) -> int:
    program = program_sasaran(sasaran)
    return program.urut if program else -1


def _judul(induk: Program | Kegiatan | None) -> str:
    return f"{induk.kode} {induk.nama}".strip() if induk else ""


def _baris(indikator: Indikator, tahun: Iterable[int]) -> BarisIndikator:
    sel = _sel(indikator.satuan, indikator.target_tahunan.all(), tahun)
    return BarisIndikator(indikator, sel, tuple(unit.nama for unit in indikator.pelaksana.all()))


def _sel(
    satuan: Satuan, target: Iterable[TargetTahunan | StandarNasional], tahun: Iterable[int]
) -> tuple[SelTarget, ...]:
    nilai = {t.tahun: t.nilai for t in target}
    return tuple(SelTarget(t, nilai.get(t), teks_tanpa_satuan(satuan, nilai.get(t))) for t in tahun)


def teks_tanpa_satuan(satuan: Satuan, nilai: Decimal | None) -> str:
    """A value for a table whose unit stands beside it: "77,5", "1.200", "WTP"; "–" for None."""
    return satuan.cetak(nilai) if satuan.jenis == JenisSatuan.ORDINAL else format_desimal(nilai)
