from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from renstra import services
from renstra.enums import JenisSasaran, StatusRenstra
from renstra.forms import TargetForm
from renstra.models import Indikator, KataVisi, Kegiatan, Program, Renstra, TargetTahunan
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


def data(indikator, **ganti):
    """What a browser posts from the targets' form."""
    form = TargetForm(indikator=indikator)
    return {nama: form[nama].value() for nama in form.fields} | ganti


# --- Who may come in -----------------------------------------------------------------------------------------------

HALAMAN = ["", "{r}/", "indikator/{i}/", "indikator/{i}/target/", "{r}/revisi/", "{r}/ajukan/"]


@pytest.fixture(params=HALAMAN)
def halaman(request, alamat, draf, indikator):
    return alamat(request.param.format(r=draf.pk, i=indikator.pk))


def test_anonymous_is_sent_to_the_login(client, halaman):
    jawaban = client.get(halaman)

    assert (jawaban.status_code, jawaban.url) == (302, f"/masuk/?next={halaman}")


def test_a_planner_of_another_satker_gets_404(masuk, orang_lain, halaman):
    assert masuk(orang_lain).get(halaman).status_code == 404


def test_a_planner_of_the_satker_gets_the_page(masuk, perencana, halaman):
    assert masuk(perencana).get(halaman).status_code == 200


@pytest.mark.parametrize("ekor", ["indikator/{i}/target/", "{r}/revisi/", "{r}/ajukan/", "{r}/tetapkan/"])
@pytest.mark.parametrize("cara", ["get", "post"])
def test_a_reader_may_not_act(masuk, pembaca, alamat, draf, indikator, ekor, cara):
    url = alamat(ekor.format(r=draf.pk, i=indikator.pk))

    assert getattr(masuk(pembaca), cara)(url).status_code == 403


def test_the_parent_satker_does_not_see_a_draft(masuk, pusat, alamat, draf, indikator):
    atasan = pabrik.PenggunaFactory(satker=pusat)

    assert masuk(atasan).get(alamat(f"{draf.pk}/")).status_code == 404
    assert masuk(atasan).get(alamat(f"indikator/{indikator.pk}/")).status_code == 404


def test_a_renstra_is_not_found_in_a_year_outside_its_period(masuk, perencana, alamat, renstra):
    assert masuk(perencana).get(alamat(f"{renstra.pk}/", tahun=2025)).status_code == 404


def test_a_renstra_is_not_found_at_another_satker(masuk, admin_pusat, satker_lain, renstra):
    assert masuk(admin_pusat).get(f"/{satker_lain.kode}/2024/renstra/{renstra.pk}/").status_code == 404


# --- The workspace -------------------------------------------------------------------------------------------------


def test_a_year_without_renstra_says_who_fills_it(masuk, perencana, alamat):
    isi = teks(masuk(perencana).get(alamat(tahun=2031)))

    assert "Belum ada Renstra untuk tahun ini" in isi
    assert "Diisi oleh: Perencana" in isi


def test_the_workspace_shows_the_whole_cascade(masuk, perencana, alamat, renstra, unit):
    KataVisi.objects.create(renstra=renstra, urut=1, kata="Mandiri", arti="bebas dari pengaruh pihak mana pun")
    pabrik.MisiFactory(renstra=renstra, teks="Meningkatkan kompetensi penyelenggara")
    pabrik.TujuanFactory(renstra=renstra, teks="Mewujudkan kantor yang profesional")
    sasaran = pabrik.SasaranFactory(renstra=renstra, uraian="Meningkatnya kapasitas SDM")
    indikator = pabrik.IndikatorFactory(sasaran=sasaran, uraian="Kesesuaian kompetensi pegawai", iku=True)
    indikator.pelaksana.add(unit)
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2021, nilai=Decimal("77.5"))

    isi = teks(masuk(perencana).get(alamat()))

    for fakta in (
        *(
            "bebas dari pengaruh pihak mana pun",
            "Meningkatkan kompetensi penyelenggara",
            "Mewujudkan kantor yang profesional",
        ),
        *(
            "Meningkatnya kapasitas SDM",
            "Kesesuaian kompetensi pegawai",
            "IKU",
            "Bagian Keuangan",
            "77,5",
            "1 Tahun 2020",
        ),
    ):
        assert fakta in isi


