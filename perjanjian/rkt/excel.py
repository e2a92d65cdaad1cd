"""An RKT as a workbook: its indikator and its activities, one sheet each."""

from __future__ import annotations

from sakip.excel import RUPIAH, TEKS, TULISAN, Buku, Kolom, Lembar, tulis_data

from .isi import IsiRkt

INDIKATOR = Lembar(
    nama="Indikator",
    petunjuk="Satu baris untuk satu indikator.",
    kolom=[
        Kolom("program", "Program", lebar=34),
        Kolom("sasaran", "Sasaran program", lebar=40),
        Kolom("indikator", "Indikator kinerja", lebar=52),
        Kolom("satuan", "Satuan", lebar=14),
        Kolom("target", "Target", jenis=TULISAN, lebar=14),
        Kolom("catatan", "Catatan cetak", lebar=30),
    ],
)
KEGIATAN = Lembar(
    nama="Kegiatan",
    petunjuk="Satu baris untuk satu kegiatan, KRO, atau RO. Anggaran di atas RO adalah jumlah di bawahnya.",
    kolom=[
        Kolom("sasaran", "Sasaran program", lebar=40),
        Kolom("kode", "Kode", jenis=TEKS, lebar=16),
        Kolom("uraian", "Kegiatan/RO", lebar=56),
        Kolom("anggaran", "Anggaran (Rp)", jenis=RUPIAH, lebar=20),
        Kolom("catatan", "Catatan cetak", lebar=30),
    ],
)
BUKU = Buku("Rencana kinerja tahunan", lembar=[INDIKATOR, KEGIATAN])


def ekspor(isi: IsiRkt) -> bytes:
    indikator = [
        {
            "program": p.uraian,
            "sasaran": s.sasaran.uraian,
            "indikator": i.uraian,
            "satuan": i.satuan.nama,
            "target": i.satuan.cetak_isian(i.target),
            "catatan": i.catatan_cetak,
        }
        for p in isi.program
        for s in p.sasaran
        for i in s.indikator
    ]
    kegiatan = [
        {"sasaran": s.sasaran.uraian, "kode": k.kode, "uraian": k.uraian, "anggaran": k.nilai, "catatan": k.catatan}
        for s in isi.sasaran
        for k in s.kegiatan
    ]
    return tulis_data(BUKU, {"Indikator": indikator, "Kegiatan": kegiatan})
