"""A DIPA made and shaped in the browser: acts and pages."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran import services, services_susun
from anggaran.apps import tugas
from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import Dipa, ImporAnggaran, Pos
from anggaran.services_susun import BerubahSejakDilihat, SudahAda, sidik_pos
from jejak.models import Jejak
from organisasi.enums import Peran
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return " ".join(jawaban.content.decode().split())


@pytest.fixture
def draf(satker):
    """076.01.WA › 3355 › 3355.EBA › 3355.EBA.994 (pagu 100) and 3355.EBA.962 (50); 3360 without anything below."""
    dipa = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF)
    program = pabrik.PosFactory(dipa=dipa, kode="076.01.WA", urut=1)
    kegiatan = pabrik.PosFactory(dipa=dipa, induk=program, jenis=JenisPos.KEGIATAN, kode="3355", urut=2)
    kro = pabrik.PosFactory(dipa=dipa, induk=kegiatan, jenis=JenisPos.KRO, kode="3355.EBA", urut=3)
    for urut, (ekor, pagu) in enumerate((("994", 100), ("962", 50)), 4):
        pabrik.PosFactory(
            dipa=dipa, induk=kro, jenis=JenisPos.RO, kode=f"3355.EBA.{ekor}", urut=urut, pagu=Decimal(pagu)
        )
    pabrik.PosFactory(dipa=dipa, induk=program, jenis=JenisPos.KEGIATAN, kode="3360", urut=6)
    return dipa


def pos(dipa, kode):
    return dipa.pos.get(kode=kode)


def kode(dipa):
    return list(dipa.pos.order_by("urut").values_list("kode", flat=True))


@pytest.fixture
def kirim(masuk, perencana, alamat, draf):
    """Post a node's form as the browser does: its present values, some of them typed over."""

    def kirim(ke, dasar=None, klien=None, **isi):
        klien = klien or masuk(perencana)
        url = alamat(f"{draf.pk}/pos/{ke}/") if not isinstance(ke, Pos) else alamat(f"{draf.pk}/pos/{ke.pk}/")
        form = (dasar or klien.get(url)).context["form"]
        semua = {n: form[n].value() for n in form.fields}
        return klien.post(url, {n: "" if v is None else v for n, v in (semua | isi).items()})

    return kirim


# --- From nothing --------------------------------------------------------------------------------------------------


def test_the_empty_year_offers_to_make_a_dipa(masuk, perencana, alamat):
    jawaban = masuk(perencana).get(alamat(tahun=2026))

    assert "Buat DIPA tahun 2026" in teks(jawaban)
    assert alamat("impor-dipa/", tahun=2026) in teks(jawaban)


def test_a_reader_is_not_offered_to_make_one(masuk, pembaca, alamat):
    assert "Buat DIPA tahun" not in teks(masuk(pembaca).get(alamat(tahun=2026)))


def test_an_existing_draft_is_offered_to_go_on_with(masuk, perencana, alamat, draf):
    jawaban = teks(masuk(perencana).get(alamat()))

    assert "Lanjutkan draf" in jawaban
    assert "Buat DIPA tahun" not in jawaban


def test_a_dipa_begins_as_an_empty_draft_of_revision_0(masuk, perencana, alamat, satker):
    jawaban = masuk(perencana).post(alamat("buat/", tahun=2026), {"nomor": "SP DIPA-076.01.2.654340/2026"})

    dipa = Dipa.objects.get(satker=satker, tahun=2026)
    assert jawaban.url == alamat(f"{dipa.pk}/susun/", tahun=2026)
    assert (dipa.revisi, dipa.status, dipa.nomor, dipa.pos.count()) == (0, "draf", "SP DIPA-076.01.2.654340/2026", 0)
    assert dipa.riwayat.get().oleh == perencana


@pytest.mark.parametrize(("dengan", "pagu"), [("on", [100, 50]), ("", [])])
def test_a_copy_of_another_year_brings_pagu_only_when_asked(masuk, perencana, alamat, satker, draf, dengan, pagu):
    masuk(perencana).post(alamat("buat/", tahun=2026), {"salin": draf.pk, "dengan_pagu": dengan})

    dipa = Dipa.objects.get(satker=satker, tahun=2026)
    assert kode(dipa) == kode(draf)
    assert list(dipa.pos.exclude(pagu=None).order_by("urut").values_list("pagu", flat=True)) == pagu


