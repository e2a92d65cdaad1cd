"""When a quarter may be entered: the calendar, unlocking, and what is refused outside of both."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from capaian import periode, services, services_periksa
from capaian.models import BukaKunci
from capaian.periode import PeriodeTertutup, periode_triwulan
from organisasi.enums import JenisTenggat
from sakip.alur import TransisiDitolak
from tests import pabrik

ISIAN = services.IsianRealisasi(keadaan="terisi", nilai=Decimal(90))


@pytest.fixture
def tenggat(satker):
    """TW I of each year closes on 15 April."""
    return pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)


def pada(satker, *tanggal, tahun=2024, triwulan=1):
    return periode_triwulan(satker, tahun, triwulan, kini=datetime(*tanggal, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("tanggal", "terbuka", "sisa", "alasan"),
    [
        ((2023, 12, 31), False, 106, "Pengisian Triwulan I 2024 dibuka 1 Januari 2024."),
        ((2024, 1, 1), True, 105, ""),
        ((2024, 4, 15), True, 0, ""),
        ((2024, 4, 16), False, None, "Pengisian Triwulan I 2024 ditutup 15 April 2024. Minta Sekretaris membukanya"),
    ],
)
def test_a_quarter_is_open_from_its_first_day_to_its_deadline(satker, tenggat, tanggal, terbuka, sisa, alasan):
    p = pada(satker, *tanggal)
    assert (p.terbuka, p.sisa_hari) == (terbuka, sisa)
    assert p.alasan_tertutup.startswith(alasan) if alasan else p.alasan_tertutup == ""
    assert (p.buka, p.tutup) == (date(2024, 1, 1), date(2024, 4, 15))


def test_without_a_deadline_it_stays_open(satker):
    p = pada(satker, 2030, 1, 1)
    assert p.terbuka
    assert p.tutup is None
    assert p.sisa_hari is None


def buka(satker, oleh, unit=None, **sampai):
    return periode.buka_kunci(
        satker=satker, tahun=2024, triwulan=1, unit=unit, oleh=oleh, alasan="Data BPS terlambat",
        sampai=timezone.now() + timedelta(**(sampai or {"days": 2})),
    )  # fmt: skip


def test_outside_the_time_nothing_is_entered_and_unlocking_lets_it_in(
    tenggat, pengukuran, satker, perencana, sekretaris
):
    def simpan():
        return services.simpan_realisasi(pengukuran=pengukuran[0], triwulan=1, versi=0, isian=ISIAN, oleh=perencana)

    with pytest.raises(PeriodeTertutup, match="ditutup 15 April 2024"):
        simpan()
    kunci = buka(satker, sekretaris)
    assert simpan().nilai == 90
    assert periode.tutup_kunci(kunci)
    assert not periode.tutup_kunci(kunci)
    with pytest.raises(PeriodeTertutup):
        services.simpan_realisasi(pengukuran=pengukuran[1], triwulan=1, versi=0, isian=ISIAN, oleh=perencana)


def test_an_unlocking_holds_for_its_unit_and_below(tenggat, satker, unit, sekretaris):
    anak = pabrik.UnitFactory(satker=satker, induk=unit)
    lain = pabrik.UnitFactory(satker=satker)
    buka(satker, sekretaris, unit=unit)
    p = periode_triwulan(satker, 2024, 1)
    assert [p.terbuka_untuk([u.jalur]) for u in (unit, anak, lain)] == [True, True, False]
    assert not p.terbuka_untuk([])


def test_an_unlocking_ends_by_its_time(tenggat, satker, sekretaris):
    kunci = buka(satker, sekretaris, hours=1)
    assert periode_triwulan(satker, 2024, 1).terbuka_untuk([""])
    assert not periode_triwulan(satker, 2024, 1, kini=kunci.sampai).terbuka_untuk([""])


@pytest.mark.parametrize(
    ("alasan", "hari", "pesan"), [("  ", 1, "alasan"), ("Data terlambat", 0, "masa depan"), ("Data", -1, "masa depan")]
)
def test_an_unlocking_needs_a_reason_and_a_time_to_come(satker, sekretaris, alasan, hari, pesan):
    with pytest.raises(TransisiDitolak, match=pesan):
        periode.buka_kunci(
            satker=satker, tahun=2024, triwulan=1, oleh=sekretaris, alasan=alasan,
            sampai=timezone.now() + timedelta(days=hari),
        )  # fmt: skip
    assert not BukaKunci.objects.exists()


def test_submitting_after_the_deadline_is_refused(tenggat, realisasi, perencana):
    with pytest.raises(PeriodeTertutup):
        services_periksa.ajukan_realisasi(realisasi, oleh=perencana)
    realisasi.refresh_from_db()
    assert realisasi.status == "draf"
