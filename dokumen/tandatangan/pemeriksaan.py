"""Validation of the signatures in a PDF: pure, without Django, so that it also runs in a small process of its own.

The file is treated as hostile: whatever cannot be read, or reads in a way that nobody foresaw, is not in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import KeyUsageConstraints, SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from .hasil import Pemeriksaan, TandaTerperiksa
from .pembubuhan import baca_sertifikat
from .utas import jalankan

BATAS_TANDA = 20  # signatures that are looked at; a paper of ours has two
BUKAN_PDF = "Berkas ini bukan PDF yang dapat dibaca, atau sudah rusak."


def periksa(isi: bytes, akar: Sequence[bytes]) -> Pemeriksaan:
    """Look at every signature; `akar` are the certificates (PEM) of the issuers that we trust. Never raises."""
    sha256 = hashlib.sha256(isi).hexdigest()
    try:
        return Pemeriksaan(sha256, len(isi), _semua_tanda(isi, akar))
    except _Berlebihan as galat:
        return Pemeriksaan(sha256, len(isi), alasan=str(galat))
    except Exception:  # whatever it is: a file that cannot be examined is not in order
        return Pemeriksaan(sha256, len(isi), alasan=BUKAN_PDF)


class _Berlebihan(Exception):
    pass


def _semua_tanda(isi: bytes, akar: Sequence[bytes]) -> tuple[TandaTerperiksa, ...]:
    pembaca = PdfFileReader(BytesIO(isi), strict=True)
    if pembaca.encrypted:
        raise _Berlebihan("Berkas ini terkunci sandi, jadi tanda tangannya tidak dapat diperiksa.")
    tanda = list(pembaca.embedded_regular_signatures)
    if len(tanda) > BATAS_TANDA:
        raise _Berlebihan(f"Berkas ini memuat lebih dari {BATAS_TANDA} tanda tangan.")
    tepercaya = [baca_sertifikat(a) for a in akar]
    return tuple(_satu(t, tepercaya) for t in tanda)


def _satu(tanda: Any, akar: list[Any]) -> TandaTerperiksa:
    sertifikat = tanda.signer_cert
    saat: datetime | None = tanda.self_reported_timestamp
    subjek = sertifikat.subject.native
    rentang = [int(n) for n in tanda.byte_range]
    utuh, tepercaya, alasan = _nilai(tanda, akar, saat)
    return TandaTerperiksa(
        medan=str(tanda.field_name),
        nama=str(subjek.get("common_name", "")),
        nip=str(subjek.get("serial_number", "")),
        penerbit=str(sertifikat.issuer.native.get("common_name", "")),
        sidik_sertifikat=sertifikat.sha256.hex(),
        waktu=saat.isoformat() if saat else "",
        utuh=utuh,
        tepercaya=tepercaya,
        sampai_bita=rentang[2] + rentang[3],
        alasan=alasan,
    )


def _nilai(tanda: Any, akar: list[Any], saat: datetime | None) -> tuple[bool, bool, str]:
    """Intact, trusted, and why not. The certificate is judged as of the time that the signature names."""
    try:
        konteks = ValidationContext(trust_roots=akar, allow_fetching=False, moment=saat)
        aturan = KeyUsageConstraints({"non_repudiation"})
        status = jalankan(validate_pdf_signature, tanda, konteks, key_usage_settings=aturan)
    except Exception as galat:
        return False, False, f"Tanda tangan ini tidak dapat diperiksa ({type(galat).__name__})."
    utuh = bool(
        status.intact
        and status.valid
        and status.coverage is not None
        and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and status.docmdp_ok
    )
    return utuh, utuh and bool(status.trusted), _alasan(status, utuh)


def _alasan(status: Any, utuh: bool) -> str:
    if not status.intact:
        return "Isi berkas berubah setelah ditandatangani."
    if not status.valid:
        return "Tanda tangannya tidak cocok dengan sertifikatnya."
    if not utuh:
        return "Setelah ditandatangani, isi berkas diubah dengan cara yang tidak diizinkan."
    return "" if status.trusted else "Penerbit sertifikatnya tidak kami kenal."
