"""Migrations, the check and the command keep the triggers in place."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import connection, models

from jejak import migrasi, pemicu
from jejak.models import Jejak
from organisasi.models import KopSurat
from tests import pabrik
from tests.jejak.conftest import terakhir


def kurangi():
    pemicu.lepas()
    assert pemicu.periksa()


def test_migrate_puts_missing_triggers_back(db):
    kurangi()
    call_command("migrate", "contenttypes", verbosity=0)
    assert pemicu.periksa() == []


def test_triggers_are_away_only_while_something_is_migrated(db):
    """SQLite could not rebuild a table with them; a `migrate` that has nothing to do leaves them alone."""
    pertama, *_, akhir = migrasi._dengan_model()
    migrasi.sebelum(pertama, "default", plan=[])
    migrasi.sebelum(akhir, "default", plan=["sesuatu"])
    assert pemicu.periksa() == []
    migrasi.sebelum(pertama, "default", plan=["sesuatu"])
    assert pemicu.periksa()
    migrasi.sesudah(pertama, "default")
    assert pemicu.periksa()
    migrasi.sesudah(akhir, "default")
    assert pemicu.periksa() == []


@pytest.mark.django_db(transaction=True)
def test_a_table_can_be_rebuilt_between():
    kop = pabrik.KopSuratFactory(alamat="Jalan Lama")
    ruas = KopSurat._meta.get_field("telepon")
    baru = models.CharField("telepon", max_length=61, blank=True)
    baru.set_attributes_from_name("telepon")
    pemicu.lepas()
    for lama, kini in ((ruas, baru), (baru, ruas)):
        with connection.schema_editor() as editor:
            editor.alter_field(KopSurat, lama, kini)
    pemicu.pasang()
    KopSurat.objects.filter(pk=kop.pk).update(alamat="Jalan Baru")
    assert terakhir().sesudah == {"alamat": "Jalan Baru"}


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused_outside_of_tests():
    pabrik.KopSuratFactory()
    with pytest.raises(CommandError, match="couldn't be flushed"):
        call_command("flush", verbosity=0, interactive=False)
    assert KopSurat.objects.exists()
    pemicu.lepas_penjaga()
    call_command("flush", verbosity=0, interactive=False)
    assert not Jejak.objects.exists()
    assert pemicu.periksa() == []


def test_the_check_speaks_for_a_database_that_is_asked_for(db):
    assert run_checks(tags=[Tags.database], databases=["default"]) == []
    kurangi()
    (peringatan,) = run_checks(tags=[Tags.database], databases=["default"])
    assert (peringatan.id, peringatan.hint) == (
        "jejak.W001",
        "Jalankan: bin/manage migrate (atau bin/manage jejak pasang).",
    )
    assert run_checks(tags=[Tags.database]) == []


def test_the_command_names_what_is_missing_and_mends_it(db, capsys):
    call_command("jejak", "periksa")
    assert "Semua pemicu terpasang" in capsys.readouterr().out
    kurangi()
    with pytest.raises(CommandError, match="hilang atau usang"):
        call_command("jejak", "periksa")
    call_command("jejak", "pasang")
    assert "perbaikan" in capsys.readouterr().out
    assert pemicu.periksa() == []


def test_the_check_is_fast(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        pemicu.periksa()


@pytest.mark.django_db(transaction=True)
def test_before_its_table_exists_there_is_nothing_to_do(monkeypatch):
    with connection.schema_editor() as editor:
        pemicu.lepas()
        editor.delete_model(Jejak)
    try:
        assert pemicu.pasang() == 0
        with pytest.raises(CommandError, match="bin/manage migrate"):
            call_command("jejak", "periksa")
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Jejak)
        pemicu.pasang()
