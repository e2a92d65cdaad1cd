"""What happens to a login here and must be told to its owner; the app that sends mail lies above and registers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Pengguna

_pendengar: list[Callable[[Pengguna, str], None]] = []


def daftarkan_surel_berubah(pendengar: Callable[[Pengguna, str], None]) -> None:
    """`pendengar(pengguna, lama)` is called inside the transaction that changes an address; `lama` is the old one."""
    if pendengar not in _pendengar:
        _pendengar.append(pendengar)


def surel_berubah(pengguna: Pengguna, lama: str) -> None:
    for pendengar in _pendengar:
        pendengar(pengguna, lama)
