"""Uploaded workbooks of a Renstra, from check to apply."""

from __future__ import annotations

from django.db import models

from organisasi.models.impor import Unggahan, selesai_bertanggal
from sakip.models import TAHUN


class ImporRenstra(Unggahan):
    """`renstra` is the draft that the file is for; empty for one that makes a new draft, until it is applied."""

    renstra = models.ForeignKey(
        "renstra.Renstra", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Renstra"
    )
    tahun = models.PositiveSmallIntegerField("tahun halaman", validators=TAHUN)

    class Meta(Unggahan.Meta):
        verbose_name = "impor Renstra"
        verbose_name_plural = "impor Renstra"
        constraints = [selesai_bertanggal("impor_renstra_selesai_bertanggal")]
