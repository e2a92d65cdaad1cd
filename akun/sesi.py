"""The session engine (SESSION_ENGINE): Django's database sessions, whose row tells whose it is and when it was used.

What the row tells beside its key stands in the session itself, under KUNCI; so that it survives the new key of a login.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DBStore
from django.http import HttpRequest
from django.utils import timezone

from sakip.klien import alamat_klien

if TYPE_CHECKING:
    from .models import Sesi

KUNCI = "sesi"
JEDA_TULIS = 3 * 60  # seconds; how old "last seen" may be


class SessionStore(DBStore):
    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        from .models import Sesi

        return Sesi

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        """The row of the session as it is now."""
        baris: Any = super().create_model_instance(data)
        isi = data.get(KUNCI) or {}
        baris.pengguna_id = data.get(SESSION_KEY)
        baris.mulai, baris.terlihat = _saat(isi.get("mulai")), _saat(isi.get("terlihat"))
        baris.alamat = isi.get("alamat")
        baris.peramban = isi.get("peramban", "")
        return baris


def mulai(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """At login: the working day begins, and ends SESSION_COOKIE_AGE later whatever happens in between."""
    kini = int(time.time())
    request.session[KUNCI] = {"mulai": kini, "terlihat": kini, **_asal(request)}
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def sentuh(request: HttpRequest) -> None:
    """Remember that the person is here; written at most every few minutes."""
    isi, kini = request.session.get(KUNCI), int(time.time())
    if isi and kini - isi["terlihat"] >= min(JEDA_TULIS, settings.SESI_DIAM / 4 or JEDA_TULIS):
        request.session[KUNCI] = {**isi, "terlihat": kini, **_asal(request)}


def terlalu_lama_diam(sesi: SessionBase) -> bool:
    isi = sesi.get(KUNCI)
    return bool(isi and settings.SESI_DIAM and time.time() - isi["terlihat"] > settings.SESI_DIAM)


def umur(sesi: SessionBase) -> float:
    """Seconds since the login."""
    return time.time() - (sesi.get(KUNCI) or {"mulai": 0})["mulai"]


def _asal(request: HttpRequest) -> dict[str, Any]:
    return {"alamat": alamat_klien(request), "peramban": request.META.get("HTTP_USER_AGENT", "")[:300]}


def _saat(detik: int | None) -> datetime | None:
    return datetime.fromtimestamp(detik, UTC) if detik is not None else None
