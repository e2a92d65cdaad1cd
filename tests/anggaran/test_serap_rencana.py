"""The plan of withdrawals: acts, cells, the page, the proposals."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran import services_rencana as layanan
from anggaran.kisi_rencana import baca_sel, baris_rencana, jumlah_bulan
from anggaran.models import RencanaPenarikan
from anggaran.services import IsianRupiah
from anggaran.services_rencana import KOSONG, IsianBulan
from sakip.angka import GalatAngka
from tests import pabrik

pytestmark = pytest.mark.django_db
D = Decimal
WA1, WA2 = ("WA", 1), ("WA", 2)


def simpan(satker, **sel):
    """`simpan(satker, WA1=(value, seen))`."""
    isian = {(nama[:2], int(nama[2:])): IsianBulan(nilai, lihat) for nama, (nilai, lihat) in sel.items()}
    return layanan.simpan_rencana(satker=satker, tahun=2024, isian=isian)


def tersimpan(satker, tahun=2024):
    return {sel: i.nilai for sel, i in layanan.rencana_tersimpan(satker, tahun).items()}


# --- Acts ----------------------------------------------------------------------------------------------------------


def test_a_cell_is_made_changed_and_taken_away(satker):
    simpan(satker, WA1=(D(5), KOSONG))
    assert layanan.rencana_tersimpan(satker, 2024) == {WA1: IsianRupiah(D(5), 1)}

    simpan(satker, WA1=(D(7), IsianRupiah(D(5), 1)))
    assert layanan.rencana_tersimpan(satker, 2024) == {WA1: IsianRupiah(D(7), 2)}

    assert simpan(satker, WA1=(None, IsianRupiah(D(7), 2))) == ({WA1}, {})
    assert tersimpan(satker) == {}


def test_a_cell_that_somebody_else_changed_is_left_and_the_others_are_written(satker):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9), versi=2)
    tertulis, konflik = simpan(satker, WA1=(D(5), IsianRupiah(D(4), 1)), WA2=(D(6), KOSONG))

    assert (tertulis, konflik) == ({WA2}, {WA1: IsianRupiah(D(9), 2)})
    assert tersimpan(satker) == {WA1: D(9), WA2: D(6)}


def test_the_value_that_somebody_else_wrote_already_is_no_conflict(satker):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9), versi=2)

    assert simpan(satker, WA1=(D(9), KOSONG)) == ({WA1}, {})
    assert RencanaPenarikan.objects.get().versi == 2


def test_a_cell_that_was_taken_away_and_made_anew_is_another_one(satker):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9), versi=1)
    _, konflik = simpan(satker, WA1=(D(5), IsianRupiah(D(4), 1)))

    assert konflik == {WA1: IsianRupiah(D(9), 1)}


def test_plans_of_other_satker_and_years_are_left_alone(satker, satker_lain):
    pabrik.RencanaPenarikanFactory(satker=satker_lain, kode="WA", nilai=D(1))
    pabrik.RencanaPenarikanFactory(satker=satker, tahun=2023, kode="WA", nilai=D(2))
    simpan(satker, WA1=(D(3), KOSONG))

    assert [tersimpan(satker_lain), tersimpan(satker, 2023), tersimpan(satker)] == [{WA1: 1}, {WA1: 2}, {WA1: 3}]


# --- Cells ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("9.203.578.000", D(9_203_578_000)),
        ("Rp 9,203,578,000", D(9_203_578_000)),
        ("9203578000", D(9_203_578_000)),
        ("0", D(0)),
        ("", None),
        (" - ", None),
        ("–", None),
    ],
)
def test_a_cell_reads_what_a_sheet_holds(teks, nilai):
    assert baca_sel(teks) == nilai


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("banyak", "Harus berupa angka"),
        ("-5", "tidak boleh negatif"),
        ("12,5", "tanpa sen"),
        ("1" * 17, "terlalu panjang"),
    ],
)
def test_a_cell_refuses_what_is_no_amount(teks, pesan):
    with pytest.raises(GalatAngka, match=pesan):
        baca_sel(teks)


def test_the_sums_say_how_far_the_plan_goes(satker):
    for bulan, nilai in ((1, 25), (2, 50), (4, 25)):
        pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=bulan, nilai=D(nilai))
    (wa, cq) = baris_rencana(satker, 2024, [("WA", "Dukungan", D(90)), ("CQ", "Pemilu", None)])

    assert (wa.jumlah, wa.selisih) == (D(100), D(-10))
    assert (cq.jumlah, cq.selisih) == (None, None)
    assert [(j.nilai, j.kumulatif, j.porsi) for j in jumlah_bulan([wa, cq])][:4] == [
        (25, 25, 25),
        (50, 75, 75),
        (None, 75, 75),
        (25, 100, 100),
    ]


def test_without_a_plan_no_share_is_told(satker):
    baris = baris_rencana(satker, 2024, [("WA", "Dukungan", D(90))])

    assert {(j.nilai, j.kumulatif, j.porsi) for j in jumlah_bulan(baris)} == {(None, None, None)}


# --- The page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def rencana(alamat):
    return lambda ekor="": alamat(f"rencana/{ekor}")


@pytest.fixture
def klien(masuk, perencana, dipa_berlaku):
    return masuk(perencana)


def isian(satker, kode="WA", **ganti):
    """What the browser posts of a row: the row's origin and the cells that were touched."""
    baris = next(b for b in baris_rencana(satker, 2024, [("WA", "", None)]) if b.kode == kode)
    return {baris.nama_asal: baris.asal} | {f"i{kode}-{b[1:]}": teks for b, teks in ganti.items()}


