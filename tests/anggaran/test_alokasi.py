"""Allocating the budget: rules, lines of a revised Renstra, sums, what is not allocated."""

from decimal import Decimal as D

import pytest

from anggaran.alokasi import (
    AlokasiDitolak,
    Tujuan,
    alokasikan,
    hapus_alokasi,
    terima_saran,
    tujuan_tahun,
    ubah_alokasi,
)
from anggaran.enums import JenisPos
from anggaran.models import AlokasiAnggaran
from anggaran.rekap_alokasi import rekap_alokasi
from anggaran.saran import saran_tahun
from renstra.enums import JenisSasaran, StatusRenstra
from sakip.models import VersiBerubah
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra(satker):
    return pabrik.RenstraFactory(satker=satker)


@pytest.fixture
def sasaran(renstra):
    """Two sasaran, the first with an indikator."""
    satu = pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", uraian="Sasaran satu")
    pabrik.IndikatorFactory(sasaran=satu, urut=1, kode="1.1")
    return [satu, pabrik.SasaranFactory(renstra=renstra, urut=2, kode="2", uraian="Sasaran dua")]


def tujuan(sasaran, indikator=None):
    return Tujuan(sasaran.pk, indikator and indikator.pk, sasaran.kode, sasaran.uraian)


def alokasi(satker, kode, sasaran, porsi=None, **lain):
    return alokasikan(satker=satker, tahun=2024, kode=[kode], tujuan=tujuan(sasaran, **lain), porsi=porsi)


def isi(satker):
    return list(AlokasiAnggaran.objects.filter(satker=satker).values_list("kode", "sasaran__kode", "porsi"))


# --- Rules ---------------------------------------------------------------------------------------------------------


def test_several_codes_go_to_a_sasaran_at_once_with_all_they_have_free(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[1], D(30))
    banyak = alokasikan(satker=satker, tahun=2024, kode=["3355", "3360"], tujuan=tujuan(sasaran[0]), porsi=None)
    assert banyak == 2
    assert isi(satker) == [("3355", "2", 30), ("3355", "1", 70), ("3360", "1", 100)]


def test_shares_of_a_code_come_to_a_hundred_at_most(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D("60.01"))
    with pytest.raises(
        AlokasiDitolak, match="3355: porsi 40 % tidak dapat dipakai, yang tersisa 39,99 %".replace(" %", "\\s%")
    ):
        alokasi(satker, "3355", sasaran[1], D(40))
    alokasi(satker, "3355", sasaran[1], D("39.99"))
    assert len(isi(satker)) == 2


def test_a_code_that_is_used_up_cannot_be_taken_with_what_is_free(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0])
    with pytest.raises(AlokasiDitolak, match="3355: porsi 0"):
        alokasi(satker, "3355", sasaran[1])


@pytest.mark.parametrize(("dulu", "kini"), [("WA", "3360.EBA"), ("3360.EBA", "WA"), ("3360", "3360.EBA")])
def test_one_level_only(satker, dipa_berlaku, sasaran, dulu, kini):
    alokasi(satker, dulu, sasaran[0])
    with pytest.raises(AlokasiDitolak, match=f"{kini}: pos di .*{dulu}.*satu tingkat"):
        alokasi(satker, kini, sasaran[1])


def test_two_levels_in_one_request_are_refused_too(satker, dipa_berlaku, sasaran):
    with pytest.raises(AlokasiDitolak, match="satu tingkat"):
        alokasikan(satker=satker, tahun=2024, kode=["3360", "3360.EBA"], tujuan=tujuan(sasaran[0]), porsi=None)


def test_it_is_all_or_none_and_every_fault_is_named(satker, dipa_berlaku, sasaran):
    with pytest.raises(AlokasiDitolak) as galat:
        alokasikan(satker=satker, tahun=2024, kode=["3355", "X", "Y"], tujuan=tujuan(sasaran[0]), porsi=None)
    assert galat.value.galat == ("X: tidak ada pada DIPA yang berlaku.", "Y: tidak ada pada DIPA yang berlaku.")
    assert isi(satker) == []


def test_the_same_goal_twice_is_refused_and_its_indikator_is_another(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D(50))
    with pytest.raises(AlokasiDitolak, match="3355: sudah dialokasikan ke 1"):
        alokasi(satker, "3355", sasaran[0], D(10))
    alokasi(satker, "3355", sasaran[0], D(10), indikator=sasaran[0].indikator.get())
    assert [p for _, _, p in isi(satker)] == [50, 10]


