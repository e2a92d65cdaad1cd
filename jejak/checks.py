"""A system check for `check --database default` and `migrate`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from . import pemicu


@register(Tags.database)
def pemicu_terpasang(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Without its triggers a table changes and nobody knows who did it. `migrate` puts them right."""
    return [
        Warning(
            f"{len(kurang)} pemicu jejak hilang atau usang di basis data {using}, misalnya {kurang[0]}.",
            hint="Jalankan: bin/manage migrate (atau bin/manage jejak pasang).",
            id="jejak.W001",
        )
        for using in databases or []
        if (kurang := pemicu.periksa(using))
    ]
