"""The cascade editor: a plan from nothing, the outline, and every kind of row in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from renstra import services_kaskade as services
from renstra.bagian import BAGIAN
from renstra.enums import JenisSasaran, StatusRenstra
from renstra.kaskade import susun_kaskade
from renstra.models import Indikator, KataVisi, Kegiatan, Misi, Program, Renstra, Sasaran
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def kaskade(alamat, draf):
    return lambda ekor="": alamat(f"{draf.pk}/kaskade/{ekor}")


BARU = {"judul": "Renstra KPU Bengkulu", "periode_awal": "2030", "periode_akhir": "2034", "visi": "Mandiri"}


# --- A plan from nothing -------------------------------------------------------------------------------------------


def test_the_empty_page_leads_a_planner_to_a_new_plan(klien, alamat):
    assert f'href="{alamat("susun/", tahun=2031)}"' in teks(klien.get(alamat(tahun=2031)))


def test_the_empty_page_offers_a_reader_nothing(masuk, pembaca, alamat):
    assert "susun/" not in teks(masuk(pembaca).get(alamat(tahun=2031)))


def test_the_form_proposes_the_national_period(klien, alamat):
    isi = teks(klien.get(alamat("susun/", tahun=2031)))

    assert 'value="2030"' in isi
    assert 'value="2034"' in isi


def test_a_new_plan_is_a_draft_with_its_history(klien, alamat, satker):
    jawaban = klien.post(alamat("susun/", tahun=2031), BARU)

    renstra = Renstra.objects.get(satker=satker, periode_awal=2030)
    assert jawaban.url == alamat(f"{renstra.pk}/kaskade/", tahun=2031)
    assert (renstra.status, renstra.visi) == (StatusRenstra.DRAF, "Mandiri")
    assert [(r.tindakan, r.ke) for r in renstra.riwayat.all()] == [("susun", "draf")]


def test_a_plan_for_other_years_opens_in_its_first_year(klien, alamat):
    jawaban = klien.post(alamat("susun/", tahun=2024), BARU)

    assert "/2030/renstra/" in jawaban.url


def test_two_plans_of_a_satker_share_no_year(klien, alamat, renstra):
    jawaban = klien.post(alamat("susun/"), BARU | {"periode_awal": "2024", "periode_akhir": "2028"})

    assert jawaban.status_code == 422
    assert escape("Sudah ada Renstra 2020–2024 berstatus “Ditetapkan”") in teks(jawaban)
    assert Renstra.objects.count() == 1


@pytest.mark.parametrize(
    ("isian", "pesan"),
    [
        ({"judul": ""}, "Tulis judul Renstra."),
        ({"periode_akhir": "2029"}, "Tahun akhir (2029) tidak boleh sebelum tahun awal (2030)."),
        ({"periode_akhir": "2044"}, "Periode Renstra paling lama 10 tahun"),
        ({"periode_awal": "dua"}, "Tahun awal harus angka, misalnya 2025."),
    ],
)
def test_what_is_wrong_with_a_new_plan_is_said_at_the_field(klien, alamat, isian, pesan):
    jawaban = klien.post(alamat("susun/"), BARU | isian)

    assert jawaban.status_code == 422
    assert pesan in teks(jawaban)


def test_the_years_of_a_plan_cannot_leave_targets_behind(klien, kaskade, draf, indikator):
    jawaban = klien.post(kaskade("dasar/"), BARU | {"periode_awal": "2020", "periode_akhir": "2023", "versi": "1"})

    assert jawaban.status_code == 422
    assert "Target tahun 2024 sudah diisi" in teks(jawaban)


def test_the_visi_of_a_draft_is_edited(klien, kaskade, draf):
    jawaban = klien.post(
        kaskade("dasar/"),
        {"judul": "Judul", "periode_awal": 2020, "periode_akhir": 2024, "visi": "Visi baru", "versi": 1},
    )

    draf.refresh_from_db()
    assert jawaban.url == f"{kaskade()}?fokus=dasar"
    assert (draf.visi, draf.versi) == ("Visi baru", 2)


def test_two_who_edit_the_visi_see_both(klien, kaskade, draf):
    Renstra.objects.filter(pk=draf.pk).update(visi="Dari orang lain", versi=2)

    jawaban = klien.post(
        kaskade("dasar/"),
        {"judul": draf.judul, "periode_awal": 2020, "periode_akhir": 2024, "visi": "Dari saya", "versi": 1},
    )

    assert jawaban.status_code == 409
    assert "Dari orang lain" in teks(jawaban)
    assert "Dari saya" in teks(jawaban)


# --- Rows ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pohon(draf):
    """One row of every kind."""
    tujuan = pabrik.TujuanFactory(renstra=draf, urut=1)
    program = Program.objects.create(renstra=draf, urut=1, kode="076.01.CQ", nama="Program Pemilu")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, kode="6635", nama="Kegiatan Logistik")
    sasaran = pabrik.SasaranFactory(renstra=draf, urut=1, kode="1", tujuan=tujuan)
    return {
        "kata": KataVisi.objects.create(renstra=draf, urut=1, kata="Mandiri", arti="Bebas"),
        "misi": pabrik.MisiFactory(renstra=draf, urut=1),
        "tujuan": tujuan,
        "program": program,
        "kegiatan": kegiatan,
        "sasaran": sasaran,
        "sasaran-program": pabrik.SasaranFactory(
            renstra=draf, urut=2, kode="2", jenis=JenisSasaran.PROGRAM, program=program
        ),
        "sasaran-kegiatan": pabrik.SasaranFactory(
            renstra=draf, urut=3, kode="3", jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan
        ),
        "indikator": pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1"),
    }


def isian(slug, pohon, **ganti):
    """What is typed for one more row of a kind."""
    dasar = {
        "kata": {"kata": "Profesional", "arti": "Ahli di bidangnya"},
        "misi": {"teks": "Misi kedua"},
        "tujuan": {"teks": "Tujuan kedua"},
        "program": {"kode": "076.01.WA", "nama": "Dukungan manajemen"},
        "kegiatan": {"program": pohon["program"].pk, "kode": "3355", "nama": "Keuangan"},
        "sasaran": {"tujuan": pohon["tujuan"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "sasaran-program": {"program": pohon["program"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "sasaran-kegiatan": {"kegiatan": pohon["kegiatan"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "indikator": {
            "sasaran": pohon["sasaran"].pk,
            "kode": "1.9",
            "uraian": "Persentase laporan tepat waktu",
            "satuan": pohon["indikator"].satuan_id,
            "polaritas": "maksimasi",
            "agregasi": "nilai_akhir",
            "tampilan": "persen",
        },
    }
    return dasar[slug] | ganti


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_is_added_at_the_end_of_its_list(klien, kaskade, pohon, slug):
    jawaban = klien.post(kaskade(f"{slug}/tambah/"), isian(slug, pohon))

    baru = list(BAGIAN[slug].saudara(pohon[slug]))[-1]
    assert baru != pohon[slug]
    assert jawaban.url == f"{kaskade()}?fokus={slug}-{baru.pk}"
    assert f'id="{slug}-{baru.pk}" autofocus' in teks(klien.get(jawaban.url))


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_is_edited(klien, kaskade, pohon, slug):
    jawaban = klien.post(kaskade(f"{slug}/{pohon[slug].pk}/"), isian(slug, pohon, versi=pohon[slug].versi))

    assert jawaban.status_code == 302, teks(jawaban)
    pohon[slug].refresh_from_db()
    assert str(pohon[slug]) in isian(slug, pohon).values()
    assert pohon[slug].versi == 2


@pytest.mark.parametrize("slug", BAGIAN)
def test_two_who_edit_a_row_see_both_values(klien, kaskade, pohon, slug):
    type(pohon[slug]).objects.filter(pk=pohon[slug].pk).update(versi=5)

    jawaban = klien.post(kaskade(f"{slug}/{pohon[slug].pk}/"), isian(slug, pohon, versi=4))

    assert jawaban.status_code == 409
    assert "Data ini berubah sejak Anda membukanya" in teks(jawaban)


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_that_nothing_needs_is_deleted(klien, kaskade, pohon, slug):
    klien.post(kaskade(f"{slug}/tambah/"), isian(slug, pohon))
    baru = list(BAGIAN[slug].saudara(pohon[slug]))[-1]

    jawaban = klien.post(kaskade(f"{slug}/{baru.pk}/hapus/"))

    assert jawaban.url == f"{kaskade()}?fokus={slug}-{pohon[slug].pk}"
    assert not type(baru).objects.filter(pk=baru.pk).exists()


@pytest.mark.parametrize(
    ("slug", "oleh"),
    [("tujuan", "1 sasaran"), ("sasaran", "1 indikator"), ("program", "1 kegiatan"), ("kegiatan", "1 sasaran")],
)
def test_a_row_with_others_below_it_stays_and_says_why(klien, kaskade, pohon, slug, oleh):
    jawaban = klien.post(kaskade(f"{slug}/{pohon[slug].pk}/hapus/"))

    assert jawaban.status_code == 409
    assert f"<li>{oleh}</li>" in teks(jawaban)
    assert type(pohon[slug]).objects.filter(pk=pohon[slug].pk).exists()


def test_an_indikator_that_is_measured_stays(klien, kaskade, pohon):
    pabrik.PengukuranFactory(indikator=pohon["indikator"])

    jawaban = klien.post(kaskade(f"indikator/{pohon['indikator'].pk}/hapus/"))

    assert jawaban.status_code == 409
    assert "1 pengukuran" in teks(jawaban)


def test_the_targets_of_an_indikator_go_with_it_and_that_is_said_first(klien, kaskade, indikator):
    url = kaskade(f"indikator/{indikator.pk}/hapus/")
    assert "1 target tahunannya ikut terhapus" in teks(klien.get(url))

    klien.post(url)

    assert not Indikator.objects.filter(pk=indikator.pk).exists()


def test_an_only_row_leaves_the_focus_on_the_button_that_adds(klien, kaskade, draf):
    misi = pabrik.MisiFactory(renstra=draf)

    jawaban = klien.post(kaskade(f"misi/{misi.pk}/hapus/"))

    assert jawaban.url == f"{kaskade()}?fokus=tambah-misi-0"
    assert 'misi/tambah/" autofocus' in teks(klien.get(jawaban.url))


def test_the_next_row_follows_at_once(klien, kaskade, pohon):
    jawaban = klien.post(kaskade("sasaran/tambah/"), isian("sasaran", pohon, lagi="1"))

    assert jawaban.url == f"{kaskade('sasaran/tambah/')}?di={pohon['tujuan'].pk}"


def test_a_new_indikator_gets_the_next_free_code_of_its_sasaran(klien, kaskade, pohon):
    isi = teks(klien.get(kaskade(f"indikator/tambah/?di={pohon['sasaran'].pk}")))

    assert 'value="1.2"' in isi
    assert f'<option value="{pohon["sasaran"].pk}" selected>' in isi


@pytest.mark.parametrize(
    ("diketik", "tersimpan"),
    [("1.2", "8.1"), ("", "8.1"), ("IKU-7", "IKU-7"), ("8.4", "8.4")],
    ids=["as proposed", "blank", "typed", "typed for there"],
)
def test_a_proposed_code_follows_the_sasaran_that_is_chosen(klien, kaskade, pohon, draf, diketik, tersimpan):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=pohon["tujuan"])
    alamat = kaskade(f"indikator/tambah/?di={pohon['sasaran'].pk}")

    jawaban = klien.post(alamat, isian("indikator", pohon, sasaran=lain.pk, kode=diketik))

    assert jawaban.status_code == 302
    assert lain.indikator.get().kode == tersimpan


def test_a_sasaran_left_without_a_code_gets_the_next_one(klien, kaskade, pohon, draf):
    klien.post(kaskade("sasaran/tambah/"), isian("sasaran", pohon, kode=""))

    assert draf.sasaran.get(uraian="Sasaran baru").kode == "2"


def test_a_code_that_nobody_can_propose_is_asked_for(klien, kaskade, pohon):
    jawaban = klien.post(kaskade("sasaran-program/tambah/"), isian("sasaran-program", pohon, kode=""))

    assert "Isi kode." in teks(jawaban)


def test_an_indikator_that_moves_keeps_its_typed_code(klien, kaskade, pohon, draf):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=pohon["tujuan"])

    klien.post(
        kaskade(f"indikator/{pohon['indikator'].pk}/"),
        isian("indikator", pohon, sasaran=lain.pk, kode="1.1", versi=1),
    )

    assert lain.indikator.get().kode == "1.1"


def test_the_next_indikator_begins_like_the_one_just_saved(klien, kaskade, pohon, unit):
    sama = {"iku": "on", "polaritas": "minimasi", "pelaksana": [unit.pk], "sumber_data": "Rekap bulanan"}

    jawaban = klien.post(kaskade("indikator/tambah/"), isian("indikator", pohon, lagi="1", **sama))
    awal = klien.get(jawaban.url).context["form"]

    assert awal["sasaran"].value() == pohon["sasaran"].pk
    assert awal["kode"].value() == "1.2"
    assert (awal["iku"].value(), awal["polaritas"].value(), awal["sumber_data"].value()) == (
        True,
        "minimasi",
        "Rekap bulanan",
    )
    assert awal["satuan"].value() == pohon["indikator"].satuan_id
    assert awal["pelaksana"].value() == [unit.pk]
    assert not awal["uraian"].value()


@pytest.mark.parametrize("slug", ["sasaran", "indikator"])
def test_a_code_is_used_once(klien, kaskade, pohon, slug):
    jawaban = klien.post(kaskade(f"{slug}/tambah/"), isian(slug, pohon, kode=pohon[slug].kode))

    assert jawaban.status_code == 422
    assert f"Kode {pohon[slug].kode} sudah dipakai" in teks(jawaban)


def test_another_sasaran_may_number_its_indikator_alike(klien, kaskade, pohon):
    """Printed plans number the indikator of every program from 1.1 on."""
    lain = pohon["sasaran-program"]

    klien.post(kaskade("indikator/tambah/"), isian("indikator", pohon, sasaran=lain.pk, kode="1.1"))

    assert lain.indikator.get().kode == "1.1"


def test_a_code_that_an_old_document_repeats_may_stay(klien, kaskade, pohon):
    pabrik.IndikatorFactory(sasaran=pohon["sasaran"], urut=2, kode="1.1")

    jawaban = klien.post(kaskade(f"indikator/{pohon['indikator'].pk}/"), isian("indikator", pohon, kode="1.1", versi=1))

    assert jawaban.status_code == 302


def test_nothing_is_hung_below_a_row_of_another_plan(klien, kaskade, pohon, satker_lain):
    asing = pabrik.TujuanFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    jawaban = klien.post(kaskade("sasaran/tambah/"), isian("sasaran", pohon, tujuan=asing.pk))

    assert jawaban.status_code == 422
    assert not asing.sasaran.exists()


def test_a_row_of_another_plan_is_not_found(klien, kaskade, draf, satker_lain):
    asing = pabrik.MisiFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    for ekor in ("", "hapus/"):
        assert klien.get(kaskade(f"misi/{asing.pk}/{ekor}")).status_code == 404
    assert klien.post(kaskade(f"misi/{asing.pk}/geser/")).status_code == 404


def test_an_unknown_kind_is_not_found(klien, kaskade, draf):
    assert klien.get(kaskade("bab/tambah/")).status_code == 404


def test_an_indikator_moves_to_the_end_of_another_sasaran(klien, kaskade, pohon, draf):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=pohon["tujuan"])
    pabrik.IndikatorFactory(sasaran=lain, urut=1)

    klien.post(kaskade(f"indikator/{pohon['indikator'].pk}/"), isian("indikator", pohon, sasaran=lain.pk, versi=1))

    pohon["indikator"].refresh_from_db()
    assert (pohon["indikator"].sasaran, pohon["indikator"].urut) == (lain, 2)


# --- Order ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_changes_places_and_keeps_the_focus(klien, kaskade, pohon, slug):
    klien.post(kaskade(f"{slug}/tambah/"), isian(slug, pohon))
    dulu = list(BAGIAN[slug].saudara(pohon[slug]))

    jawaban = klien.post(kaskade(f"{slug}/{dulu[0].pk}/geser/"), {"arah": "turun"})

    assert list(BAGIAN[slug].saudara(pohon[slug])) == dulu[::-1]
    assert jawaban.url == f"{kaskade()}?fokus={slug}-{dulu[0].pk}-turun"
    assert "autofocus" in teks(klien.get(jawaban.url))


def test_the_last_row_stays_last(draf, pohon):
    assert not services.geser(bagian=BAGIAN["misi"], renstra=draf, objek=pohon["misi"], langkah=1)


def test_sasaran_are_numbered_as_the_outline_shows_them(klien, kaskade, pohon, draf):
    """Documents follow the numbering over all kinds: a late sasaran of tujuan 1 still stands before tujuan 2."""
    kedua = pabrik.TujuanFactory(renstra=draf, urut=2)
    pabrik.SasaranFactory(renstra=draf, urut=4, kode="B", tujuan=kedua)

    klien.post(kaskade("sasaran/tambah/"), isian("sasaran", pohon, kode="A"))

    assert [s.kode for s in Sasaran.objects.filter(renstra=draf).order_by("urut")] == ["1", "A", "B", "2", "3"]


def test_moving_a_tujuan_moves_its_sasaran_in_the_documents(klien, kaskade, pohon, draf):
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


def test_a_row_is_dropped_before_another_one_of_its_list(pindah, draf, pohon):
    dua, tiga = (pabrik.MisiFactory(renstra=draf, urut=n) for n in (2, 3))

    jawaban = pindah(tiga, "misi", sebelum=pohon["misi"])

    assert list(Misi.objects.filter(renstra=draf)) == [tiga, pohon["misi"], dua]
    assert "Misi sekarang urutan ke-1 dari 3." in teks(jawaban)


def test_a_row_dropped_at_the_end_is_last(pindah, draf, pohon):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)

    pindah(pohon["misi"], "misi")

    assert list(Misi.objects.filter(renstra=draf)) == [dua, pohon["misi"]]


def test_a_sasaran_dropped_below_another_tujuan_is_numbered_there(pindah, draf, pohon):
    kedua = pabrik.TujuanFactory(renstra=draf, urut=2)
    lain = pabrik.SasaranFactory(renstra=draf, urut=4, kode="B", tujuan=kedua)

    jawaban = pindah(pohon["sasaran"], "sasaran", kedua, sebelum=lain)

    urutan = list(Sasaran.objects.filter(renstra=draf).order_by("urut"))
    assert [s.kode for s in urutan] == ["1", "B", "2", "3"]
    assert urutan[0].tujuan == kedua
    assert "Sasaran strategis 1 sekarang urutan ke-1 dari 2 di bawah tujuan" in teks(jawaban)


def test_an_indikator_is_dropped_between_those_of_another_sasaran(pindah, draf, pohon):
    a, b = (pabrik.IndikatorFactory(sasaran=pohon["sasaran-program"], urut=n, kode=f"2.{n}") for n in (1, 2))

    pindah(pohon["indikator"], "indikator", pohon["sasaran-program"], sebelum=b)

    assert list(pohon["sasaran-program"].indikator.order_by("urut")) == [a, pohon["indikator"], b]


def test_a_kegiatan_is_dropped_below_another_program_with_its_sasaran(pindah, draf, pohon):
    lain = Program.objects.create(renstra=draf, urut=2, nama="Program lain")

    pindah(pohon["kegiatan"], "kegiatan", lain)

    assert Kegiatan.objects.get(pk=pohon["kegiatan"].pk).program == lain
    assert list(susun_kaskade(draf).program.simpul[1].cabang[1].simpul[0].cabang[0].simpul)


@pytest.mark.parametrize(
    ("induk", "pesan"), [("program", "harus di bawah tujuan Renstra ini"), (None, "harus di bawah tujuan")]
)
def test_a_row_does_not_go_where_its_kind_does_not_belong(pindah, draf, pohon, induk, pesan):
    """The program's key is that of no tujuan."""
    asing = Program.objects.create(pk=9_001, renstra=draf, urut=9, nama="Asing") if induk else None

    jawaban = pindah(pohon["sasaran"], "sasaran", asing)

    assert jawaban.status_code == 409
    assert pesan in teks(jawaban)
    assert Sasaran.objects.get(pk=pohon["sasaran"].pk).tujuan == pohon["tujuan"]


