"""`impor_organisasi BERKAS.xlsx --satker KODE [--terapkan]`: the import of the web pages, from a shell."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organisasi.impor.lingkup import Lingkup, lingkup_sistem
from organisasi.impor.periksa import periksa
from organisasi.impor.rencana import Rencana
from organisasi.impor.susunan import BUKU
from organisasi.services_impor import jalankan
from sakip.excel import HasilBaca, baca
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.perintah import berkas_masuk, sebut_galat


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = (
        "Memeriksa berkas data organisasi untuk satu satker dan semua satker di bawahnya; dengan --terapkan juga "
        "menulisnya, semua atau tidak sama sekali. Satker yang belum ada dibuat bila ada di lembar Satker tanpa induk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", metavar="BERKAS.xlsx", type=berkas_masuk(), help="buku kerja menurut templat")
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker teratas yang boleh diubah")
        parser.add_argument("--terapkan", action="store_true", help="tulis ke basis data; tanpa ini hanya diperiksa")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        hasil = baca(pilihan["berkas"], BUKU)
        lingkup = lingkup_sistem(pilihan["satker"])
        try:
            rencana = self._jalankan(hasil, lingkup, pilihan)
        except RencanaBerubah:
            raise Galat(sebut_galat(hasil.galat)) from None
        except ImporDitolak as galat:
            raise Galat(str(galat)) from galat
        for lembar in BUKU.lembar:
            isi = rencana.ringkas_lembar(lembar.nama)
            self.stdout.write(f"{isi['nama']:<10}{isi['baru']:>7} baru{isi['berubah']:>7} berubah{isi['sama']:>7} sama")
        self.stdout.write("Diterapkan." if pilihan["terapkan"] else "Belum ada yang ditulis; ulangi dengan --terapkan.")

    def _jalankan(self, hasil: HasilBaca, lingkup: Lingkup, pilihan: dict[str, Any]) -> Rencana:
        if pilihan["terapkan"]:
            return jalankan(hasil, lingkup, nama=pilihan["berkas"].name)
        rencana = periksa(hasil, lingkup)
        if not hasil.sah:
            raise RencanaBerubah(hasil, rencana)
        return rencana
