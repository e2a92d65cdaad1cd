"""A process of its own that does print jobs, to be killed by a test: `python -m tests.dokumen.proses ACT ARGUMENT`.

The environment says which database (DATABASE_URL), which files (SAKIP_VAR) and which broker. Also the Celery
application of the test's worker: `celery -A tests.dokumen.proses worker`.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from django.conf import settings  # noqa: E402

from dokumen import services  # noqa: E402
from sakip.celery import app  # noqa: E402
from tests.dokumen import contoh  # noqa: E402

__all__ = ["app"]

contoh.pasang(settings)
contoh.daftarkan_semua()


def kerjakan(pekerjaan_id: str) -> None:
    services.kerjakan(int(pekerjaan_id))


def tertahan_menulis(pekerjaan_id: str) -> None:
    """Stops for good when the file is written but not yet flushed to the disk."""
    os.fsync = lambda penunjuk: time.sleep(60)
    kerjakan(pekerjaan_id)


def minta(kode: str) -> None:
    """Ask for a paper and say how long that took."""
    from organisasi.models import Satker

    mulai = time.monotonic()
    kerja = services.minta_cetak(jenis="uji", satker=Satker.objects.get(kode=kode), tahun=2024, oleh=None)
    sys.stdout.write(f"{kerja.pk} {time.monotonic() - mulai}\n")


def cetak(foto: str) -> None:
    """Print the SHA-256 of a paper."""
    from dokumen.pdf import render_html, render_pdf

    naskah = contoh.naskah_kaya(Path(foto))
    sys.stdout.write(render_pdf(render_html(naskah), naskah).sha256)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
