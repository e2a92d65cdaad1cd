"""One contract for every provider of signatures, and what only one of them can do wrong."""

import asyncio
import logging
import pickle
import traceback
from io import BytesIO

import pikepdf
import pytest

from dokumen.tandatangan import ca, penyedia
from dokumen.tandatangan.antarmuka import BelumSiap, FrasaSalah, GalatTandaTangan, PenyediaGagal, Rahasia
from dokumen.tandatangan.internal import buat_sertifikat
from dokumen.tandatangan.pemeriksaan import periksa
from dokumen.tandatangan.utas import jalankan
from organisasi.models import Pejabat
from tests.dokumen.bangku_tanda import MEDAN
from tests.tanda import FRASA

SEMUA = ["internal", "bsre", "basah"]
ELEKTRONIK = ["internal", "bsre"]
SALAH = Rahasia("bukan itu frasanya")


@pytest.fixture
def bangku(request):
    return request.getfixturevalue(f"bangku_{request.param}")


def untuk(*nama):
    return pytest.mark.parametrize("bangku", nama, indirect=True)


# --- The contract --------------------------------------------------------------------------------------------------


@untuk(*SEMUA)
def test_who_can_sign_is_ready(bangku):
    assert bangku.penyedia.kesiapan(bangku.orang[0]).siap


@untuk(*SEMUA)
def test_what_is_returned_is_a_whole_pdf(bangku, kertas):
    assert bangku.tandai(bangku.penyedia.siapkan(kertas, MEDAN)).rstrip().endswith(b"%%EOF")


@untuk(*ELEKTRONIK)
def test_each_signature_is_appended_to_the_file_before(bangku, kertas):
    siap = bangku.penyedia.siapkan(kertas, MEDAN)
    satu = bangku.tandai(siap)
    dua = bangku.tandai(satu, 2)
    assert satu.startswith(siap)
    assert dua.startswith(satu)
    tanda = periksa(dua, []).tanda
    assert [(t.nama, t.utuh) for t in tanda] == [("Budi Uji", True), ("Ani Uji", True)]
    assert periksa(dua, []).bita_tambahan == 0


