"""Headers that every answer carries."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse

from sakip.middleware import KompresHalaman, kepala_aman
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


# --- Compression ---------------------------------------------------------------------------------------------------

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def test_a_page_is_compressed_for_a_browser_that_can(client):
    polos, rapat = client.get(reverse("masuk")), client.get(reverse("masuk"), **GZIP)
    assert "Content-Encoding" not in polos
    assert rapat["Content-Encoding"] == "gzip"
    assert len(rapat.content) < len(polos.content) / 2
    assert b"</html>" in gzip.decompress(rapat.content)
    assert "Accept-Encoding" in polos["Vary"], "a cache between must not give the one to who wants the other"


def test_the_length_of_a_page_does_not_tell_what_is_in_it(rf):
    """The random bytes against BREACH."""
    isi = HttpResponse("x" * 5_000)
    panjang = {len(KompresHalaman(lambda _: HttpResponse(isi.content))(rf.get("/", **GZIP)).content) for _ in range(40)}
    assert len(panjang) > 1


@pytest.mark.parametrize("jenis", ["application/pdf", "image/png", "application/octet-stream"])
def test_a_file_is_not_compressed_again(rf, jenis):
    jawaban = KompresHalaman(lambda _: HttpResponse("x" * 5_000, content_type=jenis))(rf.get("/", **GZIP))
    assert "Content-Encoding" not in jawaban


def test_a_stream_goes_out_as_it_is(rf):
    jawaban = KompresHalaman(lambda _: StreamingHttpResponse(iter(["x" * 5_000])))(rf.get("/", **GZIP))
    assert "Content-Encoding" not in jawaban
