"""Knocks at every address as everybody, everywhere, and says what is not as `aturan.harapan` wants it.

Each request runs in a savepoint that is rolled back, so all of them meet the same world. Looked at are the status code,
the marks in the whole answer (also inside workbooks), what was written, and whether an object that the person may not
see answers differently from one that does not exist.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test.client import ClientHandler, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from akun.sesi import SessionStore
from organisasi import context_processors
from organisasi.backends import PeranBackend
from tests.akses.aturan import Baris, Cara, bekerja, boleh, golongan, harapan, sampai_akar, tanda_boleh, terlihat
from tests.akses.dunia import HUBUNGAN, TAHUN, TANDA, Benda, Dunia, Orang
from tests.akses.matriks import MATRIKS

TIDAK_ADA = 987_654_321  # a key that no object has
TAHUN_LAIN = 2031  # a year in which nothing happened
#: An object of the second place under the address of the first.
SALAH_TEMPAT = (("sendiri", "bawahan"), ("sendiri", "asing"), ("bawahan", "sendiri"))
BANYAK_PENANYA = 3
#: On the second database of .ci/run: what decides is the same code there, only the queries below it may differ.
SATU_PER_GOLONGAN = bool(os.environ.get("UJI_BASIS_DATA"))
CARA: tuple[Cara, ...] = ("GET", "POST")
#: Tables that a request may write to whatever it answers: sessions, counters and logs, nobody's data.
TABEL_CATATAN = ("akun_sesi", "akun_jatah", "jejak_", "axes_", "sqlite_")

#: A statement that writes; the audit trail may have put its own words before it.
MENULIS = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')

Kunci = tuple[str, frozenset[str]]


@dataclass
class Hasil:
    """What the knocking came to."""

    permintaan: int = 0
    temuan: list[str] = field(default_factory=list)


# --- The URLconf ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Alamat:
    """One pattern of the URLconf: its name with namespaces, and the parts that it takes."""

    nama: str
    bagian: frozenset[str]
    rute: str

    @property
    def kunci(self) -> Kunci:
        return self.nama, self.bagian - {"kode", "tahun"}


def semua_alamat(pengurai: URLResolver | None = None, awalan: str = "", ruang: str = "") -> Iterator[Alamat]:
    """Every pattern of the URLconf but the admin's, which has a test of its own."""
    pengurai = pengurai or get_resolver()
    for pola in pengurai.url_patterns:
        rute = awalan + str(pola.pattern)
        if rute.startswith("admin/"):
            continue
        if isinstance(pola, URLPattern):
            yield Alamat(f"{ruang}{pola.name or ''}", frozenset(re.findall(r"<(?:\w+:)?(\w+)>", rute)), rute)
        else:
            yield from semua_alamat(pola, rute, f"{ruang}{pola.namespace}:" if pola.namespace else ruang)


def kunci_baris(baris: Baris) -> Kunci:
    return baris.nama, baris.bagian


def alamat_tanpa_baris(matriks: Iterable[Baris], alamat: Iterable[Alamat]) -> list[str]:
    """Addresses that nobody has said anything about."""
    ada = {kunci_baris(b) for b in matriks}
    return [f"{a.nama or '(tanpa nama)'} /{a.rute}" for a in alamat if not a.nama or a.kunci not in ada]


def baris_tanpa_alamat(matriks: Iterable[Baris], alamat: Iterable[Alamat]) -> list[str]:
    ada = {a.kunci for a in alamat}
    return [b.label for b in matriks if kunci_baris(b) not in ada]


# --- Knocking ------------------------------------------------------------------------------------------------------


class Pengetuk(RequestFactory):
    """One person's browser: a session cookie that no answer changes, and the whole middleware behind it."""

    def __init__(self, orang: Orang, penangan: ClientHandler) -> None:
        super().__init__()
        self.penangan = penangan
        if orang.pengguna is not None:
            self.cookies[settings.SESSION_COOKIE_NAME] = _sesi(orang)

    def request(self, **bagian: Any) -> Any:
        return self.penangan(self._base_environ(**bagian))