def test_a_row_does_not_go_below_one_of_another_plan(pindah, satker_lain, pohon):
    asing = pabrik.TujuanFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    assert pindah(pohon["sasaran"], "sasaran", asing).status_code == 409


def test_a_row_that_somebody_changed_meanwhile_is_not_moved(pindah, draf, pohon):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)
    Misi.objects.filter(pk=dua.pk).update(teks="Diubah orang lain", versi=2)

    jawaban = pindah(dua, "misi", sebelum=pohon["misi"], versi=1)

    assert jawaban.status_code == 409
    assert "baru saja diubah orang lain" in teks(jawaban)
    assert "Diubah orang lain" in teks(jawaban)
    assert list(Misi.objects.filter(renstra=draf)) == [pohon["misi"], dua]


def test_a_row_is_not_dropped_before_one_that_went_elsewhere(pindah, draf, pohon):
    dua = pabrik.MisiFactory(renstra=draf, urut=2)
    hilang = pabrik.MisiFactory(renstra=draf, urut=3)
    kunci = hilang.pk
    hilang.delete()
    hilang.pk = kunci

    jawaban = pindah(dua, "misi", sebelum=hilang)

    assert jawaban.status_code == 409
    assert "Urutan di sana baru saja berubah" in teks(jawaban)


def test_every_row_whose_place_changes_is_a_new_version(pindah, draf, pohon):
    tiga = [pohon["misi"]] + [pabrik.MisiFactory(renstra=draf, urut=n) for n in (2, 3)]

    pindah(tiga[1], "misi", sebelum=tiga[0])

    assert [m.versi for m in Misi.objects.filter(renstra=draf).order_by("pk")] == [2, 2, 1]


