"""What a workbook consists of, as data: `Buku` → `Lembar` → `Kolom`. A mistake in a declaration raises ValueError."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from typing import Any

from sakip.angka import lipat_homoglif

LEMBAR_PETUNJUK = "Petunjuk"
LEMBAR_PILIHAN = "Pilihan"  # hidden; the drop-downs point to it
LEMBAR_KESALAHAN = "Kesalahan"
LEMBAR_SENDIRI = (LEMBAR_PETUNJUK, LEMBAR_PILIHAN, LEMBAR_KESALAHAN)
HURUF_MAKS = 500  # of a text whose column does not say otherwise


class Jenis(enum.Enum):
    """What a column holds. The value is how the sheet "Petunjuk" says it."""

    TEKS = "teks"
    TULISAN = "angka atau teks, seperti tercetak"
    BILANGAN = "bilangan bulat"
    DESIMAL = "angka, boleh dengan koma"
    RUPIAH = "rupiah, tanpa sen"
    TANGGAL = "tanggal"
    PILIHAN = "pilihan"
    YA_TIDAK = "Ya atau Tidak"


TEKS, TULISAN, BILANGAN, DESIMAL, RUPIAH, TANGGAL, PILIHAN, YA_TIDAK = Jenis


def kunci_judul(teks: str) -> str:
    """The name of a sheet or column as it is compared: letters and digits only, look-alikes folded, lower case."""
    return re.sub(r"[\W_]+", "", lipat_homoglif(teks)).casefold()


def kunci_pilihan(teks: str) -> str:
    """A choice as it is compared: "ВВ " is "bb"; signs count, for "A" and "A-" are two grades."""
    return (teks if teks.isascii() else lipat_homoglif(teks)).strip().casefold()


@dataclass(frozen=True)
class Kolom:
    """One column. `maks` is the largest value of a number and the number of characters of a text.
    `pilihan_lain` are read like choices and not offered. `penambah`: who adds a missing choice; the finding then
    lists the nearest ones, for a table that is not the template has no drop-down.

    `nama_lain` are other heads that it is found by, `judul_cadangan` those that it is found by when no other head names
    it, although they may be the head of another column. `turun`: an empty cell means what stands above it, as under a
    merged cell; the reader lets such merged cells pass and leaves the filling to the importer.

    `tersembunyi`: travels along unseen and locked, for what the importer knows a row by. `terkunci_bila` and
    `pilihan_baris` look at a row that is written: whether this cell is locked, and which texts its own drop-down
    offers (none: no drop-down). The reader checks neither.
    """

    kunci: str
    judul: str
    jenis: Jenis = TEKS
    _: KW_ONLY
    wajib: bool = False
    min: int | None = None
    maks: int | None = None
    pola: str = ""
    syarat: str = ""
    pilihan: Any = ()
    pilihan_lain: Sequence[tuple[Any, str]] = ()
    rujukan: tuple[str, str] | None = None
    tanpa_spasi: bool = False
    paragraf: bool = False
    petunjuk: str = ""
    contoh: Any = None
    lebar: int | None = None
    terkunci: bool = False
    terkunci_bila: Callable[[Mapping[str, Any]], bool] | None = None
    tersembunyi: bool = False
    pilihan_baris: Callable[[Mapping[str, Any]], Sequence[str]] | None = None
    nama_lain: Sequence[str] = ()
    judul_cadangan: Sequence[str] = ()
    turun: bool = False
    penambah: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "pilihan", _susun_pilihan(self.pilihan))
        if self.pola and not self.syarat:
            raise ValueError(f"{self.kunci}: a pola needs a syarat that says it in words")
        if len({kunci_pilihan(label) for _, label in self.pilihan}) < len(self.pilihan):
            raise ValueError(f"{self.kunci}: two choices read alike")

    @property
    def selalu_terkunci(self) -> bool:
        return self.terkunci or self.tersembunyi

    @cached_property
    def peta_pilihan(self) -> dict[str, Any]:
        """Folded label or value → value; a label wins over another choice's value."""
        nilai = {kunci_pilihan(str(nilai)): nilai for nilai, _ in self.pilihan}
        lain = {kunci_pilihan(label): nilai for nilai, label in self.pilihan_lain}
        return lain | nilai | {kunci_pilihan(label): nilai for nilai, label in self.pilihan}

    @cached_property
    def kunci_pokok(self) -> frozenset[str]:
        """The folded labels and values that are offered; what else is read is a near name."""
        return frozenset(kunci_pilihan(str(isi)) for satu in self.pilihan for isi in satu)

    @cached_property
    def label_pilihan(self) -> dict[Any, str]:
        return dict(self.pilihan)

    @cached_property
    def nilai_label(self) -> dict[str, Any]:
        return {label: nilai for nilai, label in self.pilihan}

    @cached_property
    def regex(self) -> re.Pattern[str] | None:
        return re.compile(self.pola) if self.pola else None

    @property
    def contoh_baris(self) -> tuple[Any, ...]:
        if self.contoh is None:
            return ()
        return self.contoh if isinstance(self.contoh, tuple) else (self.contoh,)


