"""What was reached in a quarter, how it is checked, and how an approved figure is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from organisasi.models import Satker
from renstra.models import NILAI, Kegiatan
from sakip.alur import Beralur, RiwayatStatus, Transisi
from sakip.models import Berversi

from ..enums import KeadaanNilai, StatusRealisasi, Triwulan
from .pengukuran import Pengukuran

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

S = StatusRealisasi


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def terkini(self, tampak: RealisasiQuerySet | None = None) -> RealisasiQuerySet:
        """Of each indikator and quarter the newest row only: what a correction replaced is left out.

        `tampak`: the newest of these, for somebody who does not see the correction yet.
        """
        sesudah = (Realisasi.objects.all() if tampak is None else tampak).filter(
            pengukuran=OuterRef("pengukuran"), triwulan=OuterRef("triwulan"), revisi__gt=OuterRef("revisi")
        )
        return self.filter(~Exists(sesudah))

    def untuk_laporan(self) -> RealisasiQuerySet:
        """What a report counts: a figure that was approved stands until its correction is approved, too."""
        return self.filter(Q(revisi=0) | Q(status=S.DISETUJUI))

    def visible_to(self, user: Pengguna | AnonymousUser) -> RealisasiQuerySet:
        """Everything of the own satker; of the satker below only what is approved there."""
        terlihat = self.filter(pengukuran__satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(pengukuran__satker__in=user.satker_bekerja) | Q(status=S.DISETUJUI))


class Realisasi(Beralur, Berversi):
    """The measured value of one indikator in one quarter, with its analysis.

    `nilai` is filled exactly when `keadaan` is TERISI; "Proses" and "belum ada data" are states, never 0.
    A ratio keeps its parts `x` and `y`. An approved row is never edited: a correction is a further row, `revisi` + 1,
    with a reason. Rows of a quarter are ordered by `revisi`, so that the newest that a person may see comes last.
    """

    ALUR = {
        "ajukan": Transisi(
            frozenset({S.DRAF, S.DIKEMBALIKAN}), S.DIAJUKAN, "capaian.ajukan_realisasi", "Ajukan realisasi"
        ),
        "verifikasi": Transisi(
            frozenset({S.DIAJUKAN}), S.DIVERIFIKASI, "capaian.verifikasi_realisasi", "Verifikasi realisasi"
        ),
        "kembalikan": Transisi(
            frozenset({S.DIAJUKAN, S.DIVERIFIKASI}),
            S.DIKEMBALIKAN,
            "capaian.verifikasi_realisasi",
            "Kembalikan realisasi",
            wajib_catatan=True,
            utama=False,
        ),
        "setujui": Transisi(frozenset({S.DIVERIFIKASI}), S.DISETUJUI, "capaian.setujui_realisasi", "Setujui realisasi"),
    }

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.CASCADE, related_name="realisasi", verbose_name="pengukuran"
    )
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)
    revisi = models.PositiveSmallIntegerField("koreksi ke", default=0, editable=False)
    alasan_revisi = models.TextField("alasan koreksi", blank=True, editable=False)
    keadaan = models.CharField("keadaan", max_length=12, choices=KeadaanNilai, default=KeadaanNilai.TERISI)
    nilai = models.DecimalField("realisasi", **NILAI, null=True, blank=True)
    x = models.DecimalField("pembilang (X)", **NILAI, null=True, blank=True)
    y = models.DecimalField("penyebut (Y)", **NILAI, null=True, blank=True)
    analisis = models.TextField("penyebab keberhasilan atau kegagalan", blank=True)
    hambatan = models.TextField("hambatan", blank=True)
    upaya = models.TextField("upaya yang dilakukan", blank=True)
    kegiatan_pendukung = models.ManyToManyField(
        Kegiatan, blank=True, related_name="+", verbose_name="kegiatan yang mendukung"
    )
    status = models.CharField("status", max_length=14, choices=StatusRealisasi, default=S.DRAF, editable=False)
    diisi_oleh = models.ForeignKey(
        "organisasi.Pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="diisi oleh",
    )
    diisi_atas_nama = models.ForeignKey(
        "organisasi.Penugasan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="diisi atas nama",
    )
    disunting_oleh = models.ForeignKey(
        "organisasi.Pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="terakhir disunting oleh",
    )
    diisi_pada = models.DateTimeField("diisi pada", null=True, blank=True, editable=False)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    objects = RealisasiQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["pengukuran", "triwulan", "revisi"]
        constraints = [
            models.UniqueConstraint("pengukuran", "triwulan", "revisi", name="realisasi_revisi_unik"),
            models.UniqueConstraint(
                fields=["pengukuran", "triwulan"],
                condition=~Q(status=S.DISETUJUI),
                name="realisasi_satu_terbuka",
                violation_error_message="Masih ada isian triwulan ini yang belum disetujui.",
            ),
            models.CheckConstraint(
                name="realisasi_koreksi_beralasan",
                condition=Q(revisi=0) | ~Q(alasan_revisi=""),
                violation_error_message="Koreksi harus menyebut alasannya.",
            ),
            models.CheckConstraint(
                name="realisasi_triwulan_1_4",
                condition=Q(triwulan__gte=1, triwulan__lte=4),
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
            models.CheckConstraint(
                name="realisasi_nilai_sesuai_keadaan",
                condition=Q(keadaan=KeadaanNilai.TERISI, nilai__isnull=False)
                | (~Q(keadaan=KeadaanNilai.TERISI) & Q(nilai__isnull=True)),
                violation_error_message="Nilai harus diisi bila keadaannya “Terisi”, dan kosong bila tidak.",
            ),
        ]

    def __str__(self) -> str:
        koreksi = f" (koreksi ke-{self.revisi})" if self.revisi else ""
        return f"{self.pengukuran} – {self.get_triwulan_display()}{koreksi}"

    @property
    def dapat_diubah(self) -> bool:
        return self.status in {S.DRAF, S.DIKEMBALIKAN}

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Nobody checks the own entry."""
        return tindakan not in {"verifikasi", "setujui"} or not self.isian_sendiri(user)

    def isian_sendiri(self, user: Any) -> str:
        """Why this is the person's own entry, as the end of a sentence; "" when it is not."""
        atas_nama = self.diisi_atas_nama
        if user.pk == self.diisi_oleh_id:
            return "Anda sendiri yang mengisinya"
        if user.pk == self.disunting_oleh_id:
            return "Anda yang terakhir menyuntingnya"
        if atas_nama is not None and atas_nama.pejabat_id == user.pejabat_id:
            return "diisi atas nama Anda"
        return ""

    def ajukan(self, *, oleh: Any, versi: int | None = None) -> None:
        self._pindah("ajukan", oleh=oleh, versi=versi)

    def verifikasi(self, *, oleh: Any, versi: int | None = None) -> None:
        self._pindah("verifikasi", oleh=oleh, versi=versi)

    def kembalikan(self, *, oleh: Any, catatan: str, versi: int | None = None) -> None:
        self._pindah("kembalikan", oleh=oleh, catatan=catatan, versi=versi)

    def setujui(self, *, oleh: Any, versi: int | None = None) -> None:
        self._pindah("setujui", oleh=oleh, versi=versi)

    @property
    def satker_id(self) -> int:
        """The satker that the permission is asked for."""
        return self.pengukuran.satker_id

    def jalur_unit(self) -> list[str]:
        return self.pengukuran.jalur_unit()


class RiwayatRealisasi(RiwayatStatus):
    objek = models.ForeignKey(Realisasi, on_delete=models.CASCADE, related_name="riwayat", verbose_name="realisasi")

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat realisasi"
        verbose_name_plural = "riwayat realisasi"
