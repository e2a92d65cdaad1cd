"""Authentication backend: rights come from the table in `sakip.izin`, each role in its own satker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from sakip.izin import IZIN, MENJANGKAU_BAWAH

from .models import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import Pengguna, Wewenang


class PeranBackend(ModelBackend):
    def has_perm(self, user_obj: Pengguna | AnonymousUser, perm: str, obj: Any = None) -> bool:
        """Whether a role gives `perm`, and holds where `obj` belongs (`obj.satker_id`; a satker is its own).

        A role holds in its own satker only: an office in another satker gives rights there and not at home. A parent
        satker reads its children's data and never edits it; what the admin pusat may do, it may do in all of them.
        A head of unit acts on what belongs to the unit or below it (`obj.jalur_unit()`); an object that belongs to no
        unit at all is for the planners and the sekretaris. Asked of a satker: whether there may be such an object.
        """
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        berlaku = [w for w in user_obj.wewenang if perm in IZIN[w.peran]]
        return bool(berlaku) if obj is None else any(_mencakup(w, perm, obj) for w in berlaku)


def _mencakup(wewenang: Wewenang, izin: str, obj: Any) -> bool:
    tempat = getattr(obj, "satker_id", None)
    if tempat is None or not (wewenang.satker_id == tempat or _menjangkau(wewenang, izin, tempat)):
        return False
    milik_unit = getattr(obj, "jalur_unit", None)
    return not wewenang.jalur_unit or milik_unit is None or any(j.startswith(wewenang.jalur_unit) for j in milik_unit())


def _menjangkau(wewenang: Wewenang, izin: str, satker_id: int) -> bool:
    """What reaches below reaches every satker of the own tree, and no other institution's."""
    return (
        izin in MENJANGKAU_BAWAH.get(wewenang.peran, ())
        and Satker.objects.di_bawah({wewenang.jalur_satker} - {""}).filter(pk=satker_id).exists()
    )
