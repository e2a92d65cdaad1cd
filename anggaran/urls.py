from django.urls import path

from . import views, views_banding, views_pohon

app_name = "anggaran"

urlpatterns = [
    path("", views_pohon.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views_pohon.DipaView.as_view(), name="dipa"),
    path("unduh/", views_pohon.UnduhPohonView.as_view(), name="unduh"),
    path("<int:pk>/unduh/", views_pohon.UnduhDipaView.as_view(), name="dipa-unduh"),
    path("banding/", views_banding.BandingView.as_view(), name="banding"),
    path("banding/unduh/", views_banding.UnduhBandingView.as_view(), name="banding-unduh"),
    path("<int:pk>/pagu/", views.PaguView.as_view(), name="pagu"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/berlakukan/", views.BerlakukanView.as_view(), name="berlakukan"),
    path("posisi/baru/", views.PosisiBaruView.as_view(), name="posisi-baru"),
    path("posisi/<int:pk>/realisasi/", views.RealisasiView.as_view(), name="realisasi"),
    path("posisi/<int:pk>/utama/", views.jadikan_utama, name="utama"),
]
