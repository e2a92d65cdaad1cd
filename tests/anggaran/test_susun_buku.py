"""A DIPA from a workbook: what is read, what would change, writing all or nothing; pages and command."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from anggaran import services_buku, services_susun
from anggaran.buku.isi import unduh
from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import Dipa, ImporAnggaran, Pos
from sakip.impor import ImporDitolak, RencanaBerubah
from tests import pabrik

pytestmark = pytest.mark.django_db
KEPALA = ("Kode", "Uraian", "Pagu")
#: An export as offices have it: titles above, a level per row, amounts with dots, totals between, signature below.
EKSPOR = [
    ("Rincian Kertas Kerja Satker",),
    ("Satker: 654340 KPU PROVINSI BENGKULU",),
    ("Tahun Anggaran 2026",),
    (),
    KEPALA,
    ("076.01.WA", "Program Dukungan Manajemen", "300.000"),
    ("3355", "Pengelolaan Keuangan", "300.000"),
    ("3355.EBA", "Layanan Dukungan Manajemen Internal", "300.000"),
    ("3355.EBA.994", "Layanan Perkantoran", "300.000"),
    ("051", "Gaji", "200.000"),
    ("0A", "Gaji pokok", "200.000"),
    ("511111", "Belanja Gaji", 200_000),
    (None, "- gaji 12 bulan", 200_000),
    ("052", "Operasional", None),
    ("521111", "Keperluan kantor", "60.000"),
    ("521119", "Lainnya", "40.000"),
    (None, "Jumlah 3355", "300.000"),
    (None, "JUMLAH", "300.000"),
    (),
    ("Bengkulu, 2 Januari 2026",),
    (None, "Sekretaris"),
]


@pytest.fixture(autouse=True)
def apbn():
    return pabrik.SumberDanaFactory()


def berkas(baris, nama="Lembar1"):
    wb = Workbook()
    ws = wb.active
    ws.title = nama
    for satu in baris:
        ws.append(list(satu))
    aliran = io.BytesIO()
    wb.save(aliran)
    return aliran.getvalue()


def periksa(isi, satker, tahun=2026):
    tempat = services_buku.tempat_untuk(satker, tahun)
    hasil = services_buku.baca_buku(isi, tempat)
    return hasil, services_buku.periksa_di(hasil, tempat)


def muat(isi, satker, tahun=2026):
    tempat = services_buku.tempat_untuk(satker, tahun)
    services_buku.jalankan(services_buku.baca_buku(isi, tempat), tempat, nama="uji.xlsx")
    return Dipa.objects.get(satker=satker, tahun=tahun, status=StatusDipa.DRAF)


def pesan(isi, satker, tahun=2026):
    return [str(g) for g in periksa(isi, satker, tahun)[0].galat]


def pohon(dipa):
    return [(p.kode, p.pagu, p.pagu_tertera) for p in dipa.pos.order_by("urut")]


@pytest.fixture
def draf(satker):
    return muat(berkas(EKSPOR), satker)


def sunting(dipa, ubah):
    """The downloaded form with `ubah(sheet, row number by kode)` done to it."""
    wb = load_workbook(io.BytesIO(unduh(dipa.satker, dipa.tahun, dipa)))
    ws = wb["DIPA"]
    ubah(ws, {sel.value: sel.row for sel in ws["A"]})
    aliran = io.BytesIO()
    wb.save(aliran)
    return aliran.getvalue()


JUDUL = ["Kode", "Uraian", "Jenis", "Di bawah", "Sumber dana", "Pagu", "Pagu tertera"]
HURUF = dict(zip(JUDUL, "ABCDEFG", strict=True))


# --- An office's own export ----------------------------------------------------------------------------------------


def test_an_export_becomes_the_tree_with_amounts_above_only_stated(draf):
    assert pohon(draf) == [
        ("076.01.WA", None, 300_000),
        ("3355", None, 300_000),
        ("3355.EBA", None, 300_000),
        ("3355.EBA.994", None, 300_000),
        ("3355.EBA.994.051", None, 200_000),
        ("3355.EBA.994.051.0A", 200_000, None),
        ("3355.EBA.994.052", 100_000, None),  # no amount of its own: that of its accounts
    ]
    assert list(draf.pos.order_by("urut").values_list("jenis", flat=True)) == [*list(JenisPos)[:6], "komponen"]
    assert [p.induk.kode for p in draf.pos.order_by("urut")[1:]][-1] == "3355.EBA.994"


def test_the_same_export_again_changes_nothing(draf, satker):
    sebelum = list(draf.pos.order_by("pk").values())
    hasil, rencana = periksa(berkas(EKSPOR), satker)
    muat(berkas(EKSPOR), satker)

    assert (hasil.galat, rencana.banyak) == ([], 0)
    assert list(draf.pos.order_by("pk").values()) == sebelum


def test_what_is_skipped_or_differs_is_said(satker):
    baris = [*EKSPOR[:6], ("3355", "Pengelolaan Keuangan", "310.000"), *EKSPOR[7:]]
    hasil, _ = periksa(berkas(baris), satker)
    kata = " ".join(a.pesan for a in hasil.anggapan)

    assert hasil.galat == []
    assert "3355: tertera 310.000, jumlah pos di bawahnya 300.000, selisih +10.000." in kata
    assert "4 baris akun, rincian, atau tanpa kode tidak disimpan" in kata
    assert "Di bawah tabel, tidak dibaca: “Bengkulu, 2 Januari 2026”." in kata


def test_a_total_that_is_not_the_sum_is_said(satker):
    baris = [KEPALA, *EKSPOR[5:9], (None, "Jumlah", 999)]
    hasil, _ = periksa(berkas(baris), satker)

    assert "Baris jumlah menyatakan 999, jumlah semua pos 300.000." in " ".join(a.pesan for a in hasil.anggapan)


def test_accounts_that_differ_from_their_node_are_said(satker):
    baris = [KEPALA, *EKSPOR[5:9], ("051", "Gaji", 100), ("511111", "Belanja", 70)]
    hasil, _ = periksa(berkas(baris), satker)

    assert "Pagu 100 tidak sama dengan jumlah baris akunnya, 70" in " ".join(a.pesan for a in hasil.anggapan)


def test_rows_that_the_file_lacks_stay(draf, satker):
    hasil, rencana = periksa(berkas([KEPALA, *EKSPOR[5:9]]), satker)

    assert rencana.hilang("DIPA") == []
    assert "3 pos tercatat tidak ada di berkas: tidak dihapus." in [a.pesan for a in hasil.anggapan]


def test_whole_paths_with_the_programme_in_front_are_the_nodes_that_are_stored(draf, satker):
    baris = [KEPALA, ("076.01.WA", "Program Dukungan Manajemen", None), ("076.01.WA.3355", "Nama baru", None)]
    _, rencana = periksa(berkas(baris), satker)

    assert [(b.kode, [(u.lama, u.baru) for u in b.ubahan]) for b in rencana.berubah("DIPA")] == [
        ("3355", [("Pengelolaan Keuangan", "Nama baru")])
    ]


def test_merged_totals_are_no_finding(satker):
    wb = Workbook()
    for satu in [KEPALA, *EKSPOR[5:9], ("JUMLAH", None, "300.000"), ("3355.EBA.001", "Lain", 5)]:
        wb.active.append(list(satu))
    wb.active.merge_cells("A6:B6")
    aliran = io.BytesIO()
    wb.save(aliran)

    assert pesan(aliran.getvalue(), satker) == []


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ([("3355.EBA.99X.051.0A.Z.Z", "x", 1)], "lebih dalam dari subkomponen"),
        ([("Belanja", "x", 1)], "Jenis pos tidak terbaca dari kode “BELANJA”"),
        ([("076.01.CQ", "x", 1), ("076.01.CQ", "y", 1)], "Kode 076.01.CQ sudah ada di sel A6."),
        ([("3399.EBA", "x", 1)], "Induk 3399 tidak ada di berkas dan tidak tercatat pada draf."),
        ([("3355.EBA.001.051", "x", 1)], "Induk 3355.EBA.001 tidak ada"),
        ([("3355.EBA.001", "x", -5)], "Pagu paling kecil 0. Yang diketik: “-5”."),
        ([("3355.EBA.001", "x", "lima juta")], "Pagu harus"),
        ([("3355.EBA.001", "x", "1.5")], "sel C6"),
        ([("3355.EBA.001", "x", 1e16)], "terlalu besar"),
        ([("3355.EBA.001", None, 1)], "Uraian wajib diisi."),
        ([(None, "tanpa kode", 1)], "Kode wajib diisi."),
        ([("123456.3355.EBA.001", "x", 1)], "Kode satker 123456 bukan satker ini (654340)"),
        ([("3355.EBA.001", "u" * 401, 1)], "Uraian paling banyak 400 huruf"),
        ([("51", "x", 1)], "tulis tiga angka (misalnya 051)"),
        ([(45, "x", 1)], "tulis tiga angka (misalnya 045)"),
        ([("3355.EBA.001." + "9" * 60, "x", 1)], "Kode paling banyak 40 huruf"),
    ],
)
def test_each_faulty_row_says_what_is_wrong(satker, baris, kata):
    semua = pesan(berkas([KEPALA, *EKSPOR[5:9], *baris]), satker)

    assert len(semua) == 1
    assert kata in semua[0]


def test_one_missing_parent_is_said_once_and_not_for_all_below(satker):
    baris = [("3355.EBB.001", "x", 1), ("3355.EBB.001.051", "y", 1), ("3355.EBB.001.051.0A", "z", 1)]
    assert len(pesan(berkas([KEPALA, *EKSPOR[5:9], *baris]), satker)) == 1


@pytest.mark.parametrize(
    ("atas", "kata"),
    [
        (("Tahun Anggaran 2025",), "Berkas ini untuk tahun 2025, sedangkan DIPA ini tahun 2026."),
        (("Kertas kerja TA 2025",), "untuk tahun 2025"),
        (("Kode Satker: 111111",), "Berkas ini untuk satker 111111, bukan satker ini (654340)."),
    ],
)
def test_a_file_of_another_year_or_satker_is_refused_by_its_title(satker, atas, kata):
    (satu,) = pesan(berkas([atas, KEPALA, *EKSPOR[5:9]]), satker)
    assert kata in satu


def test_a_title_that_names_the_year_among_others_is_no_other_year(satker):
    assert pesan(berkas([("Perbandingan tahun 2025 dan tahun 2026",), KEPALA, *EKSPOR[5:9]]), satker) == []


def test_a_pagu_column_of_another_year_is_refused(satker):
    assert any("untuk tahun 2025" in p for p in pesan(berkas([("Kode", "Uraian", "Pagu 2025"), *EKSPOR[5:9]]), satker))


def test_columns_of_year_and_satker_are_checked_row_by_row(satker):
    baris = [(*KEPALA, "Tahun", "Satker"), (*EKSPOR[5], 2025, "654340"), (*EKSPOR[6], 2026, "111111 KPU Lain")]
    semua = pesan(berkas(baris), satker)

    assert ["Tahun harus 2026" in semua[0], "Satker harus 654340" in semua[1]] == [True, True]


@pytest.mark.parametrize("isi", [b"", b"bukan excel", b"PK\x03\x04rusak"])
def test_what_is_no_workbook_is_refused(satker, perencana, isi):
    with pytest.raises(ImporDitolak):
        services_buku.unggah(isi=isi, nama="x.xlsx", satker=satker, tahun=2026, oleh=perencana)


def test_a_table_without_codes_is_refused(satker, perencana):
    with pytest.raises(ImporDitolak):
        services_buku.unggah(isi=berkas([("Nama", "Umur")]), nama="x.xlsx", satker=satker, tahun=2026, oleh=perencana)


def test_a_year_in_force_needs_a_revision_first(satker, perencana):
    pabrik.DipaFactory(satker=satker, tahun=2026)
    with pytest.raises(ImporDitolak, match="Buat revisinya dulu"):
        services_buku.unggah(isi=berkas(EKSPOR), nama="x.xlsx", satker=satker, tahun=2026, oleh=perencana)


# --- The form out and back -----------------------------------------------------------------------------------------


def test_the_empty_form_explains_itself_and_offers_choices(satker):
    wb = load_workbook(io.BytesIO(unduh(satker, 2026, None)))
    ws = wb["DIPA"]
    daftar = {str(v.sqref).split(":")[0][0] for v in ws.data_validations.dataValidation if v.type == "list"}

    assert wb.sheetnames[:2] == ["Petunjuk", "DIPA"]
    assert daftar == {HURUF["Jenis"], HURUF["Sumber dana"]}
    assert ws["A2"].value == "Contoh: 076.01.WA"


def test_the_untouched_form_changes_nothing(draf, satker):
    hasil, rencana = periksa(unduh(satker, 2026, draf), satker)
    assert (hasil.galat, rencana.banyak, hasil.anggapan) == ([], 0, [])


def test_the_form_changes_adds_and_removes(draf, satker):
    def ubah(ws, di):
        ws.cell(di["3355.EBA.994.052"], 6).value = 150_000
        ws.cell(di["3355.EBA.994"], 2).value = "Perkantoran"
        ws.cell(di["3355.EBA.994.051.0A"], 5).value = "APBN"
        ws.append(["3355.EBA.962", "Layanan Umum", None, None, "APBN", 70])
        ws.delete_rows(di["3355.EBA.994.051"])
        ws.delete_rows(di["3355.EBA.994.051"])

    hasil, rencana = periksa(sunting(draf, ubah), satker)
    assert hasil.galat == []
    assert [b.kode for b in rencana.hilang("DIPA")] == ["3355.EBA.994.051", "3355.EBA.994.051.0A"]
    assert [(u.judul, u.lama, u.baru) for b in rencana.berubah("DIPA") for u in b.ubahan] == [
        ("Uraian", "Layanan Perkantoran", "Perkantoran"),
        ("Pagu", "100.000", "150.000"),
    ]
    muat(sunting(draf, ubah), satker)
    assert [k for k, *_ in pohon(draf)] == [
        "076.01.WA",
        "3355",
        "3355.EBA",
        "3355.EBA.994",
        "3355.EBA.994.052",
        "3355.EBA.962",
    ]
    assert draf.pos.get(kode="3355.EBA.962").sumber_dana.kode == "apbn"


def test_codes_may_change_places(draf, satker):
    pk = dict(draf.pos.values_list("kode", "pk"))

    def ubah(ws, di):
        a, b = di["3355.EBA.994.051"], di["3355.EBA.994.052"]
        ws.cell(a, 1).value, ws.cell(b, 1).value = "3355.EBA.994.052", "3355.EBA.994.051"
        ws.cell(di["3355.EBA.994.051.0A"], 1).value = "3355.EBA.994.052.0A"

    muat(sunting(draf, ubah), satker)
    kini = dict(draf.pos.values_list("kode", "pk"))
    assert kini["3355.EBA.994.052"] == pk["3355.EBA.994.051"]
    assert kini["3355.EBA.994.051"] == pk["3355.EBA.994.052"]
    assert kini["3355.EBA.994.052.0A"] == pk["3355.EBA.994.051.0A"]


def test_an_emptied_pagu_is_not_known_any_more(draf, satker):
    muat(sunting(draf, lambda ws, di: setattr(ws.cell(di["3355.EBA.994.052"], 6), "value", None)), satker)
    assert draf.pos.get(kode="3355.EBA.994.052").pagu is None


def test_a_node_that_gets_one_below_states_its_pagu(draf, satker):
    muat(sunting(draf, lambda ws, di: ws.append(["3355.EBA.994.052.0A", "Sub", None, None, None, 90_000])), satker)
    atas = draf.pos.get(kode="3355.EBA.994.052")
    assert (atas.pagu, atas.pagu_tertera) == (None, Decimal(100_000))


def test_a_new_row_between_two_others_stays_between_them(draf, satker):
    def ubah(ws, di):
        ws.insert_rows(di["3355.EBA.994.052"])
        ws.cell(di["3355.EBA.994.052"], 1).value = "3355.EBA.994.060"
        ws.cell(di["3355.EBA.994.052"], 2).value = "Sela"

    muat(sunting(draf, ubah), satker)
    assert [k[-3:] for k, *_ in pohon(draf)][4:] == ["051", ".0A", "060", "052"]


def test_what_somebody_saved_meanwhile_is_a_conflict_and_nothing_is_written(draf, satker, perencana):
    isi = sunting(draf, lambda ws, di: setattr(ws.cell(di["3355.EBA.994.052"], 6), "value", 1))
    lain = draf.pos.get(kode="3355.EBA.994.052")
    lain.simpan_versi(lain.versi, pagu=Decimal(777))
    hasil, rencana = periksa(isi, satker)

    assert [(b.kolom, b.tercatat, b.berkas) for b in rencana.bentrok] == [("Pagu", "777", "1")]
    assert "sekarang tercatat “777”" in str(hasil.galat[0])
    with pytest.raises(RencanaBerubah):
        muat(isi, satker)
    lain.refresh_from_db()
    assert lain.pagu == 777


def test_a_node_that_somebody_added_meanwhile_is_not_taken_for_removed(draf, satker):
    isi = unduh(satker, 2026, draf)
    pabrik.PosFactory(dipa=draf, kode="076.01.CQ", urut=900)
    _, rencana = periksa(isi, satker)

    assert rencana.hilang("DIPA") == []
    assert rencana.bentrok[0].sebutan.startswith("076.01.CQ")


def test_a_form_of_another_year_is_refused_once(draf, satker):
    semua = pesan(unduh(satker, 2026, draf), satker, tahun=2027)
    assert [p for p in semua if "Formulir ini diunduh dari DIPA 2026 satker 654340" in p] == semua


def test_a_form_of_the_same_year_before_a_revision_matches_by_code(draf, satker):
    isi = unduh(satker, 2026, draf)
    services_susun.hapus_dipa(dipa=draf, sidik=services_susun.sidik_pos(draf.pos.all()))
    assert [k for k, *_ in pohon(muat(isi, satker))] == [k for k, *_ in EKSPOR_POHON]


EKSPOR_POHON = [
    (k,)
    for k in (
        "076.01.WA",
        "3355",
        "3355.EBA",
        "3355.EBA.994",
        "3355.EBA.994.051",
        "3355.EBA.994.051.0A",
        "3355.EBA.994.052",
    )
]


def test_an_unknown_kind_or_source_names_the_choices(draf, satker):
    def ubah(ws, di):
        ws.cell(di["3355.EBA"], 3).value = "Proyek"
        ws.cell(di["3355.EBA.994.052"], 5).value = "Dana desa"

    semua = pesan(sunting(draf, ubah), satker)
    assert ["Jenis harus salah satu dari" in p or "Sumber dana harus salah satu dari: APBN" in p for p in semua] == [
        True,
        True,
    ]


@pytest.mark.parametrize("tanda", ["", "x", "654340/2026/1", "999999/2026/1/1/1/0123456789", "9" * 80])
def test_a_spoilt_mark_destroys_nothing(draf, satker, tanda):
    def ubah(ws, di):
        for baris in range(2, ws.max_row + 1):
            ws.cell(baris, 10).value = tanda

    hasil, rencana = periksa(sunting(draf, ubah), satker)
    assert rencana.hilang("DIPA") == []
    assert rencana.banyak == 0 or not hasil.sah


def test_a_mark_copied_to_a_second_row_is_not_believed(draf, satker):
    def ubah(ws, di):
        asal = di["3355.EBA.994.052"]
        ws.append([ws.cell(asal, k).value for k in range(1, 11)])
        ws.cell(ws.max_row, 1).value = "3355.EBA.994.053"

    hasil, rencana = periksa(sunting(draf, ubah), satker)
    assert hasil.galat == []
    assert [b.kode for b in rencana.baru("DIPA")] == ["3355.EBA.994.053"]


def test_both_amounts_in_one_row_must_agree(draf, satker):
    def ubah(ws, di):
        ws.cell(di["3355.EBA"], 6).value = 5

    assert "Pagu dan Pagu tertera berbeda" in pesan(sunting(draf, ubah), satker)[0]


def test_a_node_used_by_an_rkt_stays_and_so_does_everything_else(draf, satker):
    pabrik.KegiatanRktFactory(pos=draf.pos.get(kode="3355.EBA.994.052"), sasaran__rkt__satker=satker)
    isi = sunting(draf, lambda ws, di: (ws.delete_rows(di["3355.EBA.994.052"]), ws.append(["3360", "Baru"])))
    with pytest.raises(ImporDitolak, match="dipakai RKT"):
        muat(isi, satker)
    assert not draf.pos.filter(kode="3360").exists()


# --- Weight --------------------------------------------------------------------------------------------------------


def besar(banyak):
    """A tree with so many nodes."""
    baris = [KEPALA, ("076.01.WA", "Program", None)]
    for n in range(banyak // 5):
        k = f"{1000 + n}"
        baris += [(k, "Kegiatan", "4.000"), (f"{k}.EBA", "KRO", 4000), (f"{k}.EBA.994", "RO", 4000)]
        baris += [(f"{k}.EBA.994.051", "Komponen", 4000), ("0A", "Sub", 4000)]
    return baris[: banyak + 1]


def test_a_large_form_comes_back_in_a_fixed_number_of_questions(satker):
    dipa = muat(berkas(besar(500)), satker, 2031)
    isi = unduh(satker, 2031, dipa)
    with CaptureQueriesContext(connection) as tanya:
        _, rencana = periksa(isi, satker, 2031)
    assert (rencana.banyak, len(tanya)) == (0, 5)


def test_two_thousand_rows_take_as_many_questions_as_a_hundred(satker):
    hitungan = []
    for tahun, banyak in ((2030, 100), (2031, 2_000)):
        isi = berkas(besar(banyak))
        with CaptureQueriesContext(connection) as tanya:
            dipa = muat(isi, satker, tahun)
        assert dipa.pos.count() == banyak
        hitungan.append(len(tanya))
    assert hitungan[1] - hitungan[0] <= 3  # an insert holds a thousand rows
    isi = berkas([KEPALA, *((k, f"{u} baru", p) for k, u, p in besar(2_000)[1:])])
    with CaptureQueriesContext(connection) as tanya:
        muat(isi, satker, 2031)
    assert len(tanya) <= 30
    assert not Pos.objects.filter(dipa__tahun=2031).exclude(uraian__endswith="baru").exists()


# --- Pages ---------------------------------------------------------------------------------------------------------


def kirim(klien, url, isi, nama="DIPA.xlsx"):
    return klien.post(url, {"berkas": SimpleUploadedFile(nama, isi)})


def test_upload_preview_apply(masuk, perencana, alamat, satker):
    klien = masuk(perencana)
    url = alamat("impor-dipa/", tahun=2026)
    assert "Unduh formulir DIPA" in klien.get(url).content.decode()
    jawaban = kirim(klien, url, berkas(EKSPOR))
    halaman = klien.get(jawaban.url)
    assert "3355.EBA.994.051.0A" in halaman.content.decode()
    assert not Dipa.objects.filter(tahun=2026).exists()
    klien.post(jawaban.url + "terapkan/", {"sidik": halaman.context["sidik"]})

    dipa = Dipa.objects.get(satker=satker, tahun=2026)
    assert (dipa.pos.count(), ImporAnggaran.objects.get().dipa) == (7, dipa)
    assert alamat(f"{dipa.pk}/susun/", tahun=2026) in klien.get(jawaban.url).content.decode()


def test_a_plan_is_applied_once(masuk, perencana, alamat):
    klien = masuk(perencana)
    jawaban = kirim(klien, alamat("impor-dipa/", tahun=2026), berkas(EKSPOR))
    sidik = klien.get(jawaban.url).context["sidik"]
    for _ in range(2):
        klien.post(jawaban.url + "terapkan/", {"sidik": sidik})

    assert Pos.objects.count() == 7


def test_a_plan_that_changed_is_shown_again(masuk, perencana, alamat, draf, satker):
    klien = masuk(perencana)
    jawaban = kirim(klien, alamat("impor-dipa/", tahun=2026), berkas([KEPALA, ("076.01.WA", "Nama lain", None)]))
    sidik = klien.get(jawaban.url).context["sidik"]
    Pos.objects.filter(kode="076.01.WA").update(uraian="Sementara itu")
    klien.post(jawaban.url + "terapkan/", {"sidik": sidik})

    assert draf.pos.get(kode="076.01.WA").uraian == "Sementara itu"
    assert "Sementara itu" in klien.get(jawaban.url).content.decode()


def test_errors_come_back_as_the_same_workbook_with_red_cells(masuk, perencana, alamat):
    klien = masuk(perencana)
    jawaban = kirim(
        klien, alamat("impor-dipa/", tahun=2026), berkas([KEPALA, *EKSPOR[5:9], ("3355.EBA.001", "x", "lima")])
    )
    assert "Pagu harus" in klien.get(jawaban.url).content.decode()
    wb = load_workbook(io.BytesIO(klien.get(jawaban.url + "kesalahan/").content))

    sel = wb["Lembar1"]["C6"]
    assert "Pagu harus" in sel.comment.text
    assert sel.fill.fgColor.rgb == "FFFBE3E1"


def test_an_upload_for_another_kind_year_or_person_is_not_found(masuk, perencana, pembaca, alamat, satker):
    isi = {"satker": satker, "oleh": perencana, "tahun": 2026, "nama_berkas": "x"}
    dipa = ImporAnggaran.objects.create(jenis="dipa", **isi)
    lain = ImporAnggaran.objects.create(jenis="realisasi", **isi)
    klien = masuk(perencana)

    assert klien.get(alamat(f"impor-dipa/{dipa.pk}/", tahun=2026)).status_code == 200
    assert klien.get(alamat(f"impor-dipa/{dipa.pk}/", tahun=2025)).status_code == 404
    assert klien.get(alamat(f"impor-dipa/{lain.pk}/", tahun=2026)).status_code == 404


def test_the_import_of_a_year_in_force_leads_to_the_revision(masuk, perencana, alamat, dipa_berlaku):
    jawaban = masuk(perencana).get(alamat("impor-dipa/"))
    assert alamat(f"{dipa_berlaku.pk}/revisi/") in jawaban.content.decode()


# --- Shell ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def perintah(tmp_path):
    def perintah(nama, isi, *lain, satker="654340", tahun=2026):
        letak = tmp_path / nama
        letak.write_bytes(isi) if isinstance(isi, bytes) else letak.write_text(isi)
        keluaran = io.StringIO()
        call_command("muat_dipa", str(letak), f"--satker={satker}", f"--tahun={tahun}", *lain, stdout=keluaran)
        return keluaran.getvalue()

    return perintah


YAML = """
satker: '654340'
dipa:
  - tahun: 2026
    pos:
      - kode: 076.01.WA
        jenis: program
        uraian: Program Dukungan Manajemen
        cetak: Rp. 900.000
        pos:
          - kode: '3355'
            jenis: kegiatan
            uraian: Pengelolaan Keuangan
            pagu: 1.000.000
            sumber_dana: apbn
