"""`muat_realisasi_anggaran BERKAS --satker KODE --tahun T`: the import of the pages, from a shell."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anggaran.impor.baca import Bacaan, kenali
from anggaran.impor.periksa import Tempat
from anggaran.impor.rencana import Rencana
from anggaran.izin import ISI
from anggaran.services_impor import (
    Pilihan,
    Setuju,
    baca_berkas,
    jalankan,
    periksa_di,
    semua_pemetaan,
    tempat,
    usulkan,
)
from jejak.middleware import pelaku_dari
from organisasi.models import Pengguna, Satker
from sakip.excel.mentah import tulis_galat_mentah
from sakip.impor import ImporDitolak, RencanaBerubah
from sakip.pelaku import SISTEM, sebagai
from sakip.perintah import berkas_masuk, sebut_galat


class Galat(CommandError):
    """Ends the command with one line that begins with this class's name, "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = (
        "Memuat realisasi anggaran dari ekspor SAKTI, OM-SPAN, atau tabel sejenis (.xlsx, .csv): semua atau tidak sama "
        "sekali. Kode yang tidak dikenal, peringatan, dan selisih jumlah menghentikan perintah ini."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", metavar="BERKAS", type=berkas_masuk())
        parser.add_argument("--satker", required=True, metavar="KODE", help="kode satker")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--per-tanggal", type=_tanggal, metavar="YYYY-MM-DD", help="bila tidak tertulis di berkas")
        parser.add_argument("--pemetaan", default="", metavar="NAMA", help="pemetaan kolom; tanpa ini dikenali sendiri")
        parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa dan menampilkan perbedaannya")
        parser.add_argument("--oleh", metavar="USERNAME", help="pengisi; wewenangnya diperiksa. Tanpa ini: sistem")
        parser.add_argument("--luar-dipa", action="store_true", help="catat kode yang tidak dikenal di luar DIPA")
        parser.add_argument("--setuju", action="store_true", help="teruskan walaupun ada peringatan atau selisih")
        parser.add_argument("--hapus", action="store_true", help="hapus kode tercatat yang tidak ada di berkas")
        parser.add_argument("--utama", action="store_true", help="jadikan posisi terakhir posisi utama")
        parser.add_argument(
            "--kesalahan", metavar="BERKAS.xlsx", type=Path, help="tulis salinan berkas yang keliru di sini, bertanda"
        )

    def handle(self, *args: Any, **pilihan: Any) -> None:
        satker = Satker.objects.filter(kode=pilihan["satker"]).first()
        if satker is None:
            raise Galat(f"Satker {pilihan['satker']} tidak ditemukan.")
        oleh = self._pengisi(pilihan["oleh"], satker)
        with sebagai(pelaku_dari(None, oleh) if oleh else SISTEM):
            try:
                self._muat(satker, pilihan)
            except ImporDitolak as galat:
                raise Galat(str(galat)) from galat

    def _pengisi(self, nama: str | None, satker: Satker) -> Pengguna | None:
        if nama is None:
            return None
        oleh = Pengguna.objects.filter(username=nama, is_active=True).first()
        if oleh is None:
            raise Galat(f"Pengguna {nama} tidak ditemukan.")
        if not oleh.has_perm(ISI, satker):
            raise Galat(f"Pengguna {nama} tidak berwenang mengisi realisasi {satker}.")
        return oleh

    def _muat(self, satker: Satker, pilihan: dict[str, Any]) -> None:
        """Raises ImporDitolak."""
        isi = pilihan["berkas"].read_bytes()
        pilih = self._pilihan(isi, satker, pilihan)
        bacaan = baca_berkas(isi, satker, pilihan["tahun"], pilih)
        di = tempat(satker, pilihan["tahun"], pilih)
        rencana = periksa_di(bacaan, di)
        if pilihan["luar_dipa"] and rencana.asing and not rencana.galat:
            padanan = {a.kode: "" for a in rencana.asing if a.luar}
            pilih = replace(pilih, pemetaan=pilih.pemetaan.dengan_padanan(padanan))
            bacaan = baca_berkas(isi, satker, pilihan["tahun"], pilih)
            rencana = periksa_di(bacaan, di)
        self._tolak(rencana, isi, pilihan)
        self._sebut(rencana)
        if not pilihan["dry_run"]:
            self._terapkan(bacaan, di, rencana, pilihan)
        self.stdout.write("Belum ada yang ditulis." if pilihan["dry_run"] else "Diterapkan.")

    def _pilihan(self, isi: bytes, satker: Satker, pilihan: dict[str, Any]) -> Pilihan:
        semua = semua_pemetaan(satker)
        if pilihan["pemetaan"] and pilihan["pemetaan"] not in semua:
            raise Galat(f"Tidak ada pemetaan “{pilihan['pemetaan']}”. Yang ada: {', '.join(sorted(semua))}.")
        kenalan = kenali(isi)
        nama, pemetaan, _ = usulkan(kenalan, semua, pilihan["pemetaan"])
        if pemetaan.kurang:
            raise Galat(
                f"Kolom tidak dikenali ({', '.join(pemetaan.kurang)}). Simpan dulu pemetaannya lewat halaman impor."
            )
        self.stdout.write(f"Dibaca sebagai “{nama or 'pemetaan dari judul kolom'}”.")
        return Pilihan(pemetaan, nama, per_tanggal=pilihan["per_tanggal"])

    def _tolak(self, rencana: Rencana, isi: bytes, pilihan: dict[str, Any]) -> None:
        if rencana.galat and pilihan["kesalahan"]:
            pilihan["kesalahan"].write_bytes(tulis_galat_mentah(isi, rencana.galat))
        baris = [str(g) for g in rencana.galat]
        baris += [] if baris else [f"{a.sel}: kode {a.kode} tidak dikenal{_usul(a.usul)}" for a in rencana.asing]
        if not baris and not pilihan["setuju"] and not pilihan["dry_run"]:
            baris = [f"{p.sel}: {p.pesan}" for p in (*rencana.peringatan, *rencana.selisih)]
            baris += ["Ulangi dengan --setuju bila memang begitu."] if baris else []
        if baris:
            raise Galat(sebut_galat(baris))

    def _terapkan(self, bacaan: Bacaan, di: Tempat, rencana: Rencana, pilihan: dict[str, Any]) -> None:
        setuju = Setuju(peringatan=pilihan["setuju"], hapus=pilihan["hapus"], utama=pilihan["utama"])
        baru = Tempat(di.satker, di.tahun, di.per_tanggal)  # as the database is now
        try:
            jalankan(bacaan, baru, nama=pilihan["berkas"].name, sidik=rencana.sidik(), setuju=setuju)
        except RencanaBerubah:
            raise Galat("Tidak ada yang ditulis.\nData berubah selama berkas diperiksa. Ulangi.") from None

    def _sebut(self, rencana: Rencana) -> None:
        for p in (*rencana.peringatan, *rencana.selisih, *rencana.catatan):
            self.stdout.write(f"Perhatian {p.sel}: {p.pesan}")
        for potret in rencana.potret:
            isi = potret.ringkas()
            jumlah = "".join(f"{isi[k]:>7} {k}" for k in ("baru", "berubah", "hilang", "sama"))
            self.stdout.write(f"{isi['nama']}{jumlah}; {isi['jumlah']} rupiah")
        if not rencana.banyak:
            self.stdout.write("Tidak ada yang berubah.")


def _usul(usul: tuple[tuple[str, str], ...]) -> str:
    return f"; mungkin {', '.join(kode for kode, _ in usul)}" if usul else ""


def _tanggal(teks: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(teks)
    except ValueError:
        raise argparse.ArgumentTypeError(f"tulis tanggal sebagai 2024-06-30, bukan “{teks}”") from None
