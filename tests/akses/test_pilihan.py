"""What a form offers and takes: rows of the satker at hand, never of one that the person does not see.

Found by walking the matrix: every page with a form is opened by somebody who may, every choice among rows of a model is
looked at, and a row of the foreign institution is posted in its place.
"""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from organisasi.models import Penugasan, Satker
from pelaporan.forms import LaporanForm
from tests.akses.aturan import Baris, boleh, terlihat
from tests.akses.dunia import Dunia, Orang
from tests.akses.matriks import MATRIKS
from tests.akses.periksa import Pemeriksa

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("akses")]

PENGISI = ("login_admin_satker", "login_admin_pusat", "sekretaris", "login_perencana", "kabag")
#: Whoever follows a plan in force of a satker above reads it, so these pages offer its rows.
MENGIKUTI = ("renstra:ikuti", "renstra:selaraskan")
BERFORMULIR = [b for b in MATRIKS if b.get and b.post and b.get == b.post and "." in b.get and b.salah]


def pengisi(dunia: Dunia, baris: Baris) -> list[Orang]:
    benda = dunia.di("sendiri", baris.benda[0]) if baris.benda else None
    unit = benda.unit if benda and not baris.pada_satker else None
    calon = [dunia.orang[n] for n in PENGISI]
    return [o for o in calon if boleh(o, str(baris.get), "sendiri", unit)]


def milik(dunia: Dunia, objek: Any) -> str | None:
    """The place that a row belongs to; None for master data of all."""
    for jalan in ("satker", "unit.satker", "jabatan.unit.satker", "renstra.satker", "sasaran.renstra.satker"):
        satker = objek
        for nama in jalan.split("."):
            satker = getattr(satker, nama, None)
        if isinstance(satker, Satker):
            return next(n for n, s in dunia.satker.items() if s.pk == satker.pk)
    return next((n for n, s in dunia.satker.items() if isinstance(objek, Satker) and s.pk == objek.pk), None)


def pilihan(jawaban: Any) -> dict[str, forms.ModelChoiceField]:
    form = (jawaban.context or {}).get("form")
    return {n: f for n, f in getattr(form, "fields", {}).items() if isinstance(f, forms.ModelChoiceField)}


def periksa(dunia: Dunia, pemeriksa: Pemeriksa, client: Client, semua: list[Baris]) -> tuple[int, list[str]]:
    """How many choices were looked at, and what is wrong with them."""
    temuan, diperiksa = [], 0
    for baris in semua:
        for orang in pengisi(dunia, baris):
            assert orang.pengguna is not None
            client.force_login(orang.pengguna)
            benda = dunia.di("sendiri", baris.benda[0]) if baris.benda else None
            url = pemeriksa.url(baris, "sendiri", benda and benda.pk, benda.tahun if benda else baris.tahun)
            for nama, medan in pilihan(client.get(url)).items():
                diperiksa += 1
                for di in {milik(dunia, objek) for objek in medan.queryset}:
                    diikuti = di == "induk" and baris.nama in MENGIKUTI
                    if di and not terlihat(orang, di) and not diikuti:
                        temuan.append(f"{orang.nama} {url}: {nama} menawarkan milik {di}")
                semua_baris = medan.queryset.model._default_manager.all()
                asing = next((o for o in semua_baris if milik(dunia, o) == "asing"), None)
                if asing is not None and _diterima(client, url, nama, asing):
                    temuan.append(f"{orang.nama} {url}: {nama} menerima milik asing")
    return diperiksa, temuan


def _diterima(client: Client, url: str, nama: str, objek: Any) -> bool:
    jawaban = client.post(url, {nama: objek.pk})
    form = (jawaban.context or {}).get("form")
    if jawaban.status_code == 409:  # refused before the form was read: a plan of these years is there already
        return False
    return jawaban.status_code != 422 or form is None or nama not in form.errors


def test_a_form_offers_and_takes_nothing_from_elsewhere(dunia: Dunia, pemeriksa: Pemeriksa, client: Client):
    diperiksa, temuan = periksa(dunia, pemeriksa, client, BERFORMULIR)
    assert temuan == []
    assert diperiksa >= 40, "the walk has gone blind"


def test_a_choice_that_reaches_too_far_is_found(
    dunia: Dunia, pemeriksa: Pemeriksa, client: Client, monkeypatch: pytest.MonkeyPatch
):
    def semua(form: LaporanForm, laporan: Any) -> None:
        form.fields["penandatangan"].queryset = Penugasan.objects.all()  # type: ignore[attr-defined]

    monkeypatch.setattr(LaporanForm, "_batasi_pilihan", semua)
    _, temuan = periksa(dunia, pemeriksa, client, [b for b in BERFORMULIR if b.nama == "pelaporan:atur"])
    assert any("penandatangan menawarkan milik asing" in t for t in temuan)
    assert any("penandatangan menerima milik asing" in t for t in temuan)


def test_a_satker_is_not_moved_below_one_out_of_reach(dunia: Dunia, client: Client):
    orang = dunia.orang["admin_pusat"].pengguna
    assert orang is not None
    client.force_login(orang)
    for nama in ("asing", "pusat_asing"):
        url = reverse("organisasi:pindah_satker", args=[dunia.satker["bawahan"].kode, 2024])
        jawaban = client.post(url, {"induk": dunia.satker[nama].pk, "versi": dunia.satker["bawahan"].versi})
        assert jawaban.status_code == 422
