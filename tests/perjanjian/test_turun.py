"""Handing down: what is proposed, what is made of it, and what follows when a superior's paper is replaced."""

from datetime import date
from decimal import Decimal

import pytest

from anggaran.enums import StatusDipa
from organisasi.models import Penugasan
from perjanjian import services
from perjanjian.enums import CaraTurun, DasarPerubahan
from perjanjian.models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.petunjuk import petunjuk_perjanjian
from perjanjian.saran import saran_perubahan, sebulan_sesudah, tenggat_perjanjian
from perjanjian.services_turun import PilihanTurun, buat_dari_usulan, turunkan
from perjanjian.usulan import bagian_ke, usulan_rantai
from sakip.alur import TransisiDitolak
from tests import pabrik

from .conftest import isi_dipa


@pytest.fixture
def dua_kabag(jabatan_kabag, jabatan_sekretaris, satker):
    """A second head beside the first, in a unit of his own."""
    return pabrik.PenugasanFactory(
        jabatan__unit__satker=satker, jabatan__atasan=jabatan_sekretaris.jabatan, jabatan__nama="Kepala bagian kedua"
    )


@pytest.fixture
def cacah(renstra):
    """A third indikator of the Renstra: 7 reports, to be shared."""
    sasaran = renstra.sasaran.get(urut=1)
    i = pabrik.IndikatorFactory(sasaran=sasaran, urut=2, uraian="Laporan", satuan=pabrik.SatuanFactory(laporan=True))
    pabrik.TargetTahunanFactory(indikator=i, tahun=2024, nilai=Decimal(7))
    return i


def buat(satker, oleh, jabatan=None):
    pilihan = jabatan or {u.jabatan.pk for u in usulan_rantai(satker, 2024)}
    return buat_dari_usulan(satker=satker, tahun=2024, jabatan=pilihan, oleh=oleh)


def baris(p):
    return list(IndikatorPerjanjian.objects.filter(sasaran__perjanjian=p).order_by("sasaran__urut", "urut"))


def test_chain_is_made_from_renstra_and_superior(renstra, dipa, dua_kabag, satker, perencana):
    sekretaris, satu, dua = buat(satker, perencana)
    assert [i.uraian for i in baris(sekretaris)] == ["Indikator 1"]
    assert list(sekretaris.anggaran.values_list("kode", "nilai")) == [("076.01.WA", Decimal(4_600_000))]
    for p in (satu, dua):
        i = baris(p)[0]
        assert (i.menurunkan, i.cara_turun, i.target) == (baris(sekretaris)[0], CaraTurun.SAMA, Decimal(90))
    assert petunjuk_perjanjian(PerjanjianKinerja.objects.untuk_daftar().get(pk=sekretaris.pk)) == []


def test_count_is_shared_out_and_the_parts_add_up(cacah, dua_kabag, satker, perencana):
    _, *bawahan = buat(satker, perencana)
    bagian = [i for p in bawahan for i in baris(p) if i.cara_turun == CaraTurun.BAGI]
    assert [i.target for i in bagian] == [4, 3]
    assert {i.menurunkan.uraian for i in bagian} == {"Laporan"}


@pytest.mark.parametrize(("target", "banyak"), [("7", 2), ("7", 3), ("7.5", 2), ("12", 4)])
def test_parts_of_a_target_add_up_to_it(target, banyak):
    bagian = [bagian_ke(Decimal(target), n, banyak) for n in range(banyak)]
    assert sum(bagian) == Decimal(target)
    assert max(bagian) - min(bagian) < 2


def test_indikator_goes_to_the_unit_that_the_renstra_names(renstra, dua_kabag, jabatan_kabag, satker, perencana):
    indikator = renstra.sasaran.get(urut=1).indikator.get()
    indikator.pelaksana.add(dua_kabag.jabatan.unit)
    usulan = {u.jabatan.pk: u for u in usulan_rantai(satker, 2024)}
    assert usulan[dua_kabag.jabatan_id].baris
    assert usulan[jabatan_kabag.jabatan_id].halangan


