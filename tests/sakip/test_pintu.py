"""The doors in bin/: they parse, they explain themselves, and they refuse early with a reason."""

import os
import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings

PINTU = ["bin/_siapkan", "bin/serve", "bin/test", "bin/manage", ".ci/run"]


def jalankan(*perintah: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        perintah,
        cwd=settings.BASE_DIR,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("pintu", PINTU)
def test_script_is_valid_bash(pintu):
    hasil = jalankan("bash", "-n", pintu)
    assert hasil.returncode == 0, hasil.stderr


@pytest.mark.parametrize("pintu", [p for p in PINTU if not p.endswith("_siapkan")])
def test_script_can_be_run_and_stops_at_the_first_failure(pintu):
    assert os.access(settings.BASE_DIR / pintu, os.X_OK)
    assert "\nset -euo pipefail\n" in (settings.BASE_DIR / pintu).read_text()


@pytest.mark.parametrize(("pintu", "isi"), [("bin/serve", "--tanpa-demo"), ("bin/test", "cakupan 90 persen")])
def test_bantuan_explains_and_does_nothing(pintu, isi):
    hasil = jalankan(pintu, "--bantuan")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    assert isi in hasil.stdout


def test_serve_refuses_an_unknown_option():
    hasil = jalankan("bin/serve", "--tanpa-dem0")
    assert hasil.returncode == 2
    assert "--tanpa-demo" in hasil.stderr


def test_serve_says_that_the_port_is_in_use(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as pemakai:
        hasil = jalankan("bin/serve", PORT=str(pemakai.getsockname()[1]), SAKIP_VAR=str(tmp_path))
    assert hasil.returncode == 1
    assert "sedang dipakai program lain" in hasil.stderr
    assert list(tmp_path.iterdir()) == []


def test_serve_refuses_a_port_that_is_no_number(tmp_path):
    hasil = jalankan("bin/serve", PORT="http", SAKIP_VAR=str(tmp_path))
    assert (hasil.returncode, hasil.stderr) == (1, "GAGAL: PORT harus bilangan. Yang tertulis: 'http'.\n")


def test_step_that_fails_shows_the_log_and_stops(tmp_path):
    skrip = (
        'source bin/_siapkan; JUMLAH=1; langkah "Uji"; kerjakan "mencoba" bash -c "echo sebabnya; exit 3"; echo lanjut'
    )
    hasil = jalankan("bash", "-c", f"set -euo pipefail; {skrip}", SAKIP_VAR=str(tmp_path))
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert "sebabnya" in hasil.stderr
    assert "GAGAL: [1/1] Uji: mencoba" in hasil.stderr


def test_secret_is_made_once_and_private(tmp_path):
    skrip = f"source bin/_siapkan; PY={sys.executable}; siapkan_kunci_rahasia; echo $SAKIP_SECRET_KEY"
    pertama, kedua = (
        jalankan("bash", "-c", f"set -euo pipefail; {skrip}", SAKIP_VAR=str(tmp_path), SAKIP_SECRET_KEY="")
        for _ in range(2)
    )
    assert pertama.stdout == kedua.stdout
    assert len(pertama.stdout.strip()) > 50
    assert (tmp_path / "kunci-rahasia").stat().st_mode & 0o077 == 0


def test_server_that_does_not_answer_is_named():
    hasil = jalankan(sys.executable, ".ci/menjawab.py", "redis://127.0.0.1:1/0")
    assert hasil.returncode == 1
    assert "refused" in hasil.stderr


def test_a_linked_environment_is_not_emptied(tmp_path):
    """`venv --clear` follows a link: a second checkout that borrows the first one's folder would destroy it."""
    (tmp_path / "bin").mkdir()
    shutil.copy(settings.BASE_DIR / "bin/_siapkan", tmp_path / "bin")
    (tmp_path / "milik-lain").mkdir()
    (tmp_path / "milik-lain/isi").touch()
    (tmp_path / ".venv").symlink_to("milik-lain")
    hasil = jalankan("bash", "-c", f"source {tmp_path}/bin/_siapkan; siapkan_venv", SAKIP_VAR=str(tmp_path / "var"))
    assert hasil.returncode == 1
    assert "tautan ke folder lain" in hasil.stderr
    assert (tmp_path / "milik-lain/isi").exists()
