"""`muat_realisasi BERKAS.xlsx --satker KODE --tahun T --triwulan N`: the workbook of the web pages, from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from capaian import izin
from capaian.buku.isi import Tempat
from capaian.buku.rencana import Butir, Rencana
from capaian.enums import Triwulan
from capaian.services_buku import baca_buku, jalankan, periksa_di
from jejak.middleware import pelaku_dari
from organisasi.models import Pengguna, Satker
from sakip.excel import tulis_galat
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.pelaku import SISTEM, sebagai
from sakip.perintah import berkas_masuk, sebut_galat


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = (
        "Memuat realisasi satu triwulan dari formulir Excel yang diunduh dari SAKIP: semua atau tidak sama sekali. "
        "Baris yang terkunci atau yang disimpan orang lain sejak formulirnya diunduh menghentikan perintah ini."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", metavar="BERKAS.xlsx", type=berkas_masuk(".xlsx"))
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--triwulan", required=True, type=int, choices=Triwulan.values)
        parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa dan menampilkan perbedaannya")
        parser.add_argument("--oleh", metavar="USERNAME", help="pengisi; wewenangnya diperiksa. Tanpa ini: sistem")
        parser.add_argument(
            "--bentrok",
            choices=("tolak", "tercatat", "berkas"),
            default="tolak",
            help="baris yang disimpan orang lain: berhenti (bawaan), pertahankan yang tercatat, atau pakai isi berkas",
        )
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
        oleh = self._pengisi(pilihan["oleh"], satker)
        tempat = Tempat(satker, pilihan["tahun"], pilihan["triwulan"], oleh)
        with sebagai(pelaku_dari(None, oleh) if oleh else SISTEM):
            self._muat(tempat, pilihan)

    def _pengisi(self, nama: str | None, satker: Satker) -> Pengguna | None:
        if nama is None:
            return None
        oleh = Pengguna.objects.filter(username=nama, is_active=True).first()
        if oleh is None:
            raise Galat(f"Pengguna {nama} tidak ditemukan.")
        if not oleh.has_perm(izin.ISI, satker):
            raise Galat(f"Pengguna {nama} tidak berwenang mengisi realisasi {satker}.")
        return oleh

    def _muat(self, tempat: Tempat, pilihan: dict[str, Any]) -> None:
        try:
            hasil = baca_buku(pilihan["berkas"], tempat)
            rencana = periksa_di(hasil, tempat)
            if not hasil.sah:
                raise RencanaBerubah(hasil, rencana)
            self._tolak_tertahan(rencana, pilihan["bentrok"])
            ambil = {b.acuan.pk for b in rencana.berselisih} if pilihan["bentrok"] == "berkas" else set()
            if not pilihan["dry_run"]:
                sidik = rencana.sidik(hasil.anggapan)
                rencana = jalankan(hasil, tempat, nama=pilihan["berkas"].name, sidik=sidik, ambil=ambil)
        except RencanaBerubah as ubah:
            if pilihan["kesalahan"]:
                pilihan["kesalahan"].write_bytes(tulis_galat(pilihan["berkas"], ubah.hasil.galat))
            raise Galat(sebut_galat(ubah.hasil.galat or ["Data berubah selama berkas diperiksa. Ulangi."])) from None
        except ImporDitolak as galat:
            raise Galat(str(galat)) from galat
        self._sebut(rencana, ambil)
        self.stdout.write("Belum ada yang ditulis." if pilihan["dry_run"] else "Diterapkan.")

    def _tolak_tertahan(self, rencana: Rencana, bentrok: str) -> None:
        """What the pages show and leave unwritten stops a command: nobody would look at it."""
        baris = [f"{b.sebutan}: {b.alasan}" for b in rencana.terkunci]
        if bentrok == "tolak":
            baris += [
                f"{b.sebutan}: disimpan {b.siapa or 'orang lain'} sesudah formulir diunduh" for b in rencana.berselisih
            ]
        if baris:
            raise Galat("\n".join(["Tidak ada yang ditulis.", *baris]))

    def _sebut(self, rencana: Rencana, ambil: set[int]) -> None:
        for nama in rencana.lembar:
            isi = rencana.ringkas_lembar(nama)
            jumlah = "".join(f"{isi[k]:>7} {k}" for k in ("baru", "berubah", "bentrok", "sama"))
            self.stdout.write(f"{nama:<10}{jumlah}")
        for butir in rencana.ditulis(ambil):
            self._sebut_baris(butir)

    def _sebut_baris(self, butir: Butir) -> None:
        for u in butir.ubahan:
            self.stdout.write(f"  {butir.acuan.kode} {u.judul}: “{u.lama}” → “{u.baru}”")
