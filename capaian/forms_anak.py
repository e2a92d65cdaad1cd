"""How the table of the satker below is narrowed and sorted: everything stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from organisasi.models import Satker
from sakip.angka import rapikan

from .anak import BarisAnak, RekapAnak
from .enums import Triwulan
from .models import KategoriCapaian

BELUM = "belum"  # in the choice of bands: no capaian yet

#: Value of `urut` → what it sorts by; "-" before it turns the order round. What has no figure always comes last.
URUT: dict[str, tuple[str, Callable[[BarisAnak], Any]]] = {
    "satker": ("Satuan kerja", lambda b: b.satker.jalur),
    "capaian": ("Capaian", lambda b: b.rerata.nilai),
    "cakupan": ("Ada datanya", lambda b: b.rerata.terhitung / b.rerata.jumlah if b.diukur else None),
    "disetujui": ("Disetujui", lambda b: b.disetujui),
    "terlambat": ("Terlambat", lambda b: b.terlambat),
}


class SaringanAnakForm(forms.Form):
    """Read from the query string; what makes no sense does not narrow."""

    cari = forms.CharField(label="Cari nama atau kode satker", max_length=100, required=False)
    triwulan = forms.TypedChoiceField(
        label="Periode",
        coerce=int,
        empty_value=None,
        choices=[("", "Tahun"), *((t.value, t.label) for t in Triwulan)],
        required=False,
    )
    tingkat = forms.ChoiceField(
        label="Di bawah", choices=[("", "Satu tingkat"), ("semua", "Semua tingkat")], required=False
    )
    kategori = forms.CharField(label="Kategori", required=False)
    lengkap = forms.ChoiceField(
        label="Kelengkapan",
        choices=[("", "Semua"), ("belum", "Belum lengkap"), ("terlambat", "Terlambat")],
        required=False,
    )
    urut = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def isi(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def triwulan_dipilih(self) -> int | None:
        return self.isi.get("triwulan")

    @property
    def disaring(self) -> bool:
        return any(self.isi.get(n) for n in ("cari", "kategori", "lengkap"))

    def satker(self, atas: Satker, terlihat: QuerySet[Satker]) -> QuerySet[Satker]:
        """The satker below `atas` that are asked for; by name or code they are found at every depth."""
        cari = rapikan(self.isi.get("cari", ""))
        bawah = terlihat.filter(jalur__startswith=atas.jalur).exclude(pk=atas.pk)
        if not cari and self.isi.get("tingkat") != "semua":
            bawah = bawah.filter(induk=atas)
        return (bawah.cari(cari) if cari else bawah).order_by("jalur")  # type: ignore[attr-defined]

    def saring(self, rekap: RekapAnak) -> list[BarisAnak]:
        """The rows that are asked for, in the order that is asked for."""
        kategori, lengkap = self.isi.get("kategori"), self.isi.get("lengkap")
        hasil: Sequence[BarisAnak] = rekap.baris
        if kategori == BELUM:
            hasil = [b for b in hasil if b.rerata.nilai is None]
        elif kategori:
            hasil = [b for b in hasil if b.kategori and b.kategori.kode == kategori]
        if lengkap == "belum":
            hasil = [b for b in hasil if not b.lengkap]
        elif lengkap == "terlambat":
            hasil = [b for b in hasil if b.terlambat]
        return self._urutkan(hasil)

    @property
    def urutan(self) -> tuple[str, bool]:
        """The column and whether it falls; the order of the offices for anything else."""
        diminta: str = self.isi.get("urut") or "satker"
        nama, turun = diminta.removeprefix("-"), diminta.startswith("-")
        return (nama, turun) if nama in URUT else ("satker", False)

    def _urutkan(self, baris: Sequence[BarisAnak]) -> list[BarisAnak]:
        nama, turun = self.urutan
        kunci = URUT[nama][1]
        ada = sorted((b for b in baris if kunci(b) is not None), key=kunci, reverse=turun)
        return [*ada, *(b for b in baris if kunci(b) is None)]

    def pilihan_kategori(self, ada: Sequence[tuple[KategoriCapaian, int]]) -> list[tuple[str, str]]:
        pita = [(p.kode, f"{p.kode} {p.predikat} ({n})" if p.kode != p.predikat else f"{p.kode} ({n})") for p, n in ada]
        return [("", "Semua"), *pita, (BELUM, "Belum dapat dihitung")]
