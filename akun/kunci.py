"""Failed logins are counted in the database (django-axes); who failed too often waits, existing account or not.

The lock is looked at before the password is hashed: guessing costs the guesser time, not us.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

#: What is counted together → how many failures within the cool-off time lock it.
BATAS: dict[tuple[str, ...], int] = {
    ("username", "ip_address"): settings.AXES_FAILURE_LIMIT,  # one person at one place
    ("username",): 25,  # one account, tried from many places
    ("ip_address",): 100,  # one place that tries many accounts; a whole office may share an address
}


class Penghitung(AxesDatabaseHandler):
    """Counts by three rules with limits of their own; axes knows a single limit."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The count of the rule that is nearest to its limit, put on the scale of the strictest one."""
        nilai = {"username": _nama(credentials), "ip_address": request.axes_ip_address}  # type: ignore[attr-defined]
        percobaan = _percobaan(nilai)
        return max(
            sum(p["failures_since_start"] for p in _cocok(aturan, percobaan, nilai))
            - batas
            + settings.AXES_FAILURE_LIMIT
            for aturan, batas in BATAS.items()
        )

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A login forgives what failed for this account at this place, not what somebody tries elsewhere."""
        return self.reset_attempts(username=_nama(credentials), ip_address=request.axes_ip_address)  # type: ignore[attr-defined]


def terkunci(request: HttpRequest, nama_pengguna: str) -> bool:
    """Whether this account must not be tried from here now; for checks that do not go through `authenticate`."""
    return not AxesProxyHandler.is_allowed(request, {"username": nama_pengguna})


def buka(nama_pengguna: str) -> int:
    """Forget the failures of an account, wherever they came from; returns how many places had failed."""
    return AxesProxyHandler.reset_attempts(username=nama_pengguna)


def terkunci_sampai(nama_pengguna: str, alamat: str | None = None) -> datetime | None:
    """When the last of the locks on this account ends; None when there is none. Without an address: from anywhere."""
    nilai = {"username": nama_pengguna, "ip_address": alamat}
    percobaan = _percobaan(nilai)
    aturan_berlaku = [a for a in BATAS if alamat or "ip_address" not in a]
    return max(filter(None, (_akhir(_cocok(a, percobaan, nilai), BATAS[a]) for a in aturan_berlaku)), default=None)


def nama_terkunci() -> set[str]:
    """The accounts that cannot be tried now, be it from one place only; one query per rule."""
    percobaan = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    hasil: set[str] = set()
    for aturan, batas in BATAS.items():
        if "username" in aturan:
            jumlah = percobaan.order_by().values(*aturan).annotate(jumlah=Sum("failures_since_start"))
            hasil.update(n for n in jumlah.filter(jumlah__gte=batas).values_list("username", flat=True) if n)
    return hasil


def halaman_terkunci(
    request: HttpRequest, jawaban: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What a locked-out person reads: how long still, and who can help meanwhile."""
    sampai = terkunci_sampai(_nama(credentials), request.axes_ip_address)  # type: ignore[attr-defined]
    return halaman_tunggu(request, (sampai - timezone.now()) if sampai else settings.AXES_COOLOFF_TIME)


def halaman_tunggu(request: HttpRequest, sisa: timedelta) -> HttpResponse:
    """429 with the minutes that are left."""
    menit = max(1, math.ceil(sisa.total_seconds() / 60))
    jawaban = render(request, "akun/tunggu.html", {"menit": menit, "sampai": timezone.now() + sisa}, status=429)
    jawaban["Retry-After"] = str(menit * 60)
    return jawaban


def _nama(credentials: dict[str, Any] | None) -> str:
    return str((credentials or {}).get("username") or "")


def _percobaan(nilai: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """The failures of the cool-off time that any rule may count, latest first; one query."""
    return list(
        AccessAttempt.objects.filter(
            Q(username=nilai["username"]) | Q(ip_address=nilai["ip_address"]),
            attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME,
        )
        .order_by("-attempt_time")
        .values("username", "ip_address", "failures_since_start", "attempt_time")
    )


def _cocok(
    aturan: tuple[str, ...], percobaan: list[dict[str, Any]], nilai: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    return [p for p in percobaan if all(p[ruas] == nilai[ruas] for ruas in aturan)]


def _akhir(percobaan: list[dict[str, Any]], batas: int) -> datetime | None:
    """When so many of these failures are forgotten that fewer than `batas` are left."""
    for p, jumlah in zip(percobaan, accumulate(p["failures_since_start"] for p in percobaan), strict=True):
        if jumlah >= batas:
            return p["attempt_time"] + settings.AXES_COOLOFF_TIME
    return None
