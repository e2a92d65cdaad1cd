"""The only place where numbers, money and dates are parsed and printed. Standard library only.

Reading refuses what could be read in two ways; the message (Indonesian, for the person who typed) says what to type
instead. Printing is Indonesian: "142.297.821.000", "77,5", "90,24 %", "2 Januari 2024". None is printed as "–".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Context, Decimal

KOSONG = "–"  # what stands in a cell whose value does not exist
SPASI_TAK_PUTUS = "\u00a0"  # keeps "90,24" and "%" on one line
DIGIT_MAKS = 24  # as wide as the widest column, for printing
DIGIT_ISIAN_MAKS = (
    15  # of a typed number: SQLite keeps decimals as floats, which are exact up to 15 digits and no further
)
DESIMAL_ISIAN_MAKS = 6  # as many as the columns keep; more would be rounded in silence
BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
# Indonesia has no daylight saving time: fixed offsets are exact.
ZONA = {nama: timezone(timedelta(hours=jam), nama) for nama, jam in (("WIB", 7), ("WITA", 8), ("WIT", 9))}


class GalatAngka(ValueError):
    """The text is not a number, an amount or a date we accept. The message is Indonesian, for the person who typed."""


# --- Reading numbers -----------------------------------------------------------------------------------------------

_TEKS_MAKS = 60
_BILANGAN_MAKS = 18
_TAK_TERLIHAT = dict.fromkeys(
    map(ord, "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)  # pasted from Word or a PDF; NUL only by mischief
_KERANGKA = re.compile(
    r"(?P<minus>-)?\s*(?P<rp>rp\.?)?\s*(?P<minus2>-)?\s*"
    r"(?P<badan>[0-9](?:[0-9.,]*[0-9])?)(?:(?P<persen>\s*%)|(?P<tanpa_sen>,[-–]{1,2}))?",
    re.IGNORECASE,
)
_POLOS = re.compile(r"[0-9]+")
_SATU_TANDA = re.compile(r"([0-9]+)[.,]([0-9]+)")
_INDONESIA = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
# English order with three decimals is refused: "116,180.000" stands in real papers for 116.180.000.
_INGGRIS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?")
_RUPIAH = re.compile(
    r"(?P<polos>[0-9]+)(?:[.,]00)?"
    r"|(?P<titik>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,00)?"
    r"|(?P<koma>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.00)?"
)


def parse_desimal(teks: str) -> Decimal:
    """A number as a person types it, exact: "77,5", "77.5 %", "1.234.567,89", "1,234,567.89", "Rp 9.203.578.000".

    The sign % is only dropped: "77,5 %" is 77.5. One mark followed by exactly three digits ("1.234", "1,234") is 1234
    or 1.234 and therefore refused, except after "Rp", where it can only be thousands; "0,125" and "1234,567" are clear.
    Raises GalatAngka: empty, words, NaN, infinity, exponents, irregular marks, ambiguous, over 15
    digits or six decimals.
    """
    cocok = _kerangka(teks, contoh="77,5")
    badan = cocok["badan"]
    uang = bool(cocok["rp"] or cocok["tanpa_sen"])
    if uang and cocok["persen"]:
        raise _bukan_angka(teks, "77,5")
    nilai = _baca_badan(badan, teks, uang=uang)
    if cocok["tanpa_sen"] and nilai != nilai.to_integral_value():
        raise _bukan_angka(teks, "77,5")
    return _bertanda(_periksa_panjang(nilai, teks), cocok)


def parse_rupiah(teks: str) -> Decimal:
    """An amount in whole rupiah: "142.297.821.000", "Rp 133,094,243,000", "Rp. 22.562.100,-", "9203578000".

    One kind of mark, in groups of three: "1.234" is 1234 here. Two zeros of sen (",00") are dropped.
    Raises GalatAngka: fractions, irregular or mixed groups ("116,180.000"), percent, and what `parse_desimal` refuses.
    """
    contoh = "142.297.821.000"
    cocok = _kerangka(teks, contoh=contoh)
    if cocok["persen"]:
        raise _bukan_angka(teks, contoh)
    badan = _RUPIAH.fullmatch(cocok["badan"])
    if badan is None:
        if _SATU_TANDA.fullmatch(cocok["badan"]) or _INDONESIA.fullmatch(cocok["badan"]):
            raise GalatAngka(f"Rupiah ditulis tanpa sen, misalnya {contoh}. Yang diketik: '{_kutip(teks)}'.")
        raise GalatAngka(f"Pemisah ribuan tidak teratur; tulis misalnya {contoh}. Yang diketik: '{_kutip(teks)}'.")
    angka = badan["polos"] or badan["titik"] or badan["koma"]
    return _bertanda(_periksa_panjang(Decimal(re.sub(r"[.,]", "", angka)), teks), cocok)


def baca_bilangan(teks: str) -> int | None:
    """A whole number as our own pages wrote it into an address or a form (a key, a count); None for anything else.

    At most 18 digits: more fit no column, and Python refuses to read thousands of them.
    """
    bersih = teks.strip()
    return int(bersih) if len(bersih) <= _BILANGAN_MAKS and _POLOS.fullmatch(bersih) else None


def _kerangka(teks: str, *, contoh: str) -> re.Match[str]:
    """Sign, "Rp", digits with marks, tail; the marks are judged later."""
    bersih = teks.translate(_TAK_TERLIHAT).replace("\u2212", "-").strip()
    if not bersih:
        raise GalatAngka(f"Harus diisi dengan angka, misalnya {contoh}.")
    cocok = _KERANGKA.fullmatch(bersih) if len(bersih) <= _TEKS_MAKS else None
    if cocok is None or (cocok["minus"] and cocok["minus2"]):
        raise _bukan_angka(teks, contoh)
    if sum(huruf.isdigit() for huruf in cocok["badan"]) > DIGIT_MAKS:
        raise _terlalu_panjang(teks)
    return cocok


def _periksa_panjang(nilai: Decimal, teks: str) -> Decimal:
    """Refuses what the database could not give back exactly."""
    _, digit, eksponen = nilai.normalize().as_tuple()  # zeros at the end are no precision
    if len(digit) > DIGIT_ISIAN_MAKS or nilai.adjusted() >= DIGIT_ISIAN_MAKS:
        raise _terlalu_panjang(teks)
    if isinstance(eksponen, int) and -eksponen > DESIMAL_ISIAN_MAKS:
        raise GalatAngka(f"Paling banyak {DESIMAL_ISIAN_MAKS} angka di belakang koma. Yang diketik: '{_kutip(teks)}'.")
    return nilai


def _terlalu_panjang(teks: str) -> GalatAngka:
    return GalatAngka(f"Angka terlalu panjang, paling banyak {DIGIT_ISIAN_MAKS} digit. Yang diketik: '{_kutip(teks)}'.")


def _baca_badan(badan: str, teks: str, *, uang: bool) -> Decimal:
    if _POLOS.fullmatch(badan):
        return Decimal(badan)
    if satu := _SATU_TANDA.fullmatch(badan):
        return _baca_satu_tanda(satu[1], satu[2], teks, uang=uang)
    if _INDONESIA.fullmatch(badan):
        return Decimal(badan.replace(".", "").replace(",", "."))
    if _INGGRIS.fullmatch(badan):
        return Decimal(badan.replace(",", ""))
    raise _bukan_angka(teks, "77,5")


def _baca_satu_tanda(bulat: str, pecahan: str, teks: str, *, uang: bool) -> Decimal:
    mungkin_ribuan = len(pecahan) == 3 and len(bulat) <= 3 and not bulat.startswith("0")
    if not mungkin_ribuan:
        return Decimal(f"{bulat}.{pecahan}")
    if uang:
        return Decimal(bulat + pecahan)
    raise GalatAngka(
        f"'{_kutip(teks)}' dapat dibaca dua cara. "
        f"Tulis {bulat}{pecahan} bila maksudnya ribuan, atau {bulat},{pecahan}0 bila maksudnya pecahan."
    )


def _bertanda(nilai: Decimal, cocok: re.Match[str]) -> Decimal:
    negatif = (cocok["minus"] or cocok["minus2"]) and nilai != 0
    return nilai.copy_negate() if negatif else nilai


def _bukan_angka(teks: str, contoh: str) -> GalatAngka:
    return GalatAngka(f"Harus berupa angka, misalnya {contoh}. Yang diketik: '{_kutip(teks)}'.")


def _kutip(teks: str) -> str:
    bersih = " ".join(teks.split())
    return bersih if len(bersih) <= 40 else f"{bersih[:40]}…"


# --- Printing numbers ----------------------------------------------------------------------------------------------


def bulatkan(nilai: Decimal | int, desimal: int = 2) -> Decimal:
    """Rounds half up (2,5 → 3; -2,5 → -3) to `desimal` places, never to minus zero.

    Raises TypeError for float (money and targets are exact) and GalatAngka for NaN and infinity.
    """
    if not isinstance(nilai, Decimal | int):
        raise TypeError(f"Decimal or int expected, not {type(nilai).__name__}")
    angka = Decimal(nilai)
    if not angka.is_finite():
        raise GalatAngka("Nilai bukan angka.")
    cukup = Context(prec=max(28, angka.adjusted() + desimal + 3))
    bulat = angka.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP, context=cukup)
    return bulat.copy_abs() if bulat == 0 else bulat


def format_rupiah(nilai: Decimal | int | None) -> str:
    """142297821000 → "142.297.821.000": rupiah without "Rp" (the column head names the unit), without sen."""
    return KOSONG if nilai is None else _susun(bulatkan(nilai, 0))


def format_bertanda(nilai: Decimal | int | None, desimal: int) -> str:
    """A change with its sign: "+1,50", "−1,50" (a minus, not a hyphen), "0,00"."""
    if nilai is None:
        return KOSONG
    bulat = bulatkan(nilai, desimal)
    return f"{'+' if bulat > 0 else '−' if bulat < 0 else ''}{_susun(abs(bulat))}"


def format_rupiah_bertanda(nilai: Decimal | int | None) -> str:
    """A change in rupiah with its sign: "+1.000", "−1.000", "0"."""
    return format_bertanda(nilai, 0)


def format_desimal(nilai: Decimal | int | None, desimal: int | None = None) -> str:
    """Rounded half up to exactly `desimal` places; without it as stored, trailing zeros dropped ("77,5")."""
    if nilai is None:
        return KOSONG
    if desimal is not None:
        return _susun(bulatkan(nilai, desimal))
    return _susun(bulatkan(nilai, _desimal_tersimpan(nilai)), pangkas=True)


def format_ringkas(nilai: Decimal | int | None, desimal: int = 2) -> str:
    """Rounded half up to at most `desimal` places, trailing zeros dropped: 98.75 → "98,75", 100 → "100"."""
    return KOSONG if nilai is None else _susun(bulatkan(nilai, desimal), pangkas=True)


def format_isian(nilai: Decimal | int | None) -> str:
    """A value as it stands in a form field: no thousands marks, "" for None; `parse_desimal` always reads it back.

    Three decimals get a fourth ("1,2340"), because "1,234" would be refused as ambiguous.
    """
    if nilai is None:
        return ""
    bulat, koma, pecahan = format_desimal(nilai).replace(".", "").partition(",")
    return f"{bulat}{koma}{pecahan}{'0' if len(pecahan) == 3 else ''}"


def format_persen(nilai: Decimal | int | None, desimal: int = 2) -> str:
    """90.2437 → "90,24 %" with a no-break space. The value is in percent already (90.24, not 0.9024)."""
    return KOSONG if nilai is None else f"{format_desimal(nilai, desimal)}{SPASI_TAK_PUTUS}%"


def format_persen_ringkas(nilai: Decimal | int | None) -> str:
    """Percent as targets are printed, at most two decimals: "100 %", "77,5 %"."""
    return KOSONG if nilai is None else f"{format_ringkas(nilai)}{SPASI_TAK_PUTUS}%"


def _desimal_tersimpan(nilai: Decimal | int) -> int:
    pangkat = Decimal(nilai).as_tuple().exponent if isinstance(nilai, Decimal | int) else 0
    return max(0, -pangkat) if isinstance(pangkat, int) else 0


def _susun(nilai: Decimal, *, pangkas: bool = False) -> str:
    teks = f"{nilai:,f}"
    if pangkas and "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return teks.translate(str.maketrans(",.", ".,"))


# --- Words and Roman numerals --------------------------------------------------------------------------------------

_SATUAN = (
    *("", "satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_RIBUAN = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun", "sekstiliun")
_ROMAWI = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def terbilang(nilai: Decimal | int | None) -> str:
    """A number in words, lower case: 1001000 → "satu juta seribu", -5 → "minus lima", 7.05 → "tujuh koma nol lima".

    Exact, not rounded. Raises GalatAngka over 24 digits before the comma.
    """
    if nilai is None:
        return KOSONG
    angka = bulatkan(nilai, _desimal_tersimpan(nilai))
    bulat, _, pecahan = f"{angka.copy_abs():f}".partition(".")
    if len(bulat) > DIGIT_MAKS:
        raise GalatAngka(f"Angka terlalu besar untuk ditulis dengan kata: lebih dari {DIGIT_MAKS} digit.")
    kata = _bulat_dengan_kata(int(bulat))
    if pecahan := pecahan.rstrip("0"):
        kata += " koma " + " ".join(_SATUAN[int(digit)] or "nol" for digit in pecahan)
    return f"minus {kata}" if angka < 0 else kata


def terbilang_rupiah(nilai: Decimal | int | None) -> str:
    """Money in words, rounded half up to whole rupiah as `format_rupiah` prints it: "… seribu rupiah"."""
    return KOSONG if nilai is None else f"{terbilang(bulatkan(nilai, 0))} rupiah"


def romawi(nilai: int, *, kecil: bool = False) -> str:
    """4 → "IV"; with `kecil` "iv". Raises GalatAngka outside 1–3999."""
    if not 1 <= nilai <= 3999:
        raise GalatAngka(f"Angka romawi hanya untuk 1 sampai 3999, bukan {nilai}.")
    hasil = ""
    for besar, huruf in _ROMAWI:
        kali, nilai = divmod(nilai, besar)
        hasil += huruf * kali
    return hasil.lower() if kecil else hasil


def _bulat_dengan_kata(nilai: int) -> str:
    bagian = []
    for pangkat in reversed(range(len(_RIBUAN))):
        kelompok = nilai // 1000**pangkat % 1000
        if kelompok == 1 and pangkat == 1:
            bagian.append("seribu")
        elif kelompok:
            bagian.append(f"{_ratusan_dengan_kata(kelompok)} {_RIBUAN[pangkat]}".rstrip())
    return " ".join(bagian) or "nol"


def _ratusan_dengan_kata(nilai: int) -> str:
    """1–999; 0 gives the empty string, so that "dua puluh" ends there."""
    if nilai < 12:
        return _SATUAN[nilai]
    if nilai < 20:
        return f"{_SATUAN[nilai - 10]} belas"
    if nilai < 100:
        return f"{_SATUAN[nilai // 10]} puluh {_SATUAN[nilai % 10]}".rstrip()
    ratus = "seratus" if nilai < 200 else f"{_SATUAN[nilai // 100]} ratus"
    return f"{ratus} {_ratusan_dengan_kata(nilai % 100)}".rstrip()


# --- Dates ---------------------------------------------------------------------------------------------------------

_ISO = re.compile(r"(?P<tahun>[0-9]{4})-(?P<bulan>[0-9]{1,2})-(?P<hari>[0-9]{1,2})")
_ANGKA = re.compile(r"(?P<hari>[0-9]{1,2})([/.-])(?P<bulan>[0-9]{1,2})\2(?P<tahun>[0-9]{4})")
_KATA = re.compile(r"(?P<hari>[0-9]{1,2}) (?P<bulan>[A-Za-z]+)\.? (?P<tahun>[0-9]{4})")
_NOMOR_BULAN = {nama.casefold(): nomor for nomor, nama in enumerate(BULAN, 1)}
_NOMOR_BULAN |= {nama[:3]: nomor for nama, nomor in _NOMOR_BULAN.items()}
_NOMOR_BULAN |= {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "sept": 9, "nopember": 11, "nop": 11}  # seen in papers


def format_tanggal(tanggal: date | None) -> str:
    """date(2024, 1, 2) → "2 Januari 2024". A datetime must be in the reader's zone already."""
    return KOSONG if tanggal is None else f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def format_waktu(waktu: datetime | None, zona: str = "WIB") -> str:
    """Prints "2 Januari 2024 pukul 14.05 WIB". Aware times are converted to `zona`; naive ones are taken to be in it.

    Raises KeyError for a zona other than WIB, WITA, WIT.
    """
    if waktu is None:
        return KOSONG
    setempat = waktu.astimezone(ZONA[zona]) if waktu.tzinfo else waktu
    return f"{format_tanggal(setempat)} pukul {setempat:%H.%M} {zona}"


