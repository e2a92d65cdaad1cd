"""One Rencana Aksi and its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from anggaran.models import Pos
from organisasi.models import Unit
from sakip.alur import RiwayatStatus
from sakip.models import Berversi

from ..rencana import RencanaTahunan
from . import minggu

JUMLAH_OUTPUT: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}
TRIWULAN = ("tw1", "tw2", "tw3", "tw4")


class RencanaAksi(RencanaTahunan):
    class Meta(RencanaTahunan.Meta):
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"

    def __str__(self) -> str:
        return f"Rencana aksi {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("aksi:jadwal", kwargs={"kode": self.satker.kode, "tahun": self.tahun})

    def berisi(self) -> bool:
        return self.baris.exists()


class RiwayatRencanaAksi(RiwayatStatus):
    objek = models.ForeignKey(
        RencanaAksi, on_delete=models.CASCADE, related_name="riwayat", verbose_name="rencana aksi"
    )

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat rencana aksi"
        verbose_name_plural = "riwayat rencana aksi"


def _triwulan(nomor: str) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(f"target triwulan {nomor}", **JUMLAH_OUTPUT, null=True, blank=True)


class BarisAksi(Berversi):
    """An activity. With a `pos` its code, words and pagu are the DIPA's; without one it is a row that a person typed.

    `rencana_minggu` and `terlaksana`: weeks as one integer, see `minggu`. They stand on rows that have no row below
    them; above, the weeks are those of the rows below. Output and the targets of the quarters are in `output_satuan`.
    """

    rencana = models.ForeignKey(
        RencanaAksi, on_delete=models.CASCADE, related_name="baris", verbose_name="rencana aksi"
    )
    urut = models.PositiveSmallIntegerField("urutan")
    pos = models.ForeignKey(
        Pos, on_delete=models.PROTECT, null=True, blank=True, related_name="di_rencana_aksi", verbose_name="pos DIPA"
    )
    kode = models.CharField("kode", max_length=40, blank=True)
    uraian = models.CharField("uraian kegiatan", max_length=400, blank=True)
    output_jumlah = models.DecimalField("output", **JUMLAH_OUTPUT, null=True, blank=True)
    output_satuan = models.CharField("satuan output", max_length=60, blank=True)
    tw1 = _triwulan("I")
    tw2 = _triwulan("II")
    tw3 = _triwulan("III")
    tw4 = _triwulan("IV")
    penanggung_jawab = models.ManyToManyField(
        Unit, blank=True, related_name="rencana_aksi", verbose_name="penanggung jawab"
    )
    teks_penanggung_jawab = models.TextField("penanggung jawab pada dokumen lama", blank=True)
    rencana_minggu = models.BigIntegerField("minggu rencana", default=0)
    terlaksana = models.BigIntegerField("minggu terlaksana", default=0)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "baris rencana aksi"
        verbose_name_plural = "baris rencana aksi"
        ordering = ["urut", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rencana", "pos"],
                condition=Q(pos__isnull=False),
                name="baris_aksi_pos_unik",
                violation_error_message="Kode DIPA ini sudah ada pada rencana aksi.",
            ),
            models.CheckConstraint(
                name="baris_aksi_bernama",
                condition=Q(pos__isnull=False) | ~Q(uraian=""),
                violation_error_message="Baris tanpa kode DIPA harus mempunyai uraian.",
            ),
            *(
                models.CheckConstraint(
                    name=f"baris_aksi_{nama}_48_minggu",
                    condition=Q(**{f"{kolom}__gte": 0, f"{kolom}__lte": minggu.SEMUA}),
                    violation_error_message="Minggu harus di antara Januari minggu 1 dan Desember minggu 4.",
                )
                for nama, kolom in (("rencana", "rencana_minggu"), ("terlaksana", "terlaksana"))
            ),
            models.CheckConstraint(
                name="baris_aksi_output_tidak_negatif",
                condition=Q(output_jumlah__isnull=True) | Q(output_jumlah__gte=0),
                violation_error_message="Output tidak boleh negatif.",
            ),
            *(
                models.CheckConstraint(
                    name=f"baris_aksi_{tw}_tidak_negatif",
                    condition=Q(**{f"{tw}__isnull": True}) | Q(**{f"{tw}__gte": 0}),
                    violation_error_message="Target triwulan tidak boleh negatif.",
                )
                for tw in TRIWULAN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sebutan_kode} {self.sebutan}".strip()

    @property
    def sebutan_kode(self) -> str:
        return self.pos.kode if self.pos else self.kode

    @property
    def sebutan(self) -> str:
        return self.pos.uraian if self.pos else self.uraian

    @property
    def triwulan(self) -> tuple[Decimal | None, ...]:
        return tuple(getattr(self, tw) for tw in TRIWULAN)
