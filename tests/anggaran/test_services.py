from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from anggaran import services
from anggaran.enums import StatusDipa
from anggaran.models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran
from anggaran.services import IsianRupiah, KonflikRupiah, RealisasiGanda
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def isian(**nilai):
    """`isian(k3355=(100, 1))`: value and the version it rests on."""
    return {
        kode.lstrip("k").replace("_", "."): IsianRupiah(None if n is None else Decimal(n), versi)
        for kode, (n, versi) in nilai.items()
    }


# --- Spending ------------------------------------------------------------------------------------------------------


def simpan(dipa, posisi, **nilai):
    return services.simpan_realisasi(posisi=posisi, pos=dipa.pos.all(), isian=isian(**nilai))


def tercatat(posisi):
    return {r.kode: (r.nilai, r.versi) for r in posisi.realisasi.all()}


def test_spending_is_created_changed_and_removed_together(dipa_berlaku, posisi):
    simpan(dipa_berlaku, posisi, k3355=(10, 0), k3360=(20, 0))

    berubah = simpan(dipa_berlaku, posisi, k3355=(None, 1), k3360=(None, 1), k3360_EBA=(25, 0))

    assert berubah == 3
    assert tercatat(posisi) == {"3360.EBA": (Decimal(25), 1)}


def test_zero_is_recorded_and_is_not_nothing(dipa_berlaku, posisi):
    simpan(dipa_berlaku, posisi, k3355=(0, 0))

    assert tercatat(posisi) == {"3355": (Decimal(0), 1)}


def test_a_changed_figure_loses_the_text_and_note_of_the_old_document(dipa_berlaku, posisi):
    lama = pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", teks_cetak="Rp.10", catatan_cetak="salah cetak")

    simpan(dipa_berlaku, posisi, k3355=(11, 1))

    lama.refresh_from_db()
    assert (lama.nilai, lama.versi, lama.teks_cetak, lama.catatan_cetak) == (11, 2, "", "")


def test_the_same_figure_again_keeps_the_note_of_the_old_document(dipa_berlaku, posisi):
    lama = pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(10), catatan_cetak="salah cetak")

    assert simpan(dipa_berlaku, posisi, k3355=(10, 1)) == 0

    lama.refresh_from_db()
    assert (lama.versi, lama.catatan_cetak) == (1, "salah cetak")


def test_a_node_changed_by_another_hand_is_reported_and_nothing_is_written(dipa_berlaku, posisi):
    simpan(dipa_berlaku, posisi, k3355=(10, 0))
    simpan(dipa_berlaku, posisi, k3355=(12, 1))

    with pytest.raises(KonflikRupiah) as konflik:
        simpan(dipa_berlaku, posisi, k3355=(15, 1), k3360=(5, 0))

    assert konflik.value.tersimpan == {"3355": IsianRupiah(Decimal(12), 2)}
    assert tercatat(posisi) == {"3355": (Decimal(12), 2)}


@pytest.mark.parametrize(
    ("dahulu", "kini", "bentrok"),
    [
        ({}, {"kWA": (1, 0), "k3355": (1, 0)}, {"3355": "WA"}),
        ({"kWA": (1, 0)}, {"k3360_EBA": (1, 0)}, {"3360.EBA": "WA"}),  # the one above was recorded before
        ({"k3360_EBA": (1, 0)}, {"k3360": (1, 0)}, {"3360.EBA": "3360"}),
        ({}, {"kWA": (1, 0), "k3360": (1, 0), "k3360_EBA": (1, 0)}, {"3360": "WA", "3360.EBA": "3360"}),
        ({}, {"kWA": (0, 0), "k3355": (0, 0)}, {"3355": "WA"}),  # zero is recorded too
    ],
)
def test_a_node_and_one_above_it_cannot_both_hold_spending(dipa_berlaku, posisi, dahulu, kini, bentrok):
    if dahulu:
        simpan(dipa_berlaku, posisi, **dahulu)

    with pytest.raises(RealisasiGanda) as galat:
        simpan(dipa_berlaku, posisi, **kini)

    assert galat.value.bentrok == bentrok
    assert len(tercatat(posisi)) == len(dahulu)


def test_spending_moves_from_a_node_to_those_below_in_one_save(dipa_berlaku, posisi):
    simpan(dipa_berlaku, posisi, kWA=(30, 0))

    simpan(dipa_berlaku, posisi, kWA=(None, 1), k3355=(10, 0), k3360=(20, 0))

    assert tercatat(posisi).keys() == {"3355", "3360"}


def test_siblings_may_both_hold_spending(dipa_berlaku, posisi):
    assert simpan(dipa_berlaku, posisi, k3355=(1, 0), k3360=(1, 0)) == 2


