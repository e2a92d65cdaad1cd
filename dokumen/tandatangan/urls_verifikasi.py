from django.urls import path, re_path

from . import views_verifikasi as views

app_name = "verifikasi"

urlpatterns = [
    path("", views.unggah, name="unggah"),
    path("penerbit.pem", views.penerbit, name="penerbit"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{21})/$", views.dokumen, name="dokumen"),
]
