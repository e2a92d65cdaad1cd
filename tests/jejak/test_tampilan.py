"""The trail as people read it."""

from decimal import Decimal

import pytest
from django.db.models import Max

from jejak.enums import Tindakan
from jejak.models import Jejak
from jejak.services import catat
from jejak.tampilan import SANDI, tampilkan
from organisasi.models import KopSurat, Pengguna, Penugasan
from renstra.models import Indikator, Renstra, TargetTahunan
from sakip.pelaku import Pelaku, sebagai
from tests import pabrik
from tests.jejak.conftest import terakhir


@pytest.fixture
def target(satker):
    indikator = pabrik.IndikatorFactory(sasaran__renstra__satker=satker, kode="1.1")
    return pabrik.TargetTahunanFactory(indikator=indikator, tahun=2024, nilai=90)


def satu(baris=None):
    (hasil,) = tampilkan([baris or terakhir()])
    return hasil


def isi(hasil):
    return [(b.nama, b.sebelum, b.sesudah) for b in hasil.beda]


# --- Changes -------------------------------------------------------------------------------------------------------


def test_a_change_names_the_object_and_the_values(target):
    target.simpan_versi(1, nilai=Decimal("77.5"))
    hasil = satu()
    assert hasil.judul == "Mengubah target tahunan 2024 indikator 1.1"
    assert isi(hasil) == [("Target", "90\u00a0%", "77,5\u00a0%")]
    assert (hasil.jenis, hasil.objek) == ("target tahunan", "2024 indikator 1.1")


def test_a_grade_is_printed_by_its_label(satker):
    target = pabrik.TargetTahunanFactory(nilai=Decimal(5), indikator__satuan=pabrik.SatuanFactory(predikat=True))
    target.simpan_versi(1, nilai=Decimal(6))
    assert isi(satu()) == [("Target", "BB", "A")]


def test_creating_lists_what_was_filled_in(satker):
    pabrik.KopSuratFactory(satker=satker, kode="A", alamat="Jalan Baru", telepon="")
    hasil = satu()
    assert hasil.judul == f"Membuat kop surat “{satker} – A”"
    kata = {nama: (lama, baru) for nama, lama, baru in isi(hasil)}
    assert kata["Satker"] == ("–", "KPU Provinsi Bengkulu")
    assert kata["Alamat"] == ("–", "Jalan Baru")
    assert "Telepon" not in kata


def test_deleting_lists_what_is_lost(target):
    target.delete()
    hasil = satu()
    assert hasil.judul == "Menghapus target tahunan 2024 indikator 1.1"
    assert ("Target", "90\u00a0%", "–") in isi(hasil)


def test_a_transition_names_both_statuses(unit, perencana):
    pabrik.PerjanjianFactory(unit=unit).ajukan(oleh=perencana)
    assert satu().judul.startswith("Mengubah status perjanjian kinerja “Perjanjian kinerja 2024 – ")
    assert satu().judul.endswith("”: Draf → Diajukan")


def test_many_to_many_is_told_from_both_sides(target, unit):
    target.indikator.pelaksana.add(unit)
    assert satu().judul == f"Menambahkan unit pelaksana “Bagian Keuangan” pada indikator “{target.indikator}”"
    target.indikator.pelaksana.remove(unit)
    assert satu().judul == f"Melepaskan unit pelaksana “Bagian Keuangan” dari indikator “{target.indikator}”"


def test_a_secret_is_only_said_to_be_replaced(perencana):
    perencana.set_password("sandi baru sekali")
    perencana.save()
    (beda,) = satu().beda
    assert (beda.kolom, beda.sebelum, beda.sesudah) == ("password", SANDI, "diganti")
    assert terakhir().sesudah["password"] not in str(satu())


def test_a_first_and_a_removed_secret(satker):
    user = pabrik.PenggunaFactory(satker=satker)
    dibuat = Jejak.objects.filter(tabel=Pengguna._meta.db_table, tindakan=Tindakan.BUAT).latest("pk")
    assert [(b.sebelum, b.sesudah) for b in satu(dibuat).beda if b.kolom == "password"] == [("–", "diisi")]
    user.delete()
    assert [(b.sebelum, b.sesudah) for b in satu().beda if b.kolom == "password"] == [(SANDI, "–")]


def test_a_long_text_is_shortened_and_whole_behind(satker):
    renstra = pabrik.RenstraFactory(satker=satker, visi="a" * 400)
    Renstra.objects.filter(pk=renstra.pk).update(visi="a" * 399 + "b")
    (beda,) = satu().beda
    assert beda.dipendekkan
    assert len(beda.sesudah) < 200
    assert beda.sesudah_penuh == "a" * 399 + "b"


# --- Events --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tindakan", "pilihan", "judul"),
    [
        (Tindakan.MASUK, {}, "Masuk"),
        (Tindakan.KELUAR, {}, "Keluar"),
        (Tindakan.GAGAL_MASUK, {"keterangan": "budi"}, "Gagal masuk dengan nama “budi”"),
        (Tindakan.GAGAL_MASUK, {}, "Gagal masuk dengan nama yang tidak dikenal"),
        (Tindakan.EKSPOR, {"keterangan": "riwayat.xlsx"}, "Mengekspor riwayat.xlsx"),
        (Tindakan.IMPOR, {"keterangan": "553 satker"}, "Mengimpor 553 satker"),
        (Tindakan.LAIN, {"keterangan": "Semua sesi diakhiri"}, "Semua sesi diakhiri"),
        (Tindakan.LAIN, {}, "Tindakan lain"),
    ],
)
def test_an_event_is_a_sentence(db, tindakan, pilihan, judul):
    assert satu(catat(tindakan, **pilihan)).judul == judul


