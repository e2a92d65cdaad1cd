"""Workers as they really are: processes that get killed, a broker that is not there, a Celery worker at work."""

import os
import signal
import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from dokumen import services, tasks
from dokumen.enums import StatusPekerjaan
from dokumen.models import DokumenTerbit, PekerjaanCetak

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kerja(satker_bersama):
    return PekerjaanCetak.objects.create(jenis="lambat", satker=satker_bersama, tahun=2024)


@pytest.fixture
def kini(kerja):
    """The job as it is in the table now."""

    def baca():
        kerja.refresh_from_db()
        return kerja

    return baca


def bunuh(proses):
    proses.send_signal(signal.SIGKILL)
    proses.wait(timeout=10)


def sapu_setelah_sewa_habis(kerja, monkeypatch):
    """The lease runs out and the sweeper comes by; returns for which jobs it rang."""
    bel = []
    monkeypatch.setattr(tasks.kerjakan, "delay", bel.append)
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(tenggat=timezone.now() - timedelta(seconds=1))
    services.sapu()
    return bel


def berkas(ruang, akhiran):
    return list((ruang / "media").rglob(f"*{akhiran}"))


def test_a_worker_killed_while_rendering_is_replaced(kerja, kini, jalankan, tunggu, ruang, monkeypatch):
    proses = jalankan("-m", "tests.dokumen.proses", "kerjakan", str(kerja.pk))
    tunggu(lambda: kini().pesan.startswith("menyusun Bab"), apa="pekerja mulai menyusun")
    bunuh(proses)
    assert kini().status == StatusPekerjaan.BERJALAN
    assert sapu_setelah_sewa_habis(kerja, monkeypatch) == [kerja.pk]
    assert (kini().status, kini().percobaan) == (StatusPekerjaan.ANTRE, 1)
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(jenis="uji")  # the same job, without the slowness
    services.kerjakan(kerja.pk)
    assert (kini().status, kini().percobaan, len(berkas(ruang, ".pdf"))) == (StatusPekerjaan.SELESAI, 2, 1)


def test_a_worker_killed_while_writing_leaves_no_file_as_if_finished(kerja, kini, jalankan, tunggu, ruang, monkeypatch):
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(jenis="uji")
    proses = jalankan("-m", "tests.dokumen.proses", "tertahan_menulis", str(kerja.pk))
    tunggu(lambda: berkas(ruang, ".tmp"), apa="berkas sementara ditulis")
    bunuh(proses)
    assert (berkas(ruang, ".pdf"), DokumenTerbit.objects.count()) == ([], 0)
    sapu_setelah_sewa_habis(kerja, monkeypatch)
    assert (kini().status, berkas(ruang, ".tmp")) == (StatusPekerjaan.ANTRE, [])


def test_a_worker_that_was_only_asleep_cannot_finish_a_job_it_lost(kerja, kini, jalankan, tunggu, ruang, monkeypatch):
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(jenis="lambat")
    proses = jalankan("-m", "tests.dokumen.proses", "kerjakan", str(kerja.pk))
    tunggu(lambda: kini().pesan.startswith("menyusun Bab"), apa="pekerja mulai menyusun")
    proses.send_signal(signal.SIGSTOP)
    sapu_setelah_sewa_habis(kerja, monkeypatch)
    PekerjaanCetak.objects.filter(pk=kerja.pk).update(jenis="uji")
    services.kerjakan(kerja.pk)
    proses.send_signal(signal.SIGCONT)
    keluar, _ = proses.communicate(timeout=20)
    assert "lease lost" in keluar
    assert (kini().status, DokumenTerbit.objects.count()) == (StatusPekerjaan.SELESAI, 1)
    assert len([jalan for jalan in berkas(ruang, "") if jalan.is_file()]) == 1


@pytest.fixture(params=["mati", "membeku"])
def redis_sakit(request):
    """The address of a broker that refuses, or one that takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as pendengar:
        alamat = f"redis://127.0.0.1:{pendengar.getsockname()[1]}/0"
        if request.param == "mati":
            pendengar.close()
        yield alamat


def test_a_sick_broker_delays_a_request_by_seconds_at_most(satker_bersama, jalankan, redis_sakit):
    proses = jalankan("-m", "tests.dokumen.proses", "minta", "654340", REDIS_URL=redis_sakit)
    keluar, _ = proses.communicate(timeout=60)
    assert proses.returncode == 0, keluar
    assert "Broker not reached" in keluar
    pk, detik = keluar.splitlines()[-1].split()
    assert PekerjaanCetak.objects.get(pk=pk).status == StatusPekerjaan.ANTRE
    assert float(detik) < 10


def test_a_real_worker_makes_the_paper_that_was_asked_for(satker_bersama, jalankan, tunggu, lingkungan):
    pekerja = jalankan(
        *("-m", "celery", "-q", "-A", "tests.dokumen.proses", "worker", "--concurrency=1", "--loglevel=WARNING")
    )
    bel = jalankan("-m", "tests.dokumen.proses", "minta", "654340")
    assert bel.wait(timeout=20) == 0, bel.communicate()[0]
    kerja = PekerjaanCetak.objects.get()

    def selesai():
        kerja.refresh_from_db()
        return kerja.selesai_pada or pekerja.poll() is not None

    tunggu(selesai, detik=25, apa="pekerja menyelesaikan pekerjaan")
    pekerja.terminate()
    keluar, _ = pekerja.communicate(timeout=15)
    assert kerja.status == StatusPekerjaan.SELESAI, kerja.pesan + keluar
    assert os.path.getsize(kerja.hasil.berkas.path) == kerja.hasil.ukuran
    assert pekerja.returncode == 0, keluar
