"""Today's rows in the layout of the template: export, edit and import is a round trip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sakip.excel import tulis_templat

from ..models import Jabatan, Pejabat, Pengguna, Penugasan, Satker, Unit
from .keadaan import Keadaan
from .lingkup import Lingkup
from .susunan import BUKU, PERAN

Baris = dict[str, Any]


def templat(lingkup: Lingkup) -> bytes:
    """The empty workbook, with the roles that this person may give."""
    return tulis_templat(_buku(lingkup))


def ekspor(lingkup: Lingkup) -> bytes:
    """The workbook with all rows of the lingkup."""
    keadaan = Keadaan(lingkup)
    return tulis_templat(_buku(lingkup), {nama: isi(keadaan) for nama, isi in ISI.items()})


def _buku(lingkup: Lingkup) -> Any:
    return BUKU.dengan_pilihan({("Pengguna", "peran"): [(n, label) for n, label in PERAN if n in lingkup.peran]})


def _satker(keadaan: Keadaan) -> Iterator[Baris]:
    bidang = ("kode", "nama", "nama_singkat", "jenis", "tempat", "zona_waktu", "kode_anggaran")
    for s in keadaan.satker.values():
        yield _ambil(s, *bidang, "alamat", "telepon", "email", "situs") | {"induk": s.induk.kode if s.induk else ""}


def _unit(keadaan: Keadaan) -> Iterator[Baris]:
    for kode in keadaan.satker:
        for u in keadaan.unit_satker[kode]:
            induk = u.induk.nama if u.induk else ""
            yield _ambil(u, "nama", "jenis", "urut", "berlaku_sampai") | {"satker": kode, "induk": induk}


def _jabatan(keadaan: Keadaan) -> Iterator[Baris]:
    for j in keadaan.semua_jabatan:
        yield _ambil(j, "nama", "jenis", "urut", "berlaku_sampai") | {
            "satker": j.unit.satker.kode,
            "unit": j.unit.nama,
            "atasan": j.atasan.nama if j.atasan else "",
            "unit_atasan": j.atasan.unit.nama if j.atasan else "",
        }


def _pejabat(keadaan: Keadaan) -> Iterator[Baris]:
    for p in keadaan.semua_pejabat():
        if keadaan.milik_sendiri(p) and p.satker:
            yield _ambil(p, "nip", "nama", "gelar_depan", "gelar_belakang", "pangkat") | {"satker": p.satker.kode}


def _penugasan(keadaan: Keadaan) -> Iterator[Baris]:
    for jabatan in keadaan.semua_jabatan:
        for p in reversed(keadaan.penugasan_jabatan[id(jabatan)]):
            yield (
                _ambil(p, "status", "mulai", "selesai", "nomor_sk", "tanggal_sk")
                | _orang(p.pejabat)
                | {
                    "satker": jabatan.unit.satker.kode,
                    "unit": jabatan.unit.nama,
                    "jabatan": jabatan.nama,
                }
            )


def _pengguna(keadaan: Keadaan) -> Iterator[Baris]:
    for p in keadaan.pengguna.values():
        yield (
            _ambil(p, "username", "email", "peran")
            | _orang(p.pejabat)
            | {
                "nama": p.get_full_name(),
                "satker": p.satker.kode if p.satker else "",
                "aktif": p.is_active,
            }
        )


def _orang(pejabat: Pejabat | None) -> Baris:
    return {"nip": pejabat.nip, "pejabat": pejabat.nama} if pejabat else {}


def _ambil(objek: Satker | Unit | Jabatan | Pejabat | Penugasan | Pengguna, *bidang: str) -> Baris:
    return {nama: getattr(objek, nama) for nama in bidang}


ISI: dict[str, Callable[[Keadaan], Iterator[Baris]]] = {
    "Satker": _satker,
    "Unit": _unit,
    "Jabatan": _jabatan,
    "Pejabat": _pejabat,
    "Penugasan": _penugasan,
    "Pengguna": _pengguna,
}
