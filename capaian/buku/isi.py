"""What a quarter's workbook holds for a person: the rows they may fill in, with what is stored, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from organisasi.models import Pengguna, Satker, Unit
from organisasi.models.pohon import cabang
from renstra.enums import JenisSatuan, Polaritas
from renstra.models import Indikator, Satuan
from sakip.angka import format_isian
from sakip.excel import tulis_templat

from .. import izin
from ..enums import KeadaanNilai, StatusRealisasi, Triwulan
from ..models import Pengukuran, Realisasi, TargetTriwulan
from ..perhitungan import Agregasi
from ..periode import Periode, periode_triwulan
from .susunan import ISIAN, TERBUKA, susun_buku
from .tanda import Tanda, sidik_isi

_TANPA_ANGKA: dict[str, str] = {KeadaanNilai.PROSES: "Proses", KeadaanNilai.BELUM_ADA: "belum ada"}


@dataclass(slots=True)
class Acuan:
    """One indikator of the quarter. It is what a permission is asked for, as the Pengukuran itself."""

    pk: int
    satker_id: int
    kode: str
    uraian: str
    satuan: Satuan
    jalur: tuple[str, ...]
    tersimpan: Realisasi | None = None
    triwulan_lain: dict[int, Decimal] | None = None  # what stands in the other quarters of a running count

    def jalur_unit(self) -> tuple[str, ...]:
        return self.jalur

    @property
    def berasio(self) -> bool:
        return self.satuan.jenis == JenisSatuan.PERSEN

    @property
    def sebutan(self) -> str:
        return f"{self.kode} {self.uraian}"

    @property
    def terkunci(self) -> bool:
        return self.tersimpan is not None and not self.tersimpan.dapat_diubah

    def sel(self) -> dict[str, Any]:
        """The open cells as they are written and read; what is not stored is empty."""
        r = self.tersimpan
        if r is None:
            return dict.fromkeys(TERBUKA, "") | {"keadaan": None}
        return {
            "nilai": self.satuan.cetak_isian(r.nilai),
            "x": format_isian(r.x),
            "y": format_isian(r.y),
            "keadaan": r.keadaan,
            "analisis": r.analisis,
            "hambatan": r.hambatan,
            "upaya": r.upaya,
        }


@dataclass
class Tempat:
    """A satker's quarter, as this person may fill it in; `oleh` None: everything (a shell). `unit`: only what it and
    the units below it answer for.
    """

    satker: Satker
    tahun: int
    triwulan: int
    oleh: Pengguna | None
    unit: Unit | None = None
    kunci: bool = False  # read the stored rows for writing: nobody changes them until the end of the transaction
    _boleh: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False)
    _terbuka: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False)

    @cached_property
    def periode(self) -> Periode:
        return periode_triwulan(self.satker, self.tahun, self.triwulan)

    def boleh(self, acuan: Acuan) -> bool:
        """Asked once for all indikator of the same units."""
        if acuan.jalur not in self._boleh:
            boleh = self.oleh is None or self.oleh.has_perm(izin.ISI, acuan)  # type: ignore[arg-type]  # as a Pengukuran
            self._boleh[acuan.jalur] = boleh
        return self._boleh[acuan.jalur]

    def terbuka(self, acuan: Acuan) -> bool:
        """Whether the quarter may be entered now for this indikator."""
        if acuan.jalur not in self._terbuka:
            self._terbuka[acuan.jalur] = self.periode.terbuka_untuk(acuan.jalur)
        return self._terbuka[acuan.jalur]

    @cached_property
    def semua(self) -> dict[int, Acuan]:
        """Every indikator that is measured, by the key of its Pengukuran, in the order of the grid. Six queries."""
        tersimpan, berhitung = self._realisasi(), self._triwulan_lain()
        jalur = self._jalur()
        baris = self._pengukuran().values_list(
            "pk", "satker_id", "indikator__kode", "butir__uraian", "indikator__uraian", "indikator__satuan_id",
            "indikator_id",
        )  # fmt: skip
        return {
            pk: Acuan(
                pk,
                satker,
                kode,
                butir or uraian,
                self._satuan[satuan],
                jalur[indikator],
                tersimpan.get(pk),
                berhitung.get(pk),
            )
            for pk, satker, kode, butir, uraian, satuan, indikator in baris
        }

    @cached_property
    def milik(self) -> list[Acuan]:
        """Those of `semua` that the person may fill in, of the unit where one is named."""
        boleh = [a for a in self.semua.values() if self.boleh(a)]
        if self.unit is None:
            return boleh
        bawah = set(Unit.objects.filter(cabang({self.unit.jalur}), satker=self.satker).values_list("jalur", flat=True))
        return [a for a in boleh if bawah & set(a.jalur)]

    @cached_property
    def _satuan(self) -> dict[int, Satuan]:
        return {s.pk: s for s in Satuan.objects.lengkap()}

    def _pengukuran(self) -> QuerySet[Pengukuran]:
        return Pengukuran.objects.filter(satker=self.satker).for_tahun(self.tahun)

    def _jalur(self) -> dict[int, tuple[str, ...]]:
        hasil: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        pelaksana: Any = Indikator.pelaksana.through
        diukur = pelaksana.objects.filter(
            indikator__pengukuran__satker=self.satker, indikator__pengukuran__tahun=self.tahun
        )
        for indikator, jalur in diukur.values_list("indikator_id", "unit__jalur"):
            hasil[indikator] += (jalur,)
        return hasil

    def _realisasi(self) -> dict[int, Realisasi]:
        """Of each indikator the newest row."""
        semua = Realisasi.objects.filter(pengukuran__satker=self.satker, pengukuran__tahun=self.tahun)
        semua = semua.filter(triwulan=self.triwulan).order_by("revisi").select_related("disunting_oleh")
        if self.kunci:
            semua = semua.select_for_update(of=("self",))
        return {r.pengukuran_id: r for r in semua}

    def _triwulan_lain(self) -> dict[int, dict[int, Decimal]]:
        """Of each running count the newest value of the other quarters."""
        naik = {"agregasi": Agregasi.NILAI_AKHIR, "polaritas": Polaritas.MAKSIMASI, "satuan__jenis": JenisSatuan.CACAH}
        hasil: dict[int, dict[int, Decimal]] = {}
        isi = self._pengukuran().filter(**{f"indikator__{nama}": nilai for nama, nilai in naik.items()})
        baris = isi.order_by("realisasi__revisi").values_list("pk", "realisasi__triwulan", "realisasi__nilai")
        for pk, triwulan, nilai in baris:
            lain = hasil.setdefault(pk, {})
            if triwulan != self.triwulan and triwulan is not None and nilai is not None:
                lain[triwulan] = nilai
        return hasil

    # -- what only a download shows

    def baris(self) -> Iterator[dict[str, Any]]:
        """The rows of the workbook."""
        target, sebaran, sebelum = self._target(), self._sebaran(), self._sebelumnya()
        for acuan in self.milik:
            nilai, satuan_target, agregasi = target[acuan.pk]
            tw = sebaran.get(acuan.pk)
            teks = satuan_target.cetak(nilai)
            if tw is not None:
                teks_tw = acuan.satuan.cetak(tw.get(self.triwulan))
            else:
                teks_tw = "–" if agregasi == Agregasi.JUMLAH else teks
            yield self._baris(acuan) | {
                "target": teks,
                "target_triwulan": teks_tw,
                "sebelumnya": "\n".join(sebelum[acuan.pk]) or "–",
            }

    def _baris(self, acuan: Acuan) -> dict[str, Any]:
        r, sel = acuan.tersimpan, acuan.sel()
        hasil = sel | {
            "kode": acuan.kode,
            "uraian": acuan.uraian,
            "satuan": acuan.satuan.nama,
            "status": StatusRealisasi(r.status).label if r else "Belum diisi",
            "terkunci": acuan.terkunci,
            "berasio": acuan.berasio,
            "tingkat": tuple(t.label for t in acuan.satuan.tingkat),
        }
        tanda = Tanda(
            self.satker.pk, self.tahun, self.triwulan, acuan.pk, r.pk if r else 0, r.versi if r else 0, sidik_isi(sel)
        )
        return hasil | {"tanda": tanda.tulis(hasil)}

    def _target(self) -> dict[int, tuple[Decimal | None, Satuan, str]]:
        """The year's target with the unit it is in, as `capaian.rekap` says them, and the indikator's aggregation."""
        baris = self._pengukuran().values_list(
            "pk", "target_lain", "butir__target", "butir__satuan_id", "indikator__satuan_id", "indikator__agregasi"
        )
        return {
            pk: (
                butir if lain is None else lain,
                self._satuan[satuan if lain is not None or satuan_butir is None else satuan_butir],
                agregasi,
            )
            for pk, lain, butir, satuan_butir, satuan, agregasi in baris
        }

    def _sebaran(self) -> dict[int, dict[int, Decimal]]:
        hasil: dict[int, dict[int, Decimal]] = {}
        semua = TargetTriwulan.objects.filter(pengukuran__satker=self.satker, pengukuran__tahun=self.tahun)
        for pk, triwulan, nilai in semua.values_list("pengukuran_id", "triwulan", "nilai"):
            hasil.setdefault(pk, {})[triwulan] = nilai
        return hasil

    def _sebelumnya(self) -> dict[int, list[str]]:
        """The quarters before, each in a line: "TW I: 70 %"."""
        hasil: defaultdict[int, list[str]] = defaultdict(list)
        lalu = Realisasi.objects.filter(pengukuran__satker=self.satker, pengukuran__tahun=self.tahun).terkini()
        lalu = lalu.filter(triwulan__lt=self.triwulan).order_by("triwulan")
        for pk, triwulan, keadaan, nilai in lalu.values_list("pengukuran_id", "triwulan", "keadaan", "nilai"):
            if acuan := self.semua.get(pk):
                tw = Triwulan(triwulan).label.replace("Triwulan", "TW")
                hasil[pk].append(f"{tw}: {_TANPA_ANGKA.get(keadaan) or acuan.satuan.cetak(nilai)}")
        return hasil


def unduh(tempat: Tempat) -> bytes:
    """The workbook to fill in."""
    return tulis_templat(susun_buku(tempat.satker, tempat.tahun, tempat.triwulan), {ISIAN: tempat.baris()})
