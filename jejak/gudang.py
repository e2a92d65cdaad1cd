"""The objects that a page of the trail speaks of, fetched together and named once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from string import Formatter
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models

from .cetakan import cetak
from .daftar import Terdaftar, terdaftar
from .enums import Tindakan
from .models import Jejak

PANJANG_NAMA = 100
#: Columns that name an object which can only be told by what the trail kept of it.
NAMA = ("judul", "nama", "nama_singkat", "uraian", "kode", "username", "kata", "teks", "label")


class _TakBolehBertanya(Exception):
    """Naming a deleted object would ask the database for more than was fetched."""


def model_tabel(tabel: str) -> type[models.Model] | None:
    """The model of a table; None for a table that no model has (any more)."""
    return next((m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == tabel), None)


def ambil_ruas(model: type[models.Model] | None, kolom: str) -> Any:
    """The field of a column; None when the model has no such column (any more)."""
    if model is None:
        return None
    return next((ruas for ruas in model._meta.concrete_fields if ruas.column == kolom), None)


class Gudang:
    """Asks per kind of object, not per row: first for the rows' own objects, then for what their values refer to."""

    def __init__(self, rows: list[Jejak]) -> None:
        self._daftar = terdaftar()
        self._model = {tabel: model_tabel(tabel) for tabel in {r.tabel for r in rows} if tabel}
        self._objek: dict[tuple[type[models.Model], str], Any] = {}
        self._isi: dict[tuple[str, str], dict[str, Any]] = {}  # what the trail knows of rows that are gone
        self._sambungan = connections[rows[0]._state.db or "default"] if rows else None
        for r in rows:
            lengkap = {Tindakan.BUAT.value: r.sesudah, Tindakan.HAPUS.value: r.sebelum}.get(r.tindakan)
            if isinstance(lengkap, dict):
                self._isi[r.tabel, r.objek] = lengkap
        self._muat({(m, r.objek) for r in rows if (m := self._model.get(r.tabel)) and not m._meta.auto_created})
        self._muat(self._rujukan(rows))

    # --- Asked by the page -----------------------------------------------------------------------------------------

    def jenis(self, jejak: Jejak) -> str:
        model = self._model.get(jejak.tabel)
        return str(model._meta.verbose_name) if model else jejak.tabel

    def sebutan(self, jejak: Jejak) -> str:
        """The name of the row's object, as it stands in a title."""
        model = self._model.get(jejak.tabel)
        if model is None:
            return f"nomor {jejak.objek}" if jejak.objek else ""
        return self.sebut(model, jejak.objek)

    def sebut(self, model: type[models.Model], pk: Any) -> str:
        """In a title: in quotation marks, unless the registration says how its objects are called."""
        nama = self.nama(model, pk)
        pola = self._terdaftar(model).sebutan
        return nama if pola or nama.startswith("nomor ") else f"“{nama}”"

    def nama(self, model: type[models.Model], pk: Any) -> str:
        obj = self._objek.get((model, str(pk)))
        if obj is not None:
            return _pendek(self._sebut_objek(obj))
        isi = self._isi.get((model._meta.db_table, str(pk)))
        return _pendek(self._sebut_isi(model, isi) if isi else "") or f"nomor {pk}"

    def rahasia(self, tabel: str) -> tuple[str, ...]:
        return self._daftar[tabel].rahasia if tabel in self._daftar else ()

    def bersatuan(self, jejak: Jejak, kolom: str, nilai: Any) -> str:
        """A number with its unit, where the registration says which; "" otherwise."""
        isi = self._daftar.get(jejak.tabel)
        jalan = isi.satuan.get(kolom) if isi else None
        obj = self._objek_atau_bangun(isi.model, jejak.objek) if isi and jalan else None
        if obj is None or jalan is None:
            return ""
        try:
            with self._tanpa_bertanya():
                return str(attrgetter(jalan)(obj).cetak(Decimal(str(nilai))))
        except (AttributeError, InvalidOperation, _TakBolehBertanya):
            return ""

    # --- Fetching --------------------------------------------------------------------------------------------------

    def _muat(self, perlu: Iterable[tuple[type[models.Model], str]]) -> None:
        per_model: dict[type[models.Model], set[str]] = defaultdict(set)
        for model, pk in perlu:
            if (model, pk) not in self._objek:
                per_model[model].add(pk)
        hilang: dict[str, set[str]] = {}
        for model, semua in per_model.items():
            for obj in _lengkap(model, self._terdaftar(model)).filter(pk__in=_sah(model, semua)):
                self._objek[model, str(obj.pk)] = obj
            hilang[model._meta.db_table] = {
                pk for pk in semua if (model, pk) not in self._objek and (model._meta.db_table, pk) not in self._isi
            }
        self._muat_isi({tabel: pk for tabel, pk in hilang.items() if pk})

    def _muat_isi(self, hilang: Mapping[str, set[str]]) -> None:
        """What deleted rows were like at the end: one query, over the index of objects."""
        if not hilang:
            return
        semua = {pk for isi in hilang.values() for pk in isi}
        for r in Jejak.objects.filter(tindakan=Tindakan.HAPUS, tabel__in=hilang, objek__in=semua).order_by("pk"):
            self._isi[r.tabel, r.objek] = r.sebelum or {}

    def _rujukan(self, rows: list[Jejak]) -> set[tuple[type[models.Model], str]]:
        """Everything that the rows' foreign keys point to, on both sides and in what is known of deleted rows."""
        hasil = set()
        for r in rows:
            model = self._model.get(r.tabel)
            for isi in (r.sebelum, r.sesudah, self._isi.get((r.tabel, r.objek))):
                for kolom, nilai in isi.items() if model and isinstance(isi, dict) else ():
                    ruas = ambil_ruas(model, kolom)
                    if ruas is not None and ruas.is_relation and nilai is not None:
                        hasil.add((ruas.related_model, str(nilai)))
        return hasil

    # --- Naming ----------------------------------------------------------------------------------------------------

    def _terdaftar(self, model: type[models.Model]) -> Terdaftar:
        return self._daftar.get(model._meta.db_table) or Terdaftar(model, None)

    def _sebut_objek(self, obj: models.Model) -> str:
        pola = self._terdaftar(type(obj)).sebutan
        return pola.format_map(_Ruas(obj)) if pola else str(obj)

    def _sebut_isi(self, model: type[models.Model], isi: dict[str, Any]) -> str:
        """A deleted object, put together again in memory; where that does not suffice, a column that names it."""
        try:
            with self._tanpa_bertanya():
                return self._sebut_objek(self._bangun(model, isi))
        except Exception:  # whatever a __str__ may stumble over in half an object
            return next((str(isi[nama]) for nama in NAMA if isi.get(nama)), "")

    def _objek_atau_bangun(self, model: type[models.Model], pk: str, dalam: int = 3) -> models.Model | None:
        isi = self._isi.get((model._meta.db_table, pk))
        return self._objek.get((model, pk)) or (self._bangun(model, isi, dalam) if isi and dalam else None)

    def _bangun(self, model: type[models.Model], isi: dict[str, Any], dalam: int = 3) -> models.Model:
        """An object of what the trail kept of it, down to what it refers to."""
        obj = model()
        for kolom, nilai in isi.items():
            ruas = ambil_ruas(model, kolom)
            if ruas is None:
                continue
            setattr(obj, ruas.attname, nilai if ruas.is_relation else ruas.to_python(nilai))
            if ruas.is_relation and (tujuan := self._objek_atau_bangun(ruas.related_model, str(nilai), dalam - 1)):
                tujuan.pk = nilai
                setattr(obj, ruas.name, tujuan)
        return obj

    def _tanpa_bertanya(self) -> Any:
        assert self._sambungan is not None
        return self._sambungan.execute_wrapper(_tolak)


