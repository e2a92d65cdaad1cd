from django.urls import path

from . import views, views_isian, views_target

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
]
