"""Which rows of a sheet are its head, and which sheet a table stands in that nobody named."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from .kolom import Lembar, kunci_judul
from .nilai import tampil

JUDUL_DI_BARIS = 10  # people put a title above the head row
COCOK_MIN = 2  # heads that a sheet of another name must have
_NOMOR = re.compile(r"\(?([0-9]{1,2})[.)]?")


@dataclass(frozen=True)
class Kepala:
    """The head: its last row (as index and as number), and of each column the text with the row it stands in."""

    ke: int
    nomor: int
    sel: Sequence[tuple[str, int]]
    cocok: int


def cari_kepala(awal: Sequence[tuple[int, Any]], lembar: Lembar) -> Kepala | None:
    """The row among the first that has most of our titles; for a `longgar` sheet also two rows, one above the other."""
    kenal = lembar.judul.keys()
    baris = [[(_teks(s), nomor) for s in sel] for nomor, sel in awal]
    calon = [Kepala(ke, awal[ke][0], teks, _cocok(teks, kenal)) for ke, teks in enumerate(baris)]
    if lembar.longgar:
        calon += [k for atas, bawah in itertools.pairwise(calon) for k in _bertingkat(atas, bawah, kenal)]
    terbaik = max(calon, key=lambda k: k.cocok, default=None)
    return terbaik if terbaik and terbaik.cocok else None


def _teks(sel: Any) -> str:
    return "" if sel.value is None else tampil(sel.value)


def _cocok(sel: Sequence[tuple[str, int]], kenal: Collection[str]) -> int:
    return len({kunci_judul(teks) for teks, _ in sel if teks} & set(kenal))


def _bertingkat(atas: Kepala, bawah: Kepala, kenal: Collection[str]) -> list[Kepala]:
    """The two rows as one head ("Target" above "2024"), when all of the lower one are heads of ours."""
    induk, hasil = "", []
    for (teks_atas, nomor_atas), (teks, nomor) in zip(atas.sel, bawah.sel, strict=False):
        induk = teks_atas or induk
        berdua = f"{induk} {teks}"
        if not teks:
            hasil.append((teks_atas, nomor_atas))
        elif kunci_judul(berdua) in kenal:
            hasil.append((berdua, nomor))
        elif kunci_judul(teks) in kenal:
            hasil.append((teks, nomor))
        else:
            return []
    return [Kepala(bawah.ke, bawah.nomor, hasil, _cocok(hasil, kenal))]


def baris_penomoran(sel: Sequence[Any]) -> bool:
    """The row "(1) (2) (3) …" below a head."""
    isi = [_teks(s) for s in sel if s.value is not None]
    nomor = [int(cocok[1]) for teks in isi if (cocok := _NOMOR.fullmatch(teks))]
    return len(isi) >= 3 and nomor == list(range(1, len(isi) + 1))


def cari_lembar(lembar: Lembar, calon: Sequence[Any], milik: dict[str, Lembar]) -> Any:
    """Of sheets with other names the one whose heads fit best; None where none fits.

    `milik`: what a sheet is by its name. Such a one is taken only when it fits better than what its name says.
    """
    terbaik, nilai = None, COCOK_MIN - 1
    for ws in calon:
        awal = list(enumerate(ws.iter_rows(max_row=JUDUL_DI_BARIS, max_col=60), 1))
        kepala = cari_kepala(awal, lembar)
        if kepala is None or not _ada_wajib(kepala, lembar):
            continue
        sendiri = milik.get(kunci_judul(ws.title))
        menurut_nama = cari_kepala(awal, sendiri) if sendiri else None
        if kepala.cocok > max(nilai, menurut_nama.cocok if menurut_nama else 0):
            terbaik, nilai = ws, kepala.cocok
    return terbaik


def _ada_wajib(kepala: Kepala, lembar: Lembar) -> bool:
    ada = {kunci_judul(teks) for teks, _ in kepala.sel}
    wajib = [k for k in lembar.kolom if k.wajib]
    return all(ada & {kunci_judul(j) for j in (k.judul, *k.nama_lain, *k.judul_cadangan)} for k in wajib)
