"""Faults planted into the product: the same checker that finds nothing in it finds each of these."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

import sakip.urls
from organisasi import backends, tempat
from organisasi.models import PelimpahanQuerySet, PenugasanQuerySet, Satker, SatkerQuerySet
from perjanjian import views as views_perjanjian
from perjanjian.models import PerjanjianKinerja, PerjanjianKinerjaQuerySet
from sakip.izin import IZIN, Peran
from tests.akses.aturan import Baris
from tests.akses.dunia import Dunia
from tests.akses.matriks import MATRIKS
from tests.akses.periksa import Pemeriksa, alamat_tanpa_baris, semua_alamat

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("akses")]  # one world is enough

Tanam = Callable[[pytest.MonkeyPatch], None]


def baris(label: str) -> Baris:
    return next(b for b in MATRIKS if b.label == label)


def semua_terlihat(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(SatkerQuerySet, "visible_to", lambda daftar, user: daftar.all())


def draf_terlihat(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(
        PerjanjianKinerjaQuerySet,
        "visible_to",
        lambda daftar, user: daftar.filter(satker__in=Satker.objects.visible_to(user)),
    )


def lupa_izin(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(tempat, "wajib_izin", lambda *_: None)


def lupa_izin_satu_view(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(views_perjanjian, "wajib_izin", lambda *_: None)


def izin_terlalu_banyak(mp: pytest.MonkeyPatch) -> None:
    mp.setitem(IZIN, Peran.PEMBACA, frozenset({"anggaran.ubah_dipa"}))


def izin_kurang(mp: pytest.MonkeyPatch) -> None:
    mp.setitem(IZIN, Peran.PERENCANA, IZIN[Peran.PERENCANA] - {"anggaran.ubah_dipa"})


def tulis_lalu_tolak(mp: pytest.MonkeyPatch) -> None:
    def tolak(*_: Any) -> None:
        Satker.objects.update(telepon="diubah")
        raise PermissionDenied

    mp.setattr(tempat, "wajib_izin", tolak)


def beda_jawaban(mp: pytest.MonkeyPatch) -> None:
    """What a person may not see answers 403, what does not exist 404: so one learns that it exists."""
    mp.setattr(
        views_perjanjian,
        "perjanjian_tampak",
        lambda request: PerjanjianKinerja.objects.filter(satker=request.satker, tahun=request.tahun),
    )


def unit_mana_pun(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(backends, "_mencakup", lambda w, izin, obj: w.satker_id == getattr(obj, "satker_id", None))


def jabatan_selamanya(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(PenugasanQuerySet, "pada", lambda daftar, tanggal: daftar)


def pelimpahan_selamanya(mp: pytest.MonkeyPatch) -> None:
    mp.setattr(PelimpahanQuerySet, "pada", lambda daftar, tanggal: daftar)


@pytest.mark.parametrize(
    ("tanam", "label", "siapa", "kata"),
    [
        (semua_terlihat, "renstra:detail-renstra_tetap", "login_perencana", "milik asing"),
        (semua_terlihat, "pelaporan:beranda", "login_pembaca", "milik saudara"),
        (draf_terlihat, "perjanjian:detail-pk_berlaku", "login_perencana", "memuat draf “pk_draf” milik bawahan"),
        (lupa_izin, "anggaran:pagu-dipa_berlaku", "login_pembaca", "200, seharusnya 403"),
        (lupa_izin_satu_view, "perjanjian:baris-pk_berlaku", "anggota", "seharusnya 403"),
        (izin_terlalu_banyak, "anggaran:pagu-dipa_berlaku", "login_pembaca", "200, seharusnya 403"),
        (izin_kurang, "anggaran:pagu-dipa_berlaku", "login_perencana", "403, seharusnya 200"),
        (tulis_lalu_tolak, "anggaran:pagu-dipa_berlaku", "login_pembaca", "data berubah pada organisasi_satker"),
        (beda_jawaban, "perjanjian:baris-pk_berlaku", "login_pembaca", "yang tidak ada dijawab 404"),
        (unit_mana_pun, "perjanjian:baris-pk_berlaku", "kasubag", "seharusnya 403"),
        (jabatan_selamanya, "perjanjian:baris-pk_berlaku", "mantan_kabag", "seharusnya 403"),
        (pelimpahan_selamanya, "perjanjian:baris-pk_berlaku", "pelaksana_habis", "seharusnya 403"),
    ],
    ids=lambda isi: isi.__name__ if callable(isi) else None,
)
def test_fault_is_found(
    monkeypatch: pytest.MonkeyPatch, pemeriksa: Pemeriksa, tanam: Tanam, label: str, siapa: str, kata: str
):
    bersih = pemeriksa.periksa(baris(label), [siapa])
    assert bersih.temuan == []
    tanam(monkeypatch)
    temuan = pemeriksa.periksa(baris(label), [siapa]).temuan
    assert any(kata in t for t in temuan), temuan


def test_missing_login_is_found(settings: Any, dunia: Dunia):
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("LoginRequiredMiddleware")]
    temuan = Pemeriksa(dunia).periksa(baris("renstra:daftar"), ["anonim"]).temuan
    assert any("seharusnya 302" in t for t in temuan), temuan


def test_address_without_a_row_is_found():
    urlconf = types.ModuleType("urlconf_uji")
    urlconf.urlpatterns = [*sakip.urls.urlpatterns, path("baru/<int:pk>/", HttpResponse, name="baru")]  # type: ignore[attr-defined]
    pengurai = URLResolver(RegexPattern(r"^/"), urlconf)
    assert alamat_tanpa_baris(MATRIKS, semua_alamat(pengurai)) == ["baru /baru/<int:pk>/"]


def test_workbook_is_looked_into(dunia: Dunia, pemeriksa: Pemeriksa, monkeypatch: pytest.MonkeyPatch):
    """An export that reaches too far hides its names in a compressed file."""
    monkeypatch.setattr("organisasi.impor.lingkup.Lingkup.daftar_satker", lambda _: Satker.objects.all())
    temuan = pemeriksa.periksa(baris("organisasi:data_impor"), ["login_admin_satker"]).temuan
    assert any("BOCOR" in t and "milik asing" in t for t in temuan), temuan
