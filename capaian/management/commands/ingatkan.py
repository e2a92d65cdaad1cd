"""`ingatkan [--hari-ini YYYY-MM-DD] [--uji]`: the letters about deadlines, from a shell; --uji only shows them."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from capaian import pengingat


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = "Mengirim surel pengingat tenggat realisasi yang jatuh pada suatu hari, masing-masing sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hari-ini", type=_tanggal, metavar="YYYY-MM-DD", help="hari yang dianggap hari ini")
        parser.add_argument("--uji", action="store_true", help="tampilkan saja surat yang akan dikirim")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        hari = pilihan["hari_ini"] or timezone.localdate()
        if pilihan["uji"]:
            self._tampilkan(hari)
            return
        hasil = pengingat.ingatkan(hari)
        self.stdout.write(f"{hasil.terkirim} surat dikirim.")
        if hasil.gagal:
            raise Galat("; ".join(hasil.gagal))

    def _tampilkan(self, hari: datetime.date) -> None:
        banyak = 0
        for banyak, surat in enumerate(pengingat.semua_surat(hari), start=1):  # noqa: B007
            self.stdout.write(
                f"Kepada: {surat.penerima} <{surat.penerima.email}>\nPerihal: {surat.perihal}\n\n{surat.isi}"
            )
            self.stdout.write("-" * 72)
        self.stdout.write(f"{banyak} surat; tidak ada yang dikirim (--uji).")


def _tanggal(teks: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(teks)
    except ValueError:
        raise argparse.ArgumentTypeError(f"tulis tanggal sebagai 2025-01-31, bukan “{teks}”") from None
