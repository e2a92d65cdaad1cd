"""Everything an LKjIP is made from, fetched in a fixed number of queries before anything is composed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from anggaran.efisiensi import EfisiensiSatker, efisiensi_satker, komponen_sasaran
from anggaran.kinerja import Kinerja
from anggaran.rekap import RekapDipa, rekap_dipa
from anggaran.rekap_alokasi import RekapAlokasi, rekap_alokasi
from anggaran.rekap_tahunan import TAHUN_ANGGARAN
from capaian.kinerja import kinerja_rekap
from capaian.lembar_bukti import foto_laporan
from capaian.models import BuktiDukung, KategoriCapaian, Realisasi
from capaian.rekap import BarisCapaian, RekapCapaian, rekap_capaian, skala_kategori
from dokumen.blok import Blok, Paragraf, Prosa
from dokumen.jenis import GalatDokumen
from organisasi.enums import JenisJabatan, JenisUnit
from organisasi.models import Penugasan, Satker, Unit
from pelaporan.enums import KunciNarasi
from pelaporan.models import Foto, Laporan, TabelPendukung
from perjanjian.models import PerjanjianKinerja
from renstra.enums import JenisSasaran
from renstra.models import Indikator, Renstra, Sasaran
from renstra.silsilah import akar
from sakip.prosa import bersih

from .bentuk import Penomoran
from .kekosongan import Tempat
from .pendukung import susun_pendukung

TAHUN_BANDING = 4  # years side by side in the comparison of capaian


@dataclass(frozen=True)
class Sumber:
    """The rows of one report. `capaian` and `anggaran` are keyed by year and include the report's own.

    `foto` is keyed by sasaran; `bukti`, photos among the evidence, by Pengukuran.
    """

    satker: Satker
    tahun: int
    laporan: Laporan
    renstra: Renstra
    sasaran: tuple[Sasaran, ...]
    perjanjian: PerjanjianKinerja | None
    penandatangan: Penugasan | None
    unit: tuple[Unit, ...]
    skala: tuple[KategoriCapaian, ...]
    capaian: dict[int, RekapCapaian]
    riwayat: dict[int, dict[int, BarisCapaian]]
    asal: dict[int, int]
    target_akhir: dict[int, Decimal]
    dipa: RekapDipa
    anggaran: dict[int, RekapDipa]
    alokasi: RekapAlokasi
    kinerja: Kinerja
    efisiensi: EfisiensiSatker
    narasi: dict[Tempat, str]
    tabel: dict[Tempat, list[TabelPendukung]]
    foto: dict[int, list[Foto]]
    bukti: dict[int, list[BuktiDukung]]

    @property
    def rekap(self) -> RekapCapaian:
        """Capaian of the report's year."""
        return self.capaian[self.tahun]

    def isi(
        self,
        nomor: Penomoran,
        kunci: KunciNarasi,
        *susunan: Blok,
        sasaran: Sasaran | None = None,
        di_bawah: int = 2,
    ) -> list[Blok]:
        """Everything that stands at a place: its prose, what is generated there, the tables that people added.

        The one way to print a place; none is printed without its tables.
        """
        teks = self.teks(kunci, sasaran, di_bawah=di_bawah)
        prosa: list[Blok] = [Prosa(teks)] if teks else []
        return [*prosa, *susunan, *self.pendukung(nomor, kunci, sasaran)]

    def teks(self, kunci: KunciNarasi, sasaran: Sasaran | None = None, *, di_bawah: int = 2) -> SafeString:
        """The prose of a place, ready to print; empty where there is none."""
        isi = self.narasi.get((kunci, sasaran.pk if sasaran else None), "")
        if bersih.kosong(isi):
            return SafeString("")
        try:
            return bersih.cetak(isi, di_bawah=di_bawah)
        except bersih.GalatProsa as galat:
            raise GalatDokumen(f"{kunci.label}: {galat}") from galat

    def pendukung(self, nomor: Penomoran, kunci: KunciNarasi, sasaran: Sasaran | None = None) -> list[Blok]:
        """The tables that people added to a place."""
        tabel = self.tabel.get((kunci, sasaran.pk if sasaran else None), [])
        blok = [nomor.nomori(susun_pendukung(t)) for t in tabel if t.kolom]
        hasil: list[Blok] = []
        for b in blok:
            if not b.tabel.nomor:  # only a numbered table prints its title itself
                hasil.append(Paragraf(f"{b.tabel.judul}:"))
            hasil.append(b)
        return hasil

    def akhir_renstra(self, baris: BarisCapaian) -> Decimal | None:
        """The Renstra's target of its last year for this indikator."""
        return self.target_akhir.get(akar(baris.pengukuran.indikator_id, self.asal))

    def pada_tahun(self, baris: BarisCapaian, tahun: int) -> BarisCapaian | None:
        """The same indikator in another year, also under the Renstra before a revision."""
        return self.riwayat[tahun].get(akar(baris.pengukuran.indikator_id, self.asal))


