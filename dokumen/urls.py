from django.urls import path

from . import views

app_name = "dokumen"

urlpatterns = [
    path("buat/<slug:jenis>/", views.buat, name="buat"),
    path("pekerjaan/<int:pk>/", views.pekerjaan, name="pekerjaan"),
    path("unduh/<int:pk>/", views.unduh, name="unduh"),
]
