"""Which tables leave a trail, and where each row belongs. Registered by the apps in `AppConfig.ready()`.

A concrete model of ours is either registered or listed with a reason in `TIDAK_DIJEJAK`; a test fails otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.db import models

#: Columns that change without anybody deciding anything.
DIABAIKAN = ("versi", "last_login", "diisi_pada")
RAHASIA = ("password",)
RIWAYAT = "Riwayat status: sudah riwayat; tindakannya tercatat sebagai transisi objeknya."


@dataclass(frozen=True)
class Terdaftar:
    """One audited model.

    `satker` and `induk` are lookups from the row to its satker and to the document it is a part of ("self": the row
    itself is the satker). `rahasia` columns leave a fingerprint only, `abaikan` columns nothing. `sebutan` names an
    object in titles ("{tahun} indikator {indikator.kode}"; empty: `str()`); `lengkap` are relations that `str()` reads.
    `satuan` says which object prints a column's number (`{"nilai": "indikator.satuan"}`, by its `cetak`).
    `sumber` is the model whose many-to-many field the table belongs to.
    """

    model: type[models.Model]
    satker: str | None
    induk: str | None = None
    rahasia: tuple[str, ...] = RAHASIA
    abaikan: tuple[str, ...] = DIABAIKAN
    sebutan: str = ""
    lengkap: tuple[str, ...] = ()
    satuan: Mapping[str, str] = field(default_factory=dict)
    sumber: type[models.Model] | None = None

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table


_DAFTAR: dict[type[models.Model], Terdaftar] = {}
#: Models without a trail: "app.Model" → why.
TIDAK_DIJEJAK: dict[str, str] = {"jejak.Jejak": "Jejak itu sendiri; tidak dapat diubah."}


def daftarkan(
    model: str | type[models.Model],
    *,
    satker: str | None,
    induk: str | None = None,
    rahasia: Sequence[str] = RAHASIA,
    abaikan: Sequence[str] = (),
    sebutan: str = "",
    lengkap: Sequence[str] = (),
    satuan: Mapping[str, str] | None = None,
) -> None:
    """Let a model leave a trail; `abaikan` comes on top of what is never recorded. Registering again replaces."""
    kelas = apps.get_model(model) if isinstance(model, str) else model
    _DAFTAR[kelas] = Terdaftar(
        kelas, satker, induk, tuple(rahasia), (*DIABAIKAN, *abaikan), sebutan, tuple(lengkap), satuan or {}
    )


def daftarkan_semua(
    app: str,
    *,
    akar: Mapping[str, str | None],
    bagian: Mapping[str, str] | None = None,
    kecuali: Mapping[str, str] | None = None,
    **pilihan: Mapping[str, Any],
) -> None:
    """The models of one app: `akar` with the lookup of their satker (None: master data of all), `bagian` with the
    lookup of the document they are a part of, whose satker is theirs too, and `kecuali` with the reason why not.

    `pilihan` are rahasia, abaikan, sebutan, lengkap and satuan (see `Terdaftar`), each by the model's name.
    """
    for nama, lookup in {**akar, **(bagian or {})}.items():
        induk = (bagian or {}).get(nama)
        daftarkan(
            f"{app}.{nama}",
            satker=_satker_induk(f"{app}.{nama}", induk) if induk else lookup,
            induk=induk,
            **{kunci: isi[nama] for kunci, isi in pilihan.items() if nama in isi},
        )
    TIDAK_DIJEJAK.update({f"{app}.{nama}": alasan for nama, alasan in (kecuali or {}).items()})


def terdaftar() -> dict[str, Terdaftar]:
    """Table → what is registered, with the tables of the models' own many-to-many fields."""
    semua: dict[str, Terdaftar] = {}
    for isi in _DAFTAR.values():
        semua[isi.tabel] = isi
        for hubungan in _tabel_hubungan(isi):
            semua[hubungan.tabel] = hubungan
    return semua


def tujuan(model: type[models.Model], lookup: str) -> type[models.Model]:
    """The model that a lookup over foreign keys ends at."""
    for nama in lookup.split("__"):
        model = cast(type[models.Model], model._meta.get_field(nama).related_model)
    return model


def _satker_induk(label: str, induk: str) -> str | None:
    """The satker of the document that `induk` leads to."""
    akar = _DAFTAR[tujuan(apps.get_model(label), induk)]
    return f"{induk}__{akar.satker}" if akar.satker not in {None, "self"} else (induk if akar.satker else None)


def _tabel_hubungan(isi: Terdaftar) -> list[Terdaftar]:
    """The tables that Django made for the model's many-to-many fields; they belong where the model's row belongs."""
    hasil = []
    for ruas in isi.model._meta.local_many_to_many:
        tabel: Any = ruas.remote_field.through
        if not tabel._meta.auto_created:
            continue
        asal = ruas.m2m_field_name()
        satker = asal if isi.satker == "self" else isi.satker and f"{asal}__{isi.satker}"
        induk = f"{asal}__{isi.induk}" if isi.induk else asal
        hasil.append(Terdaftar(tabel, satker, induk, (), (), sumber=isi.model))
    return hasil
