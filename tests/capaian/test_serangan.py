"""What an attacker sends, and what several people at once can do: refused in words, never an error page."""

import io
import struct
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from capaian.bukti_isi import BuktiDitolak, kenali
from capaian.models import Pengukuran, Realisasi
from renstra.kisi import ANTAR, DALAM
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}
RAKSASA = "9" * 25
TAK_TERBACA = "9" * 5_000  # more digits than Python turns into a number


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


@pytest.fixture
def klien(client, perencana):
    client.force_login(perencana)
    return client


@pytest.mark.parametrize("angka", [RAKSASA, TAK_TERBACA])
def test_a_key_that_no_row_can_have_chooses_nothing(klien, realisasi, angka):
    pakai = alamat("bukti_pakai", triwulan=1, pk=realisasi.pengukuran_id)
    assert klien.post(pakai, {"pilih": [angka]}).status_code == 302


@pytest.mark.parametrize("angka", [RAKSASA, TAK_TERBACA])
def test_an_activity_that_cannot_exist_is_refused_at_its_field(klien, realisasi, angka, renstra):
    pabrik.KegiatanFactory(program__renstra=renstra)
    isi = {"versi": realisasi.versi, "kegiatan": [angka]}
    jawaban = klien.post(alamat("isi", triwulan=1, pk=realisasi.pengukuran_id), isi)
    assert jawaban.status_code == 422
    assert "Kegiatan itu tidak ada dalam Renstra ini" in jawaban.content.decode()


@pytest.mark.parametrize("kunci", [RAKSASA, TAK_TERBACA, "²", "٣"])
def test_a_cell_of_the_targets_that_does_not_exist_is_passed_over(klien, pengukuran, kunci):
    awal = f"i{pengukuran[0].pk}"
    asal = ANTAR.join([DALAM.join([kunci, "0", "x"])])
    assert klien.post(alamat("target_blok"), {f"{awal}-asal": asal, f"{awal}-tw_1": "1"}).status_code == 200


@pytest.mark.parametrize("nama", ["bukti_semua", "anak", "tindak_lanjut"])
@pytest.mark.parametrize(
    "query",
    ["q=%00", "cari=%00", "halaman=-1", f"halaman={RAKSASA}", f"halaman={TAK_TERBACA}", "urut=%00", "urut=--capaian",
     f"indikator={RAKSASA}", f"triwulan={RAKSASA}", "unit=%00", f"unit={RAKSASA}", "status=%00", "kategori=%00",
     f"unit={TAK_TERBACA}"],
)  # fmt: skip
def test_a_strange_query_string_is_a_page(klien, realisasi, nama, query):
    assert klien.get(f"{alamat(nama)}?{query}").status_code == 200


@pytest.mark.parametrize("q", ["%00", "%ED%A0%80", "%F4%8F%BF%BF"])
def test_strange_words_to_look_for(klien, realisasi, q):
    pabrik.BuktiDukungFactory(satker=realisasi.pengukuran.satker, tahun=2024)
    pakai = alamat("bukti_pakai", triwulan=1, pk=realisasi.pengukuran_id)
    assert klien.get(f"{pakai}?q={q}").status_code == 200


@pytest.mark.parametrize(
    "nilai", ["1e999", "NaN", "Infinity", "-Infinity", "-5", "٣", "1" * 200_000, "a\x00b", "=1+1", "９"]
)
def test_no_figure_is_refused_at_the_cell(klien, pengukuran, nilai):
    awal = f"i{pengukuran[0].pk}"
    for kunci in ("nilai", "x", "keadaan"):
        jawaban = klien.post(alamat("kisi_blok", triwulan=1), {f"{awal}-asal": "", f"{awal}-{kunci}": nilai})
        assert jawaban.status_code == 200
        assert not Realisasi.objects.exists()
    jawaban = klien.post(alamat("target_blok"), {f"{awal}-asal": "", f"{awal}-tw_1": nilai})
    assert jawaban.status_code == 200


@pytest.mark.parametrize("letak", [4, 9, 12])
def test_an_archive_packed_wrongly_is_broken(letak):
    """LZMA has errors of its own kind."""
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w") as z:
        jenis = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        z.writestr("[Content_Types].xml", f'<Types><Override ContentType="{jenis}"/></Types>')
        z.writestr("word/document.xml", "x" * 5000, zipfile.ZIP_LZMA)
    isi = bytearray(hasil.getvalue())
    awal = isi.find(b"word/document.xml") + len("word/document.xml") + letak
    isi[awal : awal + 3] = b"\xff" * 3
    with pytest.raises(BuktiDitolak, match="rusak"):
        kenali(SimpleUploadedFile("a.docx", bytes(isi)))


@pytest.mark.parametrize("zip64", [False, True])
def test_a_table_of_contents_of_megabytes_is_refused_before_it_is_read(monkeypatch, zip64):
    satu = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    isi, panjang = b"PK\3\4" + b"\0" * 27 + satu * 50_000, len(satu) * 50_000
    if zip64:
        isi += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 50_000, 50_000, panjang, 31)
        isi += struct.pack("<4sLQL", b"PK\6\7", 0, 31 + panjang, 1)
    isi += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 50_000, 50_000, 46 if zip64 else panjang, 31, 0)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(BuktiDitolak, match="terlalu besar setelah dibuka"):
        kenali(SimpleUploadedFile("a.docx", isi))


@pytest.mark.parametrize("kata", ["=HYPERLINK(1)", "\x01\x0b\x1f", "\ufffe", "x" * 60_000, "_x0041_"])
def test_exports_hold_what_people_wrote(klien, realisasi, kata):
    Realisasi.objects.update(analisis=kata, hambatan=kata)
    Pengukuran.objects.update(catatan_cetak=kata)
    for url in (alamat("buku_unduh", triwulan=1), alamat("ekspor")):
        jawaban = klien.get(url)
        assert jawaban.status_code == 200
        openpyxl.load_workbook(io.BytesIO(jawaban.content))
    klien.get(alamat("triwulan", triwulan=1))
    klien.get(alamat("rincian", pk=realisasi.pengukuran_id))


@pytest.mark.parametrize("pesan", ["database is locked", "deadlock detected\nDETAIL: Process 1 waits"])
def test_a_database_that_gives_no_turn_says_that_nothing_was_saved(klien, pengukuran, monkeypatch, pesan):
    def sibuk(*_, **__):
        raise OperationalError(pesan)

    monkeypatch.setattr("capaian.kisi.simpan_baris", sibuk)
    blok = alamat("kisi_blok", triwulan=1)
    jawaban = klien.post(blok, {}, headers={"accept": "application/json"})
    assert (jawaban.status_code, jawaban["Retry-After"]) == (503, "5")
    assert "belum tersimpan" in jawaban.json()["pesan"]
    assert "belum tersimpan" in klien.post(blok, {}).content.decode()


def test_another_fault_of_the_database_is_not_called_busy(klien, pengukuran, monkeypatch):
    def rusak(*_, **__):
        raise OperationalError("no such table")

    monkeypatch.setattr("capaian.kisi.simpan_baris", rusak)
    with pytest.raises(OperationalError):
        klien.post(alamat("kisi_blok", triwulan=1), {})
