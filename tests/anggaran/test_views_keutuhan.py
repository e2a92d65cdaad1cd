"""The pages of the budget where money, typing or secrets could get lost."""

from decimal import Decimal

import pytest

from anggaran import services
from anggaran.enums import JenisPos
from sakip.alur import TransisiDitolak
from tests import pabrik
from tests.anggaran.test_views import isian, teks

pytestmark = pytest.mark.django_db


def test_spending_outside_the_dipa_has_a_row_and_a_hint(masuk, perencana, alamat, dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="9999", nilai=Decimal(30))

    jawaban = masuk(perencana).get(alamat())

    assert "Di luar DIPA (kode 9999)" in teks(jawaban)
    assert "Kode 9999: realisasi 30 rupiah ikut dijumlahkan" in teks(jawaban)
    assert jawaban.context["rekap"].sisa == 120


def test_without_a_dipa_the_spending_is_pointed_out(masuk, perencana, alamat, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="9999", nilai=Decimal(30))

    assert "Kode 9999: realisasi 30 rupiah" in teks(masuk(perencana).get(alamat()))


def test_a_dipa_of_more_than_a_thousand_nodes_can_be_saved(masuk, perencana, alamat, dipa_draf):
    induk = dipa_draf.pos.get(kode="WA")
    dipa_draf.pos.bulk_create(
        type(induk)(dipa=dipa_draf, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{n}", uraian="x", urut=10 + n)
        for n in range(1100)
    )
    client, url = masuk(perencana), alamat(f"{dipa_draf.pk}/pagu/")

    assert client.post(url, isian(client, url, K7="500")).status_code == 302

    assert dipa_draf.pos.get(kode="K7").pagu == 500


def test_a_broken_hidden_field_comes_back_with_a_message(masuk, perencana, alamat, dipa_draf):
    client, url = masuk(perencana), alamat(f"{dipa_draf.pk}/pagu/")
    kiriman = isian(client, url) | {"dasar": '{"a": [Infinity, "x"]}'}

    jawaban = client.post(url, kiriman)

    assert jawaban.status_code == 422
    assert "Data halaman ini tidak terbaca" in teks(jawaban)


def test_a_name_taken_while_the_form_was_open_is_told_at_the_field(masuk, perencana, alamat, posisi, monkeypatch):
    monkeypatch.setattr("anggaran.forms.PosisiForm.clean_nama", lambda form: form.cleaned_data["nama"])

    jawaban = masuk(perencana).post(alamat("posisi/baru/"), {"nama": posisi.nama, "per_tanggal": "30 Juni 2024"})

    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors["nama"] == [
        "Posisi “Data Desember” sudah ada untuk tahun 2024. Pakai nama lain."
    ]


@pytest.mark.parametrize(("ekor", "kode"), [("posisi/baru/", 409), ("posisi/{p}/utama/", 302)])
def test_a_main_cut_off_chosen_meanwhile_is_a_message(masuk, perencana, alamat, posisi, monkeypatch, ekor, kode):
    def kalah(**_):
        raise TransisiDitolak("Posisi utama baru saja dipilih orang lain.")

    monkeypatch.setattr(services, "jadikan_utama", kalah)
    kiriman = {"nama": "Baru", "per_tanggal": "30 Juni 2024", "utama": "on"}

    client = masuk(perencana)
    jawaban = client.post(alamat(ekor.format(p=posisi.pk)), kiriman)

    assert jawaban.status_code == kode
    akhir = jawaban if kode == 409 else client.get(jawaban.url)
    assert "baru saja dipilih orang lain" in teks(akhir)


def test_notes_of_the_history_are_not_for_the_parent_satker(masuk, pusat, perencana, alamat, dipa_berlaku):
    dipa_berlaku.riwayat.create(tindakan="berlakukan", ke="berlaku", oleh=perencana, catatan="menunggu hibah")
    url = alamat(f"{dipa_berlaku.pk}/")

    assert "menunggu hibah" in teks(masuk(perencana).get(url))
    atas = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(url))
    assert "menunggu hibah" not in atas
    assert "Riwayat" not in atas
