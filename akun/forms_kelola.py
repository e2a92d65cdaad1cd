"""Forms of the management of logins. What is not a field here cannot be posted: no superuser, no staff, no password."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from organisasi.models import Pejabat, Pengguna, Satker
from sakip.formulir import pembantu
from sakip.izin import Peran
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganForm, naikkan_versi

from .services import kabari_surel_berubah
from .services_kelola import KELOLA, PUSAT, admin_terakhir, kunci_admin, pejabat_boleh, peran_boleh

YAKIN = "Satuan kerja ini tidak lagi mempunyai admin satker. Centang bila memang demikian."


class PejabatField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama_lengkap} (NIP {obj.nip})" if obj.nip else obj.nama_lengkap


class PenggunaForm(SuntinganForm):
    """A login of one satker, as far as `oleh` may shape it. The own login: name and address only."""

    username = UsernameField(
        label="Nama pengguna",
        max_length=150,
        help_text="Dipakai untuk masuk. Huruf, angka, dan @ . + - _",
    )
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    pejabat = PejabatField(
        Pejabat.objects.none(),
        label="Pejabat",
        required=False,
        empty_label="Bukan pejabat",
        help_text="Pengguna ini mendapat hak dari jabatan yang dipangku orang ini, selama ia memangkunya.",
    )
    kode_satker = forms.CharField(
        label="Kode satuan kerja",
        max_length=20,
        help_text="Ganti untuk memindahkan pengguna ini ke satuan kerja lain yang Anda kelola.",
    )
    yakin = forms.BooleanField(label="Ya, biarkan tanpa admin satker", required=False)

    class Meta:
        model = Pengguna
        fields = ["username", "email", "peran", "pejabat"]
        labels = {"email": "Surel"}
        help_texts = {"email": "Tautan aktivasi dan pengaturan ulang kata sandi dikirim ke sini."}

    def __init__(self, data: Any = None, *args: Any, oleh: Pengguna, **kwargs: Any) -> None:
        orang: Pengguna = kwargs["instance"]
        self.oleh, self.satker = oleh, _satker(orang)
        kwargs["initial"] = {"nama": orang.get_full_name(), "kode_satker": self.satker.kode} | (
            kwargs.get("initial") or {}
        )
        super().__init__(data, *args, **kwargs)
        self._batasi()
        self.helper.layout = Layout(*self._susunan())

    def _batasi(self) -> None:
        """Only what this person may give; the own role and office are for somebody else to change."""
        sendiri = self.instance.pk == self.oleh.pk
        peran: Any = self.fields["peran"]
        boleh = (*peran_boleh(self.oleh, self.satker), *([Peran(self.instance.peran)] if sendiri else []))
        peran.choices = [(p.value, p.label) for p in Peran if p in boleh]
        pejabat: Any = self.fields["pejabat"]
        bebas = pejabat_boleh(self.oleh, self.satker).filter(pengguna__isnull=True)
        pejabat.queryset = Pejabat.objects.filter(Q(pk__in=bebas.values("pk")) | Q(pk=self.instance.pejabat_id))
        for nama in ("peran", "pejabat"):
            self.fields[nama].disabled = sendiri
        if sendiri or not self.instance.pk or not self.oleh.has_perm(PUSAT, self.satker):
            del self.fields["kode_satker"]
        if not (self.instance.pk and admin_terakhir(self.instance)) or sendiri:
            del self.fields["yakin"]

    def _susunan(self) -> list[Any]:
        susunan: list[Any] = ["versi"] if self.instance.pk else []
        susunan += [Row(Column("username"), Column("nama")), "email", "peran", "pejabat"]
        tampil = ("kode_satker", "yakin") if self.is_bound else ("kode_satker",)  # asked when it comes to that
        return susunan + [nama for nama in tampil if nama in self.fields]

    def clean_username(self) -> str:
        nama: str = self.cleaned_data["username"]
        if Pengguna.objects.filter(username__iexact=nama).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                "Nama pengguna ini sudah dipakai. Pilih yang lain, misalnya dengan nama satuan kerja."
            )
        return nama

    def clean_kode_satker(self) -> Satker:
        kode: str = self.cleaned_data["kode_satker"].strip()
        satker = Satker.objects.visible_to(self.oleh).filter(kode=kode).first()
        if satker is None or not self.oleh.has_perm(KELOLA, satker):
            raise ValidationError(f"Tidak ada satuan kerja dengan kode {kode} yang Anda kelola.")
        return satker

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        tujuan = bersih.get("kode_satker") or self.satker
        if tujuan != self.satker and bersih.get("peran") not in peran_boleh(self.oleh, tujuan):
            self.add_error("peran", f"Peran ini tidak dapat Anda berikan di {tujuan}.")
        self.melepas = bersih.get("peran") != Peran.ADMIN_SATKER or tujuan != self.satker
        if "yakin" in self.fields and self.melepas and not bersih.get("yakin"):
            self.add_error("yakin", YAKIN)
        return bersih

    def save(self, commit: bool = True) -> Pengguna:
        """Writes its own columns only: a password set meanwhile stays."""
        orang: Pengguna = self.instance
        orang.first_name, orang.last_name = self.cleaned_data["nama"], ""
        orang.satker = self.cleaned_data.get("kode_satker") or self.satker
        if not orang.pk:
            orang.set_unusable_password()
            orang.save()
            return orang
        with transaction.atomic():
            if self.melepas and "yakin" not in self.fields and kunci_admin(Pengguna.objects.get(pk=orang.pk)):
                raise VersiBerubah  # the other admin has just gone: now it is asked
            naikkan_versi(orang, self.versi_tersimpan)
            orang.save(update_fields=["username", "first_name", "last_name", "email", "peran", "pejabat", "satker"])
            if "email" in self.changed_data:
                kabari_surel_berubah(orang, self.initial["email"])
        return orang


class NonaktifForm(forms.Form):
    """Asks why; for the last admin of a satker also whether that is meant."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    alasan = forms.CharField(
        label="Alasan", max_length=300, help_text="Tercatat dalam jejak audit, misalnya “pindah ke satuan kerja lain”."
    )
    yakin = forms.BooleanField(
        label="Ya, biarkan satuan kerja ini tanpa admin satker", error_messages={"required": YAKIN}
    )

    def __init__(self, *args: Any, orang: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["versi"] = orang.versi
        if not admin_terakhir(orang):
            del self.fields["yakin"]
        self.helper = pembantu()


def _satker(orang: Pengguna) -> Satker:
    assert orang.satker is not None
    return orang.satker
