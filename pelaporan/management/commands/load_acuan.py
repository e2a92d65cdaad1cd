from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pelaporan.pemuatan.demo import FOLDER, isi_acuan


class Command(BaseCommand):
    help = (
        "Memuat data acuan (satuan, skala, sumber dana, tenggat, kategori capaian). Aman dijalankan berulang: "
        "yang sudah ada dibiarkan, kecuali dengan --perbarui."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder fixtures (bawaan: %(default)s)")
        parser.add_argument("--perbarui", action="store_true", help="tulis ulang baris yang isinya lain dari berkas")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Data acuan: {isi_acuan(options['folder'], perbarui=options['perbarui']).ringkasan}.")
