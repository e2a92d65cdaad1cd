"""Where a request comes from: the one place that reads the client's address."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def alamat_klien(request: HttpRequest) -> str | None:
    """The client's IP address; None when it is not known (a request made inside the program).

    Behind the TLS proxy it is the last entry of X-Forwarded-For, the only one that the proxy itself wrote: what stands
    before it, and the whole header where no proxy is, may be a client's invention.
    """
    if settings.HTTPS:
        terusan = _sah(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
        if terusan:
            return terusan
    return _sah(request.META.get("REMOTE_ADDR", ""))


def _sah(teks: str) -> str | None:
    try:
        return str(ipaddress.ip_address(teks.strip()))
    except ValueError:
        return None
