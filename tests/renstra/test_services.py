from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra import services
from renstra.enums import JenisSasaran, MutuIndikator, StatusRenstra
from renstra.models import (
    Indikator,
    KataVisi,
    Kegiatan,
    Kondisi,
    Misi,
    PohonKinerja,
    Program,
    Renstra,
    Sasaran,
    TargetTahunan,
    Tujuan,
)
from renstra.pohon.enums import JenjangKondisi
from renstra.services import IsianTarget, KonflikTarget
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def target(indikator):
    return {t.tahun: (t.nilai, t.versi) for t in TargetTahunan.objects.filter(indikator=indikator)}


def simpan(indikator, **isian):
    """`simpan(indikator, t2024=(95, 1))`: value and the version it rests on."""
    return services.simpan_target(
        indikator=indikator,
        isian={
            int(tahun[1:]): IsianTarget(None if nilai is None else Decimal(nilai), versi)
            for tahun, (nilai, versi) in isian.items()
        },
    )


# --- Targets -------------------------------------------------------------------------------------------------------


def test_targets_are_created_changed_and_removed_together(indikator):
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2023, nilai=Decimal(85))

    berubah = simpan(indikator, t2022=(80, 0), t2023=(None, 1), t2024=(95, 1))

    assert berubah == 3
    assert target(indikator) == {2022: (Decimal(80), 1), 2024: (Decimal(95), 2)}


def test_the_same_value_again_changes_nothing(indikator):
    assert simpan(indikator, t2024=("90.0", 1)) == 0
    assert target(indikator) == {2024: (Decimal(90), 1)}


def test_a_changed_target_no_longer_carries_the_printed_text(indikator):
    TargetTahunan.objects.filter(indikator=indikator).update(teks_cetak="90 %")

    simpan(indikator, t2024=(95, 1))

    assert TargetTahunan.objects.get(indikator=indikator).teks_cetak == ""


def test_a_year_changed_by_another_hand_is_reported_and_nothing_is_written(indikator):
    indikator.target_tahunan.get().simpan_versi(1, nilai=Decimal(80))

    with pytest.raises(KonflikTarget) as konflik:
        simpan(indikator, t2022=(70, 0), t2024=(95, 1))

    assert {tahun: t.nilai for tahun, t in konflik.value.tersimpan.items()} == {2024: Decimal(80)}
    assert target(indikator) == {2024: (Decimal(80), 2)}


def test_a_year_removed_by_another_hand_is_reported(indikator):
    indikator.target_tahunan.get().delete()

    with pytest.raises(KonflikTarget) as konflik:
        simpan(indikator, t2024=(95, 1))

    assert konflik.value.tersimpan == {2024: None}


@pytest.mark.parametrize("status", [StatusRenstra.DIAJUKAN, StatusRenstra.DIGANTIKAN])
def test_targets_of_a_closed_renstra_cannot_be_written(indikator, draf, status):
    Renstra.objects.filter(pk=draf.pk).update(status=status)

    with pytest.raises(TransisiDitolak, match=f"statusnya “{status.label}”"):
        simpan(indikator, t2024=(95, 1))

    assert target(indikator) == {2024: (Decimal(90), 1)}


# --- Revision ------------------------------------------------------------------------------------------------------


@pytest.fixture
def lengkap(renstra, unit):
    """A Renstra with one of everything that hangs below it."""
    KataVisi.objects.create(renstra=renstra, urut=1, kata="Mandiri", arti="bebas dari pengaruh")
    pabrik.MisiFactory(renstra=renstra)
    tujuan = pabrik.TujuanFactory(renstra=renstra)
    program = Program.objects.create(renstra=renstra, urut=1, nama="Dukungan Manajemen")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, nama="Pengelolaan Keuangan")
    buat = pabrik.SasaranFactory
    strategis = buat(renstra=renstra, tujuan=tujuan, kode="SS", uraian="strategis")
    buat(renstra=renstra, jenis=JenisSasaran.PROGRAM, program=program, uraian="program")
    buat(renstra=renstra, jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan, uraian="kegiatan")
    indikator = pabrik.IndikatorFactory(sasaran=strategis, kode="1.1", iku=True, batas=Decimal(120))
    indikator.pelaksana.add(unit)
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2024, nilai=Decimal(90), teks_cetak="90 %", versi=4)
    return renstra


