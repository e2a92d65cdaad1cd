"""One row per address: what it names, what reading it demands, and what acting on it demands.

A new address gets its row here, by hand; without one the suite fails. Permissions are written as words and not taken
from the views: the test is there to disagree with them.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from perjanjian.models import PerjanjianKinerja
from tests.akses.aturan import BACA, MASUK, RIWAYAT, UMUM, Baris
from tests.akses.dunia import Benda, Dunia

UBAH_RENSTRA, AJUKAN_RENSTRA = "renstra.ubah_renstra", "renstra.ajukan_renstra"
TETAPKAN_RENSTRA = "renstra.tetapkan_renstra"
UBAH_PK, AJUKAN_PK = "perjanjian.ubah_perjanjiankinerja", "perjanjian.ajukan_perjanjiankinerja"
UBAH_RENCANA, AJUKAN_RENCANA = "perjanjian.ubah_rencana", "perjanjian.ajukan_rencana"
TETAPKAN_RENCANA, LAKSANAKAN = "perjanjian.tetapkan_rencana", "perjanjian.isi_pelaksanaan"
TANDA_TANGAN = "perjanjian.tandatangani_perjanjiankinerja"
ISI, AJUKAN, SETUJUI = "capaian.isi_realisasi", "capaian.ajukan_realisasi", "capaian.setujui_realisasi"
VERIFIKASI, BUKA_PERIODE = "capaian.verifikasi_realisasi", "capaian.buka_periode"
PERIKSA = f"{VERIFIKASI}|{SETUJUI}"
UBAH_DIPA, BERLAKUKAN_DIPA = "anggaran.ubah_dipa", "anggaran.berlakukan_dipa"
ISI_ANGGARAN = "anggaran.isi_realisasianggaran"
UBAH_LAPORAN = "pelaporan.ubah_laporan"
CETAK = "dokumen.cetak_dokumen"
UBAH_ORG, KELOLA_PENGGUNA = "organisasi.ubah_organisasi", "organisasi.kelola_pengguna"
LIMPAHKAN, LIHAT_JEJAK = "organisasi.limpahkan_tugas", "organisasi.lihat_jejak"
BUAT_SATKER, IMPOR = "organisasi.buat_satker", "organisasi.impor_organisasi"
UBAH_ACUAN = "organisasi.ubah_acuan"
HANYA_SUPERUSER = "tak.seorang_pun"  # a right that no role gives
ACUAN_BERSATKER = f"{UBAH_ORG}|{UBAH_ACUAN}"  # master data that a satker may have of its own

RENSTRA = ("renstra_tetap", "renstra_draf", "renstra_diajukan")
INDIKATOR = ("indikator_tetap", "indikator_draf")
DIPA = ("dipa_berlaku", "dipa_draf")
PK = ("pk_berlaku", "pk_berlaku_unit", "pk_draf", "pk_diajukan", "pk_ditandatangani")
REALISASI = ("realisasi_disetujui", "realisasi_diajukan", "realisasi_draf")
BUKTI = ("bukti_disetujui", "bukti_diajukan", "bukti_draf")
TERPASANG = ("terpasang_disetujui", "terpasang_diajukan", "terpasang_draf")
LAPORAN = ("laporan_final", "laporan_draf")
FOTO = ("foto_final", "foto_draf")

ACUAN = ("satuan", "skala", "sumber-dana", "tenggat")

#: Why a page does not show the mark of what it is about.
KEPALA = "the page names the paper by year and number"
RINGKAS = "the fragment names rows only where two figures differ"
ARSIP = "the mark stands compressed in the workbook"
DI_BARIS = "the fragment stands under the row that names it"

CATATAN = {"catatan": "Perbaiki targetnya."}
TAUTAN = {"judul": "Berita", "tautan": "https://contoh.go.id/berita"}


def hari_ini(*_: Any) -> dict[str, str]:
    return {"tanggal": timezone.localdate().strftime("%d/%m/%Y"), "nomor": "7 Tahun 2024"}


def sidik(dunia: Dunia, tempat: str, benda: Benda | None) -> dict[str, str]:
    """What a signer's page carries: the fingerprint of the text that was read."""
    assert benda is not None
    return {"sidik": PerjanjianKinerja.objects.lengkap().get(pk=benda.pk).sidik_isi(), **CATATAN}


def analisis_terisi(*_: Any) -> dict[str, str]:
    return {"analisis": "Tepat waktu", "versi": "1"}


def _baru(nama: str) -> Baris:
    """A form of the organisation that names no object."""
    return Baris(nama, get=UBAH_ORG, post=UBAH_ORG)


def _sunting(nama: str, benda: str) -> Baris:
    """A form about one object of the organisation; it stands in every year."""
    return Baris(nama, get=UBAH_ORG, post=UBAH_ORG, benda=(benda,), bertahun=False)


def _pelimpahan_orang_lain(dunia: Dunia, tempat: str, _: Benda | None) -> dict[str, Any]:
    return {"pk": dunia.di(tempat, "pelimpahan").pk}


def _sesi_orang_lain(dunia: Dunia, tempat: str) -> str:
    return dunia.di(tempat, "pengguna").sesi


def _nomor_staf(dunia: Dunia, tempat: str) -> str:
    return urlsafe_base64_encode(str(dunia.di(tempat, "pengguna").pk).encode())


MENU = [
    Baris("pulang", get=MASUK, khusus={"tanpa_satker": {403, 405}}),
    Baris("masuk", get=UMUM, post=UMUM, data={"username": "tidak.ada", "password": "salah"}),
    Baris("keluar", post=MASUK),
    Baris("sehat", get=UMUM),
    Baris("gaya", get=UMUM, hilang=True),
]


def _misi_draf(dunia: Dunia, tempat: str) -> int:
    return dunia.di(tempat, "misi_draf").pk


def _indikator_draf(dunia: Dunia, tempat: str) -> int:
    return dunia.di(tempat, "indikator_draf").pk


def _kondisi(
    nama: str, keadaan: str = "tetap", *, get: str | None = UBAH_RENSTRA, buta: str = "", **data: str
) -> Baris:
    """A page about one condition of a tree; that of a fixed Renstra can be edited too."""
    kwargs = {"butir": lambda dunia, tempat: dunia.di(tempat, f"kondisi_{keadaan}").pk}
    benda = (f"renstra_{keadaan}",)
    return Baris(f"renstra:{nama}", get=get, post=UBAH_RENSTRA, benda=benda, kwargs=kwargs, data=data, buta=buta)


