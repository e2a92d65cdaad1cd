"""A Rencana Aksi as paper: a sheet across, a bar per row over twelve months. Frozen data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import TandaTangan
from organisasi.models import Satker
from sakip.angka import SPASI_TAK_PUTUS, format_rupiah

from ..naskah_rencana import RANCANGAN, penanda_tangan
from ..rencana import StatusRencana
from . import minggu
from .isi import BarisIsi, IsiRencana, isi_rencana
from .minggu import Ruas
from .models import RencanaAksi

GAYA = ("dokumen/css/cetak.css", "dokumen/css/rencana.css")
TEMPLAT = "dokumen/aksi/naskah.html"


@dataclass(frozen=True)
class BarisCetak:
    """`minggu`: the planned weeks in words, for whoever cannot see the bar drawn from `ruas`."""

    kode: str
    uraian: str
    jenjang: int
    pagu: str
    output: str
    triwulan: tuple[str, ...]
    penanggung: tuple[str, ...]
    ruas: tuple[Ruas, ...]
    minggu: str


@dataclass(frozen=True)
class NaskahAksi:
    """`bertriwulan`: some row has targets of the quarters; the paper has their columns, and the months short names."""

    jangkar: str
    judul: str
    instansi: str
    tahun: int
    rancangan: str
    bulan: tuple[str, ...]
    baris: tuple[BarisCetak, ...]
    bertriwulan: bool
    mengetahui: TandaTangan
    penanda: TandaTangan


def susun_aksi(isi: IsiRencana) -> NaskahAksi:
    rencana = isi.rencana
    baris = (_satker(isi), *(_baris(b) for b in isi.baris))
    bertriwulan = any(any(b.triwulan) for b in baris)
    return NaskahAksi(
        jangkar=f"rencana-aksi-{rencana.pk}",
        judul="Rencana Aksi Kinerja",
        instansi=rencana.satker.nama,
        tahun=rencana.tahun,
        rancangan="" if rencana.status == StatusRencana.DITETAPKAN else RANCANGAN,
        bulan=minggu.BULAN if bertriwulan else minggu.NAMA_BULAN,
        baris=baris,
        bertriwulan=bertriwulan,
        mengetahui=penanda_tangan(rencana, rencana.mengetahui),
        penanda=penanda_tangan(rencana, rencana.penandatangan),
    )


def naskah_aksi(satker: Satker, tahun: int) -> Naskah:
    """The paper `rencana-aksi`. Raises GalatDokumen when the year has none."""
    rencana = ambil_rencana(satker, tahun)
    if rencana is None:
        raise GalatDokumen(f"{satker} belum mempunyai rencana aksi tahun {tahun}. Susun rencana aksi dahulu.")
    isi = susun_aksi(isi_rencana(rencana, berjalan=minggu.JUMLAH))
    judul = " ".join(filter(None, (isi.rancangan, isi.judul, isi.instansi, f"Tahun {tahun}")))
    return Naskah(
        judul=judul,
        bagian=(Bagian(isi.judul, TEMPLAT, {"aksi": isi}),),
        data={"rencana_aksi": rencana.pk, "dipa": str(rencana.dipa), "naskah": potret(isi)},
        gaya=GAYA,
    )


def lampiran_aksi(satker: Satker, tahun: int) -> NaskahAksi | None:
    """The fixed Rencana Aksi of the year, as an annex of a larger paper."""
    rencana = ambil_rencana(satker, tahun)
    if rencana is None or rencana.status != StatusRencana.DITETAPKAN:
        return None
    return susun_aksi(isi_rencana(rencana, berjalan=minggu.JUMLAH))


def ambil_rencana(satker: Satker, tahun: int) -> RencanaAksi | None:
    daftar = RencanaAksi.objects.select_related("satker", "dipa", "penandatangan", "mengetahui")
    return daftar.filter(satker=satker).for_tahun(tahun).first()


def _satker(isi: IsiRencana) -> BarisCetak:
    """The first row: the office with the whole pagu."""
    satker = isi.rencana.satker
    kode, nama = satker.kode_anggaran or satker.kode, satker.nama_singkat.upper()
    return BarisCetak(kode, nama, 0, format_rupiah(isi.pagu), "", ("",) * 4, (), (), "")


def _baris(b: BarisIsi) -> BarisCetak:
    return BarisCetak(
        kode=b.kode,
        uraian=b.uraian,
        jenjang=b.jenjang,
        pagu="" if b.pagu is None else format_rupiah(b.pagu),
        output=b.output.replace(" ", SPASI_TAK_PUTUS, 1),
        triwulan=b.triwulan,
        penanggung=b.penanggung,
        ruas=minggu.ruas(b.rencana),
        minggu=minggu.tulis(b.rencana),
    )
