"""Pages of the RKT and the Rencana Aksi: what they show, what a row answers, what a closed paper says."""

import datetime
from html import unescape

import pytest
from django.urls import reverse

from perjanjian.models import BarisAksi, IndikatorRkt, KegiatanRkt, RencanaAksi, Rkt
from perjanjian.rkt.excel import BUKU
from sakip.excel import baca

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def alamat(nama, **kwargs):
    return reverse(nama, kwargs={"kode": "654340", "tahun": 2024} | kwargs)


def teks(jawaban):
    return " ".join(unescape(jawaban.content.decode()).split())


@pytest.fixture
def perencana_masuk(client, perencana):
    client.force_login(perencana)
    return client


def tetapkan(model):
    model.objects.update(status="ditetapkan", tanggal=datetime.date(2024, 1, 2))


# --- RKT -------------------------------------------------------------------------------------------------------------


def test_one_click_makes_a_draft_and_opens_it(perencana_masuk, renstra, dipa, jabatan_sekretaris):
    assert "Belum ada RKT tahun ini" in teks(perencana_masuk.get(alamat("rkt:detail")))
    jawaban = perencana_masuk.post(alamat("rkt:usulkan"), follow=True)
    assert "Draf RKT dibuat" in teks(jawaban)
    assert "Indikator 1" in teks(jawaban)


def test_paper_shows_hints_to_its_own_people_only(client, rkt, pembaca, admin_pusat):
    client.force_login(pembaca)
    assert "Belum ditempatkan pada sasaran" in teks(client.get(alamat("rkt:detail")))
    tetapkan(Rkt)
    client.force_login(admin_pusat)
    isi = teks(client.get(alamat("rkt:detail")))
    assert "Indikator 1" in isi
    assert "Belum ditempatkan" not in isi


def test_parent_satker_sees_no_draft(client, rkt, admin_pusat):
    client.force_login(admin_pusat)
    isi = teks(client.get(alamat("rkt:detail")))
    assert "Belum ada RKT" in isi
    assert "Susun RKT" not in isi


def test_a_row_is_saved_alone_and_tells_the_renstras_target(perencana_masuk, rkt):
    i = IndikatorRkt.objects.get()
    isian = {f"i{i.pk}-target": "95", f"i{i.pk}-versi": "1"}
    jawaban = perencana_masuk.post(alamat("rkt:indikator", pk=i.pk), isian, **HTMX)
    assert jawaban.status_code == 200
    assert "Renstra: 90\u00a0%, RKT: 95\u00a0%" in unescape(jawaban.content.decode())
    assert 'value="2"' in jawaban.content.decode()


@pytest.mark.parametrize(
    ("isian", "pesan"),
    [({"target": "sembilan"}, "Target: "), ({"uraian": " "}, "Tulis indikatornya"), ({"versi": "7"}, "lebih dahulu")],
)
def test_a_row_that_is_wrong_or_late_says_so_and_stays(perencana_masuk, rkt, isian, pesan):
    i = IndikatorRkt.objects.get()
    data = {f"i{i.pk}-{k}": v for k, v in ({"target": "80", "versi": "1"} | isian).items()}
    jawaban = perencana_masuk.post(alamat("rkt:indikator", pk=i.pk), data, **HTMX)
    assert (jawaban.status_code, pesan in teks(jawaban)) == (422, True)
    assert IndikatorRkt.objects.get().target == 90


def test_without_javascript_one_form_saves_both_grids(perencana_masuk, rkt):
    i, pos = IndikatorRkt.objects.get(), rkt.dipa.pos.get(kode="3355.EBA.994")
    data = {
        f"i{i.pk}-target": "70",
        f"i{i.pk}-versi": "1",
        f"p{pos.pk}-sasaran": str(i.sasaran_id),
        f"p{pos.pk}-semula": "",
    }
    assert perencana_masuk.get(alamat("rkt:ubah")).status_code == 200
    assert perencana_masuk.post(alamat("rkt:ubah"), data).status_code == 302
    assert (IndikatorRkt.objects.get().target, KegiatanRkt.objects.get().pos) == (70, pos)


def test_an_activity_is_placed_by_its_row(perencana_masuk, rkt):
    pos, sasaran = rkt.dipa.pos.get(kode="3355.EBA.994"), rkt.sasaran.get()
    data = {f"p{pos.pk}-sasaran": str(sasaran.pk), f"p{pos.pk}-semula": ""}
    assert perencana_masuk.post(alamat("rkt:tempat", pk=pos.pk), data, **HTMX).status_code == 200
    assert (
        perencana_masuk.post(alamat("rkt:tempat", pk=pos.pk), data | {f"p{pos.pk}-sasaran": ""}, **HTMX).status_code
        == 409
    )