def _kaskade(nama: str, *, get: str | None = UBAH_RENSTRA, buta: str = "", **data: str) -> Baris:
    """A page about one row of a draft."""
    kwargs = {"bagian": "misi", "butir": _misi_draf}
    benda = ("renstra_draf",)
    return Baris(f"renstra:{nama}", get=get, post=UBAH_RENSTRA, benda=benda, kwargs=kwargs, data=data, buta=buta)


RENSTRA_BARIS = [
    Baris("renstra:daftar", get=BACA),
    Baris("renstra:detail", get=BACA, benda=RENSTRA),
    Baris(
        "renstra:revisi",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=RENSTRA,
        data={"alasan": "Pagu berubah."},
        buta=KEPALA,
    ),
    Baris("renstra:perbandingan", get=BACA, post=UBAH_RENSTRA, benda=RENSTRA, buta="a first Renstra shows no row"),
    Baris("renstra:hapus", get=UBAH_RENSTRA, post=UBAH_RENSTRA, benda=RENSTRA),
    Baris(
        "renstra:susun",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        data={"judul": "Renstra baru", "periode_awal": "2040", "periode_akhir": "2044", "visi": "Mandiri"},
    ),
    Baris("renstra:ikuti", get=UBAH_RENSTRA, post=UBAH_RENSTRA, data={"judul": "Renstra baru", "indikator": "1"}),
    Baris("renstra:selaraskan", get=UBAH_RENSTRA, post=UBAH_RENSTRA, benda=RENSTRA, data={"target": "on"}, buta=KEPALA),
    Baris("renstra:turunan", get=BACA, benda=RENSTRA),
    Baris("renstra:kaskade", get=UBAH_RENSTRA, benda=RENSTRA),
    Baris(
        "renstra:ubah_dasar",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=RENSTRA,
        data={"judul": "Judul lain", "periode_awal": "2020", "periode_akhir": "2024", "visi": "Lain", "versi": "1"},
    ),
    Baris(
        "renstra:tambah_bagian",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=("renstra_draf",),
        kwargs={"bagian": "misi"},
        data={"teks": "Misi baru"},
        buta=KEPALA,
    ),
    _kaskade("ubah_bagian", teks="Misi lain", versi="1"),
    _kaskade("hapus_bagian"),
    _kaskade("geser_bagian", get=None, arah="turun"),
    _kaskade("pindah_bagian", get=None, versi="1"),
    Baris(
        "renstra:mutu",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=("renstra_draf",),
        kwargs={"butir": _indikator_draf, "saran": "sumber"},
        data={"alasan": "Sumbernya BPS."},
        buta="the page shows the indikator only",
    ),
    Baris("renstra:kisi", get=UBAH_RENSTRA, post=UBAH_RENSTRA, benda=RENSTRA, buta=KEPALA),
    Baris("renstra:kisi_blok", post=UBAH_RENSTRA, benda=("renstra_draf",)),
    Baris("renstra:indikator", get=BACA, benda=INDIKATOR),
    Baris(
        "renstra:target",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=INDIKATOR,
        data={"target_2024": "91", "versi_2024": "1", "semula_2024": "100"},
    ),
    Baris("renstra:cetak", get=BACA, benda=RENSTRA),
    Baris("renstra:cetak_pohon", get=BACA, benda=RENSTRA),
    Baris("renstra:excel", get=BACA, benda=RENSTRA, buta=ARSIP),
    Baris("renstra:naskah", get=BACA, benda=RENSTRA, buta=KEPALA),
    Baris(
        "renstra:narasi",
        get=BACA,
        post=UBAH_RENSTRA,
        benda=RENSTRA,
        kwargs={"kunci": "kondisi_umum"},
        data={"isi": "Tulisan lain.", "versi": "1", "bentuk": "teks"},
    ),
    Baris(
        "renstra:keputusan",
        get=BACA,
        post=UBAH_RENSTRA,
        benda=RENSTRA,
        data={"penetap": "Kantor", "tentang": "Renstra", "diktum": "Satu.", "tempat": "Kota", "versi": "1"},
    ),
    Baris("renstra:iku", get=BACA, benda=RENSTRA),
    Baris(
        "renstra:iku-atur",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=RENSTRA,
        data={"bentuk": "tabel", "tempat": "Bengkulu", "penanda_tangan": "ketua"},
        buta=KEPALA,
    ),
    Baris("renstra:pohon", get=BACA, benda=("renstra_tetap", "renstra_draf")),
    Baris("renstra:usulkan_pohon", get=UBAH_RENSTRA, post=UBAH_RENSTRA, benda=RENSTRA, buta=KEPALA),
    Baris(
        "renstra:tambah_kondisi",
        get=UBAH_RENSTRA,
        post=UBAH_RENSTRA,
        benda=("renstra_tetap", "renstra_draf"),
        data={"uraian": "Data akurat", "jenjang": "akhir"},
    ),
    *(_kondisi("ubah_kondisi", k, uraian="Data akurat", jenjang="akhir", versi="1") for k in ("tetap", "draf")),
    *(_kondisi("hapus_kondisi", k, cara="cabang", banyak="1") for k in ("tetap", "draf")),
    _kondisi("geser_kondisi", get=None, arah="turun"),
    *(
        Baris("renstra:tindakan", get=izin, post=izin, benda=RENSTRA, kwargs={"tindakan": nama}, data=data, buta=KEPALA)
        for nama, izin, data in (
            ("ajukan", AJUKAN_RENSTRA, {}),
            ("kembalikan", TETAPKAN_RENSTRA, CATATAN),
            ("tetapkan", TETAPKAN_RENSTRA, hari_ini),
        )
    ),
    Baris("renstra:tindakan", get=BACA, post=BACA, benda=RENSTRA, kwargs={"tindakan": "gantikan"}, hilang=True),
]


