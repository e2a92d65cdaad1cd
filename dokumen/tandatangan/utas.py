"""Calling pyHanko from wherever we are: pure, without Django."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def jalankan(fungsi: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call a function that starts an event loop of its own, also where one runs already: there in another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return fungsi(*args, **kwargs)
    with ThreadPoolExecutor(1) as pelaksana:
        return pelaksana.submit(fungsi, *args, **kwargs).result()