def test_only_the_renstra_in_force_can_be_served(satker, satker_lain, dipa_berlaku, sasaran):
    draf = pabrik.SasaranFactory(renstra__satker=satker, renstra__status=StatusRenstra.DRAF)
    asing = pabrik.SasaranFactory(renstra__satker=satker_lain)
    for lain in (draf, asing):
        with pytest.raises(AlokasiDitolak, match="Renstra yang berlaku"):
            alokasi(satker, "3355", lain)


def test_a_changed_share_may_use_its_own_room_and_no_more(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D(50))
    alokasi(satker, "3355", sasaran[1], D(50))
    satu = AlokasiAnggaran.objects.get(sasaran=sasaran[0])
    ubah_alokasi(alokasi=satu, versi=1, tujuan=tujuan(sasaran[0]), porsi=D(20), catatan="ikut rapat")
    assert (satu.porsi, satu.catatan, satu.versi) == (20, "ikut rapat", 2)
    with pytest.raises(AlokasiDitolak, match="tersisa 50"):
        ubah_alokasi(alokasi=satu, versi=2, tujuan=tujuan(sasaran[0]), porsi=D(51))
    with pytest.raises(AlokasiDitolak, match="sudah dialokasikan ke 2"):
        ubah_alokasi(alokasi=satu, versi=2, tujuan=tujuan(sasaran[1]), porsi=D(10))


def test_nobody_overwrites_or_removes_what_another_changed(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D(50))
    satu = AlokasiAnggaran.objects.get()
    satu.simpan_versi(1, porsi=D(40))
    with pytest.raises(VersiBerubah):
        ubah_alokasi(alokasi=satu, versi=1, tujuan=tujuan(sasaran[0]), porsi=D(60))
    with pytest.raises(VersiBerubah):
        hapus_alokasi(alokasi=satu, versi=1)
    hapus_alokasi(alokasi=satu, versi=2)
    assert isi(satker) == []


# --- Lines of a revised Renstra --------------------------------------------------------------------------------------


def revisi(renstra, sasaran):
    """A revision in force whose rows are copies; the first sasaran has other words, the second is gone."""
    renstra.status = StatusRenstra.DIGANTIKAN
    renstra.save()
    baru = pabrik.RenstraFactory(satker=renstra.satker, menggantikan=renstra)
    salinan = pabrik.SasaranFactory(renstra=baru, urut=1, kode="1", uraian="Sasaran baru", asal=sasaran[0])
    pabrik.IndikatorFactory(sasaran=salinan, kode="1.1", asal=sasaran[0].indikator.get())
    return salinan


def test_a_revision_of_the_renstra_keeps_the_allocation(satker, renstra, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D(60), indikator=sasaran[0].indikator.get())
    alokasi(satker, "3360", sasaran[0])
    alokasi(satker, "3355", sasaran[1], D(40))
    salinan = revisi(renstra, sasaran)
    rekap = rekap_alokasi(satker, 2024)
    (baris,) = rekap.sasaran
    assert baris.sasaran == salinan
    assert (baris.pagu, baris.banyak_kode, baris.indikator[0].pagu) == (110, 2, 60)
    assert [(b.kode, b.pagu) for b in rekap.lepas] == [("3355", 40)]  # its sasaran is gone: said, not lost
    with pytest.raises(AlokasiDitolak, match="3360: sudah dialokasikan ke 1"):
        alokasi(satker, "3360", salinan, D(10))


def test_changing_an_old_row_moves_it_to_the_revised_sasaran(satker, renstra, dipa_berlaku, sasaran):
    alokasi(satker, "3360", sasaran[1])
    salinan = revisi(renstra, sasaran)
    lama = AlokasiAnggaran.objects.get()
    ubah_alokasi(alokasi=lama, versi=1, tujuan=tujuan(salinan), porsi=D(100))
    assert AlokasiAnggaran.objects.get().sasaran == salinan


# --- Sums ------------------------------------------------------------------------------------------------------------


