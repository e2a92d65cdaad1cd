from django.urls import path

from . import views

app_name = "rkt"

urlpatterns = [
    path("", views.DetailView.as_view(), name="detail"),
    path("susun/", views.UsulkanView.as_view(), name="usulkan"),
    path("kepala/", views.KepalaView.as_view(), name="kepala"),
    path("dipa/", views.DipaView.as_view(), name="dipa"),
    path("excel/", views.ExcelView.as_view(), name="excel"),
    path("ubah/", views.UbahView.as_view(), name="ubah"),
    path("ubah/tambah/", views.TambahView.as_view(), name="tambah"),
    path("ubah/indikator/<int:pk>/", views.IndikatorView.as_view(), name="indikator"),
    path("ubah/indikator/<int:pk>/hapus/", views.HapusView.as_view(), name="hapus"),
    path("ubah/kegiatan/<int:pk>/", views.TempatView.as_view(), name="tempat"),
    path("ubah/sasaran/<int:pk>/", views.SasaranView.as_view(), name="sasaran"),
    path("alur/<slug:tindakan>/", views.TindakanView.as_view(), name="tindakan"),
]
