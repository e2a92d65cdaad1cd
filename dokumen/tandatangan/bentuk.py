"""Is this file a PDF that a parser reads, and does it carry what acts by itself? Asked of a stranger's file.

The parser runs in a process of its own, with little memory and time: a few bytes can unfold to gigabytes.

python -m dokumen.tandatangan.bentuk      stdin: the file; stdout: JSON
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

AKAR = Path(__file__).resolve().parents[2]
MEMORI = 1024 * 1024 * 1024  # bytes of address space
DETIK_CPU = 15
BATAS_WAKTU = 25  # seconds of the whole process
BUKAN_PDF = "Berkas ini bukan PDF yang dapat dibaca, atau sudah rusak. Simpan ulang sebagai PDF, lalu unggah lagi."
AKTIF = (
    "PDF ini memuat program atau berkas lain di dalamnya. Cetak ulang ke PDF, lalu unggah hasilnya; "
    "berkas di dalamnya diunggah sendiri-sendiri."
)
#: What a reader's program would run or unpack, below the catalogue's /Names.
NAMA_AKTIF = ("/JavaScript", "/EmbeddedFiles")
#: Actions on opening that do more than going to a page.
TINDAKAN_AKTIF = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


@dataclass(frozen=True)
class BentukPdf:
    """`halaman` is 0 for a file locked with a password, whose inside nobody looked at. `galat`: why it is refused."""

    halaman: int = 0
    terkunci: bool = False
    galat: str = ""


def periksa_bentuk(isi: bytes) -> BentukPdf:
    """Never raises: what cannot be examined is refused."""
    try:
        proses = subprocess.run(
            [sys.executable, "-m", "dokumen.tandatangan.bentuk"],
            input=isi,
            cwd=AKAR,
            env={"LANG": "C.UTF-8"},
            capture_output=True,
            timeout=BATAS_WAKTU,
            check=True,
        )
        return BentukPdf(**json.loads(proses.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError):
        return BentukPdf(galat=BUKAN_PDF)


def baca_bentuk(isi: bytes) -> BentukPdf:
    """What `periksa_bentuk` runs in the other process."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(isi)) as pdf:
            return BentukPdf(len(pdf.pages), galat=_galat(pdf))
    except pikepdf.PasswordError:
        return BentukPdf(terkunci=True)
    except Exception:  # whatever the parser stumbles over: it is no paper to keep
        return BentukPdf(galat=BUKAN_PDF)


def _galat(pdf: Any) -> str:
    if not len(pdf.pages):
        return BUKAN_PDF
    nama, buka = pdf.Root.get("/Names", {}), pdf.Root.get("/OpenAction")
    jenis = str(buka.get("/S", "")) if hasattr(buka, "keys") else ""
    return AKTIF if any(k in nama for k in NAMA_AKTIF) or jenis in TINDAKAN_AKTIF else ""


def utama() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK_CPU, DETIK_CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(json.dumps(asdict(baca_bentuk(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    utama()
