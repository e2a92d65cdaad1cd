"""The yearly promise of an office holder to the superior: letter, annex of sasaran and targets, budget rows."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dokumen.models import DokumenBertanda
from organisasi.enums import StatusPenugasan
from organisasi.models import KopSurat, Penugasan, Satker, Unit
from sakip.alur import Beralur, RiwayatStatus, Transisi

from .aksi.models import BarisAksi, RencanaAksi, RiwayatRencanaAksi
from .enums import DasarPerubahan, JenisPerjanjian, StatusPerjanjian
from .models_baris import AnggaranPerjanjian, IndikatorPerjanjian, SasaranPerjanjian
from .rkt.models import IndikatorRkt, KegiatanRkt, RiwayatRkt, Rkt, SasaranRkt

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

__all__ = [
    "AnggaranPerjanjian",
    "BarisAksi",
    "IndikatorPerjanjian",
    "IndikatorRkt",
    "KegiatanRkt",
    "PerjanjianKinerja",
    "RencanaAksi",
    "RiwayatPerjanjian",
    "RiwayatRencanaAksi",
    "RiwayatRkt",
    "Rkt",
    "SasaranPerjanjian",
    "SasaranRkt",
]

S = StatusPerjanjian

#: Copied from the parties at the first signature, and given up when the paper comes back.
BEKU = ("nama_pihak_pertama", "jabatan_pihak_pertama", "nama_pihak_kedua", "jabatan_pihak_kedua")


class PerjanjianKinerjaQuerySet(models.QuerySet["PerjanjianKinerja"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PerjanjianKinerjaQuerySet:
        """Everything of the own satker; of the satker below only what they have signed."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | Q(status__in=[S.BERLAKU, S.DIGANTIKAN]))

    def for_tahun(self, tahun: int) -> PerjanjianKinerjaQuerySet:
        return self.filter(tahun=tahun)

    def berlaku(self) -> PerjanjianKinerjaQuerySet:
        """The ones in force now: newest signed of each office."""
        return self.filter(status=S.BERLAKU)

    def pada(self, tanggal: datetime.date) -> PerjanjianKinerjaQuerySet:
        """The ones in force on a date: signed on or before it and not yet replaced then."""
        return self.filter(status__in=[S.BERLAKU, S.DIGANTIKAN], tanggal__lte=tanggal).exclude(
            digantikan_oleh__status__in=[S.BERLAKU, S.DIGANTIKAN], digantikan_oleh__tanggal__lte=tanggal
        )

    def menunggu_tanda(self, user: Pengguna) -> PerjanjianKinerjaQuerySet:
        """Those that wait for this person's own signature, given in an office that is held today."""
        if user.pejabat_id is None:
            return self.none()
        kini = user.penugasan_kini().values("pk")
        pertama = Q(status=S.DIAJUKAN, pihak_pertama__in=kini)
        return self.filter(pertama | Q(status=S.DITANDATANGANI, pihak_kedua__in=kini))

    def untuk_daftar(self) -> PerjanjianKinerjaQuerySet:
        return self.select_related(
            "dokumen",
            "satker",
            "unit",
            "pihak_pertama__jabatan__atasan",
            "pihak_pertama__pejabat",
            "pihak_kedua__jabatan",
            "pihak_kedua__pejabat",
        )

    def lengkap(self) -> PerjanjianKinerjaQuerySet:
        """With everything that the paper shows, in a fixed number of queries."""
        return self.untuk_daftar().prefetch_related(
            "sasaran__indikator__satuan__skala__tingkat", "sasaran__indikator__indikator", "anggaran"
        )


