"""What the check of a workbook finds, each rule with the cell it is said at."""

from __future__ import annotations

import datetime

import pytest

from organisasi.enums import JenisUnit
from organisasi.impor.lingkup import lingkup_sistem, lingkup_untuk
from organisasi.models import Pengguna, Satker
from sakip.izin import Peran
from tests import pabrik
from tests.organisasi.buku_impor import Baris, galat, periksa_isi, salin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("satker")]

NIP = "197801012005011003"


def _satu(isi: dict[str, list[Baris]], lingkup: object = None) -> tuple[str, str, str]:
    temuan = galat(isi, lingkup)  # type: ignore[arg-type]
    assert len(temuan) == 1, temuan
    return temuan[0]


def _unit(nama: str, **isi: object) -> Baris:
    return {"satker": "654340", "nama": nama, "jenis": "Bagian"} | isi


def _jabatan(nama: str, unit: str = "Sekretariat", **isi: object) -> Baris:
    return {"satker": "654340", "unit": unit, "nama": nama, "jenis": "Pelaksana"} | isi


# --- The whole file --------------------------------------------------------------------------------------------------


def test_a_complete_office_is_all_new() -> None:
    hasil, rencana = periksa_isi(salin())
    assert hasil.galat == []
    assert {nama: len(rencana.baru(nama)) for nama in rencana.lembar} == {
        "Satker": 0,
        "Unit": 4,
        "Jabatan": 2,
        "Pejabat": 2,
        "Penugasan": 3,
        "Pengguna": 2,
    }


def test_three_bad_rows_name_three_cells() -> None:
    isi = salin()
    isi["Unit"][0]["induk"] = "Bagian Keuangn"
    isi["Pejabat"][0]["nip"] = 197801012005011003  # a number: Excel has lost digits
    isi["Penugasan"][1]["mulai"] = "31 Februari 2024"
    temuan = galat(isi)
    assert [(lembar, sel) for lembar, sel, _ in temuan] == [("Unit", "D2"), ("Pejabat", "A2"), ("Penugasan", "F3")]
    assert "Bagian Keuangan" in temuan[0][2]
    assert "Teks" in temuan[1][2]
    assert "tanggal" in temuan[2][2].lower()


def test_a_file_without_our_sheets_says_which_are_meant() -> None:
    from io import BytesIO

    from openpyxl import Workbook

    aliran = BytesIO()
    Workbook().save(aliran)
    (satu,) = periksa_isi(aliran.getvalue())[0].galat
    assert "Satker, Unit, Jabatan" in satu.pesan


def test_a_repeated_row_names_the_first() -> None:
    isi = {"Unit": [_unit("Bagian Umum"), _unit("bagian  umum")]}
    assert _satu(isi) == ("Unit", "B3", "Baris ini sudah ada di baris 2. Hapus salah satunya.")


def test_a_missing_column_leaves_what_is_stored(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="Bagian Umum", urut=7, berlaku_sampai=datetime.date(2024, 1, 1))
    hasil, rencana = periksa_isi({"Unit": [_unit("Bagian Umum")]})
    assert (hasil.galat, rencana.banyak) == ([], 0)


def test_an_emptied_cell_empties_the_field(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="Bagian Umum", berlaku_sampai=datetime.date(2024, 1, 1))
    isi = {"Unit": [_unit("Bagian Umum", berlaku_sampai=""), _unit("Lain", berlaku_sampai=datetime.date(2025, 1, 1))]}
    (baris,) = periksa_isi(isi)[1].berubah("Unit")
    assert [(u.sel, u.judul, u.lama, u.baru) for u in baris.ubahan] == [
        ("D2", "Ada sampai", "1 Januari 2024", "kosong")
    ]


# --- Satker ----------------------------------------------------------------------------------------------------------


def _satker(kode: str, **isi: object) -> Baris:
    return {
        "kode": kode,
        "nama": f"KPU {kode}",
        "nama_singkat": f"KPU {kode}",
        "jenis": "Kabupaten/Kota",
        "induk": "654340",
        "tempat": "Bengkulu",
        "zona_waktu": "WIB",
    } | isi


