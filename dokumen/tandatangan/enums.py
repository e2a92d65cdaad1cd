from django.db import models


class StatusBertanda(models.TextChoices):
    BERJALAN = "berjalan", "Belum lengkap"
    LENGKAP = "lengkap", "Lengkap"
    BATAL = "batal", "Ditarik kembali"


class KodePenyedia(models.TextChoices):
    INTERNAL = "internal", "Sertifikat SAKIP"
    BSRE = "bsre", "BSrE"
    BASAH = "basah", "Ditandatangani basah"


class AlasanCabut(models.TextChoices):
    DIGANTI = "diganti", "Diganti dengan yang baru"
    TIDAK_DIPAKAI = "tidak_dipakai", "Tidak dipakai lagi"
    BOCOR = "bocor", "Frasa sandi mungkin diketahui orang lain"
