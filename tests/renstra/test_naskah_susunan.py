"""The chapters of a Renstra: what is printed where, and what is left out."""

from __future__ import annotations

import pytest

from dokumen.blok import AnakJudul, BlokTabel, Kutipan, Paragraf, Prosa, Rincian
from renstra.enums import JenisSasaran
from renstra.models import KataVisi, Kegiatan, Program
from renstra.naskah.enums import BAB, KunciNaskah
from renstra.naskah.kelengkapan import isi_naskah
from renstra.susunan import susun_matriks
from renstra.susunan_cetak import susun_buku, tabel_target
from tests import pabrik

pytestmark = pytest.mark.django_db


def tulis(renstra, **isi):
    for kunci, teks in isi.items():
        renstra.narasi.create(kunci=kunci, isi=teks)


def buku(renstra):
    renstra = type(renstra).objects.select_related("satker").get(pk=renstra.pk)
    return susun_buku(renstra, susun_matriks(renstra))


def judul(renstra):
    return [j.lengkap for j in buku(renstra).judul]


@pytest.fixture
def berisi(renstra):
    pabrik.IndikatorFactory(sasaran__renstra=renstra, sasaran__uraian="Mutu meningkat")
    return renstra


def test_every_place_belongs_to_one_chapter():
    assert sorted(k for kunci in BAB.values() for k in kunci) == sorted(KunciNaskah)


def test_without_prose_only_what_the_plan_says_is_printed(berisi):
    assert judul(berisi) == [
        *("Daftar Isi", "Daftar Tabel"),
        *("Bab I Visi, Misi, Tujuan, dan Sasaran Strategis", "1.1 Visi", "1.2 Sasaran Strategis"),
        *("Bab II Target Kinerja", "2.1 Target Kinerja Sasaran Strategis"),
        "Lampiran Matriks Kerangka Kinerja dan Kelembagaan",
    ]


def test_every_text_has_its_heading_and_numbers_follow(berisi):
    tulis(berisi, **{k.value: f"<p>Teks {k.value}.</p>" for k in KunciNaskah})
    pabrik.MisiFactory(renstra=berisi)
    pabrik.TujuanFactory(renstra=berisi)

    assert judul(berisi) == [
        *("Daftar Isi", "Daftar Tabel", "Kata Pengantar"),
        *("Bab I Pendahuluan", "1.1 Kondisi Umum", "1.2 Analisis Strategis"),
        *("1.2.1 Potensi dan Permasalahan", "1.2.2 Peluang dan Ancaman"),
        "Bab II Visi, Misi, Tujuan, dan Sasaran Strategis",
        *("2.1 Visi", "2.2 Misi", "2.3 Tujuan", "2.4 Sasaran Strategis"),
        *("Bab III Arah Kebijakan dan Strategi", "3.1 Arah Kebijakan dan Strategi Nasional"),
        *("3.2 Arah Kebijakan dan Strategi", "3.3 Kerangka Regulasi", "3.4 Kerangka Kelembagaan"),
        "Bab IV Target Kinerja dan Kerangka Pendanaan",
        *("4.1 Target Kinerja Sasaran Strategis", "4.2 Target Kinerja Program dan Kegiatan", "4.3 Kerangka Pendanaan"),
        "Bab V Penutup",
        "Lampiran Matriks Kerangka Kinerja dan Kelembagaan",
    ]
    semua = str(buku(berisi))
    assert [k.value for k in KunciNaskah if f"Teks {k.value}." not in semua] == []


@pytest.mark.parametrize(
    ("isi", "bagian"),
    [
        ({"potensi": "a", "permasalahan": "b"}, ["1.1 Potensi dan Permasalahan"]),
        ({"ancaman": "a"}, ["1.1 Ancaman"]),
        ({"analisis_strategis": "x", "potensi": "a"}, ["1.1 Analisis Strategis", "1.1.1 Potensi"]),
        ({"kondisi_umum": "<p> </p>", "peluang": "a"}, ["1.1 Peluang"]),
    ],
)
def test_an_analysis_of_one_kind_needs_no_heading_above_it(berisi, isi, bagian):
    tulis(berisi, **isi)
    mulai = judul(berisi).index("Bab I Pendahuluan") + 1
    assert judul(berisi)[mulai : mulai + len(bagian)] == bagian


def test_the_rows_of_the_plan_stand_behind_their_introduction(berisi):
    KataVisi.objects.create(renstra=berisi, urut=1, kata="Mandiri", arti="bebas dari pengaruh")
    KataVisi.objects.create(renstra=berisi, urut=2, kata="Jujur", arti="Tidak berbohong.")
    tulis(berisi, visi="<p>Visi kami:</p>")
    visi = buku(berisi).bab[0].bagian[0].isi

    assert [type(b) for b in visi] == [Prosa, Kutipan, Paragraf, Rincian]
    assert [b.teks for b in visi[-1].butir] == ["Mandiri, bebas dari pengaruh.", "Jujur: Tidak berbohong."]


