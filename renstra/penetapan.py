"""Penetapan IKU: what its paper says besides the indikator that are flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from organisasi.enums import JenisJabatan
from sakip.models import Berversi

from .enums import BentukIku

if TYPE_CHECKING:
    from .models import Renstra

#: Whose signature a Penetapan IKU can bear.
PENANDA_TANGAN = [(j.value, j.label) for j in (JenisJabatan.KETUA, JenisJabatan.SEKRETARIS)]


class PenetapanIkuManager(models.Manager["PenetapanIku"]):
    def untuk(self, renstra: Renstra) -> PenetapanIku:
        """The row of a Renstra; not yet stored where nobody has filled it in.

        A revision begins with what its predecessor says: tugas and fungsi of an office seldom change.
        """
        ada = self.filter(renstra=renstra).select_related("renstra__satker").first()
        return ada or PenetapanIku(renstra=renstra, **self.awal(renstra))

    def awal(self, renstra: Renstra) -> dict[str, str]:
        """What a row begins with."""
        if renstra.menggantikan is None:
            return {"nama_unit": renstra.satker.nama, "tempat": renstra.satker.tempat}
        lama = self.untuk(renstra.menggantikan)
        return {k: getattr(lama, k) for k in ("bentuk", "nama_unit", "tugas", "fungsi", "tempat", "penanda_tangan")}


class PenetapanIku(Berversi):
    """One per Renstra. The indikator themselves are those of the Renstra that are flagged IKU.

    Without `tanggal` the paper leaves date and name open, to be filled in by hand.
    """

    renstra = models.OneToOneField(
        "renstra.Renstra",
        on_delete=models.CASCADE,
        related_name="penetapan_iku",
        verbose_name="Renstra",
        editable=False,
    )
    bentuk = models.CharField("bentuk", max_length=10, choices=BentukIku, default=BentukIku.TABEL)
    nama_unit = models.CharField("nama unit", max_length=250, blank=True)
    tugas = models.TextField("tugas", blank=True)
    fungsi = models.TextField("fungsi", blank=True, help_text="Satu fungsi pada setiap baris.")
    tempat = models.CharField("tempat penetapan", max_length=100)
    tanggal = models.DateField("tanggal penetapan", null=True, blank=True)
    penanda_tangan = models.CharField(
        "penanda tangan", max_length=20, choices=PENANDA_TANGAN, default=JenisJabatan.KETUA
    )

    objects = PenetapanIkuManager()

    class Meta:
        verbose_name = "penetapan IKU"
        verbose_name_plural = "penetapan IKU"

    def __str__(self) -> str:
        return f"Penetapan IKU {self.renstra}"

    @property
    def daftar_fungsi(self) -> tuple[str, ...]:
        return tuple(baris.strip() for baris in self.fungsi.splitlines() if baris.strip())
