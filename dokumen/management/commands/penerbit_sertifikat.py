"""`penerbit_sertifikat`: look at the internal certificate authority, replace it, or encrypt its key anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dokumen.models import Otoritas
from dokumen.tandatangan import ca
from dokumen.tandatangan.antarmuka import GalatTandaTangan, Rahasia
from dokumen.tandatangan.internal import otoritas_aktif, putar_otoritas
from sakip.angka import format_tanggal
from sakip.lingkungan import PANJANG_KUNCI_TERPENDEK, teks


class Galat(CommandError):
    """Ends the command with one line that begins with "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = "Melihat penerbit sertifikat tanda tangan, menggantinya, atau menyandikan ulang kuncinya"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ganti", action="store_true", help="buat penerbit baru; yang lama tetap dikenal")
        parser.add_argument(
            "--sandikan-ulang",
            action="store_true",
            help="sandikan kunci penerbit dengan isi SAKIP_KUNCI_CA_BARU, lalu pakai nilai itu sebagai SAKIP_KUNCI_CA",
        )
        parser.add_argument("--sertifikat", action="store_true", help="cetak sertifikat (PEM) semua penerbit")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        try:
            if pilihan["ganti"]:
                putar_otoritas()
            if pilihan["sandikan_ulang"]:
                self._sandikan_ulang()
            with transaction.atomic():
                otoritas_aktif()
        except GalatTandaTangan as galat:
            raise Galat(str(galat)) from galat
        for o in Otoritas.objects.all():
            keadaan = "menerbitkan" if o.aktif else "dikenal saja"
            self.stdout.write(f"{o.sidik}  {format_tanggal(o.mulai)} – {format_tanggal(o.sampai)}  {keadaan}")
            if pilihan["sertifikat"]:
                self.stdout.write(o.sertifikat)

    @transaction.atomic
    def _sandikan_ulang(self) -> None:
        baru = teks("SAKIP_KUNCI_CA_BARU")
        if len(baru) < PANJANG_KUNCI_TERPENDEK:
            raise Galat(f"Isi SAKIP_KUNCI_CA_BARU dengan {PANJANG_KUNCI_TERPENDEK} karakter acak atau lebih.")
        for o in Otoritas.objects.select_for_update():
            Otoritas.objects.filter(pk=o.pk).update(kunci=ca.ganti_pembungkus(o.sertifikat, o.kunci, Rahasia(baru)))
        self.stdout.write(
            "Kunci disandikan ulang. Ganti SAKIP_KUNCI_CA (atau isi berkas kunci-ca), lalu mulai ulang SAKIP."
        )