def test_own_indikator_of_a_unit_supports_the_superiors_programme(renstra, jabatan_kabag, satker, perencana):
    """The Sekretaris promises the programme's outcome; the Renstra gives the unit an output of its activity."""
    kegiatan = pabrik.KegiatanFactory(program__renstra=renstra)
    indikator = []
    for urut, induk in (
        (8, {"jenis": "program", "program": kegiatan.program}),
        (9, {"jenis": "kegiatan", "kegiatan": kegiatan}),
    ):
        s = pabrik.SasaranFactory(renstra=renstra, urut=urut, **induk)
        indikator.append(pabrik.IndikatorFactory(sasaran=s, urut=1, uraian=f"Indikator {urut}"))
        pabrik.TargetTahunanFactory(indikator=indikator[-1], tahun=2024)
    indikator[1].pelaksana.add(jabatan_kabag.jabatan.unit)
    atasan = Penugasan.objects.get(jabatan=jabatan_kabag.jabatan.atasan)
    ketua = Penugasan.objects.get(jabatan=atasan.jabatan.atasan)
    p = pabrik.PerjanjianFactory(unit=atasan.jabatan.unit, pihak_pertama=atasan, pihak_kedua=ketua)
    s = pabrik.SasaranPerjanjianFactory(perjanjian=p, urut=1, sasaran=indikator[0].sasaran)
    hasil = pabrik.IndikatorPerjanjianFactory(sasaran=s, urut=1, indikator=indikator[0])
    milik = {i.indikator: i for i in baris(buat(satker, perencana)[0])}
    assert (milik[indikator[1]].cara_turun, milik[indikator[1]].menurunkan) == (CaraTurun.SENDIRI, hasil)


def test_budget_follows_the_rencana_aksi_below_the_superiors_rows(aksi, renstra, satker, perencana, jabatan_kabag):
    _, kabag = buat(satker, perencana)
    assert list(kabag.anggaran.values_list("kode", "nilai", "pos__kode")) == [
        ("3355.EBA", Decimal(4_000_000), "3355.EBA")
    ]


def test_subordinate_without_its_superior_is_refused_and_nothing_is_made(renstra, jabatan_kabag, satker, perencana):
    with pytest.raises(TransisiDitolak, match="Pilih juga"):
        buat(satker, perencana, {jabatan_kabag.jabatan_id})
    assert not PerjanjianKinerja.objects.exists()


def test_office_that_got_a_paper_meanwhile_is_refused(renstra, jabatan_kabag, satker, perencana):
    pilihan = {u.jabatan.pk for u in usulan_rantai(satker, 2024)}
    buat(satker, perencana)
    with pytest.raises(TransisiDitolak, match="baru saja mempunyai perjanjian"):
        buat(satker, perencana, pilihan)


@pytest.mark.parametrize("banyak", [1, 60])
def test_proposal_query_count_is_flat(renstra, dipa, jabatan_sekretaris, satker, banyak, django_assert_max_num_queries):
    for _ in range(banyak):
        pabrik.PenugasanFactory(jabatan__unit__satker=satker, jabatan__atasan=jabatan_sekretaris.jabatan)
    with django_assert_max_num_queries(14):
        assert len([u for u in usulan_rantai(satker, 2024) if not u.halangan]) == banyak + 1


# --- One draft ------------------------------------------------------------------------------------------------------


@pytest.fixture
def pasangan(cacah, renstra, dipa, jabatan_kabag, satker, perencana):
    """The Sekretaris's draft with two rows, and an empty one of the Kabag."""
    atas = buat(satker, perencana, {jabatan_kabag.jabatan.atasan_id})[0]
    bawah = services.buat_kosong(
        pihak_pertama=jabatan_kabag, pihak_kedua=atas.pihak_pertama, tahun=2024, oleh=perencana
    )
    return atas, bawah


def turun(bawah, pilihan, kode=(), sidik=None):
    segar = PerjanjianKinerja.objects.lengkap().get(pk=bawah.pk)
    turunkan(perjanjian=segar, pilihan=pilihan, kode=set(kode), sidik=sidik or segar.sidik_isi())


