"""What stands before the first chapter: cover, kata pengantar, ikhtisar with the year at a glance."""

from __future__ import annotations

import math
from decimal import Decimal

from dokumen.blok import Blok, BlokTabel, Depan, TandaTangan
from dokumen.tabel import Kolom, Rata, Sel, Tabel, satu_kelompok, susun_baris
from pelaporan.enums import KunciNarasi as K
from sakip.angka import BULAN, KOSONG, format_persen

from .bentuk import AngkaUtama, Busur, Identitas, Penomoran, Sampul, Sekilas
from .kalimat import uang
from .sumber import Sumber


def identitas(sumber: Sumber) -> Identitas:
    satker, laporan = sumber.satker, sumber.laporan
    return Identitas(laporan.judul, satker.nama, satker.nama_singkat, sumber.tahun, laporan.tempat or satker.tempat)


def susun_pengantar(sumber: Sumber, nomor: Penomoran) -> Depan:
    judul = nomor.depan("Kata Pengantar", "kata-pengantar")
    return Depan(judul, (*sumber.isi(nomor, K.KATA_PENGANTAR, di_bawah=1), *tanda_tangan(sumber)))


def susun_ikhtisar(sumber: Sumber, nomor: Penomoran) -> Depan:
    judul = nomor.depan("Ikhtisar Eksekutif", "ikhtisar")
    isi = sumber.isi(nomor, K.IKHTISAR, BlokTabel(tabel_sasaran(sumber)), di_bawah=1)
    return Depan(judul, (sekilas(sumber), *isi))


def susun_sampul(sumber: Sumber, jati_diri: Identitas) -> Sampul:
    """The cover draws one arc per indikator."""
    hasil = [b.hasil.nilai for b in sumber.rekap.baris]
    jarak = min(_JARAK_BUSUR, _TEBAL_CINCIN / max(1, len(hasil) - 1))
    busur = tuple(_busur(_JARI_LUAR - i * jarak, jarak * Decimal("0.5"), nilai) for i, nilai in enumerate(hasil))
    tanggal = sumber.laporan.tanggal
    terbit = f"{jati_diri.kota}, {BULAN[tanggal.month - 1]} {tanggal.year}" if tanggal else jati_diri.kota
    return Sampul(jati_diri, terbit, busur, f"Capaian {len(hasil)} indikator kinerja tahun {sumber.tahun}")


_JARI_LUAR = Decimal(66)  # mm, as are the two below
_TEBAL_CINCIN = Decimal(52)
_JARAK_BUSUR = Decimal(6)


def _busur(jari: Decimal, lebar: Decimal, nilai: Decimal | None) -> Busur:
    """A half circle stands for 100 percent; more does not make it longer."""
    keliling = jari * Decimal(str(math.pi))
    bagian = min(max(nilai or Decimal(0), Decimal(0)), Decimal(100)) / 100
    jari_, lebar_, panjang, keliling_ = (f"{x:.2f}" for x in (jari, lebar, keliling * bagian, keliling))
    return Busur(jari_, lebar_, panjang, keliling_, terhitung=nilai is not None)


def tabel_sasaran(sumber: Sumber) -> Tabel:
    """Mean capaian of every sasaran; without a number, because it repeats what the chapters show."""
    baris = [
        susun_baris(
            str(k.nomor),
            k.uraian,
            Sel(format_persen(k.rerata.nilai), k.rerata.nilai),
            k.kategori.kode if k.kategori else KOSONG,
        )
        for k in sumber.rekap.kelompok
    ]
    return Tabel(
        judul=f"Capaian per sasaran tahun {sumber.tahun}",
        kolom=(
            Kolom("No.", 6, Rata.TENGAH),
            Kolom("Sasaran", 66),
            Kolom("Capaian", 14, Rata.KANAN),
            Kolom("Kategori", 14, Rata.KANAN),
        ),
        kelompok=satu_kelompok(baris),
    )


def sekilas(sumber: Sumber) -> Sekilas:
    """The three figures of the year, as the tables of the report have them."""
    rekap, dipa = sumber.rekap, sumber.dipa
    efisiensi = sumber.efisiensi.hasil
    kategori = f"kategori {rekap.kategori.kode}, {rekap.kategori.predikat}" if rekap.kategori else ""
    terserap = f"{uang(dipa.realisasi)} dari {uang(dipa.pagu)}" if dipa.realisasi is not None else "belum ada realisasi"
    return Sekilas(
        f"Tahun {sumber.tahun} sekilas",
        (
            AngkaUtama(
                "Rata-rata capaian kinerja",
                format_persen(rekap.rerata.nilai),
                ", ".join(filter(None, (rekap.rerata.cakupan, kategori))),
                rekap.rerata.nilai,
            ),
            AngkaUtama("Penyerapan anggaran", format_persen(dipa.penyerapan), terserap, dipa.penyerapan),
            AngkaUtama(
                "Efisiensi sumber daya",
                efisiensi.teks,
                efisiensi.kalimat or efisiensi.uraian,
                efisiensi.nilai,
            ),
        ),
    )


def tanda_tangan(sumber: Sumber) -> list[Blok]:
    """Place, date and signer of the report; nothing without a signer."""
    penugasan = sumber.penandatangan
    if penugasan is None:
        return []
    return [
        TandaTangan(
            tempat=sumber.laporan.tempat or sumber.satker.tempat,
            tanggal=sumber.laporan.tanggal,
            jabatan=penugasan.sebutan_jabatan,
            nama=penugasan.pejabat.nama_lengkap,
            nip=penugasan.pejabat.nip,
        )
    ]