def _pos(nama: str, *, get: str | None = UBAH_DIPA, post: str | None = UBAH_DIPA, **data: str) -> list[Baris]:
    """A page about one node, of a draft and of a DIPA in force."""
    return [
        Baris(
            f"anggaran:{nama}",
            get=get,
            post=post,
            benda=(f"dipa_{keadaan}",),
            kwargs={"butir": _butir_pos(keadaan)},
            data=data,
            buta="a DIPA in force is not edited: the page says so" if keadaan == "berlaku" else "",
        )
        for keadaan in ("berlaku", "draf")
    ]


def _butir_pos(keadaan: str) -> Any:
    return lambda dunia, tempat: dunia.di(tempat, f"pos_{keadaan}").pk


ANGGARAN_BARIS = [
    Baris("anggaran:buat", get=UBAH_DIPA, post=UBAH_DIPA, data={"keterangan": "DIPA baru"}),
    Baris("anggaran:susun", get=UBAH_DIPA, benda=DIPA, buta=KEPALA),
    Baris("anggaran:ubah_dipa", get=UBAH_DIPA, post=UBAH_DIPA, benda=DIPA, data={"nomor": "1"}, buta=KEPALA),
    Baris("anggaran:hapus_dipa", get=UBAH_DIPA, post=UBAH_DIPA, benda=DIPA, data={"sidik": "x"}, buta=KEPALA),
    Baris(
        "anggaran:pos_baru",
        get=UBAH_DIPA,
        post=UBAH_DIPA,
        benda=DIPA,
        data={"kode": "076.01.ZZ", "uraian": "Program baru"},
        buta=KEPALA,
    ),
    Baris("anggaran:usul_kode", get=UBAH_DIPA, benda=DIPA, buta=DI_BARIS),
    *_pos("pos", kode="076.01.WA.3355", uraian="Uraian lain", versi="1"),
    *_pos("pos_hapus", sidik="x"),
    *_pos("pos_geser", get=None, arah="naik"),
    Baris("anggaran:daftar", get=BACA),
    Baris("anggaran:daftar", get=BACA, benda=("posisi_lain", "posisi_utama"), param="?posisi"),
    Baris("anggaran:dipa", get=BACA, benda=DIPA),
    Baris("anggaran:unduh", get=BACA, buta=ARSIP),
    Baris("anggaran:unduh", get=BACA, benda=("posisi_lain", "posisi_utama"), param="?posisi", buta=ARSIP),
    Baris("anggaran:dipa-unduh", get=BACA, benda=DIPA, buta=ARSIP),
    Baris("anggaran:banding", get=BACA),
    Baris("anggaran:banding", get=BACA, benda=DIPA, param="?baru", bertahun=False, buta=KEPALA),
    Baris("anggaran:banding-unduh", get=BACA, benda=("dipa_draf",), param="?baru", bertahun=False, buta=ARSIP),
    Baris("anggaran:pagu", get=UBAH_DIPA, post=UBAH_DIPA, benda=DIPA, data={"nilai_076.01.WA.3355": "5"}),
    Baris(
        "anggaran:revisi", get=UBAH_DIPA, post=UBAH_DIPA, benda=DIPA, data={"keterangan": "Tambahan hibah"}, buta=KEPALA
    ),
    Baris("anggaran:berlakukan", get=BERLAKUKAN_DIPA, post=BERLAKUKAN_DIPA, benda=DIPA, data=hari_ini),
    Baris(
        "anggaran:posisi-baru",
        get=ISI_ANGGARAN,
        post=ISI_ANGGARAN,
        data={"nama": "Data per 30 Juni 2024", "per_tanggal": "30/06/2024"},
    ),
    Baris(
        "anggaran:realisasi",
        get=ISI_ANGGARAN,
        post=ISI_ANGGARAN,
        benda=("posisi_utama", "posisi_lain"),
        data={"nilai_076.01.WA": "2.000.000"},
    ),
    Baris(
        "anggaran:realisasi",
        get=ISI_ANGGARAN,
        post=ISI_ANGGARAN,
        benda=("posisi_utama",),
        param="?dari",
        kwargs={"pk": lambda dunia, tempat: dunia.di(tempat, "posisi_lain").pk},
    ),
    Baris("anggaran:utama", post=ISI_ANGGARAN, benda=("posisi_lain",)),
    *(Baris(f"anggaran:{nama}", get=BACA) for nama in ("penyerapan", "tahun", "deviasi")),
    Baris("anggaran:tahun", get=BACA, benda=("posisi_lain", "posisi_utama"), param="?posisi"),
    *(Baris(f"anggaran:{nama}-excel", get=BACA) for nama in ("penyerapan", "tahun", "deviasi", "rencana")),
    Baris("anggaran:rencana", get=BACA, post=UBAH_DIPA, data={"i076.01.WA-asal": "1=0=", "i076.01.WA-1": "5"}),
    Baris("anggaran:rencana-blok", post=UBAH_DIPA, data={"i076.01.WA-asal": "2=0=", "i076.01.WA-2": "5"}),
    Baris("anggaran:rencana-usulan", get=UBAH_DIPA, post=UBAH_DIPA, data={"cara": "rata", "program": "076.01.WA"}),
    Baris("anggaran:alokasi", get=BACA, post=UBAH_DIPA, data={"kode": "076.01.WA.3355", "porsi": "10"}),
    Baris("anggaran:alokasi", get=BACA, post=UBAH_DIPA, benda=("posisi_lain", "posisi_utama"), param="?posisi"),
    Baris("anggaran:alokasi-terima", post=UBAH_DIPA, data={"saran": "076.01.WA|1"}),
    Baris("anggaran:alokasi-unduh", get=BACA),
    Baris("anggaran:alokasi-ubah", get=UBAH_DIPA, post=UBAH_DIPA, benda=("alokasi",), data={"porsi": "70"}),
    Baris("anggaran:alokasi-hapus", get=UBAH_DIPA, post=UBAH_DIPA, benda=("alokasi",), data={"versi": "1"}),
    Baris("anggaran:efisiensi", get=BACA, post=UBAH_DIPA, data={"aturan": "rasio", "alasan": "Pedoman"}),
    Baris("anggaran:efisiensi-hapus", post=UBAH_DIPA, benda=("pilihan_efisiensi",), data={"versi": "1"}),
]

