"""A newer version of the followed plan: its differences, and taking it over."""

from decimal import Decimal

import pytest

from renstra.enums import JenisSasaran, StatusRenstra
from renstra.ikut import services
from renstra.ikut.beda import bandingkan
from renstra.ikut.garis import induk_kini
from renstra.models import Indikator, Renstra, TargetTahunan
from sakip.alur import TransisiDitolak
from tests import pabrik
from tests.renstra.ikut import ambil, berlakukan, cari, revisi_nasional, segar, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def baru(nasional, daerah):
    """The second version in force: 1.1 has other words and target, 1.2 is gone, 1.3 is new and comes first."""
    versi = revisi_nasional(nasional)
    satu = cari(versi, "1.1")
    Indikator.objects.filter(pk=satu.pk).update(uraian="Indikator 1.1 baru", polaritas="stabil")
    TargetTahunan.objects.filter(indikator=satu).update(nilai=85)
    cari(versi, "1.2").delete()
    Indikator.objects.filter(pk=satu.pk).update(urut=5)
    tambahan = pabrik.IndikatorFactory(sasaran=satu.sasaran, urut=1, kode="1.3", uraian="Indikator 1.3")
    pabrik.TargetTahunanFactory(indikator=tambahan, tahun=2027, nilai=Decimal(50))
    berlakukan(versi)
    return Renstra.objects.get(pk=versi.pk)


def selaraskan(daerah, baru, oleh, *kode, target=True, alasan=""):
    return services.selaraskan(
        renstra=segar(daerah), indikator=ambil(baru, *kode), target=target, oleh=oleh, alasan=alasan
    )


def kode(renstra):
    return list(
        Indikator.objects.filter(sasaran__renstra=renstra)
        .order_by("sasaran__urut", "urut")
        .values_list("kode", flat=True)
    )


def test_nothing_changes_silently(daerah, baru):
    assert (cari(daerah, "1.1").uraian, target(cari(daerah, "1.1"))) == ("Indikator 1.1", {2026: Decimal(80)})
    assert induk_kini(segar(daerah)) == baru
    assert segar(daerah).mengikuti != baru


def test_the_differences_are_named(daerah, baru):
    beda = bandingkan(segar(daerah), baru)

    assert [b.kode for b in beda.baru] == ["1.3"]
    assert [b.kode for b in beda.hilang] == ["1.2"]
    (berubah,) = beda.berubah
    assert [(u.label, u.sebelum, u.sesudah) for u in berubah.ubahan] == [
        ("Indikator", "Indikator 1.1", "Indikator 1.1 baru"),
        ("Polaritas", "Maksimasi (makin tinggi makin baik)", "Stabil (dalam rentang)"),
    ]
    (angka,) = beda.target
    assert [(u.label, u.sebelum, u.sesudah) for u in angka.ubahan] == [("2026", "80\xa0%", "85\xa0%")]


def test_a_plan_that_is_up_to_date_differs_in_nothing(daerah, nasional):
    assert not bandingkan(segar(daerah), nasional)


def test_the_act_takes_it_all_over_in_the_order_of_the_followed_plan(daerah, baru, perencana):
    selaraskan(daerah, baru, perencana)

    assert segar(daerah).mengikuti == baru
    assert kode(daerah) == ["1.3", "1.1", "2.1", "K1.1"]
    satu = cari(daerah, "1.1")
    assert (satu.uraian, satu.polaritas, satu.acuan) == ("Indikator 1.1 baru", "stabil", cari(baru, "1.1"))
    assert target(cari(daerah, "1.3")) == {2027: Decimal(50)}
    assert not bandingkan(segar(daerah), baru)
    assert daerah.riwayat.last().tindakan == "selaraskan"


def test_it_is_the_same_row_with_its_own_fields(daerah, baru, perencana, unit):
    satu = cari(daerah, "1.1")
    satu.pelaksana.add(unit)
    Indikator.objects.filter(pk=satu.pk).update(alasan_target="Kepulauan", baseline=70, tahun_baseline=2024)

    selaraskan(daerah, baru, perencana)
    kini = cari(daerah, "1.1")
    assert (kini.pk, kini.alasan_target, kini.baseline) == (satu.pk, "Kepulauan", 70)
    assert list(kini.pelaksana.all()) == [unit]


@pytest.mark.parametrize(
    ("sendiri", "ikut", "hasil"),
    [(80, True, 85), (80, False, 80), (82, True, 82)],  # an own figure is never touched
)
def test_a_target_that_still_is_the_old_one_may_follow(daerah, baru, perencana, sendiri, ikut, hasil):
    TargetTahunan.objects.filter(indikator=cari(daerah, "1.1")).update(nilai=sendiri)

    selaraskan(daerah, baru, perencana, target=ikut)

    assert target(cari(daerah, "1.1")) == {2026: Decimal(hasil)}


