"""What the pohon kinerja is told of the budget."""

from decimal import Decimal

import pytest

from anggaran.enums import JenisPos, StatusDipa
from anggaran.pagu_pohon import berpagu, kode_sama
from renstra.enums import JenisSasaran
from renstra.pohon.enums import Celah
from renstra.pohon.pagu import Pemikul
from renstra.pohon.susunan import susun_pohon
from tests import pabrik

pytestmark = pytest.mark.django_db

JUTA = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("renstra", "dipa"),
    [
        ("3355", "3355"),
        ("3355", "3355.EBA"),
        ("3355", "3355.EBA.994"),
        ("3355", "076.01.WA.3355"),
        ("3355.eba", "3355.EBA.994"),
        ("WA", "076.01.WA"),
        ("076.01.WA", "076.01.WA"),
        (" 076.01.WA. ", "076.01.WA.3355"),
        ("I", "I"),
    ],
)
def test_a_code_names_a_node_and_those_below_it(renstra, dipa):
    assert kode_sama(renstra, dipa)


@pytest.mark.parametrize(
    ("renstra", "dipa"),
    [
        ("", "3355"),
        ("335", "3355"),
        ("3355", "33551"),
        ("3355.EBA", "3355"),
        ("3355.EBA.994", "3355.EBB.994"),
        ("01", "076.01.WA"),
        ("994", "3355.EBA.994"),
        ("W", "076.01.W"),
        ("I", "076.01.WA"),
    ],
)
def test_a_code_names_nothing_else(renstra, dipa):
    assert not kode_sama(renstra, dipa)


@pytest.fixture
def dipa(satker):
    """WA › 3355 › 3355.EBA with money, 3360 with 0; CQ undivided."""
    dipa = pabrik.DipaFactory(satker=satker, tahun=2024)
    wa = pabrik.PosFactory(dipa=dipa, kode="076.01.WA")
    uang = pabrik.PosFactory(dipa=dipa, induk=wa, jenis=JenisPos.KEGIATAN, kode="3355")
    pabrik.PosFactory(dipa=dipa, induk=uang, jenis=JenisPos.KRO, kode="3355.EBA", pagu=JUTA)
    pabrik.PosFactory(dipa=dipa, induk=wa, jenis=JenisPos.KEGIATAN, kode="3360", pagu=Decimal(0))
    pabrik.PosFactory(dipa=dipa, kode="076.01.CQ", pagu=JUTA)
    return dipa


@pytest.mark.parametrize(
    ("program", "kegiatan", "ada"),
    [
        ("076.01.WA", "3355", True),
        ("076.01.WA", "3360", False),  # its pagu is 0
        ("076.01.WA", "3361", False),  # the DIPA divides the programme, and not to this activity
        ("076.01.WA", "", True),
        ("076.01.CQ", "6639", True),  # the DIPA does not say for which activities
        ("076.01.XX", "", False),
        ("", "", False),
    ],
)
def test_money_is_found_by_the_code_of_the_activity_or_of_its_programme(satker, dipa, program, kegiatan, ada):
    p = Pemikul(program, kegiatan)

    assert berpagu(satker, 2024, frozenset({p})) == (frozenset({p}) if ada else frozenset())


def test_a_year_without_dipa_is_not_a_year_without_money(satker, dipa):
    assert berpagu(satker, 2023, frozenset()) is None


def test_a_draft_is_no_budget_yet(satker, dipa):
    type(dipa).objects.filter(pk=dipa.pk).update(status=StatusDipa.DRAF)

    assert berpagu(satker, 2024, frozenset()) is None


def test_the_budget_of_another_satker_is_not_looked_at(satker_lain, dipa):
    assert berpagu(satker_lain, 2024, frozenset()) is None


def test_the_tree_asks_this_app(satker, dipa):
    """Registered when the program starts: no test here has done it."""
    kegiatan = pabrik.KegiatanFactory(program__renstra__satker=satker, kode="3355")
    renstra = kegiatan.program.renstra
    kondisi = pabrik.KondisiFactory(pohon__renstra=renstra, uraian="berduit")
    kondisi.sasaran.add(pabrik.SasaranFactory(renstra=renstra, jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan))
    pabrik.KondisiFactory(pohon=kondisi.pohon, uraian="tidak")

    celah = {s.uraian: Celah.ANGGARAN in s.celah for s in susun_pohon(renstra, None, tahun=2024).telusur()}

    assert celah == {"berduit": False, "tidak": True}