def test_children_may_stand_before_their_parents() -> None:
    hasil, rencana = periksa_isi({"Satker": [_satker("6543402", induk="6543401"), _satker("6543401")]})
    assert hasil.galat == []
    assert [r.objek.jalur for r in rencana.baru("Satker")] == [
        "/076/654340/6543401/6543402/",
        "/076/654340/6543401/",
    ]


def test_a_loop_of_satker_is_said_once() -> None:
    isi = {"Satker": [_satker("6543401", induk="6543402"), _satker("6543402", induk="6543401")]}
    lembar, sel, pesan = _satu(isi)
    assert (lembar, sel) == ("Satker", "E2")
    assert "6543401 → 6543402 → 6543401" in pesan


def test_a_new_satker_needs_a_parent() -> None:
    assert _satu({"Satker": [_satker("6543401", induk="")]})[1:] == (
        "E2",
        "Kode satker induk wajib diisi untuk satker baru.",
    )


def test_the_satker_of_the_import_stays_where_it_is(satker: Satker) -> None:
    lembar, sel, pesan = _satu({"Satker": [_satker("654340", induk="1971", jenis="Provinsi"), _satker("6543401")]})
    assert (lembar, sel) == ("Satker", "E2")
    assert "tidak dapat diubah" in pesan


def test_a_code_of_another_tree_is_refused_without_its_name(satker_lain: Satker) -> None:
    _, sel, pesan = _satu({"Satker": [_satker("1971")]})
    assert sel == "A2"
    assert satker_lain.nama_singkat not in pesan


@pytest.mark.parametrize(("kunci", "isi"), [("email", "prov_bengkulu@kpu"), ("situs", "bengkulu.kpu.go.id")])
def test_addresses_of_a_satker_are_checked(kunci: str, isi: str) -> None:
    assert _satu({"Satker": [_satker("6543401", **{kunci: isi})]})[1] == "H2"


def test_the_first_satker_may_come_with_the_file() -> None:
    hasil, rencana = periksa_isi(
        {"Satker": [_satker("999", induk=""), _satker("9991", induk="999")]}, lingkup_sistem("999")
    )
    assert hasil.galat == []
    assert [r.objek.jalur for r in rencana.baru("Satker")] == ["/999/", "/999/9991/"]


# --- Unit ------------------------------------------------------------------------------------------------------------


def test_units_get_their_order_by_themselves(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="Pimpinan", urut=3)
    rencana = periksa_isi({"Unit": [_unit("A"), _unit("B"), _unit("C", induk="A")]})[1]
    assert [r.objek.jalur for r in rencana.baru("Unit")] == ["/004/", "/005/", "/004/001/"]


def test_a_typed_order_that_is_taken_is_refused(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="Pimpinan", urut=3)
    lembar, sel, pesan = _satu({"Unit": [_unit("A", urut=3)]})
    assert (lembar, sel) == ("Unit", "D2")
    assert "“Pimpinan”" in pesan


def test_units_may_change_places(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="A", urut=1)
    pabrik.UnitFactory(satker=satker, nama="B", urut=2)
    hasil, rencana = periksa_isi({"Unit": [_unit("A", urut=2), _unit("B", urut=1)]})
    assert hasil.galat == []
    assert [r.objek.jalur for r in rencana.berubah("Unit")] == ["/002/", "/001/"]


def test_what_is_below_moves_along(satker: Satker) -> None:
    a = pabrik.UnitFactory(satker=satker, nama="A", urut=1)
    pabrik.UnitFactory(satker=satker, nama="Anak", induk=a, urut=1)
    pabrik.UnitFactory(satker=satker, nama="B", urut=2)
    rencana = periksa_isi({"Unit": [_unit("A", induk="B")]})[1]
    assert [(u.nama, u.jalur) for u, _ in rencana.pindah["Unit"]] == [("A", "/002/001/"), ("Anak", "/002/001/001/")]
    assert len(rencana.berubah("Unit")) == 1