def _sesi(orang: Orang) -> str:
    """A session as logging in would leave it; the key of what it holds beside that is the person's."""
    assert orang.pengguna is not None
    sesi = import_module(settings.SESSION_ENGINE).SessionStore()
    sesi[SESSION_KEY] = str(orang.pengguna.pk)
    sesi[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    sesi[HASH_SESSION_KEY] = orang.pengguna.get_session_auth_hash()
    sesi.update(orang.sesi)
    sesi.save()
    return str(sesi.session_key)


@dataclass
class Jawaban:
    kode: int
    isi: bytes
    kepala: dict[str, str]
    menulis: set[str]
    galat: str = ""


class Pemeriksa:
    """Holds the world and everybody's browser. Make it anew after changing settings: middleware loads once."""

    def __init__(self, dunia: Dunia) -> None:
        self.dunia = dunia
        penangan = ClientHandler(enforce_csrf_checks=False)
        penangan.load_middleware()
        self.pengetuk = {nama: Pengetuk(orang, penangan) for nama, orang in dunia.orang.items()}
        self.alamat = {a.kunci: a for a in semua_alamat()}
        self.pertama = {kunci_baris(b): b for b in reversed(MATRIKS)}
        self.sidik = sidik_data()

    # one request

    def ketuk(self, baris: Baris, orang: Orang, cara: Cara, alamat: str, data: dict[str, Any]) -> Jawaban:
        return self.kirim(orang, cara, alamat, data, **({"HTTP_HX_REQUEST": "true"} if baris.htmx else {}))

    def kirim(
        self, orang: Orang, cara: Cara, alamat: str, data: dict[str, Any] | None = None, **kepala: str
    ) -> Jawaban:
        pengetuk = self.pengetuk[orang.nama]
        with transaction.atomic(), _mencatat() as (menulis, galat):
            jawaban = pengetuk.get(alamat, **kepala) if cara == "GET" else pengetuk.post(alamat, data or {}, **kepala)
            isi = b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content
            hasil = Jawaban(jawaban.status_code, isi, dict(jawaban.items()), menulis, *galat)
            if menulis and (cara == "GET" or hasil.kode not in {200, 302}) and sidik_data() != self.sidik:
                hasil.galat += f" data berubah pada {', '.join(sorted(menulis))}"
            transaction.set_rollback(True)
        return hasil

    def url(self, baris: Baris, tempat: str, pk: int | str | None, tahun: int) -> str:
        bagian = self.alamat[kunci_baris(baris)].bagian
        kwargs = {n: v(self.dunia, tempat) if callable(v) else v for n, v in baris.kwargs.items()}
        if baris.param in bagian:
            kwargs[baris.param] = pk
        if "kode" in bagian:
            kwargs |= {"kode": self.dunia.satker[tempat].kode, "tahun": tahun}
        tanya = f"{baris.param}={pk}" if baris.param.startswith("?") else ""
        return reverse(baris.nama, kwargs=kwargs) + tanya

    # one row

    def periksa(self, baris: Baris, orang: Iterable[str] | None = None) -> Hasil:
        """Everything about one row: each person, place and method, and each object where it can make a difference.

        The first row of an address with its first object is asked for by everybody everywhere. Other objects and other
        rows of the same address (another act, another state) only where a person sees the place, and there by one of
        those who have the same rights; so is everything with SATU_PER_GOLONGAN.
        """
        hasil = Hasil()
        bertempat = "kode" in self.alamat[kunci_baris(baris)].bagian
        berulang = bertempat or baris.bernomor  # an object stands in a place even where its address names none
        semua = [self.dunia.orang[n] for n in (orang if orang is not None else self.dunia.orang)]
        wakil = self._wakil(baris, semua)
        seluruh = orang is not None or (self.pertama[kunci_baris(baris)] is baris and not SATU_PER_GOLONGAN)
        with tanpa_catatan(), _ingat_orang(), nullcontext() if baris.bingkai else _bingkai_kosong():
            for tempat in HUBUNGAN if berulang else HUBUNGAN[:1]:
                pertama, *lain = self._benda(baris, tempat) or [None]
                tampak = [o for o in wakil if terlihat(o, tempat) or not berulang]
                for o in semua if seluruh else tampak:
                    if not o.tambahan or terlihat(o, tempat):
                        self._periksa_satu(hasil, baris, o, tempat, pertama)
                for benda in lain if tempat in {"sendiri", "bawahan"} else ():
                    for o in tampak:
                        self._periksa_satu(hasil, baris, o, tempat, benda)
            if bertempat and baris.bernomor and baris.salah:
                self._periksa_salah(hasil, baris, semua)
            if baris.turun:
                for di, milik in (("sendiri", "induk"), ("bawahan", "sendiri")):
                    for o in wakil:
                        self._periksa_turun(hasil, baris, o, di, milik)
        return hasil

    @staticmethod
    def _wakil(baris: Baris, semua: list[Orang]) -> list[Orang]:
        """One of those who have the same rights, and whoever the row names."""
        satu = {golongan(o): o for o in reversed(semua)}
        return [o for o in semua if satu[golongan(o)] is o or o.nama in (baris.hanya or ())]

    def _benda(self, baris: Baris, tempat: str) -> list[Benda]:
        return [self.dunia.di(tempat, nama) for nama in baris.benda]

    def _periksa_satu(self, hasil: Hasil, baris: Baris, orang: Orang, tempat: str, benda: Benda | None) -> None:
        tahun = benda.tahun if benda else baris.tahun
        url = self.url(baris, tempat, benda.pk if benda else None, tahun)
        for cara in CARA:
            data = self._data(baris, cara, tempat, benda)
            jawaban = self.ketuk(baris, orang, cara, url, data)
            hasil.permintaan += 1
            hasil.temuan += self._nilai(baris, orang, tempat, benda, cara, url, jawaban)
            if benda is not None and baris.bernomor and self._tersembunyi(orang, tempat, benda):
                hantu = self.url(baris, tempat, TIDAK_ADA, tahun)
                banding = self.ketuk(baris, orang, cara, hantu, data)
                hasil.permintaan += 1
                if (jawaban.kode, jawaban.isi.replace(url.encode(), hantu.encode())) != (banding.kode, banding.isi):
                    hasil.temuan.append(
                        f"{orang.nama} {cara} {url}: {jawaban.kode}, padahal yang tidak ada dijawab {banding.kode}"
                    )

    def _data(self, baris: Baris, cara: str, tempat: str, benda: Benda | None) -> dict[str, Any]:
        if cara == "GET" or baris.post is None:
            return {}
        return dict(baris.data(self.dunia, tempat, benda) if callable(baris.data) else baris.data)

    @staticmethod
    def _tersembunyi(orang: Orang, tempat: str, benda: Benda) -> bool:
        return orang.masuk and terlihat(orang, tempat) and not (benda.terbit or bekerja(orang, tempat))

    def _nilai(
        self, baris: Baris, orang: Orang, tempat: str, benda: Benda | None, cara: Cara, url: str, jawaban: Jawaban
    ) -> Iterator[str]:
        siapa = f"{orang.nama} {cara} {url}"
        benar = harapan(baris, orang, tempat, benda, cara)
        if jawaban.galat:
            yield f"{siapa}: {jawaban.galat.strip()}"
        if jawaban.kode not in benar:
            yield f"{siapa}: {jawaban.kode}, seharusnya {' atau '.join(map(str, sorted(benar)))}"
        tujuan = jawaban.kepala.get("Location", "")
        if jawaban.kode == 302 and benar == {302} and not orang.masuk and not tujuan.startswith("/masuk/"):
            yield f"{siapa}: dialihkan ke {tujuan}, seharusnya ke halaman masuk"
        if jawaban.kode == 302 and orang.masuk and tujuan.startswith("/masuk/") and baris.nama != "keluar":
            yield f"{siapa}: diminta masuk padahal sudah masuk"
        yield from _bocor(siapa, orang, baris, jawaban)
        # The detector must be able to see: who may read the object finds its mark.
        membaca = cara == "GET" and jawaban.kode == 200 and bekerja(orang, tempat)
        if membaca and benda is not None and not baris.buta and benda.tanda.encode() not in jawaban.isi:
            yield f"{siapa}: tanda {benda.tanda} tidak ada; uji ini buta di alamat ini"

    def _periksa_salah(self, hasil: Hasil, baris: Baris, semua: list[Orang]) -> None:
        """An object under an address where it is not: another satker's, or another year's.

        Asked by a few who would get as far as the object: everybody else is refused before, which is checked above.
        """
        izin = next((a for a in (baris.get, baris.post) if a and "." in a), None)
        pasangan = [p for p in SALAH_TEMPAT if not (baris.turun and p[1] in sampai_akar(p[0]))]
        for di, milik in pasangan + ([("sendiri", "sendiri")] if baris.bertahun else []):
            benda = self._benda(baris, milik)[0]
            url = self.url(baris, di, benda.pk, TAHUN_LAIN if di == milik else benda.tahun)
            penanya = [o for o in semua if o.masuk and terlihat(o, di) and (not izin or boleh(o, izin, di, benda.unit))]
            for orang in penanya[:BANYAK_PENANYA]:
                for cara in CARA:
                    aturan = baris.get if cara == "GET" else baris.post
                    benar = baris.salah if aturan else {404, 405}
                    jawaban = self.ketuk(baris, orang, cara, url, self._data(baris, cara, milik, benda))
                    hasil.permintaan += 1
                    siapa = f"{orang.nama} {cara} {url} (milik {milik})"
                    if jawaban.galat or jawaban.kode not in benar:
                        hasil.temuan.append(f"{siapa}: {jawaban.kode} {jawaban.galat}, seharusnya {sorted(benar)}")
                    hasil.temuan += _bocor(siapa, orang, baris, jawaban)

    def _periksa_turun(self, hasil: Hasil, baris: Baris, orang: Orang, di: str, milik: str) -> None:
        """What holds below too stands there, but whoever may not write it at home may not write it there."""
        benda = self._benda(baris, milik)[0]
        url = self.url(baris, di, benda.pk, TAHUN)
        for cara in CARA:
            aturan = baris.get if cara == "GET" else baris.post
            jawaban = self.ketuk(baris, orang, cara, url, self._data(baris, cara, milik, benda))
            hasil.permintaan += 1
            if not orang.masuk:
                benar = {302}
            elif not terlihat(orang, di):
                benar = {404, 405} if aturan is None else {404}
            elif aturan is None:
                benar = {403, 405}
            else:
                benar = {200, 302, 409, 422} if boleh(orang, aturan, milik, None) else {403}
            siapa = f"{orang.nama} {cara} {url} (milik {milik})"
            if jawaban.galat or jawaban.kode not in benar:
                hasil.temuan.append(f"{siapa}: {jawaban.kode} {jawaban.galat}, seharusnya {sorted(benar)}")
            hasil.temuan += _bocor(siapa, orang, baris, jawaban)


def _bocor(siapa: str, orang: Orang, baris: Baris, jawaban: Jawaban) -> Iterator[str]:
    """Marks in the answer that this person may not read."""
    for milik, jenis, isi in sorted(_tanda_dalam(jawaban)):
        if not tanda_boleh(orang, baris, milik, jenis):
            yield f"{siapa}: BOCOR, jawaban {jawaban.kode} memuat {jenis} “{isi}” milik {milik}"


def _tanda_dalam(jawaban: Jawaban) -> set[tuple[str, str, str]]:
    """The marks in the answer and its headers."""
    teks = [jawaban.isi, repr(jawaban.kepala).encode()]
    if jawaban.isi.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(jawaban.isi)) as arsip:
            teks += [arsip.read(nama) for nama in arsip.namelist()]
    return {tuple(b.decode() for b in m.groups()) for t in teks for m in TANDA.finditer(t)}  # type: ignore[misc]


