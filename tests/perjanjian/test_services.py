"""Making, revising and putting a perjanjian kinerja in force."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from organisasi.enums import JenisUnit, StatusPenugasan
from organisasi.models import Penugasan
from perjanjian import services
from perjanjian.models import PerjanjianKinerja
from renstra.enums import JenisSasaran
from sakip.alur import TransisiDitolak
from tests import pabrik


def tandatangani_semua(perjanjian, perencana, kepala_unit, sekretaris):
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
    perjanjian.tandatangani(oleh=kepala_unit)
    services.setujui(perjanjian=perjanjian, oleh=sekretaris)


# --- Perubahan -----------------------------------------------------------------------------------------------------


def test_perubahan_copies_every_row_and_leaves_the_old_one_in_force(berlaku, perencana):
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi anggaran")
    assert (baru.status, baru.jenis, baru.menggantikan_id) == ("draf", "perubahan", berlaku.pk)
    assert [i.uraian for s in baru.sasaran.all() for i in s.indikator.all()] == ["Laporan tepat waktu", "Nilai AKIP"]
    assert list(baru.anggaran.values_list("kode", "nilai")) == [("076.01.WA", Decimal(9_203_578_000))]
    berlaku.refresh_from_db()
    assert berlaku.status == "berlaku"


def test_perubahan_in_force_replaces_the_old_one_at_the_same_moment(berlaku, perencana, kepala_unit, sekretaris):
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi anggaran")
    tandatangani_semua(baru, perencana, kepala_unit, sekretaris)
    berlaku.refresh_from_db()
    assert (baru.status, berlaku.status) == ("berlaku", "digantikan")
    assert berlaku.riwayat.get().catatan == "Digantikan perjanjian perubahan: Revisi anggaran"


def test_refused_second_signature_changes_nothing(berlaku, perencana, kepala_unit):
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi anggaran")
    services.ajukan(perjanjian=baru, oleh=perencana)
    baru.tandatangani(oleh=kepala_unit)
    with pytest.raises(PermissionDenied):
        services.setujui(perjanjian=baru, oleh=kepala_unit)  # not the second party
    berlaku.refresh_from_db()
    baru.refresh_from_db()
    assert (berlaku.status, baru.status, berlaku.riwayat.count()) == ("berlaku", "ditandatangani", 0)


def test_two_clicks_on_the_second_signature_give_one_pk_in_force(berlaku, perencana, kepala_unit, sekretaris):
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi anggaran")
    services.ajukan(perjanjian=baru, oleh=perencana)
    baru.tandatangani(oleh=kepala_unit)
    kembar = PerjanjianKinerja.objects.get(pk=baru.pk)
    services.setujui(perjanjian=baru, oleh=sekretaris)
    with pytest.raises(TransisiDitolak):
        services.setujui(perjanjian=kembar, oleh=sekretaris)
    assert [p.pk for p in PerjanjianKinerja.objects.berlaku()] == [baru.pk]


@pytest.mark.parametrize("status", ["draf", "diajukan", "dikembalikan", "ditandatangani", "digantikan"])
def test_perubahan_starts_only_from_a_pk_in_force(berlaku, perencana, status):
    PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(status=status)
    with pytest.raises(TransisiDitolak, match="sedang berlaku"):
        services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")


def test_second_draft_of_the_same_pk_is_refused(berlaku, perencana):
    services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    with pytest.raises(TransisiDitolak, match="sudah mempunyai draf perubahan"):
        services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi lain")


def test_office_without_a_superior_cannot_promise_to_itself(berlaku, jabatan_kabag, perencana):
    jabatan_kabag.jabatan.atasan = None
    jabatan_kabag.jabatan.save()
    PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(
        pihak_kedua=pabrik.PenugasanFactory(jabatan=jabatan_kabag.jabatan, status="plt", selesai=date(2020, 1, 1))
    )
    segar = PerjanjianKinerja.objects.get(pk=berlaku.pk)
    with pytest.raises(TransisiDitolak, match="tidak mempunyai atasan"):
        services.buat_perubahan(perjanjian=segar, oleh=perencana, dasar="strategi", alasan="Revisi")


@pytest.mark.parametrize("alasan", ["", "   "])
def test_perubahan_without_reason_is_refused(berlaku, perencana, alasan):
    with pytest.raises(TransisiDitolak, match="Alasan"):
        services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan=alasan)


def test_perubahan_is_between_those_who_hold_the_offices_on_its_date(berlaku, jabatan_kabag, perencana):
    jabatan_kabag.selesai = date(2024, 6, 30)
    jabatan_kabag.save()
    plt = pabrik.PenugasanFactory(
        jabatan=jabatan_kabag.jabatan, status=StatusPenugasan.PLT, mulai=date(2024, 7, 1), pejabat__nama="Martoni"
    )
    baru = services.buat_perubahan(
        perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Pejabat baru", tanggal=date(2024, 12, 27)
    )
    assert baru.pihak_pertama == plt
    assert baru.sebutan_pihak_pertama.startswith("Plt. ")


def test_perubahan_for_an_empty_office_says_who_can_help(berlaku, jabatan_kabag, perencana):
    jabatan_kabag.selesai = date(2024, 6, 30)
    jabatan_kabag.save()
    with pytest.raises(TransisiDitolak, match="Belum ada pejabat untuk"):
        services.buat_perubahan(
            perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi", tanggal=date(2024, 12, 27)
        )
    assert not PerjanjianKinerja.objects.filter(menggantikan=berlaku).exists()


def test_second_first_pk_of_one_office_cannot_come_into_force(berlaku, perencana, kepala_unit, sekretaris):
    saingan = pabrik.PerjanjianFactory(
        unit=berlaku.unit, pihak_pertama=berlaku.pihak_pertama, pihak_kedua=berlaku.pihak_kedua
    )
    pabrik.IndikatorPerjanjianFactory(sasaran__perjanjian=saingan)
    services.ajukan(perjanjian=saingan, oleh=perencana)
    saingan.tandatangani(oleh=kepala_unit)
    with pytest.raises(TransisiDitolak, match="Sudah ada perjanjian yang berlaku"):
        services.setujui(perjanjian=saingan, oleh=sekretaris)


# --- New -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def renstra(satker):
    """Two sasaran strategis; one indikator has a target in 2024, one only in 2023; and one sasaran program."""
    renstra = pabrik.RenstraFactory(satker=satker)
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=1, uraian="Meningkatnya kapasitas")
    bertarget = pabrik.IndikatorFactory(sasaran=sasaran, urut=1, uraian="Kompetensi pegawai")
    pabrik.TargetTahunanFactory(indikator=bertarget, tahun=2024, nilai=Decimal("77.5"))
    lampau = pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=renstra, urut=2), urut=1)
    pabrik.TargetTahunanFactory(indikator=lampau, tahun=2023)
    program = renstra.program.create(urut=1, nama="Program Dukungan Manajemen")
    keluaran = pabrik.SasaranFactory(renstra=renstra, urut=3, jenis=JenisSasaran.PROGRAM, program=program)
    pabrik.TargetTahunanFactory(indikator=pabrik.IndikatorFactory(sasaran=keluaran, urut=1), tahun=2024)
    return renstra


def dari_renstra(jabatan_sekretaris, jabatan_ketua, perencana):
    return services.buat_dari_renstra(
        pihak_pertama=jabatan_sekretaris, pihak_kedua=jabatan_ketua, tahun=2024, oleh=perencana
    )


def test_sekretaris_pk_proposes_the_targets_of_the_renstra(renstra, jabatan_sekretaris, jabatan_ketua, perencana):
    p = dari_renstra(jabatan_sekretaris, jabatan_ketua, perencana)
    butir = [(s.uraian, i.uraian, i.target, i.indikator.uraian) for s in p.sasaran.all() for i in s.indikator.all()]
    assert butir == [("Meningkatnya kapasitas", "Kompetensi pegawai", Decimal("77.5"), "Kompetensi pegawai")]
    assert (p.kolom_sasaran, p.kolom_anggaran, p.status) == ("Sasaran Strategis", "Program", "draf")


def test_sekretaris_pk_takes_the_programmes_of_the_dipa(renstra, satker, jabatan_sekretaris, jabatan_ketua, perencana):
    dipa = pabrik.DipaFactory(satker=satker)
    pabrik.PosFactory(dipa=dipa, kode="076.01.WA", uraian="Dukungan Manajemen", pagu=Decimal(9_203_578_000))
    p = dari_renstra(jabatan_sekretaris, jabatan_ketua, perencana)
    assert list(p.anggaran.values_list("kode", "uraian", "nilai")) == [
        ("076.01.WA", "Dukungan Manajemen", Decimal(9_203_578_000))
    ]


def test_sekretaris_pk_without_renstra_is_refused(jabatan_sekretaris, jabatan_ketua, perencana):
    with pytest.raises(TransisiDitolak, match="Belum ada Renstra"):
        dari_renstra(jabatan_sekretaris, jabatan_ketua, perencana)
    assert not PerjanjianKinerja.objects.exists()


def test_empty_draft_gets_title_and_place_of_the_office(jabatan_kabag, jabatan_sekretaris, perencana):
    p = services.buat_kosong(pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris, tahun=2024, oleh=perencana)
    assert p.judul == "PERJANJIAN KINERJA TAHUN 2024 BAGIAN KEUANGAN KOMISI PEMILIHAN UMUM PROVINSI BENGKULU"
    assert (p.tempat, p.riwayat.get().tindakan) == ("Bengkulu", "buat")


def test_office_with_a_pk_gets_no_second_first_one(perjanjian, jabatan_kabag, jabatan_sekretaris, perencana):
    with pytest.raises(TransisiDitolak, match="sudah mempunyai perjanjian tahun 2024"):
        services.buat_kosong(pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris, tahun=2024, oleh=perencana)


def test_acting_holder_goes_before_the_definitive_one(jabatan_kabag):
    plt = pabrik.PenugasanFactory(jabatan=jabatan_kabag.jabatan, status=StatusPenugasan.PLT, mulai=date(2024, 3, 1))
    assert Penugasan.objects.pemangku(jabatan_kabag.jabatan, date(2024, 5, 1)) == plt
    assert Penugasan.objects.pemangku(jabatan_kabag.jabatan, date(2024, 2, 1)) == jabatan_kabag


def test_office_of_nobody_has_no_holder(satker):
    jabatan = pabrik.JabatanFactory(unit=pabrik.UnitFactory(satker=satker, jenis=JenisUnit.SUB_BAGIAN))
    assert Penugasan.objects.pemangku(jabatan, date(2024, 5, 1)) is None


@pytest.mark.parametrize("pihak", ["pihak_pertama", "pihak_kedua"])
def test_a_paper_is_not_submitted_for_a_day_on_which_a_party_held_no_office(perjanjian, perencana, pihak):
    penugasan = getattr(perjanjian, pihak)
    penugasan.mulai = date(2024, 6, 1)
    penugasan.save()
    perjanjian.tanggal = date(2024, 1, 2)
    perjanjian.save()
    with pytest.raises(TransisiDitolak, match=r"tidak menjabat .+ pada 2 Januari 2024 \(masa jabatan: 1 Juni 2024"):
        services.ajukan(perjanjian=perjanjian, oleh=perencana)
    perjanjian.tanggal = date(2024, 6, 1)
    perjanjian.save()
    services.ajukan(perjanjian=perjanjian, oleh=perencana)