def test_an_indikator_can_be_left_out_and_taken_back_later(daerah, baru, perencana):
    selaraskan(daerah, baru, perencana, "1.1", "2.1")
    assert kode(daerah) == ["1.1", "2.1"]

    selaraskan(daerah, baru, perencana, "1.1", "1.3", "K1.1")
    assert kode(daerah) == ["1.3", "1.1", "K1.1"]
    assert cari(daerah, "K1.1").sasaran.kegiatan.nama == "Kegiatan nasional"


def test_own_rows_stay_and_keep_what_they_stand_below(daerah, baru, perencana, nasional):
    sasaran = cari(daerah, "2.1").sasaran
    pabrik.IndikatorFactory(sasaran=sasaran, urut=2, kode="2.9", uraian="Milik sendiri")

    selaraskan(daerah, baru, perencana, "1.1")

    assert kode(daerah) == ["1.1", "2.9"]
    sasaran.refresh_from_db()
    assert (sasaran.acuan, sasaran.uraian) == (None, "Sasaran dua")  # from now on its own


def test_a_sasaran_that_moved_moves_here_too(nasional, daerah, perencana):
    versi = revisi_nasional(nasional)
    lain = pabrik.TujuanFactory(renstra=versi, urut=2, teks="Tujuan kedua")
    versi.sasaran.filter(kode="1").update(tujuan=lain)
    berlakukan(versi)

    (beda,) = bandingkan(segar(daerah), segar(versi)).berubah
    assert [(u.label, u.sesudah) for u in beda.ubahan] == [("Di bawah tujuan", "Tujuan kedua")]
    selaraskan(daerah, versi, perencana)
    assert daerah.sasaran.get(kode="1").tujuan.acuan == lain


def test_an_indikator_that_moved_to_another_sasaran_moves_here_too(nasional, daerah, perencana):
    versi = revisi_nasional(nasional)
    Indikator.objects.filter(pk=cari(versi, "1.1").pk).update(sasaran=cari(versi, "2.1").sasaran, urut=9)
    berlakukan(versi)

    selaraskan(daerah, versi, perencana)

    assert kode(daerah) == ["1.2", "2.1", "1.1", "K1.1"]


def test_figures_of_another_kind_of_unit_are_replaced(nasional, daerah, perencana):
    versi = revisi_nasional(nasional)
    satu = cari(versi, "1.1")
    Indikator.objects.filter(pk=satu.pk).update(satuan=pabrik.SatuanFactory(predikat=True))
    TargetTahunan.objects.filter(indikator=satu).update(nilai=6)
    berlakukan(versi)
    TargetTahunan.objects.filter(indikator=cari(daerah, "1.1")).update(nilai=82)

    selaraskan(daerah, versi, perencana)

    assert target(cari(daerah, "1.1")) == {2026: Decimal(6)}


def test_two_versions_later_the_rows_are_still_known(daerah, baru, perencana):
    ketiga = revisi_nasional(baru)
    berlakukan(ketiga)

    assert induk_kini(segar(daerah)) == ketiga
    beda = bandingkan(segar(daerah), segar(ketiga))
    assert ([b.kode for b in beda.baru], [b.kode for b in beda.hilang]) == (["1.3"], ["1.2"])
    selaraskan(daerah, ketiga, perencana)
    assert cari(daerah, "1.1").acuan == cari(ketiga, "1.1")


def test_a_fixed_plan_is_taken_over_in_a_revision_with_its_reason(daerah, baru, perencana):
    Renstra.objects.filter(pk=daerah.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="5")

    with pytest.raises(TransisiDitolak, match="Alasan revisi wajib diisi"):
        selaraskan(daerah, baru, perencana)
    revisi = selaraskan(daerah, baru, perencana, alasan="Menyelaraskan")

    assert (revisi.menggantikan_id, revisi.alasan_revisi, revisi.mengikuti) == (daerah.pk, "Menyelaraskan", baru)
    assert kode(revisi) == ["1.3", "1.1", "2.1", "K1.1"]
    assert kode(daerah) == ["1.1", "1.2", "2.1", "K1.1"]
    assert cari(revisi, "1.1").asal == cari(daerah, "1.1")


def test_a_submitted_plan_and_one_that_follows_none_take_nothing_over(daerah, baru, perencana, satker):
    Renstra.objects.filter(pk=daerah.pk).update(status=StatusRenstra.DIAJUKAN)
    with pytest.raises(TransisiDitolak, match="statusnya “Diajukan”"):
        selaraskan(daerah, baru, perencana)

    sendiri = pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DRAF)
    with pytest.raises(TransisiDitolak, match="tidak mengikuti"):
        selaraskan(sendiri, baru, perencana)


def test_the_comparison_costs_the_same_for_many_rows(daerah, baru, django_assert_max_num_queries):
    milik = segar(daerah)
    for n in range(30):
        s = pabrik.SasaranFactory(renstra=baru, urut=100 + n, kode=f"B{n}", jenis=JenisSasaran.STRATEGIS)
        pabrik.IndikatorFactory(sasaran=s, urut=1)
    with django_assert_max_num_queries(32):
        assert len(bandingkan(milik, segar(baru)).baru) == 61
