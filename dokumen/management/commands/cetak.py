"""`cetak JENIS --satker KODE --tahun TAHUN --keluaran FILE.pdf|FOLDER`: papers of the web pages, from a shell.

Into a file goes the kind as one paper, into a folder each of its papers as a file of its own.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dokumen import langsung
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
            "--keluaran",
            required=True,
            metavar="BERKAS.pdf|FOLDER",
            help="berkas PDF yang ditulis, atau folder untuk satu berkas per dokumen",
        )
        parser.add_argument("--html", type=_berkas, metavar="BERKAS.html", help="tulis juga naskah HTML-nya")
        for nama, arti in semua_pilihan().items():
            parser.add_argument(f"--{nama}", metavar=nama.upper(), help=arti)

    def handle(self, *args: Any, **pilihan: Any) -> None:
        baris = _Baris(self.stderr)
        keluaran = _berkas(pilihan["keluaran"])
        try:
            satker = _satker(pilihan["satker"])
            permintaan = {
                "jenis": pilihan["jenis"],
                "satker": satker,
                "tahun": pilihan["tahun"],
                "pilihan": {nama: pilihan[nama] for nama in semua_pilihan() if pilihan.get(nama)},
                "lapor": baris.lapor,
            }
            if _folder(str(pilihan["keluaran"]), keluaran):
                self._folder(permintaan, keluaran, pilihan["html"], baris)
            else:
                self._berkas(permintaan, keluaran, pilihan["html"], baris)
        except GalatDokumen as galat:
            raise Galat(str(galat)) from galat
        finally:
            baris.akhiri()

    def _berkas(self, permintaan: dict[str, Any], keluaran: Path, html: Path | None, baris: _Baris) -> None:
        hasil = langsung.cetak_langsung(keluaran=keluaran, html=html, **permintaan)
        baris.akhiri()
        self.stdout.write(f"Berkas : {keluaran}")
        self.stdout.write(f"Halaman: {hasil.halaman}")
        self.stdout.write(f"Ukuran : {hasil.ukuran} bita")
        self.stdout.write(f"SHA-256: {hasil.sha256}")

    def _folder(self, permintaan: dict[str, Any], folder: Path, html: Path | None, baris: _Baris) -> None:
        if html is not None:
            raise GalatDokumen("Pilihan --html hanya untuk satu berkas. Sebutkan berkas PDF pada --keluaran.")
        hasil = langsung.cetak_ke_folder(folder=folder, **permintaan)
        baris.akhiri()
        self.stdout.write(f"Folder : {folder}")
        for berkas in hasil:
            cara = ", berkas bertanda tangan" if berkas.asli else ""
            self.stdout.write(f"{berkas.nama}: {berkas.halaman} halaman{cara}, SHA-256 {berkas.sha256}")
        self.stdout.write(f"Jumlah : {len(hasil)} berkas, {sum(b.halaman for b in hasil)} halaman")


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
            self._terakhir = None


def _satker(kode: str) -> Satker:
    try:
        return Satker.objects.get(kode=kode)
    except Satker.DoesNotExist:
        raise GalatDokumen(f"Satker dengan kode “{kode}” tidak ada. Periksa kembali kodenya.") from None


def _berkas(teks: str | Path) -> Path:
    """A relative name lies where the person stands; `bin/manage` says where that is before it changes the folder."""
    return Path(os.environ.get("SAKIP_FOLDER_ASAL", ""), teks).absolute()


def _folder(teks: str, jalan: Path) -> bool:
    """A folder is one that is there, a name that ends as one, or a new name without an ending."""
    try:
        return jalan.is_dir() or teks.endswith(os.sep) or not (jalan.suffix or jalan.exists())
    except OSError:  # a name that cannot be: whoever writes it says so
        return False


def _tahun(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit() and 2000 <= int(teks) <= 2099):
        raise argparse.ArgumentTypeError(f"tahun harus bilangan 2000–2099. Yang tertulis: '{teks}'.")
    return int(teks)