@untuk(*ELEKTRONIK)
def test_the_provider_examines_what_it_signed_and_finds_one_changed_byte(bangku, kertas):
    isi = bangku.tandai(bangku.penyedia.siapkan(kertas, MEDAN))
    assert [t.utuh for t in bangku.penyedia.periksa(isi).tanda] == [True]
    rusak = bytearray(isi)
    rusak[len(kertas) // 2] ^= 1
    assert not bangku.penyedia.periksa(bytes(rusak)).sah


@untuk(*ELEKTRONIK)
def test_the_certificate_is_named_in_the_answer(bangku, kertas):
    hasil = bangku.penyedia.bubuhkan(bangku.permintaan(bangku.penyedia.siapkan(kertas, MEDAN)), bangku.rahasia)
    assert hasil.sidik_sertifikat == periksa(hasil.isi, []).tanda[0].sidik_sertifikat
    assert hasil.penerbit


@untuk(*ELEKTRONIK)
def test_a_wrong_passphrase_is_told_as_such(bangku, kertas):
    siap = bangku.penyedia.siapkan(kertas, MEDAN)
    with pytest.raises(FrasaSalah, match=r"salah\. Tidak ada yang ditandatangani"):
        bangku.penyedia.bubuhkan(bangku.permintaan(siap), SALAH)


@untuk(*ELEKTRONIK)
def test_who_has_no_certificate_is_told_what_to_do(bangku, kertas):
    siap = bangku.penyedia.siapkan(kertas, MEDAN)
    with pytest.raises(BelumSiap):
        bangku.tandai(siap, penanda=bangku.belum)


@untuk(*ELEKTRONIK)
@pytest.mark.parametrize("frasa", [FRASA, SALAH.buka()])
def test_the_passphrase_is_in_no_log_file_or_traceback(bangku, kertas, caplog, frasa):
    caplog.set_level(logging.DEBUG)
    teks = ""
    try:
        isi = bangku.penyedia.bubuhkan(bangku.permintaan(bangku.penyedia.siapkan(kertas, MEDAN)), Rahasia(frasa)).isi
        assert frasa.encode() not in isi
    except FrasaSalah:
        teks = traceback.format_exc()
    assert frasa not in caplog.text + teks


@untuk(*SEMUA)
def test_examining_rubbish_never_raises(bangku):
    for sampah in (b"", b"%PDF-1.7", b"\x00" * 5000, b"<html>"):
        hasil = bangku.penyedia.periksa(sampah)
        assert not hasil.sah
        assert not hasil.tanda


def test_a_secret_shows_itself_to_nobody():
    rahasia = Rahasia(FRASA)
    assert FRASA not in f"{rahasia!r} {rahasia} {[rahasia]}"
    with pytest.raises(TypeError):
        pickle.dumps(rahasia)


# --- The internal authority ----------------------------------------------------------------------------------------


def test_right_and_wrong_passphrase_take_the_same_work(monkeypatch):
    dikerjakan = []
    asli = ca._turunkan
    monkeypatch.setattr(ca, "_turunkan", lambda *a, **k: dikerjakan.append(k) or asli(*a, **k))
    teks = ca.bungkus(b"kunci", Rahasia(FRASA), terikat="a")
    assert ca.buka(teks, Rahasia(FRASA), terikat="a") == b"kunci"
    with pytest.raises(ca.KunciTakCocok):
        ca.buka(teks, SALAH, terikat="a")
    assert dikerjakan[1] == dikerjakan[2]


def test_a_key_cannot_be_moved_to_another_certificate():
    teks = ca.bungkus(b"kunci", Rahasia(FRASA), terikat="a")
    with pytest.raises(ca.KunciTakCocok):
        ca.buka(teks, Rahasia(FRASA), terikat="b")


def test_the_wrapping_key_is_made_once_and_readable_by_its_owner_only(settings, tmp_path):
    settings.KUNCI_CA, settings.VAR = "", tmp_path
    satu = ca.kunci_pembungkus().buka()
    assert ca.kunci_pembungkus().buka() == satu
    assert len(satu) >= 50
    assert (tmp_path / "kunci-ca").stat().st_mode & 0o777 == 0o600
    assert [b.name for b in tmp_path.iterdir()] == ["kunci-ca"]


def test_another_wrapping_key_does_not_open_the_authority(bangku_internal, settings):
    settings.KUNCI_CA = "x" * 60
    with pytest.raises(GalatTandaTangan, match="SAKIP_KUNCI_CA tidak cocok"):
        buat_sertifikat(Pejabat.objects.get(pk=bangku_internal.belum.pejabat_id), Rahasia(FRASA))


# --- BSrE ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ulah", "kata"),
    [
        ("lambat", "tidak menjawab dalam waktu yang ditentukan"),
        ("hilang", "Sambungan ke BSrE terputus"),
        ("rusak", "sedang terganggu"),
        ("bukan_json", "sedang terganggu"),
        ("kosong", "tidak mengirim berkas"),
        ("palsu", "tidak cocok dengan dokumen ini"),
        ("polos", "tidak cocok dengan dokumen ini"),
        ("ditolak", "akun layanan BSrE perlu diperiksa"),
    ],
)
def test_every_failure_of_the_service_is_told_and_the_next_try_succeeds(bangku_bsre, server, kertas, ulah, kata):
    siap = bangku_bsre.penyedia.siapkan(kertas, MEDAN)
    server.ulah = ulah
    with pytest.raises(PenyediaGagal, match=kata):
        bangku_bsre.tandai(siap)
    server.ulah = ""
    assert [t.utuh for t in periksa(bangku_bsre.tandai(siap), []).tanda] == [True]


def test_what_was_sent_is_never_sent_again_by_itself(bangku_bsre, server, kertas):
    siap = bangku_bsre.penyedia.siapkan(kertas, MEDAN)
    server.ulah = "hilang"
    with pytest.raises(PenyediaGagal):
        bangku_bsre.tandai(siap)
    assert [jalan for jalan, _ in server.permintaan].count("/api/v2/sign/pdf") == 1


