"""One cell ↔ one typed value. What could be read in two ways is refused with a message for the person who typed."""

from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol

from sakip.angka import (
    DESIMAL_ISIAN_MAKS,
    DIGIT_ISIAN_MAKS,
    GalatAngka,
    format_desimal,
    format_isian,
    format_rupiah,
    format_tanggal,
    lipat_homoglif,
    parse_desimal,
    parse_rupiah,
    parse_tanggal,
    rapikan,
)

from .kolom import (
    BILANGAN,
    DESIMAL,
    HURUF_MAKS,
    PILIHAN,
    RUPIAH,
    TANGGAL,
    TEKS,
    TULISAN,
    YA_TIDAK,
    Kolom,
    Lembar,
    kunci_pilihan,
)

HURUF_SEL_MAKS = 32_767  # Excel's own limit
GALAT_EXCEL = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
YA = {"ya", "y", "benar", "true", "1"}
TIDAK = {"tidak", "tdk", "t", "n", "salah", "false", "0"}
AWALAN_CONTOH = "Contoh: "
_BERTEKS = (TEKS, TULISAN)
_SEMUA_NOL = re.compile(r"0{2,}")  # the format "000000" shows 1234 as 001234


class Sel(Protocol):
    """What is needed of openpyxl's cell."""

    @property
    def value(self) -> Any: ...

    @property
    def number_format(self) -> str | None: ...


PILIHAN_TAMPIL = 12


