from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pelaporan.pemuatan.demo import FOLDER, isi_acuan


class Command(BaseCommand):
    help = "Memuat data acuan (satuan, skala, sumber dana, kategori capaian, satker pusat). Aman dijalankan berulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder fixtures (bawaan: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Data acuan: {isi_acuan(options['folder']).ringkasan}.")
