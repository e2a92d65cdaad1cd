"""Forms of a draft DIPA: how it begins, and one node of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.angka import format_rupiah, lipat_homoglif
from sakip.formulir import pembantu, perjelas
from sakip.sunting import SuntinganForm

from .enums import JenisPos
from .forms import RupiahField
from .kode import KODE_MAKS, bagi, induk_dari_kode, jenis_bawah, jenis_dari_kode, lengkapi, sebut
from .models import Dipa, Pos, SumberDana
from .services_susun import Pohon

MENURUT_KODE = "Menurut kode"
KODE_SALAH = "Kode tidak memuat spasi di tengahnya. Tulis seperti tercetak, misalnya 3355.EBA.994."


class BuatDipaForm(forms.Form):
    """How the first DIPA of a year begins."""

    salin = forms.ModelChoiceField(
        label="Mulai dari",
        queryset=Dipa.objects.none(),
        required=False,
        empty_label="DIPA kosong",
        help_text="Salinan membawa kode, uraian, susunan, dan sumber dana dari tahun lain.",
    )
    dengan_pagu = forms.BooleanField(label="Salin pagunya juga", required=False)
    nomor = forms.CharField(
        label="Nomor DIPA", max_length=80, required=False, help_text="Seperti tercetak pada DIPA; boleh menyusul."
    )
    keterangan = forms.CharField(label="Keterangan", max_length=300, required=False)

    def __init__(self, *args: Any, calon: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        self.fields["salin"].queryset = calon  # type: ignore[attr-defined]
        if not calon:
            del self.fields["salin"], self.fields["dengan_pagu"]
        perjelas(self)


class UbahDipaForm(forms.ModelForm):
    """What is printed on the first page of a draft. `semula`: what stood there when the form was opened."""

    semula = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Dipa
        fields = ["nomor", "keterangan"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        self.helper.render_hidden_fields = True
        self.kini = json.dumps([self.instance.nomor, self.instance.keterangan])
        self.fields["semula"].initial = self.kini

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        baru = json.dumps([bersih.get("nomor", ""), bersih.get("keterangan", "")])
        if bersih.pop("semula", "") != self.kini != baru:
            nomor, keterangan = json.loads(self.kini)
            self.data = dict(self.data.items()) | {"semula": self.kini}
            raise ValidationError(
                f"Baru saja diubah orang lain: nomor “{nomor or 'kosong'}”, keterangan “{keterangan or 'kosong'}”. "
                "Isian Anda belum disimpan; simpan lagi untuk menggantikannya."
            )
        return bersih


class UangField(RupiahField):
    """An amount that a row stores: shown as it is printed."""

    def prepare_value(self, value: Any) -> Any:
        return format_rupiah(value) if isinstance(value, Decimal) else value


class PosForm(SuntinganForm):
    """One node of a draft. Kind and parent may be left to the code.

    A node that something hangs below states an amount (`pagu_tertera`); a lowest one has a pagu.
    `induk_tadi`: the parent of the node added before this one.
    """

    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", MENURUT_KODE), *JenisPos.choices])
    induk = forms.ModelChoiceField(label="Induk", queryset=Pos.objects.none(), required=False, empty_label=MENURUT_KODE)
    pagu = UangField(label="Pagu (Rp)")
    pagu_tertera = UangField(
        label="Pagu tertera pada sumber (Rp)",
        help_text="Jumlah yang tertulis pada DIPA untuk pos ini. Hanya dibandingkan dengan jumlah pos di bawahnya.",
    )

    class Meta:
        model = Pos
        fields = ["kode", "uraian", "pagu", "pagu_tertera", "sumber_dana", "jenis", "induk"]
        help_texts = {"kode": "Kode lengkap seperti tercetak, misalnya 3355.EBA.994.051."}

    def __init__(self, *args: Any, dipa: Dipa, induk_tadi: Pos | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dipa = dipa
        self.induk_tadi = induk_tadi
        self.pohon = Pohon(dipa)
        self.berinduk = bool(self.instance.pk and self.pohon.anak(self.instance.pk))
        self._pilihan_induk()
        terpakai = self.instance.sumber_dana_id
        self.fields["sumber_dana"].queryset = SumberDana.objects.pilihan(dipa.tahun, terpakai=terpakai)  # type: ignore[attr-defined]
        self.fields["uraian"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 400})
        self.fields["kode"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        buang = "pagu" if self.berinduk and not self._dikirim("pagu", self.data) else ""
        for nama in (buang, "" if self.berinduk else "pagu_tertera"):
            self.fields.pop(nama, None)

    def _pilihan_induk(self) -> None:
        """Every node that something may stand below, without those of the own branch. Rows are at hand: no query."""
        medan: Any = self.fields["induk"]
        sendiri = {p.pk for p in self.pohon.cabang(self.instance)} if self.instance.pk else set()
        calon = [p for p in self.pohon.semua if p.jenis != JenisPos.SUBKOMPONEN and p.pk not in sendiri]
        medan.queryset = self.dipa.pos.all()
        medan.choices = [("", MENURUT_KODE), *((p.pk, _potong(str(p))) for p in calon)]

    def _dikirim(self, nama: str, data: Any) -> Any:
        return super()._dikirim(nama, data) if nama in self.fields else None

    def clean_kode(self) -> str:
        kode = lipat_homoglif(self.cleaned_data["kode"]).strip(" .").upper()
        if len(kode.split()) != 1:
            raise ValidationError(KODE_SALAH)
        return kode

    def clean_pagu(self) -> Decimal | None:
        if self.berinduk and self.cleaned_data["pagu"] is not None:
            raise ValidationError("Pos ini baru saja mendapat pos di bawahnya, jadi pagunya menjadi jumlah pos itu.")
        nilai: Decimal | None = self.cleaned_data["pagu"]
        return nilai

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if "kode" in bersih and "induk" in bersih and "jenis" in bersih:
            self._tempatkan(bersih)
        return bersih

    def _tempatkan(self, bersih: dict[str, Any]) -> None:
        """Fill in what was left to the code; refuse a place where the node may not stand."""
        tempat = Tempat(self.pohon, bersih["kode"], bersih["induk"], bersih["jenis"], self.induk_tadi)
        bersih["kode"], bersih["induk"] = tempat.kode, tempat.induk
        if tempat.galat:
            for nama, pesan in tempat.galat.items():
                self.add_error(nama, pesan)
            return
        if len(tempat.kode) > KODE_MAKS:
            self.add_error("kode", f"Kode paling banyak {KODE_MAKS} huruf.")
        bersih["jenis"] = tempat.jenis
        calon = Pos(pk=self.instance.pk, jenis=tempat.jenis, kode=tempat.kode)
        for nama, pesan in self.pohon.periksa(calon, tempat.induk).items():
            self.add_error(nama, pesan)


class Tempat:
    """Where a node belongs: what the person chose, and for what is left open what the code says.

    `tadi`: the parent to take where the code names none (a kegiatan, a last segment).
    """

    def __init__(self, pohon: Pohon, kode: str, induk: Pos | None, jenis: str, tadi: Pos | None = None) -> None:
        self.induk = induk or pohon.usul_induk(kode, jenis) or self._tadi(kode, jenis, tadi)
        self.kode = lengkapi(kode, self.induk.kode) if self.induk else kode
        self.jenis = jenis or self._jenis()
        self.galat: dict[str, str] = {}
        if not self.jenis:
            self.galat["kode"] = (
                f"Jenis pos tidak terbaca dari kode “{kode}”. Tulis kode lengkapnya, atau pilih jenisnya."
            )
        elif self.induk is None and self.jenis != JenisPos.PROGRAM:
            self.galat["kode"] = self._tanpa_induk()

    @staticmethod
    def _tadi(kode: str, jenis: str, tadi: Pos | None) -> Pos | None:
        sendiri = induk_dari_kode(kode) or (jenis or jenis_dari_kode(kode)) == JenisPos.PROGRAM
        return None if sendiri or tadi is None else _sepadan(kode, tadi)

    def _jenis(self) -> str:
        bawah = jenis_bawah(self.induk.jenis) if self.induk else None
        return jenis_dari_kode(self.kode) or bawah or ""

    def _tanpa_induk(self) -> str:
        atas = induk_dari_kode(self.kode)
        if atas:
            return f"Induk {self.kode} belum ada. Tambahkan dulu {atas}, lalu pos ini."
        if self.jenis == JenisPos.KEGIATAN:
            return "Pilih program yang menaungi kegiatan ini; bila belum ada, tambahkan programnya dulu."
        return f"Pilih induk {sebut(self.jenis)} ini, atau tulis kode lengkapnya."

    @property
    def kalimat(self) -> str:
        """What the code is read as."""
        nama = sebut(self.jenis)
        if self.induk is None:
            return f"{self.kode} dibaca sebagai {nama}."
        return f"{self.kode} dibaca sebagai {nama}, di bawah {self.induk.kode} {_potong(self.induk.uraian, 60)}."


def _sepadan(kode: str, tadi: Pos) -> Pos | None:
    """A kegiatan goes below a programme only; one segment goes below what is deeper."""
    return tadi if bool(bagi(kode)[1]) == (tadi.jenis == JenisPos.PROGRAM) else None


def _potong(teks: str, maks: int = 90) -> str:
    return teks if len(teks) <= maks else f"{teks[: maks - 1]}…"
