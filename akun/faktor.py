"""The second factor: codes of an authenticator app (TOTP) and recovery codes, with django-otp's devices and throttling.

Recovery codes are stored as keyed fingerprints: who reads the database cannot use them.
"""

from __future__ import annotations

import math
import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from jejak.enums import Tindakan
from jejak.services import catat
from sakip.izin import PERAN_ADMIN, Peran

if TYPE_CHECKING:
    from organisasi.models import Pengguna

JUMLAH_KODE = 10
PANJANG_KODE = 10
BATAS_GANDA = 12  # failures after which the waiting (then 2^11 seconds) grows no more
HURUF_KODE = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike


@dataclass(frozen=True)
class Hasil:
    """Whether a code was right; `tunggu` seconds must pass before the next one is looked at."""

    sah: bool
    tunggu: int = 0


# --- Who must have one ---------------------------------------------------------------------------------------------


def wajib(pengguna: Pengguna) -> bool:
    """Whether the person may not work without one; who keeps the technical admin counts as an admin."""
    peran: frozenset[Peran] = settings.OTP_WAJIB
    return bool(peran) and (bool(peran & pengguna.semua_peran) or (pengguna.is_staff and bool(peran & PERAN_ADMIN)))


# --- The app -------------------------------------------------------------------------------------------------------


def aplikasi(pengguna: Pengguna) -> TOTPDevice | None:
    """The authenticator app that is in use."""
    return TOTPDevice.objects.filter(user=pengguna, confirmed=True).first()


def siapkan(pengguna: Pengguna) -> TOTPDevice:
    """A key that is not in use yet: the one shown before, so that a reload does not change the picture."""
    return TOTPDevice.objects.get_or_create(user=pengguna, confirmed=False, defaults={"name": "Aplikasi"})[0]


def kunci_terbaca(perangkat: TOTPDevice) -> str:
    """The key as a person types it: groups of four."""
    kunci = b32encode(perangkat.bin_key).decode().rstrip("=")
    return " ".join(kunci[i : i + 4] for i in range(0, len(kunci), 4))


@transaction.atomic
def pasang(pengguna: Pengguna, perangkat: TOTPDevice) -> list[str]:
    """Use the key from now on, instead of any other; returns the recovery codes, which nobody can see again."""
    TOTPDevice.objects.filter(user=pengguna).exclude(pk=perangkat.pk).delete()
    TOTPDevice.objects.filter(pk=perangkat.pk).update(confirmed=True)
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Faktor kedua dipasang")
    return kode_baru(pengguna)


def hapus(pengguna: Pengguna) -> None:
    """Log in with the password alone from now on."""
    TOTPDevice.objects.filter(user=pengguna).delete()
    StaticDevice.objects.filter(user=pengguna).delete()


# --- Recovery codes ------------------------------------------------------------------------------------------------


@transaction.atomic
def kode_baru(pengguna: Pengguna) -> list[str]:
    """Ten new recovery codes; the old ones end."""
    StaticDevice.objects.filter(user=pengguna).delete()
    perangkat = StaticDevice.objects.create(user=pengguna, name="Kode pemulihan")
    kode = ["".join(secrets.choice(HURUF_KODE) for _ in range(PANJANG_KODE)) for _ in range(JUMLAH_KODE)]
    StaticToken.objects.bulk_create(StaticToken(device=perangkat, token=_sidik(k)) for k in kode)
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Kode pemulihan dibuat")
    return [f"{k[:5]}-{k[5:]}" for k in kode]


def sisa_kode(pengguna: Pengguna) -> int:
    return StaticToken.objects.filter(device__user=pengguna).count()


def rapikan_kode(teks: str) -> str:
    """As it is compared: however the person put capitals, spaces and lines."""
    return "".join(huruf for huruf in teks.casefold() if huruf.isalnum())


def _sidik(kode: str) -> str:
    """64 bits, keyed with the secret of the installation: what the table holds instead of the code."""
    return salted_hmac("akun.faktor.kode", rapikan_kode(kode), algorithm="sha256").hexdigest()[:16]


# --- Checking ------------------------------------------------------------------------------------------------------


def periksa(pengguna: Pengguna, perangkat: TOTPDevice, kode: str) -> Hasil:
    """Check a code of the app. Each code counts once; wrong ones make the next wait longer and longer."""
    return _periksa(pengguna, perangkat, kode)


def periksa_kode_pemulihan(pengguna: Pengguna, kode: str) -> Hasil:
    """Check a recovery code and use it up."""
    perangkat = StaticDevice.objects.filter(user=pengguna).first()
    if perangkat is None:
        return Hasil(False)
    hasil = _periksa(pengguna, perangkat, _sidik(kode))
    if hasil.sah:
        catat(Tindakan.LAIN, objek=pengguna, keterangan=f"Kode pemulihan dipakai; tersisa {sisa_kode(pengguna)}")
    return hasil


def _periksa(pengguna: Pengguna, perangkat: Device, kode: str) -> Hasil:
    boleh, sebab = perangkat.verify_is_allowed()
    if not boleh:
        return Hasil(False, max(1, math.ceil((sebab["locked_until"] - timezone.now()).total_seconds())))
    sah = verify_token(pengguna, perangkat.persistent_id, kode) is not None
    if not sah:  # the waiting doubles with each failure; without an end a stranger could shut the owner out for years
        salah = type(perangkat).objects.filter(pk=perangkat.pk, throttling_failure_count__gt=BATAS_GANDA)
        salah.update(throttling_failure_count=BATAS_GANDA)
    return Hasil(sah)
