"""Many rows of one table at once, without a model instance and a thousand parameters each: for imports.

As `bulk_create` otherwise: no `save()`, no signals; the database's constraints and the audit triggers see every row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connections, models, router

KELOMPOK = 1_000  # rows per statement
KUNCI = 500  # values that one query asks for; SQLite allows 999
T = TypeVar("T")
_POLOS = (str, int, bool, type(None))


def sisipkan(model: type[models.Model], bidang: Sequence[str], baris: Iterable[Sequence[Any]]) -> None:
    """Insert rows that hold a value for each of `bidang` (attribute names: "indikator_id"); the rest get defaults."""
    sambungan = connections[router.db_for_write(model)]
    ruas = [_ruas(model, nama) for nama in bidang]
    lain = [f for f in model._meta.concrete_fields if not f.primary_key and f not in ruas]
    siap = [_penyiap(f, sambungan) for f in ruas]
    bawaan = tuple(f.get_db_prep_save(f.get_default(), sambungan) for f in lain)
    isi = (tuple(s(nilai) for s, nilai in zip(siap, satu, strict=True)) + bawaan for satu in baris)
    kolom = ", ".join(sambungan.ops.quote_name(str(f.column)) for f in (*ruas, *lain))
    tempat = f"({', '.join(['%s'] * (len(ruas) + len(lain)))})"
    perintah = f"INSERT INTO {sambungan.ops.quote_name(model._meta.db_table)} ({kolom}) VALUES "  # noqa: S608  # names of ours
    banyak = max(1, min(KELOMPOK, _parameter_maks(sambungan) // (len(ruas) + len(lain))))
    with sambungan.cursor() as cursor:
        for kelompok in berkelompok(isi, banyak):
            cursor.execute(perintah + ", ".join([tempat] * len(kelompok)), [n for satu in kelompok for n in satu])


def perbarui(
    model: type[models.Model], bidang: Sequence[str], baris: Iterable[Sequence[Any]], *, hitung_versi: bool = True
) -> None:
    """Update rows by key: each of `baris` holds the primary key and a value for each of `bidang`.

    A model with a `versi` counts it on, unless told not to. As `bulk_update` without an expression for
    every single value.
    """
    sambungan = connections[router.db_for_write(model)]
    kutip = sambungan.ops.quote_name
    kunci, ruas = model._meta.pk, [_ruas(model, nama) for nama in bidang]
    siap = [_penyiap(f, sambungan) for f in (kunci, *ruas)]
    isi = (tuple(s(nilai) for s, nilai in zip(siap, satu, strict=True)) for satu in baris)
    ubah = [f"{kutip(str(f.column))} = {_bertipe(f'v.column{ke}', f, sambungan)}" for ke, f in enumerate(ruas, 2)]
    if hitung_versi and any(f.attname == "versi" for f in model._meta.concrete_fields):
        ubah.append("versi = t.versi + 1")
    syarat = f"t.{kutip(str(kunci.column))} = {_bertipe('v.column1', kunci, sambungan)}"
    tempat = f"({', '.join(['%s'] * (len(ruas) + 1))})"
    banyak = max(1, min(KELOMPOK, _parameter_maks(sambungan) // (len(ruas) + 1)))
    with sambungan.cursor() as cursor:
        for kelompok in berkelompok(isi, banyak):
            nilai = ", ".join([tempat] * len(kelompok))
            perintah = f"UPDATE {kutip(model._meta.db_table)} AS t SET {', '.join(ubah)} FROM (VALUES {nilai}) AS v WHERE {syarat}"  # noqa: S608, E501  # names of ours
            cursor.execute(perintah, [n for satu in kelompok for n in satu])


def _bertipe(nama: str, ruas: Any, sambungan: Any) -> str:
    """A column of VALUES as the field's type: PostgreSQL takes one that holds only NULL for text."""
    return nama if sambungan.vendor == "sqlite" else f"CAST({nama} AS {ruas.cast_db_type(sambungan)})"


def berkelompok(isi: Iterable[T], banyak: int = KUNCI) -> Iterator[list[T]]:
    """In lists of so many."""
    sisa = iter(isi)
    while kelompok := list(islice(sisa, banyak)):
        yield kelompok


def _parameter_maks(sambungan: Any) -> int:
    """Parameters that one statement takes; SQLite says it itself (Django assumes 999)."""
    if sambungan.vendor != "sqlite":
        return 60_000
    sambungan.ensure_connection()
    return int(sambungan.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))


def _ruas(model: type[models.Model], nama: str) -> Any:
    return next(f for f in model._meta.concrete_fields if f.attname == nama)


def _penyiap(ruas: Any, sambungan: Any) -> Callable[[Any], Any]:
    """How a value of the field goes to the database; numbers of an import repeat, so each is prepared once."""
    sudah: dict[Any, Any] = {}

    def siapkan(nilai: Any) -> Any:
        if type(nilai) in _POLOS:
            return nilai
        if nilai not in sudah:
            sudah[nilai] = ruas.get_db_prep_save(nilai, sambungan)
        return sudah[nilai]

    return siapkan
