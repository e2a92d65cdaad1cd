"""The other doors to inherited rows: the import and the technical admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin

from renstra.impor.isi import ekspor
from renstra.models import Indikator, Program, Renstra
from renstra.services_impor import RencanaBerubah, baca_buku, jalankan, periksa_di, tempat_untuk
from tests import pabrik
from tests.renstra.buku_impor import sel, ubah
from tests.renstra.ikut import cari, segar, target

pytestmark = pytest.mark.django_db


def temuan(renstra: Renstra, lembar: str, kerja: Any) -> list[str]:
    """What the check says about the export after `kerja(worksheet)`; nothing is written then."""
    berkas = ubah(ekspor(segar(renstra)), lembar, kerja)
    hasil, di = baca_buku(berkas, tempat_untuk(renstra.satker, segar(renstra), 2025))
    periksa_di(hasil, di)
    galat = list(hasil.galat)  # applying checks once more
    if galat:
        with pytest.raises(RencanaBerubah):
            jalankan(hasil, di, nama="renstra.xlsx")
    else:
        jalankan(hasil, di, nama="renstra.xlsx")
    return [f"{g.lembar}!{g.sel}: {g.pesan}" for g in galat]


def ganti(judul: str, baris: int, isi: Any) -> Any:
    return lambda ws: setattr(sel(ws, judul, baris), "value", isi)


# --- Import --------------------------------------------------------------------------------------------------------


def test_an_unchanged_export_is_accepted(daerah: Renstra) -> None:
    assert temuan(daerah, "Misi", lambda ws: None) == []


def test_own_fields_of_an_inherited_indikator_come_in(daerah: Renstra) -> None:
    assert temuan(daerah, "Indikator", ganti("Target 2026", 2, "82%")) == []
    assert target(cari(daerah, "1.1")) == {2026: 82}


@pytest.mark.parametrize(
    ("lembar", "judul", "isi"),
    [
        ("Renstra", "Visi", "Visi lain"),
        ("Misi", "Misi", "Misi lain"),
        ("Tujuan", "Tujuan", "Tujuan lain"),
        ("Indikator", "Indikator", "Bunyi lain"),
        ("Indikator", "Satuan", "Nilai"),
        ("Indikator", "Polaritas", "Stabil (dalam rentang)"),
        ("Indikator", "Sumber data", "Sumber lain"),
        ("Indikator", "Sasaran", "Sasaran dua"),
    ],
)
def test_inherited_words_are_refused_at_their_cell(daerah: Renstra, lembar: str, judul: str, isi: str) -> None:
    pabrik.SatuanFactory(nilai=True)
    semula = cari(daerah, "1.1")

    pesan = temuan(daerah, lembar, ganti(judul, 2, isi))

    assert any("hanya diubah di sana, oleh KPU RI" in p and p.split(":")[0][-1].isdigit() for p in pesan), pesan
    kini = cari(daerah, "1.1")
    assert (kini.uraian, kini.satuan_id, kini.sasaran_id) == (semula.uraian, semula.satuan_id, semula.sasaran_id)


def test_a_row_taken_out_of_the_file_stays(daerah: Renstra) -> None:
    (pesan,) = temuan(daerah, "Indikator", lambda ws: ws.delete_rows(2))

    assert "tidak dapat dihapus lewat impor" in pesan
    assert Indikator.objects.filter(sasaran__renstra=daerah, kode="1.1").exists()


def test_inherited_rows_keep_their_order(daerah: Renstra) -> None:
    def tukar(ws: Any) -> None:
        atas, bawah = ([s.value for s in ws[n]] for n in (2, 3))
        for nomor, isi in ((2, bawah), (3, atas)):
            for ke, nilai in enumerate(isi, 1):
                ws.cell(nomor, ke).value = nilai

    (pesan,) = temuan(daerah, "Indikator", tukar)
    assert "Urutan baris dari Renstra induk" in pesan


def test_an_own_row_may_come_in_between(daerah: Renstra) -> None:
    def sisip(ws: Any) -> None:
        ws.insert_rows(3)
        for judul, isi in (("Sasaran", "Sasaran satu"), ("Indikator", "Milik sendiri"), ("Satuan", "Persen")):
            sel(ws, judul, 3).value = isi

    assert temuan(daerah, "Indikator", sisip) == []
    assert [i.uraian for i in cari(daerah, "1.1").sasaran.indikator.all()] == [
        "Indikator 1.1",
        "Milik sendiri",
        "Indikator 1.2",
    ]


# --- Admin ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def permintaan(rf: Any) -> Any:
    permintaan = rf.get("/admin/")
    permintaan.user = pabrik.PenggunaFactory(is_superuser=True, is_staff=True)
    return permintaan


def test_inherited_rows_are_not_deleted_in_the_admin_own_ones_are(permintaan: Any, daerah: Renstra) -> None:
    sendiri = Program.objects.create(renstra=daerah, urut=9, nama="Sendiri")
    for baris, boleh in ((cari(daerah, "1.1"), False), (daerah.sasaran.first(), False), (sendiri, True)):
        assert admin.site._registry[type(baris)].has_delete_permission(permintaan, baris) is boleh  # type: ignore[index]


def test_inherited_fields_are_read_only_in_the_admin(permintaan: Any, daerah: Renstra) -> None:
    halaman = admin.site._registry[Indikator]
    terkunci = set(halaman.get_readonly_fields(permintaan, cari(daerah, "1.1")))

    assert {"uraian", "kode", "satuan", "polaritas", "sasaran", "urut"} <= terkunci
    assert not terkunci & {"alasan_target", "baseline", "pelaksana"}
    assert halaman.get_readonly_fields(permintaan, pabrik.IndikatorFactory(sasaran__renstra=daerah)) == []


@pytest.mark.parametrize("nama", ["daerah", "draf"])
def test_misi_and_tujuan_below_a_following_plan_are_looked_at_only(request: Any, admin_client: Any, nama: str) -> None:
    renstra = request.getfixturevalue(nama)
    pabrik.MisiFactory(renstra=renstra)
    isi = admin_client.get(f"/admin/renstra/renstra/{renstra.pk}/change/").content.decode()

    assert ('name="misi-0-teks"' in isi) is (nama == "draf")
    assert ('name="visi"' in isi) is (nama == "draf")
