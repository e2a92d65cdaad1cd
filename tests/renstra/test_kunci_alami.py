"""`dumpdata` and `loaddata`: a whole plan goes to another database by its natural keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from organisasi.models import Jabatan, Penugasan, Unit
from pelaporan.pemuatan.demo import FOLDER, isi_acuan
from pelaporan.pemuatan.organisasi import muat_organisasi
from pelaporan.pemuatan.pencatat import Pencatat
from renstra.enums import MutuIndikator
from renstra.impor.isi import Acuan, Isi
from renstra.models import (
    Indikator,
    Kondisi,
    PenetapanIku,
    PengecualianMutu,
    PohonKinerja,
    Renstra,
    Sasaran,
    Satuan,
    StandarNasional,
)
from renstra.pohon.enums import JenjangKondisi
from sakip.simpul import baca_berkas
from tests.renstra.buku_impor import PANGKALPINANG, hapus_renstra, muat_pangkalpinang

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra(db: None) -> Renstra:
    """With rows of every kind that hangs below a plan."""
    renstra = muat_pangkalpinang()
    pertama = Indikator.objects.order_by("pk").first()
    assert pertama is not None
    StandarNasional.objects.create(indikator=pertama, tahun=2024, nilai=75)
    PengecualianMutu.objects.create(indikator=pertama, butir=MutuIndikator.CARA, alasan="Ada di pedoman.")
    PenetapanIku.objects.create(renstra=renstra, tempat="Pangkalpinang")
    pohon = PohonKinerja.objects.create(renstra=renstra)
    puncak = Kondisi.objects.create(pohon=pohon, urut=1, jenjang=JenjangKondisi.AKHIR, uraian="Pemilu dipercaya")
    bawah = Kondisi.objects.create(
        pohon=pohon, induk=puncak, urut=2, jenjang=JenjangKondisi.FAKTOR, uraian="Data akurat"
    )
    bawah.indikator.add(pertama)
    bawah.sasaran.add(pertama.sasaran)
    bawah.unit.add(*pertama.pelaksana.all())
    Renstra.objects.create(  # a revision, so that which version counts is asked
        satker=renstra.satker, judul="Revisi", periode_awal=2020, periode_akhir=2024, menggantikan=renstra
    )
    return renstra


def isi(renstra: Renstra) -> Any:
    """Every cell of the export, and what the export does not hold."""
    acuan = Acuan(renstra.satker, renstra, renstra.tahun_periode)
    semua = Isi(renstra, acuan)
    sel = {n: [{k: str(v) for k, v in b.items() if k != "tanda"} for b in semua.baris(n)] for n in semua.lembar}
    kondisi = [
        (k.uraian, str(k.induk or ""), *(str(i) for i in k.indikator.all()), *(str(u) for u in k.unit.order_by("nama")))
        for k in Kondisi.objects.filter(pohon__renstra=renstra).order_by("uraian")
    ]
    return sel, kondisi, [p.alasan for p in PengecualianMutu.objects.filter(indikator__sasaran__renstra=renstra)]


def ekspor_fixture(tujuan: Path) -> Path:
    call_command("dumpdata", "renstra", natural_foreign=True, natural_primary=True, output=str(tujuan), verbosity=0)
    return tujuan


def kosongkan() -> None:
    """No plan, and the same organisation with other keys."""
    Renstra.objects.exclude(menggantikan=None).delete()
    hapus_renstra()
    Penugasan.objects.all().delete()
    Jabatan.objects.update(atasan=None)
    Jabatan.objects.all().delete()
    for unit in Unit.objects.order_by("-jalur"):
        unit.delete()
    Satuan.objects.all().delete()
    isi_acuan()
    pencatat = Pencatat()
    for folder in (FOLDER / "kpu", PANGKALPINANG):
        muat_organisasi(pencatat, baca_berkas(folder / "organisasi.yaml"))


def test_a_plan_goes_to_another_database_and_is_the_same(renstra: Renstra, tmp_path: Path) -> None:
    semula, unit = isi(renstra), set(Unit.objects.values_list("pk", flat=True))
    berkas = ekspor_fixture(tmp_path / "renstra.json")
    assert not any("pk" in baris for baris in json.loads(berkas.read_text("utf-8")))

    kosongkan()
    assert not Renstra.objects.exists()
    assert not unit & set(Unit.objects.values_list("pk", flat=True))
    call_command("loaddata", str(berkas), verbosity=0)

    asal, revisi = Renstra.objects.order_by("pk")
    assert isi(asal) == semula
    assert (revisi.judul, revisi.menggantikan) == ("Revisi", asal)
    assert len(semula[0]["Indikator"]) > 30


def test_loading_twice_changes_nothing_more(renstra: Renstra, tmp_path: Path) -> None:
    berkas = ekspor_fixture(tmp_path / "renstra.json")
    semula, banyak = isi(renstra), Sasaran.objects.count()
    call_command("loaddata", str(berkas), verbosity=0)
    assert (isi(renstra), Sasaran.objects.count()) == (semula, banyak)


def test_every_row_is_found_again_by_its_key(renstra: Renstra) -> None:
    for model in apps.get_app_config("renstra").get_models():
        if model.__name__ not in {"ImporRenstra", "AlasanPerubahan"}:
            assert hasattr(model, "natural_key"), f"{model.__name__}: one more line in renstra/kunci_alami.py"
            for satu in model._default_manager.all()[:5]:
                assert model._default_manager.get_by_natural_key(*satu.natural_key()) == satu
