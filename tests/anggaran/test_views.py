from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran import services
from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import Dipa, PosisiRealisasi, RealisasiAnggaran
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


def isian(client, url, **ganti):
    """What a browser posts from a grid: the cells as the page shows them, some of them changed by the person."""
    form = client.get(url).context["form"]
    semua = {nama: form[nama].value() for nama in form.fields}
    return semua | {f"nilai_{kode.lstrip('k').replace('_', '.')}": teks for kode, teks in ganti.items()}


# --- Who may come in -----------------------------------------------------------------------------------------------

HALAMAN = ["", "{d}/", "{d}/pagu/", "{d}/revisi/", "posisi/baru/", "posisi/{p}/realisasi/"]


@pytest.fixture(params=HALAMAN)
def halaman(request, alamat, dipa_draf, posisi):
    return alamat(request.param.format(d=dipa_draf.pk, p=posisi.pk))


def test_anonymous_is_sent_to_the_login(client, halaman):
    jawaban = client.get(halaman)

    assert (jawaban.status_code, jawaban.url) == (302, f"/masuk/?next={halaman}")


def test_a_planner_of_another_satker_gets_404(masuk, orang_lain, halaman):
    assert masuk(orang_lain).get(halaman).status_code == 404


def test_a_planner_of_the_satker_gets_the_page(masuk, perencana, halaman):
    assert masuk(perencana).get(halaman).status_code == 200


@pytest.mark.parametrize("ekor", [*HALAMAN[2:], "{d}/berlakukan/"])
@pytest.mark.parametrize("cara", ["get", "post"])
def test_a_reader_may_not_act(masuk, pembaca, alamat, dipa_draf, posisi, ekor, cara):
    url = alamat(ekor.format(d=dipa_draf.pk, p=posisi.pk))

    assert getattr(masuk(pembaca), cara)(url).status_code == 403


def test_a_reader_may_not_choose_the_main_cut_off(masuk, pembaca, alamat, posisi):
    assert masuk(pembaca).post(alamat(f"posisi/{posisi.pk}/utama/")).status_code == 403


def test_a_planner_may_not_put_a_dipa_in_force(masuk, perencana, alamat, dipa_draf):
    assert masuk(perencana).post(alamat(f"{dipa_draf.pk}/berlakukan/")).status_code == 403


def test_the_parent_satker_does_not_see_a_draft(masuk, pusat, alamat, dipa_draf):
    assert masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat(f"{dipa_draf.pk}/")).status_code == 404


def test_the_parent_satker_reads_and_does_not_edit(masuk, pusat, alamat, dipa_berlaku, posisi):
    client = masuk(pabrik.PenggunaFactory(satker=pusat))

    assert client.get(alamat()).status_code == 200
    assert client.get(alamat(f"posisi/{posisi.pk}/realisasi/")).status_code == 403


def test_a_dipa_is_not_found_in_another_year(masuk, perencana, alamat, dipa_berlaku):
    assert masuk(perencana).get(alamat(f"{dipa_berlaku.pk}/", tahun=2023)).status_code == 404


def test_a_cut_off_of_another_satker_is_not_found(masuk, perencana, alamat, satker_lain):
    asing = pabrik.PosisiRealisasiFactory(satker=satker_lain)

    assert masuk(perencana).get(alamat(f"posisi/{asing.pk}/realisasi/")).status_code == 404
    assert masuk(perencana).get(alamat(f"?posisi={asing.pk}")).status_code == 404


# --- The year ------------------------------------------------------------------------------------------------------


def test_a_year_without_dipa_says_who_fills_it(masuk, perencana, alamat):
    isi = teks(masuk(perencana).get(alamat(tahun=2031)))

    assert "Belum ada DIPA yang berlaku untuk tahun ini" in isi
    assert "Diisi oleh: Perencana dan bagian keuangan" in isi


def test_the_page_shows_pagu_spending_absorption_and_rest(masuk, perencana, alamat, dipa_berlaku, posisi):
    dipa_berlaku.pos.filter(kode="3355").update(pagu=Decimal(9_203_578_000))
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(9_194_840_880))

    isi = teks(masuk(perencana).get(alamat()))

    for fakta in ("9.203.578.000", "9.194.840.880", "99,91", "8.737.120", "Data Desember", "APBN", "Pagu 2024"):
        assert fakta in isi


