"""Abstract bases that several apps share. The kernel itself has no table."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class VersiBerubah(Exception):
    """Somebody else saved the row meanwhile (optimistic lock); the message may be shown as it is."""

    def __init__(self) -> None:
        super().__init__(
            "Data ini baru saja diubah orang lain. Isian Anda belum disimpan; bandingkan lalu simpan lagi."
        )


class Berversi(models.Model):
    """A row with a version number, saved only when nobody else saved it since it was read."""

    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    class Meta:
        abstract = True

    def simpan_versi(self, versi: int, **nilai: Any) -> Self:
        """Write `nilai` if the stored version is still `versi`; raises VersiBerubah otherwise."""
        berubah = type(self)._default_manager.filter(pk=self.pk, versi=versi).update(versi=versi + 1, **nilai)
        if berubah != 1:
            raise VersiBerubah
        self.refresh_from_db()
        return self
