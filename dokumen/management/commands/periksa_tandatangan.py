"""`periksa_tandatangan BERKAS.pdf`: the verification page from a shell. Status 0: valid; 1: not, or not ours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dokumen.tandatangan.verifikasi import BATAS_UKURAN, BarisTanda, Jawaban, Putusan, periksa_berkas
from sakip.angka import format_waktu

KATA = {
    Putusan.SAH: "SAH",
    Putusan.TIDAK_SAH: "TIDAK SAH",
    Putusan.BUKAN_KAMI: "BUKAN DOKUMEN KAMI",
    Putusan.BASAH: "DITANDATANGANI BASAH",
}


class Galat(CommandError):
    """Ends the command with one line that begins with "Galat: …", and exit status 1."""


class Command(BaseCommand):
    help = "Memeriksa tanda tangan elektronik suatu berkas PDF, misalnya: periksa_tandatangan perjanjian.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", metavar="BERKAS.pdf", help="berkas yang diperiksa")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        jalan = Path(os.environ.get("SAKIP_FOLDER_ASAL", ""), pilihan["berkas"]).absolute()
        try:
            if jalan.stat().st_size > BATAS_UKURAN:
                raise Galat(f"Berkas “{jalan}” lebih besar dari {BATAS_UKURAN // 1024 // 1024} MB.")
            isi = jalan.read_bytes()
        except OSError as galat:
            raise Galat(f"Berkas “{jalan}” tidak dapat dibaca: {galat.strerror}.") from galat
        jawaban = periksa_berkas(isi)
        for baris in laporan(jawaban):
            self.stdout.write(baris)
        if not jawaban.sah:
            raise SystemExit(1)


def laporan(jawaban: Jawaban) -> list[str]:
    """The answer and the facts, one a line."""
    hasil = [KATA[jawaban.putusan], *([jawaban.alasan] if jawaban.alasan else [])]
    zona = "WIB"
    if jawaban.dokumen is not None:
        zona = jawaban.dokumen.satker.zona_waktu
        hasil += [f"Dokumen : {jawaban.dokumen.judul}", f"Satker  : {jawaban.dokumen.satker.nama}"]
    if jawaban.keadaan is not None:
        hasil.append(f"Keadaan : {jawaban.keadaan.kata}")
    for nomor, tanda in enumerate(jawaban.tanda, start=1):
        hasil += _tanda(nomor, tanda, zona)
    p = jawaban.pemeriksaan
    if p is not None:
        if p.tanda:
            letak = " (ke-{} sampai ke-{})".format(*p.letak_tambahan) if p.bita_tambahan else ""
            hasil.append(f"Tambahan: {p.bita_tambahan} bita setelah tanda tangan terakhir{letak}")
        hasil += [f"Ukuran  : {p.ukuran} bita", f"SHA-256 : {p.sha256}"]
    return hasil


def _tanda(nomor: int, t: BarisTanda, zona: str) -> list[str]:
    utuh = "utuh" if t.utuh else "TIDAK UTUH"
    kenal = "sertifikat dikenal" if t.tepercaya else "sertifikat tidak dikenal"
    siapa = f"{t.nama}, {t.jabatan}" if t.jabatan else t.nama
    baris = [f"Tanda {nomor} : {siapa}", f"          {format_waktu(t.waktu, zona)}; {utuh}; {kenal}"]
    if t.penerbit:
        baris.append(f"          sertifikat {t.sidik_sertifikat[:16]}… dari {t.penerbit}")
    return baris + ([f"          {t.alasan}"] if t.alasan and not t.sah else [])
