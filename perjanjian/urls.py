from django.urls import path

from . import views, views_tanda, views_turun

app_name = "perjanjian"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("baru/", views.baru, name="baru"),
    path("usulkan/", views_turun.usulkan, name="usulkan"),
    path("menunggu/", views_tanda.menunggu, name="menunggu"),
    path("menunggu/<int:pk>/", views_tanda.tanda_satu, name="tanda_satu"),
    path("<int:pk>/tandatangani/", views_tanda.tanda, {"tindakan": "tandatangani"}, name="tandatangani"),
    path("<int:pk>/setujui/", views_tanda.tanda, {"tindakan": "setujui"}, name="setujui"),
    path("<int:pk>/basah/", views_tanda.basah, name="basah"),
    path("<int:pk>/berkas/", views_tanda.berkas, name="berkas"),
    path("<int:pk>/", views.DetailPerjanjianView.as_view(), name="detail"),
    path("<int:pk>/baris/", views.baris, name="baris"),
    path("<int:pk>/turunkan/", views_turun.turunkan, name="turunkan"),
    path("<int:pk>/petunjuk/", views_turun.petunjuk, name="petunjuk"),
    path("<int:pk>/perubahan/", views.perubahan, name="perubahan"),
    path("<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
]