class GalatNilai(ValueError):
    """The cell does not hold what its column asks for: the sentence about it, and what was typed."""

    def __init__(self, pesan: str, diketik: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.diketik = diketik


# --- Reading -------------------------------------------------------------------------------------------------------


def baca_sel(kolom: Kolom, sel: Sel) -> Any:
    """The typed value of a cell; None for an empty one ("" in a column of texts). Raises GalatNilai."""
    isi = sel.value
    if isinstance(isi, str):
        isi = _rapikan_isian(kolom, isi)
    if isi is None or isi == "":
        return "" if kolom.jenis in _BERTEKS else None
    try:
        return _PEMBACA[kolom.jenis](kolom, isi, sel)
    except GalatAngka as galat:
        raise GalatNilai(_pesan_angka(kolom, str(galat)), tampil(isi)) from galat


def tampil(isi: Any) -> str:
    """A raw cell as the person sees it, short enough for a message."""
    if isinstance(isi, bool):
        return "BENAR" if isi else "SALAH"
    if isinstance(isi, datetime.date):
        return format_tanggal(isi)
    if isinstance(isi, datetime.timedelta):
        return f"{isi.total_seconds() / 3600:.2f} jam".replace(".", ",")
    if isinstance(isi, Decimal):
        return format_desimal(isi)
    if isinstance(isi, int | float):
        return f"{isi:.15g}".replace(".", ",").replace("e", "E")
    teks = rapikan(str(isi)[:200])
    return teks if len(teks) <= 60 else f"{teks[:60]}…"


def _rapikan_isian(kolom: Kolom, isi: str) -> str:
    if len(isi) > HURUF_SEL_MAKS:
        raise GalatNilai(f"{kolom.judul} terlalu panjang, lebih dari {HURUF_SEL_MAKS} huruf.", tampil(isi))
    if kolom.paragraf:
        isi = "\n".join(map(rapikan, isi.splitlines())).strip()
    elif isi.isascii():
        isi = " ".join(isi.split())
    else:
        isi = rapikan(isi)
    if isi.startswith("#") and isi.upper() in GALAT_EXCEL:
        raise GalatNilai(f"{kolom.judul} berisi galat rumus Excel. Perbaiki rumusnya atau ketik nilainya.", isi)
    return isi


def _baca_teks(kolom: Kolom, isi: Any, sel: Sel) -> str:
    teks = isi if isinstance(isi, str) else _angka_sebagai_teks(kolom, isi, sel)
    if kolom.tanpa_spasi:
        teks = "".join((teks if teks.isascii() else lipat_homoglif(teks)).split()).removeprefix("'")
    batas = kolom.maks or HURUF_MAKS
    if len(teks) > batas:
        raise GalatNilai(f"{kolom.judul} paling banyak {batas} huruf, sekarang {len(teks)}.", tampil(teks))
    if kolom.regex and not kolom.regex.fullmatch(teks):
        raise GalatNilai(f"{kolom.judul} harus {kolom.syarat}.", tampil(isi))
    return teks


def _angka_sebagai_teks(kolom: Kolom, isi: Any, sel: Sel) -> str:
    """A code that was typed as a number: "0012" only where the cell's format shows it so."""
    if isinstance(isi, bool) or not isinstance(isi, int | float):
        raise GalatNilai(
            f"{kolom.judul} diubah Excel menjadi {_sebutan(isi)}. Ubah format sel menjadi Teks, lalu ketik ulang.",
            tampil(isi),
        )
    if abs(isi) >= 10**DIGIT_ISIAN_MAKS:
        raise GalatNilai(
            f"{kolom.judul} diketik sebagai angka, sehingga Excel membuang digit setelah yang ke-{DIGIT_ISIAN_MAKS}. "
            "Ubah format sel menjadi Teks, lalu ketik ulang.",
            tampil(isi),
        )
    if isi != int(isi):
        raise GalatNilai(
            f"{kolom.judul} diketik sebagai angka pecahan. Ubah format sel menjadi Teks, lalu ketik ulang.", tampil(isi)
        )
    format_sel = sel.number_format or ""
    return str(int(isi)).zfill(len(format_sel)) if _SEMUA_NOL.fullmatch(format_sel) else str(int(isi))


def _sebutan(isi: Any) -> str:
    if isinstance(isi, bool):
        return "BENAR/SALAH"
    return "tanggal" if isinstance(isi, datetime.date) else "jam"


def _baca_tulisan(kolom: Kolom, isi: Any, sel: Sel) -> str:
    """A text as it is, a number as a person would type it; with its sign where the cell shows percent."""
    if isinstance(isi, str):
        return _baca_teks(kolom, isi, sel)
    if isinstance(isi, bool) or not isinstance(isi, int | float):
        return _angka_sebagai_teks(kolom, isi, sel)  # says what Excel made of it
    persen = "%" if "%" in (sel.number_format or "") else ""
    return f"{format_isian(_desimal_eksak(kolom, isi, sel))}{persen}"


def _baca_desimal(kolom: Kolom, isi: Any, sel: Sel) -> Decimal:
    nilai = parse_desimal(isi) if isinstance(isi, str) else _desimal_eksak(kolom, isi, sel)
    return _dalam_rentang(kolom, nilai)


def _baca_bilangan(kolom: Kolom, isi: Any, sel: Sel) -> int:
    nilai = _baca_desimal(kolom, isi, sel)
    if nilai != int(nilai):
        raise GalatNilai(f"{kolom.judul} harus bilangan bulat.", tampil(isi))
    return int(nilai)


def _baca_rupiah(kolom: Kolom, isi: Any, sel: Sel) -> Decimal:
    nilai = parse_rupiah(isi) if isinstance(isi, str) else _desimal_eksak(kolom, isi, sel)
    if nilai != int(nilai):
        raise GalatNilai(f"{kolom.judul} ditulis tanpa sen, misalnya 142.297.821.000.", tampil(isi))
    return _dalam_rentang(kolom, nilai)


def _desimal_eksak(kolom: Kolom, isi: Any, sel: Sel) -> Decimal:
    """The number that Excel shows, 15 digits; "77,5%" is kept there as 0.775 and is 77.5 here, as when it is text."""
    if isinstance(isi, bool) or not isinstance(isi, int | float):
        raise GalatNilai(f"{kolom.judul} harus berupa angka, misalnya 77,5.", tampil(isi))
    if not -(10**DIGIT_ISIAN_MAKS) < isi < 10**DIGIT_ISIAN_MAKS:  # NaN and infinity fall here as well
        raise GalatNilai(f"{kolom.judul} terlalu besar, paling banyak {DIGIT_ISIAN_MAKS} digit.", tampil(isi))
    nilai = Decimal(isi) if isinstance(isi, int) else Decimal(f"{isi:.{DIGIT_ISIAN_MAKS}g}")
    if "%" in (sel.number_format or ""):
        nilai *= 100
    if isinstance(isi, int):
        return nilai
    eksponen = nilai.normalize().as_tuple().exponent
    if isinstance(eksponen, int) and -eksponen > DESIMAL_ISIAN_MAKS:
        raise GalatNilai(
            f"{kolom.judul} paling banyak {DESIMAL_ISIAN_MAKS} angka di belakang koma. "
            "Bulatkan, misalnya dengan rumus ROUND.",
            tampil(isi),
        )
    return nilai


def _dalam_rentang(kolom: Kolom, nilai: Decimal) -> Decimal:
    cetak = format_rupiah if kolom.jenis is RUPIAH else format_desimal
    if kolom.min is not None and nilai < kolom.min:
        raise GalatNilai(f"{kolom.judul} paling kecil {cetak(kolom.min)}.", cetak(nilai))
    if kolom.maks is not None and nilai > kolom.maks:
        raise GalatNilai(f"{kolom.judul} paling besar {cetak(kolom.maks)}.", cetak(nilai))
    return nilai


def _baca_tanggal(kolom: Kolom, isi: Any, sel: Sel) -> datetime.date:
    if isinstance(isi, str):
        return parse_tanggal(isi)
    tanggal = isi.date() if isinstance(isi, datetime.datetime) else isi
    if not isinstance(tanggal, datetime.date) or not 1900 < tanggal.year <= 2199:
        raise GalatNilai(f"{kolom.judul} harus berupa tanggal, misalnya 2 Januari 2024 atau 02/01/2024.", tampil(isi))
    return tanggal


def _baca_pilihan(kolom: Kolom, isi: Any, sel: Sel) -> Any:
    teks = isi if isinstance(isi, str) else _angka_sebagai_teks(kolom, isi, sel)
    if teks in kolom.nilai_label:  # as the drop-down writes it
        return kolom.nilai_label[teks]
    kunci = kunci_pilihan(teks)
    if kunci not in kolom.peta_pilihan:
        raise GalatNilai(_pesan_pilihan(kolom, kunci), tampil(teks))
    return kolom.peta_pilihan[kunci]


def _pesan_pilihan(kolom: Kolom, kunci: str) -> str:
    label = tuple(label for _, label in kolom.pilihan)
    mirip = terdekat(kunci, label)
    usul = f" Mungkin maksudnya “{mirip}”." if mirip else ""
    if kolom.penambah:
        return f"{kolom.judul} harus salah satu dari: {daftar_terdekat(kunci, label)}.{usul} {kolom.penambah}"
    if len(label) <= 8:
        return f"{kolom.judul} harus salah satu dari: {', '.join(label)}.{usul}"
    return f"{kolom.judul} harus dipilih dari daftar di sel itu.{usul}"


@functools.lru_cache(maxsize=1_000)
def daftar_terdekat(teks: str, daftar: tuple[str, ...]) -> str:
    """The first dozen choices, the nearest first, and how many more there are."""
    mirip = {isi: difflib.SequenceMatcher(None, teks[:100], kunci_pilihan(isi)).ratio() for isi in daftar}
    urut = sorted(daftar, key=lambda isi: -mirip[isi])
    lebih = len(urut) - PILIHAN_TAMPIL
    return ", ".join(urut[:PILIHAN_TAMPIL]) + (f", dan {lebih} lainnya" if lebih > 0 else "")


@functools.lru_cache(maxsize=1_000)  # a thousand rows often repeat one mistake
def terdekat(teks: str, daftar: tuple[str, ...]) -> str:
    """The entry that looks most like the text, or "" when none is near."""
    lipatan = {kunci_pilihan(isi): isi for isi in daftar}
    mirip = difflib.get_close_matches(kunci_pilihan(teks[:100]), lipatan, n=1, cutoff=0.7)
    return lipatan[mirip[0]] if mirip else ""


def _baca_ya_tidak(kolom: Kolom, isi: Any, sel: Sel) -> bool:
    teks = kunci_pilihan(str(isi))
    if teks not in YA and teks not in TIDAK:
        raise GalatNilai(f"{kolom.judul} harus Ya atau Tidak.", tampil(isi))
    return teks in YA


def _pesan_angka(kolom: Kolom, pesan: str) -> str:
    """A message of sakip.angka as a sentence about the column; what was typed is said once, elsewhere."""
    pesan = re.sub(r" Yang diketik: '.*'\.$", "", pesan, flags=re.DOTALL)
    if pesan.startswith(("Harus ", "Angka terlalu ", "Paling ")):
        return f"{kolom.judul} {pesan[0].lower()}{pesan[1:]}"
    return f"{kolom.judul} belum dapat dibaca. {pesan}"


_PEMBACA: dict[Any, Callable[[Kolom, Any, Sel], Any]] = {
    TEKS: _baca_teks,
    TULISAN: _baca_tulisan,
    BILANGAN: _baca_bilangan,
    DESIMAL: _baca_desimal,
    RUPIAH: _baca_rupiah,
    TANGGAL: _baca_tanggal,
    PILIHAN: _baca_pilihan,
    YA_TIDAK: _baca_ya_tidak,
}


# --- Writing -------------------------------------------------------------------------------------------------------


def nilai_untuk_sel(kolom: Kolom, nilai: Any) -> Any:
    """A typed value → what goes into the cell: text, number or date. Raises TypeError for a wrong type."""
    if nilai is None or nilai == "":
        return None
    if kolom.jenis is PILIHAN:
        return kolom.label_pilihan.get(getattr(nilai, "value", nilai), str(nilai))
    if kolom.jenis is YA_TIDAK:
        return "Ya" if nilai else "Tidak"
    if kolom.jenis in _BERTEKS:
        return str(nilai)
    boleh: tuple[type, ...] = (datetime.date,) if kolom.jenis is TANGGAL else (int, Decimal)
    if not isinstance(nilai, boleh) or isinstance(nilai, datetime.datetime | bool):
        raise TypeError(f"{kolom.kunci}: {kolom.jenis.name} does not take {type(nilai).__name__}")
    return nilai


def baris_contoh(lembar: Lembar, contoh: Sequence[Any]) -> list[Any]:
    """An example row as it stands in the template: its first filled cell says that it is one."""
    sel = [nilai_untuk_sel(kolom, nilai) for kolom, nilai in zip(lembar.kolom, contoh, strict=True)]
    ke = kolom_tanda(contoh)
    sel[ke] = f"{AWALAN_CONTOH}{tampil(sel[ke])}"
    return sel


def kolom_tanda(contoh: Sequence[Any]) -> int:
    """Which cell of an example row says that it is one: the first that is filled."""
    return next(ke for ke, isi in enumerate(contoh) if isi is not None)


def sebut_pilihan(label: Sequence[str]) -> str:
    """Choices for the sheet "Petunjuk": the first dozen."""
    lebih = f", … ({len(label)} pilihan)" if len(label) > 12 else ""
    return ", ".join(label[:12]) + lebih
