"""A process of its own that imports a file, to race with another: `python -m tests.anggaran.proses_impor …`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from anggaran import services_impor  # noqa: E402
from anggaran.services_impor import Setuju  # noqa: E402
from organisasi.models import Satker  # noqa: E402
from sakip.impor import ImporDitolak, RencanaBerubah  # noqa: E402
from tests.anggaran.impor_bantu import TAHUN, rencana  # noqa: E402


def main(kode: str, berkas: str, aba_aba: str) -> None:
    """Sees the plan, waits for the word, applies what was seen; says what one was told."""
    satker, isi = Satker.objects.get(kode=kode), Path(berkas).read_bytes()
    dilihat, pilihan = rencana(isi, satker)
    bacaan = services_impor.baca_berkas(isi, satker, TAHUN, pilihan)
    Path(aba_aba).with_suffix(f".{os.getpid()}").touch()
    while not Path(aba_aba).exists():
        time.sleep(0.005)
    try:
        di = services_impor.tempat(satker, TAHUN, pilihan)
        services_impor.jalankan(bacaan, di, nama="sakti.xlsx", sidik=dilihat.sidik(), setuju=Setuju())
    except (ImporDitolak, RencanaBerubah) as galat:
        sys.stdout.write(f"ditolak: {type(galat).__name__}\n")
    else:
        sys.stdout.write("beres\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