def test_the_dipa_of_another_satker_cannot_be_copied(masuk, perencana, alamat, draf):
    asing = pabrik.DipaFactory(satker=pabrik.SatkerFactory(kode="999999"))
    jawaban = masuk(perencana).post(alamat("buat/", tahun=2026), {"salin": asing.pk})

    assert jawaban.status_code == 422
    assert not Dipa.objects.filter(tahun=2026).exists()


def test_a_year_has_one_first_dipa(masuk, perencana, alamat, draf):
    jawaban = masuk(perencana).post(alamat("buat/"), {})

    assert jawaban.status_code == 409
    assert "sudah ada" in teks(jawaban)


def test_two_people_who_begin_at_once_make_one_dipa(satker, perencana, monkeypatch):
    services_susun.buat_dipa(satker=satker, tahun=2026, oleh=perencana)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)  # the other one is not seen yet
    with pytest.raises(SudahAda, match="baru saja dibuat orang lain"):
        services_susun.buat_dipa(satker=satker, tahun=2026, oleh=perencana)


# --- Adding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tulis", "induk", "jadi", "jenis"),
    [
        ("3360.EBA", "3360", "3360.EBA", JenisPos.KRO),
        ("3355.EBA.994.051", "3355.EBA.994", "3355.EBA.994.051", JenisPos.KOMPONEN),
        ("3361", "076.01.WA", "3361", JenisPos.KEGIATAN),
        ("076.01.CQ", None, "076.01.CQ", JenisPos.PROGRAM),
        (" 3355.ЕВА.001 ", "3355.EBA", "3355.EBA.001", JenisPos.RO),  # Cyrillic
    ],
)
def test_kind_and_parent_come_from_the_code(kirim, draf, tulis, induk, jadi, jenis):
    jawaban = kirim("baru", kode=tulis, uraian="Uji")

    baru = pos(draf, jadi)
    assert jawaban.status_code == 302
    assert (baru.jenis, baru.induk and baru.induk.kode) == (jenis, induk)


def test_a_last_segment_is_completed_below_the_chosen_parent(kirim, draf):
    kirim("baru", kode="051", induk=pos(draf, "3355.EBA.994").pk, uraian="Komponen")

    assert pos(draf, "3355.EBA.994.051").jenis == JenisPos.KOMPONEN


def test_a_new_node_stands_last_below_its_parent(kirim, draf):
    kirim("baru", kode="3355.EBA.001", uraian="Baru")

    assert kode(draf) == ["076.01.WA", "3355", "3355.EBA", "3355.EBA.994", "3355.EBA.962", "3355.EBA.001", "3360"]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"kode": "3355.EBA"}, "sudah dipakai pos"),
        ({"kode": "3399.EBA"}, "Induk 3399.EBA belum ada. Tambahkan dulu 3399"),
        ({"kode": "051"}, "Jenis pos tidak terbaca dari kode “051”"),
        ({"kode": "33 55"}, "Kode tidak memuat spasi"),
        ({"kode": "3355.EBA.994.051.0A.521211"}, "Jenis pos tidak terbaca"),
        ({"kode": "X" * 41}, "40"),
        ({"kode": "3361", "uraian": ""}, "Wajib diisi."),
        ({"kode": "3361", "pagu": "-5"}, "tidak boleh negatif"),
        ({"kode": "3361", "pagu": "lima"}, "angka"),
        ({"kode": "3361", "pagu": "9" * 20}, "terlalu panjang"),
        ({"kode": "3361", "induk": "999999"}, "valid"),
        ({"kode": "3361", "sumber_dana": "999999"}, "valid"),
        ({"kode": "3361", "jenis": "proyek"}, "valid"),
    ],
)
def test_a_wrong_node_is_refused_with_a_reason_and_nothing_is_stored(kirim, draf, isi, kata):
    sebelum = kode(draf)
    jawaban = kirim("baru", **{"uraian": "Uji"} | isi)

    assert jawaban.status_code == 422
    assert kata in teks(jawaban)
    assert kode(draf) == sebelum


def test_an_ro_directly_below_a_programme_is_refused(kirim, draf):
    jawaban = kirim("baru", kode="994", jenis="ro", induk=pos(draf, "076.01.WA").pk, uraian="Uji")

    assert jawaban.status_code == 422
    assert "RO berdiri di bawah KRO, bukan di bawah program 076.01.WA." in teks(jawaban)


