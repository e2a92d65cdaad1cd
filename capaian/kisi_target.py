"""The targets of the quarters as one grid: indikator by TW I–IV. Reading, proposing, and writing what was touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organisasi.models import Pengguna, Satker
from renstra.enums import JenisSatuan
from renstra.kisi import ANTAR, DALAM
from renstra.models import Satuan
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan, romawi

from . import izin, services
from .enums import Triwulan
from .forms import bidang_nilai
from .kisi import Sel, awalan
from .models import Pengukuran, Realisasi, TargetTriwulan


@dataclass
class BarisTarget:
    """One indikator with its four quarters; `teks` stands in the cells, `semula` is what they rest on."""

    pengukuran: Pengukuran
    berwenang: bool
    teks: dict[int, str]
    semula: dict[int, str]
    versi: dict[int, int]
    galat: dict[int, str] = field(default_factory=dict)
    tunda: set[int] = field(default_factory=set)
    bentrok: set[int] = field(default_factory=set)
    tertulis: bool = False

    @property
    def satuan(self) -> Satuan:
        return self.pengukuran.indikator.satuan

    @property
    def skala(self) -> str:
        return f"skala-{self.satuan.pk}" if self.satuan.jenis == JenisSatuan.ORDINAL else ""

    @property
    def teks_target_tahun(self) -> str:
        return self.satuan.cetak(self.pengukuran.target)

    @property
    def terkunci(self) -> dict[int, str]:
        """Quarters that somebody judged a figure by, and the status it has."""
        return {
            r.triwulan: r.get_status_display()
            for r in self.pengukuran.realisasi.all()
            if r.status in services.SUDAH_DIAJUKAN
        }

    @property
    def disentuh(self) -> list[int]:
        return [t for t in Triwulan.values if self.teks[t] != self.semula[t]]

    @property
    def kosong(self) -> bool:
        return not any(self.semula.values())

    @property
    def dapat_diusulkan(self) -> bool:
        return self.berwenang and self.kosong and not self.terkunci and bool(services.usulan_target(self.pengukuran))

    @property
    def teks_usulan(self) -> str:
        return " · ".join(self.satuan.cetak_isian(n) for n in services.usulan_target(self.pengukuran))

    @property
    def nama_asal(self) -> str:
        return f"{awalan(self.pengukuran)}-asal"

    @property
    def asal(self) -> str:
        bagian = (DALAM.join((str(t), str(self.versi.get(t, 0)), self.semula[t])) for t in Triwulan.values)
        return ANTAR.join(bagian)

    @property
    def sel(self) -> list[tuple[Sel | None, str, str]]:
        """Per quarter: the cell (None: it cannot be typed in), its text, and why it is locked."""
        terkunci, hasil = self.terkunci, []
        for t in Triwulan.values:
            sel = None
            if self.berwenang and (t not in terkunci or t in self.galat):
                label = f"Target TW {romawi(t)} indikator {self.pengukuran.indikator.kode}"
                nama, galat = f"{awalan(self.pengukuran)}-tw_{t}", f"galat-{self.pengukuran.pk}-{t}"
                sel = Sel(str(t), nama, label, self.teks[t], galat, t in self.galat)
            hasil.append((sel, self.teks[t] or "–", terkunci.get(t, "")))
        return hasil

    @property
    def daftar_galat(self) -> list[tuple[str, str]]:
        return [(f"galat-{self.pengukuran.pk}-{t}", pesan) for t, pesan in self.galat.items()]

    def tunggu(self, pesan: str) -> None:
        """Nothing of the row is written yet; the reason stands at the last touched cell."""
        sentuh = self.disentuh
        self.galat.setdefault(sentuh[-1], pesan)
        self.tunda |= set(sentuh)


def baris_target(satker: Satker, tahun: int, *, user: Pengguna) -> list[BarisTarget]:
    """The rows of the year as they are stored, in a fixed number of queries."""
    pengukuran = (
        Pengukuran.objects.visible_to(user)
        .filter(satker=satker)
        .for_tahun(tahun)
        .lengkap(Realisasi.objects.visible_to(user))
        .prefetch_related("indikator__pelaksana")
    )
    return [_tersimpan(p, user.has_perm(izin.ISI, p)) for p in pengukuran]


def _tersimpan(pengukuran: Pengukuran, berwenang: bool) -> BarisTarget:
    target = {t.triwulan: t for t in pengukuran.target_triwulan.all()}
    satuan = pengukuran.indikator.satuan
    teks = {t: satuan.cetak_isian(target[t].nilai if t in target else None) for t in Triwulan.values}
    return BarisTarget(pengukuran, berwenang, dict(teks), teks, {t: target[t].versi for t in target})


def kelompokkan(baris: Iterable[BarisTarget]) -> list[tuple[str, list[BarisTarget]]]:
    """Rows below the sasaran that they measure, in its words."""
    kelompok = groupby(baris, key=lambda b: b.pengukuran.indikator.sasaran_id)
    return [(isi[0].pengukuran.uraian_sasaran, isi) for _, anggota in kelompok if (isi := list(anggota))]


def isi_dari(baris: Iterable[BarisTarget], data: Mapping[str, Any]) -> list[BarisTarget]:
    """The rows that were posted, with what was typed; a quarter that was not posted is not touched."""
    dikirim = [b for b in baris if b.nama_asal in data]
    for b in dikirim:
        for bagian in data[b.nama_asal].split(ANTAR):
            kunci, _, sisa = bagian.partition(DALAM)
            if (t := baca_bilangan(kunci)) in b.semula:
                b.semula[t] = sisa.partition(DALAM)[2]
        for t in Triwulan.values:
            b.teks[t] = str(data.get(f"{awalan(b.pengukuran)}-tw_{t}", b.semula[t])).strip()
    return dikirim


@transaction.atomic
def simpan_baris(baris: Iterable[BarisTarget]) -> None:
    """Write the touched rows that lead to the year's target and that nobody changed meanwhile."""
    berubah = [b for b in baris if b.disentuh]
    pk = [b.pengukuran.pk for b in berubah]
    list(Pengukuran.objects.filter(pk__in=pk).order_by("pk").select_for_update(of=("self",)))  # what is compared stays
    tersimpan: dict[int, dict[int, TargetTriwulan]] = {n: {} for n in pk}
    for target in TargetTriwulan.objects.filter(pengukuran__in=pk):
        tersimpan[target.pengukuran_id][target.triwulan] = target
    for b in berubah:
        _simpan_satu(b, tersimpan[b.pengukuran.pk])