def test_forty_rows_are_renumbered_in_two_statements(draf, django_assert_max_num_queries):
    semua = [pabrik.MisiFactory(renstra=draf, urut=n) for n in range(1, 41)]
    ke = services.Tempat(None, semua[0].pk, 1)

    with django_assert_max_num_queries(9):
        services.pindahkan(bagian=BAGIAN["misi"], renstra=draf, objek=semua[-1], ke=ke)
    assert Misi.objects.filter(renstra=draf).first() == semua[-1]


# --- The outline ---------------------------------------------------------------------------------------------------


def test_the_outline_counts_and_names_what_is_missing(draf, pohon):
    pabrik.TujuanFactory(renstra=draf, urut=2)

    satu, dua = susun_kaskade(draf).tujuan.simpul

    assert (satu.hitungan, satu.kurang) == ("1 sasaran strategis, 1 indikator", ())
    assert (dua.hitungan, dua.kurang) == ("", ("belum ada sasaran strategis",))
    assert satu.cabang[0].simpul[0].cabang[0].simpul[0].kurang == ("belum ada target", "belum ada unit pelaksana")


def test_a_sasaran_without_tujuan_is_shown_apart(draf, klien, kaskade):
    sasaran = pabrik.SasaranFactory(renstra=draf, uraian="Tak bertujuan")

    assert [s.pk for s in susun_kaskade(draf).tanpa_tujuan.simpul] == [sasaran.pk]
    assert "Sasaran strategis tanpa tujuan" in teks(klien.get(kaskade()))


