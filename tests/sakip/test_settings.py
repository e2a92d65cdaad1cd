"""The settings file: strict about what it reads, and refuses to start rather than guess."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sakip import lingkungan
from sakip.izin import Peran

KUNCI = "k1-" + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def manage(tmp_path: Path, *perintah: str, **env: str) -> subprocess.CompletedProcess[str]:
    """manage.py in a process of its own that sees this environment only."""
    return subprocess.run(
        [sys.executable, "manage.py", *perintah],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SAKIP_VAR": str(tmp_path), **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("tertulis", "terbaca"),
    [("1", True), ("true", True), (" Ya ", True), ("ON", True), ("0", False), ("false", False), ("tidak", False)],
)
def test_boolean_reads_the_usual_words(tertulis, terbaca):
    assert lingkungan.boolean("X", not terbaca, env={"X": tertulis}) is terbaca


@pytest.mark.parametrize("env", [{}, {"X": ""}, {"X": "  "}])
def test_boolean_not_set_takes_the_default(env):
    assert lingkungan.boolean("X", True, env=env) is True


@pytest.mark.parametrize("tertulis", ["flase", "2", "-", "1 0"])
def test_boolean_with_a_typo_names_variable_and_value(tertulis):
    with pytest.raises(ImproperlyConfigured, match=rf"X harus .*'{tertulis}'"):
        lingkungan.boolean("X", False, env={"X": tertulis})


@pytest.mark.parametrize("tertulis", ["dua", "-1", "1.5", "²", "1_000"])
def test_bilangan_refuses_what_is_not_a_whole_number(tertulis):
    with pytest.raises(ImproperlyConfigured, match="X harus bilangan bulat"):
        lingkungan.bilangan("X", 1, env={"X": tertulis})


def test_bilangan_reads_zero_as_a_value():
    assert lingkungan.bilangan("X", 587, env={"X": "0"}) == 0


def test_daftar_drops_space_and_empty_parts():
    assert lingkungan.daftar("X", env={"X": " a.go.id, ,b.go.id,"}) == ["a.go.id", "b.go.id"]


@pytest.mark.parametrize(
    ("tertulis", "peran"),
    [
        ("penanda_tangan", {Peran.KEPALA_UNIT, Peran.SEKRETARIS, Peran.PIMPINAN}),
        ("admin", {Peran.ADMIN_SATKER, Peran.ADMIN_PUSAT}),
        ("verifikator, admin", {Peran.VERIFIKATOR, Peran.ADMIN_SATKER, Peran.ADMIN_PUSAT}),
        ("", set()),
    ],
)
def test_peran_reads_roles_and_groups(tertulis, peran):
    assert lingkungan.peran("X", env={"X": tertulis}) == peran


def test_peran_refuses_a_word_that_is_no_role():
    with pytest.raises(ImproperlyConfigured, match=r"X hanya mengenal perencana, .*'ketua'"):
        lingkungan.peran("X", env={"X": "admin,ketua"})


def test_folder_must_be_absolute():
    with pytest.raises(ImproperlyConfigured, match="X harus alamat mutlak"):
        lingkungan.folder("X", Path("/var"), env={"X": "var/sakip"})


@pytest.mark.parametrize("kunci", ["", "pendek", lingkungan.KUNCI_PENGEMBANGAN])
def test_production_without_a_real_secret_is_refused(kunci):
    with pytest.raises(ImproperlyConfigured, match="SAKIP_SECRET_KEY"):
        lingkungan.kunci_rahasia(debug=False, env={"SAKIP_SECRET_KEY": kunci})


def test_debug_needs_no_secret():
    assert lingkungan.kunci_rahasia(debug=True, env={}) == lingkungan.KUNCI_PENGEMBANGAN


def test_missing_secret_stops_with_one_line(tmp_path):
    hasil = manage(tmp_path, "check")
    assert hasil.returncode == 1
    assert hasil.stderr.startswith("Pengaturan salah: SAKIP_SECRET_KEY belum diisi")
    assert "Traceback" not in hasil.stderr


def test_misspelled_boolean_stops_with_one_line(tmp_path):
    hasil = manage(tmp_path, "check", SAKIP_SECRET_KEY=KUNCI, SAKIP_DEBUG="ture")
    assert (hasil.returncode, hasil.stderr.count("\n")) == (1, 1)
    assert "SAKIP_DEBUG harus 1 atau 0" in hasil.stderr


def test_production_passes_the_deployment_check(tmp_path):
    hasil = manage(
        tmp_path,
        *("check", "--deploy", "--fail-level", "WARNING"),
        SAKIP_SECRET_KEY=KUNCI,
        SAKIP_ALLOWED_HOSTS="sakip.example.go.id",
    )
    assert hasil.returncode == 0, hasil.stderr


def test_plain_http_for_a_network_fails_the_deployment_check(tmp_path):
    hasil = manage(
        tmp_path,
        *("check", "--deploy", "--fail-level", "WARNING"),
        SAKIP_SECRET_KEY=KUNCI,
        SAKIP_ALLOWED_HOSTS="sakip.example.go.id",
        SAKIP_HTTPS="0",
    )
    assert hasil.returncode == 1
    assert "sakip.W001" in hasil.stderr


def test_sqlite_waits_for_the_write_lock(tmp_path):
    hasil = manage(
        tmp_path,
        *("shell", "--no-imports", "-c"),
        "from django.db import connection as c; k = c.cursor(); "
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in ('journal_mode', 'busy_timeout', 'foreign_keys')], "
        "c.transaction_mode)",
        SAKIP_SECRET_KEY=KUNCI,
    )
    assert hasil.stdout.split("\n")[-2] == "['wal', 20000, 1] IMMEDIATE", hasil.stderr


def test_hard_time_limit_ends_before_redis_delivers_again(tmp_path):
    hasil = manage(
        tmp_path,
        *("shell", "--no-imports", "-c"),
        "from django.conf import settings as s; "
        "print(s.CELERY_TASK_SOFT_TIME_LIMIT < s.CELERY_TASK_TIME_LIMIT"
        " < s.CELERY_BROKER_TRANSPORT_OPTIONS['visibility_timeout'])",
        SAKIP_SECRET_KEY=KUNCI,
        REDIS_URL="redis://127.0.0.1:1/0",
    )
    assert hasil.stdout.strip().endswith("True"), hasil.stderr


@pytest.mark.parametrize(
    ("env", "kata"),
    [
        ({"X": "bsr"}, "X harus internal atau bsre"),
        ({"X": "bsre"}, "URL harus alamat https"),
        ({"X": "bsre", "URL": "http://esign.example.go.id"}, "URL harus alamat https"),
    ],
)
def test_a_provider_of_signatures_that_passphrases_must_not_go_to_is_refused(env, kata):
    with pytest.raises(ImproperlyConfigured, match=kata):
        lingkungan.penyedia_tanda_tangan("X", "URL", env=env)


def test_the_providers_of_signatures_are_read():
    assert lingkungan.penyedia_tanda_tangan("X", "URL", env={}) == "internal"
    bsre = {"X": "bsre", "URL": "https://esign.example.go.id"}
    assert lingkungan.penyedia_tanda_tangan("X", "URL", env=bsre) == "bsre"


def test_a_short_key_of_the_authority_is_refused_and_none_is_fine():
    assert lingkungan.kunci_opsional("X", env={}) == ""
    with pytest.raises(ImproperlyConfigured, match="X terlalu pendek"):
        lingkungan.kunci_opsional("X", env={"X": "rahasia"})


def test_a_file_of_issuers_must_be_there(tmp_path):
    assert lingkungan.berkas_opsional("X", env={}) == ""
    with pytest.raises(ImproperlyConfigured, match="X harus menunjuk berkas yang ada"):
        lingkungan.berkas_opsional("X", env={"X": str(tmp_path / "akar.pem")})
