"""Every door that leads to a table leaves a trail, on whichever database the tests run."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from jejak import pemicu
from jejak.bentuk import kelompok
from jejak.daftar import DIABAIKAN, terdaftar
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.models import KopSurat, Satker
from pelaporan.models import Narasi, TabelPendukung
from renstra.models import Indikator, Renstra, Sasaran, TargetTahunan
from sakip.pelaku import dengan_alasan
from tests import pabrik
from tests.jejak.conftest import terakhir


@pytest.fixture
def kop(satker):
    return pabrik.KopSuratFactory(satker=satker, kode="A", alamat="Jalan Lama")


def jejak(obj):
    return list(Jejak.objects.filter(tabel=obj._meta.db_table, objek=str(obj.pk)).order_by("pk"))


# --- Doors ---------------------------------------------------------------------------------------------------------


def test_creating_stores_the_whole_row(satker, budi):
    kop = pabrik.KopSuratFactory(satker=satker, kode="A", alamat="Jalan Lama")
    (baris,) = jejak(kop)
    assert (baris.tindakan, baris.sebelum) == (Tindakan.BUAT, None)
    kolom = {ruas.column for ruas in KopSurat._meta.concrete_fields} - {"id", "versi"}
    assert set(baris.sesudah) == kolom
    assert (baris.sesudah["satker_id"], baris.sesudah["alamat"]) == (satker.pk, "Jalan Lama")


def test_every_row_says_who_for_whom_from_where_and_why(satker, budi):
    with dengan_alasan("Pindah kantor"):
        kop = pabrik.KopSuratFactory(satker=satker)
    (baris,) = jejak(kop)
    assert (baris.pelaku_id, baris.pelaku, baris.jabatan) == (7, "Budi", "Kepala Bagian")
    assert (baris.atas_nama, baris.atas_nama_id) == ("Sri", 3)
    assert (baris.asal, baris.permintaan, baris.alasan) == ("10.1.2.3", "abc123", "Pindah kantor")
    assert baris.waktu.tzinfo is not None


def test_saving_stores_only_what_changed(kop):
    kop.alamat = "Jalan Baru"
    kop.save()
    assert (terakhir().tindakan, terakhir().sebelum, terakhir().sesudah) == (
        Tindakan.UBAH,
        {"alamat": "Jalan Lama"},
        {"alamat": "Jalan Baru"},
    )


def test_update_is_caught(kop, budi):
    KopSurat.objects.filter(pk=kop.pk).update(alamat="Jalan Baru")
    assert (terakhir().sesudah, terakhir().pelaku) == ({"alamat": "Jalan Baru"}, "Budi")


def test_bulk_create_is_caught(satker, budi):
    KopSurat.objects.bulk_create([KopSurat(satker=satker, kode=f"K{n}", alamat="x") for n in range(3)])
    baris = Jejak.objects.filter(tabel=KopSurat._meta.db_table, tindakan=Tindakan.BUAT, pelaku="Budi")
    assert [b.sesudah["kode"] for b in baris.order_by("pk")] == ["K0", "K1", "K2"]


def test_bulk_update_is_caught(satker, budi):
    kop = [pabrik.KopSuratFactory(satker=satker, alamat="lama") for _ in range(2)]
    for satu in kop:
        satu.alamat = f"baru {satu.pk}"
    KopSurat.objects.bulk_update(kop, ["alamat"])
    assert [jejak(satu)[-1].sesudah for satu in kop] == [{"alamat": f"baru {satu.pk}"} for satu in kop]


def test_an_upsert_is_caught(kop, budi):
    ubahan = KopSurat(pk=kop.pk, satker=kop.satker, kode="A", alamat="Jalan Baru")
    KopSurat.objects.bulk_create([ubahan], update_conflicts=True, update_fields=["alamat"], unique_fields=["id"])
    assert (terakhir().tindakan, terakhir().sesudah) == (Tindakan.UBAH, {"alamat": "Jalan Baru"})


@pytest.mark.parametrize("params", [["50% Baru", True], {"alamat": "50% Baru", "ya": True}])
def test_raw_sql_is_caught(kop, budi, params):
    tanda = ("%s", "%s") if isinstance(params, list) else ("%(alamat)s", "%(ya)s")
    with connection.cursor() as cursor:
        cursor.execute(f"/* catatan */ UPDATE organisasi_kopsurat SET alamat = {tanda[0]} WHERE {tanda[1]}", params)
        assert cursor.rowcount == 1
    assert (terakhir().sesudah, terakhir().pelaku) == ({"alamat": "50% Baru"}, "Budi")


def test_raw_sql_without_parameters_is_caught(kop, budi):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisasi_kopsurat SET alamat = '50% Baru'")
    assert (terakhir().sesudah, terakhir().pelaku) == ({"alamat": "50% Baru"}, "Budi")


def test_raw_sql_for_many_rows_is_caught(kop, budi):
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE organisasi_kopsurat SET alamat = %s", [["satu"], ["dua"]])
    assert [(b.sesudah["alamat"], b.pelaku) for b in jejak(kop)[1:]] == [("satu", "Budi"), ("dua", "Budi")]


def test_a_writing_cte_is_caught(kop, budi):
    if connection.vendor == "sqlite":
        sql = "WITH baru(a) AS (SELECT 'Baru') UPDATE organisasi_kopsurat SET alamat = (SELECT a FROM baru)"
    else:
        sql = "WITH u AS (UPDATE organisasi_kopsurat SET alamat = 'Baru' RETURNING id) SELECT id FROM u"
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert (terakhir().sesudah, terakhir().pelaku) == ({"alamat": "Baru"}, "Budi")


def test_deleting_stores_the_whole_row(kop, budi):
    pk = kop.pk
    kop.delete()
    assert (terakhir().tindakan, terakhir().objek, terakhir().sesudah) == (Tindakan.HAPUS, str(pk), None)
    assert terakhir().sebelum["alamat"] == "Jalan Lama"


def test_a_cascade_leaves_a_row_of_every_part_at_its_satker(satker, budi):
    renstra = pabrik.RenstraFactory(satker=satker)
    pabrik.TargetTahunanFactory(indikator__sasaran__renstra=renstra)
    renstra.delete()
    hapus = Jejak.objects.filter(tindakan=Tindakan.HAPUS, pelaku="Budi")
    tabel = {b.tabel for b in hapus}
    assert tabel == {m._meta.db_table for m in (Renstra, Sasaran, Indikator, TargetTahunan)}
    assert {b.satker_id for b in hapus} == {satker.pk}
    assert {b.induk_objek for b in hapus if b.tabel == TargetTahunan._meta.db_table} == {
        hapus.get(tabel=Renstra._meta.db_table).objek
    }


def test_many_to_many_is_caught(satker, unit, budi):
    indikator = pabrik.IndikatorFactory(sasaran__renstra__satker=satker)
    indikator.pelaksana.add(unit)
    baris = terakhir()
    assert (baris.tindakan, baris.tabel) == (Tindakan.BUAT, Indikator.pelaksana.through._meta.db_table)
    assert baris.sesudah == {"indikator_id": indikator.pk, "unit_id": unit.pk}
    assert (baris.satker_id, baris.induk_objek) == (satker.pk, str(indikator.sasaran.renstra_id))
    indikator.pelaksana.clear()
    assert (terakhir().tindakan, terakhir().sebelum) == (Tindakan.HAPUS, baris.sesudah)


def test_a_transition_is_told_apart_and_has_its_note(unit, kepala_unit, perencana, budi):
    perjanjian = pabrik.PerjanjianFactory(unit=unit, pihak_kedua=kepala_unit.pejabat.penugasan.get())
    perjanjian.ajukan(oleh=perencana)
    perjanjian.kembalikan(oleh=kepala_unit, catatan="Target keliru")
    ajukan, kembali = jejak(perjanjian)[-2:]
    assert (ajukan.tindakan, ajukan.alasan) == (Tindakan.TRANSISI, "")
    assert (kembali.tindakan, kembali.alasan) == (Tindakan.TRANSISI, "Target keliru")
    assert (kembali.sebelum["status"], kembali.sesudah["status"]) == ("diajukan", "dikembalikan")


def test_a_status_that_is_no_workflow_is_a_plain_change(unit):
    penugasan = pabrik.PenugasanFactory(jabatan__unit=unit)
    type(penugasan).objects.filter(pk=penugasan.pk).update(status="plt")
    assert terakhir().tindakan == Tindakan.UBAH


# --- What is not recorded ------------------------------------------------------------------------------------------


def test_saving_without_a_change_leaves_nothing(kop):
    sebelum = Jejak.objects.count()
    kop.save()
    KopSurat.objects.update(alamat=F("alamat"))
    assert Jejak.objects.count() == sebelum


def test_ignored_columns_leave_nothing(db):
    target = pabrik.TargetTahunanFactory(nilai=90)
    sebelum = Jejak.objects.count()
    target.simpan_versi(1, nilai=90)
    assert (target.versi, Jejak.objects.count()) == (2, sebelum)
    target.simpan_versi(2, nilai=Decimal("95.5"))
    assert set(terakhir().sesudah) == {"nilai"}


def test_nothing_of_a_rolled_back_change_remains(kop, budi):
    sebelum = Jejak.objects.count()
    with transaction.atomic():
        KopSurat.objects.update(alamat="Jalan Baru")
        assert Jejak.objects.count() == sebelum + 1
        transaction.set_rollback(True)
    assert Jejak.objects.count() == sebelum


def test_a_secret_leaves_only_a_fingerprint(satker):
    user = pabrik.PenggunaFactory(satker=satker)
    lama = user.password
    user.set_password("sandi baru sekali")
    user.save()
    sidik = terakhir()
    assert set(sidik.sesudah) == {"password"}
    assert sidik.sebelum["password"] != sidik.sesudah["password"]
    assert len(sidik.sesudah["password"]) == 8
    semua = str(list(Jejak.objects.values_list("sebelum", "sesudah")))
    assert lama not in semua
    assert user.password not in semua
    assert pabrik.SANDI not in semua


def test_a_long_text_is_cut_and_a_change_behind_the_cut_is_still_seen(satker):
    narasi = Narasi.objects.create(laporan=pabrik.LaporanFactory(satker=satker), kunci="pendahuluan", isi="a" * 30_000)
    isi = terakhir().sesudah["isi"]
    assert isi.endswith(" … [dipotong; panjang seluruhnya 30000]")
    assert len(isi) < 20_100
    Narasi.objects.filter(pk=narasi.pk).update(isi="a" * 29_999 + "b")
    assert set(terakhir().sesudah) == {"isi"}


# --- Values --------------------------------------------------------------------------------------------------------


def test_a_table_of_any_width_is_recorded(satker, monkeypatch):
    """Databases limit the arguments of a function, so wide rows are put together in pieces."""
    monkeypatch.setattr(f"jejak.{connection.vendor}.kelompok", lambda isi, ukuran: kelompok(isi, 3))
    assert pemicu.pasang()
    renstra = pabrik.RenstraFactory(satker=satker, judul="Renstra A")
    Renstra.objects.filter(pk=renstra.pk).update(judul="Renstra B", alasan_revisi="Salah ketik")
    buat, ubah = jejak(renstra)
    assert set(buat.sesudah) == {r.column for r in Renstra._meta.concrete_fields} - {"id", *DIABAIKAN}
    assert ubah.sebelum == {"judul": "Renstra A", "alasan_revisi": ""}
    assert ubah.sesudah == {"judul": "Renstra B", "alasan_revisi": "Salah ketik"}


def test_numbers_come_back_exactly(db):
    pabrik.TargetTahunanFactory(nilai=Decimal("12345678.123456"))
    assert terakhir().sesudah["nilai"] == Decimal("12345678.123456")


def test_json_is_stored_as_json(satker):
    TabelPendukung.objects.create(
        laporan=pabrik.LaporanFactory(satker=satker),
        kunci="pendahuluan",
        urut=1,
        judul="Tabel",
        kolom=["No", "Nama"],
        baris=[["1", 'Ani "A"']],
    )
    assert (terakhir().sesudah["kolom"], terakhir().sesudah["baris"]) == (["No", "Nama"], [["1", 'Ani "A"']])


def test_text_with_quotes_and_backslashes_survives(kop, budi):
    aneh = """O'Brien "x" \\ %s \n 100% é"""
    with dengan_alasan(aneh):
        KopSurat.objects.update(alamat=aneh)
    assert (terakhir().sesudah["alamat"], terakhir().alasan) == (aneh, aneh)


