"""The link that gives a new account its first password."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from organisasi.models import Pengguna

LAMA_AKTIVASI = timedelta(days=7)


class TokenAktivasi:
    """`make_token` and `check_token` as Django's reset views ask for them.

    Valid for LAMA_AKTIVASI instead of PASSWORD_RESET_TIMEOUT, and once: setting a password changes what is signed, and
    so do a login and another address.
    """

    _penanda = TimestampSigner(salt="akun.tokens.TokenAktivasi", sep=".")

    def make_token(self, user: Pengguna) -> str:
        return self._penanda.sign(self._keadaan(user))

    def check_token(self, user: Pengguna | None, token: str | None) -> bool:
        if not user or not token or user.has_usable_password():
            return False
        try:
            keadaan = self._penanda.unsign(token, max_age=LAMA_AKTIVASI)
        except BadSignature:
            return False
        return constant_time_compare(keadaan, self._keadaan(user))

    def _keadaan(self, user: Pengguna) -> str:
        isi = f"{user.pk}|{user.password}|{user.last_login}|{user.email}"
        return salted_hmac("akun.tokens.TokenAktivasi", isi, algorithm="sha256").hexdigest()[:32]


token_aktivasi = TokenAktivasi()
