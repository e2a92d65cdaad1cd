"""Role × act × status of a realisasi."""

import pytest
from django.core.exceptions import PermissionDenied

from capaian.enums import StatusRealisasi as S
from capaian.models import Realisasi
from sakip.alur import TransisiDitolak

# Written by hand, not read from ALUR.
PASANGAN_SAH = {
    ("ajukan", S.DRAF, S.DIAJUKAN),
    ("ajukan", S.DIKEMBALIKAN, S.DIAJUKAN),
    ("verifikasi", S.DIAJUKAN, S.DIVERIFIKASI),
    ("kembalikan", S.DIAJUKAN, S.DIKEMBALIKAN),
    ("kembalikan", S.DIVERIFIKASI, S.DIKEMBALIKAN),
    ("setujui", S.DIVERIFIKASI, S.DISETUJUI),
}
PELAKU = {
    "ajukan": {"perencana", "kepala_unit", "sekretaris", "admin_satker"},
    "verifikasi": {"perencana", "verifikator", "sekretaris", "pimpinan"},
    "kembalikan": {"perencana", "verifikator", "sekretaris", "pimpinan"},
    "setujui": {"sekretaris", "pimpinan"},
}
SEMUA_ORANG = [
    *("perencana", "kepala_unit", "sekretaris", "pimpinan", "admin_satker"),
    *("admin_pusat", "verifikator", "pembaca", "orang_lain"),
]


def lakukan(realisasi, tindakan, oleh):
    if tindakan == "kembalikan":
        realisasi.kembalikan(oleh=oleh, catatan="Lampirkan bukti.")
    else:
        getattr(realisasi, tindakan)(oleh=oleh)


def test_alur_holds_exactly_the_legal_pairs():
    assert {(n, asal, t.tujuan) for n, t in Realisasi.ALUR.items() for asal in t.asal} == PASANGAN_SAH


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("tindakan", list(PELAKU))
def test_each_act_is_done_by_the_right_person_in_the_right_status_only(realisasi, request, tindakan, status):
    Realisasi.objects.filter(pk=realisasi.pk).update(diisi_oleh=None)  # the perencana may check what is not the own
    tujuan = {(n, asal): ke for n, asal, ke in PASANGAN_SAH}.get((tindakan, status))
    for nama in SEMUA_ORANG:
        Realisasi.objects.filter(pk=realisasi.pk).update(status=status)
        realisasi.refresh_from_db()
        orang = request.getfixturevalue(nama)
        boleh = tujuan is not None and nama in PELAKU[tindakan]
        assert (tindakan in {t.nama for t in realisasi.tindakan_untuk(orang)}) is boleh, (nama, tindakan, status)
        if boleh:
            lakukan(realisasi, tindakan, orang)
            assert realisasi.status == tujuan
        else:
            with pytest.raises((PermissionDenied, TransisiDitolak)):
                lakukan(realisasi, tindakan, orang)


@pytest.mark.parametrize(("tindakan", "status"), [("verifikasi", S.DIAJUKAN), ("setujui", S.DIVERIFIKASI)])
@pytest.mark.parametrize("siapa", ["diisi_oleh", "disunting_oleh", "diisi_atas_nama"])
def test_nobody_checks_the_own_entry(realisasi, sekretaris, siapa, tindakan, status):
    sendiri = sekretaris.penugasan_kini().get() if siapa == "diisi_atas_nama" else sekretaris
    Realisasi.objects.filter(pk=realisasi.pk).update(status=status, **{siapa: sendiri})
    realisasi.refresh_from_db()
    assert {t.nama for t in realisasi.tindakan_untuk(sekretaris)} == {"kembalikan"}
    with pytest.raises(PermissionDenied):
        getattr(realisasi, tindakan)(oleh=sekretaris)


def test_second_of_two_approvals_is_told_the_present_status(realisasi, sekretaris):
    Realisasi.objects.filter(pk=realisasi.pk).update(status=S.DIVERIFIKASI)
    satu, dua = Realisasi.objects.get(pk=realisasi.pk), Realisasi.objects.get(pk=realisasi.pk)
    satu.setujui(oleh=sekretaris)
    with pytest.raises(TransisiDitolak, match="sekarang “Disetujui”"):
        dua.setujui(oleh=sekretaris)
    assert realisasi.riwayat.count() == 1
