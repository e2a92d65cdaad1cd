"""Pages of signing: the panel beside the paper, several at once, ink on paper, the signed file."""

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akun.models import Jatah
from dokumen.models import DokumenBertanda, Sertifikat, TandaTangan
from dokumen.tandatangan.internal import cabut
from perjanjian import services
from perjanjian.models import PerjanjianKinerja
from tests import pabrik
from tests.dokumen.bangku_tanda import kertas  # noqa: F401  # fixture
from tests.tanda import FRASA, ajukan, ambil, beri_sertifikat, isi, tandai

TEMPAT = {"kode": "654340", "tahun": 2024}


@pytest.fixture(autouse=True)
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def diajukan(perjanjian, perencana, kepala_unit, sekretaris):
    beri_sertifikat(kepala_unit, sekretaris)
    return ajukan(perjanjian, perencana)


def alamat(nama, pk=None, **kwargs):
    return reverse(f"perjanjian:{nama}", kwargs=TEMPAT | ({"pk": pk} if pk else {}) | kwargs)


def teks(jawaban, kode=200):
    assert jawaban.status_code == kode, jawaban.status_code
    return jawaban.content.decode().replace("\xa0", " ")


def kirim_tanda(client, orang, p, tindakan="tandatangani", frasa=FRASA, sidik=None):
    client.force_login(orang)
    data = {"frasa": frasa, "sidik": ambil(p).sidik_isi() if sidik is None else sidik}
    return client.post(alamat("tindakan", p.pk, tindakan=tindakan), data, follow=True)


# --- One paper -----------------------------------------------------------------------------------------------------


def test_signing_from_the_page_says_what_the_paper_is_now(client, diajukan, kepala_unit, sekretaris):
    isi_halaman = teks(kirim_tanda(client, kepala_unit, diajukan))
    assert "Perjanjian kinerja ditandatangani. Sekarang: Ditandatangani pihak pertama." in isi_halaman
    isi_halaman = teks(kirim_tanda(client, sekretaris, diajukan, "setujui"))
    assert "Sekarang: Berlaku." in isi_halaman
    assert isi_halaman.count("Ditandatangani secara elektronik") == 4  # letter and annex, two parties
    assert "Unduh PDF bertanda tangan" in isi_halaman


def test_wrong_passphrase_comes_back_at_its_field_and_is_not_echoed(client, diajukan, kepala_unit):
    isi_halaman = teks(kirim_tanda(client, kepala_unit, diajukan, frasa="bukan itu frasanya"), 422)
    assert "Frasa sandi salah. Tidak ada yang ditandatangani." in isi_halaman
    assert "bukan itu" not in isi_halaman
    assert ambil(diajukan).status == "diajukan"


def test_empty_passphrase_counts_as_no_guess(client, diajukan, kepala_unit):
    assert "Ketik frasa sandi" in teks(kirim_tanda(client, kepala_unit, diajukan, frasa=""), 422)
    assert not Jatah.objects.exists()


def test_a_changed_paper_is_told_and_not_signed(client, diajukan, kepala_unit):
    isi_halaman = teks(kirim_tanda(client, kepala_unit, diajukan, sidik="lama"))
    assert "Isi perjanjian berubah sejak Anda membukanya" in isi_halaman
    assert not TandaTangan.objects.exists()


def test_without_a_certificate_the_page_leads_to_making_one_and_back(client, perjanjian, perencana, kepala_unit):
    ajukan(perjanjian, perencana)
    client.force_login(kepala_unit)
    isi_halaman = teks(client.get(alamat("detail", perjanjian.pk)))
    assert f"/akun/tanda-tangan/buat/?lanjut={alamat('detail', perjanjian.pk)}" in isi_halaman
    assert 'name="frasa"' not in isi_halaman


def test_a_person_whose_turn_it_is_not_sees_no_field(client, diajukan, sekretaris, perencana):
    for orang in (sekretaris, perencana):
        client.force_login(orang)
        assert 'name="frasa"' not in teks(client.get(alamat("detail", diajukan.pk)))


