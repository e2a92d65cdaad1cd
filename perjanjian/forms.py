"""Forms of the perjanjian kinerja: the head, the reason of a change, a note. The sheet of rows is in `lembar`."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from akun.forms import KataSandiField, SandiSaatIni
from organisasi.models import Jabatan, KopSurat, Penugasan, Satker
from sakip.angka import format_tanggal
from sakip.formulir import TanggalField, pembantu, perjelas

from .enums import DasarPerubahan
from .rantai import TANPA_PERJANJIAN, hari_acuan
from .services import judul_bawaan


class PerubahanForm(forms.Form):
    """Why a PK in force is replaced, and from which day."""

    dasar = forms.ChoiceField(
        label="Dasar perubahan",
        choices=DasarPerubahan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dasar perubahan harus dipilih."},
    )
    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Apa yang berubah, misalnya siapa menggantikan siapa, atau revisi DIPA yang mana.",
        error_messages={"required": "Alasan perubahan wajib diisi."},
    )
    tanggal = TanggalField(
        label="Tanggal perjanjian perubahan",
        required=False,
        help_text="Misalnya 27 Desember 2024. Kosongkan bila tanggalnya mengikuti hari tanda tangan.",
    )

    def __init__(self, *args: Any, tahun: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tahun = tahun
        self.helper = pembantu()

    def clean_tanggal(self) -> datetime.date | None:
        return _dalam_tahun(self.cleaned_data["tanggal"], self.tahun)


class PerjanjianBaruForm(forms.Form):
    """The head of a first PK of one position; the present office holders are proposed."""

    pihak_pertama = forms.ModelChoiceField(Penugasan.objects.none(), label="Pihak pertama", empty_label=None)
    pihak_kedua = forms.ModelChoiceField(Penugasan.objects.none(), label="Pihak kedua (atasan)", empty_label=None)
    judul = forms.CharField(label="Judul lampiran", max_length=500, widget=forms.Textarea({"rows": 2}))
    kop = forms.ModelChoiceField(
        KopSurat.objects.none(), label="Kop surat", required=False, empty_label="Tanpa kop surat"
    )
    tempat = forms.CharField(label="Tempat penandatanganan", max_length=100)
    tanggal = TanggalField(
        label="Tanggal perjanjian",
        required=False,
        help_text="Misalnya 2 Januari 2024. Kosongkan bila tanggalnya mengikuti hari tanda tangan.",
    )

    def __init__(self, *args: Any, jabatan: Jabatan, tahun: int, hari: datetime.date, **kwargs: Any) -> None:
        self.jabatan, self.tahun, self.satker = jabatan, tahun, jabatan.unit.satker
        pertama = Penugasan.objects.pemangku(jabatan, hari)
        kedua = Penugasan.objects.pemangku(jabatan.atasan, hari) if jabatan.atasan else None
        kwargs["initial"] = self._usulan(pertama, kedua, hari) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self._pilihan("pihak_pertama", jabatan, hari, tahun)
        self._pilihan("pihak_kedua", jabatan.atasan, hari, tahun)
        self.fields["kop"].queryset = KopSurat.objects.filter(satker=self.satker).pada(hari)  # type: ignore[attr-defined]
        self.helper = pembantu()

    def _usulan(self, pertama: Penugasan | None, kedua: Penugasan | None, hari: datetime.date) -> dict[str, Any]:
        return {
            "pihak_pertama": pertama,
            "pihak_kedua": kedua,
            "judul": judul_bawaan(pertama, self.tahun) if pertama else "",
            "kop": KopSurat.objects.filter(satker=self.satker).pada(hari).first(),
            "tempat": self.satker.tempat,
        }

    def _pilihan(self, nama: str, jabatan: Jabatan | None, hari: datetime.date, tahun: int) -> None:
        """Everybody who holds the position at some time of the year, so that January's holder can still be chosen."""
        setahun = Penugasan.objects.filter(jabatan=jabatan).exclude(selesai__lt=datetime.date(tahun, 1, 1))
        setahun = setahun.exclude(mulai__gt=max(hari, datetime.date(tahun, 12, 31)))
        bidang = self.fields[nama]
        bidang.queryset = setahun.select_related("pejabat", "jabatan")  # type: ignore[attr-defined]

    @property
    def pejabat_lengkap(self) -> bool:
        """Whether both positions have somebody to sign."""
        return self.initial["pihak_pertama"] is not None and self.initial["pihak_kedua"] is not None

    def clean_tanggal(self) -> datetime.date | None:
        return _dalam_tahun(self.cleaned_data["tanggal"], self.tahun)

    @property
    def rincian(self) -> dict[str, Any]:
        """What goes into the head besides the parties."""
        return {nama: self.cleaned_data[nama] for nama in ("judul", "kop", "tempat", "tanggal")}


def jabatan_tanpa_perjanjian(satker: Satker, tahun: int) -> Any:
    """Positions below another one that have no PK of the year yet."""
    return (
        Jabatan.objects.filter(unit__satker=satker, atasan__isnull=False)
        .exclude(penugasan__perjanjian__tahun=tahun)
        .exclude(jenis__in=TANPA_PERJANJIAN)
        .pada(hari_acuan(tahun))
        .select_related("unit__satker", "atasan")
        .order_by("urut", "pk")
        .distinct()
    )


def _dalam_tahun(tanggal: datetime.date | None, tahun: int) -> datetime.date | None:
    """A PK of a year is dated in it, or at the end of the year before when it is signed early."""
    if tanggal is not None and not datetime.date(tahun - 1, 11, 1) <= tanggal <= datetime.date(tahun, 12, 31):
        raise forms.ValidationError(
            f"Perjanjian tahun {tahun} bertanggal 1 November {tahun - 1} sampai 31 Desember {tahun}. "
            f"Yang diketik: {format_tanggal(tanggal)}."
        )
    return tanggal


class FrasaTandaForm(forms.Form):
    """The passphrase of a signature; it is checked by using it."""

    frasa = KataSandiField("Frasa sandi tanda tangan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frasa"].error_messages["required"] = "Ketik frasa sandi tanda tangan Anda."
        self.helper = pembantu()


class BasahForm(SandiSaatIni):
    """The scan of a paper that was signed with ink, and the password of whoever says that it was."""

    pindaian = forms.FileField(
        label="Pindaian (PDF)",
        help_text="Seluruh halaman surat dan lampirannya, paling besar 20 MB.",
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Pilih berkas PDF hasil pindaian.",
            "empty": "Berkas ini kosong. Pindai sekali lagi.",
        },
    )
    field_order = ["pindaian", "sandi"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="basah_%s", **kwargs)
        perjelas(self)