PERJANJIAN_BARIS = [
    Baris("perjanjian:daftar", get=BACA),
    Baris("perjanjian:detail", get=BACA, benda=PK),
    Baris("perjanjian:baru", get=UBAH_PK, post=UBAH_PK, pada_satker=True),
    Baris(
        "perjanjian:baru",
        get=UBAH_PK,
        post=UBAH_PK,
        benda=("jabatan",),
        param="?jabatan",
        bertahun=False,
        salah=frozenset({200, 409}),
    ),
    Baris("perjanjian:baris", get=UBAH_PK, post=UBAH_PK, benda=PK),
    Baris(
        "perjanjian:perubahan",
        get=UBAH_PK,
        post=UBAH_PK,
        benda=PK,
        data={"dasar": "strategi", "alasan": "Revisi anggaran"},
        buta=KEPALA,
    ),
    Baris("perjanjian:usulkan", get=UBAH_PK, post=UBAH_PK, pada_satker=True),
    Baris("perjanjian:turunkan", get=UBAH_PK, post=UBAH_PK, benda=PK, buta=KEPALA),
    Baris("perjanjian:petunjuk", get=UBAH_PK, post=UBAH_PK, benda=PK, buta=RINGKAS),
    Baris("perjanjian:tindakan", post=AJUKAN_PK, benda=PK, kwargs={"tindakan": "ajukan"}),
    # Only the party signs, only the superior (or the party, before signing) returns; everybody else is refused.
    *(
        Baris("perjanjian:tindakan", post=TANDA_TANGAN, benda=(pk,), kwargs={"tindakan": nama}, data=sidik, hanya=hanya)
        for nama, pk, hanya in (
            ("tandatangani", "pk_diajukan", ("kabag",)),
            ("tandatangani", "pk_draf", ("kabag",)),
            ("tandatangani", "pk_berlaku", ("sekretaris",)),
            ("setujui", "pk_ditandatangani", ("sekretaris",)),
            ("setujui", "pk_diajukan", ("sekretaris",)),
            ("setujui", "pk_berlaku", ("ketua",)),
            ("kembalikan", "pk_diajukan", ("sekretaris", "kabag")),
            ("kembalikan", "pk_ditandatangani", ("sekretaris",)),
        )
    ),
    Baris("perjanjian:tindakan", post=BACA, benda=PK, kwargs={"tindakan": "gantikan"}, hilang=True),
    # Signing: the party alone, with the passphrase; without it nothing is signed and the page comes back.
    Baris("perjanjian:tandatangani", post=TANDA_TANGAN, benda=("pk_diajukan",), data=sidik, hanya=("kabag",)),
    Baris("perjanjian:setujui", post=TANDA_TANGAN, benda=("pk_ditandatangani",), data=sidik, hanya=("sekretaris",)),
    Baris("perjanjian:basah", post=TANDA_TANGAN, benda=("pk_diajukan",), data=sidik, hanya=("kabag",)),
    Baris("perjanjian:tanda_satu", post=TANDA_TANGAN, benda=("pk_diajukan",), data=sidik, hanya=("kabag",)),
    Baris("perjanjian:menunggu", get=TANDA_TANGAN, post=TANDA_TANGAN, pada_satker=True),
    Baris("perjanjian:berkas", get=BACA, benda=("pk_berlaku",)),
]


def _rencana(nama: str, tanda: str, **lain: Any) -> Baris:
    """A page about the one draft of the place: the address names place and year only."""
    kwargs = {"get": UBAH_RENCANA, "post": UBAH_RENCANA, "benda": (tanda,), "param": ""} | lain
    return Baris(nama, **kwargs)


def _indikator_rkt(dunia: Dunia, tempat: str, benda: Benda | None) -> dict[str, str]:
    pk = dunia.di(tempat, "indikator_rkt_draf").pk
    return {f"i{pk}-uraian": "Persentase lain", f"i{pk}-target": "95", f"i{pk}-versi": "1"}


def _tempat_rkt(dunia: Dunia, tempat: str, benda: Benda | None) -> dict[str, str]:
    pk = dunia.di(tempat, "pos_rkt_draf").pk
    return {f"p{pk}-sasaran": str(dunia.di(tempat, "sasaran_rkt_draf").pk), f"p{pk}-semula": ""}


def _rincian_aksi(dunia: Dunia, tempat: str, benda: Benda | None) -> dict[str, str]:
    pk = dunia.di(tempat, "baris_aksi_draf").pk
    return {f"b{pk}-output_jumlah": "3", f"b{pk}-versi": "1"}


KEPALA_RENCANA = {"tempat": "Ibu kota", "versi": "1"}
LUKISAN = {"minggu": ["3", "4"], "versi": "1"}

RKT_BARIS = [
    Baris("rkt:detail", get=BACA),
    Baris("rkt:detail", get=BACA, benda=("rkt_tetap",), param="", tahun=2023),
    Baris("rkt:usulkan", post=UBAH_RENCANA),
    _rencana("rkt:kepala", "rkt_draf", data=KEPALA_RENCANA, buta=KEPALA),
    _rencana("rkt:kepala", "rkt_tetap", tahun=2023, data=KEPALA_RENCANA, buta=KEPALA),
    _rencana("rkt:dipa", "rkt_draf", get=None),
    _rencana("rkt:excel", "rkt_draf", get=BACA, post=None, buta=ARSIP),
    _rencana("rkt:excel", "rkt_tetap", get=BACA, post=None, tahun=2023, buta=ARSIP),
    _rencana("rkt:ubah", "rkt_draf", data=_indikator_rkt),
    _rencana("rkt:tambah", "rkt_draf", get=None),
    Baris("rkt:indikator", post=UBAH_RENCANA, benda=("indikator_rkt_draf",), data=_indikator_rkt),
    Baris("rkt:hapus", post=UBAH_RENCANA, benda=("indikator_rkt_draf",)),
    Baris("rkt:tempat", post=UBAH_RENCANA, benda=("pos_rkt_draf",), data=_tempat_rkt),
    Baris(
        "rkt:sasaran",
        get=UBAH_RENCANA,
        post=UBAH_RENCANA,
        benda=("sasaran_rkt_draf",),
        data={"uraian": "Sasaran lain", "versi": "1"},
    ),
    _rencana("rkt:tindakan", "rkt_draf", get=None, post=AJUKAN_RENCANA, kwargs={"tindakan": "ajukan"}),
    *(
        _rencana("rkt:tindakan", "rkt_draf", get=None, post=TETAPKAN_RENCANA, kwargs={"tindakan": nama}, data=CATATAN)
        for nama in ("tetapkan", "kembalikan")
    ),
]

