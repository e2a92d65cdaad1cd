"""The five-year plan: visi, misi, tujuan, sasaran, indikator and their yearly targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisasi.models import Jabatan, Satker, Unit
from sakip.alur import Beralur, RiwayatStatus, Transisi
from sakip.models import TAHUN, Berversi

from .enums import (
    Agregasi,
    JenisSasaran,
    Polaritas,
    RumusMinimasi,
    RumusOrdinal,
    StatusRenstra,
    Tampilan,
)
from .ikut.models import Warisan, acuan_unik
from .naskah.models import KeputusanRenstra, NarasiRenstra
from .penetapan import PenetapanIku
from .pohon.models import Kondisi, PohonKinerja
from .revisi import AlasanPerubahan
from .rincian import PengecualianMutu, StandarNasional, TargetTahunan
from .satuan import NILAI, Satuan, Skala, TingkatSkala
from .unggahan import ImporRenstra

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

__all__ = [
    "AlasanPerubahan",
    "ImporRenstra",
    "Indikator",
    "KataVisi",
    "Kegiatan",
    "KeputusanRenstra",
    "Kondisi",
    "Misi",
    "NarasiRenstra",
    "PenetapanIku",
    "PengecualianMutu",
    "PohonKinerja",
    "Program",
    "Renstra",
    "RiwayatRenstra",
    "Sasaran",
    "Satuan",
    "Skala",
    "StandarNasional",
    "TargetTahunan",
    "TingkatSkala",
    "Tujuan",
]

#: Characters of a long text, typed or imported: a cell of Excel holds 32,767, and every plan can be taken out as one.
TEKS_MAKS = 30_000


class RenstraQuerySet(models.QuerySet["Renstra"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> RenstraQuerySet:
        """Everything of the own satker; of the satker below only what they have fixed."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        terbit = Q(status__in=[StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN])
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | terbit)

    def for_tahun(self, tahun: int) -> RenstraQuerySet:
        return self.filter(periode_awal__lte=tahun, periode_akhir__gte=tahun)

    def berlaku(self) -> RenstraQuerySet:
        return self.filter(status=StatusRenstra.DITETAPKAN)


