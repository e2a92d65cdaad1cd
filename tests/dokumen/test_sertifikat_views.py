"""Akun saya › Tanda tangan: making, renewing and revoking the own certificate."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun import faktor
from dokumen.models import Otoritas, Sertifikat
from dokumen.tandatangan import ca
from dokumen.tandatangan.antarmuka import Rahasia
from jejak.models import Jejak
from tests import pabrik
from tests.akun.conftest import kode_kini
from tests.tanda import FRASA, beri_sertifikat

HALAMAN, BUAT, CABUT = "/akun/tanda-tangan/", "/akun/tanda-tangan/buat/", "/akun/tanda-tangan/cabut/"


def teks(jawaban, kode=200):
    assert jawaban.status_code == kode, jawaban.status_code
    return jawaban.content.decode()


def buat(client, *, alamat=BUAT, **ubah):
    return client.post(alamat, {"sandi": pabrik.SANDI, "frasa": FRASA, "ulangi": FRASA} | ubah)


def test_making_one_takes_one_form(client, kepala_unit):
    client.force_login(kepala_unit)
    assert BUAT in teks(client.get(HALAMAN))
    assert buat(client).url == HALAMAN
    assert "Dapat dipakai" in teks(client.get(HALAMAN))


def test_the_certificate_names_person_and_nip_and_is_issued_by_ours(client, kepala_unit, satker):
    pejabat = kepala_unit.pejabat
    pejabat.nip, pejabat.gelar_belakang = "197001011990031001", "S.E."
    pejabat.save()
    client.force_login(kepala_unit)
    buat(client)
    sertifikat = Sertifikat.objects.get()
    isi = x509.load_pem_x509_certificate(sertifikat.sertifikat.encode())

    def ruas(oid):
        return isi.subject.get_attributes_for_oid(oid)[0].value

    assert ruas(NameOID.COMMON_NAME) == "Sudirman, S.E."
    assert ruas(NameOID.SERIAL_NUMBER) == "197001011990031001"
    assert ruas(NameOID.ORGANIZATION_NAME) == satker.nama
    isi.verify_directly_issued_by(x509.load_pem_x509_certificate(Otoritas.objects.get().sertifikat.encode()))
    assert 728 <= (sertifikat.sampai - timezone.now()).days <= 730


def test_only_the_passphrase_opens_the_key(client, kepala_unit):
    client.force_login(kepala_unit)
    buat(client)
    s = Sertifikat.objects.get()
    assert ca.buka(s.kunci, Rahasia(FRASA), terikat=s.sidik)
    for salah in (pabrik.SANDI, FRASA.upper(), ca.kunci_pembungkus().buka()):
        with pytest.raises(ca.KunciTakCocok):
            ca.buka(s.kunci, Rahasia(salah), terikat=s.sidik)


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"sandi": "salah"}, "Kata sandi salah"),
        ({"frasa": "pendek", "ulangi": "pendek"}, "paling sedikit 12 karakter"),
        ({"ulangi": "lain sama sekali"}, "Kedua frasa sandi tidak sama"),
        ({"frasa": pabrik.SANDI, "ulangi": pabrik.SANDI}, "harus lain dari kata sandi akun"),
        ({"frasa": "123456789012", "ulangi": "123456789012"}, "angka"),
    ],
)
def test_a_weak_or_unproven_passphrase_is_refused(client, kepala_unit, ubah, kata):
    client.force_login(kepala_unit)
    jawaban = buat(client, **ubah)
    assert kata in jawaban.content.decode()
    assert not Sertifikat.objects.exists()


def test_who_has_a_second_factor_needs_its_code(client, kepala_unit):
    perangkat = faktor.siapkan(kepala_unit)
    faktor.pasang(kepala_unit, perangkat)
    client.force_login(kepala_unit)
    assert 'name="kode"' in client.get(BUAT).content.decode()
    buat(client, kode="000000")
    assert not Sertifikat.objects.exists()
    perangkat.refresh_from_db()
    perangkat.throttle_reset()
    buat(client, kode=kode_kini(perangkat))
    assert Sertifikat.objects.exists()


def test_the_way_back_leads_to_own_addresses_only(client, kepala_unit):
    client.force_login(kepala_unit)
    assert buat(client, lanjut="/654340/2024/perjanjian/7/").url == "/654340/2024/perjanjian/7/"
    for asing in ("https://contoh.test/", "//contoh.test/", "javascript:alert(1)"):
        assert buat(client, lanjut=asing).url == HALAMAN


def test_renewing_revokes_the_old_one_and_forgets_its_key(client, kepala_unit):
    lama = beri_sertifikat(kepala_unit)
    client.force_login(kepala_unit)
    buat(client)
    lama.refresh_from_db()
    assert (lama.alasan_cabut, lama.kunci) == ("diganti", "")
    assert lama.dicabut_pada is not None
    assert Sertifikat.objects.dipegang(kepala_unit.pejabat_id) != lama


def test_revoking_asks_why_and_for_the_password(client, kepala_unit):
    sertifikat = beri_sertifikat(kepala_unit)
    client.force_login(kepala_unit)
    client.post(CABUT, {"alasan": "bocor", "sandi": "salah"})
    sertifikat.refresh_from_db()
    assert sertifikat.dicabut_pada is None
    client.post(CABUT, {"alasan": "bocor", "sandi": pabrik.SANDI})
    sertifikat.refresh_from_db()
    assert (sertifikat.alasan_cabut, sertifikat.kunci) == ("bocor", "")
    assert "Frasa sandi mungkin diketahui orang lain" in teks(client.get(HALAMAN))


def test_each_act_leaves_a_trail(client, kepala_unit):
    client.force_login(kepala_unit)
    buat(client)
    client.post(CABUT, {"alasan": "bocor", "sandi": pabrik.SANDI})
    kata = " ".join(Jejak.objects.values_list("keterangan", flat=True))
    assert "Sertifikat tanda tangan dibuat" in kata
    assert "Sertifikat tanda tangan dicabut" in kata


def test_the_trail_holds_neither_key_nor_passphrase(client, kepala_unit):
    client.force_login(kepala_unit)
    buat(client)
    isi = repr(list(Jejak.objects.values()))
    assert Sertifikat.objects.get().kunci not in isi
    assert Otoritas.objects.get().kunci not in isi
    assert FRASA not in isi


def test_who_signs_nothing_is_told_and_cannot_make_one(client, perencana):
    client.force_login(perencana)
    assert "Anda tidak menandatangani dokumen" in teks(client.get(HALAMAN))
    assert client.get(BUAT).url == HALAMAN
    assert buat(client).url == HALAMAN
    assert not Sertifikat.objects.exists()


def test_an_ended_certificate_is_shown_as_such_with_renewing_first(client, kepala_unit):
    beri_sertifikat(kepala_unit)
    Sertifikat.objects.update(sampai=timezone.now() - timedelta(days=1))
    client.force_login(kepala_unit)
    isi = teks(client.get(HALAMAN))
    assert "sudah berakhir" in isi
    assert "Tidak dapat dipakai" in isi


def test_one_that_ends_soon_asks_to_be_renewed(client, kepala_unit):
    beri_sertifikat(kepala_unit)
    Sertifikat.objects.update(sampai=timezone.now() + timedelta(days=30))
    client.force_login(kepala_unit)
    assert "Segera berakhir" in teks(client.get(HALAMAN))


def test_who_left_office_can_still_revoke(client, kepala_unit):
    beri_sertifikat(kepala_unit)
    kepala_unit.pejabat.penugasan.update(selesai=timezone.localdate() - timedelta(days=1))
    client.force_login(kepala_unit)
    assert client.get(BUAT).url == HALAMAN
    client.post(CABUT, {"alasan": "tidak_dipakai", "sandi": pabrik.SANDI})
    assert Sertifikat.objects.dipegang(kepala_unit.pejabat_id) is None


def test_the_database_allows_one_held_certificate(kepala_unit):
    s = beri_sertifikat(kepala_unit)
    s.pk, s.sidik = None, "1" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        s.save()
