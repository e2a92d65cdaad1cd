"""Own files and own kinds of papers for each test; processes beside it where a worker has to die."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from dokumen import jenis, services
from dokumen.models import PekerjaanCetak
from tests import pabrik
from tests.dokumen import contoh
from tests.dokumen.bangku_tanda import (  # noqa: F401  # fixtures
    bangku_basah,
    bangku_bsre,
    bangku_internal,
    kertas,
    kertas_lain,
    server,
)

AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def ruang(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files below a folder of the test, the test's kinds registered, every progress report written."""
    settings.MEDIA_ROOT = tmp_path / "media"
    contoh.pasang(settings)
    monkeypatch.setattr(jenis, "_terdaftar", dict(jenis._terdaftar))
    contoh.daftarkan_semua()
    monkeypatch.setattr(services, "JEDA_LAPOR", 0)
    return tmp_path


@pytest.fixture
def minta(satker: Any) -> Callable[..., PekerjaanCetak]:
    """A new job of a kind, not yet claimed."""

    def buat(kode: str = "uji", **nilai: Any) -> PekerjaanCetak:
        return PekerjaanCetak.objects.create(**{"jenis": kode, "satker": satker, "tahun": 2024} | nilai)

    return buat


@pytest.fixture(scope="session")
def tanpa_sambungan_sisa(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Ends what killed processes left connected, so that PostgreSQL can drop the test database at the end."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as kursor:
            kursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def basis_data_bersama(tanpa_sambungan_sisa: None, transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database that other processes see too; this process uses it as well.

    The test database of PostgreSQL, or a file that begins as a copy of SQLite's database in memory.
    """
    sandi = connection.settings_dict
    if connection.vendor == "postgresql":
        alamat = f"{sandi['HOST'] or 'localhost'}:{sandi['PORT'] or 5432}"
        yield f"postgresql://{sandi['USER']}:{sandi['PASSWORD']}@{alamat}/{sandi['NAME']}"
        return
    berkas = tmp_path / "bersama.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(berkas) as salinan:
        connection.connection.backup(salinan)
    salinan.close()
    semula = connections["default"]
    connections["default"] = type(semula)(sandi | {"NAME": str(berkas)}, "default")
    yield f"sqlite:///{berkas}"
    connections["default"].close()
    connections["default"] = semula


@pytest.fixture
def satker_bersama(basis_data_bersama: str) -> Any:
    return pabrik.SatkerFactory(kode="654340")


@pytest.fixture
def lingkungan(basis_data_bersama: str, ruang: Path) -> dict[str, str]:
    """The environment of a process that shares database, files and broker with this test."""
    return dict(os.environ) | {"DATABASE_URL": basis_data_bersama, "SAKIP_VAR": str(ruang), "PYTHONPATH": str(AKAR)}


@pytest.fixture
def jalankan(lingkungan: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python process; whatever still runs at the end is killed."""
    proses: list[subprocess.Popen[str]] = []

    def mulai(*argumen: str, **env: str) -> subprocess.Popen[str]:
        p = subprocess.Popen(
            [sys.executable, *argumen],
            cwd=AKAR,
            env=lingkungan | env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        proses.append(p)
        return p

    yield mulai
    for p in proses:
        p.kill()
        p.communicate()


@pytest.fixture
def tunggu() -> Callable[..., None]:
    """Wait until something is true; an assertion with a clear word when it does not become so."""

    def sampai(syarat: Callable[[], object], *, detik: float = 20, apa: str = "syarat") -> None:
        batas = time.monotonic() + detik
        while not syarat():
            assert time.monotonic() < batas, f"{apa}: tidak terjadi dalam {detik} detik"
            time.sleep(0.1)

    return sampai


class PendengarHttp:
    """A web server that notes every request it gets."""

    def __init__(self) -> None:
        self.ketukan: list[str] = []
        ketukan = self.ketukan

        class Catat(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                ketukan.append(self.path)
                self.send_error(404)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Catat)
        self.alamat = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def httpserver_sederhana() -> Iterator[PendengarHttp]:
    pendengar = PendengarHttp()
    utas = threading.Thread(target=pendengar.server.serve_forever, kwargs={"poll_interval": 0.01})
    utas.start()
    yield pendengar
    pendengar.server.shutdown()
    utas.join()
    pendengar.server.server_close()