"""


def test_a_shell_checks_and_writes(satker, perintah):
    kata = perintah("d.xlsx", berkas(EKSPOR), "--dry-run")
    assert ("7 baru" in kata, "Belum ada yang ditulis." in kata, Dipa.objects.count()) == (True, True, 0)
    assert "Diterapkan." in perintah("d.xlsx", berkas(EKSPOR))
    assert Dipa.objects.get().pos.count() == 7


def test_a_shell_takes_yaml(satker, perintah):
    kata = perintah("d.yaml", YAML)

    assert pohon(Dipa.objects.get()) == [("076.01.WA", None, 900_000), ("3355", 1_000_000, None)]
    assert "tertera 900.000, jumlah pos di bawahnya 1.000.000" in kata
    assert "2 sama" in perintah("d.yaml", YAML, "--dry-run")


@pytest.mark.parametrize(
    ("nama", "isi", "pilihan", "kata"),
    [
        ("d.yaml", YAML, {"tahun": 2025}, "tidak memuat DIPA tahun 2025; tahun yang ada: 2026"),
        ("d.yaml", YAML, {"satker": "999999"}, "Satker 999999 tidak ditemukan"),
        ("d.yaml", YAML, {"tahun": 26}, "Tahun harus dari 2000"),
        ("d.yaml", YAML.replace("654340", "111111"), {}, "untuk satker 111111"),
        ("d.yaml", YAML.replace("1.000.000", "'-5'"), {}, "negatif"),
        ("d.yaml", YAML.replace("apbn", "desa"), {}, "sumber dana “desa” tidak dikenal"),
        ("d.yaml", YAML.replace("jenis: kegiatan", "jenis: ro"), {}, "RO berdiri di bawah KRO"),
        ("d.xlsx", b"rusak", {}, "Excel"),
        ("d.csv", b"", {}, "harus .xlsx"),
    ],
)
def test_a_shell_says_why_nothing_was_written(satker, perintah, nama, isi, pilihan, kata):
    with pytest.raises(CommandError, match=kata):
        perintah(nama, isi, **pilihan)
    assert not Pos.objects.exists()


def test_a_shell_hands_back_the_marked_workbook(satker, perintah, tmp_path):
    tujuan = tmp_path / "salah.xlsx"
    with pytest.raises(CommandError, match="Kode satker"):
        perintah("d.xlsx", berkas([KEPALA, ("123456", "x", 1)]), f"--kesalahan={tujuan}")
    assert load_workbook(tujuan)["Lembar1"]["A2"].comment is not None


def test_the_fixtures_of_a_real_office_load(satker, perintah):
    isi = Path("fixtures/kpu-provinsi-bengkulu/anggaran-2024-awal.yaml").read_text()
    perintah("d.yaml", isi, tahun=2024)

    dipa = Dipa.objects.get(tahun=2024)
    assert sum(p.pagu or 0 for p in dipa.pos.all()) == 17_470_049_000


@pytest.mark.parametrize("terisi", [True, False])
def test_codes_are_text_in_the_workbook_also_in_the_rows_still_empty(satker, terisi):
    """So that a typed 051 keeps its zero."""
    dipa = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF)
    pabrik.PosFactory(dipa=dipa, kode="076.01.WA", urut=1)
    ws = load_workbook(io.BytesIO(unduh(satker, dipa.tahun, dipa if terisi else None)))["DIPA"]
    kolom = next(sel.column_letter for sel in ws[1] if str(sel.value).startswith("Kode"))

    assert {sel.number_format for sel in ws[kolom][1:]} == {"@"}
    assert ws.column_dimensions[kolom].number_format == "@"  # of cells that do not exist yet
