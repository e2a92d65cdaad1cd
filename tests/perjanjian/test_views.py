"""Pages of the perjanjian kinerja: who gets in, and the fact that stands on the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perjanjian import services
from perjanjian.models import PerjanjianKinerja
from tests import pabrik
from tests.tanda import FRASA, beri_sertifikat

TEMPAT = {"kode": "654340", "tahun": 2024}


def alamat(nama, pk=None, **kwargs):
    return reverse(f"perjanjian:{nama}", kwargs=TEMPAT | ({"pk": pk} if pk else {}) | kwargs)


HALAMAN = ["daftar", "baru", "detail", "baris", "perubahan"]


def buka(client, orang, nama, perjanjian):
    client.force_login(orang)
    return client.get(alamat(nama, perjanjian.pk if nama not in {"daftar", "baru"} else None))


@pytest.mark.parametrize("nama", HALAMAN)
def test_anonymous_is_sent_to_the_login(client, perjanjian, nama):
    jawaban = client.get(alamat(nama, perjanjian.pk if nama not in {"daftar", "baru"} else None))
    assert jawaban.status_code == 302
    assert jawaban.url.startswith("/masuk/")


@pytest.mark.parametrize("nama", HALAMAN)
def test_unrelated_satker_gets_404(client, perjanjian, orang_lain, nama):
    assert buka(client, orang_lain, nama, perjanjian).status_code == 404


@pytest.mark.parametrize("nama", ["baru", "baris", "perubahan"])
def test_reader_without_the_right_gets_403(client, perjanjian, pembaca, nama):
    assert buka(client, pembaca, nama, perjanjian).status_code == 403


@pytest.mark.parametrize("nama", ["detail", "baris", "perubahan"])
def test_pk_of_another_year_or_satker_is_not_here(client, perjanjian, perencana, nama):
    client.force_login(perencana)
    lain = pabrik.PerjanjianFactory()
    tahun_lain = reverse(f"perjanjian:{nama}", kwargs={"kode": "654340", "tahun": 2023, "pk": perjanjian.pk})
    assert client.get(tahun_lain).status_code == 404
    assert client.get(alamat(nama, lain.pk)).status_code == 404


def test_parent_satker_reads_what_is_signed_and_no_draft(client, berlaku, admin_pusat, jabatan_sekretaris):
    draf = services.buat_perubahan(perjanjian=berlaku, oleh=admin_pusat, dasar="strategi", alasan="Revisi")
    assert buka(client, admin_pusat, "detail", berlaku).status_code == 200
    assert buka(client, admin_pusat, "detail", draf).status_code == 404
    assert "Akan digantikan" not in buka(client, admin_pusat, "detail", berlaku).content.decode()


def isi(jawaban):
    assert jawaban.status_code == 200, jawaban.status_code
    return jawaban.content.decode().replace("\xa0", " ")


def test_board_shows_office_holder_status_and_date(client, berlaku, pembaca):
    teks = isi(buka(client, pembaca, "daftar", berlaku))
    assert "Sudirman" in teks
    assert "Berlaku" in teks
    assert "2 Januari 2024" in teks
    assert "1 dari 2 jabatan mempunyai perjanjian yang berlaku" in teks
    assert "Susun perjanjian ini" not in teks


def test_empty_year_offers_the_beginning_to_those_who_may(client, satker, jabatan_sekretaris, perencana, pembaca):
    for orang, ada in [(perencana, True), (pembaca, False)]:
        client.force_login(orang)
        teks = isi(client.get(alamat("daftar")))
        assert "Belum ada perjanjian kinerja tahun ini" in teks
        assert ("Usulkan perjanjian" in teks) is ada


def test_satker_without_offices_says_who_fills_them(client, perencana):
    client.force_login(perencana)
    assert "Susunan jabatan belum lengkap" in isi(client.get(alamat("daftar")))


def test_paper_shows_parties_targets_and_the_total(client, berlaku, pembaca):
    pabrik.AnggaranPerjanjianFactory(perjanjian=berlaku, urut=2, uraian="Konsolidasi Demokrasi", nilai=1_000)
    teks = isi(buka(client, pembaca, "detail", berlaku))
    for fakta in ["Kemas Mohammad Ajir", "Nilai AKIP", "BB", "100 %", "9.203.578.000", "9.203.579.000"]:
        assert fakta in teks


def test_total_is_left_out_when_an_amount_is_missing(client, berlaku, pembaca):
    pabrik.AnggaranPerjanjianFactory(perjanjian=berlaku, urut=2, uraian="Tanpa jumlah", nilai=None)
    teks = isi(buka(client, pembaca, "detail", berlaku))
    assert "–" in teks
    assert ">Jumlah<" not in teks


def test_acting_holder_is_printed_as_such(client, berlaku, pembaca, jabatan_kabag):
    jabatan_kabag.status = "plt"
    jabatan_kabag.save()
    assert "Plt. Kepala bagian" in isi(buka(client, pembaca, "detail", berlaku))


def test_perubahan_tells_what_changed_and_links_both_ways(client, berlaku, perencana):
    draf = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi DIPA")
    draf.anggaran.update(nilai=5_000)
    teks = isi(buka(client, perencana, "detail", draf))
    assert "Revisi DIPA" in teks
    assert "menjadi </span>5.000" in teks
    assert berlaku.get_absolute_url() in teks
    assert draf.get_absolute_url() in isi(buka(client, perencana, "detail", berlaku))


def banyak_query(client, url):
    with CaptureQueriesContext(connection) as tercatat:
        assert client.get(url).status_code == 200
    return len(tercatat)


def test_paper_query_count_is_flat(client, berlaku, perencana):
    draf = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    client.force_login(perencana)
    sedikit = banyak_query(client, alamat("detail", draf.pk))
    for n in range(50):
        pabrik.IndikatorPerjanjianFactory(sasaran=draf.sasaran.get(), urut=10 + n)
        pabrik.AnggaranPerjanjianFactory(perjanjian=draf, urut=10 + n)
        draf.riwayat.create(tindakan="ajukan", dari="draf", ke="diajukan", oleh=pabrik.PenggunaFactory())
    assert banyak_query(client, alamat("detail", draf.pk)) == sedikit


def test_board_query_count_is_flat(client, berlaku, perencana):
    client.force_login(perencana)
    sedikit = banyak_query(client, alamat("daftar"))
    for _ in range(50):
        bawah = pabrik.PenugasanFactory(jabatan__unit=berlaku.unit, jabatan__atasan=berlaku.pihak_pertama.jabatan)
        pabrik.PerjanjianFactory(unit=berlaku.unit, pihak_pertama=bawah, pihak_kedua=berlaku.pihak_pertama)
    assert banyak_query(client, alamat("daftar")) == sedikit


# --- Acts ----------------------------------------------------------------------------------------------------------


def lakukan(client, orang, perjanjian, nama, **data):
    client.force_login(orang)
    return client.post(alamat("tindakan", perjanjian.pk, tindakan=nama), data, follow=True)


def test_buttons_are_those_acts_that_the_person_may_do(client, perjanjian, perencana, pembaca):
    assert "Ajukan perjanjian" in isi(buka(client, perencana, "detail", perjanjian))
    assert "Ajukan perjanjian" not in isi(buka(client, pembaca, "detail", perjanjian))


def test_submitting_moves_the_pk_and_says_so(client, perjanjian, perencana):
    teks = isi(lakukan(client, perencana, perjanjian, "ajukan"))
    assert "Perjanjian kinerja sekarang: Diajukan." in teks
    assert "Menunggu tanda tangan Sudirman (pihak pertama)" in teks


def test_signing_asks_once_and_names_what_becomes_fixed(client, perjanjian, perencana, kepala_unit):
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
    beri_sertifikat(kepala_unit)
    teks = isi(buka(client, kepala_unit, "detail", perjanjian))
    assert "Yang akan menjadi tetap" in teks
    assert "Isi perjanjian menjadi tetap setelah ditandatangani." in teks


def test_return_without_a_note_comes_back_at_the_field(client, perjanjian, perencana, kepala_unit):
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
    jawaban = lakukan(client, kepala_unit, perjanjian, "kembalikan", catatan=" ")
    assert jawaban.status_code == 422
    assert "Catatan wajib diisi" in jawaban.content.decode()
    perjanjian.refresh_from_db()
    assert perjanjian.status == "diajukan"


def test_return_with_a_note_shows_it_in_the_history(client, perjanjian, perencana, kepala_unit):
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
    teks = isi(lakukan(client, kepala_unit, perjanjian, "kembalikan", catatan="Target 2 keliru"))
    assert teks.count("Target 2 keliru") == 2  # beside the status and in the history
    assert "Menunggu perbaikan penyusun" in teks


def test_parent_satker_reads_the_paper_and_not_the_notes(client, berlaku, pusat, pembaca, perencana):
    berlaku.riwayat.create(tindakan="kembalikan", dari="diajukan", ke="dikembalikan", oleh=perencana, catatan="Keliru")
    assert "Keliru" in isi(buka(client, pembaca, "detail", berlaku))
    teks = isi(buka(client, pabrik.PenggunaFactory(satker=pusat), "detail", berlaku))
    assert "Keliru" not in teks
    assert "Riwayat" not in teks


def test_page_says_that_the_signer_has_left_the_office(client, perjanjian, perencana, pembaca):
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
    perjanjian.pihak_pertama.selesai = "2024-06-30"
    perjanjian.pihak_pertama.save()
    assert "Penugasannya tidak berjalan hari ini" in isi(buka(client, pembaca, "detail", perjanjian))


def test_act_without_the_right_gets_403(client, perjanjian, pembaca):
    assert lakukan(client, pembaca, perjanjian, "ajukan").status_code == 403
    assert lakukan(client, pembaca, perjanjian, "kembalikan").status_code == 403


def test_act_in_the_wrong_status_is_told(client, berlaku, perencana):
    assert "tidak dapat dilakukan" in isi(lakukan(client, perencana, berlaku, "ajukan"))


@pytest.mark.parametrize("nama", ["hapus", "gantikan", "buat"])
def test_unknown_act_gets_404(client, perjanjian, perencana, nama):
    assert lakukan(client, perencana, perjanjian, nama).status_code == 404


def test_act_of_another_satker_gets_404(client, perjanjian, orang_lain):
    assert lakukan(client, orang_lain, perjanjian, "ajukan").status_code == 404


def test_act_by_get_is_refused(client, perjanjian, perencana):
    client.force_login(perencana)
    assert client.get(alamat("tindakan", perjanjian.pk, tindakan="ajukan")).status_code == 405


# --- Making --------------------------------------------------------------------------------------------------------


def test_perubahan_form_makes_the_draft(client, berlaku, perencana):
    client.force_login(perencana)
    client.post(
        alamat("perubahan", berlaku.pk), {"dasar": "strategi", "alasan": "Revisi DIPA", "tanggal": "27 Desember 2024"}
    )
    draf = PerjanjianKinerja.objects.get(menggantikan=berlaku)
    assert (draf.alasan_perubahan, str(draf.tanggal)) == ("Revisi DIPA", "2024-12-27")


def test_perubahan_without_reason_keeps_the_date_typed(client, berlaku, perencana):
    client.force_login(perencana)
    jawaban = client.post(alamat("perubahan", berlaku.pk), {"dasar": "strategi", "alasan": "", "tanggal": "27/12/2024"})
    assert jawaban.status_code == 422
    assert 'value="27/12/2024"' in jawaban.content.decode()


def test_perubahan_of_a_draft_is_refused_on_the_form(client, perjanjian, perencana):
    client.force_login(perencana)
    jawaban = client.post(alamat("perubahan", perjanjian.pk), {"dasar": "strategi", "alasan": "Revisi", "tanggal": ""})
    assert "sedang berlaku" in jawaban.content.decode()


def test_new_pk_begins_with_the_choice_of_the_office(client, jabatan_kabag, perencana):
    client.force_login(perencana)
    teks = isi(client.get(alamat("baru")))
    assert f"?jabatan={jabatan_kabag.jabatan_id}" in teks


@pytest.mark.parametrize("jabatan", ["", "x", "0", "99999999999999999999"])
def test_no_such_office_shows_the_choice_again(client, jabatan_kabag, perencana, jabatan):
    client.force_login(perencana)
    assert "Pilih jabatan" in isi(client.get(alamat("baru") + f"?jabatan={jabatan}"))


def test_new_pk_of_an_office_opens_its_sheet(client, jabatan_kabag, jabatan_sekretaris, perencana):
    client.force_login(perencana)
    data = {"pihak_pertama": jabatan_kabag.pk, "pihak_kedua": jabatan_sekretaris.pk}
    data |= {"judul": "PERJANJIAN KINERJA TAHUN 2024", "tempat": "Bengkulu", "tanggal": ""}
    jawaban = client.post(alamat("baru") + f"?jabatan={jabatan_kabag.jabatan_id}", data)
    assert jawaban.url == alamat("baris", PerjanjianKinerja.objects.get().pk)


def test_second_of_two_who_make_the_same_pk_is_told(client, perjanjian, jabatan_kabag, perencana):
    client.force_login(perencana)
    jawaban = client.post(alamat("baru") + f"?jabatan={jabatan_kabag.jabatan_id}", {"judul": "PK"})
    assert jawaban.status_code == 409
    assert "Jabatan ini baru saja mempunyai perjanjian." in jawaban.content.decode()


def test_sekretaris_without_renstra_is_told_on_the_form(client, jabatan_sekretaris, jabatan_ketua, perencana):
    client.force_login(perencana)
    data = {
        "pihak_pertama": jabatan_sekretaris.pk,
        "pihak_kedua": jabatan_ketua.pk,
        "judul": "PK",
        "tempat": "Bengkulu",
    }
    jawaban = client.post(alamat("baru") + f"?jabatan={jabatan_sekretaris.jabatan_id}", data)
    assert jawaban.status_code == 422
    assert "Belum ada Renstra yang berlaku" in jawaban.content.decode()
    assert not PerjanjianKinerja.objects.exists()


def test_a_paper_that_changed_since_it_was_read_is_not_signed(client, perjanjian, kepala_unit):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="diajukan")
    sidik = buka(client, kepala_unit, "detail", perjanjian).context["perjanjian"].sidik_isi()
    perjanjian.sasaran.update(uraian="Sasaran lain")
    tujuan = alamat("tindakan", perjanjian.pk, tindakan="tandatangani")
    jawaban = client.post(tujuan, {"sidik": sidik, "frasa": FRASA}, follow=True)
    assert "Isi perjanjian berubah sejak Anda membukanya" in jawaban.content.decode()
    assert PerjanjianKinerja.objects.get(pk=perjanjian.pk).status == "diajukan"


@pytest.mark.parametrize("nama", ["baris", "perubahan"])
def test_a_head_of_another_unit_does_not_touch_the_paper(client, berlaku, satker, nama):
    penugasan = pabrik.PenugasanFactory(jabatan__unit__satker=satker, jabatan__unit__urut=7)
    lain = pabrik.PenggunaFactory(satker=satker, pejabat=penugasan.pejabat, peran="pembaca")
    assert buka(client, lain, nama, berlaku).status_code == 403


def test_an_administrator_of_the_machine_does_not_sign_for_others(client, perjanjian, admin_user):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="diajukan")
    client.force_login(admin_user)
    sidik = PerjanjianKinerja.objects.get(pk=perjanjian.pk).sidik_isi()
    tujuan = alamat("tindakan", perjanjian.pk, tindakan="tandatangani")
    assert client.post(tujuan, {"sidik": sidik}).status_code == 403


def test_who_may_not_sign_hears_nothing_of_the_paper_s_state(client, perjanjian, perencana):
    client.force_login(perencana)
    for nama in ("tandatangani", "setujui", "kembalikan"):
        assert client.post(alamat("tindakan", perjanjian.pk, tindakan=nama)).status_code == 403


def test_a_sasaran_without_indikator_is_not_submitted(client, perjanjian, perencana):
    pabrik.SasaranPerjanjianFactory(perjanjian=perjanjian, urut=2)
    client.force_login(perencana)
    jawaban = client.post(alamat("tindakan", perjanjian.pk, tindakan="ajukan"), follow=True)
    assert "Sasaran 2 belum memuat indikator" in jawaban.content.decode()