def test_a_code_that_does_not_continue_its_parent_is_refused(kirim, draf):
    jawaban = kirim("baru", kode="3355.EBB", induk=pos(draf, "3360").pk, uraian="Uji")

    assert "Kode 3355.EBB tidak berada di bawah kode induknya, 3360." in teks(jawaban)


def test_a_node_of_another_dipa_is_no_parent(kirim, draf):
    asing = pabrik.PosFactory(kode="076.01.ZZ")
    jawaban = kirim("baru", kode="3361", induk=asing.pk, uraian="Uji")

    assert jawaban.status_code == 422


def test_the_pagu_of_a_node_that_gets_one_below_becomes_what_is_stated(kirim, draf):
    jawaban = kirim("baru", kode="3355.EBA.994.051", uraian="Komponen", pagu="40")

    atas = pos(draf, "3355.EBA.994")
    assert (atas.pagu, atas.pagu_tertera) == (None, Decimal(100))
    assert "menjadi pagu tertera" in str(next(iter(jawaban.wsgi_request._messages)))


def test_the_next_node_begins_with_the_code_of_the_same_parent(kirim, masuk, perencana, alamat, draf):
    kro = pos(draf, "3355.EBA")
    jawaban = kirim("baru", kode="3355.EBA.003", uraian="Uji", lagi="1")
    form = masuk(perencana).get(jawaban.url).context["form"]

    assert jawaban.url == alamat(f"{draf.pk}/pos/baru/?sesudah={kro.pk}")
    assert (form["kode"].value(), form["induk"].value()) == ("3355.EBA.", None)


@pytest.mark.parametrize(
    ("tadi", "tulis", "jadi", "induk"),
    [
        ("076.01.WA", "3360.EBA", "3360.EBA", "3360"),
        ("076.01.WA", "3361", "3361", "076.01.WA"),
        ("3355.EBA", "3360.EBA", "3360.EBA", "3360"),
        ("3355.EBA", "076.01.CQ", "076.01.CQ", None),
        ("3355.EBA.994", "052", "3355.EBA.994.052", "3355.EBA.994"),
    ],
)
def test_the_parent_of_the_next_node_follows_its_code(masuk, perencana, alamat, draf, tadi, tulis, jadi, induk):
    pabrik.PosFactory(dipa=draf, kode="076.01.ZZ", urut=7)
    tanya = f"sesudah={pos(draf, tadi).pk}"
    terbaca = masuk(perencana).get(alamat(f"{draf.pk}/pos/usul/?{tanya}&kode={tulis}"))
    masuk(perencana).post(alamat(f"{draf.pk}/pos/baru/?{tanya}"), {"kode": tulis, "uraian": "Berikutnya"})

    baru = pos(draf, jadi)
    assert (baru.induk and baru.induk.kode) == induk
    assert f"{jadi} dibaca sebagai" in teks(terbaca)


def test_a_kegiatan_after_a_kro_asks_which_of_two_programmes(masuk, perencana, alamat, draf):
    pabrik.PosFactory(dipa=draf, kode="076.01.ZZ", urut=7)
    alamat_baru = alamat(f"{draf.pk}/pos/baru/?sesudah={pos(draf, '3355').pk}")
    jawaban = masuk(perencana).post(alamat_baru, {"kode": "3361", "uraian": "Berikutnya"})

    assert "Pilih program yang menaungi kegiatan ini" in teks(jawaban)


def test_a_parent_chosen_after_another_node_is_kept(masuk, perencana, alamat, draf):
    alamat_baru = alamat(f"{draf.pk}/pos/baru/?sesudah={pos(draf, '3355').pk}")
    isi = {"kode": "3355.EBB", "uraian": "Uji", "induk": pos(draf, "3360").pk}

    assert "tidak berada di bawah kode induknya, 3360" in teks(masuk(perencana).post(alamat_baru, isi))


def test_a_form_below_a_node_begins_with_its_code(masuk, perencana, alamat, draf):
    kro = pos(draf, "3355.EBA")
    form = masuk(perencana).get(alamat(f"{draf.pk}/pos/baru/?di={kro.pk}")).context["form"]

    assert (form["kode"].value(), form["induk"].value()) == ("3355.EBA.", kro.pk)