def _simpan_satu(baris: BarisTarget, tersimpan: dict[int, TargetTriwulan]) -> None:
    nilai = {}
    for t in baris.disentuh:
        kini = tersimpan.get(t)
        teks = baris.satuan.cetak_isian(kini.nilai if kini else None)
        if teks not in {baris.semula[t], baris.teks[t]}:
            baris.galat[t] = (
                f"Target TW {romawi(t)} baru saja diubah orang lain menjadi “{teks or 'tanpa target'}”; isian Anda "
                f"“{baris.teks[t] or 'tanpa target'}” belum disimpan."
            )
            baris.bentrok.add(t)
            baris.versi[t], baris.semula[t] = kini.versi if kini else 0, teks
            continue
        try:
            label = f"Target TW {romawi(t)}"
            nilai[t] = bidang_nilai(baris.satuan, baris.pengukuran.tahun, label).clean(baris.teks[t])
        except ValidationError as galat:
            baris.galat[t] = galat.messages[0]
    if not baris.berwenang:
        baris.galat = {baris.disentuh[0]: "Anda tidak berwenang mengisi baris ini."}
    if baris.galat:
        baris.tunda = set(baris.disentuh) - set(baris.galat)
        return
    try:
        services.simpan_target_triwulan(baris.pengukuran, nilai)
    except TransisiDitolak as galat:
        baris.tunggu(str(galat))
    else:
        baris.tertulis = True


def usulkan(baris: Iterable[BarisTarget]) -> int:
    """Fill the proposal into rows that have no target of a quarter yet; how many.

    A row whose quarter somebody submitted meanwhile is passed over.
    """
    banyak = 0
    for b in (b for b in baris if b.dapat_diusulkan):
        usulan = services.usulan_target(b.pengukuran)
        with suppress(TransisiDitolak):
            services.simpan_target_triwulan(b.pengukuran, dict(zip(Triwulan.values, usulan, strict=True)))
            banyak += 1
    return banyak


def jawaban(tersimpan: Iterable[BarisTarget], baris: Iterable[BarisTarget]) -> list[dict[str, Any]]:
    """What the browser must know after a save; `tersimpan` are the same rows read again. See `kisi.jawaban`."""
    kini = {b.pengukuran.pk: b for b in tersimpan}
    hasil = []
    for b in baris:
        ada = kini[b.pengukuran.pk]
        sel = [
            {
                "kunci": str(t),
                "versi": ada.versi.get(t, 0),
                "teks": ada.semula[t],
                "pesan": b.galat.get(t, ""),
                "bentrok": t in b.bentrok,
                "tunda": t in b.tunda,
                "ku": b.tertulis,
            }
            for t in Triwulan.values
        ]
        hasil.append({"pk": b.pengukuran.pk, "sel": sel})
    return hasil
