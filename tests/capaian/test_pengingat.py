"""Letters about a deadline: to whom, when, once."""

import io
from datetime import date, timedelta
from decimal import Decimal
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capaian import pengingat, tasks
from capaian.models import PengingatTerkirim, Realisasi
from organisasi.enums import JenisJabatan, JenisTenggat
from organisasi.models import Pelimpahan, Pengguna, Penugasan
from sakip.izin import Peran
from tests import pabrik

HARI_H = date(2024, 4, 15)


def hari(selisih):
    """So many days after the deadline (negative: before)."""
    return HARI_H + timedelta(days=selisih)


@pytest.fixture
def tenggat(pengukuran):
    return pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)


@pytest.fixture
def bersurel(tenggat, perencana, kepala_unit, sekretaris, pembaca, verifikator):
    for orang in (perencana, kepala_unit, sekretaris, pembaca, verifikator):
        Pengguna.objects.filter(pk=orang.pk).update(email=f"{orang.username}@contoh.test")


def penerima(selisih):
    return sorted(s.penerima.username for s in pengingat.semua_surat(hari(selisih)))


def kotak():
    return sorted(m.to[0].partition("@")[0] for m in mail.outbox)


@pytest.mark.parametrize(
    ("selisih", "jenis"),
    [
        (-8, None),
        (-7, "h-7"),
        (-2, "h-7"),  # missed for some days: still before the letter of the last day
        (-1, "h-1"),
        (0, "h-1"),
        (1, "h+1"),
        (7, "h+1"),
        (8, None),
    ],
)
def test_each_day_has_its_letter(bersurel, selisih, jenis):
    surat = list(pengingat.semua_surat(hari(selisih)))
    assert {str(s.jatuh.jenis) for s in surat} == ({jenis} if jenis else set())
    assert len(surat) == (3 if jenis else 0)


def test_who_may_enter_gets_one_and_who_only_reads_does_not(bersurel, kepala_unit):
    nama = kepala_unit.username
    assert penerima(-7) == sorted([nama, "perencana", "sekretaris"])


def test_only_the_own_units_rows_count(bersurel, pengukuran, satker, kepala_unit):
    pengukuran[0].indikator.pelaksana.set([pabrik.UnitFactory(satker=satker)])
    banyak = {s.penerima.username: s.banyak for s in pengingat.semua_surat(hari(-7))}
    assert banyak == {kepala_unit.username: 1, "perencana": 2, "sekretaris": 2}
    pengukuran[1].indikator.pelaksana.clear()
    assert penerima(-7) == ["perencana", "sekretaris"]


@pytest.mark.parametrize(
    ("status", "masih"),
    [("draf", 2), ("dikembalikan", 2), ("diajukan", 1), ("diverifikasi", 1), ("disetujui", 1)],
)
def test_what_is_submitted_is_done(bersurel, realisasi, status, masih):
    Realisasi.objects.update(status=status)
    assert {s.banyak for s in pengingat.semua_surat(hari(-1))} == {masih}


def test_an_open_correction_is_not_done(bersurel, realisasi):
    Realisasi.objects.update(status="disetujui")
    pabrik.RealisasiFactory(pengukuran=realisasi.pengukuran, triwulan=1, revisi=1, alasan_revisi="Salah")
    assert {s.banyak for s in pengingat.semua_surat(hari(-1))} == {2}


def test_nobody_is_reminded_when_all_is_submitted(bersurel, realisasi, pengukuran):
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, nilai=Decimal(6))
    Realisasi.objects.update(status="diajukan")
    assert penerima(-1) == []


@pytest.mark.parametrize("ubah", [{"is_active": False}, {"email": ""}])
def test_without_an_address_or_a_login_there_is_no_letter(bersurel, perencana, ubah):
    Pengguna.objects.filter(pk=perencana.pk).update(**ubah)
    assert "perencana" not in penerima(-7)


def test_an_office_counts_on_the_day_and_not_before(bersurel, kepala_unit):
    Penugasan.objects.filter(pejabat=kepala_unit.pejabat).update(mulai=hari(-5))
    assert kepala_unit.username not in penerima(-7)
    assert kepala_unit.username in penerima(-4)


