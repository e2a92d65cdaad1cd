from django.apps import AppConfig

from jejak.daftar import daftarkan_semua
from sakip.bingkai import Menu, daftarkan_menu
from sakip.kunci_alami import daftarkan as daftarkan_kunci_alami


class OrganisasiConfig(AppConfig):
    name = "organisasi"
    verbose_name = "Organisasi"

    def ready(self) -> None:
        daftarkan_semua(
            "organisasi",
            akar={
                "Satker": "self",
                "Unit": "satker",
                "Jabatan": "unit__satker",
                "Pejabat": "satker",
                "Pengguna": "satker",
                "Pelimpahan": "penugasan__jabatan__unit__satker",
                "Tenggat": "satker",
            },
            bagian={"KopSurat": "satker", "MediaSosial": "satker", "Penugasan": "jabatan"},
            kecuali={"ImporOrganisasi": "Berkas yang menunggu; yang ditulisnya dan impornya sendiri dijejak."},
            lengkap={
                "KopSurat": ["satker"],
                "MediaSosial": ["satker"],
                "Penugasan": ["pejabat", "jabatan"],
                "Pelimpahan": ["penerima", "penugasan__pejabat", "penugasan__jabatan"],
            },
        )
        from .acuan_tenggat import daftarkan as daftarkan_tenggat

        daftarkan_tenggat()
        daftarkan_kunci_alami("organisasi", Satker=("kode",), Unit=("satker", "nama"), Jabatan=("unit", "nama"))
        daftarkan_menu(Menu(100, "Pengaturan", "pengaturan", "organisasi:organisasi"))
