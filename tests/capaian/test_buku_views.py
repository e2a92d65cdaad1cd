"""The pages of the workbook: download, upload, preview with choices, apply, errors; constant queries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capaian.buku.isi import unduh
from capaian.enums import StatusRealisasi
from capaian.models import ImporRealisasi, Pengukuran, Realisasi
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.enums import JenisTenggat, StatusImpor
from organisasi.models import Pengguna, Satker, Tenggat
from tests import pabrik
from tests.capaian.buku_bantu import TW, diisi, tempat, ubah
from tests.sakip.buku_excel import buka

pytestmark = pytest.mark.django_db
BATAS_KUERI = 55  # of an act and the page that it leads to

Unggah = Callable[..., Any]


@pytest.fixture(autouse=True)
def siap(pengukuran: list[Pengukuran], settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alamat(satker: Satker) -> Callable[[str], str]:
    return lambda ekor="": f"/{satker.kode}/2024/capaian/{ekor}"


@pytest.fixture
def masuk(client: Client, perencana: Pengguna) -> Client:
    client.force_login(perencana)
    return client


@pytest.fixture
def unggah(masuk: Client, alamat: Any) -> Unggah:
    def kirim(isi: bytes, nama: str = "isian.xlsx", triwulan: int = TW) -> Any:
        berkas = SimpleUploadedFile(nama, isi)
        return masuk.post(alamat(f"tw-{triwulan}/unggah/"), {"berkas": berkas}, follow=True)

    return kirim


def terapkan(client: Client, alamat: Any, **pilihan: str) -> Any:
    impor = ImporRealisasi.objects.latest("pk")
    data = {"sidik": impor.ringkasan["sidik"]} | pilihan
    return client.post(alamat(f"impor/{impor.pk}/terapkan/"), data, follow=True)


def test_the_quarter_leads_to_the_workbook(masuk: Client, alamat: Any) -> None:
    halaman = masuk.get(alamat("tw-2/")).content.decode()
    assert alamat("tw-2/unggah/") in halaman
    assert alamat("tw-2/excel/") in masuk.get(alamat("tw-2/unggah/")).content.decode()


def test_a_reader_is_not_led_there(client: Client, pembaca: Pengguna, alamat: Any) -> None:
    client.force_login(pembaca)
    assert "tw-2/unggah/" not in client.get(alamat("tw-2/")).content.decode()


def test_the_download_is_named_and_leaves_a_trail(masuk: Client, alamat: Any) -> None:
    jawaban = masuk.get(alamat("tw-2/excel/"))
    assert "Isian-654340-2024-TW2.xlsx" in jawaban["Content-Disposition"]
    assert buka(jawaban.content)["Isian"].max_row == 3
    assert Jejak.objects.get(tindakan=Tindakan.EKSPOR).keterangan == "Isian-654340-2024-TW2.xlsx"


def test_the_download_of_a_unit(masuk: Client, alamat: Any, unit: Any, sekretariat: Any) -> None:
    jawaban = masuk.get(alamat(f"tw-2/excel/?unit={sekretariat.pk}"))
    assert buka(jawaban.content)["Isian"].max_row == 1
    assert masuk.get(alamat("tw-2/excel/?unit=0")).status_code == 404
    assert masuk.get(alamat("tw-5/excel/")).status_code == 404


def test_new_and_changed_rows_are_shown_then_written(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran]
) -> None:
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(70))
    jawaban = unggah(diisi(perencana, satker, {2: {"Realisasi": "75"}, 3: {"Realisasi": "A"}}))
    halaman = jawaban.content.decode()
    assert all(kata in halaman for kata in ("70\u00a0%", "75\u00a0%", "Baru diisi", "Terapkan 2 baris"))
    assert Realisasi.objects.get().nilai == 70
    akhir = terapkan(masuk, alamat)
    assert "Isian sudah tersimpan" in akhir.content.decode()
    assert Realisasi.objects.get(pengukuran=pengukuran[0]).nilai == 75
    assert Realisasi.objects.count() == 2
    assert not ImporRealisasi.objects.get().berkas


def test_a_dispute_is_shown_with_both_and_decided_per_row(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran]
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}, 3: {"Realisasi": "A"}})
    for p, nilai in zip(pengukuran, (70, 1), strict=True):
        pabrik.RealisasiFactory(pengukuran=p, triwulan=TW, nilai=Decimal(nilai), disunting_oleh=perencana)
    halaman = unggah(berkas).content.decode()
    assert "Tersimpan di SAKIP sejak formulir diunduh" in halaman
    assert halaman.count("Pakai isi berkas saya") == 2
    terapkan(masuk, alamat, **{f"ambil-{pengukuran[0].pk}": "berkas", f"ambil-{pengukuran[1].pk}": "tercatat"})
    assert [r.nilai for r in Realisasi.objects.order_by("pengukuran")] == [75, 1]


def test_what_changed_between_preview_and_apply_is_shown_again(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran]
) -> None:
    unggah(diisi(perencana, satker, {2: {"Realisasi": "75"}}))
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(70))
    halaman = terapkan(masuk, alamat).content.decode()
    assert "berubah sejak pratinjau dibuat" in halaman
    assert "Tersimpan di SAKIP sejak" in halaman
    assert Realisasi.objects.get().nilai == 70


def test_the_same_file_again_says_that_nothing_changes(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}})
    unggah(berkas)
    terapkan(masuk, alamat)
    halaman = unggah(berkas).content.decode()
    assert "Tidak ada yang berubah" in halaman
    assert "Terapkan " not in halaman.split("<main")[1]


def test_locked_rows_are_shown_with_what_the_file_says(
    unggah: Unggah, perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran]
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}})
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(70), status=StatusRealisasi.DISETUJUI)
    halaman = unggah(berkas).content.decode()
    assert "Tidak ada yang dapat disimpan" in halaman
    assert "sudah disetujui" in halaman


def test_a_closed_quarter_says_so_before_the_upload(
    masuk: Client, unggah: Unggah, alamat: Any, perencana: Pengguna, satker: Satker
) -> None:
    Tenggat.objects.create(jenis=JenisTenggat.realisasi(TW), satker=satker, bulan=7, hari=15)
    assert "Pengisian sedang tertutup" in masuk.get(alamat("tw-2/unggah/")).content.decode()
    halaman = unggah(diisi(perencana, satker, {2: {"Realisasi": "75"}})).content.decode()
    assert "ditutup" in halaman
    assert "Terapkan " not in halaman.split("<main")[1]


def test_wrong_cells_come_back_marked(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker
) -> None:
    halaman = unggah(diisi(perencana, satker, {2: {"Realisasi": "tujuh"}, 3: {"Realisasi": "A"}})).content.decode()
    assert "1 kesalahan" in halaman
    assert "Realisasi harus angka persen" in halaman
    impor = ImporRealisasi.objects.get()
    bertanda = buka(masuk.get(alamat(f"impor/{impor.pk}/kesalahan/")).content)
    assert bertanda["Isian"]["I2"].comment.text.startswith("Realisasi harus angka persen")
    assert bertanda["Isian"]["I2"].fill.fgColor.rgb == "FFFBE3E1"
    terapkan(masuk, alamat)
    assert not Realisasi.objects.exists()


def test_a_cancelled_upload_writes_nothing(
    unggah: Unggah, masuk: Client, alamat: Any, perencana: Pengguna, satker: Satker
) -> None:
    unggah(diisi(perencana, satker, {2: {"Realisasi": "75"}}))
    impor = ImporRealisasi.objects.get()
    jawaban = masuk.post(alamat(f"impor/{impor.pk}/batalkan/"), follow=True)
    assert jawaban.redirect_chain[-1][0] == alamat("tw-2/unggah/")
    impor.refresh_from_db()
    assert (impor.status, Realisasi.objects.exists()) == (StatusImpor.DIBATALKAN, False)
    assert "Tidak ada yang ditulis" in masuk.get(alamat(f"impor/{impor.pk}/")).content.decode()


def test_an_upload_is_not_there_under_another_year_or_for_another_person(
    unggah: Unggah, client: Client, alamat: Any, perencana: Pengguna, sekretaris: Pengguna, satker: Satker
) -> None:
    unggah(unduh(tempat(perencana, satker)))
    pk = ImporRealisasi.objects.get().pk
    assert client.get(f"/{satker.kode}/2023/capaian/impor/{pk}/").status_code == 404
    client.force_login(sekretaris)
    assert client.get(alamat(f"impor/{pk}/")).status_code in {403, 404}


def test_without_indikator_the_page_says_who_begins(masuk: Client, alamat: Any) -> None:
    Pengukuran.objects.all().delete()
    assert "Belum ada indikator untuk Anda isi" in masuk.get(alamat("tw-2/unggah/")).content.decode()


# --- What people and others send -----------------------------------------------------------------------------------


def _bom() -> bytes:
    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<a/>")
        arsip.writestr("xl/workbook.xml", b" " * 60_000_000)
    return aliran.getvalue()


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"", "a.xlsx", "kosong"),
        (b"bukan excel", "a.xlsx", "bukan berkas Excel"),
        (b"%PDF-1.7 isi", "a.pdf", "bukan berkas Excel"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls", ".xls lama atau terkunci kata sandi"),
        (_bom(), "bom.xlsx", "terlalu besar setelah dibuka"),
        (bytes(11 * 1024 * 1024), "besar.xlsx", "lebih besar dari 10 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_at_the_field(isi: bytes, nama: str, kata: str, unggah: Unggah) -> None:
    jawaban = unggah(isi, nama)
    assert jawaban.status_code == 422
    assert kata in jawaban.content.decode()
    assert not ImporRealisasi.objects.exists()


def _ganti(berkas: bytes, bagian: str, lama: bytes, baru: bytes) -> bytes:
    aliran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(berkas)) as asal, zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for entri in asal.namelist():
            isi = asal.read(entri)
            if entri == bagian:
                assert lama in isi
                isi = isi.replace(lama, baru, 1)
            arsip.writestr(entri, isi)
    return aliran.getvalue()


def test_millions_of_declared_rows_cost_nothing(unggah: Unggah, perencana: Pengguna, satker: Satker) -> None:
    berkas = ubah(unduh(tempat(perencana, satker)), {2: {"Realisasi": "75"}})
    lembar = "xl/worksheets/sheet2.xml"
    berkas = _ganti(berkas, lembar, b"</sheetData>", b'<row r="1048576" hidden="1"/></sheetData>')
    with zipfile.ZipFile(io.BytesIO(berkas)) as arsip:
        ukuran = arsip.read(lembar).split(b'<dimension ref="')[1].split(b'"')[0]
    berkas = _ganti(berkas, lembar, ukuran, b"A1:XFD10000000")
    assert "Terapkan 1 baris" in unggah(berkas).content.decode()


def test_links_to_other_workbooks_are_not_followed(unggah: Unggah, perencana: Pengguna, satker: Satker) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "='[http://contoh.go.id/x.xlsx]A'!A1"}})
    assert "rumus yang belum dihitung" in unggah(berkas).content.decode()


def test_a_formula_that_was_calculated_is_its_value(
    unggah: Unggah, perencana: Pengguna, satker: Satker, masuk: Client, alamat: Any
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "=70+5"}})
    berkas = _ganti(berkas, "xl/worksheets/sheet2.xml", b"<f>70+5</f><v />", b"<f>70+5</f><v>75</v>")
    assert "75\u00a0%" in unggah(berkas).content.decode()
    terapkan(masuk, alamat)
    assert Realisasi.objects.get().nilai == 75


# --- The year's table ----------------------------------------------------------------------------------------------


def test_the_year_goes_out_as_it_is_shown(masuk: Client, alamat: Any, pengukuran: list[Pengukuran]) -> None:
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, nilai=Decimal(60))
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=4, nilai=Decimal(76))
    jawaban = masuk.get(alamat("ekspor/"))
    isi = [list(baris) for baris in buka(jawaban.content)["Capaian 2024"].iter_rows(values_only=True)]
    assert isi[0][3:8] == ["Target", "Realisasi TW I", "Realisasi TW II", "Realisasi TW III", "Realisasi TW IV"]
    assert isi[1][1] == "Akuntabilitas"
    assert isi[2][:3] == ["1.1", "Laporan tepat waktu", "Persen"]
    assert isi[2][3:9] == ["80\u00a0%", "60\u00a0%", "–", "–", "76\u00a0%", "76\u00a0%"]
    assert isi[2][9] == 95
    assert isi[-1][1] == "Rata-rata seluruh sasaran"
    assert "1 dari" in isi[-1][-1]
    assert Jejak.objects.get(tindakan=Tindakan.EKSPOR).keterangan.startswith("Capaian-654340-2024-")


# --- Queries -------------------------------------------------------------------------------------------------------


@pytest.fixture
def banyak(pengukuran: list[Pengukuran], perencana: Pengguna) -> list[Pengukuran]:
    """60 rows; half of them have a figure."""
    satu = pengukuran[0].indikator
    for n in range(58):
        indikator = pabrik.IndikatorFactory(sasaran=satu.sasaran, satuan=satu.satuan, urut=n + 3, kode=f"2.{n}")
        indikator.pelaksana.set(satu.pelaksana.all())
        p = pabrik.PengukuranFactory(indikator=indikator)
        if n % 2:
            pabrik.RealisasiFactory(pengukuran=p, triwulan=TW, disunting_oleh=perencana, diisi_oleh=perencana)
            pabrik.RealisasiFactory(pengukuran=p, triwulan=1)
            pabrik.TargetTriwulanFactory(pengukuran=p, triwulan=TW)
    return list(Pengukuran.objects.all())


def _kueri(kerja: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as kueri:
        kerja()
    return len(kueri)


def test_sixty_rows_ask_no_more_than_two(
    masuk: Client, unggah: Unggah, alamat: Any, perencana: Pengguna, satker: Satker, request: Any
) -> None:
    def sekali(baris: int) -> list[int]:
        masuk.get(alamat("tw-2/excel/"))
        berkas = diisi(perencana, satker, {n: {"Realisasi": "61"} for n in range(2, baris + 2) if n != 3})
        return [
            _kueri(lambda: masuk.get(alamat("tw-2/excel/"))),
            _kueri(lambda: unggah(berkas)),
            _kueri(lambda: terapkan(masuk, alamat)),
            _kueri(lambda: masuk.get(alamat("ekspor/"))),
        ]

    sekali(2)
    Realisasi.objects.filter(triwulan=TW).update(nilai=Decimal(60))
    sedikit = sekali(2)
    request.getfixturevalue("banyak")
    banyak = sekali(60)
    assert Realisasi.objects.filter(triwulan=TW, nilai=61).count() == 59
    assert max(sedikit) <= BATAS_KUERI
    # one more statement when rows are new, beside those that change
    assert all(b - s <= 1 for b, s in zip(banyak, sedikit, strict=True)), (sedikit, banyak)
