"""Headers that every answer carries."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from sakip.middleware import kepala_aman
from tests.sakip.test_settings import KUNCI, manage

CSP = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def test_the_policy_allows_our_own_files_only(client):
    assert set(client.get(reverse("masuk"))["Content-Security-Policy"].split("; ")) == CSP


@pytest.mark.parametrize(
    ("kepala", "nilai"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_a_page_carries_the_header(client, kepala, nilai):
    assert client.get(reverse("masuk"))[kepala] == nilai


def test_no_page_may_ask_for_camera_or_place(client):
    izin = client.get(reverse("masuk"))["Permissions-Policy"]
    assert "camera=()" in izin
    assert "geolocation=()" in izin


def test_pages_behind_the_login_are_not_kept(client, satker, perencana):
    client.force_login(perencana)
    jawaban = client.get(reverse("organisasi:organisasi", args=[satker.kode, 2024]))
    assert "no-store" in jawaban["Cache-Control"]


def test_an_answer_that_decided_itself_keeps_its_word(rf):
    jawaban = kepala_aman(lambda _: HttpResponse(headers={"Cache-Control": "private, max-age=60"}))(rf.get("/"))
    assert jawaban["Cache-Control"] == "private, max-age=60"


def test_with_https_the_cookies_belong_to_this_host_alone(tmp_path):
    hasil = manage(
        tmp_path,
        *("shell", "--no-imports", "-c"),
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)",
        SAKIP_SECRET_KEY=KUNCI,
    )
    assert hasil.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "Lax"]
