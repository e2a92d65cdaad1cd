"""Tables as real offices keep them: no template, any sheet, and everything that people do in Excel."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from organisasi.models import Satker
from renstra.enums import Polaritas
from renstra.impor.rencana import Rencana
from renstra.models import Indikator, Renstra
from renstra.services_impor import baca_ke_draf, jalankan, periksa_di
from sakip.excel import HasilBaca
from sakip.impor import RencanaBerubah
from tests.renstra.buku_impor import hapus_renstra, jumlah_baris, muat_pangkalpinang, simpan

pytestmark = pytest.mark.django_db

IKU = [
    ("Meningkatnya kualitas layanan", "Persentase layanan tepat waktu", "Layanan tepat waktu / semua x 100", "77,5%"),
    ("", "Indeks kepuasan masyarakat", "Survei tahunan", 82.5),
    ("", "Jumlah sosialisasi yang dilaksanakan", "Dihitung", "3 kali"),
    ("Meningkatnya akuntabilitas", "Predikat SAKIP", "Hasil evaluasi", "BB"),
    ("", "Opini BPK atas laporan keuangan", "Hasil audit", "WTP"),
    ("", "Nilai evaluasi reformasi birokrasi", "Hasil evaluasi", "79,25"),
    ("Terlaksananya pemilu", "Jumlah kecamatan yang dilayani", "Dihitung", "7 Kecamatan"),
    ("", "Jumlah laporan yang disusun", "Dihitung", "2 Lap"),
    ("", "Persentase pemilih yang hadir", "Hadir / terdaftar", "77,50 %"),
    ("", "Jumlah dokumen perencanaan", "Dihitung", 4),
]
KEPALA = ["NO.", "Sasaran Strategis", "Indikator Kinerja Utama", "Cara Pengukuran", "Target 2024", "Sumber Data"]


@pytest.fixture
def satker(db: None) -> Satker:
    """With units and master data, without a plan."""
    satker = muat_pangkalpinang().satker
    hapus_renstra()
    return satker


def buku(*baris: list[Any], lembar: str = "Sheet1", kerja: Any = None) -> bytes:
    satu = Workbook()
    ws: Any = satu.active
    ws.title = lembar
    for isi in baris:
        ws.append(isi)
    if kerja:
        kerja(ws)
    return simpan(satu)


def tabel_iku(*atas: list[Any], **isi: Any) -> bytes:
    baris = [[n, s or None, i, c, t, "Laporan bulanan"] for n, (s, i, c, t) in enumerate(IKU, 1)]
    return buku(*atas, KEPALA, *baris, **isi)


def periksa(berkas: bytes, satker: Satker) -> tuple[HasilBaca, Rencana]:
    hasil, tempat = baca_ke_draf(berkas, satker, None, 2024)
    return hasil, periksa_di(hasil, tempat)


def muat(berkas: bytes, satker: Satker) -> dict[str, tuple[str, str]]:
    """Wording → unit and target of 2024, as they are stored."""
    hasil, tempat = baca_ke_draf(berkas, satker, None, 2024)
    jalankan(hasil, tempat, nama="iku.xlsx")
    return tercatat()


def tercatat() -> dict[str, tuple[str, str]]:
    semua = Indikator.objects.prefetch_related("target_tahunan", "satuan__skala__tingkat")
    return {
        i.uraian: (i.satuan.nama, next((i.satuan.cetak(t.nilai) for t in i.target_tahunan.all()), "–")) for i in semua
    }


def anggapan(hasil: HasilBaca) -> str:
    return "\n".join(f"{a.lembar} {a.sel} {a.pesan}" for a in hasil.anggapan)


def pesan(hasil: HasilBaca) -> dict[str, str]:
    return {g.sel: g.pesan for g in hasil.galat}


# --- Ten IKU in a plain sheet ----------------------------------------------------------------------------------------


def test_ten_iku_in_a_plain_sheet_become_a_new_plan(satker: Satker) -> None:
    hasil, _ = periksa(tabel_iku(), satker)
    assert pesan(hasil) == {}
    assert {k: v[1].replace("\u00a0", " ") for k, v in muat(tabel_iku(), satker).items()} == {
        "Persentase layanan tepat waktu": "77,5 %",
        "Indeks kepuasan masyarakat": "82,5",
        "Jumlah sosialisasi yang dilaksanakan": "3 kali",
        "Predikat SAKIP": "BB",
        "Opini BPK atas laporan keuangan": "WTP",
        "Nilai evaluasi reformasi birokrasi": "79,25",
        "Jumlah kecamatan yang dilayani": "7 kecamatan",
        "Jumlah laporan yang disusun": "2 laporan",
        "Persentase pemilih yang hadir": "77,5 %",
        "Jumlah dokumen perencanaan": "4 dokumen",
    }
    renstra = Renstra.objects.get()
    assert (renstra.periode_awal, renstra.periode_akhir, renstra.status) == (2020, 2024, "draf")
    assert set(Indikator.objects.values_list("iku", flat=True)) == {True}
    assert list(Indikator.objects.order_by("sasaran__urut", "urut").values_list("kode", flat=True))[:4] == [
        *("1.1", "1.2", "1.3", "2.1")
    ]
    pertama = Indikator.objects.get(kode="1.1")
    assert pertama.cara_pengukuran.startswith("Layanan tepat waktu")
    assert pertama.sumber_data == "Laporan bulanan"


def test_what_was_assumed_is_said(satker: Satker) -> None:
    teks = anggapan(periksa(tabel_iku(), satker)[0])
    assert "Lembar “Sheet1” dibaca sebagai tabel indikator" in teks
    assert "Semua indikator ditandai IKU" in teks
    assert "Kolom “NO.” hanya penomoran" in teks
    assert "Draf baru berjudul “Rencana Strategis KPU Kota Pangkalpinang 2020–2024”" in teks
    assert "Sheet1 C2 Persentase layanan tepat waktu: satuan Persen, dari sel target “77,5%”." in teks
    assert "Sheet1 C3 Indeks kepuasan masyarakat: satuan Indeks, dari bunyi “Indeks kepuasan …”." in teks
    assert "satuan Dokumen, dari bunyi “Jumlah dokumen …”." in teks
    assert "3 sasaran baru dicatat sebagai sasaran strategis" in teks


def test_the_same_table_again_changes_nothing(satker: Satker) -> None:
    muat(tabel_iku(), satker)
    hasil, rencana = periksa(tabel_iku(), satker)
    assert (pesan(hasil), rencana.banyak) == ({}, 0)


@pytest.mark.parametrize("lembar", ["IKU 2024", "Renstra", "Sasaran", "Lembar kerja", "Indikator"])
def test_the_sheet_may_have_any_name(satker: Satker, lembar: str) -> None:
    assert len(muat(tabel_iku(lembar=lembar), satker)) == len(IKU)


def test_of_several_sheets_the_one_with_the_fitting_heads_is_read(satker: Satker) -> None:
    def tambah(ws: Any) -> None:
        lain = ws.parent.create_sheet("Catatan", 0)
        lain.append(["Sasaran", "Keterangan"])
        lain.append(["Mutu", "Rapat"])

    hasil, rencana = periksa(tabel_iku(kerja=tambah), satker)
    assert (pesan(hasil), hasil.diabaikan, len(rencana.baru("Indikator"))) == ({}, ["Catatan"], len(IKU))


def test_a_sheet_that_fits_but_is_hidden_is_named(satker: Satker) -> None:
    def sembunyi(ws: Any) -> None:
        ws.parent.create_sheet("Lain")
        ws.sheet_state = "hidden"

    hasil, _ = periksa(tabel_iku(kerja=sembunyi), satker)
    assert [(g.lembar, "tersembunyi" in g.pesan) for g in hasil.galat] == [("Sheet1", True)]


# --- What people do with a table ---------------------------------------------------------------------------


def test_titles_above_and_a_signature_below_are_no_rows(satker: Satker) -> None:
    def tanda_tangan(ws: Any) -> None:
        ws["F20"], ws["F21"], ws["F25"] = "Pangkalpinang, 2 Januari 2024", "KETUA", "SOBARIAN"
        ws.merge_cells("E20:F20")
        ws["E20"] = "Pangkalpinang, 2 Januari 2024"

    berkas = tabel_iku(["PENETAPAN INDIKATOR KINERJA UTAMA"], ["KPU KOTA PANGKALPINANG"], [], kerja=tanda_tangan)
    hasil, rencana = periksa(berkas, satker)
    assert (pesan(hasil), len(rencana.baru("Indikator"))) == ({}, len(IKU))
    assert "Sheet1 E20 Di bawah tabel, tidak dibaca: “Pangkalpinang, 2 Januari 2024”" in anggapan(hasil)


def test_a_row_of_column_numbers_is_no_row(satker: Satker) -> None:
    baris = [[n, s or None, i, c, t, "L"] for n, (s, i, c, t) in enumerate(IKU, 1)]
    hasil, rencana = periksa(buku(KEPALA, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], *baris), satker)
    assert (pesan(hasil), len(rencana.baru("Indikator"))) == ({}, len(IKU))


@pytest.mark.parametrize("gabung", [True, False])
def test_two_head_rows_are_one_head(satker: Satker, gabung: bool) -> None:
    def satukan(ws: Any) -> None:
        if gabung:
            ws.merge_cells("D1:F1")
            for huruf in "ABC":
                ws.merge_cells(f"{huruf}1:{huruf}2")

    berkas = buku(
        ["No", "Sasaran", "Indikator Kinerja", "Target", None, None],
        [None, None, None, 2022, 2023, "2024"],
        [1, "Mutu", "Persentase layanan", "-", "–", "90%"],
        kerja=satukan,
    )
    hasil, rencana = periksa(berkas, satker)
    assert pesan(hasil) == {}
    (baru,) = rencana.baru("Indikator")
    assert {k: str(v) for k, v in baru.tahunan["target"].items()} == {2024: "90"}


def test_years_decide_the_plan(satker: Satker) -> None:
    hasil, tempat = baca_ke_draf(
        buku(["Sasaran", "Indikator", "2026", "Target 2029"], ["M", "Persentase x", "1%", "2%"]), satker, None, 2024
    )
    assert tempat.periode == range(2025, 2030)
    assert pesan(hasil) == {}


def test_a_column_target_without_a_year_is_of_the_year_of_the_page(satker: Satker) -> None:
    hasil, rencana = periksa(buku(["Sasaran", "Indikator", "Target"], ["Mutu", "Persentase x", "90%"]), satker)
    assert list(rencana.baru("Indikator")[0].tahunan["target"]) == [2024]
    assert "Kolom “Target” dibaca sebagai target 2024" in anggapan(hasil)


def test_merged_cells_hold_for_each_of_their_rows(satker: Satker) -> None:
    def gabung(ws: Any) -> None:
        for wilayah in ("A2:A4", "B2:B4", "F2:F4"):
            ws.merge_cells(wilayah)

    berkas = buku(
        ["No", "Sasaran", "Indikator", "Satuan", 2024, "Sumber Data", None, None],
        [1, "Mutu", "Persentase x", "Persentase", 0.775, "Laporan"],
        [None, None, "Jumlah y", "Lap", 3],
        [None, None, "Jumlah z", "kali", " 4\u00a0"],
        [],
        [],
        kerja=lambda ws: (gabung(ws), setattr(ws["E2"], "number_format", "0.0%")),
    )
    hasil, _ = periksa(berkas, satker)
    assert pesan(hasil) == {}
    assert "F2:F4 Sel gabungan" in anggapan(hasil)
    muat(berkas, satker)
    assert set(Indikator.objects.values_list("sasaran__uraian", "sumber_data")) == {("Mutu", "Laporan")}
    assert tercatat()["Persentase x"] == ("Persen", "77,5\u00a0%")
    assert tercatat()["Jumlah z"] == ("Kali", "4 kali")


@pytest.mark.parametrize(
    ("nomor", "kode"),
    [
        ([1, 1, None], ["1.1", "1.2", "1.3"]),  # of the sasaran, repeated or missing
        ([1, 2, 3], ["1.1", "1.2", "1.3"]),  # of the rows
        (["1.2", "1.5", "1.7"], ["1.2", "1.5", "1.7"]),  # codes
    ],
)
def test_numbers_of_rows_are_no_codes_and_codes_are(satker: Satker, nomor: list[Any], kode: list[str]) -> None:
    baris = [[n, "Mutu", f"Persentase {k}", "9%"] for n, k in zip(nomor, "abc", strict=True)]
    muat(buku(["No", "Sasaran", "Indikator", 2024], *baris), satker)
    assert list(Indikator.objects.order_by("urut").values_list("kode", flat=True)) == kode


@pytest.mark.parametrize(
    "teks",
    [
        "Sub Bagian Program dan Data, Sub Bagian Hukum",
        "Subbag Program dan Data dan Subbagian Hukum",
        "1. Sub Bagian Program dan Data\n2. Sub Bag. Hukum",
        "Sub Bagian Program dan Data / SUB BAGIAN HUKUM",
        "Sub Bagian Hukum; Sub Bagian Program dan Data;",
    ],
)
def test_several_units_in_one_cell(satker: Satker, teks: str) -> None:
    hasil, rencana = periksa(
        buku(["Sasaran", "Indikator", 2024, "Unit Organisasi Pelaksana"], ["M", "Persentase x", "9%", teks]), satker
    )
    assert pesan(hasil) == {}
    unit = rencana.baru("Indikator")[0].pelaksana or []
    assert sorted(u.nama for u in unit) == ["Sub Bagian Hukum", "Sub Bagian Program dan Data"]


def test_look_alike_letters_are_the_latin_ones(satker: Satker) -> None:
    muat(buku(["Sasaran", "Indikator", 2024], ["Mutu", "Predikat SAKIP", "В"]), satker)
    assert tercatat() == {"Predikat SAKIP": ("Predikat AKIP", "B")}
    hasil, rencana = periksa(buku(["Ѕasaran", "Indikatоr", 2024], ["Мutu", "Рredikat SАKIР", "Α"]), satker)
    assert pesan(hasil) == {}
    assert [u.baru for b in rencana.berubah("Indikator") for u in b.ubahan if u.judul.startswith("Target")] == ["A"]
    assert (rencana.baru("Sasaran"), rencana.baru("Indikator")) == ([], [])


def test_a_column_iku_with_wordings_is_the_indikator(satker: Satker) -> None:
    muat(buku(["No", "Sasaran", "IKU", "Target 2024"], [1, "Mutu", "Persentase x", "9%"]), satker)
    assert Indikator.objects.get().iku


def test_other_columns_are_named_and_left_alone(satker: Satker) -> None:
    hasil, _ = periksa(
        buku(["Sasaran", "Indikator", 2024, "Anggaran", 2019], ["M", "Persentase x", "9%", 5, "1%"]), satker
    )
    assert pesan(hasil) == {}
    assert "D1 Kolom “Anggaran” tidak dibaca." in anggapan(hasil)


# --- Polaritas and figures ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "polaritas"),
    [
        ((5, 4, 3), "minimasi"),
        ((5, 5, 3), "minimasi"),
        ((5, 3, 4), "maksimasi"),
        ((5, 5, 5), "maksimasi"),
        ((3, None, 5), "maksimasi"),
        ((None, None, 5), "maksimasi"),
    ],
)
def test_falling_targets_mean_minimasi_and_it_is_said(satker: Satker, target: tuple[Any, ...], polaritas: str) -> None:
    berkas = buku(["Sasaran", "Indikator", "Satuan", 2022, 2023, 2024], ["Mutu", "Lama layanan", "Hari", *target])
    hasil, rencana = periksa(berkas, satker)
    assert pesan(hasil) == {}
    assert ("C2" in anggapan(hasil), "dianggap maksimasi" in anggapan(hasil)) == (False, polaritas == "maksimasi")
    assert ("Sheet1 B2 Lama layanan: polaritas minimasi, karena targetnya menurun." in anggapan(hasil)) is (
        polaritas == "minimasi"
    )
    assert f"Polaritas {polaritas}" in rencana.baru("Indikator")[0].rincian
    muat(berkas, satker)
    assert Indikator.objects.get().polaritas == polaritas


def test_a_column_polaritas_is_not_second_guessed(satker: Satker) -> None:
    berkas = buku(
        ["Sasaran", "Indikator", "Satuan", "Polaritas", 2023, 2024],
        ["Mutu", "Jumlah pelanggaran", "Kali", Polaritas.MAKSIMASI.label, 5, 4],
    )
    hasil, _ = periksa(berkas, satker)
    assert (pesan(hasil), "olaritas" in anggapan(hasil)) == ({}, False)


def test_a_lower_grade_is_never_better(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2023, 2024], ["Mutu", "Predikat SAKIP", "A", "BB"]), satker)
    assert "minimasi" not in anggapan(hasil)


def test_a_wording_that_sounds_like_less_is_pointed_out(satker: Satker) -> None:
    hasil, _ = periksa(
        buku(
            ["Sasaran", "Indikator", "Satuan", 2023, 2024],
            ["Mutu", "Jumlah pelanggaran kode etik", "Kali", 0, 0],
            [None, "Lama layanan", "Hari", 3, 2],
        ),
        satker,
    )
    assert "polaritas maksimasi, tetapi bunyinya menyebut “pelanggaran”" in anggapan(hasil)
    assert "Indikator baru lainnya dianggap maksimasi" in anggapan(hasil)


def test_a_percentage_over_a_hundred_is_taken_and_noted(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2023, 2024], ["Mutu", "Persentase x", "90%", "775%"]), satker)
    assert pesan(hasil) == {}
    assert "Sheet1 D2 Persentase x: target 2024 diterima apa adanya, 775\u00a0%; periksa." in anggapan(hasil)


def test_differences_have_their_units(satker: Satker) -> None:
    kepala = ["Sasaran", "Indikator", 2023, 2024]
    muat(buku(kepala, ["Mutu", "Persentase x", None, "79%"]), satker)
    _, rencana = periksa(buku(kepala, ["Mutu", "Persentase x", "78%", "80%"]), satker)
    ubahan = [(u.lama, u.baru) for b in rencana.berubah("Indikator") for u in b.ubahan]
    assert ubahan == [("kosong", "78\u00a0%"), ("79\u00a0%", "80\u00a0%")]


def test_the_preview_shows_how_it_is_measured(satker: Satker) -> None:
    kepala = ["Sasaran", "Indikator", "Cara pengukuran", "Sumber data", 2024]
    _, rencana = periksa(buku(kepala, ["Mutu", "Persentase x", "n " * 100, "Laporan", "9%"]), satker)
    rincian = rencana.baru("Indikator")[0].rincian
    assert f"Cara: {'n ' * 29}n… · Sumber: Laporan" in rincian


@pytest.mark.parametrize(
    ("satuan", "target", "nama"),
    [
        ("Predikat", "BB", "Predikat AKIP"),
        ("opini", "WTP", "Opini BPK"),
        ("Skor", "80", "Nilai"),
        ("Persentase", "80", "Persen"),
        ("Dok.", "3", "Dokumen"),
    ],
)
def test_a_near_name_of_a_unit_is_taken_and_said(satker: Satker, satuan: str, target: str, nama: str) -> None:
    berkas = buku(["Sasaran", "Indikator", "Satuan", 2024], ["Mutu", "Capaian", satuan, target])
    hasil, _ = periksa(berkas, satker)
    assert pesan(hasil) == {}
    assert f"Sheet1  Satuan “{satuan}” dibaca sebagai “{nama}”." in anggapan(hasil)
    muat(berkas, satker)
    assert tercatat()["Capaian"][0] == nama


def test_the_very_name_of_a_unit_is_no_inference(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", "Satuan", 2024], ["M", "x", "dokumen", 3]), satker)
    assert "dibaca sebagai “Dokumen”" not in anggapan(hasil)


def test_an_unknown_unit_lists_the_nearest_and_who_adds_one(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", "Satuan", 2024], ["M", "x", "Kecamat an", 3]), satker)
    teks = pesan(hasil)["C2"]
    assert teks.startswith("Satuan harus salah satu dari: Kecamatan, ")
    assert " lainnya. Mungkin maksudnya “Kecamatan”. Yang belum ada ditambahkan admin" in teks
    assert "di sel itu" not in teks


# --- What must be asked for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uraian", "target", "kata"),
    [
        ("Jumlah peserta", "12", "apa yang dihitung"),
        ("Tingkat kepuasan", "80", "Satuan wajib diisi"),
        ("Jumlah kegiatan", "3 dus", "Satuan “dus” belum tercatat"),
        ("Predikat", "Istimewa", "bukan tingkat skala"),
    ],
)
def test_a_unit_that_does_not_follow_is_asked_for(satker: Satker, uraian: str, target: str, kata: str) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2024], ["Mutu", uraian, target]), satker)
    assert list(pesan(hasil)) == ["B2"]
    assert kata in pesan(hasil)["B2"]
    assert "Yang tercatat: " in pesan(hasil)["B2"]


def test_the_units_that_are_listed_begin_with_the_nearest(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2024], ["Mutu", "Jumlah rapat", "3 lapran"]), satker)
    assert "Yang tercatat: Laporan, " in pesan(hasil)["B2"]


def test_targets_with_different_units_are_asked_for(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2023, 2024], ["Mutu", "Jumlah x", "3 kali", "2 laporan"]), satker)
    assert "beberapa satuan: Kali, Laporan" in pesan(hasil)["B2"]


def test_a_table_without_sasaran_asks_once(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Indikator", 2024], ["Persentase x", "9%"], ["Persentase y", "9%"]), satker)
    assert list(pesan(hasil)) == ["A2"]
    assert "Kolom “Sasaran” tidak ada" in pesan(hasil)["A2"]


BURUK: list[tuple[list[Any], str, str]] = [
    (["Mutu", "Satuan asing", "Persn", "90%"], "C", "Mungkin maksudnya “Persen”"),
    ([None, "Predikat", "Predikat AKIP", "E"], "D", "salah satu dari AA"),
    ([None, "Ribuan", "Nilai", "1.234"], "D", "dua cara"),
    ([None, "Pecahan", "Persen", 0.775], "D", "77,5%"),
    ([None, "Kata", "Nilai", "belum ada"], "D", "harus berupa angka"),
    ([None, "Kata", "Nilai", "8"], "B", "sama dengan baris 6"),
    ([None, "Unit", "Nilai", "8", "Sub Bagian Langit"], "E", "tidak tercatat"),
    ([None, "Negatif", "Persen", "-5%"], "D", "tidak boleh negatif"),
    ([None, "Galat", "Nilai", "#REF!"], "D", "galat rumus"),
    ([None, "Rumus", "Nilai", "=1+1"], "D", "belum dihitung"),
    ([None, "Tanggal", "Nilai", True], "D", "BENAR/SALAH"),
    ([None, "Lain", "Kali", "3 laporan"], "D", "satuan Kali"),
    ([None, "Panjang", "Nilai", 10**16], "D", "terlalu besar"),
]


def test_every_bad_thing_gets_one_message_and_nothing_is_written(satker: Satker) -> None:
    berkas = buku(["Sasaran", "Indikator", "Satuan", 2024, "Pelaksana"], *(baris for baris, _, _ in BURUK))
    semula = jumlah_baris()
    hasil, tempat = baca_ke_draf(berkas, satker, None, 2024)
    periksa_di(hasil, tempat)
    assert set(pesan(hasil)) == {f"{huruf}{n}" for n, (_, huruf, _) in enumerate(BURUK, 2)}
    assert [kata for n, (_, huruf, kata) in enumerate(BURUK, 2) if kata not in pesan(hasil)[f"{huruf}{n}"]] == []
    hasil, tempat = baca_ke_draf(berkas, satker, None, 2024)
    with pytest.raises(RencanaBerubah):
        jalankan(hasil, tempat, nama="x.xlsx")
    assert jumlah_baris() == semula


def test_a_first_row_without_sasaran_is_named(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Sasaran", "Indikator", 2024], [None, "Persentase x", "9%"]), satker)
    assert pesan(hasil) == {"A2": "Sasaran wajib diisi."}


def test_an_empty_workbook_says_which_head_is_needed(satker: Satker) -> None:
    hasil, _ = periksa(buku(["Nama", "NIP"], ["Siti", "1"]), satker)
    assert ["“Indikator”" in g.pesan for g in hasil.galat] == [True]
