"""Writing a plan: everything stands afterwards as typed, or nothing does."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.impor import ORANG, SATKER, nasional
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.impor.ekspor import ekspor
from organisasi.impor.lingkup import lingkup_sistem
from organisasi.impor.susunan import BUKU
from organisasi.models import Jabatan, Pejabat, Pengguna, Penugasan, Satker, Unit
from organisasi.services_impor import jalankan
from sakip.excel import baca, tulis_data
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.izin import Peran
from tests import pabrik
from tests.organisasi.buku_impor import Baris, periksa_isi, salin, tulis

pytestmark = pytest.mark.django_db


def _terapkan(isi: dict[str, list[Baris]] | bytes, kode: str = "654340") -> None:
    jalankan(baca(isi if isinstance(isi, bytes) else tulis(isi), BUKU), lingkup_sistem(kode), nama="data.xlsx")


def _semua() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours."""
    return {
        m._meta.label: sorted(m._default_manager.values_list(), key=repr) for m in apps.get_models() if m._meta.managed
    }


def test_an_office_is_written_as_it_was_typed(satker: Satker) -> None:
    _terapkan(salin())
    assert list(Unit.objects.filter(satker=satker).values_list("nama", "jalur")) == [
        ("Sekretariat", "/001/"),
        ("Bagian Keuangan", "/001/001/"),
        ("Sub Bagian Keuangan", "/001/001/001/"),
        ("Bagian Umum", "/001/002/"),
    ]
    kepala = Jabatan.objects.get(nama="Kepala Bagian Keuangan")
    assert kepala.atasan == Jabatan.objects.get(nama="Sekretaris")
    assert Pejabat.objects.get(nama="Kemas Ajir").nama_lengkap == "Kemas Ajir, S.E."
    plt = Penugasan.objects.get(status="plt")
    assert (str(plt.pejabat), plt.sebutan_jabatan) == ("Sudirman", "Plt. Sekretaris")
    assert plt.masa == "2 Januari 2024 sampai 31 Maret 2024"


def test_logins_come_without_a_password(satker: Satker) -> None:
    _terapkan(salin())
    kemas = Pengguna.objects.get(username="kemas.ajir")
    assert not kemas.has_usable_password()
    assert (kemas.peran, kemas.satker, str(kemas.pejabat)) == (Peran.PEMBACA, satker, "Kemas Ajir, S.E.")
    assert kemas.get_full_name() == "Kemas Ajir"
    assert len(set(Pengguna.objects.values_list("password", flat=True))) == 2


def test_a_login_that_exists_keeps_its_password(perencana: Pengguna) -> None:
    sandi = perencana.password
    isi = {"username": "perencana", "satker": "654340", "peran": "Sekretaris", "nama": "Budi"}
    _terapkan({"Pengguna": [isi]})
    perencana.refresh_from_db()
    assert (perencana.password, perencana.peran, perencana.versi) == (sandi, Peran.SEKRETARIS, 2)


def test_only_changed_rows_get_a_new_version(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="A", jenis="bagian", urut=1)
    pabrik.UnitFactory(satker=satker, nama="B", jenis="bagian", urut=2)
    _terapkan({"Unit": [{"satker": "654340", "nama": n, "jenis": j} for n, j in (("A", "Bagian"), ("B", "Divisi"))]})
    assert list(Unit.objects.values_list("nama", "jenis", "versi")) == [("A", "bagian", 1), ("B", "divisi", 2)]


def test_units_change_places_in_the_database(satker: Satker) -> None:
    a = pabrik.UnitFactory(satker=satker, nama="A", urut=1)
    pabrik.UnitFactory(satker=satker, nama="Anak", induk=a, urut=1)
    pabrik.UnitFactory(satker=satker, nama="B", urut=2)
    dasar = {"satker": "654340", "jenis": "Bagian", "induk": ""}
    _terapkan(
        {
            "Unit": [
                dasar | {"nama": "A", "urut": 2},
                dasar | {"nama": "B", "urut": 1},
                dasar | {"nama": "C", "induk": "B"},
            ]
        }
    )
    assert list(Unit.objects.values_list("nama", "jalur")) == [
        ("B", "/001/"),
        ("C", "/001/001/"),
        ("A", "/002/"),
        ("Anak", "/002/001/"),
    ]


def test_a_satker_moves_with_all_below_it(pusat: Satker, satker: Satker, satker_lain: Satker) -> None:
    anak = pabrik.SatkerFactory(kode="654341", induk=satker)
    baris = {
        "kode": "654340",
        "nama": satker.nama,
        "nama_singkat": satker.nama_singkat,
        "jenis": "Provinsi",
        "induk": "1971",
        "tempat": satker.tempat,
        "zona_waktu": "WIB",
    }
    _terapkan({"Satker": [baris]}, "076")
    anak.refresh_from_db()
    assert (anak.jalur, anak.versi) == ("/076/1971/654340/654341/", 1)


def test_a_pejabat_goes_from_one_login_to_another(satker: Satker) -> None:
    orang = [pabrik.PejabatFactory(satker=satker, nama=n) for n in ("Siti", "Budi")]
    for pejabat in orang:
        pabrik.PenggunaFactory(username=pejabat.nama.lower(), satker=satker, pejabat=pejabat, peran=Peran.PEMBACA)
    dasar = {"satker": "654340", "peran": "Pembaca"}
    _terapkan(
        {"Pengguna": [dasar | {"username": "siti", "pejabat": "Budi"}, dasar | {"username": "budi", "pejabat": "Siti"}]}
    )
    assert list(Pengguna.objects.order_by("username").values_list("username", "pejabat__nama")) == [
        ("budi", "Siti"),
        ("siti", "Budi"),
    ]


