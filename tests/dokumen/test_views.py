import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dokumen import services
from dokumen.enums import StatusPekerjaan
from dokumen.models import PekerjaanCetak
from jejak.enums import Tindakan
from jejak.models import Jejak

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def masuk(client, perencana):
    client.force_login(perencana)
    return client


@pytest.fixture
def terbit(minta):
    """A finished job with its paper."""
    kerja = minta()
    services.kerjakan(kerja.pk)
    kerja.refresh_from_db()
    return kerja


def alamat(nama, satker, **lain):
    return reverse(f"dokumen:{nama}", kwargs={"kode": satker.kode, "tahun": 2024} | lain)


# --- Who may -------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["buat", "pekerjaan", "unduh"])
def permintaan(request, client, terbit, satker):
    """Each of the three pages, as a call."""
    if request.param == "buat":
        return lambda tempat=satker: client.post(alamat("buat", tempat, jenis="lambat"))
    pk = terbit.pk if request.param == "pekerjaan" else terbit.hasil_id
    return lambda tempat=satker: client.get(alamat(request.param, tempat, pk=pk))


def test_a_stranger_is_sent_to_the_login(permintaan):
    jawaban = permintaan()
    assert jawaban.status_code == 302
    assert jawaban["Location"].startswith(reverse("masuk"))


def test_a_person_of_another_satker_finds_nothing(permintaan, client, orang_lain):
    client.force_login(orang_lain)
    assert permintaan().status_code == 404


def test_a_paper_is_not_found_under_another_satkers_address(terbit, client, orang_lain, satker_lain):
    client.force_login(orang_lain)
    assert client.get(alamat("pekerjaan", satker_lain, pk=terbit.pk)).status_code == 404
    assert client.get(alamat("unduh", satker_lain, pk=terbit.hasil_id)).status_code == 404


@pytest.mark.parametrize("nama", ["pekerjaan", "unduh"])
def test_a_paper_is_not_found_under_another_year(masuk, terbit, satker, nama):
    pk = terbit.pk if nama == "pekerjaan" else terbit.hasil_id
    assert masuk.get(alamat(nama, satker, pk=pk).replace("/2024/", "/2023/")).status_code == 404


def test_who_may_not_print_is_refused(client, pembaca, satker):
    client.force_login(pembaca)
    assert client.post(alamat("buat", satker, jenis="uji")).status_code == 403
    assert not PekerjaanCetak.objects.exists()


def test_the_reader_may_watch_and_fetch(client, pembaca, terbit, satker):
    client.force_login(pembaca)
    assert client.get(alamat("pekerjaan", satker, pk=terbit.pk)).status_code == 200
    jawaban = client.get(alamat("unduh", satker, pk=terbit.hasil_id))
    assert jawaban.status_code == 200
    jawaban.close()


def test_fetching_a_paper_leaves_a_trail_and_looking_whether_it_is_there_does_not(masuk, terbit, satker, perencana):
    tujuan = alamat("unduh", satker, pk=terbit.hasil_id)
    kepala = masuk.head(tujuan)
    assert not Jejak.objects.filter(tindakan=Tindakan.UNDUH).exists()
    jawaban = masuk.get(tujuan)
    baris = Jejak.objects.untuk_objek(terbit.hasil).get(tindakan=Tindakan.UNDUH)
    assert (baris.pelaku_id, baris.satker_id) == (perencana.pk, satker.pk)
    assert baris.keterangan.endswith(f"-2024-{satker.kode}.pdf")
    for satu in (kepala, jawaban):  # last, because closing also gives back the connection
        satu.close()


# --- Asking --------------------------------------------------------------------------------------------------------


def test_asking_leads_to_the_jobs_page(masuk, satker, perencana):
    jawaban = masuk.post(alamat("buat", satker, jenis="uji"))
    kerja = PekerjaanCetak.objects.get()
    assert (kerja.jenis, kerja.satker, kerja.tahun, kerja.oleh) == ("uji", satker, 2024, perencana)
    assert jawaban["Location"] == alamat("pekerjaan", satker, pk=kerja.pk)


def test_asking_by_htmx_answers_with_the_fragment(masuk, satker):
    jawaban = masuk.post(alamat("buat", satker, jenis="uji"), headers=HTMX)
    assert jawaban.status_code == 200
    assert "<html" not in jawaban.text
    assert "Menunggu giliran" in jawaban.text


def test_a_double_click_makes_one_job(masuk, satker):
    dua = {masuk.post(alamat("buat", satker, jenis="uji"))["Location"] for _ in range(2)}
    assert len(dua) == PekerjaanCetak.objects.count() == 1


def test_an_unknown_kind_is_not_found(masuk, satker):
    assert masuk.post(alamat("buat", satker, jenis="x")).status_code == 404


def test_asking_needs_a_post(masuk, satker):
    assert masuk.get(alamat("buat", satker, jenis="uji")).status_code == 405


# --- Watching ------------------------------------------------------------------------------------------------------


def lihat(klien, kerja, **lain):
    return klien.get(kerja.get_absolute_url(), **lain).text


def test_a_running_job_tells_the_part_and_polls_itself(masuk, minta):
    kerja = minta(status=StatusPekerjaan.BERJALAN, bagian=3, jumlah_bagian=12, pesan="Bab II, halaman 14")
    isi = lihat(masuk, kerja, headers=HTMX)
    assert '<progress value="3" max="12"' in isi
    assert "3 dari 12 bagian" in isi
    assert "Bab II, halaman 14" in isi
    assert f'hx-get="{kerja.get_absolute_url()}" hx-trigger="every 1s"' in isi


