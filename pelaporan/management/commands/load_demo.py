from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from pelaporan.pemuatan.demo import FOLDER, akun, isi_acuan, isi_demo, sudah_ada
from pelaporan.pemuatan.pengguna import sandi_demo


class Command(BaseCommand):
    help = (
        "Memuat data acuan dan data contoh (setiap folder satker di fixtures). Aman dijalankan berulang: "
        "yang sudah ada dibiarkan, kecuali dengan --perbarui."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder fixtures (bawaan: %(default)s)")
        parser.add_argument("--perbarui", action="store_true", help="tulis ulang baris yang isinya lain dari berkas")
        parser.add_argument("--jika-kosong", action="store_true", help="selesai tanpa perubahan bila data contoh ada")
        parser.add_argument("--tampilkan-akun", action="store_true", help="hanya menampilkan akun contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        if options["tampilkan_akun"]:
            return self._tampilkan_akun(folder)
        if options["jika_kosong"] and sudah_ada(folder):
            self.stdout.write("Data contoh sudah ada; tidak ada yang diubah.")
            return None
        with transaction.atomic():
            acuan = isi_acuan(folder, perbarui=options["perbarui"])
            demo = isi_demo(folder, perbarui=options["perbarui"])
        self.stdout.write(f"Data acuan: {acuan.ringkasan}.")
        self.stdout.write(f"Data contoh: {demo.ringkasan}.")
        self.stderr.write(
            self.style.WARNING("Perhatian: kata sandi akun contoh diketahui umum. Jangan dipakai untuk data sungguhan.")
        )
        return None

    def _tampilkan_akun(self, folder: Path) -> None:
        daftar = akun(folder)
        if not daftar:
            self.stdout.write("Belum ada akun contoh. Muat dengan: bin/manage load_demo")
            return
        kolom = [[a.nama_pengguna, a.nama, a.sebagai, a.satker] for a in daftar]
        lebar = [max(map(len, isi)) for isi in zip(*kolom, strict=True)]
        self.stdout.write(f"Akun contoh (kata sandi semua akun: {sandi_demo()})")
        for isi in kolom:
            self.stdout.write("  " + "  ".join(teks.ljust(n) for teks, n in zip(isi, lebar, strict=True)).rstrip())