def test_ending_one_holder_and_beginning_the_next(satker: Satker) -> None:
    jabatan = pabrik.JabatanFactory(unit__satker=satker, nama="Ketua")
    mulai = datetime.date(2020, 1, 1)
    pabrik.PenugasanFactory(jabatan=jabatan, pejabat__nama="Lama", pejabat__satker=satker, mulai=mulai)
    pabrik.PejabatFactory(satker=satker, nama="Baru")
    dasar = {"satker": "654340", "jabatan": "Ketua", "status": "Definitif"}
    kini = datetime.date(2024, 1, 2)
    _terapkan(
        {
            "Penugasan": [
                dasar | {"pejabat": "Baru", "mulai": kini},
                dasar | {"pejabat": "Lama", "mulai": mulai, "selesai": datetime.date(2024, 1, 1)},
            ]
        }
    )
    pemangku = Penugasan.objects.pemangku(jabatan, kini)
    assert pemangku is not None
    assert pemangku.pejabat.nama == "Baru"


def test_three_bad_rows_change_nothing_at_all(satker: Satker) -> None:
    isi = salin()
    isi["Unit"][0]["induk"] = "Bagian Keuangn"
    isi["Pejabat"][0]["nip"] = "1978"
    isi["Penugasan"][1]["mulai"] = "31 Februari 2024"
    sebelum = _semua()
    with pytest.raises(RencanaBerubah) as ditolak:
        _terapkan(isi)
    assert [g.sel for g in ditolak.value.hasil.galat] == ["D2", "A2", "F3"]
    assert _semua() == sebelum


def test_what_the_database_refuses_rolls_back_all(satker: Satker, monkeypatch: pytest.MonkeyPatch) -> None:
    from organisasi.impor import terapkan

    asli = terapkan._lepas_pejabat

    def menyela(rencana: Any) -> None:
        asli(rencana)
        pabrik.PenggunaFactory(username="operator.keuangan")  # somebody was faster than our check

    monkeypatch.setattr(terapkan, "_lepas_pejabat", menyela)
    sebelum = _semua()
    with pytest.raises(ImporDitolak, match="tidak ada yang berubah"):
        _terapkan(salin())
    assert _semua() == sebelum


def test_the_trail_tells_of_the_import_and_of_every_row(satker: Satker) -> None:
    _terapkan(salin())
    peristiwa = Jejak.objects.get(tindakan=Tindakan.IMPOR)
    assert (peristiwa.keterangan, peristiwa.satker_id) == ("data.xlsx", satker.pk)
    assert {isi["nama"]: isi["baru"] for isi in peristiwa.sesudah["lembar"]}["Unit"] == 4
    unit = Jejak.objects.filter(tabel="organisasi_unit", tindakan=Tindakan.BUAT)
    assert set(unit.values_list("alasan", flat=True)) == {"Impor data.xlsx"}
    assert unit.count() == 4


def test_export_and_import_again_changes_nothing(satker: Satker) -> None:
    _terapkan(salin())
    hasil, rencana = periksa_isi(ekspor(lingkup_sistem("076")), lingkup_sistem("076"))
    assert hasil.galat == []
    assert rencana.banyak == 0
    assert {nama: len(isi) for nama, isi in rencana.lembar.items()} == {
        "Satker": 2,
        "Unit": 4,
        "Jabatan": 2,
        "Pejabat": 2,
        "Penugasan": 3,
        "Pengguna": 2,
    }


def test_people_of_an_old_database_without_a_satker_come_back_the_same(satker: Satker) -> None:
    pabrik.PenugasanFactory(jabatan__unit__satker=satker, pejabat__satker=None)
    hasil, rencana = periksa_isi(ekspor(lingkup_sistem("654340")))
    assert (hasil.galat, rencana.banyak, len(rencana.lembar["Pejabat"])) == ([], 0, 1)


def test_one_changed_cell_is_exactly_that_change(satker: Satker) -> None:
    import io

    from openpyxl import load_workbook

    _terapkan(salin())
    berkas = load_workbook(io.BytesIO(ekspor(lingkup_sistem("654340"))))
    sel = next(s for baris in berkas["Pejabat"].iter_rows() for s in baris if s.value == "S.E.")
    sel.value = "S.E., M.M."
    aliran = io.BytesIO()
    berkas.save(aliran)
    rencana = periksa_isi(aliran.getvalue())[1]
    assert rencana.banyak == 1
    (baris,) = rencana.berubah("Pejabat")
    assert [(u.sel, u.lama, u.baru) for u in baris.ubahan] == [(sel.coordinate, "S.E.", "S.E., M.M.")]
    _terapkan(aliran.getvalue())
    assert Pejabat.objects.get(nama="Kemas Ajir").gelar_belakang == "S.E., M.M."


@pytest.mark.besar
def test_553_satker_and_6000_people_cost_statements_by_the_batch(pusat: Satker) -> None:
    isi = tulis_data(BUKU, nasional())
    with CaptureQueriesContext(connection) as kueri:
        _terapkan(isi, "076")
    assert (Satker.objects.count(), Pejabat.objects.count(), Pengguna.objects.count()) == (SATKER + 1, ORANG, ORANG)
    assert Penugasan.objects.count() == ORANG
    banyak = SATKER + SATKER * 4 + ORANG * 4  # rows written
    assert len(kueri) < banyak / 15  # SQLite takes about 80 rows a statement, PostgreSQL a thousand
    with CaptureQueriesContext(connection) as kueri:
        hasil, rencana = periksa_isi(isi, lingkup_sistem("076"))
    assert (hasil.galat, rencana.banyak, len(kueri)) == ([], 0, 9)
