"""The commands load_acuan and load_demo: what they write, what they leave alone, how they refuse a broken fixture."""

from __future__ import annotations

import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from capaian.enums import StatusRealisasi
from capaian.models import KategoriCapaian, Realisasi
from organisasi.models import Pejabat, Pengguna, Satker
from pelaporan.models import Laporan, Narasi
from pelaporan.pemuatan.demo import FOLDER, isi_acuan, isi_demo
from perjanjian.models import PerjanjianKinerja
from renstra.models import Kondisi, Misi, Renstra, Satuan, TargetTahunan
from tests import pabrik

APLIKASI = ("organisasi", "renstra", "anggaran", "perjanjian", "capaian", "pelaporan")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo data, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield
        transaction.set_rollback(True)


def jalankan(perintah: str, **pilihan: object) -> str:
    keluar = StringIO()
    call_command(perintah, stdout=keluar, stderr=StringIO(), **pilihan)
    return keluar.getvalue()


def potret() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the apps, with the many-to-many tables between them."""
    model = [m for nama in APLIKASI for m in apps.get_app_config(nama).get_models(include_auto_created=True)]
    return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in model}


# --- Loading again ---------------------------------------------------------------------------------------------------


def test_loading_twice_changes_no_row_and_says_so(demo, db):
    sebelum = potret()
    keluaran = jalankan("load_demo")
    assert potret() == sebelum
    assert keluaran.count(" 0 dibuat, 0 diubah") == 2
    assert sum(len(baris) for baris in sebelum.values()) > 800


def test_what_people_added_stays(demo, db):
    renstra = Renstra.objects.get(satker__kode="654340")
    misi = Misi.objects.create(renstra=renstra, urut=99, teks="Misi tambahan")
    satuan = Satuan.objects.create(kode="rupiah", nama="Rupiah", jenis="nilai")
    jalankan("load_demo")
    misi.refresh_from_db()
    satuan.refresh_from_db()
    assert (misi.teks, satuan.nama) == ("Misi tambahan", "Rupiah")


@pytest.mark.parametrize("perbarui", [False, True])
def test_a_row_that_a_person_edited_stays_and_is_counted(demo, db, perbarui):
    narasi = Narasi.objects.get(kunci="kata_pengantar")
    narasi.simpan_versi(1, isi="<p>Tulisan sekretaris</p>")
    keluaran = jalankan("load_demo", perbarui=perbarui)
    narasi.refresh_from_db()
    assert narasi.isi == "<p>Tulisan sekretaris</p>"
    assert "1 dibiarkan karena isinya lain dari berkas" in keluaran


def test_master_data_and_rights_that_an_admin_changed_stay(demo, db):
    KategoriCapaian.objects.filter(kode="A").update(batas_bawah=85)
    Satuan.objects.filter(kode="persen").update(nama="Persen (%)")
    Pengguna.objects.filter(username="perencana.bengkulu").update(peran="pembaca")
    Laporan.objects.update(pns=99)
    jalankan("load_acuan")
    jalankan("load_demo")
    assert KategoriCapaian.objects.get(kode="A").batas_bawah == 85
    assert Satuan.objects.get(kode="persen").nama == "Persen (%)"
    assert Pengguna.objects.get(username="perencana.bengkulu").peran == "pembaca"
    assert Laporan.objects.get().pns == 99


def test_a_row_whose_status_moved_on_stays(demo, db):
    proses = Realisasi.objects.filter(keadaan="proses")
    proses.update(keadaan="terisi", nilai=Decimal(4), status=StatusRealisasi.DIAJUKAN)
    jalankan("load_demo")
    realisasi = Realisasi.objects.get(status=StatusRealisasi.DIAJUKAN)
    assert realisasi.nilai == 4


def test_a_corrected_fixture_corrects_the_untouched_row(demo, db, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "fixtures")
    berkas = folder / "kpu-provinsi-bengkulu" / "renstra.yaml"
    berkas.write_text(berkas.read_text().replace("2023: '79', 2024: '80'", "2023: '79', 2024: '81'"))
    assert "0 dibuat, 0 diubah" in jalankan("load_demo", folder=folder)
    assert "0 dibuat, 1 diubah" in jalankan("load_demo", folder=folder, perbarui=True)
    assert TargetTahunan.objects.get(indikator__kode="3.3", tahun=2024, nilai=81).teks_cetak == "81"


def test_jika_kosong_returns_at_once_when_the_satker_exist(demo, db):
    Laporan.objects.all().delete()
    keluaran = jalankan("load_demo", jika_kosong=True)
    assert "sudah ada" in keluaran
    assert not Laporan.objects.exists()


def test_jika_kosong_loads_when_a_satker_is_missing(db, kantor):
    assert "dibuat" in jalankan("load_demo", folder=kantor, jika_kosong=True)
    assert "sudah ada" in jalankan("load_demo", folder=kantor, jika_kosong=True)


def test_load_acuan_makes_the_reference_data_only(db, kantor):
    jalankan("load_acuan", folder=kantor)
    assert not Satker.objects.filter(kode=KODE).exists()
    assert "0 dibuat, 0 diubah, 40 tetap" in jalankan("load_acuan", folder=kantor)


# --- Logins ----------------------------------------------------------------------------------------------------------


def test_the_logins_are_listed_with_name_office_and_password(demo, db):
    keluaran = jalankan("load_demo", tampilkan_akun=True)
    assert "sakip-demo-2024" in keluaran
    baris = next(b for b in keluaran.splitlines() if "kabag.perencanaan.bengkulu" in b)
    assert "Martoni" in baris
    assert "Plt. Kepala bagian" in baris


def test_listing_logins_without_demo_tells_how_to_load_it(db, kantor):
    assert "bin/manage load_demo" in jalankan("load_demo", folder=kantor, tampilkan_akun=True)
    assert not Satker.objects.filter(kode=KODE).exists()


def test_the_password_comes_from_the_environment(db, kantor, monkeypatch):
    monkeypatch.setenv("SAKIP_SANDI_DEMO", "sandi-dari-lingkungan")
    jalankan("load_demo", folder=kantor)
    assert Pengguna.objects.get(username="kepala").check_password("sandi-dari-lingkungan")


def test_an_existing_login_keeps_its_password(db, kantor):
    jalankan("load_demo", folder=kantor)
    kepala = Pengguna.objects.get(username="kepala")
    kepala.set_password("milik-saya-sendiri")
    kepala.save()
    jalankan("load_demo", folder=kantor)
    kepala.refresh_from_db()
    assert kepala.check_password("milik-saya-sendiri")


def test_a_namesake_at_another_satker_is_somebody_else(db, kantor):
    lain = pabrik.PenugasanFactory(pejabat__nama="Budi Santoso").pejabat
    jalankan("load_demo", folder=kantor)
    assert Pejabat.objects.filter(nama="Budi Santoso").count() == 2
    assert Pengguna.objects.get(username="kepala").pejabat != lain


def test_the_warning_names_the_public_password(db, kantor):
    galat = StringIO()
    call_command("load_demo", folder=kantor, stdout=StringIO(), stderr=galat)
    assert "kata sandi akun contoh diketahui umum" in galat.getvalue()


# --- Broken fixtures -------------------------------------------------------------------------------------------------

KODE = "900001"
ORGANISASI = """
satker: {kode: '900001', nama: Kantor Contoh, nama_singkat: Kantor, jenis: provinsi, tempat: Contoh}
unit:
  - nama: Bagian Umum
    jenis: bagian
    jabatan:
      - {nama: Kepala Bagian Umum, jenis: kepala_bagian}
