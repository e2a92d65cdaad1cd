"""The master data of this app, for the pages of `organisasi.acuan`."""

from organisasi.acuan import Acuan, Kolom, daftarkan_acuan
from organisasi.forms_acuan import AcuanForm

from .models import SumberDana


class SumberDanaForm(AcuanForm):
    class Meta:
        model = SumberDana
        fields = ("nama", "urut", "berlaku_mulai", "berlaku_sampai")
        help_texts = {"urut": "Urutan dalam daftar dan tabel."}


def daftarkan() -> None:
    daftarkan_acuan(
        Acuan(
            slug="sumber-dana",
            judul="Sumber dana",
            sebutan="sumber dana",
            keterangan="Asal uang pada DIPA, misalnya APBN atau hibah APBD.",
            urut=40,
            model=SumberDana,
            form=SumberDanaForm,
            kolom=(
                Kolom("Urutan", lambda s, _: s.urut, "angka"),
                Kolom("Sumber dana", lambda s, _: s.nama),
                Kolom("Kode", lambda s, _: s.kode),
            ),
        )
    )
