"""Two people at the same moment, each with a connection of their own: needs a database with row locks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from perjanjian import services
from perjanjian.models import PerjanjianKinerja
from sakip.alur import TransisiDitolak

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite has no row locks"),
]


def bersamaan(tindakan):
    """Do one act in two threads at once; what each was told."""
    mulai = Barrier(2, timeout=10)

    def satu(_):
        mulai.wait()
        try:
            tindakan()
        except TransisiDitolak as galat:
            return str(galat)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as orang:
        return sorted(orang.map(satu, range(2)))


def test_two_first_pk_of_one_office_at_once_give_one_and_a_message(jabatan_kabag, jabatan_sekretaris, perencana):
    pihak = {"pihak_pertama": jabatan_kabag, "pihak_kedua": jabatan_sekretaris}
    kabar = bersamaan(lambda: services.buat_kosong(**pihak, tahun=2024, oleh=perencana))
    assert kabar == ["", "Kepala bagian sudah mempunyai perjanjian tahun 2024. Buat perjanjian perubahan."]
    assert PerjanjianKinerja.objects.count() == 1


def test_two_drafts_of_one_perubahan_at_once_give_one_and_a_message(berlaku, perencana):
    kabar = bersamaan(
        lambda: services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    )
    assert kabar == ["", "Perjanjian ini sudah mempunyai draf perubahan. Lanjutkan draf itu."]
    assert PerjanjianKinerja.objects.filter(menggantikan=berlaku).count() == 1
