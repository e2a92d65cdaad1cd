from django.urls import path

from . import views, views_alokasi, views_efisiensi

app_name = "anggaran"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views.DipaView.as_view(), name="dipa"),
    path("<int:pk>/pagu/", views.PaguView.as_view(), name="pagu"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/berlakukan/", views.BerlakukanView.as_view(), name="berlakukan"),
    path("posisi/baru/", views.PosisiBaruView.as_view(), name="posisi-baru"),
    path("posisi/<int:pk>/realisasi/", views.RealisasiView.as_view(), name="realisasi"),
    path("posisi/<int:pk>/utama/", views.jadikan_utama, name="utama"),
    path("alokasi/", views_alokasi.AlokasiView.as_view(), name="alokasi"),
    path("alokasi/usulan/", views_alokasi.terima, name="alokasi-terima"),
    path("alokasi/excel/", views_alokasi.UnduhView.as_view(), name="alokasi-unduh"),
    path("alokasi/<int:pk>/ubah/", views_alokasi.UbahAlokasiView.as_view(), name="alokasi-ubah"),
    path("alokasi/<int:pk>/hapus/", views_alokasi.hapus, name="alokasi-hapus"),
    path("efisiensi/", views_efisiensi.EfisiensiView.as_view(), name="efisiensi"),
    path("efisiensi/<int:pk>/hapus/", views_efisiensi.hapus_pilihan, name="efisiensi-hapus"),
]
