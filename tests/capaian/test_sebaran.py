"""The year's target over the quarters: what is proposed, what is refused, and when it is locked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capaian import services
from capaian.models import TargetTriwulan
from capaian.perhitungan import Agregasi, galat_sebaran, usulan_sebaran
from sakip.alur import TransisiDitolak
from tests import pabrik

ANGKA = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("target", "agregasi", "usulan"),
    [
        ("10", "jumlah", ["3", "2", "3", "2"]),
        ("3", "jumlah", ["1", "1", "0", "1"]),
        ("0.5", "jumlah", ["0.1", "0.2", "0.1", "0.1"]),
        ("80", "nilai_akhir", ["80"] * 4),
        ("80", "rata_rata", ["80"] * 4),
        ("80", "tertinggi", ["80"] * 4),
    ],
)
def test_a_sum_is_split_and_all_else_repeated(target, agregasi, usulan):
    assert usulan_sebaran(Decimal(target), agregasi=agregasi) == tuple(Decimal(n) for n in usulan)


@given(target=ANGKA, agregasi=st.sampled_from(Agregasi))
def test_what_is_proposed_leads_to_the_year(target, agregasi):
    usulan = usulan_sebaran(target, agregasi=agregasi)
    assert galat_sebaran(usulan, target, agregasi=agregasi) == ""
    if agregasi == Agregasi.JUMLAH:
        assert sum(usulan) == target
        assert min(usulan) >= 0


@pytest.mark.parametrize(
    ("sebaran", "agregasi", "galat"),
    [
        ((3, 2, 3, 1), "jumlah", "Jumlah target TW I–IV 9, seharusnya 10"),
        ((None, None, None, 10), "jumlah", ""),
        ((5, 6, 8, 9), "nilai_akhir", "Target TW IV 9, seharusnya 10"),
        ((5, 6, 8, None), "nilai_akhir", "Target TW IV harus diisi"),
        ((5, 15, None, None), "rata_rata", ""),
        ((12, 10, 1, 1), "tertinggi", "Target TW tertinggi 12, seharusnya 10"),
        ((None,) * 4, "jumlah", ""),
    ],
)
def test_a_spread_must_end_at_the_years_target(sebaran, agregasi, galat):
    nilai = [None if n is None else Decimal(n) for n in sebaran]
    pesan = galat_sebaran(nilai, Decimal(10), agregasi=agregasi)
    assert pesan.startswith(galat) if galat else pesan == ""


def simpan(pengukuran, *nilai):
    return services.simpan_target_triwulan(
        pengukuran, {t: None if n is None else Decimal(n) for t, n in enumerate(nilai, 1)}
    )


def tersimpan(pengukuran):
    return dict(TargetTriwulan.objects.filter(pengukuran=pengukuran).values_list("triwulan", "nilai"))


def test_the_four_are_written_and_an_empty_one_has_no_row(pengukuran):
    ukuran = pengukuran[0]  # 80 %, nilai akhir
    assert simpan(ukuran, None, 40, 60, 80)
    assert tersimpan(ukuran) == {2: 40, 3: 60, 4: 80}
    assert not simpan(ukuran, None, 40, 60, 80)
    assert simpan(ukuran, None, None, 60, 80)
    assert tersimpan(ukuran) == {3: 60, 4: 80}


def test_what_does_not_lead_to_the_year_changes_nothing(pengukuran):
    with pytest.raises(TransisiDitolak, match="seharusnya 80"):
        simpan(pengukuran[0], 20, 40, 60, 79)
    assert tersimpan(pengukuran[0]) == {}


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "disetujui"])
def test_the_target_of_a_submitted_quarter_stands(pengukuran, status):
    simpan(pengukuran[0], 20, 40, 60, 80)
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, status=status)
    with pytest.raises(TransisiDitolak, match=f"Target Triwulan I terkunci: realisasinya sudah {status}"):
        simpan(pengukuran[0], 10, 40, 60, 80)
    assert simpan(pengukuran[0], 20, 30, 60, 80)
