"""The snapshot of a paper's data that is stored with it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any


def potret(nilai: Any) -> Any:
    """The same as JSON can hold it: Decimal and dates as text, dataclasses as dictionaries."""
    match nilai:
        case Decimal() | date():
            return str(nilai)
        case dict():
            return {k: potret(v) for k, v in nilai.items()}
        case list() | tuple():
            return [potret(v) for v in nilai]
        case _ if is_dataclass(nilai) and not isinstance(nilai, type):
            return {f.name: potret(getattr(nilai, f.name)) for f in fields(nilai)}
        case _:
            return nilai
