"""`jejak periksa` tells whether every trigger of the audit trail is in place; `jejak pasang` puts them right."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections

from jejak import pemicu
from jejak.daftar import terdaftar
from jejak.models import Jejak


class Command(BaseCommand):
    help = "Memeriksa (periksa) atau memasang kembali (pasang) pemicu jejak di basis data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tindakan", choices=["periksa", "pasang"])
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="nama basis data (bawaan: %(default)s)")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        using = pilihan["database"]
        if Jejak._meta.db_table not in connections[using].introspection.table_names():
            raise CommandError("Tabel jejak belum ada; jalankan: bin/manage migrate")
        if pilihan["tindakan"] == "pasang":
            self.stdout.write(f"{pemicu.pasang(using)} perbaikan.")
        elif kurang := pemicu.periksa(using):
            baris = "\n".join(f"  {nama}" for nama in kurang)
            raise CommandError(f"{len(kurang)} pemicu hilang atau usang; jalankan: bin/manage jejak pasang\n{baris}")
        self.stdout.write(f"Semua pemicu terpasang: {len(terdaftar())} tabel dijejak.")
