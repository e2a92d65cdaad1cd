from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from anggaran.models import Pos
from capaian.models import Realisasi
from pelaporan.models import Laporan
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}


def alamat(nama, **kwargs):
    return reverse(f"pelaporan:{nama}", kwargs={**TEMPAT, **kwargs})


@pytest.fixture
def tahun_terisi(satker):
    """One sasaran measured at 95 of 100 and one in process; 90,24 % of the money spent."""
    renstra = pabrik.RenstraFactory(satker=satker)
    for kode, keadaan, nilai in (("1.1", "terisi", 95), ("2.1", "proses", None)):
        indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra, kode=kode)
        pabrik.RealisasiFactory(pengukuran__indikator=indikator, keadaan=keadaan, nilai=nilai)
    pos = pabrik.PosFactory(dipa__satker=satker, kode="076.01.WA", pagu=Decimal(142_297_821_000))
    posisi = pabrik.PosisiRealisasiFactory(satker=satker)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode=pos.kode, nilai=Decimal(128_414_940_749))
    pabrik.KategoriCapaianFactory()


@pytest.fixture
def laporan(satker):
    return pabrik.LaporanFactory(satker=satker)


def foto_png():
    berkas = BytesIO()
    Image.new("RGB", (20, 20)).save(berkas, "PNG")
    return SimpleUploadedFile("x.png", berkas.getvalue(), "image/png")


@pytest.mark.parametrize("nama", ["beranda", "lkjip", "atur", "foto"])
def test_anonymous_is_sent_to_the_login(client, satker, nama):
    assert client.get(alamat(nama)).url.startswith(reverse("masuk"))


@pytest.mark.parametrize("nama", ["beranda", "lkjip", "atur", "foto"])
def test_unrelated_satker_gets_404(client, laporan, orang_lain, nama):
    client.force_login(orang_lain)
    assert client.get(alamat(nama)).status_code == 404


@pytest.mark.parametrize("nama", ["atur", "foto"])
def test_without_the_right_gets_403(client, laporan, pembaca, nama):
    client.force_login(pembaca)
    assert client.get(alamat(nama)).status_code == 403


def test_beranda_shows_the_year_at_a_glance(client, tahun_terisi, perencana):
    client.force_login(perencana)
    isi = client.get(alamat("beranda")).content.decode()
    for fakta in ("95,00", "1 dari 2 indikator", "Sangat Memuaskan", "90,24", "1 : 1,1"):
        assert fakta in isi


def test_the_card_of_absorption_leads_to_its_curve(client, tahun_terisi, perencana):
    client.force_login(perencana)
    isi = client.get(alamat("beranda")).content.decode()
    assert f'<a href="{reverse("anggaran:penyerapan", args=["654340", 2024])}">Lihat penyerapan</a>' in isi


def test_beranda_of_an_empty_year_says_so(client, satker, perencana):
    client.force_login(perencana)
    isi = client.get(alamat("beranda")).content.decode()
    for fakta in ("Tidak ada yang menunggu Anda", "Belum ada indikator yang diukur", "Belum ada DIPA tahun ini"):
        assert fakta in isi


@pytest.mark.parametrize("banyak", [1, 50])
def test_beranda_query_count_is_flat(client, satker, perencana, django_assert_max_num_queries, banyak):
    renstra = pabrik.RenstraFactory(satker=satker)
    for _ in range(banyak):
        pabrik.RealisasiFactory(pengukuran__indikator__sasaran__renstra=renstra)
    client.force_login(perencana)
    with django_assert_max_num_queries(33):
        client.get(alamat("beranda"))


def test_login_leads_to_the_newest_year_with_data(client, laporan, perencana):
    client.force_login(perencana)
    assert client.get("/").url == alamat("beranda")


def test_a_login_without_satker_is_told_whom_to_ask(client, satker):
    client.force_login(pabrik.PenggunaFactory(satker=None))
    jawaban = client.get("/")
    assert jawaban.status_code == 403


def test_lkjip_offers_to_begin_when_there_is_none(client, satker, perencana):
    client.force_login(perencana)
    assert "Mulai LKjIP 2024" in client.get(alamat("lkjip")).content.decode()


def test_lkjip_does_not_offer_what_is_not_permitted(client, satker, pembaca):
    client.force_login(pembaca)
    isi = client.get(alamat("lkjip")).content.decode()
    assert "Mulai LKjIP" not in isi
    assert "Buat PDF" not in isi


def test_mulai_makes_the_report(client, satker, perencana):
    client.force_login(perencana)
    assert client.post(alamat("mulai")).url == alamat("lkjip")
    assert Laporan.objects.get().satker == satker


def test_mulai_needs_the_right(client, satker, pembaca):
    client.force_login(pembaca)
    assert client.post(alamat("mulai")).status_code == 403


def test_lkjip_lists_what_is_missing(client, laporan, tahun_terisi, perencana):
    client.force_login(perencana)
    isi = client.get(alamat("lkjip")).content.decode()
    assert "Capaian indikator 2.1: Realisasi masih dalam proses" in isi
    assert "Buat PDF LKjIP" in isi