def test_sasaran_of_a_program_and_its_kegiatan_stand_under_the_program(masuk, perencana, alamat, renstra):
    program = Program.objects.create(renstra=renstra, urut=1, kode="WA", nama="Dukungan Manajemen")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, kode="3355", nama="Pengelolaan Keuangan")
    for jenis, lain in ((JenisSasaran.KEGIATAN, {"kegiatan": kegiatan}), (JenisSasaran.PROGRAM, {"program": program})):
        pabrik.SasaranFactory(renstra=renstra, jenis=jenis, uraian=f"Sasaran {jenis}", **lain)

    isi = teks(masuk(perencana).get(alamat()))

    urutan = ["<h2>WA Dukungan Manajemen</h2>", "3355 Pengelolaan Keuangan", "Sasaran kegiatan", "Sasaran program"]
    assert [isi.index(kata) for kata in urutan] == sorted(isi.index(kata) for kata in urutan)


def test_the_page_of_the_year_shows_the_renstra_in_force_not_the_draft(masuk, perencana, alamat, renstra):
    services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Target disesuaikan")

    jawaban = masuk(perencana).get(alamat())

    assert jawaban.context["renstra"] == renstra
    assert [lain.alasan_revisi for lain in jawaban.context["versi_lain"]] == ["Target disesuaikan"]
    assert "Target disesuaikan" in teks(jawaban)


def test_without_one_in_force_the_draft_is_shown_as_such(masuk, perencana, alamat, draf):
    jawaban = masuk(perencana).get(alamat())

    assert jawaban.context["renstra"] == draf
    assert "Renstra ini belum ditetapkan" in teks(jawaban)


def test_text_of_people_is_escaped(masuk, perencana, alamat, renstra):
    pabrik.SasaranFactory(renstra=renstra, uraian="<script>x</script>")

    isi = teks(masuk(perencana).get(alamat()))

    assert "<script>x" not in isi
    assert escape("<script>x</script>") in isi


def test_buttons_follow_the_right(masuk, perencana, pembaca, alamat, renstra):
    tujuan = alamat(f"{renstra.pk}/revisi/")

    assert tujuan in teks(masuk(perencana).get(alamat()))
    assert tujuan not in teks(masuk(pembaca).get(alamat()))


def test_a_draft_offers_a_form_per_indikator(masuk, perencana, pembaca, alamat, draf, indikator):
    tujuan = alamat(f"indikator/{indikator.pk}/target/")

    assert tujuan in teks(masuk(perencana).get(alamat(f"{draf.pk}/")))
    assert tujuan not in teks(masuk(pembaca).get(alamat(f"{draf.pk}/")))


def test_a_returned_renstra_shows_the_note(masuk, perencana, sekretaris, alamat, draf):
    services.ajukan(renstra=draf, oleh=perencana)
    services.kembalikan(renstra=draf, oleh=sekretaris, catatan="Target 2024 terlalu rendah")

    isi = teks(masuk(perencana).get(alamat(f"{draf.pk}/")))

    assert "Dikembalikan untuk diperbaiki" in isi
    assert "Target 2024 terlalu rendah" in isi


def _banyak_query(client, url):
    with CaptureQueriesContext(
        connection,
    ) as query:
        assert client.get(url).status_code == 200
    return len(query)


def test_the_workspace_query_count_is_flat(masuk, perencana, alamat, draf, unit):
    def tambah(banyak):
        for _ in range(banyak):
            indikator = pabrik.IndikatorFactory(
                sasaran=pabrik.SasaranFactory(renstra=draf), satuan=pabrik.SatuanFactory(predikat=True)
            )
            indikator.pelaksana.add(unit)
            pabrik.TargetTahunanFactory(indikator=indikator, nilai=Decimal(7))

    client = masuk(perencana)
    tambah(1)
    satu = _banyak_query(client, alamat(f"{draf.pk}/"))
    tambah(49)

    assert _banyak_query(client, alamat(f"{draf.pk}/")) == satu


def test_the_confirmation_query_count_is_flat(masuk, perencana, alamat, renstra):
    def tambah(banyak):
        for _ in range(banyak):
            indikator = pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=renstra))
            lama = pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=baru), asal=indikator)
            pabrik.TargetTahunanFactory(indikator=lama)

    baru = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="x")
    client = masuk(perencana)
    tambah(1)
    satu = _banyak_query(client, alamat(f"{baru.pk}/ajukan/"))
    tambah(49)

    assert _banyak_query(client, alamat(f"{baru.pk}/ajukan/")) == satu


