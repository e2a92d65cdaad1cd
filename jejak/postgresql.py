"""The triggers in PostgreSQL's words: one function per table. Who acts comes with the statement (`jejak.sambungan`)."""

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

KOLOM = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND a.attnum > 0 AND NOT a.attisdropped
"""
#: A trigger is told by its function, its kind (tgtype) and whether it is switched on (O: for everybody).
TERPASANG = """
    SELECT 'FUNCTION "' || proname || '"', prosrc FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'jejak_')
    UNION ALL
    SELECT 'TRIGGER "' || t.tgname || '" ON "' || c.relname || '"',
    p.proname || ' ' || t.tgtype || ' ' || t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE c.relnamespace = current_schema()::regnamespace AND starts_with(t.tgname, 'jejak_') AND NOT t.tgisinternal
"""
_JEJAK = "jejak_jejak"
_KONTEKS = {
    "pelaku_id": "(p->>'id')::bigint",
    "pelaku": "coalesce(p->>'nama', 'Di luar aplikasi: ' || session_user)",
    "atas_nama_id": "(p->>'atas_nama_id')::bigint",
    "asal": "coalesce(p->>'asal', host(inet_client_addr()), '')",
}


def susun_benda(semua: list[Tabel], tetap: str) -> list[Benda]:
    """All functions and triggers; `tetap` is what the guards of the trail say."""
    tolak = f" BEGIN RAISE EXCEPTION {teks_sql(tetap)} USING ERRCODE = 'restrict_violation'; END "
    penjaga = [
        _fungsi("jejak_tetap", tolak),
        _pemicu("jejak_tetap", "BEFORE UPDATE OR DELETE", _JEJAK, "ROW", "jejak_tetap", 27),
        _pemicu("jejak_tetap_kosong", "BEFORE TRUNCATE", _JEJAK, "STATEMENT", "jejak_tetap", 34),
    ]
    return penjaga + [benda for tabel in semua for benda in _dua(tabel)]


def _dua(t: Tabel) -> list[Benda]:
    nama = f"jejak_catat_{t.nama}"
    assert len(nama) <= 63, f"{nama}: PostgreSQL would cut the name"
    return [
        _fungsi(nama, _badan(t)),
        _pemicu("jejak_catat", "AFTER INSERT OR UPDATE OR DELETE", t.nama, "ROW", nama, 29),
    ]


def _fungsi(nama: str, badan: str) -> Benda:
    sql = f"CREATE OR REPLACE FUNCTION {kutip(nama)}() RETURNS trigger LANGUAGE plpgsql AS $jejak${badan}$jejak$"
    return Benda(f"FUNCTION {kutip(nama)}", badan, sql)


def _pemicu(nama: str, kapan: str, tabel: str, tiap: str, fungsi: str, jenis: int) -> Benda:
    pada = f"{kutip(nama)} {kapan} ON {kutip(tabel)}"
    sql = f"CREATE TRIGGER {pada} FOR EACH {tiap} EXECUTE FUNCTION {kutip(fungsi)}()"
    return Benda(f"TRIGGER {kutip(nama)} ON {kutip(tabel)}", f"{fungsi} {jenis} O", sql)


def _badan(t: Tabel) -> str:
    beda = 'OLD."status" IS DISTINCT FROM NEW."status"'
    aksi = f"CASE WHEN {beda} THEN 'transisi' ELSE 'ubah' END" if t.beralur else "'ubah'"
    sama = ", ".join(
        f"CASE WHEN OLD.{kutip(k.nama)} IS NOT DISTINCT FROM NEW.{kutip(k.nama)} THEN {teks_sql(k.nama)} END"
        for k in t.kolom
    )
    return f"""
DECLARE
  p jsonb := nullif(current_setting('sakip.pelaku', true), '')::jsonb;
  sama text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    {_tulis(t, "NEW", tindakan="'buat'", sebelum="NULL", sesudah=_objek(t, "NEW"))}
  ELSIF TG_OP = 'DELETE' THEN
    {_tulis(t, "OLD", tindakan="'hapus'", sebelum=_objek(t, "OLD"), sesudah="NULL")}
  ELSIF {berubah(t, "IS DISTINCT FROM")} THEN
    sama := array_remove(ARRAY[{sama}]::text[], NULL);
    {_tulis(t, "NEW", tindakan=aksi, sebelum=_objek(t, "OLD") + " - sama", sesudah=_objek(t, "NEW") + " - sama")}
  END IF;
  RETURN NULL;
END
"""


def _tulis(tabel: Tabel, baris: str, **nilai: str) -> str:
    isi = nilai_jejak(_umum, tabel, baris, waktu="clock_timestamp()", **nilai)
    return f"INSERT INTO {kutip(_JEJAK)} ({', '.join(KOLOM_JEJAK)}) VALUES ({isi});"  # noqa: S608


def _umum(kolom: str) -> str:
    return _KONTEKS.get(kolom, f"coalesce(p->>{teks_sql(kolom)}, '')")


def _objek(tabel: Tabel, baris: str) -> str:
    """A JSON object of the row's recorded columns."""
    pasangan = kelompok([f"{teks_sql(k.nama)}, {_nilai(k, baris)}" for k in tabel.kolom], 40)
    return "(" + " || ".join(f"jsonb_build_object({', '.join(p)})" for p in pasangan) + ")"


def _nilai(kolom: Kolom, baris: str) -> str:
    n = f"{baris}.{kutip(kolom.nama)}"
    teks = f"CAST({n} AS text)"
    potong = f"left({teks}, {PANJANG_MAKS}) || {teks_sql(POTONGAN)} || length({teks}) || ']'"
    match kolom.jenis:
        case "rahasia":
            return f"left(md5({teks}), 8)"
        case "teks":
            return f"CASE WHEN length({teks}) > {PANJANG_MAKS} THEN {potong} ELSE {n} END"
        case "json":
            return f"CASE WHEN length({teks}) > {PANJANG_MAKS} THEN to_jsonb({potong}) ELSE {n} END"
        case _:
            return n
