"""Examines a stranger's file in a process of its own, with little memory and time and no secrets in its environment.

python -m dokumen.tandatangan.terpisah      stdin: {"akar": […], "ukuran": n} in one line, then the file; stdout: JSON
"""

from __future__ import annotations

import json
import resource
import sys

MEMORI = 1024 * 1024 * 1024  # bytes of address space
DETIK_CPU = 15


def utama() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK_CPU, DETIK_CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from .pemeriksaan import periksa

    kepala = json.loads(sys.stdin.buffer.readline())
    isi = sys.stdin.buffer.read(int(kepala["ukuran"]))
    sys.stdout.write(periksa(isi, [a.encode() for a in kepala["akar"]]).ke_json())


if __name__ == "__main__":
    utama()
