from django.urls import path

from . import urls_susun, views, views_banding, views_impor, views_pohon, views_serap

app_name = "anggaran"

urlpatterns = [
    path("", views_pohon.DaftarView.as_view(), name="daftar"),
    path("<int:pk>/", views_pohon.DipaView.as_view(), name="dipa"),
    path("unduh/", views_pohon.UnduhPohonView.as_view(), name="unduh"),
    path("<int:pk>/unduh/", views_pohon.UnduhDipaView.as_view(), name="dipa-unduh"),
    path("banding/", views_banding.BandingView.as_view(), name="banding"),
    path("banding/unduh/", views_banding.UnduhBandingView.as_view(), name="banding-unduh"),
    path("<int:pk>/pagu/", views.PaguView.as_view(), name="pagu"),
    path("<int:pk>/revisi/", views.RevisiView.as_view(), name="revisi"),
    path("<int:pk>/berlakukan/", views.BerlakukanView.as_view(), name="berlakukan"),
    path("posisi/baru/", views.PosisiBaruView.as_view(), name="posisi-baru"),
    path("posisi/<int:pk>/realisasi/", views.RealisasiView.as_view(), name="realisasi"),
    path("posisi/<int:pk>/utama/", views.jadikan_utama, name="utama"),
    path("penyerapan/", views_serap.PenyerapanView.as_view(), name="penyerapan"),
    path("penyerapan/excel/", views_serap.penyerapan_excel, name="penyerapan-excel"),
    path("tiga-tahun/", views_serap.TahunView.as_view(), name="tahun"),
    path("tiga-tahun/excel/", views_serap.tahun_excel, name="tahun-excel"),
    path("deviasi/", views_serap.DeviasiView.as_view(), name="deviasi"),
    path("deviasi/excel/", views_serap.deviasi_excel, name="deviasi-excel"),
    path("rencana/", views_serap.RencanaView.as_view(), name="rencana"),
    path("rencana/blok/", views_serap.rencana_blok, name="rencana-blok"),
    path("rencana/usulan/", views_serap.UsulanView.as_view(), name="rencana-usulan"),
    path("rencana/excel/", views_serap.rencana_excel, name="rencana-excel"),
    *urls_susun.urlpatterns,
    path("realisasi/", views_impor.PosisiDaftarView.as_view(), name="posisi"),
    path("realisasi/impor/", views_impor.RealisasiUnggahView.as_view(), name="realisasi_impor"),
    path("realisasi/impor/<int:pk>/", views_impor.RealisasiPratinjauView.as_view(), name="realisasi_pratinjau_impor"),
    path("realisasi/impor/<int:pk>/kolom/", views_impor.KolomView.as_view(), name="realisasi_kolom_impor"),
    path("realisasi/impor/<int:pk>/kode/", views_impor.KodeView.as_view(), name="realisasi_kode_impor"),
    path(
        "realisasi/impor/<int:pk>/kesalahan/",
        views_impor.RealisasiKesalahanView.as_view(),
        name="realisasi_kesalahan_impor",
    ),
    path(
        "realisasi/impor/<int:pk>/terapkan/",
        views_impor.RealisasiTerapkanView.as_view(),
        name="realisasi_terapkan_impor",
    ),
    path(
        "realisasi/impor/<int:pk>/batalkan/",
        views_impor.RealisasiBatalkanView.as_view(),
        name="realisasi_batalkan_impor",
    ),
]