@pytest.mark.parametrize("di", ["x", "0", "9" * 30, "-1", ""])
def test_a_foreign_parent_in_the_address_is_ignored(masuk, perencana, alamat, draf, di):
    assert masuk(perencana).get(alamat(f"{draf.pk}/pos/baru/?di={di}")).status_code == 200


@pytest.mark.parametrize(
    ("tanya", "kata"),
    [
        ("kode=3360.EBA", "3360.EBA dibaca sebagai KRO, di bawah 3360"),
        ("kode=3355.EBA", "sudah dipakai"),
        ("kode=9999.EBA", "Tambahkan dulu 9999"),
        ("kode=", ""),
        ("kode=3361&induk=x&jenis=zzz", "3361 dibaca sebagai kegiatan"),
    ],
)
def test_a_code_being_typed_is_read_aloud(masuk, perencana, alamat, draf, tanya, kata):
    jawaban = masuk(perencana).get(alamat(f"{draf.pk}/pos/usul/?{tanya}"))

    assert kata in teks(jawaban)


# --- Editing -------------------------------------------------------------------------------------------------------


def test_a_changed_code_takes_those_below_along(kirim, draf):
    kirim(pos(draf, "3355"), kode="3399")

    assert kode(draf) == ["076.01.WA", "3399", "3399.EBA", "3399.EBA.994", "3399.EBA.962", "3360"]


def test_a_changed_code_is_refused_where_one_below_would_be_a_double(kirim, draf):
    pabrik.PosFactory(dipa=draf, induk=pos(draf, "3360"), jenis=JenisPos.KRO, kode="3399.EBA", urut=9)
    jawaban = kirim(pos(draf, "3355"), kode="3399")

    assert jawaban.status_code == 422
    assert "3399.EBA sudah dipakai" in teks(jawaban)
    assert "3355" in kode(draf)


def test_a_node_moves_with_everything_below_it(kirim, draf):
    baru = pabrik.PosFactory(dipa=draf, kode="076.01.CQ", urut=9)
    kirim(pos(draf, "3355"), induk=baru.pk)

    assert kode(draf) == ["076.01.WA", "3360", "076.01.CQ", "3355", "3355.EBA", "3355.EBA.994", "3355.EBA.962"]


def test_a_kind_that_does_not_fit_what_is_below_is_refused(kirim, draf):
    jawaban = kirim(pos(draf, "3355.EBA"), kode="076.01.ZZ", induk="", jenis="program")

    assert jawaban.status_code == 422
    assert "Pos di bawahnya berjenis RO" in teks(jawaban)


def test_only_a_lowest_node_takes_a_pagu_and_only_one_above_states_one(kirim, masuk, perencana, alamat, draf):
    atas = masuk(perencana).get(alamat(f"{draf.pk}/pos/{pos(draf, '3355').pk}/")).context["form"]
    bawah = masuk(perencana).get(alamat(f"{draf.pk}/pos/{pos(draf, '3360').pk}/")).context["form"]

    assert {"pagu", "pagu_tertera"} & set(atas.fields) == {"pagu_tertera"}
    assert {"pagu", "pagu_tertera"} & set(bawah.fields) == {"pagu"}


def test_a_new_pagu_no_longer_carries_the_print_of_an_old_paper(kirim, draf):
    lama = pos(draf, "3355.EBA.994")
    Pos.objects.filter(pk=lama.pk).update(teks_cetak="Rp. 100")
    kirim(lama, pagu="1.250.000")

    assert (pos(draf, lama.kode).pagu, pos(draf, lama.kode).teks_cetak) == (Decimal(1_250_000), "")


def test_two_editors_of_one_node_see_both_values_and_lose_nothing(kirim, masuk, perencana, alamat, draf):
    sasaran = pos(draf, "3355.EBA.994")
    dibuka = masuk(perencana).get(alamat(f"{draf.pk}/pos/{sasaran.pk}/"))
    kirim(sasaran, uraian="Punya orang lain")
    jawaban = kirim(sasaran, dasar=dibuka, uraian="Punya saya")

    assert jawaban.status_code == 409
    assert "Punya orang lain" in teks(jawaban)
    assert "Punya saya" in teks(jawaban)
    assert pos(draf, sasaran.kode).uraian == "Punya orang lain"


