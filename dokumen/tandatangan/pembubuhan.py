"""Signature fields and PAdES signatures on PDF bytes: the one place that signs with pyHanko. No database, no Django.

Order of a paper with two signatures (docs/tandatangan.md says why): re-saved once, *both* fields appended, the first
signature certifies the paper and allows further ones only, the second is appended. So the file after the first
signature is the beginning of the file after the second, byte for byte. Nothing but pyHanko touches it after that.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .antarmuka import Kotak, Medan
from .utas import jalankan

ALGORITMA = "sha256"
CADANGAN = 8_192  # hex digits kept free for the signature itself; ours take about 4,500


@dataclass(frozen=True)
class Kunci:
    """An opened private key (DER, PKCS#8) with its certificate and the issuer's (PEM)."""

    pribadi: bytes = field(repr=False)
    sertifikat: bytes = field(repr=False)
    penerbit: bytes = field(repr=False)


def rapikan(isi: bytes) -> bytes:
    """The same paper saved again. The layout engine's one large object stream makes signing quadratic."""
    keluar = BytesIO()
    with pikepdf.open(BytesIO(isi)) as pdf:
        pdf.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return keluar.getvalue()


def tambah_medan(isi: bytes, medan: tuple[Medan, ...]) -> bytes:
    """Append empty signature fields; all of them before the first signature, which forbids further ones."""
    penulis = IncrementalPdfFileWriter(BytesIO(isi))
    for m in medan:
        fields.append_signature_field(penulis, _spesifikasi(m))
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def _spesifikasi(medan: Medan) -> fields.SigFieldSpec:
    halaman, sudut = (0, None) if medan.kotak is None else (medan.kotak.halaman, _sudut(medan.kotak))
    return fields.SigFieldSpec(medan.nama, on_page=halaman, box=sudut, readable_field_name=medan.sebutan)


def _sudut(kotak: Kotak) -> tuple[int, int, int, int]:
    return round(kotak.x0), round(kotak.y0), round(kotak.x1), round(kotak.y1)


def tandatangani(
    isi: bytes, *, medan: str, kunci: Kunci, nama: str, alasan: str, pertama: bool, stempel: bytes = b""
) -> bytes:
    """Sign one field; `stempel` is a PDF of one page that fills its block. The first signature certifies the file."""
    penulis = IncrementalPdfFileWriter(BytesIO(isi))
    keterangan = signers.PdfSignatureMetadata(
        field_name=medan,
        md_algorithm=ALGORITMA,
        name=nama,
        reason=alasan,
        certify=pertama,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    keluar = BytesIO()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as berkas:
        berkas.write(stempel)
        berkas.flush()
        gaya = _gaya(berkas.name) if stempel else None
        penanda = signers.PdfSigner(keterangan, _penanda(kunci), stamp_style=gaya)
        jalankan(penanda.sign_pdf, penulis, existing_fields_only=True, bytes_reserved=CADANGAN, output=keluar)
    return keluar.getvalue()


def _gaya(berkas: str) -> StaticStampStyle:
    """The one-page PDF fills the block from edge to edge."""
    penuh = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))
    return StaticStampStyle.from_pdf_file(berkas, border_width=0, background_layout=penuh)


def _penanda(kunci: Kunci) -> signers.SimpleSigner:
    gudang = SimpleCertificateStore()
    penerbit, sertifikat = baca_sertifikat(kunci.penerbit), baca_sertifikat(kunci.sertifikat)
    gudang.register_multiple([penerbit, sertifikat])
    return signers.SimpleSigner(sertifikat, keys.PrivateKeyInfo.load(kunci.pribadi), gudang)


def baca_sertifikat(isi: bytes) -> x509.Certificate:
    """A certificate from PEM or DER."""
    return x509.Certificate.load(pem.unarmor(isi)[2] if pem.detect(isi) else isi)
