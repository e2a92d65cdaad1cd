from django.contrib import admin

from .models import PerjanjianKinerja


@admin.register(PerjanjianKinerja)
class PerjanjianKinerjaAdmin(admin.ModelAdmin):
    """For looking only: a PK changes through its own pages, where every act leaves a trace."""

    list_display = ("__str__", "satker", "tahun", "jenis", "status", "tanggal")
    list_filter = ("tahun", "jenis", "status")
    list_select_related = ("satker", "pihak_pertama__pejabat", "pihak_pertama__jabatan")
    search_fields = ("judul", "pihak_pertama__pejabat__nama", "pihak_pertama__jabatan__nama")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
