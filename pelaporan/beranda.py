"""The Beranda: what waits for the person, and the year at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.urls import reverse

from anggaran.efisiensi import EfisiensiSatker, efisiensi_satker, komponen_sasaran
from anggaran.rekap import RekapDipa, rekap_dipa
from anggaran.rekap_alokasi import rekap_alokasi
from capaian.kinerja import kinerja_rekap
from capaian.models import Realisasi, RiwayatRealisasi
from capaian.rekap import RekapCapaian, rekap_capaian
from dokumen.models import DokumenTerbit
from organisasi.models import Satker
from perjanjian.models import RiwayatPerjanjian
from renstra.models import RiwayatRenstra
from sakip.angka import KOSONG, format_desimal, format_rupiah

#: Lines of "latest changes".
BANYAK_PERUBAHAN = 6


@dataclass(frozen=True)
class Perubahan:
    waktu: datetime
    teks: str
    oleh: str
    url: str


@dataclass(frozen=True)
class Kartu:
    """A big figure with its unit, year, coverage and where it comes from."""

    judul: str
    angka: str
    satuan: str = ""
    cakupan: str = ""
    kode_kategori: str = ""
    kategori: str = ""
    url: str = ""
    tautan: str = ""
    rumus: str = ""
    sumber: str = ""


@dataclass(frozen=True)
class Ringkasan:
    capaian: RekapCapaian
    anggaran: RekapDipa
    kartu: tuple[Kartu, ...]
    perubahan: tuple[Perubahan, ...]


def ringkasan(satker: Satker, tahun: int, user: Any) -> Ringkasan:
    """The year of a satker at a glance, in a fixed number of queries."""
    capaian = rekap_capaian(satker, tahun, realisasi=Realisasi.objects.visible_to(user))
    anggaran = rekap_dipa(satker, tahun)
    efisiensi = efisiensi_satker(
        satker,
        tahun,
        capaian=capaian.rerata.nilai,
        anggaran=anggaran,
        komponen=lambda: komponen_sasaran(rekap_alokasi(satker, tahun, anggaran=anggaran), kinerja_rekap(capaian)),
    )
    url = reverse("anggaran:efisiensi", args=[satker.kode, tahun])
    kartu = (_kartu_capaian(capaian), _kartu_penyerapan(anggaran, satker, tahun), _kartu_efisiensi(efisiensi, url))
    return Ringkasan(capaian, anggaran, kartu, perubahan_terakhir(satker, tahun, user))


def _kartu_capaian(rekap: RekapCapaian) -> Kartu:
    kategori = rekap.kategori
    return Kartu(
        judul="Capaian kinerja",
        angka=format_desimal(rekap.rerata.nilai, 2),
        satuan="persen" if rekap.rerata.nilai is not None else "",
        cakupan=rekap.cakupan_kalimat if rekap.baris else "Belum ada indikator yang diukur",
        kode_kategori=kategori.kode if kategori else "",
        kategori=kategori.predikat if kategori else "",
        url=reverse("capaian:daftar", args=[rekap.satker.kode, rekap.tahun]),
        tautan="Lihat capaian",
        rumus=rekap.rerata.uraian if rekap.rerata.nilai is not None else "",
        sumber="Rata-rata capaian sasaran dari realisasi TW I–IV",
    )


def _kartu_penyerapan(rekap: RekapDipa, satker: Satker, tahun: int) -> Kartu:
    tautan = {"url": reverse("anggaran:penyerapan", args=[satker.kode, tahun]), "tautan": "Lihat penyerapan"}
    if rekap.penyerapan is None or rekap.keraguan:
        return Kartu("Penyerapan anggaran", angka=KOSONG, cakupan=_alasan_tanpa_penyerapan(rekap), **tautan)
    realisasi, pagu = format_rupiah(rekap.realisasi), format_rupiah(rekap.pagu)
    persen = format_desimal(rekap.penyerapan, 2)
    return Kartu(
        judul="Penyerapan anggaran",
        angka=persen,
        satuan="persen",
        cakupan=f"{realisasi} dari {pagu} rupiah",
        rumus=f"{realisasi} / {pagu} × 100 = {persen}",
        sumber=str(rekap.posisi) if rekap.posisi else "",
        **tautan,
    )


def _alasan_tanpa_penyerapan(rekap: RekapDipa) -> str:
    if rekap.pagu is None:
        return "Belum ada DIPA tahun ini"
    if rekap.realisasi is None:
        return "Realisasi anggaran belum dicatat"
    return rekap.keraguan.capitalize()


def _kartu_efisiensi(efisiensi: EfisiensiSatker, url: str) -> Kartu:
    hasil, tautan = efisiensi.hasil, {"url": url, "tautan": "Lihat efisiensi"}
    if hasil.nilai is None:
        return Kartu("Efisiensi", angka=KOSONG, cakupan=hasil.uraian, **tautan)
    return Kartu(
        judul="Efisiensi",
        angka=hasil.teks,
        cakupan=hasil.kalimat,
        rumus=hasil.uraian,
        sumber=f"Aturan: {efisiensi.pilihan.aturan.nama}",
        **tautan,
    )


def perubahan_terakhir(satker: Satker, tahun: int, user: Any) -> tuple[Perubahan, ...]:
    """Newest acts on the satker's papers and figures of the year, newest first; a child's only for its own people."""
    if not user.bekerja_di(satker):
        return ()
    semua = chain(
        _perjanjian(satker, tahun), _realisasi(satker, tahun), _renstra(satker, tahun), _dokumen(satker, tahun)
    )
    return tuple(sorted(semua, key=lambda p: p.waktu, reverse=True)[:BANYAK_PERUBAHAN])


def kalimat_tindakan(apa: str, riwayat: Any) -> str:
    """A row of history as a sentence: what became what, by which act, in the words of its buttons and badges."""
    objek = riwayat.objek
    status = dict(objek._meta.get_field("status").flatchoices).get(riwayat.ke, riwayat.ke)
    transisi = objek.ALUR.get(riwayat.tindakan)
    if transisi is None:  # made, not moved: "buat", "revisi"
        return f"{apa} dibuat, berstatus “{status}”"
    return f"{apa} menjadi “{status}” dengan tindakan “{transisi.label}”"


def _perjanjian(satker: Satker, tahun: int) -> list[Perubahan]:
    riwayat = (
        RiwayatPerjanjian.objects.filter(objek__satker=satker, objek__tahun=tahun)
        .select_related("objek__pihak_pertama__jabatan", "objek__satker", "oleh")
        .order_by("-waktu")[:BANYAK_PERUBAHAN]
    )
    return [
        Perubahan(r.waktu, kalimat_tindakan(str(r.objek), r), str(r.oleh or ""), r.objek.get_absolute_url())
        for r in riwayat
    ]


def _realisasi(satker: Satker, tahun: int) -> list[Perubahan]:
    riwayat = (
        RiwayatRealisasi.objects.filter(objek__pengukuran__satker=satker, objek__pengukuran__tahun=tahun)
        .select_related("objek__pengukuran__indikator", "objek__pengukuran__satker", "oleh")
        .order_by("-waktu")[:BANYAK_PERUBAHAN]
    )
    return [
        Perubahan(
            r.waktu,
            kalimat_tindakan(
                f"Realisasi {r.objek.get_triwulan_display()} indikator {r.objek.pengukuran.indikator.kode}", r
            ),
            str(r.oleh or ""),
            r.objek.pengukuran.get_absolute_url(),
        )
        for r in riwayat
    ]


def _renstra(satker: Satker, tahun: int) -> list[Perubahan]:
    riwayat = (
        RiwayatRenstra.objects.filter(
            objek__satker=satker, objek__periode_awal__lte=tahun, objek__periode_akhir__gte=tahun
        )
        .select_related("objek__satker", "oleh")
        .order_by("-waktu")[:BANYAK_PERUBAHAN]
    )
    return [
        Perubahan(r.waktu, kalimat_tindakan(str(r.objek), r), str(r.oleh or ""), r.objek.get_absolute_url())
        for r in riwayat
    ]


def _dokumen(satker: Satker, tahun: int) -> list[Perubahan]:
    url = reverse("pelaporan:lkjip", args=[satker.kode, tahun])
    terbit = DokumenTerbit.objects.filter(satker=satker, tahun=tahun).select_related("dibuat_oleh", "satker")
    return [
        Perubahan(d.dibuat_pada, f"PDF dibuat: {d.judul}", str(d.dibuat_oleh or ""), url)
        for d in terbit.defer("data")[:BANYAK_PERUBAHAN]
    ]
