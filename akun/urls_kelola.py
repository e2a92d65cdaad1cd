from django.urls import path

from . import kelola

app_name = "pengguna"

urlpatterns = [
    path("", kelola.DaftarView.as_view(), name="daftar"),
    path("tambah/", kelola.TambahView.as_view(), name="tambah"),
    path("hak/", kelola.hak, name="hak"),
    path("<int:pk>/", kelola.PenggunaView.as_view(), name="satu"),
    path("<int:pk>/ubah/", kelola.UbahView.as_view(), name="ubah"),
    path("<int:pk>/nonaktifkan/", kelola.nonaktif, name="nonaktif"),
    path("<int:pk>/aktifkan/", kelola.aktif, name="aktif"),
]
