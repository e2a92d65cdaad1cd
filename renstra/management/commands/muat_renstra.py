"""`muat_renstra BERKAS --satker KODE [--dry-run]`: the import of the web pages, from a shell; also YAML and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from organisasi.models import Satker
from renstra.impor.berkas_teks import AKHIRAN, HasilTeks, berkas_teks
from renstra.impor.rencana import Rencana
from renstra.services_impor import Tempat, baca_berkas_untuk, jalankan, periksa_di
from renstra.services_naskah import UbahanNaskah, beda_naskah
from sakip.excel import HasilBaca, tulis_galat
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.perintah import berkas_masuk, sebut_galat

UBAHAN_MAKS = 50


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = (
        "Memuat Renstra dari Excel, YAML, atau JSON ke draf periodenya, atau membuat draf baru: semua atau tidak sama "
        "sekali. Renstra yang sudah ditetapkan tidak diubah; buat revisinya dulu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "berkas",
            metavar="BERKAS",
            type=berkas_masuk(".xlsx", *sorted(AKHIRAN)),
            help="BERKAS.xlsx, BERKAS.yaml, atau BERKAS.json",
        )
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker pemilik Renstra")
        parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa dan menampilkan perbedaannya")

        parser.add_argument(
            "--kesalahan",
            metavar="BERKAS.xlsx",
            type=Path,
            help="bila buku kerjanya salah, tulis salinannya di sini dengan catatan pada setiap sel yang keliru",
        )

    def handle(self, *args: Any, **pilihan: Any) -> None:
        satker = Satker.objects.filter(kode=pilihan["satker"]).first()
        if satker is None:
            raise Galat(f"Satker {pilihan['satker']} tidak ditemukan.")
        try:
            hasil, tempat = baca_berkas_untuk(pilihan["berkas"], satker, timezone.localdate().year)
            naskah = beda_naskah(tempat.renstra, hasil.naskah) if isinstance(hasil, HasilTeks) else None
            rencana = self._jalankan(hasil, tempat, pilihan)
        except RencanaBerubah as ubah:
            if pilihan["kesalahan"] and not berkas_teks(pilihan["berkas"]):
                pilihan["kesalahan"].write_bytes(tulis_galat(pilihan["berkas"], ubah.hasil.galat))
            raise Galat(sebut_galat(ubah.hasil.galat)) from None
        except ImporDitolak as galat:
            raise Galat(str(galat)) from galat
        self._sebut(rencana)
        if naskah:
            self._sebut_naskah(naskah)
        self.stdout.write("Belum ada yang ditulis." if pilihan["dry_run"] else "Diterapkan.")

    def _jalankan(self, hasil: HasilBaca, tempat: Tempat, pilihan: dict[str, Any]) -> Rencana:
        if not pilihan["dry_run"]:
            return jalankan(hasil, tempat, nama=pilihan["berkas"].name)
        rencana = periksa_di(hasil, tempat)
        if not hasil.sah:
            raise RencanaBerubah(hasil, rencana)
        return rencana

    def _sebut_naskah(self, naskah: UbahanNaskah) -> None:
        self.stdout.write(
            f"{'Naskah':<10}{naskah.baru:>7} baru{naskah.berubah:>7} berubah{0:>7} hilang{naskah.sama:>7} sama"
        )
        if naskah.nama:
            self.stdout.write(f"  {', '.join(naskah.nama)}")

    def _sebut(self, rencana: Rencana) -> None:
        for nama in rencana.lembar:
            isi = rencana.ringkas_lembar(nama)
            jumlah = "".join(f"{isi[k]:>7} {k}" for k in ("baru", "berubah", "hilang", "sama"))
            self.stdout.write(f"{nama:<10}{jumlah}")
            for u in isi["ubahan"][:UBAHAN_MAKS]:
                self.stdout.write(f"  {u['sebutan']}: {u['judul']} “{u['lama']}” → “{u['baru']}”")
            for sebutan in isi["contoh_hilang"]:
                self.stdout.write(f"  dihapus: {sebutan}")
