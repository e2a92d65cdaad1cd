from django.urls import path

from . import views

app_name = "perjanjian"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("baru/", views.baru, name="baru"),
    path("<int:pk>/", views.DetailPerjanjianView.as_view(), name="detail"),
    path("<int:pk>/baris/", views.baris, name="baris"),
    path("<int:pk>/perubahan/", views.perubahan, name="perubahan"),
    path("<int:pk>/<slug:tindakan>/", views.tindakan, name="tindakan"),
]