def test_a_loop_with_units_of_the_database_is_found(satker: Satker) -> None:
    a = pabrik.UnitFactory(satker=satker, nama="A", urut=1)
    pabrik.UnitFactory(satker=satker, nama="B", induk=a, urut=1)
    lembar, sel, pesan = _satu({"Unit": [_unit("A", induk="B")]})
    assert (lembar, sel) == ("Unit", "D2")
    assert "berputar" in pesan


def test_a_new_writing_of_a_name_is_a_change_not_a_new_unit(satker: Satker) -> None:
    pabrik.UnitFactory(satker=satker, nama="Bagian umum")
    rencana = periksa_isi({"Unit": [_unit("Bagian Umum")]})[1]
    assert rencana.baru("Unit") == []
    assert [u.baru for r in rencana.berubah("Unit") for u in r.ubahan] == ["Bagian Umum"]


# --- Jabatan ---------------------------------------------------------------------------------------------------------


def test_superiors_may_come_later_in_the_file() -> None:
    isi = {
        "Unit": [_unit("Sekretariat")],
        "Jabatan": [_jabatan("Staf", atasan="Kepala"), _jabatan("Kepala")],
    }
    hasil, rencana = periksa_isi(isi)
    assert hasil.galat == []
    assert rencana.baru("Jabatan")[0].objek.atasan.nama == "Kepala"


def test_a_chain_of_superiors_must_not_come_back() -> None:
    isi = {"Unit": [_unit("Sekretariat")], "Jabatan": [_jabatan("A", atasan="B"), _jabatan("B", atasan="A")]}
    lembar, sel, pesan = _satu(isi)
    assert (lembar, sel) == ("Jabatan", "E2")
    assert "A → B → A" in pesan


def test_a_superior_of_another_satker_is_unknown(pusat: Satker, satker_lain: Satker) -> None:
    asing = pabrik.JabatanFactory(unit__satker=satker_lain, nama="Ketua Kota")
    isi = {"Unit": [_unit("Sekretariat")], "Jabatan": [_jabatan("A", atasan=asing.nama)]}
    assert _satu(isi, lingkup_sistem("076"))[1] == "E2"


def test_a_name_in_two_units_asks_for_the_unit() -> None:
    isi = {
        "Unit": [_unit("Sekretariat"), _unit("Bagian Umum")],
        "Jabatan": [_jabatan("Kepala"), _jabatan("Kepala", "Bagian Umum"), _jabatan("Staf", atasan="Kepala")],
    }
    lembar, _, pesan = _satu(isi)
    assert lembar == "Jabatan"
    assert "Sekretariat, Bagian Umum" in pesan
    isi["Jabatan"][2]["unit_atasan"] = "Bagian Umum"
    assert galat(isi) == []


# --- Pejabat ---------------------------------------------------------------------------------------------------------


def test_a_nip_recorded_later_is_a_change(satker: Satker) -> None:
    pabrik.PejabatFactory(satker=satker, nama="Sudirman")
    isi = {"Pejabat": [{"nip": NIP, "nama": "Sudirman", "satker": "654340"}]}
    (baris,) = periksa_isi(isi)[1].berubah("Pejabat")
    assert [(u.judul, u.lama, u.baru) for u in baris.ubahan] == [("NIP", "kosong", NIP)]


def test_a_name_that_has_a_nip_asks_for_it(satker: Satker) -> None:
    pabrik.PejabatFactory(satker=satker, nama="Sudirman", nip=NIP)
    lembar, sel, pesan = _satu({"Pejabat": [{"nip": "", "nama": "Sudirman", "satker": "654340"}, _orang_lain()]})
    assert (lembar, sel) == ("Pejabat", "B2")
    assert NIP in pesan


def test_a_name_of_two_people_asks_for_the_nip(satker: Satker) -> None:
    pabrik.PejabatFactory.create_batch(2, satker=satker, nama="Sudirman")
    lembar, sel, pesan = _satu({"Pejabat": [{"nama": "Sudirman", "satker": "654340"}]})
    assert (lembar, sel) == ("Pejabat", "A2")
    assert "2 orang" in pesan


