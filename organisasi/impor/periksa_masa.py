"""What ends takes nothing along: below a unit or position that is gone nothing goes on, in file and database alike."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sakip.angka import format_tanggal

from ..models import Penugasan
from .pemeriksa import Kerja
from .rencana import BarisRencana

SEBUT_MAKS = 3
KOLOM_AKHIR = {"Unit": "berlaku_sampai", "Jabatan": "berlaku_sampai", "Penugasan": "selesai"}


def periksa_masa(kerja: Kerja) -> None:
    """Said at the end that the file sets, or else at the row of the file that goes on; what nobody touches stays."""
    tersentuh = {id(r.objek): r for nama in KOLOM_AKHIR for r in kerja.rencana.lembar[nama] if r.baru or r.ubahan}
    if not tersentuh:
        return
    terus: defaultdict[int, list[Any]] = defaultdict(list)
    atasan: dict[int, Any] = {}
    for atas, bawah in _pasangan(kerja):
        if atas is not None and atas.berlaku_sampai and _akhir(bawah) > atas.berlaku_sampai:
            atasan[id(atas)] = atas
            terus[id(atas)].append(bawah)
    for kunci, atas in atasan.items():
        _tolak(kerja, atas, terus[kunci], tersentuh)


def _pasangan(kerja: Kerja) -> Iterator[tuple[Any, Any]]:
    """What stands above → what stands below it, of the whole lingkup."""
    for daftar in kerja.keadaan.unit_satker.values():
        yield from ((unit.induk, unit) for unit in daftar)
    for jabatan in kerja.keadaan.semua_jabatan:
        yield jabatan.unit, jabatan
        yield jabatan.atasan, jabatan
    for semua in kerja.keadaan.penugasan_jabatan.values():
        yield from ((p.jabatan, p) for p in semua)


def _akhir(objek: Any) -> datetime.date:
    akhir = objek.selesai if isinstance(objek, Penugasan) else objek.berlaku_sampai
    return akhir or datetime.date.max


def _tolak(kerja: Kerja, atas: Any, terus: list[Any], tersentuh: dict[int, BarisRencana]) -> None:
    hari = format_tanggal(atas.berlaku_sampai)
    rencana = tersentuh.get(id(atas))
    if rencana is not None and (rencana.baru or "berlaku_sampai" in rencana.bidang):
        sebut = ", ".join(str(b) for b in terus[:SEBUT_MAKS])
        lebih = f" dan {len(terus) - SEBUT_MAKS} lagi" if len(terus) > SEBUT_MAKS else ""
        pesan = f"Setelah {hari} masih ada: {sebut}{lebih}. Akhiri atau pindahkan lebih dahulu."
        kerja.hasil.tolak(rencana.baris, "berlaku_sampai", pesan, hari)
        return
    for bawah in terus:
        if (baris := tersentuh.get(id(bawah))) is not None:
            kolom = KOLOM_AKHIR[baris.baris.lembar]
            kerja.hasil.tolak(baris.baris, kolom, f"{atas} hanya ada sampai {hari}. Isi tanggal akhirnya.")
