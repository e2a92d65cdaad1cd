"""Signing a perjanjian kinerja: two signatures on one file, each a clear answer or nothing at all."""

import hashlib
import sys
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.db import connection
from django.utils import timezone
from django.views.debug import ExceptionReporter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from akun.models import Jatah
from dokumen.models import DokumenBertanda, Otoritas, Sertifikat, TandaTangan
from dokumen.tandatangan import ca, internal, pembubuhan
from dokumen.tandatangan.antarmuka import BelumSiap, FrasaSalah, GalatTandaTangan, Rahasia
from dokumen.tandatangan.internal import buat_sertifikat, cabut
from dokumen.tandatangan.penahan import Tertahan
from dokumen.tandatangan.services import isi_berkas, sidik_data
from jejak.models import Jejak
from perjanjian.models import PerjanjianKinerja
from sakip.alur import TransisiDitolak
from tests import pabrik
from tests.tanda import FRASA, ajukan, ambil, beri_sertifikat, isi, tandai, teks_pdf


@pytest.fixture
def diajukan(perjanjian, perencana, kepala_unit, sekretaris):
    beri_sertifikat(kepala_unit, sekretaris)
    return ajukan(perjanjian, perencana)


@pytest.fixture
def berdua(diajukan, kepala_unit, sekretaris):
    """Both signatures, in order."""
    return [tandai(diajukan, kepala_unit), tandai(diajukan, sekretaris, tindakan="setujui")]


def berkas_di(settings):
    return [b for b in (settings.MEDIA_ROOT / "dokumen" / "bertanda").rglob("*") if b.is_file()]


@pytest.fixture(autouse=True)
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


# --- The file ------------------------------------------------------------------------------------------------------


def periksa_pyhanko(isi_pdf):
    """What pyHanko's own validator says, trusting our authority and nothing else."""
    akar = pembubuhan.baca_sertifikat(Otoritas.objects.get().sertifikat.encode())
    konteks = ValidationContext(trust_roots=[akar], allow_fetching=False)
    pembaca = PdfFileReader(BytesIO(isi_pdf))
    return [validate_pdf_signature(t, konteks) for t in pembaca.embedded_signatures]


def test_both_signatures_validate_in_pyhanko_and_the_first_stays_valid_after_the_second(berdua):
    satu, dua = (periksa_pyhanko(isi(t)) for t in berdua)
    assert [s.bottom_line for s in satu] == [True]
    assert [s.bottom_line for s in dua] == [True, True]
    assert [s.signing_cert.subject.native["common_name"] for s in dua] == ["Sudirman", "Kemas Mohammad Ajir"]


def test_the_file_of_the_first_signature_is_the_beginning_of_the_second(berdua):
    satu, dua = map(isi, berdua)
    assert dua.startswith(satu)
    assert len(dua) > len(satu)


def test_the_first_signature_certifies_and_allows_further_ones_only(berdua):
    for tanda in berdua:
        pembaca = PdfFileReader(BytesIO(isi(tanda)))
        izin = pembaca.embedded_signatures[0].docmdp_level
        assert izin.value == 2  # FILL_FORMS


def test_the_paper_shows_name_office_time_and_where_to_check(berdua, perjanjian):
    teks = teks_pdf(isi(berdua[1]))
    assert teks.count("Ditandatangani secara elektronik oleh") == 2
    assert f"{timezone.localdate().year} pukul" in teks
    assert "https://sakip.contoh.test/verifikasi/" in teks


def test_blocks_stand_beside_each_other_on_the_letter(berdua):
    kotak = [m["kotak"] for m in DokumenBertanda.objects.get().medan]
    assert [k["halaman"] for k in kotak] == [0, 0]
    assert kotak[0]["y0"] == kotak[1]["y0"]
    assert kotak[0]["x0"] >= kotak[1]["x1"]  # the first party at right, as printed
    assert kotak[0]["x1"] <= 595 - 60


def test_hashes_of_file_and_data_are_frozen_in_the_rows(berdua):
    satu, dua = TandaTangan.objects.order_by("urut")
    assert satu.sha256_sesudah == hashlib.sha256(isi(satu)).hexdigest()
    assert dua.sha256_sebelum == satu.sha256_sesudah
    assert dua.sha256_sesudah == hashlib.sha256(isi(dua)).hexdigest()
    dokumen = DokumenBertanda.objects.get()
    assert dokumen.sha256_data == sidik_data(dokumen.data)
    assert dokumen.data["pertama"]["nama"] == "Sudirman"
    assert (dokumen.status, dokumen.jumlah_penanda) == ("lengkap", 2)


def test_rows_say_who_in_which_office_when_and_with_which_certificate(berdua, kepala_unit, sekretaris):
    baris = [(t.oleh, t.nama, t.jabatan, t.peran, t.penyedia) for t in TandaTangan.objects.order_by("urut")]
    assert baris == [
        (kepala_unit, "Sudirman", "Kepala bagian", "Pihak Pertama", "internal"),
        (sekretaris, "Kemas Mohammad Ajir", "Sekretaris", "Pihak Kedua", "internal"),
    ]
    assert berdua[0].sidik_sertifikat == Sertifikat.objects.get(pejabat=kepala_unit.pejabat).sidik


