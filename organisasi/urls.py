from django.urls import path

from . import views

app_name = "organisasi"

urlpatterns = [
    path("", views.OrganisasiView.as_view(), name="organisasi"),
]
