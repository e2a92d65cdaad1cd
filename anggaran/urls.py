from django.urls import path

from . import urls_susun, views

app_name = "anggaran"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views.DipaView.as_view(), name="dipa"),
    path("<int:pk>/pagu/", views.PaguView.as_view(), name="pagu"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/berlakukan/", views.BerlakukanView.as_view(), name="berlakukan"),
    path("posisi/baru/", views.PosisiBaruView.as_view(), name="posisi-baru"),
    path("posisi/<int:pk>/realisasi/", views.RealisasiView.as_view(), name="realisasi"),
    path("posisi/<int:pk>/utama/", views.jadikan_utama, name="utama"),
    *urls_susun.urlpatterns,
]
