"""Forms of the budget: amounts typed into the tree, cut-offs, revision, putting a DIPA in force."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.models import Satker
from sakip.angka import GalatAngka, format_rupiah, format_tanggal, parse_rupiah
from sakip.formulir import TanggalField, pembantu

from .models import PosisiRealisasi
from .services import TANPA_NILAI, IsianRupiah


class RupiahField(forms.Field):
    """An amount in whole rupiah, as people write it; "" and "-" mean that nothing is recorded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric", "class": "form-control", "size": 20}

    def to_python(self, value: Any) -> Decimal | None:
        teks = "" if value is None else str(value).strip()
        if teks in TANPA_NILAI:
            return None
        try:
            nilai = parse_rupiah(teks)
        except GalatAngka as galat:
            raise ValidationError(self._kalimat(str(galat))) from galat
        if nilai < 0:
            raise ValidationError(f"{self.label} tidak boleh negatif. Yang diketik: “{teks}”.")
        return nilai

    def _kalimat(self, galat: str) -> str:
        """The reader's message in a sentence that names the field, as every message here does."""
        if galat.startswith("Harus "):
            return f"{self.label} harus {galat.removeprefix('Harus ')}"
        return f"{self.label}: {galat[0].lower()}{galat[1:]}"


@dataclass(frozen=True)
class SelRupiah:
    """One cell to type into: the kode it belongs to, its name in messages, what stands there now."""

    kode: str
    label: str
    kini: IsianRupiah

    @property
    def teks(self) -> str:
        return "" if self.kini.nilai is None else format_rupiah(self.kini.nilai)


