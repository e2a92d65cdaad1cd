"""SAKIP as a person starts it: own database with the demo data, web server, Celery worker; and a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

AKAR = Path(__file__).resolve().parents[2]
SANDI = "sakip-demo-2024"
LAYAR = {"laptop": {"width": 1366, "height": 768}, "ponsel": {"width": 390, "height": 844}}
PILIHAN_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"), "args": PILIHAN_CHROMIUM}


@contextmanager
def _basis_data(ruang: Path) -> Iterator[str]:
    """A database of its own: a SQLite file, or a new PostgreSQL database beside the test one."""
    asal = os.environ.get("TEST_DATABASE_URL", "")
    if not asal.startswith("postgres"):
        yield f"sqlite:///{ruang / 'sakip.sqlite3'}"
        return
    nama = f"sakip_browser_{uuid.uuid4().hex[:12]}"
    _perintah_pg(asal, f"CREATE DATABASE {nama}")
    yield asal.rpartition("/")[0] + f"/{nama}"
    _perintah_pg(asal, f"DROP DATABASE {nama} WITH (FORCE)")


def _perintah_pg(alamat: str, perintah: str) -> None:
    sambungan = psycopg2.connect(alamat)
    sambungan.autocommit = True
    sambungan.cursor().execute(perintah)
    sambungan.close()


def _porta_bebas() -> int:
    with socket.create_server(("127.0.0.1", 0)) as pendengar:
        return int(pendengar.getsockname()[1])


def _tunggu_sehat(alamat: str, proses: list[subprocess.Popen[bytes]]) -> None:
    batas = time.monotonic() + 30
    while time.monotonic() < batas:
        assert all(p.poll() is None for p in proses), "SAKIP berhenti sebelum siap"
        try:
            with urlopen(f"{alamat}/sehat/", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("SAKIP tidak menjawab dalam 30 detik")


@pytest.fixture(scope="session")
def sakip_hidup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running SAKIP with the demo data. Started once, stopped at the end."""
    ruang = tmp_path_factory.mktemp("sakip")
    porta = _porta_bebas()
    with _basis_data(ruang) as basis_data:
        env = dict(os.environ) | {"SAKIP_VAR": str(ruang), "DATABASE_URL": basis_data, "SAKIP_LOG": "ERROR"}
        env["DJANGO_SUPERUSER_PASSWORD"] = SANDI
        teknisi = ["createsuperuser", "--no-input", "--username", "teknisi", "--email", "teknisi@example.go.id"]
        for perintah in (["migrate", "-v0"], ["load_demo"], teknisi, ["collectstatic", "--no-input", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *perintah], cwd=AKAR, env=env, check=True, capture_output=True)
        web = ["gunicorn", "sakip.wsgi", "--bind", f"127.0.0.1:{porta}", "--threads", "4", "--no-control-socket"]
        pekerja = ["celery", "-q", "-A", "sakip", "worker", "--concurrency=1", "--loglevel=ERROR"]
        proses = [subprocess.Popen([sys.executable, "-m", *p], cwd=AKAR, env=env) for p in (web, pekerja)]
        try:
            _tunggu_sehat(f"http://127.0.0.1:{porta}", proses)
            yield f"http://127.0.0.1:{porta}"
        finally:
            for p in proses:
                p.terminate()
            for p in proses:
                p.wait(timeout=30)


@pytest.fixture
def buka(browser: Browser, sakip_hidup: str) -> Iterator[Callable[..., Page]]:
    """`buka("sekretaris.bengkulu", layar="ponsel")`: a fresh browser with this person logged in, at the Beranda."""
    konteks: list[BrowserContext] = []

    def masuk(pengguna: str, *, layar: str = "laptop", **pilihan: Any) -> Page:
        konteks.append(browser.new_context(base_url=sakip_hidup, viewport=LAYAR[layar], locale="id-ID", **pilihan))
        halaman = konteks[-1].new_page()
        halaman.goto("/masuk/")
        halaman.locator("[name=username]").fill(pengguna)
        halaman.locator("[name=password]").fill(SANDI)
        halaman.get_by_role("button", name="Masuk").click()
        halaman.wait_for_url("**/2024/")
        return halaman

    yield masuk
    for k in konteks:
        k.close()
