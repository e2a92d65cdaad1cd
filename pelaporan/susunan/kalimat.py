"""Sentences that are generated from figures. Pure: what they say is given, what cannot be said is left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from anggaran.perhitungan import Aturan, Efisiensi
from capaian.perhitungan import Cara, Polaritas, Rerata, RumusMinimasi, RumusOrdinal
from sakip.angka import SPASI_TAK_PUTUS, format_persen, format_rupiah, terbilang, terbilang_rupiah

SEBUTAN_PROGRAM = "Program"


def gabung(bagian: Sequence[str]) -> str:
    """["a", "b", "c"] → "a, b, dan c"."""
    if len(bagian) <= 2:
        return " dan ".join(bagian)
    return f"{', '.join(bagian[:-1])}, dan {bagian[-1]}"


def uang(nilai: Decimal | None) -> str:
    """Money inside a sentence; the digits stay with their unit."""
    return f"Rp{SPASI_TAK_PUTUS}{format_rupiah(nilai)}"


def uang_terbilang(nilai: Decimal | None) -> str:
    return f"{uang(nilai)} ({terbilang_rupiah(nilai)})"


def sebutan_program(nama: str) -> str:
    """A programme inside a sentence: "Program …", once."""
    return nama if nama.startswith(f"{SEBUTAN_PROGRAM} ") else f"{SEBUTAN_PROGRAM} {nama}"


def sdm(satker: str, tahun: int, jumlah: Sequence[tuple[str, int | None]]) -> str:
    """`jumlah`: kinds of staff with their numbers, None where unknown; empty when none is known."""
    ada = [(jenis, n) for jenis, n in jumlah if n is not None]
    if not ada:
        return ""
    rincian = gabung([f"{n}{SPASI_TAK_PUTUS}{jenis}" for jenis, n in ada])
    semua = f", seluruhnya {sum(n for _, n in ada)} orang" if len(ada) == len(jumlah) > 1 else ""
    return f"Pada tahun {tahun}, sumber daya manusia {satker} terdiri atas {rincian}{semua}."


def foto_bukti(indikator: str, nomor: Sequence[str]) -> str:
    """Leads to the photos that prove an indikator's realisasi, by their numbers."""
    gambar = gabung([f"Gambar{SPASI_TAK_PUTUS}{n}" for n in nomor])
    return f"Kegiatan yang mendukung indikator “{indikator}” didokumentasikan pada {gambar}."


def program(tahun: int, nama: Sequence[str]) -> str:
    banyak = f"{len(nama)} ({terbilang(Decimal(len(nama)))}) program"
    return (
        f"Untuk mewujudkan kinerja yang diperjanjikan pada Perjanjian Kinerja {tahun}, ditetapkan rencana kerja dan "
        f"anggaran tahun {tahun} yang terdiri atas {banyak}, yaitu {gabung([sebutan_program(n) for n in nama])}."
    )


def alokasi(
    satker: str,
    program: Sequence[tuple[str, Decimal | None]],
    total: Decimal | None,
    sumber_dana: Sequence[tuple[str, Decimal]],
) -> str:
    """Pagu by programme and by source of money, in digits and words."""
    rincian = gabung([f"{sebutan_program(nama)} sebesar {uang_terbilang(pagu)}" for nama, pagu in program])
    kalimat = f"{satker} mendapat alokasi anggaran untuk {rincian}. "
    kalimat += f"Total alokasi yang diperoleh sebesar {uang_terbilang(total)}"
    if sumber_dana:
        asal = gabung([f"{nama} sebesar {uang_terbilang(nilai)}" for nama, nilai in sumber_dana])
        kalimat += f", yang bersumber dari {asal}"
    return f"{kalimat}."


def serapan(satker: str, pagu: Decimal | None, realisasi: Decimal | None, penyerapan: Decimal | None) -> str:
    """Empty where nothing has been recorded as spent."""
    if realisasi is None or penyerapan is None:
        return ""
    return (
        f"Dari alokasi anggaran {satker} sebesar {uang(pagu)} tersebut, penyerapan anggaran sebesar "
        f"{uang_terbilang(realisasi)} atau {format_persen(penyerapan)} dari pagu anggaran."
    )


def realisasi_anggaran(satker: str, tahun: int, realisasi: Decimal | None, penyerapan: Decimal | None) -> str:
    """The conclusion's sentence on money."""
    if realisasi is None or penyerapan is None:
        return ""
    return (
        f"Realisasi penyerapan anggaran {satker} Tahun Anggaran {tahun} sebesar {uang_terbilang(realisasi)} "
        f"atau {format_persen(penyerapan)} dari pagu anggaran."
    )


