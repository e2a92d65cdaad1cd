"""What the pages of the evidence show: that of one realisasi, and all of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from organisasi.models import Satker
from sakip.angka import romawi
from sakip.gambar import MEGA

from .bukti_isi import JENIS_ISI
from .enums import JenisBukti, KeadaanNilai
from .models import BuktiDukung, BuktiRealisasi, Pengukuran, Realisasi

if TYPE_CHECKING:
    from organisasi.models import Pengguna


@dataclass(frozen=True)
class Pemakaian:
    """An indikator and quarter that a piece of evidence proves."""

    pengukuran: int
    triwulan: int
    kode: str

    @property
    def teks(self) -> str:
        return f"{self.kode} TW {romawi(self.triwulan)}"


@dataclass(frozen=True)
class KartuBukti:
    """One piece of evidence with where it is used. `terpasang`: its use for the realisasi of the page."""

    bukti: BuktiDukung
    pemakaian: tuple[Pemakaian, ...]
    terpasang: BuktiRealisasi | None = None

    @property
    def jenis(self) -> str:
        """What it is, in one word."""
        if self.bukti.jenis == JenisBukti.TAUTAN:
            return "Tautan"
        return JENIS_ISI.get(self.bukti.jenis_isi, ("Berkas", ""))[0]

    @property
    def akhiran(self) -> str:
        """The sign on its tile."""
        return JENIS_ISI.get(self.bukti.jenis_isi, ("", "berkas"))[1].upper()

    @property
    def ukuran(self) -> str:
        return teks_ukuran(self.bukti.ukuran or 0)

    @property
    def foto(self) -> bool:
        return self.bukti.jenis == JenisBukti.FOTO

    @property
    def dapat_dibuka(self) -> bool:
        """Shown by the browser itself, not only downloaded."""
        return self.bukti.jenis_isi in DIBUKA

    @property
    def tuan(self) -> str:
        """Whose address a link leads to."""
        return self.bukti.tautan.split("/")[2] if self.bukti.tautan else ""

    @property
    def lain(self) -> tuple[Pemakaian, ...]:
        """Other indikator and quarters that it proves too."""
        if self.terpasang is None:
            return self.pemakaian
        r = self.terpasang.realisasi
        return tuple(p for p in self.pemakaian if (p.pengukuran, p.triwulan) != (r.pengukuran_id, r.triwulan))


def teks_ukuran(bita: int) -> str:
    """As people say it: "41 KB", "1,2 MB"."""
    if bita < MEGA:
        return f"{max(1, round(bita / 1024))} KB"
    return f"{bita / MEGA:.1f} MB".replace(".", ",").replace(",0", "")


#: Types that a browser shows; everything else is only ever an attachment.
DIBUKA = {"image/jpeg", "application/pdf"}


def bukti_realisasi(realisasi: Realisasi, user: Pengguna) -> list[KartuBukti]:
    """The evidence of one realisasi in its order. Two queries."""
    pakai = realisasi.bukti_realisasi.select_related("bukti__diunggah_oleh", "realisasi").prefetch_related(
        Prefetch("bukti__bukti_realisasi", queryset=_pemakaian_tampak(user))
    )
    return [KartuBukti(p.bukti, _pemakaian(p.bukti.bukti_realisasi.all()), p) for p in pakai]


def kartu(bukti: Iterable[BuktiDukung]) -> list[KartuBukti]:
    """For rows of `bukti_tahun`."""
    return [KartuBukti(b, _pemakaian(b.bukti_realisasi.all())) for b in bukti]


def bukti_tahun(satker: Satker, tahun: int, user: Pengguna) -> QuerySet[BuktiDukung]:
    """All evidence of a year that this person may see, newest first, with where it is used."""
    terlihat = BuktiDukung.objects.visible_to(user).filter(satker=satker, tahun=tahun)
    return (
        terlihat.select_related("diunggah_oleh")
        .prefetch_related(Prefetch("bukti_realisasi", queryset=_pemakaian_tampak(user)))
        .order_by("-diunggah_pada", "-pk")
    )


@dataclass(frozen=True)
class SaringanBukti:
    """What a person asked to see: words, a kind, an indikator, a quarter, only what nothing uses."""

    kata: str = ""
    jenis: str = ""
    pengukuran: int | None = None
    triwulan: int | None = None
    tak_terpakai: bool = False

    @property
    def ada(self) -> bool:
        return self != SaringanBukti()


def saring(bukti: QuerySet[BuktiDukung], menurut: SaringanBukti) -> QuerySet[BuktiDukung]:
    for satu in menurut.kata.split()[:8]:
        bukti = bukti.filter(
            Q(judul__icontains=satu)
            | Q(nama_berkas__icontains=satu)
            | Q(keterangan__icontains=satu)
            | Q(tautan__icontains=satu)
        )
    if menurut.jenis in JenisBukti.values:
        bukti = bukti.filter(jenis=menurut.jenis)
    pakai = BuktiRealisasi.objects.filter(bukti=OuterRef("pk"))
    if menurut.tak_terpakai:
        return bukti.filter(~Exists(pakai))
    if menurut.pengukuran is not None:
        pakai = pakai.filter(realisasi__pengukuran=menurut.pengukuran)
    if menurut.triwulan is not None:
        pakai = pakai.filter(realisasi__triwulan=menurut.triwulan)
    return bukti if menurut.pengukuran is None and menurut.triwulan is None else bukti.filter(Exists(pakai))


@dataclass(frozen=True)
class RingkasBukti:
    """The year in numbers; `ukuran` in bytes. `tanpa`: realisasi with a figure and without evidence."""

    banyak: int
    ukuran: int
    realisasi: int
    tanpa: tuple[Realisasi, ...]

    @property
    def teks_ukuran(self) -> str:
        return teks_ukuran(self.ukuran)

    @property
    def berbukti(self) -> int:
        return self.realisasi - len(self.tanpa)


def ringkas_bukti(satker: Satker, tahun: int, user: Pengguna) -> RingkasBukti:
    """Two queries."""
    terlihat = BuktiDukung.objects.visible_to(user).filter(satker=satker, tahun=tahun)
    jumlah = terlihat.aggregate(banyak=Count("pk"), ukuran=Sum("ukuran"))
    tampak = Realisasi.objects.visible_to(user)
    berangka = (
        tampak.terkini(tampak)
        .filter(pengukuran__satker=satker, pengukuran__tahun=tahun, keadaan=KeadaanNilai.TERISI)
        .annotate(berbukti=Exists(BuktiRealisasi.objects.filter(realisasi=OuterRef("pk"))))
        .select_related("pengukuran__indikator", "pengukuran__butir")
        .order_by("triwulan", "pengukuran__indikator__sasaran__urut", "pengukuran__indikator__urut")
    )
    semua = list(berangka)
    return RingkasBukti(jumlah["banyak"], jumlah["ukuran"] or 0, len(semua), tuple(r for r in semua if not r.berbukti))


def foto_laporan(satker: Satker, tahun: int) -> dict[int, list[BuktiDukung]]:
    """Photos that the LKjIP prints, by Pengukuran in the order of its quarters; each photo once. One query."""
    terhitung = Realisasi.objects.untuk_laporan()
    pakai = (
        BuktiRealisasi.objects.filter(
            bukti__satker=satker,
            bukti__tahun=tahun,
            bukti__tampil_di_laporan=True,
            realisasi__in=terhitung.terkini(terhitung).values("pk"),
        )
        .select_related("bukti", "realisasi")
        .order_by(
            "realisasi__pengukuran__indikator__sasaran__urut",
            "realisasi__pengukuran__indikator__urut",
            "realisasi__triwulan",
            "urut",
            "pk",
        )
    )
    hasil: dict[int, list[BuktiDukung]] = {}
    sudah: set[int] = set()
    for p in pakai:
        if p.bukti_id not in sudah:
            sudah.add(p.bukti_id)
            hasil.setdefault(p.realisasi.pengukuran_id, []).append(p.bukti)
    return hasil


def indikator_tahun(satker: Satker, tahun: int) -> QuerySet[Pengukuran]:
    """The indikator that evidence may be asked for."""
    return Pengukuran.objects.filter(satker=satker).for_tahun(tahun).select_related("indikator", "butir")


def _pemakaian_tampak(user: Pengguna) -> QuerySet[BuktiRealisasi]:
    return BuktiRealisasi.objects.filter(realisasi__in=Realisasi.objects.visible_to(user).values("pk")).select_related(
        "realisasi__pengukuran__indikator"
    )


def _pemakaian(pakai: Iterable[BuktiRealisasi]) -> tuple[Pemakaian, ...]:
    """Each indikator and quarter once: a corrected realisasi uses what the one before it used."""
    semua = {
        Pemakaian(p.realisasi.pengukuran_id, p.realisasi.triwulan, p.realisasi.pengukuran.indikator.kode) for p in pakai
    }
    return tuple(sorted(semua, key=lambda p: (p.kode, p.triwulan)))
