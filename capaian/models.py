"""What was reached: the measured indikator of a year, the quarters' realisasi, and the scale that names a capaian."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from organisasi.models import Satker, Unit
from organisasi.models.pohon import awalan_jalur, cabang
from perjanjian.models import IndikatorPerjanjian
from renstra.models import NILAI, Indikator
from sakip.alur import Beralur, RiwayatStatus, Transisi
from sakip.models import Berversi

from .enums import KeadaanNilai, StatusRealisasi, Triwulan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

S = StatusRealisasi


class KategoriCapaianQuerySet(models.QuerySet["KategoriCapaian"]):
    def untuk(self, satker: Satker) -> KategoriCapaianQuerySet:
        """The bands of every scale that concerns a satker: its own, of those above it and the general ones."""
        atas = Q(satker__isnull=True) | Q(satker__jalur__in=awalan_jalur(satker.jalur))
        return self.filter(atas).select_related("satker").order_by("urut")

    def calon(self, satker: Satker, tahun: int) -> KategoriCapaianQuerySet:
        """Those that have begun: one of their scales holds."""
        return self.untuk(satker).filter(berlaku_mulai__lte=tahun)


class KategoriCapaian(Berversi):
    """A band of the capaian scale (Tabel 3.1). Master data of a satker and all below it, or (empty) of all.

    The bands of one satker and one `berlaku_mulai` are a scale; a scale holds until the satker's next one begins.
    A capaian belongs to the highest band whose `batas_bawah` it exceeds (strictly); the lowest band takes the rest.
    """

    satker = models.ForeignKey(
        Satker,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="kategori_capaian",
        verbose_name="satker",
    )
    berlaku_mulai = models.PositiveSmallIntegerField("berlaku mulai tahun")
    kode = models.CharField("kategori", max_length=20)
    predikat = models.CharField("predikat", max_length=60)
    batas_bawah = models.DecimalField("lebih dari (%)", max_digits=6, decimal_places=2)
    rentang = models.CharField("rentang capaian", max_length=40)
    interpretasi = models.TextField("interpretasi", blank=True)
    urut = models.PositiveSmallIntegerField("urutan")

    objects = KategoriCapaianQuerySet.as_manager()

    class Meta:
        verbose_name = "kategori capaian"
        verbose_name_plural = "kategori capaian"
        ordering = ["satker", "-berlaku_mulai", "urut"]
        constraints = [
            models.UniqueConstraint("satker", "berlaku_mulai", "kode", name="kategori_capaian_unik"),
            models.UniqueConstraint(
                fields=["berlaku_mulai", "kode"], condition=Q(satker__isnull=True), name="kategori_capaian_umum_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} – {self.predikat}"


class PengukuranQuerySet(models.QuerySet["Pengukuran"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PengukuranQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def di_unit(self, satker: Satker, jalur: set[str]) -> PengukuranQuerySet:
        """A satker's that a unit on one of these paths, or below it, answers for; "" stands for the whole satker."""
        milik = self.filter(satker=satker)
        if "" in jalur:
            return milik
        unit = Unit.objects.filter(cabang(jalur), satker=satker)
        return milik.filter(pk__in=self.filter(indikator__pelaksana__in=unit).values("pk"))

    def for_tahun(self, tahun: int) -> PengukuranQuerySet:
        return self.filter(tahun=tahun)

    def lengkap(self, realisasi: RealisasiQuerySet | None = None) -> PengukuranQuerySet:
        """With all that computing and printing a capaian needs, in a fixed number of queries.

        `realisasi`: only these count, for example those that the reader may see; None: all.
        """
        isian = Realisasi.objects.all() if realisasi is None else realisasi
        return self.select_related(
            "satker", "indikator__sasaran", "butir__sasaran", "indikator__satuan__skala", "butir__satuan"
        ).prefetch_related(Prefetch("realisasi", queryset=isian), "indikator__satuan__skala__tingkat")