def test_whoever_acts_for_an_office_is_reminded_for_its_unit(bersurel, kepala_unit, pembaca):
    Pelimpahan.objects.create(
        penugasan=Penugasan.objects.get(pejabat=kepala_unit.pejabat),
        penerima=pembaca, mulai=hari(-30), selesai=hari(30), dasar="Surat tugas",
    )  # fmt: skip
    assert "pembaca" in penerima(-7)


def test_the_nearest_calendar_row_counts(bersurel, satker):
    sendiri = pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=20, tahun_geser=0, satker=satker)
    assert penerima(-7) == []
    assert {s.jatuh.tenggat for s in pengingat.semua_surat(date(2024, 4, 13))} == {sendiri.tanggal(2024)}


def test_a_deadline_in_the_year_after_belongs_to_the_quarter_of_this_one(bersurel):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_4, bulan=1, hari=10, tahun_geser=1)
    surat = list(pengingat.semua_surat(date(2025, 1, 9)))
    assert {(s.jatuh.tahun, s.jatuh.triwulan) for s in surat} == {(2024, 4)}


# --- The letter ----------------------------------------------------------------------------------------------------


def isi(selisih, nama):
    return next(s for s in pengingat.semua_surat(hari(selisih)) if s.penerima.username == nama)


def test_the_letter_says_what_by_when_and_where(bersurel, settings):
    settings.ALAMAT = "https://sakip.contoh.test"
    surat = isi(-7, "perencana")
    assert surat.perihal == "Realisasi Triwulan I 2024: tenggat 7 hari lagi"
    for fakta in ["15 April 2024 (7 hari lagi)", "2 indikator", "https://sakip.contoh.test/654340/2024/capaian/tw-1/"]:
        assert fakta in surat.isi


def test_without_the_sites_address_the_letter_says_the_way(bersurel, settings):
    settings.ALAMAT = ""
    assert "Buka SAKIP, pilih Capaian, lalu Triwulan I." in isi(-1, "perencana").isi


def test_after_the_deadline_the_sekretaris_gets_the_list_per_unit(bersurel, pengukuran, satker):
    pengukuran[1].indikator.pelaksana.set([pabrik.UnitFactory(satker=satker, nama="Bagian Hukum")])
    surat = isi(1, "sekretaris")
    assert surat.per_unit == (("Bagian Hukum", 1), ("Bagian Keuangan", 1))
    assert "- Bagian Hukum: 1 indikator\n- Bagian Keuangan: 1 indikator" in surat.isi
    assert "minta Sekretaris" in isi(1, "perencana").isi
    assert isi(-1, "sekretaris").per_unit == ()


# --- Once ----------------------------------------------------------------------------------------------------------


def test_each_letter_goes_out_once(bersurel):
    assert pengingat.ingatkan(hari(-7)).terkirim == 3
    assert pengingat.ingatkan(hari(-7)).terkirim == pengingat.ingatkan(hari(-4)).terkirim == 0
    assert len(mail.outbox) == 3
    assert pengingat.ingatkan(hari(-1)).terkirim == 3
    assert PengingatTerkirim.objects.filter(diserahkan_pada__isnull=False).count() == 6


def test_a_day_that_was_missed_is_made_up_for(bersurel):
    assert pengingat.ingatkan(hari(-5)).terkirim == 3
    assert {m.subject for m in mail.outbox} == {"Realisasi Triwulan I 2024: tenggat 5 hari lagi"}


def test_what_the_mail_server_refuses_is_tried_again(bersurel, monkeypatch):
    asli = mail.EmailMessage.send

    def menolak(self, *args, **kwargs):
        if self.to == ["perencana@contoh.test"]:
            raise SMTPException("kotak penuh")
        return asli(self, *args, **kwargs)

    with monkeypatch.context() as m:
        m.setattr(mail.EmailMessage, "send", menolak)
        hasil = pengingat.ingatkan(hari(-7))
    assert (hasil.terkirim, hasil.gagal) == (2, ["perencana@contoh.test: kotak penuh"])
    assert pengingat.ingatkan(hari(-6)).terkirim == 1
    assert kotak().count("perencana") == 1


