"""Role × act × status of a perjanjian kinerja."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from perjanjian import services
from perjanjian.enums import StatusPerjanjian as S
from perjanjian.models import PerjanjianKinerja
from sakip.alur import TransisiDitolak
from tests import pabrik

# Written by hand from the regulation's order of signing, not read from ALUR.
PASANGAN_SAH = {
    ("ajukan", S.DRAF, S.DIAJUKAN),
    ("ajukan", S.DIKEMBALIKAN, S.DIAJUKAN),
    ("kembalikan", S.DIAJUKAN, S.DIKEMBALIKAN),
    ("kembalikan", S.DITANDATANGANI, S.DIKEMBALIKAN),
    ("tandatangani", S.DIAJUKAN, S.DITANDATANGANI),
    ("setujui", S.DITANDATANGANI, S.BERLAKU),
}
AKIBAT = ("gantikan", S.BERLAKU, S.DIGANTIKAN)  # of the successor's second signature
# In this PK the kepala_unit is the first party and the sekretaris the second.
PELAKU = {
    "ajukan": {"perencana", "kepala_unit", "sekretaris", "admin_satker"},
    "kembalikan": {"kepala_unit", "sekretaris"},
    "tandatangani": {"kepala_unit"},
    "setujui": {"sekretaris"},
}
TIDAK_LAGI = {("kembalikan", S.DITANDATANGANI, "kepala_unit")}  # who has signed does not take it back
SEMUA_ORANG = [
    *("perencana", "kepala_unit", "sekretaris", "pimpinan", "admin_satker"),
    *("admin_pusat", "verifikator", "pembaca", "orang_lain"),
]


def lakukan(perjanjian, tindakan, oleh):
    match tindakan:
        case "ajukan":
            services.ajukan(perjanjian=perjanjian, oleh=oleh)
        case "kembalikan":
            perjanjian.kembalikan(oleh=oleh, catatan="Perbaiki target.")
        case "tandatangani":
            perjanjian.tandatangani(oleh=oleh)
        case "setujui":
            services.setujui(perjanjian=perjanjian, oleh=oleh)


def test_alur_holds_exactly_the_legal_pairs():
    dari_alur = {(n, asal, t.tujuan) for n, t in PerjanjianKinerja.ALUR.items() for asal in t.asal}
    assert dari_alur - {AKIBAT} == PASANGAN_SAH


def test_stepping_back_is_a_consequence_and_offered_to_nobody(perjanjian, sekretaris):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=S.BERLAKU, tanggal="2024-01-02")
    perjanjian.refresh_from_db()
    assert AKIBAT in {(n, asal, t.tujuan) for n, t in PerjanjianKinerja.ALUR.items() if t.akibat for asal in t.asal}
    assert perjanjian.tindakan_untuk(sekretaris) == []


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("tindakan", list(PELAKU))
def test_each_act_is_done_by_the_right_person_in_the_right_status_only(perjanjian, request, tindakan, status):
    tujuan = {(n, asal): ke for n, asal, ke in PASANGAN_SAH}.get((tindakan, status))
    for nama in SEMUA_ORANG:
        PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=status, tanggal="2024-01-02")
        perjanjian.refresh_from_db()
        orang = request.getfixturevalue(nama)
        boleh = tujuan is not None and nama in PELAKU[tindakan] and (tindakan, status, nama) not in TIDAK_LAGI
        assert (tindakan in {t.nama for t in perjanjian.tindakan_untuk(orang)}) is boleh, (nama, tindakan, status)
        if boleh:
            lakukan(perjanjian, tindakan, orang)
            assert perjanjian.status == tujuan
        else:
            with pytest.raises((PermissionDenied, TransisiDitolak)):
                lakukan(perjanjian, tindakan, orang)
            perjanjian.refresh_from_db()
            assert perjanjian.status == status


def test_every_act_leaves_one_line_of_history(perjanjian, perencana, kepala_unit, sekretaris):
    lakukan(perjanjian, "ajukan", perencana)
    lakukan(perjanjian, "tandatangani", kepala_unit)
    lakukan(perjanjian, "setujui", sekretaris)
    riwayat = [(r.tindakan, r.dari, r.ke, r.oleh) for r in perjanjian.riwayat.all()]
    assert riwayat == [
        ("ajukan", "draf", "diajukan", perencana),
        ("tandatangani", "diajukan", "ditandatangani", kepala_unit),
        ("setujui", "ditandatangani", "berlaku", sekretaris),
    ]


def test_first_signature_freezes_the_names(perjanjian, perencana, kepala_unit):
    lakukan(perjanjian, "ajukan", perencana)
    lakukan(perjanjian, "tandatangani", kepala_unit)
    pejabat = kepala_unit.pejabat
    pejabat.nama = "Orang Lain"
    pejabat.save()
    segar = PerjanjianKinerja.objects.untuk_daftar().get(pk=perjanjian.pk)
    assert (segar.nama_pertama, segar.nama_kedua) == ("Sudirman", "Kemas Mohammad Ajir")


def test_signed_paper_that_comes_back_is_dated_and_frozen_anew(perjanjian, perencana, kepala_unit, sekretaris):
    lakukan(perjanjian, "ajukan", perencana)
    lakukan(perjanjian, "tandatangani", kepala_unit)
    lakukan(perjanjian, "kembalikan", sekretaris)
    assert (perjanjian.tanggal, perjanjian.nama_pihak_pertama, perjanjian.jabatan_pihak_kedua) == (None, "", "")
    kepala_unit.pejabat.nama = "Sudirman Baru"
    kepala_unit.pejabat.save()
    segar = PerjanjianKinerja.objects.get(pk=perjanjian.pk)
    lakukan(segar, "ajukan", perencana)
    lakukan(segar, "tandatangani", kepala_unit)
    assert (segar.tanggal, segar.nama_pihak_pertama) == (timezone.localdate(), "Sudirman Baru")


def test_return_before_signing_keeps_the_date_that_was_typed(perjanjian, perencana, kepala_unit):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(tanggal=date(2024, 12, 27))
    perjanjian.refresh_from_db()
    lakukan(perjanjian, "ajukan", perencana)
    lakukan(perjanjian, "kembalikan", kepala_unit)
    assert perjanjian.tanggal == date(2024, 12, 27)


@pytest.mark.parametrize(("tindakan", "status"), [("tandatangani", S.DIAJUKAN), ("setujui", S.DITANDATANGANI)])
@pytest.mark.parametrize("masa", [{"selesai": -1}, {"mulai": 1}])
def test_nobody_signs_before_or_after_the_time_in_office(perjanjian, request, tindakan, status, masa):
    pihak = {"tandatangani": perjanjian.pihak_pertama, "setujui": perjanjian.pihak_kedua}[tindakan]
    orang = request.getfixturevalue({"tandatangani": "kepala_unit", "setujui": "sekretaris"}[tindakan])
    pabrik.PenugasanFactory(jabatan=pihak.jabatan, pejabat=pihak.pejabat, status="plt")  # keeps the role today
    for bidang, hari in masa.items():
        setattr(pihak, bidang, timezone.localdate() + timedelta(days=hari))
    pihak.save()
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=status, tanggal="2024-01-02")
    segar = PerjanjianKinerja.objects.get(pk=perjanjian.pk)
    assert segar.penanda_tangan_purna
    with pytest.raises(PermissionDenied):
        lakukan(segar, tindakan, orang)


def test_last_day_in_office_still_counts(perjanjian, perencana, kepala_unit):
    perjanjian.pihak_pertama.selesai = timezone.localdate()
    perjanjian.pihak_pertama.save()
    lakukan(perjanjian, "ajukan", perencana)
    lakukan(perjanjian, "tandatangani", kepala_unit)
    assert perjanjian.status == S.DITANDATANGANI


def test_second_of_two_clicks_is_told_the_present_status(perjanjian, perencana, kepala_unit):
    kembar = PerjanjianKinerja.objects.get(pk=perjanjian.pk)
    lakukan(perjanjian, "ajukan", perencana)
    with pytest.raises(TransisiDitolak, match="sekarang “Diajukan”"):
        lakukan(kembar, "ajukan", kepala_unit)
    assert perjanjian.riwayat.count() == 1


def test_empty_annex_cannot_be_submitted(perjanjian, perencana):
    perjanjian.sasaran.all().delete()
    with pytest.raises(TransisiDitolak, match="belum memuat indikator"):
        services.ajukan(perjanjian=perjanjian, oleh=perencana)
