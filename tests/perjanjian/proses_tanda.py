"""A process of its own that signs, to be killed or to race: `python -m tests.perjanjian.proses_tanda ACT …`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from dokumen import penyimpanan  # noqa: E402
from dokumen.tandatangan import internal  # noqa: E402
from dokumen.tandatangan.antarmuka import GalatTandaTangan  # noqa: E402
from organisasi.models import Pengguna  # noqa: E402
from perjanjian.models import PerjanjianKinerja  # noqa: E402
from sakip.alur import TransisiDitolak  # noqa: E402
from tests.tanda import tandai  # noqa: E402


def tandatangani(pk: str, nama: str, tindakan: str) -> None:
    """Sign, and say what one was told."""
    try:
        tandai(PerjanjianKinerja.objects.get(pk=pk), Pengguna.objects.get(username=nama), tindakan=tindakan)
    except (GalatTandaTangan, TransisiDitolak) as galat:
        sys.stdout.write(f"ditolak: {galat}\n")
    else:
        sys.stdout.write("beres\n")


def mati_sebelum_commit(pk: str, nama: str, tindakan: str) -> None:
    """Stops for good when the file has its name and the database has not committed."""
    asli = penyimpanan.terbitkan

    def berhenti(sementara: Path, tujuan: str) -> None:
        asli(sementara, tujuan)
        time.sleep(60)

    penyimpanan.terbitkan = berhenti
    tandatangani(pk, nama, tindakan)


def mati_setelah_commit(pk: str, nama: str, tindakan: str) -> None:
    tandatangani(pk, nama, tindakan)
    sys.stdout.flush()
    time.sleep(60)


def bersamaan(pk: str, nama: str, tindakan: str, aba_aba: str) -> None:
    """Signs on the same base as another process: waits, with the signed file in hand, for the word to store it."""
    asli = internal.PenyediaInternal.bubuhkan

    def tunggu(self, permintaan, rahasia):  # type: ignore[no-untyped-def]
        hasil = asli(self, permintaan, rahasia)
        Path(aba_aba).with_suffix(f".{os.getpid()}").touch()
        while not Path(aba_aba).exists():
            time.sleep(0.01)
        return hasil

    internal.PenyediaInternal.bubuhkan = tunggu  # type: ignore[method-assign]
    tandatangani(pk, nama, tindakan)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
