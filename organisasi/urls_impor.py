"""Addresses below impor/."""

from django.urls import path

from . import views_impor

urlpatterns = [
    path("", views_impor.ImporView.as_view(), name="impor"),
    path("templat/", views_impor.unduh_templat, name="templat_impor"),
    path("data/", views_impor.unduh_data, name="data_impor"),
    path("<int:pk>/", views_impor.PratinjauImporView.as_view(), name="pratinjau_impor"),
    path("<int:pk>/kesalahan/", views_impor.KesalahanImporView.as_view(), name="kesalahan_impor"),
    path("<int:pk>/terapkan/", views_impor.TerapkanImporView.as_view(), name="terapkan_impor"),
    path("<int:pk>/batalkan/", views_impor.BatalkanImporView.as_view(), name="batalkan_impor"),
]
