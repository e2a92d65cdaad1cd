"""The workbook of a quarter: what it holds, how a file that comes back is judged, and that nothing is lost."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.styles import numbers

from capaian.buku.isi import unduh
from capaian.buku.rencana import Rencana
from capaian.enums import KeadaanNilai, StatusRealisasi
from capaian.models import Pengukuran, Realisasi
from capaian.services import IsianRealisasi, simpan_realisasi
from capaian.services_buku import baca_buku, jalankan, periksa_di
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.enums import JenisTenggat
from organisasi.models import Pengguna, Satker, Tenggat, Unit
from sakip.excel import HasilBaca
from sakip.impor import RencanaBerubah
from tests import pabrik
from tests.capaian.buku_bantu import TW, diisi, huruf, tempat, ubah
from tests.sakip.buku_excel import buka

pytestmark = pytest.mark.django_db

Bacaan = tuple[HasilBaca, Rencana]


@pytest.fixture(autouse=True)
def siap(pengukuran: list[Pengukuran]) -> list[Pengukuran]:
    return pengukuran


@pytest.fixture
def periksa_berkas(perencana: Pengguna, satker: Satker) -> Callable[..., Bacaan]:
    def periksa_isi(berkas: bytes, oleh: Pengguna | None = None, triwulan: int = TW) -> Bacaan:
        di = tempat(oleh or perencana, satker, triwulan)
        hasil = baca_buku(berkas, di)
        return hasil, periksa_di(hasil, di)

    return periksa_isi


@pytest.fixture
def simpan(perencana: Pengguna, pengukuran: list[Pengukuran]) -> Callable[..., Realisasi]:
    def simpan_isi(nilai: str = "70", ke: int = 0, **isi: Any) -> Realisasi:
        p = pengukuran[ke]
        lama = Realisasi.objects.filter(pengukuran=p, triwulan=TW).first()
        isian = IsianRealisasi(KeadaanNilai.TERISI, p.indikator.satuan.baca(nilai), **isi)
        versi = lama.versi if lama else 0
        return simpan_realisasi(pengukuran=p, triwulan=TW, versi=versi, isian=isian, oleh=perencana)

    return simpan_isi


def pesan(hasil: HasilBaca) -> str:
    return "\n".join(map(str, hasil.galat))


# --- The download --------------------------------------------------------------------------------------------------


def test_a_row_shows_targets_and_what_is_stored(
    perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran], simpan: Any
) -> None:
    pabrik.TargetTriwulanFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(40))
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, nilai=Decimal("38.5"))
    simpan("70", analisis="Sebab")
    ws = buka(unduh(tempat(perencana, satker)))["Isian"]
    baris = {ws.cell(1, s.column).value: s.value for s in ws[2]}
    del baris["Tanda SAKIP"]
    assert baris == {
        "Kode": "1.1",
        "Indikator kinerja": "Laporan tepat waktu",
        "Satuan": "Persen",
        "Target tahun": "80\u00a0%",
        "Target triwulan": "40\u00a0%",
        "Realisasi sebelumnya": "TW I: 38,5\u00a0%",
        "Status": "Draf",
        "Realisasi": "70",
        "Pembilang (X)": None,
        "Penyebut (Y)": None,
        "Keadaan": "Terisi",
        "Penyebab": "Sebab",
        "Hambatan": None,
        "Upaya": None,
    }


def test_reference_cells_are_locked_and_the_mark_is_hidden(perencana: Pengguna, satker: Satker) -> None:
    ws = buka(unduh(tempat(perencana, satker)))["Isian"]
    assert ws.protection.sheet
    assert ws.column_dimensions["A"].hidden
    assert ws.freeze_panes == "D2"
    assert ws[f"{huruf(ws, 'Target tahun')}2"].protection.locked
    assert ws[f"{huruf(ws, 'Pembilang (X)')}3"].protection.locked  # a grade has no parts
    assert not ws.column_dimensions[huruf(ws, "Realisasi")].protection.locked


def test_a_grade_is_chosen_from_its_own_scale(perencana: Pengguna, satker: Satker) -> None:
    buku = buka(unduh(tempat(perencana, satker)))
    ws = buku["Isian"]
    kolom = huruf(ws, "Realisasi")
    aturan = {str(dv.sqref): dv for dv in ws.data_validations.dataValidation}
    assert aturan[f"{kolom}3"].type == "list"
    assert "BB" in {sel.value for sel in buku["Pilihan"]["A"]}
    assert aturan[f"{kolom}2 {kolom}4:{kolom}20001"].type is None


def test_a_submitted_row_is_there_and_locked(perencana: Pengguna, satker: Satker, simpan: Any) -> None:
    simpan("70")
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    ws = buka(unduh(tempat(perencana, satker)))["Isian"]
    assert ws[f"{huruf(ws, 'Status')}2"].value == "Diajukan"
    assert ws[f"{huruf(ws, 'Realisasi')}2"].protection.locked


def test_a_head_of_unit_gets_the_rows_of_the_unit(
    kepala_unit: Pengguna, satker: Satker, sekretariat: Unit, pengukuran: list[Pengukuran], periksa_berkas: Any
) -> None:
    pengukuran[1].indikator.pelaksana.set([sekretariat])
    assert [b["kode"] for b in tempat(kepala_unit, satker).baris()] == ["1.1"]
    di = tempat(None, satker)
    di.unit = sekretariat
    assert [b["kode"] for b in di.baris()] == ["1.2"]
    semua = diisi(None, satker, {3: {"Realisasi": "A"}})
    hasil, _ = periksa_berkas(semua, oleh=kepala_unit)
    assert "bukan wewenang Anda" in pesan(hasil)


# --- Reading back --------------------------------------------------------------------------------------------------


def test_a_file_that_nobody_touched_changes_nothing(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("0.5%", analisis="baris satu\r\n\r\n  baris dua  ", x=Decimal(1), y=Decimal(200))
    hasil, rencana = periksa_berkas(unduh(tempat(perencana, satker)))
    assert hasil.sah
    assert rencana.banyak == 0
    assert rencana.ringkas_lembar("Isian")["sama"] == 2


@pytest.mark.parametrize(
    ("diketik", "nilai"),
    [("77,5", "77.5"), ("77,5%", "77.5"), ("77.5", "77.5"), (77.5, "77.5"), (80, "80"), (" 70 % ", "70"), (0, "0")],
)
def test_a_figure_as_people_type_it(
    diketik: Any, nilai: str, perencana: Pengguna, satker: Satker, periksa_berkas: Any
) -> None:
    hasil, rencana = periksa_berkas(diisi(perencana, satker, {2: {"Realisasi": diketik}}))
    assert hasil.sah, pesan(hasil)
    assert rencana.butir[0].isian == IsianRealisasi(KeadaanNilai.TERISI, Decimal(nilai))


def test_a_percent_cell_is_what_it_shows(perencana: Pengguna, satker: Satker, periksa_berkas: Any) -> None:
    def persen(ws: Any) -> None:
        sel = ws[f"{huruf(ws, 'Realisasi')}2"]
        sel.value, sel.number_format = 0.775, numbers.FORMAT_PERCENTAGE_00

    hasil, rencana = periksa_berkas(ubah(unduh(tempat(perencana, satker)), {}, persen))
    assert hasil.sah
    assert rencana.butir[0].isian.nilai == Decimal("77.5")


@pytest.mark.parametrize(
    ("baris", "isi", "kata"),
    [
        (2, {"Realisasi": 0.775}, "dapat dibaca dua cara. Tulis 0,7750% atau 77,5%"),
        (2, {"Realisasi": "tujuh"}, "Realisasi harus angka persen, misalnya 77,5"),
        (2, {"Realisasi": "-5"}, "Realisasi tidak boleh negatif"),
        (2, {"Realisasi": datetime.date(2024, 5, 1)}, "Realisasi diubah Excel menjadi tanggal"),
        (2, {"Realisasi": "=1+1"}, "berisi rumus yang belum dihitung"),
        (2, {"Realisasi": "#DIV/0!"}, "berisi galat rumus Excel"),
        (2, {"Realisasi": True}, "diubah Excel menjadi BENAR/SALAH"),
        (2, {"Realisasi": "1.234"}, "1.234"),
        (2, {"Pembilang (X)": "3"}, "Isi juga Penyebut (Y)"),
        (2, {"Pembilang (X)": "3", "Penyebut (Y)": "0"}, "tidak boleh 0"),
        (2, {"Pembilang (X)": "-3", "Penyebut (Y)": "4"}, "Pembilang (X) tidak boleh negatif"),
        (2, {"Realisasi": "70", "Pembilang (X)": "3", "Penyebut (Y)": "4"}, "Menurut X dan Y, persennya 75"),
        (2, {"Realisasi": "70", "Keadaan": "Proses"}, "Kosongkan realisasi, atau pilih keadaan “Terisi”"),
        (2, {"Keadaan": "Terisi"}, "Isi realisasinya, atau pilih keadaan"),
        (2, {"Keadaan": "Selesai"}, "Keadaan harus salah satu dari"),
        (2, {"Penyebab": "Data terlambat"}, "Isi realisasinya, atau pilih keadaan"),
        (2, {"Penyebab": "a" * 20_001}, "Penyebab paling banyak 20000 huruf"),
        (3, {"Realisasi": "Z"}, "Realisasi"),
        (3, {"Realisasi": 90}, "Realisasi"),
        (3, {"Realisasi": "BB", "Pembilang (X)": 3}, "Pembilang (X) hanya untuk persen"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_let_in(
    baris: int, isi: dict[str, Any], kata: str, perencana: Pengguna, satker: Satker, periksa_berkas: Any
) -> None:
    hasil, rencana = periksa_berkas(diisi(perencana, satker, {baris: isi}))
    assert kata in pesan(hasil)
    assert str(baris) in hasil.galat[0].sel
    assert rencana.banyak == 0
    with pytest.raises(RencanaBerubah):
        jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("diketik", ["ВВ", "bb", " BB "])
def test_a_grade_with_look_alike_letters_is_the_grade(
    diketik: str, perencana: Pengguna, satker: Satker, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    hasil, rencana = periksa_berkas(diisi(perencana, satker, {3: {"Realisasi": diketik}}))
    assert hasil.sah
    assert rencana.butir[1].ubahan[0].baru == "BB"


@pytest.mark.parametrize("isi", [{"Keadaan": "Proses"}, {"Realisasi": "Proses"}, {"Keadaan": "proses"}])
def test_proses_is_a_state_and_no_figure(
    isi: dict[str, str], perencana: Pengguna, satker: Satker, periksa_berkas: Any
) -> None:
    hasil, rencana = periksa_berkas(diisi(perencana, satker, {2: isi}))
    assert hasil.sah, pesan(hasil)
    assert rencana.butir[0].isian == IsianRealisasi(KeadaanNilai.PROSES, None)


def test_parts_make_the_figure_and_new_parts_change_it(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("50", x=Decimal(1), y=Decimal(2))
    _, rencana = periksa_berkas(diisi(perencana, satker, {2: {"Pembilang (X)": 3, "Penyebut (Y)": "4"}}))
    assert [(u.judul, u.lama, u.baru) for u in rencana.butir[0].ubahan] == [
        ("Realisasi", "50\u00a0%", "75\u00a0%"),
        ("Pembilang (X)", "1", "3"),
        ("Penyebut (Y)", "2", "4"),
    ]


def test_what_is_stored_is_not_erased_by_an_empty_row(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("70")
    hasil, _ = periksa_berkas(diisi(perencana, satker, {2: {"Realisasi": None, "Keadaan": None}}))
    assert "Isian yang tercatat tidak dihapus lewat berkas" in pesan(hasil)


def test_a_column_that_was_deleted_is_left_as_it_is(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("70", analisis="Tetap")
    berkas = ubah(
        unduh(tempat(perencana, satker)),
        {2: {"Realisasi": "75"}},
        lambda ws: ws.delete_cols([s.value for s in ws[1]].index("Penyebab") + 1),
    )
    hasil, rencana = periksa_berkas(berkas)
    assert hasil.sah
    assert [u.judul for u in rencana.butir[0].ubahan] == ["Realisasi"]
    assert rencana.butir[0].isian.analisis == "Tetap"


# --- Which row it is -----------------------------------------------------------------------------------------------


def test_rows_may_be_sorted_and_deleted(perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any) -> None:
    simpan("70")

    def balik(ws: Any) -> None:
        isi = [[s.value for s in ws[n]] for n in (3, 2)]
        for nomor, baris in enumerate(isi, 2):
            for ke, nilai in enumerate(baris, 1):
                ws.cell(nomor, ke).value = nilai

    hasil, rencana = periksa_berkas(ubah(unduh(tempat(perencana, satker)), {2: {"Realisasi": "75"}}, balik))
    assert hasil.sah
    assert [(b.acuan.kode, len(b.ubahan)) for b in rencana.butir] == [("1.2", 0), ("1.1", 1)]
    hasil, rencana = periksa_berkas(ubah(unduh(tempat(perencana, satker)), {}, lambda ws: ws.delete_rows(2)))
    assert (hasil.sah, rencana.banyak, rencana.tidak_ada) == (True, 0, 1)


def test_columns_may_be_moved(perencana: Pengguna, satker: Satker, periksa_berkas: Any) -> None:
    def pindah(ws: Any) -> None:
        for nomor in (1, 2, 3):
            baris = [s.value for s in ws[nomor]]
            for ke, nilai in enumerate(reversed(baris), 1):
                ws.cell(nomor, ke).value = nilai

    hasil, rencana = periksa_berkas(ubah(unduh(tempat(perencana, satker)), {2: {"Realisasi": "75"}}, pindah))
    assert hasil.sah, pesan(hasil)
    assert rencana.butir[0].isian.nilai == Decimal(75)


def _salin(dari: int, ke: int, *kolom: str) -> Callable[[Any], None]:
    def kerja(ws: Any) -> None:
        for sel in ws[1]:
            if not kolom or sel.value in kolom:
                ws.cell(ke, sel.column).value = ws.cell(dari, sel.column).value

    return kerja


@pytest.mark.parametrize(
    ("kerja", "kata"),
    [
        (_salin(2, 4), "Baris ini sudah ada di baris 2. Hapus salah satunya"),
        (_salin(2, 3, "Tanda SAKIP"), "tidak cocok dengan kode dan indikatornya"),
        (_salin(2, 3, "Kode", "Indikator kinerja"), "tidak cocok dengan kode dan indikatornya"),
        (lambda ws: setattr(ws["A2"], "value", None), "Baris ini bukan dari formulir SAKIP"),
        (lambda ws: setattr(ws["A2"], "value", ws["A2"].value.replace(".", "1.", 1)), "tidak cocok"),
        (lambda ws: setattr(ws["A2"], "value", "abc"), "tidak cocok"),
        (lambda ws: ws.delete_cols(1), "Kolom “Tanda SAKIP” dari formulir tidak ada lagi"),
        (lambda ws: setattr(ws, "title", "Isiann"), "Ganti nama itu menjadi “Isian”"),
        (lambda ws: setattr(ws, "sheet_state", "hidden"), "tersembunyi"),
        (lambda ws: ws.merge_cells("I2:I3"), "Sel digabung"),
    ],
)
def test_a_row_that_is_not_what_it_was_is_refused(
    kerja: Callable[[Any], None], kata: str, perencana: Pengguna, satker: Satker, periksa_berkas: Any
) -> None:
    hasil, _ = periksa_berkas(ubah(unduh(tempat(perencana, satker)), {2: {"Realisasi": "75"}}, kerja))
    assert kata in pesan(hasil)
    assert not hasil.sah


def test_a_form_of_another_quarter_year_or_satker_is_refused(
    perencana: Pengguna, satker: Satker, satker_lain: Satker, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    hasil, _ = periksa_berkas(unduh(tempat(perencana, satker)), triwulan=3)
    assert "Baris ini dari formulir Triwulan II 2024" in pesan(hasil)
    Pengukuran.objects.update(satker=satker_lain)
    lain = unduh(tempat(None, satker_lain))
    Pengukuran.objects.update(satker=satker)
    hasil, _ = periksa_berkas(lain)
    assert "satuan kerja lain" in pesan(hasil)


def test_an_indikator_that_is_gone_is_said(
    perencana: Pengguna, satker: Satker, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    berkas = unduh(tempat(perencana, satker))
    pengukuran[1].delete()
    hasil, _ = periksa_berkas(berkas)
    assert "tidak lagi diukur" in pesan(hasil)


# --- Disputed and locked -------------------------------------------------------------------------------------------


def test_another_saving_since_the_download_is_a_dispute(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("70")
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}})
    simpan("72")
    hasil, rencana = periksa_berkas(berkas)
    assert hasil.sah
    assert (rencana.banyak, len(rencana.berselisih)) == (0, 1)
    butir = rencana.berselisih[0]
    assert (butir.siapa, butir.ubahan[0].lama, butir.ubahan[0].baru) == ("Anda sendiri", "72\u00a0%", "75\u00a0%")


def test_a_dispute_names_who_saved(
    perencana: Pengguna, sekretaris: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}})
    simpan("72")
    Realisasi.objects.update(disunting_oleh=sekretaris)
    _, rencana = periksa_berkas(berkas)
    assert rencana.berselisih[0].siapa == str(sekretaris)


def test_a_dispute_keeps_what_is_stored_unless_the_file_is_chosen(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}, 3: {"Realisasi": "A"}})
    simpan("72")
    hasil, _ = periksa_berkas(berkas)
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    assert Realisasi.objects.get(pengukuran=pengukuran[0]).nilai == 72
    assert Realisasi.objects.get(pengukuran=pengukuran[1]).nilai == pengukuran[1].indikator.satuan.baca("A")
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx", ambil={pengukuran[0].pk})
    r = Realisasi.objects.get(pengukuran=pengukuran[0])
    assert (r.nilai, r.versi) == (75, 2)


def test_an_untouched_row_is_no_dispute_though_somebody_saved(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    berkas = unduh(tempat(perencana, satker))
    simpan("72")
    _, rencana = periksa_berkas(berkas)
    assert not rencana.berselisih


def test_the_same_value_saved_by_somebody_else_is_no_dispute(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "72"}})
    simpan("72")
    _, rencana = periksa_berkas(berkas)
    assert (rencana.banyak, rencana.berselisih) == (0, [])


@pytest.mark.parametrize("status", [StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DISETUJUI])
def test_a_locked_row_is_shown_and_not_written(
    status: str, perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("70")
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}, 3: {"Realisasi": "A"}})
    Realisasi.objects.update(status=status)
    hasil, rencana = periksa_berkas(berkas)
    assert [(b.acuan.kode, b.ubahan[0].baru) for b in rencana.terkunci] == [("1.1", "75")]
    assert rencana.terkunci[0].alasan == f"sudah {status}"
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    assert Realisasi.objects.get(pengukuran=rencana.terkunci[0].acuan.pk).nilai == 70
    assert Realisasi.objects.count() == 2


def test_a_closed_quarter_takes_nothing(perencana: Pengguna, satker: Satker, periksa_berkas: Any) -> None:
    berkas = diisi(perencana, satker, {2: {"Realisasi": "75"}})
    Tenggat.objects.create(jenis=JenisTenggat.realisasi(TW), satker=satker, bulan=7, hari=15)
    _, rencana = periksa_berkas(berkas)
    assert "ditutup" in rencana.terkunci[0].alasan
    assert rencana.banyak == 0


# --- Writing -------------------------------------------------------------------------------------------------------


def test_applying_writes_as_the_grid_does_and_leaves_a_trail(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    simpan("70")
    Realisasi.objects.update(teks_cetak="70,0", catatan_cetak="lama", diisi_oleh=None)
    hasil, _ = periksa_berkas(
        diisi(perencana, satker, {2: {"Realisasi": "75", "Penyebab": "+62 dua\nbaris"}, 3: {"Keadaan": "Proses"}})
    )
    jalankan(hasil, tempat(perencana, satker), nama="isian.xlsx")
    satu, dua = Realisasi.objects.order_by("pk")
    assert (satu.nilai, satu.versi, satu.analisis) == (75, 2, "+62 dua\nbaris")
    assert (satu.teks_cetak, satu.catatan_cetak) == ("", "")
    assert (satu.diisi_oleh, satu.disunting_oleh) == (perencana, perencana)
    assert satu.diisi_pada is not None
    assert (dua.keadaan, dua.nilai, dua.versi, dua.status) == (KeadaanNilai.PROSES, None, 1, StatusRealisasi.DRAF)
    assert Jejak.objects.get(tindakan=Tindakan.IMPOR).keterangan == "isian.xlsx"
    jejak = Jejak.objects.filter(tabel="capaian_realisasi").order_by("-pk")[:2]
    assert {j.alasan for j in jejak} == {"Impor isian.xlsx"}


def test_a_figure_that_goes_back_to_proses_is_emptied(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any, pengukuran: list[Pengukuran]
) -> None:
    simpan("50", x=Decimal(1), y=Decimal(2))
    simpan("A", ke=1)
    kosong = {"Realisasi": None, "Pembilang (X)": None, "Penyebut (Y)": None, "Keadaan": "Proses"}
    hasil, _ = periksa_berkas(diisi(perencana, satker, {2: kosong, 3: {"Realisasi": None, "Keadaan": "Belum ada"}}))
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    isi = Realisasi.objects.order_by("pk").values_list("keadaan", "nilai", "x", "y", "versi")
    assert list(isi) == [("proses", None, None, None, 2), ("belum_ada", None, None, None, 2)]


def test_who_only_wrote_the_analysis_did_not_enter_the_figure(
    perencana: Pengguna, sekretaris: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    simpan("70")
    Realisasi.objects.update(diisi_oleh=sekretaris)
    hasil, _ = periksa_berkas(diisi(perencana, satker, {2: {"Penyebab": "Sebab"}}))
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    r = Realisasi.objects.get()
    assert (r.diisi_oleh, r.disunting_oleh, r.analisis) == (sekretaris, perencana, "Sebab")


def test_the_same_file_twice_changes_nothing_the_second_time(
    perencana: Pengguna, satker: Satker, periksa_berkas: Any
) -> None:
    berkas = diisi(perencana, satker, {2: {"Pembilang (X)": 2, "Penyebut (Y)": 3}, 3: {"Realisasi": "A"}})
    hasil, _ = periksa_berkas(berkas)
    jalankan(hasil, tempat(perencana, satker), nama="x.xlsx")
    hasil, rencana = periksa_berkas(berkas)
    assert (hasil.sah, rencana.banyak, rencana.berselisih) == (True, 0, [])
    assert set(Realisasi.objects.values_list("versi", flat=True)) == {1}


def test_a_plan_that_changed_since_it_was_seen_is_not_written(
    perencana: Pengguna, satker: Satker, simpan: Any, periksa_berkas: Any
) -> None:
    hasil, rencana = periksa_berkas(diisi(perencana, satker, {2: {"Realisasi": "75"}}))
    sidik = rencana.sidik()
    simpan("72")
    with pytest.raises(RencanaBerubah) as ubah:
        jalankan(hasil, tempat(perencana, satker), nama="x.xlsx", sidik=sidik)
    assert ubah.value.rencana.berselisih
    assert Realisasi.objects.get().nilai == 72
