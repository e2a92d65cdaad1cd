"""Advice on the quality of an indikator."""

from decimal import Decimal

import pytest

from renstra.aturan import IsiMutu, lebih_seratus, periksa_mutu, satuan_janggal, tahun_melemah
from renstra.enums import StatusRenstra
from renstra.models import PengecualianMutu, Renstra

LENGKAP = {
    "uraian": "Persentase layanan tepat waktu",
    "jenis_satuan": "persen",
    "satuan": "Persen",
    "polaritas": "maksimasi",
    "cara_pengukuran": "X / Y × 100 %",
    "sumber_data": "Register",
    "alasan_target": "",
    "berpelaksana": True,
    "target": [(2020, Decimal(70)), (2021, Decimal(70)), (2022, Decimal(80))],
}


def butir(**ganti):
    return [str(s.butir) for s in periksa_mutu(IsiMutu(**LENGKAP | ganti))]


def test_a_complete_indikator_gets_no_advice():
    assert butir() == []


@pytest.mark.parametrize(
    ("ganti", "saran"),
    [
        ({"cara_pengukuran": "  "}, "cara"),
        ({"sumber_data": ""}, "sumber"),
        ({"berpelaksana": False}, "pelaksana"),
        ({"uraian": "Jumlah layanan"}, "satuan"),
        ({"jenis_satuan": "ordinal"}, "satuan"),
        ({"target": [(2020, Decimal(70)), (2021, Decimal(69))]}, "target"),
        ({"target": [(2020, Decimal(70)), (2021, Decimal("100.5"))]}, "seratus"),
    ],
)
def test_what_is_missing_gets_its_advice(ganti, saran):
    assert butir(**ganti) == [saran]


def test_a_reason_is_enough_for_a_target_that_falls():
    assert butir(target=[(2020, Decimal(70)), (2021, Decimal(69))], alasan_target="Pegawai berkurang") == []


@pytest.mark.parametrize(
    ("polaritas", "nilai", "jalan"), [("maksimasi", 69, True), ("minimasi", 71, False)], ids=["falls", "rises"]
)
def test_a_falling_target_may_also_be_a_wrong_polaritas(polaritas, nilai, jalan):
    target = [(2020, Decimal(70)), (2021, Decimal(nilai))]
    (saran,) = periksa_mutu(IsiMutu(**LENGKAP | {"polaritas": polaritas, "target": target}))
    assert ("ubah polaritasnya menjadi minimasi bila makin rendah makin baik" in saran.kalimat) is jalan


@pytest.mark.parametrize(
    ("jenis", "nilai", "tahun"),
    [("persen", 100, []), ("persen", "100.01", [2024]), ("nilai", 250, []), ("cacah", 101, [])],
)
def test_only_a_percentage_has_a_bound(jenis, nilai, tahun):
    assert lebih_seratus(jenis, [(2024, Decimal(nilai))]) == tahun


@pytest.mark.parametrize(
    ("uraian", "jenis", "janggal"),
    [
        ("Jumlah laporan", "persen", True),
        ("jumlah  laporan", "persen", True),
        ("Jumlah laporan", "cacah", False),
        ("Persentase laporan", "cacah", True),
        ("Persentase laporan", "ordinal", True),
        ("Persentase laporan", "nilai", False),
        ("Jumlahkan", "persen", False),
        ("Nilai AKIP", "ordinal", False),
    ],
)
def test_wording_and_unit_go_together(uraian, jenis, janggal):
    assert bool(satuan_janggal(uraian, jenis, "Satuan")) is janggal


@pytest.mark.parametrize(
    ("polaritas", "nilai", "tahun"),
    [
        ("maksimasi", {2020: 5, 2021: 4, 2022: 6, 2023: 3}, [2021, 2023]),
        ("minimasi", {2020: 5, 2021: 4, 2022: 6}, [2022]),
        ("stabil", {2020: 5, 2021: 4}, []),
        ("maksimasi", {2020: 5, 2024: 4}, [2024]),
        ("maksimasi", {}, []),
    ],
)
def test_a_target_weakens_against_its_polaritas(polaritas, nilai, tahun):
    assert tahun_melemah(polaritas, [(t, Decimal(n)) for t, n in nilai.items()]) == tahun


@pytest.mark.django_db
class TestHalaman:
    @pytest.fixture
    def url(self, alamat, draf, indikator):
        return alamat(f"{draf.pk}/mutu/{indikator.pk}/sumber/")

    def test_the_advice_stands_beside_the_card_and_its_form(self, masuk, perencana, alamat, draf, indikator):
        klien = masuk(perencana)
        for ekor in (f"indikator/{indikator.pk}/", f"{draf.pk}/kaskade/indikator/{indikator.pk}/"):
            assert "Sebutkan sumber datanya" in klien.get(alamat(ekor)).content.decode()

    def test_a_reader_gets_no_advice(self, masuk, pembaca, alamat, indikator):
        assert "Pemeriksaan mutu" not in masuk(pembaca).get(alamat(f"indikator/{indikator.pk}/")).content.decode()

    def test_an_advice_is_waived_with_a_reason_and_taken_back(self, masuk, perencana, alamat, url, indikator):
        klien = masuk(perencana)
        klien.post(url, {"alasan": "Sumbernya BPS."})
        assert "Dikecualikan: Sumbernya BPS." in klien.get(alamat(f"indikator/{indikator.pk}/")).content.decode()
        assert "Sumbernya BPS." in klien.get(url).content.decode()

        klien.post(url, {"alasan": " "})

        assert not PengecualianMutu.objects.exists()

    def test_an_unknown_advice_is_not_found(self, masuk, perencana, url):
        assert masuk(perencana).get(url.replace("sumber", "warna")).status_code == 404

    def test_a_plan_that_was_handed_in_takes_no_reason(self, masuk, perencana, url, draf):
        Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

        assert masuk(perencana).post(url, {"alasan": "Sumbernya BPS."}).status_code == 409
        assert not PengecualianMutu.objects.exists()
