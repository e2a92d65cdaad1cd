"""Capaian of one indikator: the formulas by polaritas, and the one entry that chooses among them."""

from __future__ import annotations

from decimal import Decimal
from typing import Unpack

from sakip.angka import format_ringkas

from .nilai import (
    NOL,
    SERATUS,
    AlasanKosong,
    Cara,
    Hasil,
    KeadaanNilai,
    Nilai,
    Polaritas,
    RumusMinimasi,
    RumusOrdinal,
    operand,
)


def hitung_capaian(
    target: Nilai | None,
    realisasi: Nilai | None,
    *,
    polaritas: Polaritas,
    rumus_minimasi: RumusMinimasi,
    rumus_ordinal: RumusOrdinal,
    batas: Decimal | None,
) -> Hasil:
    """Capaian of one indikator in percent (100 = target met): the one entry for screens, tables and documents.

    `target` None: no target that year ("-"); `realisasi` None: not entered yet. Never raises for data that is missing
    or does not fit; the result then names the reason. Raises ValueError for a choice that does not exist and for a
    range whose bounds are crossed.
    """
    alasan = _alasan_kosong(target, realisasi)
    if alasan is not None:
        return Hasil.kosong(alasan)
    assert target is not None
    assert realisasi is not None
    assert target.angka is not None
    assert realisasi.angka is not None
    if target.ordinal:
        if Polaritas(polaritas) != Polaritas.MAKSIMASI:  # the skor already say which grade is better
            return Hasil.kosong(AlasanKosong.SATUAN_TIDAK_COCOK, "Satuan berjenjang hanya untuk polaritas maksimasi")
        return capaian_ordinal(
            target.angka,
            realisasi.angka,
            rumus=rumus_ordinal,
            batas=batas,
            label_target=target.label,
            label_realisasi=realisasi.label,
        )
    if Polaritas(polaritas) == Polaritas.STABIL:
        atas = target.angka if target.atas is None else target.atas
        return capaian_stabil(target.angka, atas, realisasi.angka, rumus_minimasi=rumus_minimasi, batas=batas)
    return persentase_capaian(
        target.angka, realisasi.angka, polaritas=polaritas, rumus_minimasi=rumus_minimasi, batas=batas
    )


def persentase_capaian(
    target: Decimal,
    realisasi: Decimal,
    *,
    polaritas: Polaritas,
    rumus_minimasi: RumusMinimasi,
    batas: Decimal | None,
) -> Hasil:
    """Capaian in percent of one number against one number, both in the indikator's satuan; not rounded.

    Maksimasi: realisasi / target × 100; target 0 cannot be computed. Minimasi A: (2 × target − realisasi) / target ×
    100, not below 0 (`mentah` keeps what is below); B: target / realisasi × 100, 100 where realisasi is 0 or less.
    Minimasi with target 0: 100 if realisasi is 0 (or less), otherwise 0. Stabil: the target is a range of one value.
    A negative target cannot be computed: the quotient would call worse better.
    Source: PermenPANRB 53/2014; the minimasi formula is chosen per indikator.
    """
    if Polaritas(polaritas) == Polaritas.STABIL:
        return capaian_stabil(target, target, realisasi, rumus_minimasi=rumus_minimasi, batas=batas)
    if target < 0:
        return Hasil.kosong(AlasanKosong.TARGET_NEGATIF)
    if Polaritas(polaritas) == Polaritas.MINIMASI:
        return _minimasi(target, realisasi, rumus=RumusMinimasi(rumus_minimasi), batas=batas)
    if target == 0:
        return Hasil.kosong(AlasanKosong.TARGET_NOL)
    return _hasil(SERATUS * realisasi / target, f"{operand(realisasi)} / {operand(target)} × 100", batas=batas)


def capaian_stabil(
    bawah: Decimal, atas: Decimal, realisasi: Decimal, *, rumus_minimasi: RumusMinimasi, batas: Decimal | None
) -> Hasil:
    """Capaian in percent against a range: inside (bounds included) 100, above `atas` minimasi, below `bawah` maksimasi.

    Raises ValueError when `bawah` is above `atas`.
    """
    if bawah > atas:
        raise ValueError("Batas bawah rentang target melebihi batas atasnya.")
    if bawah <= realisasi <= atas:
        return _hasil(
            SERATUS, f"{operand(realisasi)} di dalam rentang {operand(bawah)} s.d. {operand(atas)}", batas=batas
        )
    acuan, polaritas = (atas, Polaritas.MINIMASI) if realisasi > atas else (bawah, Polaritas.MAKSIMASI)
    return persentase_capaian(acuan, realisasi, polaritas=polaritas, rumus_minimasi=rumus_minimasi, batas=batas)


