"""The triggers in SQLite's words. Who acts is told by the functions that `jejak.sambungan` registers."""

from __future__ import annotations

from .bentuk import (
    KOLOM_JEJAK,
    PANJANG_MAKS,
    POTONGAN,
    Benda,
    Kolom,
    Tabel,
    berubah,
    kelompok,
    kutip,
    nilai_jejak,
    teks_sql,
)

KOLOM = "SELECT m.name, k.name FROM sqlite_master m JOIN pragma_table_info(m.name) k WHERE m.type = 'table'"
TERPASANG = """
    SELECT 'TRIGGER "' || name || '"', sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'jejak_*'
"""
_JEJAK = kutip("jejak_jejak")
_KONTEKS = {"pelaku_id": "id", "pelaku": "nama"}  # column → what the context calls it, where that differs


def susun_benda(semua: list[Tabel], tetap: str) -> list[Benda]:
    """All triggers; `tetap` is what the guards of the trail say."""
    tolak = f"SELECT RAISE(ABORT, {teks_sql(tetap)});"
    # INSERT OR REPLACE deletes a row without asking a trigger.
    ditimpa = f"WHEN EXISTS (SELECT 1 FROM {_JEJAK} WHERE id = NEW.id)"  # noqa: S608
    penjaga = [
        _pemicu("jejak_tetap_ubah", f"BEFORE UPDATE ON {_JEJAK}", tolak),
        _pemicu("jejak_tetap_hapus", f"BEFORE DELETE ON {_JEJAK}", tolak),
        _pemicu("jejak_tetap_timpa", f"BEFORE INSERT ON {_JEJAK} {ditimpa}", tolak),
    ]
    return penjaga + [benda for tabel in semua for benda in _tiga(tabel)]


def _tiga(t: Tabel) -> list[Benda]:
    nama, pada = f"jejak_catat_{t.nama}", f"ON {kutip(t.nama)}"
    beda = "OLD.status IS NOT NEW.status"
    aksi = f"CASE WHEN {beda} THEN 'transisi' ELSE 'ubah' END" if t.beralur else "'ubah'"
    buat = _tulis(t, "NEW", tindakan="'buat'", sebelum="NULL", sesudah=_objek(t, "NEW"))
    hapus = _tulis(t, "OLD", tindakan="'hapus'", sebelum=_objek(t, "OLD"), sesudah="NULL")
    ubah = _tulis(t, "NEW", tindakan=aksi, sebelum=_ubahan(t, "OLD"), sesudah=_ubahan(t, "NEW"))
    return [
        _pemicu(f"{nama}_buat", f"AFTER INSERT {pada}", buat),
        _pemicu(f"{nama}_ubah", f"AFTER UPDATE {pada} WHEN {berubah(t, 'IS NOT')}", ubah),
        _pemicu(f"{nama}_hapus", f"AFTER DELETE {pada}", hapus),
    ]


def _pemicu(nama: str, kapan: str, isi: str) -> Benda:
    sql = f"CREATE TRIGGER {kutip(nama)} {kapan} BEGIN {isi} END"
    return Benda(f"TRIGGER {kutip(nama)}", sql, sql)


def _tulis(tabel: Tabel, baris: str, **nilai: str) -> str:
    waktu = "strftime('%Y-%m-%d %H:%M:%f', 'now')"  # UTC, as Django stores it
    isi = nilai_jejak(_umum, tabel, baris, waktu=waktu, **nilai)
    return f"INSERT INTO {_JEJAK} ({', '.join(KOLOM_JEJAK)}) VALUES ({isi});"  # noqa: S608


def _umum(kolom: str) -> str:
    return f"sakip_pelaku({teks_sql(_KONTEKS.get(kolom, kolom))})"


def _objek(tabel: Tabel, baris: str) -> str:
    """A JSON object of the row's recorded columns."""
    pertama, *lain = kelompok([f"{teks_sql(k.nama)}, {_nilai(k, baris)}" for k in tabel.kolom], 40)
    sql = f"json_object({', '.join(pertama)})"
    for pasangan in lain:
        sql = f"json_set({sql}, {', '.join(p.replace(chr(39), chr(39) + '$.', 1) for p in pasangan)})"
    return sql


def _ubahan(tabel: Tabel, baris: str) -> str:
    """The same, of the columns that changed only."""
    sql = _objek(tabel, baris)
    sama = [
        f"CASE WHEN OLD.{kutip(k.nama)} IS NEW.{kutip(k.nama)} THEN '$.{k.nama}' ELSE '$.-' END" for k in tabel.kolom
    ]
    for jalan in kelompok(sama, 80):
        sql = f"json_remove({sql}, {', '.join(jalan)})"
    return sql


def _nilai(kolom: Kolom, baris: str) -> str:
    n = f"{baris}.{kutip(kolom.nama)}"
    potong = f"substr({n}, 1, {PANJANG_MAKS}) || {teks_sql(POTONGAN)} || length({n}) || ']'"
    match kolom.jenis:
        case "rahasia":
            return f"sakip_sidik({n})"
        case "teks":
            return f"CASE WHEN length({n}) > {PANJANG_MAKS} THEN {potong} ELSE {n} END"
        case "json":
            return f"CASE WHEN length({n}) > {PANJANG_MAKS} THEN {potong} ELSE json({n}) END"
        case _:
            return n
