"""The product serves any office: no office's name stands in its code. Data and their tests may name one.

Comments and docstrings may say where a formula was printed; bench/ measures the demo data and names its logins.
"""

import ast
import re
from pathlib import Path

import pytest

AKAR = Path(__file__).parents[2]
APP = ("sakip", "jejak", "organisasi", "dokumen", "renstra", "anggaran", "perjanjian", "capaian", "pelaporan")
NAMA = re.compile(r"(?<![a-z])(kpu|komisi pemilihan|bengkulu|pangkalpinang)(?![a-z])", re.IGNORECASE)


def _berkas(*akhiran):
    folder = [*(AKAR / app for app in APP), AKAR / "templates", AKAR / "static"]
    return [b for f in folder for a in akhiran for b in sorted(f.rglob(f"*{a}"))]


def _kata_python(teks):
    """Identifiers and literals; a text that stands alone is a docstring."""
    pohon = ast.parse(teks)
    docstring = {id(s.value) for s in ast.walk(pohon) if isinstance(s, ast.Expr)}
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Constant) and isinstance(simpul.value, str) and id(simpul) not in docstring:
            yield simpul.value
        yield from (str(getattr(simpul, n)) for n in ("id", "attr", "name", "arg") if hasattr(simpul, n))


def _temuan(berkas):
    teks = berkas.read_text("utf-8")
    kata = _kata_python(teks) if berkas.suffix == ".py" else [teks]
    return [cocok.group() for k in kata for cocok in NAMA.finditer(k)]


@pytest.mark.parametrize("akhiran", [".py", ".html", ".js", ".css", ".svg"])
def test_no_office_is_named_in(akhiran):
    daftar = _berkas(akhiran)
    assert daftar
    assert {str(b.relative_to(AKAR)): t for b in daftar if (t := _temuan(b))} == {}


@pytest.mark.parametrize(
    ("kode", "temuan"),
    [
        ("KPU = 1", ["KPU"]),
        ("def efisiensi_kpu(): pass", ["kpu"]),
        ("x = 'KPU Kota Pangkalpinang'", ["KPU", "Pangkalpinang"]),
        ("f(kpu=1)", ["kpu"]),
        ("'''Source: LKjIP KPU Provinsi Bengkulu'''  # KPU", []),
        ("tumpukan = 1", []),
    ],
)
def test_the_check_finds_names_but_not_sources(tmp_path, kode, temuan):
    berkas = tmp_path / "contoh.py"
    berkas.write_text(kode)
    assert _temuan(berkas) == temuan
