from django.urls import include, path

app_name = "organisasi"

urlpatterns = [
    path("", include("organisasi.urls_struktur")),
    path("profil/", include("organisasi.urls_profil")),
    path("satker/", include("organisasi.urls_satker")),
    path("", include("organisasi.urls_riwayat")),
    path("acuan/", include("organisasi.urls_acuan")),
    path("impor/", include("organisasi.urls_impor")),
]
