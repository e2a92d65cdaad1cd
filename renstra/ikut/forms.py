"""Forms of following a plan: which indikator are taken, and what the own targets begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from sakip.angka import baca_bilangan, rapikan
from sakip.formulir import PilihanBanyakField, pembantu, perjelas

from ..models import Indikator, Renstra


@dataclass(frozen=True)
class PilihanIndikator:
    indikator: Indikator
    dipilih: bool


@dataclass(frozen=True)
class KelompokPilihan:
    """The indikator of one sasaran, to be ticked."""

    kode: str
    sasaran: str
    pilihan: tuple[PilihanIndikator, ...]


class PilihIndikatorForm(forms.Form):
    """Base: the indikator of `induk`. `awal` are those ticked at first (None: all)."""

    indikator = PilihanBanyakField(
        label="Indikator yang diambil",
        queryset=Indikator.objects.none(),
        error_messages={
            "required": "Pilih sedikitnya satu indikator.",
            "invalid_choice": "Daftar indikator induk baru saja berubah. Periksa pilihan Anda, lalu simpan lagi.",
        },
    )

    def __init__(self, *args: Any, induk: Renstra, awal: Iterable[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        semua = Indikator.objects.filter(sasaran__renstra=induk).select_related("sasaran", "satuan")
        self.semua = list(semua.order_by("sasaran__urut", "urut"))
        bidang: Any = self.fields["indikator"]
        bidang.queryset = semua
        self.awal = {i.pk for i in self.semua} if awal is None else set(awal)
        perjelas(self)

    @property
    def helper(self) -> FormHelper:
        """Everything but the list, which the page draws by sasaran."""
        helper = pembantu()
        helper.layout = Layout(*(n for n in self.fields if n != "indikator"))
        return helper

    @property
    def kelompok(self) -> list[KelompokPilihan]:
        dipilih = self.awal
        if self.is_bound:
            data: Any = self.data
            dipilih = {pk for n in data.getlist("indikator") if (pk := baca_bilangan(n)) is not None}
        hasil: dict[int, list[PilihanIndikator]] = {}
        for i in self.semua:
            hasil.setdefault(i.sasaran_id, []).append(PilihanIndikator(i, i.pk in dipilih))
        return [
            KelompokPilihan(s.kode, s.uraian, tuple(isi)) for isi in hasil.values() for s in [isi[0].indikator.sasaran]
        ]

    @property
    def kunci(self) -> set[int]:
        return {i.pk for i in self.cleaned_data["indikator"]}


class IkutiForm(PilihIndikatorForm):
    judul = forms.CharField(
        label="Judul",
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Tulis judul Renstra."},
    )
    salin_target = forms.BooleanField(
        label="Salin target induk sebagai awal",
        required=False,
        initial=True,
        help_text="Targetnya lalu Anda sesuaikan. Tanpa ini, semua tahun mulai kosong.",
    )
    field_order = ["judul", "salin_target", "indikator"]

    def clean_judul(self) -> str:
        return rapikan(self.cleaned_data["judul"])


class SelaraskanForm(PilihIndikatorForm):
    """`basi`: there is a newer version to take over; `revisi`: the own plan is fixed, so it goes into a revision."""

    target = forms.BooleanField(
        label="Ikutkan target yang masih sama dengan target induk yang lama",
        required=False,
        initial=True,
        help_text="Target yang sudah Anda tetapkan sendiri tidak disentuh; indikator baru datang dengan target induk.",
    )
    alasan = forms.CharField(
        label="Alasan revisi",
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Renstra Anda sudah ditetapkan, jadi perubahan ini masuk ke draf revisi.",
        error_messages={"required": "Tulis alasan revisi agar pembaca tahu mengapa Renstra berubah."},
    )
    field_order = ["alasan", "target", "indikator"]

    def __init__(self, *args: Any, basi: bool, revisi: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not revisi:
            del self.fields["alasan"]
        if not basi:
            del self.fields["target"]
