"""Whether a file, or the paper behind a QR code, is what was signed: the examination joined with what we know of it."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from .antarmuka import GalatTandaTangan
from .enums import AlasanCabut
from .hasil import Pemeriksaan, TandaTerperiksa
from .internal import akar_internal
from .models import DokumenBertanda, Sertifikat, TandaTangan
from .services import isi_berkas

logger = logging.getLogger(__name__)

BATAS_UKURAN = 20 * 1024 * 1024  # bytes of an upload
BATAS_WAKTU = 25  # seconds of the examining process
LAMA_INGAT = 60 * 60  # seconds that the verdict on a file of ours is remembered, by its fingerprint


class Putusan(StrEnum):
    SAH = "sah"
    TIDAK_SAH = "tidak_sah"
    BUKAN_KAMI = "bukan_kami"
    BASAH = "basah"


@dataclass(frozen=True)
class Keadaan:
    """Where the paper stands in its own life, told by the app that it belongs to."""

    kata: str
    berlaku: bool
    pengganti: DokumenBertanda | None = None


@dataclass(frozen=True)
class BarisTanda:
    """A signature as the page shows it: what the file says, and what we wrote down when it was made."""

    nama: str
    jabatan: str
    peran: str
    waktu: datetime | None
    penerbit: str
    sidik_sertifikat: str
    utuh: bool
    tepercaya: bool
    alasan: str = ""

    @property
    def sah(self) -> bool:
        return self.utuh and self.tepercaya


@dataclass(frozen=True)
class Jawaban:
    """The one big answer, why, and the facts. `versi_lama`: the file is ours, but not the newest one of its paper."""

    putusan: Putusan
    alasan: str
    tanda: tuple[BarisTanda, ...] = ()
    dokumen: DokumenBertanda | None = None
    keadaan: Keadaan | None = None
    pemeriksaan: Pemeriksaan | None = None
    versi_lama: bool = False

    @property
    def sah(self) -> bool:
        return self.putusan == Putusan.SAH


_keadaan: dict[str, Callable[[DokumenBertanda], Keadaan]] = {}


def daftarkan_keadaan(jenis: str, sumber: Callable[[DokumenBertanda], Keadaan]) -> None:
    """`sumber(dokumen)` tells whether a paper of this kind is in force, and what replaced it."""
    _keadaan[jenis] = sumber


# --- By its QR code ------------------------------------------------------------------------------------------------


def periksa_dokumen(dokumen: DokumenBertanda) -> Jawaban:
    """The stored file of a paper, its signatures, and where the paper stands."""
    baris = list(dokumen.tanda.all())
    if not dokumen.elektronik:
        return _jawab(
            dokumen,
            Putusan.BASAH,
            "Dokumen ini ditandatangani di atas kertas; yang disimpan adalah pindaiannya.",
            _catatan(baris),
        )
    try:
        pemeriksaan = _periksa_tepercaya(isi_berkas(dokumen), baris[-1].sha256_sesudah)
    except GalatTandaTangan:
        return _jawab(
            dokumen, Putusan.TIDAK_SAH, "Berkas yang tersimpan tidak sama dengan yang ditandatangani.", _catatan(baris)
        )
    return _nilai_milik_kami(dokumen, baris, pemeriksaan)


def _periksa_tepercaya(isi: bytes, sha256: str) -> Pemeriksaan:
    """A file whose fingerprint is the stored one: examined here, and remembered."""
    kunci = f"periksa-tanda:{sha256}"
    ingat = cache.get(kunci)
    if ingat is not None:
        return Pemeriksaan.dari_json(ingat)
    from .pemeriksaan import periksa

    hasil = periksa(isi, akar_tepercaya())
    cache.set(kunci, hasil.ke_json(), LAMA_INGAT)
    return hasil


# --- By the file itself --------------------------------------------------------------------------------------------


def periksa_berkas(isi: bytes) -> Jawaban:
    """Any file. Ours is known by its fingerprint; an unknown one that carries a certificate of ours is altered."""
    pemeriksaan = periksa_terpisah(isi)
    cocok = TandaTangan.objects.filter(sha256_sesudah=pemeriksaan.sha256).select_related("dokumen__satker").first()
    if cocok is not None:
        return _milik_kami(cocok, pemeriksaan)
    tanda = tuple(_baris_asing(t) for t in pemeriksaan.tanda)
    terbitan_kami = Sertifikat.objects.filter(sidik__in=[t.sidik_sertifikat for t in pemeriksaan.tanda]).exists()
    if terbitan_kami or pemeriksaan.alasan:
        return Jawaban(Putusan.TIDAK_SAH, _sebab_berubah(pemeriksaan), tanda, pemeriksaan=pemeriksaan)
    if not pemeriksaan.tanda:
        return Jawaban(Putusan.BUKAN_KAMI, "Berkas ini tidak memuat tanda tangan elektronik.", pemeriksaan=pemeriksaan)
    return Jawaban(
        Putusan.BUKAN_KAMI,
        "Tanda tangan pada berkas ini tidak dibuat di sini. Periksa pada penerbit sertifikatnya.",
        tanda,
        pemeriksaan=pemeriksaan,
    )


def _sebab_berubah(p: Pemeriksaan) -> str:
    if p.alasan:
        return p.alasan
    if p.bita_tambahan > 0:
        return "Berkas ini ditambah setelah ditandatangani."
    rusak = next((t for t in p.tanda if not t.sah), None)
    return rusak.alasan if rusak else "Tanda tangannya utuh, tetapi dokumen ini tidak tercatat di sini."


def _milik_kami(cocok: TandaTangan, pemeriksaan: Pemeriksaan) -> Jawaban:
    dokumen = cocok.dokumen
    baris = list(dokumen.tanda.filter(urut__lte=cocok.urut))
    lama = dokumen.tanda.filter(urut__gt=cocok.urut).exists()
    if not dokumen.elektronik:
        return _jawab(
            dokumen,
            Putusan.BASAH,
            "Dokumen ini ditandatangani di atas kertas; ini pindaian yang kami simpan.",
            _catatan(baris),
            pemeriksaan,
        )
    return _nilai_milik_kami(dokumen, baris, pemeriksaan, lama=lama)


def periksa_terpisah(isi: bytes) -> Pemeriksaan:
    """Examine in a process of its own (see `terpisah`). What it cannot do is not in order."""
    kepala = json.dumps({"akar": [a.decode() for a in akar_tepercaya()], "ukuran": len(isi)}).encode() + b"\n"
    gagal = Pemeriksaan(hashlib.sha256(isi).hexdigest(), len(isi), alasan="Berkas ini tidak dapat diperiksa.")
    try:
        proses = subprocess.run(
            [sys.executable, "-m", "dokumen.tandatangan.terpisah"],
            input=kepala + isi,
            capture_output=True,
            timeout=BATAS_WAKTU,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=True,
        )
        return Pemeriksaan.dari_json(proses.stdout.decode())
    except (subprocess.SubprocessError, OSError, ValueError, TypeError, KeyError):
        logger.warning("A file of %s bytes could not be examined", len(isi))
        return gagal


# --- The verdict ---------------------------------------------------------------------------------------------------


def akar_tepercaya() -> list[bytes]:
    """Our authorities, and the issuers that the installation trusts beside them."""
    tambahan = Path(settings.AKAR_TAMBAHAN).read_bytes() if settings.AKAR_TAMBAHAN else b""
    penutup = b"-----END CERTIFICATE-----"
    return akar_internal() + [p.strip() + b"\n" + penutup for p in tambahan.split(penutup) if b"BEGIN CERTIFICATE" in p]


def _nilai_milik_kami(
    dokumen: DokumenBertanda, baris: list[TandaTangan], pemeriksaan: Pemeriksaan, *, lama: bool = False
) -> Jawaban:
    cabut = {s.sidik: s for s in Sertifikat.objects.filter(sidik__in=[b.sidik_sertifikat for b in baris])}
    tanda = _gabung(baris, pemeriksaan, cabut)
    alasan = _alasan_tidak_sah(dokumen, baris, tanda, pemeriksaan)
    putusan = Putusan.TIDAK_SAH if alasan else Putusan.SAH
    return _jawab(dokumen, putusan, alasan, tanda, pemeriksaan, lama=lama)


def _alasan_tidak_sah(
    dokumen: DokumenBertanda, baris: list[TandaTangan], tanda: tuple[BarisTanda, ...], p: Pemeriksaan
) -> str:
    if p.alasan:
        return p.alasan
    if p.bita_tambahan > 0:
        return "Berkas ini ditambah setelah ditandatangani."
    if [t.sidik_sertifikat for t in p.tanda] != [b.sidik_sertifikat for b in baris]:
        return "Tanda tangan dalam berkas bukan yang tercatat di sini."
    rusak = next((t for t in tanda if not t.sah), None)
    if rusak is not None:
        return rusak.alasan
    return "Dokumen ini sudah ditarik kembali dan tidak berlaku lagi." if dokumen.ditarik else ""


def _gabung(baris: list[TandaTangan], p: Pemeriksaan, sertifikat: dict[str, Sertifikat]) -> tuple[BarisTanda, ...]:
    """The recorded signatures, each with what the file says of it."""
    periksa = {t.sidik_sertifikat: t for t in p.tanda}
    return tuple(_satu(b, periksa.get(b.sidik_sertifikat), sertifikat.get(b.sidik_sertifikat)) for b in baris)


def _satu(b: TandaTangan, t: TandaTerperiksa | None, s: Sertifikat | None) -> BarisTanda:
    alasan = _alasan_sertifikat(b, s) or (t.alasan if t else "Tanda tangan ini tidak ada dalam berkas.")
    return BarisTanda(
        b.nama,
        b.jabatan,
        b.peran,
        b.waktu,
        b.penerbit,
        b.sidik_sertifikat,
        utuh=bool(t and t.utuh),
        tepercaya=bool(t and (t.tepercaya or b.penyedia == "bsre")) and not _alasan_sertifikat(b, s),
        alasan=alasan,
    )


def _alasan_sertifikat(b: TandaTangan, s: Sertifikat | None) -> str:
    """Whether the certificate could sign at the time that we wrote down; a later end of it changes nothing."""
    if s is None:
        return ""
    if not s.mulai <= b.waktu < s.sampai:
        return "Sertifikatnya tidak berlaku ketika ditandatangani."
    if s.dicabut_pada and s.dicabut_pada <= b.waktu:
        return f"Sertifikatnya sudah dicabut ({AlasanCabut(s.alasan_cabut).label.lower()}) sebelum ditandatangani."
    return ""


def _catatan(baris: list[TandaTangan]) -> tuple[BarisTanda, ...]:
    """What was written down when the signatures were made, without a judgement on a file."""
    return tuple(
        BarisTanda(b.nama, b.jabatan, b.peran, b.waktu, b.penerbit, b.sidik_sertifikat, utuh=False, tepercaya=False)
        for b in baris
    )


def _baris_asing(t: TandaTerperiksa) -> BarisTanda:
    return BarisTanda(
        t.nama, "", "", t.saat, t.penerbit, t.sidik_sertifikat, utuh=t.utuh, tepercaya=t.tepercaya, alasan=t.alasan
    )


def _jawab(
    dokumen: DokumenBertanda,
    putusan: Putusan,
    alasan: str,
    tanda: tuple[BarisTanda, ...],
    pemeriksaan: Pemeriksaan | None = None,
    *,
    lama: bool = False,
) -> Jawaban:
    sumber = _keadaan.get(dokumen.jenis)
    keadaan = sumber(dokumen) if sumber else None
    return Jawaban(putusan, alasan, tanda, dokumen, keadaan, pemeriksaan, lama)
