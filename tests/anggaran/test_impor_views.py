"""Pages of the import: the whole way, and what each step refuses."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from anggaran.models import ImporAnggaran, PemetaanKolom, PosisiRealisasi, RealisasiAnggaran
from organisasi.models import Pengguna, Satker
from tests import pabrik
from tests.anggaran.impor_bantu import csv, sakti, tanam_dipa

pytestmark = pytest.mark.django_db
IMPOR = "realisasi/impor/"


@pytest.fixture(autouse=True)
def ruang(settings: Any, tmp_path: Any, satker: Satker) -> None:
    settings.MEDIA_ROOT = tmp_path
    tanam_dipa(satker)


@pytest.fixture
def kerja(masuk: Any, perencana: Pengguna) -> Client:
    klien: Client = masuk(perencana)
    return klien


def berkas(isi: bytes, nama: str = "ekspor.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


@pytest.fixture
def unggah(kerja: Client, alamat: Any) -> Callable[..., Any]:
    def kirim(isi: bytes, nama: str = "ekspor.xlsx", **lain: str) -> Any:
        return kerja.post(alamat(IMPOR), {"berkas": berkas(isi, nama), **lain})

    return kirim


def kolom(klien: Client, url: str, **ubah: Any) -> Any:
    """Send the columns as the page proposes them."""
    form = klien.get(url).context["form"]
    isi = {n: f.initial if f.initial is not None else form.initial.get(n, "") for n, f in form.fields.items()}
    isi = {n: v for n, v in isi.items() if v not in (None, False)} | {"nama": "Sumber kami"} | ubah
    return klien.post(url, isi)


def impor() -> ImporAnggaran:
    return ImporAnggaran.objects.latest("pk")


def test_the_whole_way_from_file_to_snapshot(kerja: Client, unggah: Any, alamat: Any) -> None:
    jawab = unggah(sakti(("3360", 1_000), ("JUMLAH", 1_000)))
    assert jawab.url.endswith("/kolom/")
    assert "3360" in kerja.get(jawab.url).content.decode()
    jawab = kolom(kerja, jawab.url)
    assert jawab.status_code == 302
    isi = kerja.get(jawab.url).content.decode()
    assert "Data per 30 Juni 2024" in isi
    kerja.post(f"{jawab.url}terapkan/", {"sidik": impor().ringkasan["sidik"], "utama": "1"})
    assert RealisasiAnggaran.objects.get().nilai == 1_000
    daftar = kerja.get(alamat("realisasi/")).content.decode()
    assert "ekspor.xlsx" in daftar
    assert "Posisi utama" in daftar
    assert PemetaanKolom.objects.get().nama == "Sumber kami"


def test_the_same_head_goes_straight_to_the_preview_and_nothing_changes(kerja: Client, unggah: Any) -> None:
    isi = sakti(("3360", 1_000))
    url = kolom(kerja, unggah(isi).url).url
    kerja.post(f"{url}terapkan/", {"sidik": impor().ringkasan["sidik"]})
    jawab = unggah(isi)
    assert not jawab.url.endswith("/kolom/")
    assert "Tidak ada yang berubah" in kerja.get(jawab.url).content.decode()


def test_a_change_of_a_column_shows_the_rows_anew_and_keeps_nothing(kerja: Client, unggah: Any) -> None:
    url = unggah(sakti(("3360", 1_000), pagu=77_777)).url
    isi = kolom(kerja, url, nilai="pagurevisi", lihat="1").content.decode()
    assert "77.777" in isi
    assert not PemetaanKolom.objects.exists()


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"nilai": ""}, "Belum dipilih: kolom jumlah"),
        ({"kode": []}, "Pilih kolom kode"),
        ({"nama": ""}, "Beri nama sumbernya"),
        ({"cara": "pembukuan"}, "Belum dipilih: kolom tanggal"),
        ({"per_tanggal": "31/12/2023"}, "sebelum tahun anggaran mulai"),
        ({"kode": "lain"}, "salah satu dari pilihan"),
        ({"nomor": "9999999999"}, "lebih kecil"),
    ],
)
def test_columns_that_cannot_be_read_are_refused(kerja: Client, unggah: Any, ubah: Any, kata: str) -> None:
    jawab = kolom(kerja, unggah(sakti(("3360", 1))).url, **ubah)
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()


def test_findings_are_shown_and_come_back_in_the_workbook(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3360", "banyak"))).url).url
    assert "harus berupa jumlah rupiah" in kerja.get(url).content.decode()
    jawab = kerja.get(f"{url}kesalahan/")
    assert load_workbook(io.BytesIO(jawab.content)).worksheets[1]["E6"].comment
    kerja.post(f"{url}terapkan/", {"sidik": impor().ringkasan["sidik"]})
    assert not PosisiRealisasi.objects.exists()


def test_a_text_file_comes_back_as_a_workbook(kerja: Client, unggah: Any) -> None:
    isi = csv([["s.d. 30 Juni 2024"], ["Kode", "Realisasi"], ["3360", "banyak"]])
    url = kolom(kerja, unggah(isi, "sp2d.csv").url).url
    jawab = kerja.get(f"{url}kesalahan/")
    assert 'filename="Kesalahan-sp2d.xlsx"' in jawab["Content-Disposition"]
    assert load_workbook(io.BytesIO(jawab.content)).worksheets[1]["B3"].value == "banyak"


def test_an_unknown_code_is_asked_and_the_answer_used(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3355.EBA.926", 4), ("3355.EBA.111", 5), ("3355.EBA.112", 6))).url).url
    isi = kerja.get(url).content.decode()
    assert "3 kode tidak dikenal" in isi
    data = {
        "kode-0": "3355.EBA.926",
        "pilih-0": "3355.EBA.962",
        "kode-1": "3355.EBA.111",
        "lain-1": "3360",
        "sisa": "1",
    }
    kerja.post(f"{url}kode/", data)
    assert {b["kode"]: b["baru"] for b in impor().ringkasan["potret"][0]["baris"]} == {
        "3355.EBA.112": "6",
        "3355.EBA.962": "4",
        "3360": "5",
    }


def test_a_node_that_does_not_exist_is_no_answer(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3355.EBA.926", 4))).url).url
    jawab = kerja.post(f"{url}kode/", {"kode-0": "3355.EBA.926", "lain-0": "9999"}, follow=True)
    assert "Tidak ada pos 9999" in jawab.content.decode()
    assert impor().ringkasan["banyak_asing"] == 1


def test_warnings_must_be_ticked(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3360", 900_000))).url).url
    assert "lebih besar daripada pagu DIPA" in kerja.get(url).content.decode()
    sidik = impor().ringkasan["sidik"]
    jawab = kerja.post(f"{url}terapkan/", {"sidik": sidik}, follow=True)
    assert "Centang dulu" in jawab.content.decode()
    kerja.post(f"{url}terapkan/", {"sidik": sidik, "setuju": "1"})
    assert PosisiRealisasi.objects.count() == 1


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"PK\x03\x04 rusak", "a.xlsx", "rusak"),
        (b"%PDF-1.4", "a.csv", "bukan tabel teks"),
        (b"", "a.csv", "kosong"),
        (b"halo\n", "a.csv", "Tidak ada tabel yang dikenal"),
        (b"halo\n", "a.xlsx", "Berkas bukan berkas Excel (.xlsx)"),
        (b"\xd0\xcf\x11\xe0", "a.xls", ".xls lama"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_the_field(unggah: Any, isi: bytes, nama: str, kata: str) -> None:
    jawab = unggah(isi, nama)
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()
    assert not ImporAnggaran.objects.exists()


def test_a_remembered_choice_is_listed_and_asked_again_when_it_is_changed(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3355.EBA.926", 4))).url).url
    kerja.post(f"{url}kode/", {"kode-0": "3355.EBA.926", "pilih-0": "3355.EBA.962"})
    isi = kerja.get(url).content.decode()
    assert "1 pilihan kode yang diingat" in isi
    assert 'name="lupa" value="3355.EBA.926">Ubah' in isi
    kerja.post(f"{url}kode/", {"lupa": "3355.EBA.926"})
    isi = kerja.get(url).content.decode()
    assert "1 kode tidak dikenal" in isi
    assert "pilihan kode yang diingat" not in isi
    assert PemetaanKolom.objects.get().isi["padanan"] == {}


def test_unknown_codes_are_asked_beside_other_findings(kerja: Client, unggah: Any) -> None:
    url = kolom(kerja, unggah(sakti(("3355.EBA.926", 4), ("3360", "banyak"))).url).url
    isi = kerja.get(url).content.decode()
    assert "harus berupa jumlah rupiah" in isi
    assert "1 kode tidak dikenal" in isi


def test_an_upload_that_takes_the_place_of_another_says_so(kerja: Client, unggah: Any) -> None:
    unggah(sakti(("3360", 1)), "pertama.xlsx")
    jawab = unggah(sakti(("3360", 2)), "kedua.xlsx")
    assert "Unggahan sebelumnya, pertama.xlsx, dibatalkan" in kerja.get(jawab.url).content.decode()
    assert "dibatalkan" not in kerja.get(jawab.url).content.decode()


def test_a_snapshot_named_by_its_day_tells_the_day_once(kerja: Client, unggah: Any, alamat: Any) -> None:
    isi = sakti(("3360", 1_000))
    url = kolom(kerja, unggah(isi).url).url
    kerja.post(f"{url}terapkan/", {"sidik": impor().ringkasan["sidik"], "utama": "1"})
    assert PosisiRealisasi.objects.get().nama_bertanggal == "Data per 30 Juni 2024"
    assert "tidak ada yang berubah" in kerja.get(unggah(isi).url).content.decode()


def test_a_cancelled_import_writes_nothing_and_its_columns_are_closed(kerja: Client, unggah: Any) -> None:
    url = unggah(sakti(("3360", 1))).url
    kerja.post(url.replace("kolom/", "batalkan/"))
    assert kerja.get(url).status_code == 302
    assert not impor().berkas


def test_an_import_of_another_year_or_person_is_not_found(
    kerja: Client, unggah: Any, alamat: Any, masuk: Any, sekretaris: Pengguna
) -> None:
    unggah(sakti(("3360", 1)))
    ekor = f"{IMPOR}{impor().pk}/"
    assert kerja.get(alamat(ekor, tahun=2023)).status_code == 404
    assert masuk(sekretaris).get(alamat(ekor)).status_code == 404


def test_a_reader_sees_the_snapshots_and_no_button(masuk: Any, pembaca: Pengguna, alamat: Any, satker: Satker) -> None:
    posisi = pabrik.PosisiRealisasiFactory(satker=satker)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3360", nilai=3_900_000)
    isi = masuk(pembaca).get(alamat("realisasi/")).content.decode()
    assert "3.900.000" in isi
    assert "50,00" in isi  # of the pagu of 7.800.000
    assert "Impor dari berkas" not in isi


@pytest.mark.parametrize("banyak", [1, 12])
def test_the_list_asks_the_same_for_one_snapshot_and_for_twelve(
    kerja: Client, alamat: Any, satker: Satker, banyak: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(banyak):
        posisi = pabrik.PosisiRealisasiFactory(satker=satker, utama=n == 0)
        pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3360")
    kerja.get(alamat("realisasi/"))
    with django_assert_max_num_queries(24):
        kerja.get(alamat("realisasi/"))
