from django.urls import path

from . import views, views_impor

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
    path("realisasi/", views_impor.PosisiDaftarView.as_view(), name="posisi"),
    path("realisasi/impor/", views_impor.RealisasiUnggahView.as_view(), name="realisasi_impor"),
    path("realisasi/impor/<int:pk>/", views_impor.RealisasiPratinjauView.as_view(), name="realisasi_pratinjau_impor"),
    path("realisasi/impor/<int:pk>/kolom/", views_impor.KolomView.as_view(), name="realisasi_kolom_impor"),
    path("realisasi/impor/<int:pk>/kode/", views_impor.KodeView.as_view(), name="realisasi_kode_impor"),
    path(
        "realisasi/impor/<int:pk>/kesalahan/",
        views_impor.RealisasiKesalahanView.as_view(),
        name="realisasi_kesalahan_impor",
    ),
    path(
        "realisasi/impor/<int:pk>/terapkan/",
        views_impor.RealisasiTerapkanView.as_view(),
        name="realisasi_terapkan_impor",
    ),
    path(
        "realisasi/impor/<int:pk>/batalkan/",
        views_impor.RealisasiBatalkanView.as_view(),
        name="realisasi_batalkan_impor",
    ),
]
