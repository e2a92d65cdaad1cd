"""Authentication backend: rights come from the table in `sakip.izin`, each role in its own satker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from sakip.izin import IZIN, Peran

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import Pengguna


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
        berlaku = [p for p in user_obj.peran_di if perm in IZIN[p[0]]]
        return bool(berlaku) if obj is None else any(_mencakup(*p, obj) for p in berlaku)


def _mencakup(peran: Peran, satker_id: int | None, jalur: str, obj: Any) -> bool:
    tempat = getattr(obj, "satker_id", None)
    if tempat is None or (peran != Peran.ADMIN_PUSAT and satker_id != tempat):
        return False
    milik_unit = getattr(obj, "jalur_unit", None)
    return not jalur or milik_unit is None or any(j.startswith(jalur) for j in milik_unit())
