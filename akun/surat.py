"""The mails about an account. Plain text: nothing to load, nothing to click but the address that stands there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

if TYPE_CHECKING:
    from organisasi.models import Pengguna


def setel_ulang(surel: str, asal: str) -> None:
    """A link to every active account with this address that has a password; one mail per account."""
    for pengguna in PasswordResetForm().get_users(surel):
        uid = urlsafe_base64_encode(force_bytes(pengguna.pk))
        jalan = reverse("akun:setel_ulang", args=[uid, default_token_generator.make_token(pengguna)])
        konteks = {"tautan": f"{asal}{jalan}", "menit": settings.PASSWORD_RESET_TIMEOUT // 60}
        _kirim("setel_ulang", "Setel ulang kata sandi SAKIP", pengguna, pengguna.email, konteks)


def kabar(pengguna_id: int, surel: str, peristiwa: str, saat: str) -> None:
    """What happened to the account, and what to do when it was somebody else."""
    from organisasi.models import Pengguna

    konteks = {"peristiwa": peristiwa, "saat": datetime.fromisoformat(saat)}
    for pengguna in Pengguna.objects.filter(pk=pengguna_id):
        _kirim("kabar", "Perubahan pada akun SAKIP Anda", pengguna, surel, konteks)


def _kirim(templat: str, perihal: str, pengguna: Pengguna, surel: str, konteks: dict[str, Any]) -> None:
    isi = render_to_string(f"akun/surel/{templat}.txt", {"pengguna": pengguna, **konteks})
    send_mail(perihal, isi, settings.DEFAULT_FROM_EMAIL, [surel])
