"""What people write of a Renstra besides its cascade. Fixed with it, copied by a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from sakip.models import Berversi

from .butir import Butir, baca_butir
from .enums import KunciNaskah
from .keputusan_awal import keputusan_awal

if TYPE_CHECKING:
    from ..models import Renstra


class NarasiRenstra(Berversi):
    """Prose of one place, as sanitised HTML. No row or an empty one: nobody has written there."""

    renstra = models.ForeignKey(
        "renstra.Renstra", on_delete=models.CASCADE, related_name="narasi", verbose_name="Renstra"
    )
    kunci = models.CharField("bagian", max_length=30, choices=KunciNaskah)
    isi = models.TextField("isi", blank=True)

    class Meta:
        verbose_name = "naskah Renstra"
        verbose_name_plural = "naskah Renstra"
        ordering = ["renstra", "kunci"]
        constraints = [
            models.UniqueConstraint(
                "renstra",
                "kunci",
                name="narasi_renstra_unik",
                violation_error_message="Bagian naskah ini sudah ditulis.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kunci_display()


class KeputusanRenstraManager(models.Manager["KeputusanRenstra"]):
    def untuk(self, renstra: Renstra) -> KeputusanRenstra:
        """The row of a Renstra; not yet stored, and filled with a proposal, where nobody has written it."""
        ada = self.filter(renstra=renstra).select_related("renstra__satker").first()
        return ada or KeputusanRenstra(renstra=renstra, **keputusan_awal(renstra))


class KeputusanRenstra(Berversi):
    """The words of the Keputusan that fixes a Renstra; one item on each line (`butir`).

    Its number, its date and who signs it stand in the Renstra, where they are entered when it is fixed.
    """

    renstra = models.OneToOneField(
        "renstra.Renstra",
        on_delete=models.CASCADE,
        related_name="keputusan",
        verbose_name="Renstra",
        editable=False,
    )
    penetap = models.CharField("ditetapkan oleh", max_length=300)
    tentang = models.TextField("tentang")
    menimbang = models.TextField("menimbang", blank=True)
    mengingat = models.TextField("mengingat", blank=True)
    memperhatikan = models.TextField("memperhatikan", blank=True)
    diktum = models.TextField("diktum")
    tempat = models.CharField("ditetapkan di", max_length=100)

    objects = KeputusanRenstraManager()

    class Meta:
        verbose_name = "keputusan Renstra"
        verbose_name_plural = "keputusan Renstra"

    def __str__(self) -> str:
        return f"Keputusan {self.renstra}"

    def butir(self, ruas: str) -> tuple[Butir, ...]:
        """The items of one of the texts: `menimbang`, `mengingat`, `memperhatikan`, `diktum`."""
        return baca_butir(getattr(self, ruas))
