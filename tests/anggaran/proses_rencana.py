"""A process of its own that plans, to race with another: `python -m tests.anggaran.proses_rencana KODE NILAI …`."""

from __future__ import annotations

import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from anggaran.services_rencana import KOSONG, IsianBulan, simpan_rencana  # noqa: E402
from organisasi.models import Satker  # noqa: E402


def rencanakan(satker: str, nilai: str, aba_aba: str) -> None:
    """Saw an empty January, waits for the word, plans it; says whether it was written."""
    milik = Satker.objects.get(pk=satker)
    Path(aba_aba).with_suffix(f".{os.getpid()}").touch()
    while not Path(aba_aba).exists():
        time.sleep(0.005)
    isian = {("WA", 1): IsianBulan(Decimal(nilai), KOSONG)}
    tertulis, konflik = simpan_rencana(satker=milik, tahun=2024, isian=isian)
    sys.stdout.write("tertulis\n" if tertulis else f"konflik {konflik['WA', 1].nilai:.0f}\n")


if __name__ == "__main__":
    rencanakan(*sys.argv[1:])