def sel(jawaban, bulan):
    return jawaban.json()["baris"][0]["sel"][bulan - 1]


def test_a_pasted_row_is_saved_and_the_sums_come_back(klien, satker, rencana):
    jawaban = klien.post(rencana("blok/"), isian(satker, b1="100", b2="1.000", b3="banyak"))

    assert tersimpan(satker) == {WA1: D(100), WA2: D(1000)}
    assert sel(jawaban, 2) | {"teks": "1.000", "versi": 1, "pesan": "", "ku": True} == sel(jawaban, 2)
    assert "Maret: Harus berupa angka" in sel(jawaban, 3)["pesan"]
    potongan = jawaban.json()["potongan"]
    assert "Lebih dari pagu" in potongan["ringkas-WA"]
    assert "950" in potongan["ringkas-WA"]
    assert "90,91" not in potongan["kaki-1"]
    assert "9,09" in potongan["kaki-1"]


def test_a_conflict_shows_both_values(klien, satker, rencana):
    data = isian(satker, b1="5")
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9))
    jawaban = klien.post(rencana("blok/"), data)

    assert sel(jawaban, 1)["bentrok"]
    assert sel(jawaban, 1)["teks"] == "9"
    assert "menjadi “9”; isian Anda “5” belum disimpan" in sel(jawaban, 1)["pesan"]
    assert tersimpan(satker) == {WA1: D(9)}


def test_a_conflict_names_who_was_faster_and_somebody_where_the_row_is_gone(
    client, sekretaris, perencana, satker, dipa_berlaku, rencana
):
    lama = isian(satker, b1="5")
    client.force_login(sekretaris)
    client.post(rencana("blok/"), isian(satker, b1="9"))
    hilang = isian(satker, b1="6")
    client.force_login(perencana)
    assert f"Januari baru saja diubah {sekretaris} menjadi “9”" in sel(client.post(rencana("blok/"), lama), 1)["pesan"]

    RencanaPenarikan.objects.all().delete()
    pesan = sel(client.post(rencana("blok/"), hilang), 1)["pesan"]
    assert "diubah orang lain menjadi “tanpa rencana”" in pesan


@pytest.mark.parametrize("asal", ["", "1", "1=x=", "13=1=5", "1=1=banyak", "²=1=5", "1=99999999999999999999=5", "|=|="])
def test_an_origin_that_no_page_of_ours_wrote_breaks_nothing(klien, satker, rencana, asal):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9))
    jawaban = klien.post(rencana("blok/"), {"iWA-asal": asal, "iWA-1": "7"})

    assert jawaban.status_code == 200
    assert tersimpan(satker) == {WA1: D(9)}


def test_a_code_that_the_dipa_does_not_hold_is_not_planned(klien, satker, rencana):
    klien.post(rencana("blok/"), {"iZZ-asal": "1=0=", "iZZ-1": "7", "i3355-asal": "1=0=", "i3355-1": "7"})

    assert tersimpan(satker) == {}


def test_a_plan_that_the_dipa_lost_is_shown_and_can_be_emptied(klien, satker, rencana):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="XX", bulan=1, nilai=D(9))
    assert "Tidak ada dalam DIPA yang berlaku" in klien.get(rencana()).content.decode()

    klien.post(rencana("blok/"), isian(satker, "XX", b1=""))
    assert tersimpan(satker) == {}


def test_without_javascript_the_whole_form_is_saved(klien, satker, rencana):
    assert klien.post(rencana(), isian(satker, b1="100")).status_code == 302
    jawaban = klien.post(rencana(), isian(satker, b1="200", b2="banyak"))

    assert jawaban.status_code == 422
    assert tersimpan(satker) == {WA1: D(200)}
    isi = jawaban.content.decode()
    assert 'value="banyak"' in isi
    assert "1 sel belum tersimpan" in isi


def test_a_reader_sees_the_plan_and_no_cell(masuk, pembaca, satker, dipa_berlaku, rencana):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9_876))
    isi = masuk(pembaca).get(rencana()).content.decode()

    assert "9.876" in isi
    assert "masukan-target" not in isi
    assert rencana("usulan/") not in isi


def test_the_difference_from_the_pagu_is_shown_and_nothing_is_fixed(klien, satker, rencana):
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(149))
    isi = " ".join(klien.get(rencana()).content.decode().split())

    assert '<span>Kurang dari pagu</span> <span class="uang">1</span>' in isi
    assert tersimpan(satker) == {WA1: D(149)}


