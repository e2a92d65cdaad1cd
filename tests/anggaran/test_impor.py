"""An export against the DIPA and what is stored: the plan, and what applying it does."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from anggaran import services_impor
from anggaran.enums import JenisPos, StatusDipa
from anggaran.impor.pemetaan import Cara
from anggaran.impor.rencana import Rencana
from anggaran.models import Dipa, ImporAnggaran, PemetaanKolom, PosisiRealisasi, RealisasiAnggaran
from anggaran.rekap import rekap_dipa
from anggaran.services_impor import Pilihan, Setuju
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.enums import StatusImpor
from organisasi.models import Pengguna, Satker
from sakip.angka import BULAN
from sakip.excel.mentah import tulis_galat_mentah
from sakip.impor import ImporDitolak, RencanaBerubah, SudahSelesai
from tests import pabrik
from tests.anggaran.impor_bantu import POHON, TAHUN, buku, csv, nilai, rencana, sakti, tanam_dipa

pytestmark = pytest.mark.django_db

JUNI = datetime.date(2024, 6, 30)
TANPA = Setuju()
SEMUA = Setuju(peringatan=True, hapus=True, utama=True)


@pytest.fixture(autouse=True)
def dipa(satker: Satker) -> Dipa:
    return tanam_dipa(satker)


@pytest.fixture
def terapkan(satker: Satker) -> Callable[..., Rencana]:
    """Check and apply a file at once."""

    def jalankan(isi: bytes, setuju: Setuju = TANPA, **ubah: Any) -> Rencana:
        r, pilihan = rencana(isi, satker, **ubah)
        bacaan = services_impor.baca_berkas(isi, satker, TAHUN, pilihan)
        di = services_impor.tempat(satker, TAHUN, pilihan)
        services_impor.jalankan(bacaan, di, nama="ekspor.xlsx", sidik=r.sidik(), setuju=setuju)
        return r

    return jalankan


def tersimpan(tanggal: datetime.date = JUNI) -> dict[str, int]:
    return {r.kode: int(r.nilai) for r in RealisasiAnggaran.objects.filter(posisi__per_tanggal=tanggal)}


def pesan(r: Rencana) -> list[str]:
    return [str(g) for g in r.galat]


# --- Codes ---------------------------------------------------------------------------------------------------------


def test_deep_rows_are_summed_onto_the_lowest_node(satker: Satker) -> None:
    r, _ = rencana(
        sakti(
            *(("076.01.WA", 15), ("3355", 15), ("3355.EBA", 15), ("3355.EBA.994", 9), ("001", 9), ("0A", 9)),
            *(("521111", 4), ("524111", 5), ("3355.EBA.962", 6), ("051", 6), ("521211", 6), ("JUMLAH", 15)),
        ),
        satker,
    )
    assert nilai(r) == {"3355.EBA.994.001": 9, "3355.EBA.962": 6}
    assert (r.sah, r.selisih, r.peringatan, r.potret[0].tanggal) == (True, [], [], JUNI)


def test_a_code_of_an_earlier_revision_is_kept_on_its_code_and_said(satker: Satker, dipa: Dipa) -> None:
    Dipa.objects.filter(pk=dipa.pk).update(revisi=1)
    tanam_dipa(satker, (*POHON, ("6709.QGE.005", JenisPos.RO, 5)), revisi=0, status=StatusDipa.DIGANTIKAN)
    r, _ = rencana(sakti(("076.01.CQ.6709.QGE.005.521111", 7)), satker)
    assert nilai(r) == {"6709.QGE.005": 7}
    assert "ada dalam DIPA 2024" in r.catatan[0].pesan


def test_an_unknown_code_waits_for_a_person_with_the_nearest_nodes(satker: Satker) -> None:
    r, _ = rencana(sakti(("3355.EBA.949.521111", 4), ("3355.EBA.949.524111", 5), ("3360", 1)), satker)
    (asing,) = r.asing
    assert (asing.kode, asing.baris, asing.jumlah, asing.sel) == ("3355.EBA.949", 2, 9, "A6")
    assert asing.usul[0] == ("3355.EBA.994", "Pos 3355.EBA.994")
    assert not r.sah


def test_a_chosen_node_takes_the_rows_and_outside_keeps_them_on_their_code(satker: Satker) -> None:
    isi = sakti(("076.01.WA.3355.EBA.926.521111", 4), ("076.01.WA.3355.EBA.800.521111", 5))
    padanan = {"076.01.WA.3355.EBA.926": "3355.EBA.962", "076.01.WA.3355.EBA.800": ""}
    r, _ = rencana(isi, satker, padanan=padanan)
    assert nilai(r) == {"3355.EBA.962": 4, "076.01.WA.3355.EBA.800": 5}
    assert [b.luar for b in r.potret[0].butir] == [True, False]


def test_a_choice_for_a_node_that_is_gone_is_asked_again(satker: Satker) -> None:
    r, _ = rencana(sakti(("3355.EBA.926", 4)), satker, padanan={"3355.EBA.926": "3355.EBA.111"})
    assert [a.kode for a in r.asing] == ["3355.EBA.926"]


DUA_RO = (*POHON, ("6709.QGE.004", JenisPos.RO, 5))


def test_an_unknown_code_is_asked_as_deep_as_the_dipa_goes(satker: Satker, dipa: Dipa) -> None:
    dipa.delete()
    tanam_dipa(satker, DUA_RO)
    salah = "076.01.CQ.6790.QGE.003"
    isi = sakti(("076.01.CQ.6709.QGE.004", 3), ("076.01.CQ.6790", 9), (f"{salah}.051.0A.521111", 9))
    r, _ = rencana(isi, satker)
    assert [(a.kode, a.usul[0][0]) for a in r.asing] == [(f"{salah}.051", "6709.QGE.003")]
    r, _ = rencana(isi, satker, padanan={f"{salah}.051": "6709.QGE.003"})
    assert (r.sah, nilai(r)) == (True, {"6709.QGE.003": 9, "6709.QGE.004": 3})


def test_a_choice_for_a_code_above_leads_to_the_node_below_the_chosen_one(satker: Satker) -> None:
    r, _ = rencana(sakti(("076.01.CQ.6790.QGE.003", 9)), satker, padanan={"076.01.CQ.6790": "6709"})
    assert (r.sah, nilai(r), r.dipakai) == (True, {"6709.QGE.003": 9}, ["076.01.CQ.6790"])


def test_a_choice_that_collides_with_other_rows_is_asked_again_with_the_reason(satker: Satker) -> None:
    isi = sakti(("6709.QGE.003", 3), ("076.01.CQ.6790.QGE.001", 9))
    r, _ = rencana(isi, satker, padanan={"076.01.CQ.6790.QGE.001": "6709"})
    (asing,) = r.asing
    assert asing.sebab.startswith("Pilihan 6709 tidak dapat dipakai: berkas juga memuat realisasi 6709.QGE.003")
    assert (r.galat, r.dipakai, asing.kode) == ([], [], "076.01.CQ.6790.QGE.001")


def test_an_ambiguous_code_is_a_choice_between_its_nodes(satker: Satker, dipa: Dipa) -> None:
    dipa.pos.all().delete()
    for urut, p in enumerate(("WA", "CQ")):
        atas = pabrik.PosFactory(dipa=dipa, kode=f"076.01.{p}", urut=urut * 2 + 1)
        kode = f"076.01.{p}.3355"
        pabrik.PosFactory(dipa=dipa, induk=atas, jenis=JenisPos.KEGIATAN, kode=kode, urut=urut * 2 + 2, uraian=kode)
    r, _ = rencana(sakti(("3355.521111", 4)), satker)
    (asing,) = r.asing
    assert (asing.banyak, [k for k, _ in asing.usul]) == (True, ["076.01.CQ.3355", "076.01.WA.3355"])


def test_spending_on_a_node_and_below_it_in_one_file_is_refused(satker: Satker) -> None:
    r, _ = rencana(sakti(("3355.EBA.994.521111", 4), ("3355.EBA.994.001.521111", 5)), satker)
    assert len(r.galat) == 1
    assert "satu tingkat saja" in pesan(r)[0]


def test_without_a_dipa_in_force_nothing_is_planned(satker: Satker, dipa: Dipa) -> None:
    Dipa.objects.update(status=StatusDipa.DRAF)
    r, _ = rencana(sakti(("3355.EBA.962", 4)), satker)
    assert "Belum ada DIPA 2024 yang berlaku" in pesan(r)[0]


# --- Amounts and dates ---------------------------------------------------------------------------------------------


def test_a_negative_sum_is_refused_at_the_row_that_makes_it(satker: Satker) -> None:
    r, _ = rencana(sakti(("3355.EBA.962.521111", 4), ("3355.EBA.962.521211", -9), ("3360", -1)), satker)
    assert [(g.sel, "menjadi negatif" in g.pesan) for g in r.galat] == [("E7", True), ("E8", True)]


def test_the_word_nihil_is_an_assumption_that_a_person_must_have_seen(satker: Satker) -> None:
    r, _ = rencana(sakti(("3360", "Nihil"), ("3355.EBA.962", "nihil"), ("6709.QGE.003", "-")), satker)
    assert [(p.sel, p.pesan) for p in r.peringatan] == [("E6", "“nihil” dianggap 0. Juga di E7.")]
    assert (r.sah, r.perlu_setuju, nilai(r)["3360"]) == (True, True, 0)
    assert rencana(sakti(("3360", "-"), ("3355.EBA.962", None)), satker)[0].peringatan == []


def test_a_negative_sum_is_printed_with_a_minus(satker: Satker) -> None:
    assert pesan(rencana(sakti(("3360", -1_000)), satker)[0])[0].endswith("menjadi negatif: −1.000.")


def test_a_return_within_a_node_is_no_finding(satker: Satker) -> None:
    r, _ = rencana(sakti(("3355.EBA.962.521111", 9), ("3355.EBA.962.521211", "(4)")), satker)
    assert nilai(r) == {"3355.EBA.962": 5}
    assert r.sah


def test_more_than_the_pagu_of_the_row_or_of_the_node_is_a_warning_at_the_cell(satker: Satker) -> None:
    r, _ = rencana(sakti(("3360.521111", 400_000), pagu=350_000), satker)
    assert [p.sel for p in r.peringatan] == ["E6", "A6"]
    assert "pagunya di berkas, 350.000" in r.peringatan[0].pesan
    assert "pagu DIPA, 300.000" in r.peringatan[1].pesan
    assert [c.pesan for c in r.catatan] == ["3360: pagu di berkas 350.000, di DIPA 300.000."]
    assert r.sah


@pytest.mark.parametrize(
    ("tanggal", "kata"),
    [
        (datetime.date(2023, 12, 31), "sebelum tahun anggaran mulai"),
        (datetime.date(2026, 1, 1), "bukan realisasi tahun anggaran 2024"),
        (None, "Tanggal data tidak tertulis"),
    ],
)
def test_a_day_that_cannot_be_is_refused(satker: Satker, tanggal: datetime.date | None, kata: str) -> None:
    r, _ = rencana(sakti(("3360", 1), judul=("Laporan",)), satker, per_tanggal=tanggal)
    assert kata in pesan(r)[0]
    assert r.potret == []


def test_data_of_january_after_the_year_are_taken(satker: Satker) -> None:
    r, _ = rencana(sakti(("3360", 1), judul=("per 16 Januari 2025",)), satker)
    assert r.potret[0].tanggal == datetime.date(2025, 1, 16)


def test_another_day_than_the_file_states_is_a_warning(satker: Satker) -> None:
    r, _ = rencana(sakti(("3360", 1)), satker, per_tanggal=datetime.date(2024, 5, 31))
    assert [p.sel for p in r.peringatan] == ["A3"]


def bulanan(*isi: tuple[str, list[Any]], kepala: str = "") -> bytes:
    return buku([["Kode", "Uraian", *(f"{kepala}{b}" for b in BULAN)], *([k, "x", *n] for k, n in isi)])


def test_month_columns_become_one_running_snapshot_per_month(satker: Satker) -> None:
    r, _ = rencana(bulanan(("3360", [5, 0, 7, *[0] * 9]), ("3355.EBA.962", [None, 2, None, *[None] * 9])), satker)
    assert [p.tanggal.isoformat() for p in r.potret] == ["2024-01-31", "2024-02-29", "2024-03-31"]
    assert [nilai(r, n) for n in range(3)] == [
        {"3360": 5},
        {"3360": 5, "3355.EBA.962": 2},
        {"3360": 12, "3355.EBA.962": 2},
    ]


def test_running_month_columns_are_taken_as_they_stand(satker: Satker) -> None:
    r, _ = rencana(bulanan(("3360", [5, 5, 12, *[0] * 9]), kepala="s.d. "), satker)
    assert [nilai(r, n)["3360"] for n in range(3)] == [5, 5, 12]


def test_the_last_month_ends_on_the_day_of_the_data(satker: Satker) -> None:
    isi = bulanan(("3360", [5, 0, 7, *[0] * 9]))
    r, _ = rencana(isi, satker, per_tanggal=datetime.date(2024, 3, 16))
    assert r.potret[-1].tanggal == datetime.date(2024, 3, 16)
    r, _ = rencana(isi, satker, per_tanggal=datetime.date(2024, 2, 16))
    assert "sesudah 16 Februari 2024" in pesan(r)[0]


def test_a_day_after_the_last_spending_is_the_last_snapshot(satker: Satker) -> None:
    r, _ = rencana(bulanan(("3360", [5, *[0] * 11])), satker, per_tanggal=datetime.date(2024, 3, 16))
    assert [p.tanggal.isoformat() for p in r.potret] == ["2024-01-31", "2024-02-29", "2024-03-16"]
    assert nilai(r) == {"3360": 5}


def test_a_month_that_has_not_ended_needs_a_day(satker: Satker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 3, 16))
    r, _ = rencana(bulanan(("3360", [5, 0, 7, *[0] * 9])), satker)
    assert "belum berakhir" in pesan(r)[0]


SP2D = ["No", "Program", "Kegiatan", "Output", "Akun", "Tanggal SP2D", "Nilai SP2D", "D/K", "Kode Satker"]


def test_transactions_are_summed_per_month_end_with_returns_taken_away(satker: Satker) -> None:
    def baris(tanggal: str, jumlah: str, dk: str = "D") -> list[str]:
        return ["1", "076.01.WA", "3355", "EBA.962", "521111", tanggal, jumlah, dk, "654340"]

    isi = csv(
        [
            SP2D,
            baris("15/01/2024", "1.000"),
            baris("20/01/2024", "500"),
            baris("02/03/2024", "200,50", "K"),
            ["", "", "", "", "", "JUMLAH", "1.299,50", "", ""],
        ]
    )
    r, pilihan = rencana(isi, satker)
    assert (pilihan.nama, pilihan.pemetaan.cara) == ("OM-SPAN — SP2D", Cara.PEMBUKUAN)
    assert [(p.tanggal.month, p.butir[0].baru) for p in r.potret] == [(1, 1500), (2, 1500), (3, Decimal("1299.50"))]
    assert r.selisih == []


def test_a_return_before_anything_was_spent_is_refused(satker: Satker) -> None:
    isi = csv([SP2D, ["1", "076.01.WA", "3360", "", "521111", "15/01/2024", "1.000", "K", "654340"]])
    r, _ = rencana(isi, satker)
    assert [g.sel for g in r.galat] == ["G2"]


# --- Applying ------------------------------------------------------------------------------------------------------

ISI = sakti(("3355.EBA.962", 4_000), ("3360", 1_000), ("JUMLAH", 5_000))


def test_applying_makes_a_snapshot_that_the_rekap_reads(satker: Satker, terapkan: Any) -> None:
    terapkan(ISI, Setuju(utama=True))
    posisi = PosisiRealisasi.objects.get()
    assert (posisi.nama, posisi.per_tanggal, posisi.utama) == ("Data per 30 Juni 2024", JUNI, True)
    assert rekap_dipa(satker, TAHUN).realisasi == 5_000
    assert Jejak.objects.filter(tindakan=Tindakan.IMPOR).count() == 1


def test_the_same_file_again_changes_nothing_and_writes_nothing(satker: Satker, terapkan: Any) -> None:
    terapkan(ISI, SEMUA)
    sebelum = list(RealisasiAnggaran.objects.values()), PosisiRealisasi.objects.count(), Jejak.objects.count()
    r = terapkan(ISI, SEMUA)
    assert (r.banyak, r.hilang) == (0, 0)
    assert sebelum == (list(RealisasiAnggaran.objects.values()), PosisiRealisasi.objects.count(), Jejak.objects.count())


def test_changed_and_new_codes_are_written_and_lost_ones_only_with_a_tick(satker: Satker, terapkan: Any) -> None:
    terapkan(ISI)
    RealisasiAnggaran.objects.update(teks_cetak="4 ribu", catatan_cetak="dari LKjIP lama")
    r = terapkan(sakti(("3360", 1_500), ("6709.QGE.003", 7)))
    assert [len(p) for p in (r.potret[0].baru, r.potret[0].berubah, r.potret[0].hilang)] == [1, 1, 1]
    assert tersimpan() == {"3360": 1_500, "6709.QGE.003": 7, "3355.EBA.962": 4_000}
    assert [r.teks_cetak for r in RealisasiAnggaran.objects.order_by("kode")] == ["4 ribu", "", ""]
    terapkan(sakti(("3360", 1_500), ("6709.QGE.003", 7)), Setuju(hapus=True))
    assert tersimpan() == {"3360": 1_500, "6709.QGE.003": 7}


def test_stored_rows_on_another_level_stop_the_import_until_they_may_go(satker: Satker, terapkan: Any) -> None:
    posisi = pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=JUNI)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=5)
    r, _ = rencana(ISI, satker)
    assert r.bentrok == [f"{posisi.nama}: 3355 tercatat 5, berkas mencatat 3355.EBA.962."]
    with pytest.raises(ImporDitolak, match="tingkat lain"):
        terapkan(ISI)
    assert tersimpan() == {"3355": 5}
    terapkan(ISI, Setuju(hapus=True))
    assert tersimpan() == {"3355.EBA.962": 4_000, "3360": 1_000}


def test_warnings_and_differences_must_be_agreed_to(satker: Satker, terapkan: Any) -> None:
    isi = sakti(("3360", 1_000), ("JUMLAH", 1_001))
    with pytest.raises(ImporDitolak, match="Centang"):
        terapkan(isi)
    assert not PosisiRealisasi.objects.exists()
    terapkan(isi, Setuju(peringatan=True))
    assert tersimpan() == {"3360": 1_000}


@pytest.mark.parametrize("isi", [sakti(("3360", -1)), sakti(("3355.EBA.111", 1)), sakti(("3360", "x"))])
def test_a_file_with_findings_writes_nothing_at_all(isi: bytes, satker: Satker, terapkan: Any) -> None:
    with pytest.raises(RencanaBerubah):
        terapkan(isi, SEMUA)
    assert not PosisiRealisasi.objects.exists()


def test_a_name_that_another_snapshot_has_gets_a_number(satker: Satker, terapkan: Any) -> None:
    pabrik.PosisiRealisasiFactory(satker=satker, nama="Data per 30 Juni 2024", per_tanggal=None)
    terapkan(ISI)
    assert PosisiRealisasi.objects.get(per_tanggal=JUNI).nama == "Data per 30 Juni 2024 (2)"


def test_the_newest_data_are_proposed_as_the_main_snapshot(satker: Satker, terapkan: Any) -> None:
    terapkan(ISI)
    assert not rencana(ISI, satker)[0].utama  # the first one is the main one by itself
    assert rencana(sakti(("3360", 1), judul=("per 31 Juli 2024",)), satker)[0].utama
    assert not rencana(sakti(("3360", 1), judul=("per 31 Mei 2024",)), satker)[0].utama


@pytest.mark.parametrize("baris", [1, 40])
def test_the_number_of_queries_does_not_follow_the_rows(
    satker: Satker, terapkan: Any, baris: int, django_assert_num_queries: Any
) -> None:
    tanam = [(f"3370.EBA.{n:03d}", JenisPos.RO, 1) for n in range(100, 140)]
    Dipa.objects.all().delete()
    tanam_dipa(satker, (*POHON[:3], ("3370", JenisPos.KEGIATAN, None), ("3370.EBA", JenisPos.KRO, None), *tanam))
    isi = sakti(*((kode, 1) for kode, *_ in tanam[:baris]))
    _, pilihan = rencana(isi, satker)
    bacaan = services_impor.baca_berkas(isi, satker, TAHUN, pilihan)
    di = services_impor.tempat(satker, TAHUN, pilihan)
    with django_assert_num_queries(20):
        services_impor.jalankan(bacaan, di, nama="x", setuju=SEMUA)


# --- One upload ----------------------------------------------------------------------------------------------------


@pytest.fixture
def unggah(satker: Satker, perencana: Pengguna) -> Callable[..., ImporAnggaran]:
    def jalankan(isi: bytes = ISI, **lain: Any) -> ImporAnggaran:
        return services_impor.unggah(
            isi=isi, nama="sakti.xlsx", satker=satker, tahun=TAHUN, oleh=lain.pop("oleh", perencana), **lain
        )

    return jalankan


def atur(impor: ImporAnggaran, nama: str = "SAKTI kantor") -> None:
    import dataclasses

    services_impor.atur(impor=impor, pilihan=dataclasses.replace(Pilihan.dari_json(impor.pilihan), nama=nama))


def test_a_new_head_waits_for_its_columns_and_a_known_one_is_checked_at_once(unggah: Any) -> None:
    impor = unggah()
    assert Pilihan.dari_json(impor.pilihan).atur
    atur(impor)
    lagi = unggah()
    assert not Pilihan.dari_json(lagi.pilihan).atur
    assert Pilihan.dari_json(lagi.pilihan).nama == "SAKTI kantor"
    assert lagi.ringkasan["banyak"] == 3
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DIBATALKAN


def test_a_choice_for_a_code_is_remembered_in_the_mapping(unggah: Any, satker: Satker) -> None:
    impor = unggah(sakti(("3355.EBA.926", 4)))
    atur(impor)
    assert impor.ringkasan["banyak_asing"] == 1
    services_impor.pilih_kode(impor=impor, padanan={"3355.EBA.926": "3355.EBA.962"})
    assert impor.ringkasan["banyak_asing"] == 0
    assert PemetaanKolom.objects.get().isi["padanan"] == {"3355.EBA.926": "3355.EBA.962"}
    assert unggah(sakti(("3355.EBA.926", 5))).ringkasan["banyak_asing"] == 0


def test_a_mapping_that_does_not_fit_says_which_column_is_missing(unggah: Any) -> None:
    with pytest.raises(ImporDitolak, match="tidak ada kolom “program”"):
        unggah(nama_pemetaan="OM-SPAN — SP2D")


def test_an_upload_is_applied_once_and_names_its_snapshot(unggah: Any) -> None:
    impor = unggah()
    atur(impor)
    services_impor.terapkan(impor=impor, sidik=impor.ringkasan["sidik"], setuju=Setuju())
    impor.refresh_from_db()
    posisi = PosisiRealisasi.objects.get()
    assert (impor.status, impor.pilihan["posisi"], bool(impor.berkas)) == (StatusImpor.DITERAPKAN, [posisi.pk], False)
    with pytest.raises(SudahSelesai):
        services_impor.terapkan(impor=impor, sidik=impor.ringkasan.get("sidik", ""), setuju=Setuju())
    with pytest.raises(ImporDitolak):
        atur(impor)


def test_of_two_people_with_one_file_the_second_sees_that_nothing_is_left(
    unggah: Any, sekretaris: Pengguna, perencana: Pengguna
) -> None:
    satu, dua = unggah(), unggah(oleh=sekretaris)
    atur(satu)
    atur(dua)
    services_impor.terapkan(impor=satu, sidik=satu.ringkasan["sidik"], setuju=Setuju())
    with pytest.raises(ImporDitolak, match="berubah sejak pratinjau"):
        services_impor.terapkan(impor=dua, sidik=dua.ringkasan["sidik"], setuju=Setuju())
    dua.refresh_from_db()
    assert (dua.menunggu, dua.ringkasan["banyak"]) == (True, 0)
    assert PosisiRealisasi.objects.count() == 1


def test_a_figure_that_was_typed_meanwhile_is_shown_before_it_is_overwritten(unggah: Any) -> None:
    pertama = unggah()
    atur(pertama)
    services_impor.terapkan(impor=pertama, sidik=pertama.ringkasan["sidik"], setuju=Setuju())
    impor = unggah(sakti(("3355.EBA.962", 4_500), ("3360", 1_000)))
    r = RealisasiAnggaran.objects.get(kode="3355.EBA.962")
    r.simpan_versi(r.versi, nilai=Decimal(4_400))
    with pytest.raises(ImporDitolak, match="berubah sejak pratinjau"):
        services_impor.terapkan(impor=impor, sidik=impor.ringkasan["sidik"], setuju=Setuju())
    impor.refresh_from_db()
    assert impor.ringkasan["potret"][0]["baris"][0]["lama"] == "4.400"


@pytest.mark.parametrize("isi", [sakti(("3360", "banyak")), csv([["Kode", "Realisasi s.d."], ["3360", "banyak"]])])
def test_findings_come_back_in_the_cells_of_the_same_table(isi: bytes, satker: Satker) -> None:
    r, _ = rencana(isi, satker, per_tanggal=JUNI)
    ws = load_workbook(io.BytesIO(tulis_galat_mentah(isi, r.galat))).worksheets[1]
    sel = ws[r.galat[0].sel]
    assert sel.value == "banyak"
    assert "harus berupa jumlah rupiah" in sel.comment.text
