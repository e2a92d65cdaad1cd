"""Django's admin is for technicians: nobody of the cast gets in, by any door."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from organisasi.models import Pengguna
from tests.akses.dunia import Dunia, Orang
from tests.akses.periksa import Pemeriksa, tanpa_catatan

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("akses")]  # one world is enough


def pintu() -> list[str]:
    """The index, the login, and of every model the list and the form to add one."""
    alamat = [reverse("admin:index"), reverse("admin:login")]
    for model in admin.site._registry:
        nama = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        alamat += [reverse(f"{nama}_{halaman}") for halaman in ("changelist", "add")]
    return alamat


def test_nobody_of_the_cast_gets_in(pemeriksa: Pemeriksa):
    terbuka = []
    with tanpa_catatan():
        for orang in pemeriksa.dunia.orang.values():
            for alamat in pintu():
                for cara in ("GET", "POST"):
                    jawaban = pemeriksa.kirim(orang, cara, alamat)
                    menolak = jawaban.kode in {403, 405} or (
                        jawaban.kode == 302 and jawaban.kepala["Location"].startswith(("/admin/login/", "/masuk/"))
                    )
                    if not menolak or b"PN." in jawaban.isi or jawaban.menulis:
                        terbuka.append(f"{orang.nama} {cara} {alamat}: {jawaban.kode}")
    assert terbuka == []


def test_a_technician_gets_in(dunia: Dunia):
    """The doors above are real ones: they open for who is staff."""
    teknisi = Pengguna.objects.create(username="teknisi", password="!", is_staff=True, is_superuser=True)
    dunia.orang["teknisi"] = Orang("teknisi", super=True, pengguna=teknisi)
    try:
        with tanpa_catatan():
            pemeriksa = Pemeriksa(dunia)
            kode = {alamat: pemeriksa.kirim(dunia.orang["teknisi"], "GET", alamat).kode for alamat in pintu()}
    finally:
        del dunia.orang["teknisi"]
    tanpa_login = {alamat: k for alamat, k in kode.items() if alamat != reverse("admin:login")}
    assert {alamat: k for alamat, k in tanpa_login.items() if not alamat.endswith("/add/") and k != 200} == {}
    assert {k for alamat, k in tanpa_login.items() if alamat.endswith("/add/")} <= {200, 403}
