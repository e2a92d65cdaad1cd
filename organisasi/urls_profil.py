"""Profile, logo and letterheads of a satker."""

from django.urls import path

from . import views_profil

urlpatterns = [
    path("", views_profil.ProfilView.as_view(), name="profil"),
    path("ubah/", views_profil.UbahProfilView.as_view(), name="ubah_profil"),
    path("logo/", views_profil.logo, name="logo"),
    path("logo/hapus/", views_profil.buang_logo, name="hapus_logo"),
    path("logo/berkas/", views_profil.berkas_logo, name="berkas_logo"),
    path("kop/baru/", views_profil.KopBaruView.as_view(), name="kop_baru"),
    path("kop/pratinjau/", views_profil.pratinjau_kop, name="pratinjau_kop"),
    path("kop/<int:pk>/", views_profil.UbahKopView.as_view(), name="ubah_kop"),
    path("kop/<int:pk>/hapus/", views_profil.buang_kop, name="hapus_kop"),
]
