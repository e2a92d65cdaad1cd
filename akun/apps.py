from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from jejak.daftar import TIDAK_DIJEJAK
from organisasi.kabar import daftarkan_surel_berubah


class AkunConfig(AppConfig):
    name = "akun"
    verbose_name = "Akun"

    def ready(self) -> None:
        from . import services, sesi

        daftarkan_surel_berubah(services.kabari_surel_berubah)
        user_logged_in.connect(sesi.mulai, dispatch_uid="akun")
        TIDAK_DIJEJAK["akun.Sesi"] = "Masuk dan keluar tercatat sebagai tindakan; barisnya berubah tiap beberapa menit."
        TIDAK_DIJEJAK["akun.Jatah"] = "Penghitung percobaan; tidak memuat data kinerja."