def test_the_outline_costs_the_same_for_many_rows(klien, kaskade, pohon, unit):
    pohon["indikator"].pelaksana.add(unit)
    pabrik.TargetTahunanFactory(indikator=pohon["indikator"])
    with CaptureQueriesContext(connection) as sedikit:
        klien.get(kaskade())
    for _ in range(40):
        i = pabrik.IndikatorFactory(sasaran=pohon["sasaran"])
        i.pelaksana.add(unit)
        pabrik.TargetTahunanFactory(indikator=i)
        pabrik.TujuanFactory(renstra=pohon["tujuan"].renstra)
    with CaptureQueriesContext(connection) as banyak:
        klien.get(kaskade())

    assert len(banyak) == len(sedikit)


def test_the_draft_leads_to_its_outline(klien, alamat, draf, kaskade):
    assert f'href="{kaskade()}"' in teks(klien.get(alamat(f"{draf.pk}/")))


def test_a_reader_is_not_led_to_the_outline(masuk, pembaca, alamat, draf):
    assert "kaskade/" not in teks(masuk(pembaca).get(alamat(f"{draf.pk}/")))


# --- Locked --------------------------------------------------------------------------------------------------------

HALAMAN = ["", "dasar/", "misi/tambah/", "misi/{m}/", "misi/{m}/hapus/"]


