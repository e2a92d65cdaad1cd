"""The trail in words: what was done to what, and each value before and after as a person reads it.

A page of rows costs a number of queries that depends on the kinds of objects in it, not on how many rows it has.
What is gone (objects, columns, whole tables) is told as well as the trail itself knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst

from sakip.angka import KOSONG, format_waktu

from .cetakan import cetak, pendekkan
from .enums import Tindakan
from .gudang import Gudang, ambil_ruas, model_tabel
from .models import Jejak

SANDI = "••••••"


@dataclass(frozen=True)
class Beda:
    """One column: its name, and the value on both sides, shortened around the difference and in full."""

    kolom: str
    nama: str
    sebelum: str
    sesudah: str
    sebelum_penuh: str
    sesudah_penuh: str

    @property
    def dipendekkan(self) -> bool:
        return (self.sebelum, self.sesudah) != (self.sebelum_penuh, self.sesudah_penuh)


@dataclass(frozen=True)
class BarisJejak:
    """One row of the trail as it is shown. `jenis` and `objek` are what the act was done to."""

    jejak: Jejak
    judul: str
    jenis: str
    objek: str
    waktu: str
    beda: tuple[Beda, ...]
    satker: str = ""  # filled by pages that show more than one

    @property
    def dua_sisi(self) -> bool:
        """Whether there is a before and an after; a row made or deleted has one side only."""
        return self.jejak.sebelum is not None and self.jejak.sesudah is not None

    @property
    def oleh(self) -> str:
        """Who, in which office, for whom: "Budi (Perencana), atas nama Sri – Kepala Bagian"."""
        jabatan = f" ({self.jejak.jabatan})" if self.jejak.jabatan else ""
        wakil = f", atas nama {self.jejak.atas_nama}" if self.jejak.atas_nama else ""
        return f"{self.jejak.pelaku}{jabatan}{wakil}"


def tampilkan(rows: Iterable[Jejak], *, zona: str = "WIB") -> list[BarisJejak]:
    """The rows of a page, in their order. `zona`: the reader's time zone (WIB, WITA, WIT)."""
    semua = list(rows)
    gudang = Gudang(semua)
    return [_baris(jejak, gudang, zona) for jejak in semua]


def _baris(jejak: Jejak, gudang: Gudang, zona: str) -> BarisJejak:
    jenis, objek = gudang.jenis(jejak), gudang.sebutan(jejak)
    return BarisJejak(
        jejak=jejak,
        judul=_judul(jejak, gudang, f"{jenis} {objek}".strip()),
        jenis=jenis,
        objek=objek,
        waktu=format_waktu(jejak.waktu, zona),
        beda=tuple(_beda(jejak, gudang, zona)),
    )


# --- Titles --------------------------------------------------------------------------------------------------------


def _judul(jejak: Jejak, gudang: Gudang, apa: str) -> str:
    model = model_tabel(jejak.tabel)
    if model is not None and model._meta.auto_created:
        return _judul_hubungan(jejak, gudang, model)
    match jejak.tindakan:
        case Tindakan.TRANSISI:
            return f"Mengubah status {apa}: {' → '.join(_status(jejak, model))}"
        case Tindakan.MASUK | Tindakan.KELUAR:
            return str(Tindakan(jejak.tindakan).label)
        case Tindakan.GAGAL_MASUK:
            nama = f"nama “{jejak.keterangan}”" if jejak.keterangan else "nama yang tidak dikenal"
            return f"Gagal masuk dengan {nama}"
        case Tindakan.LAIN:
            return jejak.keterangan or apa or "Tindakan lain"
    return f"{jejak.get_tindakan_display()} {apa or jejak.keterangan}".strip()


def _judul_hubungan(jejak: Jejak, gudang: Gudang, model: type[models.Model]) -> str:
    """A row of a many-to-many table: "Menambahkan unit pelaksana “Bagian Umum” pada indikator “…”"."""
    sumber, ruas, milik, anggota = _sisi(model)
    isi = jejak.sesudah or jejak.sebelum or {}
    kata = "Menambahkan {} pada {}" if jejak.tindakan == Tindakan.BUAT else "Melepaskan {} dari {}"
    return kata.format(
        f"{ruas.verbose_name} {gudang.sebut(anggota.related_model, isi.get(anggota.column))}",
        f"{sumber._meta.verbose_name} {gudang.sebut(sumber, isi.get(milik.column))}",
    )


def _sisi(model: type[models.Model]) -> tuple[type[models.Model], Any, Any, Any]:
    """Of a many-to-many table: the model whose field it is, that field, and the columns of both sides."""
    sumber: Any = model._meta.auto_created
    ruas = next(r for r in sumber._meta.local_many_to_many if r.remote_field.through is model)
    return (
        sumber,
        ruas,
        model._meta.get_field(ruas.m2m_field_name()),
        model._meta.get_field(ruas.m2m_reverse_field_name()),
    )


def _status(jejak: Jejak, model: type[models.Model] | None) -> list[str]:
    ruas = ambil_ruas(model, "status")
    return [cetak(ruas, (isi or {}).get("status")) for isi in (jejak.sebelum, jejak.sesudah)]


# --- Values --------------------------------------------------------------------------------------------------------


def _beda(jejak: Jejak, gudang: Gudang, zona: str) -> Iterator[Beda]:
    model = model_tabel(jejak.tabel)
    for kolom in _urutan(jejak, model):
        ruas = ambil_ruas(model, kolom)
        nama = capfirst(str(ruas.verbose_name)) if ruas is not None else capfirst(kolom.replace("_", " "))
        if kolom in gudang.rahasia(jejak.tabel):
            lama, baru = _rahasia(jejak, kolom)
        else:
            lama, baru = (_nilai(isi, kolom, ruas, jejak, gudang, zona) for isi in (jejak.sebelum, jejak.sesudah))
        if (lama, baru) != (KOSONG, KOSONG):
            yield Beda(kolom, nama, *pendekkan(lama, baru), lama, baru)


def _urutan(jejak: Jejak, model: type[models.Model] | None) -> list[str]:
    """The recorded columns in the model's order, those it does not have any more at the end."""
    ada = {**_objek(jejak.sebelum), **_objek(jejak.sesudah)}
    kolom = [str(r.column) for r in model._meta.concrete_fields] if model is not None else []
    return [k for k in kolom if k in ada] + [k for k in ada if k not in kolom]


def _objek(isi: Any) -> dict[str, Any]:
    if isinstance(isi, dict):
        return isi
    return {} if isi is None else {"data": isi}


def _nilai(isi: Any, kolom: str, ruas: Any, jejak: Jejak, gudang: Gudang, zona: str) -> str:
    nilai = _objek(isi).get(kolom)
    if nilai is None or nilai == "":
        return KOSONG
    if ruas is not None and ruas.is_relation:
        return gudang.nama(ruas.related_model, nilai)
    return gudang.bersatuan(jejak, kolom, nilai) or cetak(ruas, nilai, zona)


def _rahasia(jejak: Jejak, kolom: str) -> tuple[str, str]:
    """That a secret was set or replaced, and nothing of it."""
    lama, baru = (bool(_objek(isi).get(kolom)) for isi in (jejak.sebelum, jejak.sesudah))
    if not baru:
        return (SANDI, "dihapus") if lama and jejak.sesudah is not None else (SANDI if lama else KOSONG, KOSONG)
    return (SANDI, "diganti") if lama else (KOSONG, "diisi")