class KisiRupiahForm(forms.Form):
    """Amounts by kode, one input per row of a tree.

    `dasar` travels along hidden: version and shown text of each cell. Only a cell that the person touched is saved, and
    one that somebody else changed meanwhile is reported instead of overwritten. It is one field, so that a request has
    one field per cell and not three (DATA_UPLOAD_MAX_NUMBER_FIELDS).
    """

    dasar = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sel: Iterable[SelRupiah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sel = {s.kode: s for s in sel}
        self.fields["dasar"].initial = json.dumps({s.kode: [s.kini.versi, s.teks] for s in self.sel.values()})
        for s in self.sel.values():
            self.fields[_nama(s.kode)] = RupiahField(label=s.label, initial=s.teks)

    def medan(self, kode: str) -> forms.BoundField | None:
        """The input of one row, marked when it is wrong; None for a row that is not typed into."""
        if kode not in self.sel:
            return None
        medan = self[_nama(kode)]
        if medan.errors:
            medan.field.widget.attrs["class"] = "form-control is-invalid"
        return medan

    def awali(self, nilai: Mapping[str, Decimal]) -> None:
        """Fill the inputs without anything stored; as if they were typed, so that saving stores them."""
        for kode, n in nilai.items():
            if kode in self.sel and self.sel[kode].kini.nilai is None:
                self.fields[_nama(kode)].initial = format_rupiah(n)

    def clean_dasar(self) -> str:
        """Refuses what no page of ours sends. The next save then rests on nothing: it can only report conflicts."""
        mentah: str = self.cleaned_data["dasar"]
        try:
            _urai_dasar(mentah)
        except ValueError:
            self.data = dict(self.data.items()) | {"dasar": ""}
            self.add_error(None, "Data halaman ini tidak terbaca, jadi belum ada yang disimpan. Simpan sekali lagi.")
            return ""
        return mentah

    def isian(self) -> dict[str, IsianRupiah]:
        """The cells that the person touched, for the services."""
        dasar = self._baca_dasar()
        return {
            kode: IsianRupiah(self.cleaned_data[_nama(kode)], versi)
            for kode in self.sel
            for versi, teks in [dasar.get(kode, (0, ""))]
            if self.data.get(_nama(kode), "").strip() != teks
        }

    def _baca_dasar(self) -> dict[str, tuple[int, str]]:
        """What the page was built on; nothing after an unreadable one."""
        return _urai_dasar(self.cleaned_data.get("dasar", ""))

    def catat_konflik(self, tersimpan: Mapping[str, IsianRupiah]) -> None:
        """Show both values at each cell; saving once more then is a choice, not an accident."""
        dasar: dict[str, tuple[int, str]] = self._baca_dasar()
        for kode, kini in tersimpan.items():
            teks = "" if kini.nilai is None else format_rupiah(kini.nilai)
            dasar[kode] = (kini.versi, teks)
            self.add_error(
                _nama(kode),
                f"{self.sel[kode].label} baru saja diubah orang lain menjadi “{teks or '–'}”; isian Anda "
                f"“{self.data.get(_nama(kode), '')}” belum disimpan. Simpan lagi untuk memakai isian Anda.",
            )
        self.data = dict(self.data.items()) | {"dasar": json.dumps(dasar)}

    def catat_bentrok(self, bentrok: Mapping[str, str]) -> None:
        """Name, at the lower cell, the cell above it that is filled too."""
        for kode, atas in bentrok.items():
            pesan = f"{self.sel[kode].label} tidak boleh diisi bersama {self.sel[atas].label}: kosongkan salah satunya."
            self.add_error(_nama(kode), pesan)


def _urai_dasar(mentah: str) -> dict[str, tuple[int, str]]:
    """Version and shown text by kode. Raises ValueError for anything but what the page itself writes."""
    try:
        return {str(kode): (int(versi), str(teks)) for kode, (versi, teks) in json.loads(mentah or "{}").items()}
    except (TypeError, AttributeError, OverflowError, RecursionError) as galat:
        raise ValueError("dasar tidak terbaca") from galat


def _nama(kode: str) -> str:
    return f"nilai_{kode}"


# --- Full-page forms -----------------------------------------------------------------------------------------------


class PosisiForm(forms.ModelForm):
    """A new cut-off of spending."""

    per_tanggal = TanggalField(
        label="Data per tanggal", help_text="Realisasi dihitung dari 1 Januari sampai tanggal ini."
    )

    class Meta:
        model = PosisiRealisasi
        fields = ["nama", "per_tanggal", "utama", "keterangan"]
        labels = {"utama": "Jadikan posisi utama"}
        help_texts = {
            "nama": "Nama singkat yang dikenali kembali, misalnya “Data per 16 Januari 2025”.",
            "utama": "Posisi utama dipakai Beranda dan LKjIP.",
        }
        widgets = {"keterangan": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, satker: Satker, tahun: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.satker = satker
        self.tahun = tahun
        self.helper = pembantu()

    def clean_nama(self) -> str:
        nama: str = self.cleaned_data["nama"]
        if PosisiRealisasi.objects.filter(satker=self.satker, tahun=self.tahun, nama=nama).exists():
            raise ValidationError(f"Posisi “{nama}” sudah ada untuk tahun {self.tahun}. Pakai nama lain.")
        return nama

    def clean_per_tanggal(self) -> datetime.date:
        tanggal: datetime.date = self.cleaned_data["per_tanggal"]
        if tanggal < datetime.date(self.tahun, 1, 1):
            raise ValidationError(
                f"Realisasi {self.tahun} tidak mungkin per {format_tanggal(tanggal)}, sebelum tahun anggaran mulai."
            )
        if tanggal > timezone.localdate():
            raise ValidationError(f"Tanggal {format_tanggal(tanggal)} belum tiba.")
        return tanggal


class NomorDipaField(forms.CharField):
    """The number of a DIPA as printed on it; a draft may not have one yet."""

    def __init__(self) -> None:
        super().__init__(
            label="Nomor DIPA",
            max_length=80,
            required=False,
            help_text="Seperti tercetak, misalnya SP DIPA-076.01.2.654340/2024.",
        )


class RevisiDipaForm(forms.Form):
    """Why the DIPA changes; number and date where the paper is there already."""

    keterangan = forms.CharField(
        label="Alasan revisi",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasan revisi agar pembaca tahu mengapa DIPA berubah."},
        help_text="Misalnya “Revisi anggaran ke-5: tambahan hibah APBD”.",
    )
    nomor = NomorDipaField()
    tanggal = TanggalField(
        label="Tanggal DIPA", required=False, help_text="Tanggal pengesahan; boleh menyusul saat DIPA diberlakukan."
    )
    helper = property(lambda self: pembantu())


class BerlakukanForm(forms.Form):
    nomor = NomorDipaField()
    tanggal = TanggalField(
        label="Tanggal DIPA",
        help_text="Tanggal pengesahan yang tertulis pada DIPA.",
        error_messages={"required": "Tanggal DIPA wajib diisi."},
    )
    helper = property(lambda self: pembantu())