def test_a_figure_that_was_not_recorded_is_a_dash(masuk, perencana, alamat, dipa_berlaku):
    jawaban = masuk(perencana).get(alamat())

    assert {baris.realisasi for baris in jawaban.context["rekap"].baris} == {None}
    assert "Belum ada posisi realisasi" in teks(jawaban)
    assert "<progress" not in teks(jawaban)


def test_spending_above_pagu_is_pointed_out(masuk, perencana, alamat, dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(101))

    isi = teks(masuk(perencana).get(alamat()))

    assert "Realisasi melebihi pagu" in isi
    assert "realisasi 101, pagu 100 rupiah" in isi
    assert "Melebihi pagu" in isi


def test_spending_within_pagu_is_not_pointed_out(masuk, perencana, alamat, dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(100))

    assert "elebihi pagu" not in teks(masuk(perencana).get(alamat()))


def test_a_note_of_the_printed_document_is_shown(masuk, perencana, alamat, dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", catatan_cetak="tercetak tiga nol terlalu banyak")

    isi = teks(masuk(perencana).get(alamat()))

    assert "Catatan dari dokumen cetak" in isi
    assert "tercetak tiga nol terlalu banyak" in isi


def test_another_cut_off_can_be_chosen(masuk, perencana, alamat, dipa_berlaku, posisi, satker):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, utama=False)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(90))
    pabrik.RealisasiAnggaranFactory(posisi=lain, kode="3355", nilai=Decimal(40))

    def realisasi(ekor):
        return masuk(perencana).get(alamat(ekor)).context["rekap"].realisasi

    assert realisasi("") == 90
    assert realisasi(f"?posisi={lain.pk}") == 40


@pytest.mark.parametrize("posisi_asing", ["999999", "x", "-1", "1 OR 1=1", "9" * 5000])
def test_an_unknown_cut_off_is_not_found(masuk, perencana, alamat, dipa_berlaku, posisi_asing):
    assert masuk(perencana).get(alamat(), {"posisi": posisi_asing}).status_code == 404


def test_every_version_is_listed_with_its_pagu(masuk, perencana, alamat, dipa_berlaku, dipa_draf):
    jawaban = masuk(perencana).get(alamat())

    assert [(v["dipa"], v["pagu"]) for v in jawaban.context["versi"]] == [(dipa_draf, 150), (dipa_berlaku, 150)]
    assert "DIPA 2024 revisi 1" in teks(jawaban)


def test_buttons_follow_the_right(masuk, perencana, pembaca, alamat, dipa_berlaku, posisi):
    tujuan = [alamat(f"{dipa_berlaku.pk}/revisi/"), alamat(f"posisi/{posisi.pk}/realisasi/")]

    terlihat = teks(masuk(perencana).get(alamat()))
    tersembunyi = teks(masuk(pembaca).get(alamat()))

    assert all(url in terlihat for url in tujuan)
    assert not any(url in tersembunyi for url in tujuan)


def _banyak_query(client, url):
    with CaptureQueriesContext(connection) as query:
        assert client.get(url).status_code == 200
    return len(query)


