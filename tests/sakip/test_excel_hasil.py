"""Findings of the importer beside those of the reader, and repeated keys."""

from sakip.excel import Batas, Buku, GalatSel, Kolom, Lembar, baca, cek_ganda
from tests.sakip.buku_excel import BUKU, baca_pejabat, buku_mentah, isi, pejabat

NIP = "197801012005011003"
UNIT = Buku("B", [Lembar("Unit", [Kolom("satker", "Satker"), Kolom("nama", "Nama unit")])])


def unit(*baris):
    return baca(isi(buku_mentah(Unit=[["Satker", "Nama unit"], *baris])), UNIT)


def test_importer_adds_a_finding_to_a_cell():
    hasil = baca_pejabat({"nama": "Siti", "nip": NIP})
    hasil.tolak(hasil["Pejabat"][0], "nip", "NIP ini tidak dikenal.", diketik=NIP)
    assert hasil.galat == [GalatSel("Pejabat", "A2", "NIP", "NIP ini tidak dikenal.", NIP)]
    assert not hasil.sah


def test_importer_adds_a_finding_to_a_row():
    hasil = baca_pejabat({"nama": "Siti"})
    hasil.tolak(hasil["Pejabat"][0], None, "Orang ini sudah ada.")
    assert str(hasil.galat[0]) == "Lembar “Pejabat”, sel A2: Orang ini sudah ada."


def test_findings_of_the_importer_are_limited_too():
    hasil = baca(pejabat({"nama": "Siti"}), BUKU, Batas(galat=3))
    for _ in range(5):
        hasil.tolak(hasil["Pejabat"][0], "nip", "Salah.")
    assert [g.pesan for g in hasil.galat] == ["Salah.", "Salah.", "Lebih dari 2 kesalahan. Perbaiki dulu yang di atas."]


def test_findings_are_sorted_as_a_person_reads():
    hasil = baca_pejabat({"nama": "Siti"})
    tempat = [("", ""), ("Satker", "A2"), ("Pejabat", "B10"), ("Pejabat", "C2:C4"), ("Pejabat", "AA2"), ("Pejabat", "")]
    hasil.galat = [GalatSel(lembar, sel, "", "x") for lembar, sel in tempat]
    hasil.urutkan()
    assert [(g.lembar, g.sel) for g in hasil.galat] == [
        ("Pejabat", ""),
        ("Pejabat", "C2:C4"),
        ("Pejabat", "AA2"),
        ("Pejabat", "B10"),
        ("Satker", "A2"),
        ("", ""),
    ]


def test_repeated_key_names_the_first_cell():
    hasil = baca_pejabat(*[{"nama": n, "nip": NIP} for n in ("Siti", "Budi", "Ani")])
    cek_ganda(hasil, "Pejabat", "nip")
    assert [str(g) for g in hasil.galat] == [
        f"Lembar “Pejabat”, sel A{n}: NIP sudah ada di sel A2. Yang diketik: “{NIP}”." for n in (3, 4)
    ]


def test_repeated_pair_is_found_without_case():
    hasil = unit(["654340", "Umum"], ["654341", "Umum"], ["654340", "UMUM"])
    cek_ganda(hasil, "Unit", ("satker", "nama"))
    assert [str(g) for g in hasil.galat] == [
        "Lembar “Unit”, sel B4: Satker dan Nama unit sudah ada di sel B2. Yang diketik: “654340, UMUM”."
    ]


def test_empty_keys_are_not_repeated():
    hasil = unit(["", "Umum"], ["", "Umum"], [None, "Umum"])
    cek_ganda(hasil, "Unit", ("satker", "nama"))
    assert hasil.sah


def test_keys_of_a_missing_sheet_are_not_repeated():
    hasil = baca_pejabat({"nama": "Siti"})
    cek_ganda(hasil, "Satker", "kode")
    assert hasil.sah
