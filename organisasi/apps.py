from django.apps import AppConfig

from sakip.bingkai import Menu, daftarkan_menu


class OrganisasiConfig(AppConfig):
    name = "organisasi"
    verbose_name = "Organisasi"

    def ready(self) -> None:
        daftarkan_menu(Menu(100, "Pengaturan", "pengaturan", "organisasi:organisasi"))
