"""Pytest plugin, loaded before the settings (`-p tests.lingkungan`): the environment that every test runs in."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent

PROSES = os.environ.get("PYTEST_XDIST_WORKER", "utama")  # each process of pytest-xdist has its own folder and keys

if PROSES == "utama":
    os.environ["SAKIP_VAR_UJI"] = tempfile.mkdtemp(prefix="sakip-uji-")
os.environ["SAKIP_VAR"] = str(Path(os.environ["SAKIP_VAR_UJI"], PROSES))
os.environ["SAKIP_REDIS_AWALAN"] = f"sakip-uji-{PROSES}:"
os.environ["SAKIP_SECRET_KEY"] = "uji-" * 20
os.environ["SAKIP_DEBUG"] = "0"
os.environ["SAKIP_HTTPS"] = "0"
os.environ["SAKIP_LOG"] = "WARNING"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop beside the tests
for nama in ("DATABASE_URL", "REDIS_URL"):
    os.environ[nama] = os.environ.get(f"TEST_{nama}", "")  # empty: SQLite, and a broker made of files


class VariabelTakTerdefinisi(AssertionError):
    """A template of ours used a variable that its context does not have."""


class TolakVariabelKosong(str):
    """`string_if_invalid` that fails the test for our own templates and stays empty for those of packages.

    Django asks `"%s" in it` and then formats it with the variable's name. `{% if x %}` and `{% for %}` do not come
    here, so an optional value is written `{% if x %}{{ x }}{% endif %}`.
    """

    __slots__ = ()

    def __contains__(self, potongan):
        return potongan == "%s"

    def __bool__(self):
        return True

    def __mod__(self, variabel):
        konteks = sys._getframe(1).f_locals.get("context")
        templat = getattr(getattr(konteks, "render_context", None), "template", None)
        asal = str(getattr(getattr(templat, "origin", None), "name", ""))
        if asal.startswith(str(AKAR / "templates")):
            raise VariabelTakTerdefinisi(f"{variabel} tidak ada dalam konteks {asal}")
        return ""


def pytest_configure(config):
    """Changes what only tests need; Django reads these settings later, at first use."""
    from django.conf import settings

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = TolakVariabelKosong()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    from dokumen.tandatangan import ca

    ca.SCRYPT["n"] = 2**10  # a passphrase that takes no time to check, as below for passwords
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _biarkan_basis_data_dikosongkan()


def _biarkan_basis_data_dikosongkan():
    """Tests that commit empty the database afterwards, which the guards of the audit trail refuse.

    Emptying ends with post_migrate, which puts the guards back.
    """
    from django.test import TransactionTestCase

    asli = TransactionTestCase._fixture_teardown

    def bersihkan(uji):
        from jejak import pemicu

        for using in uji._databases_names(include_mirrors=False):
            pemicu.lepas_penjaga(using)
        asli(uji)

    TransactionTestCase._fixture_teardown = bersihkan


def pytest_unconfigure(config):
    """The process that made the scratch folder removes it."""
    if PROSES == "utama":
        shutil.rmtree(os.environ["SAKIP_VAR_UJI"], ignore_errors=True)
