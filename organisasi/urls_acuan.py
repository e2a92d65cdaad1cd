"""Below "Data acuan" of the organisation pages; in the same namespace."""

from django.urls import path

from . import views_acuan

urlpatterns = [
    path("", views_acuan.IndeksView.as_view(), name="acuan"),
    path("<slug:slug>/", views_acuan.DaftarView.as_view(), name="acuan_daftar"),
    path("<slug:slug>/baru/", views_acuan.BaruView.as_view(), name="acuan_baru"),
    path("<slug:slug>/<int:pk>/", views_acuan.UbahView.as_view(), name="acuan_ubah"),
    path("<slug:slug>/<int:pk>/akhiri/", views_acuan.AkhiriView.as_view(), name="acuan_akhiri"),
    path("<slug:slug>/<int:pk>/hapus/", views_acuan.HapusView.as_view(), name="acuan_hapus"),
]
