"""Advice on a figure that is probably a slip: far above its target, or a part that is more than the whole. Pure."""

from __future__ import annotations

from decimal import Decimal

from renstra.aturan import lebih_seratus
from sakip.angka import SPASI_TAK_PUTUS, format_persen_ringkas

from . import perhitungan as hitung

#: Capaian in percent above which somebody should look again.
BATAS_JAUH = Decimal(150)


def peringatan_jauh(jenis_satuan: str, realisasi: hitung.Nilai, hasil: hitung.Hasil, hasil_tahun: hitung.Hasil) -> str:
    """Why the figure should be looked at again, as a sentence without its full stop; "" when there is no reason.

    `hasil` is against the target of the period, `hasil_tahun` the year so far against the year's. Blocks nothing: a
    target can be surpassed.
    """
    if not realisasi.terisi or realisasi.angka is None:
        return ""
    if hasil.nilai is not None and hasil.nilai > BATAS_JAUH:
        return f"Jauh di atas target: periksa lagi, {format_persen_ringkas(hasil.nilai)}"
    if hasil_tahun.nilai is not None and hasil_tahun.nilai > BATAS_JAUH:
        return f"Jauh di atas target tahun: periksa lagi, {format_persen_ringkas(hasil_tahun.nilai)}"
    if lebih_seratus(jenis_satuan, [(0, realisasi.angka)]):
        return f"Lebih dari 100{SPASI_TAK_PUTUS}%: periksa lagi, bagian jarang melebihi semuanya"
    return ""
