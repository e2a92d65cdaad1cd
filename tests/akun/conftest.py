"""People who log in through the page, with a device where they have one."""

from __future__ import annotations

import time

import pytest
from axes.models import AccessAttempt
from django.conf import settings as pengaturan
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from akun import faktor
from sakip.celery import app
from tests import pabrik

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"


def masuk(client: Client, pengguna, sandi: str = pabrik.SANDI, **kepala):
    """Log in as a person does; `kepala` are request headers such as REMOTE_ADDR."""
    nama = getattr(pengguna, "username", pengguna)
    return client.post(reverse("masuk"), {"username": nama, "password": sandi}, **kepala)


def sudah_masuk(client: Client) -> bool:
    return client.get(reverse("akun:akun")).status_code == 200


def kode_kini(perangkat: TOTPDevice, geser: int = 0) -> str:
    """What the app shows now, or `geser` steps of 30 seconds later."""
    totp = TOTP(perangkat.bin_key)
    totp.time = time.time() + geser * 30
    return f"{totp.token():06d}"


@pytest.fixture
def berfaktor(pimpinan):
    """The Ketua, with a second factor; `pimpinan.aplikasi` and `pimpinan.kode` are the device and the codes."""
    pimpinan.aplikasi = faktor.siapkan(pimpinan)
    pimpinan.kode = faktor.pasang(pimpinan, pimpinan.aplikasi)
    return pimpinan


@pytest.fixture
def surel_aktif(settings):
    """Mail is set up, and the worker does its work at once."""
    settings.SUREL_AKTIF = True
    lama, app.conf.task_always_eager = app.conf.task_always_eager, True
    yield
    app.conf.task_always_eager = lama


def lewatkan(lama) -> None:
    """Let time pass for the failures that were counted."""
    for p in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=p.pk).update(attempt_time=p.attempt_time - lama)


KUE = pengaturan.SESSION_COOKIE_NAME
