"""What the RKT and the Rencana Aksi share: one paper per satker and year, fixed by an act, signed by two offices.

Figures of the budget are never typed here: a row points at a `Pos` of the DIPA that the paper rests on (`dipa`). A DIPA
in force is never edited, so a fixed paper keeps its amounts when the DIPA is revised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from anggaran.models import Dipa
from organisasi.models import Jabatan, Penugasan, Satker
from sakip.alur import Beralur, Transisi
from sakip.models import Berversi

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna


class StatusRencana(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITETAPKAN = "ditetapkan", "Ditetapkan"


S = StatusRencana
UBAH, AJUKAN, TETAPKAN = "perjanjian.ubah_rencana", "perjanjian.ajukan_rencana", "perjanjian.tetapkan_rencana"
LAKSANAKAN = "perjanjian.isi_pelaksanaan"


class RencanaQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> Self:
        """Everything of the own satker; of the satker below only what they have fixed."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | Q(status=S.DITETAPKAN))

    def for_tahun(self, tahun: int) -> Self:
        return self.filter(tahun=tahun)

    def tetap(self) -> Self:
        return self.filter(status=S.DITETAPKAN)


class RencanaTahunan(Beralur, Berversi):
    """Base of both papers. `penandatangan` signs, `mengetahui` countersigns: whoever held the office on `tanggal`."""

    ALUR = {
        "ajukan": Transisi(frozenset({S.DRAF, S.DIKEMBALIKAN}), S.DIAJUKAN, AJUKAN, "Ajukan untuk ditetapkan"),
        "kembalikan": Transisi(
            frozenset({S.DIAJUKAN}),
            S.DIKEMBALIKAN,
            TETAPKAN,
            "Kembalikan kepada penyusun",
            wajib_catatan=True,
            utama=False,
        ),
        "tetapkan": Transisi(
            frozenset({S.DIAJUKAN}),
            S.DITETAPKAN,
            TETAPKAN,
            "Tetapkan",
            konfirmasi="Isinya tidak dapat diubah lagi setelah ditetapkan.",
        ),
    }

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="%(class)s", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    dipa = models.ForeignKey(Dipa, on_delete=models.PROTECT, related_name="+", verbose_name="DIPA")
    tempat = models.CharField("tempat", max_length=100)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    penandatangan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penanda tangan"
    )
    mengetahui = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mengetahui"
    )
    status = models.CharField("status", max_length=12, choices=StatusRencana, default=S.DRAF, editable=False)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    objects: ClassVar[Any] = RencanaQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["satker", "-tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                name="%(class)s_satu_per_tahun",
                violation_error_message="Satker ini sudah mempunyai dokumen itu untuk tahun ini.",
            ),
            models.CheckConstraint(
                name="%(class)s_ditetapkan_bertanggal",
                condition=~Q(status=S.DITETAPKAN) | Q(tanggal__isnull=False),
                violation_error_message="Dokumen yang ditetapkan harus bertanggal.",
            ),
            models.CheckConstraint(
                name="%(class)s_dua_penanda_tangan",
                condition=Q(penandatangan__isnull=True) | ~Q(penandatangan=F("mengetahui")),
                violation_error_message="Penanda tangan dan yang mengetahui harus dua jabatan yang berbeda.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.tahun}"

    @property
    def dapat_diubah(self) -> bool:
        return self.status in {S.DRAF, S.DIKEMBALIKAN}

    def berisi(self) -> bool:
        """Whether there is anything to submit."""
        raise NotImplementedError

    def pemangku(self, jabatan: Jabatan | None) -> Penugasan | None:
        """Who held the office on the paper's date; None without a date, an office or a holder."""
        if jabatan is None or self.tanggal is None:
            return None
        return Penugasan.objects.pemangku(jabatan, self.tanggal)

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Nobody fixes what the same person submitted."""
        if tindakan != "tetapkan":
            return True
        pengajuan = self.riwayat.filter(tindakan="ajukan").order_by("waktu", "pk").last()  # type: ignore[attr-defined]
        return pengajuan is None or pengajuan.oleh_id != user.pk

    def ajukan(self, *, oleh: Any) -> None:
        self._pindah("ajukan", oleh=oleh)

    def kembalikan(self, *, oleh: Any, catatan: str) -> None:
        self._pindah("kembalikan", oleh=oleh, catatan=catatan)

    def tetapkan(self, *, oleh: Any) -> None:
        self._pindah("tetapkan", oleh=oleh)
