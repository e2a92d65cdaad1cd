"""The order of rows in the cascade: with the arrows, and dragged."""

import pytest

from renstra import services_kaskade as services
from renstra.bagian import BAGIAN
from renstra.kaskade import susun_kaskade
from renstra.models import Kegiatan, Misi, Program, Sasaran
from tests import pabrik
from tests.renstra.contoh_kaskade import isian

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


# --- Arrows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_changes_places_and_keeps_the_focus(klien, kaskade, baris, slug):
    klien.post(kaskade(f"{slug}/tambah/"), isian(slug, baris))
    dulu = list(BAGIAN[slug].saudara(baris[slug]))

    jawaban = klien.post(kaskade(f"{slug}/{dulu[0].pk}/geser/"), {"arah": "turun"})

    assert list(BAGIAN[slug].saudara(baris[slug])) == dulu[::-1]
    assert jawaban.url == f"{kaskade()}?fokus={slug}-{dulu[0].pk}-turun"
    assert "autofocus" in teks(klien.get(jawaban.url))


def test_the_last_row_stays_last(draf, baris):
    assert not services.geser(bagian=BAGIAN["misi"], renstra=draf, objek=baris["misi"], langkah=1)


def test_sasaran_are_numbered_as_the_outline_shows_them(klien, kaskade, baris, draf):
    """Documents follow the numbering over all kinds: a late sasaran of tujuan 1 still stands before tujuan 2."""
    kedua = pabrik.TujuanFactory(renstra=draf, urut=2)
    pabrik.SasaranFactory(renstra=draf, urut=4, kode="B", tujuan=kedua)

    klien.post(kaskade("sasaran/tambah/"), isian("sasaran", baris, kode="A"))

    assert [s.kode for s in Sasaran.objects.filter(renstra=draf).order_by("urut")] == ["1", "A", "B", "2", "3"]


def test_moving_a_tujuan_moves_its_sasaran_in_the_documents(klien, kaskade, baris, draf):
    kedua = pabrik.TujuanFactory(renstra=draf, urut=2)
    pabrik.SasaranFactory(renstra=draf, urut=4, kode="B", tujuan=kedua)

    klien.post(kaskade(f"tujuan/{kedua.pk}/geser/"), {"arah": "naik"})

    assert [s.kode for s in Sasaran.objects.filter(renstra=draf).order_by("urut")] == ["B", "1", "2", "3"]


# --- Dragging ------------------------------------------------------------------------------------------------------


@pytest.fixture
def pindah(klien, kaskade):
    """`pindah(objek, "sasaran", induk, sebelum)`: what the browser posts when a row is dropped."""

    def kirim(objek, slug, induk=None, sebelum=None, versi=None):
        versi = versi or type(objek).objects.get(pk=objek.pk).versi
        data = {"induk": induk.pk if induk else "", "sebelum": sebelum.pk if sebelum else "", "versi": versi}
        return klien.post(kaskade(f"{slug}/{objek.pk}/pindah/"), data, follow=True)

    return kirim


def test_a_row_is_dropped_before_another_one_of_its_list(pindah, draf, baris):
    dua, tiga = (pabrik.MisiFactory(renstra=draf, urut=n) for n in (2, 3))

    jawaban = pindah(tiga, "misi", sebelum=baris["misi"])

    assert list(Misi.objects.filter(renstra=draf)) == [tiga, baris["misi"], dua]
    assert "Misi sekarang urutan ke-1 dari 3." in teks(jawaban)


def test_a_row_dropped_at_the_end_is_last(pindah, draf, baris):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)

    pindah(baris["misi"], "misi")

    assert list(Misi.objects.filter(renstra=draf)) == [dua, baris["misi"]]


def test_a_sasaran_dropped_below_another_tujuan_is_numbered_there(pindah, draf, baris):
    kedua = pabrik.TujuanFactory(renstra=draf, urut=2)
    lain = pabrik.SasaranFactory(renstra=draf, urut=4, kode="B", tujuan=kedua)

    jawaban = pindah(baris["sasaran"], "sasaran", kedua, sebelum=lain)

    urutan = list(Sasaran.objects.filter(renstra=draf).order_by("urut"))
    assert [s.kode for s in urutan] == ["1", "B", "2", "3"]
    assert urutan[0].tujuan == kedua
    assert "Sasaran strategis 1 sekarang urutan ke-1 dari 2 di bawah tujuan" in teks(jawaban)


