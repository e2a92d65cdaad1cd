"""Where a row of a plan comes from: the plan that is followed, and the version before."""

from __future__ import annotations

from typing import Any

from django.db import models


class Warisan(models.Model):
    """`acuan` is the row of the Renstra that is followed, `asal` that of the own version before a revision.

    A row with an `acuan` is inherited: its words are the other satker's (`renstra.ikut.lindung`).
    """

    acuan: models.ForeignKey[Any, Any] = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        editable=False,
        verbose_name="acuan (baris Renstra induk)",
    )
    asal: models.ForeignKey[Any, Any] = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="penerus",
        editable=False,
        verbose_name="asal (Renstra sebelum revisi)",
    )

    class Meta:
        abstract = True


def acuan_unik(lingkup: str) -> models.UniqueConstraint:
    """Within its plan, program or sasaran a row of the followed Renstra is taken over once."""
    return models.UniqueConstraint(
        fields=[lingkup, "acuan"],
        name="%(class)s_acuan_unik",
        violation_error_message="Baris Renstra induk ini sudah diambil.",
    )
