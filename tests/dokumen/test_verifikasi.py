"""The public answer: by QR code and by the file, for files that were touched, withdrawn, replaced or never ours."""

import io
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from akun.models import Jatah
from dokumen.models import DokumenBertanda, Otoritas, Sertifikat, TandaTangan
from dokumen.tandatangan import verifikasi, views_verifikasi
from dokumen.tandatangan.internal import akar_internal, cabut, putar_otoritas
from dokumen.tandatangan.pemeriksaan import periksa
from dokumen.tandatangan.verifikasi import Putusan, periksa_berkas, periksa_dokumen
from perjanjian import services
from tests.perjanjian.conftest import (  # noqa: F401  # fixtures
    jabatan_kabag,
    jabatan_ketua,
    jabatan_sekretaris,
    perjanjian,
)
from tests.tanda import ajukan, ambil, beri_sertifikat, isi, tandai

UNGGAH = "/verifikasi/"


@pytest.fixture(autouse=True)
def di_sini(monkeypatch):
    """Examine in this process; that the process beside it answers the same has a test of its own."""
    monkeypatch.setattr(verifikasi, "periksa_terpisah", lambda b: periksa(b, verifikasi.akar_tepercaya()))


@pytest.fixture
def berdua(perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    beri_sertifikat(kepala_unit, sekretaris)
    p = ajukan(perjanjian, perencana)
    return [isi(tandai(p, kepala_unit)), isi(tandai(p, sekretaris, tindakan="setujui"))]


@pytest.fixture
def dokumen(berdua):
    return DokumenBertanda.objects.get()


# --- By the file ---------------------------------------------------------------------------------------------------


def test_the_file_of_ours_is_valid_with_both_signers(berdua):
    jawaban = periksa_berkas(berdua[1])
    assert jawaban.putusan == Putusan.SAH
    assert [(t.nama, t.peran, t.sah) for t in jawaban.tanda] == [
        ("Sudirman", "Pihak Pertama", True),
        ("Kemas Mohammad Ajir", "Pihak Kedua", True),
    ]
    assert (jawaban.keadaan.kata, jawaban.pemeriksaan.bita_tambahan) == ("Berlaku", 0)


def test_the_file_of_the_first_signature_is_ours_and_said_to_be_older(berdua):
    jawaban = periksa_berkas(berdua[0])
    assert (jawaban.putusan, jawaban.versi_lama, len(jawaban.tanda)) == (Putusan.SAH, True, 1)


def test_one_changed_byte_is_found_wherever_it_is(berdua):
    utuh = berdua[1]
    for letak in range(0, len(utuh), len(utuh) // 25):
        rusak = bytearray(utuh)
        rusak[letak] ^= 0x20
        assert periksa_berkas(bytes(rusak)).putusan != Putusan.SAH, letak


def test_bytes_added_after_the_last_signature_are_counted(berdua):
    jawaban = periksa_berkas(berdua[1] + b"\n% tambahan\n")
    assert (jawaban.putusan, jawaban.pemeriksaan.bita_tambahan) == (Putusan.TIDAK_SAH, 12)
    assert "ditambah setelah ditandatangani" in jawaban.alasan
    assert jawaban.pemeriksaan.letak_tambahan == (len(berdua[1]) + 1, len(berdua[1]) + 12)


def test_a_changed_file_that_carries_our_certificate_is_not_called_a_stranger(berdua):
    rusak = berdua[1].replace(b"/Reason", b"/Rexson", 1)
    assert periksa_berkas(rusak).putusan == Putusan.TIDAK_SAH


def test_a_pdf_without_signatures_is_not_ours(kertas, db):
    jawaban = periksa_berkas(kertas)
    assert jawaban.putusan == Putusan.BUKAN_KAMI
    assert "tidak memuat tanda tangan" in jawaban.alasan


def test_a_file_signed_elsewhere_is_not_ours_and_its_facts_are_told(bangku_bsre, kertas):
    from tests.dokumen.bangku_tanda import MEDAN

    jawaban = periksa_berkas(bangku_bsre.tandai(bangku_bsre.penyedia.siapkan(kertas, MEDAN)))
    assert jawaban.putusan == Putusan.BUKAN_KAMI
    assert [(t.nama, t.utuh, t.tepercaya) for t in jawaban.tanda] == [("Budi Uji", True, False)]


def test_an_issuer_that_the_installation_trusts_is_known(bangku_bsre, server, kertas, settings, tmp_path):
    from tests.dokumen.bangku_tanda import MEDAN

    (tmp_path / "akar.pem").write_bytes(server.akar_pem)
    settings.AKAR_TAMBAHAN = str(tmp_path / "akar.pem")
    jawaban = periksa_berkas(bangku_bsre.tandai(bangku_bsre.penyedia.siapkan(kertas, MEDAN)))
    assert [t.tepercaya for t in jawaban.tanda] == [True]


@pytest.mark.parametrize("sampah", [b"", b"%PDF-1.7\n", b"<html>", b"\x00" * 100])
def test_what_cannot_be_read_is_not_valid(db, sampah):
    assert periksa_berkas(sampah).putusan == Putusan.TIDAK_SAH


def test_an_exception_nobody_foresaw_means_not_valid(berdua, monkeypatch):
    from dokumen.tandatangan import pemeriksaan

    monkeypatch.setattr(pemeriksaan, "validate_pdf_signature", lambda *_, **__: 1 / 0)
    jawaban = periksa_berkas(berdua[1])
    assert jawaban.putusan == Putusan.TIDAK_SAH
    assert "ZeroDivisionError" in jawaban.alasan


# --- In a process of its own ---------------------------------------------------------------------------------------


def test_the_process_beside_gives_the_same_answer(berdua, monkeypatch):
    di_sini = periksa(berdua[1], akar_internal())
    monkeypatch.undo()
    assert verifikasi.periksa_terpisah(berdua[1]) == di_sini


def test_a_process_that_takes_too_long_or_dies_means_not_valid(db, monkeypatch):
    monkeypatch.undo()
    for galat in (subprocess.TimeoutExpired("x", 1), subprocess.CalledProcessError(-9, "x"), OSError()):

        def gagal(*_, galat=galat, **__):
            raise galat

        monkeypatch.setattr(verifikasi.subprocess, "run", gagal)
        hasil = verifikasi.periksa_terpisah(b"%PDF-")
        assert (hasil.sah, hasil.alasan) == (False, "Berkas ini tidak dapat diperiksa.")


def test_the_process_has_no_secret_in_its_environment(db, monkeypatch):
    monkeypatch.undo()
    dipanggil = {}

    def catat(perintah, **kwargs):
        dipanggil.update(kwargs)
        raise OSError

    monkeypatch.setattr(verifikasi.subprocess, "run", catat)
    verifikasi.periksa_terpisah(b"")
    assert set(dipanggil["env"]) == {"PATH", "LANG"}


def test_the_examining_process_loads_no_django():
    perintah = "import dokumen.tandatangan.pemeriksaan, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", perintah], check=False).returncode == 0


