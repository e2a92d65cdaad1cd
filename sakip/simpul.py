"""A fixture file as nodes that know where they stand, so that a mistake is named by file, key and reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.management.base import CommandError

from sakip.angka import GalatAngka

PEMUAT_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
E = TypeVar("E", bound=Enum)


class GalatFixture(CommandError):
    """A fixture that cannot be loaded; the message is Indonesian: "file › key: reason"."""


class Simpul:
    """One mapping of a fixture. Each accessor checks the type and refuses in words that help to repair the file."""

    def __init__(self, isi: Any, letak: str) -> None:
        self.letak = letak
        if not isinstance(isi, dict):
            raise self.galat(f"harus berisi pasangan “kunci: nilai”, bukan {_jenis(isi)}")
        self.isi: dict[Any, Any] = isi

    def galat(self, alasan: str, kunci: Any = None) -> GalatFixture:
        return GalatFixture(f"{self._di(kunci)}: {alasan}.")

    def hanya(self, *kunci: str) -> Simpul:
        """Refuses a key that is none of these: a typing error must not be ignored in silence."""
        asing = [str(k) for k in self.isi if k not in kunci]
        if asing:
            raise self.galat(f"kunci tidak dikenal: {', '.join(asing)}; yang dikenal: {', '.join(kunci)}")
        return self

    def ada(self, kunci: Any) -> bool:
        return self.isi.get(kunci) is not None

    def kunci(self) -> list[Any]:
        return list(self.isi)

    def teks(self, kunci: str, bawaan: str | None = None) -> str:
        """A text; required unless `bawaan` is given. Numbers must be quoted: 076 without quotes is read as 62."""
        nilai = self._wajib(kunci, bawaan)
        if not isinstance(nilai, str):
            raise self.galat(f"harus teks, bukan {_jenis(nilai)}; tulis di antara tanda kutip", kunci)
        return nilai.strip()

    def bilangan(self, kunci: str, bawaan: int | None = None) -> int:
        nilai = self._wajib(kunci, bawaan)
        if not isinstance(nilai, int) or isinstance(nilai, bool):
            raise self.galat(f"harus bilangan bulat, bukan {_jenis(nilai)}", kunci)
        return nilai

    def bilangan_atau_kosong(self, kunci: str) -> int | None:
        return self.bilangan(kunci) if self.ada(kunci) else None

    def ya(self, kunci: str, bawaan: bool = False) -> bool:
        nilai = self._wajib(kunci, bawaan)
        if not isinstance(nilai, bool):
            raise self.galat(f"harus true atau false, bukan {_jenis(nilai)}", kunci)
        return nilai

    def tanggal(self, kunci: str) -> datetime.date | None:
        nilai = self.isi.get(kunci)
        if nilai is not None and type(nilai) is not datetime.date:
            raise self.galat(f"harus tanggal seperti 2024-12-27, bukan {_jenis(nilai)}", kunci)
        return nilai

    def pilihan(self, kunci: str, pilihan: type[E], bawaan: E | None = None) -> E:
        nilai = self._wajib(kunci, bawaan)
        try:
            return pilihan(nilai)
        except ValueError as galat:
            daftar = ", ".join(str(p.value) for p in pilihan)
            raise self.galat(f"“{nilai}” bukan pilihan; pilih salah satu dari {daftar}", kunci) from galat

    def daftar(self, kunci: str) -> list[str]:
        """A list of texts; a missing key is an empty list."""
        nilai = self._daftar(kunci)
        for urut, teks in enumerate(nilai, start=1):
            if not isinstance(teks, str):
                raise self.galat(
                    f"butir ke-{urut} harus teks, bukan {_jenis(teks)}; tulis di antara tanda kutip", kunci
                )
        return [teks.strip() for teks in nilai]

    def baris(self, kunci: str) -> list[list[str]]:
        """A table: a list of rows, each a list of cell texts."""
        nilai = self._daftar(kunci)
        for urut, sel in enumerate(nilai, start=1):
            if not isinstance(sel, list) or not all(isinstance(teks, str) for teks in sel):
                raise self.galat(f"baris ke-{urut} harus daftar teks; tulis angka di antara tanda kutip", kunci)
        return nilai

    def angka(self, kunci: str) -> list[int]:
        nilai = self._daftar(kunci)
        if not all(type(n) is int for n in nilai):
            raise self.galat("harus daftar bilangan bulat", kunci)
        return nilai

    def anak(self, kunci: str) -> Iterator[Simpul]:
        """The mappings of a list; a missing key is an empty list."""
        for urut, isi in enumerate(self._daftar(kunci), start=1):
            yield Simpul(isi, f"{self._di(kunci)} ke-{urut}")

    def cabang(self, kunci: str) -> Simpul:
        """The mapping below a key; a missing key is an empty one."""
        return Simpul(self.isi.get(kunci) or {}, self._di(kunci))

    def sel(self, kunci: Any, baca: Callable[[str], Decimal | None]) -> tuple[Decimal | None, str]:
        """A figure and its printed text: `79`, `77,50%`, or `{nilai: 7, cetak: 7 Kecamatan}` where the print has more.

        A missing figure is (None, ""). `baca` reads the text and raises GalatAngka.
        """
        isi = self.isi.get(kunci)
        if isi is None:
            return None, ""
        if isinstance(isi, dict):
            sel = Simpul(isi, self._di(kunci)).hanya("nilai", "cetak")
            return sel.sel("nilai", baca)[0], sel.teks("cetak")
        if not isinstance(isi, str | int) or isinstance(isi, bool):
            raise self.galat(f"harus angka sebagai teks, bukan {_jenis(isi)}; tulis di antara tanda kutip", kunci)
        try:
            return baca(str(isi)), str(isi)
        except GalatAngka as galat:
            raise self.galat(str(galat).rstrip("."), kunci) from galat

    def _di(self, kunci: Any) -> str:
        return self.letak if kunci is None else f"{self.letak} › {kunci}"

    def _wajib(self, kunci: str, bawaan: Any) -> Any:
        nilai = self.isi.get(kunci)
        if nilai is not None:
            return nilai
        if bawaan is None:
            raise self.galat(f"“{kunci}” wajib diisi")
        return bawaan

    def _daftar(self, kunci: str) -> list[Any]:
        nilai = self.isi.get(kunci)
        if nilai is None:
            return []
        if not isinstance(nilai, list):
            raise self.galat(f"harus daftar, bukan {_jenis(nilai)}", kunci)
        return nilai


def baca_berkas(berkas: Path) -> Simpul:
    """The whole file as a node. Raises GalatFixture when it is missing or not YAML."""
    nama = f"{berkas.parent.name}/{berkas.name}"
    try:
        isi = yaml.load(berkas.read_text("utf-8"), Loader=PEMUAT_YAML)  # noqa: S506 (a safe loader)
    except OSError as galat:
        raise GalatFixture(f"{nama}: berkas tidak dapat dibaca ({galat.strerror}).") from galat
    except UnicodeDecodeError as galat:
        raise GalatFixture(f"{nama}: berkas harus berkode UTF-8.") from galat
    except yaml.YAMLError as galat:
        raise GalatFixture(f"{nama}: bukan YAML yang benar. {_letak_yaml(galat)}") from galat
    return Simpul(isi, nama)


def _letak_yaml(galat: yaml.YAMLError) -> str:
    tanda = getattr(galat, "problem_mark", None)
    masalah = getattr(galat, "problem", None) or str(galat)
    return f"Baris {tanda.line + 1}, kolom {tanda.column + 1}: {masalah}." if tanda else f"{masalah}."


def _jenis(nilai: Any) -> str:
    nama = {dict: "pasangan", list: "daftar", str: "teks", bool: "true/false", int: "bilangan", float: "pecahan"}
    if nilai is None:
        return "kosong"
    return nama.get(type(nilai), "tanggal" if isinstance(nilai, datetime.date) else type(nilai).__name__)