def revisi(renstra, oleh):
    return services.buat_revisi(renstra=renstra, oleh=oleh, alasan="Indikator berubah")


def test_a_revision_is_a_draft_that_names_its_predecessor_and_reason(lengkap, perencana):
    baru = revisi(lengkap, perencana)

    assert (baru.status, baru.menggantikan, baru.alasan_revisi) == (StatusRenstra.DRAF, lengkap, "Indikator berubah")
    assert (baru.nomor_keputusan, baru.tanggal_keputusan) == ("", None)
    assert [(r.tindakan, r.oleh, r.catatan) for r in baru.riwayat.all()] == [("revisi", perencana, "Indikator berubah")]


def test_a_revision_copies_the_whole_cascade(lengkap, perencana, unit):
    baru = revisi(lengkap, perencana)

    assert [k.kata for k in baru.katavisi.all()] == ["Mandiri"]
    assert (baru.misi.count(), baru.tujuan.count(), baru.program.count()) == (1, 1, 1)
    sasaran = {s.uraian: s for s in baru.sasaran.all()}
    assert sasaran["strategis"].tujuan == baru.tujuan.get()
    assert sasaran["program"].program == baru.program.get()
    assert sasaran["kegiatan"].kegiatan == baru.program.get().kegiatan.get()
    indikator = Indikator.objects.get(sasaran__renstra=baru)
    assert (indikator.kode, indikator.iku, indikator.batas) == ("1.1", True, Decimal(120))
    assert list(indikator.pelaksana.all()) == [unit]
    assert [(t.tahun, t.nilai, t.versi) for t in indikator.target_tahunan.all()] == [(2024, Decimal(90), 1)]


def test_a_revision_carries_the_national_standard_and_the_waived_advice(lengkap, perencana):
    asal = Indikator.objects.get(sasaran__renstra=lengkap)
    asal.standar_nasional.create(tahun=2024, nilai=Decimal(75))
    asal.pengecualian_mutu.create(butir=MutuIndikator.SUMBER, alasan="Sumbernya BPS.")

    kini = Indikator.objects.get(sasaran__renstra=revisi(lengkap, perencana))

    assert [(s.tahun, s.nilai) for s in kini.standar_nasional.all()] == [(2024, Decimal(75))]
    assert [(p.butir, p.alasan) for p in kini.pengecualian_mutu.all()] == [("sumber", "Sumbernya BPS.")]


def test_each_copied_row_points_at_its_origin(lengkap, perencana):
    baru = revisi(lengkap, perencana)

    for model, jalan in (
        *((m, "renstra") for m in (KataVisi, Misi, Tujuan, Program, Sasaran)),
        (Kegiatan, "program__renstra"),
        (Indikator, "sasaran__renstra"),
    ):
        asal = list(model.objects.filter(**{jalan: lengkap}).order_by("pk"))
        assert [o.asal for o in model.objects.filter(**{jalan: baru}).order_by("asal")] == asal


def test_a_revision_leaves_the_renstra_in_force_as_it_was(lengkap, perencana):
    baru = revisi(lengkap, perencana)
    simpan(Indikator.objects.get(sasaran__renstra=baru), t2024=(79, 1))

    lengkap.refresh_from_db()
    assert lengkap.status == StatusRenstra.DITETAPKAN
    assert target(Indikator.objects.get(sasaran__renstra=lengkap)) == {2024: (Decimal(90), 4)}