def test_a_service_that_is_not_there_is_told(bangku_bsre, settings, kertas):
    siap = bangku_bsre.penyedia.siapkan(kertas, MEDAN)
    settings.BSRE_URL = "http://127.0.0.1:9"
    with pytest.raises(PenyediaGagal, match="Sambungan ke BSrE terputus"):
        bangku_bsre.tandai(siap)


@pytest.mark.parametrize(
    ("status", "kata"),
    [("EXPIRED", "sudah berakhir"), ("SUSPEND", "ditangguhkan"), ("NOT_REGISTERED", "belum terdaftar")],
)
def test_a_certificate_that_cannot_sign_is_refused_before_the_passphrase_leaves(
    bangku_bsre, server, kertas, status, kata
):
    orang = bangku_bsre.orang[0]
    server.daftar(orang.surel, orang.nama, FRASA, status)
    with pytest.raises(BelumSiap, match=kata):
        bangku_bsre.tandai(bangku_bsre.penyedia.siapkan(kertas, MEDAN))
    assert FRASA not in repr(server.permintaan)


def test_without_an_address_for_mail_nobody_is_known_to_the_service(bangku_bsre):
    tanpa = bangku_bsre.orang[0].__class__(1, "Budi", "", "Kabag")
    kesiapan = bangku_bsre.penyedia.kesiapan(tanpa)
    assert (kesiapan.siap, kesiapan.halaman) == (False, "akun:surel")


def test_the_block_stands_where_the_paper_keeps_room_for_it(bangku_bsre, server, kertas):
    bangku_bsre.tandai(bangku_bsre.penyedia.siapkan(kertas, MEDAN))
    tampilan = server.permintaan[-1][1]["signatureProperties"][0]
    del tampilan["imageBase64"]
    assert tampilan == {
        "tampilan": "VISIBLE",
        "page": 1,
        "reason": "Pihak Pertama",
        "originX": 300,
        "originY": 100,
        "width": 186,
        "height": 68,
    }


def test_a_paper_begun_with_another_provider_is_not_continued_with_this_one(settings):
    settings.TTD = "internal"
    with pytest.raises(GalatTandaTangan, match="melalui BSrE, yang tidak dipakai lagi"):
        penyedia.ambil("bsre")
    assert penyedia.ambil("basah") is penyedia.BASAH


# --- Ink -----------------------------------------------------------------------------------------------------------


def test_a_scan_is_written_anew_by_the_parser(bangku_basah, kertas):
    hasil = bangku_basah.penyedia.bubuhkan(bangku_basah.permintaan(kertas), Rahasia(""))
    assert hasil.isi != kertas
    assert hasil.isi.startswith(b"%PDF-")
    assert (hasil.sidik_sertifikat, hasil.penerbit) == ("", "")


@pytest.mark.parametrize("isi", [b"%PDF-1.4\n<html><script>alert(1)</script></html>", b"GIF89a", b""])
def test_what_only_looks_like_a_pdf_is_no_scan(bangku_basah, isi):
    with pytest.raises(GalatTandaTangan, match="bukan PDF yang dapat dibaca"):
        bangku_basah.tandai(isi)


def test_a_scan_with_a_program_inside_is_refused(bangku_basah, kertas):
    keluar = BytesIO()
    with pikepdf.open(BytesIO(kertas)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(keluar)
    with pytest.raises(GalatTandaTangan, match="bukan pindaian"):
        bangku_basah.tandai(keluar.getvalue())


def test_a_locked_scan_is_refused(bangku_basah, kertas):
    keluar = BytesIO()
    with pikepdf.open(BytesIO(kertas)) as pdf:
        pdf.save(keluar, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(GalatTandaTangan, match="terkunci sandi"):
        bangku_basah.tandai(keluar.getvalue())


def test_signing_and_examining_do_not_mind_a_running_event_loop() -> None:
    """A worker that serves asynchronously has one in its thread; pyHanko starts its own."""

    async def luar() -> int:
        async def dalam() -> int:
            return 7

        return jalankan(lambda: asyncio.run(dalam()))

    assert jalankan(lambda: asyncio.run(luar())) == 7  # a browser test may have left one in this very thread
