"""What a trigger must know of a table, worked out from the models and from the columns that really exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from sakip.alur import Beralur

from .daftar import Terdaftar, terdaftar, tujuan

#: Longer texts are cut in the trail, so that one long report does not fill it with copies of itself.
PANJANG_MAKS = 20_000
POTONGAN = " … [dipotong; panjang seluruhnya "

#: The columns of jejak_jejak that a trigger fills, in this order.
KOLOM_JEJAK = (
    *("waktu", "tindakan", "tabel", "objek", "induk_tabel", "induk_objek", "satker_id"),
    *("pelaku_id", "pelaku", "jabatan", "atas_nama", "atas_nama_id", "asal", "permintaan", "alasan"),
    *("sebelum", "sesudah", "keterangan"),
)


@dataclass(frozen=True)
class Benda:
    """A trigger or a function: how `DROP` calls it, what the database says it contains, and how it is made."""

    nama: str
    isi: str
    buat: str


@dataclass(frozen=True)
class Kolom:
    nama: str
    jenis: str  # biasa, teks (may be long), json, rahasia


@dataclass(frozen=True)
class Tabel:
    """`satker` and `induk` are SQL expressions with {b} for the row, NEW or OLD."""

    nama: str
    pk: str
    kolom: tuple[Kolom, ...]
    satker: str
    induk_tabel: str
    induk: str
    beralur: bool


def susun_tabel(ada: Mapping[str, Collection[str]]) -> list[Tabel]:
    """The registered tables that exist, with the columns that exist: a half-migrated database can still be written."""
    return [_tabel(isi, ada) for nama, isi in sorted(terdaftar().items()) if nama in ada]


def kutip(nama: str | None) -> str:
    """A name of ours, from a model's _meta; no name of ours has quotes."""
    return f'"{nama}"'


def teks_sql(teks: str) -> str:
    return "'" + teks.replace("'", "''") + "'"


def kelompok(isi: Sequence[str], ukuran: int) -> list[Sequence[str]]:
    """Databases limit the number of a function's arguments."""
    return [isi[awal : awal + ukuran] for awal in range(0, len(isi), ukuran)]


def berubah(tabel: Tabel, beda: str) -> str:
    """The condition that any recorded column changed; `beda` is the database's "differs, also from NULL"."""
    return " OR ".join(f"OLD.{kutip(k.nama)} {beda} NEW.{kutip(k.nama)}" for k in tabel.kolom)


def nilai_jejak(umum: Callable[[str], str], tabel: Tabel, baris: str, **nilai: str) -> str:
    """The values for KOLOM_JEJAK: of the table, of the row (`baris`), and of the context (`umum`)."""
    isi = {
        "tabel": teks_sql(tabel.nama),
        "objek": f"CAST({baris}.{kutip(tabel.pk)} AS text)",
        "induk_tabel": teks_sql(tabel.induk_tabel),
        "induk_objek": f"coalesce(CAST({tabel.induk.format(b=baris)} AS text), '')",
        "satker_id": tabel.satker.format(b=baris),
        "keterangan": "''",
        **nilai,
    }
    return ", ".join(isi[nama] if nama in isi else umum(nama) for nama in KOLOM_JEJAK)


def _tabel(isi: Terdaftar, ada: Mapping[str, Collection[str]]) -> Tabel:
    meta = isi.model._meta
    assert meta.pk is not None
    ruas = [r for r in meta.local_concrete_fields if r.column in ada[isi.tabel] and _dicatat(r, isi)]
    return Tabel(
        nama=isi.tabel,
        pk=str(meta.pk.column),
        kolom=tuple(Kolom(str(r.column), _jenis(r, isi)) for r in ruas),
        satker=_telusur(isi.model, isi.satker, ada),
        induk_tabel=tujuan(isi.model, isi.induk)._meta.db_table if isi.induk else "",
        induk=_telusur(isi.model, isi.induk, ada),
        beralur=issubclass(isi.model, Beralur),
    )


def _dicatat(ruas: Any, isi: Terdaftar) -> bool:
    nomor = ruas.primary_key and not ruas.is_relation
    return not nomor and ruas.column not in isi.abaikan and not isinstance(ruas, models.BinaryField)


def _jenis(ruas: Any, isi: Terdaftar) -> str:
    if ruas.column in isi.rahasia:
        return "rahasia"
    if isinstance(ruas, models.JSONField):
        return "json"
    return "teks" if isinstance(ruas, models.TextField) else "biasa"


def _telusur(model: type[models.Model], lookup: str | None, ada: Mapping[str, Collection[str]]) -> str:
    """SQL that follows foreign keys from the row ({b}) to the number at the end; NULL while a table is missing."""
    assert model._meta.pk is not None
    if lookup == "self":
        return f"{{b}}.{kutip(model._meta.pk.column)}"
    sql, kunci = "", ""
    for nama in lookup.split("__") if lookup else []:
        ruas: Any = model._meta.get_field(nama)
        tabel = model._meta.db_table
        if ruas.column not in ada.get(tabel, ()):
            return "NULL"
        t, kolom = kutip(tabel), kutip(ruas.column)
        sql = f"(SELECT {t}.{kolom} FROM {t} WHERE {t}.{kunci} = {sql})" if sql else f"{{b}}.{kolom}"  # noqa: S608
        model, kunci = ruas.related_model, kutip(ruas.target_field.column)
    return sql or "NULL"
