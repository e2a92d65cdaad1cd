"""Tells the database who acts, with every statement that writes.

SQLite's triggers ask a Python function. PostgreSQL's read a setting that is sent along with the statement itself, in
the same transaction and only for it: so it is right after a rollback, on a connection that other requests used before,
and behind a pooler.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sakip.pelaku import Pelaku, alasan_kini, pelaku_kini

SETELAN = "sakip.pelaku"
_MENULIS = re.compile(r"\b(?:insert|update|delete|merge|call)\b", re.IGNORECASE)
_pernyataan = threading.local()  # `isi`: the context of the statement that runs in this thread


def konteks() -> dict[str, Any]:
    """Who acts and why, as the columns of Jejak want it."""
    return _rapikan(pelaku_kini(), alasan_kini())


@lru_cache(maxsize=32)
def _rapikan(pelaku: Pelaku, alasan: str) -> dict[str, Any]:
    return {
        "id": pelaku.id,
        "nama": _bersih(pelaku.nama),
        "jabatan": _bersih(pelaku.jabatan),
        "atas_nama": _bersih(pelaku.atas_nama),
        "atas_nama_id": pelaku.atas_nama_id,
        "asal": _bersih(pelaku.asal)[:45],
        "permintaan": _bersih(pelaku.permintaan)[:32],
        "alasan": _bersih(alasan),
    }


def _bersih(teks: str) -> str:
    """Without what a database refuses in a text: it must not stop the write it tells of."""
    return teks.replace("\0", "").encode("utf-8", "replace").decode()


def sidik(rahasia: object) -> str | None:
    """A short fingerprint of a secret (of its hash, for passwords): tells that it changed and nothing else."""
    return None if rahasia is None else hashlib.md5(str(rahasia).encode(), usedforsecurity=False).hexdigest()[:8]


def siapkan(sender: Any, connection: Any, **kwargs: Any) -> None:
    """On every new connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("sakip_pelaku", 1, _bagian)
        connection.connection.create_function("sakip_sidik", 1, sidik, deterministic=True)
    pembawa = {"sqlite": _ingat, "postgresql": _bawa}[connection.vendor]
    if pembawa not in connection.execute_wrappers:  # the list outlives the connection
        connection.execute_wrappers.append(pembawa)


def _bagian(kunci: str) -> str | int | None:
    isi: dict[str, Any] = getattr(_pernyataan, "isi", None) or konteks()
    nilai: str | int | None = isi[kunci]
    return nilai


def _ingat(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """SQLite: find out who acts before the statement, not within its triggers, and once for all its rows."""
    if not _menulis(sql):
        return execute(sql, params, many, context)
    _pernyataan.isi = konteks()
    try:
        return execute(sql, params, many, context)
    finally:
        _pernyataan.isi = None


def _bawa(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """PostgreSQL: send the context in front of the statement; the answer is still the statement's."""
    sql = _teks(sql, context)
    if not _menulis(sql) or getattr(context["cursor"].cursor, "name", None):  # a named cursor reads
        return execute(sql, params, many, context)
    awalan = _setelan()
    if params is not None:
        awalan = awalan.replace("%", "%%")
    return execute(awalan + sql, params, many, context)


def _setelan() -> str:
    """ASCII in an E'' literal: the same whatever the connection's encoding and quoting rules are."""
    isi = json.dumps(konteks()).replace("\\", "\\\\").replace("'", "''")
    return f"SELECT set_config('{SETELAN}', E'{isi}', true); "


def _teks(sql: Any, context: dict[str, Any]) -> str:
    """The statement as text, also when it was composed with psycopg2.sql."""
    if isinstance(sql, bytes):
        return sql.decode()
    return sql.as_string(context["connection"].connection) if hasattr(sql, "as_string") else str(sql)


def _menulis(sql: Any) -> bool:
    """Whether a statement may write. A reading one that is taken for a writing one only carries a few bytes more."""
    return _MENULIS.search(str(sql)) is not None
