"""The internal certificate authority: one key, made once, that issues a certificate to each signer.

The authority's key lies in the database, encrypted (AES-256) with a key from outside it: SAKIP_KUNCI_CA, or else the
file `kunci-ca` in SAKIP_VAR. A signer's key is encrypted with the signer's own passphrase and nothing else: the program
cannot open it, and a lost passphrase means a new certificate. How keys are backed up and changed: docs/tandatangan.md.
"""

from __future__ import annotations

import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

from .antarmuka import GalatTandaTangan, Rahasia

MASA_OTORITAS = timedelta(days=3652)  # ten years
MASA_SERTIFIKAT = timedelta(days=730)  # two years
BERKAS_KUNCI = "kunci-ca"

# Guessing a passphrase costs about 0.2 s and 32 MiB each. PKCS#12 would not do: the library's outer check takes 2,048
# rounds whatever is asked for, so a copy of the table could be guessed at a thousand times faster.
SCRYPT = {"n": 2**15, "r": 8, "p": 3}
GARAM, NONCE = 16, 12  # bytes


class KunciTakCocok(Exception):
    """The key or passphrase does not open this."""


@dataclass(frozen=True)
class Terbit:
    """A new certificate (PEM) with its encrypted private key."""

    sertifikat: str
    kunci: str
    serial: str
    sidik: str
    mulai: datetime
    sampai: datetime


# --- Keys at rest --------------------------------------------------------------------------------------------------


def kunci_pembungkus() -> Rahasia:
    """What the authority's key is encrypted with: the environment's, otherwise the file's, which is made once."""
    if settings.KUNCI_CA:
        return Rahasia(settings.KUNCI_CA)
    jalan = Path(settings.VAR, BERKAS_KUNCI)
    if not jalan.exists():
        _buat_berkas_kunci(jalan)
    return Rahasia(jalan.read_text(encoding="ascii").strip())


def _buat_berkas_kunci(jalan: Path) -> None:
    """Readable by the owner only, complete or not there; of two that make it at once the first one counts."""
    sementara = jalan.with_name(f".{jalan.name}.{secrets.token_hex(8)}")
    penunjuk = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(penunjuk, "w", encoding="ascii") as berkas:
        berkas.write(secrets.token_urlsafe(50) + "\n")
        berkas.flush()
        os.fsync(berkas.fileno())
    try:
        os.link(sementara, jalan)
    except FileExistsError:
        pass
    finally:
        sementara.unlink()


def bungkus(isi: bytes, rahasia: Rahasia, *, terikat: str) -> str:
    """Encrypt under a passphrase; `terikat` names what it belongs to, so that it cannot be put elsewhere.

    The text carries the cost it was made with, so that a higher one later still opens it.
    """
    garam, nonce = secrets.token_bytes(GARAM), secrets.token_bytes(NONCE)
    sandi = AESGCM(_turunkan(rahasia, garam, **SCRYPT)).encrypt(nonce, isi, terikat.encode())
    biaya = f"{SCRYPT['n']}${SCRYPT['r']}${SCRYPT['p']}"
    return f"scrypt${biaya}${b64encode(garam + nonce + sandi).decode()}"


def buka(teks: str, rahasia: Rahasia, *, terikat: str) -> bytes:
    """Raises KunciTakCocok, always after the same work."""
    _, n, r, p, isi = teks.split("$")
    mentah = b64decode(isi)
    garam, nonce, sandi = mentah[:GARAM], mentah[GARAM : GARAM + NONCE], mentah[GARAM + NONCE :]
    try:
        return AESGCM(_turunkan(rahasia, garam, n=int(n), r=int(r), p=int(p))).decrypt(nonce, sandi, terikat.encode())
    except InvalidTag:
        raise KunciTakCocok from None


def _turunkan(rahasia: Rahasia, garam: bytes, *, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=garam, length=32, n=n, r=r, p=p).derive(rahasia.buka().encode())


# --- Certificates --------------------------------------------------------------------------------------------------


