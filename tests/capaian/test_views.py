"""Pages of the capaian: who gets in, and the fact that stands on the page."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian.forms_periksa import tenggat_usulan
from capaian.models import Pengukuran, Realisasi, TindakLanjut
from renstra.models import Indikator
from sakip.angka import format_tanggal
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}
HALAMAN = ["daftar", "triwulan", "isi", "rincian"]
HTMX = {"HTTP_HX_REQUEST": "true"}


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


def url(nama, pengukuran):
    lain = {"triwulan": {"triwulan": 1}, "isi": {"triwulan": 1, "pk": pengukuran[0].pk}}
    return alamat(nama, **lain.get(nama, {"pk": pengukuran[0].pk} if nama == "rincian" else {}))


def teks(jawaban, status=200):
    assert jawaban.status_code == status, jawaban.status_code
    return jawaban.content.decode().replace("\xa0", " ")


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


@pytest.mark.parametrize("nama", HALAMAN)
def test_anonymous_is_sent_to_the_login(client, pengukuran, nama):
    jawaban = client.get(url(nama, pengukuran))
    assert (jawaban.status_code, jawaban.url[:7]) == (302, "/masuk/")


@pytest.mark.parametrize("nama", HALAMAN)
def test_unrelated_satker_gets_404(masuk, orang_lain, pengukuran, nama):
    assert masuk(orang_lain).get(url(nama, pengukuran)).status_code == 404


def test_reader_reads_everything_and_enters_nothing(masuk, pembaca, pengukuran):
    klien = masuk(pembaca)
    assert [klien.get(url(n, pengukuran)).status_code for n in HALAMAN] == [200, 200, 403, 200]
    assert klien.post(url("isi", pengukuran), {}).status_code == 403
    assert klien.post(alamat("mulai")).status_code == 403
    assert klien.post(alamat("ajukan_semua", triwulan=1)).status_code == 403


@pytest.mark.parametrize("triwulan", [0, 5, 12])
def test_there_are_four_quarters(masuk, perencana, pengukuran, triwulan):
    klien = masuk(perencana)
    assert klien.get(alamat("triwulan", triwulan=triwulan)).status_code == 404
    assert klien.get(alamat("isi", triwulan=triwulan, pk=pengukuran[0].pk)).status_code == 404


def test_indikator_of_another_year_is_not_here(masuk, perencana, pengukuran, indikator):
    lain = pabrik.PengukuranFactory(indikator=indikator[0], tahun=2023)
    assert masuk(perencana).get(alamat("rincian", pk=lain.pk)).status_code == 404
    assert masuk(perencana).get(alamat("isi", triwulan=1, pk=lain.pk)).status_code == 404


# --- The year ------------------------------------------------------------------------------------------------------


def test_year_shows_capaian_band_and_coverage(masuk, pembaca, realisasi):
    isi = teks(masuk(pembaca).get(alamat("daftar")))
    for fakta in ["80 %", "76 %", "95 %", "Sangat Memuaskan", "1 dari 2 indikator", "76 / 80 × 100 = 95"]:
        assert fakta in isi


def test_process_is_hatched_and_never_a_figure(masuk, pembaca, pengukuran):
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], keadaan="proses", nilai=None)
    isi = teks(masuk(pembaca).get(alamat("daftar")))
    assert "Realisasi masih dalam proses" in isi
    assert "pita-kosong" in isi
    assert "pita-7" not in isi


def test_parent_satker_does_not_see_a_draft_in_the_figures(masuk, admin_pusat, realisasi):
    assert "95 %" not in teks(masuk(admin_pusat).get(alamat("daftar")))
    Realisasi.objects.update(status="disetujui")
    assert "95 %" in teks(masuk(admin_pusat).get(alamat("daftar")))


def test_year_with_a_pk_offers_to_begin(masuk, perencana, pembaca, perjanjian):
    assert "Mulai pengukuran 2024" in teks(masuk(perencana).get(alamat("daftar")))
    assert "Mulai pengukuran 2024" not in teks(masuk(pembaca).get(alamat("daftar")))


def test_year_without_a_pk_leads_to_the_pk(masuk, perencana, satker):
    isi = teks(masuk(perencana).get(alamat("daftar")))
    assert "Belum ada yang dapat diukur" in isi
    assert reverse("perjanjian:daftar", kwargs=TEMPAT) in isi


def test_beginning_makes_the_rows(masuk, perencana, perjanjian):
    isi = teks(masuk(perencana).post(alamat("mulai"), follow=True))
    assert "2 indikator siap diisi." in isi
    assert Pengukuran.objects.count() == 2


def test_year_says_what_the_pk_no_longer_carries(masuk, perencana, pembaca, realisasi, pengukuran):
    Pengukuran.objects.update(butir=None)
    lain = pabrik.IndikatorFactory(sasaran=pengukuran[0].indikator.sasaran, urut=9)
    pengukuran[0].indikator.di_perjanjian.update(indikator=lain)
    pengukuran[1].indikator.di_perjanjian.all().delete()
    isi = teks(masuk(perencana).get(alamat("daftar")))
    assert "1 indikator tidak lagi diperjanjikan dan belum mempunyai realisasi" in isi
    assert "1 indikator tidak lagi diperjanjikan, tetapi sudah mempunyai realisasi" in isi
    assert "tidak lagi diperjanjikan" not in teks(masuk(pembaca).get(alamat("daftar")))
    assert "1 indikator siap diisi; 1 indikator yang tidak lagi diperjanjikan dikeluarkan." in teks(
        masuk(perencana).post(alamat("mulai"), follow=True)
    )


def test_year_says_how_many_rows_name_no_indikator(masuk, perencana, pembaca, perjanjian):
    pabrik.IndikatorPerjanjianFactory(sasaran=perjanjian.sasaran.get(), urut=3, indikator=None)
    isi = teks(masuk(perencana).get(alamat("daftar")))
    assert "1 butir belum dihubungkan dengan indikator Renstra" in isi
    assert perjanjian.get_absolute_url() in isi
    assert "belum dihubungkan" not in teks(masuk(pembaca).get(alamat("daftar")))


def test_beginning_without_a_pk_says_why_not(masuk, perencana, satker):
    assert "Belum ada perjanjian kinerja Sekretaris" in teks(masuk(perencana).post(alamat("mulai"), follow=True))


# --- A quarter -----------------------------------------------------------------------------------------------------


def test_grid_shows_progress_rows_and_who(masuk, perencana, realisasi):
    isi = teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))
    for fakta in ["1 dari 2", "terisi", 'value="76"', "95 %", "Belum diisi", "perencana", "Ajukan 1 realisasi"]:
        assert fakta in isi


def test_locked_row_has_no_cell_and_tells_why(masuk, perencana, realisasi):
    Realisasi.objects.update(status="disetujui")
    isi = teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))
    assert "Disetujui; untuk mengubahnya, buat koreksi" in isi
    assert f'"{alamat("isi", triwulan=1, pk=realisasi.pengukuran_id)}"' not in isi


def test_empty_quarter_leads_to_the_year(masuk, perencana, satker):
    assert "Pengukuran tahun ini belum dimulai" in teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))


def banyak_query(client, alamat_halaman):
    with CaptureQueriesContext(connection) as tercatat:
        assert client.get(alamat_halaman).status_code == 200
    return len(tercatat)


@pytest.mark.parametrize("nama", ["daftar", "triwulan"])
def test_query_count_is_flat(masuk, perencana, realisasi, pengukuran, indikator, nama):
    Realisasi.objects.update(status="dikembalikan")
    klien = masuk(perencana)
    sedikit = banyak_query(klien, url(nama, pengukuran))
    for n in range(50):
        p = pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, urut=10 + n))
        pabrik.RealisasiFactory(pengukuran=p, triwulan=1, diisi_oleh=pabrik.PenggunaFactory(), status="dikembalikan")
    assert banyak_query(klien, url(nama, pengukuran)) == sedikit


# --- The analysis of a row -----------------------------------------------------------------------------------------


@pytest.fixture
def tulisan():
    return {"versi": "1", "analisis": "Tepat waktu", "hambatan": "", "upaya": ""}


def test_form_without_javascript_leads_back_to_its_row(masuk, perencana, realisasi, pengukuran, tulisan):
    klien = masuk(perencana)
    assert "Simpan analisis" in teks(klien.get(url("isi", pengukuran)))
    jawaban = klien.post(url("isi", pengukuran), tulisan)
    assert jawaban.url == alamat("triwulan", triwulan=1) + f"#baris-{pengukuran[0].pk}"
    r = Realisasi.objects.get()
    assert (r.nilai, r.analisis) == (Decimal(76), "Tepat waktu")


def test_htmx_opens_the_form_below_the_row(masuk, perencana, realisasi, pengukuran):
    isi = teks(masuk(perencana).get(url("isi", pengukuran), **HTMX))
    assert f'<tr class="analisis-baris" id="analisis-{pengukuran[0].pk}"><td' in isi
    assert "Data terlambat" in isi
    assert "<html" not in isi


def test_htmx_answers_the_closed_row_its_status_and_the_progress(masuk, perencana, realisasi, pengukuran, tulisan):
    isi = teks(masuk(perencana).post(url("isi", pengukuran), tulisan, **HTMX))
    assert "<textarea" not in isi
    assert "Tersimpan" in isi
    assert f'id="status-{pengukuran[0].pk}" hx-swap-oob="true"' in isi
    assert 'id="ringkas-triwulan" hx-swap-oob="true"' in isi


def rencana(**lain):
    jabatan = pabrik.JabatanFactory(unit__satker=Pengukuran.objects.first().satker)
    isi = {"uraian": "Rapat mingguan", "penanggung_jawab": jabatan.pk, "tenggat": "30 Juni 2030"} | lain
    return {f"rencana-{n}": nilai for n, nilai in isi.items()}


@pytest.fixture
def tanpa_rencana(realisasi):
    TindakLanjut.objects.all().delete()
    return realisasi


def test_a_row_below_its_target_asks_for_cause_and_plan(masuk, kepala_unit, tanpa_rencana, pengukuran):
    isi = teks(masuk(kepala_unit).get(url("isi", pengukuran), **HTMX))
    milik = kepala_unit.penugasan_kini().get().jabatan_id
    assert "wajib-diajukan" in isi
    assert 'class="rencana-isian wajib"' in isi
    assert f'value="{milik}" selected' in isi
    assert f'value="{format_tanggal(tenggat_usulan(2024, 1))}"' in isi


def test_a_row_that_reaches_its_target_asks_for_neither(masuk, perencana, tanpa_rencana, pengukuran):
    Realisasi.objects.update(nilai=Decimal(90))
    isi = teks(masuk(perencana).get(url("isi", pengukuran), **HTMX))
    assert "wajib-diajukan" not in isi
    assert "Tambah tindak lanjut" in isi


def test_cause_and_plan_are_saved_by_one_button(masuk, perencana, tanpa_rencana, pengukuran, tulisan):
    isi = teks(masuk(perencana).post(url("isi", pengukuran), tulisan | rencana(), **HTMX))
    t = TindakLanjut.objects.get()
    assert (t.triwulan, t.uraian, Realisasi.objects.get().analisis) == (1, "Rapat mingguan", "Tepat waktu")
    assert "Tersimpan" in isi
    assert re.search(r"sudah-tersimpan[^>]*autofocus", isi)
    assert re.search(r"<button(?![^>]*autofocus)[^>]*>Ajukan 1 realisasi", isi), "one more Enter must not submit"
    assert re.search(r"<template>.*<form[^>]*data-ajukan.*</template>", isi, re.DOTALL), "after a row a form is closed"


@pytest.mark.parametrize(
    ("lain", "pesan"),
    [({"tenggat": "besok"}, "besok"), ({"uraian": "", "tenggat": "1 Mei 2030"}, "Tulis apa yang akan")],
)
def test_a_mistake_in_the_plan_saves_nothing(masuk, perencana, tanpa_rencana, pengukuran, tulisan, lain, pesan):
    isi = teks(masuk(perencana).post(url("isi", pengukuran), tulisan | rencana(**lain), **HTMX), status=422)
    assert pesan in isi
    assert "Tepat waktu</textarea>" in isi
    assert not TindakLanjut.objects.exists()
    assert Realisasi.objects.get().analisis == "Data terlambat"


def test_the_same_plan_twice_saves_nothing(masuk, perencana, realisasi, pengukuran, tulisan):
    sama = rencana(uraian=f" {TindakLanjut.objects.get().uraian.upper()} ")
    isi = teks(masuk(perencana).post(url("isi", pengukuran), tulisan | sama, **HTMX), status=422)
    assert "Rencana yang sama sudah ada" in isi
    assert '<details class="rencana-isian" open>' in isi
    assert TindakLanjut.objects.count() == 1
    assert Realisasi.objects.get().analisis == "Data terlambat"


def test_what_is_still_lacking_keeps_the_panel_open(masuk, perencana, tanpa_rencana, pengukuran, tulisan):
    klien = masuk(perencana)
    isi = teks(klien.post(url("isi", pengukuran), tulisan, **HTMX))
    assert "<b>Tersimpan.</b> Masih perlu sebelum diajukan: tulis tindak lanjutnya." in isi
    assert f'id="status-{pengukuran[0].pk}" hx-swap-oob="true"' in isi
    tanpa_js = teks(klien.post(url("isi", pengukuran), tulisan | {"versi": "2"}, follow=True))
    assert "tersimpan. Masih perlu sebelum diajukan: tulis tindak lanjutnya." in tanpa_js
    assert "Simpan analisis" in tanpa_js


def test_after_a_save_the_next_row_takes_the_focus(masuk, perencana, realisasi, pengukuran, tulisan):
    satuan = pengukuran[1].indikator.satuan
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, nilai=satuan.baca("CC"), diisi_oleh=perencana)
    klien = masuk(perencana)
    isi = teks(klien.post(url("isi", pengukuran), tulisan, **HTMX))
    assert re.search(r"autofocus[^>]*>Berikutnya: 1\.2", isi)
    dari = alamat("isi", triwulan=1, pk=pengukuran[1].pk) + f"?dari={pengukuran[0].pk}"
    assert dari in isi
    assert f'id="analisis-{pengukuran[0].pk}" hidden hx-swap-oob="true"' in teks(klien.get(dari, **HTMX))


def test_a_plan_is_changed_and_one_comes_back_to_the_row(masuk, perencana, realisasi, pengukuran):
    klien, t = masuk(perencana), TindakLanjut.objects.get()
    ubah = alamat("tindak_lanjut_ubah", pk=t.pk) + "?dari=isian"
    assert ubah in teks(klien.get(url("isi", pengukuran), **HTMX))
    baris = alamat("triwulan", triwulan=1) + f"#baris-{pengukuran[0].pk}"
    assert f'href="{baris}"' in teks(klien.get(ubah))
    kirim = {"versi": t.versi, "uraian": "Lain", "penanggung_jawab": t.penanggung_jawab_id, "tenggat": "30 Juni 2024"}
    assert klien.post(ubah, kirim).url == baris


def test_the_grid_names_the_parts_and_the_direction(masuk, perencana, pengukuran, indikator):
    bagian = {"komponen_x": "permintaan ditindaklanjuti", "komponen_y": "permintaan masuk"}
    Indikator.objects.filter(pk=indikator[0].pk).update(polaritas="minimasi", **bagian)
    isi = teks(masuk(perencana).get(url("triwulan", pengukuran)))
    assert "X permintaan ditindaklanjuti, Y permintaan masuk" in isi
    assert 'aria-label="Pembilang (X) indikator 1.1: permintaan ditindaklanjuti"' in isi
    assert isi.count("Makin rendah makin baik") == 1


def test_closing_gives_the_place_back_empty(masuk, perencana, realisasi, pengukuran):
    isi = teks(masuk(perencana).get(url("isi", pengukuran) + "?tutup=1", **HTMX))
    assert "hidden" in isi
    assert "<form" not in isi


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_too_long_a_text_comes_back_with_the_message(masuk, perencana, realisasi, pengukuran, tulisan, htmx):
    panjang = "a" * 20_001
    jawaban = masuk(perencana).post(url("isi", pengukuran), tulisan | {"analisis": panjang}, **htmx)
    assert panjang in teks(jawaban, status=422)
    assert Realisasi.objects.get().analisis == "Data terlambat"


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_two_people_at_one_text_the_slower_sees_both(masuk, kepala_unit, realisasi, pengukuran, tulisan, htmx):
    Realisasi.objects.update(versi=2, analisis="Server rusak")
    klien = masuk(kepala_unit)
    isi = teks(klien.post(url("isi", pengukuran), tulisan, **htmx), status=422)
    assert "Baru saja disimpan orang lain: “Server rusak”" in isi
    assert "Tepat waktu" in isi
    klien.post(url("isi", pengukuran), tulisan | {"versi": "2"}, **htmx)
    assert Realisasi.objects.get().analisis == "Tepat waktu"


def test_row_submitted_meanwhile_keeps_what_was_typed(masuk, perencana, realisasi, pengukuran, tulisan):
    Realisasi.objects.update(status="diajukan")
    isi = teks(masuk(perencana).post(url("isi", pengukuran), tulisan), status=422)
    assert "Realisasi ini sudah diajukan dan tidak dapat diubah lagi." in isi
    assert "Tepat waktu" in isi
    assert Realisasi.objects.get().analisis == "Data terlambat"


def test_locked_row_is_not_opened(masuk, perencana, realisasi, pengukuran):
    Realisasi.objects.update(status="diajukan")
    klien = masuk(perencana)
    assert "Tidak dapat diubah: Menunggu verifikasi." in teks(klien.get(url("isi", pengukuran), follow=True))
    assert "<form" not in teks(klien.get(url("isi", pengukuran), **HTMX))


def test_supporting_activities_are_chosen_from_the_renstra(masuk, perencana, realisasi, pengukuran, renstra, tulisan):
    kegiatan = pabrik.KegiatanFactory(program__renstra=renstra, nama="Sosialisasi pemilih")
    klien = masuk(perencana)
    assert "Sosialisasi pemilih" in teks(klien.get(url("isi", pengukuran)))
    klien.post(url("isi", pengukuran), tulisan | {"kegiatan": kegiatan.pk})
    assert list(Realisasi.objects.get().kegiatan_pendukung.all()) == [kegiatan]
    klien.post(url("isi", pengukuran), tulisan | {"versi": "2"})
    assert not Realisasi.objects.get().kegiatan_pendukung.exists()


# --- One indikator -------------------------------------------------------------------------------------------------


def test_indikator_shows_formula_source_and_target_of_the_pk(masuk, pembaca, realisasi, pengukuran):
    Pengukuran.objects.filter(pk=pengukuran[0].pk).update(
        target_lain=Decimal(95), sumber_target_lain="Tabel 3.2", catatan_cetak="Tercetak 90 %"
    )
    isi = teks(masuk(pembaca).get(url("rincian", pengukuran)))
    for fakta in ["76 / 95 × 100 = 80", "menurut laporan: Tabel 3.2", "Perjanjian kinerja menuliskan <b>80 %</b>"]:
        assert fakta in isi
    assert "Tercetak 90 %" in isi


def test_parent_satker_reads_the_figures_and_not_the_notes(masuk, pusat, pembaca, realisasi, perencana):
    Realisasi.objects.update(status="disetujui")
    catatan = {"tindakan": "kembalikan", "dari": "diajukan", "ke": "dikembalikan", "catatan": "Bukti keliru"}
    realisasi.riwayat.create(oleh=perencana, **catatan)
    url_rincian = alamat("rincian", pk=realisasi.pengukuran_id)
    assert "Bukti keliru" in teks(masuk(pembaca).get(url_rincian))
    isi = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(url_rincian))
    assert "76 %" in isi
    assert "Bukti keliru" not in isi
    assert "Riwayat" not in isi


def test_indikator_without_a_target_says_so(masuk, pembaca, indikator, satker):
    p = Pengukuran.objects.create(satker=satker, indikator=indikator[0], tahun=2024)
    isi = teks(masuk(pembaca).get(alamat("rincian", pk=p.pk)))
    assert "Belum ada target" in isi
    assert "Tidak ada target" in isi


# --- Acts ----------------------------------------------------------------------------------------------------------


def lakukan(klien, realisasi, nama, **data):
    data = {"versi": Realisasi.objects.get(pk=realisasi.pk).versi} | data
    return klien.post(alamat("tindakan", pk=realisasi.pk, tindakan=nama), data, follow=True)


def test_submitting_and_approving_by_two_people(masuk, perencana, sekretaris, realisasi):
    assert "Realisasi Triwulan I diajukan." in teks(lakukan(masuk(perencana), realisasi, "ajukan"))
    assert "Realisasi Triwulan I diverifikasi." in teks(lakukan(masuk(sekretaris), realisasi, "verifikasi"))
    assert "Realisasi Triwulan I disetujui." in teks(lakukan(masuk(sekretaris), realisasi, "setujui"))
    realisasi.refresh_from_db()
    assert realisasi.status == "disetujui"


def test_own_entry_shows_no_button_to_approve_and_refuses_it(masuk, sekretaris, realisasi):
    Realisasi.objects.update(status="diverifikasi", diisi_oleh=sekretaris)
    klien = masuk(sekretaris)
    assert "Setujui realisasi" not in teks(klien.get(realisasi.pengukuran.get_absolute_url()))
    assert lakukan(klien, realisasi, "setujui").status_code == 403


def test_return_without_a_note_comes_back_at_the_field(masuk, sekretaris, realisasi):
    Realisasi.objects.update(status="diajukan")
    isi = teks(lakukan(masuk(sekretaris), realisasi, "kembalikan", catatan=""), status=422)
    assert "Catatan wajib diisi" in isi


def test_return_with_a_note_is_read_in_the_grid(masuk, sekretaris, perencana, realisasi):
    Realisasi.objects.update(status="diajukan")
    lakukan(masuk(sekretaris), realisasi, "kembalikan", catatan="Lampirkan bukti")
    assert "Dikembalikan: Lampirkan bukti" in teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))


@pytest.mark.parametrize("nama", ["hapus", "isi"])
def test_unknown_act_gets_404(masuk, perencana, realisasi, nama):
    assert lakukan(masuk(perencana), realisasi, nama).status_code == 404


def test_act_of_an_unrelated_satker_gets_404(masuk, orang_lain, realisasi):
    assert lakukan(masuk(orang_lain), realisasi, "ajukan").status_code == 404


def test_all_rows_of_the_quarter_are_submitted_at_once(masuk, perencana, realisasi, pengukuran):
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, keadaan="proses", nilai=None)
    klien = masuk(perencana)
    ajukan = alamat("ajukan_semua", triwulan=1)
    data = {"dilihat": [f"{r.pk}:{r.versi}" for r in Realisasi.objects.all()]}
    assert "2 realisasi diajukan." in teks(klien.post(ajukan, data, follow=True))
    assert "Tidak ada realisasi yang dapat diproses" in teks(klien.post(ajukan, data, follow=True))