def test_sasaran_stand_below_the_tujuan_that_they_serve(renstra):
    kedua = [pabrik.TujuanFactory(renstra=renstra, urut=n, teks=f"Tujuan {n}.") for n in (1, 2)][1]
    pabrik.SasaranFactory(renstra=renstra, urut=1, uraian="Lepas", tujuan=None)
    pabrik.SasaranFactory(renstra=renstra, urut=2, uraian="Milik kedua.", tujuan=kedua)
    pabrik.SasaranFactory(renstra=renstra, urut=3, uraian="Satu lagi; dan", tujuan=kedua)
    lepas, kalimat, milik = buku(renstra).bab[0].bagian[-1].isi

    assert [b.teks for b in lepas.butir] == ["Lepas."]
    assert kalimat.teks == "Sasaran strategis untuk tujuan kedua, “Tujuan 2”, yaitu:"
    assert [b.teks for b in milik.butir] == ["Milik kedua.", "Satu lagi; dan"]


def test_tables_of_the_text_and_of_the_targets_are_numbered_as_one(berisi):
    tulis(
        berisi,
        kondisi_umum="<table><caption>Divisi <em>kerja</em></caption><tr><td>a</td></tr></table>"
        "<table><tr><td>tanpa judul</td></tr></table>",
    )
    isi = buku(berisi)

    assert [(t.nomor, t.judul) for t in isi.tabel] == [
        ("1", "Divisi kerja"),
        ("2", "Indikator sasaran strategis KPU Provinsi Bengkulu, 2020–2024"),
    ]
    assert '<caption id="tabel-1"><span class="nomor">Tabel 1</span> Divisi <em>kerja</em>' in str(isi.bab[0])
    (tabel,) = [b.tabel for b in isi.bab[-1].bagian[0].isi if isinstance(b, BlokTabel)]
    assert (tabel.nomor, tabel.jangkar) == ("2", "tabel-2")


def test_a_note_of_a_row_stands_under_each_table_that_prints_it(berisi):
    type(berisi.sasaran.get()).objects.update(catatan_cetak="Semula lain.")
    berisi.sasaran.get().indikator.update(catatan_cetak="Target semula 100%.")
    isi = buku(berisi)
    (target,) = [b.tabel for b in isi.bab[-1].bagian[0].isi if isinstance(b, BlokTabel)]

    for tabel in (target, isi.lampiran[0].tabel):
        assert tabel.catatan == ("Semula lain.", "Target semula 100%.")
        assert [s.catatan for b in tabel.baris for s in b.sel if s.catatan] == [1, 2]


@pytest.mark.parametrize(
    ("cetak", "lebar", "lanskap"),
    [("77,50%", 8, False), ("7 Kecamatan", 11, False), ("7 Perpustakaan", 8, True)],
)
def test_one_long_unit_widens_the_years_of_every_table_or_lays_them_all_across(berisi, cetak, lebar, lanskap):
    pabrik.TargetTahunanFactory(indikator=berisi.sasaran.get().indikator.get(), tahun=2024, teks_cetak=cetak)
    program = pabrik.ProgramFactory(renstra=berisi)
    pabrik.IndikatorFactory(sasaran__renstra=berisi, sasaran__jenis=JenisSasaran.PROGRAM, sasaran__program=program)
    target = tabel_target(berisi, susun_matriks(berisi))

    assert len(target) == 2
    assert {t.kolom[-1].lebar for t in target} == {lebar}
    assert {t.lanskap for t in target} == {lanskap}


def test_programs_with_a_description_are_introduced(berisi):
    program = Program.objects.create(renstra=berisi, urut=1, nama="Program A", uraian="untuk layanan")
    Kegiatan.objects.create(program=program, urut=1, nama="K")
    bagian = {s.judul.teks: s.isi for s in buku(berisi).bab[0].bagian}
    assert "Misi" not in bagian  # no misi, no text of it

    tulis(berisi, misi="<p>Misi kami.</p>")
    misi = {s.judul.teks: s.isi for s in buku(berisi).bab[0].bagian}["Misi"]
    assert [b.teks for b in misi[-1].butir] == ["Program A, untuk layanan."]


def test_prose_keeps_its_headings_below_the_section(berisi):
    tulis(berisi, potensi="<h3>SDM</h3>", peluang="<h3>IT</h3>", kondisi_umum="<h3>Umum</h3>")
    semua = str(buku(berisi).bab[0])
    assert "<h4>SDM</h4>" in semua
    assert "<h3>Umum</h3>" in semua
    assert any(isinstance(b, AnakJudul) for s in buku(berisi).bab[0].bagian for b in s.isi)


def test_what_is_missing_is_named_without_the_optional_places(berisi):
    tulis(berisi, kondisi_umum="<p>Ada.</p>", potensi="<p>&nbsp;</p>")
    isi = isi_naskah(berisi)

    assert [t.kunci for t in isi.kurang] == [
        *("kata_pengantar", "pendahuluan", "potensi", "permasalahan", "peluang", "ancaman"),
        *("arah_kebijakan", "kerangka_regulasi", "kerangka_kelembagaan"),
    ]
    assert (isi.terisi, isi.jumlah, isi.keputusan) == (1, len(KunciNaskah), False)
