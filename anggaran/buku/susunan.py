"""The workbook of a DIPA, as data: one sheet, a row per node."""

from __future__ import annotations

from collections.abc import Iterable

from organisasi.models import Satker
from sakip.excel import BILANGAN, PILIHAN, RUPIAH, Buku, Kolom, Lembar

from ..enums import JenisPos
from ..kode import KODE_MAKS
from ..models import SumberDana

DIPA = "DIPA"
URAIAN_MAKS = 400
PAGU_MAKS = 10**15 - 1

LANGKAH = (
    "Satu baris untuk satu pos, dari program sampai pos terbawah. Urutan kolom bebas.",
    "Kode ditulis lengkap seperti tercetak (3355.EBA.994.051), atau bagian akhirnya saja (051) di bawah induknya.",
    "Pagu diisi pada pos terbawah. Pada baris di atasnya angka itu hanya dibandingkan dengan jumlahnya.",
    "Baris yang Anda hapus dari unduhan SAKIP terhapus pula dari draf, setelah Anda menyetujuinya.",
    "Baris yang diawali “Contoh:” hanya contoh dan tidak dibaca; boleh dihapus.",
    "Simpan sebagai Excel Workbook (.xlsx), lalu unggah. Sebelum ada yang tersimpan, setiap perubahan ditampilkan.",
)
_TINGKAT = "Program/Kegiatan/KRO/RO"
NAMA_KODE = (
    *("Kode anggaran", "Kode pos", "Kode MAK", "MAK", "Kode mata anggaran", "Kode rekening", "Kode akun"),
    *(f"Kode {_TINGKAT}", f"Kode {_TINGKAT}/Komponen", f"Kode {_TINGKAT}/Komponen/Subkomponen", "Kd"),
)
NAMA_URAIAN = (
    *(_TINGKAT, f"{_TINGKAT}/Komponen", f"{_TINGKAT}/Komponen/Subkomponen", f"{_TINGKAT}/Komponen/Subkomp/Detil"),
    *(f"{_TINGKAT}/Komponen/Subkomponen/Akun", f"{_TINGKAT}/Komponen/Subkomponen/Detil", "Uraian pos", "Nama"),
    *("Program/Kegiatan", "Uraian kegiatan", "Uraian Program/Kegiatan", f"Uraian {_TINGKAT}", "Nama pos"),
)
CADANGAN_PAGU = ("Jumlah", "Jumlah biaya", "Jumlah (Rp)", "Jumlah pagu", "Anggaran", "Alokasi", "Nilai", "Total")


def pilihan_sumber(sumber: Iterable[SumberDana]) -> list[tuple[str, str]]:
    return [(s.kode, s.nama) for s in sumber]


def susun_buku(satker: Satker, tahun: int, sumber: Iterable[SumberDana]) -> Buku:
    """The workbook of a year, with the sources of money that the year knows."""
    petunjuk = f"{satker.kode} {satker}. Formulir ini hanya untuk DIPA tahun {tahun}."
    return Buku(f"DIPA {tahun}", [_lembar(tahun, pilihan_sumber(sumber))], petunjuk=petunjuk, langkah=LANGKAH)


def _lembar(tahun: int, sumber: list[tuple[str, str]]) -> Lembar:
    kolom = [*_kolom_pos(), *_kolom_uang(tahun, sumber), *_kolom_asal()]
    return Lembar(DIPA, kolom, wajib=False, longgar=True, mendatar=True, lekat=2)


def _kolom_pos() -> list[Kolom]:
    singkat = [(JenisPos.KRO, "KRO"), (JenisPos.RO, "RO"), (JenisPos.SUBKOMPONEN, "Sub komponen")]
    return [
        Kolom(
            "kode",
            "Kode",
            maks=200,
            nama_lain=NAMA_KODE,
            petunjuk="Seperti tercetak",
            contoh=("076.01.WA", "3355", "3355.EBA", "3355.EBA.994"),
            lebar=26,
        ),
        Kolom(
            "uraian",
            "Uraian",
            maks=URAIAN_MAKS,
            nama_lain=NAMA_URAIAN,
            contoh=(
                "Program Dukungan Manajemen",
                "Pengelolaan Keuangan",
                "Layanan Dukungan Manajemen Internal",
                "Layanan Perkantoran",
            ),
            lebar=60,
        ),
        Kolom(
            "jenis",
            "Jenis",
            PILIHAN,
            pilihan=JenisPos,
            pilihan_lain=singkat,
            petunjuk="Boleh kosong: dibaca dari kodenya",
            lebar=26,
        ),
        Kolom(
            "induk",
            "Di bawah",
            maks=KODE_MAKS,
            tanpa_spasi=True,
            nama_lain=["Kode induk", "Induk"],
            petunjuk="Kode induknya. Boleh kosong: dibaca dari kodenya; kegiatan di bawah program di atasnya",
            lebar=18,
        ),
    ]


def _kolom_uang(tahun: int, sumber: list[tuple[str, str]]) -> list[Kolom]:
    lain = [f"Pagu {tahun}", f"Pagu TA {tahun}", f"Pagu tahun {tahun}", f"Pagu DIPA {tahun}", f"Pagu anggaran {tahun}"]
    return [
        Kolom("sumber_dana", "Sumber dana", PILIHAN, pilihan=sumber, nama_lain=["SD"], lebar=18),
        Kolom(
            "pagu",
            "Pagu",
            RUPIAH,
            min=0,
            maks=PAGU_MAKS,
            nama_lain=["Pagu (Rp)", "Pagu anggaran", "Pagu DIPA", "Pagu revisi", *lain],
            judul_cadangan=CADANGAN_PAGU,
            petunjuk="Rupiah, pada pos terbawah",
            contoh=(None, None, None, 4_877_682_000),
        ),
        Kolom(
            "tertera",
            "Pagu tertera",
            RUPIAH,
            min=0,
            maks=PAGU_MAKS,
            petunjuk="Jumlah yang tertulis pada DIPA untuk pos di atas; hanya dibandingkan",
        ),
    ]


def _kolom_asal() -> list[Kolom]:
    """What tells another year or satker, and the mark of a row that came from here."""
    return [
        Kolom("tahun", "Tahun anggaran", BILANGAN, nama_lain=["Tahun", "TA"], petunjuk="Boleh kosong", lebar=10),
        Kolom("satker", "Satker", maks=200, nama_lain=["Kode satker", "Kdsatker"], petunjuk="Boleh kosong", lebar=12),
        Kolom(
            "tanda",
            "Tanda SAKIP",
            tanpa_spasi=True,
            maks=80,
            petunjuk="Diisi SAKIP untuk mengenali baris. Jangan diubah; kosongkan pada baris yang baru",
            lebar=16,
        ),
    ]
