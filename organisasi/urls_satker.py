"""The tree of satuan kerja, and the search for one."""

from django.urls import path

from . import views_satker

urlpatterns = [
    path("", views_satker.SatkerView.as_view(), name="satker"),
    path("tambah/", views_satker.TambahSatkerView.as_view(), name="tambah_satker"),
    path("pindah/", views_satker.PindahSatkerView.as_view(), name="pindah_satker"),
    path("cari/", views_satker.CariSatkerView.as_view(), name="cari_satker"),
]