def test_two_editors_of_different_fields_both_win(kirim, masuk, perencana, alamat, draf):
    sasaran = pos(draf, "3355.EBA.994")
    dibuka = masuk(perencana).get(alamat(f"{draf.pk}/pos/{sasaran.pk}/"))
    kirim(sasaran, uraian="Uraian lain")
    assert kirim(sasaran, dasar=dibuka, pagu="777").status_code == 302

    kini = pos(draf, sasaran.kode)
    assert (kini.uraian, kini.pagu) == ("Uraian lain", Decimal(777))


def test_a_pagu_typed_while_somebody_added_a_node_below_is_not_swallowed(kirim, masuk, perencana, alamat, draf):
    sasaran = pos(draf, "3360")  # without a pagu: its version does not change when it becomes a parent
    dibuka = masuk(perencana).get(alamat(f"{draf.pk}/pos/{sasaran.pk}/"))
    kirim("baru", kode="3360.EBA", uraian="Baru")
    jawaban = kirim(sasaran, dasar=dibuka, pagu="500")

    assert jawaban.status_code == 422
    assert "pagunya menjadi jumlah pos itu" in teks(jawaban)


def test_a_node_that_only_moved_is_no_conflict(kirim, masuk, perencana, alamat, draf):
    sasaran = pos(draf, "3360")
    dibuka = masuk(perencana).get(alamat(f"{draf.pk}/pos/{sasaran.pk}/"))
    for ekor in range(8):  # until everything behind had to give way
        kirim("baru", kode=f"3355.EBA.10{ekor}", uraian="Sela")
    assert kirim(sasaran, dasar=dibuka, uraian="Masih saya").status_code == 302

    assert kode(draf)[-1] == "3360"


def test_number_and_remark_of_a_draft_are_guarded_too(masuk, perencana, alamat, draf):
    url = alamat(f"{draf.pk}/nomor/")
    klien = masuk(perencana)
    semula = klien.get(url).context["form"]["semula"].value()
    klien.post(url, {"nomor": "A", "keterangan": "", "semula": semula})
    jawaban = klien.post(url, {"nomor": "B", "keterangan": "", "semula": semula})

    draf.refresh_from_db()
    assert (jawaban.status_code, draf.nomor) == (409, "A")
    assert "nomor “A”" in teks(jawaban)
    assert (
        klien.post(
            url, {"nomor": "B", "keterangan": "", "semula": jawaban.context["form"]["semula"].value()}
        ).status_code
        == 302
    )


# --- Order ---------------------------------------------------------------------------------------------------------


def test_a_node_moves_one_place_with_what_is_below_it(masuk, perencana, alamat, draf):
    jawaban = masuk(perencana).post(alamat(f"{draf.pk}/pos/{pos(draf, '3355').pk}/geser/"), {"arah": "turun"})

    assert kode(draf) == ["076.01.WA", "3360", "3355", "3355.EBA", "3355.EBA.994", "3355.EBA.962"]
    assert f"fokus=pos-{pos(draf, '3355').pk}-turun" in jawaban.url
    assert "3355 sekarang urutan ke-2 dari 2." in teks(masuk(perencana).get(jawaban.url))


@pytest.mark.parametrize("arah", ["naik", "ke mana", ""])
def test_the_ends_and_unknown_ways_leave_the_tree_whole(masuk, perencana, alamat, draf, arah):
    sebelum = set(kode(draf))
    masuk(perencana).post(alamat(f"{draf.pk}/pos/{pos(draf, '076.01.WA').pk}/geser/"), {"arah": arah})

    assert set(kode(draf)) == sebelum


# --- Deleting ------------------------------------------------------------------------------------------------------


def test_a_node_is_deleted_with_what_hangs_below_after_one_question(masuk, perencana, alamat, draf):
    url = alamat(f"{draf.pk}/pos/{pos(draf, '3355').pk}/hapus/")
    klien = masuk(perencana)
    tanya = klien.get(url)
    assert "3355.EBA.994" in teks(tanya)
    klien.post(url, {"sidik": tanya.context["isi"]["sidik"]})

    assert kode(draf) == ["076.01.WA", "3360"]


