"""Pages of the Penetapan IKU."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils.html import escape

from dokumen.models import PekerjaanCetak
from renstra.enums import BentukIku, StatusRenstra
from renstra.models import PenetapanIku
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def iku(renstra):
    return pabrik.IndikatorFactory(sasaran__renstra=renstra, iku=True, uraian="Tepat waktu", sumber_data="Buku tamu")


def isian(**ganti):
    return {
        "bentuk": "tabel",
        "nama_unit": "Sekretariat",
        "tugas": "",
        "fungsi": "",
        "tempat": "Bengkulu",
        "tanggal": "2 Januari 2024",
        "penanda_tangan": "ketua",
    } | ganti


def teks(jawaban):
    return jawaban.content.decode()


def test_the_page_shows_the_table_and_what_it_lacks(masuk, perencana, alamat, renstra, iku):
    halaman = teks(masuk(perencana).get(alamat(f"{renstra.pk}/iku/")))

    assert "Buku tamu" in halaman
    assert "Cara pengukuran belum diisi" in halaman


def test_the_workspace_leads_there(masuk, perencana, alamat, renstra):
    assert alamat(f"{renstra.pk}/iku/") in teks(masuk(perencana).get(alamat()))


def test_without_iku_the_page_says_what_to_do_and_offers_no_pdf(masuk, perencana, alamat, renstra):
    halaman = teks(masuk(perencana).get(alamat(f"{renstra.pk}/iku/")))

    assert "Belum ada indikator bertanda IKU" in halaman
    assert "Buat PDF" not in halaman


@pytest.mark.parametrize("status", [StatusRenstra.DRAF, StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN])
def test_the_button_prints_the_version_that_is_shown(masuk, perencana, alamat, renstra, iku, status):
    type(renstra).objects.filter(pk=renstra.pk).update(status=status)
    halaman = teks(masuk(perencana).get(alamat(f"{renstra.pk}/iku/")))

    ada = {jenis for jenis in ("iku", "iku-rancangan") if f"/dokumen/buat/{jenis}/" in halaman}
    assert ada == {"draf": {"iku-rancangan"}, "ditetapkan": {"iku"}, "digantikan": set()}[status]


def test_the_button_starts_the_job(masuk, perencana, alamat, renstra, iku, satker):
    masuk(perencana).post(f"/{satker.kode}/2024/dokumen/buat/iku/")
    assert PekerjaanCetak.objects.get().jenis == "iku"


def test_a_reader_sees_no_way_to_change_or_print(masuk, pembaca, alamat, renstra, iku):
    halaman = teks(masuk(pembaca).get(alamat(f"{renstra.pk}/iku/")))

    assert "Atur cetakan</a>" not in halaman
    assert "Buat PDF" not in halaman


def test_the_settings_of_a_fixed_renstra_can_be_made(masuk, perencana, alamat, renstra):
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/iku/atur/"), isian())

    assert (jawaban.status_code, jawaban.url) == (302, alamat(f"{renstra.pk}/iku/"))
    milik = PenetapanIku.objects.get()
    assert (milik.renstra, milik.nama_unit, milik.tanggal) == (renstra, "Sekretariat", date(2024, 1, 2))


def test_the_form_opens_without_storing_anything(masuk, perencana, alamat, renstra):
    halaman = teks(masuk(perencana).get(alamat(f"{renstra.pk}/iku/atur/")))

    assert f'value="{renstra.satker.tempat}"' in halaman
    assert not PenetapanIku.objects.exists()


@pytest.mark.parametrize("kosong", ["nama_unit", "tugas", "fungsi"])
def test_the_long_shape_wants_what_it_prints(masuk, perencana, alamat, renstra, kosong):
    data = isian(bentuk=BentukIku.LENGKAP, tugas="Membantu", fungsi="Melayani") | {kosong: " "}
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/iku/atur/"), data)

    assert jawaban.status_code == 422
    assert "bentuk ini mencetaknya di atas tabel" in teks(jawaban)
    assert not PenetapanIku.objects.exists()


def test_an_unreadable_date_is_told_with_what_was_typed(masuk, perencana, alamat, renstra):
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/iku/atur/"), isian(tanggal="32 Mei 2024"))

    assert jawaban.status_code == 422
    assert 'value="32 Mei 2024"' in teks(jawaban)


def test_two_first_saves_do_not_overwrite_each_other(masuk, perencana, alamat, renstra):
    """Both opened the form while nothing was stored, so neither sends a version."""
    klien = masuk(perencana)
    klien.post(alamat(f"{renstra.pk}/iku/atur/"), isian(tempat="Bengkulu"))
    jawaban = klien.post(alamat(f"{renstra.pk}/iku/atur/"), isian(tempat="Curup"))

    assert jawaban.status_code == 409
    assert escape("Isian Anda") in teks(jawaban)
    assert PenetapanIku.objects.get().tempat == "Bengkulu"


def test_the_next_save_carries_the_version(masuk, perencana, alamat, renstra):
    klien, tujuan = masuk(perencana), alamat(f"{renstra.pk}/iku/atur/")
    klien.post(tujuan, isian())
    versi = str(klien.get(tujuan).context["form"]["versi"].value())

    assert klien.post(tujuan, isian(tempat="Curup", versi=versi)).status_code == 302
    assert PenetapanIku.objects.get().tempat == "Curup"


def test_what_only_the_full_shape_needs_says_so(masuk, perencana, alamat, renstra):
    isi = masuk(perencana).get(alamat(f"{renstra.pk}/iku/atur/")).content.decode()

    assert re.findall(r'<div id="div_id_(\w+)" class="[^"]*wajib-lengkap', isi) == ["nama_unit", "tugas", "fungsi"]