# --- What happened behind the answer -------------------------------------------------------------------------------


@contextmanager
def _mencatat() -> Iterator[tuple[set[str], list[str]]]:
    """The tables written to, and the exception that became a 500."""
    menulis: set[str] = set()
    galat: list[str] = []

    def tulis(jalankan: Any, sql: str, parameter: Any, banyak: bool, konteks: Any) -> Any:
        if any(kata in sql for kata in ("INSERT INTO", "UPDATE ", "DELETE FROM")):
            menulis.update(tabel for tabel in MENULIS.findall(sql) if not tabel.startswith(TABEL_CATATAN))
        return jalankan(sql, parameter, banyak, konteks)

    def tangkap(**isi: Any) -> None:
        import sys

        galat.append(repr(sys.exc_info()[1]))

    got_request_exception.connect(tangkap)
    try:
        with connection.execute_wrapper(tulis):
            yield menulis, galat
    finally:
        got_request_exception.disconnect(tangkap)


def sidik_data() -> str:
    """A fingerprint of all data but sessions and logs."""
    sidik = hashlib.blake2b()
    tabel = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    with connection.cursor() as kursor:
        for nama in sorted(tabel):
            if not nama.startswith(TABEL_CATATAN):
                kursor.execute(f'SELECT * FROM "{nama}" ORDER BY 1')
                sidik.update(repr(kursor.fetchall()).encode())
    return sidik.hexdigest()