def test_what_changed_since_the_question_is_asked_again(masuk, perencana, alamat, draf):
    url = alamat(f"{draf.pk}/pos/{pos(draf, '3355').pk}/hapus/")
    klien = masuk(perencana)
    sidik = klien.get(url).context["isi"]["sidik"]
    pabrik.PosFactory(dipa=draf, induk=pos(draf, "3355"), jenis=JenisPos.KRO, kode="3355.EBB", urut=9)
    jawaban = klien.post(url, {"sidik": sidik})

    assert jawaban.status_code == 409
    assert "3355.EBB" in kode(draf)


def test_the_last_node_below_gives_the_stated_pagu_back(draf):
    kro = pos(draf, "3355.EBA")
    kro.simpan_versi(kro.versi, pagu_tertera=Decimal(170))
    for ekor in ("994", "962"):
        ro = pos(draf, f"3355.EBA.{ekor}")
        kabar = services_susun.hapus_pos(dipa=draf, pos=ro, sidik=sidik_pos([ro]))

    kini = pos(draf, "3355.EBA")
    assert (kini.pagu, kini.pagu_tertera) == (Decimal(170), None)
    assert "3355.EBA kini pos terbawah" in kabar[0]


def test_a_node_that_another_paper_uses_stays(masuk, perencana, alamat, draf):
    pabrik.KegiatanRktFactory(pos=pos(draf, "3355.EBA.994"), sasaran__rkt__satker=draf.satker)
    url = alamat(f"{draf.pk}/pos/{pos(draf, '3355').pk}/hapus/")
    klien = masuk(perencana)
    jawaban = klien.post(url, {"sidik": klien.get(url).context["isi"]["sidik"]})

    assert jawaban.status_code == 409
    assert "dipakai RKT atau rencana aksi" in teks(jawaban)
    assert "3355.EBA.994" in kode(draf)


def test_a_whole_draft_goes_with_its_uploads_and_the_trail_keeps_it(masuk, perencana, alamat, draf):
    impor = ImporAnggaran.objects.create(satker=draf.satker, oleh=perencana, tahun=2024, jenis="dipa", dipa=draf)
    klien = masuk(perencana)
    url = alamat(f"{draf.pk}/hapus/")
    jawaban = klien.post(url, {"sidik": klien.get(url).context["isi"]["sidik"]})

    impor.refresh_from_db()
    assert jawaban.url == alamat()
    assert not Dipa.objects.filter(pk=draf.pk).exists()
    assert (impor.status, impor.dipa) == ("dibatalkan", None)
    assert Jejak.objects.filter(tabel="anggaran_pos", tindakan="hapus", induk_objek=str(draf.pk)).count() == 6


def test_a_draft_that_changed_since_the_question_stays(draf):
    with pytest.raises(BerubahSejakDilihat):
        services_susun.hapus_dipa(dipa=draf, sidik="lain")
    assert Dipa.objects.filter(pk=draf.pk).exists()


# --- What is in force ----------------------------------------------------------------------------------------------

EKOR = ["susun/", "nomor/", "hapus/", "pos/baru/", "pos/{p}/", "pos/{p}/hapus/", "pos/{p}/geser/"]


@pytest.mark.parametrize("ekor", EKOR)
def test_a_dipa_in_force_says_why_it_is_not_changed(masuk, perencana, alamat, draf, ekor):
    Dipa.objects.filter(pk=draf.pk).update(status=StatusDipa.BERLAKU)
    url = alamat(f"{draf.pk}/{ekor.format(p=pos(draf, '3360').pk)}")
    sebelum = list(draf.pos.order_by("pk").values())
    klien = masuk(perencana)

    if not ekor.endswith("geser/"):
        assert "DIPA ini berlaku dan tidak dapat diubah" in teks(klien.get(url))
    if ekor != "susun/":
        jawaban = klien.post(url, {"kode": "3361", "uraian": "Ketikan saya", "arah": "naik"})
        assert jawaban.status_code == 409
        assert "Ketikan saya" in teks(jawaban)
    assert list(draf.pos.order_by("pk").values()) == sebelum


