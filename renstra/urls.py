from django.urls import path

from . import (
    views,
    views_cetak,
    views_hapus,
    views_impor,
    views_kaskade,
    views_kisi,
    views_naskah,
    views_perbandingan,
)
from .ikut import views as views_ikut
from .pohon import views as views_pohon
from .pohon import views_cetak as views_cetak_pohon

app_name = "renstra"

urlpatterns = [
    path("", views.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views.DetailView.as_view(), name="detail"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/perbandingan/", views_perbandingan.PerbandinganView.as_view(), name="perbandingan"),
    path("<int:pk>/hapus/", views_hapus.HapusRenstraView.as_view(), name="hapus"),
    path("<int:pk>/cetak/", views_cetak.CetakView.as_view(), name="cetak"),
    path("<int:pk>/iku/", views_cetak.IkuView.as_view(), name="iku"),
    path("<int:pk>/iku/atur/", views_cetak.IkuAturView.as_view(), name="iku-atur"),
    path("susun/", views_kaskade.SusunView.as_view(), name="susun"),
    path("susun/mengikuti/", views_ikut.IkutiView.as_view(), name="ikuti"),
    path("<int:pk>/selaraskan/", views_ikut.SelaraskanView.as_view(), name="selaraskan"),
    path("<int:pk>/turunan/", views_ikut.TurunanView.as_view(), name="turunan"),
    path("<int:pk>/kaskade/", views_kaskade.KaskadeView.as_view(), name="kaskade"),
    path("<int:pk>/kaskade/dasar/", views_kaskade.DasarView.as_view(), name="ubah_dasar"),
    path("<int:pk>/kaskade/<slug:bagian>/tambah/", views_kaskade.TambahView.as_view(), name="tambah_bagian"),
    path("<int:pk>/kaskade/<slug:bagian>/<int:butir>/", views_kaskade.UbahView.as_view(), name="ubah_bagian"),
    path("<int:pk>/kaskade/<slug:bagian>/<int:butir>/hapus/", views_kaskade.HapusView.as_view(), name="hapus_bagian"),
    path("<int:pk>/kaskade/<slug:bagian>/<int:butir>/geser/", views_kaskade.GeserView.as_view(), name="geser_bagian"),
    path(
        "<int:pk>/kaskade/<slug:bagian>/<int:butir>/pindah/", views_kaskade.PindahView.as_view(), name="pindah_bagian"
    ),
    path("<int:pk>/excel/", views_impor.unduh_excel, name="excel"),
    path("<int:pk>/impor/", views_impor.ImporView.as_view(), name="impor_draf"),
    path("impor/", views_impor.ImporView.as_view(), name="impor"),
    path("impor/templat/", views_impor.unduh_templat, name="templat_impor"),
    path("impor/<int:pk>/", views_impor.PratinjauImporView.as_view(), name="pratinjau_impor"),
    path("impor/<int:pk>/kesalahan/", views_impor.KesalahanImporView.as_view(), name="kesalahan_impor"),
    path("impor/<int:pk>/terapkan/", views_impor.TerapkanImporView.as_view(), name="terapkan_impor"),
    path("impor/<int:pk>/batalkan/", views_impor.BatalkanImporView.as_view(), name="batalkan_impor"),
    path("<int:pk>/mutu/<int:butir>/<slug:saran>/", views_kaskade.MutuView.as_view(), name="mutu"),
    path("<int:pk>/naskah/", views_naskah.NaskahView.as_view(), name="naskah"),
    path("<int:pk>/naskah/<slug:kunci>/", views_naskah.NarasiView.as_view(), name="narasi"),
    path("<int:pk>/keputusan/", views_naskah.KeputusanView.as_view(), name="keputusan"),
    path("<int:pk>/kisi/", views_kisi.KisiView.as_view(), name="kisi"),
    path("<int:pk>/kisi/blok/", views_kisi.KisiBlokView.as_view(), name="kisi_blok"),
    path("<int:pk>/pohon/", views_pohon.PohonView.as_view(), name="pohon"),
    path("<int:pk>/pohon/cetak/", views_cetak_pohon.CetakView.as_view(), name="cetak_pohon"),
    path("<int:pk>/pohon/usulan/", views_pohon.UsulanView.as_view(), name="usulkan_pohon"),
    path("<int:pk>/pohon/tambah/", views_pohon.TambahView.as_view(), name="tambah_kondisi"),
    path("<int:pk>/pohon/<int:butir>/", views_pohon.UbahView.as_view(), name="ubah_kondisi"),
    path("<int:pk>/pohon/<int:butir>/hapus/", views_pohon.HapusView.as_view(), name="hapus_kondisi"),
    path("<int:pk>/pohon/<int:butir>/geser/", views_pohon.GeserView.as_view(), name="geser_kondisi"),
    path("<int:pk>/<slug:tindakan>/", views.TindakanView.as_view(), name="tindakan"),
    path("indikator/<int:pk>/", views.IndikatorView.as_view(), name="indikator"),
    path("indikator/<int:pk>/target/", views.TargetView.as_view(), name="target"),
]
