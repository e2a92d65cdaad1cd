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


class CaraTurun(models.TextChoices):
    """How a row carries the one of the superior's PK."""

    SAMA = "sama", "Sama"
    BAGI = "bagi", "Dibagi"
    SENDIRI = "sendiri", "Indikator sendiri"


class DasarPerubahan(models.TextChoices):
    """Why a PK may be replaced (PermenPANRB 53/2014, annex I)."""

    PEJABAT = "pejabat", "Pergantian pejabat"
    STRATEGI = "strategi", "Perubahan strategi, program, atau anggaran"
    PRIORITAS = "prioritas", "Perubahan prioritas atau asumsi"
