"""Pages of handing down: the chain's proposal, one draft, the live hints, and the suggestion of a perubahan."""

from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import Penugasan
from perjanjian import apps
from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.services import buat_kosong
from tests import pabrik

from .kiriman import kirim
from .test_turun import baris, buat
from .test_views import alamat, isi


@pytest.fixture
def masuk(client, perencana):
    client.force_login(perencana)
    return client


def test_proposal_page_tells_what_each_office_would_get(masuk, renstra, dipa, jabatan_kabag):
    teks = isi(masuk.get(alamat("usulkan")))
    assert "Kemas Mohammad Ajir" in teks
    assert "4.600.000" in teks
    assert teks.count('name="jabatan"') == 2


def test_ticked_offices_become_drafts(masuk, renstra, jabatan_kabag):
    atas = jabatan_kabag.jabatan.atasan_id
    jawaban = masuk.post(alamat("usulkan"), {"jabatan": [atas]})
    assert jawaban.url == alamat("daftar")
    assert [p.pihak_pertama.jabatan_id for p in PerjanjianKinerja.objects.all()] == [atas]


@pytest.mark.parametrize(
    ("jabatan", "pesan"), [([], "Pilih sedikitnya satu jabatan"), (["999999"], "tidak dapat diusulkan lagi")]
)
def test_nothing_or_a_wrong_choice_is_told_and_makes_nothing(masuk, renstra, jabatan_kabag, jabatan, pesan):
    jawaban = masuk.post(alamat("usulkan"), {"jabatan": jabatan})
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert not PerjanjianKinerja.objects.exists()


def test_head_of_unit_is_offered_the_own_unit_only(client, renstra, jabatan_kabag, kepala_unit):
    client.force_login(kepala_unit)
    teks = client.get(alamat("usulkan")).content.decode()
    assert f'value="{jabatan_kabag.jabatan.atasan_id}"' not in teks


@pytest.fixture
def bawah(masuk, renstra, dipa, jabatan_kabag, satker, perencana):
    atas = buat(satker, perencana, {jabatan_kabag.jabatan.atasan_id})[0]
    return buat_kosong(pihak_pertama=jabatan_kabag, pihak_kedua=atas.pihak_pertama, tahun=2024, oleh=perencana)


def kirim_turun(p, **isian):
    segar = PerjanjianKinerja.objects.lengkap().get(pk=p.pk)
    atas = IndikatorPerjanjian.objects.exclude(sasaran__perjanjian=p).get()
    return {"sidik": segar.sidik_isi()} | {f"baris-{atas.pk}-{nama}": nilai for nama, nilai in isian.items()}


def test_superiors_rows_come_into_the_draft(masuk, bawah):
    assert "Indikator 1" in isi(masuk.get(alamat("turunkan", bawah.pk)))
    jawaban = masuk.post(alamat("turunkan", bawah.pk), kirim_turun(bawah, cara="sama") | {"pos": ["3355.EBA"]})
    assert jawaban.url == alamat("baris", bawah.pk)
    assert [i.uraian for i in baris(bawah)] == ["Indikator 1"]
    assert bawah.anggaran.get().pos.kode == "3355.EBA"


@pytest.mark.parametrize(
    ("isian", "pesan"),
    [
        ({"cara": "sendiri", "target": "80", "uraian": " "}, "Tulis bunyi indikator sendiri"),
        ({"cara": "sendiri", "target": "banyak", "uraian": "Milik sendiri"}, "banyak"),
        ({"cara": "bagi", "target": "3"}, "bagi"),  # a percentage is not shared out
    ],
)
def test_incomplete_choice_comes_back_with_what_was_typed(masuk, bawah, isian, pesan):
    jawaban = masuk.post(alamat("turunkan", bawah.pk), kirim_turun(bawah, **isian))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert not baris(bawah)


def test_without_a_superiors_paper_the_page_says_so(masuk, perjanjian):
    assert "Atasan belum mempunyai perjanjian" in isi(masuk.get(alamat("turunkan", perjanjian.pk)))


def test_submitted_paper_is_not_handed_down_any_more(masuk, bawah):
    PerjanjianKinerja.objects.filter(pk=bawah.pk).update(status="diajukan")
    assert masuk.post(alamat("turunkan", bawah.pk), kirim_turun(bawah, cara="sama")).status_code == 302
    assert not baris(bawah)


