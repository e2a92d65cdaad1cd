"""The reasons of a revision, one field per difference, as one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from .models import AlasanPerubahan
from .perbandingan import Kunci
from .services_perbandingan import IsianAlasan
from .susunan_perbandingan import BarisBeda, KelompokBeda, PerbandinganRenstra


@dataclass(frozen=True)
class BarisAlasan:
    """A difference with the fields of its reason."""

    baris: BarisBeda
    alasan: forms.BoundField
    versi: forms.BoundField
    semula: forms.BoundField


class AlasanForm(forms.Form):
    """Beside each reason travel, hidden, the version it rests on and the text that was shown: only what the person
    touched is saved, and what somebody else wrote meanwhile is shown instead of overwritten.
    """

    def __init__(self, *args: Any, perbandingan: PerbandinganRenstra, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perbandingan = perbandingan
        for b in perbandingan.baris:
            self._tambah(b)

    def _tambah(self, b: BarisBeda) -> None:
        butir = b.beda.butir
        area = forms.Textarea({"rows": 2, "class": "form-control", "placeholder": "Seperti alasan umum"})
        self.fields[f"alasan-{b.kunci}"] = forms.CharField(
            label=f"Alasan {b.kata.lower()}: {butir.kode} {butir.nama}".replace(":  ", ": "),
            required=False,
            max_length=2_000,
            initial=b.alasan,
            widget=area,
        )
        self.fields[f"versi-{b.kunci}"] = forms.IntegerField(required=False, initial=b.versi, widget=forms.HiddenInput)
        self.fields[f"semula-{b.kunci}"] = forms.CharField(required=False, initial=b.alasan, widget=forms.HiddenInput)

    def per_kelompok(self) -> Iterator[tuple[KelompokBeda, list[BarisAlasan]]]:
        for kelompok in self.perbandingan.kelompok:
            yield kelompok, [self._baris(b) for b in kelompok.baris]

    def _baris(self, b: BarisBeda) -> BarisAlasan:
        alasan, versi, semula = (self[f"{n}-{b.kunci}"] for n in ("alasan", "versi", "semula"))
        if alasan.errors:
            alasan.field.widget.attrs |= {"class": "form-control is-invalid", "aria-invalid": "true"}
            alasan.field.widget.attrs["aria-describedby"] = f"galat-{b.kunci}"
        return BarisAlasan(b, alasan, versi, semula)

    def isian(self) -> dict[Kunci, IsianAlasan]:
        """What the person touched, for `services_perbandingan.simpan_alasan`."""
        hasil = {}
        for b in self.perbandingan.baris:
            alasan, semula = (_rapi(self.cleaned_data.get(f"{n}-{b.kunci}", "")) for n in ("alasan", "semula"))
            if alasan != semula:
                hasil[b.beda.kunci] = IsianAlasan(alasan, self.cleaned_data.get(f"versi-{b.kunci}") or 0)
        return hasil

    def catat_konflik(self, tersimpan: Mapping[Kunci, AlasanPerubahan | None]) -> None:
        """Show both texts; saving once more then is a choice, not an accident."""
        self.data = dict(self.data.items())
        for (jenis, butir), ada in tersimpan.items():
            kunci, teks = f"{jenis}-{butir}", ada.alasan if ada else ""
            self.data |= {f"versi-{kunci}": str(ada.versi if ada else 0), f"semula-{kunci}": teks}
            ditulis = f"menjadi “{teks}”" if teks else "dengan mengosongkannya"
            self.add_error(
                f"alasan-{kunci}",
                f"Alasan ini baru saja diubah orang lain {ditulis}; isian Anda belum disimpan. Simpan lagi untuk "
                "memakai isian Anda.",
            )


def _rapi(teks: str) -> str:
    return teks.replace("\r\n", "\n").strip()
