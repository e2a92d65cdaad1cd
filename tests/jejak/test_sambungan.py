"""The right name stands behind every write, whatever happened on the connection before."""

import threading

import pytest
from django.db import connection, transaction

from jejak.sambungan import konteks, sidik
from organisasi.models import KopSurat
from sakip.pelaku import Pelaku, sebagai
from tests import pabrik
from tests.jejak.conftest import terakhir

BUDI, SRI = Pelaku(1, "Budi"), Pelaku(2, "Sri")
khusus_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")


@pytest.fixture
def kop(satker):
    return pabrik.KopSuratFactory(satker=satker)


def ubah(alamat):
    KopSurat.objects.update(alamat=alamat)
    return terakhir().pelaku


def test_without_anybody_it_is_the_system(kop):
    assert (ubah("x"), terakhir().pelaku_id) == ("Sistem", None)


def test_one_person_after_the_other_in_one_transaction(kop):
    with transaction.atomic():
        with sebagai(BUDI):
            assert ubah("a") == "Budi"
        with sebagai(SRI):
            assert ubah("b") == "Sri"
        assert ubah("c") == "Sistem"


def test_a_rollback_does_not_bring_the_one_before_back(kop):
    with sebagai(BUDI):
        ubah("a")
    with transaction.atomic():
        with sebagai(SRI):
            ubah("b")
        transaction.set_rollback(True)
    assert ubah("c") == "Sistem"
    with sebagai(SRI):
        assert ubah("d") == "Sri"


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_is_right_too():
    kop = pabrik.KopSuratFactory()
    with sebagai(BUDI):
        kop.alamat = "baru"
        kop.save()
    assert terakhir().pelaku == "Budi"
    assert ubah("lain") == "Sistem"


@khusus_postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_stays_on_the_connection():
    """What bypasses the program's own cursor is not taken for the last person's."""
    pabrik.KopSuratFactory()
    with sebagai(BUDI):
        ubah("a")
        with connection.connection.cursor() as polos:
            polos.execute("UPDATE organisasi_kopsurat SET alamat = 'b'")
    assert terakhir().pelaku == f"Di luar aplikasi: {connection.settings_dict['USER']}"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite only")
def test_what_bypasses_the_cursor_still_asks_who_acts_now(kop):
    with sebagai(BUDI):
        ubah("a")
    with sebagai(SRI):
        connection.connection.execute("UPDATE organisasi_kopsurat SET alamat = 'b'")
    assert terakhir().pelaku == "Sri"


@khusus_postgres
def test_the_answer_is_that_of_the_statement(kop):
    with connection.cursor() as cursor, sebagai(BUDI):
        cursor.execute("UPDATE organisasi_kopsurat SET alamat = %s RETURNING id, alamat", ["x"])
        assert (cursor.rowcount, cursor.fetchall()) == (1, [(kop.pk, "x")])


@khusus_postgres
def test_a_composed_statement_is_carried_too(kop):
    from psycopg2 import sql

    perintah = sql.SQL("UPDATE {} SET alamat = %s").format(sql.Identifier("organisasi_kopsurat"))
    with connection.cursor() as cursor, sebagai(BUDI):
        cursor.execute(perintah, ["100%"])
    assert (terakhir().pelaku, terakhir().sesudah) == ("Budi", {"alamat": "100%"})


@khusus_postgres
def test_execute_values_is_carried_too(satker):
    from psycopg2.extras import execute_values

    kolom = "satker_id, kode, alamat, telepon, email, versi"
    with connection.cursor() as cursor, sebagai(BUDI):
        execute_values(
            cursor, f"INSERT INTO organisasi_kopsurat ({kolom}) VALUES %s", [(satker.pk, "Z", "a", "", "", 1)]
        )
    assert (terakhir().pelaku, terakhir().sesudah["kode"]) == ("Budi", "Z")


@khusus_postgres
def test_a_named_cursor_still_reads(kop):
    """`.iterator()` opens a cursor that takes one SELECT only, whatever words it contains."""
    with transaction.atomic():
        baris = KopSurat.objects.extra(select={"x": "'update'"}).iterator(chunk_size=1)
        assert next(baris).x == "update"


def test_reading_carries_nothing(kop, django_assert_num_queries):
    def siapa():
        raise AssertionError("asked while reading")

    with sebagai(siapa), django_assert_num_queries(1):
        list(KopSurat.objects.all())


def test_another_thread_is_nobody_of_this_one():
    hasil = []
    with sebagai(BUDI):
        utas = threading.Thread(target=lambda: hasil.append(konteks()["nama"]))
        utas.start()
        utas.join()
    assert hasil == ["Sistem"]


def test_what_a_database_refuses_is_left_out(kop):
    with sebagai(Pelaku(1, "Bu\0di \ud800", asal="x" * 90, permintaan="y" * 90)):
        assert ubah("a") == "Budi ?"
    assert (len(terakhir().asal), len(terakhir().permintaan)) == (45, 32)


def test_a_fingerprint_is_short_and_of_nothing_for_nothing():
    assert (len(sidik("pbkdf2_sha256$…") or ""), sidik(None)) == (8, None)
