"""The capaian scale, below "Data acuan" of the organisation pages."""

from django.urls import path

from . import views_acuan

app_name = "skala"

urlpatterns = [
    path("", views_acuan.DaftarSkalaView.as_view(), name="daftar"),
    path("baru/", views_acuan.baru, name="baru"),
    path("<slug:pemilik>/<tahun:mulai>/", views_acuan.ubah, name="ubah"),
    path("<slug:pemilik>/<tahun:mulai>/hapus/", views_acuan.hapus, name="hapus"),
]