def test_paper_signed_before_is_shown_as_signed_outside(client, perjanjian, pembaca):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="berlaku", tanggal="2024-01-02")
    client.force_login(pembaca)
    isi_halaman = teks(client.get(alamat("detail", perjanjian.pk)))
    assert "Ditandatangani di luar sistem" in isi_halaman
    assert "secara elektronik" not in isi_halaman.replace("Tidak ada tanda tangan elektronik", "")
    assert "Ditandatangani di luar sistem" in teks(client.get(alamat("daftar")))


def test_returning_tells_that_the_signed_file_is_withdrawn(client, diajukan, kepala_unit, sekretaris):
    tandai(diajukan, kepala_unit)
    client.force_login(sekretaris)
    assert "akan ditarik" in teks(client.get(alamat("detail", diajukan.pk)))
    client.post(alamat("tindakan", diajukan.pk, tindakan="kembalikan"), {"catatan": "Perbaiki"})
    assert DokumenBertanda.objects.get().ditarik
    assert "Unduh PDF bertanda tangan" not in teks(client.get(alamat("detail", diajukan.pk)))


# --- The file ------------------------------------------------------------------------------------------------------


def test_the_signed_file_is_an_attachment_of_those_who_see_the_paper(client, diajukan, kepala_unit, pembaca):
    tanda = tandai(diajukan, kepala_unit)
    client.force_login(pembaca)
    jawaban = client.get(alamat("berkas", diajukan.pk))
    assert b"".join(jawaban.streaming_content) == isi(tanda)
    assert jawaban["Content-Disposition"].startswith('attachment; filename="Perjanjian-Kinerja-2024-654340-')
    assert "sandbox" in jawaban["Content-Security-Policy"]


def test_a_paper_without_signatures_has_no_file(client, diajukan, pembaca):
    client.force_login(pembaca)
    assert client.get(alamat("berkas", diajukan.pk)).status_code == 404


# --- Several at once -----------------------------------------------------------------------------------------------


@pytest.fixture
def banyak(perjanjian, perencana, jabatan_sekretaris, sekretaris):
    """Three papers that wait for the sekretaris as second party."""
    daftar = [perjanjian]
    for n in range(2):
        bawah = pabrik.PenugasanFactory(jabatan__unit=perjanjian.unit, jabatan__nama=f"Kepala Subbagian {n}")
        p = pabrik.PerjanjianFactory(unit=perjanjian.unit, pihak_pertama=bawah, pihak_kedua=jabatan_sekretaris)
        pabrik.IndikatorPerjanjianFactory(sasaran=pabrik.SasaranPerjanjianFactory(perjanjian=p))
        pabrik.PenggunaFactory(satker=p.satker, pejabat=bawah.pejabat, username=f"kasubbag{n}", peran="pembaca")
        daftar.append(p)
    for p in daftar:
        ajukan(p, perencana)
        orang = p.pihak_pertama.pejabat.pengguna
        beri_sertifikat(orang)
        tandai(p, orang)
    beri_sertifikat(sekretaris)
    return [ambil(p) for p in daftar]


def kirim_semua(client, daftar, frasa=FRASA):
    data = {"pilih": [p.pk for p in daftar], "frasa": frasa} | {f"sidik-{p.pk}": p.sidik_isi() for p in daftar}
    return client.post(alamat("menunggu"), data)


def test_the_list_shows_what_waits_for_me_and_in_which_role(client, banyak, sekretaris):
    client.force_login(sekretaris)
    isi_halaman = teks(client.get(alamat("menunggu")))
    assert isi_halaman.count("Anda pihak kedua") == 3
    assert isi_halaman.count('name="pilih"') == 3


def test_one_post_signs_all_that_were_chosen(client, banyak, sekretaris):
    client.force_login(sekretaris)
    isi_halaman = teks(kirim_semua(client, banyak[:2]))
    assert "2 dari 2 perjanjian ditandatangani." in isi_halaman
    assert [ambil(p).status for p in banyak] == ["berlaku", "berlaku", "ditandatangani"]


