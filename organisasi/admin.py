from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import models

from .models import Jabatan, KopSurat, Pejabat, Pengguna, Penugasan, Satker, Unit


@admin.register(Pengguna)
class PenggunaAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "peran", "satker", "is_active")
    list_filter = ("peran", "is_active")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("SAKIP", {"fields": ("peran", "satker", "pejabat")}))


@admin.register(Satker)
class SatkerAdmin(admin.ModelAdmin):
    list_display = ("kode", "nama", "jenis", "induk")
    search_fields = ("kode", "nama")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


admin.site.register([Jabatan, KopSurat, Pejabat, Penugasan, Unit])
