from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi.enums import StatusImpor
from organisasi.models import ImporOrganisasi, Pengguna, Satker
from organisasi.models.impor import letak_impor


def _impor(oleh: Pengguna, satker: Satker, **isi: object) -> ImporOrganisasi:
    return ImporOrganisasi.objects.create(oleh=oleh, satker=satker, nama_berkas="data.xlsx", sha256="0" * 64, **isi)


def test_stored_name_tells_nothing() -> None:
    nama = letak_impor(ImporOrganisasi(), "../rahasia gaji.xlsx")
    assert "rahasia" not in nama
    assert nama != letak_impor(ImporOrganisasi(), "../rahasia gaji.xlsx")


def test_an_end_has_its_time(admin_satker: Pengguna, satker: Satker) -> None:
    with pytest.raises(IntegrityError, match="impor_selesai_bertanggal"), transaction.atomic():
        _impor(admin_satker, satker, status=StatusImpor.DITERAPKAN)
    assert _impor(admin_satker, satker, status=StatusImpor.DITERAPKAN, selesai_pada=timezone.now()).pk


def test_only_its_own_person_opens_a_plan(admin_satker: Pengguna, admin_pusat: Pengguna, satker: Satker) -> None:
    impor = _impor(admin_satker, satker)
    assert list(ImporOrganisasi.objects.milik(admin_satker)) == [impor]
    assert list(ImporOrganisasi.objects.milik(admin_pusat)) == []


def test_imports_of_another_satker_are_not_visible(
    admin_satker: Pengguna, admin_pusat: Pengguna, satker: Satker, orang_lain: Pengguna
) -> None:
    impor = _impor(admin_satker, satker)
    assert list(ImporOrganisasi.objects.visible_to(admin_pusat)) == [impor]
    assert list(ImporOrganisasi.objects.visible_to(orang_lain)) == []