def rerata(satker: str, tahun: int, hasil: Rerata, kategori: str, belum: Sequence[tuple[str, str]]) -> str:
    """Mean capaian with its coverage and kategori; `belum`: indikator without capaian, with the reason."""
    if hasil.nilai is None:
        return f"Rata-rata capaian kinerja {satker} tahun {tahun} belum dapat dihitung: {hasil.uraian.lower()}."
    sebutan = f" dan termasuk kategori {kategori}" if kategori else ""
    kalimat = (
        f"Rata-rata capaian kinerja {satker} tahun {tahun} sebesar {format_persen(hasil.nilai)}, "
        f"dihitung dari {hasil.cakupan}{sebutan}."
    )
    if belum:
        rincian = gabung([f"“{uraian}” ({alasan.lower()})" for uraian, alasan in belum])
        kalimat += f" Yang belum dapat dihitung: {rincian}."
    return kalimat


Tahunan = Sequence[tuple[int, Decimal | None]]  # year and figure, in order


def perubahan(nama: str, pagu: Tahunan, serap: Tahunan) -> str:
    """How pagu and absorption of a programme moved through the years that have figures."""
    ada = [(tahun, nilai) for tahun, nilai in pagu if nilai is not None]
    if len(ada) < 2:
        return ""
    langkah = [
        f"{_arah(lalu, kini)} menjadi {uang(kini)} pada tahun {tahun}" for (_, lalu), (tahun, kini) in pairwise(ada)
    ]
    tahun, awal = ada[0]
    kalimat = f"Pagu {sebutan_program(nama)} sebesar {uang(awal)} pada tahun {tahun}, {', lalu '.join(langkah)}."
    terserap = [f"{format_persen(nilai)} ({tahun})" for tahun, nilai in serap if nilai is not None]
    return f"{kalimat} Penyerapannya {gabung(terserap)}." if terserap else kalimat


def efisiensi(
    satker: str, tahun: int, capaian: Decimal | None, penyerapan: Decimal | None, hasil: Efisiensi, aturan: Aturan
) -> str:
    """The sentence before the worked formula; without a result it says what is missing."""
    if hasil.nilai is None:
        return hasil.uraian
    if aturan.per_komponen:
        return (
            f"Analisis efisiensi penggunaan sumber daya di {satker} tahun {tahun} dilakukan menurut {aturan.nama}, "
            "dengan membandingkan anggaran tiap sasaran menurut capaiannya dengan realisasinya, sehingga nilainya:"
        )
    return (
        f"Analisis efisiensi penggunaan sumber daya di {satker} dilakukan dengan membandingkan capaian kinerja dengan "
        f"penyerapan alokasi anggaran. Capaian kinerja tahun {tahun} sebesar {format_persen(capaian)} dengan tingkat "
        f"penyerapan anggaran sebesar {format_persen(penyerapan)}, sehingga tingkat efisiensinya:"
    )


def sasaran_beranggaran(nomor: str, tahun: int, belum: Decimal | None, persen: Decimal | None) -> str:
    """Leads to the table of the budget per sasaran, and says what serves none."""
    awal = f"Anggaran tahun {tahun} yang mendukung tiap sasaran strategis disajikan pada Tabel {nomor}."
    if not belum:
        return awal
    return f"{awal} Anggaran sebesar {uang(belum)} ({format_persen(persen)} dari pagu) belum dialokasikan ke sasaran."


def _arah(lalu: Decimal, kini: Decimal) -> str:
    if kini == lalu:
        return "tetap"
    return "naik" if kini > lalu else "turun"


def aturan_capaian(cara: Sequence[Cara], ordinal: Sequence[bool]) -> str:
    """The rules that the capaian of a table follow, each once; `cara` and `ordinal` belong to the same rows."""
    aturan: dict[str, None] = {}
    for satu, berjenjang in zip(cara, ordinal, strict=True):
        aturan.setdefault(_aturan(satu, berjenjang=berjenjang))
    if not aturan:
        return ""
    rerata = "rata-rata memuat capaian yang dapat dihitung saja"
    batas = "; dengan batas capaian tiap indikator" if any(satu["batas"] is not None for satu in cara) else ""
    return f"Capaian: {'; '.join(aturan)}. Rata-rata sasaran lalu seluruh sasaran; {rerata}{batas}."


def _aturan(cara: Cara, *, berjenjang: bool) -> str:
    if berjenjang:
        skor = cara["rumus_ordinal"] == RumusOrdinal.SKOR
        return "predikat = skor realisasi / skor target × 100" if skor else "predikat = tercapai 100, tidak tercapai 0"
    if cara["polaritas"] == Polaritas.MAKSIMASI:
        return "makin tinggi makin baik = realisasi / target × 100"
    if cara["polaritas"] == Polaritas.STABIL:
        return "dalam rentang target = 100"
    a = cara["rumus_minimasi"] == RumusMinimasi.A
    return f"makin rendah makin baik = {'(2 × target − realisasi) / target' if a else 'target / realisasi'} × 100"
