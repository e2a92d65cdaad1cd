"""Authentication backend: rights come from the table in `sakip.izin`, inside the own satker only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from sakip.izin import Peran, izin_dari

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import Pengguna


class PeranBackend(ModelBackend):
    def has_perm(self, user_obj: Pengguna | AnonymousUser, perm: str, obj: Any = None) -> bool:
        """Whether one of the person's roles has `perm`, and `obj` (if given) belongs to the own satker.

        A parent satker reads its children's data and never edits it; only the admin pusat acts below.
        """
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        peran = user_obj.semua_peran
        if perm not in izin_dari(peran):
            return False
        return obj is None or self._dalam_lingkup(user_obj, obj, peran)

    @staticmethod
    def _dalam_lingkup(user: Pengguna, obj: Any, peran: set[Peran]) -> bool:
        satker_id = getattr(obj, "satker_id", None)
        return Peran.ADMIN_PUSAT in peran or (satker_id is not None and satker_id == user.satker_id)
