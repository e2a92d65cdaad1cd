"""Addresses of a draft DIPA and of its workbook, included by `anggaran.urls`."""

from django.urls import include, path

from . import views_buku, views_susun

buku = [
    path("", views_buku.BukuUnggahView.as_view(), name="impor"),
    path("formulir/", views_buku.formulir, name="formulir"),
    path("<int:pk>/", views_buku.BukuPratinjauView.as_view(), name="pratinjau_impor"),
    path("<int:pk>/kesalahan/", views_buku.BukuKesalahanView.as_view(), name="kesalahan_impor"),
    path("<int:pk>/terapkan/", views_buku.BukuTerapkanView.as_view(), name="terapkan_impor"),
    path("<int:pk>/batalkan/", views_buku.BukuBatalkanView.as_view(), name="batalkan_impor"),
]

urlpatterns = [
    path("buat/", views_susun.BuatDipaView.as_view(), name="buat"),
    path("impor-dipa/", include((buku, "buku"))),
    path("<int:pk>/susun/", views_susun.SusunView.as_view(), name="susun"),
    path("<int:pk>/nomor/", views_susun.UbahDipaView.as_view(), name="ubah_dipa"),
    path("<int:pk>/hapus/", views_susun.HapusDipaView.as_view(), name="hapus_dipa"),
    path("<int:pk>/pos/baru/", views_susun.PosBaruView.as_view(), name="pos_baru"),
    path("<int:pk>/pos/usul/", views_susun.UsulKodeView.as_view(), name="usul_kode"),
    path("<int:pk>/pos/<int:butir>/", views_susun.PosUbahView.as_view(), name="pos"),
    path("<int:pk>/pos/<int:butir>/hapus/", views_susun.PosHapusView.as_view(), name="pos_hapus"),
    path("<int:pk>/pos/<int:butir>/geser/", views_susun.PosGeserView.as_view(), name="pos_geser"),
]