def test_every_kind_of_row_below_a_renstra_is_known_to_the_copy():
    """A model that comes to hang below the Renstra must be copied too: then mend `_salin_isi` and this list."""
    bawah = set()
    for model in (Renstra, Program, Kegiatan, Indikator):
        bawah |= {
            r.related_model.__name__
            for r in model._meta.related_objects
            if r.related_model._meta.app_label == "renstra"
        }

    assert bawah == {
        *("Renstra", "RiwayatRenstra", "KataVisi", "Misi", "Tujuan", "Program", "Kegiatan", "Sasaran"),
        *("Indikator", "TargetTahunan", "StandarNasional", "PengecualianMutu"),
        "AlasanPerubahan",  # of that revision alone
        "PenetapanIku",  # taken over when it is first opened, see PenetapanIkuManager.untuk
        *("PohonKinerja", "Kondisi"),
        *("NarasiRenstra", "KeputusanRenstra"),
    }


def test_a_revision_takes_the_tree_along_and_points_it_at_its_own_rows(lengkap, perencana):
    indikator = Indikator.objects.filter(sasaran__renstra=lengkap).first()
    unit = pabrik.UnitFactory(satker=lengkap.satker)
    tujuan = pabrik.TujuanFactory(renstra=lengkap, teks="Pemilu yang jujur")
    pohon = PohonKinerja.objects.create(renstra=lengkap)
    puncak = Kondisi.objects.create(pohon=pohon, urut=1, jenjang=JenjangKondisi.AKHIR, uraian="Pemilu dipercaya")
    bawah = Kondisi.objects.create(
        pohon=pohon, induk=puncak, urut=1, jenjang=JenjangKondisi.FAKTOR, uraian="Data akurat", output="DPT"
    )
    bawah.indikator.add(indikator)
    bawah.sasaran.add(indikator.sasaran)
    bawah.unit.add(unit)
    puncak.tujuan.add(tujuan)

    baru = services.buat_revisi(renstra=lengkap, oleh=perencana, alasan="Pagu berubah")

    salinan = Kondisi.objects.get(pohon__renstra=baru, uraian="Data akurat")
    assert salinan.induk.uraian == "Pemilu dipercaya"
    assert salinan.induk.pohon == baru.pohon
    assert salinan.output == "DPT"
    assert [i.asal for i in salinan.indikator.all()] == [indikator]
    assert [s.renstra for s in salinan.sasaran.all()] == [baru]
    assert list(salinan.unit.all()) == [unit]
    assert [(t.renstra, t.teks) for t in salinan.induk.tujuan.all()] == [(baru, "Pemilu yang jujur")]


def test_a_revision_takes_the_written_part_along(lengkap, perencana):
    lengkap.narasi.create(kunci="potensi", isi="<p>SDM.</p>", versi=4)
    pabrik.KeputusanRenstraFactory(renstra=lengkap, tentang="Renstra lama")

    baru = services.buat_revisi(renstra=lengkap, oleh=perencana, alasan="Pagu berubah")

    assert [(n.kunci, n.isi, n.versi) for n in baru.narasi.all()] == [("potensi", "<p>SDM.</p>", 1)]
    assert baru.keputusan.tentang == "Renstra lama"


def test_the_cost_of_a_revision_does_not_grow_with_the_plan(lengkap, perencana, django_assert_max_num_queries):
    for _ in range(30):
        indikator = pabrik.IndikatorFactory(sasaran=lengkap.sasaran.first())
        pabrik.TargetTahunanFactory(indikator=indikator)

    with django_assert_max_num_queries(30):
        revisi(lengkap, perencana)


def test_a_second_revision_of_the_same_renstra_is_refused(renstra, perencana):
    revisi(renstra, perencana)

    with pytest.raises(TransisiDitolak, match="Revisi Renstra ini sudah ada"):
        revisi(renstra, perencana)

    assert Renstra.objects.filter(menggantikan=renstra).count() == 1


def test_a_draft_cannot_be_revised(draf, perencana):
    with pytest.raises(TransisiDitolak, match="yang ini “Draf”"):
        revisi(draf, perencana)