def buat_otoritas(nama: str, kini: datetime) -> Terbit:
    """A new root: key, self-signed certificate."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    subjek = x509.Name([_ruas(NameOID.COUNTRY_NAME, "ID"), _ruas(NameOID.COMMON_NAME, nama)])
    sertifikat = (
        _dasar(subjek, subjek, kunci.public_key(), kini, kini + MASA_OTORITAS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_guna(terbit=True), critical=True)
        .sign(kunci, hashes.SHA256())
    )
    return _terbit(sertifikat, kunci, kunci_pembungkus())


def terbitkan(
    *, nama: str, nip: str, instansi: str, akar: str, kunci_akar: str, frasa: Rahasia, kini: datetime
) -> Terbit:
    """A new key and certificate of a signer. It never outlives its issuer.

    Raises GalatTandaTangan when the authority's key cannot be opened.
    """
    penerbit = x509.load_pem_x509_certificate(akar.encode())
    kunci_penerbit = _buka_otoritas(penerbit, kunci_akar)
    kunci = ec.generate_private_key(ec.SECP256R1())
    ruas = [
        _ruas(NameOID.COUNTRY_NAME, "ID"),
        _ruas(NameOID.ORGANIZATION_NAME, instansi),
        _ruas(NameOID.COMMON_NAME, nama),
    ]
    if nip:
        ruas.append(_ruas(NameOID.SERIAL_NUMBER, nip))
    sampai = min(kini + MASA_SERTIFIKAT, penerbit.not_valid_after_utc)
    sertifikat = (
        _dasar(x509.Name(ruas), penerbit.subject, kunci.public_key(), kini, sampai)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_guna(terbit=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci_penerbit.public_key()), critical=False)
        .sign(kunci_penerbit, hashes.SHA256())
    )
    return _terbit(sertifikat, kunci, frasa)


def ganti_pembungkus(akar: str, kunci_akar: str, baru: Rahasia) -> str:
    """The authority's key, encrypted with another key."""
    penerbit = x509.load_pem_x509_certificate(akar.encode())
    return _bungkus_kunci(_buka_otoritas(penerbit, kunci_akar), baru, _sidik(penerbit))


def _buka_otoritas(penerbit: x509.Certificate, kunci_akar: str) -> ec.EllipticCurvePrivateKey:
    try:
        isi = buka(kunci_akar, kunci_pembungkus(), terikat=_sidik(penerbit))
    except KunciTakCocok:
        raise GalatTandaTangan(
            "Kunci penerbit sertifikat tidak dapat dibuka. Hubungi admin SAKIP: isi SAKIP_KUNCI_CA tidak cocok."
        ) from None
    kunci = load_der_private_key(isi, password=None)
    assert isinstance(kunci, ec.EllipticCurvePrivateKey)
    return kunci


def _dasar(
    subjek: x509.Name, penerbit: x509.Name, kunci: ec.EllipticCurvePublicKey, mulai: datetime, sampai: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(penerbit)
        .public_key(kunci)
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai)
        .not_valid_after(sampai)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci), critical=False)
    )


def _guna(*, terbit: bool) -> x509.KeyUsage:
    """An authority signs certificates and nothing else; a signer signs and cannot deny it."""
    return x509.KeyUsage(
        digital_signature=not terbit,
        content_commitment=not terbit,
        key_cert_sign=terbit,
        crl_sign=terbit,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _ruas(oid: x509.ObjectIdentifier, isi: str) -> x509.NameAttribute:
    return x509.NameAttribute(oid, isi[:64])  # longer ones are not allowed in a certificate


def _terbit(sertifikat: x509.Certificate, kunci: ec.EllipticCurvePrivateKey, rahasia: Rahasia) -> Terbit:
    sidik = _sidik(sertifikat)
    return Terbit(
        sertifikat=sertifikat.public_bytes(Encoding.PEM).decode(),
        kunci=_bungkus_kunci(kunci, rahasia, sidik),
        serial=f"{sertifikat.serial_number:x}",
        sidik=sidik,
        mulai=sertifikat.not_valid_before_utc,
        sampai=sertifikat.not_valid_after_utc,
    )


def _bungkus_kunci(kunci: ec.EllipticCurvePrivateKey, rahasia: Rahasia, sidik: str) -> str:
    der = kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return bungkus(der, rahasia, terikat=sidik)


def _sidik(sertifikat: x509.Certificate) -> str:
    return sertifikat.fingerprint(hashes.SHA256()).hex()
