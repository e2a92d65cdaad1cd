"""Gathers what the rules of `aturan` compare: a stored paper or one being typed, with the papers around it."""

from __future__ import annotations

from collections.abc import Iterable

from renstra.models import Satuan, TargetTahunan

from .aturan import Bahan, Butir, Lembaran, Petunjuk, Uang, periksa
from .dipa import jalur_kode, rekap_berlaku
from .enums import StatusPerjanjian
from .keluarga import berbaris, keluarga
from .models import IndikatorPerjanjian, PerjanjianKinerja
from .suntingan import IsianAnggaran, IsianIndikator, IsianSasaran
from .templatetags.nilai import tanpa_satker


def petunjuk_perjanjian(
    perjanjian: PerjanjianKinerja, *, ketikan: tuple[list[IsianSasaran], list[IsianAnggaran]] | None = None
) -> list[Petunjuk]:
    """The hints of a paper, in a fixed number of queries. `ketikan`: what is being typed, instead of what is stored.

    A replaced paper has none: nothing is to be done about it.
    """
    if perjanjian.status == StatusPerjanjian.DIGANTIKAN:
        return []
    sendiri = berbaris(PerjanjianKinerja.objects.filter(pk=perjanjian.pk))[0]
    sekitar = keluarga(perjanjian)
    asal = {i.asal_id: i.pk for i in _indikator(sendiri) if i.asal_id}
    naik = _ke_atasan(sekitar.atasan, [sendiri, *sekitar.saudara])
    rekap = rekap_berlaku(perjanjian.satker_id, perjanjian.tahun)
    return periksa(
        Bahan(
            naskah=_ketikan(sendiri, naik, *ketikan)
            if ketikan is not None
            else lembaran(sendiri, "", naik, renstra=True),
            atasan=lembaran(sekitar.atasan, sebutan(sekitar.atasan)) if sekitar.atasan else Lembaran(),
            saudara=tuple(lembaran(p, sebutan(p), naik) for p in sekitar.saudara),
            bawahan=tuple(lembaran(p, sebutan(p), asal) for p in sekitar.bawahan),
            pagu={b.kode: b.pagu for b in rekap.baris},
            jalur=jalur_kode(rekap),
            dipa=str(rekap.dipa) if rekap.dipa else "",
        )
    )


def _ke_atasan(atasan: PerjanjianKinerja | None, semua: Iterable[PerjanjianKinerja]) -> dict[int, int]:
    """Rows of the superior's draft that the papers already point to → the row in force that it copied."""
    ada = {i.pk for i in _indikator(atasan)} if atasan else set()
    tujuan = [i.menurunkan for p in semua for i in _indikator(p) if i.menurunkan]
    return {t.pk: t.asal_id for t in tujuan if t.pk not in ada and t.asal_id in ada}


def sebutan(p: PerjanjianKinerja) -> str:
    return f"{tanpa_satker(p.sebutan_pihak_pertama, p.satker)}: "


def lembaran(
    p: PerjanjianKinerja, awalan: str, asal: dict[int, int] | None = None, *, renstra: bool = False
) -> Lembaran:
    """`awalan`: whose paper it is; `asal`: a row pointed to → the one that stands for it in the compared paper."""
    target = _target_renstra(p.tahun, (i.indikator_id for i in _indikator(p))) if renstra else {}
    butir = [
        _butir(i, s.urut, s.uraian, awalan, target, asal or {}) for s in p.sasaran.all() for i in s.indikator.all()
    ]
    uang = [Uang(_tempat_uang(awalan, a.urut), a.kode, a.uraian, a.nilai) for a in p.anggaran.all()]
    return Lembaran(tuple(butir), tuple(uang))


def _indikator(p: PerjanjianKinerja) -> list[IndikatorPerjanjian]:
    return [i for s in p.sasaran.all() for i in s.indikator.all()]


