"""The addresses. Apps are included by name only: the kernel imports none of them."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path, register_converter
from django.utils.module_loading import import_string

from sakip import views
from sakip.konversi import KodeSatkerConverter, TahunConverter

register_converter(KodeSatkerConverter, "kode")
register_converter(TahunConverter, "tahun")

# What happens in one satker in one year.
tempat = [
    path("", include("pelaporan.urls")),
    path("renstra/", include("renstra.urls")),
    path("perjanjian/rkt/", include("perjanjian.rkt.urls")),
    path("perjanjian/", include("perjanjian.urls")),
    path("rencana-aksi/", include("perjanjian.aksi.urls")),
    path("capaian/", include("capaian.urls")),
    path("anggaran/", include("anggaran.urls")),
    path("dokumen/", include("dokumen.urls")),
    path("organisasi/acuan/kategori/", include("capaian.urls_acuan")),
    path("organisasi/", include("organisasi.urls")),
    path("organisasi/pengguna/", include("akun.urls_kelola")),
]

urlpatterns = [
    path("", import_string("organisasi.views.pulang"), name="pulang"),
    path("masuk/", import_string("akun.views.MasukView").as_view(), name="masuk"),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    path("sehat/", views.sehat, name="sehat"),
    path("gaya/", views.gaya, name="gaya"),
    path("akun/", include("akun.urls")),
    path("akun/tanda-tangan/", include("dokumen.tandatangan.urls_sertifikat")),
    path("verifikasi/", include("dokumen.tandatangan.urls_verifikasi")),
    path("admin/login/", import_string("akun.views.masuk_admin")),  # the one login, with its second step
    path("admin/", admin.site.urls),
    path("<kode:kode>/<tahun:tahun>/", include(tempat)),
]
