"""Acts on the tree: where a condition may stand, and what moves with it."""

import pytest

from renstra.enums import StatusRenstra
from renstra.models import Kondisi, PohonKinerja, Renstra
from renstra.pohon import services
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.forms import KondisiForm
from renstra.pohon.rangka import Rangka
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db

AKHIR, FAKTOR, ANTARA, OPERASIONAL = JenjangKondisi


@pytest.fixture
def pohon(draf):
    """1 Puncak › 1.1 Faktor › (1.1.1 Antara, 1.1.2 Kerja); 1.2 Lain."""
    puncak = pabrik.KondisiFactory(pohon__renstra=draf, urut=1, uraian="Puncak")
    faktor = pabrik.KondisiFactory(induk=puncak, urut=1, jenjang=FAKTOR, uraian="Faktor")
    antara = pabrik.KondisiFactory(induk=faktor, urut=1, jenjang=ANTARA, uraian="Antara")
    kerja = pabrik.KondisiFactory(induk=faktor, urut=2, jenjang=OPERASIONAL, uraian="Kerja")
    lain = pabrik.KondisiFactory(induk=puncak, urut=2, jenjang=FAKTOR, uraian="Lain")
    return {k.uraian: k for k in (puncak, faktor, antara, kerja, lain)}


def bentuk(renstra):
    """The tree as text: number and words, in reading order."""
    rangka = Rangka.dari(renstra)
    return [f"{rangka.nomor[k.pk]} {k.uraian}" for k in rangka.urut_baca()]


def formulir(renstra, kondisi=None, **ganti):
    isi = kondisi or Kondisi()
    data = {"uraian": isi.uraian, "jenjang": isi.jenjang, "induk": isi.induk_id or "", "versi": isi.versi} | ganti
    form = KondisiForm(data, instance=isi, renstra=renstra, rangka=Rangka.dari(renstra))
    form.is_valid()
    return form


def simpan(renstra, kondisi=None, *, sesudah=None, **ganti):
    form = formulir(renstra, kondisi, **ganti)
    assert not form.errors
    return services.simpan(renstra=renstra, form=form, sesudah=sesudah)


# --- Adding ----------------------------------------------------------------------------------------------------------


def test_the_first_condition_makes_the_tree(draf):
    simpan(draf, uraian="Pemilu dipercaya", jenjang=AKHIR)

    assert PohonKinerja.objects.get(renstra=draf).kondisi.get().uraian == "Pemilu dipercaya"


def test_a_condition_below_goes_to_the_end(draf, pohon):
    simpan(draf, uraian="Baru", jenjang=OPERASIONAL, induk=pohon["Faktor"].pk)

    assert "1.1.3 Baru" in bentuk(draf)


def test_a_condition_beside_goes_right_after(draf, pohon):
    simpan(draf, uraian="Baru", jenjang=ANTARA, induk=pohon["Faktor"].pk, sesudah=pohon["Antara"].pk)

    assert bentuk(draf)[2:5] == ["1.1.1 Antara", "1.1.2 Baru", "1.1.3 Kerja"]


def test_beside_a_condition_of_another_list_means_the_end(draf, pohon):
    simpan(draf, uraian="Baru", jenjang=ANTARA, induk=pohon["Faktor"].pk, sesudah=pohon["Lain"].pk)

    assert "1.1.3 Baru" in bentuk(draf)


# --- Moving ----------------------------------------------------------------------------------------------------------


def test_what_stands_below_moves_along(draf, pohon):
    simpan(draf, pohon["Faktor"], induk=pohon["Lain"].pk)

    assert bentuk(draf) == ["1 Puncak", "1.1 Lain", "1.1.1 Faktor", "1.1.1.1 Antara", "1.1.1.2 Kerja"]


def test_a_condition_moves_to_the_top(draf, pohon):
    simpan(draf, pohon["Faktor"], induk="")

    assert bentuk(draf) == ["1 Puncak", "1.1 Lain", "2 Faktor", "2.1 Antara", "2.2 Kerja"]


