"""The banner of a quarter's time, the page of the quarters, unlocking and closing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from capaian import periode
from capaian.models import BukaKunci
from organisasi.enums import JenisTenggat
from sakip.angka import format_tanggal
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


def teks(jawaban, status=200):
    assert jawaban.status_code == status, jawaban.status_code
    return jawaban.content.decode().replace("\xa0", " ")


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


@pytest.fixture
def tenggat(satker):
    return pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)


def isian(**lain):
    besok = timezone.localdate() + timedelta(days=1)
    return {"triwulan": "1", "unit": "", "tanggal": format_tanggal(besok), "jam": "16.00", "alasan": "BPS"} | lain


def buka(satker, oleh, **lain):
    return periode.buka_kunci(
        satker=satker, tahun=2024, triwulan=1, oleh=oleh, alasan="Data BPS terlambat",
        sampai=timezone.now() + timedelta(days=2), **lain,
    )  # fmt: skip


# --- The banner ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selisih", "kata"),
    [
        (0, "hari ini hari terakhir"),
        (1, "<b>1 hari lagi</b>"),
        (7, "<b>7 hari lagi</b>"),
        (8, ", 8 hari lagi"),
        (-1, "Pengisian ditutup"),
    ],
)
def test_the_grid_says_until_when(masuk, perencana, satker, selisih, kata):
    hari = timezone.localdate() + timedelta(days=selisih)
    tahun = hari.year - 1  # a deadline in the year after
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_4, bulan=hari.month, hari=hari.day, tahun_geser=1)
    url = reverse("capaian:triwulan", kwargs={"kode": "654340", "tahun": tahun, "triwulan": 4})
    assert kata in teks(masuk(perencana).get(url))


def test_the_grid_says_that_the_quarter_has_not_begun_or_has_no_deadline(masuk, perencana, satker):
    tahun = timezone.localdate().year + 1
    url = reverse("capaian:triwulan", kwargs={"kode": "654340", "tahun": tahun, "triwulan": 1})
    assert f"pengisiannya dibuka 1 Januari {tahun}" in teks(masuk(perencana).get(url))
    assert "tidak menetapkan tenggat Triwulan I" in teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))


def test_the_grid_says_who_unlocked_it_and_why(masuk, perencana, sekretaris, pusat, satker, unit, tenggat):
    buka(satker, sekretaris, unit=unit)
    isi = teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))
    assert "Dibuka kembali untuk Bagian Keuangan sampai" in isi
    assert "Data BPS terlambat" in isi
    isi = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat("triwulan", triwulan=1)))
    assert "Data BPS terlambat" not in isi


def test_who_may_unlock_is_led_to_the_form(masuk, perencana, sekretaris, tenggat):
    tautan = f"{alamat('periode')}?tw=1#buka"
    assert tautan in teks(masuk(sekretaris).get(alamat("triwulan", triwulan=1)))
    assert tautan not in teks(masuk(perencana).get(alamat("triwulan", triwulan=1)))


# --- The page ------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_quarters_and_what_was_unlocked(masuk, pembaca, pusat, sekretaris, satker, tenggat):
    buka(satker, sekretaris)
    isi = teks(masuk(pembaca).get(alamat("periode")))
    for fakta in ["15 April 2024", "tidak ditetapkan", "Dibuka kembali", "Data BPS terlambat"]:
        assert fakta in isi, fakta
    assert 'name="alasan"' not in isi
    isi = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat("periode")))
    assert "15 April 2024" in isi
    assert "Data BPS terlambat" not in isi


def test_who_keeps_the_calendar_finds_it(masuk, admin_satker, sekretaris, satker):
    kalender = reverse("organisasi:acuan_daftar", kwargs=TEMPAT | {"slug": "tenggat"})
    assert kalender in teks(masuk(admin_satker).get(alamat("periode")))
    assert kalender not in teks(masuk(sekretaris).get(alamat("periode")))


def test_the_sekretaris_unlocks_for_a_unit_and_closes_again(masuk, sekretaris, unit, tenggat):
    klien = masuk(sekretaris)
    assert "Triwulan I dibuka kembali." in teks(klien.post(alamat("buka_kunci"), isian(unit=unit.pk), follow=True))
    kunci = BukaKunci.objects.get()
    assert (kunci.unit, kunci.oleh, timezone.localtime(kunci.sampai).hour) == (unit, sekretaris, 16)
    tutup = alamat("tutup_kunci", pk=kunci.pk)
    assert "Triwulan I ditutup kembali." in teks(klien.post(tutup, follow=True))
    assert "sudah berakhir" in teks(klien.post(tutup, follow=True))


@pytest.mark.parametrize(
    ("salah", "pesan"),
    [
        ({"alasan": ""}, "Wajib diisi."),
        ({"tanggal": "1 Januari 2024"}, "sudah lewat"),
        ({"jam": "25.00"}, "Tulis jam, misalnya 16.00."),
        ({"triwulan": "2"}, "Masukkan pilihan yang valid"),
    ],
)
def test_a_mistake_comes_back_at_its_field(masuk, sekretaris, tenggat, salah, pesan):
    assert pesan in teks(masuk(sekretaris).post(alamat("buka_kunci"), isian(**salah)), status=422)
    assert not BukaKunci.objects.exists()


def test_a_unit_of_another_satker_cannot_be_chosen(masuk, sekretaris, satker_lain, tenggat):
    lain = pabrik.UnitFactory(satker=satker_lain)
    assert masuk(sekretaris).post(alamat("buka_kunci"), isian(unit=lain.pk)).status_code == 422


@pytest.mark.parametrize("nama", ["perencana", "kepala_unit", "pimpinan", "admin_satker", "pembaca"])
def test_only_the_sekretaris_unlocks(masuk, request, satker, sekretaris, tenggat, nama):
    kunci = buka(satker, sekretaris)
    klien = masuk(request.getfixturevalue(nama))
    assert klien.post(alamat("buka_kunci"), isian()).status_code == 403
    assert klien.post(alamat("tutup_kunci", pk=kunci.pk)).status_code == 403


def test_the_queries_do_not_grow(masuk, sekretaris, satker, tenggat):
    def banyak():
        with CaptureQueriesContext(connection) as tercatat:
            assert klien.get(alamat("periode")).status_code == 200
        return len(tercatat)

    klien = masuk(sekretaris)
    buka(satker, sekretaris)
    semula = banyak()
    for _ in range(20):
        buka(satker, sekretaris, unit=pabrik.UnitFactory(satker=satker))
    assert banyak() == semula