AKSI_BARIS = [
    Baris("aksi:jadwal", get=BACA),
    Baris("aksi:jadwal", get=BACA, benda=("aksi_tetap",), param="", tahun=2023),
    Baris("aksi:usulkan", post=UBAH_RENCANA),
    _rencana("aksi:kepala", "aksi_draf", data=KEPALA_RENCANA, buta=KEPALA),
    _rencana("aksi:dipa", "aksi_draf", get=None),
    _rencana("aksi:rincian", "aksi_draf", get=BACA, data=_rincian_aksi),
    _rencana("aksi:rincian", "aksi_tetap", get=BACA, tahun=2023),
    Baris("aksi:rincian_baris", post=UBAH_RENCANA, benda=("baris_aksi_draf",), data=_rincian_aksi, pada_satker=True),
    _rencana("aksi:tambah", "aksi_draf", get=None, data={"uraian": "Kegiatan lain"}),
    Baris(
        "aksi:baris",
        get=UBAH_RENCANA,
        post=UBAH_RENCANA,
        benda=("baris_aksi_draf",),
        data={"uraian": "Kegiatan lain", "versi": "1"},
        pada_satker=True,
    ),
    Baris("aksi:hapus", post=UBAH_RENCANA, benda=("baris_aksi_draf",), pada_satker=True),
    Baris(
        "aksi:lukis",
        post=UBAH_RENCANA,
        benda=("baris_aksi_draf",),
        kwargs={"mode": "rencana"},
        data=LUKISAN,
        pada_satker=True,
    ),
    Baris("aksi:lukis", post=LAKSANAKAN, benda=("baris_aksi_tetap",), kwargs={"mode": "terlaksana"}, data=LUKISAN),
    Baris("aksi:terlaksana", get=LAKSANAKAN, post=LAKSANAKAN, benda=("baris_aksi_tetap",), data={"terlaksana": ["3"]}),
    _rencana("aksi:tindakan", "aksi_draf", get=None, post=AJUKAN_RENCANA, kwargs={"tindakan": "ajukan"}),
    *(
        _rencana("aksi:tindakan", "aksi_draf", get=None, post=TETAPKAN_RENCANA, kwargs={"tindakan": nama}, data=CATATAN)
        for nama in ("tetapkan", "kembalikan")
    ),
]

CAPAIAN_BARIS = [
    Baris("capaian:daftar", get=BACA),
    Baris("capaian:anak", get=BACA),
    Baris("capaian:anak_unduh", get=BACA, buta=ARSIP),
    Baris("capaian:mulai", post=ISI, pada_satker=True),
    *(Baris("capaian:triwulan", get=BACA, post=ISI, kwargs={"triwulan": tw}, pada_satker=True) for tw in (1, 2, 3, 4)),
    Baris("capaian:kisi_blok", post=ISI, kwargs={"triwulan": 1}, pada_satker=True),
    Baris("capaian:target", get=BACA, post=ISI, pada_satker=True),
    Baris("capaian:target_blok", post=ISI, pada_satker=True),
    Baris("capaian:rincian", get=BACA, benda=("pengukuran",)),
    *(
        Baris(
            "capaian:isi",
            get=ISI,
            post=ISI,
            benda=("pengukuran",),
            kwargs={"triwulan": tw},
            data=analisis_terisi,
            htmx=htmx,
        )
        for tw, htmx in ((1, False), (1, True), (3, False), (4, True))
    ),
    Baris("capaian:ajukan_semua", post=AJUKAN, kwargs={"triwulan": 1}, pada_satker=True),
    Baris("capaian:tindakan", post=AJUKAN, benda=REALISASI, kwargs={"tindakan": "ajukan"}),
    Baris("capaian:tindakan", post=SETUJUI, benda=REALISASI, kwargs={"tindakan": "setujui"}, data={"versi": "1"}),
    *(
        Baris("capaian:bukti", get=BACA, post=ISI, benda=("pengukuran",), kwargs={"triwulan": tw})
        for tw in (1, 2, 3, 4)
    ),
    *(
        Baris("capaian:bukti_tautan", post=ISI, benda=("pengukuran",), kwargs={"triwulan": tw}, data=TAUTAN)
        for tw in (1, 3)
    ),
    *(Baris("capaian:bukti_pakai", get=ISI, post=ISI, benda=("pengukuran",), kwargs={"triwulan": tw}) for tw in (1, 3)),
    Baris("capaian:bukti_semua", get=BACA),
    Baris("capaian:bukti_berkas", get=BACA, benda=(*BUKTI, "bukti_lepas")),
    Baris(
        "capaian:bukti_gambar",
        get=BACA,
        benda=("foto_bukti_disetujui", "foto_bukti_diajukan", "foto_bukti_draf"),
        buta="a picture has no words in it",
    ),
    Baris("capaian:bukti_hapus", post=ISI, benda=("bukti_lepas", *BUKTI), pada_satker=True),
    Baris("capaian:bukti_ubah", get=ISI, post=ISI, benda=TERPASANG, data={"judul": "Notula", "versi": "1"}),
    Baris("capaian:bukti_lepas", post=ISI, benda=TERPASANG),
    Baris("capaian:bukti_geser", post=ISI, benda=TERPASANG, kwargs={"arah": "turun"}),
    Baris(
        "capaian:tindakan",
        post=VERIFIKASI,
        benda=REALISASI,
        kwargs={"tindakan": "kembalikan"},
        data=CATATAN | {"versi": "1"},
    ),
    # Checking, correcting, periods, follow-up.
    *(Baris("capaian:periksa", get=PERIKSA, pada_satker=True, kwargs={"triwulan": tw}) for tw in (1, 2, 3, 4)),
    *(
        Baris(
            "capaian:periksa_semua",
            get=izin,
            post=izin,
            pada_satker=True,
            kwargs={"triwulan": 2, "tindakan": tindakan},
        )
        for tindakan, izin in (("verifikasi", VERIFIKASI), ("setujui", SETUJUI))
    ),
    *(
        Baris(
            "capaian:periksa_tindakan",
            post=izin,
            benda=("realisasi_diajukan",),
            kwargs={"triwulan": 2, "tindakan": tindakan},
            data=CATATAN | {"versi": "1"},
        )
        for tindakan, izin in (("verifikasi", VERIFIKASI), ("setujui", SETUJUI), ("kembalikan", VERIFIKASI))
    ),
    Baris("capaian:koreksi", get=ISI, post=ISI, benda=REALISASI, data={"alasan": "Salah ketik."}),
    Baris("capaian:batalkan_koreksi", post=ISI, benda=REALISASI),
    Baris("capaian:periode", get=BACA),
    Baris("capaian:buka_kunci", post=BUKA_PERIODE, data={"alasan": "Data terlambat."}),
    Baris("capaian:tutup_kunci", post=BUKA_PERIODE, benda=("buka_kunci",)),
    Baris("capaian:tindak_lanjut", get=BACA),
    *(
        Baris(
            "capaian:tindak_lanjut_baru",
            get=ISI,
            post=ISI,
            benda=("pengukuran",),
            kwargs={"triwulan": tw},
            data={"uraian": "Rapat bulanan."},
            htmx=htmx,
            buta=DI_BARIS if htmx else "",
        )
        for tw, htmx in ((1, False), (4, True))
    ),
    Baris("capaian:tindak_lanjut_ubah", get=ISI, post=ISI, benda=("tindak_lanjut",)),
    Baris("capaian:tindak_lanjut_hapus", post=ISI, benda=("tindak_lanjut",)),
    Baris("capaian:pantau", get=ISI, post=ISI, benda=("tindak_lanjut",), data={"catatan": "Sudah rapat."}),
]

