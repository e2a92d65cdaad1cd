"""Export → edit → import: what would change, what is refused, and that it is all or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jejak.enums import Tindakan
from jejak.models import Jejak
from renstra.enums import JenisSasaran, StatusRenstra
from renstra.impor.isi import ekspor
from renstra.impor.rencana import Rencana
from renstra.models import Indikator, Renstra, Sasaran, TargetTahunan, Tujuan
from renstra.services_impor import Tempat, baca_buku, jalankan, periksa_di, tempat_untuk
from sakip.excel import HasilBaca
from sakip.impor import ImporDitolak, RencanaBerubah
from tests.renstra.buku_impor import jumlah_baris, muat_pangkalpinang, sel, tabel, ubah

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra(db: None) -> Renstra:
    return muat_pangkalpinang()


def periksa(berkas: bytes, renstra: Renstra | None, **tempat: Any) -> tuple[HasilBaca, Rencana]:
    di = tempat_untuk(renstra.satker, renstra, 2024) if renstra else Tempat(renstra=None, **tempat)
    hasil, di = baca_buku(berkas, di)
    return hasil, periksa_di(hasil, di)


def terapkan(berkas: bytes, renstra: Renstra) -> Rencana:
    hasil, di = baca_buku(berkas, tempat_untuk(renstra.satker, renstra, 2024))
    return jalankan(hasil, di, nama="renstra.xlsx")


def ringkas(rencana: Rencana) -> dict[str, tuple[int, int, int]]:
    """Sheets with something to do: new, changed, gone."""
    semua = {n: (len(rencana.baru(n)), len(rencana.berubah(n)), len(rencana.hilang(n))) for n in rencana.lembar}
    return {n: isi for n, isi in semua.items() if any(isi)}


def pesan(hasil: HasilBaca) -> dict[str, str]:
    return {f"{g.lembar}!{g.sel}": g.pesan for g in hasil.galat}


# --- Round trip ----------------------------------------------------------------------------------------------------


def test_an_export_that_comes_back_changes_nothing(renstra: Renstra) -> None:
    hasil, rencana = periksa(ekspor(renstra), renstra)
    assert hasil.galat == []
    assert rencana.banyak == 0
    assert len(rencana.lembar["Indikator"]) == Indikator.objects.count() > 30


def test_applying_an_unchanged_export_writes_nothing(renstra: Renstra) -> None:
    semula = jumlah_baris()
    terapkan(ekspor(renstra), renstra)
    kini = jumlah_baris()
    assert kini.pop("jejak_jejak") == semula.pop("jejak_jejak") + 1  # that there was an import
    assert kini == semula
    assert set(TargetTahunan.objects.values_list("versi", flat=True)) == {1}


def test_one_changed_cell_is_the_whole_difference(renstra: Renstra) -> None:
    target = TargetTahunan.objects.get(indikator__kode="2.1", indikator__sasaran__jenis="strategis", tahun=2024)
    berkas = ubah(ekspor(renstra), "Indikator", lambda ws: _ganti(ws, "Target 2024", 3, "80%"))
    _, rencana = periksa(berkas, renstra)
    assert ringkas(rencana) == {"Indikator": (0, 1, 0)}
    (ubahan,) = rencana.berubah("Indikator")[0].ubahan
    assert (ubahan.judul, ubahan.lama, ubahan.baru) == ("Target 2024", "77,5\u00a0%", "80\u00a0%")
    terapkan(berkas, renstra)
    target.refresh_from_db()
    assert (target.nilai, target.versi, target.teks_cetak) == (Decimal(80), 2, "")


def _ganti(ws: Any, judul: str, baris: int, isi: Any) -> None:
    sel(ws, judul, baris).value = isi


def test_a_row_taken_out_of_an_export_goes(renstra: Renstra) -> None:
    banyak = Indikator.objects.count()
    berkas = ubah(ekspor(renstra), "Indikator", lambda ws: ws.delete_rows(3))
    _, rencana = periksa(berkas, renstra)
    assert ringkas(rencana) == {"Indikator": (0, 0, 1)}
    terapkan(berkas, renstra)
    assert Indikator.objects.count() == banyak - 1


def test_the_order_of_an_export_is_the_order_of_the_renstra(renstra: Renstra) -> None:
    def tukar(ws: Any) -> None:
        atas, bawah = ([s.value for s in ws[n]] for n in (2, 3))
        for nomor, isi in ((2, bawah), (3, atas)):
            for ke, nilai in enumerate(isi, 1):
                ws.cell(nomor, ke).value = nilai

    semula = list(Tujuan.objects.values_list("teks", flat=True))
    terapkan(ubah(ekspor(renstra), "Tujuan", tukar), renstra)
    assert list(Tujuan.objects.values_list("teks", flat=True)) == [semula[1], semula[0], semula[2]]


def test_a_new_row_in_the_middle_is_placed_there(renstra: Renstra) -> None:
    def sisip(ws: Any) -> None:
        ws.insert_rows(3)
        _ganti(ws, "Sasaran", 3, sel(ws, "Sasaran", 2).value)
        _ganti(ws, "Indikator", 3, "Nilai Evaluasi Internal")
        _ganti(ws, "Satuan", 3, "Nilai")
        _ganti(ws, "Target 2024", 3, 79.5)

    terapkan(ubah(ekspor(renstra), "Indikator", sisip), renstra)
    baru = Indikator.objects.get(uraian="Nilai Evaluasi Internal")
    assert (baru.kode, baru.urut, baru.sasaran.kode) == ("1.2", 2, "1")
    assert baru.target_tahunan.get().nilai == Decimal("79.5")


def test_a_changed_text_is_a_change_and_not_another_row(renstra: Renstra) -> None:
    berkas = ubah(ekspor(renstra), "Tujuan", lambda ws: _ganti(ws, "Tujuan", 2, "Mewujudkan KPU yang mandiri."))
    _, rencana = periksa(berkas, renstra)
    # The sheet "Sasaran" still names the old text, so its rows say so.
    assert ringkas(rencana)["Tujuan"] == (0, 1, 0)


def test_an_indikator_moves_to_another_sasaran(renstra: Renstra) -> None:
    tujuan = Sasaran.objects.get(jenis=JenisSasaran.STRATEGIS, kode="4")
    berkas = ubah(ekspor(renstra), "Indikator", lambda ws: _ganti(ws, "Sasaran", 3, tujuan.uraian))
    indikator = Indikator.objects.get(kode="2.1", sasaran__jenis=JenisSasaran.STRATEGIS)
    terapkan(berkas, renstra)
    indikator.refresh_from_db()
    assert indikator.sasaran == tujuan


# --- Somebody else meanwhile ---------------------------------------------------------------------------------------


def test_a_row_that_somebody_changed_meanwhile_is_a_conflict(renstra: Renstra) -> None:
    berkas = ubah(ekspor(renstra), "Indikator", lambda ws: _ganti(ws, "Target 2024", 3, "80%"))
    TargetTahunan.objects.filter(
        indikator__kode="2.1", indikator__sasaran__jenis=JenisSasaran.STRATEGIS, tahun=2024
    ).update(nilai=79)
    hasil, rencana = periksa(berkas, renstra)
    (bentrok,) = rencana.bentrok
    assert (bentrok.kolom, bentrok.tercatat, bentrok.berkas) == ("Target 2024", "79\u00a0%", "80\u00a0%")
    assert bentrok.siapa.startswith("oleh Sistem, ")
    assert "sekarang tercatat “79\u00a0%”, di berkas “80\u00a0%”" in hasil.galat[0].pesan
    assert hasil.galat[0].sel == sel_dari(berkas, "Indikator", "Target 2024", 3)


def sel_dari(berkas: bytes, lembar: str, judul: str, baris: int) -> str:
    alamat: list[str] = []
    ubah(berkas, lembar, lambda ws: alamat.append(sel(ws, judul, baris).coordinate))
    return alamat[0]


def test_a_row_that_somebody_added_meanwhile_is_not_removed(renstra: Renstra) -> None:
    berkas = ekspor(renstra)
    Tujuan.objects.create(renstra=renstra, urut=9, teks="Tujuan yang baru")
    hasil, rencana = periksa(berkas, renstra)
    assert rencana.hilang("Tujuan") == []
    assert "tidak ada di berkas" in hasil.galat[0].pesan


def test_a_row_that_somebody_removed_meanwhile_is_named(renstra: Renstra) -> None:
    berkas = ekspor(renstra)
    Indikator.objects.filter(kode="4.2", sasaran__jenis=JenisSasaran.STRATEGIS).delete()
    hasil, _ = periksa(berkas, renstra)
    assert ["sudah dihapus di SAKIP" in g.pesan for g in hasil.galat] == [True]


def test_a_plan_that_is_no_longer_the_one_seen_is_not_written(renstra: Renstra) -> None:
    berkas = ubah(ekspor(renstra), "Indikator", lambda ws: _ganti(ws, "Target 2024", 3, "80%"))
    hasil, di = baca_buku(berkas, tempat_untuk(renstra.satker, renstra, 2024))
    with pytest.raises(RencanaBerubah):
        jalankan(hasil, di, nama="x.xlsx", sidik="lain")
    assert not TargetTahunan.objects.filter(versi=2).exists()


@pytest.mark.parametrize("status", [StatusRenstra.DITETAPKAN, StatusRenstra.DIAJUKAN])
def test_a_renstra_that_is_not_open_asks_for_a_revision(renstra: Renstra, status: StatusRenstra) -> None:
    berkas, di = ekspor(renstra), tempat_untuk(renstra.satker, renstra, 2024)
    Renstra.objects.update(status=status)
    hasil, di = baca_buku(berkas, di)
    with pytest.raises(ImporDitolak, match="Buat revisi dulu"):
        jalankan(hasil, di, nama="x.xlsx")


# --- Tables of real offices ----------------------------------------------------------------------------------------

KANTOR = [
    ["No", "Sasaran Strategis", "Indikator Kinerja Utama", "Satuan", 2023, 2024, "Cara pengukuran", "Unit pelaksana"],
    [1, "Meningkatnya mutu layanan", "Persentase layanan tepat waktu", "%", "-", "77,5%", "Tepat / semua", ""],
    [1, None, "Opini BPK", "Opini BPK", "WТР", "Wajar Tanpa Pengecualian", None, "Sub Bagian Program dan Data"],
    [None, None, "Jumlah sosialisasi", "Kali", None, "3 kali", None, None],
    [None, None, "Kecamatan yang dilayani", "Kecamatan", 7, "7 Kecamatan", None, None],
    [2, "Meningkatnya akuntabilitas", "Nilai AKIP", "Predikat AKIP", "В", "bb", None, None],
]


def test_a_table_of_an_office_is_read_as_it_is(renstra: Renstra) -> None:
    def gabung(ws: Any) -> None:
        ws.merge_cells("B2:B5")
        ws["E2"].value, ws["E2"].number_format = 0.775, "0.0%"

    hasil, rencana = periksa(ubah(tabel(Indikator=KANTOR), "Indikator", gabung), renstra)
    assert pesan(hasil) == {}
    assert ringkas(rencana) == {"Sasaran": (2, 0, 0), "Indikator": (5, 0, 0)}
    terapkan(ubah(tabel(Indikator=KANTOR), "Indikator", gabung), renstra)
    target = {
        (t.indikator.uraian, t.tahun): str(t.indikator.satuan.cetak(t.nilai)).replace("\u00a0", " ")
        for t in TargetTahunan.objects.filter(indikator__sasaran__kode__in=["5", "6"], tahun__in=[2023, 2024])
    }
    assert {k: v for k, v in target.items() if k[0] in {b[2] for b in KANTOR}} == {
        ("Persentase layanan tepat waktu", 2023): "77,5 %",
        ("Persentase layanan tepat waktu", 2024): "77,5 %",
        ("Opini BPK", 2023): "WTP",
        ("Opini BPK", 2024): "WTP",
        ("Jumlah sosialisasi", 2024): "3 kali",
        ("Kecamatan yang dilayani", 2023): "7 kecamatan",
        ("Kecamatan yang dilayani", 2024): "7 kecamatan",
        ("Nilai AKIP", 2023): "B",
        ("Nilai AKIP", 2024): "BB",
    }


def test_a_table_without_marks_removes_nothing(renstra: Renstra) -> None:
    banyak = Indikator.objects.count()
    terapkan(tabel(Indikator=KANTOR), renstra)
    assert Indikator.objects.count() == banyak + 5


def test_a_table_that_does_not_say_what_its_sasaran_stand_under_finds_them(renstra: Renstra) -> None:
    semula = Sasaran.objects.get(jenis=JenisSasaran.STRATEGIS, kode="4")
    hasil, rencana = periksa(tabel(Sasaran=[["Sasaran"], [semula.uraian.upper()]]), renstra)
    assert pesan(hasil) == {}
    assert [u.judul for u in rencana.berubah("Sasaran")[0].ubahan] == ["Sasaran"]
    assert ringkas(rencana) == {"Sasaran": (0, 1, 0)}


def test_the_same_table_twice_changes_nothing_more(renstra: Renstra) -> None:
    terapkan(tabel(Indikator=KANTOR), renstra)
    hasil, rencana = periksa(tabel(Indikator=KANTOR), renstra)
    assert (pesan(hasil), ringkas(rencana)) == ({}, {})


def test_a_whole_renstra_goes_into_another_office(renstra: Renstra) -> None:
    """Marks of another Renstra count for nothing; everything is new there."""
    berkas = ekspor(renstra)
    satker = renstra.satker
    Renstra.objects.filter(pk=renstra.pk).update(periode_awal=2010, periode_akhir=2014)
    hasil, di = baca_buku(berkas, Tempat(satker, None, range(2025, 2030)))
    assert di.periode == range(2020, 2025)
    jalankan(hasil, di, nama="renstra.xlsx")
    baru = Renstra.objects.get(periode_awal=2020)
    assert baru.status == StatusRenstra.DRAF
    hasil, rencana = periksa(ekspor(baru), baru)
    assert (hasil.galat, rencana.banyak) == ([], 0)
    assert _isi(baru) == _isi(renstra)


def _isi(renstra: Renstra) -> list[Any]:
    """What a Renstra says, without keys."""
    indikator = Indikator.objects.filter(sasaran__renstra=renstra).order_by("sasaran__urut", "urut")
    return [
        (
            *(i.sasaran.uraian, i.sasaran.jenis, i.kode, i.uraian, i.satuan_id, i.polaritas),
            *(str(u) for u in i.pelaksana.order_by("pk")),
            *i.target_tahunan.values_list("tahun", "nilai"),
            str(i.sasaran.tujuan or i.sasaran.program or i.sasaran.kegiatan),
        )
        for i in indikator
    ]


BURUK = ("D2", "E2", "D3", "E3", "D4", "E4", "D5", "E5", "B6", "C7", "D8", "E8", "F8", "G8", "B9")


def test_a_file_of_every_bad_thing_gets_a_message_per_cell_and_changes_nothing(renstra: Renstra) -> None:
    judul = ["Sasaran", "Indikator", "Satuan", "Target 2023", "Target 2024", "Unit pelaksana", "Penanggung jawab"]
    buruk = [
        ["Mutu", "Bagi hasil", "Persen", 0.775, "77.5.0"],
        [None, "Kali", "Kali", "3 laporan", 2.5],
        [None, "Predikat", "Predikat AKIP", "E", 79],
        [None, "Negatif", "Nilai", -1, "1.234"],
        [None, "Kali", "Kali"],
        [None, "Unit", "Persn", "90%", None, "Sub Bagian Progam dan Data", "Kepala Dinas"],
        [None, "Unit lain", "Persen", "90 kali", True, "Sub Bagian Progam dan Data", "Kepala Dinas"],
        [None, None, "Persen", "90%"],
    ]
    berkas = tabel(Indikator=[judul, *buruk])
    semula = jumlah_baris()
    hasil, _ = periksa(berkas, renstra)
    assert set(pesan(hasil)) == {f"Indikator!{s}" for s in BURUK}
    with pytest.raises(RencanaBerubah):
        terapkan(berkas, renstra)
    assert jumlah_baris() == semula


def test_a_sasaran_that_keeps_its_indikator_cannot_go(renstra: Renstra) -> None:
    def hapus(ws: Any) -> None:
        ws.delete_rows(2)

    hasil, _ = periksa(ubah(ekspor(renstra), "Sasaran", hapus), renstra)
    assert any("tidak ada di lembar “Sasaran”" in p for p in pesan(hasil).values())


def test_a_copied_row_must_lose_its_mark(renstra: Renstra) -> None:
    def salin(ws: Any) -> None:
        ws.append([s.value for s in ws[2]])

    hasil, _ = periksa(ubah(ekspor(renstra), "Tujuan", salin), renstra)
    assert pesan(hasil) == {"Tujuan!B5": "Tanda ini sudah dipakai baris 2. Kosongkan Tanda SAKIP pada baris yang baru."}


def test_an_import_says_in_the_trail_what_it_did(renstra: Renstra) -> None:
    terapkan(ubah(ekspor(renstra), "Indikator", lambda ws: _ganti(ws, "Target 2024", 3, "80%")), renstra)
    jejak = Jejak.objects.get(tindakan=Tindakan.IMPOR)
    assert (jejak.keterangan, jejak.alasan, jejak.sesudah["banyak"]) == ("renstra.xlsx", "Impor renstra.xlsx", 1)
    assert Jejak.objects.get(tabel="renstra_targettahunan", tindakan="ubah").alasan == "Impor renstra.xlsx"


@pytest.mark.parametrize("banyak", [1, 40])
def test_the_check_asks_the_same_of_the_database_for_any_number_of_rows(
    renstra: Renstra, banyak: int, django_assert_num_queries: Any
) -> None:
    baris = [["Mutu", f"Indikator {n}", "Persen", "90%"] for n in range(banyak)]
    berkas = tabel(Indikator=[["Sasaran", "Indikator", "Satuan", "Target 2024"], *baris])
    hasil, di = baca_buku(berkas, tempat_untuk(renstra.satker, renstra, 2024))
    with django_assert_num_queries(15):
        periksa_di(hasil, di)