# --- By the QR code ------------------------------------------------------------------------------------------------


def test_the_paper_in_force_is_valid(dokumen):
    jawaban = periksa_dokumen(dokumen)
    assert (jawaban.putusan, jawaban.keadaan.berlaku) == (Putusan.SAH, True)


def test_a_paper_with_one_signature_says_that_it_waits(perjanjian, perencana, kepala_unit):  # noqa: F811
    beri_sertifikat(kepala_unit)
    tandai(ajukan(perjanjian, perencana), kepala_unit)
    jawaban = periksa_dokumen(DokumenBertanda.objects.get())
    assert jawaban.sah
    assert "menunggu tanda tangan pihak kedua" in jawaban.keadaan.kata


def test_a_withdrawn_paper_is_not_valid_and_leads_to_the_next(perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    beri_sertifikat(kepala_unit)
    tandai(ajukan(perjanjian, perencana), kepala_unit)
    ambil(perjanjian).kembalikan(oleh=sekretaris, catatan="Catatan dalam")
    tandai(ajukan(ambil(perjanjian), perencana), kepala_unit)
    lama, baru = DokumenBertanda.objects.order_by("pk")
    jawaban = periksa_dokumen(lama)
    assert jawaban.putusan == Putusan.TIDAK_SAH
    assert "ditarik kembali" in jawaban.alasan
    assert jawaban.keadaan.pengganti == baru


def test_a_replaced_paper_stays_valid_and_names_its_successor(dokumen, perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    baru = services.buat_perubahan(perjanjian=ambil(perjanjian), oleh=perencana, dasar="strategi", alasan="Revisi")
    ajukan(baru, perencana)
    tandai(baru, kepala_unit)
    tandai(baru, sekretaris, tindakan="setujui")
    jawaban = periksa_dokumen(dokumen)
    assert (jawaban.putusan, jawaban.keadaan.kata) == (Putusan.SAH, "Sudah digantikan")
    assert jawaban.keadaan.pengganti == ambil(baru).bertanda


def test_a_stored_file_that_was_touched_is_not_valid(dokumen):
    with open(dokumen.tanda_terakhir().berkas.path, "ab") as berkas:
        berkas.write(b" ")
    jawaban = periksa_dokumen(dokumen)
    assert jawaban.putusan == Putusan.TIDAK_SAH
    assert "tidak sama dengan yang ditandatangani" in jawaban.alasan


def test_a_certificate_revoked_later_leaves_the_signature_valid(dokumen, kepala_unit):
    cabut(Sertifikat.objects.get(pejabat=kepala_unit.pejabat), "bocor")
    assert periksa_dokumen(dokumen).sah


def test_a_certificate_revoked_or_ended_before_the_signature_does_not_count(dokumen, kepala_unit):
    sertifikat = Sertifikat.objects.get(pejabat=kepala_unit.pejabat)
    cabut(sertifikat, "bocor")
    Sertifikat.objects.filter(pk=sertifikat.pk).update(dicabut_pada=timezone.now() - timedelta(hours=1))
    assert "dicabut" in periksa_dokumen(dokumen).alasan
    Sertifikat.objects.filter(pk=sertifikat.pk).update(sampai=timezone.now() - timedelta(hours=2))
    assert "tidak berlaku ketika ditandatangani" in periksa_dokumen(dokumen).alasan


def test_a_certificate_that_has_ended_since_does_not_undo_a_signature(dokumen, kepala_unit):
    besok = timezone.now() + timedelta(seconds=1)
    Sertifikat.objects.filter(pejabat=kepala_unit.pejabat).update(sampai=besok)
    assert periksa_dokumen(dokumen).sah


def test_what_an_earlier_authority_issued_is_still_trusted(dokumen):
    putar_otoritas()
    assert periksa_dokumen(dokumen).sah
    assert Otoritas.objects.count() == 2


def test_signatures_swapped_in_the_table_are_found(dokumen):
    TandaTangan.objects.filter(urut=1).update(sidik_sertifikat="0" * 64)
    assert "bukan yang tercatat di sini" in periksa_dokumen(dokumen).alasan


# --- The pages -----------------------------------------------------------------------------------------------------


def teks(jawaban):
    return jawaban.content.decode().replace("\xa0", " ")


def kirim(client, isi_berkas, nama="pk.pdf"):
    berkas = io.BytesIO(isi_berkas)
    berkas.name = nama
    return client.post(UNGGAH, {"berkas": berkas})


def test_nobody_logs_in_to_see_whether_a_paper_is_true(client, dokumen):
    jawaban = client.get(dokumen.get_absolute_url())
    assert jawaban.status_code == 200
    assert "<h1>Sah</h1>" in teks(jawaban)
    for fakta in ("Sudirman", "Kepala bagian", "Kemas Mohammad Ajir", "WIB", "Berlaku", "Utuh, sertifikat dikenal"):
        assert fakta in teks(jawaban), fakta
    assert "noindex" in jawaban["X-Robots-Tag"]


def test_the_page_tells_nothing_of_a_person_beyond_the_paper(client, dokumen, kepala_unit):
    kepala_unit.email = "rahasia@contoh.test"
    kepala_unit.save()
    kepala_unit.pejabat.nip = "197001011990031001"
    kepala_unit.pejabat.save()
    isi_halaman = teks(client.get(dokumen.get_absolute_url()))
    for rahasia in ("rahasia@contoh.test", "197001011990031001", kepala_unit.username):
        assert rahasia not in isi_halaman


def test_the_note_of_a_withdrawal_stays_inside(client, perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    beri_sertifikat(kepala_unit)
    tandai(ajukan(perjanjian, perencana), kepala_unit)
    ambil(perjanjian).kembalikan(oleh=sekretaris, catatan="Catatan dalam")
    isi_halaman = teks(client.get(DokumenBertanda.objects.get().get_absolute_url()))
    assert "<h1>Tidak sah</h1>" in isi_halaman
    assert "Catatan dalam" not in isi_halaman


@pytest.mark.parametrize("token", ["a" * 21, "a" * 20, "../../etc/passwd"])
def test_an_unknown_token_is_not_found(client, db, token):
    assert client.get(f"/verifikasi/{token}/").status_code == 404


def test_uploading_the_file_gives_the_answer(client, berdua):
    jawaban = kirim(client, berdua[1])
    assert "<h1>Sah</h1>" in teks(jawaban)
    assert "Tidak ada bita yang ditambahkan" in teks(jawaban)


def test_uploading_a_touched_file_says_so(client, berdua):
    jawaban = kirim(client, berdua[1] + b"tambahan")
    assert "<h1>Tidak sah</h1>" in teks(jawaban)
    assert "8 bita ditambahkan" in teks(jawaban)


def test_uploading_a_stranger_says_so(client, kertas, db):
    assert "<h1>Bukan dokumen kami</h1>" in teks(kirim(client, kertas))


def test_a_name_that_is_a_trap_is_printed_as_text(client, kertas, db):
    assert "<script>" not in teks(kirim(client, kertas, nama="<script>alert(1)</script>.pdf"))


def test_no_file_comes_back_at_the_field(client, db):
    jawaban = client.post(UNGGAH, {})
    assert jawaban.status_code == 422
    assert "Pilih berkas PDF yang hendak diperiksa" in teks(jawaban)


def test_a_large_body_is_refused_before_it_is_read(client, db, monkeypatch):
    monkeypatch.setattr(views_verifikasi, "BATAS_UKURAN", 1000)
    monkeypatch.setattr(views_verifikasi, "KELEBIHAN_FORMULIR", 0)
    monkeypatch.setattr(
        "django.http.request.HttpRequest._load_post_and_files", lambda _: pytest.fail("isi permintaan dibaca")
    )
    jawaban = kirim(client, b"x" * 5000)
    assert jawaban.status_code == 413
    assert "paling besar" in teks(jawaban)


def test_one_place_examines_a_few_files_only(client, kertas, db):
    Jatah.objects.create(
        kunci="verifikasi-unggah:127.0.0.1", mulai=timezone.now(), jumlah=views_verifikasi.BATAS_UNGGAH
    )
    jawaban = kirim(client, kertas)
    assert (jawaban.status_code, jawaban["Retry-After"]) == (429, "600")


def test_looking_is_limited_too(client, dokumen):
    Jatah.objects.create(kunci="verifikasi-lihat:127.0.0.1", mulai=timezone.now(), jumlah=views_verifikasi.BATAS_LIHAT)
    assert client.get(dokumen.get_absolute_url()).status_code == 429


def test_the_issuers_can_be_fetched(client, dokumen):
    jawaban = client.get(reverse("verifikasi:penerbit"))
    assert jawaban.content == akar_internal()[0]
    assert b"PRIVATE" not in jawaban.content


# --- From a shell --------------------------------------------------------------------------------------------------


def perintah(tmp_path, isi_berkas):
    jalan = tmp_path / "pk.pdf"
    jalan.write_bytes(isi_berkas)
    keluar, kode = io.StringIO(), 0
    try:
        call_command("periksa_tandatangan", str(jalan), stdout=keluar)
    except SystemExit as akhir:
        kode = akhir.code
    return kode, keluar.getvalue()


def test_the_command_prints_the_same_answer(berdua, tmp_path):
    kode, keluar = perintah(tmp_path, berdua[1])
    assert kode == 0
    assert keluar.startswith("SAH\n")
    for fakta in ("Sudirman, Kepala bagian", "utuh; sertifikat dikenal", "Keadaan : Berlaku", "Tambahan: 0 bita"):
        assert fakta in keluar


def test_the_command_fails_for_a_touched_file(berdua, tmp_path):
    kode, keluar = perintah(tmp_path, berdua[1] + b"x")
    assert kode == 1
    assert keluar.startswith("TIDAK SAH\n")
    assert "Tambahan: 1 bita" in keluar


def test_the_command_names_a_file_that_is_not_there(db, tmp_path):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("periksa_tandatangan", str(tmp_path / "tidak-ada.pdf"))


def test_the_issuer_command_shows_replaces_and_encrypts_anew(dokumen, monkeypatch, settings):
    keluar = io.StringIO()
    call_command("penerbit_sertifikat", "--ganti", stdout=keluar)
    assert keluar.getvalue().count("menerbitkan") == 1
    assert keluar.getvalue().count("dikenal saja") == 1
    monkeypatch.setenv("SAKIP_KUNCI_CA_BARU", "y" * 60)
    sebelum = Otoritas.objects.get(aktif=True).kunci
    call_command("penerbit_sertifikat", "--sandikan-ulang", stdout=keluar)
    settings.KUNCI_CA = "y" * 60
    assert Otoritas.objects.get(aktif=True).kunci != sebelum
    from dokumen.tandatangan import ca

    o = Otoritas.objects.get(aktif=True)
    assert ca.buka(o.kunci, ca.kunci_pembungkus(), terikat=o.sidik)