def capaian_ordinal(
    skor_target: Decimal,
    skor_realisasi: Decimal,
    *,
    rumus: RumusOrdinal,
    batas: Decimal | None,
    label_target: str = "",
    label_realisasi: str = "",
) -> Hasil:
    """Capaian in percent of a grade against a grade; the skor come from the scale (master data, higher is better).

    SKOR: skor of realisasi / skor of target × 100, undefined for a target skor of 0. TERCAPAI: 100 when the grade is
    reached or passed, otherwise 0.
    """
    target, realisasi = _tingkat(label_target, skor_target), _tingkat(label_realisasi, skor_realisasi)
    if RumusOrdinal(rumus) == RumusOrdinal.TERCAPAI:
        tercapai = skor_realisasi >= skor_target
        ruas = f"{realisasi} terhadap {target}: {'tercapai' if tercapai else 'tidak tercapai'}"
        return _hasil(SERATUS if tercapai else NOL, ruas, batas=batas)
    if skor_target == 0:
        return Hasil.kosong(AlasanKosong.TARGET_NOL)
    return _hasil(SERATUS * skor_realisasi / skor_target, f"{realisasi} / {target} × 100", batas=batas)


def jangka_menengah(target_akhir: Nilai | None, realisasi: Nilai | None, **cara: Unpack[Cara]) -> Hasil:
    """This year's realisasi against the target of the Renstra's last year, in percent, as `hitung_capaian` does it."""
    return hitung_capaian(target_akhir, realisasi, **cara)


def _alasan_kosong(target: Nilai | None, realisasi: Nilai | None) -> AlasanKosong | None:
    if target is None or not target.terisi or target.angka is None:
        return AlasanKosong.TIDAK_ADA_TARGET
    if realisasi is None or realisasi.keadaan == KeadaanNilai.BELUM_DIISI:
        return AlasanKosong.BELUM_DIISI
    if realisasi.keadaan == KeadaanNilai.PROSES:
        return AlasanKosong.REALISASI_PROSES
    if realisasi.keadaan == KeadaanNilai.BELUM_ADA:
        return AlasanKosong.BELUM_ADA_DATA
    if realisasi.angka is None:
        return AlasanKosong.BELUM_DIISI if realisasi.rasio is None else AlasanKosong.BELUM_ADA_DATA
    beda_satuan = target.satuan and realisasi.satuan and target.satuan != realisasi.satuan
    return AlasanKosong.SATUAN_TIDAK_COCOK if beda_satuan or target.ordinal != realisasi.ordinal else None


def _minimasi(target: Decimal, realisasi: Decimal, *, rumus: RumusMinimasi, batas: Decimal | None) -> Hasil:
    if target == 0:
        return _hasil(SERATUS if realisasi <= 0 else NOL, f"target 0, realisasi {operand(realisasi)}", batas=batas)
    if rumus == RumusMinimasi.A:
        ruas = f"(2 × {operand(target)} − {operand(realisasi)}) / {operand(target)} × 100"
        return _hasil(SERATUS * (2 * target - realisasi) / target, ruas, batas=batas, lantai=NOL)
    if realisasi <= 0:
        return _hasil(SERATUS, f"target {operand(target)}, realisasi {operand(realisasi)}", batas=batas)
    return _hasil(SERATUS * target / realisasi, f"{operand(target)} / {operand(realisasi)} × 100", batas=batas)


def _hasil(mentah: Decimal, ruas: str, *, batas: Decimal | None, lantai: Decimal | None = None) -> Hasil:
    nilai = mentah if lantai is None else max(mentah, lantai)
    dibatasi = nilai if batas is None else min(nilai, batas)
    uraian = f"{ruas} = {format_ringkas(mentah)}"
    if nilai != mentah:
        uraian += f", menjadi {format_ringkas(nilai)} (batas bawah)"
    if dibatasi != nilai:
        uraian += f", dibatasi {format_ringkas(dibatasi)}"
    return Hasil(nilai, dibatasi, mentah, None, uraian)


def _tingkat(label: str, skor: Decimal) -> str:
    return f"{label} ({operand(skor)})" if label else operand(skor)