def test_a_draft_put_in_force_between_reading_and_saving_is_not_changed(draf):
    ro = pos(draf, "3355.EBA.994")
    Dipa.objects.filter(pk=draf.pk).update(status=StatusDipa.BERLAKU)
    for tindakan in (
        lambda: services_susun.geser_pos(dipa=draf, pos=ro, langkah=1),
        lambda: services_susun.hapus_pos(dipa=draf, pos=ro, sidik=sidik_pos([ro])),
        lambda: services_susun.hapus_dipa(dipa=draf, sidik=sidik_pos(draf.pos.all())),
        lambda: services_susun.ubah_dipa(dipa=draf, nomor="x", keterangan=""),
    ):
        with pytest.raises(TransisiDitolak, match="tidak dapat diubah"):
            tindakan()


def test_a_draft_that_was_just_deleted_leads_back_to_the_year(masuk, perencana, alamat, draf, monkeypatch):
    def hilang(**_):
        Dipa.objects.filter(pk=draf.pk).delete()
        raise TransisiDitolak("Draf DIPA ini baru saja dihapus.")

    monkeypatch.setattr(services_susun, "ubah_dipa", hilang)
    klien, url = masuk(perencana), alamat(f"{draf.pk}/nomor/")
    semula = klien.get(url).context["form"]["semula"].value()
    assert klien.post(url, {"nomor": "1", "semula": semula}).url == alamat()


# --- Putting in force ----------------------------------------------------------------------------------------------


@pytest.fixture
def sekretaris_masuk(satker):
    return pabrik.PenggunaFactory(satker=satker, peran=Peran.SEKRETARIS)


def test_an_empty_dipa_is_not_put_in_force(masuk, sekretaris_masuk, alamat, satker):
    dipa = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF)
    jawaban = masuk(sekretaris_masuk).post(alamat(f"{dipa.pk}/berlakukan/"), {"tanggal": "2 Januari 2024"})

    dipa.refresh_from_db()
    assert (jawaban.status_code, dipa.status, dipa.tanggal) == (409, "draf", None)
    assert "belum mempunyai pos" in teks(jawaban)


def test_a_dipa_without_any_pagu_is_not_put_in_force(masuk, sekretaris_masuk, alamat, draf):
    draf.pos.update(pagu=None)
    klien, url = masuk(sekretaris_masuk), alamat(f"{draf.pk}/berlakukan/")

    assert "belum mempunyai pagu satu pun" in teks(klien.get(url))
    assert klien.post(url, {"tanggal": "2 Januari 2024"}).status_code == 409


def test_sums_that_differ_from_the_source_warn_and_do_not_block(masuk, sekretaris_masuk, alamat, draf):
    Pos.objects.filter(pk=pos(draf, "3355.EBA").pk).update(pagu_tertera=Decimal(170))
    klien, url = masuk(sekretaris_masuk), alamat(f"{draf.pk}/berlakukan/")

    assert "tertera 170, jumlah pos 150, selisih +20 rupiah" in teks(klien.get(url))
    assert klien.post(url, {"tanggal": "2 Januari 2024"}).status_code == 302


def test_a_refused_revision_leaves_its_predecessor_in_force(satker, sekretaris_masuk):
    lama = pabrik.DipaFactory(satker=satker, tahun=2023)
    baru = pabrik.DipaFactory(satker=satker, tahun=2023, revisi=1, status=StatusDipa.DRAF, menggantikan=lama)
    with pytest.raises(TransisiDitolak, match="belum mempunyai pos"):
        services.berlakukan_dipa(dipa=baru, oleh=sekretaris_masuk, tanggal=None)
    lama.refresh_from_db()

    assert lama.status == StatusDipa.BERLAKU


# --- Tasks and weight ----------------------------------------------------------------------------------------------


def test_a_first_draft_is_a_task(perencana, satker, draf):
    (satu,) = tugas(perencana, satker, 2024)

    assert (satu.teks, satu.tindakan) == ("DIPA 2024 masih draf", "Lengkapi pagu")


def test_an_empty_draft_is_not_yet_to_be_put_in_force(sekretaris_masuk, satker):
    dipa = pabrik.DipaFactory(satker=satker, tahun=2026, status=StatusDipa.DRAF)
    (satu,) = tugas(sekretaris_masuk, satker, 2026)

    assert (satu.teks, satu.url) == ("DIPA 2026 masih draf", f"/{satker.kode}/2026/anggaran/{dipa.pk}/susun/")


