"""The import as a person goes through it: real files, through the pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.enums import StatusImpor
from organisasi.models import ImporOrganisasi, Pejabat, Pengguna, Satker, Unit
from sakip.izin import Peran
from tests import pabrik
from tests.organisasi.buku_impor import Baris, salin, tulis

pytestmark = pytest.mark.django_db
HALAMAN = ("impor", "templat_impor", "data_impor")


@pytest.fixture
def sebagai_admin(client: Client, admin_satker: Pengguna) -> Client:
    client.force_login(admin_satker)
    return client


def _url(nama: str, pk: int | None = None, kode: str = "654340") -> str:
    return reverse(f"organisasi:{nama}", kwargs={"kode": kode, "tahun": 2024} | ({"pk": pk} if pk else {}))


def _unggah(
    client: Client, isi: dict[str, list[Baris]] | bytes, *, nama: str = "data.xlsx", **tempat: Any
) -> HttpResponse:
    berkas = SimpleUploadedFile(nama, isi if isinstance(isi, bytes) else tulis(isi))
    return client.post(_url("impor", **tempat), {"berkas": berkas}, follow=True)


def _terapkan(client: Client, impor: ImporOrganisasi, sidik: str | None = None) -> HttpResponse:
    isi = {"sidik": impor.ringkasan["sidik"] if sidik is None else sidik}
    return client.post(_url("terapkan_impor", impor.pk), isi, follow=True)


def _berkas() -> list[Path]:
    return [b for b in Path(settings.MEDIA_ROOT, "impor").rglob("*") if b.is_file()]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


# --- The way through -------------------------------------------------------------------------------------------------


def test_an_upload_shows_the_plan_and_writes_nothing(sebagai_admin: Client) -> None:
    halaman = _unggah(sebagai_admin, salin())
    assert halaman.status_code == 200
    isi = halaman.content.decode()
    assert "Terapkan 13 baris" in isi
    assert "Sub Bagian Keuangan (654340)" in isi
    assert Unit.objects.count() == 0


def test_applying_writes_and_forgets_the_file(
    sebagai_admin: Client, satker: Satker, django_capture_on_commit_callbacks: Any
) -> None:
    _unggah(sebagai_admin, salin())
    impor = ImporOrganisasi.objects.get()
    assert len(_berkas()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        halaman = _terapkan(sebagai_admin, impor)
    assert "Sudah diterapkan" in halaman.content.decode()
    assert Unit.objects.filter(satker=satker).count() == 4
    assert _berkas() == []
    impor.refresh_from_db()
    assert (impor.status, impor.berkas.name) == (StatusImpor.DITERAPKAN, "")
    assert "ubahan" not in str(impor.ringkasan)  # names and NIP went with the file


def test_a_second_click_applies_nothing_twice(sebagai_admin: Client) -> None:
    _unggah(sebagai_admin, salin())
    impor = ImporOrganisasi.objects.get()
    _terapkan(sebagai_admin, impor)
    halaman = _terapkan(sebagai_admin, impor)
    assert "tidak ada yang ditulis dua kali" in halaman.content.decode()
    assert Jejak.objects.filter(tindakan=Tindakan.IMPOR).count() == 1


def test_of_two_clicks_at_once_the_later_finds_it_claimed(sebagai_admin: Client, admin_satker: Pengguna) -> None:
    from organisasi.services_impor import terapkan
    from organisasi.unggahan import batalkan
    from sakip.impor import SudahSelesai

    _unggah(sebagai_admin, salin())
    pertama, kedua = ImporOrganisasi.objects.get(), ImporOrganisasi.objects.get()  # both read while it waited
    batalkan(pertama)
    with pytest.raises(SudahSelesai):
        terapkan(impor=kedua, oleh=admin_satker, sidik=kedua.ringkasan["sidik"])
    assert Unit.objects.count() == 0


def test_a_plan_that_changed_meanwhile_is_shown_again(sebagai_admin: Client, satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="Bagian Umum", jenis="bagian")
    _unggah(sebagai_admin, {"Unit": [{"satker": "654340", "nama": "Bagian Umum", "jenis": "Divisi"}]})
    impor = ImporOrganisasi.objects.get()
    Unit.objects.filter(pk=unit.pk).update(jenis="sekretariat")
    halaman = _terapkan(sebagai_admin, impor)
    isi = halaman.content.decode()
    assert "berubah sejak pratinjau" in isi
    assert "Sekretariat" in isi
    unit.refresh_from_db()
    impor.refresh_from_db()
    assert (unit.jenis, impor.status, len(_berkas())) == ("sekretariat", StatusImpor.DIPERIKSA, 1)
    _terapkan(sebagai_admin, impor)
    unit.refresh_from_db()
    assert unit.jenis == "divisi"


def test_a_plan_that_became_wrong_meanwhile_names_the_cell(sebagai_admin: Client, satker_lain: Satker) -> None:
    _unggah(sebagai_admin, salin())
    pabrik.PejabatFactory(satker=satker_lain, nip="197801012005011003")
    halaman = _terapkan(sebagai_admin, ImporOrganisasi.objects.get())
    assert "NIP ini tercatat di satker lain" in halaman.content.decode()
    assert Unit.objects.count() == 0


def test_a_form_without_the_fingerprint_applies_nothing(sebagai_admin: Client) -> None:
    _unggah(sebagai_admin, salin())
    _terapkan(sebagai_admin, ImporOrganisasi.objects.get(), sidik="")
    assert Unit.objects.count() == 0


def test_a_file_with_errors_cannot_be_applied(sebagai_admin: Client) -> None:
    isi = salin()
    isi["Pejabat"][0]["nip"] = "1978"
    halaman = _unggah(sebagai_admin, isi)
    assert "1 kesalahan" in halaman.content.decode()
    _terapkan(sebagai_admin, ImporOrganisasi.objects.get())
    assert (Unit.objects.count(), Pejabat.objects.count()) == (0, 0)


def test_three_bad_rows_are_shown_with_their_cells_and_marked_in_the_file(sebagai_admin: Client) -> None:
    isi = salin()
    isi["Unit"][0]["induk"] = "Bagian Keuangn"
    isi["Pejabat"][0]["nip"] = 197801012005011003
    isi["Penugasan"][1]["mulai"] = "31 Februari 2024"
    halaman = _unggah(sebagai_admin, isi).content.decode()
    assert "3 kesalahan di 3 lembar" in halaman
    assert [sel in halaman for sel in (">D2<", ">A2<", ">F3<")] == [True] * 3
    assert "31 Februari 2024" in halaman
    impor = ImporOrganisasi.objects.get()
    berkas = sebagai_admin.get(_url("kesalahan_impor", impor.pk))
    buku = load_workbook(io.BytesIO(berkas.content))
    catatan = {(ws.title, s.coordinate) for ws in buku.worksheets for b in ws.iter_rows() for s in b if s.comment}
    assert catatan == {("Unit", "D2"), ("Pejabat", "A2"), ("Penugasan", "F3")}


def test_cancelling_forgets_the_file(sebagai_admin: Client, django_capture_on_commit_callbacks: Any) -> None:
    _unggah(sebagai_admin, salin())
    impor = ImporOrganisasi.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        halaman = sebagai_admin.post(_url("batalkan_impor", impor.pk), follow=True)
    assert "Tidak ada yang berubah" in halaman.content.decode()
    assert (_berkas(), Unit.objects.count()) == ([], 0)
    assert "dibatalkan" in sebagai_admin.get(_url("pratinjau_impor", impor.pk)).content.decode()


def test_a_file_that_changes_nothing_offers_nothing_to_apply(sebagai_admin: Client) -> None:
    data = sebagai_admin.get(_url("data_impor"))
    isi = _unggah(sebagai_admin, data.content).content.decode()
    assert "Isi berkas sama dengan yang tercatat" in isi
    assert "Terapkan 0" not in isi


def test_a_new_upload_takes_the_place_of_the_one_that_waited(
    sebagai_admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _unggah(sebagai_admin, salin(Unit=[{"satker": "654340", "nama": "A", "jenis": "tidak ada"}]))
    assert "Ada kesalahan" in sebagai_admin.get(_url("impor")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        _unggah(sebagai_admin, salin())
    status = ImporOrganisasi.objects.order_by("pk").values_list("status", flat=True)
    assert list(status) == [StatusImpor.DIBATALKAN, StatusImpor.DIPERIKSA]
    assert len(_berkas()) == 1


def test_stored_names_do_not_come_from_the_client(sebagai_admin: Client) -> None:
    _unggah(sebagai_admin, salin(), nama="..\\..\\rahasia <b>.xlsx")
    (berkas,) = _berkas()
    assert "rahasia" not in berkas.name
    impor = ImporOrganisasi.objects.get()
    assert "<b>.xlsx" not in sebagai_admin.get(_url("pratinjau_impor", impor.pk)).content.decode()


# --- What is no workbook ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"nip;nama\n1;Siti\n", "bukan berkas Excel"),
        (b"PK\x03\x04" + b"\0" * 100, "rusak"),
    ],
)
def test_other_files_are_refused_and_not_kept(sebagai_admin: Client, isi: bytes, kata: str) -> None:
    halaman = _unggah(sebagai_admin, isi)
    assert halaman.status_code == 422
    assert kata in halaman.content.decode()
    assert (ImporOrganisasi.objects.count(), _berkas()) == (0, [])


def test_a_bomb_is_refused_before_it_is_unpacked(sebagai_admin: Client) -> None:
    import zipfile

    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<x/>")
        arsip.writestr("xl/workbook.xml", "<x/>")
        arsip.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    halaman = _unggah(sebagai_admin, aliran.getvalue())
    assert (halaman.status_code, ImporOrganisasi.objects.count()) == (422, 0)
    assert "terlalu besar" in halaman.content.decode()


def test_nothing_chosen_says_what_to_choose(sebagai_admin: Client) -> None:
    halaman = sebagai_admin.post(_url("impor"))
    assert halaman.status_code == 422
    assert "Pilih dulu berkas Excel" in halaman.content.decode()


def test_more_than_the_limit_is_not_read(sebagai_admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organisasi.views_impor.unggah", lambda **_: pytest.fail("was read"))
    halaman = _unggah(sebagai_admin, b"PK" + b"0" * (10 * 1024 * 1024))
    assert "lebih besar dari 10 MB" in halaman.content.decode()


# --- Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", HALAMAN)
def test_without_the_right_403(client: Client, perencana: Pengguna, nama: str) -> None:
    client.force_login(perencana)
    assert client.get(_url(nama)).status_code == 403
    assert client.post(_url("impor"), {"berkas": SimpleUploadedFile("a.xlsx", tulis(salin()))}).status_code == 403


@pytest.mark.parametrize("nama", HALAMAN)
def test_another_satker_404(client: Client, satker: Satker, satker_lain: Satker, nama: str) -> None:
    client.force_login(pabrik.PenggunaFactory(satker=satker_lain, peran=Peran.ADMIN_SATKER))
    assert client.get(_url(nama)).status_code == 404


@pytest.mark.parametrize("nama", ["pratinjau_impor", "kesalahan_impor"])
def test_the_upload_of_somebody_else_404(
    sebagai_admin: Client, client: Client, satker: Satker, admin_pusat: Pengguna, nama: str
) -> None:
    _unggah(sebagai_admin, salin(Unit=[{"satker": "654340", "nama": "A", "jenis": "tidak ada"}]))
    impor = ImporOrganisasi.objects.get()
    assert sebagai_admin.get(_url(nama, impor.pk)).status_code == 200
    for orang in (admin_pusat, pabrik.PenggunaFactory(satker=satker, peran=Peran.ADMIN_SATKER)):
        client.force_login(orang)
        assert client.get(_url(nama, impor.pk)).status_code == 404
        assert client.post(_url("terapkan_impor", impor.pk)).status_code == 404
        assert client.post(_url("batalkan_impor", impor.pk)).status_code == 404


def test_an_upload_stays_at_its_place(client: Client, admin_pusat: Pengguna, satker: Satker) -> None:
    client.force_login(admin_pusat)
    _unggah(client, salin())
    impor = ImporOrganisasi.objects.get()
    assert client.get(_url("pratinjau_impor", impor.pk)).status_code == 200
    assert client.get(_url("pratinjau_impor", impor.pk, kode="076")).status_code == 404


def test_the_export_of_an_admin_satker_ends_at_the_own_satker(
    sebagai_admin: Client, satker: Satker, satker_lain: Satker, admin_pusat: Pengguna, client: Client
) -> None:
    pabrik.SatkerFactory(kode="6543401", induk=satker)
    assert _kode(sebagai_admin.get(_url("data_impor"))) == ["654340"]
    client.force_login(admin_pusat)
    assert _kode(client.get(_url("data_impor", kode="076"))) == ["076", "1971", "654340", "6543401"]


def test_an_export_leaves_a_trail(sebagai_admin: Client, satker: Satker) -> None:
    sebagai_admin.get(_url("data_impor"))
    jejak = Jejak.objects.get(tindakan=Tindakan.EKSPOR)
    assert jejak.satker_id == satker.pk
    assert jejak.keterangan.startswith("Organisasi-654340-")


def test_the_rights_of_the_one_who_applies_count(sebagai_admin: Client, admin_satker: Pengguna) -> None:
    _unggah(sebagai_admin, salin())
    Pengguna.objects.filter(pk=admin_satker.pk).update(peran=Peran.PERENCANA)
    assert _terapkan(sebagai_admin, ImporOrganisasi.objects.get()).status_code == 403
    assert Unit.objects.count() == 0


def test_admin_pusat_makes_a_satker(client: Client, admin_pusat: Pengguna) -> None:
    client.force_login(admin_pusat)
    baris = {
        "kode": "1701",
        "nama": "KPU KABUPATEN BENGKULU SELATAN",
        "nama_singkat": "KPU Kabupaten Bengkulu Selatan",
        "jenis": "Kabupaten/Kota",
        "induk": "076",
        "tempat": "Manna",
        "zona_waktu": "WIB",
    }
    _unggah(client, {"Satker": [baris]}, kode="076")
    impor = ImporOrganisasi.objects.get()
    client.post(_url("terapkan_impor", impor.pk, kode="076"), {"sidik": impor.ringkasan["sidik"]})
    assert Satker.objects.get(kode="1701").jalur == "/076/1701/"


def test_the_page_asks_the_same_for_few_and_many_imports(
    sebagai_admin: Client, admin_satker: Pengguna, satker: Satker
) -> None:
    kueri = []
    for banyak in (1, 14):
        for ke in range(banyak):
            ImporOrganisasi.objects.create(satker=satker, oleh=admin_satker, nama_berkas=f"{ke}.xlsx", sha256="0" * 64)
        with CaptureQueriesContext(connection) as tercatat:
            isi = sebagai_admin.get(_url("impor")).content.decode()
        kueri.append(len(tercatat))
    assert isi.count(".xlsx</a>") == 15
    assert kueri[0] == kueri[1] <= 22


def _kode(jawaban: HttpResponse) -> list[str]:
    lembar = load_workbook(io.BytesIO(jawaban.content))["Satker"]
    return sorted(baris[0].value for baris in lembar.iter_rows(min_row=2) if baris[0].value)
