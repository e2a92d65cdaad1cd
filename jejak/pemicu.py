"""The triggers of the audit trail on both databases: put in, taken out, compared with what should be there."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from . import postgresql, sqlite
from .bentuk import susun_tabel
from .models import TETAP, Jejak

_LOGAT: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}
_PENJAGA = 'TRIGGER "jejak_tetap'


def pasang(using: str = "default") -> int:
    """Make what is missing or stale and drop what is not wanted any more; the number of changes. Idempotent."""
    ubahan = _perbedaan(using)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for perintah in ubahan.values():
            for satu in perintah:
                cursor.execute(satu)
    return len(ubahan)


def lepas(using: str = "default") -> None:
    """Take all triggers out, guards included: only around migrations."""
    _buang(using, "TRIGGER")


def lepas_penjaga(using: str = "default") -> None:
    """Let the tests empty their database; `pasang` puts back what was taken out.

    SQLite empties a table with DELETE, which must not leave a trail of it in turn.
    """
    _buang(using, "TRIGGER" if connections[using].vendor == "sqlite" else _PENJAGA)


def periksa(using: str = "default") -> list[str]:
    """Names of what is missing, stale, switched off or not wanted any more."""
    return sorted(_perbedaan(using))


def _perbedaan(using: str) -> dict[str, list[str]]:
    """Name → the statements that make it right, in the order in which they must run."""
    logat = _LOGAT[connections[using].vendor]
    kolom: dict[str, set[str]] = {}
    for tabel, nama in _tanya(using, logat.KOLOM):
        kolom.setdefault(tabel, set()).add(nama)
    if Jejak._meta.db_table not in kolom:
        return {}
    ada = dict(_tanya(using, logat.TERPASANG))
    seharusnya = logat.susun_benda(susun_tabel(kolom), TETAP)
    lebih = sorted(ada.keys() - {b.nama for b in seharusnya}, reverse=True)  # triggers before their functions
    ubahan = {nama: [f"DROP {nama}"] for nama in lebih}
    for benda in seharusnya:
        if ada.get(benda.nama) != benda.isi:
            usang = benda.nama in ada and benda.nama.startswith("TRIGGER")  # a function is replaced
            ubahan[benda.nama] = [f"DROP {benda.nama}"] * usang + [benda.buat]
    return ubahan


def _buang(using: str, awalan: str) -> None:
    logat = _LOGAT[connections[using].vendor]
    pilihan = [nama for nama, _ in _tanya(using, logat.TERPASANG) if nama.startswith(awalan)]
    with connections[using].cursor() as cursor:
        for nama in pilihan:
            cursor.execute(f"DROP {nama}")


def _tanya(using: str, sql: str) -> list[tuple[str, str]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
