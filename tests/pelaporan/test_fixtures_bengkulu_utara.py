"""The poster of KPU Kabupaten Bengkulu Utara, five pages, as printed: its spelling too."""

from __future__ import annotations

import pytest
from django.db import transaction

from organisasi.models import Satker
from pelaporan.pemuatan.demo import isi_acuan, isi_demo
from renstra.models import Indikator, Kondisi, Renstra, TargetTahunan
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.susunan import susun_pohon

VISI = {
    "Mandiri": (
        "memiliki arti bahwa KPU bebas dari pengaruh pihak manapun, disertai dengan transparansi dan "
        "pertanggungjawaban yang jelas sesuai dengan peraturan perundang-undangan"
    ),
    "Profesional": (
        "memiliki arti berkapasitas hukum, berkompeten, aksesibilitas, tertib, terbuka, proporsional, efektif, "
        "efisien, dan mendahulukan kepentingan umum"
    ),
    "Integritas": "memiliki arti jujur, adil, transparan, akuntabel.",
}
MISI = [
    (
        "Meningkatkan kompetensi penyelenggaraan Pemilu Serentak dengan berpedoman kepada peraturan "
        "perundang-undangan dan kode etik penyelenggara Pemilu;"
    ),
    "Melaksanakan semua tahapan penyelenggaraan di kabupaten/Kota berdasarkan ketentuan peraturan perundang-undangan;",
    (
        "Meningkatkan kualitas penyelenggaraan pemilu serentak yang efektif dan efisien, transparan, akuntabel, "
        "serta aksesibel;"
    ),
    "Mengoptimalkan pemanfaatan kemajuan informasi dan menyelenggarakan pemilu Serentak;",
    "Meningkatkan partisipasi dan kualitas pemilih dalam pemilu Serentak;",
    "Meningkatkan kualitas pelayanan Pemilu Serentak untuk seluruh pemangku kepentingan",
    "Melaksanakan pemutakhiran data pemilih sesuai dengan ketentuan yang berlaku.",
]
TUJUAN = [
    "Mewujudkan Komisi Pemilihan Umum yang mandiri, profesional, dan berintegritas,",
    "Menyelenggarakan Pemilu Serentak yang Demokratis, tepat waktu, efisien dan efektif",
    "Mewujudkan Pemilu Serentak yang Langsung, Umum, Bebas, rahasia, Jujur dan Adil",
]
#: Groups of sasaran, each with the sub bagian that follows it on page 1.
KELOMPOK = {
    "Sub Bagian Keuangan, Umum dan Logistik": [
        "Tersedianya Peraturan perundangan bidang politik yang kuat;",
        "Tersedianya Sistem Informasi Partai Politik yang andal dan berkualitas;",
        "Terwujudnya Sumber Daya Manusia di KPU Yang Berkualitas",
    ],
    "Sub Bagian Teknis dan Hukum": [
        "Terwujudnya Pendidikan Pemilih Kepemiluan dan Demokrasi untuk seluruh lapisan masyarakat",
        (
            "Terwujudnya koordinasi penyelenggaraan kepemiluan yang sesuai dengan standar pelayanan publik, "
            "disertai pengelolaan data dan informasi serta dokumentasi pelaksanaan pemilu berbasis teknologi "
            "informasi yang terintegrasi"
        ),
    ],
    "Sub Bagian SDM dan Parmas": [
        (
            "Terwujudnya Pemilu serentak dengan tingkat partisipasi yang tinggi disertai penyelesaian sengketa "
            "hukum yang baik."
        ),
    ],
}
#: Sub bagian → indikator with its output.
PASANGAN = {
    "Sub Bagian Keuangan, Umum dan Logistik": [
        (
            "Opini Badan Pemeriksa Keuangan (BPK) Atas Laporan Keuangan.",
            "Meningkatnya penilaian BPK atas laporan keuangan KPU Kabupaten Bengkulu Utara",
        ),
    ],
    "Sub Bagian Teknis dan Hukum": [
        (
            "Persentase informasi mengenai partai politik yang mutakhir dan publikasikan pada publik",
            "Meningkatnya pengelolaan system informasi mengenai partai politik yang mutakhir dan terpublikasi.",
        ),
        (
            "Nilai Keterbukaan Informasi Publik",
            "Meningkatnya nilai keterbukaan informasi publik KPU Kabupaten Bengkulu Utara.",
        ),
        ("Persentase Sengketa Hukum yang dimenangkan KPU", "Berkurangnya Sengketa Pemilu dan Pemilihan."),
        (
            (
                "Persentase KPU Provinsi/Kabupaten kota yang menyelenggarakan pemilihan umum/Pemilihan sesuai "
                "dengan jadwal dan ketentuan yang berlaku"
            ),
            (
                "Meningkatnya penyelenggaraan pemilu/pemilihan oleh KPU Kabupaten Bengkulu Utara sesuai jadwal "
                "serta ketentuan yang berlaku."
            ),
        ),
        (
            (
                "Persentase KPU Provinsi/Kabupaten kota yang menyelenggarakan pemilihan umum/Pemilihan yang aman "
                "dan damai."
            ),
            (
                "Meningkatnya penyelenggaraan pemilu/pemilihan oleh KPU Kabupaten Bengkulu Utara yang "
                "berlangsung aman dan damai."
            ),
        ),
    ],
    "Sub Bagian SDM dan Parmas": [
        (
            "Persentase Partisipasi Pemilih dalam Pemilihan Umum/Pemilihan",
            "Meningkatnya partisipasi pemilih dalam pemilu/Pemilihan",
        ),
        (
            "Persentase Partisipasi Pemilih Perempuan dalam Pemilihan Umum/Pemilihan",
            "Meningkatnya partisipasi pemilih Perempuan dalam pemilu/Pemilihan",
        ),
        (
            "Persentase Partisipasi Pemilih Disabilitas dalam Pemilihan Umum/Pemilihan",
            "Meningkatnya partisipasi pemilih disabilitas dalam pemilu/Pemilihan",
        ),
    ],
    "Sub Bagian Perencanaan, Data dan Informasi": [
        (
            'Indeks Reformasi Birokrasi "Baik"',
            'Penilai dengan kategori "Baik" dari indeks reformasi birokrasi KPU Kabupaten Bengkulu Utara.',
        ),
        ("Nilai Akuntabilitas Kinerja", "Meningkatnya nilai akuntabilitas kinerja KPU Kabupaten Bengkulu Utara."),
        (
            "Persentase Pemilih yang berhak memilih tetapi tidak masuk dalam Daftar Pemilih Tetap (DPT)",
            "Rendahnya data pemilih yang berhak memilih tetapi tidak masuk dalam DPT Pemilu dan pemilihan.",
        ),
        (
            "Daftar Pemilih Tetap (DPT) yang akurat dan sesuai dengan peraturan",
            "Terwujudnya DPT yang akurat serta berkurangnya jumlah DPK pada Pemilu dan Pemilihan.",
        ),
    ],
}
KAKI = [
    "kpu_bengkulu-utara",
    "@KPUbkluutara",  # pages 4 and 5; page 3: @KPUbklutara
    "kab-bengkuluutara.kpu.go.id",
    "jdih.kpu.go.id/bengkulu/bengkuluutara",
    "KPU Bengkulu Utara",
]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo data, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def renstra(demo, db) -> Renstra:
    return Renstra.objects.get(satker__kode="1703")