def test_rows_are_carried_as_chosen_and_given_back(pasangan):
    atas, bawah = pasangan
    satu, dua = baris(atas)
    turun(
        bawah,
        [PilihanTurun(satu.pk, "sendiri", Decimal(80), "Milik sendiri"), PilihanTurun(dua.pk, "bagi", Decimal(3))],
    )
    assert [(i.uraian, i.target, i.cara_turun, i.menurunkan) for i in baris(bawah)] == [
        ("Milik sendiri", 80, "sendiri", satu),
        ("Laporan", 3, "bagi", dua),
    ]
    turun(bawah, [PilihanTurun(satu.pk, ""), PilihanTurun(dua.pk, "")])
    assert [(i.uraian, i.cara_turun, i.menurunkan) for i in baris(bawah)] == [("Milik sendiri", "", None)]


def test_second_time_updates_the_row_and_adds_no_other(pasangan):
    atas, bawah = pasangan
    satu = baris(atas)[0]
    for _ in range(2):
        turun(bawah, [PilihanTurun(satu.pk, "sama")], kode=["3355.EBA"])
    assert [(i.uraian, i.target, i.versi) for i in baris(bawah)] == [("Indikator 1", 90, 1)]
    assert list(bawah.anggaran.values_list("kode", "nilai")) == [("3355.EBA", Decimal(4_000_000))]


def test_draft_that_changed_since_it_was_read_is_refused(pasangan):
    atas, bawah = pasangan
    with pytest.raises(TransisiDitolak, match="berubah sejak"):
        turun(bawah, [PilihanTurun(baris(atas)[0].pk, "sama")], sidik="lama")
    assert not baris(bawah)


def test_row_of_another_paper_is_refused(pasangan):
    _, bawah = pasangan
    lain = pabrik.IndikatorPerjanjianFactory()
    with pytest.raises(TransisiDitolak, match="Perjanjian atasan"):
        turun(bawah, [PilihanTurun(lain.pk, "sama")])


# --- A superior's paper is replaced -------------------------------------------------------------------------------


@pytest.fixture
def tertaut(pasangan):
    """Both rows carried, both papers in force."""
    atas, bawah = pasangan
    turun(bawah, [PilihanTurun(i.pk, "sama") for i in baris(atas)])
    PerjanjianKinerja.objects.update(status="berlaku", tanggal="2024-01-02")
    return [PerjanjianKinerja.objects.untuk_daftar().get(pk=p.pk) for p in pasangan]


def perubahan_berlaku(atas, perencana, pimpinan, buang=None):
    baru = services.buat_perubahan(perjanjian=atas, oleh=perencana, dasar="strategi", alasan="Revisi")
    if buang:
        IndikatorPerjanjian.objects.filter(sasaran__perjanjian=baru, uraian=buang).delete()
    PerjanjianKinerja.objects.filter(pk=baru.pk).update(status="ditandatangani", tanggal="2024-07-01")
    services.setujui(perjanjian=PerjanjianKinerja.objects.get(pk=baru.pk), oleh=pimpinan)
    return baru


def test_links_follow_to_the_successor(tertaut, perencana, pimpinan):
    atas, bawah = tertaut
    sidik = PerjanjianKinerja.objects.lengkap().get(pk=bawah.pk).sidik_isi()
    baru = perubahan_berlaku(atas, perencana, pimpinan)
    assert [i.menurunkan for i in baris(bawah)] == baris(baru)
    assert PerjanjianKinerja.objects.lengkap().get(pk=bawah.pk).sidik_isi() == sidik


def test_link_to_a_row_that_the_successor_dropped_is_let_go_and_told(tertaut, perencana, pimpinan):
    atas, bawah = tertaut
    perubahan_berlaku(atas, perencana, pimpinan, buang="Laporan")
    assert [i.menurunkan is None for i in baris(bawah)] == [False, True]
    assert "terputus" in [p.jenis for p in petunjuk_perjanjian(bawah)]


def test_draft_of_the_superior_counts_what_is_linked_to_the_paper_in_force(tertaut, perencana):
    atas, _ = tertaut
    draf = services.buat_perubahan(perjanjian=atas, oleh=perencana, dasar="strategi", alasan="Revisi")
    segar = PerjanjianKinerja.objects.untuk_daftar().get(pk=draf.pk)
    assert "tak_diturunkan" not in [p.jenis for p in petunjuk_perjanjian(segar)]


