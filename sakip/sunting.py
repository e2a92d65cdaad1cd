"""Editing one row that somebody else may be editing too: the second save is neither lost nor forced.

`SuntinganForm` carries the version and the values that were read. When the stored version is another one, fields that
the person left alone take what is stored now. Where both changed the same field nothing is saved: the form comes back
with both values (`komponen/bentrok.html`), the person chooses per field and saves again. The database decides in the
end (`Berversi`): two saves at the same moment cannot both win.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sakip.formulir import pembantu, perjelas
from sakip.models import Berversi, VersiBerubah

#: Names in the POST: the fields that were shown as conflicting, and per field which value to keep.
BENTROK, AWALAN_PILIHAN = "bentrok", "pilih-"
ISIAN, TERSIMPAN = "isian", "tersimpan"
DIALIHKAN = 302  # a saved form sends on


@dataclass(frozen=True)
class Bentrokan:
    """One field that two people filled differently, both values as they are shown."""

    nama: str
    label: str
    isian: str
    tersimpan: str


class SuntinganForm(forms.ModelForm):
    """A form of one `Berversi` row; pass the row as it is stored now, also for a POST."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    #: What each field held when the form was opened, so that a field the person left alone is known.
    awal = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.helper = pembantu()
        self.helper.render_hidden_fields = True  # also those that a form's own layout does not name
        perjelas(self)
        self.bentrokan: list[Bentrokan] = []
        self.versi_tersimpan = self.instance.versi
        self.initial["versi"] = self.versi_tersimpan
        if not self.instance.pk:
            del self.fields["versi"], self.fields["awal"]
        elif self.is_bound:
            self.data = self._dengan_tersimpan(self.data)
        else:
            self.initial["awal"] = json.dumps({n: _polos(self._tersimpan(n)) for n in self._terisi_orang()})

    def _terisi_orang(self) -> list[str]:
        return [nama for nama in self.fields if nama not in {"versi", "awal"}]

    def _tersimpan(self, nama: str) -> Any:
        """What is stored, as it stands in the field."""
        field = self.fields[nama]
        return field.prepare_value(self.get_initial_for_field(field, nama))

    def _dengan_tersimpan(self, data: Any) -> Any:
        """The typed values, with the stored one where the person chose it or left the field alone."""
        hasil = data.copy()
        for nama in self._terisi_orang():
            if data.get(f"{AWALAN_PILIHAN}{nama}") == TERSIMPAN or nama in self._dibiarkan(data):
                nilai, kunci = self._tersimpan(nama), self.add_prefix(nama)
                if isinstance(nilai, (list, tuple)) and hasattr(hasil, "setlist"):
                    hasil.setlist(kunci, nilai)
                else:
                    hasil[kunci] = "" if nilai is None else nilai
        return hasil

    def _dibiarkan(self, data: Any) -> set[str]:
        """Fields of an older version that came back as they were read. Choices shown in a conflict are the person's."""
        if str(data.get(self.add_prefix("versi"))) == str(self.versi_tersimpan) or data.get(BENTROK):
            return set()
        awal = self._awal(data)
        return {n for n in self._terisi_orang() if n in awal and awal[n] == _polos(self._dikirim(n, data))}

    def _awal(self, data: Any) -> dict[str, Any]:
        """What each field held when the form was opened; empty when that did not come back whole."""
        try:
            return dict(json.loads(data.get(self.add_prefix("awal")) or "{}"))
        except (ValueError, TypeError):
            return {}

    def _dikirim(self, nama: str, data: Any) -> Any:
        return self.fields[nama].widget.value_from_datadict(data, self.files, self.add_prefix(nama))

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        if not self.instance.pk:
            return bersih
        if bersih.get("versi") not in {None, self.versi_tersimpan}:
            awal = self._awal(self.data)
            sama = {n for n in awal if n in self.fields and awal[n] == _polos(self._tersimpan(n))}
            self._catat_bentrokan(set(bersih) - sama)  # what only this person changed is not asked
            if self.bentrokan:
                self.add_error(None, VersiBerubah())
            # from now on the person has seen what is stored
            self.data[self.add_prefix("versi")] = self.versi_tersimpan  # type: ignore[index]
        elif belum := self._belum_dipilih():
            self._catat_bentrokan(belum & set(bersih))
            if self.bentrokan:
                self.add_error(None, "Pilih “Isian Anda” atau “Tersimpan” untuk setiap kolom yang berubah.")
        return bersih

    def _belum_dipilih(self) -> set[str]:
        """Fields that were shown with both values and for which none was chosen."""
        data: Any = self.data
        ditunjukkan = data.getlist(BENTROK) if hasattr(data, "getlist") else data.get(BENTROK, [])
        return {n for n in ditunjukkan if data.get(f"{AWALAN_PILIHAN}{n}") not in {ISIAN, TERSIMPAN}}

    def _catat_bentrokan(self, nama: set[str]) -> None:
        for bf in self.visible_fields():
            if bf.name in nama and bf.field.has_changed(bf.initial, bf.data):
                self.bentrokan.append(Bentrokan(bf.name, str(bf.label), _cetak(bf, bf.data), _cetak(bf, bf.initial)))

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, str(error) if isinstance(error, VersiBerubah) else error)

    def save(self, commit: bool = True) -> Any:
        """Raises VersiBerubah when somebody saved between reading and writing."""
        if not (commit and self.instance.pk):
            return super().save(commit)
        with transaction.atomic():
            naikkan_versi(self.instance, self.versi_tersimpan)
            return super().save()


