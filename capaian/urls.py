from django.urls import path

from . import views, views_anak

app_name = "capaian"

urlpatterns = [
    path("", views.TahunView.as_view(), name="daftar"),
    path("satker/", views_anak.AnakView.as_view(), name="anak"),
    path("satker/unduh/", views_anak.unduh_anak, name="anak_unduh"),
    path("mulai/", views.mulai, name="mulai"),
    path("tw-<int:triwulan>/", views.TriwulanView.as_view(), name="triwulan"),
    path("tw-<int:triwulan>/<int:pk>/", views.isi, name="isi"),
    path("tw-<int:triwulan>/<slug:tindakan>/", views.tindakan_semua, name="tindakan_semua"),
    path("<int:pk>/", views.RincianView.as_view(), name="rincian"),
    path("realisasi/<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
]