def test_a_closed_paper_answers_a_row_at_its_place_and_a_page_with_a_message(perencana_masuk, rkt):
    tetapkan(Rkt)
    i = IndikatorRkt.objects.get()
    jawaban = perencana_masuk.post(alamat("rkt:indikator", pk=i.pk), {f"i{i.pk}-target": "1"}, **HTMX)
    assert (jawaban.status_code, "Ditetapkan" in teks(jawaban)) == (409, True)
    assert "tidak dapat diubah" in teks(perencana_masuk.get(alamat("rkt:ubah"), follow=True))
    assert IndikatorRkt.objects.get().target == 90


def test_head_is_saved_and_two_equal_offices_are_refused(perencana_masuk, rkt):
    data = {"tempat": "Bengkulu", "tanggal": "2 Januari 2024", "versi": "1", "penandatangan": rkt.penandatangan_id}
    sama = perencana_masuk.post(alamat("rkt:kepala"), data | {"mengetahui": rkt.penandatangan_id})
    assert (sama.status_code, "dua jabatan yang berbeda" in teks(sama)) == (422, True)
    perencana_masuk.post(alamat("rkt:kepala"), data | {"mengetahui": rkt.mengetahui_id})
    assert Rkt.objects.get().tanggal == datetime.date(2024, 1, 2)


def test_words_and_programme_of_a_sasaran_are_edited_on_their_page(perencana_masuk, rkt):
    s = rkt.sasaran.get()
    program = rkt.dipa.pos.get(kode="076.01.WA")
    url = alamat("rkt:sasaran", pk=s.pk)
    assert perencana_masuk.get(url).status_code == 200
    assert perencana_masuk.post(url, {"uraian": "Baru", "program": program.pk, "versi": "1"}).status_code == 302
    s.refresh_from_db()
    assert (s.uraian, s.program) == ("Baru", program)


def test_return_without_a_note_comes_back_at_the_field(client, perencana_masuk, rkt, sekretaris):
    perencana_masuk.post(alamat("rkt:tindakan", tindakan="ajukan"))
    client.force_login(sekretaris)
    jawaban = client.post(alamat("rkt:tindakan", tindakan="kembalikan"), {})
    assert (jawaban.status_code, "Catatan wajib diisi" in teks(jawaban)) == (422, True)
    client.post(alamat("rkt:tindakan", tindakan="kembalikan"), {"catatan": "Perbaiki target."})
    assert "Perbaiki target." in teks(client.get(alamat("rkt:detail")))


def test_workbook_holds_targets_and_amounts(perencana_masuk, rkt):
    KegiatanRkt.objects.create(sasaran=rkt.sasaran.get(), pos=rkt.dipa.pos.get(kode="3355.EBA.994"))
    hasil = baca(perencana_masuk.get(alamat("rkt:excel")).content, BUKU)
    assert hasil.sah, hasil.galat
    assert [(b["indikator"], b["target"]) for b in hasil["Indikator"]] == [("Indikator 1", "90")]
    assert [(b["kode"], b["anggaran"]) for b in hasil["Kegiatan"]][-1] == ("3355.EBA.994", 4_000_000)


# --- Rencana Aksi ----------------------------------------------------------------------------------------------------


def lukis(client, baris, mode="rencana", versi=1, minggu=("3", "4")):
    url = alamat("aksi:lukis", pk=baris.pk, mode=mode)
    return client.post(url, {"minggu": list(minggu), "versi": versi}, **HTMX)


def ro(aksi, kode="3355.EBA.994"):
    return BarisAksi.objects.get(rencana=aksi, pos__kode=kode)


def test_a_painted_row_answers_with_tick_bars_above_and_summary(perencana_masuk, aksi):
    jawaban = lukis(perencana_masuk, ro(aksi))
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert "Tersimpan" in isi
    assert [f'id="b{b.pk}" hx-swap-oob' in isi for b in aksi.baris.order_by("urut")] == [True] * 3 + [False] * 4
    assert "2 minggu direncanakan untuk 1 kegiatan" in teks(jawaban)
    assert ro(aksi).rencana_minggu == 0b11000


def test_a_row_above_others_is_not_painted(perencana_masuk, aksi):
    jawaban = lukis(perencana_masuk, ro(aksi, "3355"))
    assert (jawaban.status_code, "mengikuti baris di bawahnya" in teks(jawaban)) == (409, True)


def test_a_late_painter_hears_what_stands_there_and_may_paint_again(perencana_masuk, aksi):
    lukis(perencana_masuk, ro(aksi))
    jawaban = lukis(perencana_masuk, ro(aksi), minggu=("9",))
    assert jawaban.status_code == 409
    assert "Rencana Jan 4; Feb 1" in teks(jawaban)
    assert 'value="2"' in jawaban.content.decode()


@pytest.mark.parametrize("minggu", [("48",), ("x",)])
def test_weeks_that_no_page_sends_are_refused(perencana_masuk, aksi, minggu):
    assert lukis(perencana_masuk, ro(aksi), minggu=minggu).status_code == 409


def test_the_head_of_the_answering_unit_enters_progress_of_that_unit_only(client, aksi, kepala_unit):
    tetapkan(RencanaAksi)
    client.force_login(kepala_unit)
    assert lukis(client, ro(aksi), "terlaksana").status_code == 200
    assert lukis(client, ro(aksi, "6709.EBA.994"), "terlaksana").status_code == 403
    assert client.get(alamat("aksi:jadwal")).content.decode().count('class="lukis"') == 1