def test_a_nip_of_elsewhere_is_refused_without_its_name(satker_lain: Satker) -> None:
    pabrik.PejabatFactory(satker=satker_lain, nama="Rahasia Sekali", nip=NIP)
    _, sel, pesan = _satu({"Pejabat": [{"nip": NIP, "nama": "Sudirman", "satker": "654340"}]})
    assert sel == "A2"
    assert "Rahasia" not in pesan


def test_a_person_may_move_inside_the_tree(pusat: Satker, satker: Satker, satker_lain: Satker) -> None:
    pabrik.PejabatFactory(satker=satker_lain, nama="Sudirman", nip=NIP)
    isi = {"Pejabat": [{"nip": NIP, "nama": "Sudirman", "satker": "654340"}]}
    (baris,) = periksa_isi(isi, lingkup_sistem("076"))[1].berubah("Pejabat")
    assert [(u.lama, u.baru) for u in baris.ubahan] == [("1971", "654340")]


def _orang_lain() -> Baris:
    return {"nip": "197801012005011004", "nama": "Siti", "satker": "654340"}


# --- Penugasan -------------------------------------------------------------------------------------------------------


def _tugas(**isi: object) -> dict[str, list[Baris]]:
    """BENGKULU's people with one appointment."""
    dasar = {"pejabat": "Sudirman", "satker": "654340", "jabatan": "Sekretaris", "status": "Definitif"}
    return salin(Penugasan=[dasar | isi], Pengguna=[])


def test_a_name_that_does_not_belong_to_the_nip_is_refused() -> None:
    lembar, sel, pesan = _satu(_tugas(nip=NIP))
    assert (lembar, sel) == ("Penugasan", "B2")
    assert "Kemas Ajir" in pesan


def test_an_end_before_the_beginning_is_refused() -> None:
    temuan = _satu(_tugas(mulai=datetime.date(2024, 1, 2), selesai=datetime.date(2024, 1, 1)))
    assert temuan == ("Penugasan", "F2", "Tanggal selesai tidak boleh sebelum tanggal mulai.")


def test_two_definitive_holders_in_the_file_are_refused_at_the_later_one() -> None:
    isi = _tugas(mulai=datetime.date(2024, 1, 2), selesai=None)
    isi["Penugasan"].append(isi["Penugasan"][0] | {"pejabat": "Kemas Ajir", "mulai": datetime.date(2024, 6, 1)})
    lembar, sel, pesan = _satu(isi)
    assert (lembar, sel) == ("Penugasan", "E3")
    assert "Sudirman (definitif) 2 Januari 2024 sampai sekarang (baris 2)" in pesan


def test_a_definitive_holder_of_the_database_counts(satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="Sekretariat", jenis=JenisUnit.SEKRETARIAT)
    jabatan = pabrik.JabatanFactory(unit=unit, nama="Sekretaris")
    pabrik.PenugasanFactory(jabatan=jabatan, pejabat__nama="Lama", pejabat__satker=satker)
    isi = _tugas(mulai=datetime.date(2024, 1, 2))
    isi["Unit"] = [b for b in isi["Unit"] if b["nama"] != "Sekretariat"]
    assert "Lama (definitif)" in _satu(isi)[2]


def test_ending_one_makes_room_for_the_next(satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="Sekretariat")
    jabatan = pabrik.JabatanFactory(unit=unit, nama="Sekretaris")
    mulai = datetime.date(2020, 1, 1)
    pabrik.PenugasanFactory(jabatan=jabatan, pejabat__nama="Lama", pejabat__satker=satker, mulai=mulai)
    isi = _tugas(mulai=datetime.date(2024, 1, 2), selesai=None)
    selesai = {"pejabat": "Lama", "mulai": mulai, "selesai": datetime.date(2024, 1, 1)}
    isi["Penugasan"].append(isi["Penugasan"][0] | selesai)
    hasil, rencana = periksa_isi(isi)
    assert hasil.galat == []
    assert [(u.lama, u.baru) for r in rencana.berubah("Penugasan") for u in r.ubahan] == [("kosong", "1 Januari 2024")]


