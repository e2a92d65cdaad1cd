"""The page of differences, their reasons, and throwing a draft away."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jejak.models import Jejak
from renstra import services, services_hapus, services_perbandingan
from renstra.enums import StatusRenstra
from renstra.models import (
    AlasanPerubahan,
    Indikator,
    Kegiatan,
    Misi,
    Program,
    Renstra,
    RenstraQuerySet,
    Sasaran,
    TargetTahunan,
    Tujuan,
)
from renstra.naskah.enums import KunciNaskah
from renstra.services_perbandingan import IsianAlasan, KonflikAlasan
from renstra.susunan_perbandingan import susun_perbandingan
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


@pytest.fixture
def asal(renstra):
    """In force, with a row of most kinds."""
    tujuan = pabrik.TujuanFactory(renstra=renstra, urut=1)
    pabrik.MisiFactory(renstra=renstra, urut=1, teks="Misi lama")
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", tujuan=tujuan)
    indikator = pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1", uraian="Layanan tepat waktu")
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2024, nilai=Decimal(80))
    return renstra


@pytest.fixture
def revisi(asal, perencana):
    return services.buat_revisi(renstra=asal, oleh=perencana, alasan="Pagu berubah")


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def url(alamat, revisi):
    return alamat(f"{revisi.pk}/perbandingan/")


def beda(revisi):
    return [
        (b.kata, b.beda.butir.jenis, [(p.label, p.sebelum, p.sesudah) for p in b.beda.perubahan])
        for b in susun_perbandingan(revisi).baris
    ]


# --- What differs --------------------------------------------------------------------------------------------------


def test_a_fresh_copy_differs_in_nothing(revisi):
    assert beda(revisi) == []


def test_a_first_renstra_has_nothing_to_be_compared_with(draf):
    assert susun_perbandingan(draf) is None


def test_changed_targets_and_wordings_are_named_old_and_new(revisi):
    indikator = Indikator.objects.get(sasaran__renstra=revisi)
    TargetTahunan.objects.filter(indikator=indikator).update(nilai=79)
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2023, nilai=Decimal(70))
    Indikator.objects.filter(pk=indikator.pk).update(uraian="Layanan sangat tepat waktu", iku=True)

    assert beda(revisi) == [
        (
            "Diubah",
            "indikator",
            [
                ("Rumusan", "Layanan tepat waktu", "Layanan sangat tepat waktu"),
                ("IKU", "Tidak", "Ya"),
                ("Target 2023", "", "70\u00a0%"),
                ("Target 2024", "80\u00a0%", "79\u00a0%"),
            ],
        )
    ]


def test_the_units_that_answer_for_an_indikator_are_compared(revisi, unit):
    Indikator.objects.get(sasaran__renstra=revisi).pelaksana.add(unit)

    assert beda(revisi)[0][2] == [("Unit pelaksana", "", unit.nama)]


def test_every_kind_of_row_is_compared(revisi):
    Renstra.objects.filter(pk=revisi.pk).update(visi="Visi baru")
    Misi.objects.filter(renstra=revisi).update(teks="Misi baru")
    Tujuan.objects.filter(renstra=revisi).update(teks="Tujuan baru")
    Sasaran.objects.filter(renstra=revisi).update(uraian="Sasaran baru")
    program = Program.objects.create(renstra=revisi, urut=1, nama="Program baru")
    Kegiatan.objects.create(program=program, urut=1, nama="Kegiatan baru")
    revisi.refresh_from_db()

    assert [(kata, jenis) for kata, jenis, _ in beda(revisi)] == [
        ("Diubah", "visi"),
        ("Diubah", "misi"),
        ("Diubah", "tujuan"),
        ("Diubah", "sasaran"),
        ("Baru", "program"),
        ("Baru", "kegiatan"),
    ]


def test_a_row_that_the_revision_drops_is_left_out(revisi):
    Indikator.objects.filter(sasaran__renstra=revisi).delete()

    assert [(kata, jenis) for kata, jenis, _ in beda(revisi)] == [("Dihapus", "indikator")]


def test_the_cost_of_a_comparison_does_not_grow_with_the_plan(revisi, asal):
    with CaptureQueriesContext(connection) as sedikit:
        susun_perbandingan(revisi)
    for n in range(20):
        i = pabrik.IndikatorFactory(sasaran=revisi.sasaran.get(), urut=n + 5)
        pabrik.TargetTahunanFactory(indikator=i)
    with CaptureQueriesContext(connection) as banyak:
        susun_perbandingan(revisi)

    assert len(banyak) == len(sedikit)


# --- The page and the reasons --------------------------------------------------------------------------------------


@pytest.fixture
def berubah(revisi):
    """The misi of the revision, changed."""
    Misi.objects.filter(renstra=revisi).update(teks="Misi yang baru")
    return Misi.objects.get(renstra=revisi)


def test_the_page_shows_both_texts_and_the_general_reason(klien, url, berubah):
    isi = teks(klien.get(url))

    assert "Misi lama" in isi
    assert "Misi yang baru" in isi
    assert "Pagu berubah" in isi
    assert "0 dari 1" in isi


def test_reasons_are_kept_beside_their_difference(klien, url, revisi, berubah):
    data = {f"alasan-misi-{berubah.pk}": "Arahan baru", f"versi-misi-{berubah.pk}": "0"}

    jawaban = klien.post(url, data)

    assert jawaban.url == url
    (baris,) = susun_perbandingan(revisi).baris
    assert (baris.alasan, baris.versi) == ("Arahan baru", 1)
    assert "Arahan baru" in teks(klien.get(url))


def test_an_emptied_reason_gives_way_to_the_general_one(klien, url, revisi, berubah):
    AlasanPerubahan.objects.create(renstra=revisi, jenis="misi", butir=berubah.pk, alasan="Keliru")
    kunci = f"misi-{berubah.pk}"

    klien.post(url, {f"alasan-{kunci}": "", f"semula-{kunci}": "Keliru", f"versi-{kunci}": "1"})

    assert not AlasanPerubahan.objects.exists()


def test_a_reason_that_somebody_else_wrote_is_shown_and_chosen_by_saving_again(klien, url, revisi, berubah):
    AlasanPerubahan.objects.create(renstra=revisi, jenis="misi", butir=berubah.pk, alasan="Dari orang lain")
    kunci = f"misi-{berubah.pk}"

    jawaban = klien.post(url, {f"alasan-{kunci}": "Dari saya", f"versi-{kunci}": "0"})

    assert jawaban.status_code == 409
    assert "menjadi “Dari orang lain”; isian Anda belum disimpan" in teks(jawaban)
    assert ">\nDari saya</textarea>" in teks(jawaban)
    klien.post(url, {f"alasan-{kunci}": "Dari saya", f"versi-{kunci}": "1", f"semula-{kunci}": "Dari orang lain"})
    assert AlasanPerubahan.objects.get().alasan == "Dari saya"


def test_a_reason_that_nobody_touched_is_not_taken_back(klien, url, revisi, berubah):
    AlasanPerubahan.objects.create(renstra=revisi, jenis="misi", butir=berubah.pk, alasan="Dari orang lain")
    kunci = f"misi-{berubah.pk}"

    assert klien.post(url, {f"alasan-{kunci}": "", f"versi-{kunci}": "0"}).status_code == 302
    assert AlasanPerubahan.objects.get().alasan == "Dari orang lain"


def test_reasons_are_written_all_or_none(revisi, berubah):
    AlasanPerubahan.objects.create(renstra=revisi, jenis="misi", butir=berubah.pk, alasan="A")
    isian = {("visi", revisi.pk): IsianAlasan("V", 0), ("misi", berubah.pk): IsianAlasan("B", 9)}

    with pytest.raises(KonflikAlasan):
        services_perbandingan.simpan_alasan(renstra=revisi, isian=isian)
    assert [a.alasan for a in AlasanPerubahan.objects.all()] == ["A"]


def test_a_revision_that_was_handed_in_takes_no_reason(revisi, berubah, perencana):
    services.ajukan(renstra=revisi, oleh=perencana)

    with pytest.raises(TransisiDitolak):
        services_perbandingan.simpan_alasan(renstra=revisi, isian={("misi", berubah.pk): IsianAlasan("x", 0)})


def test_reasons_are_read_after_the_revision_was_fixed_and_written_no_more(klien, url, revisi, berubah, pembaca, masuk):
    AlasanPerubahan.objects.create(renstra=revisi, jenis="misi", butir=berubah.pk, alasan="Arahan baru")
    Renstra.objects.filter(pk=revisi.menggantikan_id).update(status=StatusRenstra.DIGANTIKAN)
    Renstra.objects.filter(pk=revisi.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="9")

    isi = teks(masuk(pembaca).get(url))

    assert "Arahan baru" in isi
    assert "<textarea" not in isi


def test_the_page_of_a_first_renstra_says_that_it_is_none(klien, alamat, draf):
    isi = teks(klien.get(alamat(f"{draf.pk}/perbandingan/")))

    assert "Bukan revisi" in isi
    assert klien.post(alamat(f"{draf.pk}/perbandingan/"), {}).status_code == 409


def test_handing_in_names_what_has_no_reason_of_its_own(klien, alamat, revisi, berubah):
    isi = teks(klien.get(alamat(f"{revisi.pk}/ajukan/")))

    assert "1 dari 1 perubahan tidak mempunyai alasan sendiri" in isi
    assert klien.post(alamat(f"{revisi.pk}/ajukan/")).status_code == 302


# --- Throwing away -------------------------------------------------------------------------------------------------


def test_a_draft_goes_with_everything_in_it_and_the_trail_keeps_it(klien, alamat, draf, indikator):
    isi = teks(klien.get(alamat(f"{draf.pk}/hapus/")))
    jawaban = klien.post(alamat(f"{draf.pk}/hapus/"))

    assert "1 indikator" in isi
    assert jawaban.url == alamat()
    assert not Renstra.objects.exists()
    assert not Indikator.objects.exists()
    terhapus = Jejak.objects.filter(tabel="renstra_indikator", tindakan="hapus").get()
    assert terhapus.objek == str(indikator.pk)


def test_the_page_says_that_tree_and_written_part_go_too(klien, alamat, draf):
    assert "belum berisi apa pun" in teks(klien.get(alamat(f"{draf.pk}/hapus/")))
    puncak = pabrik.KondisiFactory(pohon__renstra=draf)
    pabrik.KondisiFactory(induk=puncak)
    pabrik.KeputusanRenstraFactory(renstra=draf)
    draf.narasi.create(kunci=KunciNaskah.POTENSI, isi="<p>Potensi</p>")

    isi = teks(klien.get(alamat(f"{draf.pk}/hapus/")))
    klien.post(alamat(f"{draf.pk}/hapus/"))

    assert all(kata in isi for kata in ("1 naskah Renstra", "1 keputusan Renstra", "2 kondisi"))
    assert not Renstra.objects.exists()


def test_a_draft_revision_is_thrown_away_and_another_can_be_made(klien, alamat, asal, revisi, perencana):
    jawaban = klien.post(alamat(f"{revisi.pk}/hapus/"))

    assert jawaban.url == alamat(f"{asal.pk}/")
    assert list(Renstra.objects.all()) == [asal]
    assert Indikator.objects.count() == 1
    assert services.buat_revisi(renstra=asal, oleh=perencana, alasan="Lagi").menggantikan == asal


@pytest.mark.parametrize("status", set(StatusRenstra) - {StatusRenstra.DRAF})
def test_what_is_no_draft_stays(klien, alamat, draf, status):
    Renstra.objects.filter(pk=draf.pk).update(status=status, nomor_keputusan="7")

    jawaban = klien.post(alamat(f"{draf.pk}/hapus/"))

    assert jawaban.status_code == 409
    assert "Hanya draf yang dapat dihapus" in teks(jawaban)
    assert Renstra.objects.filter(pk=draf.pk).exists()


def test_a_draft_that_was_handed_in_once_stays(klien, alamat, draf, perencana):
    services.ajukan(renstra=draf, oleh=perencana)
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DRAF)

    assert "pernah diajukan" in teks(klien.post(alamat(f"{draf.pk}/hapus/")))
    assert Renstra.objects.filter(pk=draf.pk).exists()


def test_every_reason_why_a_plan_stays_is_named(klien, alamat, draf, indikator):
    pabrik.PengukuranFactory(indikator=indikator)
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="7")
    isi = teks(klien.get(alamat(f"{draf.pk}/hapus/")))

    assert isi.count("Hanya draf yang dapat dihapus") == 1
    assert isi.count("masih dipakai 1 pengukuran") == 1


def test_the_address_of_a_deleted_plan_leads_on(klien, alamat, draf):
    hilang = klien.get(alamat(f"{draf.pk + 999}/kaskade/"))

    assert hilang.status_code == 404
    assert "mungkin sudah dihapus" in teks(hilang)
    assert f'href="{alamat("")}">Buka Renstra 2024' in hilang.content.decode()


def test_a_draft_that_something_measures_stays(draf, indikator, perencana):
    pabrik.PengukuranFactory(indikator=indikator)

    with pytest.raises(services_hapus.HapusDitolak, match="masih dipakai 1 pengukuran"):
        services_hapus.hapus_renstra(renstra=draf, oleh=perencana)
    assert Indikator.objects.filter(pk=indikator.pk).exists()


def test_the_workspace_offers_to_throw_away_a_draft_only(klien, alamat, asal, revisi):
    assert "Buang draf revisi" in teks(klien.get(alamat(f"{revisi.pk}/")))
    assert "Buang draf" not in teks(klien.get(alamat(f"{asal.pk}/")))


def test_the_plan_in_force_leads_to_its_revision(klien, alamat, asal, revisi):
    isi = teks(klien.get(alamat(f"{asal.pk}/")))

    assert f'href="{alamat(f"{revisi.pk}/")}">Buka draf revisi</a>' in isi


@pytest.mark.parametrize(
    ("ekor", "isi"),
    [
        ("kisi/", {}),
        ("kisi/blok/", {}),
        ("pohon/tambah/", {"uraian": "Data akurat", "jenjang": "akhir"}),
        ("naskah/potensi/", {"isi": "x", "versi": 0, "bentuk": "teks"}),
        ("kaskade/misi/tambah/", {"teks": "Misi"}),
    ],
)
def test_who_saves_while_the_draft_is_deleted_learns_it(masuk, perencana, alamat, draf, monkeypatch, ekor, isi):
    """Between reading and locking it: each of these answered with a failure of the server."""
    monkeypatch.setattr(RenstraQuerySet, "select_for_update", lambda self: self.none())
    assert masuk(perencana).post(alamat(f"{draf.pk}/{ekor}"), isi).status_code == 404
