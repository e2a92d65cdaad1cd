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
from perjanjian import services  # noqa: E402
from perjanjian.models import PerjanjianKinerja  # noqa: E402
from perjanjian.suntingan import IsianIndikator, IsianSasaran, sidik, simpan_baris  # noqa: E402
from sakip.alur import TransisiDitolak  # noqa: E402
from tests.tanda import tandai  # noqa: E402

SUNTINGAN = "Disunting orang lain"


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


def serentak(pk: str, nama: str, tindakan: str, aba_aba: str) -> None:
    """Reads the paper, waits for the word, and does one act that is no signature; says what one was told."""
    perjanjian, oleh = PerjanjianKinerja.objects.get(pk=pk), Pengguna.objects.get(username=nama)
    sasaran = isian_sunting(perjanjian)
    Path(aba_aba).with_suffix(f".{os.getpid()}").touch()
    while not Path(aba_aba).exists():
        time.sleep(0.005)
    try:
        if tindakan == "ajukan":
            services.ajukan(perjanjian=perjanjian, oleh=oleh)
        elif tindakan == "kembalikan":
            perjanjian.kembalikan(oleh=oleh, catatan="Perbaiki.")
        else:
            simpan_baris(perjanjian=perjanjian, sasaran=sasaran, anggaran=[])
    except TransisiDitolak as galat:
        sys.stdout.write(f"ditolak: {galat}\n")
    else:
        sys.stdout.write("beres\n")


def isian_sunting(perjanjian: PerjanjianKinerja) -> list[IsianSasaran]:
    """The sheet with another text in its first row."""
    sasaran = perjanjian.sasaran.order_by("urut")[0]
    butir = sasaran.indikator.order_by("urut")[0]
    baris = IsianIndikator("i", butir.pk, butir.versi, SUNTINGAN, butir.satuan_id, butir.target)
    return [IsianSasaran("s", sasaran.pk, sidik(sasaran.uraian), sasaran.uraian, (baris,), disentuh=False)]


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
