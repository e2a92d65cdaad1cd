from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import DokumenTerbit, PekerjaanCetak


class HanyaBaca(admin.ModelAdmin):
    """Papers and jobs are made by the product alone; the admin only looks."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DokumenTerbit)
class DokumenTerbitAdmin(HanyaBaca):
    list_display = ("judul", "jenis", "satker", "tahun", "halaman", "dibuat_pada")
    list_filter = ("jenis", "tahun")
    list_select_related = ("satker",)


@admin.register(PekerjaanCetak)
class PekerjaanCetakAdmin(HanyaBaca):
    list_display = ("pk", "jenis", "satker", "tahun", "status", "percobaan", "pesan", "dibuat_pada")
    list_filter = ("status", "jenis")
    list_select_related = ("satker",)