def test_a_download_names_the_paper(satker):
    laporan = pabrik.LaporanFactory(satker=satker)
    assert satu(catat(Tindakan.UNDUH, objek=laporan)).judul == "Mengunduh LKjIP 2024"


def test_data_of_an_event_is_shown(db):
    assert isi(satu(catat(Tindakan.IMPOR, data={"baris_baru": 3}))) == [("Baris baru", "–", "3")]
    assert isi(satu(catat(Tindakan.IMPOR, data=[1, 2]))) == [("Data", "–", "1, 2")]


def test_who_in_which_office_and_for_whom(db):
    with sebagai(Pelaku(1, "Budi", "Perencana", atas_nama="Sri – Kepala Bagian")):
        hasil = satu(catat(Tindakan.LAIN))
    assert hasil.oleh == "Budi (Perencana), atas nama Sri – Kepala Bagian"
    assert hasil.waktu.endswith("WIB")
    assert satu(catat(Tindakan.LAIN)).oleh == "Sistem"


# --- What is gone --------------------------------------------------------------------------------------------------


def test_a_deleted_object_is_named_by_what_the_trail_kept(satker):
    kop = pabrik.KopSuratFactory(satker=satker, kode="A")
    KopSurat.objects.update(alamat="Jalan Baru")
    ubah = terakhir()
    kop.delete()
    assert satu(ubah).judul == f"Mengubah kop surat “{satker} – A”"


def test_a_deleted_reference_is_named_too(satker):
    penugasan = pabrik.PenugasanFactory(jabatan__unit__satker=satker, pejabat__nama="Budi")
    dibuat = Jejak.objects.filter(tabel=Penugasan._meta.db_table).latest("pk")
    jabatan = str(penugasan.jabatan)
    pejabat = penugasan.pejabat
    penugasan.delete()
    pejabat.delete()
    assert satu(dibuat).judul == f"Membuat penugasan “Budi – {jabatan}”"
    assert ("Pejabat", "–", "Budi") in isi(satu(dibuat))


def test_what_nothing_is_known_of_has_its_number(db):
    pabrik.RenstraFactory()
    pk = Renstra.objects.aggregate(m=Max("pk"))["m"] + 1
    baris = Jejak(
        tindakan="ubah", tabel="renstra_renstra", objek=str(pk), sebelum={"judul": "A"}, sesudah={"judul": "B"}
    )
    assert satu(baris).judul == f"Mengubah Renstra nomor {pk}"
    assert isi(satu(baris)) == [("Judul", "A", "B")]


@pytest.mark.parametrize(
    ("tabel", "objek"), [("lama_sekali", "5"), ("renstra_renstra", "bukan-angka"), ("renstra_renstra", "")]
)
def test_strange_rows_do_not_break_the_page(db, tabel, objek):
    baris = Jejak(
        tindakan="ubah", tabel=tabel, objek=objek, sebelum={"kolom_lama": 1}, sesudah={"kolom_lama": {"x": [None]}}
    )
    assert isi(satu(baris)) == [("Kolom lama", "1", '{"x": [null]}')]


def test_an_unknown_act_is_still_a_row(db):
    assert satu(Jejak(tindakan="entah", tabel="", pelaku="x")).judul == "entah"


def test_no_rows_are_no_rows(db):
    assert tampilkan([]) == []


# --- Cost ----------------------------------------------------------------------------------------------------------


def banyak_baris(satker, kali):
    """Changes of many kinds, some of them on what is deleted afterwards."""
    satuan = pabrik.SatuanFactory(predikat=True)
    for _ in range(kali):
        target = pabrik.TargetTahunanFactory(
            indikator__sasaran__renstra__satker=satker,
            indikator__sasaran__renstra__status="draf",
            indikator__satuan=satuan,
            nilai=5,
        )
        target.simpan_versi(1, nilai=6)
        target.indikator.pelaksana.add(pabrik.UnitFactory(satker=satker))
        pabrik.PerjanjianFactory(unit__satker=satker)
        pabrik.RealisasiFactory(pengukuran__indikator=target.indikator)
        buang = pabrik.PenugasanFactory(jabatan__unit__satker=satker)
        Penugasan.objects.filter(pk=buang.pk).update(nomor_sk="1")
        buang.delete()
    return list(Jejak.objects.exclude(tabel="organisasi_satker"))


@pytest.mark.parametrize("kali", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_rows(satker, kali, django_assert_num_queries):
    baris = banyak_baris(satker, kali)
    with django_assert_num_queries(19):
        hasil = tampilkan(baris)
    assert len(hasil) == len(baris)
    assert {h.jejak.tabel for h in hasil} >= {m._meta.db_table for m in (TargetTahunan, Indikator, Penugasan)}
