"""No table of ours is forgotten."""

import tomllib

import pytest
from django.apps import apps
from django.conf import settings

from jejak.daftar import DIABAIKAN, TIDAK_DIJEJAK, daftarkan, terdaftar
from organisasi.models import KopSurat

KITA = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]


def model_kita():
    return [
        model
        for config in apps.get_app_configs()
        if config.label in KITA
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


@pytest.mark.parametrize("model", model_kita(), ids=lambda m: m._meta.label)
def test_every_model_leaves_a_trail_or_says_why_not(model):
    dijejak, alasan = model._meta.db_table in terdaftar(), TIDAK_DIJEJAK.get(model._meta.label)
    assert dijejak != bool(alasan), f"{model._meta.label}: daftarkan di apps.py, atau sebutkan alasannya di kecuali"


def test_reasons_are_given_for_models_that_exist():
    assert set(TIDAK_DIJEJAK) <= {model._meta.label for model in model_kita()}


def test_every_lookup_can_be_followed():
    """A wrong name would raise here and not at somebody's write."""
    from jejak.bentuk import susun_tabel

    ada = {m._meta.db_table: {f.column for f in m._meta.concrete_fields} for m in model_kita()}
    tanpa = {t.nama for t in susun_tabel(ada) if t.satker == "NULL"}
    assert tanpa == {
        *("renstra_satuan", "renstra_skala", "renstra_tingkatskala", "anggaran_sumberdana", "dokumen_otoritas"),
    } | {t for t in tanpa if t.startswith("organisasi_acuan")}


def test_parts_belong_to_the_satker_of_their_document():
    isi = terdaftar()["renstra_targettahunan"]
    assert (isi.satker, isi.induk) == ("indikator__sasaran__renstra__satker", "indikator__sasaran__renstra")


def test_many_to_many_tables_come_with_their_model():
    isi = terdaftar()["renstra_indikator_pelaksana"]
    assert (isi.satker, isi.induk) == ("indikator__sasaran__renstra__satker", "indikator__sasaran__renstra")


def test_own_ignored_columns_come_on_top(monkeypatch):
    monkeypatch.setattr("jejak.daftar._DAFTAR", {})
    daftarkan("organisasi.KopSurat", satker="satker", abaikan=["telepon"])
    assert terdaftar()[KopSurat._meta.db_table].abaikan == (*DIABAIKAN, "telepon")
