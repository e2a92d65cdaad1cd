from django.db import models


class StatusDipa(models.TextChoices):
    DRAF = "draf", "Draf"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class JenisPos(models.TextChoices):
    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    KRO = "kro", "Klasifikasi rincian output"
    RO = "ro", "Rincian output"
    KOMPONEN = "komponen", "Komponen"
    SUBKOMPONEN = "subkomponen", "Subkomponen"


class JenisImpor(models.TextChoices):
    REALISASI = "realisasi", "Realisasi"
    DIPA = "dipa", "DIPA"
    RENCANA = "rencana", "Rencana penarikan"
