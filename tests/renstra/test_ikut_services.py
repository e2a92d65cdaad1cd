"""Following a plan: the copy, what is protected, the gate, and the copy that a revision makes."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from renstra import services, services_kaskade
from renstra.bagian import BAGIAN
from renstra.enums import MutuIndikator, StatusRenstra
from renstra.forms_indikator import IndikatorForm
from renstra.forms_kaskade import FORMULIR
from renstra.ikut.lindung import TERLINDUNG, Terlindung, pastikan_utuh
from renstra.models import Indikator, Kegiatan, Misi, Program, Renstra, Sasaran, TargetTahunan
from sakip.alur import TransisiDitolak
from tests import pabrik
from tests.renstra.ikut import ambil, cari, ikuti, segar, target

pytestmark = pytest.mark.django_db


# --- The copy ------------------------------------------------------------------------------------------------------


def test_a_following_plan_has_its_own_copy_of_everything_linked_to_the_original(nasional, daerah):
    assert (daerah.mengikuti, daerah.visi, daerah.status) == (nasional, nasional.visi, StatusRenstra.DRAF)
    assert (daerah.periode_awal, daerah.periode_akhir) == (2025, 2029)
    for model in (m for m in TERLINDUNG if m is not Renstra):
        ke = {Kegiatan: "program__renstra", Indikator: "sasaran__renstra"}.get(model, "renstra")
        milik = model.objects.filter(**{ke: daerah})
        assert set(milik.values_list("acuan", flat=True)) == set(
            model.objects.filter(**{ke: nasional}).values_list("pk", flat=True)
        )
    satu = cari(daerah, "1.1")
    assert (satu.uraian, satu.sumber_data, satu.sasaran.tujuan.teks) == ("Indikator 1.1", "Register", "Tujuan nasional")
    assert cari(daerah, "K1.1").sasaran.kegiatan.program.renstra == daerah


@pytest.mark.parametrize(("salin", "hasil"), [(True, {2026: Decimal(80)}), (False, {})])
def test_targets_begin_as_a_copy_or_empty(nasional, satker, perencana, salin, hasil):
    assert target(cari(ikuti(nasional, satker, perencana, salin=salin), "1.1")) == hasil


def test_what_was_left_out_takes_its_sasaran_and_programme_along(nasional, satker, perencana):
    daerah = ikuti(nasional, satker, perencana, "1.2", "2.1")

    assert [i.kode for i in Indikator.objects.filter(sasaran__renstra=daerah)] == ["1.2", "2.1"]
    assert [s.kode for s in daerah.sasaran.all()] == ["1", "2"]
    assert not daerah.program.exists()


def test_a_programme_that_never_held_anything_comes_along(nasional, satker, perencana):
    Program.objects.create(renstra=nasional, urut=2, nama="Masih kosong")

    assert [p.nama for p in ikuti(nasional, satker, perencana, "1.1").program.all()] == ["Masih kosong"]


def test_only_a_plan_in_force_of_a_satker_above_can_be_followed(nasional, satker, satker_lain, perencana):
    tetangga = pabrik.RenstraFactory(satker=satker_lain, periode_awal=2025, periode_akhir=2029)
    with pytest.raises(TransisiDitolak, match="tidak berlaku lagi"):
        ikuti(tetangga, satker, perencana)
    Renstra.objects.filter(pk=nasional.pk).update(status=StatusRenstra.DIAJUKAN)
    with pytest.raises(TransisiDitolak, match="tidak berlaku lagi"):
        ikuti(nasional, satker, perencana)

    assert not Renstra.objects.filter(satker=satker).exists()


def test_whoever_may_not_plan_here_cannot_follow(nasional, satker, orang_lain):
    with pytest.raises(PermissionDenied):
        ikuti(nasional, satker, orang_lain)


def test_there_is_one_plan_for_the_years(nasional, daerah, satker, perencana):
    with pytest.raises(services_kaskade.SudahAda):
        ikuti(nasional, satker, perencana)


def test_the_database_takes_a_row_over_once_and_refuses_a_plan_that_follows_itself(nasional, daerah):
    sasaran = daerah.sasaran.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sasaran.objects.create(renstra=daerah, urut=99, kode="9", uraian="Kedua kali", acuan=sasaran.acuan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Renstra.objects.filter(pk=daerah.pk).update(mengikuti=daerah.pk)


# --- What is protected ---------------------------------------------------------------------------------------------


def test_the_form_locks_what_is_inherited_and_says_whose_it_is(daerah):
    satu = cari(daerah, "1.1")
    form = IndikatorForm(instance=satu, bagian=BAGIAN["indikator"], renstra=segar(daerah))

    terkunci = {nama for nama, bidang in form.fields.items() if bidang.disabled}
    assert terkunci == set(TERLINDUNG[Indikator]) - {"batas"}  # that one is in no form
    assert "Renstra KPU RI 2025–2029 dan hanya diubah di sana" in form.warisan
    assert form.terbuka


def test_a_posted_text_does_not_reach_an_inherited_row_but_own_fields_do(daerah, unit):
    satu = cari(daerah, "1.1")
    isi = {"versi": satu.versi, "uraian": "Bunyi lain", "satuan": pabrik.SatuanFactory(nilai=True).pk}
    isi |= {"tampilan": "persen", "pelaksana": [unit.pk], "alasan_target": "Daerah kepulauan", "iku": "on"}
    form = IndikatorForm(isi, instance=satu, bagian=BAGIAN["indikator"], renstra=segar(daerah))

    assert form.is_valid(), form.errors
    services_kaskade.simpan(bagian=BAGIAN["indikator"], renstra=segar(daerah), form=form)
    satu = cari(daerah, "1.1")
    assert (satu.uraian, satu.satuan.kode, satu.alasan_target, satu.iku) == (
        "Indikator 1.1",
        "persen",
        "Daerah kepulauan",
        True,
    )
    assert list(satu.pelaksana.all()) == [unit]


@pytest.mark.parametrize(
    ("slug", "bidang"), [("misi", "teks"), ("tujuan", "teks"), ("sasaran", "kode"), ("program", "nama")]
)
def test_the_service_refuses_what_a_form_forgot_to_lock(daerah, slug, bidang):
    objek = BAGIAN[slug].daftar(daerah).first()
    setattr(objek, bidang, "Lain")

    with pytest.raises(Terlindung, match="hanya diubah di sana, oleh KPU RI"):
        pastikan_utuh(segar(daerah), objek)


def test_a_form_without_locks_is_refused_by_the_service(daerah):
    misi = daerah.misi.get()
    form = FORMULIR["misi"](
        {"versi": misi.versi, "teks": "Misi lain"}, instance=misi, bagian=BAGIAN["misi"], renstra=segar(daerah)
    )
    form.fields["teks"].disabled = False
    assert form.is_valid()

    with pytest.raises(Terlindung):
        services_kaskade.simpan(bagian=BAGIAN["misi"], renstra=segar(daerah), form=form)
    assert daerah.misi.get().teks == "Misi nasional"


@pytest.mark.parametrize("slug", list(BAGIAN))
def test_an_inherited_row_is_neither_deleted_nor_moved(daerah, slug):
    objek = BAGIAN[slug].daftar(daerah).first()
    if objek is None:  # no sasaran program in the example
        return
    with pytest.raises(Terlindung, match="tidak dapat dihapus di sini"):
        services_kaskade.hapus(bagian=BAGIAN[slug], renstra=segar(daerah), objek=objek)
    with pytest.raises(Terlindung, match="tidak dapat dipindahkan di sini"):
        services_kaskade.geser(bagian=BAGIAN[slug], renstra=segar(daerah), objek=objek, langkah=1)


def test_own_rows_below_inherited_ones_are_free(daerah):
    satu = cari(daerah, "1.1")
    sendiri = pabrik.IndikatorFactory(sasaran=satu.sasaran, urut=3, kode="1.3", uraian="Milik sendiri")

    assert services_kaskade.geser(bagian=BAGIAN["indikator"], renstra=segar(daerah), objek=sendiri, langkah=-1)
    services_kaskade.hapus(
        bagian=BAGIAN["indikator"], renstra=segar(daerah), objek=Indikator.objects.get(pk=sendiri.pk)
    )
    assert [i.kode for i in satu.sasaran.indikator.all()] == ["1.1", "1.2"]


# --- The gate ------------------------------------------------------------------------------------------------------


@pytest.fixture
def lemah(daerah):
    TargetTahunan.objects.filter(indikator=cari(daerah, "1.1")).update(nilai=70)
    return daerah


def test_a_weaker_target_without_a_reason_is_not_submitted(lemah, perencana):
    Indikator.objects.filter(sasaran__renstra=lemah).update(alasan_target="Alasan umum")  # says nothing of the nation

    with pytest.raises(TransisiDitolak, match=r"target 1 indikator \(1\.1\) lebih lemah"):
        services.ajukan(renstra=lemah, oleh=perencana)
    assert segar(lemah).status == StatusRenstra.DRAF


def test_with_a_reason_it_is(lemah, perencana):
    services_kaskade.kecualikan(
        renstra=lemah, indikator=cari(lemah, "1.1"), butir=MutuIndikator.INDUK, alasan="Wilayah kepulauan."
    )
    services.ajukan(renstra=lemah, oleh=perencana)

    assert segar(lemah).status == StatusRenstra.DIAJUKAN


def test_a_year_without_a_target_is_no_weaker_one(daerah, perencana):
    TargetTahunan.objects.filter(indikator=cari(daerah, "1.1")).delete()

    services.ajukan(renstra=daerah, oleh=perencana)

    assert segar(daerah).status == StatusRenstra.DIAJUKAN


def test_whoever_may_not_submit_hears_nothing_of_the_targets(lemah, orang_lain):
    with pytest.raises(PermissionDenied):
        services.ajukan(renstra=lemah, oleh=orang_lain)


# --- Revision ------------------------------------------------------------------------------------------------------


def test_a_revision_follows_the_same_plan_with_the_same_links(daerah, nasional, perencana):
    Renstra.objects.filter(pk=daerah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="1")
    baru = services.buat_revisi(renstra=daerah, oleh=perencana, alasan="Target berubah")

    assert baru.mengikuti == nasional
    assert set(Indikator.objects.filter(sasaran__renstra=baru).values_list("acuan", flat=True)) == ambil(nasional)
    misi = Misi.objects.get(renstra=baru)
    assert (misi.acuan, misi.asal) == (nasional.misi.get(), daerah.misi.get())
    for model, ke in ((Program, "renstra"), (Kegiatan, "program__renstra"), (Sasaran, "renstra")):
        asal = set(model.objects.filter(**{ke: baru}).values_list("asal", flat=True))
        assert asal == set(model.objects.filter(**{ke: daerah}).values_list("pk", flat=True))
