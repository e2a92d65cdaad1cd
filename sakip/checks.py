"""System checks that say in one line what would otherwise fail far from its cause."""

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOKAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(Tags.files)
def folder_dapat_ditulis(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Uploads, documents and the file broker need folders that this user may write to."""
    return [
        Error(f"Folder {folder} tidak dapat ditulis.", hint="Periksa pemilik dan hak aksesnya.", id="sakip.E001")
        for folder in (settings.VAR, settings.MEDIA_ROOT)
        if not os.access(folder, os.W_OK | os.X_OK)
    ]


@register(Tags.security, deploy=True)
def https_untuk_jaringan(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Passwords must not cross a network in the clear."""
    jauh = sorted(set(settings.ALLOWED_HOSTS) - LOKAL)
    if settings.HTTPS or not jauh:
        return []
    return [
        Warning(
            f"SAKIP_HTTPS=0, padahal dilayani untuk {', '.join(jauh)}: sandi dan cookie lewat tanpa enkripsi.",
            hint="Pasang TLS di proxy dan isi SAKIP_HTTPS=1.",
            id="sakip.W001",
        )
    ]
