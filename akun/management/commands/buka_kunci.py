from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from akun.services import buka_kunci
from organisasi.models import Pengguna


class Command(BaseCommand):
    help = "Membuka penahanan masuk sebuah akun setelah terlalu banyak percobaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("nama_pengguna")

    def handle(self, *args: Any, nama_pengguna: str, **options: Any) -> None:
        pengguna = Pengguna.objects.filter(username=nama_pengguna).first()
        if pengguna is None:
            raise CommandError(f"Akun {nama_pengguna!r} tidak ada. Periksa huruf besar dan kecilnya.")
        jumlah = buka_kunci(pengguna)
        self.stdout.write(f"Akun {nama_pengguna}: {'penahanan dibuka' if jumlah else 'tidak sedang ditahan'}.")