@contextmanager
def _bingkai_kosong() -> Iterator[None]:
    """Leave out what the frame asks of every app again on every page; the rows with `bingkai` look at it."""
    with pytest.MonkeyPatch.context() as mp:
        satu = [dict.fromkeys(("label", "url", "ikon"), "beranda") | {"tahap": None}]
        mp.setattr(context_processors, "_menu", lambda *_: satu)
        mp.setattr(context_processors, "_satker_pilihan", lambda *_: [])
        mp.setattr(context_processors, "semua_tugas", lambda *_: [])
        yield


@contextmanager
def _ingat_orang() -> Iterator[None]:
    """Read each person's session and login once per row of the matrix instead of once per request."""
    sesi: dict[str, dict[str, Any]] = {}
    orang: dict[Any, Any] = {}
    muat, ambil = SessionStore.load, PeranBackend.get_user

    def muat_sekali(store: SessionStore) -> dict[str, Any]:
        kunci = str(store.session_key)
        if kunci not in sesi:
            isi = muat(store)
            if store.session_key is None:  # it is gone
                return isi
            sesi[kunci] = isi
        return dict(sesi[kunci])

    def ambil_sekali(backend: PeranBackend, pk: Any) -> Any:
        if pk not in orang:
            orang[pk] = ambil(backend, pk)
            if orang[pk] is not None:
                assert orang[pk].satker is None or orang[pk].satker.pk
                assert orang[pk]._penugasan is not None
        return copy(orang[pk])

    with pytest.MonkeyPatch.context() as mp:
        mp.setattr(SessionStore, "load", muat_sekali)
        mp.setattr(PeranBackend, "get_user", ambil_sekali)
        yield


@contextmanager
def tanpa_catatan() -> Iterator[None]:
    """Thousands of refusals: nobody wants to read a log line for each."""
    pencatat = [logging.getLogger(nama) for nama in ("django.request", "django.security")]
    semula = [p.level for p in pencatat]
    for p in pencatat:
        p.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for p, tingkat in zip(pencatat, semula, strict=True):
            p.setLevel(tingkat)
