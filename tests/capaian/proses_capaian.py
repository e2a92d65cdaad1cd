"""A process of its own that checks or edits, to race with another: `python -m tests.capaian.proses_capaian ACT …`."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from django.conf import settings  # noqa: E402

from capaian import pengingat, services_periksa  # noqa: E402
from capaian.models import Realisasi  # noqa: E402
from organisasi.models import Pengguna  # noqa: E402
from sakip.alur import TransisiDitolak  # noqa: E402
from sakip.models import VersiBerubah  # noqa: E402

HARI = date(2024, 4, 8)


def _siap(aba_aba: str) -> None:
    Path(aba_aba).with_suffix(f".{os.getpid()}").touch()
    while not Path(aba_aba).exists():
        time.sleep(0.005)


def tindak(pk: str, nama: str, tindakan: str, aba_aba: str) -> None:
    """Looks at the realisasi, waits for the word, acts on what was seen; says what one was told."""
    realisasi, oleh = Realisasi.objects.get(pk=pk), Pengguna.objects.get(username=nama)
    _siap(aba_aba)
    try:
        if tindakan == "sunting":
            realisasi.simpan_versi(realisasi.versi, nilai=Decimal(70), disunting_oleh=oleh)
        else:
            services_periksa.tindak_realisasi(
                realisasi, tindakan, oleh=oleh, catatan="Perbaiki.", versi=realisasi.versi
            )
    except (TransisiDitolak, VersiBerubah) as galat:
        sys.stdout.write(f"ditolak: {galat}\n")
    else:
        sys.stdout.write("beres\n")


def ingatkan(aba_aba: str) -> None:
    """One beat of the reminders, into files beside the word; says how many letters went out."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(Path(aba_aba).parent / "surat")
    _siap(aba_aba)
    sys.stdout.write(f"{pengingat.ingatkan(HARI).terkirim}\n")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
