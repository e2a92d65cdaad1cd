"""The form of one condition."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.db.models import Q

from organisasi.models import Jabatan, Unit
from sakip.angka import rapikan
from sakip.formulir import batasi_teks
from sakip.sunting import SuntinganForm

from ..enums import JenisSasaran
from ..kaskade import potong
from ..models import TEKS_MAKS, Indikator, Renstra, Sasaran, Tujuan
from .models import Kondisi
from .rangka import Rangka
from .services import TempatDitolak, periksa_tempat

BERDIRI = Q(berlaku_sampai__isnull=True)
KAIT = (("Kaitan dengan Renstra", ("indikator", "sasaran", "tujuan")), ("Dipikul oleh", ("unit", "jabatan")))
PUNCAK = "Puncak pohon (tidak di bawah kondisi lain)"


class KondisiForm(SuntinganForm):
    """`induk` is where it stands: choosing another one moves it with all below it."""

    class Meta:
        model = Kondisi
        fields = ["uraian", "jenjang", "induk", "output", "tujuan", "sasaran", "indikator", "unit", "jabatan"]
        widgets = {
            "uraian": forms.Textarea({"rows": 3}),
            "output": forms.Textarea({"rows": 3}),
            **dict.fromkeys(["tujuan", "sasaran", "indikator", "unit", "jabatan"], forms.CheckboxSelectMultiple),
        }
        help_texts = {
            "uraian": "Keadaan yang harus terwujud, misalnya “Daftar pemilih akurat”.",
            "jenjang": "Sama dengan atau di bawah jenjang induknya.",
        }
        error_messages = {
            "uraian": {"required": "Tulis kondisi yang harus terwujud."},
            "jenjang": {"required": "Pilih jenjangnya."},
        }

    def __init__(self, *args: Any, renstra: Renstra, rangka: Rangka, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.renstra, self.rangka = renstra, rangka
        batasi_teks(self, TEKS_MAKS)
        self._siapkan_induk()
        self._siapkan_kait()
        tempat = Row(Column("jenjang", css_class="col-md-5"), Column("induk"))
        self.helper.layout = Layout(
            *(["versi"] if "versi" in self.fields else []),
            Fieldset("Isi dan tempatnya", "uraian", tempat, "output"),
            *(self._kait(judul, nama) for judul, nama in KAIT if self.fields.keys() & set(nama)),
        )

    def _kait(self, judul: str, nama: tuple[str, ...]) -> Fieldset:
        return Fieldset(judul, *(Field(n, css_class="pilihan-kait") for n in nama if n in self.fields))

    def _siapkan_induk(self) -> None:
        """All conditions in reading order, but not the one itself and what stands below it."""
        induk: Any = self.fields["induk"]
        pk = self.instance.pk
        bukan = {pk, *(k.pk for k in self.rangka.turunan(pk))} if pk else set()
        induk.queryset = Kondisi.objects.filter(pohon__renstra=self.renstra)
        induk.choices = [("", PUNCAK)] + [
            (k.pk, f"{'  ' * (self.rangka.dalam(k.pk) - 1)}{self.rangka.nomor[k.pk]} {potong(k.uraian, 90)}")
            for k in self.rangka.urut_baca()
            if k.pk not in bukan
        ]

    def _siapkan_kait(self) -> None:
        """Rows of this plan; units and positions of its satker that still stand, and those chosen before."""
        satker = self.renstra.satker_id
        indikator = Indikator.objects.filter(sasaran__renstra=self.renstra).order_by("sasaran__urut", "urut")
        self._pilihan("tujuan", Tujuan.objects.filter(renstra=self.renstra).order_by("urut"))
        self._pilihan("sasaran", Sasaran.objects.filter(renstra=self.renstra).order_by("urut"))
        self._pilihan("indikator", indikator.select_related("sasaran"))
        self._pilihan("unit", Unit.objects.filter(self._masih("unit"), satker=satker).order_by("jalur"))
        jabatan = Jabatan.objects.filter(self._masih("jabatan"), unit__satker=satker)
        self._pilihan("jabatan", jabatan.order_by("unit__jalur", "urut", "pk"))

    def _masih(self, nama: str) -> Q:
        return BERDIRI | Q(pk__in=getattr(self.instance, nama).values("pk")) if self.instance.pk else BERDIRI

    def _pilihan(self, nama: str, daftar: Any) -> None:
        bidang: Any = self.fields[nama]
        bidang.queryset = daftar
        bidang.choices = pilihan = [(b.pk, _sebutan(b)) for b in daftar]
        if not pilihan:
            del self.fields[nama]

    def clean_uraian(self) -> str:
        return rapikan(self.cleaned_data["uraian"])

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if "jenjang" in bersih and "induk" in bersih:
            induk = bersih["induk"]
            try:
                periksa_tempat(self.rangka, self.instance.pk, induk.pk if induk else None, bersih["jenjang"])
            except TempatDitolak as galat:
                self.add_error(galat.kolom, str(galat))
        return bersih


def _sebutan(baris: Any) -> str:
    """With its kode, and below which level: each level counts from 1."""
    teks = f"{getattr(baris, 'kode', '')} {baris}".strip()
    if isinstance(baris, Indikator):
        return teks if baris.level == "IKSS" else f"{teks} ({baris.level})"
    if isinstance(baris, Sasaran) and baris.jenis != JenisSasaran.STRATEGIS:
        return f"{teks} ({baris.get_jenis_display().lower()})"
    return teks
