"""What a good indikator has: advice, never a refusal. Pure functions over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .enums import JenisSatuan, MutuIndikator, Polaritas
from .ikut.banding import tahun_lemah

KATA_JUMLAH = ("jumlah ", "banyaknya ", "cacah ")
KATA_PERSEN = ("persentase ", "prosentase ", "persen ", "presentase ")
SERATUS = 100  # percent


@dataclass(frozen=True)
class IsiMutu:
    """What the check looks at; `target` are (year, value) in order, `induk` those of the plan that is followed."""

    uraian: str
    jenis_satuan: str
    satuan: str
    polaritas: str
    cara_pengukuran: str
    sumber_data: str
    alasan_target: str
    berpelaksana: bool
    target: Sequence[tuple[int, Decimal]]
    induk: Sequence[tuple[int, Decimal]] = ()


@dataclass(frozen=True)
class Saran:
    """An advice; with `pengecualian` somebody said why it does not hold here."""

    butir: MutuIndikator
    kalimat: str
    pengecualian: str = ""


def periksa_mutu(isi: IsiMutu, pengecualian: Mapping[str, str] | None = None) -> list[Saran]:
    """The advices for one indikator, in a fixed order."""
    alasan = pengecualian or {}
    return [Saran(butir, kalimat, alasan.get(butir, "")) for butir, kalimat in _temuan(isi)]


def _temuan(isi: IsiMutu) -> Iterable[tuple[MutuIndikator, str]]:
    if not isi.cara_pengukuran.strip():
        yield MutuIndikator.CARA, "Tulis rumus atau cara pengukurannya, agar siapa pun mendapat angka yang sama."
    if kalimat := satuan_janggal(isi.uraian, isi.jenis_satuan, isi.satuan):
        yield MutuIndikator.SATUAN, kalimat
    if (melemah := tahun_melemah(isi.polaritas, isi.target)) and not isi.alasan_target.strip():
        tahun = ", ".join(str(t) for t in melemah)
        yield MutuIndikator.TARGET, f"Target {tahun} lebih lemah daripada tahun sebelumnya; {_jalan(isi.polaritas)}."
    if tinggi := lebih_seratus(isi.jenis_satuan, isi.target):
        tahun = ", ".join(str(t) for t in tinggi)
        yield MutuIndikator.SERATUS, f"Target {tahun} lebih dari 100 %: periksa, sebab bagian jarang melebihi semuanya."
    ordinal = isi.jenis_satuan == JenisSatuan.ORDINAL
    if lemah := tahun_lemah(dict(isi.target), dict(isi.induk), polaritas=isi.polaritas, ordinal=ordinal):
        tahun = ", ".join(str(t) for t in lemah)
        yield (
            MutuIndikator.INDUK,
            f"Target {tahun} lebih lemah daripada Renstra induk. Kuatkan, atau tulis alasannya: tanpa itu Renstra "
            "belum dapat diajukan.",
        )
    if not isi.berpelaksana:
        yield MutuIndikator.PELAKSANA, "Pilih unit pelaksana yang mengerjakannya."
    if not isi.sumber_data.strip():
        yield MutuIndikator.SUMBER, "Sebutkan sumber datanya, agar realisasi dapat diperiksa."


def _jalan(polaritas: str) -> str:
    """The ways out for a target that weakens."""
    if polaritas == Polaritas.MAKSIMASI:
        return "tulis alasannya, atau ubah polaritasnya menjadi minimasi bila makin rendah makin baik"
    return "tulis alasannya"


def lebih_seratus(jenis: str, target: Iterable[tuple[int, Decimal]]) -> list[int]:
    """The years with a percentage above 100; other units have no such bound."""
    return [tahun for tahun, nilai in sorted(target) if jenis == JenisSatuan.PERSEN and nilai > SERATUS]


def satuan_janggal(uraian: str, jenis: str, satuan: str) -> str:
    """Why wording and unit do not go together; "" when they do."""
    bunyi = " ".join(uraian.split()).casefold() + " "
    if bunyi.startswith(KATA_JUMLAH) and jenis == JenisSatuan.PERSEN:
        return f"Bunyinya sebuah jumlah, tetapi satuannya {satuan.lower()}; sesuaikan salah satunya."
    if bunyi.startswith(KATA_PERSEN) and jenis in {JenisSatuan.ORDINAL, JenisSatuan.CACAH}:
        return f"Bunyinya sebuah persentase, tetapi satuannya {satuan.lower()}; sesuaikan salah satunya."
    return ""


def tahun_melemah(polaritas: str, target: Sequence[tuple[int, Decimal]]) -> list[int]:
    """The years whose target is weaker than the one before; years without a target are passed over."""
    if polaritas == Polaritas.STABIL:
        return []
    arah = 1 if polaritas == Polaritas.MAKSIMASI else -1
    urut = sorted(target)
    return [t for (_, dulu), (t, kini) in pairwise(urut) if (kini - dulu) * arah < 0]


def mutu_indikator(indikator: Any) -> list[Saran]:
    """The advices for a stored indikator, with the reasons why some do not hold."""
    isi = IsiMutu(
        uraian=indikator.uraian,
        jenis_satuan=indikator.satuan.jenis,
        satuan=indikator.satuan.nama,
        polaritas=indikator.polaritas,
        cara_pengukuran=indikator.cara_pengukuran,
        sumber_data=indikator.sumber_data,
        alasan_target=indikator.alasan_target,
        berpelaksana=bool(indikator.pelaksana.all()),
        target=[(t.tahun, t.nilai) for t in indikator.target_tahunan.all()],
        induk=[(t.tahun, t.nilai) for t in indikator.acuan.target_tahunan.all()] if indikator.acuan else [],
    )
    return periksa_mutu(isi, {p.butir: p.alasan for p in indikator.pengecualian_mutu.all()})
