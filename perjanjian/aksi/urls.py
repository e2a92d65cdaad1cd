from django.urls import path

from . import views

app_name = "aksi"

urlpatterns = [
    path("", views.JadwalView.as_view(), name="jadwal"),
    path("susun/", views.UsulkanView.as_view(), name="usulkan"),
    path("kepala/", views.KepalaView.as_view(), name="kepala"),
    path("dipa/", views.DipaView.as_view(), name="dipa"),
    path("rincian/", views.RincianView.as_view(), name="rincian"),
    path("rincian/<int:pk>/", views.RincianBarisView.as_view(), name="rincian_baris"),
    path("baris/tambah/", views.TambahView.as_view(), name="tambah"),
    path("baris/<int:pk>/", views.BarisView.as_view(), name="baris"),
    path("baris/<int:pk>/terlaksana/", views.TerlaksanaView.as_view(), name="terlaksana"),
    path("baris/<int:pk>/hapus/", views.HapusView.as_view(), name="hapus"),
    path("baris/<int:pk>/lukis/<slug:mode>/", views.LukisView.as_view(), name="lukis"),
    path("alur/<slug:tindakan>/", views.TindakanView.as_view(), name="tindakan"),
]
