from django.urls import path

from . import views, views_periksa, views_periode, views_tindak_lanjut

app_name = "capaian"

urlpatterns = [
    path("", views.TahunView.as_view(), name="daftar"),
    path("mulai/", views.mulai, name="mulai"),
    path("tw-<int:triwulan>/", views.TriwulanView.as_view(), name="triwulan"),
    path("tw-<int:triwulan>/<int:pk>/", views.isi, name="isi"),
    # Checking, periods, follow-up.
    path("tw-<int:triwulan>/periksa/", views_periksa.periksa, name="periksa"),
    path("tw-<int:triwulan>/periksa/semua/<slug:tindakan>/", views_periksa.periksa_semua, name="periksa_semua"),
    path(
        "tw-<int:triwulan>/periksa/<int:pk>/<slug:tindakan>/", views_periksa.periksa_tindakan, name="periksa_tindakan"
    ),
    path("realisasi/<int:pk>/koreksi/", views_periksa.koreksi, name="koreksi"),
    path("realisasi/<int:pk>/koreksi/batalkan/", views_periksa.batalkan_koreksi, name="batalkan_koreksi"),
    path("periode/", views_periode.periode, name="periode"),
    path("periode/buka/", views_periode.buka, name="buka_kunci"),
    path("periode/<int:pk>/tutup/", views_periode.tutup, name="tutup_kunci"),
    path("tindak-lanjut/", views_tindak_lanjut.daftar, name="tindak_lanjut"),
    path("tw-<int:triwulan>/<int:pk>/tindak-lanjut/", views_tindak_lanjut.baru, name="tindak_lanjut_baru"),
    path("tindak-lanjut/<int:pk>/", views_tindak_lanjut.ubah, name="tindak_lanjut_ubah"),
    path("tindak-lanjut/<int:pk>/hapus/", views_tindak_lanjut.hapus, name="tindak_lanjut_hapus"),
    path("tindak-lanjut/<int:pk>/pantau/", views_tindak_lanjut.pantau, name="pantau"),
    path("tw-<int:triwulan>/<slug:tindakan>/", views.tindakan_semua, name="tindakan_semua"),
    path("<int:pk>/", views.RincianView.as_view(), name="rincian"),
    path("realisasi/<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
]
