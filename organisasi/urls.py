from django.urls import include, path

from . import views_profil

app_name = "organisasi"

urlpatterns = [
    path("", include("organisasi.urls_struktur")),
    path("profil/", views_profil.ProfilView.as_view(), name="profil"),
    path("profil/ubah/", views_profil.UbahProfilView.as_view(), name="ubah_profil"),
    path("profil/logo/", views_profil.logo, name="logo"),
    path("profil/logo/hapus/", views_profil.buang_logo, name="hapus_logo"),
    path("profil/logo/berkas/", views_profil.berkas_logo, name="berkas_logo"),
    path("profil/kop/baru/", views_profil.KopBaruView.as_view(), name="kop_baru"),
    path("profil/kop/pratinjau/", views_profil.pratinjau_kop, name="pratinjau_kop"),
    path("profil/kop/<int:pk>/", views_profil.UbahKopView.as_view(), name="ubah_kop"),
    path("profil/kop/<int:pk>/hapus/", views_profil.buang_kop, name="hapus_kop"),
    path("", include("organisasi.urls_riwayat")),
]
