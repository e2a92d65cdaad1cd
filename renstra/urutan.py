"""The numbers behind the order of rows in a Renstra: unique in their list, and never shared even for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Max, PositiveSmallIntegerField, Value, When

from .bagian import Bagian
from .models import Renstra, Sasaran

SAMPING = 16_000  # added to a number while its row steps aside, where all rows of a kind change at once


def urut_akhir(bagian: Bagian, objek: Any) -> int:
    """The number of a row that goes to the end of its list."""
    return _terbesar(bagian.model, bagian.lingkup, objek) + 1


def urutkan(bagian: Bagian, daftar: Sequence[Any]) -> None:
    """Let the rows of one list follow this order; they share out the numbers that they have."""
    if daftar:
        beri_urut(bagian.model, daftar, terbesar=_terbesar(bagian.model, bagian.lingkup, daftar[0]))


def rapikan_sasaran(renstra: Renstra) -> None:
    """Sasaran of all kinds share one numbering, which documents follow: let it follow the outline."""
    semua = list(Sasaran.objects.filter(renstra=renstra).select_related("tujuan", "program", "kegiatan__program"))
    semua.sort(key=_tempat)
    beri_urut(Sasaran, semua)


def _terbesar(model: Any, lingkup: str, objek: Any) -> int:
    milik = model._default_manager.filter(**{lingkup: getattr(objek, f"{lingkup}_id")})
    return milik.aggregate(m=Max("urut"))["m"] or 0


def beri_urut(model: Any, daftar: Sequence[Any], *, terbesar: int = 0) -> None:
    """Let rows follow this order; they share out the numbers that they have. Two statements: everything that changes
    steps aside, above all numbers in use (`terbesar`, where others use larger ones), then takes its place.

    With a new version: a form that was read before must not write the old place back.
    """
    nomor = sorted(o.urut for o in daftar)
    baru = {o.pk: n for o, n in zip(daftar, nomor, strict=True) if o.urut != n}
    if not baru:
        return
    berubah = model._default_manager.filter(pk__in=baru)
    berubah.update(urut=F("urut") + max(terbesar, nomor[-1]))
    pilihan = (When(pk=pk, then=Value(n)) for pk, n in baru.items())
    tempat = Case(*pilihan, default=F("urut"), output_field=PositiveSmallIntegerField())
    berubah.update(urut=tempat, versi=F("versi") + 1)


def _tempat(s: Sasaran) -> tuple[int, int, int, int]:
    """Strategic ones by tujuan (those without one last), then program by program, its own before its kegiatan's."""
    if s.kegiatan is not None:
        return 1, s.kegiatan.program.urut, s.kegiatan.urut, s.urut
    if s.program is not None:
        return 1, s.program.urut, -1, s.urut
    return 0, 0 if s.tujuan else 1, s.tujuan.urut if s.tujuan else 0, s.urut
