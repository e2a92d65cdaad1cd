from django.urls import path

from . import views, views_buku

app_name = "capaian"

urlpatterns = [
    path("", views.TahunView.as_view(), name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("tw-<int:triwulan>/", views.TriwulanView.as_view(), name="triwulan"),
    path("tw-<int:triwulan>/<int:pk>/", views.isi, name="isi"),
    path("tw-<int:triwulan>/excel/", views_buku.buku_unduh, name="buku_unduh"),
    path("tw-<int:triwulan>/unggah/", views_buku.BukuUnggahView.as_view(), name="buku_unggah"),
    path("impor/<int:pk>/", views_buku.BukuPratinjauView.as_view(), name="pratinjau_impor"),
    path("impor/<int:pk>/kesalahan/", views_buku.BukuKesalahanView.as_view(), name="kesalahan_impor"),
    path("impor/<int:pk>/terapkan/", views_buku.BukuTerapkanView.as_view(), name="terapkan_impor"),
    path("impor/<int:pk>/batalkan/", views_buku.BukuBatalkanView.as_view(), name="batalkan_impor"),
    path("ekspor/", views_buku.ekspor_capaian, name="ekspor"),
    path("tw-<int:triwulan>/<slug:tindakan>/", views.tindakan_semua, name="tindakan_semua"),
    path("<int:pk>/", views.RincianView.as_view(), name="rincian"),
    path("realisasi/<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
]