def kumpulkan(satker: Satker, tahun: int) -> Sumber:
    """Raises GalatDokumen, in Indonesian, when the year has no report, no Renstra or nothing measured."""
    laporan = _laporan(satker, tahun)
    renstra = renstra_laporan(laporan)
    if renstra is None:
        raise GalatDokumen(
            f"Belum ada Renstra yang berlaku tahun {tahun} untuk {satker}. Tetapkan Renstra lebih dahulu."
        )
    terhitung = Realisasi.objects.untuk_laporan()
    capaian = {t: rekap_capaian(satker, t, realisasi=terhitung) for t in range(tahun - TAHUN_BANDING + 1, tahun + 1)}
    if not capaian[tahun].kelompok:
        raise GalatDokumen(
            f"Belum ada indikator yang diukur tahun {tahun} untuk {satker}. Isi capaian kinerja lebih dahulu."
        )
    asal = dict(Indikator.objects.filter(sasaran__renstra__satker=satker).values_list("pk", "asal_id"))
    sasaran = tuple(_sasaran(renstra))
    dipa, anggaran = anggaran_laporan(laporan)
    alokasi = rekap_alokasi(satker, tahun, anggaran=dipa, renstra=renstra)
    kinerja = kinerja_rekap(capaian[tahun], alokasi.garis)
    return Sumber(
        satker=satker,
        tahun=tahun,
        laporan=laporan,
        renstra=renstra,
        sasaran=sasaran,
        perjanjian=_perjanjian(laporan),
        penandatangan=penandatangan_laporan(laporan),
        unit=tuple(Unit.objects.filter(satker=satker).exclude(jenis__in=_BUKAN_UNIT_KERJA)),
        skala=tuple(skala_kategori(satker, tahun)),
        capaian=capaian,
        riwayat={t: {akar(b.pengukuran.indikator_id, asal): b for b in r.baris} for t, r in capaian.items()},
        asal=asal,
        target_akhir=_target_akhir(renstra, sasaran, asal),
        dipa=dipa,
        anggaran=anggaran,
        alokasi=alokasi,
        kinerja=kinerja,
        efisiensi=efisiensi_satker(
            satker,
            tahun,
            capaian=capaian[tahun].rerata.nilai,
            anggaran=dipa,
            komponen=lambda: komponen_sasaran(alokasi, kinerja),
        ),
        narasi={(n.kunci, n.sasaran_id): n.isi for n in laporan.narasi.all()},
        tabel=_menurut_tempat(laporan.tabel_pendukung.all(), {k.sasaran.pk for k in capaian[tahun].kelompok}),
        foto=_menurut_sasaran(laporan.foto.all()),
        bukti=foto_laporan(satker, tahun),
    )


_BUKAN_UNIT_KERJA = (JenisUnit.PIMPINAN, JenisUnit.DIVISI, JenisUnit.SEKRETARIAT)