def test_an_acting_holder_may_stand_beside_the_definitive_one() -> None:
    isi = _tugas(mulai=datetime.date(2024, 1, 2))
    isi["Penugasan"].append(isi["Penugasan"][0] | {"pejabat": "Kemas Ajir", "status": "Plh."})
    assert galat(isi) == []


def test_an_unknown_position_names_the_nearest() -> None:
    assert "Mungkin maksudnya “Sekretaris”" in _satu(_tugas(jabatan="Sekertaris"))[2]


def test_somebody_must_be_named() -> None:
    assert _satu(_tugas(pejabat=None, nomor_sk="1"))[2] == "Isi NIP atau nama pejabatnya."


def test_somebody_of_another_satker_may_act_here_by_nip_and_name(satker_lain: Satker) -> None:
    tamu = pabrik.PejabatFactory(satker=satker_lain, nama="Tamu Sekali", nip="197801012005011009")
    isi = _tugas(nip=tamu.nip, pejabat="tamu sekali", status="Plt.")
    hasil, rencana = periksa_isi(isi)
    assert hasil.galat == []
    assert rencana.baru("Penugasan")[0].objek.pejabat == tamu


@pytest.mark.parametrize("nama", ["", "Orang Lain"])
def test_a_nip_of_elsewhere_alone_tells_nothing(satker_lain: Satker, nama: str) -> None:
    pabrik.PejabatFactory(satker=satker_lain, nama="Tamu Sekali", nip="197801012005011009")
    pesan = _satu(_tugas(nip="197801012005011009", pejabat=nama or None, status="Plt.", nomor_sk="1"))[2]
    assert pesan == _satu(_tugas(nip="197801012005011000", pejabat=nama or None, status="Plt.", nomor_sk="1"))[2]
    assert "Tamu" not in pesan


def test_somebody_of_another_institution_is_unknown() -> None:
    asing = pabrik.SatkerFactory(kode="888")
    pabrik.PejabatFactory(satker=asing, nama="Tamu Sekali", nip="197801012005011009")
    assert "tidak tercatat" in _satu(_tugas(nip="197801012005011009", pejabat="Tamu Sekali", status="Plt."))[2]


# --- What ends -------------------------------------------------------------------------------------------------------


def test_a_unit_does_not_end_before_what_is_in_it(satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="Bagian Umum", jenis="bagian")
    pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Umum")
    isi = {"Unit": [_unit("Bagian Umum", berlaku_sampai=datetime.date(2024, 12, 31))]}
    assert _satu(isi) == (
        "Unit",
        "D2",
        "Setelah 31 Desember 2024 masih ada: Kepala Bagian Umum. Akhiri atau pindahkan lebih dahulu.",
    )


def test_a_unit_and_what_is_in_it_may_end_together(satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="Bagian Umum", jenis="bagian")
    pabrik.JabatanFactory(unit=unit, nama="Kepala", jenis="kepala_bagian")
    akhir = datetime.date(2024, 12, 31)
    jabatan = _jabatan("Kepala", "Bagian Umum", jenis="Kepala bagian", berlaku_sampai=akhir)
    assert galat({"Unit": [_unit("Bagian Umum", berlaku_sampai=akhir)], "Jabatan": [jabatan]}) == []


def test_nobody_is_put_into_a_position_that_is_gone(satker: Satker) -> None:
    akhir = datetime.date(2023, 12, 31)
    pabrik.JabatanFactory(unit__satker=satker, nama="Sekretaris Lama", berlaku_sampai=akhir)
    lembar, sel, pesan = _satu(_tugas(jabatan="Sekretaris Lama", selesai=None))
    assert (lembar, sel) == ("Penugasan", "E2")
    assert "Sekretaris Lama hanya ada sampai 31 Desember 2023" in pesan


