"""The DIPA tree, its revisions, what has been spent of it, when it was meant to be, and which sasaran it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Satker, Unggahan
from organisasi.models.impor import selesai_bertanggal
from renstra.models import Indikator, Sasaran
from sakip.alur import Beralur, RiwayatStatus, Transisi
from sakip.angka import format_tanggal
from sakip.models import Berversi, MasaBerlaku, MasaBerlakuQuerySet

from .enums import JenisImpor, JenisPos, StatusDipa
from .kode import KODE_MAKS
from .perhitungan import AturanEfisiensi

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

RUPIAH: dict[str, Any] = {"max_digits": 17, "decimal_places": 2}


class SumberDanaQuerySet(MasaBerlakuQuerySet, models.QuerySet["SumberDana"]):
    pass


class SumberDana(MasaBerlaku, Berversi):
    """Where the money comes from (APBN, hibah APBD, …). Master data."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=100)
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    objects = SumberDanaQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "sumber dana"
        verbose_name_plural = "sumber dana"
        ordering = ["urut"]

    def __str__(self) -> str:
        return self.nama


class DipaQuerySet(models.QuerySet["Dipa"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> DipaQuerySet:
        """Everything of the own satker; of the satker below only what is or was in force."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | ~Q(status=StatusDipa.DRAF))

    def for_tahun(self, tahun: int) -> DipaQuerySet:
        return self.filter(tahun=tahun)

    def berlaku(self) -> DipaQuerySet:
        return self.filter(status=StatusDipa.BERLAKU)


class Dipa(Beralur):
    """The budget of a satker in a year. One in force is never edited: a revision replaces it."""

    ALUR = {
        "berlakukan": Transisi(
            frozenset({StatusDipa.DRAF}),
            StatusDipa.BERLAKU,
            "anggaran.berlakukan_dipa",
            "Berlakukan DIPA",
            konfirmasi="DIPA yang berlaku tidak dapat diubah lagi; perubahan berikutnya menjadi revisi.",
        ),
        "gantikan": Transisi(
            frozenset({StatusDipa.BERLAKU}),
            StatusDipa.DIGANTIKAN,
            "anggaran.berlakukan_dipa",
            "Gantikan DIPA",
            akibat=True,
        ),
    }

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="dipa", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    revisi = models.PositiveSmallIntegerField("revisi ke", default=0)
    nomor = models.CharField("nomor DIPA", max_length=80, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    status = models.CharField("status", max_length=12, choices=StatusDipa, default=StatusDipa.DRAF, editable=False)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="digantikan_oleh",
        editable=False,
        verbose_name="menggantikan",
    )

    objects = DipaQuerySet.as_manager()

    class Meta:
        verbose_name = "DIPA"
        verbose_name_plural = "DIPA"
        ordering = ["satker", "-tahun", "-revisi"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "revisi", name="dipa_revisi_unik"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status=StatusDipa.BERLAKU),
                name="dipa_satu_berlaku_per_tahun",
                violation_error_message="Sudah ada DIPA yang berlaku untuk tahun ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"DIPA {self.tahun}" + (f" revisi {self.revisi}" if self.revisi else "")

    def get_absolute_url(self) -> str:
        return reverse("anggaran:daftar", kwargs={"kode": self.satker.kode, "tahun": self.tahun})

    @property
    def dapat_diubah(self) -> bool:
        return self.status == StatusDipa.DRAF


class RiwayatDipa(RiwayatStatus):
    objek = models.ForeignKey(Dipa, on_delete=models.CASCADE, related_name="riwayat", verbose_name="DIPA")

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat DIPA"
        verbose_name_plural = "riwayat DIPA"


class Pos(Berversi):
    """A node of the DIPA tree. `pagu` stands on the lowest known nodes only; every other pagu is their sum.

    `pagu_tertera` is what the source states for a node above them. It is compared with the sum and never used instead.
    """

    dipa = models.ForeignKey(Dipa, on_delete=models.CASCADE, related_name="pos", verbose_name="DIPA")
    induk = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    jenis = models.CharField("jenis", max_length=12, choices=JenisPos)
    kode = models.CharField("kode", max_length=KODE_MAKS)
    uraian = models.CharField("uraian", max_length=400)
    urut = models.PositiveSmallIntegerField("urutan")
    pagu = models.DecimalField("pagu (Rp)", **RUPIAH, null=True, blank=True)
    pagu_tertera = models.DecimalField("pagu tertera pada sumber (Rp)", **RUPIAH, null=True, blank=True)
    sumber_dana = models.ForeignKey(
        SumberDana, on_delete=models.PROTECT, null=True, blank=True, related_name="pos", verbose_name="sumber dana"
    )
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=200, blank=True)

    class Meta:
        verbose_name = "pos anggaran"
        verbose_name_plural = "pos anggaran"
        ordering = ["dipa", "urut"]
        constraints = [
            models.UniqueConstraint("dipa", "kode", name="pos_kode_unik"),
            models.UniqueConstraint("dipa", "urut", name="pos_urut_unik"),
            models.CheckConstraint(
                name="pos_pagu_tidak_negatif",
                condition=Q(pagu__isnull=True) | Q(pagu__gte=0),
                violation_error_message="Pagu tidak boleh negatif.",
            ),
            models.CheckConstraint(
                name="pos_pagu_tertera_tidak_negatif",
                condition=Q(pagu_tertera__isnull=True) | Q(pagu_tertera__gte=0),
                violation_error_message="Pagu tertera tidak boleh negatif.",
            ),
            models.CheckConstraint(
                name="pos_program_di_puncak",
                condition=Q(jenis=JenisPos.PROGRAM, induk__isnull=True)
                | (~Q(jenis=JenisPos.PROGRAM) & Q(induk__isnull=False)),
                violation_error_message="Hanya program yang berada di puncak DIPA.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"


class PosisiRealisasiQuerySet(models.QuerySet["PosisiRealisasi"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PosisiRealisasiQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def for_tahun(self, tahun: int) -> PosisiRealisasiQuerySet:
        return self.filter(tahun=tahun)


class PosisiRealisasi(models.Model):
    """A cut-off of spending data ("data per 16 Januari 2025"). Reports name the cut-off they use.

    It belongs to the year, not to one revision of the DIPA: money already spent stays spent when the DIPA is revised.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="posisi_realisasi", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    nama = models.CharField("nama", max_length=150)
    per_tanggal = models.DateField("data per tanggal", null=True, blank=True)
    utama = models.BooleanField("posisi utama", default=False)
    keterangan = models.TextField("keterangan", blank=True)

    objects = PosisiRealisasiQuerySet.as_manager()

    class Meta:
        verbose_name = "posisi realisasi"
        verbose_name_plural = "posisi realisasi"
        ordering = ["satker", "-tahun", "-utama", "-per_tanggal", "pk"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "nama", name="posisi_nama_unik"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(utama=True),
                name="posisi_satu_utama",
                violation_error_message="Hanya satu posisi realisasi yang menjadi posisi utama.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def data_per(self) -> str:
        """As of when the spending is, inside a sentence: "data per 16 Januari 2025"."""
        return f"data per {format_tanggal(self.per_tanggal)}" if self.per_tanggal else "tanggal data tidak diketahui"

    @property
    def nama_bertanggal(self) -> str:
        """Name and day; the day once, also where the name tells it."""
        return (
            self.nama
            if not self.per_tanggal or self.data_per.lower() in self.nama.lower()
            else f"{self.nama}, {self.data_per}"
        )


class RealisasiAnggaran(Berversi):
    """Money spent on one account code, cumulative from 1 January to the cut-off.

    Recorded on one level only: on a node or on nodes below it, never on both (see `anggaran.services`).
    """

    posisi = models.ForeignKey(
        PosisiRealisasi, on_delete=models.CASCADE, related_name="realisasi", verbose_name="posisi"
    )
    kode = models.CharField("kode pos", max_length=KODE_MAKS)
    nilai = models.DecimalField("realisasi (Rp)", **RUPIAH)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=200, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["posisi", "kode"]
        constraints = [
            models.UniqueConstraint("posisi", "kode", name="realisasi_anggaran_unik"),
            models.CheckConstraint(
                name="realisasi_anggaran_tidak_negatif",
                condition=Q(nilai__gte=0),
                violation_error_message="Realisasi tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.nilai}"


# --- When it was meant to be spent ---------------------------------------------------------------------------------


class MilikTahunQuerySet(models.QuerySet[Any]):
    """Rows of one satker and budget year."""

    def visible_to(self, user: Pengguna | AnonymousUser) -> MilikTahunQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def for_tahun(self, tahun: int) -> MilikTahunQuerySet:
        return self.filter(tahun=tahun)


class RencanaPenarikan(Berversi):
    """What was planned to be spent on one programme in one month (page III of the DIPA), in rupiah; not cumulative."""

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, related_name="rencana_penarikan", verbose_name="satker"
    )
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    kode = models.CharField("kode program", max_length=KODE_MAKS)
    bulan = models.PositiveSmallIntegerField("bulan", validators=[MinValueValidator(1), MaxValueValidator(12)])
    nilai = models.DecimalField("rencana penarikan (Rp)", **RUPIAH)

    objects = MilikTahunQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana penarikan dana"
        verbose_name_plural = "rencana penarikan dana"
        ordering = ["satker", "-tahun", "kode", "bulan"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "kode", "bulan", name="rencana_penarikan_unik"),
            models.CheckConstraint(
                name="rencana_penarikan_bulan",
                condition=Q(bulan__gte=1, bulan__lte=12),
                violation_error_message="Bulan harus 1 sampai 12.",
            ),
            models.CheckConstraint(
                name="rencana_penarikan_tidak_negatif",
                condition=Q(nilai__gte=0),
                violation_error_message="Rencana penarikan tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} bulan {self.bulan}: {self.nilai}"


# --- What it serves ------------------------------------------------------------------------------------------------


class AlokasiAnggaran(Berversi):
    """The share of one account code that serves a sasaran, or one indikator of it; in percent of pagu and realisasi.

    It belongs to the year and the code, as spending does: a revision of the DIPA keeps it. A code is allocated on one
    level only, and its shares come to 100 at most (see `anggaran.alokasi`).
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="alokasi_anggaran", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    kode = models.CharField("kode pos", max_length=KODE_MAKS)
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, related_name="alokasi_anggaran", verbose_name="sasaran"
    )
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alokasi_anggaran",
        verbose_name="indikator",
    )
    porsi = models.DecimalField("porsi (%)", max_digits=5, decimal_places=2, default=100)
    catatan = models.CharField("catatan", max_length=300, blank=True)

    objects = MilikTahunQuerySet.as_manager()

    class Meta:
        verbose_name = "alokasi anggaran"
        verbose_name_plural = "alokasi anggaran"
        ordering = ["satker", "-tahun", "kode", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "tahun", "kode", "sasaran"],
                condition=Q(indikator__isnull=True),
                name="alokasi_sasaran_unik",
                violation_error_message="Pos ini sudah dialokasikan ke sasaran tersebut.",
            ),
            models.UniqueConstraint(
                fields=["satker", "tahun", "kode", "indikator"],
                condition=Q(indikator__isnull=False),
                name="alokasi_indikator_unik",
                violation_error_message="Pos ini sudah dialokasikan ke indikator tersebut.",
            ),
            models.CheckConstraint(
                name="alokasi_porsi",
                condition=Q(porsi__gt=0, porsi__lte=100),
                violation_error_message="Porsi harus lebih dari 0 dan paling banyak 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} → {self.sasaran}"


class KomponenTercetak(Berversi):
    """A component that an old document prints under a sasaran, with its absorption in percent (0–100, may be more).

    Shown as printed beside the allocation and never computed with, for the document prints no amounts. `kode` and
    `uraian` as printed; `kode_pos` the node of the DIPA that it names, "" where that cannot be told. `persen` empty:
    none printed beside it alone, or not legible (`catatan` says which).
    """

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, related_name="komponen_tercetak", verbose_name="satker"
    )
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, related_name="komponen_tercetak", verbose_name="sasaran"
    )
    urut = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode seperti tercetak", max_length=KODE_MAKS)
    uraian = models.CharField("uraian", max_length=400)
    kode_pos = models.CharField("kode pos", max_length=KODE_MAKS, blank=True)
    persen = models.DecimalField("realisasi tercetak (%)", max_digits=7, decimal_places=2, null=True, blank=True)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)
    catatan = models.CharField("catatan", max_length=300, blank=True)

    objects = MilikTahunQuerySet.as_manager()

    class Meta:
        verbose_name = "komponen tercetak"
        verbose_name_plural = "komponen tercetak"
        ordering = ["satker", "-tahun", "urut"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "urut", name="komponen_tercetak_urut_unik"),
            models.CheckConstraint(
                name="komponen_tercetak_persen",
                condition=Q(persen__isnull=True) | Q(persen__gte=0),
                violation_error_message="Persentase tercetak tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"


class PilihanEfisiensi(Berversi):
    """By which rule a satker tells its efficiency from a budget year on, until a later row says otherwise."""

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, related_name="pilihan_efisiensi", verbose_name="satker"
    )
    mulai = models.PositiveSmallIntegerField(
        "mulai tahun anggaran", validators=[MinValueValidator(2000), MaxValueValidator(2099)]
    )
    aturan = models.CharField("aturan", max_length=20, choices=[(a.value, a.value) for a in AturanEfisiensi])
    alasan = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        verbose_name = "pilihan aturan efisiensi"
        verbose_name_plural = "pilihan aturan efisiensi"
        ordering = ["satker", "-mulai"]
        constraints = [models.UniqueConstraint("satker", "mulai", name="pilihan_efisiensi_unik")]

    def __str__(self) -> str:
        return f"{self.aturan} mulai {self.mulai}"


# --- Files of the treasury -----------------------------------------------------------------------------------------


class PemetaanKolom(Berversi):
    """How the columns of one source's export are read; `isi` is `anggaran.impor.pemetaan.Pemetaan` as JSON."""

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pemetaan_kolom", verbose_name="satker")
    nama = models.CharField("nama sumber", max_length=80)
    isi = models.JSONField("pemetaan kolom", default=dict)

    class Meta:
        verbose_name = "pemetaan kolom"
        verbose_name_plural = "pemetaan kolom"
        ordering = ["satker", "nama"]
        constraints = [
            models.UniqueConstraint(
                "satker",
                "nama",
                name="pemetaan_nama_unik",
                violation_error_message="Pemetaan dengan nama ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class ImporAnggaran(Unggahan):
    """An uploaded export of the treasury, or a workbook with a DIPA, while it is looked at, and what became of it."""

    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    jenis = models.CharField("jenis", max_length=12, choices=JenisImpor, default=JenisImpor.REALISASI)
    pilihan = models.JSONField("pilihan", default=dict)
    dipa = models.ForeignKey(
        Dipa, on_delete=models.CASCADE, null=True, blank=True, related_name="impor", verbose_name="DIPA"
    )

    class Meta(Unggahan.Meta):
        verbose_name = "impor anggaran"
        verbose_name_plural = "impor anggaran"
        constraints = [selesai_bertanggal("impor_anggaran_selesai_bertanggal")]