@pytest.mark.parametrize("ekor", ["", "posisi/{p}/realisasi/", "{r}/", "{r}/pagu/"])
def test_the_query_count_is_flat(masuk, perencana, alamat, dipa_berlaku, posisi, ekor):
    revisi = services.buat_revisi_dipa(dipa=dipa_berlaku, oleh=perencana)
    url = alamat(ekor.format(p=posisi.pk, r=revisi.pk))
    client = masuk(perencana)

    def tambah(awal, banyak):
        for i in range(awal, awal + banyak):
            for dipa in (dipa_berlaku, revisi):
                induk = dipa.pos.get(kode="WA")
                pabrik.PosFactory(dipa=dipa, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{i}", pagu=1, urut=100 + i)
            pabrik.RealisasiAnggaranFactory(posisi=posisi, kode=f"K{i}")

    tambah(0, 1)
    satu = _banyak_query(client, url)
    tambah(1, 49)

    assert _banyak_query(client, url) == satu


# --- Spending ------------------------------------------------------------------------------------------------------


@pytest.fixture
def kisi(alamat, posisi, dipa_berlaku):
    return alamat(f"posisi/{posisi.pk}/realisasi/")


def test_spending_is_saved_and_leads_back_to_its_cut_off(masuk, perencana, alamat, posisi, kisi):
    client = masuk(perencana)

    jawaban = client.post(kisi, isian(client, kisi, k3355="Rp 40", k3360_EBA="-"), follow=True)

    assert jawaban.redirect_chain == [(alamat(f"?posisi={posisi.pk}"), 302)]
    assert "Realisasi tersimpan: 1 pos berubah." in teks(jawaban)
    assert [(r.kode, r.nilai) for r in RealisasiAnggaran.objects.all()] == [("3355", Decimal(40))]


def test_wrong_spending_comes_back_at_the_field_with_all_that_was_typed(masuk, perencana, kisi):
    client = masuk(perencana)

    jawaban = client.post(kisi, isian(client, kisi, k3355="116,180.000", k3360_EBA="45"))

    isi = teks(jawaban)
    assert jawaban.status_code == 422
    assert '<div class="invalid-feedback d-block" id="id_nilai_3355_error"><p>Realisasi 2024 pos 3355: pemisah' in isi
    assert 'aria-describedby="id_nilai_3355_error"' in isi
    assert 'value="116,180.000"' in isi
    assert 'value="45"' in isi
    assert 'aria-invalid="true"' in isi
    assert not RealisasiAnggaran.objects.exists()


def test_a_node_and_one_above_it_come_back_with_a_message_at_the_field(masuk, perencana, kisi):
    client = masuk(perencana)

    jawaban = client.post(kisi, isian(client, kisi, kWA="90", k3360_EBA="45"))

    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {
        "nilai_3360.EBA": [
            "Realisasi 2024 pos 3360.EBA tidak boleh diisi bersama Realisasi 2024 pos WA: kosongkan salah satunya."
        ]
    }
    assert 'value="90"' in teks(jawaban)


def test_a_conflict_comes_back_with_both_values(masuk, perencana, kisi, posisi):
    client = masuk(perencana)
    kiriman = isian(client, kisi, k3355="40")
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(55))

    jawaban = client.post(kisi, kiriman)

    assert jawaban.status_code == 409
    assert "menjadi “55”; isian Anda “40” belum disimpan" in teks(jawaban)
    assert RealisasiAnggaran.objects.get().nilai == 55


def test_two_people_fill_different_nodes_without_getting_in_each_others_way(masuk, perencana, kisi, posisi):
    client = masuk(perencana)
    kiriman = isian(client, kisi, k3355="40")
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3360", nilai=Decimal(55))

    client.post(kisi, kiriman)

    assert {r.kode: r.nilai for r in RealisasiAnggaran.objects.all()} == {"3355": 40, "3360": 55}


def test_a_code_that_the_dipa_lost_stays_visible(masuk, perencana, kisi, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="9999", nilai=Decimal(7))

    jawaban = masuk(perencana).get(kisi)

    assert "Kode yang tidak ada dalam DIPA yang berlaku" in teks(jawaban)
    assert jawaban.context["form"]["nilai_9999"].value() == "7"


def test_without_a_dipa_the_grid_says_what_is_missing(masuk, perencana, alamat, posisi):
    isi = teks(masuk(perencana).get(alamat(f"posisi/{posisi.pk}/realisasi/")))

    assert "Belum ada DIPA yang berlaku" in isi
    assert "Simpan realisasi" not in isi


# --- Cut-offs ------------------------------------------------------------------------------------------------------


def test_a_new_cut_off_leads_to_its_grid(masuk, perencana, alamat):
    kiriman = {"nama": "Semester I", "per_tanggal": "30 Juni 2024", "keterangan": ""}

    jawaban = masuk(perencana).post(alamat("posisi/baru/"), kiriman)

    posisi = PosisiRealisasi.objects.get()
    assert jawaban.url == alamat(f"posisi/{posisi.pk}/realisasi/")
    assert (posisi.tahun, posisi.utama) == (2024, True)


def test_a_wrong_cut_off_comes_back_with_all_that_was_typed(masuk, perencana, alamat):
    kiriman = {"nama": "Semester I", "per_tanggal": "30 Juni", "keterangan": "sementara"}

    jawaban = masuk(perencana).post(alamat("posisi/baru/"), kiriman)

    assert jawaban.status_code == 422
    assert "Harus berupa tanggal" in teks(jawaban)
    assert 'value="30 Juni"' in teks(jawaban)
    assert not PosisiRealisasi.objects.exists()