def test_an_indikator_is_dropped_between_those_of_another_sasaran(pindah, draf, baris):
    a, b = (pabrik.IndikatorFactory(sasaran=baris["sasaran-program"], urut=n, kode=f"2.{n}") for n in (1, 2))

    pindah(baris["indikator"], "indikator", baris["sasaran-program"], sebelum=b)

    assert list(baris["sasaran-program"].indikator.order_by("urut")) == [a, baris["indikator"], b]


def test_a_kegiatan_is_dropped_below_another_program_with_its_sasaran(pindah, draf, baris):
    lain = Program.objects.create(renstra=draf, urut=2, nama="Program lain")

    pindah(baris["kegiatan"], "kegiatan", lain)

    assert Kegiatan.objects.get(pk=baris["kegiatan"].pk).program == lain
    assert list(susun_kaskade(draf).program.simpul[1].cabang[1].simpul[0].cabang[0].simpul)


@pytest.mark.parametrize(
    ("induk", "pesan"), [("program", "harus di bawah tujuan Renstra ini"), (None, "harus di bawah tujuan")]
)
def test_a_row_does_not_go_where_its_kind_does_not_belong(pindah, draf, baris, induk, pesan):
    """The program's key is that of no tujuan."""
    asing = Program.objects.create(pk=9_001, renstra=draf, urut=9, nama="Asing") if induk else None

    jawaban = pindah(baris["sasaran"], "sasaran", asing)

    assert jawaban.status_code == 409
    assert pesan in teks(jawaban)
    assert Sasaran.objects.get(pk=baris["sasaran"].pk).tujuan == baris["tujuan"]


def test_a_row_does_not_go_below_one_of_another_plan(pindah, satker_lain, baris):
    asing = pabrik.TujuanFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    assert pindah(baris["sasaran"], "sasaran", asing).status_code == 409


def test_a_row_that_somebody_changed_meanwhile_is_not_moved(pindah, draf, baris):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)
    Misi.objects.filter(pk=dua.pk).update(teks="Diubah orang lain", versi=2)

    jawaban = pindah(dua, "misi", sebelum=baris["misi"], versi=1)

    assert jawaban.status_code == 409
    assert "baru saja diubah orang lain" in teks(jawaban)
    assert "Diubah orang lain" in teks(jawaban)
    assert list(Misi.objects.filter(renstra=draf)) == [baris["misi"], dua]


def test_a_row_is_not_dropped_before_one_that_went_elsewhere(pindah, draf, baris):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)
    hilang = pabrik.MisiFactory(renstra=draf, urut=3)
    kunci = hilang.pk
    hilang.delete()
    hilang.pk = kunci

    jawaban = pindah(dua, "misi", sebelum=hilang)

    assert jawaban.status_code == 409
    assert "Urutan di sana baru saja berubah" in teks(jawaban)


def test_every_row_whose_place_changes_is_a_new_version(pindah, draf, baris):
    tiga = [baris["misi"]] + [pabrik.MisiFactory(renstra=draf, urut=n) for n in (2, 3)]

    pindah(tiga[1], "misi", sebelum=tiga[0])

    assert [m.versi for m in Misi.objects.filter(renstra=draf).order_by("pk")] == [2, 2, 1]


def test_forty_rows_are_renumbered_in_two_statements(draf, django_assert_max_num_queries):
    semua = [pabrik.MisiFactory(renstra=draf, urut=n) for n in range(1, 41)]
    ke = services.Tempat(None, semua[0].pk, 1)

    with django_assert_max_num_queries(9):
        services.pindahkan(bagian=BAGIAN["misi"], renstra=draf, objek=semua[-1], ke=ke)
    assert Misi.objects.filter(renstra=draf).first() == semua[-1]