def test_lkjip_warns_when_it_measures_a_replaced_perjanjian(client, laporan, sekretaris):
    penugasan = sekretaris.pejabat.penugasan.get()
    lama = pabrik.PerjanjianFactory(
        unit=penugasan.jabatan.unit, pihak_pertama=penugasan, status="digantikan", tanggal=date(2024, 1, 2)
    )
    pabrik.PerjanjianFactory(
        unit=penugasan.jabatan.unit,
        pihak_pertama=penugasan,
        berlaku=True,
        menggantikan=lama,
        tanggal=date(2024, 12, 27),
    )
    laporan.perjanjian = lama
    laporan.save()
    client.force_login(sekretaris)
    isi = client.get(alamat("lkjip")).content.decode()
    assert "Laporan mengukur perjanjian 2 Januari 2024; yang berlaku perjanjian 27 Desember 2024." in isi


def test_atur_saves_the_sources(client, laporan, perencana):
    client.force_login(perencana)
    data = {"tempat": "Bengkulu", "tanggal": "16 Januari 2025", "pns": 25}
    assert client.post(alamat("atur"), data).url == alamat("lkjip")
    laporan.refresh_from_db()
    assert (laporan.tanggal, laporan.pns) == (date(2025, 1, 16), 25)


def test_atur_returns_wrong_input_with_what_was_typed(client, laporan, perencana):
    client.force_login(perencana)
    jawaban = client.post(alamat("atur"), {"tempat": "Bengkulu", "pns": "dua lima"})
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert "dua lima" in isi
    assert "Belum tersimpan" in isi


def test_atur_refuses_another_satkers_cut_off(client, laporan, perencana, satker_lain):
    client.force_login(perencana)
    asing = pabrik.PosisiRealisasiFactory(satker=satker_lain)
    assert client.post(alamat("atur"), {"posisi": asing.pk}).status_code == 422
    laporan.refresh_from_db()
    assert laporan.posisi is None


def test_a_photo_can_be_added_seen_and_removed(client, laporan, tahun_terisi, perencana):
    client.force_login(perencana)
    sasaran = laporan.satker.renstra.get().sasaran.first()
    data = {"sasaran": sasaran.pk, "keterangan": "Bimtek KPPS", "berkas": foto_png()}
    assert client.post(alamat("foto"), data).status_code == 302
    foto = laporan.foto.get()
    assert "Bimtek KPPS" in client.get(alamat("foto")).content.decode()
    gambar = client.get(alamat("berkas_foto", pk=foto.pk))
    assert (gambar["Content-Type"], gambar["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in gambar["Content-Security-Policy"]
    assert gambar.getvalue().startswith(b"\xff\xd8")
    client.post(alamat("hapus_foto", pk=foto.pk))
    assert not laporan.foto.exists()


def test_a_file_that_is_no_photo_is_refused_at_the_field(client, laporan, tahun_terisi, perencana):
    client.force_login(perencana)
    sasaran = laporan.satker.renstra.get().sasaran.first()
    data = {"sasaran": sasaran.pk, "keterangan": "x", "berkas": SimpleUploadedFile("x.jpg", b"bukan foto")}
    assert "bukan foto JPEG" in client.post(alamat("foto"), data).content.decode()


def test_a_photo_that_is_gone_from_storage_is_404(client, laporan, tahun_terisi, perencana):
    client.force_login(perencana)
    foto = laporan.foto.create(
        sasaran=laporan.satker.renstra.get().sasaran.first(), urut=1, keterangan="x", berkas="foto/hilang.jpg"
    )
    assert client.get(alamat("berkas_foto", pk=foto.pk)).status_code == 404


def test_parent_sees_a_childs_report_only_when_it_is_final(client, laporan, admin_pusat):
    client.force_login(admin_pusat)
    assert "Belum ada LKjIP" in client.get(alamat("lkjip")).content.decode()
    Laporan.objects.update(status="final")
    assert "Sumber data laporan" in client.get(alamat("lkjip")).content.decode()


def test_parent_reads_only_approved_figures_of_a_child(client, tahun_terisi, admin_pusat):
    client.force_login(admin_pusat)
    assert "0 dari 2 indikator" in client.get(alamat("beranda")).content.decode()
    Realisasi.objects.update(status="disetujui")
    assert "1 dari 2 indikator" in client.get(alamat("beranda")).content.decode()


def test_more_spent_than_allowed_gives_no_percentage(client, tahun_terisi, perencana):
    Pos.objects.update(pagu=Decimal(1000))
    client.force_login(perencana)
    isi = client.get(alamat("beranda")).content.decode()
    assert "Realisasi tercatat melebihi pagu" in isi
    assert "1 : " not in isi


def test_lkjip_says_when_its_renstra_was_replaced(client, laporan, tahun_terisi, perencana):
    laporan.renstra = laporan.satker.renstra.get()
    laporan.save()
    type(laporan.renstra).objects.update(status="digantikan")
    client.force_login(perencana)
    assert "Renstra laporan ini sudah digantikan" in client.get(alamat("lkjip")).content.decode()
