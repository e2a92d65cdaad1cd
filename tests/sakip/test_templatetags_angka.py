from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine

MESIN = Engine(libraries={"angka": "sakip.templatetags.angka"})


def cetak(ungkapan, nilai):
    templat = MESIN.from_string(f"{{% load angka %}}{{{{ nilai|{ungkapan} }}}}")
    return templat.render(Context({"nilai": nilai}))


@pytest.mark.parametrize(
    ("ungkapan", "nilai", "teks"),
    [
        ("rupiah", 142_297_821_000, "142.297.821.000"),
        ("persen", Decimal("90.2437"), "90,24\u00a0%"),
        ("persen:1", Decimal("90.2437"), "90,2\u00a0%"),
        ("persen_ringkas", Decimal("77.50"), "77,5\u00a0%"),
        ("desimal", Decimal("79.000000"), "79"),
        ("desimal:2", 79, "79,00"),
        ("terbilang", 142, "seratus empat puluh dua"),
        ("terbilang_rupiah", 1_000, "seribu rupiah"),
        ("romawi", 4, "IV"),
        ('romawi:"kecil"', 4, "iv"),
        ("tanggal", date(2024, 1, 2), "2 Januari 2024"),
        ("tanggal", datetime(2024, 1, 2, 20, 0, tzinfo=UTC), "3 Januari 2024"),  # past midnight in Jakarta
        ("waktu", datetime(2024, 1, 2, 7, 5, tzinfo=UTC), "2 Januari 2024 pukul 14.05 WIB"),
        ("waktu", datetime(2024, 1, 2, 14, 5), "2 Januari 2024 pukul 14.05 WIB"),
    ],
)
def test_a_filter_prints_as_the_kernel_does(ungkapan, nilai, teks):
    assert cetak(ungkapan, nilai) == teks


@pytest.mark.parametrize("kosong", [None, ""])
@pytest.mark.parametrize(
    "ungkapan",
    ["rupiah", "persen", "persen_ringkas", "desimal:2", "terbilang", "terbilang_rupiah", "romawi", "tanggal", "waktu"],
)
def test_an_absent_value_prints_a_dash(ungkapan, kosong):
    assert cetak(ungkapan, kosong) == "–"


def test_zero_is_a_value():
    assert cetak("persen", Decimal(0)) == "0,00\u00a0%"


def test_waktu_follows_the_zone_of_the_office(settings):
    settings.TIME_ZONE = "Asia/Makassar"
    assert cetak("waktu", datetime(2024, 1, 2, 7, 5, tzinfo=UTC)) == "2 Januari 2024 pukul 15.05 WITA"