def test_a_failure_stops_nothing_else(client, banyak, sekretaris):
    banyak[1].anggaran.create(urut=9, uraian="Disusupkan")
    client.force_login(sekretaris)
    isi_halaman = teks(kirim_semua(client, banyak))
    assert "2 dari 3 perjanjian ditandatangani." in isi_halaman
    assert "berubah sejak Anda membukanya" in isi_halaman
    assert [ambil(p).status for p in banyak] == ["berlaku", "ditandatangani", "berlaku"]


def test_a_wrong_passphrase_ends_the_run_and_counts_once(client, banyak, sekretaris):
    client.force_login(sekretaris)
    assert "Frasa sandi salah" in teks(kirim_semua(client, banyak, "bukan itu frasanya"), 422)
    assert Jatah.objects.get(kunci=f"ttd-frasa:{sekretaris.pk}").jumlah == 1
    assert {ambil(p).status for p in banyak} == {"ditandatangani"}


def test_nothing_chosen_is_told(client, banyak, sekretaris):
    client.force_login(sekretaris)
    assert "Pilih paling sedikit satu perjanjian" in teks(kirim_semua(client, []), 422)


def test_the_script_signs_one_paper_and_hears_what_became_of_it(client, banyak, sekretaris):
    client.force_login(sekretaris)
    p = banyak[0]
    tujuan = alamat("tanda_satu", p.pk)
    salah = client.post(tujuan, {"frasa": "bukan itu frasanya", f"sidik-{p.pk}": p.sidik_isi()})
    assert (salah.status_code, json.loads(salah.content)["hasil"]) == (422, "frasa")
    basi = client.post(tujuan, {"frasa": FRASA, f"sidik-{p.pk}": "lama"})
    assert (basi.status_code, json.loads(basi.content)["hasil"]) == (409, "gagal")
    beres = client.post(tujuan, {"frasa": FRASA, f"sidik-{p.pk}": p.sidik_isi()})
    assert json.loads(beres.content) == {"hasil": "beres", "pesan": "Sudah ditandatangani: berlaku"}


def test_a_paper_that_no_longer_waits_is_refused(client, banyak, sekretaris):
    tandai(banyak[0], sekretaris, tindakan="setujui")
    client.force_login(sekretaris)
    jawaban = client.post(alamat("tanda_satu", banyak[0].pk), {"frasa": FRASA})
    assert jawaban.status_code in {403, 409}


def test_the_list_needs_the_right_to_sign(client, banyak, perencana):
    client.force_login(perencana)
    assert client.get(alamat("menunggu")).status_code == 403


def test_without_a_certificate_the_list_leads_to_making_one(client, banyak, sekretaris):
    cabut(Sertifikat.objects.get(pejabat=sekretaris.pejabat), "tidak_dipakai")
    client.force_login(sekretaris)
    isi_halaman = teks(client.get(alamat("menunggu")))
    assert "/akun/tanda-tangan/buat/" in isi_halaman
    assert 'name="frasa"' not in isi_halaman


def test_changes_against_the_paper_before_are_shown(client, perjanjian, perencana, kepala_unit):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="berlaku", tanggal="2024-01-02")
    baru = services.buat_perubahan(perjanjian=ambil(perjanjian), oleh=perencana, dasar="strategi", alasan="Revisi DIPA")
    baru.anggaran.update(nilai=5_000)
    ajukan(baru, perencana)
    client.force_login(kepala_unit)
    assert "menjadi </span>5.000" in teks(client.get(alamat("menunggu")))


def test_list_query_count_is_flat(client, banyak, sekretaris):
    client.force_login(sekretaris)

    def jumlah():
        with CaptureQueriesContext(connection) as tercatat:
            client.get(alamat("menunggu"))
        return [q["sql"][:300] for q in tercatat]

    semua = jumlah()
    PerjanjianKinerja.objects.filter(pk=banyak[2].pk).update(status="draf")
    assert len(semua) == len(jumlah()), "\n".join(semua)