def test_time_is_printed_in_the_zone_of_the_office(diajukan, kepala_unit, satker):
    satker.zona_waktu = "WIT"
    satker.save()
    tanda = tandai(diajukan, kepala_unit)
    assert " WIT" in teks_pdf(isi(tanda))


# --- Clear answers -------------------------------------------------------------------------------------------------


def tetap(perjanjian, status, settings):
    perjanjian.refresh_from_db()
    assert perjanjian.status == status
    assert berkas_di(settings) == []
    assert not TandaTangan.objects.exists()
    assert not DokumenBertanda.objects.exists()


def test_wrong_passphrase_signs_nothing(diajukan, kepala_unit, settings):
    with pytest.raises(FrasaSalah, match=r"Frasa sandi salah\. Tidak ada yang ditandatangani"):
        tandai(diajukan, kepala_unit, frasa="bukan itu frasanya")
    tetap(diajukan, "diajukan", settings)


def test_sixth_guess_is_not_even_looked_at(diajukan, kepala_unit, monkeypatch):
    for _ in range(5):
        with pytest.raises(FrasaSalah):
            tandai(diajukan, kepala_unit, frasa="bukan itu frasanya")
    monkeypatch.setattr(ca, "buka", lambda *_, **__: pytest.fail("diperiksa"))
    with pytest.raises(Tertahan, match="ditahan 15 menit"):
        tandai(diajukan, kepala_unit)


def test_a_right_passphrase_forgives_the_wrong_ones(diajukan, kepala_unit, sekretaris):
    for _ in range(4):
        with pytest.raises(FrasaSalah):
            tandai(diajukan, kepala_unit, frasa="bukan itu frasanya")
    tandai(diajukan, kepala_unit)
    assert not Jatah.objects.filter(kunci=f"ttd-frasa:{kepala_unit.pk}").exists()


def test_a_refusal_that_is_not_about_the_passphrase_counts_as_no_guess(diajukan, kepala_unit, monkeypatch):
    monkeypatch.setattr(pembubuhan, "tandatangani", lambda *_, **__: (_ for _ in ()).throw(GalatTandaTangan("lain")))
    with pytest.raises(GalatTandaTangan):
        tandai(diajukan, kepala_unit)
    assert Jatah.objects.get(kunci=f"ttd-frasa:{kepala_unit.pk}").jumlah == 0


def test_without_a_certificate_the_person_is_told_where_to_get_one(perjanjian, perencana, kepala_unit, settings):
    ajukan(perjanjian, perencana)
    with pytest.raises(BelumSiap, match="belum mempunyai tanda tangan elektronik"):
        tandai(perjanjian, kepala_unit)
    tetap(perjanjian, "diajukan", settings)


def test_expired_certificate_is_refused_before_signing(diajukan, kepala_unit, settings):
    Sertifikat.objects.filter(pejabat=kepala_unit.pejabat).update(sampai=timezone.now() - timedelta(minutes=1))
    with pytest.raises(BelumSiap, match="sudah berakhir"):
        tandai(diajukan, kepala_unit)
    tetap(diajukan, "diajukan", settings)


def test_revoked_certificate_cannot_sign(diajukan, kepala_unit, settings):
    cabut(Sertifikat.objects.get(pejabat=kepala_unit.pejabat), "bocor")
    with pytest.raises(BelumSiap):
        tandai(diajukan, kepala_unit)
    tetap(diajukan, "diajukan", settings)


def test_signing_twice_is_told_and_leaves_one_signature(diajukan, kepala_unit):
    tandai(diajukan, kepala_unit)
    with pytest.raises(TransisiDitolak, match="status dokumen ini sekarang “Ditandatangani pihak pertama”"):
        tandai(diajukan, kepala_unit)
    assert TandaTangan.objects.count() == 1


def test_a_paper_changed_since_it_was_read_is_not_signed(diajukan, kepala_unit, settings):
    sidik = diajukan.sidik_isi()
    diajukan.sasaran.update(uraian="Sasaran lain")
    with pytest.raises(TransisiDitolak, match="berubah sejak Anda membukanya"):
        tandai(diajukan, kepala_unit, sidik=sidik)
    tetap(diajukan, "diajukan", settings)


def test_a_paper_changed_while_it_is_being_signed_is_not_signed(diajukan, kepala_unit, settings, monkeypatch):
    asli = internal.PenyediaInternal.bubuhkan

    def sela(self, permintaan, rahasia):
        diajukan.sasaran.get().indikator.update(uraian="Diubah orang lain", versi=99)
        return asli(self, permintaan, rahasia)

    monkeypatch.setattr(internal.PenyediaInternal, "bubuhkan", sela)
    with pytest.raises(GalatTandaTangan, match="berubah sejak Anda membukanya"):
        tandai(diajukan, kepala_unit)
    tetap(diajukan, "diajukan", settings)


