"""Deadlines as master data of the pages of `organisasi.acuan`."""

from __future__ import annotations

from collections.abc import Iterable

from sakip.angka import format_tanggal

from .acuan import Acuan, Kolom, daftarkan_acuan
from .forms_acuan import TenggatForm
from .models import Tenggat
from .models.tenggat import yang_berlaku


def _unggul(daftar: Iterable[Tenggat]) -> set[int]:
    """Of each kind the one row that holds."""
    per_jenis: dict[str, list[Tenggat]] = {}
    for tenggat in daftar:
        per_jenis.setdefault(tenggat.jenis, []).append(tenggat)
    return {t.pk for isi in per_jenis.values() if (t := yang_berlaku(isi))}


def daftarkan() -> None:
    daftarkan_acuan(
        Acuan(
            slug="tenggat",
            judul="Kalender tenggat",
            sebutan="tenggat",
            keterangan="Sampai tanggal berapa sesuatu harus selesai; tampil pada tugas di Beranda.",
            urut=50,
            model=Tenggat,
            form=TenggatForm,
            kolom=(
                Kolom("Yang ditenggat", lambda t, _: t.get_jenis_display()),
                Kolom("Berlaku untuk", lambda t, _: t.satker or "Semua satker"),
                Kolom("Tenggat", lambda t, _: t.hari_bulan),
                Kolom("Untuk {tahun}", lambda t, tahun: format_tanggal(t.tanggal(tahun))),
                Kolom("Dasar", lambda t, _: t.dasar, "teks"),
            ),
            unggul=_unggul,
        )
    )