def _target_akhir(renstra: Renstra, sasaran: tuple[Sasaran, ...], asal: dict[int, int]) -> dict[int, Decimal]:
    """The Renstra's last target of each indikator, under the indikator it goes back to."""
    return {
        akar(i.pk, asal): t.nilai
        for s in sasaran
        for i in s.indikator.all()
        for t in i.target_tahunan.all()
        if t.tahun == renstra.periode_akhir
    }


def _laporan(satker: Satker, tahun: int) -> Laporan:
    laporan = (
        Laporan.objects.filter(satker=satker)
        .for_tahun(tahun)
        .select_related(
            "satker",
            "renstra",
            "posisi",
            "posisi_perbandingan",
            "penandatangan__pejabat",
            "penandatangan__jabatan",
        )
        .first()
    )
    if laporan is None:
        raise GalatDokumen(
            f"Belum ada data LKjIP tahun {tahun} untuk {satker}. Buka halaman LKjIP tahun itu untuk memulainya."
        )
    return laporan


def _sasaran(renstra: Renstra) -> QuerySet[Sasaran]:
    return renstra.sasaran.filter(jenis=JenisSasaran.STRATEGIS).prefetch_related(
        "indikator__satuan__skala__tingkat", "indikator__target_tahunan"
    )


def _perjanjian(laporan: Laporan) -> PerjanjianKinerja | None:
    return laporan.perjanjian_diukur().lengkap().prefetch_related("sasaran__sasaran").first()


def renstra_laporan(laporan: Laporan) -> Renstra | None:
    """The Renstra that the report follows: the chosen one, or the one in force."""
    if laporan.renstra:
        return laporan.renstra
    return Renstra.objects.filter(satker=laporan.satker_id).for_tahun(laporan.tahun).berlaku().first()


def penandatangan_laporan(laporan: Laporan) -> Penugasan | None:
    """Who signs the report: the chosen one, or the sekretaris on its date."""
    if laporan.penandatangan:
        return laporan.penandatangan
    tanggal = laporan.tanggal or date(laporan.tahun, 12, 31)
    return Penugasan.objects.pemangku_jenis(laporan.satker, JenisJabatan.SEKRETARIS, tanggal)


def anggaran_laporan(laporan: Laporan) -> tuple[RekapDipa, dict[int, RekapDipa]]:
    """The year's money at the report's cut-off, and the years of the comparison by year.

    The report's own year stands in the comparison at the cut-off chosen for that table, or at the report's.
    """
    satker, tahun, lain = laporan.satker, laporan.tahun, laporan.posisi_perbandingan
    utama = rekap_dipa(satker, tahun, posisi=laporan.posisi)
    banding = {t: rekap_dipa(satker, t) for t in range(tahun - TAHUN_ANGGARAN + 1, tahun)}
    banding[tahun] = utama if lain in {None, utama.posisi} else rekap_dipa(satker, tahun, posisi=lain)
    return utama, banding


def _menurut_tempat(tabel: QuerySet[TabelPendukung], diukur: set[int]) -> dict[Tempat, list[TabelPendukung]]:
    """Tables by the place that prints them; one whose sasaran is not measured goes to the end of the analysis."""
    hasil: dict[Tempat, list[TabelPendukung]] = defaultdict(list)
    for t in tabel:
        if t.kunci != KunciNarasi.ANALISIS_SASARAN:
            hasil[t.kunci, None].append(t)
        elif t.sasaran_id in diukur:
            hasil[t.kunci, t.sasaran_id].append(t)
        else:
            hasil[KunciNarasi.ANALISIS.value, None].append(t)
    return dict(hasil)


def _menurut_sasaran(foto: QuerySet[Foto]) -> dict[int, list[Foto]]:
    hasil: dict[int, list[Foto]] = defaultdict(list)
    for f in foto:
        hasil[f.sasaran_id].append(f)
    return dict(hasil)
