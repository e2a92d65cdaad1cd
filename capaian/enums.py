from django.db import models


class StatusRealisasi(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
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


class JenisBukti(models.TextChoices):
    BERKAS = "berkas", "Berkas"
    FOTO = "foto", "Foto"
    TAUTAN = "tautan", "Tautan"


class StatusTindakLanjut(models.TextChoices):
    BELUM = "belum", "Belum dikerjakan"
    BERJALAN = "berjalan", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Tidak jadi"


class JenisPengingat(models.TextChoices):
    """Which of the letters about a deadline of a quarter; each person gets each of them once."""

    SEMINGGU = "h-7", "Tujuh hari sebelum tenggat"
    BESOK = "h-1", "Sehari sebelum tenggat"
    LEWAT = "h+1", "Sehari sesudah tenggat"