def test_a_draft_is_painted_by_planners_only(client, aksi, kepala_unit):
    client.force_login(kepala_unit)
    assert lukis(client, ro(aksi)).status_code == 403
    assert 'class="lukis"' not in client.get(alamat("aksi:jadwal")).content.decode()


def test_painting_costs_the_same_queries_for_any_number_of_rows(perencana_masuk, aksi, django_assert_max_num_queries):
    with django_assert_max_num_queries(19):
        lukis(perencana_masuk, ro(aksi))
    BarisAksi.objects.bulk_create(BarisAksi(rencana=aksi, urut=50 + n, uraian=str(n)) for n in range(40))
    with django_assert_max_num_queries(19):
        lukis(perencana_masuk, ro(aksi), versi=2, minggu=("7",))


@pytest.mark.parametrize("banyak", [0, 40])
def test_grid_query_count_is_flat(perencana_masuk, aksi, django_assert_max_num_queries, banyak):
    BarisAksi.objects.bulk_create(BarisAksi(rencana=aksi, urut=50 + n, uraian=str(n)) for n in range(banyak))
    with django_assert_max_num_queries(28):
        perencana_masuk.get(alamat("aksi:jadwal"))


def test_rows_of_one_unit_can_be_chosen(perencana_masuk, aksi, unit):
    lain = aksi.baris.get(pos__kode="6709")
    lain.penanggung_jawab.add(unit.satker.unit.exclude(pk=unit.pk).first())
    jawaban = perencana_masuk.get(alamat("aksi:jadwal"), {"unit": unit.pk})
    assert [b.isi.kode for b in jawaban.context["baris"]] == ["3355", "3355.EBA", "3355.EBA.994"]


def test_one_row_is_edited_with_boxes_without_javascript(perencana_masuk, aksi, unit):
    b = ro(aksi)
    url = alamat("aksi:baris", pk=b.pk)
    assert 'name="rencana_minggu"' in perencana_masuk.get(url).content.decode()
    data = {"output_jumlah": "1", "output_satuan": "Layanan", "rencana_minggu": ["0", "47"], "versi": "1"}
    assert perencana_masuk.post(url, data | {"penanggung_jawab": [unit.pk]}).status_code == 302
    b.refresh_from_db()
    assert (b.rencana_minggu, b.output_satuan, list(b.penanggung_jawab.all())) == (1 | 1 << 47, "Layanan", [unit])


def test_progress_is_entered_with_boxes_without_javascript(client, aksi, kepala_unit):
    client.force_login(kepala_unit)
    url = alamat("aksi:terlaksana", pk=ro(aksi).pk)
    assert "setelah rencana aksi ditetapkan" in teks(client.get(url, follow=True))
    tetapkan(RencanaAksi)
    assert client.get(url).status_code == 200
    assert client.post(url, {"terlaksana": ["2"], "versi": "1"}).status_code == 302
    assert ro(aksi).terlaksana == 4


def test_outputs_are_saved_row_by_row_and_all_at_once(perencana_masuk, aksi):
    b = ro(aksi)
    satu = {
        f"b{b.pk}-output_jumlah": "1,5",
        f"b{b.pk}-output_satuan": "Layanan",
        f"b{b.pk}-tw1": "1",
        f"b{b.pk}-versi": "1",
    }
    assert perencana_masuk.post(alamat("aksi:rincian_baris", pk=b.pk), satu, **HTMX).status_code == 200
    salah = perencana_masuk.post(alamat("aksi:rincian"), {f"b{b.pk}-tw2": "-3", f"b{b.pk}-versi": "2"})
    assert (salah.status_code, "TW II: harus angka mulai 0" in teks(salah)) == (422, True)
    perencana_masuk.post(alamat("aksi:rincian"), {f"b{b.pk}-tw2": "3", f"b{b.pk}-versi": "2"})
    b.refresh_from_db()
    assert (b.output_jumlah, b.output_satuan, b.tw1, b.tw2) == (1.5, "Layanan", 1, 3)


def test_rows_are_added_and_taken_out(perencana_masuk, aksi):
    perencana_masuk.post(alamat("aksi:tambah"), {"uraian": "Rapat", "setelah": ro(aksi).pk})
    baru = BarisAksi.objects.get(uraian="Rapat")
    perencana_masuk.post(alamat("aksi:hapus", pk=baru.pk))
    assert not BarisAksi.objects.filter(uraian="Rapat").exists()


def test_an_empty_year_offers_the_beginning(perencana_masuk, dipa):
    assert "Belum ada rencana aksi" in teks(perencana_masuk.get(alamat("aksi:jadwal")))
    assert "Draf rencana aksi dibuat" in teks(perencana_masuk.post(alamat("aksi:usulkan"), follow=True))
    assert "Rencana aksi 2024 masih draf" in teks(perencana_masuk.get(alamat("pelaporan:beranda")))
