"""The import as a planner goes through it: real files, through the pages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from organisasi.enums import StatusImpor
from organisasi.models import Pengguna
from organisasi.tasks import sapu_impor
from renstra.enums import StatusRenstra
from renstra.impor.isi import ekspor
from renstra.models import ImporRenstra, Indikator, Renstra, RenstraQuerySet, TargetTahunan
from renstra.services_impor import baca_buku, jalankan, tempat_untuk
from sakip.impor import ImporDitolak
from sakip.izin import Peran
from tests import pabrik
from tests.renstra.buku_impor import sel, tabel, ubah

pytestmark = pytest.mark.django_db

TABEL = [["Sasaran", "Indikator Kinerja Utama", "Target 2024"], ["Mutu", "Indeks kepuasan", "82,5"]]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def perencana_masuk(masuk: Any, perencana: Pengguna) -> Client:
    pabrik.SatuanFactory(kode="indeks", nama="Indeks", jenis="nilai")
    pabrik.SatuanFactory()
    klien: Client = masuk(perencana)
    return klien


@pytest.fixture
def unggah(perencana_masuk: Client, alamat: Any) -> Any:
    def kirim(isi: bytes, ke: str = "impor/", nama: str = "iku.xlsx") -> HttpResponse:
        return perencana_masuk.post(alamat(ke), {"berkas": SimpleUploadedFile(nama, isi)}, follow=True)

    return kirim


@pytest.fixture
def terapkan(perencana_masuk: Client, alamat: Any) -> Any:
    def kirim(impor: ImporRenstra) -> HttpResponse:
        isi = {"sidik": impor.ringkasan["sidik"]}
        return perencana_masuk.post(alamat(f"impor/{impor.pk}/terapkan/"), isi, follow=True)

    return kirim


def berkas_tersimpan() -> list[Path]:
    return [b for b in Path(settings.MEDIA_ROOT, "impor").rglob("*") if b.is_file()]


def teks(jawaban: HttpResponse) -> str:
    return jawaban.content.decode().replace("\u00a0", " ")


# --- A new plan -------------------------------------------------------------------------------------------------------


def test_without_a_plan_the_page_leads_to_the_import(perencana_masuk: Client, alamat: Any) -> None:
    for halaman in ("", "susun/"):
        assert f'href="{alamat("impor/")}"' in teks(perencana_masuk.get(alamat(halaman)))


def test_a_table_becomes_a_draft_after_it_was_seen(
    unggah: Any, terapkan: Any, alamat: Any, django_capture_on_commit_callbacks: Any
) -> None:
    halaman = teks(unggah(tabel(Lembar=TABEL)))
    assert "Terapkan 3 baris" in halaman
    assert "Yang disimpulkan dari berkas" in halaman
    assert "Satuan Indeks (disimpulkan) · Polaritas maksimasi (disimpulkan) · IKU · 2024: 82,5" in halaman
    assert (Renstra.objects.count(), len(berkas_tersimpan())) == (0, 1)

    with django_capture_on_commit_callbacks(execute=True):
        halaman = teks(terapkan(ImporRenstra.objects.get()))
    assert "Sudah diterapkan" in halaman
    renstra = Renstra.objects.get()
    assert (renstra.status, renstra.periode_awal, Indikator.objects.count()) == (StatusRenstra.DRAF, 2020, 1)
    assert alamat(f"{renstra.pk}/") in halaman
    impor = ImporRenstra.objects.get()
    assert (impor.status, impor.renstra, berkas_tersimpan()) == (StatusImpor.DITERAPKAN, renstra, [])
    assert "Indeks kepuasan" not in str(impor.ringkasan)


def test_a_second_click_applies_nothing_twice(unggah: Any, terapkan: Any) -> None:
    unggah(tabel(Lembar=TABEL))
    impor = ImporRenstra.objects.get()
    terapkan(impor)
    assert "tidak ada yang ditulis dua kali" in teks(terapkan(impor))
    assert Renstra.objects.count() == 1


def test_a_plan_made_meanwhile_is_not_made_again(unggah: Any, terapkan: Any, satker: Any) -> None:
    unggah(tabel(Lembar=TABEL))
    pabrik.RenstraFactory(satker=satker, periode_awal=2020, status=StatusRenstra.DRAF, nomor_keputusan="")
    assert "baru saja dibuat" in teks(terapkan(ImporRenstra.objects.get()))
    assert Indikator.objects.count() == 0


def test_the_template_is_for_the_years_of_the_page(perencana_masuk: Client, alamat: Any) -> None:
    buku = load_workbook(io.BytesIO(perencana_masuk.get(alamat("impor/templat/")).content))
    assert "Target 2020" in {str(s.value).rstrip(" *") for s in buku["Indikator"][1]}


def test_more_years_than_a_plan_has_are_refused_by_name(unggah: Any) -> None:
    renstra = [["Judul", "Tahun awal", "Tahun akhir"], ["Renstra", 2020, 2035]]
    assert "Periode paling panjang 10 tahun" in teks(unggah(tabel(Renstra=renstra, Indikator=TABEL)))


# --- A draft ----------------------------------------------------------------------------------------------------------


def test_the_draft_shows_old_and_new_and_what_goes(
    draf: Renstra, indikator: Indikator, unggah: Any, terapkan: Any
) -> None:
    lain = pabrik.IndikatorFactory(
        sasaran=indikator.sasaran, kode="3.2", uraian="Akan dihapus", urut=indikator.urut + 1
    )

    def sunting(ws: Any) -> None:
        sel(ws, "Target 2024", 2).value = "95%"
        ws.delete_rows(3)

    halaman = teks(unggah(ubah(ekspor(draf), "Indikator", sunting), f"{draf.pk}/impor/"))
    assert ("<td>90 %</td>" in halaman, "<td>95 %</td>" in halaman) == (True, True)
    assert "1 dihapus, karena tidak ada lagi di berkas" in halaman
    assert "3.2 Akan dihapus" in halaman
    assert "Yang tercatat tetapi tidak ada di berkas tidak berubah" not in halaman
    terapkan(ImporRenstra.objects.get())
    assert TargetTahunan.objects.get(indikator=indikator, tahun=2024).nilai == 95
    assert not Indikator.objects.filter(pk=lain.pk).exists()


def test_an_unchanged_export_offers_nothing_to_apply(draf: Renstra, indikator: Indikator, unggah: Any) -> None:
    halaman = teks(unggah(ekspor(draf), f"{draf.pk}/impor/"))
    assert "Isi berkas sama dengan yang tercatat" in halaman
    assert "Terapkan 0" not in halaman


def test_a_file_for_new_plans_goes_into_the_draft_of_its_years(
    draf: Renstra, indikator: Indikator, unggah: Any, terapkan: Any
) -> None:
    assert f">{draf.judul}</a>" in teks(unggah(tabel(Lembar=TABEL)))
    terapkan(ImporRenstra.objects.get())
    assert Indikator.objects.filter(sasaran__renstra=draf).count() == 2


def test_a_conflict_says_who_and_what(draf: Renstra, indikator: Indikator, unggah: Any, terapkan: Any) -> None:
    berkas = ubah(ekspor(draf), "Indikator", lambda ws: setattr(sel(ws, "Target 2024", 2), "value", "95%"))
    TargetTahunan.objects.filter(indikator=indikator).update(nilai=91)
    halaman = teks(unggah(berkas, f"{draf.pk}/impor/"))
    assert "1 bentrokan. Tidak ada yang ditulis." in halaman
    assert "<td>91 %<br>" in halaman
    assert "terakhir diubah oleh Sistem, " in halaman
    assert "Terapkan" not in halaman.split('id="bentrok"')[1]
    terapkan(ImporRenstra.objects.get())
    assert TargetTahunan.objects.get().nilai == 91


def test_a_plan_that_changed_meanwhile_is_shown_again(
    draf: Renstra, indikator: Indikator, unggah: Any, terapkan: Any
) -> None:
    judul = ["Sasaran", "Indikator", "Satuan", "Target 2024"]
    baris = [indikator.sasaran.uraian, indikator.uraian, indikator.satuan.nama, "95%"]
    unggah(tabel(Indikator=[judul, baris]), f"{draf.pk}/impor/")
    TargetTahunan.objects.update(nilai=91)
    impor = ImporRenstra.objects.get()
    halaman = teks(terapkan(impor))
    assert "berubah sejak pratinjau" in halaman
    assert "<td>91 %</td>" in halaman
    assert TargetTahunan.objects.get().nilai == 91


def test_bad_cells_are_listed_and_come_back_marked(draf: Renstra, unggah: Any, client: Client, alamat: Any) -> None:
    salah = [["Sasaran", "Indikator", "Satuan", 2024], ["Mutu", "A", "Persen", 0.775], [None, "B", "Persn", "1%"]]
    halaman = teks(unggah(tabel(Data=salah), f"{draf.pk}/impor/"))
    assert "2 kesalahan" in halaman
    assert [s in halaman for s in ("Data <b>D2</b>", "Data <b>C3</b>", "0,7750")] == [True] * 3
    impor = ImporRenstra.objects.get()
    berkas = client.get(alamat(f"impor/{impor.pk}/kesalahan/"))
    buku = load_workbook(io.BytesIO(berkas.content))
    catatan = {s.coordinate: s.fill.fgColor.rgb for b in buku["Data"].iter_rows() for s in b if s.comment}
    assert catatan == {"D2": "FFFBE3E1", "C3": "FFFBE3E1"}
    assert f'action="{alamat(f"{draf.pk}/impor/")}"' in halaman  # again into the same draft


def test_cancelling_forgets_the_file(
    draf: Renstra, unggah: Any, client: Client, alamat: Any, django_capture_on_commit_callbacks: Any
) -> None:
    unggah(tabel(Lembar=TABEL))
    with django_capture_on_commit_callbacks(execute=True):
        halaman = client.post(alamat(f"impor/{ImporRenstra.objects.get().pk}/batalkan/"), follow=True)
    assert "Impor dibatalkan" in teks(halaman)
    assert (berkas_tersimpan(), Indikator.objects.count()) == ([], 0)


def test_the_sweeper_forgets_what_waited_for_a_day(unggah: Any, django_capture_on_commit_callbacks: Any) -> None:
    from datetime import timedelta

    unggah(tabel(Lembar=TABEL))
    impor = ImporRenstra.objects.get()
    ImporRenstra.objects.update(diunggah_pada=impor.diunggah_pada - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        sapu_impor()
    impor.refresh_from_db()
    assert (impor.status, berkas_tersimpan()) == (StatusImpor.DIBATALKAN, [])


# --- What is not open, and what is no workbook ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kata"),
    [
        (StatusRenstra.DITETAPKAN, "Buat revisi"),
        (StatusRenstra.DIAJUKAN, "menunggu penetapan"),
        (StatusRenstra.DIGANTIKAN, "sudah digantikan"),
    ],
)
def test_a_plan_that_is_not_open_says_why(
    renstra: Renstra, unggah: Any, client: Client, alamat: Any, status: str, kata: str
) -> None:
    Renstra.objects.update(status=status)
    halaman = client.get(alamat(f"{renstra.pk}/impor/"))
    assert (halaman.status_code, kata in teks(halaman)) == (200, True)
    assert unggah(tabel(Lembar=TABEL), f"{renstra.pk}/impor/").status_code == 409
    assert ImporRenstra.objects.count() == 0


def test_a_fixed_plan_leads_to_its_open_revision(
    renstra: Renstra, satker: Any, perencana_masuk: Client, alamat: Any
) -> None:
    revisi = pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DRAF, nomor_keputusan="", menggantikan=renstra)
    halaman = teks(perencana_masuk.get(alamat(f"{renstra.pk}/impor/")))
    assert alamat(f"{revisi.pk}/impor/") in halaman


def test_a_new_plan_of_years_that_are_fixed_asks_for_a_revision(renstra: Renstra, unggah: Any) -> None:
    halaman = unggah(tabel(Lembar=TABEL))
    assert (halaman.status_code, "Buat revisi dulu" in teks(halaman)) == (422, True)


def _bom() -> bytes:
    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<x/>")
        arsip.writestr("xl/workbook.xml", "<x/>")
        arsip.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return aliran.getvalue()


def _bermakro() -> bytes:
    aliran = io.BytesIO(tabel(Lembar=TABEL))
    with zipfile.ZipFile(aliran, "a") as arsip:
        arsip.writestr("xl/vbaProject.bin", b"x")
    return aliran.getvalue()


@pytest.mark.parametrize(
    ("buat", "kata"),
    [
        (_bom, "terlalu besar"),
        (_bermakro, "berisi makro"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "terkunci kata sandi"),  # also .xls
        (lambda: b"Sasaran;Indikator\nMutu;Nilai\n", "bukan berkas Excel"),
        (lambda: b"PK\x03\x04" + b"\0" * 100, "rusak"),
        (lambda: tabel(Data=[["Nama", "NIP"], ["Siti", "1"]]), "Tidak ada tabel yang dikenal"),
        (lambda: b"PK" + b"0" * (10 * 1024 * 1024), "lebih besar dari 10 MB"),
        (lambda: b"", "kosong"),
    ],
)
def test_hostile_and_other_files_get_one_message(unggah: Any, buat: Any, kata: str) -> None:
    halaman = unggah(buat())
    assert (halaman.status_code, kata in teks(halaman)) == (422, True)
    assert (ImporRenstra.objects.count(), berkas_tersimpan()) == (0, [])


# --- Who may ----------------------------------------------------------------------


def test_the_upload_belongs_to_the_person(unggah: Any, satker: Any, masuk: Any, alamat: Any) -> None:
    unggah(tabel(Lembar=TABEL))
    impor = ImporRenstra.objects.get()
    rekan = masuk(pabrik.PenggunaFactory(satker=satker, peran=Peran.PERENCANA))
    assert rekan.get(alamat(f"impor/{impor.pk}/")).status_code == 404
    for akhir in ("terapkan", "batalkan"):
        assert rekan.post(alamat(f"impor/{impor.pk}/{akhir}/")).status_code == 404
    assert "iku.xlsx" in teks(rekan.get(alamat("impor/")))  # that there was one is no secret


def test_without_the_right_403(masuk: Any, pembaca: Pengguna, alamat: Any) -> None:
    klien = masuk(pembaca)
    for ekor in ("impor/", "impor/templat/"):
        assert klien.get(alamat(ekor)).status_code == 403


def test_an_upload_needs_the_token_of_its_form(perencana: Pengguna, alamat: Any) -> None:
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(perencana)
    berkas = SimpleUploadedFile("a.xlsx", tabel(Lembar=TABEL))
    assert klien.post(alamat("impor/"), {"berkas": berkas}).status_code == 403


def test_a_draft_deleted_at_this_moment_takes_no_import(draf: Renstra, indikator: Indikator, monkeypatch: Any) -> None:
    monkeypatch.setattr(RenstraQuerySet, "select_for_update", lambda self: self.none())
    bacaan = baca_buku(ekspor(draf), tempat_untuk(draf.satker, draf, 2024))
    with pytest.raises(ImporDitolak, match="baru saja dihapus"):
        jalankan(*bacaan, nama="renstra.xlsx")
