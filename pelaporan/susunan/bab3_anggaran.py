"""Bab III C and D: what the money did. Figures from `anggaran.rekap`, rules from `anggaran.perhitungan`."""

from __future__ import annotations

from decimal import Decimal

from anggaran.perhitungan import penyerapan
from anggaran.rekap import BarisPos, RekapDipa
from anggaran.rekap_tahunan import ProgramTahunan, jumlah_tahun, kode_di_luar, program_tahunan
from dokumen.blok import Blok, Paragraf, Subbab
from dokumen.tabel import Baris, JenisBaris, Kelompok, Kolom, Rata, Sel, Tabel, susun_baris
from pelaporan.enums import KunciNarasi as K
from sakip.angka import KOSONG, format_persen, format_rupiah, format_tanggal

from . import kalimat
from .bab3_sasaran import tabel_sasaran_anggaran
from .bentuk import Penomoran, Rumus
from .sumber import Sumber

# --- C. Money through the years --------------------------------------------------------------------------------------


def susun_efisiensi_anggaran(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Analisis Efisiensi atas Penggunaan Anggaran")
    isi: list[Blok] = []
    program = program_tahunan(sumber.anggaran)
    if program:
        isi.append(nomor.nomori(tabel_tiga_tahun(sumber, program)))
        isi += [Paragraf(teks) for p in program if (teks := _perubahan(p, sumber))]
    return Subbab(judul, tuple(sumber.isi(nomor, K.EFISIENSI_ANGGARAN, *isi)))


def tabel_tiga_tahun(sumber: Sumber, program: list[ProgramTahunan]) -> Tabel:
    """Pagu, realisasi and absorption of every programme, year by year, and of the whole."""
    tahun = sorted(sumber.anggaran)
    catatan: list[str] = []
    kelompok = []
    for p in program:
        isi = [susun_baris(Sel(p.sebutan, rentang=4), jenis=JenisBaris.KELOMPOK)]
        for t in tahun:
            isi.append(_baris_tahun(t, _ada(p, t, "pagu"), _ada(p, t, "realisasi"), _nomori(p.tahun.get(t), catatan)))
        kelompok.append(Kelompok(tuple(isi)))
    kelompok += _di_luar_dipa(sumber)
    semua = [_baris_jumlah(t, sumber.anggaran[t], catatan) for t in tahun]
    kelompok.append(Kelompok((susun_baris(Sel("Seluruh program", rentang=4), jenis=JenisBaris.KELOMPOK), *semua)))
    return Tabel(
        judul=f"Efisiensi Penggunaan Anggaran {sumber.satker.nama_singkat} Tahun {tahun[0]}–{tahun[-1]}",
        kolom=(
            Kolom("Program / Tahun", 28),
            Kolom("Pagu Anggaran (Rp)", 27, Rata.KANAN),
            Kolom("Realisasi (Rp)", 27, Rata.KANAN),
            Kolom("% Realisasi", 18, Rata.KANAN),
        ),
        kelompok=tuple(kelompok),
        catatan=tuple(catatan),
        keterangan=_keterangan(sumber),
    )


def _di_luar_dipa(sumber: Sumber) -> list[Kelompok]:
    """Money spent on codes that the DIPA of its year does not hold: it counts in the whole, so it is shown."""
    isi = [
        susun_baris(f"{tahun} (kode {kode})", KOSONG, Sel(format_rupiah(nilai), nilai), KOSONG)
        for tahun, kode, nilai in kode_di_luar(sumber.anggaran)
    ]
    if not isi:
        return []
    return [Kelompok((susun_baris(Sel("Di luar DIPA", rentang=4), jenis=JenisBaris.KELOMPOK), *isi))]


def _keterangan(sumber: Sumber) -> str:
    """The cut-off of the report's year, which may be another one than in the chapter on the budget."""
    posisi = sumber.anggaran[sumber.tahun].posisi
    if posisi is None:
        return ""
    sebutan = f"per tanggal {format_tanggal(posisi.per_tanggal)}" if posisi.per_tanggal else f"menurut “{posisi.nama}”"
    return f"Realisasi tahun {sumber.tahun} {sebutan}"


def _baris_tahun(tahun: int, pagu: Decimal | None, realisasi: Decimal | None, catatan: int | None = None) -> Baris:
    serap = penyerapan(realisasi, pagu)
    return susun_baris(
        str(tahun),
        Sel(format_rupiah(pagu), pagu),
        Sel(format_rupiah(realisasi), realisasi, catatan=catatan),
        Sel(format_persen(serap), serap),
    )


def _baris_jumlah(tahun: int, rekap: RekapDipa, catatan: list[str]) -> Baris:
    """The whole of a year; not summed up where a programme's figure is plainly wrong (more spent than its pagu)."""
    jumlah = jumlah_tahun(rekap)
    if jumlah.lebih:
        catatan.append(
            f"Realisasi tahun {tahun} tidak dijumlahkan: yang tercatat untuk {kalimat.gabung(jumlah.lebih)} melebihi "
            "pagunya."
        )
    return _baris_tahun(tahun, jumlah.pagu, jumlah.realisasi, len(catatan) if jumlah.lebih else None)


def _nomori(pos: BarisPos | None, catatan: list[str]) -> int | None:
    """The number of the note that a figure carries from an old document; the note is added to the list."""
    if pos is None or not pos.catatan:
        return None
    catatan.append(f"Dokumen sumber: {pos.catatan}")
    return len(catatan)


def _ada(program: ProgramTahunan, tahun: int, apa: str) -> Decimal | None:
    pos = program.tahun.get(tahun)
    return getattr(pos, apa) if pos else None


def _perubahan(program: ProgramTahunan, sumber: Sumber) -> str:
    tahun = sorted(sumber.anggaran)
    return kalimat.perubahan(
        program.nama,
        [(t, _ada(program, t, "pagu")) for t in tahun],
        [(t, _ada(program, t, "penyerapan")) for t in tahun if not _ada(program, t, "melebihi_pagu")],
    )


# --- D. Efficiency ---------------------------------------------------------------------------------------------------


def susun_efisiensi_sumber_daya(sumber: Sumber, nomor: Penomoran) -> Subbab:
    """The efficiency of the year by the satker's rule, which is named, and what the budget of each sasaran did."""
    judul = nomor.subbab("Analisis Efisiensi Sumber Daya dalam Mencapai Kinerja")
    capaian, serap = sumber.rekap.rerata.nilai, sumber.dipa.penyerapan
    aturan, hasil = sumber.efisiensi.pilihan.aturan, sumber.efisiensi.hasil
    teks = kalimat.efisiensi(sumber.satker.nama_singkat, sumber.tahun, capaian, serap, hasil, aturan)
    isi: list[Blok] = [Paragraf(teks)]
    if hasil.nilai is not None:
        isi.append(Rumus(hasil.uraian, f"Artinya, {hasil.kalimat}.", f"Aturan: {aturan.nama}"))
    if sumber.alokasi.ada:
        tabel = nomor.nomori(tabel_sasaran_anggaran(sumber))
        belum, persen = sumber.alokasi.pagu_belum, sumber.alokasi.persen_belum
        isi += [Paragraf(kalimat.sasaran_beranggaran(tabel.tabel.nomor, sumber.tahun, belum, persen)), tabel]
    return Subbab(judul, tuple(sumber.isi(nomor, K.EFISIENSI_SUMBER_DAYA, *isi)))
