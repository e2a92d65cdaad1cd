from django.contrib import admin
from django.db import models
from django.http import HttpRequest

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
    """Base: a row of a Renstra that is not open for editing can be looked at, not changed."""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or renstra_dari(obj).dapat_diubah)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or renstra_dari(obj).dapat_diubah)


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


class KataVisiInline(BagianInline):
    model = KataVisi


class MisiInline(BagianInline):
    model = Misi


class TujuanInline(BagianInline):
    model = Tujuan


class TargetInline(BagianInline):
    model = TargetTahunan


@admin.register(Renstra)
class RenstraAdmin(HanyaDraf):
    """A draft can be filled here; its status changes on the pages only."""

    list_display = ("judul", "satker", "periode_awal", "periode_akhir", "status")
    list_filter = ("status",)
    list_select_related = ("satker",)
    readonly_fields = ("status", "menggantikan")
    inlines = (KataVisiInline, MisiInline, TujuanInline)


@admin.register(Indikator)
class IndikatorAdmin(HanyaDraf):
    list_display = ("kode", "uraian", "sasaran", "satuan", "iku")
    list_select_related = ("sasaran", "satuan")
    search_fields = ("kode", "uraian")
    filter_horizontal = ("pelaksana",)
    inlines = (TargetInline,)


admin.site.register([Kegiatan, Program, Sasaran], HanyaDraf)