def parse_tanggal(teks: str) -> date:
    """Reads "2 Januari 2024", "2 Jan 2024", "2024-01-02", "02/01/2024" (day first, as everywhere in Indonesia).

    Raises GalatAngka: anything else, a day that the calendar does not have, a year outside 1900–2199.
    """
    bersih = lipat_homoglif(teks)
    cocok = _ISO.fullmatch(bersih) or _ANGKA.fullmatch(bersih) or _KATA.fullmatch(bersih)
    if cocok is None:
        raise _bukan_tanggal(teks)
    bulan = cocok["bulan"]
    nomor = int(bulan) if bulan.isdigit() else _NOMOR_BULAN.get(bulan.casefold())
    if nomor is None or not 1900 <= int(cocok["tahun"]) <= 2199:
        raise _bukan_tanggal(teks)
    try:
        return date(int(cocok["tahun"]), nomor, int(cocok["hari"]))
    except ValueError as galat:
        raise GalatAngka(f"Tanggal '{_kutip(teks)}' tidak ada dalam kalender.") from galat


def _bukan_tanggal(teks: str) -> GalatAngka:
    return GalatAngka(f"Harus berupa tanggal, misalnya 2 Januari 2024 atau 02/01/2024. Yang diketik: '{_kutip(teks)}'.")


# --- Look-alikes ---------------------------------------------------------------------------------------------------

_HOMOGLIF = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеосрхуіјѕ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",  # Cyrillic, then Greek
    "ABESIJKMHOPCTXYaeocpxyijs" + "ABEZHIKMNOPTYXo",
)


def lipat_homoglif(teks: str) -> str:
    """Cyrillic and Greek letters that look Latin become Latin ("ВВ" → "BB"); runs of any white space become one space.

    For grades, codes and dates of typed or scanned sources. Letters without a Latin look-alike stay as they are.
    """
    return rapikan(teks).translate(_HOMOGLIF)


def rapikan(teks: str) -> str:
    """One space for every run of white space, no-break spaces included; what cannot be seen is dropped."""
    return " ".join(unicodedata.normalize("NFC", teks).translate(_TAK_TERLIHAT).split())