def test_a_year_without_dipa_says_what_comes_first(masuk, perencana, alamat):
    assert "Rencana diisi setelah DIPA berlaku" in masuk(perencana).get(alamat("rencana/", tahun=2031)).content.decode()


# --- Proposals -----------------------------------------------------------------------------------------------------


def usul(klien, url):
    """What the page of a proposal would post."""
    jawaban = klien.get(url)
    return {"cara": jawaban.context["cara"], "sidik": jawaban.context["sidik"], "program": ["WA"]}, jawaban


def test_an_equal_share_is_shown_before_it_is_saved(klien, satker, rencana):
    data, jawaban = usul(klien, rencana("usulan/?cara=rata"))
    assert jawaban.context["usulan"][0][1] == (D(12), D(13), D(12), D(13)) * 3  # 150 / 12
    assert tersimpan(satker) == {}

    assert klien.post(rencana("usulan/"), data).status_code == 302
    assert sum(tersimpan(satker).values()) == 150
    assert len(tersimpan(satker)) == 12


def test_last_years_shares_divide_this_years_pagu(klien, satker, rencana):
    pabrik.RencanaPenarikanFactory(satker=satker, tahun=2023, kode="WA", bulan=3, nilai=D(20))
    pabrik.RencanaPenarikanFactory(satker=satker, tahun=2023, kode="WA", bulan=9, nilai=D(80))
    data, _ = usul(klien, rencana("usulan/?cara=lalu"))
    klien.post(rencana("usulan/"), data)

    assert {b: n for (_, b), n in tersimpan(satker).items() if n} == {3: D(30), 9: D(120)}


def test_without_last_years_plan_there_is_no_proposal(klien, rencana):
    jawaban = klien.get(rencana("usulan/?cara=lalu"))

    assert jawaban.context["usulan"] == []
    assert "Tidak ada yang dapat diusulkan" in jawaban.content.decode()


def test_a_programme_without_pagu_gets_no_proposal_and_is_named(klien, dipa_berlaku, rencana):
    pabrik.PosFactory(dipa=dipa_berlaku, kode="NOL", uraian="Tanpa uang", urut=50)
    isi = klien.get(rencana("usulan/?cara=rata")).content.decode()

    assert "NOL Tanpa uang: tanpa pagu" in " ".join(isi.split())


def test_a_filled_programme_is_not_ticked(klien, satker, rencana):
    assert "checked" in klien.get(rencana("usulan/")).content.decode()
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9))
    isi = klien.get(rencana("usulan/")).content.decode()
    assert "checked" not in isi
    assert "Tersimpan" in isi


def test_a_proposal_that_was_overtaken_is_shown_again_and_not_saved(klien, satker, rencana):
    data, _ = usul(klien, rencana("usulan/?cara=rata"))
    pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=1, nilai=D(9))
    jawaban = klien.post(rencana("usulan/"), data)

    assert jawaban.status_code == 409
    assert "berubah sejak usulan ini ditampilkan" in jawaban.content.decode()
    assert tersimpan(satker) == {WA1: D(9)}


def test_a_pagu_that_changed_meanwhile_stops_the_proposal(klien, satker, dipa_berlaku, rencana):
    data, _ = usul(klien, rencana("usulan/?cara=rata"))
    dipa_berlaku.pos.filter(kode="3355").update(pagu=D(1000))

    assert klien.post(rencana("usulan/"), data).status_code == 409
    assert tersimpan(satker) == {}


def test_only_the_ticked_programmes_take_the_proposal(klien, satker, dipa_berlaku, rencana):
    pabrik.PosFactory(dipa=dipa_berlaku, kode="CQ", urut=50, pagu=D(24))
    data, _ = usul(klien, rencana("usulan/?cara=rata"))
    klien.post(rencana("usulan/"), data | {"program": ["CQ", "ZZ"]})

    assert {kode for kode, _ in tersimpan(satker)} == {"CQ"}


def test_a_proposal_for_nobody_is_refused(klien, satker, rencana):
    data, _ = usul(klien, rencana("usulan/?cara=rata"))

    assert klien.post(rencana("usulan/"), data | {"program": []}).status_code == 422


# --- Queries -------------------------------------------------------------------------------------------------------


def banyak_query(klien, cara, *argumen):
    with CaptureQueriesContext(connection) as query:
        assert getattr(klien, cara)(*argumen).status_code == 200
    return len(query)


@pytest.mark.parametrize("ekor", ["", "usulan/?cara=rata", "usulan/?cara=lalu"])
def test_the_pages_ask_the_same_for_few_and_many(klien, satker, dipa_berlaku, rencana, ekor):
    klien.get(rencana(ekor))
    satu = banyak_query(klien, "get", rencana(ekor))
    for n in range(20):
        pabrik.PosFactory(dipa=dipa_berlaku, kode=f"P{n}", urut=100 + n, pagu=D(10))
        for tahun in (2023, 2024):
            pabrik.RencanaPenarikanFactory(satker=satker, kode=f"P{n}", tahun=tahun, bulan=n % 12 + 1)

    assert banyak_query(klien, "get", rencana(ekor)) == satu
