"""Addresses of the structure: chart, units, positions, people, who holds what, acting for another."""

from django.urls import path

from . import views_pejabat, views_pelimpahan, views_struktur

urlpatterns = [
    path("", views_struktur.OrganisasiView.as_view(), name="organisasi"),
    path("urutan/", views_struktur.UrutanView.as_view(), name="urutan"),
    path("unit/tambah/", views_struktur.TambahUnitView.as_view(), name="tambah_unit"),
    path("unit/<int:pk>/ubah/", views_struktur.UbahUnitView.as_view(), name="ubah_unit"),
    path("unit/<int:pk>/pindah/", views_struktur.PindahUnitView.as_view(), name="pindah_unit"),
    path("unit/<int:pk>/geser/", views_struktur.geser_unit, name="geser_unit"),
    path("unit/<int:pk>/bubarkan/", views_struktur.BubarkanUnitView.as_view(), name="bubarkan_unit"),
    path("unit/<int:pk>/hapus/", views_struktur.hapus_unit, name="hapus_unit"),
    path("jabatan/tambah/", views_struktur.TambahJabatanView.as_view(), name="tambah_jabatan"),
    path("jabatan/<int:pk>/", views_struktur.JabatanView.as_view(), name="jabatan"),
    path("jabatan/<int:pk>/ubah/", views_struktur.UbahJabatanView.as_view(), name="ubah_jabatan"),
    path("jabatan/<int:pk>/geser/", views_struktur.geser_jabatan, name="geser_jabatan"),
    path("jabatan/<int:pk>/akhiri/", views_struktur.AkhiriJabatanView.as_view(), name="akhiri_jabatan"),
    path("jabatan/<int:pk>/hapus/", views_struktur.hapus_jabatan, name="hapus_jabatan"),
    path("jabatan/<int:pk>/tempatkan/", views_pejabat.TempatkanView.as_view(), name="tempatkan"),
    path("jabatan/<int:pk>/serah-terima/", views_pejabat.SerahTerimaView.as_view(), name="serah_terima"),
    path("penugasan/<int:pk>/akhiri/", views_pejabat.AkhiriView.as_view(), name="akhiri"),
    path("penugasan/<int:pk>/perbaiki/", views_pejabat.KoreksiView.as_view(), name="koreksi_penugasan"),
    path("penugasan/<int:pk>/hapus/", views_pejabat.hapus_penugasan, name="hapus_penugasan"),
    path("pejabat/", views_pejabat.DaftarPejabatView.as_view(), name="pejabat"),
    path("pejabat/tambah/", views_pejabat.TambahPejabatView.as_view(), name="tambah_pejabat"),
    path("pejabat/<int:pk>/", views_pejabat.PejabatView.as_view(), name="satu_pejabat"),
    path("pejabat/<int:pk>/ubah/", views_pejabat.UbahPejabatView.as_view(), name="ubah_pejabat"),
    path("pejabat/<int:pk>/tempatkan/", views_pejabat.PilihJabatanView.as_view(), name="pilih_jabatan"),
    path("pejabat/<int:pk>/hapus/", views_pejabat.hapus_pejabat, name="hapus_pejabat"),
    path("pelimpahan/", views_pelimpahan.PelimpahanView.as_view(), name="pelimpahan"),
    path("pelimpahan/tambah/", views_pelimpahan.LimpahkanView.as_view(), name="limpahkan"),
    path("pelimpahan/<int:pk>/cabut/", views_pelimpahan.cabut, name="cabut_pelimpahan"),
    path("pelimpahan/bertindak/", views_pelimpahan.bertindak, name="bertindak"),
    path("pelimpahan/selesai/", views_pelimpahan.selesai_bertindak, name="selesai_bertindak"),
]
