from django.urls import path

from . import views, views_bukti, views_isian, views_target

app_name = "capaian"

urlpatterns = [
    path("", views.TahunView.as_view(), name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("target/", views_target.TargetView.as_view(), name="target"),
    path("target/blok/", views_target.target_blok, name="target_blok"),
    path("tw-<int:triwulan>/", views_isian.TriwulanView.as_view(), name="triwulan"),
    path("tw-<int:triwulan>/blok/", views_isian.kisi_blok, name="kisi_blok"),
    path("tw-<int:triwulan>/<int:pk>/", views_isian.isi, name="isi"),
    path("tw-<int:triwulan>/<slug:tindakan>/", views_isian.tindakan_semua, name="tindakan_semua"),
    path("<int:pk>/", views.RincianView.as_view(), name="rincian"),
    path("realisasi/<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
    path("tw-<int:triwulan>/<int:pk>/bukti/", views_bukti.bukti, name="bukti"),
    path("tw-<int:triwulan>/<int:pk>/bukti/tautan/", views_bukti.tautan, name="bukti_tautan"),
    path("tw-<int:triwulan>/<int:pk>/bukti/pakai/", views_bukti.pakai, name="bukti_pakai"),
    path("bukti/", views_bukti.semua, name="bukti_semua"),
    path("bukti/<int:pk>/", views_bukti.berkas, name="bukti_berkas"),
    path("bukti/<int:pk>/gambar/", views_bukti.gambar, name="bukti_gambar"),
    path("bukti/<int:pk>/hapus/", views_bukti.hapus, name="bukti_hapus"),
    path("bukti/terpasang/<int:pk>/ubah/", views_bukti.ubah, name="bukti_ubah"),
    path("bukti/terpasang/<int:pk>/lepas/", views_bukti.lepas, name="bukti_lepas"),
    path("bukti/terpasang/<int:pk>/<slug:arah>/", views_bukti.geser, name="bukti_geser"),
]
