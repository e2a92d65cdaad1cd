"""Pages of the pohon kinerja."""

import pytest
from django.utils.html import escape

from renstra.enums import StatusRenstra
from renstra.models import Kondisi, PohonKinerja, Renstra
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.usulan import susun_usulan
from tests import pabrik

pytestmark = pytest.mark.django_db

AKHIR, FAKTOR, ANTARA, OPERASIONAL = JenjangKondisi


def teks(jawaban):
    return jawaban.content.decode()


@pytest.fixture
def puncak(renstra):
    return pabrik.KondisiFactory(pohon__renstra=renstra, urut=1, uraian="Pemilu dipercaya")


@pytest.fixture
def bawah(puncak):
    return pabrik.KondisiFactory(induk=puncak, urut=1, jenjang=FAKTOR, uraian="Data akurat")


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def pohon(alamat, renstra):
    return lambda ekor="": alamat(f"{renstra.pk}/pohon/{ekor}")


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_conditions_with_number_level_and_gaps(klien, pohon, bawah):
    isi = teks(klien.get(pohon()))

    assert '<span class="nomor">1.1</span>Data akurat' in isi
    assert "Faktor kunci keberhasilan" in isi
    assert "belum ada unit atau jabatan" in isi
    assert "2 kondisi" in isi


def test_the_workspace_leads_there(klien, pohon, alamat):
    assert f'href="{pohon()}"' in teks(klien.get(alamat()))


def test_an_indikator_names_the_conditions_that_it_measures(klien, pohon, alamat, renstra, bawah):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra)
    assert "Kondisi pada pohon kinerja" not in teks(klien.get(alamat(f"indikator/{indikator.pk}/")))

    bawah.indikator.add(indikator)

    isi = teks(klien.get(alamat(f"indikator/{indikator.pk}/")))
    assert f'href="{pohon()}#kondisi-{bawah.pk}">Data akurat' in isi


def test_a_reader_sees_the_tree_and_no_tools(masuk, pembaca, pohon, bawah):
    isi = teks(masuk(pembaca).get(pohon()))

    assert "Data akurat" in isi
    for alat in ("Hapus", "Tambah kondisi", "geser", f"pohon/{bawah.pk}/"):
        assert alat not in isi


@pytest.mark.parametrize(("status", "kode"), [(StatusRenstra.DITETAPKAN, 200), (StatusRenstra.DRAF, 404)])
def test_a_parent_reads_the_tree_of_a_fixed_plan_only(masuk, admin_pusat, pohon, renstra, bawah, status, kode):
    Renstra.objects.filter(pk=renstra.pk).update(status=status)

    assert masuk(admin_pusat).get(pohon()).status_code == kode


def test_a_sibling_finds_nothing(masuk, orang_lain, pohon, bawah):
    assert masuk(orang_lain).get(pohon()).status_code == 404


def test_an_empty_tree_offers_the_proposal(klien, pohon, renstra):
    assert "Tulis kondisi pertama" in teks(klien.get(pohon()))

    pabrik.SasaranFactory(renstra=renstra)

    assert f'href="{pohon("usulan/")}"' in teks(klien.get(pohon()))


def test_an_empty_tree_offers_a_reader_nothing(masuk, pembaca, pohon, renstra):
    pabrik.SasaranFactory(renstra=renstra)

    isi = teks(masuk(pembaca).get(pohon()))
    assert "Belum ada pohon kinerja" in isi
    assert "usulan/" not in isi


def test_looking_makes_no_tree(klien, pohon):
    klien.get(pohon())
    klien.get(pohon("usulan/"))

    assert not PohonKinerja.objects.exists()


# --- Editing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("siapa", ["pembaca", "pimpinan", "kepala_unit"])
@pytest.mark.parametrize("ekor", ["usulan/", "tambah/", "{0}/", "{0}/hapus/", "{0}/geser/"])
def test_whoever_may_not_edit_the_plan_may_not_edit_the_tree(masuk, request, pohon, bawah, siapa, ekor):
    klien = masuk(request.getfixturevalue(siapa))

    assert klien.post(pohon(ekor.format(bawah.pk)), {"uraian": "x", "jenjang": AKHIR}).status_code == 403
    assert [k.uraian for k in Kondisi.objects.order_by("pk")] == ["Pemilu dipercaya", "Data akurat"]


