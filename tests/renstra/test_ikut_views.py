"""Pages of a following plan: begin, the grid, locked rows, the gate, taking over, and who follows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra import kisi
from renstra.enums import MutuIndikator, StatusRenstra
from renstra.models import Indikator, Renstra, TargetTahunan
from renstra.services_kaskade import kecualikan
from renstra.susunan_cetak import susun_renstra
from sakip.izin import Peran
from tests import pabrik
from tests.renstra.ikut import ambil, berlakukan, buat_nasional, cari, ikuti, revisi_nasional, segar, target

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return " ".join(jawaban.content.decode().split())


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def di(alamat):
    """Address of a page of a plan in 2025."""
    return lambda renstra, ekor="": alamat(f"{renstra.pk}/{ekor}", 2025)


@pytest.fixture
def lemah(daerah):
    """Indikator 1.1 is weaker in 2026."""
    TargetTahunan.objects.filter(indikator=cari(daerah, "1.1")).update(nilai=70)
    return daerah


# --- Begin ---------------------------------------------------------------------------------------------------------


def test_the_page_offers_the_plans_above_the_nearest_first(klien, alamat, nasional, satker):
    kota = pabrik.SatkerFactory(kode="777", nama_singkat="KPU Kota Contoh", induk=satker)
    provinsi = pabrik.RenstraFactory(satker=satker, periode_awal=2025, periode_akhir=2029)
    klien.force_login(pabrik.PenggunaFactory(username="kota", satker=kota, peran=Peran.PERENCANA))
    isi = teks(klien.get(f"/{kota.kode}/2025/renstra/susun/"))

    assert isi.index(f"?induk={provinsi.pk}") < isi.index(f"?induk={nasional.pk}")
    assert "Susun Renstra sendiri" in isi


def test_without_a_plan_above_for_the_year_there_is_nothing_to_choose(klien, alamat, nasional):
    assert "Mengikuti Renstra induk" not in teks(klien.get(alamat("susun/", 2031)))
    assert "Tidak ada Renstra induk yang berlaku" in teks(klien.get(alamat("susun/mengikuti/", 2031)))


def test_a_draft_of_a_satker_above_is_not_offered(klien, alamat, nasional):
    Renstra.objects.filter(pk=nasional.pk).update(status=StatusRenstra.DIAJUKAN)

    assert "Renstra nasional" not in teks(klien.get(alamat("susun/mengikuti/", 2025)))


def test_the_summary_says_what_is_taken_and_all_are_ticked(klien, alamat, nasional):
    isi = teks(klien.get(alamat("susun/mengikuti/", 2025)))

    assert "<strong>3</strong> sasaran, <strong>4</strong> indikator" in isi
    assert isi.count('name="indikator"') == 4
    assert len(re.findall(r'id="ambil-\d+" checked>', isi)) == 4


def test_posting_makes_the_draft_with_the_chosen_indikator(klien, alamat, nasional, satker):
    isi = {"judul": "Renstra daerah", "indikator": list(ambil(nasional, "1.1")), "salin_target": "on"}
    jawaban = klien.post(alamat("susun/mengikuti/", 2025), isi)

    renstra = Renstra.objects.get(satker=satker)
    assert jawaban.url.endswith(f"/{renstra.pk}/kaskade/")
    assert (renstra.judul, renstra.mengikuti) == ("Renstra daerah", nasional)
    assert ambil(renstra) == ambil(renstra, "1.1")


def test_at_least_one_indikator_is_chosen(klien, alamat, nasional):
    jawaban = klien.post(alamat("susun/mengikuti/", 2025), {"judul": "Renstra daerah"})

    assert jawaban.status_code == 422
    assert "Pilih sedikitnya satu indikator" in teks(jawaban)


@pytest.mark.parametrize("kunci", ["x", "-1", "9" * 5_000])
def test_what_is_no_indikator_of_the_followed_plan_is_refused(klien, alamat, nasional, kunci):
    jawaban = klien.post(alamat("susun/mengikuti/", 2025), {"judul": "x", "indikator": [kunci]})

    assert jawaban.status_code == 422
    assert 'name="indikator"' in teks(jawaban)


def test_where_the_years_have_a_plan_the_page_leads_there(klien, alamat, nasional, daerah):
    jawaban = klien.post(alamat("susun/mengikuti/", 2025), {"judul": "x", "indikator": list(ambil(nasional))})

    assert jawaban.status_code == 409
    assert "Renstra untuk tahun ini sudah ada" in teks(jawaban)
    assert Renstra.objects.filter(mengikuti=nasional).count() == 1


# --- Locked rows ---------------------------------------------------------------------------------------------------


def test_the_outline_offers_no_buttons_for_inherited_rows(klien, di, daerah):
    isi = teks(klien.get(di(daerah, "kaskade/")))

    assert "dari induk" in isi
    assert "Hapus<span" not in isi
    assert "/geser/" not in isi


def test_a_wholly_inherited_row_has_nothing_to_save(klien, di, daerah):
    isi = teks(klien.get(di(daerah, f"kaskade/misi/{daerah.misi.get().pk}/")))

    assert "hanya diubah di sana, oleh KPU RI" in isi
    assert "Simpan misi" not in isi
    assert "/hapus/" not in isi


def test_deleting_and_moving_by_hand_is_refused_with_the_reason(klien, di, daerah):
    misi = daerah.misi.get()
    hapus = klien.post(di(daerah, f"kaskade/misi/{misi.pk}/hapus/"))
    geser = klien.post(di(daerah, f"kaskade/misi/{misi.pk}/geser/"), {"arah": "turun"}, follow=True)

    assert (hapus.status_code, daerah.misi.count()) == (409, 1)
    assert "barisnya milik Renstra induk" in teks(hapus)
    assert "tidak dapat dipindahkan di sini" in teks(geser)


def test_the_visi_is_inherited_the_name_is_own(klien, di, daerah):
    versi = segar(daerah).versi
    klien.post(di(daerah, "kaskade/dasar/"), {"judul": "Nama sendiri", "visi": "Visi lain", "versi": versi})

    kini = segar(daerah)
    assert (kini.judul, kini.visi) == ("Nama sendiri", "Menjadi kantor yang mandiri")


# --- The grid ------------------------------------------------------------------------------------------------------


def isian(indikator, **ganti):
    baris = kisi.baris_kosong(Indikator.objects.get(pk=indikator.pk))
    return {baris.nama_asal: baris.asal} | {f"i{indikator.pk}-target_{t[1:]}": n for t, n in ganti.items()}


def test_the_grid_shows_the_followed_target_under_each_cell(klien, di, daerah):
    isi = teks(klien.get(di(daerah, "kisi/")))

    assert f'id="induk-{cari(daerah, "1.1").pk}-2026"' in isi
    assert "Induk 80" in isi
    assert "lebih lemah</span>" not in isi


def sel_tersimpan(jawaban, tahun):
    """What the browser is told about one cell after a save."""
    return next(s for s in jawaban.json()["baris"][0]["sel"] if s["tahun"] == tahun)


def test_a_weaker_cell_is_marked_at_once_after_saving(klien, di, daerah):
    satu = cari(daerah, "1.1")
    jawaban = klien.post(di(daerah, "kisi/blok/"), isian(satu, t2026="70"))

    assert "lebih lemah</span> Induk 80" in sel_tersimpan(jawaban, 2026)["induk"]
    assert target(satu) == {2026: 70}


def test_a_year_that_only_the_followed_plan_has_is_a_hint(klien, di, daerah):
    satu = cari(daerah, "2.1")
    induk = sel_tersimpan(klien.post(di(daerah, "kisi/blok/"), isian(satu, t2026="-")), 2026)["induk"]

    assert "belum ada</span> Induk BB" in induk
    assert "lebih lemah" not in induk


def test_the_form_of_one_indikator_names_the_followed_target_too(klien, alamat, daerah):
    assert "Renstra induk: 80 %." in teks(klien.get(alamat(f"indikator/{cari(daerah, '1.1').pk}/target/", 2025)))


def test_an_own_plan_and_an_own_indikator_have_no_hint(klien, di, daerah):
    sendiri = pabrik.IndikatorFactory(sasaran=cari(daerah, "1.1").sasaran, urut=9, kode="1.9")

    assert f"induk-{sendiri.pk}-" not in teks(klien.get(di(daerah, "kisi/")))


def test_eighty_inherited_indikator_cost_as_much_as_four(klien, di, nasional, satker, perencana):
    daerah = ikuti(nasional, satker, perencana)
    with CaptureQueriesContext(connection) as sedikit:
        klien.get(di(daerah, "kisi/"))
    acuan, milik = cari(nasional, "1.1").sasaran, cari(daerah, "1.1").sasaran
    for n in range(76):
        induk = pabrik.IndikatorFactory(sasaran=acuan, urut=100 + n)
        i = pabrik.IndikatorFactory(sasaran=milik, urut=100 + n, acuan=induk)
        for satu in (induk, i):
            TargetTahunan.objects.bulk_create(
                [TargetTahunan(indikator=satu, tahun=t, nilai=n) for t in range(2025, 2030)]
            )
    with CaptureQueriesContext(connection) as banyak:
        isi = teks(klien.get(di(daerah, "kisi/")))

    assert isi.count('class="sel-induk') == 80 * 5
    assert len(banyak) == len(sedikit)


# --- The indikator, the advice, the gate ---------------------------------------------------------------------------


def test_the_page_of_the_indikator_shows_both_targets_and_the_advice(klien, alamat, lemah):
    isi = teks(klien.get(alamat(f"indikator/{cari(lemah, '1.1').pk}/", 2025)))

    assert "target sendiri lebih lemah" in isi
    assert "Target 2026 lebih lemah daripada Renstra induk" in isi
    assert "Tulis alasan" in isi


def test_the_reason_is_read_by_the_satker_above_once_the_plan_is_fixed(masuk, lemah, pusat):
    satu = cari(lemah, "1.1")
    kecualikan(renstra=lemah, indikator=satu, butir=MutuIndikator.INDUK, alasan="Wilayah kepulauan.")
    klien = masuk(pabrik.PenggunaFactory(username="pusat", satker=pusat, peran=Peran.PEMBACA))
    url = f"/654340/2025/renstra/indikator/{satu.pk}/"
    assert klien.get(url).status_code == 404
    Renstra.objects.filter(pk=lemah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")

    assert "Wilayah kepulauan." in teks(klien.get(url))


def test_an_indikator_that_is_not_weaker_gets_no_such_advice(klien, alamat, daerah):
    assert "lebih lemah daripada" not in teks(klien.get(alamat(f"indikator/{cari(daerah, '1.1').pk}/", 2025)))


def test_ajukan_lists_the_weaker_targets_and_waits_for_their_reasons(klien, di, lemah):
    isi = teks(klien.get(di(lemah, "ajukan/")))

    assert "Renstra belum dapat diajukan: target 1 indikator (1.1)" in isi
    assert "2026: 70 % <span" in isi
    assert ">Ajukan Renstra</button>" not in isi
    assert klien.post(di(lemah, "ajukan/")).status_code == 409
    assert segar(lemah).status == StatusRenstra.DRAF


def test_with_a_reason_the_list_stays_and_the_button_is_there(klien, di, lemah):
    kecualikan(renstra=lemah, indikator=cari(lemah, "1.1"), butir=MutuIndikator.INDUK, alasan="Wilayah kepulauan.")
    isi = teks(klien.get(di(lemah, "ajukan/")))

    assert "Wilayah kepulauan." in isi
    assert ">Ajukan Renstra</button>" in isi
    assert klien.post(di(lemah, "ajukan/")).status_code == 302


def test_tetapkan_lists_them_too(masuk, di, lemah, pimpinan):
    Renstra.objects.filter(pk=lemah.pk).update(status=StatusRenstra.DIAJUKAN)

    assert "Target yang lebih lemah daripada Renstra induk" in teks(masuk(pimpinan).get(di(lemah, "tetapkan/")))


# --- Taking over ---------------------------------------------------------------------------------------------------


@pytest.fixture
def baru(nasional, daerah):
    versi = revisi_nasional(nasional)
    Indikator.objects.filter(pk=cari(versi, "1.1").pk).update(uraian="Bunyi baru")
    berlakukan(versi)
    return versi


def test_the_plan_says_that_the_followed_one_was_revised(klien, di, daerah, nasional):
    assert "Renstra induk direvisi" not in teks(klien.get(di(daerah)))
    berlakukan(revisi_nasional(nasional))

    assert "Renstra induk direvisi" in teks(klien.get(di(daerah)))
    assert "Renstra induk direvisi" in teks(klien.get(di(daerah, "ajukan/")))


def test_the_page_names_the_differences_and_the_act_takes_them(klien, di, daerah, baru):
    isi = teks(klien.get(di(daerah, "selaraskan/")))
    assert "<del>Indikator 1.1</del> → <ins>Bunyi baru</ins>" in isi

    jawaban = klien.post(di(daerah, "selaraskan/"), {"indikator": list(ambil(baru)), "target": "on"})
    assert jawaban.url == di(daerah, "kaskade/")
    assert cari(daerah, "1.1").uraian == "Bunyi baru"


def test_a_fixed_plan_gets_a_revision_with_an_editable_reason(klien, di, daerah, baru):
    Renstra.objects.filter(pk=daerah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")
    assert "Menyelaraskan dengan revisi Renstra KPU RI 2025–2029 (Keputusan 200 Tahun 2026)." in teks(
        klien.get(di(daerah, "selaraskan/"))
    )
    isi = {"indikator": list(ambil(baru)), "target": "on", "alasan": "Alasan saya"}
    klien.post(di(daerah, "selaraskan/"), isi)

    revisi = Renstra.objects.get(menggantikan=daerah)
    assert (revisi.alasan_revisi, cari(revisi, "1.1").uraian) == ("Alasan saya", "Bunyi baru")
    assert "Selaraskan draf revisi" in teks(klien.get(di(daerah, "selaraskan/")))
    assert klien.post(di(daerah, "selaraskan/"), isi).status_code == 409


def test_a_draft_that_is_up_to_date_can_still_choose_its_indikator(klien, di, daerah, nasional):
    isi = teks(klien.get(di(daerah, "selaraskan/")))
    assert "Simpan pilihan indikator" in isi
    assert "<select" not in isi  # the list stands on the page once
    klien.post(di(daerah, "selaraskan/"), {"indikator": list(ambil(nasional, "1.1", "2.1"))})

    assert ambil(daerah) == ambil(daerah, "1.1", "2.1")


def test_a_plan_that_follows_none_has_nothing_to_take_over(klien, alamat, draf):
    jawaban = klien.get(alamat(f"{draf.pk}/selaraskan/"))

    assert "tidak mengikuti Renstra lain" in teks(jawaban)
    assert klien.post(alamat(f"{draf.pk}/selaraskan/"), {}).status_code == 409


# --- Who follows ---------------------------------------------------------------------------------------------------


@pytest.fixture
def pusat_klien(client, pusat):
    client.force_login(pabrik.PenggunaFactory(username="pusat", satker=pusat, peran=Peran.PEMBACA))
    return client


@pytest.fixture
def turunan(nasional):
    return lambda param="", renstra=nasional: f"/076/2025/renstra/{renstra.pk}/turunan/{param}"


def test_a_draft_below_is_mentioned_without_its_content(pusat_klien, turunan, lemah):
    Renstra.objects.filter(pk=lemah.pk).update(judul="Judul rahasia")
    isi = teks(pusat_klien.get(turunan()))

    assert "KPU Provinsi Bengkulu" in isi
    assert "Sedang disusun" in isi
    assert "Judul rahasia" not in isi
    assert f"/{lemah.pk}/" not in isi
    assert "Ada target lebih lemah" not in isi


def test_a_fixed_plan_below_is_shown_with_its_weaker_targets(pusat_klien, turunan, lemah):
    Renstra.objects.filter(pk=lemah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")
    isi = teks(pusat_klien.get(turunan()))

    assert f"/654340/2025/renstra/{lemah.pk}/" in isi
    assert 'data-label="Target lebih lemah">1<' in isi
    assert ">Selaras<" in isi


def test_who_follows_a_superseded_version_is_out_of_date(pusat_klien, turunan, lemah, nasional):
    Renstra.objects.filter(pk=lemah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")
    versi = revisi_nasional(nasional)
    berlakukan(versi)

    assert "Belum selaras" in teks(pusat_klien.get(turunan(renstra=versi)))


def test_the_filter_keeps_the_satker_of_one_state(pusat_klien, turunan, daerah, satker_lain):
    baris = '<th scope="row" class="teks">{}</th>'.format  # the names stand in the top bar too
    assert baris("KPU Kota Pangkalpinang") in teks(pusat_klien.get(turunan()))
    isi = teks(pusat_klien.get(turunan("?keadaan=disusun")))

    assert baris("KPU Kota Pangkalpinang") not in isi
    assert baris("KPU Provinsi Bengkulu") in isi


def test_the_plan_leads_to_its_followers_only_when_it_has_some(pusat_klien, turunan, nasional, request):
    url = f"/076/2025/renstra/{nasional.pk}/"
    assert "Renstra turunan" not in teks(pusat_klien.get(url))
    request.getfixturevalue("daerah")

    assert "Renstra turunan (1)" in teks(pusat_klien.get(url))


def test_the_people_below_do_not_see_who_else_follows(klien, turunan, daerah):
    assert klien.get(turunan()).status_code == 404


def test_many_followers_cost_as_much_as_one(pusat_klien, turunan, lemah, nasional, pusat):
    Renstra.objects.filter(pk=lemah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")
    with CaptureQueriesContext(connection) as sedikit:
        pusat_klien.get(turunan())
    for n in range(40):
        s = pabrik.SatkerFactory(kode=f"8{n:05d}", induk=pusat)
        pabrik.RenstraFactory(satker=s, periode_awal=2025, periode_akhir=2029, mengikuti=nasional)
    with CaptureQueriesContext(connection) as banyak:
        isi = teks(pusat_klien.get(turunan()))

    assert isi.count(">Selaras<") == 41
    assert len(banyak) == len(sedikit)


# --- Paper ---------------------------------------------------------------------------------------------------------


def test_the_paper_says_in_one_line_whom_it_follows(daerah, pusat):
    naskah = susun_renstra(segar(daerah))
    identitas = naskah.bagian[0].konteks["identitas"]

    assert identitas.mengikuti == "Mengikuti Renstra KPU RI 2025–2029 (Keputusan Nomor 100 Tahun 2025)"
    sendiri = susun_renstra(buat_nasional(pabrik.SatkerFactory(kode="999")))
    assert sendiri.bagian[0].konteks["identitas"].mengikuti == ""