def test_the_board_tells_how_many_wait_for_me(client, banyak, sekretaris, pembaca):
    client.force_login(sekretaris)
    assert "Menunggu tanda tangan saya (3)" in teks(client.get(alamat("daftar")))
    client.force_login(pembaca)
    assert "Menunggu tanda tangan saya" not in teks(client.get(alamat("daftar")))


# --- Ink -----------------------------------------------------------------------------------------------------------


def unggah(client, orang, p, isi_berkas, sandi=pabrik.SANDI):
    client.force_login(orang)
    berkas = io.BytesIO(isi_berkas)
    berkas.name = "pindaian.pdf"
    data = {"pindaian": berkas, "sandi": sandi, "sidik": ambil(p).sidik_isi()}
    return client.post(alamat("basah", p.pk), data, follow=True)


def test_a_scan_of_each_signature_puts_the_paper_in_force_marked_as_ink(
    client,
    perjanjian,
    perencana,
    kepala_unit,
    sekretaris,
    kertas,  # noqa: F811
):
    p = ajukan(perjanjian, perencana)
    assert "Pindaian tersimpan" in teks(unggah(client, kepala_unit, p, kertas))
    isi_halaman = teks(unggah(client, sekretaris, p, kertas))
    assert ambil(p).status == "berlaku"
    assert "Ditandatangani basah" in isi_halaman
    assert "Ditandatangani secara elektronik" not in isi_halaman
    assert "Ditandatangani basah" in teks(client.get(alamat("daftar")))
    assert "Ditandatangani basah" in teks(client.get(ambil(p).bertanda.get_absolute_url()))
    assert [t.penyedia for t in TandaTangan.objects.all()] == ["basah", "basah"]


def test_a_scan_needs_the_password(client, perjanjian, perencana, kepala_unit, kertas):  # noqa: F811
    p = ajukan(perjanjian, perencana)
    assert "Kata sandi salah" in teks(unggah(client, kepala_unit, p, kertas, sandi="salah sama sekali"), 422)
    assert ambil(p).status == "diajukan"


def test_what_is_no_pdf_comes_back_at_the_field(client, perjanjian, perencana, kepala_unit):
    p = ajukan(perjanjian, perencana)
    assert "bukan PDF yang dapat dibaca" in teks(unggah(client, kepala_unit, p, b"<html>"), 422)
    assert not DokumenBertanda.objects.exists()


def test_ink_and_electronic_signatures_are_not_mixed(client, diajukan, kepala_unit, sekretaris, kertas):  # noqa: F811
    tandai(diajukan, kepala_unit)
    client.force_login(sekretaris)
    assert "di atas kertas?" not in teks(client.get(alamat("detail", diajukan.pk)))
    isi_halaman = teks(unggah(client, sekretaris, diajukan, kertas), 422)
    assert "Pihak pertama menandatangani secara elektronik" in isi_halaman


def test_after_ink_the_second_party_is_told_to_upload(client, perjanjian, perencana, kepala_unit, sekretaris, kertas):  # noqa: F811
    beri_sertifikat(sekretaris)
    p = ajukan(perjanjian, perencana)
    unggah(client, kepala_unit, p, kertas)
    client.force_login(sekretaris)
    isi_halaman = teks(client.get(alamat("detail", p.pk)))
    assert "Unggah pindaian yang memuat kedua tanda tangan" in isi_halaman
    assert "Unggah pindaian yang memuat" in teks(kirim_tanda(client, sekretaris, p, "setujui"))
    assert ambil(p).status == "ditandatangani"


def test_a_paper_first_signed_elsewhere_can_be_completed_with_a_scan(client, perjanjian, sekretaris, kertas):  # noqa: F811
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="ditandatangani", tanggal="2024-01-02")
    unggah(client, sekretaris, perjanjian, kertas)
    assert ambil(perjanjian).status == "berlaku"
    dokumen = DokumenBertanda.objects.get()
    assert (dokumen.status, dokumen.tanda.get().peran) == ("lengkap", "Pihak Kedua")