def test_parts_free_money_and_what_fell_off_add_up_to_the_dipa(satker, renstra, dipa_berlaku, sasaran):
    alokasi(satker, "3355", sasaran[0], D("33.33"))
    alokasi(satker, "3355", sasaran[1], D("33.33"))
    rekap = rekap_alokasi(satker, 2024)
    assert [s.pagu for s in rekap.sasaran] == [33, 33]
    assert [(s.pos.kode, s.porsi, s.pagu) for s in rekap.belum] == [("3355", D("33.34"), 34), ("3360", 100, 50)]
    assert rekap.pagu_belum == 84
    assert rekap.persen_belum == 56
    assert sum(s.pagu for s in rekap.sasaran) + rekap.pagu_belum == rekap.anggaran.pagu == 150


def test_without_any_allocation_the_whole_is_free_and_every_sasaran_has_none(satker, dipa_berlaku, sasaran):
    rekap = rekap_alokasi(satker, 2024)
    assert [(s.pos.kode, s.pagu) for s in rekap.belum] == [("WA", 150)]
    assert rekap.persen_belum == 100
    assert [s.sasaran for s in rekap.tanpa_anggaran] == sasaran
    assert not rekap.ada


def test_all_allocated_leaves_nothing_free(satker, dipa_berlaku, sasaran):
    alokasi(satker, "WA", sasaran[0])
    rekap = rekap_alokasi(satker, 2024)
    assert (rekap.belum, rekap.persen_belum) == ((), 0)
    assert [s.sasaran for s in rekap.tanpa_anggaran] == [sasaran[1]]


def test_a_year_without_dipa_and_renstra_is_empty_and_not_zero(satker):
    rekap = rekap_alokasi(satker, 2024)
    assert (rekap.sasaran, rekap.belum, rekap.pagu_belum, rekap.persen_belum) == ((), (), None, None)


def test_realisasi_follows_the_shares_of_one_snapshot(satker, dipa_berlaku, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(91))
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3360.EBA", nilai=D(25))
    alokasi(satker, "3355", sasaran[0], D(50))
    alokasi(satker, "3355", sasaran[1], D(50))
    alokasi(satker, "3360", sasaran[1])
    rekap = rekap_alokasi(satker, 2024)
    satu, dua = rekap.sasaran
    assert (satu.realisasi, satu.penyerapan) == (46, 92)
    assert (dua.realisasi, dua.penyerapan) == (45 + 25, 70)
    assert rekap.per_tanggal == "Realisasi per tanggal 31 Desember 2024"


def test_realisasi_on_a_higher_level_is_said_and_never_split(satker, dipa_berlaku, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="WA", nilai=D(120))
    alokasi(satker, "3355", sasaran[0])
    baris = rekap_alokasi(satker, 2024).sasaran[0]
    assert (baris.pagu, baris.realisasi, baris.penyerapan) == (100, None, None)
    assert baris.halangan == "realisasi dicatat pada program WA, belum per pos"


def test_a_sum_with_an_unknown_part_is_unknown(satker, dipa_berlaku, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(90))
    alokasikan(satker=satker, tahun=2024, kode=["3355", "3360"], tujuan=tujuan(sasaran[0]), porsi=None)
    baris = rekap_alokasi(satker, 2024).sasaran[0]
    assert (baris.realisasi, baris.penyerapan) == (None, None)
    assert baris.halangan == "realisasi belum dicatat (1 pos)"


def test_spending_of_nought_is_a_figure(satker, dipa_berlaku, sasaran, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(0))
    alokasi(satker, "3355", sasaran[0])
    assert rekap_alokasi(satker, 2024).sasaran[0].penyerapan == 0


def test_a_code_that_the_dipa_lost_is_shown_as_such(satker, dipa_berlaku, sasaran, posisi):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="6639")
    rekap = rekap_alokasi(satker, 2024)
    assert [b.kode for b in rekap.tanpa_pos] == ["6639"]
    assert rekap.sasaran[0].pagu is None
    assert rekap.sasaran[0].halangan == "kode tidak ada pada DIPA yang berlaku"
    assert rekap.persen_belum == 100


def test_levels_that_collide_after_a_revision_count_once_and_are_named(satker, dipa_berlaku, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="3360")
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[1], kode="3360.EBA")
    rekap = rekap_alokasi(satker, 2024)
    assert rekap.bentrok == (("3360.EBA", "3360"),)
    assert [s.pagu for s in rekap.sasaran] == [50, None]


def test_a_node_beside_an_allocated_one_is_locked_only_above_and_below(satker, dipa_berlaku, sasaran):
    alokasi(satker, "3360", sasaran[0], D(40))
    kode = {k.pos.kode: (k.sisa, k.terkunci) for k in rekap_alokasi(satker, 2024).kode}
    assert kode == {
        "WA": (None, "pada pos di bawahnya"),
        "3355": (100, ""),
        "3360": (60, ""),
        "3360.EBA": (None, "lewat 3360"),
    }