# --- One indikator -------------------------------------------------------------------------------------------------


def test_the_card_shows_the_facts_and_the_targets(masuk, pembaca, alamat, indikator):
    Indikator.objects.filter(pk=indikator.pk).update(definisi="Bagian yang selesai pada waktunya", sumber_data="Subbag")

    isi = teks(masuk(pembaca).get(alamat(f"indikator/{indikator.pk}/")))

    for fakta in ("Layanan tepat waktu", "Bagian yang selesai pada waktunya", "Subbag", "Maksimasi", "IKSS", ">90<"):
        assert fakta in isi


def test_targets_are_saved_and_the_card_says_so(masuk, perencana, alamat, indikator):
    url = alamat(f"indikator/{indikator.pk}/target/")

    jawaban = masuk(perencana).post(url, data(indikator, target_2023="77,5 %", target_2024="-"), follow=True)

    assert jawaban.redirect_chain == [(alamat(f"indikator/{indikator.pk}/"), 302)]
    assert "tersimpan: 2 tahun berubah" in teks(jawaban)
    assert [(t.tahun, t.nilai) for t in TargetTahunan.objects.all()] == [(2023, Decimal("77.5"))]


def test_wrong_input_comes_back_at_the_field_with_all_that_was_typed(masuk, perencana, alamat, indikator):
    url = alamat(f"indikator/{indikator.pk}/target/")

    jawaban = masuk(perencana).post(url, data(indikator, target_2023="85", target_2024="77.5.0"))

    isi = teks(jawaban)
    assert jawaban.status_code == 422
    assert "Target 2024 harus angka persen, misalnya 77,5. Yang diketik: “77.5.0”." in isi
    assert 'value="77.5.0"' in isi
    assert 'value="85"' in isi
    assert not TargetTahunan.objects.filter(tahun=2023).exists()


def test_a_conflict_comes_back_with_both_values(masuk, perencana, alamat, indikator):
    kiriman = data(indikator, target_2024="95")
    indikator.target_tahunan.get().simpan_versi(1, nilai=Decimal(80))
    url = alamat(f"indikator/{indikator.pk}/target/")

    jawaban = masuk(perencana).post(url, kiriman)

    assert jawaban.status_code == 409
    assert "menjadi “80\u00a0%”; isian Anda “95” belum disimpan" in teks(jawaban)
    assert jawaban.context["form"]["versi_2024"].value() == "2"
    assert TargetTahunan.objects.get().nilai == 80


def test_a_fixed_renstra_says_why_and_offers_a_revision(masuk, perencana, alamat, renstra):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra)

    jawaban = masuk(perencana).get(alamat(f"indikator/{indikator.pk}/target/"))

    assert "Perubahan target dilakukan pada revisi" in teks(jawaban)
    assert alamat(f"{renstra.pk}/revisi/") in teks(jawaban)


def test_a_form_posted_after_the_renstra_was_submitted_saves_nothing_and_loses_nothing(
    masuk, perencana, alamat, draf, indikator
):
    kiriman = data(indikator, target_2024="95")
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    jawaban = masuk(perencana).post(alamat(f"indikator/{indikator.pk}/target/"), kiriman)

    assert jawaban.status_code == 409
    assert "sedang menunggu penetapan" in teks(jawaban)
    assert "<dt>Target 2024</dt><dd>95</dd>" in teks(jawaban)
    assert TargetTahunan.objects.get().nilai == 90


def test_a_renstra_submitted_during_the_save_is_found_closed(masuk, perencana, alamat, draf, indikator, monkeypatch):
    def terlambat(**_):
        Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)
        raise TransisiDitolak("Target tidak dapat diubah")

    kiriman = data(indikator, target_2024="95")
    monkeypatch.setattr(services, "simpan_target", terlambat)

    jawaban = masuk(perencana).post(alamat(f"indikator/{indikator.pk}/target/"), kiriman)

    assert jawaban.status_code == 409
    assert "sedang menunggu penetapan" in teks(jawaban)
    assert "<dt>Target 2024</dt><dd>95</dd>" in teks(jawaban)


# --- Acts ----------------------------------------------------------------------------------------------------------