class Renstra(Beralur, Berversi):
    """A plan of one satker. A fixed one is never edited: a revision supersedes it (`menggantikan`)."""

    ALUR = {
        "ajukan": Transisi(
            frozenset({StatusRenstra.DRAF, StatusRenstra.DIKEMBALIKAN}),
            StatusRenstra.DIAJUKAN,
            "renstra.ajukan_renstra",
            "Ajukan Renstra",
        ),
        "kembalikan": Transisi(
            frozenset({StatusRenstra.DIAJUKAN}),
            StatusRenstra.DIKEMBALIKAN,
            "renstra.tetapkan_renstra",
            "Kembalikan Renstra",
            wajib_catatan=True,
            utama=False,
        ),
        "tetapkan": Transisi(
            frozenset({StatusRenstra.DIAJUKAN}),
            StatusRenstra.DITETAPKAN,
            "renstra.tetapkan_renstra",
            "Tetapkan Renstra",
            konfirmasi="Renstra yang ditetapkan tidak dapat diubah lagi; perubahan berikutnya menjadi revisi.",
        ),
        "gantikan": Transisi(
            frozenset({StatusRenstra.DITETAPKAN}),
            StatusRenstra.DIGANTIKAN,
            "renstra.tetapkan_renstra",
            "Gantikan Renstra",
            akibat=True,
        ),
    }

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="renstra", verbose_name="satker")
    judul = models.CharField("judul", max_length=300)
    periode_awal = models.PositiveSmallIntegerField("tahun awal", validators=TAHUN)
    periode_akhir = models.PositiveSmallIntegerField("tahun akhir", validators=TAHUN)
    visi = models.TextField("visi", blank=True)
    nomor_keputusan = models.CharField("nomor keputusan", max_length=200, blank=True)
    tanggal_keputusan = models.DateField("tanggal keputusan", null=True, blank=True)
    penandatangan = models.CharField("penandatangan", max_length=200, blank=True)
    jabatan_penandatangan = models.CharField("jabatan penandatangan", max_length=300, blank=True)
    status = models.CharField(
        "status", max_length=20, choices=StatusRenstra, default=StatusRenstra.DRAF, editable=False
    )
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="digantikan_oleh",
        editable=False,
        verbose_name="menggantikan",
    )
    alasan_revisi = models.TextField("alasan revisi", blank=True)
    mengikuti = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengikut",
        editable=False,
        verbose_name="mengikuti Renstra",
    )

    objects = RenstraQuerySet.as_manager()

    class Meta:
        verbose_name = "Renstra"
        verbose_name_plural = "Renstra"
        ordering = ["satker", "-periode_awal", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="renstra_periode_urut",
                condition=Q(periode_akhir__gte=F("periode_awal")),
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
            models.UniqueConstraint(
                fields=["satker", "periode_awal"],
                condition=Q(status=StatusRenstra.DITETAPKAN),
                name="renstra_satu_berlaku_per_periode",
                violation_error_message="Sudah ada Renstra yang berlaku untuk periode ini.",
            ),
            models.CheckConstraint(
                name="renstra_ditetapkan_bernomor",
                condition=~Q(status=StatusRenstra.DITETAPKAN) | ~Q(nomor_keputusan=""),
                violation_error_message="Renstra yang ditetapkan harus mempunyai nomor keputusan.",
            ),
            models.CheckConstraint(
                name="renstra_tidak_mengikuti_diri",
                condition=Q(mengikuti__isnull=True) | ~Q(mengikuti=F("pk")),
                violation_error_message="Renstra tidak dapat mengikuti dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("renstra:detail", kwargs={"kode": self.satker.kode, "tahun": self.periode_akhir, "pk": self.pk})

    @property
    def tahun_periode(self) -> range:
        return range(self.periode_awal, self.periode_akhir + 1)

    @property
    def periode(self) -> str:
        """ "2020–2024"."""
        return f"{self.periode_awal}–{self.periode_akhir}"

    @property
    def dapat_diubah(self) -> bool:
        return self.status in {StatusRenstra.DRAF, StatusRenstra.DIKEMBALIKAN}

    @property
    def dapat_direvisi(self) -> bool:
        """In force, and no revision of it has been begun. One query."""
        return self.status == StatusRenstra.DITETAPKAN and not Renstra.objects.filter(menggantikan=self).exists()

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Nobody fixes what the same person submitted."""
        if tindakan != "tetapkan":
            return True
        pengajuan = self.riwayat.filter(tindakan="ajukan").order_by("waktu", "pk").last()
        return pengajuan is None or pengajuan.oleh_id != user.pk


class RiwayatRenstra(RiwayatStatus):
    objek = models.ForeignKey(Renstra, on_delete=models.CASCADE, related_name="riwayat", verbose_name="Renstra")

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat Renstra"
        verbose_name_plural = "riwayat Renstra"


class BagianRenstra(Warisan, Berversi):
    """An ordered part of a Renstra."""

    renstra = models.ForeignKey(Renstra, on_delete=models.CASCADE, related_name="%(class)s", verbose_name="Renstra")
    urut = models.PositiveSmallIntegerField("urutan")

    class Meta:
        abstract = True
        ordering = ["urut"]
        constraints = [models.UniqueConstraint("renstra", "urut", name="%(class)s_urut_unik"), acuan_unik("renstra")]


class KataVisi(BagianRenstra):
    """A key word of the visi with its explanation."""

    kata = models.CharField("kata", max_length=100)
    arti = models.TextField("arti")

    class Meta(BagianRenstra.Meta):
        verbose_name = "kata kunci visi"
        verbose_name_plural = "kata kunci visi"

    def __str__(self) -> str:
        return self.kata


class Misi(BagianRenstra):
    teks = models.TextField("misi")

    class Meta(BagianRenstra.Meta):
        verbose_name = "misi"
        verbose_name_plural = "misi"

    def __str__(self) -> str:
        return self.teks


class Tujuan(BagianRenstra):
    teks = models.TextField("tujuan")

    class Meta(BagianRenstra.Meta):
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"

    def __str__(self) -> str:
        return self.teks


class Program(BagianRenstra):
    """A budget programme that carries sasaran program."""

    kode = models.CharField("kode", max_length=20, blank=True)
    nama = models.CharField("nama program", max_length=300)
    uraian = models.TextField("uraian", blank=True)

    class Meta(BagianRenstra.Meta):
        verbose_name = "program"
        verbose_name_plural = "program"

    def __str__(self) -> str:
        return self.nama


class Kegiatan(Warisan, Berversi):
    """An activity of a programme that carries sasaran kegiatan."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="kegiatan", verbose_name="program")
    urut = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode", max_length=20, blank=True)
    nama = models.CharField("nama kegiatan", max_length=400)

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["urut"]
        constraints = [models.UniqueConstraint("program", "urut", name="kegiatan_urut_unik"), acuan_unik("program")]

    def __str__(self) -> str:
        return self.nama


class Sasaran(Warisan, Berversi):
    """What is to be reached: strategis (under a tujuan), program (outcome) or kegiatan (output).

    `tujuan` may be unknown: older matrices list the sasaran strategis without it.
    """

    renstra = models.ForeignKey(Renstra, on_delete=models.CASCADE, related_name="sasaran", verbose_name="Renstra")
    jenis = models.CharField("jenis", max_length=12, choices=JenisSasaran, default=JenisSasaran.STRATEGIS)
    tujuan = models.ForeignKey(
        Tujuan, on_delete=models.PROTECT, null=True, blank=True, related_name="sasaran", verbose_name="tujuan"
    )
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, blank=True, related_name="sasaran", verbose_name="program"
    )
    kegiatan = models.ForeignKey(
        Kegiatan, on_delete=models.PROTECT, null=True, blank=True, related_name="sasaran", verbose_name="kegiatan"
    )
    urut = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode", max_length=20)
    uraian = models.TextField("sasaran")
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["renstra", "urut"]
        constraints = [
            models.UniqueConstraint("renstra", "urut", name="sasaran_urut_unik"),
            acuan_unik("renstra"),
            models.CheckConstraint(
                name="sasaran_induk_sesuai_jenis",
                condition=Q(jenis=JenisSasaran.STRATEGIS, program__isnull=True, kegiatan__isnull=True)
                | Q(jenis=JenisSasaran.PROGRAM, program__isnull=False, kegiatan__isnull=True, tujuan__isnull=True)
                | Q(jenis=JenisSasaran.KEGIATAN, kegiatan__isnull=False, program__isnull=True, tujuan__isnull=True),
                violation_error_message="Sasaran program harus di bawah program, sasaran kegiatan di bawah kegiatan.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class Indikator(Warisan, Berversi):
    """Measures a sasaran. Direction, formula, aggregation and display are chosen per indikator."""

    sasaran = models.ForeignKey(Sasaran, on_delete=models.CASCADE, related_name="indikator", verbose_name="sasaran")
    urut = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode", max_length=20)
    uraian = models.TextField("indikator")
    iku = models.BooleanField("indikator kinerja utama (IKU)", default=False)
    satuan = models.ForeignKey(Satuan, on_delete=models.PROTECT, related_name="indikator", verbose_name="satuan")
    polaritas = models.CharField("polaritas", max_length=12, choices=Polaritas, default=Polaritas.MAKSIMASI)
    rumus_minimasi = models.CharField("rumus minimasi", max_length=2, choices=RumusMinimasi, default=RumusMinimasi.A)
    rumus_ordinal = models.CharField("rumus ordinal", max_length=10, choices=RumusOrdinal, default=RumusOrdinal.SKOR)
    agregasi = models.CharField("agregasi triwulan", max_length=12, choices=Agregasi, default=Agregasi.NILAI_AKHIR)
    tampilan = models.CharField("tampilan capaian", max_length=8, choices=Tampilan, default=Tampilan.PERSEN)
    batas = models.DecimalField("batas capaian (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    definisi = models.TextField("definisi", blank=True)
    cara_pengukuran = models.TextField("cara pengukuran", blank=True)
    sumber_data = models.TextField("sumber data", blank=True)
    pelaksana = models.ManyToManyField(Unit, blank=True, related_name="indikator", verbose_name="unit pelaksana")
    penanggung_jawab = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indikator_renstra",
        verbose_name="penanggung jawab",
    )
    baseline = models.DecimalField("baseline", null=True, blank=True, **NILAI)
    tahun_baseline = models.PositiveSmallIntegerField("tahun baseline", null=True, blank=True, validators=TAHUN)
    alasan_target = models.TextField("alasan target", blank=True)
    komponen_x = models.CharField("nama komponen X (pembilang)", max_length=300, blank=True)
    komponen_y = models.CharField("nama komponen Y (penyebut)", max_length=300, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["sasaran__urut", "urut"]
        constraints = [models.UniqueConstraint("sasaran", "urut", name="indikator_urut_unik"), acuan_unik("sasaran")]

    def __str__(self) -> str:
        return self.uraian

    def clean(self) -> None:
        """A grade cannot be added up or averaged."""
        if self.satuan_id and self.satuan.skala_id and self.agregasi in {Agregasi.JUMLAH, Agregasi.RATA_RATA}:
            raise ValidationError({"agregasi": "Predikat tidak dapat dijumlahkan atau dirata-ratakan."})

    @property
    def level(self) -> str:
        """IKSS, IKP or IKK: follows from the kind of sasaran."""
        return {"strategis": "IKSS", "program": "IKP", "kegiatan": "IKK"}[self.sasaran.jenis]
