from django.contrib import admin

from .models import KategoriCapaian


@admin.register(KategoriCapaian)
class KategoriCapaianAdmin(admin.ModelAdmin):
    """Master data. Pengukuran and realisasi change through their own pages only, where every act leaves a trace."""

    list_display = ("kode", "predikat", "rentang", "batas_bawah", "berlaku_mulai", "satker")
    list_filter = ("berlaku_mulai",)
    list_select_related = ("satker",)
