"""The cascade editor: a plan from nothing, the outline, and every kind of row in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from renstra import services_kaskade as services
from renstra.bagian import BAGIAN
from renstra.enums import StatusRenstra
from renstra.kaskade import susun_kaskade
from renstra.models import Indikator, Misi, Renstra
from sakip.alur import TransisiDitolak
from tests import pabrik
from tests.renstra.contoh_kaskade import isian

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


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


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_is_added_at_the_end_of_its_list(klien, kaskade, baris, slug):
    jawaban = klien.post(kaskade(f"{slug}/tambah/"), isian(slug, baris))

    baru = list(BAGIAN[slug].saudara(baris[slug]))[-1]
    assert baru != baris[slug]
    assert jawaban.url == f"{kaskade()}?fokus={slug}-{baru.pk}"
    assert f'id="{slug}-{baru.pk}" autofocus' in teks(klien.get(jawaban.url))


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_of_every_kind_is_edited(klien, kaskade, baris, slug):
    jawaban = klien.post(kaskade(f"{slug}/{baris[slug].pk}/"), isian(slug, baris, versi=baris[slug].versi))

    assert jawaban.status_code == 302, teks(jawaban)
    baris[slug].refresh_from_db()
    assert str(baris[slug]) in isian(slug, baris).values()
    assert baris[slug].versi == 2


@pytest.mark.parametrize("slug", ["tujuan", "indikator"])
def test_a_text_longer_than_a_cell_of_excel_is_refused(klien, kaskade, baris, slug):
    """It would be cut in the workbook without a word."""
    bidang = {"tujuan": "teks", "indikator": "definisi"}[slug]
    jawaban = klien.post(kaskade(f"{slug}/{baris[slug].pk}/"), {bidang: "a" * 30_001, "versi": baris[slug].versi})
    assert jawaban.status_code == 422
    assert "30000" in teks(jawaban)
    assert f'name="{bidang}"' in teks(jawaban)
    assert 'maxlength="30000"' in teks(jawaban)


@pytest.mark.parametrize("slug", BAGIAN)
def test_two_who_edit_a_row_see_both_values(klien, kaskade, baris, slug):
    type(baris[slug]).objects.filter(pk=baris[slug].pk).update(versi=5)

    jawaban = klien.post(kaskade(f"{slug}/{baris[slug].pk}/"), isian(slug, baris, versi=4))

    assert jawaban.status_code == 409
    assert "Data ini berubah sejak Anda membukanya" in teks(jawaban)


@pytest.mark.parametrize("slug", BAGIAN)
def test_a_row_that_nothing_needs_is_deleted(klien, kaskade, baris, slug):
    klien.post(kaskade(f"{slug}/tambah/"), isian(slug, baris))
    baru = list(BAGIAN[slug].saudara(baris[slug]))[-1]

    jawaban = klien.post(kaskade(f"{slug}/{baru.pk}/hapus/"))

    assert jawaban.url == f"{kaskade()}?fokus={slug}-{baris[slug].pk}"
    assert not type(baru).objects.filter(pk=baru.pk).exists()


@pytest.mark.parametrize(
    ("slug", "oleh"),
    [("tujuan", "1 sasaran"), ("sasaran", "1 indikator"), ("program", "1 kegiatan"), ("kegiatan", "1 sasaran")],
)
def test_a_row_with_others_below_it_stays_and_says_why(klien, kaskade, baris, slug, oleh):
    jawaban = klien.post(kaskade(f"{slug}/{baris[slug].pk}/hapus/"))

    assert jawaban.status_code == 409
    assert f"<li>{oleh}</li>" in teks(jawaban)
    assert type(baris[slug]).objects.filter(pk=baris[slug].pk).exists()


def test_what_stands_below_a_row_is_named_with_the_way_to_it(klien, kaskade, baris):
    isi = klien.get(kaskade(f"sasaran/{baris['sasaran'].pk}/hapus/")).content.decode()

    indikator = baris["sasaran"].indikator.get()
    assert f'<a href="{kaskade(f"indikator/{indikator.pk}/")}">{indikator.kode} {indikator}</a>' in isi


def test_an_indikator_that_is_measured_stays(klien, kaskade, baris):
    pabrik.PengukuranFactory(indikator=baris["indikator"])

    jawaban = klien.post(kaskade(f"indikator/{baris['indikator'].pk}/hapus/"))

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


def test_the_next_row_follows_at_once(klien, kaskade, baris):
    jawaban = klien.post(kaskade("sasaran/tambah/"), isian("sasaran", baris, lagi="1"))

    assert jawaban.url == f"{kaskade('sasaran/tambah/')}?di={baris['tujuan'].pk}"


def test_a_new_indikator_gets_the_next_free_code_of_its_sasaran(klien, kaskade, baris):
    isi = teks(klien.get(kaskade(f"indikator/tambah/?di={baris['sasaran'].pk}")))

    assert 'value="1.2"' in isi
    assert f'<option value="{baris["sasaran"].pk}" selected>' in isi


@pytest.mark.parametrize(
    ("diketik", "tersimpan"),
    [("1.2", "8.1"), ("", "8.1"), ("IKU-7", "IKU-7"), ("8.4", "8.4")],
    ids=["as proposed", "blank", "typed", "typed for there"],
)
def test_a_proposed_code_follows_the_sasaran_that_is_chosen(klien, kaskade, baris, draf, diketik, tersimpan):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=baris["tujuan"])
    alamat = kaskade(f"indikator/tambah/?di={baris['sasaran'].pk}")

    jawaban = klien.post(alamat, isian("indikator", baris, sasaran=lain.pk, kode=diketik))

    assert jawaban.status_code == 302
    assert lain.indikator.get().kode == tersimpan


def test_a_sasaran_left_without_a_code_gets_the_next_one(klien, kaskade, baris, draf):
    klien.post(kaskade("sasaran/tambah/"), isian("sasaran", baris, kode=""))

    assert draf.sasaran.get(uraian="Sasaran baru").kode == "2"


def test_a_code_that_nobody_can_propose_is_asked_for(klien, kaskade, baris):
    jawaban = klien.post(kaskade("sasaran-program/tambah/"), isian("sasaran-program", baris, kode=""))

    assert "Isi kode." in teks(jawaban)


def test_an_indikator_that_moves_keeps_its_typed_code(klien, kaskade, baris, draf):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=baris["tujuan"])

    klien.post(
        kaskade(f"indikator/{baris['indikator'].pk}/"),
        isian("indikator", baris, sasaran=lain.pk, kode="1.1", versi=1),
    )

    assert lain.indikator.get().kode == "1.1"


def test_the_next_indikator_begins_like_the_one_just_saved(klien, kaskade, baris, unit):
    sama = {"iku": "on", "polaritas": "minimasi", "pelaksana": [unit.pk], "sumber_data": "Rekap bulanan"}

    jawaban = klien.post(kaskade("indikator/tambah/"), isian("indikator", baris, lagi="1", **sama))
    awal = klien.get(jawaban.url).context["form"]

    assert awal["sasaran"].value() == baris["sasaran"].pk
    assert awal["kode"].value() == "1.2"
    assert (awal["iku"].value(), awal["polaritas"].value(), awal["sumber_data"].value()) == (
        True,
        "minimasi",
        "Rekap bulanan",
    )
    assert awal["satuan"].value() == baris["indikator"].satuan_id
    assert awal["pelaksana"].value() == [unit.pk]
    assert not awal["uraian"].value()


@pytest.mark.parametrize("slug", ["sasaran", "indikator"])
def test_a_code_is_used_once(klien, kaskade, baris, slug):
    jawaban = klien.post(kaskade(f"{slug}/tambah/"), isian(slug, baris, kode=baris[slug].kode))

    assert jawaban.status_code == 422
    assert f"Kode {baris[slug].kode} sudah dipakai" in teks(jawaban)


def test_another_sasaran_may_number_its_indikator_alike(klien, kaskade, baris):
    """Printed plans number the indikator of every program from 1.1 on."""
    lain = baris["sasaran-program"]

    klien.post(kaskade("indikator/tambah/"), isian("indikator", baris, sasaran=lain.pk, kode="1.1"))

    assert lain.indikator.get().kode == "1.1"


def test_a_code_that_an_old_document_repeats_may_stay(klien, kaskade, baris):
    pabrik.IndikatorFactory(sasaran=baris["sasaran"], urut=2, kode="1.1")

    jawaban = klien.post(kaskade(f"indikator/{baris['indikator'].pk}/"), isian("indikator", baris, kode="1.1", versi=1))

    assert jawaban.status_code == 302


def test_nothing_is_hung_below_a_row_of_another_plan(klien, kaskade, baris, satker_lain):
    asing = pabrik.TujuanFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    jawaban = klien.post(kaskade("sasaran/tambah/"), isian("sasaran", baris, tujuan=asing.pk))

    assert jawaban.status_code == 422
    assert not asing.sasaran.exists()


def test_a_row_of_another_plan_is_not_found(klien, kaskade, draf, satker_lain):
    asing = pabrik.MisiFactory(renstra=pabrik.RenstraFactory(satker=satker_lain))

    for ekor in ("", "hapus/"):
        assert klien.get(kaskade(f"misi/{asing.pk}/{ekor}")).status_code == 404
    assert klien.post(kaskade(f"misi/{asing.pk}/geser/")).status_code == 404


def test_an_unknown_kind_is_not_found(klien, kaskade, draf):
    assert klien.get(kaskade("bab/tambah/")).status_code == 404


def test_an_indikator_moves_to_the_end_of_another_sasaran(klien, kaskade, baris, draf):
    lain = pabrik.SasaranFactory(renstra=draf, urut=8, kode="8", tujuan=baris["tujuan"])
    pabrik.IndikatorFactory(sasaran=lain, urut=1)

    klien.post(kaskade(f"indikator/{baris['indikator'].pk}/"), isian("indikator", baris, sasaran=lain.pk, versi=1))

    baris["indikator"].refresh_from_db()
    assert (baris["indikator"].sasaran, baris["indikator"].urut) == (lain, 2)


# --- The outline ---------------------------------------------------------------------------------------------------


def test_the_outline_counts_and_names_what_is_missing(draf, baris):
    pabrik.TujuanFactory(renstra=draf, urut=2)

    satu, dua = susun_kaskade(draf).tujuan.simpul

    assert (satu.hitungan, satu.kurang) == ("1 sasaran strategis, 1 indikator", ())
    assert (dua.hitungan, dua.kurang) == ("", ("belum ada sasaran strategis",))
    assert satu.cabang[0].simpul[0].cabang[0].simpul[0].kurang == ("belum ada target", "belum ada unit pelaksana")


def test_a_sasaran_without_tujuan_is_shown_apart(draf, klien, kaskade):
    sasaran = pabrik.SasaranFactory(renstra=draf, uraian="Tak bertujuan")

    assert [s.pk for s in susun_kaskade(draf).tanpa_tujuan.simpul] == [sasaran.pk]
    assert "Sasaran strategis tanpa tujuan" in teks(klien.get(kaskade()))


def test_the_outline_costs_the_same_for_many_rows(klien, kaskade, baris, unit):
    baris["indikator"].pelaksana.add(unit)
    pabrik.TargetTahunanFactory(indikator=baris["indikator"])
    with CaptureQueriesContext(connection) as sedikit:
        klien.get(kaskade())
    for _ in range(40):
        i = pabrik.IndikatorFactory(sasaran=baris["sasaran"])
        i.pelaksana.add(unit)
        pabrik.TargetTahunanFactory(indikator=i)
        pabrik.TujuanFactory(renstra=baris["tujuan"].renstra)
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
def test_a_plan_handed_in_at_this_moment_is_found_closed(draf, baris, tindakan):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)
    bagian = {"bagian": BAGIAN["misi"], "renstra": draf}
    lain = {"hapus": {"objek": baris["misi"]}, "geser": {"objek": baris["misi"], "langkah": 1}}
    lain["pindahkan"] = {"objek": baris["misi"], "ke": services.Tempat(None, None, 1)}

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
