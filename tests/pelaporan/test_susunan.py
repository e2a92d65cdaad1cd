"""The LKjIP as data: its parts, its numbers, its gaps, and how many queries it takes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capaian.enums import KeadaanNilai
from capaian.lembar_bukti import foto_laporan
from capaian.models import BuktiRealisasi, Realisasi
from dokumen.jenis import GalatDokumen, ambil
from dokumen.pdf import render_html
from organisasi.models import Satker, Unit
from pelaporan.enums import KunciNarasi
from pelaporan.models import Foto, Laporan, Narasi, TabelPendukung
from pelaporan.susunan import susun_lkjip
from pelaporan.susunan.sumber import akar
from perjanjian.enums import JenisPerjanjian, StatusPerjanjian
from perjanjian.models import PerjanjianKinerja
from renstra.models import Renstra, Sasaran
from tests import pabrik


def isi_tahun(satker: Satker, sekretariat: Unit) -> Laporan:
    """A small true year: Renstra, a signed PK, realisasi, DIPA, prose and one pasted table per sasaran."""
    renstra = pabrik.RenstraFactory(satker=satker)
    pk = pabrik.PerjanjianFactory(unit=sekretariat, berlaku=True)
    for _ in range(2):
        s = pabrik.SasaranFactory(renstra=renstra)
        indikator = pabrik.IndikatorFactory(sasaran=s)
        pabrik.TargetTahunanFactory(indikator=indikator, nilai=Decimal(80))
        janji = pabrik.SasaranPerjanjianFactory(perjanjian=pk, sasaran=s, uraian=f"Janji {s.uraian}")
        butir = pabrik.IndikatorPerjanjianFactory(sasaran=janji, indikator=indikator)
        ukur = pabrik.PengukuranFactory(indikator=indikator, butir=butir, target_lain=None, sumber_target_lain="")
        pabrik.RealisasiFactory(pengukuran=ukur)
    program = pabrik.PosFactory(dipa__satker=satker, kode="076.01.WA", pagu=Decimal(1000))
    posisi = pabrik.PosisiRealisasiFactory(satker=satker)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode=program.kode, nilai=Decimal(900))
    pabrik.KategoriCapaianFactory(interpretasi="Kinerja dikelola dengan sangat memuaskan.")
    laporan = pabrik.LaporanFactory(satker=satker, perjanjian=pk, tanggal=date(2025, 1, 16), pns=25)
    for kunci in (KunciNarasi.KATA_PENGANTAR, KunciNarasi.LATAR_BELAKANG, KunciNarasi.TUGAS):
        Narasi.objects.create(laporan=laporan, kunci=kunci, isi=f"<p>Naskah {kunci.value}.</p>")
    for urut, s in enumerate(renstra.sasaran.all(), start=1):
        TabelPendukung.objects.create(
            laporan=laporan,
            kunci=KunciNarasi.ANALISIS_SASARAN,
            sasaran=s,
            urut=urut,
            judul="Jadwal",
            kolom=["a"],
            baris=[["x"]],
        )
    return laporan


@pytest.fixture
def laporan(satker, sekretariat) -> Laporan:
    return isi_tahun(satker, sekretariat)


def tabel(naskah):
    """Every numbered table of the report by its title."""
    semua = [b for bab in naskah.data["bab"] for sub in bab["bagian"] for b in sub["isi"] if "tabel" in b]
    return {b["tabel"]["judul"]: b["tabel"] for b in semua}


def tambah_foto(laporan, berkas):
    Foto.objects.create(laporan=laporan, sasaran=Sasaran.objects.first(), urut=1, keterangan="Rapat", berkas=berkas)


def teks(isi):
    return [[s["teks"] for s in b["sel"]] for k in isi["kelompok"] for b in k["baris"]]


def test_the_kind_lkjip_is_registered():
    assert ambil("lkjip").nama == "LKjIP"


def test_the_parts_come_in_the_order_of_the_regulation(laporan, satker):
    nama = [b.nama for b in susun_lkjip(satker, 2024).bagian]
    assert nama == [
        "Sampul",
        "Kata Pengantar",
        "Ikhtisar Eksekutif",
        "Daftar Isi",
        "Daftar Tabel",
        "Bab I Pendahuluan",
        "Bab II Perencanaan dan Perjanjian Kinerja",
        "Bab III Akuntabilitas Kinerja",
        "Bab IV Penutup",
        "Lampiran 1 Perjanjian Kinerja Tahun 2024",
    ]


def test_a_year_without_report_says_what_to_do(satker):
    with pytest.raises(GalatDokumen, match="Belum ada data LKjIP tahun 2030 untuk KPU Provinsi Bengkulu"):
        susun_lkjip(satker, 2030)


def test_a_report_without_renstra_or_capaian_says_so(satker):
    pabrik.LaporanFactory(satker=satker)
    with pytest.raises(GalatDokumen, match="Renstra"):
        susun_lkjip(satker, 2024)
    pabrik.RenstraFactory(satker=satker)
    with pytest.raises(GalatDokumen, match="Belum ada indikator yang diukur tahun 2024"):
        susun_lkjip(satker, 2024)


def test_the_number_of_queries_does_not_grow_with_the_rows(laporan, satker, sekretariat):
    with CaptureQueriesContext(connection) as sedikit:
        susun_lkjip(satker, 2024)
    tambah_sasaran(laporan, sekretariat, banyak=10)
    with CaptureQueriesContext(connection) as banyak:
        susun_lkjip(satker, 2024)
    assert len(banyak) == len(sedikit) < 58


def tambah_sasaran(laporan: Laporan, sekretariat: Unit, *, banyak: int) -> None:
    """More sasaran, each promised, measured and written about, and as many more PK with a letterhead."""
    for urut in range(banyak):
        s = pabrik.SasaranFactory(renstra=laporan.renstra or Renstra.objects.get())
        janji = pabrik.SasaranPerjanjianFactory(perjanjian=laporan.perjanjian, sasaran=s)
        butir = pabrik.IndikatorPerjanjianFactory(sasaran=janji, indikator=pabrik.IndikatorFactory(sasaran=s))
        ukur = pabrik.PengukuranFactory(indikator=butir.indikator, butir=butir, target_lain=None, sumber_target_lain="")
        pabrik.RealisasiFactory(pengukuran=ukur)
        Narasi.objects.create(laporan=laporan, kunci=KunciNarasi.ANALISIS_SASARAN, sasaran=s, isi="<p>a</p>")
        Foto.objects.create(laporan=laporan, sasaran=s, urut=urut, keterangan="Rapat", berkas=f"foto/{urut}.jpg")
        pabrik.BuktiRealisasiFactory(
            realisasi=ukur.realisasi.get(),
            bukti__foto=True,
            bukti__keterangan="Rapat",
            bukti__tampil_di_laporan=True,
        )
        lain = pabrik.PerjanjianFactory(
            unit=sekretariat, berlaku=True, kop=pabrik.KopSuratFactory(satker=laporan.satker)
        )
        pabrik.IndikatorPerjanjianFactory(sasaran__perjanjian=lain)


def test_no_two_tables_share_a_number_and_the_list_is_the_same_rows(laporan, satker):
    naskah = susun_lkjip(satker, 2024)
    daftar = next(b for b in naskah.bagian if b.nama == "Daftar Tabel").konteks["daftar"]
    nomor = [t.nomor for t in daftar]
    assert len(set(nomor)) == len(nomor) == len([t for t in tabel(naskah).values() if t["nomor"]]) + 1  # two “Jadwal”
    assert nomor == sorted(nomor, key=lambda n: [int(x) for x in n.split(".")])


def test_tabel_2_2_takes_the_words_of_the_renstra_and_the_target_of_the_pk(laporan, satker):
    isi = teks(tabel(susun_lkjip(satker, 2024))["Perjanjian Kinerja KPU Provinsi Bengkulu Tahun 2024"])
    sasaran = Sasaran.objects.first()
    assert isi[0] == [f"Sasaran {laporan.perjanjian.sasaran.first().urut}. {sasaran.uraian}"]
    assert isi[1] == [sasaran.indikator.first().uraian, "100\u00a0%"]


def test_the_capaian_table_is_computed_and_ends_with_the_mean(laporan, satker):
    capaian = tabel(susun_lkjip(satker, 2024))["Capaian Kinerja KPU Provinsi Bengkulu Tahun 2024"]
    assert teks(capaian)[1][1:] == ["100\u00a0%", "90\u00a0%", "90\u00a0%"]
    assert [s["teks"] for s in capaian["kaki"][0]["sel"]] == [
        "Rata-rata capaian (2 dari 2 indikator, kategori AA (Sangat Memuaskan))",
        "90,00\u00a0%",
    ]


def test_proses_stays_a_word_and_is_left_out_of_the_mean(laporan, satker):
    realisasi = laporan.satker.pengukuran.first().realisasi.get()
    realisasi.keadaan, realisasi.nilai = KeadaanNilai.PROSES, None
    realisasi.save()
    naskah = susun_lkjip(satker, 2024)
    assert teks(tabel(naskah)["Capaian Kinerja KPU Provinsi Bengkulu Tahun 2024"])[1][2:] == ["Proses", "Proses"]
    assert naskah.data["angka"]["cakupan"] == "1 dari 2 indikator"


def test_a_target_other_than_the_promised_one_carries_a_note(laporan, satker):
    laporan.satker.pengukuran.filter(pk=laporan.satker.pengukuran.first().pk).update(
        target_lain=Decimal(95), sumber_target_lain="Tabel 3.2"
    )
    capaian = tabel(susun_lkjip(satker, 2024))["Capaian Kinerja KPU Provinsi Bengkulu Tahun 2024"]
    assert capaian["catatan"] == [
        "Target menurut Tabel 3.2 dokumen sumber; perjanjian kinerja mencantumkan 100\u00a0%."
    ]
    assert capaian["kelompok"][0]["baris"][1]["sel"][1]["catatan"] == 1


def test_years_before_stand_beside_and_missing_ones_are_a_dash(laporan, satker):
    indikator = laporan.satker.pengukuran.first().indikator
    lalu = pabrik.PengukuranFactory(indikator=indikator, tahun=2023)
    pabrik.RealisasiFactory(pengukuran=lalu, nilai=Decimal(50))
    banding = tabel(susun_lkjip(satker, 2024))["Perbandingan Realisasi Capaian Kinerja"]
    assert banding["lanskap"]
    assert teks(banding)[1][1:] == ["–"] * 6 + [
        "100\u00a0%",
        "50\u00a0%",
        "50\u00a0%",
        "100\u00a0%",
        "90\u00a0%",
        "90\u00a0%",
    ]


def test_an_indikator_is_followed_through_revisions_of_the_renstra():
    assert akar(3, {3: 2, 2: 1, 1: None}) == 1
    assert akar(1, {1: 2, 2: 1}) in {1, 2}  # a circle ends


def test_the_medium_term_target_is_the_renstras_last_year(laporan, satker):
    isi = teks(
        tabel(susun_lkjip(satker, 2024))["Perbandingan Realisasi Kinerja Tahun 2024 dengan Target Jangka Menengah"]
    )
    assert isi[1][4:] == ["80\u00a0%", "112,5\u00a0%"]


def test_the_three_year_table_uses_the_cut_off_chosen_for_it(laporan, satker):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, nama="Tabel 3.17", per_tanggal=None, utama=False)
    pabrik.RealisasiAnggaranFactory(posisi=lain, nilai=Decimal(850), catatan_cetak="Tercetak 85%.")
    laporan.posisi_perbandingan = lain
    laporan.save()
    naskah = susun_lkjip(satker, 2024)
    tiga = tabel(naskah)["Efisiensi Penggunaan Anggaran KPU Provinsi Bengkulu Tahun 2022–2024"]
    assert teks(tiga)[0][0].startswith("WA. Program Uji")
    assert teks(tiga)[3] == ["2024", "1.000", "850", "85,00\u00a0%"]
    assert (tiga["catatan"], tiga["keterangan"]) == (
        ["Dokumen sumber: Tercetak 85%."],
        "Realisasi tahun 2024 menurut “Tabel 3.17”",
    )
    assert naskah.data["angka"]["realisasi"] == "900.00"


def test_a_year_with_more_spent_than_pagu_is_not_summed_up(laporan, satker):
    laporan.satker.posisi_realisasi.first().realisasi.update(nilai=Decimal(9_000_000))
    tiga = tabel(susun_lkjip(satker, 2024))["Efisiensi Penggunaan Anggaran KPU Provinsi Bengkulu Tahun 2022–2024"]
    assert teks(tiga)[-1] == ["2024", "1.000", "–", "–"]
    assert "melebihi pagunya" in tiga["catatan"][-1]


def test_efficiency_names_its_rule(laporan, satker):
    html = render_html(susun_lkjip(satker, 2024))
    assert "90,00 : 90,00 = 1 : 1,0" in html
    assert "Aturan: Perbandingan capaian dan penyerapan<" in html


def test_gaps_are_listed_and_silent_in_the_paper(laporan, satker):
    naskah = susun_lkjip(satker, 2024)
    kosong = [(k["bagian"], k["sasaran"]) for k in naskah.data["kekosongan"]]
    assert ("Ikhtisar Eksekutif", "") in kosong
    assert ("Kata Pengantar", "") not in kosong
    assert all(("Bab III B. Analisis per sasaran", s.uraian) in kosong for s in Sasaran.objects.all())
    assert len(kosong) == len(set(kosong))
    assert "Belum ada uraian" not in render_html(naskah)


def test_prose_is_cleaned_again_when_it_is_printed(laporan, satker):
    Narasi.objects.filter(kunci=KunciNarasi.LATAR_BELAKANG).update(
        isi="<p>Aman</p><script>x()</script><img src='file:///a'>"
    )
    html = render_html(susun_lkjip(satker, 2024))
    assert "<p>Aman</p>" in html
    assert "<script" not in html
    assert "file:///a" not in html


def test_photos_are_numbered_and_their_files_asked_for(laporan, satker, settings):
    tambah_foto(laporan, "foto/a.jpg")
    naskah = susun_lkjip(satker, 2024)
    assert naskah.aset == {"gambar-3-1": Path(settings.MEDIA_ROOT) / "foto/a.jpg"}
    assert "Daftar Gambar" in [b.nama for b in naskah.bagian]


def pasang_foto(realisasi, keterangan, **lain):
    foto = pabrik.BuktiDukungFactory(
        satker=realisasi.pengukuran.satker, foto=True, keterangan=keterangan, tampil_di_laporan=True, **lain
    )
    pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti=foto)
    return foto


def test_photos_of_the_evidence_stand_under_their_indikator(laporan, satker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tambah_foto(laporan, "foto/a.jpg")
    pertama, kedua = Realisasi.objects.order_by("pengukuran__indikator__sasaran__urut")[:2]
    foto = pasang_foto(pertama, "Rapat evaluasi")
    pabrik.BuktiRealisasiFactory(realisasi=kedua, bukti=foto)  # the same photo proves another one too
    lain = pasang_foto(kedua, "Penyerahan laporan")
    pabrik.BuktiRealisasiFactory(realisasi=pertama, bukti__foto=True, bukti__satker=satker)  # not for the report
    naskah = susun_lkjip(satker, 2024)
    bagian = naskah.data["bab"][2]["bagian"][1]["isi"]
    galeri = [[(g["nomor"], g["keterangan"]) for g in b["gambar"]] for b in bagian if "gambar" in b]
    assert galeri == [[("3.1", "Rapat")], [("3.2", "Rapat evaluasi")], [("3.3", "Penyerahan laporan")]]
    kalimat = [b["teks"] for b in bagian if "didokumentasikan" in str(b.get("teks"))]
    assert f"indikator “{pertama.pengukuran.uraian}” didokumentasikan pada Gambar\xa03.2." in kalimat[0]
    assert naskah.aset["gambar-3-2"] == Path(foto.berkas.path)
    assert naskah.aset["gambar-3-3"] == Path(lain.berkas.path)


def test_photos_of_the_evidence_alone_make_a_list_of_pictures(laporan, satker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pasang_foto(Realisasi.objects.first(), "Rapat evaluasi")
    naskah = susun_lkjip(satker, 2024)
    assert "Daftar Gambar" in [b.nama for b in naskah.bagian]
    assert "Rapat evaluasi</figcaption>" in render_html(naskah)


def test_a_photo_that_only_a_corrected_figure_used_is_left_out(laporan, satker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lama = Realisasi.objects.first()
    pasang_foto(lama, "Rapat lama")
    Realisasi.objects.filter(pk=lama.pk).update(status="disetujui")
    pabrik.RealisasiFactory(
        pengukuran=lama.pengukuran, triwulan=lama.triwulan, revisi=1, alasan_revisi="Salah", status="disetujui"
    )
    assert susun_lkjip(satker, 2024).aset == {}


@pytest.mark.parametrize("berlampiran", [True, False])
def test_the_logo_is_asked_for_where_a_letterhead_shows_it(laporan, satker, berlampiran):
    Satker.objects.filter(pk=satker.pk).update(logo="logo/1/a.png")
    if not berlampiran:
        PerjanjianKinerja.objects.update(status="draf")
    assert ("logo" in susun_lkjip(Satker.objects.get(pk=satker.pk), 2024).aset) == berlampiran


def test_a_missing_photo_stops_the_paper_with_a_message(laporan, satker):
    tambah_foto(laporan, "foto/tiada.jpg")
    with pytest.raises(GalatDokumen, match="gambar-3-1"):
        render_html(susun_lkjip(satker, 2024))


def test_every_signed_pk_is_an_annex_and_drafts_are_not(laporan, satker, sekretariat):
    pabrik.PerjanjianFactory(unit=sekretariat, judul="DRAF")
    pabrik.PerjanjianFactory(
        unit=sekretariat, berlaku=True, jenis=JenisPerjanjian.PERUBAHAN, alasan_perubahan="Pagu berubah", judul="BARU"
    )
    pabrik.PerjanjianFactory(
        unit=sekretariat, status=StatusPerjanjian.DIGANTIKAN, tanggal=date(2024, 1, 1), judul="LAMA"
    )
    naskah = susun_lkjip(satker, 2024)
    assert [b.nama for b in naskah.bagian][-2:] == [
        "Lampiran 1 Perjanjian Kinerja Tahun 2024",
        "Lampiran 2 Perjanjian Kinerja Perubahan Tahun 2024",
    ]
    assert "DRAF" not in render_html(naskah)
    assert "LAMA" in render_html(naskah)


def test_the_sekretaris_signs_when_nobody_else_is_chosen(laporan, satker):
    html = render_html(susun_lkjip(satker, 2024))
    assert html.count(f'<p class="nama">{laporan.perjanjian.pihak_kedua.pejabat.nama}</p>') >= 2
    assert "Bengkulu, 16 Januari 2025" in html


def test_the_snapshot_can_be_stored(laporan, satker):
    data = susun_lkjip(satker, 2024).data
    assert json.loads(json.dumps(data)) == data
    assert data["angka"]["penyerapan"] == "90"


def test_the_same_rows_make_the_same_paper(laporan, satker):
    assert render_html(susun_lkjip(satker, 2024)) == render_html(susun_lkjip(satker, 2024))


def test_a_figure_that_was_approved_stands_until_its_correction_is(laporan, satker):
    """Nor does the report count the photos of a correction that nobody has approved."""
    lama = Realisasi.objects.order_by("pk").first()
    Realisasi.objects.update(status="disetujui")
    sebelum = json.dumps(susun_lkjip(satker, 2024).data["bab"][2], default=str)
    koreksi = pabrik.RealisasiFactory(
        pengukuran=lama.pengukuran,
        triwulan=lama.triwulan,
        revisi=1,
        alasan_revisi="Salah ketik",
        nilai=Decimal("12.34"),
    )
    bukti = pabrik.BuktiDukungFactory(satker=satker, tahun=2024, foto=True, keterangan="Rapat", tampil_di_laporan=True)
    BuktiRealisasi.objects.create(realisasi=lama, bukti=bukti)
    assert list(foto_laporan(satker, 2024)) == [lama.pengukuran_id]
    BuktiRealisasi.objects.all().delete()
    BuktiRealisasi.objects.create(realisasi=koreksi, bukti=bukti)
    assert not foto_laporan(satker, 2024)
    assert json.dumps(susun_lkjip(satker, 2024).data["bab"][2], default=str) == sebelum
    Realisasi.objects.filter(pk=koreksi.pk).update(status="disetujui")
    assert "12,34" in json.dumps(susun_lkjip(satker, 2024).data["bab"][2], default=str)
