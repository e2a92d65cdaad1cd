from django.db import models


class StatusRealisasi(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DISETUJUI = "disetujui", "Disetujui"


class KeadaanNilai(models.TextChoices):
    """Why there is, or is not, a figure. Not a status of the workflow."""

    TERISI = "terisi", "Terisi"
    PROSES = "proses", "Proses (hasil belum keluar)"
    BELUM_ADA = "belum_ada", "Belum ada data"


class Triwulan(models.IntegerChoices):
    I = 1, "Triwulan I"  # noqa: E741 (the quarter's printed name)
    II = 2, "Triwulan II"
    III = 3, "Triwulan III"
    IV = 4, "Triwulan IV"