def test_what_was_so_before_is_not_said_of_an_untouched_row(satker: Satker) -> None:
    unit = pabrik.UnitFactory(satker=satker, nama="A", jenis="bagian", berlaku_sampai=datetime.date(2020, 1, 1))
    pabrik.JabatanFactory(unit=unit)
    assert galat({"Unit": [_unit("A"), _unit("B")]}) == []


# --- Pengguna --------------------------------------------------------------------------------------------------------


def _login(**isi: object) -> dict[str, list[Baris]]:
    return {"Pengguna": [{"username": "baru", "satker": "654340", "peran": "Perencana"} | isi]}


def test_a_name_taken_elsewhere_does_not_say_by_whom(orang_lain: Pengguna) -> None:
    _, sel, pesan = _satu(_login(username="Orang_Lain"))
    assert sel == "A2"
    assert pesan == "Nama pengguna ini sudah dipakai. Pilih nama lain."


def test_a_superuser_is_nobodys_to_import(satker: Satker) -> None:
    Pengguna.objects.create_superuser("teknisi", satker=satker)
    assert _satu(_login(username="teknisi"))[2] == "Nama pengguna ini sudah dipakai. Pilih nama lain."


@pytest.mark.parametrize("peran", [Peran.ADMIN_PUSAT, Peran.VERIFIKATOR])
def test_an_admin_satker_does_not_give_every_role(peran: Peran, admin_satker: Pengguna, satker: Satker) -> None:
    lembar, sel, pesan = _satu(_login(peran=peran.label), lingkup_untuk(admin_satker, satker))
    assert (lembar, sel) == ("Pengguna", "C2")
    assert "admin pusat" in pesan


def test_nobody_is_given_the_role_of_a_delegation() -> None:
    assert _satu(_login(peran=Peran.PELAKSANA.label))[1] == "C2"


def test_an_admin_satker_does_not_touch_a_higher_login(
    admin_satker: Pengguna, verifikator: Pengguna, satker: Satker
) -> None:
    isi = _login(username="verifikator", peran=Peran.VERIFIKATOR.label, email="saya@kpu.go.id")
    assert _satu(isi, lingkup_untuk(admin_satker, satker))[1] == "B2"


def test_nobody_changes_the_own_role(admin_satker: Pengguna, satker: Satker) -> None:
    isi = _login(username="admin_satker", peran=Peran.PERENCANA.label)
    assert "Anda sendiri" in _satu(isi, lingkup_untuk(admin_satker, satker))[2]


def test_an_admin_satker_stays_in_the_own_satker(admin_satker: Pengguna, satker: Satker, satker_lain: Satker) -> None:
    lembar, sel, pesan = _satu(_login(satker="1971"), lingkup_untuk(admin_satker, satker))
    assert (lembar, sel) == ("Pengguna", "B2")
    assert "654340" in pesan


def test_a_pejabat_has_one_login(satker: Satker) -> None:
    orang = pabrik.PejabatFactory(satker=satker, nama="Siti")
    pabrik.PenggunaFactory(username="siti", satker=satker, pejabat=orang)
    assert "yaitu siti" in _satu(_login(pejabat="Siti"))[2]


def test_a_pejabat_may_go_from_one_login_to_another(satker: Satker) -> None:
    orang = pabrik.PejabatFactory(satker=satker, nama="Siti")
    pabrik.PenggunaFactory(username="siti", satker=satker, pejabat=orang)
    isi = _login(pejabat="Siti")
    isi["Pengguna"].append(isi["Pengguna"][0] | {"username": "siti", "pejabat": ""})
    assert galat(isi) == []


def test_a_login_elsewhere_holds_its_pejabat(satker: Satker, satker_lain: Satker) -> None:
    orang = pabrik.PejabatFactory(satker=satker, nama="Siti")
    pabrik.PenggunaFactory(username="siti", satker=satker_lain, pejabat=orang)
    pesan = _satu(_login(pejabat="Siti"))[2]
    assert pesan == "Pejabat ini sudah mempunyai nama pengguna lain."