def test_a_revision_opens_as_a_draft(masuk, perencana, alamat, renstra):
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/revisi/"), {"alasan": "Program berubah"})

    baru = Renstra.objects.get(menggantikan=renstra)
    assert jawaban.url == alamat(f"{baru.pk}/")


def test_a_revision_without_a_reason_is_asked_again(masuk, perencana, alamat, renstra):
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/revisi/"), {"alasan": " "})

    assert jawaban.status_code == 422
    assert not Renstra.objects.filter(menggantikan=renstra).exists()


def test_a_second_revision_leads_to_the_first(masuk, perencana, alamat, renstra):
    draf = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="x")
    client = masuk(perencana)

    jawaban = client.post(alamat(f"{renstra.pk}/revisi/"), {"alasan": "lagi"})

    assert jawaban.status_code == 422
    assert alamat(f"{draf.pk}/") in teks(jawaban)
    assert Renstra.objects.count() == 2


def test_the_confirmation_lists_the_targets_that_change(masuk, sekretaris, perencana, alamat, renstra):
    pabrik.TargetTahunanFactory(indikator__sasaran__renstra=renstra, nilai=Decimal(80))
    baru = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="x")
    TargetTahunan.objects.filter(indikator__sasaran__renstra=baru).update(nilai=Decimal(79))
    services.ajukan(renstra=baru, oleh=perencana)

    isi = teks(masuk(sekretaris).get(alamat(f"{baru.pk}/tetapkan/")))

    assert '<span class="redup">80\u00a0%</span> → 79\u00a0%' in isi
    assert "<strong>1</strong> diubah" in isi


def test_fixing_needs_the_decision_and_keeps_what_was_typed(masuk, sekretaris, alamat, draf):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    jawaban = masuk(sekretaris).post(alamat(f"{draf.pk}/tetapkan/"), {"nomor": "5 Tahun 2024", "tanggal": "kemarin"})

    assert jawaban.status_code == 422
    assert 'value="5 Tahun 2024"' in teks(jawaban)
    assert "Harus berupa tanggal" in teks(jawaban)


def test_fixing_puts_the_renstra_in_force(masuk, sekretaris, alamat, draf):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)
    kiriman = {"nomor": "5 Tahun 2024", "tanggal": "2 Mei 2024"}

    jawaban = masuk(sekretaris).post(alamat(f"{draf.pk}/tetapkan/"), kiriman, follow=True)

    assert "Keputusan 5 Tahun 2024, 2 Mei 2024." in teks(jawaban)
    assert Renstra.objects.get().status == StatusRenstra.DITETAPKAN


def test_returning_keeps_the_note(masuk, sekretaris, alamat, draf):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    masuk(sekretaris).post(alamat(f"{draf.pk}/kembalikan/"), {"catatan": "Lengkapi unit pelaksana"})

    assert draf.riwayat.get().catatan == "Lengkapi unit pelaksana"


def test_an_act_that_came_too_late_says_so(masuk, perencana, alamat, renstra):
    jawaban = masuk(perencana).post(alamat(f"{renstra.pk}/ajukan/"))

    assert jawaban.status_code == 409
    assert "status dokumen ini sekarang “Ditetapkan”" in teks(jawaban)


@pytest.mark.parametrize("tindakan", ["gantikan", "batalkan"])
def test_there_is_no_page_for_an_act_that_no_person_does(masuk, sekretaris, alamat, renstra, tindakan):
    assert masuk(sekretaris).post(alamat(f"{renstra.pk}/{tindakan}/")).status_code == 404


def test_the_card_says_who_answers_and_what_the_target_rests_on(masuk, perencana, alamat, indikator, unit):
    indikator.penanggung_jawab = pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Teknis")
    indikator.baseline, indikator.tahun_baseline = Decimal("77.5"), 2019
    indikator.alasan_target = "Pegawai berkurang"
    indikator.komponen_x = "Layanan tepat waktu"
    indikator.save()
    indikator.standar_nasional.create(tahun=2024, nilai=81)

    isi = teks(masuk(perencana).get(alamat(f"indikator/{indikator.pk}/")))

    for fakta in ("Kepala Bagian Teknis", "77,5\xa0% (tahun 2019)", "Pegawai berkurang", "Layanan tepat waktu", ">81<"):
        assert fakta in isi
    assert f"kaskade/indikator/{indikator.pk}/" in isi