def test_the_pages_ask_the_same_number_of_questions_for_one_node_and_for_many(masuk, perencana, alamat, draf):
    klien = masuk(perencana)
    kro = pos(draf, "3355.EBA")
    urls = [alamat(f"{draf.pk}/susun/"), alamat(f"{draf.pk}/pos/baru/?di={kro.pk}"), alamat(f"{draf.pk}/pos/{kro.pk}/")]

    def hitung():
        hasil = []
        for url in urls:
            with CaptureQueriesContext(
                connection,
            ) as tanya:
                klien.get(url)
            hasil.append(len(tanya))
        return hasil

    hitung()
    sedikit = hitung()
    for n in range(60):
        pabrik.PosFactory(dipa=draf, induk=kro, jenis=JenisPos.RO, kode=f"3355.EBA.{n:03d}", urut=20 + n)
    assert hitung() == sedikit


# --- The way to a DIPA in force ------------------------------------------------------------------------------------

KATA_BERLAKU = "sekretaris memberlakukannya"


@pytest.mark.parametrize("ekor", ["{}/", "{}/susun/"])
def test_a_draft_says_who_puts_it_in_force_and_links_for_that_person(masuk, perencana, sekretaris, alamat, draf, ekor):
    url, berlakukan = alamat(ekor.format(draf.pk)), alamat(f"{draf.pk}/berlakukan/")
    planner, sekre = teks(masuk(perencana).get(url)), teks(masuk(sekretaris).get(url))

    assert KATA_BERLAKU in planner
    assert berlakukan not in planner
    assert KATA_BERLAKU in sekre
    assert f'<a href="{berlakukan}">' in sekre


def test_the_budget_page_points_to_a_draft_besides_the_dipa_in_force(masuk, perencana, alamat, dipa_berlaku, satker):
    sebelum = teks(masuk(perencana).get(alamat()))
    draf = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF, revisi=1, menggantikan=dipa_berlaku)
    sesudah = teks(masuk(perencana).get(alamat()))

    assert "sedang disusun" not in sebelum
    assert f'Draf <a href="{alamat(f"{draf.pk}/")}">{draf}</a> sedang disusun. ' in sesudah
    assert KATA_BERLAKU in sesudah


def test_the_budget_page_with_only_a_draft_leads_to_what_will_be_fixed(masuk, perencana, sekretaris, alamat, draf):
    planner, sekre = teks(masuk(perencana).get(alamat())), teks(masuk(sekretaris).get(alamat()))

    assert KATA_BERLAKU in planner
    assert alamat(f"{draf.pk}/berlakukan/") not in planner
    assert alamat(f"{draf.pk}/berlakukan/") in sekre


def test_an_empty_draft_has_a_button_to_begin(masuk, perencana, alamat, satker):
    kosong = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF)
    halaman = teks(masuk(perencana).get(alamat(f"{kosong.pk}/")))
    susun = teks(masuk(perencana).get(alamat(f"{kosong.pk}/susun/")))

    assert f'href="{alamat(f"{kosong.pk}/susun/")}">Mulai menyusun</a>' in halaman
    assert f'href="{alamat(f"{kosong.pk}/pos/baru/")}">Tambah program</a>' in susun


def test_the_history_link_of_a_refused_node_bears_its_stored_name(kirim, draf, alamat):
    jawaban = kirim(pos(draf, "3360"), kode="3355.EBA", uraian="Belum tersimpan")

    assert jawaban.status_code == 422
    assert jawaban.context["tersimpan"].kode == "3360"
    assert "3360 pada DIPA" in teks(jawaban)
    assert "Riwayat 3355.EBA" not in teks(jawaban)


def test_a_revision_says_that_its_number_is_that_of_the_dipa_before(masuk, sekretaris, alamat, dipa_berlaku, satker):
    Dipa.objects.filter(pk=dipa_berlaku.pk).update(nomor="SP DIPA-1/2024")
    revisi = teks(masuk(sekretaris).get(alamat(f"{dipa_berlaku.pk}/revisi/")))
    draf = pabrik.DipaFactory(satker=satker, status=StatusDipa.DRAF, revisi=1, menggantikan=dipa_berlaku)
    berlakukan = teks(masuk(sekretaris).get(alamat(f"{draf.pk}/berlakukan/")))

    for halaman in (revisi, berlakukan):
        assert 'value="SP DIPA-1/2024"' in halaman
        assert f"Ini nomor {dipa_berlaku}; ganti bila revisinya bernomor lain." in halaman