def test_the_satker_stands_below_its_province_with_its_four_sub_bagian(renstra):
    assert renstra.satker.nama == "Komisi Pemilihan Umum Kabupaten Bengkulu Utara"
    assert renstra.satker.induk == Satker.objects.get(kode="654340")
    assert set(renstra.satker.unit.values_list("nama", flat=True)) == set(PASANGAN)


def test_the_foot_of_the_poster_has_its_accounts_in_order(renstra):
    assert [m.akun for m in renstra.satker.media_sosial.all()] == KAKI


def test_visi_misi_and_tujuan_are_those_of_the_poster(renstra):
    assert {k.kata: k.arti for k in renstra.katavisi.all()} == VISI
    assert [m.teks for m in renstra.misi.all()] == MISI
    assert [t.teks for t in renstra.tujuan.all()] == TUJUAN


def test_the_sasaran_are_those_of_the_poster(renstra):
    assert [s.uraian for s in renstra.sasaran.all()] == [s for isi in KELOMPOK.values() for s in isi]


@pytest.mark.parametrize("unit", PASANGAN)
def test_a_sub_bagian_has_its_indikator(renstra, unit):
    indikator = Indikator.objects.filter(sasaran__renstra=renstra, pelaksana__nama=unit)
    assert {i.uraian for i in indikator} == {i for i, _ in PASANGAN[unit]}


def test_the_plan_says_no_more_than_the_poster(renstra):
    """No number, no date, no target is printed."""
    assert (renstra.status, renstra.nomor_keputusan, renstra.tanggal_keputusan) == ("draf", "", None)
    assert Indikator.objects.filter(sasaran__renstra=renstra).count() == 13
    assert not TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra).exists()


@pytest.mark.parametrize("unit", PASANGAN)
def test_the_tree_pairs_each_indikator_of_a_sub_bagian_with_its_output(renstra, unit):
    pasangan = [
        (s.indikator[0].teks, s.output[0])
        for s in susun_pohon(renstra, None).telusur()
        if s.jenjang == JenjangKondisi.OPERASIONAL and [u.teks for u in s.unit] == [unit]
    ]
    assert pasangan == PASANGAN[unit]


@pytest.mark.parametrize("unit", KELOMPOK)
def test_a_sub_bagian_stands_below_its_group_of_sasaran(renstra, unit):
    milik = Kondisi.objects.get(pohon__renstra=renstra, uraian=unit)
    assert [s.uraian for s in milik.induk.sasaran.order_by("urut")] == KELOMPOK[unit]


def test_the_sub_bagian_without_a_group_stands_directly_below_a_tujuan(renstra):
    milik = Kondisi.objects.get(pohon__renstra=renstra, uraian="Sub Bagian Perencanaan, Data dan Informasi")
    assert [t.teks for t in milik.induk.tujuan.all()] == TUJUAN[:1]


def test_the_tree_has_thirteen_outputs_and_no_level_stands_too_high(renstra):
    semua = list(Kondisi.objects.filter(pohon__renstra=renstra).select_related("induk"))
    assert sum(len(k.daftar_output) for k in semua) == 13
    assert all(JenjangKondisi(k.jenjang).tingkat >= JenjangKondisi(k.induk.jenjang).tingkat for k in semua if k.induk)


def test_pangkalpinang_has_the_tree_that_the_program_proposes(demo, db):
    pohon = susun_pohon(Renstra.objects.get(satker__kode="1971"), None)
    jenjang = [s.jenjang for s in pohon.telusur()]
    assert [jenjang.count(j) for j in JenjangKondisi] == [3, 4, 5, 18]
    assert all(s.jenjang == JenjangKondisi.AKHIR for s in pohon.puncak)
