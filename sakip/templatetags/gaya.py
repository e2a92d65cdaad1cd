"""Samples for the style page (/gaya/): what a template cannot write down itself, such as lists, charts and a form."""

from decimal import Decimal

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms, template

from sakip.grafik import BarisPeta, Deret, GrafikBatang, GrafikGaris, PetaPanas, SelPeta

register = template.Library()


class ContohForm(forms.Form):
    """One field of each kind."""

    nomor = forms.CharField(label="Nomor perjanjian", help_text="Seperti tercetak, misalnya 12/PR.01/2024.")
    target = forms.DecimalField(
        label="Target 2024",
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Target 2024 harus angka persen, misalnya 77,5. Yang diketik: '77.5.0'."},
    )
    sasaran = forms.ChoiceField(
        label="Sasaran",
        choices=[("", "Pilih sasaran"), ("1", "Meningkatnya Kapasitas SDM yang Berkompeten")],
        error_messages={"required": "Pilih sasaran yang didukung indikator ini."},
    )
    polaritas = forms.ChoiceField(
        label="Polaritas",
        widget=forms.RadioSelect,
        initial="maksimasi",
        choices=[
            ("maksimasi", "Maksimasi: makin tinggi makin baik"),
            ("minimasi", "Minimasi: makin rendah makin baik"),
        ],
    )
    iku = forms.BooleanField(label="Indikator ini termasuk IKU", required=False)
    analisis = forms.CharField(label="Analisis", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    bukti = forms.FileField(label="Bukti dukung", required=False, help_text="PDF atau gambar, paling besar 10 MB.")

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        "nomor", AppendedText("target", "persen"), "sasaran", "polaritas", "iku", "analisis", "bukti"
    )


@register.simple_tag
def contoh_formulir(galat: bool = False) -> ContohForm:
    """A form as people meet it: empty, or sent with mistakes."""
    data = {"nomor": "7/PR.01/2024", "target": "77.5.0", "polaritas": "maksimasi"}
    form = ContohForm(data if galat else None, auto_id="id_galat_%s" if galat else "id_%s")
    return form


@register.simple_tag
def contoh_grafik() -> GrafikBatang:
    """Two series with a value that is not known yet."""
    return GrafikBatang(
        judul="Target dan realisasi Nilai Evaluasi Reformasi Birokrasi",
        satuan="nilai",
        kategori=("2021", "2022", "2023", "2024"),
        deret=(
            Deret("Realisasi", (Decimal(76), Decimal(78), Decimal(79), None), ("76", "78", "79", "Proses")),
            Deret("Target", (Decimal(75), Decimal(76), Decimal(78), Decimal(79)), ("75", "76", "78", "79")),
        ),
    )


@register.simple_tag
def contoh_grafik_sasaran() -> GrafikBatang:
    """One series against a line at 100 percent."""
    return GrafikBatang(
        judul="Capaian per sasaran, 2024",
        satuan="persen",
        kategori=(
            "Meningkatnya Kapasitas SDM yang Berkompeten",
            "Terlaksananya Penetapan Keputusan Lembaga sesuai dengan ketentuan peraturan perundang-undangan, "
            "serta pendokumentasian informasi hukum",
            "Meningkatnya Akuntabilitas Keuangan dan Kinerja Kantor",
            "Terwujudnya Data Pemilih secara Berkelanjutan",
        ),
        deret=(
            Deret(
                "Capaian",
                (Decimal(100), Decimal("98.75"), Decimal("66.67"), None),
                ("100,00", "98,75", "66,67", "Proses"),
            ),
        ),
        acuan=Decimal(100),
        teks_acuan="target 100",
    )


@register.simple_tag
def contoh_langkah() -> list[dict[str, str]]:
    """The chain of one perjanjian kinerja."""
    return [
        {"label": "Disusun", "tahap": "selesai", "keterangan": "2 Januari 2024"},
        {"label": "Diajukan", "tahap": "selesai", "keterangan": "3 Januari 2024"},
        {"label": "Ditandatangani", "tahap": "berjalan", "keterangan": "menunggu Sekretaris"},
        {"label": "Berlaku", "tahap": "belum"},
    ]


@register.simple_tag
def contoh_tab() -> list[dict[str, object]]:
    """The quarters of a year."""
    return [
        {"label": "TW I", "url": "#tw-1", "tanda": "12 dari 12"},
        {"label": "TW II", "url": "#tw-2", "tanda": "8 dari 12", "aktif": True},
        {"label": "TW III", "url": "#tw-3"},
        {"label": "TW IV", "url": "#tw-4"},
    ]


@register.simple_tag
def contoh_grafik_garis() -> GrafikGaris:
    """Quarters against their target; the last one is not known yet."""
    return GrafikGaris(
        judul="Rata-rata capaian per triwulan, 2024",
        satuan="persen",
        kategori=("TW I", "TW II", "TW III", "TW IV"),
        deret=(
            Deret(
                "Capaian",
                (Decimal("62.5"), Decimal("88.25"), Decimal("97.4"), None),
                ("62,50", "88,25", "97,40", "Proses"),
            ),
        ),
        acuan=Decimal(100),
        teks_acuan="target 100",
    )


@register.simple_tag
def contoh_peta() -> PetaPanas:
    """Every step of the ramp and a cell that is not known."""
    return PetaPanas(
        judul="Rata-rata capaian per unit, 2024",
        satuan="persen",
        kolom=("TW I", "TW II", "TW III", "TW IV"),
        baris=(
            BarisPeta(
                "Bagian Keuangan, Umum dan Logistik",
                tuple(SelPeta(n, teks, "3/4") for n, teks in ((1, "32,10"), (2, "48,75"), (3, "61,00"), (4, "72,40"))),
            ),
            BarisPeta(
                "Subbagian Hukum",
                (
                    *(SelPeta(n, teks, "2/2") for n, teks in ((5, "84,20"), (6, "93,15"), (7, "101,00"))),
                    SelPeta(0, "Proses", "0/2"),
                ),
            ),
        ),
    )