def test_a_code_that_the_dipa_lost_can_still_be_cleared(dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="9999")

    simpan(dipa_berlaku, posisi, k9999=(None, 1))

    assert tercatat(posisi) == {}


# --- Cut-offs ------------------------------------------------------------------------------------------------------


def buat_posisi(satker, nama="Semester I", **lain):
    return services.buat_posisi(
        satker=satker, tahun=2024, nama=nama, per_tanggal=date(2024, 6, 30), **{"utama": False} | lain
    )


def test_the_first_cut_off_of_a_year_is_the_main_one(satker):
    assert buat_posisi(satker).utama


def test_a_further_cut_off_leaves_the_main_one_alone(satker, posisi):
    assert not buat_posisi(satker).utama
    assert PosisiRealisasi.objects.get(utama=True) == posisi


def test_a_new_main_cut_off_takes_the_place_of_the_old_one(satker, posisi):
    baru = buat_posisi(satker, utama=True)

    assert PosisiRealisasi.objects.get(utama=True) == baru


def test_the_main_cut_off_of_another_year_stays(satker, posisi):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, tahun=2023)
    services.jadikan_utama(posisi=buat_posisi(satker))

    lain.refresh_from_db()
    assert lain.utama


# --- Pagu ----------------------------------------------------------------------------------------------------------


def pagu(dipa):
    return {p.kode: p.pagu for p in dipa.pos.all()}


def test_pagu_of_a_draft_is_written_on_the_lowest_nodes(dipa_draf):
    berubah = services.simpan_pagu(dipa=dipa_draf, isian=isian(k3355=(150, 1), k3360_EBA=(None, 1)))

    assert berubah == 2
    assert pagu(dipa_draf) == {"WA": None, "3355": Decimal(150), "3360": None, "3360.EBA": None}


@pytest.mark.parametrize("kode", ["kWA", "k9999"])
def test_pagu_cannot_stand_on_a_node_that_has_nodes_below_or_is_foreign(dipa_draf, kode):
    with pytest.raises(TransisiDitolak, match="Pagu hanya diisi pada pos terbawah"):
        services.simpan_pagu(dipa=dipa_draf, isian=isian(**{kode: (1, 1)}))


def test_pagu_of_a_dipa_in_force_cannot_be_written(dipa_berlaku):
    with pytest.raises(TransisiDitolak, match="berstatus “Berlaku”"):
        services.simpan_pagu(dipa=dipa_berlaku, isian=isian(k3355=(150, 1)))

    assert pagu(dipa_berlaku)["3355"] == 100


def test_pagu_changed_by_another_hand_is_reported(dipa_draf):
    services.simpan_pagu(dipa=dipa_draf, isian=isian(k3355=(150, 1)))

    with pytest.raises(KonflikRupiah) as konflik:
        services.simpan_pagu(dipa=dipa_draf, isian=isian(k3355=(160, 1)))

    assert konflik.value.tersimpan == {"3355": IsianRupiah(Decimal(150), 2)}


# --- Revision ------------------------------------------------------------------------------------------------------


def revisi(dipa, oleh):
    return services.buat_revisi_dipa(dipa=dipa, oleh=oleh, keterangan="tambahan hibah")


def test_a_revision_is_the_next_number_and_names_its_predecessor(dipa_berlaku, perencana):
    baru = revisi(dipa_berlaku, perencana)

    assert (baru.status, baru.revisi, baru.menggantikan) == (StatusDipa.DRAF, 1, dipa_berlaku)
    assert [(r.tindakan, r.oleh, r.catatan) for r in baru.riwayat.all()] == [("revisi", perencana, "tambahan hibah")]


def test_a_revision_counts_on_from_the_highest_number(dipa_berlaku, satker, perencana):
    pabrik.DipaFactory(satker=satker, status=StatusDipa.DIGANTIKAN, revisi=7)

    assert revisi(dipa_berlaku, perencana).revisi == 8


def test_a_revision_copies_the_tree(dipa_berlaku, perencana):
    Pos.objects.filter(kode="3355").update(versi=3)

    baru = revisi(dipa_berlaku, perencana)

    def pohon(dipa):
        return [
            (p.kode, p.induk.kode if p.induk else None, p.jenis, p.uraian, p.urut, p.pagu, p.sumber_dana)
            for p in dipa.pos.order_by("urut")
        ]

    assert pohon(baru) == pohon(dipa_berlaku)
    assert {p.induk.dipa for p in baru.pos.filter(induk__isnull=False)} == {baru}
    assert set(baru.pos.values_list("versi", flat=True)) == {1}


def test_a_revision_copies_every_column_of_a_node(dipa_berlaku, perencana):
    """A column that comes to the node must be copied too: then mend `_salin_pos` and this list. What another paper
    states is not.
    """
    disalin = {"jenis", "kode", "uraian", "urut", "pagu", "sumber_dana", "teks_cetak"}

    sumber_lama = {"pagu_tertera"}  # what the paper before stated says nothing about the revision
    assert {f.name for f in Pos._meta.concrete_fields} == disalin | sumber_lama | {"id", "versi", "dipa", "induk"}