def test_second_party_does_not_sign_a_paper_whose_rows_changed_after_the_first(diajukan, kepala_unit, sekretaris):
    tandai(diajukan, kepala_unit)
    diajukan.anggaran.update(nilai=1, versi=99)
    with pytest.raises(GalatTandaTangan, match="berubah"):
        tandai(diajukan, sekretaris, tindakan="setujui")
    assert TandaTangan.objects.count() == 1


def test_second_party_does_not_sign_a_file_that_was_replaced_on_the_disk(diajukan, kepala_unit, sekretaris):
    tanda = tandai(diajukan, kepala_unit)
    with open(tanda.berkas.path, "ab") as berkas:
        berkas.write(b"\n")
    with pytest.raises(GalatTandaTangan, match="hilang atau berubah di tempat penyimpanan"):
        tandai(diajukan, sekretaris, tindakan="setujui")


def test_holder_who_left_office_today_does_not_sign(diajukan, kepala_unit, settings):
    pihak = diajukan.pihak_pertama
    pabrik.PenugasanFactory(jabatan=pihak.jabatan, pejabat=pihak.pejabat, status="plt")  # keeps the role
    pihak.selesai = timezone.localdate() - timedelta(days=1)
    pihak.save()
    with pytest.raises(PermissionDenied):
        tandai(diajukan, kepala_unit)
    tetap(diajukan, "diajukan", settings)


def test_first_signature_given_elsewhere_leaves_no_file_for_the_second(perjanjian, sekretaris):
    beri_sertifikat(sekretaris)
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="ditandatangani", tanggal="2024-01-02")
    with pytest.raises(GalatTandaTangan, match="di luar sistem"):
        tandai(perjanjian, sekretaris, tindakan="setujui")


def test_a_renewed_certificate_signs_and_the_old_signature_stays_valid(diajukan, kepala_unit, sekretaris):
    tandai(diajukan, kepala_unit)
    buat_sertifikat(kepala_unit.pejabat, Rahasia(FRASA))
    dua = tandai(diajukan, sekretaris, tindakan="setujui")
    assert [s.bottom_line for s in periksa_pyhanko(isi(dua))] == [True, True]


# --- Coming back ---------------------------------------------------------------------------------------------------


def test_returned_after_the_first_signature_the_file_is_withdrawn_and_kept(diajukan, kepala_unit, sekretaris):
    tanda = tandai(diajukan, kepala_unit)
    ambil(diajukan).kembalikan(oleh=sekretaris, catatan="Target keliru")
    dokumen = DokumenBertanda.objects.get()
    assert (dokumen.status, dokumen.alasan_batal) == ("batal", "Target keliru")
    assert isi_berkas(dokumen) == isi(tanda)
    assert ambil(diajukan).bertanda is None


def test_a_new_first_signature_makes_a_new_file_that_replaces_the_withdrawn_one(
    diajukan, perencana, kepala_unit, sekretaris
):
    tandai(diajukan, kepala_unit)
    ambil(diajukan).kembalikan(oleh=sekretaris, catatan="Target keliru")
    ajukan(ambil(diajukan), perencana)
    tandai(diajukan, kepala_unit)
    baru = ambil(diajukan).bertanda
    assert baru.menggantikan.status == "batal"
    assert (DokumenBertanda.objects.count(), baru.tanda.count(), baru.status) == (2, 1, "berjalan")


# --- Secrets -------------------------------------------------------------------------------------------------------


def test_the_passphrase_stands_in_no_table(berdua, kepala_unit):
    with connection.cursor() as kursor:
        for model in apps.get_models():
            kursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            assert FRASA not in repr(kursor.fetchall()), model


def test_a_wrong_guess_leaves_a_trail_without_the_passphrase(diajukan, kepala_unit):
    with pytest.raises(FrasaSalah) as galat:
        tandai(diajukan, kepala_unit, frasa="bukan itu frasanya")
    assert Jejak.objects.filter(keterangan="Frasa sandi tanda tangan salah").exists()
    assert "bukan itu" not in repr(list(Jejak.objects.values())) + str(galat.value)


def test_an_error_report_shows_no_passphrase(diajukan, kepala_unit, client, monkeypatch):
    laporan = []

    def catat(request, **_):
        laporan.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    monkeypatch.setattr(pembubuhan, "tandatangani", lambda *_, **__: 1 / 0)
    client.force_login(kepala_unit)
    client.raise_request_exception = False
    got_request_exception.connect(catat)
    try:
        data = {"sidik": diajukan.sidik_isi(), "frasa": FRASA}
        jawaban = client.post(f"{diajukan.get_absolute_url()}tandatangani/", data)
    finally:
        got_request_exception.disconnect(catat)
    assert jawaban.status_code == 500
    assert "ZeroDivisionError" in laporan[0]
    assert FRASA not in laporan[0]
