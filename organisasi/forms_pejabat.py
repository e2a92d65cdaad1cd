"""Forms of people, who holds what, and acting for another. They judge what was typed; services do the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from sakip.angka import format_tanggal, rapikan
from sakip.formulir import TanggalField, pembantu
from sakip.sunting import SuntinganForm

from . import services
from .bagan import tanpa_satker
from .enums import StatusPenugasan
from .models import Jabatan, Pejabat, Pelimpahan, Pengguna, Penugasan, Satker

CONTOH_NIP = "18 angka, misalnya 197801012005011003."

# --- People --------------------------------------------------------------------------------------------------------


def baca_nip(teks: str, *, selain: int | None = None) -> str:
    """18 digits, spaces dropped; "" stays. ValidationError says what is wrong, not whose a taken number is."""
    nip = "".join(teks.split())
    if not nip:
        return ""
    if len(nip) != 18 or not (nip.isascii() and nip.isdigit()):
        raise ValidationError(f"NIP harus 18 angka. Yang diketik: “{rapikan(teks)[:40]}” ({len(nip)} tanda).")
    if Pejabat.objects.filter(nip=nip).exclude(pk=selain or 0).exists():
        raise ValidationError(
            "NIP ini sudah tercatat untuk orang lain. Periksa angkanya, atau cari orangnya dengan NIP itu."
        )
    return nip


class PejabatForm(SuntinganForm):
    class Meta:
        model = Pejabat
        fields = ["nama", "gelar_depan", "gelar_belakang", "nip", "pangkat"]
        help_texts = {
            "nama": "Tanpa gelar.",
            "gelar_depan": "Misalnya Dr.",
            "gelar_belakang": "Misalnya S.H., M.Si.",
            "nip": f"{CONTOH_NIP} Kosong bagi yang tidak ber-NIP, misalnya anggota komisi.",
            "pangkat": "Misalnya Pembina (IV/a).",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nip"] = forms.CharField(
            label="NIP", required=False, max_length=40, help_text=self.fields["nip"].help_text
        )

    def clean_nama(self) -> str:
        return rapikan(self.cleaned_data["nama"])

    def clean_nip(self) -> str:
        return baca_nip(self.cleaned_data["nip"], selain=self.instance.pk)


class PilihPejabat:
    """Who is put into a position: somebody known, found by name or NIP, or a person typed in here.

    People are looked for among those the person may see; an exact NIP also in the whole institution, and then only the
    name is shown and must be confirmed. `calon` holds the candidates when the text does not say one person clearly.
    """

    def __init__(self, *, satker: Satker, pengguna: Pengguna) -> None:
        self.satker = satker
        self.terlihat = Pejabat.objects.visible_to(pengguna)

    def cari(self, teks: str) -> tuple[list[Pejabat], bool]:
        """Candidates, and whether they must be confirmed."""
        teks = rapikan(teks)
        nip = "".join(teks.split())
        if len(nip) == 18 and nip.isascii() and nip.isdigit():
            dikenal = list(self.terlihat.filter(nip=nip))
            return (dikenal, False) if dikenal else (list(self._selembaga().filter(nip=nip)), True)
        nama, _, ekor = teks.partition(PEMISAH_NIP)
        sama = self.terlihat.filter(nip=ekor.strip()) if ekor else self._bernama(nama)
        return list(sama.distinct()[:10]), False

    def mirip(self, teks: str) -> list[Pejabat]:
        """The people of the satker whose name holds what was typed: somebody who wrote half a name finds them."""
        return list(Pejabat.objects.milik(self.satker).filter(nama__icontains=rapikan(teks)).distinct()[:10])

    def _bernama(self, nama: str) -> QuerySet[Pejabat]:
        """By the name alone or with its titles; somebody of the own satker before those elsewhere."""
        inti = self.terlihat.filter(nama__iexact=nama)
        if not inti.exists():
            mirip = self.terlihat.annotate(diketik=Value(nama)).filter(diketik__icontains=F("nama"))
            inti = self.terlihat.filter(pk__in=[p.pk for p in mirip if p.nama_lengkap.casefold() == nama.casefold()])
        milik = inti.filter(pk__in=Pejabat.objects.milik(self.satker))
        return milik if milik.exists() else inti

    def _selembaga(self) -> QuerySet[Pejabat]:
        """Everybody of the institution: the tree of satker with the same root."""
        akar = f"/{self.satker.jalur.split('/')[1]}/"
        di_sana = Penugasan.objects.filter(jabatan__unit__satker__jalur__startswith=akar).values("pejabat")
        return Pejabat.objects.filter(Q(satker__jalur__startswith=akar) | Q(pk__in=di_sana))


#: Between name and number in the suggestions of the field: "Siti Rahma · NIP 1978…".
PEMISAH_NIP = " · NIP "


def label_pejabat(pejabat: Pejabat) -> str:
    return f"{pejabat.nama_lengkap}{PEMISAH_NIP}{pejabat.nip}" if pejabat.nip else pejabat.nama_lengkap


class PenempatanForm(forms.Form):
    """The person, known or new, and the letter: what placing and handing over have in common.

    After `is_valid()` the person is `form.pejabat`, not saved when new.
    """

    orang = forms.CharField(
        label="Pejabat",
        required=False,
        max_length=240,
        help_text="Ketik nama atau NIP, lalu pilih dari saran. Kosongkan bila orangnya belum tercatat.",
        widget=forms.TextInput({"list": "saran-pejabat", "autocomplete": "off"}),
    )
    pilihan = forms.CharField(required=False, max_length=20)  # key of one of `calon`
    nama = forms.CharField(label="Nama", required=False, max_length=150, help_text="Tanpa gelar.")
    gelar_depan = forms.CharField(label="Gelar depan", required=False, max_length=40)
    gelar_belakang = forms.CharField(label="Gelar belakang", required=False, max_length=40)
    nip = forms.CharField(label="NIP", required=False, max_length=40, help_text=CONTOH_NIP)
    pangkat = forms.CharField(label="Pangkat/golongan", required=False, max_length=60)
    mulai = TanggalField(label="Mulai")
    nomor_sk = forms.CharField(label="Nomor SK", required=False, max_length=100)
    tanggal_sk = TanggalField(label="Tanggal SK", required=False)

    ORANG_BARU = ("nama", "gelar_depan", "gelar_belakang", "nip", "pangkat")

    def __init__(self, *args: Any, jabatan: Jabatan, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        self.jabatan, self.pengguna = jabatan, pengguna
        self.pemilih = PilihPejabat(satker=jabatan.unit.satker, pengguna=pengguna)
        self.pejabat: Pejabat | None = None
        self.calon: list[Pejabat] = []

    def saran(self) -> list[str]:
        """What the field suggests: the people of the satker."""
        return [label_pejabat(p) for p in Pejabat.objects.milik(self.jabatan.unit.satker).distinct()]

    def clean_nip(self) -> str:
        return baca_nip(self.cleaned_data["nip"])

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if isi.get("orang") and isi.get("nama"):
            self.add_error("orang", "Pilih orang yang sudah tercatat, atau isi orang baru; tidak keduanya.")
        elif isi.get("orang"):
            self._tentukan(isi["orang"])
        elif isi.get("nama"):
            self.pejabat = Pejabat(satker=self.jabatan.unit.satker, **{n: isi.get(n, "") for n in self.ORANG_BARU})
        else:
            self.add_error("orang", "Sebutkan siapa yang ditempatkan: nama atau NIP, atau isi orang baru di bawah.")
        if self.pejabat and services.adalah(self.pengguna, self.pejabat):
            self.add_error("orang", services.DIRI_SENDIRI)
        self._periksa_masa(isi)
        return isi

    def _tentukan(self, teks: str) -> None:
        self.calon, perlu_setuju = self.pemilih.cari(teks)
        sebagian = not self.calon
        if sebagian:
            self.calon = self.pemilih.mirip(teks)
        dipilih = [p for p in self.calon if str(p.pk) == self.cleaned_data.get("pilihan")]
        if not self.calon:
            self.add_error(
                "orang",
                f"Tidak ada pejabat “{teks}” yang tercatat di sini. Periksa ejaannya, ketik NIP-nya, "
                "atau isi sebagai orang baru di bawah.",
            )
        elif dipilih:
            self.pejabat = dipilih[0]
        elif sebagian:
            self.add_error("orang", f"“{teks}” bukan nama lengkap. Pilih orangnya di bawah, atau isi orang baru.")
        elif perlu_setuju:
            self.add_error("orang", "NIP itu tercatat di satker lain. Pilih namanya di bawah bila memang orangnya.")
        elif len(self.calon) > 1:
            self.add_error("orang", f"Ada {len(self.calon)} orang dengan nama itu. Pilih orangnya di bawah.")
        else:
            self.pejabat = self.calon[0]

    def _periksa_masa(self, isi: dict[str, Any]) -> None:
        sampai, mulai = self.jabatan.berlaku_sampai, isi.get("mulai")
        if sampai and mulai and mulai > sampai:
            self.add_error("mulai", f"Jabatan ini hanya ada sampai {format_tanggal(sampai)}.")

    @property
    def sk(self) -> services.DataSK:
        return services.DataSK(self.cleaned_data["nomor_sk"], self.cleaned_data["tanggal_sk"])


class JabatanField(forms.ModelChoiceField):
    """A position with who holds it today; `isi` is told by the form."""

    isi: dict[int, str]
    satker: Satker

    def label_from_instance(self, obj: Any) -> str:
        return f"{tanpa_satker(obj.nama, self.satker)} ({self.isi.get(obj.pk, 'kosong')})"


class PilihJabatanForm(forms.Form):
    """Which position of the satker somebody is to hold."""

    jabatan = JabatanField(
        Jabatan.objects.none(),
        label="Jabatan",
        empty_label="Pilih jabatan",
        help_text="Dalam kurung: pejabatnya sekarang. Yang dipangku definitif diganti lewat Serah terima.",
    )

    def __init__(self, *args: Any, jabatan: QuerySet[Jabatan], satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        hari = timezone.localdate()
        kini = Penugasan.objects.pada(hari).filter(jabatan__unit__satker=satker).select_related("pejabat")
        pilihan: Any = self.fields["jabatan"]
        pilihan.satker = satker
        pilihan.isi = {p.jabatan_id: p.pejabat.nama_lengkap for p in kini}
        pilihan.queryset = jabatan.exclude(berlaku_sampai__lt=hari).order_by("unit__jalur", "urut", "pk")


class TempatkanForm(PenempatanForm):
    status = forms.ChoiceField(label="Status", choices=StatusPenugasan, initial=StatusPenugasan.DEFINITIF)
    selesai = TanggalField(label="Selesai", required=False, help_text="Kosongkan bila belum ditentukan.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mulai"].required = False
        self.fields["mulai"].help_text = "Kosongkan hanya bila tidak diketahui: dianggap sejak sebelum tercatat."

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        periksa_urut(self, isi)
        if isi.get("status") == StatusPenugasan.DEFINITIF and not self.errors:
            baru = Penugasan(jabatan=self.jabatan, status=isi["status"], mulai=isi["mulai"], selesai=isi["selesai"])
            try:
                baru.clean()
            except ValidationError as galat:
                self.add_error("mulai", f"{' '.join(galat.messages)} Untuk menggantikannya, pakai Serah terima.")
        return isi


class SerahTerimaForm(PenempatanForm):
    lepas = forms.BooleanField(
        label="Akhiri juga jabatan definitifnya yang lain",
        required=False,
        initial=True,
        help_text="Bila pejabat baru masih memangku jabatan definitif lain, jabatan itu berakhir pada hari yang sama.",
    )

    rencana: services.RencanaSerahTerima | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["orang"].label = "Pejabat baru"

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if self.pejabat and isi.get("mulai") and not self.errors:
            try:
                self.rencana = services.rencana_serah_terima(
                    jabatan=self.jabatan, pejabat=self.pejabat, mulai=isi["mulai"], oleh=self.pengguna
                )
            except services.TidakDapat as galat:
                self.add_error("mulai", str(galat))
        return isi


def periksa_urut(form: forms.Form | forms.ModelForm, isi: dict[str, Any]) -> None:
    """The last day is not before the first, said at the field."""
    mulai, selesai = isi.get("mulai"), isi.get("selesai")
    if mulai and selesai and selesai < mulai:
        form.add_error("selesai", f"Tidak boleh sebelum hari pertama, {format_tanggal(mulai)}.")


class AkhiriForm(SuntinganForm):
    selesai = TanggalField(label="Hari terakhir", help_text="Hari ini masih dihitung menjabat.")

    class Meta:
        model = Penugasan
        fields = ["selesai"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["selesai"] = self.instance.selesai or (None if self.is_bound else timezone.localdate())

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        periksa_urut(self, {"mulai": self.instance.mulai, "selesai": isi.get("selesai")})
        return isi

    def save(self, commit: bool = True) -> Any:
        services.akhiri(penugasan=self.instance, selesai=self.cleaned_data["selesai"], versi=self.versi_tersimpan)
        return self.instance


class KoreksiForm(SuntinganForm):
    """Put right what was recorded wrongly; the reason stands in the audit trail beside the change."""

    mulai = TanggalField(label="Mulai", required=False, help_text="Kosong: sejak sebelum tercatat.")
    selesai = TanggalField(label="Selesai", required=False, help_text="Kosong: masih menjabat.")
    tanggal_sk = TanggalField(label="Tanggal SK", required=False)
    alasan = forms.CharField(
        label="Alasan perbaikan",
        max_length=300,
        help_text="Tercatat di jejak audit, misalnya “Tanggal mulai salah ketik, SK menyebut 27 Desember 2024”.",
        error_messages={"required": "Tulis mengapa catatan ini diperbaiki; tercatat di jejak audit."},
    )

    class Meta:
        model = Penugasan
        fields = ["status", "mulai", "selesai", "nomor_sk", "tanggal_sk"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        periksa_urut(self, isi)
        return isi

    def add_error(self, field: str | None, error: Any) -> None:
        """What the model says of the whole row (another definitive holder) stands at the first day."""
        if field is None and isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            for nama, galat in error.error_dict.items():
                super().add_error("mulai" if nama == NON_FIELD_ERRORS else nama, galat)
        else:
            super().add_error(field, error)


# --- Acting for another --------------------------------------------------------------------------------------------


class PenerimaField(forms.ModelChoiceField):
    """A login by the person's name; the login's own beside it, because names repeat."""

    def label_from_instance(self, obj: Any) -> str:
        nama = str(obj.pejabat or obj)
        return nama if nama == obj.username else f"{nama} ({obj.username})"


class PelimpahanForm(SuntinganForm):
    """An office holder lets somebody of the satker enter and submit for the unit."""

    penerima = PenerimaField(
        Pengguna.objects.none(),
        label="Penerima",
        empty_label="Pilih penerima",
        help_text="Ia dapat mengisi dan mengajukan untuk unit Anda; menandatangani dan menyetujui tetap Anda.",
    )
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Selesai")

    class Meta:
        model = Pelimpahan
        fields = ["penugasan", "penerima", "mulai", "selesai", "dasar"]
        labels = {"penugasan": "Atas nama jabatan"}
        help_texts = {
            "dasar": "Nomor surat tugas, atau alasan singkat.",
        }

    def __init__(self, *args: Any, satker: Satker, penugasan: list[Penugasan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        milik = Penugasan.objects.filter(pk__in=[p.pk for p in penugasan]).select_related("pejabat", "jabatan")
        self.fields["penugasan"].queryset = milik  # type: ignore[attr-defined]
        self.fields["penugasan"].empty_label = None  # type: ignore[attr-defined]
        sendiri = {p.pejabat_id for p in penugasan}
        penerima = Pengguna.objects.filter(satker=satker, is_active=True).exclude(pejabat__in=sendiri)
        self.fields["penerima"].queryset = penerima.select_related("pejabat").order_by("first_name", "username")  # type: ignore[attr-defined]
        if len(penugasan) == 1:
            self.fields["penugasan"].initial = penugasan[0]

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        mulai, selesai = isi.get("mulai"), isi.get("selesai")
        periksa_urut(self, isi)
        if selesai and selesai < timezone.localdate():
            self.add_error("selesai", "Pelimpahan itu sudah lewat. Isi hari ini atau sesudahnya.")
        berakhir = isi["penugasan"].selesai if isi.get("penugasan") else None
        if berakhir and selesai and mulai and mulai > berakhir:
            self.add_error("mulai", f"Penugasan Anda berakhir {format_tanggal(berakhir)}.")
        return isi
