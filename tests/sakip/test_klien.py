"""The client's address: what the proxy wrote, never what a client claims."""

import pytest
from django.test import RequestFactory

from sakip.klien import alamat_klien

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("https", "terusan", "alamat"),
    [
        (False, "203.0.113.7", PROXY),  # without a proxy anybody can send the header
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the client invented the first one
        (True, "2001:db8::1", "2001:db8::1"),
        (True, "", PROXY),
        (True, "203.0.113.7, <script>", PROXY),
    ],
)
def test_the_address_is_the_one_the_proxy_saw(settings, https, terusan, alamat):
    settings.HTTPS = https
    assert alamat_klien(RequestFactory(REMOTE_ADDR=PROXY).get("/", headers={"X-Forwarded-For": terusan})) == alamat


def test_a_socket_without_address_is_unknown():
    assert alamat_klien(RequestFactory(REMOTE_ADDR="").get("/")) is None