@pytest.mark.parametrize("ekor", ["{0}/", "{0}/hapus/", "{0}/geser/"])
def test_a_condition_of_another_plan_is_not_found_here(klien, pohon, draf, puncak, ekor):
    asing = pabrik.KondisiFactory(pohon__renstra=draf)

    assert klien.post(pohon(ekor.format(asing.pk)), {"uraian": "x", "jenjang": AKHIR, "versi": 1}).status_code == 404
    assert Kondisi.objects.filter(pk=asing.pk).exists()


def test_a_new_condition_below_proposes_the_next_level(klien, pohon, bawah):
    isi = teks(klien.get(pohon(f"tambah/?di={bawah.pk}")))

    assert "Tambah kondisi di bawah 1.1" in isi
    assert '<option value="antara" selected>' in isi
    assert f'<option value="{bawah.pk}" selected>' in isi


def test_a_new_condition_beside_proposes_the_same_level_and_parent(klien, pohon, puncak, bawah):
    isi = teks(klien.get(pohon(f"tambah/?sesudah={bawah.pk}")))

    assert "Tambah kondisi sesudah 1.1" in isi
    assert '<option value="faktor" selected>' in isi
    assert f'<option value="{puncak.pk}" selected>' in isi


@pytest.mark.parametrize("param", ["di=x", "di=99999999999999", "sesudah=٣", "di=0"])
def test_an_address_that_names_no_condition_adds_at_the_top(klien, pohon, puncak, param):
    assert '<option value="akhir" selected>' in teks(klien.get(pohon(f"tambah/?{param}")))


@pytest.mark.parametrize(("dari", "tempat"), [("", "kondisi"), ("?dari=gambar", "simpul")])
def test_a_saved_condition_leads_back_to_where_the_edit_began(klien, pohon, puncak, dari, tempat):
    isi = klien.get(pohon(f"{puncak.pk}/{dari}")).content.decode()
    assert f'href="{pohon()}?fokus={tempat}-{puncak.pk}">Batal' in isi

    data = {"uraian": "Baru", "jenjang": puncak.jenjang, "versi": puncak.versi}
    assert klien.post(pohon(f"{puncak.pk}/{dari}"), data).url == f"{pohon()}?fokus={tempat}-{puncak.pk}"


def test_a_condition_is_added_with_all_it_points_at(klien, pohon, renstra, puncak, unit):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra)
    jabatan = pabrik.JabatanFactory(unit=unit)
    data = {
        "uraian": "Data  akurat\n",
        "jenjang": FAKTOR,
        "induk": puncak.pk,
        "output": "DPT\nLaporan",
        "sasaran": [indikator.sasaran_id],
        "indikator": [indikator.pk],
        "unit": [unit.pk],
        "jabatan": [jabatan.pk],
    }

    jawaban = klien.post(pohon(f"tambah/?di={puncak.pk}"), data)

    baru = Kondisi.objects.get(induk=puncak)
    assert jawaban.url == f"{pohon()}?fokus=kondisi-{baru.pk}"
    assert (baru.uraian, baru.daftar_output) == ("Data akurat", ("DPT", "Laporan"))
    assert [list(getattr(baru, n).all()) for n in ("sasaran", "indikator", "unit", "jabatan")] == [
        *([indikator.sasaran], [indikator], [unit], [jabatan])
    ]


def test_the_next_one_follows_at_once(klien, pohon, puncak):
    jawaban = klien.post(pohon("tambah/"), {"uraian": "Baru", "jenjang": AKHIR, "lagi": "1"})

    baru = Kondisi.objects.get(uraian="Baru")
    assert jawaban.url == f"{pohon('tambah/')}?sesudah={baru.pk}"


