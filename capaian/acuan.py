"""The master data of this app, for the pages of `organisasi.acuan`."""

from organisasi.acuan import Acuan, daftarkan_acuan, daftarkan_nilai
from renstra.models import Skala

from .models import KategoriCapaian, Pengukuran, Realisasi, TargetTriwulan


def daftarkan() -> None:
    daftarkan_acuan(
        Acuan(
            slug="kategori",
            judul="Skala pengukuran capaian",
            sebutan="skala pengukuran",
            keterangan="Kategori capaian kinerja (Tabel 3.1 LKjIP), misalnya lebih dari 90: AA Sangat Memuaskan.",
            urut=30,
            model=KategoriCapaian,
            url="skala:daftar",
        )
    )
    satuan = "indikator__satuan__skala"
    daftarkan_nilai(Skala, "target laporan lama", Pengukuran, satuan, "target_lain")
    daftarkan_nilai(Skala, "realisasi", Realisasi, f"pengukuran__{satuan}", "nilai")
    daftarkan_nilai(Skala, "target triwulan", TargetTriwulan, f"pengukuran__{satuan}", "nilai")