@dataclass(frozen=True)
class Lembar:
    """One sheet: a head row and rows below it. One that is not `wajib` may be missing from an upload.

    `longgar`: a table as people keep it. It may stand in a sheet of any name and have two head rows; other columns,
    cells merged downwards and what is written below the table are named in `HasilBaca.anggapan` and no findings.
    `mendatar`: cells of one row merged sideways are no finding either (lines with a total); the first one counts.
    `lekat`: so many columns stay in sight when the sheet is scrolled sideways.
    """

    nama: str
    kolom: Sequence[Kolom]
    petunjuk: str = ""
    wajib: bool = True
    longgar: bool = False
    mendatar: bool = False
    lekat: int = 0

    def __post_init__(self) -> None:
        if len(self.nama) > 31 or re.search(r"[\\/*?:\[\]']", self.nama) or self.nama in LEMBAR_SENDIRI:
            raise ValueError(f"{self.nama}: not a name that a sheet can have")
        _harus_beda([kolom.kunci for kolom in self.kolom], self.nama)
        _harus_beda([kunci_judul(judul) for k in self.kolom for judul in (k.judul, *k.nama_lain)], self.nama)

    @cached_property
    def judul(self) -> dict[str, Kolom]:
        """Every head that a column is found by, as it is compared."""
        return {kunci_judul(judul): k for k in self.kolom for judul in (*k.nama_lain, k.judul)}

    @cached_property
    def contoh(self) -> list[list[Any]]:
        """The example rows, as values."""
        banyak = max((len(kolom.contoh_baris) for kolom in self.kolom), default=0)
        return [[dict(enumerate(kolom.contoh_baris)).get(ke) for kolom in self.kolom] for ke in range(banyak)]


@dataclass(frozen=True)
class Buku:
    """One workbook. `langkah`: how it is filled in, in place of the usual steps."""

    judul: str
    lembar: Sequence[Lembar]
    petunjuk: str = ""
    langkah: Sequence[str] = ()

    def __post_init__(self) -> None:
        _harus_beda([kunci_judul(lembar.nama) for lembar in self.lembar], self.judul)

    def dengan_pilihan(self, pilihan: Mapping[tuple[str, str], Any]) -> Buku:
        """The same workbook with choices that are known only now: `{("Unit", "satker"): [...]}`."""
        kurang = set(pilihan) - {(lembar.nama, kolom.kunci) for lembar in self.lembar for kolom in lembar.kolom}
        if kurang:
            raise ValueError(f"{self.judul}: no such column {sorted(kurang)}")
        return replace(self, lembar=[_dengan_pilihan(lembar, pilihan) for lembar in self.lembar])


def _dengan_pilihan(lembar: Lembar, pilihan: Mapping[tuple[str, str], Any]) -> Lembar:
    kolom = [replace(k, pilihan=pilihan.get((lembar.nama, k.kunci), k.pilihan)) for k in lembar.kolom]
    return replace(lembar, kolom=kolom)


def _susun_pilihan(pilihan: Any) -> tuple[tuple[Any, str], ...]:
    """Every way to say choices → pairs (value, label)."""
    if isinstance(pilihan, type) and issubclass(pilihan, enum.Enum):
        return tuple((anggota.value, str(getattr(anggota, "label", anggota.value))) for anggota in pilihan)
    return tuple((isi[0], str(isi[1])) if isinstance(isi, tuple) else (isi, str(isi)) for isi in pilihan)


def _harus_beda(nama: list[str], tempat: str) -> None:
    if not all(nama) or len(nama) != len(set(nama)):
        raise ValueError(f"{tempat}: names are empty or alike: {sorted(nama)}")