def test_the_main_cut_off_is_chosen_by_post_only(masuk, perencana, alamat, posisi, satker):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, utama=False)
    url = alamat(f"posisi/{lain.pk}/utama/")

    assert masuk(perencana).get(url).status_code == 405
    masuk(perencana).post(url)

    assert PosisiRealisasi.objects.get(utama=True) == lain


# --- Pagu and revision ---------------------------------------------------------------------------------------------


def test_pagu_of_a_draft_is_saved(masuk, perencana, alamat, dipa_draf):
    client, url = masuk(perencana), alamat(f"{dipa_draf.pk}/pagu/")

    jawaban = client.post(url, isian(client, url, k3355="150.000"), follow=True)

    assert jawaban.redirect_chain == [(alamat(f"{dipa_draf.pk}/"), 302)]
    assert "Pagu tersimpan: 1 pos berubah." in teks(jawaban)
    assert dipa_draf.pos.get(kode="3355").pagu == 150_000


def test_only_the_lowest_nodes_can_be_typed_into(masuk, perencana, alamat, dipa_draf):
    form = masuk(perencana).get(alamat(f"{dipa_draf.pk}/pagu/")).context["form"]

    assert set(form.fields) == {"dasar", "nilai_3355", "nilai_3360.EBA"}


def test_wrong_pagu_comes_back_at_the_field(masuk, perencana, alamat, dipa_draf):
    client, url = masuk(perencana), alamat(f"{dipa_draf.pk}/pagu/")

    jawaban = client.post(url, isian(client, url, k3355="-1"))

    assert jawaban.status_code == 422
    assert "Pagu 2024 pos 3355 tidak boleh negatif. Yang diketik: “-1”." in teks(jawaban)


def test_pagu_of_a_dipa_in_force_is_closed(masuk, perencana, alamat, dipa_berlaku):
    client, url = masuk(perencana), alamat(f"{dipa_berlaku.pk}/pagu/")

    assert "Pagu tidak dapat diubah" in teks(client.get(url))
    jawaban = client.post(url, isian(client, url, k3355="5"))

    assert jawaban.status_code == 422
    assert dipa_berlaku.pos.get(kode="3355").pagu == 100


def test_a_revision_opens_beside_its_predecessor(masuk, perencana, alamat, dipa_berlaku):
    jawaban = masuk(perencana).post(alamat(f"{dipa_berlaku.pk}/revisi/"), {"keterangan": "tambahan hibah"}, follow=True)

    baru = Dipa.objects.get(menggantikan=dipa_berlaku)
    assert jawaban.redirect_chain == [(alamat(f"{baru.pk}/"), 302)]
    assert "Pagu sebelum" in teks(jawaban)


def test_a_revision_shows_what_changes(masuk, perencana, alamat, dipa_berlaku):
    baru = services.buat_revisi_dipa(dipa=dipa_berlaku, oleh=perencana)
    baru.pos.filter(kode="3355").update(pagu=Decimal(175))

    konteks = masuk(perencana).get(alamat(f"{baru.pk}/")).context

    assert {b["kode"]: b["ubah"] for b in konteks["baris"]} == {
        "WA": "+75",
        "3355": "+75",
        "3360": "0",
        "3360.EBA": "0",
    }
    assert konteks["ubah"] == 75


def test_a_second_revision_leads_to_the_first(masuk, perencana, alamat, dipa_berlaku):
    draf = services.buat_revisi_dipa(dipa=dipa_berlaku, oleh=perencana)

    jawaban = masuk(perencana).post(alamat(f"{dipa_berlaku.pk}/revisi/"), {"keterangan": "lagi"})

    assert jawaban.status_code == 409
    assert alamat(f"{draf.pk}/") in teks(jawaban)


def test_the_secretary_puts_a_draft_in_force(masuk, sekretaris, alamat, dipa_draf):
    jawaban = masuk(sekretaris).post(alamat(f"{dipa_draf.pk}/berlakukan/"), {"tanggal": "2 Mei 2024"}, follow=True)

    assert "DIPA 2024 revisi 1 berlaku sejak 2 Mei 2024." in teks(jawaban)
    assert Dipa.objects.get().status == StatusDipa.BERLAKU


def test_an_act_that_came_too_late_says_so(masuk, sekretaris, alamat, dipa_berlaku):
    jawaban = masuk(sekretaris).post(alamat(f"{dipa_berlaku.pk}/berlakukan/"), {"tanggal": "2 Mei 2024"})

    assert jawaban.status_code == 409
    assert "status dokumen ini sekarang “Berlaku”" in teks(jawaban)
