"""Master data kept on screen: each app registers its kinds in `AppConfig.ready()`, the pages are the same for all.

The rows of all offices are kept with `organisasi.ubah_acuan`, a satker's own rows with `organisasi.ubah_organisasi`
there. A row that something uses is never deleted: it ends with a year and stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Count, ForeignObjectRel, QuerySet

from .models import Satker

UMUM = "organisasi.ubah_acuan"
SENDIRI = "organisasi.ubah_organisasi"


@dataclass(frozen=True)
class Kolom:
    """A column of the list: its head ("{tahun}" is the year shown), what a row shows for it, the class of its cells."""

    judul: str
    isi: Callable[[Any, int], Any]
    kelas: str = ""


class Rincian(Protocol):
    """Rows below a row, edited and saved with it."""

    def is_valid(self) -> bool: ...
    def simpan(self, objek: Any) -> None: ...

    @property
    def bentrok(self) -> bool: ...


@dataclass(frozen=True)
class Acuan:
    """A kind of master data. `judul` heads its pages, `sebutan` names one row in sentences.

    `rincian(data, objek)` builds the rows below a row, drawn by `templat_rincian`; `unggul(rows)` gives the keys of the
    rows that hold where several could. A kind with `url` has pages of its own: only its line of the index stands here.
    """

    slug: str
    judul: str
    sebutan: str
    keterangan: str
    urut: int
    model: type[models.Model]
    form: type[Any] | None = None
    kolom: tuple[Kolom, ...] = ()
    lengkap: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda daftar: daftar
    rincian: Callable[[Any, Any], Rincian] | None = None
    templat_rincian: str = ""
    unggul: Callable[[Iterable[Any]], set[int]] | None = None
    url: str = ""

    @property
    def bersatker(self) -> bool:
        """Whether a row may belong to one satker."""
        try:
            self.model._meta.get_field("satker")
        except FieldDoesNotExist:
            return False
        return True

    @property
    def dapat_dipakai(self) -> bool:
        """Whether other rows refer to rows of this kind."""
        return bool(_perujuk(self.model))

    def daftar(self, satker: Satker) -> QuerySet[Any]:
        """The rows that concern a satker: those for all, its own and those of the satker above it."""
        semua = self.model._default_manager.all()
        return self.lengkap(semua.untuk(satker).select_related("satker") if self.bersatker else semua)  # type: ignore[attr-defined]

    def boleh_ubah(self, user: Any, tempat: Satker, milik: Satker | None) -> bool:
        """Whether the person may write rows of `milik` (None: those for all), working at `tempat`."""
        return bool(user.has_perm(SENDIRI, milik) if milik else user.has_perm(UMUM, tempat))

    def pemilik_baru(self, user: Any, tempat: Satker) -> list[Satker | None]:
        """For whom the person may make a new row at `tempat`, the narrowest first."""
        calon: list[Satker | None] = [tempat, None] if self.bersatker else [None]
        return [milik for milik in calon if self.boleh_ubah(user, tempat, milik)]


_acuan: dict[str, Acuan] = {}


def daftarkan_acuan(acuan: Acuan) -> None:
    _acuan[acuan.slug] = acuan


def semua_acuan() -> list[Acuan]:
    return sorted(_acuan.values(), key=lambda a: a.urut)


def cari_acuan(slug: str) -> Acuan | None:
    """None for an unknown kind, and for one with pages of its own."""
    acuan = _acuan.get(slug)
    return None if acuan is None or acuan.url else acuan


# --- What uses a row -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pemakaian:
    """How many rows of a kind use something: "12 indikator"."""

    sebutan: str
    banyak: int

    def __str__(self) -> str:
        return f"{self.banyak} {self.sebutan}"


def pemakaian_semua(objek: Iterable[models.Model]) -> dict[int, list[Pemakaian]]:
    """What refers to each of these rows of one model, by key; one query per referring model, for any number of rows.

    Parts that go with their row (CASCADE) are no use of it.
    """
    kunci = {o.pk: o for o in objek}
    hasil: dict[int, list[Pemakaian]] = {pk: [] for pk in kunci}
    if not kunci:
        return hasil
    for hubungan in _perujuk(type(next(iter(kunci.values())))):
        kolom = hubungan.field.name
        daftar = hubungan.related_model._base_manager.filter(**{f"{kolom}__in": kunci})
        for pk, banyak in daftar.order_by().values_list(kolom).annotate(Count("pk")):
            hasil[pk].append(Pemakaian(str(hubungan.related_model._meta.verbose_name), banyak))
    return hasil


def pemakaian(objek: models.Model) -> list[Pemakaian]:
    return pemakaian_semua([objek])[objek.pk] if objek.pk else []


def kalimat_pemakaian(daftar: Iterable[Pemakaian]) -> str:
    """ "12 indikator dan 3 butir perjanjian"; empty for nothing."""
    kata = [str(p) for p in daftar]
    return " dan ".join(filter(None, [", ".join(kata[:-1]), *kata[-1:]]))


def _perujuk(model: type[models.Model]) -> list[ForeignObjectRel]:
    return [
        r for r in model._meta.related_objects if (r.one_to_many or r.one_to_one) and r.on_delete is not models.CASCADE
    ]


# --- Values that are grades of a scale and the like ----------------------------------------------------------------

_nilai: dict[type[models.Model], list[tuple[str, type[models.Model], str, str]]] = {}


def daftarkan_nilai(
    acuan: type[models.Model], sebutan: str, model: type[models.Model], lookup: str, kolom: str
) -> None:
    """Tell that `kolom` of `model` holds values that `acuan` gives their meaning; `lookup` leads there."""
    _nilai.setdefault(acuan, []).append((sebutan, model, lookup, kolom))


def pemakaian_nilai(objek: models.Model) -> dict[Any, list[Pemakaian]]:
    """Which stored values rest on this row, by value; one query per registered column."""
    hasil: dict[Any, list[Pemakaian]] = {}
    for sebutan, model, lookup, kolom in _nilai.get(type(objek), []):
        baris = model._base_manager.filter(**{lookup: objek.pk, f"{kolom}__isnull": False}).order_by()
        for nilai, banyak in baris.values_list(kolom).annotate(Count("pk")):
            hasil.setdefault(nilai, []).append(Pemakaian(sebutan, banyak))
    return hasil