@pytest.mark.parametrize("banyak", [1, 40])
def test_hints_query_count_is_flat(tertaut, banyak, django_assert_max_num_queries):
    atas, bawah = tertaut
    for _ in range(banyak):
        orang = pabrik.PenugasanFactory(jabatan__unit=bawah.unit, jabatan__atasan=atas.pihak_pertama.jabatan)
        p = pabrik.PerjanjianFactory(
            satker=atas.satker, unit=bawah.unit, pihak_pertama=orang, pihak_kedua=atas.pihak_pertama
        )
        s = pabrik.SasaranPerjanjianFactory(perjanjian=p, urut=1)
        pabrik.IndikatorPerjanjianFactory(sasaran=s, urut=1, menurunkan=baris(atas)[0], cara_turun="sama")
    with django_assert_max_num_queries(22):
        petunjuk_perjanjian(atas)


# --- When a paper should be replaced --------------------------------------------------------------------------------


def saran(p, satker):
    hari = date(2024, 12, 31)
    return saran_perubahan([p], satker, 2024, Penugasan.objects.pemangku_satker(satker, hari)).get(p.pk)


def test_new_holder_proposes_a_perubahan(berlaku, satker, perencana):
    lama = berlaku.pihak_pertama
    assert saran(berlaku, satker) is None
    Penugasan.objects.filter(pk=lama.pk).update(selesai=date(2024, 5, 31))
    baru = pabrik.PenugasanFactory(jabatan=lama.jabatan, mulai=date(2024, 6, 1))
    hasil = saran(berlaku, satker)
    assert hasil.dasar == DasarPerubahan.PEJABAT
    assert f"digantikan {baru.pejabat.nama} mulai 1 Juni 2024" in hasil.alasan
    draf = services.buat_perubahan(
        perjanjian=berlaku, oleh=perencana, dasar=hasil.dasar, alasan=hasil.alasan, tanggal=hasil.tanggal
    )
    assert draf.pihak_pertama == baru


def test_holder_of_a_few_days_proposes_nothing(berlaku, satker):
    pabrik.PenugasanFactory(jabatan=berlaku.pihak_pertama.jabatan, status="plh", mulai=date(2024, 12, 1))
    assert saran(berlaku, satker) is None


def test_newer_dipa_proposes_a_perubahan_that_takes_its_amounts(berlaku, dipa, satker, perencana):
    pos = dipa.pos.get(kode="3355.EBA")
    AnggaranPerjanjian.objects.create(
        perjanjian=berlaku, urut=9, kode=pos.kode, uraian="Layanan", nilai=Decimal(4_000_000), pos=pos
    )
    assert saran(berlaku, satker) is None
    type(dipa).objects.filter(pk=dipa.pk).update(status=StatusDipa.DIGANTIKAN)
    baru = pabrik.DipaFactory(satker=satker, revisi=1)
    isi_dipa(baru, {"3355": 5_000_000, "6709": 600_000})
    hasil = saran(berlaku, satker)
    assert hasil.judul.startswith("DIPA berubah")
    assert "semula 4.000.000 menjadi 5.000.000" in hasil.alasan
    draf = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar=hasil.dasar, alasan=hasil.alasan)
    salinan = draf.anggaran.get(kode="3355.EBA")
    assert (salinan.nilai, salinan.pos.dipa) == (Decimal(5_000_000), baru)


@pytest.mark.parametrize(
    ("hari", "tenggat"),
    [
        (date(2023, 12, 5), date(2024, 1, 5)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
    ],
)
def test_a_month_after_the_dipa_is_the_same_day_or_the_months_last(hari, tenggat):
    assert sebulan_sesudah(hari) == tenggat


def test_calendar_goes_before_the_date_of_the_dipa(dipa, satker):
    assert tenggat_perjanjian(satker, 2024) is None
    type(dipa).objects.filter(pk=dipa.pk).update(tanggal=date(2023, 12, 5))
    assert tenggat_perjanjian(satker, 2024) == date(2024, 1, 5)
    pabrik.TenggatFactory(jenis="perjanjian", bulan=1, hari=31, tahun_geser=0)
    assert tenggat_perjanjian(satker, 2024) == date(2024, 1, 31)
