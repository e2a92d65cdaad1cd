"""What the Renstra tells the frame: its stage of the year, what waits for a person, its newest year."""

import pytest
from django.utils import timezone

from renstra.apps import tahap, tahun_terbaru, tugas
from renstra.enums import StatusRenstra
from renstra.models import Renstra
from sakip.bingkai import Tahap
from tests import pabrik

pytestmark = pytest.mark.django_db


def test_the_stage_has_not_begun_without_a_renstra(satker):
    assert tahap(satker, 2024) == Tahap.BELUM


def test_the_stage_is_under_way_while_one_is_written(satker, draf):
    assert tahap(satker, 2024) == Tahap.BERJALAN


def test_the_stage_is_done_with_a_renstra_in_force_in_that_year(satker, draf, renstra):
    assert tahap(satker, 2024) == Tahap.SELESAI
    assert tahap(satker, 2025) == Tahap.BELUM


@pytest.mark.parametrize(
    ("status", "siapa"),
    [
        (StatusRenstra.DRAF, {"perencana", "sekretaris"}),
        (StatusRenstra.DIKEMBALIKAN, {"perencana", "sekretaris"}),
        (StatusRenstra.DIAJUKAN, {"sekretaris", "pimpinan"}),
        (StatusRenstra.DITETAPKAN, set()),
    ],
)
def test_a_renstra_waits_for_those_who_can_move_it(satker, perencana, sekretaris, pimpinan, pembaca, status, siapa):
    pabrik.RenstraFactory(satker=satker, status=status)
    orang = {"perencana": perencana, "sekretaris": sekretaris, "pimpinan": pimpinan, "pembaca": pembaca}

    assert {nama for nama, pengguna in orang.items() if tugas(pengguna, satker, 2024)} == siapa


def test_a_task_leads_to_the_renstra(satker, draf, perencana):
    (satu,) = tugas(perencana, satker, 2024)

    assert satu.teks == "Renstra 2020–2024 masih draf dan belum diajukan"
    assert satu.url == f"/{satker.kode}/2024/renstra/{draf.pk}/"


def test_the_newest_year_is_the_last_of_the_period(satker, renstra):
    assert tahun_terbaru(satker) == 2024


def test_the_newest_year_is_not_in_the_future(satker, renstra):
    kini = timezone.localdate().year
    Renstra.objects.filter(pk=renstra.pk).update(periode_awal=kini - 1, periode_akhir=kini + 3)

    assert tahun_terbaru(satker) == kini


def test_a_satker_without_renstra_has_no_newest_year(satker):
    assert tahun_terbaru(satker) is None
