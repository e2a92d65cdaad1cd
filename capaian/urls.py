from django.urls import path

from . import (
    views,
    views_anak,
    views_bukti,
    views_bukti_tahun,
    views_buku,
    views_isian,
    views_periksa,
    views_periode,
    views_target,
    views_tindak_lanjut,
)

app_name = "capaian"

urlpatterns = [
    path("", views.TahunView.as_view(), name="daftar"),
    path("satker/", views_anak.AnakView.as_view(), name="anak"),
    path("satker/unduh/", views_anak.unduh_anak, name="anak_unduh"),
    path("mulai/", views.mulai, name="mulai"),
    path("target/", views_target.TargetView.as_view(), name="target"),
    path("target/blok/", views_target.target_blok, name="target_blok"),
    path("tw-<int:triwulan>/", views_isian.TriwulanView.as_view(), name="triwulan"),
    path("tw-<int:triwulan>/blok/", views_isian.kisi_blok, name="kisi_blok"),
    path("tw-<int:triwulan>/ajukan/", views_isian.ajukan_semua, name="ajukan_semua"),
    path("tw-<int:triwulan>/<int:pk>/", views_isian.isi, name="isi"),
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
    path("tw-<int:triwulan>/excel/", views_buku.buku_unduh, name="buku_unduh"),
    path("tw-<int:triwulan>/unggah/", views_buku.BukuUnggahView.as_view(), name="buku_unggah"),
    path("impor/<int:pk>/", views_buku.BukuPratinjauView.as_view(), name="pratinjau_impor"),
    path("impor/<int:pk>/kesalahan/", views_buku.BukuKesalahanView.as_view(), name="kesalahan_impor"),
    path("impor/<int:pk>/terapkan/", views_buku.BukuTerapkanView.as_view(), name="terapkan_impor"),
    path("impor/<int:pk>/batalkan/", views_buku.BukuBatalkanView.as_view(), name="batalkan_impor"),
    path("ekspor/", views_buku.ekspor_capaian, name="ekspor"),
    path("<int:pk>/", views.RincianView.as_view(), name="rincian"),
    path("realisasi/<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
    path("tw-<int:triwulan>/<int:pk>/bukti/", views_bukti.bukti, name="bukti"),
    path("tw-<int:triwulan>/<int:pk>/bukti/tautan/", views_bukti.tautan, name="bukti_tautan"),
    path("tw-<int:triwulan>/<int:pk>/bukti/pakai/", views_bukti.pakai, name="bukti_pakai"),
    path("bukti/", views_bukti_tahun.semua, name="bukti_semua"),
    path("bukti/<int:pk>/", views_bukti_tahun.berkas, name="bukti_berkas"),
    path("bukti/<int:pk>/gambar/", views_bukti_tahun.gambar, name="bukti_gambar"),
    path("bukti/<int:pk>/hapus/", views_bukti_tahun.hapus, name="bukti_hapus"),
    path("bukti/terpasang/<int:pk>/ubah/", views_bukti.ubah, name="bukti_ubah"),
    path("bukti/terpasang/<int:pk>/lepas/", views_bukti.lepas, name="bukti_lepas"),
    path("bukti/terpasang/<int:pk>/<slug:arah>/", views_bukti.geser, name="bukti_geser"),
]