def test_a_login_of_an_office_holder_elsewhere_is_not_touched(
    admin_satker: Pengguna, satker: Satker, satker_lain: Satker
) -> None:
    orang = pabrik.PejabatFactory(satker=satker, nama="Siti")
    pabrik.PenggunaFactory(username="siti", satker=satker, pejabat=orang, peran=Peran.PERENCANA)
    isi = _login(username="siti", email="saya@kpu.go.id")
    lingkup = lingkup_untuk(admin_satker, satker)
    assert galat(isi, lingkup) == []
    pabrik.PenugasanFactory(pejabat=orang, jabatan__unit__satker=satker_lain)
    assert _satu(isi, lingkup)[1] == "B2"


def test_no_login_for_an_office_holder_elsewhere(admin_satker: Pengguna, satker: Satker, satker_lain: Satker) -> None:
    orang = pabrik.PejabatFactory(satker=satker, nama="Siti")
    pabrik.PenugasanFactory(pejabat=orang, jabatan__unit__satker=satker_lain)
    assert "di luar wewenang" in _satu(_login(pejabat="Siti"), lingkup_untuk(admin_satker, satker))[2]


def test_mail_must_look_like_mail() -> None:
    assert _satu(_login(email="siti.kpu.go.id"))[1:] == ("B2", "Surel harus seperti nama@kantor.go.id.")


# --- Cost ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 300])
def test_checking_asks_the_database_the_same_for_few_and_many(banyak: int, django_assert_num_queries) -> None:
    orang = [{"nip": f"{n:018d}", "nama": f"Orang {n}", "satker": "654340"} for n in range(banyak)]
    unit = [_unit(f"Unit {n}") for n in range(banyak)]
    with django_assert_num_queries(10):
        hasil, rencana = periksa_isi({"Unit": unit, "Pejabat": orang})
    assert (hasil.galat, rencana.banyak) == ([], 2 * banyak)


def test_nobody_takes_or_widens_an_office_through_a_workbook(satker: Satker, admin_satker: Pengguna) -> None:
    sendiri = pabrik.PejabatFactory(satker=satker, nama="Budi")
    jabatan = pabrik.JabatanFactory(unit__satker=satker, unit__nama="Sekretariat", nama="Kepala Bagian")
    admin_satker.pejabat = sendiri
    lingkup = lingkup_untuk(admin_satker, satker)
    tugas = {"satker": "654340", "pejabat": "Budi", "jabatan": "Kepala Bagian", "status": "Definitif"}
    assert "admin lain" in _satu({"Penugasan": [tugas | {"mulai": "2 Januari 2024"}]}, lingkup)[2]
    pabrik.PenugasanFactory(pejabat=sendiri, jabatan=jabatan)
    assert "admin lain" in _satu({"Jabatan": [_jabatan("Kepala Bagian", jenis="Sekretaris")]}, lingkup)[2]


@pytest.mark.parametrize("menjabat", [True, False])
def test_a_login_of_somebody_elsewhere_keeps_its_person_and_its_rights(
    admin_satker: Pengguna, satker: Satker, satker_lain: Satker, menjabat: bool
) -> None:
    """Somebody who has nothing to do with this satker but the login: with an office there it is not ours to change."""
    siti = pabrik.PejabatFactory(satker=satker_lain)
    if menjabat:
        pabrik.PenugasanFactory(pejabat=siti, jabatan__unit__satker=satker_lain)
    pabrik.PenggunaFactory(username="siti", satker=satker, pejabat=siti, peran=Peran.PEMBACA)
    isi = _login(username="siti", peran="Pembaca", email="saya@kpu.go.id")
    hasil, rencana = periksa_isi(isi, lingkup_untuk(admin_satker, satker))
    assert [g.sel for g in hasil.galat] == (["B2"] if menjabat else [])
    assert rencana.lembar["Pengguna"][0].objek.pejabat_id == siti.pk
