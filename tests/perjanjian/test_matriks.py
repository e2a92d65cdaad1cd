"""Role × act × status through the pages, with real signatures: who gets which answer, and what the paper is then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dokumen.models import TandaTangan
from organisasi.middleware import KUNCI_SESI
from organisasi.models import Pelimpahan
from perjanjian.enums import StatusPerjanjian as S
from perjanjian.models import PerjanjianKinerja
from tests.tanda import FRASA, ajukan, ambil, beri_sertifikat, tandai

TEMPAT = {"kode": "654340", "tahun": 2024}

# In this PK the kepala_unit is the first party, the sekretaris the second. Written by hand, not read from ALUR.
SAH = {
    ("ajukan", S.DRAF): (S.DIAJUKAN, {"perencana", "kepala_unit", "sekretaris", "admin_satker"}),
    ("ajukan", S.DIKEMBALIKAN): (S.DIAJUKAN, {"perencana", "kepala_unit", "sekretaris", "admin_satker"}),
    ("tandatangani", S.DIAJUKAN): (S.DITANDATANGANI, {"kepala_unit"}),
    ("kembalikan", S.DIAJUKAN): (S.DIKEMBALIKAN, {"kepala_unit", "sekretaris"}),
    ("setujui", S.DITANDATANGANI): (S.BERLAKU, {"sekretaris"}),
    ("kembalikan", S.DITANDATANGANI): (S.DIKEMBALIKAN, {"sekretaris"}),
}
#: Who has the act at all: they are told what the paper is now where it is too late or too early; all others get 403.
BERHAK = {
    "ajukan": {"perencana", "kepala_unit", "sekretaris", "admin_satker"},
    "tandatangani": {"kepala_unit"},
    "kembalikan": {"sekretaris"},  # the first party only while the paper waits for the own signature
    "setujui": {"sekretaris"},
}
ORANG = [
    *("perencana", "kepala_unit", "sekretaris", "pimpinan", "admin_satker"),
    *("admin_pusat", "verifikator", "pembaca", "orang_lain"),
]
TERBIT = {S.BERLAKU, S.DIGANTIKAN}  # what the satker above sees


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def pada_status(perjanjian, perencana, kepala_unit, sekretaris):
    """Brings the paper into a status; what is signed carries a real signature."""
    beri_sertifikat(kepala_unit, sekretaris)

    def bawa(status):
        if status in {S.DITANDATANGANI, *TERBIT}:
            ajukan(perjanjian, perencana)
            tandai(perjanjian, kepala_unit)
        if status in TERBIT:
            tandai(perjanjian, sekretaris, tindakan="setujui")
        PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=status)
        return ambil(perjanjian)

    return bawa


def lakukan(client, perjanjian, tindakan):
    """What the paper's page posts."""
    data = {"frasa": FRASA, "sidik": perjanjian.sidik_isi(), "catatan": "Perbaiki target indikator 2."}
    kwargs = TEMPAT | {"pk": perjanjian.pk, "tindakan": tindakan}
    return client.post(reverse("perjanjian:tindakan", kwargs=kwargs), data).status_code


def diharapkan(nama, tindakan, status):
    """Answer and status afterwards."""
    tujuan, pelaku = SAH.get((tindakan, status), (status, set()))
    if nama == "orang_lain" or (nama == "admin_pusat" and status not in TERBIT):
        return 404, status
    if nama in pelaku:
        return 302, tujuan
    return (302 if nama in BERHAK[tindakan] else 403), status


@pytest.mark.parametrize("status", list(S))
def test_each_person_gets_the_right_answer_for_each_act(client, request, pada_status, status):
    perjanjian = pada_status(status)
    ada = TandaTangan.objects.count()
    for nama in ORANG:
        client.force_login(request.getfixturevalue(nama))
        for tindakan in BERHAK:
            with transaction.atomic():
                jawaban = lakukan(client, perjanjian, tindakan)
                kini = ambil(perjanjian)
                assert (jawaban, kini.status) == diharapkan(nama, tindakan, status), (nama, tindakan, status)
                bertambah = tindakan in {"tandatangani", "setujui"} and kini.status != status
                assert TandaTangan.objects.count() == ada + bertambah, (nama, tindakan, status)
                transaction.set_rollback(True)


