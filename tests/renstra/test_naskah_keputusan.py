"""The words of a Keputusan: items one a line, what it begins with, how it is printed."""

from __future__ import annotations

from datetime import date

import pytest

from dokumen.blok import Butir
from organisasi.enums import JenisJabatan
from renstra.enums import StatusRenstra
from renstra.models import KeputusanRenstra
from renstra.naskah.butir import GalatButir, baca_butir, tulis_butir
from renstra.naskah.susunan_keputusan import sebutan_diktum, susun_keputusan, susun_penanda
from renstra.susunan_iku import TITIK
from tests import pabrik


@pytest.mark.parametrize(
    ("teks", "butir"),
    [
        ("", ()),
        ("satu;\n\n  dua;  ", (Butir("satu;"), Butir("dua;"))),
        ("meliputi:\n- visi;\n  - misi.", (Butir("meliputi:", ("visi;", "misi.")),)),
        ("-tanpa spasi", (Butir("-tanpa spasi"),)),
    ],
)
def test_each_line_is_an_item_and_a_dash_makes_it_a_sub_item(teks, butir):
    assert baca_butir(teks) == butir
    assert baca_butir(tulis_butir(butir)) == butir


def test_a_sub_item_needs_an_item_above_it():
    with pytest.raises(GalatButir, match="“- visi” tidak berada di bawah butir"):
        baca_butir("- visi\nmeliputi:")


@pytest.mark.parametrize(("nomor", "sebutan"), [(1, "KESATU"), (5, "KELIMA"), (11, "KESEBELAS"), (12, "KEDUA BELAS")])
def test_diktum_are_counted_in_words(nomor, sebutan):
    assert sebutan_diktum(nomor) == sebutan


@pytest.mark.django_db
class TestProposal:
    def test_it_comes_from_the_office_and_the_years(self, draf):
        keputusan = KeputusanRenstra.objects.untuk(draf)
        nama = draf.satker.nama

        assert keputusan.pk is None
        assert keputusan.tentang == f"Rencana Strategis {nama} Tahun 2020-2024"
        satu, dua, *_, akhir = keputusan.butir("diktum")
        assert satu.teks.startswith(f"Menetapkan Rencana Strategis {nama} Tahun 2020-2024 sebagaimana tercantum")
        assert "untuk periode 5 (lima) tahun terhitung sejak tahun 2020 sampai dengan tahun 2024." in dua.teks
        assert akhir == Butir("Keputusan ini mulai berlaku pada tanggal ditetapkan.")

    def test_what_somebody_wrote_comes_first(self, draf):
        pabrik.KeputusanRenstraFactory(renstra=draf, tentang="Rencana lain")
        assert KeputusanRenstra.objects.untuk(draf).tentang == "Rencana lain"


@pytest.mark.django_db
class TestPaper:
    def test_number_date_and_signer_are_those_of_the_renstra(self, renstra):
        type(renstra).objects.update(
            tanggal_keputusan=date(2020, 8, 28), penandatangan="Ani", jabatan_penandatangan="Kepala Kantor"
        )
        keputusan = KeputusanRenstra.objects.untuk(pabrik.KeputusanRenstraFactory(renstra=renstra).renstra)
        keputusan.renstra.refresh_from_db()
        naskah = susun_keputusan(keputusan, susun_penanda(keputusan.renstra, keputusan.tempat))

        assert (naskah.nomor, naskah.penanda.nama, naskah.penanda.jabatan) == ("1 Tahun 2020", "Ani", "Kepala Kantor")
        assert (naskah.penanda.tempat, naskah.penanda.hari) == ("Kota Contoh", "28 Agustus 2020")
        assert naskah.menetapkan == ("Keputusan Kantor Contoh tentang Rencana Strategis Kantor Contoh Tahun 2020-2024.")
        assert [s for s, _ in naskah.diktum] == ["KESATU", "KEDUA"]

    def test_a_draft_leaves_them_open_for_a_pen(self, draf, unit):
        pabrik.JabatanFactory(unit=unit, jenis=JenisJabatan.KETUA, nama="Ketua Kantor")
        type(draf).objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN, nomor_keputusan="9")
        draf.refresh_from_db()
        naskah = susun_keputusan(pabrik.KeputusanRenstraFactory(renstra=draf), susun_penanda(draf, "Kota"))

        assert (naskah.nomor, naskah.penanda.nama, naskah.penanda.hari) == (TITIK, TITIK, TITIK)
        assert naskah.penanda.jabatan == "Ketua Kantor"
