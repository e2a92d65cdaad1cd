from django.contrib import admin
from django.http import HttpRequest

from .models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran


class PosInline(admin.TabularInline):
    model = Pos
    extra = 0
    fields = ("urut", "jenis", "kode", "uraian", "induk", "pagu", "sumber_dana")


class RealisasiInline(admin.TabularInline):
    model = RealisasiAnggaran
    extra = 0


@admin.register(Dipa)
class DipaAdmin(admin.ModelAdmin):
    """A draft can be filled here; its status changes on the pages only."""

    list_display = ("satker", "tahun", "revisi", "tanggal", "status")
    list_filter = ("tahun", "status")
    list_select_related = ("satker",)
    readonly_fields = ("status", "menggantikan")
    inlines = (PosInline,)

    def has_change_permission(self, request: HttpRequest, obj: Dipa | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.dapat_diubah)

    def has_delete_permission(self, request: HttpRequest, obj: Dipa | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.dapat_diubah)


@admin.register(PosisiRealisasi)
class PosisiRealisasiAdmin(admin.ModelAdmin):
    list_display = ("satker", "tahun", "nama", "per_tanggal", "utama")
    list_select_related = ("satker",)
    inlines = (RealisasiInline,)
