"""Third-party static files come from their packages, by allow-list."""

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders


@pytest.mark.parametrize(
    "alamat",
    [
        "bootstrap/css/bootstrap.min.css",
        "bootstrap/css/bootstrap.min.css.map",
        "django_htmx/htmx-2.min.js",
        "django_prose_editor/editor.js",
        "admin/css/base.css",
    ],
)
def test_file_in_use_is_found(alamat):
    assert finders.find(alamat)
    assert len(finders.find(alamat, find_all=True)) == 1


@pytest.mark.parametrize(
    "alamat",
    ["bootstrap/css/bootstrap.css", "css/bootstrap.min.css", "django_htmx/htmx-4.js", "django_prose_editor/default.js"],
)
def test_file_not_in_use_is_not_served(alamat):
    assert finders.find(alamat) is None


def test_collectstatic_sees_few_files():
    temuan = [(getattr(gudang, "prefix", None), jalan) for f in get_finders() for jalan, gudang in f.list([])]
    alamat = ["/".join(filter(None, bagian)) for bagian in temuan]
    assert len(alamat) == len(set(alamat)) < 250
    assert {"bootstrap/css/bootstrap.min.css", "django_htmx/htmx-2.min.js"} <= set(alamat)
