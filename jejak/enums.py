from django.db import models


class Tindakan(models.TextChoices):
    """What was done. The first four come from triggers, the others from `jejak.services.catat`."""

    BUAT = "buat", "Membuat"
    UBAH = "ubah", "Mengubah"
    HAPUS = "hapus", "Menghapus"
    TRANSISI = "transisi", "Mengubah status"
    MASUK = "masuk", "Masuk"
    GAGAL_MASUK = "gagal_masuk", "Gagal masuk"
    KELUAR = "keluar", "Keluar"
    EKSPOR = "ekspor", "Mengekspor"
    UNDUH = "unduh", "Mengunduh"
    IMPOR = "impor", "Mengimpor"
    LAIN = "lain", "Lainnya"