@pytest.mark.parametrize("banyak", [1, 40])
def test_the_number_of_queries_does_not_grow(satker, renstra, dipa_berlaku, banyak, django_assert_num_queries):
    wa = dipa_berlaku.pos.get(kode="WA")
    for n in range(banyak):
        s = pabrik.SasaranFactory(renstra=renstra)
        pabrik.IndikatorFactory(sasaran=s)
        pabrik.PosFactory(dipa=dipa_berlaku, induk=wa, jenis=JenisPos.KEGIATAN, kode=f"9{n}", urut=100 + n, pagu=D(1))
        pabrik.AlokasiAnggaranFactory(sasaran=s, kode=f"9{n}")
    with django_assert_num_queries(10):
        rekap = rekap_alokasi(satker, 2024)
    assert sum(s.banyak_kode for s in rekap.sasaran) == banyak


# --- Proposals -------------------------------------------------------------------------------------------------------


def program(renstra, kode, *kegiatan):
    p = pabrik.ProgramFactory(renstra=renstra, kode=kode)
    for urut, k in enumerate(kegiatan, start=1):
        milik = pabrik.KegiatanFactory(program=p, urut=urut, kode=k)
        pabrik.SasaranFactory(renstra=renstra, jenis=JenisSasaran.KEGIATAN, kegiatan=milik, kode=f"K{k}")
    return p


def test_the_codes_of_the_renstra_propose_and_one_click_accepts(satker, renstra, dipa_berlaku):
    program(renstra, "WA", "3355")
    (saran,) = saran_tahun(satker, 2024)
    assert (saran.kode, saran.sasaran.kode, saran.dasar) == ("3355", "K3355", "kode kegiatan 3355 pada Renstra")
    assert terima_saran(satker=satker, tahun=2024, kunci=[saran.kunci]) == 1
    assert isi(satker) == [("3355", "K3355", 100)]
    assert AlokasiAnggaran.objects.get().catatan == "Menurut kode kegiatan 3355 pada Renstra"
    assert saran_tahun(satker, 2024) == []


def test_a_code_that_two_sasaran_claim_is_not_proposed(satker, renstra, dipa_berlaku):
    program(renstra, "WA", "3355", "3355")
    assert saran_tahun(satker, 2024) == []


def test_the_lower_code_goes_before_its_programme(satker, renstra, dipa_berlaku):
    p = program(renstra, "WA", "3355")
    pabrik.SasaranFactory(renstra=renstra, jenis=JenisSasaran.PROGRAM, program=p)
    assert [s.kode for s in saran_tahun(satker, 2024)] == ["3355"]


def test_what_is_taken_or_unknown_is_not_proposed(satker, renstra, dipa_berlaku, sasaran):
    program(renstra, "WA", "3355", "9999")
    alokasi(satker, "3355", sasaran[0], D(10))
    assert saran_tahun(satker, 2024) == []


def test_a_fixed_rkt_proposes_its_lowest_codes_and_a_draft_none(satker, dipa_berlaku, sasaran):
    rkt = pabrik.RktFactory(satker=satker, dipa=dipa_berlaku, status="draf")
    milik = pabrik.SasaranRktFactory(rkt=rkt, urut=1, sasaran=sasaran[1])
    for kode in ("3360", "3360.EBA"):
        pabrik.KegiatanRktFactory(sasaran=milik, pos=dipa_berlaku.pos.get(kode=kode))
    assert saran_tahun(satker, 2024) == []
    type(rkt).objects.update(status="ditetapkan", tanggal="2024-01-02")
    assert [(s.kode, s.sasaran, s.dasar) for s in saran_tahun(satker, 2024)] == [("3360.EBA", sasaran[1], "RKT 2024")]


def test_a_proposal_that_no_longer_holds_is_refused(satker, dipa_berlaku, sasaran):
    with pytest.raises(AlokasiDitolak, match="1 usulan tidak berlaku lagi"):
        terima_saran(satker=satker, tahun=2024, kunci=[f"3355|{sasaran[0].pk}"])


def test_what_can_be_served_is_the_sasaran_and_their_indikator(satker, sasaran):
    assert [[t.kode for t in isi] for _, isi in tujuan_tahun(satker, 2024)] == [["1", "1.1"], ["2"]]