def test_the_table_above_is_what_alur_offers_to_people():
    alur = {(n, asal): t.tujuan for n, t in PerjanjianKinerja.ALUR.items() if not t.akibat for asal in t.asal}
    assert alur == {kunci: tujuan for kunci, (tujuan, _) in SAH.items()}


@pytest.mark.parametrize("status", list(S))
def test_nobody_replaces_a_paper_by_hand(client, request, pada_status, status):
    perjanjian = pada_status(status)
    for nama in ORANG:
        client.force_login(request.getfixturevalue(nama))
        assert lakukan(client, perjanjian, "gantikan") == 404, nama
    assert ambil(perjanjian).status == status


@pytest.mark.parametrize("status", [S.DIAJUKAN, S.DITANDATANGANI])
@pytest.mark.parametrize("catatan", ["", "  \n"])
def test_returning_needs_a_note_at_each_step(client, sekretaris, pada_status, status, catatan):
    perjanjian = pada_status(status)
    client.force_login(sekretaris)
    alamat = reverse("perjanjian:tindakan", kwargs=TEMPAT | {"pk": perjanjian.pk, "tindakan": "kembalikan"})
    assert client.post(alamat, {"catatan": catatan}).status_code == 422
    assert ambil(perjanjian).status == status
    assert client.post(alamat, {"catatan": "Target TW IV."}).status_code == 302
    kini = ambil(perjanjian)
    assert (kini.status, kini.riwayat.order_by("pk").last().catatan) == (S.DIKEMBALIKAN, "Target TW IV.")
    assert kini.bertanda is None


@pytest.mark.parametrize("status", list(S))
def test_signing_from_the_list_is_for_whom_the_paper_waits(client, request, pada_status, status):
    perjanjian = pada_status(status)
    ditunggu = {S.DIAJUKAN: "kepala_unit", S.DITANDATANGANI: "sekretaris"}.get(status)
    data = {"frasa": FRASA, f"sidik-{perjanjian.pk}": perjanjian.sidik_isi()}
    for nama in ORANG:
        client.force_login(request.getfixturevalue(nama))
        with transaction.atomic():
            kode = client.post(
                reverse("perjanjian:tanda_satu", kwargs=TEMPAT | {"pk": perjanjian.pk}), data
            ).status_code
            assert (kode == 200) is (nama == ditunggu), (nama, kode)
            assert (ambil(perjanjian).status != status) is (nama == ditunggu), nama
            transaction.set_rollback(True)


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize(
    ("pemberi", "penerima"),
    [
        ("kepala_unit", "pembaca"),  # somebody without an office
        ("sekretaris", "perencana"),
        ("kepala_unit", "sekretaris"),  # the other party, who could sign as himself
        ("sekretaris", "kepala_unit"),
    ],
)
def test_acting_for_another_never_signs_or_returns(client, request, pada_status, status, pemberi, penerima):
    perjanjian = pada_status(status)
    ada = TandaTangan.objects.count()
    atas_nama(client, request.getfixturevalue(pemberi), request.getfixturevalue(penerima))
    for tindakan in ("tandatangani", "setujui", "kembalikan"):
        assert lakukan(client, perjanjian, tindakan) == 403, tindakan
    sekaligus = client.post(reverse("perjanjian:menunggu", kwargs=TEMPAT), {"frasa": FRASA, "pilih": perjanjian.pk})
    assert sekaligus.status_code == 403
    for nama in ("tanda_satu", "basah"):
        kode = client.post(reverse(f"perjanjian:{nama}", kwargs=TEMPAT | {"pk": perjanjian.pk}), {"frasa": FRASA})
        assert kode.status_code == 403, nama
    assert (ambil(perjanjian).status, TandaTangan.objects.count()) == (status, ada)
    halaman = client.get(perjanjian.get_absolute_url()).content.decode()
    assert 'name="frasa"' not in halaman


def atas_nama(client, pemberi, penerima):
    hari = timezone.localdate()
    pelimpahan = Pelimpahan.objects.create(
        penugasan=pemberi.penugasan_kini()[0],
        penerima=penerima,
        mulai=hari,
        selesai=hari + timedelta(days=7),
        dasar="Surat tugas",
    )
    client.force_login(penerima)
    sesi = client.session
    sesi[KUNCI_SESI] = pelimpahan.pk
    sesi.save()