PELAPORAN_BARIS = [
    Baris("pelaporan:beranda", get=BACA, bingkai=True),
    Baris("pelaporan:lkjip", get=BACA),
    Baris("pelaporan:lkjip", get=BACA, tahun=2023),
    Baris("pelaporan:mulai", post=UBAH_LAPORAN),
    Baris("pelaporan:mulai", post=UBAH_LAPORAN, tahun=2022),
    Baris(
        "pelaporan:atur",
        get=UBAH_LAPORAN,
        post=UBAH_LAPORAN,
        benda=LAPORAN,
        param="",
        data={"tempat": "Bengkulu"},
        buta=KEPALA,
    ),
    Baris(
        "pelaporan:narasi",
        get=UBAH_LAPORAN,
        post=UBAH_LAPORAN,
        benda=LAPORAN,
        param="",
        kwargs={"kunci": "ikhtisar"},
        data={"isi": "Ringkas.", "versi": "1", "bentuk": "teks"},
    ),
    Baris(
        "pelaporan:narasi",
        get=UBAH_LAPORAN,
        post=UBAH_LAPORAN,
        benda=("sasaran",),
        param="sasaran",
        kwargs={"kunci": "bab3.b.sasaran"},
        data={"isi": "Ringkas.", "versi": "1", "bentuk": "teks"},
    ),
    Baris("pelaporan:foto", get=UBAH_LAPORAN, post=UBAH_LAPORAN, benda=LAPORAN, param=""),
    Baris("pelaporan:berkas_foto", get=BACA, benda=FOTO),
    Baris("pelaporan:hapus_foto", post=UBAH_LAPORAN, benda=FOTO),
]

DOKUMEN_BARIS = [
    Baris("dokumen:buat", post=CETAK, kwargs={"jenis": "lkjip"}),
    Baris("dokumen:buat", post=CETAK, kwargs={"jenis": "lkjip"}, htmx=True),
    Baris("dokumen:buat", post=BACA, kwargs={"jenis": "tidak-dikenal"}, hilang=True),
    Baris("dokumen:pekerjaan", get=BACA, benda=("pekerjaan",)),
    Baris("dokumen:pekerjaan", get=BACA, benda=("pekerjaan",), htmx=True),
    Baris("dokumen:unduh", get=BACA, benda=("dokumen",)),
]

STRUKTUR_BARIS = [
    Baris("organisasi:organisasi", get=BACA, bingkai=True),
    Baris("organisasi:urutan", get=UBAH_ORG),
    *(_baru(f"organisasi:{nama}") for nama in ("tambah_unit", "tambah_jabatan", "tambah_pejabat")),
    *(_sunting(f"organisasi:{nama}", "unit") for nama in ("ubah_unit", "pindah_unit", "bubarkan_unit", "hapus_unit")),
    *(
        _sunting(f"organisasi:{nama}", "jabatan")
        for nama in ("ubah_jabatan", "akhiri_jabatan", "hapus_jabatan", "tempatkan", "serah_terima")
    ),
    *(_sunting(f"organisasi:{nama}", "penugasan") for nama in ("akhiri", "koreksi_penugasan", "hapus_penugasan")),
    *(_sunting(f"organisasi:{nama}", "pejabat") for nama in ("ubah_pejabat", "pilih_jabatan", "hapus_pejabat")),
    Baris("organisasi:geser_unit", post=UBAH_ORG, benda=("unit",), bertahun=False, data={"arah": "naik"}),
    Baris("organisasi:geser_jabatan", post=UBAH_ORG, benda=("jabatan",), bertahun=False, data={"arah": "naik"}),
    Baris("organisasi:jabatan", get=BACA, benda=("jabatan",), bertahun=False),
    Baris("organisasi:pejabat", get=BACA),
    Baris("organisasi:satu_pejabat", get=BACA, benda=("pejabat",), bertahun=False),
    Baris("organisasi:pelimpahan", get=LIMPAHKAN, pada_satker=True),
    Baris("organisasi:limpahkan", get=LIMPAHKAN, post=LIMPAHKAN, pada_satker=True),
    Baris(
        "organisasi:cabut_pelimpahan",
        post=LIMPAHKAN,
        benda=("pelimpahan",),
        pada_satker=True,
        bertahun=False,
        hanya=("kabag",),
        selain=404,
    ),
    # What was handed to somebody else cannot be taken up, whoever asks.
    Baris("organisasi:bertindak", post=BACA, data=_pelimpahan_orang_lain, hilang=True),
    Baris("organisasi:selesai_bertindak", post=BACA),
]