def test_hints_are_those_of_what_is_typed_and_nothing_is_written(masuk, perjanjian, dipa):
    data = kirim(perjanjian, anggaran__0__kode="3355.EBA", anggaran__0__nilai="5")
    teks = isi(masuk.post(alamat("petunjuk", perjanjian.pk), data))
    assert "Anggaran berbeda dari pagu DIPA" in teks
    assert "4.000.000" in teks
    assert "berbeda dari pagu" in isi(masuk.get(alamat("petunjuk", perjanjian.pk)))  # 9.203.578.000 as it is stored
    assert perjanjian.anggaran.get().kode == "076.01.WA"


def test_hints_of_a_half_typed_sheet_do_not_fail(masuk, perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="abc", indikator__0__1__satuan="", sasaran__0__uraian="")
    assert masuk.post(alamat("petunjuk", perjanjian.pk), data).status_code == 200


def test_hint_does_not_block_submitting(masuk, perjanjian, dipa):
    assert "Anggaran berbeda dari pagu DIPA" in isi(masuk.get(alamat("detail", perjanjian.pk)))
    masuk.post(alamat("tindakan", perjanjian.pk, tindakan="ajukan"))
    perjanjian.refresh_from_db()
    assert perjanjian.status == "diajukan"


def test_satker_above_reads_no_hints(client, berlaku, dipa, admin_pusat):
    client.force_login(admin_pusat)
    assert "petunjuk-perjanjian" not in isi(client.get(alamat("detail", berlaku.pk)))


def test_code_of_the_dipa_brings_words_and_pagu(masuk, perjanjian, dipa):
    data = kirim(perjanjian, anggaran__0__kode="3355.EBA", anggaran__0__uraian="", anggaran__0__nilai="")
    assert masuk.post(alamat("baris", perjanjian.pk), data | {"lanjut": "1"}).url == alamat("baris", perjanjian.pk)
    a = perjanjian.anggaran.get()
    assert (a.uraian, a.nilai, a.pos.kode) == ("Pos 3355.EBA", 4_000_000, "3355.EBA")


# --- A perubahan is proposed ---------------------------------------------------------------------------------------


@pytest.fixture
def berganti(berlaku):
    Penugasan.objects.filter(pk=berlaku.pihak_pertama_id).update(selesai=date(2024, 5, 31))
    return pabrik.PenugasanFactory(jabatan=berlaku.pihak_pertama.jabatan, mulai=date(2024, 6, 1))


def test_board_and_tasks_propose_a_perubahan_and_one_click_makes_it(masuk, berganti, berlaku, satker, perencana):
    teks = isi(masuk.get(alamat("daftar")))
    assert "Pejabat berganti: usulkan perjanjian perubahan" in teks
    tugas = apps.tugas(perencana, satker, 2024)
    assert [t.teks for t in tugas] == ["Pejabat berganti: usulkan perjanjian perubahan Kepala bagian"]
    assert "Pergantian pejabat: Sudirman digantikan" in isi(masuk.get(tugas[0].url))
    assert PerjanjianKinerja.objects.count() == 1  # reading makes nothing
    isian = {"dasar": "pejabat", "alasan": "Pergantian pejabat.", "tanggal": "31 Desember 2024"}
    masuk.post(alamat("perubahan", berlaku.pk), isian)
    draf = PerjanjianKinerja.objects.get(menggantikan=berlaku)
    assert (draf.pihak_pertama, draf.dasar_perubahan) == (berganti, "pejabat")
    assert apps.tugas(perencana, satker, 2024) == []


def test_reader_gets_no_button_and_no_task(client, berganti, pembaca, satker):
    client.force_login(pembaca)
    assert "usulkan perjanjian perubahan" not in isi(client.get(alamat("daftar")))
    assert apps.tugas(pembaca, satker, 2024) == []


def test_board_says_what_is_late_with_the_date(masuk, perjanjian):
    pabrik.TenggatFactory(jenis="perjanjian", bulan=1, hari=31, tahun_geser=0)
    teks = isi(masuk.get(alamat("daftar")))
    assert "2 jabatan melewati tenggat 31 Januari 2024" in teks
    assert teks.count("Terlambat") == 2


def test_paper_is_returned_from_the_inbox(client, perjanjian, kepala_unit):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="diajukan")
    client.force_login(kepala_unit)
    assert "Kembalikan perjanjian ini" in isi(client.get(alamat("menunggu")))
    kembali = reverse(
        "perjanjian:tindakan", kwargs={"kode": "654340", "tahun": 2024, "pk": perjanjian.pk, "tindakan": "kembalikan"}
    )
    jawaban = client.post(kembali, {"catatan": "Targetnya 90.", "ke": "menunggu"})
    assert jawaban.url == alamat("menunggu")
    perjanjian.refresh_from_db()
    assert perjanjian.status == "dikembalikan"
