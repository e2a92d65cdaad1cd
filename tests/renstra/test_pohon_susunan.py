"""The tree as data: numbers, links, gaps, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra.enums import JenisSasaran, StatusRenstra
from renstra.pohon import pagu
from renstra.pohon.enums import Celah, JenjangKondisi
from renstra.pohon.pagu import Pemikul
from renstra.pohon.susunan import susun_pohon
from tests import pabrik

pytestmark = pytest.mark.django_db

AKHIR, FAKTOR, ANTARA, OPERASIONAL = JenjangKondisi


@pytest.fixture
def tanpa_anggaran(monkeypatch):
    """Nobody knows a budget."""
    monkeypatch.setattr(pagu, "_sumber", [])


@pytest.fixture
def berpagu(monkeypatch):
    """The budget that a test says; returns what it was asked."""

    def pakai(jawaban):
        ditanya = []

        def sumber(satker, tahun, pemikul):
            ditanya.append((satker, tahun, pemikul))
            return jawaban

        monkeypatch.setattr(pagu, "_sumber", [sumber])
        return ditanya

    return pakai


def celah(pohon):
    return {s.uraian: set(s.celah) for s in pohon.telusur()}


# --- Shape and links -------------------------------------------------------------------------------------------------


def test_conditions_are_numbered_by_their_place(draf):
    satu = pabrik.KondisiFactory(pohon__renstra=draf, urut=4)
    dua = pabrik.KondisiFactory(pohon=satu.pohon, urut=9)
    anak = pabrik.KondisiFactory(induk=dua, urut=1)
    pabrik.KondisiFactory(induk=anak, urut=5)

    assert [s.nomor for s in susun_pohon(draf, None).telusur()] == ["1", "2", "2.1", "2.1.1"]


def test_a_plan_without_tree_has_an_empty_one(draf):
    assert susun_pohon(draf, None).banyak == 0


def test_a_condition_carries_its_output_line_by_line(draf):
    pabrik.KondisiFactory(pohon__renstra=draf, output="Laporan\r\n\r\n  Daftar hadir ")

    assert susun_pohon(draf, None).puncak[0].output == ("Laporan", "Daftar hadir")


@pytest.fixture
def terkait(draf, indikator, unit):
    """A condition that points at one of everything."""
    k = pabrik.KondisiFactory(pohon__renstra=draf)
    k.indikator.add(indikator)
    k.sasaran.add(indikator.sasaran)
    k.unit.add(unit)
    k.jabatan.add(pabrik.JabatanFactory(unit=unit))
    return k


def test_a_person_gets_links_to_the_data(draf, terkait, perencana, indikator, unit, satker):
    (s,) = susun_pohon(draf, perencana, tahun=2023).puncak
    awal = f"/{satker.kode}/2023"

    assert s.indikator[0].url == f"{awal}/renstra/indikator/{indikator.pk}/"
    assert (s.indikator[0].tingkat, s.indikator[0].kode, s.indikator[0].teks) == ("IKSS", "3.1", "Layanan tepat waktu")
    assert s.sasaran[0].tingkat == ""
    assert s.sasaran[0].url == f"{awal}/renstra/{draf.pk}/#sasaran-{indikator.sasaran_id}"
    assert s.unit[0].url == f"{awal}/organisasi/#unit-{unit.pk}"
    assert s.jabatan[0].url == f"{awal}/organisasi/jabatan/{terkait.jabatan.get().pk}/"
    assert s.url == f"{awal}/renstra/{draf.pk}/pohon/{terkait.pk}/"


def test_paper_gets_none(draf, terkait):
    (s,) = susun_pohon(draf, None).puncak

    assert {t.url for t in (*s.sasaran, *s.indikator, *s.unit, *s.jabatan)} == {""}
    assert s.url == ""


def test_a_unit_that_one_may_not_see_is_named_without_a_link(draf, terkait, perencana, satker_lain):
    asing = pabrik.UnitFactory(satker=satker_lain)
    jabatan = pabrik.JabatanFactory(unit=asing)
    terkait.unit.set([asing])
    terkait.jabatan.set([jabatan])

    (s,) = susun_pohon(draf, perencana).puncak

    assert [(t.teks, t.url) for t in (*s.unit, *s.jabatan)] == [(asing.nama, ""), (jabatan.nama, "")]


def test_a_reader_gets_no_form(draf, terkait, pembaca):
    assert susun_pohon(draf, pembaca).puncak[0].url == ""


def test_nobody_gets_the_form_of_a_superseded_plan(draf, terkait, perencana):
    draf.status = StatusRenstra.DIGANTIKAN

    assert susun_pohon(draf, perencana).puncak[0].url == ""


# --- Gaps ------------------------------------------------------------------------------------------------------------


def test_a_bare_condition_lacks_everything(draf, berpagu):
    berpagu(frozenset())
    pabrik.KondisiFactory(pohon__renstra=draf, uraian="x")

    assert celah(susun_pohon(draf, None)) == {"x": set(Celah)}


def test_daily_work_needs_nothing_below(draf, tanpa_anggaran):
    pabrik.KondisiFactory(pohon__renstra=draf, uraian="x", jenjang=OPERASIONAL)

    assert Celah.ANAK not in celah(susun_pohon(draf, None))["x"]


def test_a_condition_with_one_below_is_worked_out(draf, tanpa_anggaran):
    atas = pabrik.KondisiFactory(pohon__renstra=draf, uraian="atas")
    pabrik.KondisiFactory(induk=atas, uraian="bawah")

    hasil = celah(susun_pohon(draf, None))
    assert (Celah.ANAK in hasil["atas"], Celah.ANAK in hasil["bawah"]) == (False, True)


def test_an_indikator_fills_its_gap(draf, terkait, tanpa_anggaran):
    assert celah(susun_pohon(draf, None))[terkait.uraian] == {Celah.ANAK}


@pytest.mark.parametrize("milik", ["unit", "jabatan"])
def test_a_unit_or_a_position_is_an_owner(draf, terkait, milik, tanpa_anggaran):
    getattr(terkait, milik).clear()
    assert Celah.PEMILIK not in susun_pohon(draf, None).puncak[0].celah

    terkait.unit.clear()
    terkait.jabatan.clear()
    assert Celah.PEMILIK in susun_pohon(draf, None).puncak[0].celah


# --- Money -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sasaran_kegiatan(draf):
    kegiatan = pabrik.KegiatanFactory(program__renstra=draf, program__kode="076.01.WA", kode="3355")
    return pabrik.SasaranFactory(renstra=draf, jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan)


WA_3355 = Pemikul("076.01.WA", "3355")


def test_the_budget_of_the_page_is_asked_for_what_the_tree_points_at(draf, sasaran_kegiatan, satker, berpagu):
    pabrik.KondisiFactory(pohon__renstra=draf).sasaran.add(sasaran_kegiatan)
    ditanya = berpagu(frozenset())

    susun_pohon(draf, None, tahun=2022)

    assert ditanya == [(satker, 2022, frozenset({WA_3355}))]


@pytest.mark.parametrize("lewat", ["sasaran", "indikator"])
def test_money_reaches_a_condition_and_all_above_it(draf, sasaran_kegiatan, berpagu, lewat):
    atas = pabrik.KondisiFactory(pohon__renstra=draf, uraian="atas")
    bawah = pabrik.KondisiFactory(induk=atas, uraian="bawah")
    pabrik.KondisiFactory(induk=atas, uraian="samping")
    ke = sasaran_kegiatan if lewat == "sasaran" else pabrik.IndikatorFactory(sasaran=sasaran_kegiatan)
    getattr(bawah, lewat).add(ke)
    berpagu(frozenset({WA_3355}))

    hasil = celah(susun_pohon(draf, None))

    assert {k for k, isi in hasil.items() if Celah.ANGGARAN in isi} == {"samping"}


def test_a_strategic_sasaran_carries_no_money_itself(draf, berpagu, indikator):
    pabrik.KondisiFactory(pohon__renstra=draf).sasaran.add(indikator.sasaran)
    ditanya = berpagu(frozenset())

    assert Celah.ANGGARAN in susun_pohon(draf, None).puncak[0].celah
    assert ditanya[0][2] == frozenset()


def test_a_year_without_budget_is_said_once(draf, berpagu):
    berpagu(None)
    atas = pabrik.KondisiFactory(pohon__renstra=draf)
    pabrik.KondisiFactory(induk=atas)

    pohon = susun_pohon(draf, None, tahun=2023)

    assert pohon.catatan == ("Anggaran tidak diperiksa: belum ada DIPA 2023.",)
    assert not any(Celah.ANGGARAN in s.celah for s in pohon.telusur())


def test_where_nobody_knows_a_budget_nothing_is_said(draf, tanpa_anggaran):
    pabrik.KondisiFactory(pohon__renstra=draf)

    pohon = susun_pohon(draf, None)

    assert (pohon.catatan, Celah.ANGGARAN in pohon.puncak[0].celah) == ((), False)


# --- Cost ------------------------------------------------------------------------------------------------------------


def hitung(draf, perencana):
    with CaptureQueriesContext(
        connection,
    ) as q:
        susun_pohon(draf, perencana)
    return len(q)


def test_a_hundred_conditions_cost_as_many_queries_as_one(draf, terkait, perencana, satker, unit):
    pabrik.PosFactory(dipa__satker=satker, dipa__tahun=2024)
    hitung(draf, perencana)  # what a person may do is looked up once
    satu = hitung(draf, perencana)
    induk = terkait
    for n in range(99):
        kegiatan = pabrik.KegiatanFactory(program__renstra=draf)
        s = pabrik.SasaranFactory(renstra=draf, jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan)
        induk = pabrik.KondisiFactory(induk=terkait if n % 5 == 0 else induk)
        induk.sasaran.add(s)
        induk.indikator.add(pabrik.IndikatorFactory(sasaran=s))
        induk.unit.add(pabrik.UnitFactory(satker=satker))
        induk.jabatan.add(pabrik.JabatanFactory(unit=unit))

    assert susun_pohon(draf, None).banyak == 100
    assert hitung(draf, perencana) == satu
    assert satu <= 14
