from django.db import models


class StatusPerjanjian(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITANDATANGANI = "ditandatangani", "Ditandatangani pihak pertama"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class JenisPerjanjian(models.TextChoices):
    AWAL = "awal", "Perjanjian kinerja"
    PERUBAHAN = "perubahan", "Perjanjian kinerja perubahan"
