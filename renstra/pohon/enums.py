"""Levels of the tree (PermenPANRB 89/2021) and what a condition may still lack."""

from django.db import models


class JenjangKondisi(models.TextChoices):
    AKHIR = "akhir", "Outcome akhir"
    FAKTOR = "faktor", "Faktor kunci keberhasilan"
    ANTARA = "antara", "Kondisi antara"
    OPERASIONAL = "operasional", "Kondisi operasional"

    @property
    def tingkat(self) -> int:
        """0 for the final outcome; a condition stands below one of the same or a smaller tingkat."""
        return list(JenjangKondisi).index(self)


class Celah(models.TextChoices):
    """A gap: advice, never a refusal."""

    ANAK = "anak", "Belum diuraikan ke bawah"
    INDIKATOR = "indikator", "Belum ada indikator"
    PEMILIK = "pemilik", "Belum ada unit atau jabatan"
    ANGGARAN = "anggaran", "Belum ada anggaran"