PROFIL_BARIS = [
    Baris("organisasi:profil", get=BACA),
    _baru("organisasi:ubah_profil"),
    _baru("organisasi:logo"),
    Baris("organisasi:hapus_logo", post=UBAH_ORG),
    Baris("organisasi:berkas_logo", get=BACA, benda=("logo",), param=""),
    _baru("organisasi:kop_baru"),
    Baris(
        "organisasi:kop_baru",
        get=UBAH_ORG,
        post=UBAH_ORG,
        benda=("kop",),
        param="?dari",
        bertahun=False,
        salah=frozenset({200, 422}),
    ),
    Baris("organisasi:pratinjau_kop", get=UBAH_ORG),
    _sunting("organisasi:ubah_kop", "kop"),
    Baris("organisasi:hapus_kop", post=UBAH_ORG, benda=("kop",), bertahun=False),
]

#: Nobody moves the satker that the own right comes from.
AKAR_SENDIRI = {"login_admin_pusat@sendiri": {403, 405}, "admin_pusat@induk": {403, 405}}

SATKER_BARIS = [
    Baris("organisasi:satker", get=BUAT_SATKER),
    Baris("organisasi:tambah_satker", get=BUAT_SATKER, post=BUAT_SATKER),
    Baris("organisasi:pindah_satker", get=BUAT_SATKER, post=BUAT_SATKER, khusus=AKAR_SENDIRI),
    Baris("organisasi:cari_satker", get=BACA),
]

ACUAN_BARIS = [
    Baris("organisasi:acuan", get=BACA),
    *(Baris("organisasi:acuan_daftar", get=BACA, kwargs={"slug": slug}) for slug in ACUAN),
    Baris("organisasi:acuan_daftar", get=BACA, kwargs={"slug": "tidak-ada"}, hilang=True),
    *(
        Baris("organisasi:acuan_baru", get=izin, post=izin, kwargs={"slug": slug})
        for slug, izin in zip(ACUAN, (UBAH_ACUAN, UBAH_ACUAN, UBAH_ACUAN, ACUAN_BERSATKER), strict=True)
    ),
    *(
        Baris(
            f"organisasi:acuan_{nama}",
            get=UBAH_ACUAN if nama != "hapus" else None,
            post=UBAH_ACUAN,
            benda=("satuan",),
            kwargs={"slug": "satuan"},
            salah=frozenset(),
        )
        for nama in ("ubah", "akhiri", "hapus")
    ),
    *(
        Baris(
            f"organisasi:acuan_{nama}",
            get=UBAH_ORG if nama != "hapus" else None,
            post=UBAH_ORG,
            benda=("tenggat",),
            kwargs={"slug": "tenggat"},
            bertahun=False,
            turun=True,
            buta="the page that ends a row names its kind and day" if nama == "akhiri" else "",
        )
        for nama in ("ubah", "akhiri", "hapus")
    ),
    Baris("skala:daftar", get=BACA),
    Baris("skala:baru", get=ACUAN_BERSATKER, post=ACUAN_BERSATKER),
    Baris("skala:ubah", get=UBAH_ACUAN, post=UBAH_ACUAN, kwargs={"pemilik": "umum", "mulai": 2020}),
    Baris("skala:hapus", post=UBAH_ACUAN, kwargs={"pemilik": "umum", "mulai": 2020}),
    *(
        Baris(
            f"skala:{nama}",
            get=UBAH_ORG if nama != "hapus" else None,
            post=UBAH_ORG,
            benda=("skala",),
            param="pemilik",
            kwargs={"mulai": 2021},
            bertahun=False,
            turun=True,
        )
        for nama in ("ubah", "hapus")
    ),
]

#: Table → the objects whose history is asked for.
BERRIWAYAT = {
    "renstra_renstra": RENSTRA,
    "renstra_indikator": INDIKATOR,
    "anggaran_dipa": DIPA,
    "anggaran_posisirealisasi": ("posisi_utama",),
    "perjanjian_perjanjiankinerja": PK,
    "perjanjian_rkt": ("rkt_draf", "rkt_tetap"),
    "perjanjian_rencanaaksi": ("aksi_draf", "aksi_tetap"),
    "capaian_realisasi": REALISASI,
    "pelaporan_laporan": LAPORAN,
    "organisasi_unit": ("unit",),
    "organisasi_jabatan": ("jabatan",),
    "organisasi_pejabat": ("pejabat",),
    "organisasi_penugasan": ("penugasan",),
    "organisasi_kopsurat": ("kop",),
}

JEJAK_BARIS = [
    Baris("organisasi:jejak", get=LIHAT_JEJAK, draf=True),
    Baris("organisasi:jejak_ekspor", get=LIHAT_JEJAK, draf=True),
    *(
        Baris(
            "organisasi:riwayat",
            get=RIWAYAT,
            benda=benda,
            kwargs={"tabel": tabel},
            pada_satker=True,
            bertahun=False,
            draf=True,
        )
        for tabel, benda in BERRIWAYAT.items()
    ),
    # A login's history is for those who keep the logins.
    Baris(
        "organisasi:riwayat",
        get=f"{KELOLA_PENGGUNA}|{LIHAT_JEJAK}",
        benda=("pengguna",),
        kwargs={"tabel": "organisasi_pengguna"},
        bertahun=False,
        draf=True,
    ),
]


def _unggahan(ruang: str, benda: str, izin: str, *lain: Any, awalan: str = "", bertahun: bool = False) -> list[Baris]:
    """An upload is opened by nobody but the one who uploaded it."""
    cara = (("pratinjau", izin, None), ("kesalahan", izin, None), ("terapkan", None, izin), ("batalkan", None, izin))
    return [
        Baris(
            f"{ruang}:{awalan}{nama}_impor",
            get=get,
            post=post,
            benda=(benda,),
            bertahun=bertahun,
            hanya=(),
            hanya_baca=True,
            selain=404,
        )
        for nama, get, post in (*cara, *lain)
    ]


