"""A perjanjian kinerja as paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from dokumen.surat import aset_kop
from dokumen.tabel import JenisBaris
from organisasi.enums import StatusPenugasan
from perjanjian.enums import JenisPerjanjian, StatusPerjanjian
from perjanjian.models import PerjanjianKinerja
from perjanjian.susunan import rantai_jabatan, susun_perjanjian, susun_semua
from tests import pabrik


@pytest.fixture
def pk(sekretariat) -> PerjanjianKinerja:
    """Signed, with one sasaran of two indikator and one budget row without code."""
    pk = pabrik.PerjanjianFactory(unit=sekretariat, berlaku=True, kolom_sasaran="SASARAN KEGIATAN")
    sasaran = pabrik.SasaranPerjanjianFactory(perjanjian=pk, urut=1)
    pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, uraian="Tepat waktu")
    pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, uraian="Tanpa target", target=None)
    pabrik.AnggaranPerjanjianFactory(perjanjian=pk, urut=1)
    return pk


def susun(pk):
    return susun_perjanjian(PerjanjianKinerja.objects.lengkap().select_related("kop").get(pk=pk.pk))


def cetak(pk):
    return render_to_string("dokumen/perjanjian/naskah.html", {"perjanjian": susun(pk)})


def sel(tabel):
    return [[s.teks for s in b.sel] for b in tabel.baris]


def test_the_annex_names_the_sasaran_once_and_a_missing_target_is_a_dash(pk):
    tabel = susun(pk).tabel
    assert sel(tabel) == [
        ["1.", "Meningkatnya mutu layanan", "Tepat waktu", "100\u00a0%"],
        ["", "", "Tanpa target", "–"],
    ]
    assert [b.jenis for b in tabel.baris] == [JenisBaris.ISI, JenisBaris.LANJUTAN]


def test_a_sasaran_without_indikator_is_still_on_the_paper(pk):
    pabrik.SasaranPerjanjianFactory(perjanjian=pk, urut=2, uraian="Tanpa indikator")
    assert sel(susun(pk).tabel)[-1] == ["2.", "Tanpa indikator", "", ""]


@pytest.mark.parametrize(
    ("kolom", "kepala"),
    [
        ("SASARAN KEGIATAN", ["NO", "SASARAN KEGIATAN", "INDIKATOR KINERJA", "TARGET"]),
        ("Sasaran Strategis", ["No", "Sasaran Strategis", "Indikator Kinerja", "Target"]),
    ],
)
def test_all_heads_are_in_capitals_where_that_of_the_sasaran_is(pk, kolom, kepala):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(kolom_sasaran=kolom)
    assert [k.judul for k in susun(pk).tabel.kolom] == kepala


def test_the_budget_has_its_codes_in_brackets(pk):
    pabrik.AnggaranPerjanjianFactory(perjanjian=pk, urut=2, kode="3355.EBA", nilai=None)
    assert sel(susun(pk).anggaran) == [
        ["1.", "Program Dukungan Manajemen", "Rp.", "9.203.578.000"],
        ["2.", "Program Dukungan Manajemen (3355.EBA)", "", "–"],
    ]


@pytest.mark.parametrize(
    ("judul", "baris"),
    [
        (
            "PERJANJIAN KINERJA TAHUN 2024 BAGIAN KEUANGAN KOMISI PEMILIHAN UMUM PROVINSI BENGKULU",
            ("PERJANJIAN KINERJA TAHUN 2024", "BAGIAN KEUANGAN", "KOMISI PEMILIHAN UMUM PROVINSI BENGKULU"),
        ),
        (
            "Perjanjian Kinerja Perubahan Tahun 2024 Komisi Pemilihan Umum Provinsi Bengkulu",
            ("Perjanjian Kinerja Perubahan Tahun 2024", "Komisi Pemilihan Umum Provinsi Bengkulu"),
        ),
        ("JANJI LAIN", ("JANJI LAIN",)),
    ],
)
def test_the_title_of_the_annex_breaks_as_the_forms_do(pk, judul, baris):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(judul=judul)
    assert susun(pk).baris_judul == baris


def test_without_budget_rows_there_is_no_budget_table(sekretariat):
    assert susun(pabrik.PerjanjianFactory(unit=sekretariat, berlaku=True)).anggaran is None


def test_the_letter_names_both_parties_and_quotes_the_regulation(pk):
    html = cetak(pk)
    assert f"<dd>{pk.nama_pertama}</dd>" in html
    assert f"<dd>{pk.sebutan_pihak_kedua}</dd>" in html
    assert "Pihak pertama berjanji akan mewujudkan target kinerja" in html
    assert html.count("Bengkulu, 2 Januari 2024") == 2


def test_the_annex_may_bear_another_date(pk):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(tanggal_lampiran=date(2024, 1, 5))
    html = cetak(pk)
    assert html.index("2 Januari 2024") < html.index("5 Januari 2024")


def test_names_stay_as_they_were_when_it_was_signed(pk):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(nama_pihak_pertama="Nama Lama", jabatan_pihak_pertama="Plt. X")
    pk.pihak_pertama.pejabat.nama = "Nama Baru"
    pk.pihak_pertama.pejabat.save()
    assert (susun(pk).pertama.nama, susun(pk).pertama.jabatan) == ("Nama Lama", "Plt. X")


def test_an_acting_holder_signs_as_plt(pk):
    pk.pihak_pertama.status = StatusPenugasan.PLT
    pk.pihak_pertama.save()
    assert susun(pk).pertama.jabatan.startswith("Plt. ")


def test_the_letterhead_prints_what_the_office_has(pk):
    kop = pabrik.KopSuratFactory(satker=pk.satker, alamat="Jalan Kapuas", telepon="0736-349477", email="a@kpu.go.id")
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(kop=kop)
    assert "<p>Telepon 0736-349477 · Surel a@kpu.go.id</p>" in cetak(pk)
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(kop=None)
    assert "Telepon" not in cetak(pk)


def test_the_logo_stands_in_the_letterhead_of_a_satker_that_has_one(pk):
    assert "<img" not in cetak(pk)
    assert aset_kop(pk.satker) == {}
    pk.satker.logo = "logo/1/a.png"
    pk.satker.save()
    assert f'<img src="aset:logo" alt="Logo {pk.satker.nama}">' in cetak(pk)
    assert list(aset_kop(pk.satker)) == ["logo"]


@pytest.mark.parametrize(
    ("lampiran", "surat"),
    [
        ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2024 X", "Perjanjian Kinerja Perubahan Tahun 2024"),
        ("PERJANJIAN KINERJA TAHUN 2024 X", "Perjanjian Kinerja Tahun 2024"),  # as those of December 2024 were printed
    ],
)
def test_the_letter_says_perubahan_where_the_annex_does(pk, lampiran, surat):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(
        jenis=JenisPerjanjian.PERUBAHAN, alasan_perubahan="Pagu", judul=lampiran
    )
    assert susun(pk).judul == surat


def test_what_people_typed_is_escaped(pk):
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(judul="<script>x</script>")
    assert "<script>" not in cetak(pk)


def test_only_signed_papers_are_gathered(pk, sekretariat):
    for status in (StatusPerjanjian.DRAF, StatusPerjanjian.DIAJUKAN, StatusPerjanjian.DIKEMBALIKAN):
        pabrik.PerjanjianFactory(unit=sekretariat, status=status)
    semua = susun_semua(pk.satker, 2024)
    assert [len(semua[j]) for j in JenisPerjanjian] == [1, 0]
    assert susun_semua(pk.satker, 2023)[JenisPerjanjian.AWAL] == ()


def test_superiors_come_right_before_those_below_them(sekretariat):
    ketua = pabrik.JabatanFactory(unit=sekretariat, urut=9)
    kabag = [pabrik.JabatanFactory(unit=sekretariat, urut=n, atasan=ketua) for n in (2, 1)]
    kasubag = [pabrik.JabatanFactory(unit=sekretariat, urut=3, atasan=k) for k in kabag]
    rantai = rantai_jabatan([*kasubag, *kabag, ketua])
    urut = sorted(rantai, key=rantai.get)
    assert urut == [ketua.pk, kabag[1].pk, kasubag[1].pk, kabag[0].pk, kasubag[0].pk]


def test_a_circle_of_superiors_ends(sekretariat):
    satu = pabrik.JabatanFactory(unit=sekretariat)
    dua = pabrik.JabatanFactory(unit=sekretariat, atasan=satu)
    satu.atasan = dua
    assert set(rantai_jabatan([satu, dua])) == {satu.pk, dua.pk}


@pytest.mark.parametrize("banyak", [1, 12])
def test_the_number_of_queries_is_flat(sekretariat, banyak):
    for _ in range(banyak):
        pk = pabrik.PerjanjianFactory(
            unit=sekretariat, berlaku=True, kop=pabrik.KopSuratFactory(satker=sekretariat.satker)
        )
        pabrik.IndikatorPerjanjianFactory(
            sasaran__perjanjian=pk, satuan=pabrik.SatuanFactory(predikat=True), target=Decimal(4)
        )
        pabrik.AnggaranPerjanjianFactory(perjanjian=pk)
    with CaptureQueriesContext(connection) as q:
        susun_semua(sekretariat.satker, 2024)
    assert len(q) == 8, [x["sql"][:80] for x in q.captured_queries]
