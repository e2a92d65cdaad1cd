"""Pages of the written part: who writes, who reads, what stays on the screen when somebody else was faster."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra.enums import StatusRenstra
from renstra.models import KeputusanRenstra, NarasiRenstra
from renstra.naskah.enums import KunciNaskah
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def tempat(alamat, draf):
    return lambda kunci="", renstra=draf: alamat(f"{renstra.pk}/naskah/{kunci}{'/' if kunci else ''}")


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


def kirim(klien, ke, isi, *, versi=0, bentuk="html"):
    return klien.post(ke, {"isi": isi, "versi": versi, "bentuk": bentuk})


def tersimpan(kunci="potensi"):
    return NarasiRenstra.objects.get(kunci=kunci).isi


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_list_leads_to_every_place_and_tells_what_is_written(klien, draf, tempat):
    draf.narasi.create(kunci="potensi", isi="<p>Ada.</p>")
    isi = klien.get(tempat()).content.decode()

    assert [k.value for k in KunciNaskah if f'href="{tempat(k.value)}"' not in isi] == []
    assert f"1 dari {len(KunciNaskah)} uraian tertulis" in isi
    assert isi.count("(tertulis)") == 1


def test_the_workspace_and_the_tabs_lead_there(klien, draf, alamat, tempat):
    assert f'href="{tempat()}"' in klien.get(alamat(f"{draf.pk}/")).content.decode()
    assert f'href="{tempat()}"' in klien.get(alamat(f"{draf.pk}/kaskade/")).content.decode()


def test_the_list_takes_as_many_queries_however_much_is_written(klien, draf, tempat):
    klien.get(tempat())
    with CaptureQueriesContext(connection) as kosong:
        klien.get(tempat())
    for kunci in KunciNaskah:
        draf.narasi.create(kunci=kunci, isi="<p>Ada.</p>")
    with CaptureQueriesContext(connection) as penuh:
        klien.get(tempat())

    assert len(penuh) == len(kosong)


# --- One text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kunci", KunciNaskah)
def test_every_place_has_its_page(klien, tempat, kunci):
    assert kunci.label in klien.get(tempat(kunci.value)).content.decode()


@pytest.mark.parametrize(
    ("kini", "sebelum", "berikut"),
    [
        ("keputusan/", "", "naskah/kata_pengantar/"),
        ("naskah/kata_pengantar/", "keputusan/", "naskah/pendahuluan/"),
        ("naskah/ancaman/", "naskah/peluang/", "naskah/visi_misi/"),
        ("naskah/penutup/", "naskah/kerangka_pendanaan/", ""),
    ],
)
@pytest.mark.parametrize("status", [StatusRenstra.DRAF, StatusRenstra.DITETAPKAN])
def test_a_page_leads_on_to_its_neighbours(klien, draf, alamat, status, kini, sebelum, berikut):
    type(draf).objects.filter(pk=draf.pk).update(status=status, nomor_keputusan="1", tanggal_keputusan="2020-01-02")
    isi = klien.get(alamat(f"{draf.pk}/{kini}")).content.decode()

    for rel, ke in (("prev", sebelum), ("next", berikut)):
        assert (f'rel="{rel}"' in isi) is bool(ke)
        assert not ke or f'href="{alamat(f"{draf.pk}/{ke}")}"' in isi


def test_a_place_that_a_renstra_does_not_have_is_404(klien, tempat):
    assert klien.get(tempat("bab9")).status_code == 404
    assert kirim(klien, tempat("bab9"), "x").status_code == 404


def test_a_text_is_kept_clean_and_shown_again(klien, tempat):
    jawaban = kirim(klien, tempat("potensi"), '<p onclick="x()">SDM <b>cukup</b></p><script>1</script>')

    assert jawaban.url == tempat("potensi")
    assert tersimpan() == "<p>SDM <b>cukup</b></p>"
    assert "<p>SDM <b>cukup</b></p>" in klien.get(tempat("potensi")).content.decode()


def test_light_text_is_kept_as_html(klien, tempat):
    kirim(klien, tempat("potensi"), "- a\n- b", bentuk="teks")
    assert tersimpan() == "<ul> <li>a</li> <li>b</li> </ul>"


@pytest.mark.parametrize("versi", [0, 7])
def test_who_was_slower_sees_both_texts_and_chooses(klien, draf, tempat, versi):
    draf.narasi.create(kunci="potensi", isi="<p>Tulisan rekan.</p>", versi=3)
    jawaban = kirim(klien, tempat("potensi"), "<p>Tulisan saya.</p>", versi=versi)
    isi = jawaban.content.decode()

    assert jawaban.status_code == 409
    assert "<p>Tulisan rekan.</p>" in isi
    assert "Tulisan saya." in isi
    assert "Pakai teks yang tersimpan" in isi
    assert tersimpan() == "<p>Tulisan rekan.</p>"
    kirim(klien, tempat("potensi"), "<p>Tulisan saya.</p>", versi=jawaban.context["form"]["versi"].value())
    assert tersimpan() == "<p>Tulisan saya.</p>"


def test_too_long_a_text_is_told_and_stays(klien, tempat):
    jawaban = kirim(klien, tempat("potensi"), "panjang " * 30_000)
    assert jawaban.status_code == 422
    assert "Teks terlalu panjang" in jawaban.content.decode()
    assert not NarasiRenstra.objects.exists()


def test_a_text_of_signs_alone_is_told_and_stays(klien, tempat):
    """Each "<" is kept as four letters, so a text that fits as it is typed does not fit as it is kept."""
    jawaban = kirim(klien, tempat("potensi"), "<" * 150_000)
    assert jawaban.status_code == 422
    assert "terlalu panjang" in jawaban.content.decode()
    assert not NarasiRenstra.objects.exists()


def test_a_fixed_plan_is_read_and_not_written(klien, renstra, tempat):
    renstra.narasi.create(kunci="potensi", isi="<p>Tetap.</p>")
    ke = tempat("potensi", renstra)
    isi = klien.get(ke).content.decode()

    assert "<p>Tetap.</p>" in isi
    assert "Simpan teks" not in isi
    jawaban = kirim(klien, ke, "<p>Lain lagi.</p>", versi=1)
    assert jawaban.status_code == 409
    assert "Yang Anda ketik belum disimpan" in jawaban.content.decode()
    assert tersimpan() == "<p>Tetap.</p>"


def test_a_plan_handed_in_at_this_moment_is_not_written(klien, draf, tempat, monkeypatch):
    asli = NarasiRenstra.__init__

    def serahkan(self, *args, **kwargs):
        asli(self, *args, **kwargs)
        type(draf).objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    monkeypatch.setattr(NarasiRenstra, "__init__", serahkan)
    assert kirim(klien, tempat("potensi"), "<p>Terlambat.</p>").status_code == 409
    assert not NarasiRenstra.objects.exists()


def test_a_reader_reads(masuk, pembaca, draf, tempat):
    draf.narasi.create(kunci="potensi", isi="<p>Draf.</p>")
    isi = masuk(pembaca).get(tempat("potensi")).content.decode()
    assert "<p>Draf.</p>" in isi
    assert "Simpan teks" not in isi


# --- The Keputusan --------------------------------------------------------------------------------------------------


@pytest.fixture
def keputusan(alamat, draf):
    return alamat(f"{draf.pk}/keputusan/")


ISI = {"penetap": "Kantor", "tentang": "Renstra Kantor", "diktum": "Menetapkan.\n- a", "tempat": "Kota"}


def test_nobody_begins_with_a_blank_page_and_looking_stores_nothing(klien, draf, keputusan):
    isi = klien.get(keputusan).content.decode()
    assert f"Rencana Strategis {draf.satker.nama} Tahun 2020-2024" in isi
    assert "merupakan dokumen perencanaan" in isi
    assert not KeputusanRenstra.objects.exists()


def test_the_first_save_makes_the_row(klien, draf, keputusan):
    assert klien.post(keputusan, ISI).status_code == 302
    assert draf.keputusan.butir("diktum")[0].anak == ("a",)


def test_a_wrong_line_is_told_at_its_part_and_stores_nothing(klien, keputusan):
    jawaban = klien.post(keputusan, ISI | {"menimbang": "- rincian tanpa butir"})
    assert jawaban.status_code == 422
    assert "menimbang" in jawaban.context["form"].errors
    assert not KeputusanRenstra.objects.exists()


def test_two_people_choose_between_their_words(klien, draf, keputusan):
    pabrik.KeputusanRenstraFactory(renstra=draf, tentang="Versi rekan", versi=2)
    jawaban = klien.post(keputusan, ISI | {"versi": "1"})
    assert jawaban.status_code == 409
    assert "Versi rekan" in jawaban.content.decode()
    assert KeputusanRenstra.objects.get().tentang == "Versi rekan"


def test_a_fixed_plan_shows_its_keputusan_with_number(klien, renstra, alamat):
    ke = alamat(f"{renstra.pk}/keputusan/")
    assert "Belum ada naskah keputusan" in klien.get(ke).content.decode()
    pabrik.KeputusanRenstraFactory(renstra=renstra)
    isi = klien.get(ke).content.decode()

    assert "Nomor : 1 Tahun 2020" in isi
    assert "KEDUA" in isi
    assert klien.post(ke, ISI | {"versi": "1"}).status_code == 409
    assert KeputusanRenstra.objects.get().tentang != "Renstra Kantor"


# --- What the paper would lack --------------------------------------------------------------------------------------


def test_the_print_page_names_what_is_not_written(klien, draf, alamat, tempat):
    pabrik.IndikatorFactory(sasaran__renstra=draf)
    draf.narasi.create(kunci="potensi", isi="<p>Ada.</p>")
    isi = klien.get(alamat(f"{draf.pk}/cetak/")).content.decode()

    assert "Naskah keputusan" in isi
    assert tempat("ancaman") in isi
    assert tempat("potensi") not in isi
    assert "Bab I Pendahuluan" in isi
