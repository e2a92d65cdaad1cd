"""The two grids of the Rencana Aksi, as rows are drawn and read back: painted weeks, typed figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from sakip.alur import TransisiDitolak
from sakip.angka import GalatAngka, format_isian, parse_desimal
from sakip.models import VersiBerubah

from . import minggu, services
from .isi import BarisIsi, IsiRencana
from .minggu import Ruas
from .models import JUMLAH_OUTPUT, TRIWULAN

MEDAN = ("output_jumlah", "output_satuan", *TRIWULAN)
LABEL = dict(zip(MEDAN, ("Output", "Satuan", "TW I", "TW II", "TW III", "TW IV"), strict=True))
_TERBESAR = Decimal(10) ** (JUMLAH_OUTPUT["max_digits"] - JUMLAH_OUTPUT["decimal_places"])


@dataclass(frozen=True)
class BarisJadwal:
    """A row of the grid of weeks; `lukis`: this person may paint it in this mode."""

    isi: BarisIsi
    mode: str
    lukis: bool

    @property
    def pk(self) -> int:
        return self.isi.baris.pk

    @property
    def ruas(self) -> tuple[Ruas, ...]:
        return minggu.ruas(self.isi.rencana)

    @property
    def selesai(self) -> tuple[Ruas, ...]:
        return minggu.ruas(self.isi.terlaksana)

    @property
    def kata(self) -> str:
        """Both kinds of weeks in words."""
        bagian = [f"Rencana {minggu.tulis(self.isi.rencana)}"] if self.isi.rencana else []
        bagian += [f"terlaksana {minggu.tulis(self.isi.terlaksana)}"] if self.isi.terlaksana else []
        return ", ".join(bagian)

    @property
    def nomor(self) -> str:
        """The painted weeks, for the script."""
        return _nomor(self.isi.rencana if self.mode == "rencana" else self.isi.terlaksana)

    @property
    def nomor_rencana(self) -> str:
        return _nomor(self.isi.rencana)


def _nomor(bit: int) -> str:
    return " ".join(map(str, minggu.uraikan(bit)))


def baca_lukisan(data: QueryDict) -> tuple[int, int]:
    """Weeks and version of a POST. Raises TransisiDitolak for what no page sends."""
    try:
        return minggu.kumpulkan(int(m) for m in data.getlist("minggu")), int(data.get("versi", "0"))
    except (ValueError, IndexError) as galat:
        raise TransisiDitolak("Minggu yang dikirim tidak dikenal. Muat ulang halaman, lalu lukis lagi.") from galat


def di_atas(isi: IsiRencana, baris: BarisIsi) -> list[BarisJadwal]:
    """The rows above one in the tree, whose bars change with it."""
    hasil: list[BarisJadwal] = []
    dalam = baris.jenjang
    for b in reversed(isi.baris[: isi.baris.index(baris)]):
        if b.jenjang < dalam:
            hasil.append(BarisJadwal(b, "", False))
            dalam = b.jenjang
    return hasil


# --- Output and targets ---------------------------------------------------------------------------------------------


@dataclass
class BarisRincian:
    """A row as it stands in the fields; `galat`: what is wrong with it."""

    isi: BarisIsi
    nilai: dict[str, str]
    versi: str
    galat: list[str] = field(default_factory=list)
    tersimpan: bool = False

    @property
    def depan(self) -> str:
        return f"b{self.isi.baris.pk}"

    @property
    def sel(self) -> list[dict[str, str]]:
        """One per field: name, value and label of the control."""
        return [
            {
                "nama": f"{self.depan}-{n}",
                "nilai": self.nilai[n],
                "label": f"{LABEL[n]} {self.isi.kode or self.isi.uraian}",
                "jenis": "teks" if n == "output_satuan" else "angka",
            }
            for n in MEDAN
        ]


def rincian_tersimpan(isi: BarisIsi) -> BarisRincian:
    b = isi.baris
    nilai = {n: format_isian(getattr(b, n)) for n in MEDAN if n != "output_satuan"}
    return BarisRincian(isi, nilai | {"output_satuan": b.output_satuan}, str(b.versi))


def rincian_terisi(isi: BarisIsi, data: Mapping[str, Any]) -> BarisRincian:
    """The row as it was typed; a field that was not posted is not touched."""
    semula = rincian_tersimpan(isi)
    nilai = {n: str(data.get(f"{semula.depan}-{n}", v)) for n, v in semula.nilai.items()}
    return BarisRincian(isi, nilai, str(data.get(f"{semula.depan}-versi", semula.versi)))


def simpan_rincian(baris: BarisRincian) -> bool:
    """Write the row; False with `galat` when something is wrong or somebody was faster. Raises TransisiDitolak."""
    bersih: dict[str, Any] = {"output_satuan": " ".join(baris.nilai["output_satuan"].split())}
    if len(bersih["output_satuan"]) > 60:
        baris.galat.append("Satuan paling panjang 60 huruf.")
    for nama in MEDAN:
        if nama != "output_satuan":
            bersih[nama] = _angka(baris, nama)
    if baris.galat:
        return False
    versi = int(baris.versi) if baris.versi.isdecimal() and len(baris.versi) < 10 else 0
    try:
        b = services.simpan_rincian(baris=baris.isi.baris, versi=versi, **bersih)
    except VersiBerubah as galat:
        baris.isi.baris.refresh_from_db()
        baris.versi = str(baris.isi.baris.versi)
        kini = rincian_tersimpan(baris.isi).nilai
        tersimpan = ", ".join(f"{LABEL[n]} {v or 'kosong'}" for n, v in kini.items())
        baris.galat.append(f"{galat} Tersimpan: {tersimpan}.")
        return False
    baris.versi = str(b.versi)
    return True


def _angka(baris: BarisRincian, nama: str) -> Decimal | None:
    teks = baris.nilai[nama].strip()
    if not teks or teks == "-":
        return None
    try:
        nilai = parse_desimal(teks)
    except GalatAngka as galat:
        baris.galat.append(f"{LABEL[nama]}: {galat}")
        return None
    if not 0 <= nilai < _TERBESAR or nilai != round(nilai, JUMLAH_OUTPUT["decimal_places"]):
        baris.galat.append(f"{LABEL[nama]}: harus angka mulai 0, paling banyak dua desimal. Yang diketik: “{teks}”.")
    return nilai
