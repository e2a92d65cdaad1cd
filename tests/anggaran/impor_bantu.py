"""Exports as the treasury's applications write them, and a DIPA that they are about."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from anggaran.enums import JenisPos
from anggaran.impor.baca import kenali
from anggaran.impor.periksa import Tempat
from anggaran.impor.rencana import Rencana
from anggaran.models import Dipa, Pos
from anggaran.services_impor import Pilihan, baca_berkas, periksa_di, semua_pemetaan, tempat, usulkan
from organisasi.models import Satker
from tests import pabrik

TAHUN = 2024
J = JenisPos
#: Code as printed, level, pagu of the lowest ones.
POHON = (
    ("076.01.WA", J.PROGRAM, None),
    ("3355", J.KEGIATAN, None),
    ("3355.EBA", J.KRO, None),
    ("3355.EBA.994", J.RO, None),
    ("3355.EBA.994.001", J.KOMPONEN, 1_000_000),
    ("3355.EBA.994.002", J.KOMPONEN, 2_000_000),
    ("3355.EBA.962", J.RO, 500_000),
    ("3360", J.KEGIATAN, 300_000),
    ("076.01.CQ", J.PROGRAM, None),
    ("6709", J.KEGIATAN, None),
    ("6709.QGE", J.KRO, None),
    ("6709.QGE.003", J.RO, 4_000_000),
)
SAKTI = ["Kode", "Uraian", "Pagu Revisi", "Realisasi Periode Lalu", "Realisasi s.d. Periode Ini", "%", "Sisa"]


def tanam_dipa(satker: Satker, pohon: Sequence[tuple[str, str, int | None]] = POHON, **lain: Any) -> Dipa:
    dipa = pabrik.DipaFactory(satker=satker, tahun=TAHUN, **lain)
    tumpuk: dict[int, Pos] = {}
    urutan = list(JenisPos)
    for urut, (kode, jenis, pagu) in enumerate(pohon, 1):
        tingkat = urutan.index(JenisPos(jenis))
        induk = next((tumpuk[t] for t in range(tingkat - 1, -1, -1) if t in tumpuk), None)
        tumpuk = {t: p for t, p in tumpuk.items() if t < tingkat}
        tumpuk[tingkat] = pabrik.PosFactory(
            dipa=dipa,
            induk=induk,
            jenis=jenis,
            kode=kode,
            uraian=f"Pos {kode}",
            urut=urut,
            pagu=None if pagu is None else Decimal(pagu),
        )
    return dipa


def buku(baris: Sequence[Sequence[Any]], ubah: Callable[[Any], None] | None = None, nama: str = "Sheet1") -> bytes:
    """A workbook with one sheet."""
    wb = Workbook()
    ws = wb.active
    ws.title = nama
    for satu in baris:
        ws.append(list(satu))
    if ubah:
        ubah(ws)
    aliran = io.BytesIO()
    wb.save(aliran)
    return aliran.getvalue()


def csv(baris: Sequence[Sequence[str]], pemisah: str = ";") -> bytes:
    return "\r\n".join(pemisah.join(satu) for satu in baris).encode()


def sakti(*isi: tuple[str, int | str | None], judul: Sequence[str] = (), pagu: int | None = None) -> bytes:
    """ "Realisasi belanja per RO": title rows, head, code and cumulative amount of each row."""
    atas = judul or ("LAPORAN REALISASI ANGGARAN", "Satker : 654340 KPU PROVINSI BENGKULU", "s.d. 30 Juni 2024")
    return buku([[t] for t in atas] + [[], SAKTI] + [[k, f"Uraian {k}", pagu, None, n] for k, n in isi])


def rencana(isi: bytes, satker: Satker, *, tahun: int = TAHUN, **ubah: Any) -> tuple[Rencana, Pilihan]:
    """The plan with the columns as they are proposed, but for `ubah` (fields of Pemetaan, or `per_tanggal`)."""
    from dataclasses import replace

    kenalan = kenali(isi)
    nama, pemetaan, _ = usulkan(kenalan, semua_pemetaan(satker))
    per = ubah.pop("per_tanggal", None) or (kenalan.kepala.tanggal.isi if kenalan.kepala.tanggal else None)
    pilihan = Pilihan(replace(pemetaan, **ubah), nama, per_tanggal=per)
    di: Tempat = tempat(satker, tahun, pilihan)
    return periksa_di(baca_berkas(isi, satker, tahun, pilihan), di), pilihan


def nilai(r: Rencana, ke: int = -1) -> dict[str, int]:
    """Code → amount of a snapshot."""
    return {b.kode: int(b.baru) for b in r.potret[ke].butir} if r.potret else {}
