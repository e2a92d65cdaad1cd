from django.urls import path

from . import views_sertifikat as views

app_name = "tanda_tangan"

urlpatterns = [
    path("", views.SertifikatView.as_view(), name="sertifikat"),
    path("buat/", views.BuatView.as_view(), name="buat"),
    path("cabut/", views.CabutView.as_view(), name="cabut"),
]
