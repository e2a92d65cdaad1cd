import pytest

from dokumen.jenis import GalatDokumen, JenisDokumen, ambil, daftarkan, semua
from tests.dokumen import contoh


def test_a_registered_kind_is_found_by_its_code():
    assert ambil("uji").nama == "LKjIP"


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(GalatDokumen, match=r"Jenis dokumen “x” tidak dikenal\. Yang tersedia: .*lambat, .*uji"):
        ambil("x")


def test_registering_a_code_again_replaces_the_kind():
    daftarkan(JenisDokumen("uji", "Baru", lambda satker, tahun: contoh.naskah()))
    assert ambil("uji").nama == "Baru"
    assert [jenis.kode for jenis in semua()].count("uji") == 1


def test_all_kinds_come_in_the_order_of_their_codes():
    kode = [jenis.kode for jenis in semua()]
    assert kode == sorted(kode)
    assert {"uji", "lambat"} <= set(kode)


def test_making_needs_the_printing_permission_unless_the_kind_says_otherwise():
    assert ambil("uji").izin == "dokumen.cetak_dokumen"
