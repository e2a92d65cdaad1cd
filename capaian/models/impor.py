"""Workbooks with realisasi that people send back."""

from django.db import models

from organisasi.models.impor import Unggahan, selesai_bertanggal
from sakip.models import TAHUN

from ..enums import Triwulan


class ImporRealisasi(Unggahan):
    """One upload of a quarter's workbook, from check to end."""

    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN)
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)

    class Meta(Unggahan.Meta):
        verbose_name = "impor realisasi"
        verbose_name_plural = "impor realisasi"
        constraints = [
            selesai_bertanggal("impor_realisasi_selesai_bertanggal"),
            models.CheckConstraint(
                name="impor_realisasi_triwulan_1_4",
                condition=models.Q(triwulan__gte=1, triwulan__lte=4),
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
        ]