def test_a_satker_belongs_to_itself(satker):
    Satker.objects.filter(pk=satker.pk).update(tempat="Curup")
    assert terakhir().satker_id == satker.pk


def test_master_data_belongs_to_no_satker(db):
    pabrik.SatuanFactory()
    assert terakhir().satker_id is None


# --- Guards --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sql", ["UPDATE jejak_jejak SET pelaku = 'x'", "DELETE FROM jejak_jejak"])
def test_the_database_refuses_to_change_the_trail(kop, sql):
    with (
        pytest.raises(DatabaseError, match="tidak dapat diubah atau dihapus"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Jejak.objects.exists()


def test_the_database_refuses_to_empty_or_replace_the_trail(kop):
    sql = {
        "sqlite": "INSERT OR REPLACE INTO jejak_jejak SELECT * FROM jejak_jejak",
        "postgresql": "TRUNCATE jejak_jejak",
    }[connection.vendor]
    with (
        pytest.raises(DatabaseError, match="tidak dapat diubah atau dihapus"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


# --- Installing ----------------------------------------------------------------------------------------------------


def test_every_trigger_is_there(db):
    assert pemicu.periksa() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'jejak%'")
            harapan = 3 * len(terdaftar()) + 3
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'jejak%'")
            harapan = len(terdaftar()) + 2
        assert cursor.fetchone() == (harapan,)


def test_a_missing_trigger_is_named_and_put_back(db):
    nama = {
        "sqlite": 'TRIGGER "jejak_catat_organisasi_kopsurat_ubah"',
        "postgresql": 'TRIGGER "jejak_catat" ON "organisasi_kopsurat"',
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {nama}")
    assert pemicu.periksa() == [nama]
    assert pemicu.pasang() == 1
    assert pemicu.periksa() == []


def test_a_stale_trigger_is_replaced(db, monkeypatch):
    monkeypatch.setattr("jejak.bentuk.PANJANG_MAKS", 5)
    monkeypatch.setattr(f"jejak.{connection.vendor}.PANJANG_MAKS", 5)
    assert pemicu.periksa()
    pemicu.pasang()
    renstra = pabrik.RenstraFactory(visi="Sejahtera")
    assert jejak(renstra)[0].sesudah["visi"].startswith("Sejah … [dipotong")


def test_what_is_no_longer_registered_is_dropped(satker, monkeypatch):
    semua = terdaftar()
    del semua[KopSurat._meta.db_table]
    monkeypatch.setattr("jejak.bentuk.terdaftar", lambda: semua)
    assert pemicu.pasang()
    sebelum = Jejak.objects.count()
    pabrik.KopSuratFactory(satker=satker)
    assert Jejak.objects.count() == sebelum


def test_installing_again_changes_nothing(db):
    assert pemicu.pasang() == 0


def test_taking_out_leaves_no_trigger(db):
    pemicu.lepas()
    sebelum = Jejak.objects.count()
    pabrik.KopSuratFactory()
    assert Jejak.objects.count() == sebelum


def test_a_lookup_whose_table_is_missing_does_not_stop_the_write(satker, monkeypatch):
    """A database that is migrated half of the way can still be written."""
    asli = pemicu.susun_tabel
    monkeypatch.setattr(
        pemicu, "susun_tabel", lambda ada: asli({t: k for t, k in ada.items() if t != "renstra_sasaran"})
    )
    pemicu.pasang()
    indikator = pabrik.IndikatorFactory(sasaran__renstra__satker=satker)
    (baris,) = jejak(indikator)
    assert (baris.satker_id, baris.induk_objek) == (None, "")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite only")
def test_replacing_a_row_tells_of_the_one_that_went(kop):
    """SQLite's REPLACE deletes silently unless triggers may follow each other."""
    lama = Jejak.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("REPLACE INTO organisasi_kopsurat SELECT * FROM organisasi_kopsurat WHERE id = %s", [kop.pk])
    tindakan = list(Jejak.objects.order_by("pk").values_list("tindakan", flat=True))[lama:]
    assert tindakan == ["hapus", "buat"]
