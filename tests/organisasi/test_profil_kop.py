"""Letterheads: any number at once, each with its time; what signed papers carry does not change any more."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisasi.models import KopSurat
from organisasi.services_profil import pemakai_kop
from tests import pabrik


@pytest.fixture
def alamat(satker):
    return lambda nama="profil", *args: reverse(f"organisasi:{nama}", args=[satker.kode, 2024, *args])


@pytest.fixture
def kop(satker):
    return pabrik.KopSuratFactory(satker=satker, kode="A", alamat="Jalan Kapuas 82", telepon="111")


@pytest.fixture
def terpakai(kop, sekretariat):
    pabrik.PerjanjianFactory(unit=sekretariat, kop=kop)
    return kop


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


ISIAN = {"kode": "A", "alamat": "Jalan Kapuas 82", "telepon": "111", "email": "", "versi": 1}


@pytest.mark.parametrize(("nama", "cara"), [("ubah_kop", "get"), ("ubah_kop", "post"), ("hapus_kop", "post")])
@pytest.mark.parametrize(("siapa", "status"), [("orang_lain", 404), ("perencana", 403)])
def test_access(client, request, alamat, kop, nama, cara, siapa, status):
    client.force_login(request.getfixturevalue(siapa))
    assert getattr(client, cara)(alamat(nama, kop.pk)).status_code == status


@pytest.mark.parametrize(("nama", "cara"), [("ubah_kop", "get"), ("ubah_kop", "post"), ("hapus_kop", "post")])
def test_another_satkers_letterhead_is_not_found_here(admin, alamat, satker_lain, nama, cara):
    asing = pabrik.KopSuratFactory(satker=satker_lain)
    assert getattr(admin, cara)(alamat(nama, asing.pk)).status_code == 404
    assert KopSurat.objects.filter(pk=asing.pk).exists()


def test_a_letterhead_is_added(admin, alamat, satker):
    baru = {"kode": "B", "alamat": "Jalan Baru 1", "telepon": "", "email": "", "berlaku_mulai": "2 Januari 2024"}
    assert admin.post(alamat("kop_baru"), baru).url == alamat()
    assert satker.kop_surat.get().berlaku_mulai == date(2024, 1, 2)


def test_a_new_letterhead_begins_with_another_ones_text(admin, alamat, kop):
    assert "Jalan Kapuas 82" in admin.get(alamat("kop_baru") + f"?dari={kop.pk}").content.decode()


def test_a_new_letterhead_does_not_begin_with_a_strangers_text(admin, alamat, satker_lain):
    asing = pabrik.KopSuratFactory(satker=satker_lain, alamat="Jalan Asing")
    assert "Jalan Asing" not in admin.get(alamat("kop_baru") + f"?dari={asing.pk}").content.decode()
    assert admin.get(alamat("kop_baru") + "?dari=x").status_code == 200


def test_a_code_is_used_once(admin, alamat, kop):
    jawaban = admin.post(alamat("kop_baru"), {"kode": "A", "alamat": "Jalan Baru 1"})
    assert jawaban.status_code == 422
    assert "sudah mempunyai kop surat dengan kode A" in jawaban.content.decode()


def test_the_end_of_use_is_not_before_its_beginning(admin, alamat, kop):
    masa = {"berlaku_mulai": "2 Februari 2024", "berlaku_sampai": "1 Februari 2024"}
    jawaban = admin.post(alamat("ubah_kop", kop.pk), ISIAN | masa)
    assert jawaban.status_code == 422
    assert "tidak boleh sebelum" in jawaban.content.decode()


def test_an_unused_letterhead_may_be_rewritten(admin, alamat, kop):
    assert admin.post(alamat("ubah_kop", kop.pk), ISIAN | {"alamat": "Jalan Baru 1"}).status_code == 302
    kop.refresh_from_db()
    assert (kop.alamat, kop.versi) == ("Jalan Baru 1", 2)


def test_a_used_letterhead_changes_only_its_time(admin, alamat, terpakai):
    assert "1 naskah memakai kop ini" in admin.get(alamat("ubah_kop", terpakai.pk)).content.decode()
    jawaban = admin.post(
        alamat("ubah_kop", terpakai.pk), ISIAN | {"alamat": "Jalan Palsu", "berlaku_sampai": "31 Desember 2024"}
    )
    assert jawaban.status_code == 302
    terpakai.refresh_from_db()
    assert (terpakai.alamat, terpakai.berlaku_sampai) == ("Jalan Kapuas 82", date(2024, 12, 31))


def test_two_people_editing_a_letterhead(admin, alamat, kop):
    admin.post(alamat("ubah_kop", kop.pk), ISIAN | {"telepon": "222"})
    jawaban = admin.post(alamat("ubah_kop", kop.pk), ISIAN | {"telepon": "333"})
    assert jawaban.status_code == 409
    kop.refresh_from_db()
    assert kop.telepon == "222"


def test_an_unused_letterhead_is_deleted(admin, alamat, kop):
    admin.post(alamat("hapus_kop", kop.pk))
    assert not KopSurat.objects.exists()


def test_a_used_letterhead_is_not_deleted_and_the_page_says_why(admin, alamat, terpakai):
    isi = admin.post(alamat("hapus_kop", terpakai.pk), follow=True).content.decode()
    assert "dipakai 1 perjanjian kinerja, jadi tidak dapat dihapus" in isi
    assert KopSurat.objects.filter(pk=terpakai.pk).exists()
    assert alamat("hapus_kop", terpakai.pk) not in isi  # no button for what cannot be done


def test_letterheads_in_use_come_first(admin, alamat, satker, kop):
    kemarin = timezone.localdate() - timedelta(days=1)
    KopSurat.objects.filter(pk=kop.pk).update(berlaku_sampai=kemarin)
    pabrik.KopSuratFactory(satker=satker, kode="Z")
    isi = admin.get(alamat()).content.decode()
    assert isi.index("Kop Z") < isi.index("Kop A")
    assert isi.count("Tidak dipakai") == 1


def test_papers_are_counted_per_letterhead(terpakai, sekretariat):
    pabrik.PerjanjianFactory(unit=sekretariat, kop=terpakai)
    pabrik.PerjanjianFactory(unit=sekretariat, kop=None)
    assert pemakai_kop(terpakai.satker) == {terpakai.pk: 2}


def test_the_preview_shows_what_is_typed_escaped(admin, alamat):
    jawaban = admin.get(alamat("pratinjau_kop"), {"alamat": "<b>Jalan</b>", "telepon": "123"})
    isi = jawaban.content.decode()
    assert "&lt;b&gt;Jalan" in isi
    assert "Telepon 123" in isi
    assert "<html" not in isi