def naikkan_versi(baris: Berversi, versi: int) -> None:
    """Claim the right to save `baris` as the next version; VersiBerubah when it is no longer `versi`."""
    if not type(baris)._default_manager.filter(pk=baris.pk, versi=versi).update(versi=versi + 1):
        raise VersiBerubah
    baris.versi = versi + 1


def _polos(nilai: Any) -> str:
    """A field's value as it travels through a browser: text with plain line ends, several choices in order."""
    if nilai is None or nilai is False:
        return ""
    if isinstance(nilai, (list, tuple)):
        return "\n".join(sorted(str(n) for n in nilai))
    return str(nilai).replace("\r\n", "\n").strip()


def _cetak(bf: forms.BoundField, nilai: Any) -> str:
    """A value as a person reads it: the words of a choice, a date as it is written; "kosong" for nothing."""
    nilai = bf.field.prepare_value(nilai)
    if isinstance(bf.field, forms.BooleanField):
        return "ya" if nilai not in {None, "", False, "False"} else "tidak"
    pilihan: Any = getattr(bf.field, "choices", None)
    if pilihan is not None:
        dipilih = {str(n) for n in nilai} if isinstance(nilai, (list, tuple)) else {str(nilai)}
        kata = [str(label) for kunci, label in pilihan if str(kunci) in dipilih and str(kunci)]
        return ", ".join(kata) or "kosong"
    return str(nilai) if nilai not in {None, ""} else "kosong"


class SuntinganMixin:
    """For CreateView and UpdateView of a `SuntinganForm`: a lost race is answered with the form and both values."""

    request: HttpRequest
    object: Any

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except VersiBerubah:
            self.object = self.get_object()  # type: ignore[attr-defined]
            ulang = self.get_form()  # type: ignore[attr-defined]
            ulang.is_valid()
            return self.form_invalid(ulang)

    def form_invalid(self, form: Any) -> HttpResponse:
        """409 when somebody else was faster, 422 when something typed is wrong."""
        jawaban: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        jawaban.status_code = 409 if form.bentrokan else 422
        return jawaban


class SimpanPertamaMixin:
    """For an UpdateView of a row that stands once per something: the first save makes it.

    Of two first saves at once the second one meets a newer version. A form that was refused leaves no row behind.
    """

    def buat_baris(self) -> None:
        """Store what the form was opened with, where there is no row yet."""
        raise NotImplementedError

    def simpan_pertama(self, simpan: Callable[[], HttpResponse]) -> HttpResponse:
        with transaction.atomic():
            self.buat_baris()
            jawaban = simpan()
            if jawaban.status_code != DIALIHKAN:
                transaction.set_rollback(True)
        return jawaban

    def get_form_kwargs(self) -> dict[str, Any]:
        """A form opened before there was a row knows no version: it is that of the row just made."""
        opsi: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if "data" in opsi:
            opsi["data"] = opsi["data"].copy()
            opsi["data"].setdefault("versi", "1")
        return opsi