@pytest.mark.parametrize("ekor", HALAMAN)
def test_a_plan_in_force_says_why_it_is_closed(klien, alamat, renstra, ekor):
    misi = pabrik.MisiFactory(renstra=renstra)

    jawaban = klien.get(alamat(f"{renstra.pk}/kaskade/{ekor.format(m=misi.pk)}"))

    assert jawaban.status_code == 200
    assert "Renstra tidak dapat diubah" in teks(jawaban)
    assert "Buat revisi" in teks(jawaban)


@pytest.mark.parametrize(
    "ekor", ["dasar/", "misi/tambah/", "misi/{m}/", "misi/{m}/hapus/", "misi/{m}/geser/", "misi/{m}/pindah/"]
)
def test_a_plan_that_was_handed_in_takes_nothing_and_loses_no_words(klien, alamat, draf, ekor):
    misi = pabrik.MisiFactory(renstra=draf, teks="Misi semula")
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    jawaban = klien.post(alamat(f"{draf.pk}/kaskade/{ekor.format(m=misi.pk)}"), {"teks": "Misi yang lain"})

    assert jawaban.status_code == 409
    assert "Misi yang lain" in teks(jawaban)
    assert [m.teks for m in Misi.objects.all()] == ["Misi semula"]


@pytest.mark.parametrize("tindakan", ["simpan_dasar", "simpan", "hapus", "geser", "pindahkan"])
def test_a_plan_handed_in_at_this_moment_is_found_closed(draf, pohon, tindakan):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)
    bagian = {"bagian": BAGIAN["misi"], "renstra": draf}
    lain = {"hapus": {"objek": pohon["misi"]}, "geser": {"objek": pohon["misi"], "langkah": 1}}
    lain["pindahkan"] = {"objek": pohon["misi"], "ke": services.Tempat(None, None, 1)}

    class Form:
        instance = draf

    isi = {"simpan_dasar": {"form": Form}, "simpan": bagian | {"form": Form}}.get(tindakan)
    with pytest.raises(TransisiDitolak, match="tidak dapat diubah"):
        getattr(services, tindakan)(**(isi or bagian | lain[tindakan]))


@pytest.mark.parametrize("ekor", HALAMAN)
def test_a_reader_may_not_edit(masuk, pembaca, kaskade, draf, ekor):
    misi = pabrik.MisiFactory(renstra=draf)

    assert masuk(pembaca).get(kaskade(ekor.format(m=misi.pk))).status_code == 403


def test_a_revision_keeps_its_years(klien, kaskade, draf, satker):
    lama = pabrik.RenstraFactory(satker=satker, periode_awal=2020)
    pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DIAJUKAN, nomor_keputusan="")
    Renstra.objects.filter(pk=draf.pk).update(menggantikan=lama)

    assert 'name="periode_awal"' not in teks(klien.get(kaskade("dasar/")))
    jawaban = klien.post(kaskade("dasar/"), {"judul": "Revisi", "visi": "Baru", "versi": 1})
    assert jawaban.status_code == 302
