"""Tables that people typed or pasted, as printed tables: widths, alignment, groups are worked out from the texts."""

from __future__ import annotations

from typing import Any

from dokumen.tabel import (
    Baris,
    JenisBaris,
    Kelompok,
    Kolom,
    Rata,
    Sel,
    Tabel,
    bagi_lebar,
    berisi_angka,
    satu_kelompok,
    susun_baris,
)
from pelaporan.models import TabelPendukung

_RAPAT_MULAI = 6  # columns; a table with more is set smaller


def susun_pendukung(tabel: TabelPendukung) -> Tabel:
    """A table that a person typed or pasted; rows that are too short are filled, too long ones cut."""
    judul = [str(k) for k in tabel.kolom]
    isi = [_pas(baris, len(judul)) for baris in tabel.baris]
    kaki = [_pas(tabel.kaki, len(judul))] if tabel.kaki else []
    kepala = 0 if kaki else banyak_kolom_kepala(isi)
    kelompok = _kelompokkan(isi, kepala)
    if kepala:
        judul = [_judul_gabung(judul[: kepala + 1]), *judul[kepala + 1 :]]
        isi = [b[kepala:] for b in isi]
    permintaan = [] if kepala else _angka(tabel.lebar)
    lebar_kolom = bagi_lebar(judul, isi + kaki, permintaan=permintaan)
    return Tabel(
        judul=tabel.judul,
        kolom=tuple(Kolom(j, lebar_kolom[i], _rata(j, [b[i] for b in isi])) for i, j in enumerate(judul)),
        kelompok=kelompok,
        kaki=tuple(susun_baris(*b, jenis=JenisBaris.JUMLAH) for b in kaki),
        keterangan=f"Sumber: {tabel.sumber}" if tabel.sumber else "",
        rapat=len(judul) > _RAPAT_MULAI,
    )


def banyak_kolom_kepala(isi: list[list[str]]) -> int:
    """How many first columns only say what the rows below belong to; 0 for a plain table.

    People write such a table with merged cells, which arrive as rows that begin with empty ones. Long texts in them
    would leave the page half empty, so they become a row of their own over their group.
    """
    lanjutan = [sel for sel in isi if not sel[0].strip()]
    if len(lanjutan) * 4 < len(isi) or not isi or not isi[0][0].strip():
        return 0
    kosong = min(next((i for i, teks in enumerate(sel) if teks.strip()), 0) for sel in lanjutan)
    return kosong if kosong < len(isi[0]) - 1 else 0


def _kelompokkan(isi: list[list[str]], kepala: int) -> tuple[Kelompok, ...]:
    """Rows, each alone; or, with columns that head a group, each group with its own row above."""
    if not kepala:
        return satu_kelompok(susun_baris(*sel) for sel in isi)
    kelompok: list[list[Baris]] = []
    for sel in isi:
        if sel[0].strip():
            kelompok.append([susun_baris(_judul_kelompok(sel[:kepala], len(sel) - kepala), jenis=JenisBaris.KELOMPOK)])
        kelompok[-1].append(susun_baris(*sel[kepala:]))
    return tuple(Kelompok(tuple(k)) for k in kelompok)


def _judul_kelompok(sel: list[str], rentang: int) -> Sel:
    """The first text with its number, the others below it."""
    nomor, *lain = [teks for teks in sel if teks.strip()]
    if nomor.strip(" .").isdigit() and lain:
        nomor, *lain = f"{nomor.strip(' .')}. {lain[0]}", *lain[1:]
    return Sel(nomor, rentang=rentang, keterangan="; ".join(lain))


def _judul_gabung(judul: list[str]) -> str:
    return " / ".join(j for j in judul if not _kolom_nomor(j))


def _kolom_nomor(judul: str) -> bool:
    return judul.strip(" .").casefold() in {"no", "nomor"}


def _rata(judul: str, sel: list[str]) -> Rata:
    if _kolom_nomor(judul):
        return Rata.TENGAH
    return Rata.KANAN if berisi_angka(sel) else Rata.KIRI


def _angka(lebar: list[Any]) -> list[float]:
    """The widths a person asked for; none if one of them is no number."""
    return [float(x) for x in lebar] if all(isinstance(x, int | float) for x in lebar) else []


def _pas(baris: list[Any], banyak: int) -> list[str]:
    teks = ["" if sel is None else str(sel) for sel in baris[:banyak]]
    return teks + [""] * (banyak - len(teks))