@pytest.mark.parametrize("ke", ["Faktor", "Antara"])
def test_nothing_moves_below_itself(draf, pohon, ke):
    rangka = Rangka.dari(draf)

    with pytest.raises(services.TempatDitolak, match="ke bawah dirinya sendiri") as galat:
        services.periksa_tempat(rangka, pohon["Faktor"].pk, pohon[ke].pk, OPERASIONAL)
    assert galat.value.kolom == "induk"


def test_a_circle_that_two_moves_would_make_is_refused_at_the_second(draf, pohon):
    """Both forms were read and found right before either was saved."""
    satu = formulir(draf, pohon["Faktor"], induk=pohon["Lain"].pk)
    dua = formulir(draf, pohon["Lain"], induk=pohon["Faktor"].pk)
    services.simpan(renstra=draf, form=satu)

    with pytest.raises(services.TempatDitolak, match="ke bawah dirinya sendiri"):
        services.simpan(renstra=draf, form=dua)
    assert bentuk(draf)[1:3] == ["1.1 Lain", "1.1.1 Faktor"]


def test_a_parent_that_is_gone_is_named(draf, pohon):
    form = formulir(draf, uraian="Baru", jenjang=OPERASIONAL, induk=pohon["Antara"].pk)
    services.hapus(renstra=draf, kondisi=pohon["Antara"])

    with pytest.raises(services.TempatDitolak, match="sudah tidak ada"):
        services.simpan(renstra=draf, form=form)


def test_a_condition_of_another_tree_is_no_parent(draf, renstra, pohon):
    asing = pabrik.KondisiFactory(pohon__renstra=renstra)

    assert "induk" in formulir(draf, pohon["Lain"], induk=asing.pk).errors


def test_a_tree_ends_somewhere(draf):
    induk = None
    for _ in range(services.DALAM_MAKS):
        induk = pabrik.KondisiFactory(induk=induk) if induk else pabrik.KondisiFactory(pohon__renstra=draf)

    form = formulir(draf, uraian="Terlalu dalam", jenjang=OPERASIONAL, induk=induk.pk)

    assert "paling dalam 12 tingkat" in form.errors["induk"][0]


def test_a_branch_is_as_deep_as_its_deepest_leaf(draf, pohon):
    """Eleven levels bear one more condition, but not a branch of two."""
    induk = pabrik.KondisiFactory(pohon__renstra=draf)
    for _ in range(services.DALAM_MAKS - 2):
        induk = pabrik.KondisiFactory(induk=induk)
    rangka = Rangka.dari(draf)

    services.periksa_tempat(rangka, pohon["Kerja"].pk, induk.pk, OPERASIONAL)
    with pytest.raises(services.TempatDitolak):
        services.periksa_tempat(rangka, pohon["Faktor"].pk, induk.pk, FAKTOR)


# --- Jenjang ---------------------------------------------------------------------------------------------------------


def test_a_condition_does_not_stand_above_the_level_of_its_parent(draf, pohon):
    form = formulir(draf, pohon["Antara"], jenjang=AKHIR)

    assert form.errors["jenjang"] == ["Jenjang tidak boleh di atas induknya (1.1: faktor kunci keberhasilan)."]


def test_the_same_level_as_the_parent_is_fine(draf, pohon):
    assert simpan(draf, pohon["Antara"], jenjang=FAKTOR).jenjang == FAKTOR


def test_a_condition_does_not_sink_below_the_level_of_what_it_carries(draf, pohon):
    form = formulir(draf, pohon["Faktor"], jenjang=OPERASIONAL)

    assert form.errors["jenjang"] == ["Kondisi 1.1.1 di bawahnya berjenjang kondisi antara; ubah itu dahulu."]


# --- Order -----------------------------------------------------------------------------------------------------------


def test_a_condition_changes_places_with_its_neighbour(draf, pohon):
    assert services.geser(renstra=draf, kondisi=pohon["Lain"], langkah=-1)

    assert bentuk(draf) == ["1 Puncak", "1.1 Lain", "1.2 Faktor", "1.2.1 Antara", "1.2.2 Kerja"]


