from django.urls import path

from . import views_riwayat

urlpatterns = [
    path("jejak/", views_riwayat.JejakView.as_view(), name="jejak"),
    path("jejak/ekspor/", views_riwayat.ekspor_jejak, name="jejak_ekspor"),
    path("riwayat/<slug:tabel>/<int:pk>/", views_riwayat.riwayat, name="riwayat"),
]
