from django.urls import path

from . import views

app_name = "pelaporan"

urlpatterns = [
    path("", views.BerandaView.as_view(), name="beranda"),
    path("lkjip/", views.LkjipView.as_view(), name="lkjip"),
    path("lkjip/mulai/", views.mulai, name="mulai"),
    path("lkjip/atur/", views.atur, name="atur"),
    path("lkjip/narasi/<str:kunci>/", views.narasi, name="narasi"),
    path("lkjip/narasi/<str:kunci>/<int:sasaran>/", views.narasi, name="narasi"),
    path("lkjip/foto/", views.foto, name="foto"),
    path("lkjip/foto/<int:pk>/", views.berkas_foto, name="berkas_foto"),
    path("lkjip/foto/<int:pk>/hapus/", views.hapus, name="hapus_foto"),
]
