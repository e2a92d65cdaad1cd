"""Writing a plan: all of it or nothing, in batches. The database's own rules have the last word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from sakip.sisip import berkelompok

from ..models import Jabatan, Pejabat, Pengguna, Penugasan, Satker, Unit
from .pohon import tingkat
from .rencana import Rencana

KELOMPOK = 1_000  # rows per statement; SQLite takes fewer by itself
MODEL: dict[str, type[models.Model]] = {
    "Satker": Satker,
    "Unit": Unit,
    "Jabatan": Jabatan,
    "Pejabat": Pejabat,
    "Penugasan": Penugasan,
    "Pengguna": Pengguna,
}


def kunci_tabel() -> None:
    """Nobody else writes these tables until the end of the transaction, so that what was checked stays true.

    SQLite has one writer at a time anyway (IMMEDIATE). Reading goes on.
    """
    if connection.vendor == "postgresql":
        tabel = ", ".join(model._meta.db_table for model in MODEL.values())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tabel} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def tulis(rencana: Rencana) -> None:
    """Write every row that is new or changed. Rows that others refer to come first."""
    _tulis_bertingkat(rencana, "Satker", lambda s: s.induk)
    _parkir_jalur(rencana)
    _tulis_bertingkat(rencana, "Unit", lambda u: u.induk)
    _tulis_bertingkat(rencana, "Jabatan", lambda j: j.atasan)
    _buat(rencana, "Pejabat")
    _ubah(rencana, "Pejabat")
    _ubah(rencana, "Penugasan")  # first: one that ends makes room for the next
    _buat(rencana, "Penugasan")
    _lepas_pejabat(rencana)
    _ubah(rencana, "Pengguna")
    for baris in rencana.baru("Pengguna"):
        baris.objek.password = make_password(None)  # unusable; cheap, unlike hashing one
    _buat(rencana, "Pengguna")


def _tulis_bertingkat(rencana: Rencana, lembar: str, di_atas: Any) -> None:
    """New rows level by level, then changed ones, which may hang below new ones, then those that move along."""
    baru = [r.objek for r in rencana.baru(lembar)]
    dalam = tingkat(baru, lambda o: _baru(di_atas(o)))
    per_tingkat: defaultdict[int, list[Any]] = defaultdict(list)
    for objek in baru:
        per_tingkat[dalam[id(objek)]].append(objek)
    for ke in sorted(per_tingkat):
        _sisipkan(lembar, per_tingkat[ke])
    _ubah(rencana, lembar)
    if pindah := [objek for objek, _ in rencana.pindah.get(lembar, [])]:
        MODEL[lembar]._default_manager.bulk_update(pindah, ["jalur"], batch_size=KELOMPOK)


def _baru(objek: Any) -> Any:
    return objek if objek is not None and objek.pk is None else None


def _buat(rencana: Rencana, lembar: str) -> None:
    _sisipkan(lembar, [r.objek for r in rencana.baru(lembar)])


def _sisipkan(lembar: str, objek: Sequence[Any]) -> None:
    if objek:
        MODEL[lembar]._default_manager.bulk_create(objek, batch_size=KELOMPOK)


def _ubah(rencana: Rencana, lembar: str) -> None:
    """Changed rows get the next version: whoever has one of them open is told."""
    berubah = rencana.berubah(lembar)
    if not berubah:
        return
    for baris in berubah:
        baris.objek.versi += 1
    bidang = sorted(set().union(*(baris.bidang for baris in berubah)) | {"versi"})
    objek = [baris.objek for baris in berubah]
    MODEL[lembar]._default_manager.bulk_update(objek, bidang, batch_size=KELOMPOK)


def _parkir_jalur(rencana: Rencana) -> None:
    """Units that change places would meet on the way, and two units must not share a path: they step aside first."""
    ditinggalkan = {(unit.satker_id, lama) for unit, lama in rencana.pindah["Unit"]}
    tujuan = {(unit.satker_id, unit.jalur) for unit, _ in rencana.pindah["Unit"]}
    tujuan |= {(r.objek.satker_id, r.objek.jalur) for r in rencana.baru("Unit")}
    if ditinggalkan & tujuan:
        sementara = Concat(Value("~"), Cast(F("pk"), CharField()))
        for kelompok in berkelompok([unit.pk for unit, _ in rencana.pindah["Unit"]]):
            Unit.objects.filter(pk__in=kelompok).update(jalur=sementara)


def _lepas_pejabat(rencana: Rencana) -> None:
    """A pejabat that goes from one login to another is let go first: each has one login at most."""
    ganti = [r.objek for r in rencana.berubah("Pengguna") if "pejabat" in r.bidang]
    for kelompok in berkelompok([p.pejabat_id for p in ganti if p.pejabat_id]):
        Pengguna.objects.filter(pejabat__in=kelompok).update(pejabat=None)