class _Ruas(dict[str, Any]):
    """The attributes of an object for a `sebutan`, a choice by its label."""

    def __init__(self, obj: models.Model) -> None:
        super().__init__()
        self._obj = obj

    def __missing__(self, nama: str) -> Any:
        nilai = getattr(self._obj, nama)
        try:
            ruas = self._obj._meta.get_field(nama)
        except FieldDoesNotExist:
            return nilai
        return nilai if ruas.is_relation else cetak(ruas, nilai)


def _tolak(*args: Any) -> Any:
    raise _TakBolehBertanya


def _lengkap(model: type[models.Model], isi: Terdaftar) -> models.QuerySet[Any]:
    """The model's rows with everything that naming them reads: one query, and one more per relation to many."""
    jalan = {*isi.lengkap}
    for _, nama, _, _ in Formatter().parse(isi.sebutan):
        if nama and "." in nama:
            jalan.add(nama.rpartition(".")[0].replace(".", "__"))
    maju = {j: _bagian_maju(model, j) for j in jalan}
    hasil = model._base_manager.all()
    if ikut := [m for m in maju.values() if m]:
        hasil = hasil.select_related(*ikut)
    return hasil.prefetch_related(*[j for j, m in maju.items() if j != m])


def _bagian_maju(model: type[models.Model], jalan: str) -> str:
    """The beginning of a path that follows foreign keys and can be joined."""
    hasil: list[str] = []
    for nama in jalan.split("__"):
        ruas: Any = model._meta.get_field(nama)
        if not (ruas.many_to_one or ruas.one_to_one) or not ruas.concrete:
            break
        hasil.append(nama)
        model = ruas.related_model
    return "__".join(hasil)


def _sah(model: type[models.Model], semua: Iterable[str]) -> list[Any]:
    """Only what can be a key of this model: a key's kind may have been another one once."""
    assert model._meta.pk is not None
    hasil = []
    for pk in semua:
        try:
            hasil.append(model._meta.pk.to_python(pk))
        except Exception:  # noqa: S112  # not a key of today
            continue
    return hasil


def _pendek(teks: str) -> str:
    teks = " ".join(teks.split())
    return teks if len(teks) <= PANJANG_NAMA else f"{teks[:PANJANG_NAMA].rstrip()}…"