def test_nothing_of_another_plan_or_satker_is_pointed_at(klien, pohon, draf, renstra, bawah, unit, satker_lain):
    pabrik.IndikatorFactory(sasaran__renstra=renstra)
    asing = pabrik.IndikatorFactory(sasaran__renstra=draf)
    data = {"uraian": "x", "jenjang": FAKTOR, "induk": bawah.induk_id, "versi": 1}

    for isi in ({"indikator": [asing.pk]}, {"sasaran": [asing.sasaran_id]}):
        assert klien.post(pohon(f"{bawah.pk}/"), data | isi).status_code == 422
    asing_unit = pabrik.UnitFactory(satker=satker_lain)
    assert klien.post(pohon(f"{bawah.pk}/"), data | {"unit": [asing_unit.pk]}).status_code == 422


def test_a_dissolved_unit_is_offered_only_where_it_was_chosen(klien, pohon, bawah, unit):
    unit.berlaku_sampai = "2023-12-31"
    unit.save()
    pilihan = f'name="unit" value="{unit.pk}"'
    assert pilihan not in teks(klien.get(pohon(f"{bawah.pk}/")))

    bawah.unit.add(unit)

    assert pilihan in teks(klien.get(pohon(f"{bawah.pk}/")))


def test_a_place_that_is_not_allowed_is_explained_at_the_field(klien, pohon, bawah):
    jawaban = klien.post(pohon(f"{bawah.pk}/"), {"uraian": "x", "jenjang": AKHIR, "induk": bawah.induk_id, "versi": 1})
    assert jawaban.status_code == 302  # the same level as its parent

    jawaban = klien.post(pohon(f"{bawah.induk_id}/"), {"uraian": "x", "jenjang": FAKTOR, "versi": 1})
    assert jawaban.status_code == 422
    assert "Kondisi 1.1 di bawahnya berjenjang outcome akhir; ubah itu dahulu." in teks(jawaban)


def test_the_form_offers_no_parent_below_itself(klien, pohon, puncak, bawah):
    isi = teks(klien.get(pohon(f"{puncak.pk}/")))

    assert f'<option value="{bawah.pk}"' not in isi
    assert f'<option value="{puncak.pk}"' not in isi


def test_two_who_edit_a_condition_see_both_texts(klien, pohon, bawah):
    Kondisi.objects.filter(pk=bawah.pk).update(uraian="Dari orang lain", versi=2)

    jawaban = klien.post(
        pohon(f"{bawah.pk}/"), {"uraian": "Dari saya", "jenjang": FAKTOR, "induk": bawah.induk_id, "versi": 1}
    )

    assert jawaban.status_code == 409
    assert "Dari orang lain" in teks(jawaban)
    assert "Dari saya" in teks(jawaban)
    assert Kondisi.objects.get(pk=bawah.pk).uraian == "Dari orang lain"


def test_a_condition_moves_up_and_keeps_the_focus(klien, pohon, bawah):
    lain = pabrik.KondisiFactory(induk=bawah.induk, urut=2, jenjang=FAKTOR)

    jawaban = klien.post(pohon(f"{lain.pk}/geser/"), {"arah": "naik"})

    assert jawaban.url == f"{pohon()}?fokus=kondisi-{lain.pk}-naik"
    assert [k.pk for k in Kondisi.objects.filter(induk=bawah.induk).order_by("urut")] == [lain.pk, bawah.pk]


# --- Deleting --------------------------------------------------------------------------------------------------------


def test_deleting_asks_with_counts(klien, pohon, puncak, bawah):
    pabrik.KondisiFactory(induk=bawah, jenjang=ANTARA)

    isi = teks(klien.get(pohon(f"{puncak.pk}/hapus/")))

    assert "Di bawahnya berdiri 2 kondisi, 1 di antaranya langsung." in isi
    assert "Hapus seluruh cabang (3 kondisi)" in isi


def test_a_leaf_is_simply_deleted(klien, pohon, puncak, bawah):
    assert "seluruh cabang" not in teks(klien.get(pohon(f"{bawah.pk}/hapus/")))

    jawaban = klien.post(pohon(f"{bawah.pk}/hapus/"))

    assert jawaban.url == f"{pohon()}?fokus=kondisi-{puncak.pk}"
    assert not Kondisi.objects.filter(pk=bawah.pk).exists()


