from django.urls import path

from .views import akun, faktor, masuk, pemulihan, sandi

app_name = "akun"

urlpatterns = [
    path("", akun.AkunView.as_view(), name="akun"),
    path("surel/", akun.SurelView.as_view(), name="surel"),
    path("sandi/", sandi.GantiSandiView.as_view(), name="sandi"),
    path("sesi/", akun.SesiView.as_view(), name="sesi"),
    path("sesi/akhiri-lain/", akun.akhiri_sesi_lain, name="akhiri_sesi_lain"),
    path("sesi/<slug:tanda>/akhiri/", akun.akhiri_sesi, name="akhiri_sesi"),
    path("faktor/", faktor.FaktorView.as_view(), name="faktor"),
    path("faktor/mulai/", faktor.MulaiPasangView.as_view(), name="faktor_mulai"),
    path("faktor/pasang/", faktor.PasangView.as_view(), name="faktor_pasang"),
    path("faktor/kode-pemulihan/", faktor.KodePemulihanView.as_view(), name="kode_pemulihan"),
    path("faktor/matikan/", faktor.MatikanFaktorView.as_view(), name="faktor_matikan"),
    # Before the login
    path("kode/", masuk.KodeView.as_view(), name="kode"),
    path("lupa-sandi/", sandi.LupaSandiView.as_view(), name="lupa_sandi"),
    path("lupa-sandi/terkirim/", sandi.lupa_sandi_terkirim, name="lupa_sandi_terkirim"),
    path("setel-ulang/<uidb64>/<token>/", sandi.SetelUlangView.as_view(), name="setel_ulang"),
    path("aktivasi/<uidb64>/<token>/", sandi.AktivasiView.as_view(), name="aktivasi"),
    # For somebody else, by an administrator
    path("pengguna/<int:pk>/", pemulihan.pemulihan, name="pemulihan"),
    path("pengguna/<int:pk>/tautan/", pemulihan.buat_tautan, name="buat_tautan"),
    path("pengguna/<int:pk>/faktor/", pemulihan.pulihkan_faktor, name="pulihkan_faktor"),
    path("pengguna/<int:pk>/kunci/", pemulihan.buka_kunci, name="buka_kunci"),
    path("pengguna/<int:pk>/sesi/", pemulihan.akhiri_sesi_orang, name="akhiri_sesi_orang"),
]
