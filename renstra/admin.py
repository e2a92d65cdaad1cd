from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from .ikut.lindung import diwarisi, terlindung
from .models import (
    Indikator,
    KataVisi,
    Kegiatan,
    Misi,
    Program,
    Renstra,
    Sasaran,
    TargetTahunan,
    Tujuan,
)


class HanyaDraf(admin.ModelAdmin):
    """Base: a row of a Renstra that is not open for editing can be looked at, not changed; nor what is inherited."""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or renstra_dari(obj).dapat_diubah)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        boleh = obj is None or (renstra_dari(obj).dapat_diubah and not diwarisi(obj))
        return super().has_delete_permission(request, obj) and boleh

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        terkunci = terlindung(obj) if obj is not None else ()
        urut = [] if obj is None or isinstance(obj, Renstra) or not diwarisi(obj) else ["urut"]
        return [*super().get_readonly_fields(request, obj), *terkunci, *urut]


def renstra_dari(obj: models.Model) -> Renstra:
    """The Renstra that a row belongs to."""
    match obj:
        case Renstra():
            return obj
        case Indikator():
            return obj.sasaran.renstra
        case Kegiatan():
            return obj.program.renstra
        case Program() | Sasaran():
            return obj.renstra
    raise TypeError(f"{type(obj).__name__} does not belong to a Renstra")


class BagianInline(admin.TabularInline):
    extra = 0


class WarisanInline(BagianInline):
    """Of a plan that follows another these rows are inherited: they are looked at here, and added on the pages."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not _mengikuti(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _mengikuti(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _mengikuti(obj)


def _mengikuti(obj: Any) -> bool:
    return isinstance(obj, Renstra) and diwarisi(obj)


class KataVisiInline(WarisanInline):
    model = KataVisi


class MisiInline(WarisanInline):
    model = Misi


class TujuanInline(WarisanInline):
    model = Tujuan


class TargetInline(BagianInline):
    model = TargetTahunan


@admin.register(Renstra)
class RenstraAdmin(HanyaDraf):
    """A draft can be filled here; its status changes on the pages only."""

    list_display = ("judul", "satker", "periode_awal", "periode_akhir", "status")
    list_filter = ("status",)
    list_select_related = ("satker",)
    readonly_fields = ("status", "menggantikan", "mengikuti")
    inlines = (KataVisiInline, MisiInline, TujuanInline)


@admin.register(Indikator)
class IndikatorAdmin(HanyaDraf):
    list_display = ("kode", "uraian", "sasaran", "satuan", "iku")
    list_select_related = ("sasaran", "satuan")
    search_fields = ("kode", "uraian")
    filter_horizontal = ("pelaksana",)
    inlines = (TargetInline,)


admin.site.register([Kegiatan, Program, Sasaran], HanyaDraf)