def test_what_stands_below_moves_up_or_goes_too(klien, pohon, puncak, bawah):
    klien.post(pohon(f"{puncak.pk}/hapus/"), {"cara": "naik"})
    bawah.refresh_from_db()
    assert bawah.induk is None

    pabrik.KondisiFactory(induk=bawah, jenjang=ANTARA)
    klien.post(pohon(f"{bawah.pk}/hapus/"), {"cara": "cabang", "banyak": "1"})
    assert not Kondisi.objects.exists()


@pytest.mark.parametrize("banyak", ["0", "", "-1", "x", "9" * 5_000])
def test_a_branch_that_is_not_the_one_asked_about_stays(klien, pohon, puncak, bawah, banyak):
    jawaban = klien.post(pohon(f"{puncak.pk}/hapus/"), {"cara": "cabang", "banyak": banyak})

    assert jawaban.status_code == 409
    assert "Cabang ini baru saja berubah" in teks(jawaban)
    assert Kondisi.objects.count() == 2


# --- Superseded ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ekor", ["usulan/", "tambah/", "{0}/", "{0}/hapus/", "{0}/geser/"])
def test_the_tree_of_a_superseded_plan_is_read_only(klien, pohon, renstra, bawah, ekor):
    Renstra.objects.filter(pk=renstra.pk).update(status=StatusRenstra.DIGANTIKAN)

    jawaban = klien.post(pohon(ekor.format(bawah.pk)), {"uraian": "Kalimat saya", "jenjang": AKHIR, "versi": 1})

    assert jawaban.status_code == 409
    assert "sudah digantikan" in teks(jawaban)
    assert not Kondisi.objects.filter(uraian="Kalimat saya").exists()
    assert "Tambah kondisi" not in teks(klien.get(pohon()))


def test_what_was_typed_is_not_lost(klien, pohon, renstra, bawah):
    Renstra.objects.filter(pk=renstra.pk).update(status=StatusRenstra.DIGANTIKAN)

    assert "Kalimat saya" in teks(klien.post(pohon("tambah/"), {"uraian": "Kalimat saya", "jenjang": AKHIR}))


# --- Proposal --------------------------------------------------------------------------------------------------------


@pytest.fixture
def usulan(renstra):
    tujuan = pabrik.TujuanFactory(renstra=renstra, teks="Pemilu jujur")
    pabrik.SasaranFactory(renstra=renstra, tujuan=tujuan, uraian="Data akurat")


def test_the_proposal_is_read_before_it_is_added(klien, pohon, usulan):
    isi = teks(klien.get(pohon("usulan/")))

    assert "Tambahkan 2 kondisi" in isi
    assert "Data akurat" in isi
    assert "Letaknya: di bawah tujuannya" in isi
    assert not Kondisi.objects.exists()


def test_one_click_adds_what_was_shown(klien, pohon, usulan, renstra):
    jawaban = klien.post(pohon("usulan/"), {"sidik": susun_usulan(renstra).sidik}, follow=True)

    assert "2 kondisi ditambahkan dari Renstra" in teks(jawaban)
    assert [k.uraian for k in Kondisi.objects.order_by("pk")] == ["Pemilu jujur", "Data akurat"]
    assert "Tidak ada yang perlu ditambahkan" in teks(klien.get(pohon("usulan/")))


def test_what_would_go_below_an_existing_condition_says_below_which(klien, pohon, usulan, puncak, renstra):
    puncak.tujuan.add(renstra.tujuan.get())

    assert escape("Di bawah 1 Pemilu dipercaya") in teks(klien.get(pohon("usulan/")))


def test_another_proposal_than_the_one_shown_is_shown_first(klien, pohon, usulan, renstra):
    sidik = susun_usulan(renstra).sidik
    pabrik.SasaranFactory(renstra=renstra, uraian="Menyusul")

    jawaban = klien.post(pohon("usulan/"), {"sidik": sidik})

    assert jawaban.status_code == 409
    assert "Usulan berubah" in teks(jawaban)
    assert "Tambahkan 3 kondisi" in teks(jawaban)
    assert not Kondisi.objects.exists()


def test_a_later_indikator_is_named(klien, pohon, puncak, renstra):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra, uraian="Ukuran susulan")
    puncak.sasaran.add(indikator.sasaran)

    assert "Ukuran susulan" in teks(klien.get(pohon("usulan/")))
