"""`muat_dipa BERKAS --satker KODE --tahun TAHUN [--dry-run]`: the import of the web pages, from a shell; also YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anggaran.buku.rencana import Rencana
from anggaran.buku.susunan import DIPA
from anggaran.services_buku import Tempat, baca_berkas_untuk, jalankan, periksa_di, tempat_untuk
from organisasi.models import Satker
from renstra.impor.berkas_teks import AKHIRAN, berkas_teks
from sakip.excel import HasilBaca, tulis_galat
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.perintah import berkas_masuk, sebut_galat

UBAHAN_MAKS = 50


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = (
        "Memuat DIPA dari Excel, YAML, atau JSON ke draf tahunnya, atau membuat draf baru: semua atau tidak sama "
        "sekali. DIPA yang berlaku tidak diubah; buat revisinya dulu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "berkas",
            metavar="BERKAS",
            type=berkas_masuk(".xlsx", *sorted(AKHIRAN)),
            help="BERKAS.xlsx, BERKAS.yaml, atau BERKAS.json",
        )
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker pemilik DIPA")
        parser.add_argument("--tahun", required=True, type=int, metavar="TAHUN", help="tahun anggaran")
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
        if not 2000 <= pilihan["tahun"] <= 2099:
            raise Galat("Tahun harus dari 2000 sampai 2099.")
        try:
            tempat = tempat_untuk(satker, pilihan["tahun"])
            hasil = baca_berkas_untuk(pilihan["berkas"], tempat)
            rencana = self._jalankan(hasil, tempat, pilihan)
        except RencanaBerubah as ubah:
            if pilihan["kesalahan"] and not berkas_teks(pilihan["berkas"]):
                pilihan["kesalahan"].write_bytes(tulis_galat(pilihan["berkas"], ubah.hasil.galat))
            raise Galat(sebut_galat(ubah.hasil.galat)) from None
        except ImporDitolak as galat:
            raise Galat(str(galat)) from galat
        self._sebut(rencana, hasil)
        self.stdout.write("Belum ada yang ditulis." if pilihan["dry_run"] else "Diterapkan.")

    def _jalankan(self, hasil: HasilBaca, tempat: Tempat, pilihan: dict[str, Any]) -> Rencana:
        if not pilihan["dry_run"]:
            return jalankan(hasil, tempat, nama=pilihan["berkas"].name)
        rencana = periksa_di(hasil, tempat)
        if not hasil.sah:
            raise RencanaBerubah(hasil, rencana)
        return rencana

    def _sebut(self, rencana: Rencana, hasil: HasilBaca) -> None:
        isi = rencana.ringkas_lembar(DIPA)
        self.stdout.write("".join(f"{isi[k]:>7} {k}" for k in ("baru", "berubah", "hilang", "sama")))
        for u in isi["ubahan"][:UBAHAN_MAKS]:
            self.stdout.write(f"  {u['sebutan']}: {u['judul']} “{u['lama']}” → “{u['baru']}”")
        for sebutan in isi["contoh_hilang"]:
            self.stdout.write(f"  dihapus: {sebutan}")
        for anggapan in hasil.anggapan[:UBAHAN_MAKS]:
            self.stdout.write(f"  catatan: {anggapan.pesan}")
