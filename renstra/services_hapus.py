"""Throwing away a draft that nobody uses: a plan that was begun in error, or a revision that is not wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel

from organisasi.acuan import Pemakaian, kalimat_pemakaian

from .enums import StatusRenstra
from .models import (
    Indikator,
    KataVisi,
    Kegiatan,
    KeputusanRenstra,
    Kondisi,
    Misi,
    NarasiRenstra,
    Program,
    Renstra,
    Sasaran,
    TargetTahunan,
    Tujuan,
)

if TYPE_CHECKING:
    from organisasi.models import Pengguna

#: The rows of a plan and the way to it, what depends on others first: the order of deleting.
ISI: tuple[tuple[type[models.Model], str], ...] = (
    (Kondisi, "pohon__renstra"),
    (KeputusanRenstra, "renstra"),
    (NarasiRenstra, "renstra"),
    (TargetTahunan, "indikator__sasaran__renstra"),
    (Indikator, "sasaran__renstra"),
    (Sasaran, "renstra"),
    (Kegiatan, "program__renstra"),
    (Program, "renstra"),
    (Tujuan, "renstra"),
    (Misi, "renstra"),
    (KataVisi, "renstra"),
)


class HapusDitolak(Exception):
    """The plan stays; the message says why and may be shown as it is."""


@dataclass(frozen=True)
class AkanHilang:
    """What goes along with a plan, and every reason why it cannot go (none when it can)."""

    isi: tuple[Pemakaian, ...]
    halangan: tuple[str, ...]


def akan_hilang(renstra: Renstra) -> AkanHilang:
    isi = (Pemakaian(str(m._meta.verbose_name), _milik(m, jalan, renstra).count()) for m, jalan in reversed(ISI))
    return AkanHilang(tuple(p for p in isi if p.banyak), halangan(renstra))


def halangan(renstra: Renstra) -> tuple[str, ...]:
    """Why a plan is kept: it is no draft, was submitted once, or something outside of it refers to it."""
    sebab = []
    if renstra.status != StatusRenstra.DRAF:
        sebab.append(f"Hanya draf yang dapat dihapus; Renstra ini berstatus “{renstra.get_status_display()}”.")
    elif renstra.riwayat.filter(tindakan="ajukan").exists():
        sebab.append("Renstra ini pernah diajukan, jadi disimpan.")
    if dipakai := _perujuk(renstra):
        sebab.append(f"Renstra ini masih dipakai {kalimat_pemakaian(dipakai)}.")
    return tuple(sebab)


@transaction.atomic
def hapus_renstra(*, renstra: Renstra, oleh: Pengguna) -> None:
    """Delete a draft with everything in it; the trail keeps what it held. Raises PermissionDenied, HapusDitolak."""
    if not oleh.has_perm("renstra.ubah_renstra", renstra):
        raise PermissionDenied("Anda tidak berwenang menghapus Renstra satuan kerja ini.")
    kini = Renstra.objects.select_for_update().filter(pk=renstra.pk).first()
    if kini is None:
        raise HapusDitolak("Renstra ini sudah dihapus.")
    if sebab := halangan(kini):
        raise HapusDitolak(" ".join(sebab))
    try:
        with transaction.atomic():
            for model, jalan in ISI:
                _milik(model, jalan, kini).delete()
            kini.delete()
    except IntegrityError as galat:  # somebody began to use it at this moment
        raise HapusDitolak("Renstra ini baru saja mulai dipakai data lain.") from galat


def _milik(model: type[models.Model], jalan: str, renstra: Renstra) -> Any:
    return model._default_manager.filter(**{jalan: renstra.pk})


def _perujuk(renstra: Renstra) -> list[Pemakaian]:
    """Rows of other apps that refer to the plan or to a row of it."""
    hasil = []
    semua: tuple[tuple[type[models.Model], str], ...] = ((Renstra, "pk"), *ISI)
    for model, jalan in semua:
        baris = _milik(model, jalan, renstra)
        for relasi in model._meta.get_fields(include_hidden=True):
            if not isinstance(relasi, ForeignObjectRel) or relasi.field.model._meta.app_label == "renstra":
                continue
            perujuk = relasi.field.model
            if banyak := perujuk._base_manager.filter(**{f"{relasi.field.name}__in": baris}).count():
                hasil.append(Pemakaian(str(perujuk._meta.verbose_name), banyak))
    return hasil
