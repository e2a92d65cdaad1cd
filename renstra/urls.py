from django.urls import path

from . import views, views_iku

app_name = "renstra"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views.DetailView.as_view(), name="detail"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/iku/", views_iku.IkuView.as_view(), name="iku"),
    path("<int:pk>/iku/atur/", views_iku.IkuAturView.as_view(), name="iku-atur"),
    path("<int:pk>/<slug:tindakan>/", views.TindakanView.as_view(), name="tindakan"),
    path("indikator/<int:pk>/", views.IndikatorView.as_view(), name="indikator"),
    path("indikator/<int:pk>/target/", views.TargetView.as_view(), name="target"),
]
