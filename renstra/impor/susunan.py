"""The workbook of a Renstra, as data: one sheet for each kind of row, a column for each year of the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sakip.excel import BILANGAN, DESIMAL, PILIHAN, TULISAN, YA_TIDAK, Buku, Kolom, Lembar

from ..enums import Agregasi, JenisSasaran, JenisSatuan, Polaritas, RumusMinimasi, RumusOrdinal, Tampilan
from ..models import TEKS_MAKS, Satuan
from ..satuan import SINGKATAN_MIN

TAHUN: dict[str, Any] = {"min": 2000, "maks": 2099}
RENSTRA, VISI, MISI, TUJUAN = "Renstra", "Visi", "Misi", "Tujuan"
PROGRAM, KEGIATAN, SASARAN, INDIKATOR = "Program", "Kegiatan", "Sasaran", "Indikator"

NAMA_SASARAN = (
    *("Sasaran strategis", "Sasaran program", "Sasaran kegiatan", "Sasaran kinerja", "Tujuan/sasaran"),
    *("Sasaran strategis/program", "Sasaran strategis/program/kegiatan", "Sasaran program/kegiatan", "Uraian sasaran"),
)
NAMA_INDIKATOR = (
    *("Indikator kinerja", "Indikator sasaran", "Indikator kinerja sasaran", "Indikator kinerja sasaran strategis"),
    *("Indikator kinerja program", "Indikator kinerja kegiatan", "Uraian indikator", "Nama indikator"),
)
NAMA_IKU = ("Indikator kinerja utama", "Indikator kinerja utama (IKU)", "IKU (Indikator kinerja utama)")
NAMA_CARA = (
    *("Formula", "Formulasi", "Rumus", "Cara penghitungan", "Cara perhitungan", "Rumus perhitungan"),
    *("Rumus penghitungan", "Formulasi pengukuran", "Formula pengukuran", "Metode pengukuran", "Formulasi perhitungan"),
)
NOMOR = ("No", "Nomor")
TARGET_POLOS = "Target"

TANDA = Kolom(
    "tanda",
    "Tanda SAKIP",
    tanpa_spasi=True,
    maks=60,
    petunjuk="Diisi SAKIP untuk mengenali baris. Jangan diubah; kosongkan pada baris yang baru",
    lebar=16,
)


def _teks(kunci: str, judul: str, **isi: Any) -> Kolom:
    return Kolom(kunci, judul, **({"maks": TEKS_MAKS, "paragraf": True, "lebar": 60} | isi))


def _kode(**isi: Any) -> Kolom:
    return Kolom("kode", "Kode", maks=20, nama_lain=NOMOR, lebar=12, **isi)


def _di_bawah(**isi: Any) -> Kolom:
    return Kolom("induk", "Di bawah", maks=TEKS_MAKS, turun=True, lebar=40, **isi)


CATATAN = _teks("catatan_cetak", "Catatan cetak", petunjuk="Tercetak di bawah tabel target", lebar=32)
LEMBAR_RENSTRA = Lembar(
    RENSTRA,
    [
        Kolom("judul", "Judul", wajib=True, maks=300, contoh="Rencana Strategis Dinas Contoh 2025–2029", lebar=60),
        Kolom("periode_awal", "Tahun awal", BILANGAN, wajib=True, contoh=2025, **TAHUN),
        Kolom("periode_akhir", "Tahun akhir", BILANGAN, wajib=True, contoh=2029, **TAHUN),
        _teks("visi", "Visi", contoh="Menjadi dinas yang mandiri dan berintegritas"),
        TANDA,
    ],
    petunjuk="Satu baris: Renstra ini. Nomor dan tanggal keputusan diisi saat Renstra ditetapkan.",
    wajib=False,
)
LEMBAR_VISI = Lembar(
    VISI,
    [
        Kolom("kata", "Kata", wajib=True, maks=100, nama_lain=["Kata kunci"], contoh="Mandiri"),
        _teks("arti", "Arti", wajib=True, nama_lain=["Penjelasan"], contoh="Bebas dari pengaruh pihak mana pun."),
        TANDA,
    ],
    petunjuk="Kata kunci visi dan penjelasannya.",
    wajib=False,
)
LEMBAR_MISI = Lembar(MISI, [_teks("teks", "Misi", wajib=True, contoh="Meningkatkan mutu layanan."), TANDA], wajib=False)
LEMBAR_TUJUAN = Lembar(
    TUJUAN,
    [_teks("teks", "Tujuan", wajib=True, contoh="Mewujudkan layanan yang mudah dijangkau."), TANDA],
    wajib=False,
)
LEMBAR_PROGRAM = Lembar(
    PROGRAM,
    [
        _kode(contoh="I"),
        Kolom("nama", "Program", wajib=True, maks=300, contoh="Program Dukungan Manajemen", lebar=48),
        _teks("uraian", "Uraian"),
        TANDA,
    ],
    wajib=False,
)
LEMBAR_KEGIATAN = Lembar(
    KEGIATAN,
    [
        Kolom("induk", "Program", maks=300, turun=True, rujukan=(PROGRAM, "nama"), contoh="Program Dukungan Manajemen"),
        _kode(contoh="3355"),
        Kolom("nama", "Kegiatan", wajib=True, maks=400, contoh="Pengelolaan Keuangan", lebar=48),
        TANDA,
    ],
    petunjuk="Program yang kosong berarti sama dengan baris di atasnya.",
    wajib=False,
)
LEMBAR_SASARAN = Lembar(
    SASARAN,
    [
        Kolom("jenis", "Jenis", PILIHAN, pilihan=JenisSasaran, contoh=JenisSasaran.STRATEGIS, turun=True),
        _di_bawah(
            petunjuk="Tujuan, program, atau kegiatan di atasnya; kosong berarti sama dengan baris di atasnya, “-” bila "
            "tanpa tujuan",
            contoh="Mewujudkan layanan yang mudah dijangkau.",
        ),
        _kode(petunjuk="Bila kosong diisi otomatis", contoh="1"),
        _teks("uraian", "Sasaran", wajib=True, contoh="Meningkatnya mutu layanan"),
        CATATAN,
        TANDA,
    ],
    petunjuk="Sasaran strategis di bawah tujuan, sasaran program di bawah program, sasaran kegiatan di bawah kegiatan.",
    wajib=False,
)


def tahun_target(tahun: int) -> str:
    return f"t{tahun}"


def tahun_standar(tahun: int) -> str:
    return f"s{tahun}"


def pilihan_satuan(satuan: Iterable[Satuan]) -> list[tuple[str, str]]:
    """Value: the code; label: the name. "%" is read as the unit of that kind."""
    semua = list(satuan)
    nama = [s.nama.casefold() for s in semua]
    pilihan = [(s.kode, s.nama if nama.count(s.nama.casefold()) == 1 else f"{s.nama} ({s.kode})") for s in semua]
    persen = [s.kode for s in semua if s.jenis == JenisSatuan.PERSEN]
    return [*((kode, "%") for kode in persen[:1]), *pilihan]


def sebutan_satuan(satuan: Iterable[Satuan]) -> list[tuple[str, str]]:
    """What offices also write in the column "Satuan": "Persentase", "Lap", "Dok."."""
    lain = []
    for s in satuan:
        if s.jenis == JenisSatuan.PERSEN:
            lain += [(s.kode, kata) for kata in ("persentase", "prosentase", "persen (%)", "(%)")]
        elif s.jenis == JenisSatuan.CACAH:
            singkat = [s.nama[:n] for n in range(SINGKATAN_MIN, len(s.nama))]
            lain += [(s.kode, kata + titik) for kata in singkat for titik in ("", ".")]
    banyak = Counter(kata.casefold() for _, kata in lain)
    return [(kode, kata) for kode, kata in lain if banyak[kata.casefold()] == 1]


def _lembar_indikator(periode: range, tahun: int | None, semua: Sequence[Satuan]) -> Lembar:
    return Lembar(
        INDIKATOR,
        [
            *_kolom_bunyi(),
            _kolom_satuan(semua),
            *(_target(satu, polos=satu == tahun) for satu in periode),
            _teks("alasan_target", "Alasan target", lebar=40),
            Kolom("baseline", "Baseline", TULISAN, maks=60),
            Kolom("tahun_baseline", "Tahun baseline", BILANGAN, **TAHUN),
            Kolom("polaritas", "Polaritas", PILIHAN, pilihan=Polaritas),
            *_kolom_pengukuran(),
            *_kolom_pelaksana(),
            *(_standar(tahun) for tahun in periode),
            Kolom("agregasi", "Agregasi triwulan", PILIHAN, pilihan=Agregasi),
            Kolom("rumus_minimasi", "Rumus minimasi", PILIHAN, pilihan=RumusMinimasi),
            Kolom("rumus_ordinal", "Rumus ordinal", PILIHAN, pilihan=RumusOrdinal),
            Kolom("tampilan", "Tampilan capaian", PILIHAN, pilihan=Tampilan),
            Kolom("batas", "Batas capaian (%)", DESIMAL, min=0, maks=999),
            CATATAN,
            TANDA,
        ],
        petunjuk="Satu baris untuk satu indikator, di bawah sasarannya. “-” atau kosong pada target: tidak ada target.",
        wajib=False,
        longgar=True,
    )


def _kolom_bunyi() -> list[Kolom]:
    """What it is and where it stands."""
    return [
        Kolom(
            "sasaran",
            "Sasaran",
            maks=TEKS_MAKS,
            turun=True,
            nama_lain=NAMA_SASARAN,
            rujukan=(SASARAN, "uraian"),
            petunjuk="Bunyi atau kode sasarannya; kosong berarti sama dengan baris di atasnya",
            contoh="Meningkatnya mutu layanan",
            lebar=40,
        ),
        _di_bawah(petunjuk="Hanya bila bunyi sasaran ada di beberapa tujuan, program, atau kegiatan"),
        _kode(petunjuk="Bila kosong diisi otomatis", contoh="1.1"),
        _teks(
            "uraian",
            "Indikator",
            wajib=True,
            nama_lain=[*NAMA_INDIKATOR, *NAMA_IKU],
            judul_cadangan=["IKU"],
            contoh="Indeks kepuasan masyarakat",
        ),
        Kolom("iku", "IKU", YA_TIDAK, contoh=True),
    ]


def _kolom_satuan(semua: Sequence[Satuan]) -> Kolom:
    satuan = pilihan_satuan(semua)
    return Kolom(
        "satuan",
        "Satuan",
        PILIHAN,
        pilihan=satuan,
        pilihan_lain=sebutan_satuan(semua),
        petunjuk="Bila kosong, diusulkan dari target dan bunyi indikatornya",
        contoh=satuan[-1][0] if satuan else None,
        lebar=18,
    )


def _kolom_pengukuran() -> list[Kolom]:
    return [
        _teks("definisi", "Definisi", lebar=40, nama_lain=["Definisi operasional"]),
        _teks("cara_pengukuran", "Cara pengukuran", lebar=40, nama_lain=NAMA_CARA),
        Kolom("komponen_x", "Komponen X", maks=300, petunjuk="Pembilang, bila indikator berupa perbandingan"),
        Kolom("komponen_y", "Komponen Y", maks=300, petunjuk="Penyebut, bila indikator berupa perbandingan"),
        _teks("sumber_data", "Sumber data", lebar=32, nama_lain=["Sumber"]),
    ]


def _kolom_pelaksana() -> list[Kolom]:
    return [
        Kolom(
            "pelaksana",
            "Unit pelaksana",
            maks=TEKS_MAKS,
            paragraf=True,
            nama_lain=["Unit kerja pelaksana", "Unit organisasi pelaksana", "Unit kerja", "Pelaksana"],
            petunjuk="Nama unit; beberapa unit dipisahkan titik koma",
            lebar=40,
        ),
        Kolom("penanggung_jawab", "Penanggung jawab", maks=300, petunjuk="Nama jabatan", lebar=32),
    ]


def _target(tahun: int, *, polos: bool) -> Kolom:
    """`polos`: the year that a head without a year means."""
    lain = [str(tahun), f"Target tahun {tahun}", f"Tahun {tahun}", f"TA {tahun}", f"Target TA {tahun}"]
    return Kolom(
        tahun_target(tahun),
        f"Target {tahun}",
        TULISAN,
        maks=60,
        nama_lain=lain,
        judul_cadangan=[TARGET_POLOS] if polos else [],
        petunjuk="Misalnya 77,5% atau BB",
    )


def _standar(tahun: int) -> Kolom:
    return Kolom(tahun_standar(tahun), f"Standar nasional {tahun}", TULISAN, maks=60)


def susun_buku(periode: range, satuan: Iterable[Satuan], tahun: int | None = None) -> Buku:
    """The workbook for these years, with today's units of measure. `tahun`: the year of a column "Target"."""
    return Buku(
        f"Renstra {periode.start}–{periode.stop - 1}",
        [
            *(LEMBAR_RENSTRA, LEMBAR_VISI, LEMBAR_MISI, LEMBAR_TUJUAN),
            *(LEMBAR_PROGRAM, LEMBAR_KEGIATAN, LEMBAR_SASARAN),
            _lembar_indikator(periode, tahun, list(satuan)),
        ],
        petunjuk="Berkas hasil “Unduh Excel” yang diunggah lagi memperbarui, menambah, dan menghapus: baris yang Anda "
        "hapus dari berkas terhapus dari draf. Berkas tanpa Tanda SAKIP hanya menambah dan memperbarui.",
    )
