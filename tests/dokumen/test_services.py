import errno
import hashlib
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from dokumen import penyimpanan, services, tasks
from dokumen.enums import StatusPekerjaan
from dokumen.jenis import Bagian, GalatDokumen, JenisDokumen, daftarkan
from dokumen.models import DokumenTerbit, PekerjaanCetak
from jejak.models import Jejak
from tests.dokumen import contoh

pytestmark = pytest.mark.django_db


@pytest.fixture
def bel(monkeypatch):
    """The jobs that were rung for."""
    bunyi = []
    monkeypatch.setattr(tasks.kerjakan, "delay", bunyi.append)
    return bunyi


def berkas(ruang):
    return [jalan for jalan in (ruang / "media").rglob("*") if jalan.is_file()]


def kini(kerja):
    kerja.refresh_from_db()
    return kerja


def bisu(kerja):
    """The worker has fallen silent: its lease ran out."""
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(tenggat=timezone.now() - timedelta(seconds=1))


# --- Asking --------------------------------------------------------------------------------------------------------


def test_asking_makes_a_waiting_job_and_rings_after_commit(satker, perencana, bel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kerja = services.minta_cetak(jenis="uji", satker=satker, tahun=2024, oleh=perencana)
        assert bel == []
    assert (kerja.status, kerja.oleh, bel) == (StatusPekerjaan.ANTRE, perencana, [kerja.pk])


def test_asking_twice_gives_one_job_and_one_ring(satker, perencana, bel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        dua = {services.minta_cetak(jenis="uji", satker=satker, tahun=2024, oleh=perencana).pk for _ in range(2)}
    assert len(dua) == len(bel) == PekerjaanCetak.objects.count() == 1


def test_another_year_or_kind_is_another_job(satker, perencana, bel):
    for jenis, tahun in [("uji", 2024), ("uji", 2023), ("lambat", 2024)]:
        services.minta_cetak(jenis=jenis, satker=satker, tahun=tahun, oleh=perencana)
    assert PekerjaanCetak.objects.count() == 3


@pytest.mark.parametrize("akhir", [StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL])
def test_asking_after_the_end_makes_a_new_job(minta, satker, perencana, bel, akhir):
    lama = minta(status=akhir, selesai_pada=timezone.now())
    assert services.minta_cetak(jenis="uji", satker=satker, tahun=2024, oleh=perencana).pk != lama.pk


def test_asking_for_an_unknown_kind_is_refused(satker, perencana):
    with pytest.raises(GalatDokumen, match="tidak dikenal"):
        services.minta_cetak(jenis="x", satker=satker, tahun=2024, oleh=perencana)
    assert not PekerjaanCetak.objects.exists()


def test_a_dead_broker_fails_no_request(satker, perencana, monkeypatch, caplog, django_capture_on_commit_callbacks):
    def mati(pekerjaan_id):
        raise ConnectionError("broker mati")

    monkeypatch.setattr(tasks.kerjakan, "delay", mati)
    with django_capture_on_commit_callbacks(execute=True):
        kerja = services.minta_cetak(jenis="uji", satker=satker, tahun=2024, oleh=perencana)
    assert kini(kerja).status == StatusPekerjaan.ANTRE
    assert "broker mati" in caplog.text


# --- The lease -----------------------------------------------------------------------------------------------------


def test_a_job_is_claimed_once(minta):
    kerja = minta()
    sewa = services.ambil_pekerjaan(kerja.pk)
    assert services.ambil_pekerjaan(kerja.pk) is None
    assert (kini(kerja).token, kerja.status, kerja.percobaan) == (sewa.token, StatusPekerjaan.BERJALAN, 1)
    assert timezone.now() < kerja.tenggat <= timezone.now() + services.LAMA_SEWA


def test_a_silent_workers_job_is_claimed_with_a_new_token(minta):
    kerja = minta()
    lama = services.ambil_pekerjaan(kerja.pk)
    bisu(kerja)
    assert services.ambil_pekerjaan(kerja.pk).token != lama.token
    assert kini(kerja).percobaan == 2


def test_a_job_is_claimed_three_times_at_most(minta):
    kerja = minta(percobaan=services.BATAS_PERCOBAAN)
    assert services.ambil_pekerjaan(kerja.pk) is None


@pytest.mark.parametrize("akhir", [StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL])
def test_an_ended_job_is_not_claimed(minta, akhir):
    assert services.ambil_pekerjaan(minta(status=akhir, selesai_pada=timezone.now()).pk) is None


def test_a_sign_of_life_extends_the_lease(minta):
    sewa = services.ambil_pekerjaan(minta().pk)
    bisu(sewa.pekerjaan)
    sewa.perbarui(jumlah_bagian=3, bagian=1, pesan="Bab II")
    kerja = kini(sewa.pekerjaan)
    assert kerja.tenggat > timezone.now() + timedelta(seconds=60)
    assert (kerja.bagian, kerja.jumlah_bagian, kerja.pesan) == (1, 3, "Bab II")


def test_who_lost_the_lease_writes_nothing(minta):
    kerja = minta()
    lama = services.ambil_pekerjaan(kerja.pk)
    bisu(kerja)
    services.ambil_pekerjaan(kerja.pk)
    with pytest.raises(services.SewaHilang):
        lama.perbarui(pesan="dari pekerja lama")
    lama.gagalkan("dari pekerja lama")
    assert (kini(kerja).status, kerja.pesan) == (StatusPekerjaan.BERJALAN, "mengumpulkan data")


# --- Making --------------------------------------------------------------------------------------------------------


def test_a_paper_is_published_by_the_one_who_asked_for_it(minta, perencana):
    kerja = minta(oleh=perencana)
    services.kerjakan(kerja.pk)
    baris = Jejak.objects.untuk_objek(kini(kerja).hasil).get()
    assert (baris.pelaku_id, baris.jabatan) == (perencana.pk, "melalui pekerja cetak")
    assert "data" not in baris.sesudah


def test_a_job_ends_in_a_published_paper_with_its_file(minta, perencana):
    kerja = minta(oleh=perencana)
    services.kerjakan(kerja.pk)
    hasil = kini(kerja).hasil
    assert (kerja.status, kerja.bagian, kerja.jumlah_bagian, kerja.pesan) == (StatusPekerjaan.SELESAI, 3, 3, "")
    assert (hasil.judul, hasil.data, hasil.halaman) == ("Laporan Uji", {"capaian": "90,24"}, 3)
    assert (hasil.satker, hasil.tahun, hasil.jenis, hasil.dibuat_oleh) == (kerja.satker, 2024, "uji", perencana)


def test_the_stored_fingerprint_is_that_of_the_file(minta, ruang):
    kerja = minta()
    services.kerjakan(kerja.pk)
    isi = Path(kini(kerja).hasil.berkas.path).read_bytes()
    assert kerja.hasil.sha256 == hashlib.sha256(isi).hexdigest()
    assert kerja.hasil.ukuran == len(isi)
    assert [jalan.suffix for jalan in berkas(ruang)] == [".pdf"]


def test_a_second_ring_changes_nothing(minta):
    kerja = minta()
    services.kerjakan(kerja.pk)
    services.kerjakan(kerja.pk)
    assert DokumenTerbit.objects.count() == 1


def test_a_ring_for_a_job_that_is_gone_is_harmless():
    services.kerjakan(404)
    assert not DokumenTerbit.objects.exists()


def test_the_progress_is_stored_while_it_is_made(minta, monkeypatch):
    catatan = []
    asli = services.Sewa.perbarui
    monkeypatch.setattr(services.Sewa, "perbarui", lambda sewa, **n: (catatan.append(n), asli(sewa, **n)))
    services.kerjakan(minta().pk)
    assert {"bagian": 0, "pesan": "menyusun Bab II"} in catatan
    assert {"bagian": 1, "pesan": "Bab II, halaman 2"} in catatan
    assert [n["bagian"] for n in catatan if "bagian" in n] == sorted(n["bagian"] for n in catatan if "bagian" in n)


def test_progress_is_written_twice_a_second_at_most(minta, monkeypatch):
    monkeypatch.setattr(services, "JEDA_LAPOR", 1000)
    catatan = []
    monkeypatch.setattr(services.Sewa, "perbarui", lambda sewa, **n: catatan.append(n))
    services.kerjakan(minta().pk)
    assert len(catatan) == 4  # the total, one of each stage, and the end


def test_no_transaction_is_open_while_it_is_rendered(transactional_db, minta, monkeypatch):
    terbuka = []

    def susun(satker, tahun):
        terbuka.append(transaction.get_connection().in_atomic_block)
        return contoh.naskah()

    daftarkan(JenisDokumen("intip", "Intip", susun))
    services.kerjakan(minta("intip").pk)
    assert terbuka == [False]


# --- What goes wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "pesan"),
    [
        ("tanpa-data", "Belum ada data tahun 2024"),
        ("foto-hilang", "Gambar “rapat.jpg” tidak ada"),
        ("rusak", "kesalahan di dalam sistem"),
        ("kehabisan-waktu", "Waktu pembuatan dokumen habis"),
        ("sudah-dicabut", "Jenis dokumen “sudah-dicabut” tidak dikenal"),
    ],
)
def test_a_failure_says_why_and_leaves_nothing(minta, ruang, jenis, pesan):
    kerja = minta(jenis)
    services.kerjakan(kerja.pk)
    assert kini(kerja).status == StatusPekerjaan.GAGAL
    assert pesan in kerja.pesan
    assert kerja.selesai_pada is not None
    assert (kerja.token, berkas(ruang), DokumenTerbit.objects.count()) == ("", [], 0)


def test_an_inner_error_is_in_the_log_and_not_on_the_screen(minta, caplog):
    kerja = minta("rusak")
    services.kerjakan(kerja.pk)
    assert "rahasia-di-dalam" not in kini(kerja).pesan
    assert f"nomor pekerjaan {kerja.pk}" in kerja.pesan
    assert "RuntimeError: rahasia-di-dalam" in caplog.text
    assert "Traceback" in caplog.text


def test_a_failed_job_can_be_asked_for_again(minta, satker, perencana, bel):
    gagal = minta("tanpa-data")
    services.kerjakan(gagal.pk)
    baru = services.minta_cetak(jenis="tanpa-data", satker=satker, tahun=2024, oleh=perencana)
    assert baru.pk != gagal.pk


class Pencuri:
    """Text that takes the job away while it is being printed."""

    def __init__(self, pekerjaan):
        self.pekerjaan = pekerjaan

    def __str__(self):
        bisu(self.pekerjaan)
        services.ambil_pekerjaan(self.pekerjaan.pk)
        return "direbut"


def test_who_lost_the_lease_while_rendering_stops_at_once(minta, ruang, caplog):
    kerja = minta("direbut")
    bagian = Bagian("Isi", "uji/mentah.html", {"html": Pencuri(kerja)})
    daftarkan(JenisDokumen("direbut", "Direbut", lambda satker, tahun: contoh.naskah(bagian)))
    services.kerjakan(kerja.pk)
    assert (kini(kerja).status, kerja.percobaan) == (StatusPekerjaan.BERJALAN, 2)
    assert "lease lost" in caplog.text
    assert (berkas(ruang), DokumenTerbit.objects.count()) == ([], 0)


def test_who_loses_the_lease_at_the_last_moment_deletes_its_own_file(minta, ruang, monkeypatch):
    kerja = minta()
    asli = penyimpanan.tulis_sementara

    def tulis(isi, **lain):
        jalan = asli(isi, **lain)
        Pencuri(kerja).__str__()
        return jalan

    monkeypatch.setattr(penyimpanan, "tulis_sementara", tulis)
    services.kerjakan(kerja.pk)
    assert (kini(kerja).status, kerja.percobaan) == (StatusPekerjaan.BERJALAN, 2)
    assert (berkas(ruang), DokumenTerbit.objects.count()) == ([], 0)


@pytest.mark.parametrize("kali", [1, 2], ids=["file", "folder"])
def test_a_full_disk_leaves_no_file_and_no_paper(minta, ruang, monkeypatch, kali):
    panggilan = []

    def penuh(penunjuk):
        panggilan.append(penunjuk)
        if len(panggilan) == kali:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(penyimpanan.os, "fsync", penuh)
    kerja = minta()
    services.kerjakan(kerja.pk)
    assert (kini(kerja).status, berkas(ruang), DokumenTerbit.objects.count()) == (StatusPekerjaan.GAGAL, [], 0)


# --- The sweeper ---------------------------------------------------------------------------------------------------


def tua(kerja, detik):
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(dibuat_pada=timezone.now() - timedelta(seconds=detik))


def test_the_sweeper_rings_for_a_job_that_waits_long(minta, bel):
    kerja = minta()
    tua(kerja, 61)
    services.sapu()
    assert bel == [kerja.pk]


def test_the_sweeper_leaves_a_fresh_job_to_its_own_bell(minta, bel):
    tua(minta(), 50)
    services.sapu()
    assert bel == []


def test_the_sweeper_lets_a_silent_workers_job_start_over(minta, bel):
    kerja = minta()
    services.ambil_pekerjaan(kerja.pk).perbarui(jumlah_bagian=9, bagian=5)
    bisu(kerja)
    services.sapu()
    assert (kini(kerja).status, kerja.token, kerja.bagian, bel) == (StatusPekerjaan.ANTRE, "", 0, [kerja.pk])
    services.kerjakan(kerja.pk)
    assert kini(kerja).status == StatusPekerjaan.SELESAI


def test_the_sweeper_leaves_a_running_job_alone(minta, bel):
    kerja = minta()
    sewa = services.ambil_pekerjaan(kerja.pk)
    services.sapu()
    assert (kini(kerja).token, bel) == (sewa.token, [])


def test_the_sweeper_gives_up_after_the_third_attempt_with_a_reason(minta, bel):
    kerja = minta(percobaan=services.BATAS_PERCOBAAN - 1)
    services.ambil_pekerjaan(kerja.pk)
    bisu(kerja)
    services.sapu()
    assert (kini(kerja).status, bel) == (StatusPekerjaan.GAGAL, [])
    assert "Pekerja berhenti di tengah jalan" in kerja.pesan
    assert "coba lagi" in kerja.pesan


def test_the_sweeper_deletes_what_dead_writers_left_and_nothing_else(minta, ruang):
    sewa = services.ambil_pekerjaan(minta().pk)
    hidup = penyimpanan.tulis_sementara(b"%PDF", nama="dokumen/a.pdf", token=sewa.token)
    mati = penyimpanan.tulis_sementara(b"%PDF", nama="dokumen/b.pdf", token="0" * 32)
    services.sapu()
    assert hidup.exists()
    assert not mati.exists()


def test_the_sweeper_stops_ringing_when_the_broker_is_dead(minta, monkeypatch, caplog):
    panggilan = []

    def mati(pekerjaan_id):
        panggilan.append(pekerjaan_id)
        raise ConnectionError

    monkeypatch.setattr(tasks.kerjakan, "delay", mati)
    for jenis in ("uji", "lambat"):
        tua(minta(jenis), 90)
    services.sapu()
    assert len(panggilan) == 1


def test_the_tasks_are_doors_to_the_services(minta):
    kerja = minta()
    tasks.kerjakan(kerja.pk)
    tasks.sapu()
    assert kini(kerja).status == StatusPekerjaan.SELESAI


def test_the_task_is_acknowledged_late():
    assert tasks.kerjakan.acks_late
    assert tasks.kerjakan.reject_on_worker_lost


def test_the_schedule_names_the_sweeper(settings):
    assert tasks.sapu.name in {jadwal["task"] for jadwal in settings.CELERY_BEAT_SCHEDULE.values()}


def test_the_log_of_a_lost_lease_is_no_error(minta, caplog):
    kerja = minta("lambat")
    bagian = Bagian("Isi", "uji/mentah.html", {"html": Pencuri(kerja)})
    daftarkan(JenisDokumen("lambat", "Lambat", lambda satker, tahun: contoh.naskah(bagian)))
    services.kerjakan(kerja.pk)
    assert not [r for r in caplog.records if r.levelno >= logging.ERROR]
