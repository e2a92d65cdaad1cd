"""The second of two people who save the same row sees both versions and chooses."""

import pytest
from django.urls import reverse

from organisasi.models import KopSurat
from sakip.models import VersiBerubah
from sakip.pelaku import Pelaku, sebagai
from sakip.sunting import SuntinganForm
from tests import pabrik


class KopForm(SuntinganForm):
    class Meta:
        model = KopSurat
        fields = ["kode", "alamat", "telepon"]


@pytest.fixture
def kop(satker):
    return pabrik.KopSuratFactory(satker=satker, kode="A", alamat="Jalan Kapuas 82", telepon="111")


def _kirim(kop, **data):
    return KopForm({"kode": "A", "alamat": "Jalan Kapuas 82", "telepon": "111", "versi": 1} | data, instance=kop)


def _orang_lain_menyimpan(kop, **nilai):
    form = _kirim(KopSurat.objects.get(pk=kop.pk), **nilai)
    assert form.is_valid()
    form.save()
    return KopSurat.objects.get(pk=kop.pk)


def test_a_save_raises_the_version(kop):
    assert _orang_lain_menyimpan(kop, telepon="222").versi == 2


def test_the_second_save_shows_both_values_and_changes_nothing(kop):
    kini = _orang_lain_menyimpan(kop, telepon="222")
    form = _kirim(kini, telepon="333")
    assert not form.is_valid()
    assert [(b.label, b.isian, b.tersimpan) for b in form.bentrokan] == [("Telepon", "333", "222")]
    assert KopSurat.objects.get(pk=kop.pk).telepon == "222"
    assert "diubah orang lain" in form.non_field_errors()[0]


def test_the_form_comes_back_with_the_version_that_was_shown(kop):
    form = _kirim(_orang_lain_menyimpan(kop, telepon="222"), telepon="333")
    form.is_valid()
    assert form["versi"].value() == 2
    assert form["telepon"].value() == "333"


@pytest.mark.parametrize(("pilihan", "hasil"), [("isian", "333"), ("tersimpan", "222")])
def test_the_person_chooses_per_field(kop, pilihan, hasil):
    kini = _orang_lain_menyimpan(kop, telepon="222")
    form = _kirim(kini, telepon="333", alamat="Jalan Baru", versi=2, **{"pilih-telepon": pilihan})
    assert form.is_valid()
    form.save()
    kini.refresh_from_db()
    assert (kini.telepon, kini.alamat) == (hasil, "Jalan Baru")


def test_nothing_is_forced_by_saving_again_without_choosing(kop):
    kini = _orang_lain_menyimpan(kop, telepon="222")
    form = _kirim(kini, telepon="333", versi=2, bentrok=["telepon"])
    assert not form.is_valid()
    assert [b.nama for b in form.bentrokan] == ["telepon"]
    assert "Pilih “Isian Anda”" in form.non_field_errors()[0]


def test_the_same_values_are_no_conflict(kop):
    kini = _orang_lain_menyimpan(kop, telepon="222")
    assert _kirim(kini, telepon="222").is_valid()


def _kirim_dari(dibuka, kini, **data):
    """What a browser sends that opened the form when the row was `dibuka`."""
    awal = KopForm(instance=dibuka)
    isi = {nama: awal[nama].value() for nama in awal.fields}
    return KopForm(isi | data, instance=kini)


def test_a_field_that_was_left_alone_takes_what_is_stored_now(kop):
    dibuka = KopSurat.objects.get(pk=kop.pk)
    kini = _orang_lain_menyimpan(kop, telepon="222")
    form = _kirim_dari(dibuka, kini, alamat="Jalan Baru")
    assert form.is_valid(), form.errors
    form.save()
    kini.refresh_from_db()
    assert (kini.telepon, kini.alamat, kini.versi) == ("222", "Jalan Baru", 3)


def test_only_what_both_changed_is_asked(kop):
    dibuka = KopSurat.objects.get(pk=kop.pk)
    kini = _orang_lain_menyimpan(kop, telepon="222", alamat="Jalan Orang")
    form = _kirim_dari(dibuka, kini, telepon="333")
    assert not form.is_valid()
    assert [(b.nama, b.isian, b.tersimpan) for b in form.bentrokan] == [("telepon", "333", "222")]
    assert form["alamat"].value() == "Jalan Orang"


@pytest.mark.parametrize("awal", ["", "x", "[]", "[1]", "null", '{"telepon": 5}'])
def test_a_broken_memory_of_the_form_only_asks_more(kop, awal):
    dibuka = KopSurat.objects.get(pk=kop.pk)
    kini = _orang_lain_menyimpan(kop, telepon="222")
    form = _kirim_dari(dibuka, kini, alamat="Jalan Baru", awal=awal)
    assert not form.is_valid()
    assert {b.nama for b in form.bentrokan} == {"telepon", "alamat"}


def test_the_database_decides_between_two_saves_at_the_same_moment(kop):
    satu, dua = _kirim(KopSurat.objects.get(pk=kop.pk), telepon="222"), _kirim(kop, telepon="333")
    assert satu.is_valid()
    assert dua.is_valid()
    satu.save()
    with pytest.raises(VersiBerubah):
        dua.save()
    assert KopSurat.objects.get(pk=kop.pk).telepon == "222"


def test_a_new_row_has_no_version_to_lose(satker):
    form = KopForm({"kode": "B", "alamat": "Jalan Baru"}, instance=KopSurat(satker=satker))
    assert form.is_valid()
    assert form.save().versi == 1


def test_the_page_names_who_saved_first(client, satker, kop, admin_satker):
    url = reverse("organisasi:ubah_kop", args=[satker.kode, 2024, kop.pk])
    client.force_login(admin_satker)
    awal = client.get(url).content.decode()
    assert 'name="awal"' in awal
    assert awal.count('name="versi"') == 1
    with sebagai(Pelaku(1, "Rina Admin")):
        _orang_lain_menyimpan(kop, telepon="222")
    isi = client.post(url, {"kode": "A", "alamat": "Jalan Kapuas 82", "telepon": "333", "versi": 1})
    assert isi.status_code == 409
    assert "Rina Admin menyimpan lebih dahulu" in isi.content.decode()
