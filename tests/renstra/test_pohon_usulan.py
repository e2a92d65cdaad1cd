"""What the tree gets from its Renstra: which rows, where, and never twice."""

import pytest

from renstra.enums import JenisSasaran
from renstra.models import Kondisi
from renstra.pohon import services, usulan
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.usulan import BELUM_TERKAIT, susun_usulan
from tests import pabrik

pytestmark = pytest.mark.django_db

AKHIR, FAKTOR, ANTARA, OPERASIONAL = JenjangKondisi


@pytest.fixture
def keuangan(satker):
    return pabrik.UnitFactory(satker=satker, nama="Bagian Keuangan")


@pytest.fixture
def teknis(satker):
    return pabrik.UnitFactory(satker=satker, nama="Bagian Teknis")


def sasaran(draf, uraian, *unit, jenis=JenisSasaran.STRATEGIS, **lain):
    s = pabrik.SasaranFactory(renstra=draf, uraian=uraian, jenis=jenis, **lain)
    indikator = pabrik.IndikatorFactory(sasaran=s, uraian=f"Ukuran {s.urut}")
    indikator.pelaksana.set(unit)
    return s


@pytest.fixture
def rencana(draf, keuangan, teknis):
    """A tujuan, two strategic sasaran of two units, one programme with one activity."""
    tujuan = pabrik.TujuanFactory(renstra=draf, urut=1, teks="Pemilu jujur")
    program = pabrik.ProgramFactory(renstra=draf)
    kegiatan = pabrik.KegiatanFactory(program=program)
    return {
        "tujuan": tujuan,
        "data": sasaran(draf, "Data pemilih akurat", teknis, tujuan=tujuan, urut=1),
        "uang": sasaran(draf, "Laporan keuangan wajar", keuangan, tujuan=tujuan, urut=2),
        "program": sasaran(draf, "Anggaran terserap", keuangan, jenis=JenisSasaran.PROGRAM, program=program, urut=3),
        "kegiatan": sasaran(draf, "Gaji terbayar", teknis, jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan, urut=4),
    }


def pohon(renstra):
    """uraian → (jenjang, uraian of the parent)."""
    semua = Kondisi.objects.filter(pohon__renstra=renstra).select_related("induk")
    return {k.uraian: (k.jenjang, k.induk.uraian if k.induk else "") for k in semua}


def test_every_level_of_the_plan_becomes_a_level_of_the_tree(draf, rencana):
    assert services.usulkan(renstra=draf) == 5

    assert pohon(draf) == {
        "Pemilu jujur": (AKHIR, ""),
        "Data pemilih akurat": (FAKTOR, "Pemilu jujur"),
        "Laporan keuangan wajar": (FAKTOR, "Pemilu jujur"),
        "Anggaran terserap": (ANTARA, "Laporan keuangan wajar"),
        "Gaji terbayar": (OPERASIONAL, "Anggaran terserap"),
    }


def test_a_condition_points_at_what_it_comes_from(draf, rencana, keuangan):
    jabatan = pabrik.JabatanFactory(unit=keuangan)
    indikator = rencana["uang"].indikator.get()
    indikator.penanggung_jawab = jabatan
    indikator.save()

    services.usulkan(renstra=draf)

    k = Kondisi.objects.get(uraian="Laporan keuangan wajar")
    assert [list(getattr(k, n).all()) for n in ("sasaran", "indikator", "unit", "jabatan", "tujuan")] == [
        *([rencana["uang"]], [indikator], [keuangan], [jabatan]),
        [],
    ]
    assert list(Kondisi.objects.get(uraian="Pemilu jujur").tujuan.all()) == [rencana["tujuan"]]


def alasan(renstra):
    def semua(butir):
        for b in butir:
            yield b.uraian, b.alasan
            yield from semua(b.anak)

    return dict(baris for k in susun_usulan(renstra).kelompok for baris in semua(k.butir))


def test_the_reason_of_a_place_is_said(draf, rencana):
    assert alasan(draf)["Anggaran terserap"] == "unit pelaksana sama: Bagian Keuangan"
    assert alasan(draf)["Gaji terbayar"] == "sasaran program yang sama programnya"


def test_without_a_shared_unit_the_wording_decides(draf, rencana):
    rencana["program"].indikator.get().pelaksana.clear()
    type(rencana["program"]).objects.filter(pk=rencana["program"].pk).update(uraian="Pemutakhiran data pemilih")

    assert alasan(draf)["Pemutakhiran data pemilih"] == "kata yang sama: data, pemilih"


def test_what_shares_nothing_stands_at_the_top(draf, rencana):
    rencana["program"].indikator.get().pelaksana.clear()

    services.usulkan(renstra=draf)

    assert pohon(draf)["Anggaran terserap"] == (ANTARA, "")
    assert pohon(draf)["Gaji terbayar"] == (OPERASIONAL, "Anggaran terserap")


def test_and_says_so(draf, rencana):
    rencana["program"].indikator.get().pelaksana.clear()

    assert alasan(draf)["Anggaran terserap"] == BELUM_TERKAIT