@pytest.mark.parametrize(("nama", "langkah"), [("Faktor", -1), ("Lain", 1), ("Puncak", 1)])
def test_at_the_end_of_the_list_nothing_moves(draf, pohon, nama, langkah):
    sebelum = bentuk(draf)

    assert not services.geser(renstra=draf, kondisi=pohon[nama], langkah=langkah)
    assert bentuk(draf) == sebelum


def test_conditions_at_the_top_move_too(draf, pohon):
    kedua = pabrik.KondisiFactory(pohon=pohon["Puncak"].pohon, urut=2, uraian="Kedua")

    services.geser(renstra=draf, kondisi=kedua, langkah=-1)

    assert bentuk(draf)[0] == "1 Kedua"


def test_a_move_gives_a_new_version_to_both_and_to_no_other(draf, pohon):
    services.geser(renstra=draf, kondisi=pohon["Kerja"], langkah=-1)

    versi = {k.uraian: k.versi for k in Kondisi.objects.all()}
    assert versi == {"Puncak": 1, "Faktor": 1, "Antara": 2, "Kerja": 2, "Lain": 1}


# --- Deleting --------------------------------------------------------------------------------------------------------


def test_what_stood_below_a_deleted_condition_takes_its_place(draf, pohon):
    services.hapus(renstra=draf, kondisi=pohon["Faktor"])

    assert bentuk(draf) == ["1 Puncak", "1.1 Antara", "1.2 Kerja", "1.3 Lain"]


def test_what_stood_below_a_deleted_top_becomes_the_top(draf, pohon):
    services.hapus(renstra=draf, kondisi=pohon["Puncak"])

    assert bentuk(draf) == ["1 Faktor", "1.1 Antara", "1.2 Kerja", "2 Lain"]


def test_a_branch_goes_with_all_below_it(draf, pohon):
    services.hapus_cabang(renstra=draf, kondisi=pohon["Faktor"], banyak=2)

    assert bentuk(draf) == ["1 Puncak", "1.1 Lain"]


def test_a_branch_that_grew_meanwhile_stays(draf, pohon):
    pabrik.KondisiFactory(induk=pohon["Antara"], jenjang=OPERASIONAL)

    with pytest.raises(services.CabangBerubah):
        services.hapus_cabang(renstra=draf, kondisi=pohon["Faktor"], banyak=2)
    assert Kondisi.objects.count() == 6


def test_what_a_condition_pointed_at_stays(draf, pohon, indikator):
    pohon["Faktor"].indikator.add(indikator)

    services.hapus_cabang(renstra=draf, kondisi=pohon["Faktor"], banyak=2)

    indikator.refresh_from_db()
    assert not indikator.kondisi.exists()


@pytest.mark.parametrize("status", [s for s in StatusRenstra if s != StatusRenstra.DIGANTIKAN])
def test_a_tree_is_edited_whatever_the_status(draf, pohon, status):
    Renstra.objects.filter(pk=draf.pk).update(status=status, nomor_keputusan="1")

    assert services.geser(renstra=draf, kondisi=pohon["Lain"], langkah=-1)


def test_the_tree_of_a_superseded_plan_is_read_only(draf, pohon):
    form = formulir(draf, pohon["Lain"], uraian="Lain sekali")
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIGANTIKAN)
    lakukan = [
        lambda: services.simpan(renstra=draf, form=form),
        lambda: services.geser(renstra=draf, kondisi=pohon["Lain"], langkah=-1),
        lambda: services.hapus(renstra=draf, kondisi=pohon["Lain"]),
        lambda: services.hapus_cabang(renstra=draf, kondisi=pohon["Lain"], banyak=0),
        lambda: services.usulkan(renstra=draf),
    ]
    sebelum = bentuk(draf)

    for tindakan in lakukan:
        with pytest.raises(TransisiDitolak, match="sudah digantikan"):
            tindakan()
    assert bentuk(draf) == sebelum