IMPOR_BARIS = [
    Baris("renstra:impor", get=UBAH_RENSTRA, post=UBAH_RENSTRA),
    Baris("renstra:impor_draf", get=UBAH_RENSTRA, post=UBAH_RENSTRA, benda=RENSTRA),
    Baris("renstra:templat_impor", get=UBAH_RENSTRA),
    *_unggahan("renstra", "impor_renstra", UBAH_RENSTRA),
    Baris("organisasi:impor", get=IMPOR, post=IMPOR),
    Baris("organisasi:templat_impor", get=IMPOR),
    Baris("organisasi:data_impor", get=IMPOR, draf=True),
    *_unggahan("organisasi", "impor", IMPOR),
    Baris("capaian:buku_unduh", get=ISI, kwargs={"triwulan": 2}),
    Baris("capaian:buku_unggah", get=ISI, post=ISI, kwargs={"triwulan": 2}),
    *_unggahan("capaian", "impor_realisasi", ISI),
    Baris("anggaran:buku:impor", get=UBAH_DIPA, post=UBAH_DIPA),
    Baris("anggaran:buku:formulir", get=UBAH_DIPA),
    *_unggahan("anggaran:buku", "impor_dipa", UBAH_DIPA),
    Baris("anggaran:posisi", get=BACA),
    Baris("anggaran:realisasi_impor", get=ISI_ANGGARAN, post=ISI_ANGGARAN),
    *_unggahan(
        "anggaran",
        "impor_anggaran",
        ISI_ANGGARAN,
        ("kolom", ISI_ANGGARAN, ISI_ANGGARAN),
        ("kode", None, ISI_ANGGARAN),
        awalan="realisasi_",
        bertahun=True,
    ),
    Baris("capaian:ekspor", get=BACA),
]

#: `?pejabat=`: begins with a person; somebody of another satker is left out.
PEJABAT_DI_ALAMAT: dict[str, Any] = {
    "benda": ("pejabat",),
    "param": "?pejabat",
    "bertahun": False,
    "salah": frozenset({200, 422}),
    "buta": "the form chooses the person by key",
}

_MEMULIHKAN = ("buat_tautan", "pulihkan_faktor", "buka_kunci", "akhiri_sesi_orang")

VERIFIKASI_BARIS = [
    Baris("verifikasi:unggah", get=UMUM, post=UMUM),
    Baris("verifikasi:penerbit", get=UMUM),
    # What a QR code shows is public; whoever does not have its token finds nothing.
    Baris("verifikasi:dokumen", get=UMUM, kwargs={"token": "a" * 21}, hilang=True),
]

AKUN_BARIS = [
    Baris("akun:akun", get=MASUK),
    Baris("tanda_tangan:sertifikat", get=MASUK),
    *(Baris(f"tanda_tangan:{nama}", get=MASUK, post=MASUK) for nama in ("buat", "cabut")),
    *(Baris(f"akun:{nama}", get=MASUK, post=MASUK) for nama in ("surel", "sandi", "faktor_mulai", "faktor_pasang")),
    *(Baris(f"akun:{nama}", get=MASUK, post=MASUK) for nama in ("kode_pemulihan", "faktor_matikan")),
    Baris("akun:sesi", get=MASUK),
    Baris("akun:faktor", get=MASUK),
    Baris("akun:akhiri_sesi_lain", post=MASUK),
    Baris("akun:akhiri_sesi", post=MASUK, kwargs={"tanda": _sesi_orang_lain}, hilang=True),
    Baris("akun:kode", get=UMUM, post=UMUM),
    Baris("akun:lupa_sandi", get=UMUM, post=UMUM),
    Baris("akun:lupa_sandi_terkirim", get=UMUM),
    *(
        Baris(f"akun:{nama}", get=UMUM, post=UMUM, kwargs={"uidb64": _nomor_staf, "token": "abc-0123456789abcdef"})
        for nama in ("setel_ulang", "aktivasi")
    ),
    # Somebody else's account: of the own satker by its admin; one whose role the admin pusat gives by the admin pusat;
    # a technician's by nobody, because a link to a login is a way into it.
    *(
        Baris(
            f"akun:{nama}",
            get=izin if nama == "pemulihan" else None,
            post=izin if nama != "pemulihan" else None,
            benda=(benda,),
            bertahun=False,
            draf=True,
        )
        for nama in ("pemulihan", *_MEMULIHKAN)
        for benda, izin in (
            ("pengguna", KELOLA_PENGGUNA),
            ("pengguna_pusat", BUAT_SATKER),
            ("pengguna_super", HANYA_SUPERUSER),
        )
    ),
]

PENGGUNA_BARIS = [
    Baris("pengguna:daftar", get=KELOLA_PENGGUNA, draf=True),
    Baris("pengguna:tambah", get=KELOLA_PENGGUNA, post=KELOLA_PENGGUNA, draf=True),
    Baris("pengguna:tambah", get=KELOLA_PENGGUNA, post=KELOLA_PENGGUNA, draf=True, **PEJABAT_DI_ALAMAT),
    Baris("pengguna:hak", get=KELOLA_PENGGUNA, draf=True),
    Baris("pengguna:hak", get=KELOLA_PENGGUNA, draf=True, **PEJABAT_DI_ALAMAT),
    Baris("pengguna:satu", get=KELOLA_PENGGUNA, benda=("pengguna", "pengguna_pusat"), bertahun=False, draf=True),
    # A login whose role the admin pusat gives is changed by the admin pusat only.
    *(
        Baris(f"pengguna:{nama}", get=get and izin, post=izin, benda=(benda,), bertahun=False, draf=True)
        for nama, get in (("ubah", True), ("nonaktif", True), ("aktif", None))
        for benda, izin in (
            ("pengguna", KELOLA_PENGGUNA),
            ("pengguna_pusat", BUAT_SATKER),
            ("pengguna_super", HANYA_SUPERUSER),
        )
    ),
]

MATRIKS: list[Baris] = [
    *MENU,
    *RENSTRA_BARIS,
    *ANGGARAN_BARIS,
    *PERJANJIAN_BARIS,
    *RKT_BARIS,
    *AKSI_BARIS,
    *CAPAIAN_BARIS,
    *PELAPORAN_BARIS,
    *DOKUMEN_BARIS,
    *STRUKTUR_BARIS,
    *PROFIL_BARIS,
    *SATKER_BARIS,
    *ACUAN_BARIS,
    *JEJAK_BARIS,
    *IMPOR_BARIS,
    *PENGGUNA_BARIS,
    *AKUN_BARIS,
    *VERIFIKASI_BARIS,
]
