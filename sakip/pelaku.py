"""Who acts, for whom, from where and why: what every row of the audit trail says. No models, no tables.

The audit trail is written by the database itself (`jejak`), so the one who acts is not an argument of every call but a
context: a request puts its person there, a task or a command may put another (`sebagai`), and outside of both it is the
system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Pelaku:
    """Who acts. `id` is the login's; `jabatan` the office acted in; `asal` the address; `permintaan` the request."""

    id: int | None
    nama: str
    jabatan: str = ""
    atas_nama: str = ""
    atas_nama_id: int | None = None
    asal: str = ""
    permintaan: str = ""


SISTEM = Pelaku(None, "Sistem")

_pelaku: ContextVar[Pelaku | Callable[[], Pelaku]] = ContextVar("pelaku", default=SISTEM)
_atas_nama: ContextVar[tuple[int | None, str] | None] = ContextVar("atas_nama", default=None)
_alasan: ContextVar[str] = ContextVar("alasan", default="")


def pelaku_kini() -> Pelaku:
    """The one who acts now. In a request this may ask the database who the person is, once."""
    isi = _pelaku.get()
    pelaku = isi() if callable(isi) else isi
    wakil = _atas_nama.get()
    return replace(pelaku, atas_nama_id=wakil[0], atas_nama=wakil[1]) if wakil else pelaku


def alasan_kini() -> str:
    """The reason given for what is being done; empty where none is demanded."""
    return _alasan.get()


@contextmanager
def sebagai(pelaku: Pelaku | Callable[[], Pelaku]) -> Iterator[None]:
    """Everything inside is done by `pelaku`; a function is asked at each write, so that reading costs nothing."""
    tanda = _pelaku.set(pelaku)
    try:
        yield
    finally:
        _pelaku.reset(tanda)


@contextmanager
def atas_nama(id_wakil: int | None, nama: str) -> Iterator[None]:
    """Everything inside is done for somebody else, who is recorded beside the one who acts."""
    tanda = _atas_nama.set((id_wakil, nama))
    try:
        yield
    finally:
        _atas_nama.reset(tanda)


@contextmanager
def dengan_alasan(teks: str) -> Iterator[None]:
    """Everything inside is done for this reason; an empty text leaves the reason that stands."""
    tanda = _alasan.set(teks.strip() or _alasan.get())
    try:
        yield
    finally:
        _alasan.reset(tanda)