class Pengukuran(models.Model):
    """One indikator measured in one year.

    The target is that of `butir`, the row of the perjanjian kinerja; it is entered there, once. `target_lain` is only
    for years or papers without such a row, or whose report printed another target; it then goes first and is marked.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="satker")
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    butir = models.ForeignKey(
        IndikatorPerjanjian,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengukuran",
        verbose_name="butir perjanjian kinerja",
    )
    target_lain = models.DecimalField("target menurut laporan lama", **NILAI, null=True, blank=True)
    sumber_target_lain = models.CharField("tempat tercetak", max_length=200, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    objects = PengukuranQuerySet.as_manager()

    class Meta:
        verbose_name = "pengukuran"
        verbose_name_plural = "pengukuran"
        ordering = ["satker", "tahun", "indikator__sasaran__urut", "indikator__urut"]
        constraints = [
            models.UniqueConstraint("indikator", "tahun", name="pengukuran_unik"),
            models.CheckConstraint(
                name="pengukuran_target_lain_bersumber",
                condition=Q(target_lain__isnull=True) | ~Q(sumber_target_lain=""),
                violation_error_message="Target di luar perjanjian harus menyebut sumbernya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.indikator}"

    def get_absolute_url(self) -> str:
        return reverse("capaian:rincian", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": self.pk})

    def jalur_unit(self) -> list[str]:
        """Whose figures these are: the unit that answer for the indikator."""
        return [unit.jalur for unit in self.indikator.pelaksana.all()]

    @property
    def target(self) -> Decimal | None:
        if self.target_lain is not None:
            return self.target_lain
        return self.butir.target if self.butir else None

    @property
    def uraian(self) -> str:
        """The indikator in the words of the perjanjian kinerja, or of the Renstra where it has no row there."""
        return self.butir.uraian if self.butir else self.indikator.uraian

    @property
    def uraian_sasaran(self) -> str:
        return self.butir.sasaran.uraian if self.butir else self.indikator.sasaran.uraian


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> RealisasiQuerySet:
        """Everything of the own satker; of the satker below only what is approved there."""
        terlihat = self.filter(pengukuran__satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(pengukuran__satker__in=user.satker_bekerja) | Q(status=S.DISETUJUI))


class Realisasi(Beralur, Berversi):
    """The measured value of one indikator in one quarter, with its analysis.

    `nilai` is filled exactly when `keadaan` is TERISI; "Proses" and "belum ada data" are states, never 0.
    A ratio keeps its parts `x` and `y`.
    """

    ALUR = {
        "ajukan": Transisi(
            frozenset({S.DRAF, S.DIKEMBALIKAN}), S.DIAJUKAN, "capaian.ajukan_realisasi", "Ajukan realisasi"
        ),
        "kembalikan": Transisi(
            frozenset({S.DIAJUKAN, S.DISETUJUI}),
            S.DIKEMBALIKAN,
            "capaian.setujui_realisasi",
            "Kembalikan realisasi",
            wajib_catatan=True,
            utama=False,
        ),
        "setujui": Transisi(frozenset({S.DIAJUKAN}), S.DISETUJUI, "capaian.setujui_realisasi", "Setujui realisasi"),
    }

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.CASCADE, related_name="realisasi", verbose_name="pengukuran"
    )
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)
    target_triwulan = models.DecimalField("target triwulan", **NILAI, null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=12, choices=KeadaanNilai, default=KeadaanNilai.TERISI)
    nilai = models.DecimalField("realisasi", **NILAI, null=True, blank=True)
    x = models.DecimalField("pembilang (X)", **NILAI, null=True, blank=True)
    y = models.DecimalField("penyebut (Y)", **NILAI, null=True, blank=True)
    analisis = models.TextField("analisis", blank=True)
    hambatan = models.TextField("hambatan", blank=True)
    upaya = models.TextField("upaya dan rencana tindak lanjut", blank=True)
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
        ordering = ["pengukuran", "triwulan"]
        constraints = [
            models.UniqueConstraint("pengukuran", "triwulan", name="realisasi_unik"),
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
        return f"{self.pengukuran} – {self.get_triwulan_display()}"

    @property
    def dapat_diubah(self) -> bool:
        return self.status in {S.DRAF, S.DIKEMBALIKAN}

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Nobody approves the own entry: not who entered it, not who wrote last, not for whom it was done."""
        if tindakan != "setujui":
            return True
        atas_nama = self.diisi_atas_nama
        return user.pk not in {self.diisi_oleh_id, self.disunting_oleh_id} and (
            atas_nama is None or atas_nama.pejabat_id != user.pejabat_id
        )

    def ajukan(self, *, oleh: Any) -> None:
        self._pindah("ajukan", oleh=oleh)

    def kembalikan(self, *, oleh: Any, catatan: str) -> None:
        self._pindah("kembalikan", oleh=oleh, catatan=catatan)

    def setujui(self, *, oleh: Any) -> None:
        self._pindah("setujui", oleh=oleh)

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