penugasan:
  - {pejabat: Budi Santoso, jabatan: Kepala Bagian Umum, mulai: 2024-01-02}
"""
RENSTRA = """
satker: '900001'
judul: Rencana
periode_awal: 2020
periode_akhir: 2024
sasaran:
  - kode: '1'
    uraian: Meningkatnya mutu
    indikator:
      - {kode: '1.1', uraian: Persentase layanan, satuan: persen, target: {2024: '77,5 %'}}
"""
POHON = """
satker: '900001'
renstra: 2020
kondisi:
  - jenjang: faktor
    uraian: Mutu terjaga
    sasaran: ['1']
    kondisi:
      - {jenjang: operasional, uraian: Layanan cepat, indikator: ['1.1'], unit: [Bagian Umum], output: [Laporan]}
"""
PENGGUNA = """
pengguna:
  - {nama_pengguna: kepala, satker: '900001', pejabat: Budi Santoso}
"""


@pytest.fixture
def kantor(tmp_path: Path) -> Path:
    """The smallest complete set of fixtures."""
    (tmp_path / "kantor").mkdir()
    shutil.copy(FOLDER / "acuan.yaml", tmp_path)
    (tmp_path / "kantor" / "organisasi.yaml").write_text(ORGANISASI)
    (tmp_path / "kantor" / "renstra.yaml").write_text(RENSTRA)
    (tmp_path / "kantor" / "pohon.yaml").write_text(POHON)
    (tmp_path / "pengguna-demo.yaml").write_text(PENGGUNA)
    return tmp_path


@pytest.mark.parametrize(
    ("berkas", "lama", "baru", "pesan"),
    [
        ("organisasi", "kode: '900001'", "kode: 900001", "satker › kode: harus teks, bukan bilangan; tulis di antara"),
        ("organisasi", "jenis: provinsi", "jenis: propinsi", "“propinsi” bukan pilihan; pilih salah satu dari pusat,"),
        (
            "organisasi",
            "tempat: Contoh",
            "tempat: Contoh, induk: '077'",
            "satker › induk: satuan kerja “077” tidak ditemukan",
        ),
        ("organisasi", "tempat: Contoh", "tempt: Contoh", "satker: kunci tidak dikenal: tempt; yang dikenal: kode,"),
        ("organisasi", ", tempat: Contoh", "", "satker: “tempat” wajib diisi"),
        ("organisasi", "mulai: 2024-01-02", "mulai: Januari", "penugasan ke-1 › mulai: harus tanggal seperti"),
        ("organisasi", "- nama: Bagian Umum", "- Bagian Umum", "bukan YAML yang benar. Baris 5, kolom"),
        ("organisasi", "unit:", "unit: Bagian\nx:", "kunci tidak dikenal: x"),
        ("organisasi", "- {nama: Kepala Bagian Umum, jenis: kepala_bagian}", "- Kepala", "jabatan ke-1: harus berisi"),
        (
            "organisasi",
            "\n      - {nama: Kepala Bagian Umum, jenis: kepala_bagian}",
            " Kepala",
            "harus daftar, bukan teks",
        ),
        ("renstra", "satuan: persen", "satuan: prosen", "satuan “prosen” tidak dikenal; yang ada: bulan,"),
        ("renstra", "'77,5 %'", "tujuh", "sasaran ke-1 › indikator ke-1 › target › 2024: Harus berupa angka"),
        ("renstra", "'77,5 %'", "77.5", "target › 2024: harus angka sebagai teks, bukan pecahan"),
        ("renstra", "2024: '77,5 %'", "dua: '77,5 %'", "target › dua: harus tahun, misalnya 2024"),
        ("renstra", "periode_akhir: 2024", "periode_akhir: 2019", "Tahun akhir tidak boleh sebelum tahun awal"),
        ("renstra", "judul: Rencana", "judul: Rencana\nstatus: ditetapkan", "harus mempunyai nomor keputusan"),
        ("renstra", "satuan: persen,", "satuan: persen, pelaksana: [Bagian X],", "unit “Bagian X” tidak ada pada"),
        ("organisasi", "tempat: Contoh", "tempat: Contoh, media_sosial: [{jenis: radio, akun: x}]", "bukan pilihan"),
        ("pohon", "renstra: 2020", "renstra: 2015", "Renstra “2015” tidak ditemukan"),
        ("pohon", "jenjang: faktor", "jenjang: puncak", "kondisi ke-1 › jenjang: “puncak” bukan pilihan"),
        (
            "pohon",
            "operasional",
            "akhir",
            "kondisi ke-1 › kondisi ke-1 › jenjang: tidak boleh di atas jenjang induknya",
        ),
        ("pohon", "sasaran: ['1']", "sasaran: ['2']", "sasaran: sasaran “2” tidak ada pada Renstra atau satker ini"),
        ("pohon", "['1.1']", "['1.2']", "indikator: indikator “1.2” tidak ada"),
        ("pohon", "[Bagian Umum]", "[Bagian X]", "unit: unit “Bagian X” tidak ada"),
        ("pohon", "sasaran: ['1']", "tujuan: ['1']", "tujuan: harus daftar bilangan bulat"),
        ("pohon", "output:", "keluaran:", "kunci tidak dikenal: keluaran"),
    ],
)
def test_a_broken_fixture_is_named_by_file_key_and_reason(db, kantor, berkas, lama, baru, pesan):
    rusak = kantor / "kantor" / f"{berkas}.yaml"
    assert lama in rusak.read_text()
    rusak.write_text(rusak.read_text().replace(lama, baru, 1))
    with pytest.raises(CommandError) as galat:
        jalankan("load_demo", folder=kantor)
    assert f"kantor/{berkas}.yaml" in str(galat.value)
    assert pesan in str(galat.value)
    assert not Satker.objects.filter(kode=KODE).exists(), "nothing may be left half loaded"


@pytest.mark.parametrize("nama", ["acuan.yaml", "pengguna-demo.yaml"])
def test_a_missing_file_is_named(db, kantor, nama):
    (kantor / nama).unlink()
    with pytest.raises(CommandError, match=f"{nama}: berkas tidak dapat dibaca"):
        jalankan("load_demo", folder=kantor)
    assert not Satker.objects.filter(kode=KODE).exists()


def test_a_missing_folder_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        jalankan("load_demo", folder=tmp_path / "tidak-ada")


def test_the_tree_is_loaded_with_what_it_points_at(db, kantor):
    jalankan("load_demo", folder=kantor)
    mutu = Kondisi.objects.get(pohon__renstra__satker__kode=KODE, induk=None)
    cepat = mutu.anak.get()
    assert (mutu.jenjang, mutu.sasaran.get().kode) == ("faktor", "1")
    assert (cepat.indikator.get().kode, cepat.unit.get().nama, cepat.daftar_output) == (
        *("1.1", "Bagian Umum"),
        ("Laporan",),
    )


def test_a_proposed_tree_is_proposed_once(db, kantor):
    (kantor / "kantor" / "pohon.yaml").write_text("satker: '900001'\nrenstra: 2020\nusulkan: true\n")
    jalankan("load_demo", folder=kantor)
    pohon = Kondisi.objects.filter(pohon__renstra__satker__kode=KODE)
    assert pohon.get().uraian == "Meningkatnya mutu"
    pohon.delete()
    jalankan("load_demo", folder=kantor, perbarui=True)
    assert not pohon.exists()


def test_a_satker_is_loaded_after_its_parent_whatever_its_folder_is_called(db, kantor):
    (kantor / "anak").mkdir()
    isi = (
        ORGANISASI.replace("900001", "900002")
        .replace("Kantor Contoh", "Anak")
        .replace("nama_singkat: Kantor", "induk: '900001', nama_singkat: Anak")
    )
    (kantor / "anak" / "organisasi.yaml").write_text(isi)
    jalankan("load_demo", folder=kantor)
    assert Satker.objects.get(kode="900002").induk.kode == KODE


def test_a_paper_that_replaces_an_unknown_one_is_refused(demo, db, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "fixtures")
    berkas = folder / "kpu-provinsi-bengkulu" / "perjanjian-2024.yaml"
    berkas.write_text(berkas.read_text().replace("menggantikan: pk-jan-05", "menggantikan: pk-jan-50"))
    banyak = PerjanjianKinerja.objects.count()
    with pytest.raises(CommandError, match="menggantikan: perjanjian kinerja “pk-jan-50” belum dimuat"):
        jalankan("load_demo", folder=folder)
    assert PerjanjianKinerja.objects.count() == banyak