def test_a_revision_needs_a_reason(renstra, perencana):
    with pytest.raises(TransisiDitolak, match="Alasan revisi wajib diisi"):
        services.buat_revisi(renstra=renstra, oleh=perencana, alasan="  ")


def test_a_planner_of_another_satker_cannot_revise(renstra, orang_lain):
    with pytest.raises(PermissionDenied):
        revisi(renstra, orang_lain)


# --- Fixing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def diajukan(renstra, perencana):
    """A submitted revision."""
    baru = revisi(renstra, perencana)
    services.ajukan(renstra=baru, oleh=perencana)
    return baru


def tetapkan(renstra, oleh, nomor="5 Tahun 2024"):
    services.tetapkan(
        renstra=renstra,
        oleh=oleh,
        nomor=nomor,
        tanggal=date(2024, 5, 2),
        penandatangan="Rusman",
        jabatan_penandatangan="Ketua",
    )


def test_no_target_changes_between_the_check_and_handing_in(renstra, perencana, monkeypatch):
    """A weaker target saved in between would go in without the reason that is asked for."""
    baru, awal, dalam = revisi(renstra, perencana), len(connection.savepoint_ids), []
    monkeypatch.setattr(services, "daftar_lemah", lambda _: dalam.append(len(connection.savepoint_ids)) or [])
    with CaptureQueriesContext(connection) as kueri:
        services.ajukan(renstra=baru, oleh=perencana)
    assert dalam == [awal + 1]
    urutan = [n for n, q in enumerate(kueri) if '"renstra_renstra"' in q["sql"]]
    assert "SELECT" in kueri[urutan[0]]["sql"]  # locked, where the database locks rows


def test_fixing_writes_the_decision(diajukan, sekretaris):
    tetapkan(diajukan, sekretaris)

    diajukan.refresh_from_db()
    assert diajukan.status == StatusRenstra.DITETAPKAN
    assert (diajukan.nomor_keputusan, diajukan.tanggal_keputusan) == ("5 Tahun 2024", date(2024, 5, 2))
    assert (diajukan.penandatangan, diajukan.jabatan_penandatangan) == ("Rusman", "Ketua")


def test_fixing_a_revision_supersedes_the_old_renstra(diajukan, renstra, sekretaris):
    tetapkan(diajukan, sekretaris)

    renstra.refresh_from_db()
    assert renstra.status == StatusRenstra.DIGANTIKAN
    assert [r.tindakan for r in renstra.riwayat.all()] == ["gantikan"]
    assert Renstra.objects.berlaku().get() == diajukan


def test_a_refused_fixing_leaves_the_old_renstra_in_force(renstra, perencana, sekretaris):
    belum_diajukan = revisi(renstra, perencana)

    with pytest.raises(TransisiDitolak, match="Tetapkan Renstra"):
        tetapkan(belum_diajukan, sekretaris)

    renstra.refresh_from_db()
    assert renstra.status == StatusRenstra.DITETAPKAN
    assert not renstra.riwayat.exists()


def test_a_second_renstra_of_the_same_period_cannot_be_fixed(renstra, satker, sekretaris):
    lain = pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DIAJUKAN)

    with pytest.raises(TransisiDitolak, match="Sudah ada Renstra lain yang berlaku"):
        tetapkan(lain, sekretaris)

    lain.refresh_from_db()
    assert lain.status == StatusRenstra.DIAJUKAN


def test_fixing_needs_a_number(diajukan, sekretaris):
    with pytest.raises(TransisiDitolak, match="Nomor keputusan wajib diisi"):
        tetapkan(diajukan, sekretaris, nomor=" ")


def test_returning_needs_a_note(diajukan, sekretaris):
    with pytest.raises(TransisiDitolak, match="Catatan wajib diisi"):
        services.kembalikan(renstra=diajukan, oleh=sekretaris, catatan="")
