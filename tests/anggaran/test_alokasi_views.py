"""The pages of allocation and efficiency."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from openpyxl import load_workbook

from anggaran.models import AlokasiAnggaran, PilihanEfisiensi
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def sasaran(satker):
    s = pabrik.SasaranFactory(renstra__satker=satker, kode="1", uraian="Sasaran satu")
    pabrik.IndikatorFactory(sasaran=s, kode="1.1")
    return s


@pytest.fixture
def terbagi(sasaran, dipa_berlaku):
    """3355 serves the sasaran with 60 percent."""
    return pabrik.AlokasiAnggaranFactory(sasaran=sasaran, kode="3355", porsi=D(60))


def isi(jawaban):
    return jawaban.content.decode()


def test_the_page_says_what_serves_a_sasaran_and_what_is_free(masuk, perencana, alamat, terbagi, posisi):
    halaman = isi(masuk(perencana).get(alamat("alokasi/")))
    assert "Sasaran satu" in halaman
    assert "60,00\u00a0%\u00a0dari pagu DIPA" not in halaman
    assert "realisasi belum dicatat" in halaman
    assert "Realisasi per tanggal 31 Desember 2024" in halaman
    assert "Jumlah, 60,00\u00a0% dari pagu DIPA" in halaman  # (40 + 50) of 150


def test_a_reader_sees_no_way_to_change(masuk, pembaca, alamat, terbagi):
    for tampil in ("sasaran", "kode"):
        halaman = isi(masuk(pembaca).get(alamat(f"alokasi/?tampil={tampil}")))
        assert "Alokasikan pos" not in halaman
        assert f"alokasi/{terbagi.pk}/" not in halaman


def test_the_tree_offers_only_what_is_free(masuk, perencana, alamat, terbagi):
    halaman = isi(masuk(perencana).get(alamat("alokasi/?tampil=kode")))
    assert 'value="3355"' in halaman  # 40 percent are left
    assert 'value="3360.EBA"' in halaman
    assert 'value="WA"' not in halaman  # 3355 below it is allocated
    assert "1 · 60\u00a0%" in halaman


def test_ticked_codes_are_allocated_in_the_browser(masuk, perencana, alamat, terbagi, sasaran):
    data = {"kode": ["3360"], "tujuan": f"i{sasaran.indikator.get().pk}", "porsi": "12,5", "catatan": "Rapat"}
    jawaban = masuk(perencana).post(alamat("alokasi/"), data, follow=True)
    assert "1 pos dialokasikan ke 1.1." in isi(jawaban)
    baru = AlokasiAnggaran.objects.get(kode="3360")
    assert (baru.indikator.kode, baru.porsi, baru.catatan) == ("1.1", D("12.5"), "Rapat")


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"kode": []}, "Pilih sedikitnya satu pos pada tabel."),
        ({"kode": ["WA"]}, "Pos WA tidak dapat dialokasikan lagi."),
        ({"tujuan": ""}, "Pilih sasaran atau indikator."),
        ({"tujuan": "s999999"}, "Pilih sasaran atau indikator dari daftar."),
        ({"porsi": "0"}, "Porsi harus lebih dari 0"),
        ({"porsi": "100,01"}, "Porsi harus lebih dari 0"),
        ({"porsi": "banyak"}, "banyak"),
        ({"porsi": "33,333"}, "Porsi paling banyak dua desimal, misalnya 33,33."),
        ({"porsi": "33.3333 %"}, "Porsi paling banyak dua desimal, misalnya 33,33."),
        ({"kode": ["3355"], "tujuan": "sama"}, "3355: sudah dialokasikan ke 1."),
    ],
)
def test_a_wrong_request_comes_back_with_what_was_ticked(masuk, perencana, alamat, terbagi, sasaran, ganti, pesan):
    data = {"kode": ["3360"], "tujuan": f"s{sasaran.pk}", "porsi": "10"} | ganti
    if data["tujuan"] == "sama":
        data["tujuan"] = f"s{sasaran.pk}"
    jawaban = masuk(perencana).post(alamat("alokasi/?tampil=kode"), data)
    assert jawaban.status_code == 422
    assert pesan in isi(jawaban)
    assert AlokasiAnggaran.objects.count() == 1
    assert isi(jawaban).count(" checked") == len([k for k in data["kode"] if k != "WA"])


def test_an_allocation_is_changed_and_removed(masuk, perencana, alamat, terbagi, sasaran):
    klien = masuk(perencana)
    ubah = alamat(f"alokasi/{terbagi.pk}/ubah/")
    assert f'value="s{sasaran.pk}" selected' in isi(klien.get(ubah))
    data = {"tujuan": f"s{sasaran.pk}", "porsi": "70", "catatan": "", "versi": "1", "awal": "{}"}
    assert klien.post(ubah, data).status_code == 302
    terbagi.refresh_from_db()
    assert (terbagi.porsi, terbagi.versi) == (70, 2)
    klien.post(alamat(f"alokasi/{terbagi.pk}/hapus/"), {"versi": "1"})
    assert AlokasiAnggaran.objects.exists()  # another version than the one that was seen
    klien.post(alamat(f"alokasi/{terbagi.pk}/hapus/"), {"versi": "2"})
    assert not AlokasiAnggaran.objects.exists()


def test_removing_an_allocation_is_asked_once(masuk, perencana, pembaca, alamat, terbagi):
    klien = masuk(perencana)
    hapus = alamat(f"alokasi/{terbagi.pk}/hapus/")
    assert f'href="{hapus}"' in isi(klien.get(alamat("alokasi/")))
    halaman = isi(klien.get(hapus))
    assert "Hapus alokasi 3355" in halaman
    assert "mendukung sasaran 1 Sasaran satu" in halaman
    assert 'name="versi" value="1"' in halaman
    assert AlokasiAnggaran.objects.exists()
    assert klien.post(hapus, {"versi": "1"}).status_code == 302
    assert not AlokasiAnggaran.objects.exists()
    assert klien.get(hapus).status_code == 404
    assert masuk(pembaca).get(hapus).status_code == 403


def test_the_sum_has_the_spending_or_says_why_not(masuk, perencana, alamat, terbagi, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="WA", nilai=D(90))
    klien = masuk(perencana)
    jumlah = klien.get(alamat("alokasi/")).context["rekap"].jumlah
    assert (jumlah.pagu, jumlah.realisasi) == (60, None)
    assert jumlah.halangan == "realisasi dicatat pada program WA, belum per pos"
    assert isi(klien.get(alamat("alokasi/"))).count(jumlah.halangan) == 2  # at the code and below
    posisi.realisasi.update(kode="3355")
    jumlah = klien.get(alamat("alokasi/")).context["rekap"].jumlah
    assert (jumlah.realisasi, jumlah.penyerapan, jumlah.halangan) == (54, 90, "")


def test_two_changes_at_once_show_both_values(masuk, perencana, alamat, terbagi, sasaran):
    klien = masuk(perencana)
    ubah = alamat(f"alokasi/{terbagi.pk}/ubah/")
    awal = klien.get(ubah).context["form"].initial["awal"]
    terbagi.simpan_versi(1, porsi=D(20))
    jawaban = klien.post(ubah, {"tujuan": f"s{sasaran.pk}", "porsi": "90", "versi": "1", "awal": awal})
    assert jawaban.status_code == 409
    assert "Data ini berubah sejak Anda membukanya" in isi(jawaban)
    assert AlokasiAnggaran.objects.get().porsi == 20


def test_a_share_that_has_no_room_is_refused_on_the_form(masuk, perencana, alamat, terbagi, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran, indikator=sasaran.indikator.get(), kode="3355", porsi=D(40))
    data = {"tujuan": f"s{sasaran.pk}", "porsi": "61", "versi": "1", "awal": "{}"}
    jawaban = masuk(perencana).post(alamat(f"alokasi/{terbagi.pk}/ubah/"), data)
    assert jawaban.status_code == 422
    assert "yang tersisa 60" in isi(jawaban)


def test_an_allocation_of_another_satker_or_year_is_not_there(masuk, perencana, alamat, terbagi, satker_lain):
    asing = pabrik.AlokasiAnggaranFactory(sasaran__renstra__satker=satker_lain)
    klien = masuk(perencana)
    assert klien.get(alamat(f"alokasi/{asing.pk}/ubah/")).status_code == 404
    assert klien.get(alamat(f"alokasi/{terbagi.pk}/ubah/", tahun=2023)).status_code == 404


def test_a_proposal_is_accepted_with_one_click(masuk, perencana, alamat, terbagi, sasaran, dipa_berlaku):
    rkt = pabrik.RktFactory(satker=sasaran.renstra.satker, dipa=dipa_berlaku, status="ditetapkan", tanggal="2024-01-02")
    milik = pabrik.SasaranRktFactory(rkt=rkt, urut=1, sasaran=sasaran)
    pabrik.KegiatanRktFactory(sasaran=milik, pos=dipa_berlaku.pos.get(kode="3360.EBA"))
    klien = masuk(perencana)
    assert "1 usulan alokasi" in isi(klien.get(alamat("alokasi/")))
    kunci = f"3360.EBA|{sasaran.pk}"
    assert "1 usulan diterima." in isi(klien.post(alamat("alokasi/usulan/"), {"saran": kunci}, follow=True))
    assert "tidak berlaku lagi" in isi(klien.post(alamat("alokasi/usulan/"), {"saran": kunci}, follow=True))
    assert "Tidak ada usulan" in isi(klien.post(alamat("alokasi/usulan/"), follow=True))


@pytest.mark.parametrize(
    ("dengan", "kata"), [("", "Belum ada DIPA yang berlaku"), ("dipa_berlaku", "Belum ada Renstra yang berlaku")]
)
def test_what_is_missing_first_is_said(masuk, perencana, alamat, satker, request, dengan, kata):
    if dengan:
        request.getfixturevalue(dengan)
    assert kata in isi(masuk(perencana).get(alamat("alokasi/")))


def test_the_workbook_holds_what_the_page_shows(masuk, perencana, alamat, terbagi, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(90))
    jawaban = masuk(perencana).get(alamat("alokasi/excel/"))
    sasaran, belum = ([[s.value for s in b] for b in w.iter_rows()] for w in load_workbook(BytesIO(jawaban.content)))
    assert f"Realisasi: {posisi.nama}, {posisi.data_per}" in [b[0] for b in sasaran]
    (baris,) = (b for b in sasaran if b[3] == "3355")
    assert (baris[0], *baris[5:9]) == ("1", 60, 60, 54, 90)
    assert [b[0:1] + b[2:] for b in belum[-3:]] == [
        ["3355", "Kegiatan", 40, 40], ["3360", "Kegiatan", 100, 50], ["Jumlah", None, None, 90]
    ]  # fmt: skip


def test_another_snapshot_can_be_looked_at(masuk, perencana, alamat, terbagi, posisi, satker):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, nama="Juni", per_tanggal="2024-06-30", utama=False)
    pabrik.RealisasiAnggaranFactory(posisi=lain, kode="3355", nilai=D(50))
    halaman = isi(masuk(perencana).get(alamat(f"alokasi/?posisi={lain.pk}")))
    assert "Realisasi per tanggal 30 Juni 2024" in halaman
    assert masuk(perencana).get(alamat("alokasi/?posisi=999999")).status_code == 404


@pytest.mark.parametrize("banyak", [1, 30])
def test_the_number_of_queries_of_the_page_does_not_grow(
    masuk, perencana, alamat, terbagi, dipa_berlaku, banyak, django_assert_num_queries
):
    wa = dipa_berlaku.pos.get(kode="WA")
    for n in range(banyak):
        s = pabrik.SasaranFactory(renstra=terbagi.sasaran.renstra)
        pabrik.IndikatorFactory(sasaran=s)
        pabrik.PosFactory(dipa=dipa_berlaku, induk=wa, jenis="kegiatan", kode=f"9{n}", urut=100 + n, pagu=D(1))
        pabrik.AlokasiAnggaranFactory(sasaran=s, kode=f"9{n}")
    klien = masuk(perencana)
    klien.get(alamat("alokasi/"))
    for tampil in ("sasaran", "kode"):
        with django_assert_num_queries(33):
            klien.get(alamat(f"alokasi/?tampil={tampil}"))


def test_what_lost_its_sasaran_or_its_code_is_named_and_can_be_moved(masuk, perencana, alamat, terbagi, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran, kode="6639")
    hilang = pabrik.SasaranFactory(renstra__satker=sasaran.renstra.satker, renstra__status="digantikan")
    lepas = pabrik.AlokasiAnggaranFactory(sasaran=hilang, kode="3360")
    halaman = isi(masuk(perencana).get(alamat("alokasi/")))
    assert "Tidak ada lagi pada DIPA" in halaman
    assert "Sasarannya tidak ada lagi pada Renstra" in halaman
    assert f"alokasi/{lepas.pk}/hapus/" in halaman
    assert 'value="" selected' in isi(masuk(perencana).get(alamat(f"alokasi/{lepas.pk}/ubah/")))


# --- Efficiency ------------------------------------------------------------------------------------------------------


def ukur(sasaran, nilai):
    p = pabrik.PengukuranFactory(
        satker=sasaran.renstra.satker,
        indikator=sasaran.indikator.get(),
        target_lain=D(100),
        sumber_target_lain="Laporan",
        butir=None,
    )
    return pabrik.RealisasiFactory(
        pengukuran=p, triwulan=4, nilai=nilai, status="disetujui", keadaan="terisi" if nilai is not None else "proses"
    )


def test_the_rule_is_shown_with_its_whole_working(masuk, perencana, alamat, terbagi, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(80))
    ukur(sasaran, D(100))
    halaman = isi(masuk(perencana).get(alamat("efisiensi/")))
    assert "100,00 : 53,33 = 1 : 1,9" in halaman  # 80 of 150
    assert "100,00 − 53,33 = 46,67" in halaman  # the other rule beside it
    assert "80 ÷ 150 × 100" in halaman
    assert "Standar Biaya Keluaran" in halaman  # why there is no rule of a PMK in 2024


def test_each_sasaran_has_its_own_efficiency_from_its_budget(masuk, perencana, alamat, terbagi, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(80))
    ukur(sasaran, D(96))
    (baris,) = masuk(perencana).get(alamat("efisiensi/")).context["sasaran"]
    assert (baris.baris.pagu, baris.baris.realisasi, baris.baris.penyerapan) == (60, 48, 80)
    assert (baris.rasio, baris.selisih, baris.acuan, baris.alasan) == (D("1.2"), 16, D("57.6"), ())


def test_a_whole_year_beside_a_part_of_its_spending_is_warned_of(
    masuk, perencana, alamat, terbagi, sasaran, posisi, satker
):
    juli = pabrik.PosisiRealisasiFactory(satker=satker, nama="Juli", per_tanggal="2024-07-31", utama=False)
    pabrik.RealisasiAnggaranFactory(posisi=juli, kode="3355", nilai=D(50))
    ukur(sasaran, D(100))
    klien = masuk(perencana)
    peringatan = "Capaian setahun dibandingkan dengan belanja sampai 31 Juli 2024: belum setara."
    assert peringatan in isi(klien.get(alamat(f"efisiensi/?posisi={juli.pk}")))
    assert "belum setara" not in isi(klien.get(alamat("efisiensi/")))  # 31 December


def test_the_sasaran_are_summed_where_each_is_known(masuk, perencana, alamat, terbagi, sasaran, posisi, satker):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(80))
    ukur(sasaran, D(96))
    klien = masuk(perencana)
    assert klien.get(alamat("efisiensi/")).context["acuan_semua"] == D("57.6")
    lain = pabrik.SasaranFactory(renstra=sasaran.renstra, kode="2")
    pabrik.AlokasiAnggaranFactory(sasaran=lain, kode="3360")  # not measured
    assert klien.get(alamat("efisiensi/")).context["acuan_semua"] is None


def test_an_indikator_with_a_budget_of_its_own_has_its_row(masuk, perencana, alamat, sasaran, dipa_berlaku, posisi):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran, indikator=sasaran.indikator.get(), kode="3355")
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(50))
    ukur(sasaran, D(90))
    jawaban = masuk(perencana).get(alamat("efisiensi/"))
    (anak,) = jawaban.context["sasaran"][0].anak
    assert (anak.baris.penyerapan, anak.capaian.nilai, anak.rasio, anak.selisih) == (50, 90, D("1.8"), 40)
    assert sasaran.indikator.get().uraian in isi(jawaban)


def test_what_is_undefined_says_why_and_is_not_nought(masuk, perencana, alamat, sasaran, dipa_berlaku, posisi):
    ukur(sasaran, None)
    klien = masuk(perencana)
    (baris,) = klien.get(alamat("efisiensi/")).context["sasaran"]
    assert (baris.rasio, baris.selisih, baris.acuan) == (None, None, None)
    assert baris.alasan == ("capaian masih Proses", "belum punya anggaran")
    assert "capaian masih Proses; belum punya anggaran" in isi(klien.get(alamat("efisiensi/")))


def test_the_rule_is_chosen_with_a_reason(masuk, perencana, alamat, satker, dipa_berlaku):
    klien = masuk(perencana)
    jawaban = klien.post(alamat("efisiensi/"), {"aturan": "selisih", "alasan": ""})
    assert jawaban.status_code == 422
    assert "Tulis alasannya" in isi(jawaban)
    assert klien.post(alamat("efisiensi/"), {"aturan": "pmk_22_2021", "alasan": "x"}).status_code == 422  # not in 2024
    klien.post(alamat("efisiensi/"), {"aturan": "selisih", "alasan": "Pedoman pusat"})
    pilihan = PilihanEfisiensi.objects.get()
    assert (pilihan.satker, pilihan.mulai, pilihan.aturan) == (satker, 2024, "selisih")
    assert "oleh satker ini mulai tahun 2024: Pedoman pusat" in isi(klien.get(alamat("efisiensi/")))


def test_a_choice_that_somebody_else_made_meanwhile_is_shown(masuk, perencana, alamat, satker, dipa_berlaku):
    PilihanEfisiensi.objects.create(satker=satker, mulai=2024, aturan="rasio", alasan="Lama")
    jawaban = masuk(perencana).post(alamat("efisiensi/"), {"aturan": "selisih", "alasan": "Baru"})
    assert jawaban.status_code == 409
    assert PilihanEfisiensi.objects.get().aturan == "rasio"


def test_a_choice_is_taken_back(masuk, perencana, alamat, satker, dipa_berlaku):
    pilihan = PilihanEfisiensi.objects.create(satker=satker, mulai=2024, aturan="selisih", alasan="Lama")
    klien = masuk(perencana)
    klien.post(alamat(f"efisiensi/{pilihan.pk}/hapus/"), {"versi": "7"})
    assert PilihanEfisiensi.objects.exists()
    klien.post(alamat(f"efisiensi/{pilihan.pk}/hapus/"), {"versi": "1"})
    assert not PilihanEfisiensi.objects.exists()


def test_a_reader_sees_the_rule_and_cannot_choose(masuk, pembaca, alamat, dipa_berlaku):
    klien = masuk(pembaca)
    assert "Simpan pilihan aturan" not in isi(klien.get(alamat("efisiensi/")))
    assert klien.post(alamat("efisiensi/"), {"aturan": "selisih", "alasan": "x"}).status_code == 403
