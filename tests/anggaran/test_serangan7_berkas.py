"""Hostile and clumsy files for the import of spending."""

from __future__ import annotations

import json
import time
import tracemalloc
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anggaran.impor.baca import Bacaan, baca, baca_tanggal, kenali
from anggaran.impor.jumlah import baca_jumlah
from anggaran.impor.susun import susun
from anggaran.models import ImporAnggaran, RealisasiAnggaran
from organisasi.models import Pengguna, Satker
from sakip.angka import GalatAngka
from sakip.excel import mentah
from sakip.excel.mentah import buka_mentah
from sakip.excel.pemeriksaan import BerkasDitolak
from tests.anggaran.impor_bantu import buku, csv, rencana, tanam_dipa

JUDUL = ["Kode", "Uraian", "Realisasi s.d. Periode Ini"]
ATAS = ["s.d. 30 Juni 2024"]


def bacaan(isi: bytes) -> Bacaan:
    return baca(isi, kenali(isi).usul, satker="654340", tahun=2024)


# --- What is measured ----------------------------------------------------------------------------------------------


def test_a_code_of_thousands_of_parts_is_a_finding_and_takes_no_memory() -> None:
    isi = csv([ATAS, JUDUL, *([".".join([f"{n}", *["12"] * 4_000]), "x", "5"] for n in range(3))])
    tracemalloc.start()
    hasil = bacaan(isi)
    susun(hasil)
    _, puncak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert puncak < 20_000_000
    assert [g.sel for g in hasil.galat] == ["A3", "A4", "A5"]


def test_a_code_put_together_of_many_columns_has_a_limit_too() -> None:
    judul = [f"Kode {n}" for n in range(1, 60)]
    isi = csv([ATAS, [*judul, "Realisasi"], [*(".".join(["12"] * 25) for _ in judul), "5"]])
    kenalan = kenali(isi)
    kode = kenalan.kepala.kunci[: len(judul)]
    hasil = baca(isi, replace(kenalan.usul, kode=kode, nilai="realisasi"), satker="654340", tahun=2024)
    assert [g.sel for g in hasil.galat] == ["BG3"]
    assert not hasil.baris


def test_a_text_file_of_endless_rows_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(mentah, "BARIS_BERKAS_MAKS", 50)
    for isi in (b"a\n" * 51, b"\n" * 60 + b"a"):
        with pytest.raises(BerkasDitolak, match="baris"), buka_mentah(isi) as (lembar,):
            list(lembar.baris())
    with buka_mentah(b"a\n" * 50) as (lembar,):
        assert len(list(lembar.baris())) == 50
    with buka_mentah(buku([["a"]] * 50)) as (lembar,):
        assert len(list(lembar.baris())) == 50
    with pytest.raises(BerkasDitolak, match="baris"), buka_mentah(buku([["a"]] * 51)) as (lembar,):
        list(lembar.baris())


def test_nothing_is_never_less_than_nothing() -> None:
    assert str(baca_jumlah(-1e-320)) == "0"


def test_a_date_is_no_novel() -> None:
    with pytest.raises(GalatAngka):
        baca_tanggal(" 00:00" * 5_000 + "\nx")


# --- What used to fall ---------------------------------------------------------------------------------------------


@pytest.fixture
def unggah(settings: Any, tmp_path: Any, satker: Satker, masuk: Any, perencana: Pengguna, alamat: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    tanam_dipa(satker)
    klien: Client = masuk(perencana)

    def kirim(isi: bytes, **lain: str) -> Any:
        data = {"berkas": SimpleUploadedFile("x.csv", isi), "pemetaan": "", **lain}
        return klien.post(alamat("realisasi/impor/"), data, follow=True)

    kirim.klien = klien  # type: ignore[attr-defined]
    return kirim


@pytest.mark.django_db
@pytest.mark.parametrize("tahun", ["0000", "9999", "10000"])
def test_a_title_with_a_year_that_is_none_says_no_date(unggah: Any, tahun: str) -> None:
    jawab = unggah(csv([[f"s.d. Juni {tahun}"], JUDUL, ["3360", "x", "5"]]))
    assert jawab.status_code == 200
    assert ImporAnggaran.objects.count() == 1


SAKTI = "Kode;Uraian;Pagu Revisi;Realisasi Periode Lalu;Realisasi s.d. Periode Ini;%;Sisa"


@pytest.mark.django_db
def test_a_nul_in_a_text_of_two_bytes_per_letter_reaches_no_database(unggah: Any) -> None:
    """PostgreSQL keeps none in JSON: the page fell there."""
    teks = f"s.d. 30 Juni 2024\n{SAKTI}\n3360;x;;;5;;\n9999.ABC;a\0b;;;5;;"
    jawab = unggah(teks.encode("utf-16"))
    assert jawab.status_code == 422
    assert "bukan tabel teks" in jawab.content.decode()
    assert unggah(teks.replace("\0", "").encode("utf-16")).status_code == 200
    assert ImporAnggaran.objects.count() == 1


@pytest.mark.django_db
def test_a_code_too_long_to_be_kept_is_not_taken_outside_the_dipa(satker: Satker) -> None:
    tanam_dipa(satker)
    kode = ".".join(["9999", *["ABC"] * 12])
    r, _ = rencana(csv([ATAS, JUDUL, [kode, "x", "5"]]), satker, padanan={kode: ""})
    assert not r.sah
    assert not RealisasiAnggaran.objects.exists()


@pytest.mark.django_db
def test_twenty_thousand_unknown_codes_are_looked_up_in_time_and_kept_short(satker: Satker) -> None:
    tanam_dipa(satker)
    baris = [
        [f"{1000 + n % 9000}.XYZ.{n % 999:03d}.{n:05d}1234567890.123456789012345.A1B2C3D4E5", "x", "5"]
        for n in range(20_000)
    ]
    mulai = time.monotonic()
    r, _ = rencana(csv([ATAS, JUDUL, *baris]), satker)
    lama = time.monotonic() - mulai
    ukuran = len(json.dumps(r.ringkas()))
    assert len(r.asing) > 19_000
    assert ukuran < 1_000_000
    assert lama < 20