def test_the_cost_of_a_revision_does_not_grow_with_the_tree(dipa_berlaku, perencana, django_assert_max_num_queries):
    wa = dipa_berlaku.pos.get(kode="WA")
    for i in range(50):
        pabrik.PosFactory(dipa=dipa_berlaku, induk=wa, jenis="kegiatan", kode=f"K{i}", urut=100 + i)

    with django_assert_max_num_queries(16):
        revisi(dipa_berlaku, perencana)


def test_a_second_revision_of_the_same_dipa_is_refused(dipa_berlaku, perencana):
    revisi(dipa_berlaku, perencana)

    with pytest.raises(TransisiDitolak, match="Revisi DIPA ini sudah ada"):
        revisi(dipa_berlaku, perencana)


def test_a_draft_cannot_be_revised(dipa_draf, perencana):
    with pytest.raises(TransisiDitolak, match="yang ini “Draf”"):
        revisi(dipa_draf, perencana)


def test_a_planner_of_another_satker_cannot_revise(dipa_berlaku, orang_lain):
    with pytest.raises(PermissionDenied):
        revisi(dipa_berlaku, orang_lain)


# --- In force ------------------------------------------------------------------------------------------------------


def berlakukan(dipa, oleh):
    services.berlakukan_dipa(dipa=dipa, oleh=oleh, tanggal=date(2024, 5, 2))


def test_a_revision_in_force_replaces_its_predecessor(dipa_berlaku, perencana, sekretaris):
    baru = revisi(dipa_berlaku, perencana)

    berlakukan(baru, sekretaris)

    dipa_berlaku.refresh_from_db()
    assert (baru.status, baru.tanggal) == (StatusDipa.BERLAKU, date(2024, 5, 2))
    assert dipa_berlaku.status == StatusDipa.DIGANTIKAN
    assert Dipa.objects.berlaku().get() == baru


def test_spending_stays_when_the_dipa_is_replaced(dipa_berlaku, posisi, perencana, sekretaris):
    simpan(dipa_berlaku, posisi, k3355=(10, 0))

    berlakukan(revisi(dipa_berlaku, perencana), sekretaris)

    assert RealisasiAnggaran.objects.get().nilai == 10


def test_another_dipa_in_force_stands_in_the_way(dipa_berlaku, dipa_draf, sekretaris):
    with pytest.raises(TransisiDitolak, match="Sudah ada DIPA lain yang berlaku"):
        berlakukan(dipa_draf, sekretaris)

    dipa_draf.refresh_from_db()
    assert dipa_draf.status == StatusDipa.DRAF
    assert not dipa_draf.riwayat.exists()


def test_a_refused_act_leaves_the_old_dipa_in_force(dipa_berlaku, perencana):
    baru = revisi(dipa_berlaku, perencana)

    with pytest.raises(PermissionDenied):
        berlakukan(baru, perencana)

    dipa_berlaku.refresh_from_db()
    assert dipa_berlaku.status == StatusDipa.BERLAKU


# --- Two people at the same moment -----------------------------------------------------------------------------------


def posisi_baru(satker, nama="Semester I", **lain):
    return services.buat_posisi(satker=satker, tahun=2024, nama=nama, per_tanggal=None, utama=False, **lain)


def test_a_name_taken_meanwhile_is_told_and_nothing_is_written(satker):
    posisi_baru(satker)

    with pytest.raises(services.NamaPosisiDipakai, match="“Semester I” sudah ada untuk tahun 2024"):
        posisi_baru(satker)

    assert PosisiRealisasi.objects.count() == 1  # on PostgreSQL too the transaction goes on


def test_a_main_cut_off_chosen_meanwhile_is_told_and_the_new_one_is_not_kept(satker, monkeypatch):
    utama = posisi_baru(satker)
    asli = PosisiRealisasi.objects.filter

    def tak_melihat_yang_lain(*args, **kwargs):
        """What a transaction sees that began before the other one ended."""
        return asli(pk=-1) if kwargs.get("utama") else asli(*args, **kwargs)

    monkeypatch.setattr(PosisiRealisasi.objects, "filter", tak_melihat_yang_lain)
    lain = posisi_lain(satker)
    with pytest.raises(TransisiDitolak, match="baru saja dipilih orang lain"):
        services.jadikan_utama(posisi=lain)
    monkeypatch.undo()
    assert PosisiRealisasi.objects.get(utama=True) == utama


def posisi_lain(satker):
    return pabrik.PosisiRealisasiFactory(satker=satker, nama="Semester II", utama=False)