def _tempat(awalan: str, sasaran: int, indikator: int) -> str:
    teks = f"sasaran {sasaran}, indikator {indikator}"
    return f"{awalan}{teks}" if awalan else f"Perjanjian ini: {teks}"


def _tempat_uang(awalan: str, urut: int) -> str:
    return f"{awalan or 'Perjanjian ini: '}baris anggaran {urut}"


def _butir(
    i: IndikatorPerjanjian, nomor: int, sasaran: str, awalan: str, target: dict[int, Butir], asal: dict[int, int]
) -> Butir:
    tujuan = i.menurunkan_id
    return Butir(
        kunci=i.pk,
        tempat=_tempat(awalan, nomor, i.urut),
        uraian=i.uraian,
        nilai=i.target,
        satuan=i.satuan.nama,
        teks=i.satuan.cetak(i.target),
        sasaran=sasaran,
        cara=i.cara_turun,
        menurunkan=asal.get(tujuan, tujuan) if tujuan else None,
        renstra=target.get(i.indikator_id or 0),
    )


def _target_renstra(tahun: int, indikator: Iterable[int | None]) -> dict[int, Butir]:
    """Indikator of the Renstra → its target of the year; one without a target that year is left out."""
    pk = {i for i in indikator if i}
    if not pk:
        return {}
    daftar = TargetTahunan.objects.filter(indikator__in=pk, tahun=tahun).select_related("indikator")
    satuan = {s.pk: s for s in Satuan.objects.lengkap()}
    return {t.indikator_id: _dari_renstra(t, satuan[t.indikator.satuan_id]) for t in daftar}


def _dari_renstra(t: TargetTahunan, satuan: Satuan) -> Butir:
    tempat = f"Renstra {t.indikator.kode}, target {t.tahun}"
    return Butir(None, tempat, t.indikator.uraian, t.nilai, satuan.nama, satuan.cetak(t.nilai))


# --- What is being typed -------------------------------------------------------------------------------------------


def _ketikan(
    p: PerjanjianKinerja, asal: dict[int, int], sasaran: list[IsianSasaran], anggaran: list[IsianAnggaran]
) -> Lembaran:
    tersimpan = {i.pk: i for i in _indikator(p)}
    satuan = {s.pk: s for s in Satuan.objects.lengkap()}
    target = _target_renstra(p.tahun, (i.indikator_id for s in sasaran for i in s.indikator))
    butir = [
        _butir_ketikan(i, (n, m), s.uraian, satuan[i.satuan_id], _turunan(tersimpan.get(i.pk or 0), asal), target)
        for n, s in enumerate((s for s in sasaran if not s.hapus), start=1)
        for m, i in enumerate((i for i in s.indikator if not i.hapus), start=1)
        if i.satuan_id in satuan
    ]
    uang = [
        Uang(_tempat_uang("", n), a.kode, a.uraian, a.rupiah)
        for n, a in enumerate((a for a in anggaran if not a.hapus), start=1)
    ]
    return Lembaran(tuple(butir), tuple(uang))


def _turunan(lama: IndikatorPerjanjian | None, asal: dict[int, int]) -> tuple[str, int | None]:
    """How a stored row carries the superior's; a row that is only typed so far carries none."""
    if lama is None:
        return "", None
    tujuan = lama.menurunkan_id
    return lama.cara_turun, asal.get(tujuan, tujuan) if tujuan else None


def _butir_ketikan(
    i: IsianIndikator,
    nomor: tuple[int, int],
    sasaran: str,
    satuan: Satuan,
    turunan: tuple[str, int | None],
    target: dict[int, Butir],
) -> Butir:
    return Butir(
        kunci=i.pk,
        tempat=_tempat("", *nomor),
        uraian=i.uraian,
        nilai=i.target,
        satuan=satuan.nama,
        teks=satuan.cetak(i.target),
        sasaran=sasaran,
        cara=turunan[0],
        menurunkan=turunan[1],
        renstra=target.get(i.indikator_id or 0),
    )