class PerjanjianKinerja(Beralur):
    """One PK. A signed one is never edited: a perjanjian kinerja perubahan replaces it and it stays readable.

    Names and positions of both parties are copied (`nama_pihak_…`, `jabatan_pihak_…`) when the first party signs, so
    that the paper stays as it was when people move.
    """

    ALUR = {
        "ajukan": Transisi(
            frozenset({S.DRAF, S.DIKEMBALIKAN}),
            S.DIAJUKAN,
            "perjanjian.ajukan_perjanjiankinerja",
            "Ajukan perjanjian",
        ),
        "kembalikan": Transisi(
            frozenset({S.DIAJUKAN, S.DITANDATANGANI}),
            S.DIKEMBALIKAN,
            "perjanjian.tandatangani_perjanjiankinerja",
            "Kembalikan perjanjian",
            wajib_catatan=True,
            utama=False,
        ),
        "tandatangani": Transisi(
            frozenset({S.DIAJUKAN}),
            S.DITANDATANGANI,
            "perjanjian.tandatangani_perjanjiankinerja",
            "Tandatangani sebagai pihak pertama",
            konfirmasi="Isi perjanjian menjadi tetap setelah ditandatangani.",
        ),
        "setujui": Transisi(
            frozenset({S.DITANDATANGANI}),
            S.BERLAKU,
            "perjanjian.tandatangani_perjanjiankinerja",
            "Tandatangani sebagai pihak kedua",
            konfirmasi="Perjanjian langsung berlaku dan menggantikan perjanjian sebelumnya.",
        ),
        "gantikan": Transisi(
            frozenset({S.BERLAKU}),
            S.DIGANTIKAN,
            "perjanjian.tandatangani_perjanjiankinerja",
            "Gantikan perjanjian",
            akibat=True,
        ),
    }

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="satker")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="unit")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=12, choices=JenisPerjanjian, default=JenisPerjanjian.AWAL)
    judul = models.CharField("judul lampiran", max_length=500)
    kolom_sasaran = models.CharField("judul kolom sasaran", max_length=60, default="Sasaran Kegiatan")
    kolom_anggaran = models.CharField(
        "judul kolom anggaran", max_length=100, default="Kegiatan / Rincian Output / Sub Komponen"
    )
    kop = models.ForeignKey(
        KopSurat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kop surat"
    )
    pihak_pertama = models.ForeignKey(
        Penugasan, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="pihak pertama"
    )
    pihak_kedua = models.ForeignKey(
        Penugasan, on_delete=models.PROTECT, related_name="perjanjian_bawahan", verbose_name="pihak kedua"
    )
    nama_pihak_pertama = models.CharField("nama pihak pertama", max_length=200, blank=True, editable=False)
    jabatan_pihak_pertama = models.CharField("jabatan pihak pertama", max_length=320, blank=True, editable=False)
    nama_pihak_kedua = models.CharField("nama pihak kedua", max_length=200, blank=True, editable=False)
    jabatan_pihak_kedua = models.CharField("jabatan pihak kedua", max_length=320, blank=True, editable=False)
    tempat = models.CharField("tempat", max_length=100)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    tanggal_lampiran = models.DateField("tanggal pada lampiran", null=True, blank=True)
    status = models.CharField("status", max_length=16, choices=StatusPerjanjian, default=S.DRAF, editable=False)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="digantikan_oleh",
        editable=False,
        verbose_name="menggantikan",
    )
    dasar_perubahan = models.CharField("dasar perubahan", max_length=10, choices=DasarPerubahan, blank=True)
    alasan_perubahan = models.TextField("alasan perubahan", blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)
    dokumen = models.OneToOneField(
        DokumenBertanda,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="perjanjian",
        editable=False,
        verbose_name="dokumen bertanda tangan",
    )

    objects = PerjanjianKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["satker", "-tahun", "pihak_pertama__jabatan__urut", "tanggal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pihak_pertama", "tahun"],
                condition=Q(status=S.BERLAKU),
                name="perjanjian_satu_berlaku",
                violation_error_message="Pejabat ini sudah mempunyai perjanjian kinerja yang berlaku tahun ini.",
            ),
            models.CheckConstraint(
                name="perjanjian_berlaku_bertanggal",
                condition=~Q(status__in=[S.DITANDATANGANI, S.BERLAKU]) | Q(tanggal__isnull=False),
                violation_error_message="Perjanjian yang ditandatangani harus bertanggal.",
            ),
            models.CheckConstraint(
                name="perjanjian_perubahan_beralasan",
                condition=~Q(jenis=JenisPerjanjian.PERUBAHAN) | ~Q(alasan_perubahan=""),
                violation_error_message="Perjanjian perubahan harus menyebut alasannya.",
            ),
            models.CheckConstraint(
                name="perjanjian_dasar_perubahan",
                condition=Q(jenis=JenisPerjanjian.PERUBAHAN) | Q(dasar_perubahan=""),
                violation_error_message="Hanya perjanjian perubahan yang mempunyai dasar perubahan.",
            ),
            models.CheckConstraint(
                name="perjanjian_dua_pihak",
                condition=~Q(pihak_pertama=models.F("pihak_kedua")),
                violation_error_message="Pihak pertama dan pihak kedua harus berbeda.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun} – {self.sebutan_pihak_pertama}"

    def get_absolute_url(self) -> str:
        return reverse("perjanjian:detail", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": self.pk})

    @property
    def dapat_diubah(self) -> bool:
        return self.status in {S.DRAF, S.DIKEMBALIKAN}

    def jalur_unit(self) -> list[str]:
        return [self.unit.jalur]

    def sidik_isi(self) -> str:
        """A fingerprint of what the paper says, so that nobody signs another text than the one on the screen."""
        baris = [(s.pk, s.uraian, [(i.pk, i.versi) for i in s.indikator.all()]) for s in self.sasaran.all()]
        anggaran = [(a.pk, a.versi) for a in self.anggaran.all()]
        kepala = (self.judul, self.tempat, self.tanggal, self.kop_id, self.pihak_pertama_id, self.pihak_kedua_id)
        lampiran = (self.kolom_sasaran, self.kolom_anggaran, self.tanggal_lampiran)
        isi = repr((baris, anggaran, kepala, lampiran))
        return hashlib.sha256(isi.encode()).hexdigest()[:32]

    @property
    def nama_pertama(self) -> str:
        return self.nama_pihak_pertama or self.pihak_pertama.pejabat.nama_lengkap

    @property
    def sebutan_pihak_pertama(self) -> str:
        return self.jabatan_pihak_pertama or self.pihak_pertama.sebutan_jabatan

    @property
    def nama_kedua(self) -> str:
        return self.nama_pihak_kedua or self.pihak_kedua.pejabat.nama_lengkap

    @property
    def sebutan_pihak_kedua(self) -> str:
        return self.jabatan_pihak_kedua or self.pihak_kedua.sebutan_jabatan

    @property
    def pelaksana_tugas(self) -> bool:
        return self.pihak_pertama.status != StatusPenugasan.DEFINITIF

    @property
    def bertanda(self) -> DokumenBertanda | None:
        """The file that carries the signatures given so far; None while there is none, or it was withdrawn."""
        return self.dokumen if self.dokumen is not None and not self.dokumen.ditarik else None

    @property
    def ditandatangani_di_luar(self) -> bool:
        """Signed before electronic signatures came, or elsewhere: this program holds no signature of it."""
        return self.pertama_sudah and self.bertanda is None

    @property
    def pertama_sudah(self) -> bool:
        return self.status in {S.DITANDATANGANI, S.BERLAKU, S.DIGANTIKAN}

    @property
    def kedua_sudah(self) -> bool:
        return self.status in {S.BERLAKU, S.DIGANTIKAN}

    @property
    def penanda_tangan(self) -> Penugasan | None:
        """Whose signature the paper waits for; None: it waits for nobody's."""
        return {S.DIAJUKAN: self.pihak_pertama, S.DITANDATANGANI: self.pihak_kedua}.get(S(self.status))

    @property
    def penanda_tangan_purna(self) -> bool:
        """Whether the one who should sign does not hold the position today, so that nobody can sign."""
        return self.penanda_tangan is not None and not self.penanda_tangan.menjabat_pada(timezone.localdate())

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Only the party itself signs, while in office; only the superior (or the party, before signing) returns."""
        if tindakan not in {"tandatangani", "setujui", "kembalikan"}:
            return True
        if tindakan != "kembalikan":
            pihak = self.pihak_pertama if tindakan == "tandatangani" else self.pihak_kedua
            return user.pejabat_id == pihak.pejabat_id and pihak.menjabat_pada(timezone.localdate())
        boleh = {self.pihak_kedua.pejabat_id}
        if self.status == S.DIAJUKAN:
            boleh.add(self.pihak_pertama.pejabat_id)
        return user.pejabat_id in boleh

    def ajukan(self, *, oleh: Any) -> None:
        self._pindah("ajukan", oleh=oleh)

    def kembalikan(self, *, oleh: Any, catatan: str) -> None:
        """Back to the drafters. A signed paper loses its date and frozen names: the next signature gives them anew.

        The file that carries the first signature is withdrawn, and kept.
        """
        beku: dict[str, Any] = {} if self.status == S.DIAJUKAN else {"tanggal": None, **dict.fromkeys(BEKU, "")}
        with transaction.atomic():
            self._pindah("kembalikan", oleh=oleh, catatan=catatan, **beku)
            if self.bertanda is not None:
                self.bertanda.tarik(catatan.strip())

    def tandatangani(self, *, oleh: Any) -> None:
        """Signature of the first party: freezes names and positions, and dates the paper when it has no date yet."""
        self._pindah(
            "tandatangani",
            oleh=oleh,
            tanggal=self.tanggal or timezone.localdate(),
            nama_pihak_pertama=self.pihak_pertama.pejabat.nama_lengkap,
            jabatan_pihak_pertama=self.pihak_pertama.sebutan_jabatan,
            nama_pihak_kedua=self.pihak_kedua.pejabat.nama_lengkap,
            jabatan_pihak_kedua=self.pihak_kedua.sebutan_jabatan,
        )


class RiwayatPerjanjian(RiwayatStatus):
    objek = models.ForeignKey(
        PerjanjianKinerja, on_delete=models.CASCADE, related_name="riwayat", verbose_name="perjanjian kinerja"
    )

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat perjanjian kinerja"
        verbose_name_plural = "riwayat perjanjian kinerja"
