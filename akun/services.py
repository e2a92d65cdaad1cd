"""Acts on an account: passwords, links, sessions, lost factors. Each leaves a trail and tells the owner by mail."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jejak.enums import Tindakan
from jejak.services import catat
from sakip.pelaku import pelaku_kini

from . import faktor, kunci
from .models import Jatah, Sesi
from .services_kelola import KELOLA, boleh_kelola
from .tokens import token_aktivasi

if TYPE_CHECKING:
    from organisasi.models import Pengguna

logger = logging.getLogger(__name__)

SEJAM = timedelta(hours=1)
PERMINTAAN_PER_ALAMAT_IP = 5  # reset mails asked for from one place in an hour
SURAT_PER_SUREL = 3  # reset mails to one address in an hour
AKUN_MATI = "Akun ini tidak aktif. Aktifkan dahulu, lalu buat tautannya."


class GalatAkun(Exception):
    """The act does not fit the state of the account; the message may be shown as it is."""


# --- Links that set a password -------------------------------------------------------------------------------------


def tautan_aktivasi(pengguna: Pengguna) -> str:
    """The path at which the owner of an account without password sets the first one: once, within 7 days.

    Raises GalatAkun for an account that has a password (see `buat_tautan`) or is not active.
    """
    if not pengguna.is_active:
        raise GalatAkun(AKUN_MATI)
    if pengguna.has_usable_password():
        raise GalatAkun("Akun ini sudah mempunyai kata sandi. Setel ulang kata sandinya bila pemiliknya lupa.")
    uid = urlsafe_base64_encode(force_bytes(pengguna.pk))
    return reverse("akun:aktivasi", args=[uid, token_aktivasi.make_token(pengguna)])


def boleh_minta_setel_ulang(alamat_ip: str | None) -> bool:
    """Whether this place may ask for a reset mail again; taken once per question."""
    return Jatah.ambil(f"setel-ulang-ip:{alamat_ip}", batas=PERMINTAAN_PER_ALAMAT_IP, tiap=SEJAM)


def minta_setel_ulang(*, surel: str, asal: str) -> None:
    """Let the worker send a link to every account with this address; `asal` is the site ("https://sakip.example.go.id").

    Takes as long for an address nobody has, and never fails the request: mail is somebody else's machine.
    """
    sidik = salted_hmac("akun.setel_ulang", surel.casefold(), algorithm="sha256").hexdigest()[:40]
    if Jatah.ambil(f"setel-ulang-surel:{sidik}", batas=SURAT_PER_SUREL, tiap=SEJAM):
        _minta_kirim("kirim_setel_ulang", surel, asal)


def sandi_disetel(pengguna: Pengguna, *, cara: str, kecuali: str | None = None) -> None:
    """After a new password was stored: every other session ends, the account is unlocked, the owner is told."""
    Sesi.objects.milik(pengguna).exclude(pk=kecuali).delete()
    kunci.buka(pengguna.get_username())
    catat(Tindakan.LAIN, objek=pengguna, keterangan=f"Kata sandi diganti ({cara})")
    kabari(pengguna, f"Kata sandi akun Anda diganti ({cara}).")


# --- Own sessions --------------------------------------------------------------------------------------------------


def akhiri_sesi(pengguna: Pengguna, sesi: Sesi) -> None:
    sesi.delete()
    catat(Tindakan.LAIN, objek=pengguna, keterangan=f"Sesi diakhiri: {sesi.perangkat}, {sesi.alamat or 'tanpa alamat'}")


def akhiri_semua_sesi(pengguna: Pengguna, *, kecuali: str | None = None) -> int:
    """Delete the sessions of a person but the one with the key `kecuali`; how many there were."""
    jumlah, _ = Sesi.objects.milik(pengguna).exclude(pk=kecuali).delete()
    if jumlah:
        catat(Tindakan.LAIN, objek=pengguna, keterangan=f"{jumlah} sesi diakhiri")
    return jumlah


def matikan_faktor(pengguna: Pengguna) -> None:
    faktor.hapus(pengguna)
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Faktor kedua dimatikan")
    kabari(pengguna, "Faktor kedua akun Anda dimatikan.")


def ganti_surel(pengguna: Pengguna, surel: str) -> None:
    """Store a new address (the trail has both) and tell the old one."""
    lama, pengguna.email = pengguna.email, surel
    pengguna.save(update_fields=["email"])
    kabari(pengguna, f"Alamat surel akun Anda diganti menjadi {surel or '(kosong)'}.", surel=lama)


def kabari_surel_berubah(pengguna: Pengguna, lama: str) -> None:
    """An admin gave the login another address: the old one is told, for the new one can reset the password."""
    oleh = pelaku_kini().nama
    kabari(
        pengguna, f"Admin ({oleh}) mengganti alamat surel akun Anda menjadi {pengguna.email or '(kosong)'}.", surel=lama
    )


# --- What an administrator does for somebody -----------------------------------------------------------------------


def wajib_boleh_memulihkan(oleh: Pengguna, pengguna: Pengguna) -> None:
    """403 unless `oleh` keeps the accounts of that satker and the account is not above the own reach.

    Nobody does it for the own account: there the password and the second factor are asked for.
    """
    if oleh.pk == pengguna.pk:
        raise PermissionDenied("Akun Anda sendiri diurus di halaman Akun saya.")
    if not oleh.has_perm(KELOLA, pengguna):
        raise PermissionDenied("Hanya admin satker yang mengurus akun.")
    if not boleh_kelola(oleh, pengguna):
        raise PermissionDenied("Akun ini hanya dapat diurus admin pusat atau pengelola sistem.")


@transaction.atomic
def buat_tautan(pengguna: Pengguna, *, oleh: Pengguna) -> str:
    """The link at which the owner sets a password; a password that was there ends, and so do the sessions.

    Links made before stop working. Raises GalatAkun for an account that is not active.
    """
    wajib_boleh_memulihkan(oleh, pengguna)
    if not pengguna.is_active:
        raise GalatAkun(AKUN_MATI)
    pengguna.set_unusable_password()
    pengguna.save(update_fields=["password"])
    akhiri_semua_sesi(pengguna)
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Tautan kata sandi dibuat oleh admin")
    kabari(pengguna, f"Admin ({oleh}) membuat tautan untuk menetapkan kata sandi akun Anda.")
    return tautan_aktivasi(pengguna)


@transaction.atomic
def pulihkan_faktor(pengguna: Pengguna, *, oleh: Pengguna) -> None:
    """Take a lost second factor away; the person logs in with the password and sets up a new one."""
    wajib_boleh_memulihkan(oleh, pengguna)
    faktor.hapus(pengguna)
    akhiri_semua_sesi(pengguna)
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Faktor kedua dihapus oleh admin")
    kabari(pengguna, f"Admin ({oleh}) menghapus faktor kedua akun Anda. Pasang lagi setelah masuk.")


def buka_kunci(pengguna: Pengguna, *, oleh: Pengguna | None = None) -> int:
    """End the lock after too many failures; `oleh` is None for the command line. How many counters there were."""
    if oleh is not None:
        wajib_boleh_memulihkan(oleh, pengguna)
    jumlah = kunci.buka(pengguna.get_username())
    catat(Tindakan.LAIN, objek=pengguna, keterangan="Penahanan masuk dibuka")
    return jumlah


# --- Mail ----------------------------------------------------------------------------------------------------------


def kabari(pengguna: Pengguna, peristiwa: str, *, surel: str | None = None) -> None:
    """Tell the owner what happened to the account, at the address that was in use until now."""
    tujuan = pengguna.email if surel is None else surel
    if tujuan and settings.SUREL_AKTIF:
        saat = timezone.localtime().isoformat(timespec="minutes")
        transaction.on_commit(lambda: _minta_kirim("kirim_kabar", pengguna.pk, tujuan, peristiwa, saat))


def _minta_kirim(tugas: str, *isi: object) -> None:
    """Hand mail to the worker. A broker that does not answer is logged, and costs nobody the request."""
    from . import tasks

    try:
        getattr(tasks, tugas).delay(*isi)
    except Exception:
        logger.exception("Surat %s tidak dapat diserahkan kepada pekerja.", tugas)


def bersihkan() -> None:
    """Every hour: sessions past their day, and counters nobody asks any more."""
    from .sesi import SessionStore

    SessionStore.clear_expired()
    Jatah.bersihkan(timezone.now() - timedelta(days=1))