def test_an_activity_chooses_among_the_sasaran_of_its_programme(draf, rencana, teknis):
    program = rencana["program"].program
    sasaran(draf, "Perangkat siap", teknis, jenis=JenisSasaran.PROGRAM, program=program, urut=9)

    services.usulkan(renstra=draf)

    assert pohon(draf)["Gaji terbayar"] == (OPERASIONAL, "Perangkat siap")


def test_an_activity_whose_programme_has_no_sasaran_goes_below_a_strategic_one(draf, rencana):
    rencana["program"].delete()

    services.usulkan(renstra=draf)

    assert pohon(draf)["Gaji terbayar"] == (OPERASIONAL, "Data pemilih akurat")


def test_a_sasaran_without_tujuan_stands_at_the_top(draf):
    sasaran(draf, "Lepas")

    services.usulkan(renstra=draf)

    assert pohon(draf) == {"Lepas": (FAKTOR, "")}


# --- Once more -------------------------------------------------------------------------------------------------------


def test_proposing_again_adds_nothing(draf, rencana):
    services.usulkan(renstra=draf)
    sebelum = list(Kondisi.objects.order_by("pk").values())

    assert services.usulkan(renstra=draf) == 0
    assert list(Kondisi.objects.order_by("pk").values()) == sebelum


def test_what_people_edited_stays_and_bears_what_is_new(draf, rencana, keuangan):
    """Another text, another place, another level: the condition is known by what it points at."""
    services.usulkan(renstra=draf)
    uang = Kondisi.objects.get(uraian="Laporan keuangan wajar")
    Kondisi.objects.filter(pk=uang.pk).update(
        induk=None, urut=7, jenjang=OPERASIONAL, uraian="Uang aman", versi=uang.versi + 1
    )
    Kondisi.objects.filter(uraian="Pemilu jujur").update(uraian="Pemilu dipercaya")
    Kondisi.objects.filter(uraian__in=["Anggaran terserap", "Gaji terbayar"]).delete()

    assert services.usulkan(renstra=draf) == 2

    assert pohon(draf) == {
        "Pemilu dipercaya": (AKHIR, ""),
        "Data pemilih akurat": (FAKTOR, "Pemilu dipercaya"),
        "Uang aman": (OPERASIONAL, ""),
        "Anggaran terserap": (OPERASIONAL, "Uang aman"),
        "Gaji terbayar": (OPERASIONAL, "Anggaran terserap"),
    }


def test_new_conditions_go_to_the_end_of_their_list(draf, rencana):
    services.usulkan(renstra=draf)
    sasaran(draf, "Sasaran baru", tujuan=rencana["tujuan"], urut=20)

    services.usulkan(renstra=draf)

    daftar = Kondisi.objects.filter(induk__uraian="Pemilu jujur").order_by("urut")
    assert [k.uraian for k in daftar] == ["Data pemilih akurat", "Laporan keuangan wajar", "Sasaran baru"]


def test_an_indikator_that_came_later_is_named_and_left_to_people(draf, rencana):
    services.usulkan(renstra=draf)
    baru = pabrik.IndikatorFactory(sasaran=rencana["uang"], urut=99)

    usulan = susun_usulan(draf)

    assert (usulan.banyak, usulan.indikator_lepas) == (0, (baru,))


def test_only_what_was_shown_is_added(draf, rencana):
    sidik = susun_usulan(draf).sidik
    sasaran(draf, "Menyusul", tujuan=rencana["tujuan"], urut=20)

    with pytest.raises(services.UsulanBerubah) as galat:
        services.usulkan(renstra=draf, sidik=sidik)
    assert galat.value.usulan.banyak == 6
    assert not Kondisi.objects.exists()
    assert services.usulkan(renstra=draf, sidik=galat.value.usulan.sidik) == 6


@pytest.mark.parametrize("banyak", [1, 60])
def test_the_cost_of_a_proposal_does_not_grow_with_the_plan(
    draf, rencana, teknis, banyak, django_assert_max_num_queries
):
    for n in range(banyak):
        sasaran(draf, f"Sasaran {n}", teknis, tujuan=rencana["tujuan"], urut=100 + n)

    with django_assert_max_num_queries(45):
        services.usulkan(renstra=draf)


def test_the_words_of_a_sasaran_are_taken_once(draf, rencana, monkeypatch):
    """They are asked for by each sasaran that looks for its place: 300 of them took six seconds."""
    program = pabrik.ProgramFactory(renstra=draf)
    for n in range(8):
        sasaran(draf, f"Mutu layanan ke-{n}", tujuan=rencana["tujuan"], urut=100 + n)
        sasaran(draf, f"Dukungan mutu ke-{n}", jenis=JenisSasaran.PROGRAM, program=program, urut=200 + n)
    cari, dicari = usulan.re.findall, []
    monkeypatch.setattr(usulan.re, "findall", lambda *isi: dicari.append(isi) or cari(*isi))
    assert susun_usulan(draf).banyak == 21
    assert len(dicari) <= 21
