"""An act carries the version that was looked at: what was changed since is not checked unread."""

from decimal import Decimal

import pytest

from capaian import services_periksa
from capaian.models import Realisasi
from sakip.alur import DiubahSejakDilihat, TransisiDitolak
from tests import pabrik


@pytest.fixture
def diajukan(realisasi):
    Realisasi.objects.filter(pk=realisasi.pk).update(status="diajukan")
    realisasi.refresh_from_db()
    return realisasi


def ubah_dan_ajukan_lagi(realisasi, oleh, **nilai):
    """Between the look and the act: returned, edited, submitted again."""
    kini = Realisasi.objects.get(pk=realisasi.pk)
    kini.simpan_versi(kini.versi, disunting_oleh=oleh, **nilai)


@pytest.mark.parametrize("tindakan", ["verifikasi", "kembalikan"])
def test_what_was_changed_since_is_refused_and_told(diajukan, sekretaris, perencana, tindakan):
    dilihat = Realisasi.objects.get(pk=diajukan.pk)
    ubah_dan_ajukan_lagi(diajukan, perencana, nilai=Decimal(70), hambatan="Banjir")
    with pytest.raises(DiubahSejakDilihat) as galat:
        services_periksa.tindak_realisasi(dilihat, tindakan, oleh=sekretaris, catatan="Perbaiki", versi=dilihat.versi)
    pesan = str(galat.value).replace("\xa0", " ")
    assert "diubah sejak Anda melihatnya oleh perencana: Realisasi 76 % → 70 %; Hambatan – → Banjir." in pesan
    assert Realisasi.objects.get().status == "diajukan"
    assert not diajukan.riwayat.exists()


def test_a_change_that_was_taken_back_is_told_without_a_difference(diajukan, sekretaris, perencana):
    ubah_dan_ajukan_lagi(diajukan, perencana, nilai=Decimal(70))
    ubah_dan_ajukan_lagi(diajukan, perencana, nilai=Decimal(76))
    with pytest.raises(DiubahSejakDilihat, match=r"oleh perencana\. Periksa lagi"):
        services_periksa.tindak_realisasi(diajukan, "verifikasi", oleh=sekretaris, versi=1)


def test_the_seen_version_goes_through(diajukan, sekretaris):
    services_periksa.tindak_realisasi(diajukan, "verifikasi", oleh=sekretaris, versi=diajukan.versi)
    assert diajukan.status == "diverifikasi"


def test_another_status_is_told_as_such(diajukan, sekretaris, perencana):
    dilihat = Realisasi.objects.get(pk=diajukan.pk)
    diajukan.kembalikan(oleh=sekretaris, catatan="Perbaiki")
    ubah_dan_ajukan_lagi(diajukan, perencana, nilai=Decimal(70))
    with pytest.raises(TransisiDitolak, match="sekarang “Dikembalikan”") as galat:
        services_periksa.tindak_realisasi(dilihat, "verifikasi", oleh=sekretaris, versi=dilihat.versi)
    assert not isinstance(galat.value, DiubahSejakDilihat)


def test_all_at_once_does_only_what_was_seen(diajukan, pengukuran, satker, sekretaris, perencana):
    lain = pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, nilai=Decimal(6), status="diajukan")
    tempat = {"satker": satker, "tahun": 2024, "triwulan": 1, "tindakan": "verifikasi", "oleh": sekretaris}
    assert services_periksa.tindak_triwulan(**tempat, versi={}).banyak == 0
    ubah_dan_ajukan_lagi(diajukan, perencana, nilai=Decimal(70))
    hasil = services_periksa.tindak_triwulan(**tempat, versi={diajukan.pk: 1, lain.pk: 1})
    assert hasil.banyak == 1
    assert [t.startswith("1.1: Realisasi ini diubah sejak Anda melihatnya") for t in hasil.tertahan] == [True]
    assert dict(Realisasi.objects.values_list("pk", "status")) == {diajukan.pk: "diajukan", lain.pk: "diverifikasi"}