def test_the_page_works_without_javascript(masuk, minta):
    isi = lihat(masuk, minta())
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d"></noscript>', isi)
    assert "<h1>PDF LKjIP 2024</h1>" in isi


def test_word_of_the_finished_paper_goes_out_with_it_only(masuk, minta, terbit):
    alamat_berjalan = minta(status=StatusPekerjaan.BERJALAN).get_absolute_url()
    assert "pdf-selesai" in masuk.get(terbit.get_absolute_url(), headers=HTMX)["HX-Trigger"]
    assert "HX-Trigger" not in masuk.get(alamat_berjalan, headers=HTMX)


def test_an_ended_job_polls_no_more(masuk, terbit):
    isi = lihat(masuk, terbit)
    assert "hx-trigger" not in isi
    assert 'http-equiv="refresh"' not in isi


def test_a_finished_job_offers_the_pdf_with_its_facts(masuk, terbit, satker):
    isi = lihat(masuk, terbit)
    assert alamat("unduh", satker, pk=terbit.hasil_id) in isi
    assert "3 halaman" in isi
    assert "KB" in isi
    assert terbit.hasil.sha256 in isi


def test_a_failed_job_says_why_and_can_be_repeated(masuk, minta, satker):
    kerja = minta(status=StatusPekerjaan.GAGAL, pesan="Belum ada data <2024>.", selesai_pada=timezone.now())
    isi = lihat(masuk, kerja)
    assert "Belum ada data &lt;2024&gt;." in isi
    assert f'method="post" action="{alamat("buat", satker, jenis="uji")}"' in isi
    assert "csrfmiddlewaretoken" in isi
    assert "Coba lagi" in isi


def test_who_may_not_print_sees_no_button_to_repeat(client, pembaca, minta):
    client.force_login(pembaca)
    kerja = minta(status=StatusPekerjaan.GAGAL, pesan="Gagal.", selesai_pada=timezone.now())
    assert "/buat/" not in lihat(client, kerja)


def test_a_job_of_a_kind_that_is_gone_is_still_shown(masuk, minta):
    kerja = minta("sudah-dicabut", status=StatusPekerjaan.GAGAL, pesan="Gagal.", selesai_pada=timezone.now())
    isi = lihat(masuk, kerja)
    assert "PDF sudah-dicabut 2024" in isi
    assert "/buat/" not in isi


def test_a_job_whose_paper_was_removed_says_so(masuk, minta):
    kerja = minta(status=StatusPekerjaan.SELESAI, selesai_pada=timezone.now())
    assert "sudah tidak ada" in lihat(masuk, kerja)


def test_the_state_is_never_cached(masuk, terbit):
    assert "no-store" in masuk.get(terbit.get_absolute_url())["Cache-Control"]


@pytest.mark.parametrize("status", [StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN])
def test_a_poll_costs_few_queries(masuk, minta, status, django_assert_max_num_queries):
    kerja = minta(status=status, jumlah_bagian=3)
    with django_assert_max_num_queries(6):
        lihat(masuk, kerja, headers=HTMX)


# --- Fetching ------------------------------------------------------------------------------------------------------


def test_the_file_comes_as_an_attachment_with_a_speaking_name(masuk, terbit):
    jawaban = masuk.get(terbit.hasil.get_absolute_url())
    assert jawaban["Content-Disposition"] == 'attachment; filename="LKjIP-2024-654340.pdf"'
    assert jawaban["Content-Type"] == "application/pdf"
    assert b"".join(jawaban).startswith(b"%PDF-")


def test_the_file_cannot_run_as_a_page(masuk, terbit):
    jawaban = masuk.get(terbit.hasil.get_absolute_url())
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Content-Security-Policy"].startswith("sandbox")
    jawaban.close()


def test_a_file_that_is_gone_is_explained(masuk, terbit):
    terbit.hasil.berkas.storage.delete(terbit.hasil.berkas.name)
    jawaban = masuk.get(terbit.hasil.get_absolute_url())
    assert jawaban.status_code == 404
    assert "tidak ada lagi di tempat penyimpanan" in jawaban.text


def test_the_stored_name_cannot_be_guessed(terbit):
    assert re.fullmatch(r"dokumen/654340/2024/[0-9a-f]{32}\.pdf", terbit.hasil.berkas.name)


# --- The admin -----------------------------------------------------------------------------------------------------


def test_the_admin_shows_jobs_and_papers_and_changes_neither(admin_client, terbit):
    for model, obj in [("pekerjaancetak", terbit), ("dokumenterbit", terbit.hasil)]:
        assert admin_client.get(reverse(f"admin:dokumen_{model}_changelist")).status_code == 200
        ubah = reverse(f"admin:dokumen_{model}_change", args=[obj.pk])
        assert admin_client.post(ubah, {"tahun": "2020"}).status_code == 403


@pytest.mark.parametrize(("detik", "tampak"), [(-1, True), (60, False)])
def test_a_worker_that_does_not_answer_is_said(masuk, minta, detik, tampak):
    tenggat = timezone.now() + timedelta(seconds=detik)
    kerja = minta(status=StatusPekerjaan.BERJALAN, bagian=1, jumlah_bagian=3, tenggat=tenggat)
    assert ("Pekerja belum menjawab" in lihat(masuk, kerja)) is tampak
