"""A draft DIPA, allocations and imports in the hands of the clumsy, the curious and the hurried."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from anggaran import services, services_impor
from anggaran.enums import JenisImpor, JenisPos, StatusDipa
from anggaran.impor.pemetaan import Pemetaan
from anggaran.models import AlokasiAnggaran, Dipa, ImporAnggaran, PemetaanKolom
from organisasi.enums import Peran, StatusImpor
from sakip.impor import ImporDitolak
from tests import pabrik
from tests.anggaran.impor_bantu import rencana, sakti, tanam_dipa

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerja(settings: Any, tmp_path: Any, masuk: Any, perencana: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return masuk(perencana)


@pytest.mark.parametrize("induk", ["", "sendiri"])
def test_a_node_never_hangs_below_itself(kerja: Any, alamat: Any, dipa_draf: Dipa, induk: str) -> None:
    """The code typed longer than it was: "3355" → "3355.EBA", kind and parent left to the code."""
    p = dipa_draf.pos.get(kode="3355")
    isi = {"kode": "3355.EBA", "uraian": "x", "pagu": "100", "sumber_dana": "", "jenis": "", "versi": p.versi}
    jawab = kerja.post(
        alamat(f"{dipa_draf.pk}/pos/{p.pk}/"), isi | {"induk": p.pk if induk else "", "jenis": "kro" if induk else ""}
    )
    assert jawab.status_code == 422
    p.refresh_from_db()
    assert p.induk_id != p.pk
    assert p.kode == "3355"


def test_an_upload_of_spending_leaves_a_waiting_dipa_alone(
    kerja: Any, alamat: Any, satker: Any, perencana: Any
) -> None:
    tanam_dipa(satker)
    menunggu = ImporAnggaran.objects.create(
        satker=satker, oleh=perencana, tahun=2025, jenis=JenisImpor.DIPA, nama_berkas="dipa.xlsx"
    )
    berkas = SimpleUploadedFile("x.xlsx", sakti(("3360", 1)))
    kerja.post(alamat("realisasi/impor/"), {"berkas": berkas, "pemetaan": ""})
    assert ImporAnggaran.objects.filter(jenis=JenisImpor.REALISASI, tahun=2024).count() == 1
    menunggu.refresh_from_db()
    assert menunggu.status == StatusImpor.DIPERIKSA


def test_two_who_name_a_mapping_alike_at_once_are_told(satker: Any, monkeypatch: Any) -> None:
    PemetaanKolom.objects.create(satker=satker, nama="SAKTI", isi={})
    monkeypatch.setattr(PemetaanKolom.objects, "select_for_update", PemetaanKolom.objects.none, raising=False)
    with pytest.raises(ImporDitolak):
        services_impor.simpan_pemetaan(satker=satker, nama="SAKTI", pemetaan=Pemetaan(kode=("kode",)))


@pytest.mark.parametrize("galat", [services.NamaPosisiDipakai("x", 2024), services.TransisiDitolak("x")])
def test_a_snapshot_made_by_another_hand_meanwhile_refuses_the_import(
    satker: Any, monkeypatch: Any, galat: Exception
) -> None:
    tanam_dipa(satker)
    isi = sakti(("3360", 1))
    r, pilihan = rencana(isi, satker)
    bacaan = services_impor.baca_berkas(isi, satker, 2024, pilihan)

    def jatuh(**_: Any) -> None:
        raise galat

    monkeypatch.setattr(services, "buat_posisi", jatuh)
    with pytest.raises(ImporDitolak):
        services_impor.jalankan(bacaan, services_impor.tempat(satker, 2024, pilihan), nama="x", sidik=r.sidik())


HALAMAN = (
    "",
    "unduh/",
    "banding/",
    "penyerapan/",
    "penyerapan/excel/",
    "tiga-tahun/",
    "tiga-tahun/excel/",
    "deviasi/",
    "deviasi/excel/",
    "rencana/",
    "rencana/excel/",
    "rencana/usulan/",
    "realisasi/",
    "realisasi/impor/",
    "alokasi/",
    "alokasi/?tampil=kode",
    "alokasi/excel/",
    "efisiensi/",
    "buat/",
    "impor-dipa/",
)
ANEH = '=HYPERLINK("http://x","y")<script>alert(1)</script>\'"'


def siapkan_aneh(satker: Any, status: str = StatusDipa.BERLAKU) -> Dipa:
    dipa = pabrik.DipaFactory(satker=satker, tahun=2024, status=status, nomor=ANEH, keterangan=ANEH)
    sumber = pabrik.SumberDanaFactory(nama=ANEH[:90])
    wa = pabrik.PosFactory(dipa=dipa, kode="@SUM(A1)", uraian=ANEH, urut=1)
    pabrik.PosFactory(
        dipa=dipa,
        induk=wa,
        jenis=JenisPos.KEGIATAN,
        kode='"><SCRIPT>X',
        uraian=ANEH,
        pagu=Decimal(10),
        urut=2,
        sumber_dana=sumber,
    )
    return dipa


@pytest.mark.parametrize("ekor", HALAMAN)
def test_strange_texts_are_shown_as_texts_everywhere(kerja: Any, alamat: Any, satker: Any, ekor: str) -> None:
    dipa = siapkan_aneh(satker)
    posisi = pabrik.PosisiRealisasiFactory(satker=satker, nama=ANEH, utama=True)
    posisi.realisasi.create(kode='"><SCRIPT>X', nilai=Decimal(5), catatan_cetak=ANEH)
    posisi.realisasi.create(kode="<SCRIPT>LUAR", nilai=Decimal(5))
    renstra = pabrik.RenstraFactory(satker=satker)
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", uraian=ANEH)
    AlokasiAnggaran.objects.create(satker=satker, tahun=2024, kode='"><SCRIPT>X', sasaran=sasaran, catatan=ANEH)
    jawab = kerja.get(alamat(ekor))
    assert jawab.status_code == (404 if ekor == "banding/unduh/" else 200)
    if not ekor.endswith(("excel/", "unduh/")):
        teks = jawab.content.decode()
        assert "<script>alert" not in teks
        assert "<SCRIPT>" not in teks
    else:
        arsip = zipfile.ZipFile(io.BytesIO(jawab.content))
        for nama in arsip.namelist():
            if nama.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >]", arsip.read(nama))
    for bagian in ("", "susun/", "unduh/"):
        assert kerja.get(alamat(f"{dipa.pk}/{bagian}")).status_code == 200


@pytest.mark.parametrize("ekor", HALAMAN)
def test_a_satker_with_nothing_has_pages_all_the_same(kerja: Any, alamat: Any, ekor: str) -> None:
    assert kerja.get(alamat(ekor)).status_code == (404 if ekor == "unduh/" else 200)


#: Addresses that a reader from above is not shown.
LAIN = {"unduh/": 404} | dict.fromkeys(("rencana/usulan/", "realisasi/impor/", "buat/", "impor-dipa/"), 403)


@pytest.mark.parametrize("ekor", HALAMAN)
def test_a_parent_sees_nothing_of_a_draft(masuk: Any, pusat: Any, alamat: Any, satker: Any, ekor: str) -> None:
    dipa = pabrik.DipaFactory(satker=satker, tahun=2024, status=StatusDipa.DRAF, nomor="RAHASIA", keterangan="RAHASIA")
    pabrik.PosFactory(dipa=dipa, kode="RAHASIA", uraian="RAHASIA", urut=1, pagu=Decimal(987654321))
    renstra = pabrik.RenstraFactory(satker=satker, status="draf")
    pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", uraian="RAHASIA")
    klien = masuk(pabrik.PenggunaFactory(username="atas", satker=pusat, peran=Peran.PERENCANA))
    jawab = klien.get(alamat(ekor))
    assert jawab.status_code == LAIN.get(ekor, 200)
    assert b"RAHASIA" not in jawab.content
    assert b"987.654.321" not in jawab.content
    for bagian in ("", "susun/", "unduh/", "pagu/", "berlakukan/", "hapus/", "nomor/", "pos/baru/"):
        assert klien.get(alamat(f"{dipa.pk}/{bagian}")).status_code in (403, 404)
    assert klien.get(alamat(f"banding/?lama={dipa.pk}")).status_code == 404
    assert klien.get(alamat(f"banding/unduh/?lama={dipa.pk}&baru={dipa.pk}")).status_code == 404


@pytest.mark.parametrize("ekor", [h for h in HALAMAN if h.endswith(("excel/", "unduh/"))])
def test_letters_that_a_workbook_cannot_hold_do_not_spoil_it(kerja: Any, alamat: Any, satker: Any, ekor: str) -> None:
    nama = "a\x0b\x01\x1f\ufffe=b"
    lama = pabrik.DipaFactory(satker=satker, status=StatusDipa.DIGANTIKAN, keterangan=nama, nomor=nama)
    pabrik.PosFactory(dipa=lama, kode="WA", uraian=nama, urut=1, pagu=Decimal(1))
    baru = pabrik.DipaFactory(satker=satker, revisi=1, menggantikan=lama, keterangan=nama, nomor=nama)
    pabrik.PosFactory(dipa=baru, kode="WA", uraian=nama, urut=1, pagu=Decimal(2))
    posisi = pabrik.PosisiRealisasiFactory(satker=satker, nama=nama, utama=True, per_tanggal=None)
    posisi.realisasi.create(kode="WA", nilai=Decimal(5))
    sasaran = pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satker), urut=1, kode="1", uraian=nama)
    AlokasiAnggaran.objects.create(satker=satker, tahun=2024, kode="WA", sasaran=sasaran, catatan=nama)
    jawab = kerja.get(alamat(ekor))
    assert jawab.status_code == 200
    assert load_workbook(io.BytesIO(jawab.content)).worksheets


@pytest.mark.parametrize("tahun", ["0000", "0001", "2099", "9999", "99999"])
def test_a_year_of_nowhere_does_not_fall(kerja: Any, alamat: Any, tahun: Any) -> None:
    assert {kerja.get(alamat(ekor, tahun)).status_code for ekor in HALAMAN} <= {200, 302, 404}


def test_an_import_and_its_columns_are_its_persons_own(
    kerja: Any, client: Any, alamat: Any, satker: Any, perencana: Any
) -> None:
    tanam_dipa(satker)
    kerja.post(alamat("realisasi/impor/"), {"berkas": SimpleUploadedFile("x.xlsx", sakti(("3360", 1))), "pemetaan": ""})
    pk = ImporAnggaran.objects.get().pk
    lain = pabrik.PenggunaFactory(username="rekan", satker=satker, peran=Peran.PERENCANA)
    client.force_login(lain)
    for bagian in ("", "kolom/", "kesalahan/"):
        assert client.get(alamat(f"realisasi/impor/{pk}/{bagian}")).status_code == 404
    for bagian in ("kolom/", "kode/", "terapkan/", "batalkan/"):
        assert client.post(alamat(f"realisasi/impor/{pk}/{bagian}"), {"sidik": ""}).status_code == 404
    client.force_login(perencana)
    assert client.get(alamat(f"impor-dipa/{pk}/")).status_code == 404
    assert client.post(alamat(f"impor-dipa/{pk}/terapkan/"), {"sidik": ""}).status_code == 404
    assert client.get(alamat(f"realisasi/impor/{pk}/", 2023)).status_code == 404
