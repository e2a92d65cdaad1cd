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
        """
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        berlaku = [(peran, satker) for peran, satker in user_obj.peran_di if perm in IZIN[peran]]
        if obj is None:
            return bool(berlaku)
        tempat = getattr(obj, "satker_id", None)
        return any(peran == Peran.ADMIN_PUSAT or satker == tempat for peran, satker in berlaku if tempat is not None)