def test_a_mail_server_that_is_away_is_not_waited_for_again_and_again(bersurel, satker, monkeypatch):
    for _ in range(5):
        pabrik.PenggunaFactory(satker=satker, email="lain@contoh.test")

    def mati(self, *args, **kwargs):
        raise OSError("tidak terhubung")

    with monkeypatch.context() as m:
        m.setattr(mail.EmailMessage, "send", mati)
        assert len(pengingat.ingatkan(hari(-7)).gagal) == pengingat.GAGAL_BERUNTUN
    assert not PengingatTerkirim.objects.exists()
    assert pengingat.ingatkan(hari(-7)).terkirim == 8


def test_what_a_dead_process_left_is_taken_over_after_a_while_only(bersurel, perencana, satker):
    klaim = PengingatTerkirim.objects.create(satker=satker, tahun=2024, triwulan=1, jenis="h-7", penerima=perencana)
    assert pengingat.ingatkan(hari(-7)).terkirim == 2
    PengingatTerkirim.objects.filter(pk=klaim.pk).update(waktu=timezone.now() - pengingat.SEWA)
    assert pengingat.ingatkan(hari(-7)).terkirim == 1
    assert kotak().count("perencana") == 1


# --- Doors ---------------------------------------------------------------------------------------------------------


def test_the_daily_task_sends_nothing_without_a_mail_server(bersurel, settings, monkeypatch):
    settings.SUREL_AKTIF = False
    monkeypatch.setattr(tasks.timezone, "localdate", lambda: hari(-7))
    tasks.ingatkan()
    assert mail.outbox == []


def test_the_daily_task_hands_a_few_satker_to_each_task(bersurel, satker, settings, monkeypatch):
    settings.SUREL_AKTIF = True
    monkeypatch.setattr(tasks.timezone, "localdate", lambda: hari(-7))
    monkeypatch.setattr(tasks.ingatkan_satker, "delay", tasks.ingatkan_satker)
    tasks.ingatkan()
    assert len(mail.outbox) == 3


def test_a_failed_task_is_tried_again(bersurel, satker, monkeypatch):
    monkeypatch.setattr(pengingat, "ingatkan", lambda *a, **k: pengingat.Hasil(0, ["x@contoh.test: penuh"]))
    with pytest.raises(RuntimeError, match="1 surat tidak terkirim"):
        tasks.ingatkan_satker("2024-04-08", [satker.pk])


def test_the_beat_knows_the_task(settings):
    assert settings.CELERY_BEAT_SCHEDULE["ingatkan-tenggat"]["task"] == tasks.ingatkan.name


def test_the_command_shows_and_does_not_send(bersurel):
    keluar = io.StringIO()
    call_command("ingatkan", "--hari-ini", "2024-04-08", "--uji", stdout=keluar)
    assert "Kepada: perencana <perencana@contoh.test>" in keluar.getvalue()
    assert "3 surat; tidak ada yang dikirim (--uji)." in keluar.getvalue()
    assert mail.outbox == []
    assert not PengingatTerkirim.objects.exists()


def test_the_command_sends(bersurel):
    keluar = io.StringIO()
    call_command("ingatkan", "--hari-ini", "2024-04-08", stdout=keluar)
    assert keluar.getvalue() == "3 surat dikirim.\n"
    assert len(mail.outbox) == 3


# --- How much it asks ----------------------------------------------------------------------------------------------


def banyak_query(selisih):
    with CaptureQueriesContext(connection) as tercatat:
        surat = list(pengingat.semua_surat(hari(selisih)))
    return len(surat), len(tercatat)


def test_the_queries_do_not_grow_with_the_satker(bersurel, pusat, indikator):
    sedikit, semula = banyak_query(-7)
    for _ in range(20):
        lain = pabrik.SatkerFactory(induk=pusat)
        unit = pabrik.UnitFactory(satker=lain)
        i = pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=lain)))
        i.pelaksana.add(unit)
        pabrik.PengukuranFactory(indikator=i, tahun=2024)
        tugas = pabrik.PenugasanFactory(jabatan__unit=unit, jabatan__jenis=JenisJabatan.KEPALA_BAGIAN)
        pabrik.PenggunaFactory(satker=lain, pejabat=tugas.pejabat, peran=Peran.PEMBACA, email="kepala@contoh.test")
        pabrik.PenggunaFactory(satker=lain, email="perencana@contoh.test")
    banyak, sesudah = banyak_query(-7)
    assert banyak == sedikit + 40
    assert sesudah == semula
