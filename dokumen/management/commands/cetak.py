"""`cetak JENIS --satker KODE --tahun TAHUN --keluaran FILE.pdf`: the paper of the web pages, from a shell."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dokumen import services
from dokumen.jenis import GalatDokumen, semua_pilihan
from organisasi.models import Satker


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = "Mencetak dokumen suatu satker dan tahun ke berkas PDF, misalnya: cetak lkjip --satker 654340 --tahun 2024"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("jenis", metavar="JENIS", help="jenis dokumen, misalnya lkjip")
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker")
        parser.add_argument("--tahun", required=True, type=_tahun, metavar="TAHUN", help="tahun anggaran, 2000–2099")
        parser.add_argument(
            "--keluaran", required=True, type=_berkas, metavar="BERKAS.pdf", help="berkas PDF yang ditulis"
        )
        parser.add_argument("--html", type=_berkas, metavar="BERKAS.html", help="tulis juga naskah HTML-nya")
        for nama, arti in semua_pilihan().items():
            parser.add_argument(f"--{nama}", metavar=nama.upper(), help=arti)

    def handle(self, *args: Any, **pilihan: Any) -> None:
        baris = _Baris(self.stderr)
        try:
            hasil = services.cetak_langsung(
                jenis=pilihan["jenis"],
                satker=_satker(pilihan["satker"]),
                tahun=pilihan["tahun"],
                keluaran=pilihan["keluaran"],
                html=pilihan["html"],
                pilihan={nama: pilihan[nama] for nama in semua_pilihan() if pilihan.get(nama)},
                lapor=baris.lapor,
            )
        except GalatDokumen as galat:
            raise Galat(str(galat)) from galat
        finally:
            baris.akhiri()
        self.stdout.write(f"Berkas : {pilihan['keluaran']}")
        self.stdout.write(f"Halaman: {hasil.halaman}")
        self.stdout.write(f"Ukuran : {hasil.ukuran} bita")
        self.stdout.write(f"SHA-256: {hasil.sha256}")


class _Baris:
    """Progress on stderr: one line that is written over on a terminal, one line per part elsewhere."""

    def __init__(self, keluar: Any) -> None:
        self._keluar = keluar
        self._layar = bool(keluar.isatty())
        self._terakhir: tuple[str, int] | None = None

    def lapor(self, keterangan: str, selesai: int, jumlah: int) -> None:
        kini = (keterangan if self._layar else keterangan.partition(",")[0], selesai)
        if kini == self._terakhir:
            return
        self._terakhir = kini
        teks = f"{selesai} dari {jumlah} bagian: {kini[0]}"
        self._keluar.write(f"\r\x1b[K{teks}" if self._layar else teks, str, "" if self._layar else "\n")
        self._keluar.flush()

    def akhiri(self) -> None:
        if self._layar and self._terakhir:
            self._keluar.write("")


def _satker(kode: str) -> Satker:
    try:
        return Satker.objects.get(kode=kode)
    except Satker.DoesNotExist:
        raise GalatDokumen(f"Satker dengan kode “{kode}” tidak ada. Periksa kembali kodenya.") from None


def _berkas(teks: str) -> Path:
    """A relative name lies where the person stands; `bin/manage` says where that is before it changes the folder."""
    return Path(os.environ.get("SAKIP_FOLDER_ASAL", ""), teks).absolute()


def _tahun(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit() and 2000 <= int(teks) <= 2099):
        raise argparse.ArgumentTypeError(f"tahun harus bilangan 2000–2099. Yang tertulis: '{teks}'.")
    return int(teks)
