"""The grids of a draft RKT: a row per indikator, and a row per activity of the DIPA. Each row is saved alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from anggaran.models import Pos
from sakip.angka import GalatAngka
from sakip.models import VersiBerubah

from . import services
from .models import IndikatorRkt, Rkt, SasaranRkt


@dataclass
class BarisIndikator:
    """A row with what stands in its fields; `galat`: why it was not saved, `petunjuk`: what the Renstra says."""

    baris: IndikatorRkt
    uraian: str
    target: str
    versi: str
    galat: str = ""
    tersimpan: bool = False
    petunjuk: str = ""

    @property
    def depan(self) -> str:
        return awalan_indikator(self.baris)


def awalan_indikator(baris: IndikatorRkt) -> str:
    return f"i{baris.pk}"


def indikator_tersimpan(baris: IndikatorRkt, *, petunjuk: str = "", tersimpan: bool = False) -> BarisIndikator:
    target = baris.satuan.cetak_isian(baris.target)
    return BarisIndikator(baris, baris.uraian, target, str(baris.versi), petunjuk=petunjuk, tersimpan=tersimpan)


def indikator_terisi(baris: IndikatorRkt, data: Mapping[str, Any]) -> BarisIndikator:
    """The row as it was typed; a field that was not posted is not touched."""
    semula = indikator_tersimpan(baris)
    isi = {n: str(data.get(f"{semula.depan}-{n}", getattr(semula, n))) for n in ("uraian", "target", "versi")}
    return BarisIndikator(baris, isi["uraian"], isi["target"], isi["versi"])


def simpan_indikator(baris: BarisIndikator) -> bool:
    """Write the row; False with `galat` when something is wrong or somebody was faster. Raises TransisiDitolak."""
    uraian = " ".join(baris.uraian.split())
    if not uraian:
        baris.galat = "Tulis indikatornya, atau hapus barisnya."
        return False
    try:
        target: Decimal | None = baris.baris.satuan.baca(baris.target)
        services.simpan_indikator(baris=baris.baris, versi=_bilangan(baris.versi), uraian=uraian, target=target)
    except GalatAngka as galat:
        baris.galat = f"Target: {galat}"
    except VersiBerubah:
        baris.baris.refresh_from_db()
        kini = baris.baris
        baris.versi = str(kini.versi)
        baris.galat = (
            f"Orang lain menyimpan lebih dahulu: target {kini.satuan.cetak(kini.target)}, “{kini.uraian}”. "
            "Isian Anda belum tersimpan; ubah lagi untuk memakainya."
        )
    return not baris.galat


@dataclass
class BarisPos:
    """An activity and the sasaran it serves; `sasaran` None: none yet."""

    pos: Pos
    sasaran: int | None
    galat: str = ""
    tersimpan: bool = False

    @property
    def depan(self) -> str:
        return f"p{self.pos.pk}"


def simpan_tempat(rkt: Rkt, baris: BarisPos, data: Mapping[str, Any]) -> bool:
    """Put the activity where the person chose. Raises TransisiDitolak."""
    pilihan, semula = (str(data.get(f"{baris.depan}-{n}", "")) for n in ("sasaran", "semula"))
    if f"{baris.depan}-sasaran" not in data:
        return True
    tujuan: SasaranRkt | None = None
    if pilihan:
        tujuan = rkt.sasaran.filter(pk=_bilangan(pilihan)).first()
        if tujuan is None:
            baris.galat = "Sasaran itu sudah dihapus. Muat ulang halaman."
            return False
    try:
        services.tempatkan(rkt=rkt, pos=baris.pos, sasaran=tujuan, semula=_bilangan(semula) or None)
    except VersiBerubah:
        baris.galat = "Orang lain memindahkan kegiatan ini lebih dahulu. Muat ulang halaman untuk melihatnya."
        return False
    baris.sasaran = tujuan.pk if tujuan else None
    return True


def _bilangan(teks: str) -> int:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 18 else 0
