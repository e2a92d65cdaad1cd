from __future__ import annotations

import pytest
from django.db import models

from organisasi.impor.ekspor import templat
from organisasi.impor.lingkup import Lingkup, lingkup_untuk
from organisasi.impor.susunan import BUKU
from organisasi.impor.terapkan import MODEL
from organisasi.models import Pengguna, Satker
from sakip.excel import TEKS, Kolom, baca
from sakip.izin import PERAN_DARI_ADMIN_SATKER, PERAN_PENGGUNA, Peran
from tests.organisasi.buku_impor import periksa_isi

TEKS_BERPANJANG = [(lembar.nama, k) for lembar in BUKU.lembar for k in lembar.kolom if k.jenis is TEKS and k.maks]


@pytest.mark.parametrize(("lembar", "kolom"), TEKS_BERPANJANG, ids=lambda x: getattr(x, "kunci", x))
def test_a_text_is_never_longer_than_its_field(lembar: str, kolom: Kolom) -> None:
    bidang = {f.name: f for f in MODEL[lembar]._meta.get_fields() if isinstance(f, models.CharField)}
    if kolom.kunci in bidang:
        assert kolom.maks == bidang[kolom.kunci].max_length


@pytest.mark.django_db
def test_the_empty_template_imports_nothing(satker: Satker, admin_satker: Pengguna) -> None:
    hasil, rencana = periksa_isi(templat(lingkup_untuk(admin_satker, satker)))
    assert hasil.galat == []
    assert rencana.banyak == 0


def test_the_template_offers_the_roles_that_may_be_given(satker: Satker, admin_satker: Pengguna) -> None:
    isi = templat(lingkup_untuk(admin_satker, satker))
    pilihan = {sel for baris in _pilihan(isi) for sel in baris}
    assert Peran.PERENCANA.label in pilihan
    assert not {Peran.ADMIN_PUSAT.label, Peran.PIMPINAN.label} & pilihan


def test_lingkup_of_an_admin_satker_is_the_own_satker(
    admin_satker: Pengguna, satker: Satker, satker_lain: Satker
) -> None:
    lingkup = lingkup_untuk(admin_satker, satker)
    assert list(lingkup.daftar_satker()) == [satker]
    assert lingkup.peran == PERAN_DARI_ADMIN_SATKER


def test_lingkup_of_an_admin_pusat_is_the_tree_below_the_place(
    admin_pusat: Pengguna, pusat: Satker, satker: Satker, satker_lain: Satker
) -> None:
    lingkup: Lingkup = lingkup_untuk(admin_pusat, pusat)
    assert set(lingkup.daftar_satker()) == {pusat, satker, satker_lain}
    assert lingkup.peran == PERAN_PENGGUNA


def _pilihan(isi: bytes) -> list[tuple[str | None, ...]]:
    import io

    from openpyxl import load_workbook

    assert baca(isi, BUKU).terbaca
    return list(load_workbook(io.BytesIO(isi))["Pilihan"].iter_rows(values_only=True))
