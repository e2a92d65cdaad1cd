"""Fewer pauses of the garbage collector while many objects are made that all stay.

A layout has millions of boxes (0.87 of the time), an import of 5,000 rows spends a seventh of its time there.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AMBANG = 100_000  # new objects before the youngest are looked through; Python's own is 700
_kunci = threading.Lock()
_sedang = 0
_semula = gc.get_threshold()


@contextmanager
def jarang_memulung() -> Iterator[None]:
    """Collect seldom within the block. It holds for the whole process, until the last such block of any thread ends."""
    global _sedang, _semula  # noqa: PLW0603  # the collector is one for the process as well
    with _kunci:
        if _sedang == 0:
            _semula = gc.get_threshold()
            gc.set_threshold(AMBANG, *_semula[1:])
        _sedang += 1
    try:
        yield
    finally:
        with _kunci:
            _sedang -= 1
            if _sedang == 0:
                gc.set_threshold(*_semula)
