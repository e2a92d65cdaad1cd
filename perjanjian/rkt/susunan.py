"""An RKT as paper. Frozen data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import TandaTangan
from dokumen.tabel import Baris, JenisBaris, Kelompok, Kolom, Rata, Sel, Tabel, susun_baris
from organisasi.models import Satker
from sakip.angka import format_rupiah

from ..naskah_rencana import RANCANGAN, penanda_tangan
from ..rencana import StatusRencana
from .isi import IsiProgram, IsiRkt, IsiSasaran, isi_rkt
from .models import IndikatorRkt, Rkt

GAYA = ("dokumen/css/cetak.css", "dokumen/css/rencana.css")
TEMPLAT = "dokumen/rkt/naskah.html"


@dataclass(frozen=True)
class NaskahRkt:
    """`rancangan`: the word that marks a paper nobody has fixed; empty on the real one. `mengetahui` stands at left."""

    jangkar: str
    judul: str
    instansi: str
    tahun: int
    rancangan: str
    tabel: Tabel
    mengetahui: TandaTangan
    penanda: TandaTangan


def susun_rkt(isi: IsiRkt) -> NaskahRkt:
    rkt = isi.rkt
    return NaskahRkt(
        jangkar=f"rkt-{rkt.pk}",
        judul="Rencana Kinerja Tahunan",
        instansi=rkt.satker.nama,
        tahun=rkt.tahun,
        rancangan="" if rkt.status == StatusRencana.DITETAPKAN else RANCANGAN,
        tabel=tabel_rkt(isi),
        mengetahui=penanda_tangan(rkt, rkt.mengetahui),
        penanda=penanda_tangan(rkt, rkt.penandatangan),
    )


def naskah_rkt(satker: Satker, tahun: int) -> Naskah:
    """The paper `rkt`. Raises GalatDokumen when the year has none."""
    rkt = Rkt.objects.lengkap().filter(satker=satker).for_tahun(tahun).first()
    if rkt is None:
        raise GalatDokumen(f"{satker} belum mempunyai RKT tahun {tahun}. Susun RKT dahulu.")
    isi = susun_rkt(isi_rkt(rkt))
    judul = " ".join(filter(None, (isi.rancangan, isi.judul, isi.instansi, f"Tahun {tahun}")))
    return Naskah(
        judul=judul,
        bagian=(Bagian(isi.judul, TEMPLAT, {"rkt": isi}),),
        data={"rkt": rkt.pk, "dipa": str(rkt.dipa), "naskah": potret(isi)},
        gaya=GAYA,
    )


def lampiran_rkt(satker: Satker, tahun: int) -> NaskahRkt | None:
    """The fixed RKT of the year, as an annex of a larger paper."""
    rkt = Rkt.objects.tetap().lengkap().filter(satker=satker).for_tahun(tahun).first()
    return susun_rkt(isi_rkt(rkt)) if rkt else None


# --- The table ------------------------------------------------------------------------------------------------------


def tabel_rkt(isi: IsiRkt) -> Tabel:
    """Indikator at left and activities at right, side by side within each sasaran."""
    catatan = _Catatan()
    satker = isi.rkt.satker
    puncak = susun_baris(
        Sel(satker.nama_singkat.upper(), rentang=3),
        Sel(satker.kode_anggaran or satker.kode, rentang=2),
        Sel(format_rupiah(isi.nilai), isi.nilai),
        jenis=JenisBaris.JUMLAH,
    )
    kelompok = [Kelompok((puncak,))]
    for program in isi.program:
        kelompok += _program(program, catatan)
    return Tabel(
        judul=f"Rencana kinerja tahunan {isi.rkt.tahun}",
        kolom=(
            Kolom("Sasaran Program", 17),
            Kolom("Indikator Kinerja", 24),
            Kolom("Target", 7, Rata.TENGAH),
            Kolom("Kode", 10, awal=True),
            Kolom("Kegiatan", 30),
            Kolom("Anggaran (Rp)", 12, Rata.KANAN),
        ),
        kelompok=tuple(kelompok),
        catatan=tuple(catatan.daftar),
    )


class _Catatan:
    """Numbers the notes in the order of the rows; the same words have one number."""

    def __init__(self) -> None:
        self.daftar: list[str] = []

    def nomor(self, teks: str) -> int | None:
        if not teks:
            return None
        if teks not in self.daftar:
            self.daftar.append(teks)
        return self.daftar.index(teks) + 1


def _program(program: IsiProgram, catatan: _Catatan) -> list[Kelompok]:
    kepala = susun_baris(
        Sel(program.uraian or "Sasaran tanpa program", rentang=3),
        Sel(program.kode, rentang=2),
        Sel(format_rupiah(program.nilai), program.nilai),
        jenis=JenisBaris.KELOMPOK,
    )
    sasaran = [_sasaran(s, catatan) for s in program.sasaran]
    if not sasaran:
        return [Kelompok((kepala,))]
    return [Kelompok((kepala, *sasaran[0].baris)), *sasaran[1:]]


def _sasaran(isi: IsiSasaran, catatan: _Catatan) -> Kelompok:
    baris: list[Baris] = []
    for indikator, kegiatan in zip_longest(isi.indikator, isi.kegiatan):
        kiri = ("" if baris else isi.sasaran.uraian, *_indikator(indikator, catatan))
        kanan: tuple[str | Sel, ...] = ("", "", "")
        if kegiatan is not None:
            nilai = Sel(format_rupiah(kegiatan.nilai), kegiatan.nilai, catatan=catatan.nomor(kegiatan.catatan))
            kanan = (kegiatan.kode, kegiatan.uraian, nilai)
        baris.append(susun_baris(*kiri, *kanan, jenis=JenisBaris.LANJUTAN if baris else JenisBaris.ISI))
    return Kelompok(tuple(baris) or (susun_baris(isi.sasaran.uraian, "", "", "", "", ""),))


def _indikator(indikator: IndikatorRkt | None, catatan: _Catatan) -> tuple[str | Sel, str | Sel]:
    if indikator is None:
        return "", ""
    nomor = catatan.nomor(indikator.catatan_cetak)
    return indikator.uraian, Sel(indikator.satuan.cetak(indikator.target), indikator.target, catatan=nomor)
