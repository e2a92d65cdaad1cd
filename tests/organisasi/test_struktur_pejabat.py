"""People and who holds what: search, placing, ending, handing over, putting right; who may, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.urls import reverse

from jejak.models import Jejak
from organisasi import services
from organisasi.enums import StatusPenugasan
from organisasi.models import Pejabat, Penugasan
from perjanjian.models import PerjanjianKinerja
from sakip.models import VersiBerubah
from tests import pabrik

JUN, JUL, DES = date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31)
NIP, NIP_LAIN = "197801012005011003", "198001012006011004"


def _url(satker, nama, **kwargs):
    return reverse(f"organisasi:{nama}", kwargs={"kode": satker.kode, "tahun": 2024, **kwargs})


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


@pytest.fixture
def jabatan(unit):
    return pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Keuangan")


@pytest.fixture
def sudirman(jabatan):
    return pabrik.PenugasanFactory(
        pejabat__nama="Sudirman", pejabat__nip=NIP, pejabat__satker=jabatan.unit.satker, jabatan=jabatan
    )


@pytest.fixture
def martoni(satker):
    return pabrik.PejabatFactory(nama="Martoni", gelar_belakang="S.H.", satker=satker)


# --- Services ------------------------------------------------------------------------------------------------------


def _serah(jabatan, pejabat, mulai=JUL, *, lepas=True):
    rencana = services.rencana_serah_terima(jabatan=jabatan, pejabat=pejabat, mulai=mulai)
    return services.serah_terima(rencana=rencana, pejabat=pejabat, lepas=lepas, sk=services.DataSK("1/2024", JUN))


def test_a_hand_over_ends_the_day_before_and_tells_which_positions_it_touched(sudirman, martoni, jabatan):
    hasil = _serah(jabatan, martoni)
    sudirman.refresh_from_db()
    assert sudirman.selesai == JUN
    assert (hasil.baru.pejabat, hasil.baru.mulai, hasil.baru.nomor_sk) == (martoni, JUL, "1/2024")
    assert hasil.jabatan == (jabatan,)
    assert hasil.berakhir == (sudirman,)


def test_a_hand_over_ends_the_acting_holder_too(jabatan, martoni):
    plt = pabrik.PenugasanFactory(jabatan=jabatan, status=StatusPenugasan.PLT)
    _serah(jabatan, martoni)
    plt.refresh_from_db()
    assert plt.selesai == JUN


@pytest.mark.parametrize(("lepas", "selesai"), [(True, JUN), (False, None)])
def test_what_the_new_holder_held_before_ends_when_the_person_says_so(sudirman, jabatan, unit, lepas, selesai):
    lama = pabrik.PenugasanFactory(jabatan__unit=unit)
    hasil = _serah(jabatan, lama.pejabat, lepas=lepas)
    lama.refresh_from_db()
    assert lama.selesai == selesai
    assert (lama.jabatan in hasil.jabatan) is lepas


def test_a_hand_over_that_rests_on_old_rows_changes_nothing(sudirman, martoni, jabatan):
    rencana = services.rencana_serah_terima(jabatan=jabatan, pejabat=martoni, mulai=JUL)
    Penugasan.objects.update(versi=2)
    with pytest.raises(VersiBerubah):
        services.serah_terima(rencana=rencana, pejabat=martoni, lepas=True)
    assert Penugasan.objects.get().selesai is None


def test_nobody_takes_over_from_a_holder_who_begins_later(jabatan, martoni):
    pabrik.PenugasanFactory(jabatan=jabatan, mulai=DES)
    with pytest.raises(services.TidakDapat, match="sudah tercatat definitif"):
        services.rencana_serah_terima(jabatan=jabatan, pejabat=martoni, mulai=JUL)


def test_nobody_takes_over_from_oneself(sudirman, jabatan):
    with pytest.raises(services.TidakDapat, match="sudah memangku"):
        services.rencana_serah_terima(jabatan=jabatan, pejabat=sudirman.pejabat, mulai=JUL)


def test_a_second_definitive_holder_is_refused_in_words(sudirman, martoni, jabatan):
    with pytest.raises(ValidationError, match="sudah dipangku Sudirman"):
        services.tempatkan(pejabat=martoni, jabatan=jabatan, status="definitif", mulai=JUL)


@pytest.mark.parametrize("baru", [False, True])
def test_a_button_pressed_twice_records_once(martoni, jabatan, baru):
    def pencet():
        orang = Pejabat(nama="Siti", satker=martoni.satker) if baru else martoni
        services.tempatkan(pejabat=orang, jabatan=jabatan, status=StatusPenugasan.PLT, mulai=JUL)

    pencet()
    with pytest.raises(ValidationError, match="sudah tercatat di jabatan ini"):
        pencet()
    assert Penugasan.objects.count() == 1
    assert Pejabat.objects.count() == 1 + baru


def test_two_who_appoint_at_the_same_moment_get_a_message(sudirman, martoni, jabatan, monkeypatch):
    monkeypatch.setattr(Penugasan, "clean", lambda self: None)
    with pytest.raises(ValidationError, match="baru saja diisi"):
        services.tempatkan(pejabat=martoni, jabatan=jabatan, status="definitif", mulai=JUL)


def test_a_person_typed_in_is_not_kept_when_the_appointment_is_refused(sudirman, jabatan):
    with pytest.raises(ValidationError):
        services.tempatkan(pejabat=Pejabat(nama="Baru"), jabatan=jabatan, status="definitif", mulai=JUL)
    assert not Pejabat.objects.filter(nama="Baru").exists()


def test_ending_before_the_beginning_is_refused(jabatan):
    penugasan = pabrik.PenugasanFactory(jabatan=jabatan, mulai=JUL)
    with pytest.raises(services.TidakDapat, match="hari pertama, 1 Juli 2024"):
        services.akhiri(penugasan=penugasan, selesai=JUN, versi=1)


def test_acting_holders_on_the_same_days_are_found(jabatan):
    satu, dua = (pabrik.PenugasanFactory(jabatan=jabatan, status=StatusPenugasan.PLT) for _ in range(2))
    pabrik.PenugasanFactory(jabatan=jabatan)
    assert services.pelaksana_bersamaan(satu) == [dua]


# --- Pages: who may ------------------------------------------------------------------------------------------------


@pytest.fixture
def alamat_ubah(satker, sudirman):
    j, p, o = sudirman.jabatan_id, sudirman.pk, sudirman.pejabat_id
    return [
        _url(satker, "tambah_pejabat"),
        *(_url(satker, n, pk=j) for n in ("tempatkan", "serah_terima")),
        *(_url(satker, n, pk=p) for n in ("akhiri", "koreksi_penugasan", "hapus_penugasan")),
        *(_url(satker, n, pk=o) for n in ("ubah_pejabat", "hapus_pejabat")),
    ]


@pytest.fixture
def alamat_baca(satker, sudirman):
    return [
        _url(satker, "pejabat"),
        _url(satker, "satu_pejabat", pk=sudirman.pejabat_id),
        _url(satker, "jabatan", pk=sudirman.jabatan_id),
    ]


def test_anonymous_is_sent_to_the_login(client, alamat_ubah, alamat_baca):
    assert {client.get(a).url.split("?")[0] for a in alamat_ubah + alamat_baca} == {reverse("masuk")}


@pytest.mark.parametrize(
    ("siapa", "ubah", "baca"),
    [
        ("orang_lain", 404, 404),
        ("pembaca", 403, 200),
        ("perencana", 403, 200),
        ("admin_satker", 200, 200),
        ("admin_pusat", 200, 200),
    ],
)
def test_who_may_open_which_page(client, request, alamat_ubah, alamat_baca, siapa, ubah, baca):
    client.force_login(request.getfixturevalue(siapa))
    assert {client.get(a).status_code for a in alamat_ubah} == {ubah}
    assert {client.get(a).status_code for a in alamat_baca} == {baca}


def test_what_belongs_to_another_satker_is_not_found_here(admin, satker, satker_lain):
    asing = pabrik.PenugasanFactory(jabatan__unit__satker=satker_lain)
    for nama in ("akhiri", "koreksi_penugasan", "hapus_penugasan"):
        assert admin.get(_url(satker, nama, pk=asing.pk)).status_code == 404
    for nama in ("tempatkan", "serah_terima"):
        assert admin.get(_url(satker, nama, pk=asing.jabatan_id)).status_code == 404
    for nama in ("satu_pejabat", "ubah_pejabat"):
        assert admin.get(_url(satker, nama, pk=asing.pejabat_id)).status_code == 404


def test_a_person_is_edited_by_the_own_satker_only(admin, satker, satker_lain, jabatan):
    tamu = pabrik.PejabatFactory(nama="Tamu", satker=satker_lain)
    pabrik.PenugasanFactory(pejabat=tamu, jabatan=jabatan)
    assert admin.get(_url(satker, "satu_pejabat", pk=tamu.pk)).status_code == 200
    assert admin.get(_url(satker, "ubah_pejabat", pk=tamu.pk)).status_code == 403


# --- People --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cari", ["sudir", "1978", "Keuangan"])
def test_people_are_found_by_name_number_and_position(client, pembaca, satker, sudirman, martoni, cari):
    client.force_login(pembaca)
    isi = client.get(_url(satker, "pejabat"), {"cari": cari}).content.decode()
    assert "Sudirman" in isi
    assert "Martoni" not in isi


def test_a_search_without_result_says_so(client, pembaca, satker, sudirman):
    client.force_login(pembaca)
    assert "Tidak ada yang cocok dengan “xyz”" in client.get(_url(satker, "pejabat"), {"cari": "xyz"}).content.decode()


@pytest.mark.parametrize("banyak", [1, 49])
def test_list_query_count_is_flat(client, pembaca, satker, unit, banyak, django_assert_max_num_queries):
    for _ in range(banyak):
        p = pabrik.PenugasanFactory(jabatan__unit=unit)
        pabrik.PenggunaFactory(satker=satker, pejabat=p.pejabat)
    client.force_login(pembaca)
    with django_assert_max_num_queries(20):
        client.get(_url(satker, "pejabat"))


@pytest.mark.parametrize("banyak", [1, 50])
def test_history_query_count_is_flat(client, admin_satker, satker, jabatan, banyak, django_assert_max_num_queries):
    for n in range(banyak):
        pabrik.PenugasanFactory(jabatan=jabatan, mulai=date(1970 + n, 1, 1), selesai=date(1970 + n, 12, 31))
    client.force_login(admin_satker)
    with django_assert_max_num_queries(26):
        client.get(_url(satker, "jabatan", pk=jabatan.pk))


def test_a_persons_page_shows_history_and_login(client, pembaca, satker, sudirman):
    pabrik.PenggunaFactory(username="sudirman.bkl", satker=satker, pejabat=sudirman.pejabat)
    client.force_login(pembaca)
    isi = client.get(_url(satker, "satu_pejabat", pk=sudirman.pejabat_id)).content.decode()
    assert "sejak sebelum tercatat sampai sekarang" in isi
    assert "sudirman.bkl" in isi
    assert "19780101 200501 1 003" in isi


def test_a_persons_newest_positions_come_first(client, pembaca, satker, sudirman):
    for nama, selesai in (("Lama sekali", date(2020, 1, 1)), ("Baru saja", JUN)):
        pabrik.PenugasanFactory(
            pejabat=sudirman.pejabat, jabatan__unit=sudirman.jabatan.unit, jabatan__nama=nama, selesai=selesai
        )
    client.force_login(pembaca)
    isi = client.get(_url(satker, "satu_pejabat", pk=sudirman.pejabat_id)).content.decode()
    assert isi.index("Kepala Bagian Keuangan</a>") < isi.index("Baru saja") < isi.index("Lama sekali")


def test_positions_in_a_satker_the_reader_may_not_see_stay_hidden(client, pembaca, satker, satker_lain, sudirman):
    pabrik.PenugasanFactory(pejabat=sudirman.pejabat, jabatan__unit__satker=satker_lain, jabatan__nama="Rahasia")
    client.force_login(pembaca)
    assert "Rahasia" not in client.get(_url(satker, "satu_pejabat", pk=sudirman.pejabat_id)).content.decode()


def test_a_gap_in_the_history_is_shown_as_empty(client, pembaca, satker, jabatan):
    pabrik.PenugasanFactory(jabatan=jabatan, mulai=date(2023, 1, 1), selesai=date(2023, 12, 31))
    pabrik.PenugasanFactory(jabatan=jabatan, mulai=JUL)
    client.force_login(pembaca)
    isi = client.get(_url(satker, "jabatan", pk=jabatan.pk)).content.decode()
    assert "Kosong" in isi
    assert "1 Januari 2024 sampai 30 Juni 2024" in isi


def test_a_person_is_added_to_the_satker(admin, satker):
    admin.post(_url(satker, "tambah_pejabat"), {"nama": "Siti  Rahma", "nip": "19780101 200501 1 003"})
    siti = Pejabat.objects.get()
    assert (siti.nama, siti.nip, siti.satker) == ("Siti Rahma", NIP, satker)


@pytest.mark.parametrize(
    ("nip", "pesan"),
    [
        ("1234", "NIP harus 18 angka. Yang diketik: “1234” (4 tanda)."),
        ("19780101200501100X", "NIP harus 18 angka."),
        (NIP, "NIP ini sudah tercatat untuk orang lain."),
    ],
)
def test_a_wrong_number_is_said_at_the_field(admin, satker, sudirman, nip, pesan):
    jawaban = admin.post(_url(satker, "tambah_pejabat"), {"nama": "X", "nip": nip})
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()


def test_two_people_who_edit_a_person_choose(admin, satker, sudirman):
    url = _url(satker, "ubah_pejabat", pk=sudirman.pejabat_id)
    assert admin.post(url, {"nama": "Sudirman A", "nip": NIP, "versi": 1}).status_code == 302
    assert admin.post(url, {"nama": "Sudirman B", "nip": NIP, "versi": 1}).status_code == 409


def test_a_person_who_held_something_is_not_deleted(admin, satker, sudirman, martoni):
    jawaban = admin.post(_url(satker, "hapus_pejabat", pk=sudirman.pejabat_id))
    assert jawaban.status_code == 409
    assert "penugasan (1)" in jawaban.content.decode()
    admin.post(_url(satker, "hapus_pejabat", pk=martoni.pk))
    assert not Pejabat.objects.filter(pk=martoni.pk).exists()


# --- Placing -------------------------------------------------------------------------------------------------------


def _tempatkan(admin, satker, jabatan, **data):
    isian = {"status": "definitif", "mulai": "1 Juli 2024"} | data
    return admin.post(_url(satker, "tempatkan", pk=jabatan.pk), isian)


@pytest.mark.parametrize("orang", ["Martoni", "martoni", "Martoni, S.H.", f"Martoni, S.H. · NIP {NIP_LAIN}", NIP_LAIN])
def test_somebody_known_is_placed_by_name_or_number(admin, satker, jabatan, martoni, orang):
    Pejabat.objects.filter(pk=martoni.pk).update(nip=NIP_LAIN)
    jawaban = _tempatkan(admin, satker, jabatan, orang=orang, nomor_sk="12/2024", tanggal_sk="30 Juni 2024")
    assert jawaban.status_code == 302
    p = Penugasan.objects.get()
    assert (p.pejabat, p.mulai, p.nomor_sk, p.tanggal_sk) == (martoni, JUL, "12/2024", JUN)


def test_somebody_new_is_recorded_and_placed_at_once(admin, satker, jabatan):
    _tempatkan(admin, satker, jabatan, nama="Siti Rahma", gelar_depan="Dr.", nip=NIP, status="plt")
    p = Penugasan.objects.get()
    assert (str(p.pejabat), p.pejabat.nip, p.pejabat.satker, p.status) == ("Dr. Siti Rahma", NIP, satker, "plt")


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({}, "Sebutkan siapa yang ditempatkan"),
        ({"orang": "Tidak Ada"}, "Tidak ada pejabat “Tidak Ada”"),
        ({"orang": "Martoni", "nama": "Baru"}, "tidak keduanya"),
        ({"nama": "Baru", "nip": "12"}, "NIP harus 18 angka"),
        ({"orang": "Martoni", "selesai": "1 Juni 2024"}, "Tidak boleh sebelum hari pertama, 1 Juli 2024."),
        ({"orang": "Martoni", "mulai": "kemarin"}, "kemarin"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(admin, satker, jabatan, martoni, data, pesan):
    jawaban = _tempatkan(admin, satker, jabatan, **data)
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert not Penugasan.objects.exists()
    assert Pejabat.objects.count() == 1


def test_a_second_definitive_holder_is_refused_at_the_first_day(admin, satker, sudirman, martoni, jabatan):
    isi = _tempatkan(admin, satker, jabatan, orang="Martoni").content.decode()
    assert "sudah dipangku Sudirman" in isi
    assert "pakai Serah terima" in isi


def test_a_second_acting_holder_is_a_warning_only(admin, satker, martoni, jabatan):
    pabrik.PenugasanFactory(jabatan=jabatan, pejabat__nama="Sudirman", status=StatusPenugasan.PLT)
    jawaban = admin.post(
        _url(satker, "tempatkan", pk=jabatan.pk),
        {"orang": "Martoni", "status": "plt", "mulai": "1 Juli 2024"},
        follow=True,
    )
    assert "Pada masa itu juga tercatat Sudirman" in jawaban.content.decode()
    assert Penugasan.objects.count() == 2


def test_of_two_namesakes_one_is_chosen(admin, satker, martoni, jabatan):
    kembar = pabrik.PejabatFactory(nama="Martoni", satker=satker)
    jawaban = _tempatkan(admin, satker, jabatan, orang="Martoni")
    assert "Ada 2 orang dengan nama itu" in jawaban.content.decode()
    _tempatkan(admin, satker, jabatan, orang="Martoni", pilihan=kembar.pk)
    assert Penugasan.objects.get().pejabat == kembar


def test_half_a_name_offers_the_people_of_the_satker(admin, satker, satker_lain, martoni, jabatan):
    pabrik.PejabatFactory(nama="Martono Jauh", satker=satker_lain)
    isi = _tempatkan(admin, satker, jabatan, orang="marto").content.decode()
    assert "“marto” bukan nama lengkap" in isi
    assert "Martono Jauh" not in isi
    _tempatkan(admin, satker, jabatan, orang="marto", pilihan=martoni.pk)
    assert Penugasan.objects.get().pejabat == martoni


def test_a_person_elsewhere_is_found_by_the_whole_number_only_and_confirmed(admin, satker, satker_lain, jabatan):
    tamu = pabrik.PejabatFactory(nama="Tamu Jauh", nip=NIP_LAIN, satker=satker_lain, pangkat="Pembina (IV/a)")
    assert "Tidak ada pejabat" in _tempatkan(admin, satker, jabatan, orang="Tamu Jauh").content.decode()
    isi = _tempatkan(admin, satker, jabatan, orang=NIP_LAIN).content.decode()
    assert "Tamu Jauh" in isi
    assert "Pembina" not in isi
    assert not Penugasan.objects.exists()
    _tempatkan(admin, satker, jabatan, orang=NIP_LAIN, pilihan=tamu.pk)
    assert Penugasan.objects.get().pejabat == tamu


def test_a_person_of_another_institution_is_not_found_at_all(admin, satker, jabatan):
    lain = pabrik.SatkerFactory(kode="999", induk=None)
    pabrik.PejabatFactory(nama="Asing", nip=NIP_LAIN, satker=lain)
    assert "Tidak ada pejabat" in _tempatkan(admin, satker, jabatan, orang=NIP_LAIN).content.decode()


def test_a_person_cannot_be_slipped_in_by_key(admin, satker, satker_lain, martoni, jabatan):
    tamu = pabrik.PejabatFactory(nama="Tamu", satker=satker_lain)
    _tempatkan(admin, satker, jabatan, orang="Martoni", pilihan=tamu.pk)
    assert not Penugasan.objects.filter(pejabat=tamu).exists()


def test_nobody_is_placed_after_the_position_is_gone(admin, satker, martoni, jabatan):
    jabatan.berlaku_sampai = JUN
    jabatan.save()
    assert "hanya ada sampai 30 Juni 2024" in _tempatkan(admin, satker, jabatan, orang="Martoni").content.decode()


# --- Oneself -------------------------------------------------------------------------------------------------------


@pytest.fixture
def admin_pejabat(admin, admin_satker, martoni):
    """The admin is a person of the satker: with an office would come its rights."""
    admin_satker.pejabat = martoni
    admin_satker.save()
    return martoni


def test_nobody_places_oneself(admin, admin_pejabat, satker, jabatan):
    assert "oleh admin lain" in _tempatkan(admin, satker, jabatan, orang="Martoni").content.decode()
    isian = {"orang": "Martoni", "mulai": "1 Juli 2024"}
    assert admin.post(_url(satker, "serah_terima", pk=jabatan.pk), isian).status_code == 422
    assert not Penugasan.objects.exists()


@pytest.mark.parametrize("nama", ["akhiri", "koreksi_penugasan"])
def test_nobody_changes_the_own_time_in_office(admin, admin_pejabat, satker, jabatan, nama):
    lama = pabrik.PenugasanFactory(pejabat=admin_pejabat, jabatan=jabatan, selesai=JUN)
    assert admin.get(_url(satker, nama, pk=lama.pk)).status_code == 403
    assert admin.post(_url(satker, nama, pk=lama.pk), {"selesai": "31 Desember 2099"}).status_code == 403


@pytest.mark.parametrize("ruas", ["jenis", "unit"])
def test_nobody_widens_the_own_office(admin, admin_pejabat, satker, jabatan, sekretariat, ruas):
    isian = {"nama": jabatan.nama, "jenis": jabatan.jenis, "unit": jabatan.unit_id, "atasan": "", "versi": 1}
    isian |= {"jenis": "sekretaris"} if ruas == "jenis" else {"unit": sekretariat.pk}
    pabrik.PenugasanFactory(pejabat=admin_pejabat, jabatan=jabatan)
    assert admin.post(_url(satker, "ubah_jabatan", pk=jabatan.pk), isian).status_code == 422
    Penugasan.objects.update(selesai=JUN)
    assert admin.post(_url(satker, "ubah_jabatan", pk=jabatan.pk), isian).status_code == 302


# --- Handing over --------------------------------------------------------------------------------------------------


def _serah_di_halaman(admin, satker, jabatan, **data):
    isian = {"orang": "Martoni", "mulai": "1 Juli 2024", "lepas": "on"} | data
    return admin.post(_url(satker, "serah_terima", pk=jabatan.pk), isian)


def test_a_hand_over_is_shown_before_it_is_recorded(admin, satker, sudirman, martoni, jabatan):
    jawaban = _serah_di_halaman(admin, satker, jabatan)
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert isi.index("Sampai 30 Juni 2024") < isi.index("Mulai 1 Juli 2024")
    assert Penugasan.objects.count() == 1
    sidik = jawaban.context["rencana"].sidik
    assert _serah_di_halaman(admin, satker, jabatan, setuju=sidik).status_code == 302
    sudirman.refresh_from_db()
    assert sudirman.selesai == JUN
    assert Penugasan.objects.get(pejabat=martoni).mulai == JUL


def test_what_is_confirmed_is_what_was_seen(admin, satker, sudirman, martoni, jabatan):
    sidik = _serah_di_halaman(admin, satker, jabatan).context["rencana"].sidik
    Penugasan.objects.update(versi=2)
    jawaban = _serah_di_halaman(admin, satker, jabatan, setuju=sidik)
    assert jawaban.status_code == 409
    assert "Keadaannya berubah" in jawaban.content.decode()
    assert Penugasan.objects.count() == 1


def test_the_summary_leads_back_to_the_form_with_what_was_typed(admin, satker, sudirman, martoni, jabatan):
    isi = _serah_di_halaman(admin, satker, jabatan, ubah="1", nomor_sk="7/2024").content.decode()
    assert "Tinjau serah terima" in isi
    assert 'value="7/2024"' in isi


@pytest.mark.parametrize(("siapa", "selesai"), [("admin_satker", None), ("admin_pusat", JUN)])
def test_a_hand_over_ends_no_office_that_the_admin_does_not_keep(
    request, client, satker, satker_lain, jabatan, siapa, selesai
):
    orang = pabrik.PejabatFactory(nama="Penti", nip=NIP_LAIN, satker=satker_lain)
    ketua = pabrik.PenugasanFactory(pejabat=orang, jabatan__unit__satker=satker_lain, jabatan__nama="Ketua di sana")
    client.force_login(request.getfixturevalue(siapa))
    data = {"orang": NIP_LAIN, "pilihan": str(orang.pk)}
    jawaban = _serah_di_halaman(client, satker, jabatan, **data)
    assert ("Ketua di sana" in jawaban.content.decode()) is bool(selesai)
    _serah_di_halaman(client, satker, jabatan, **data, setuju=jawaban.context["rencana"].sidik)
    ketua.refresh_from_db()
    assert ketua.selesai == selesai
    assert Penugasan.objects.filter(pejabat=orang, jabatan=jabatan).exists()


def test_a_new_person_takes_over(admin, satker, sudirman, jabatan):
    data = {"orang": "", "nama": "Siti Rahma"}
    sidik = _serah_di_halaman(admin, satker, jabatan, **data).context["rencana"].sidik
    _serah_di_halaman(admin, satker, jabatan, **data, setuju=sidik)
    assert Penugasan.objects.pemangku(jabatan, JUL).pejabat.nama == "Siti Rahma"


# --- Ending and putting right --------------------------------------------------------------------------------------


def test_a_holder_ends(admin, satker, sudirman):
    admin.post(_url(satker, "akhiri", pk=sudirman.pk), {"selesai": "30 Juni 2024", "versi": 1})
    sudirman.refresh_from_db()
    assert (sudirman.selesai, sudirman.versi) == (JUN, 2)


def test_two_people_who_end_a_holder_choose(admin, satker, sudirman):
    url = _url(satker, "akhiri", pk=sudirman.pk)
    admin.post(url, {"selesai": "30 Juni 2024", "versi": 1})
    assert admin.post(url, {"selesai": "1 Juli 2024", "versi": 1}).status_code == 409
    sudirman.refresh_from_db()
    assert sudirman.selesai == JUN


def _perbaiki(admin, satker, penugasan, **data):
    isian = {"status": "definitif", "mulai": "", "selesai": "", "alasan": "SK menyebut hari lain", "versi": 1} | data
    return admin.post(_url(satker, "koreksi_penugasan", pk=penugasan.pk), isian)


def test_a_record_is_put_right_with_a_reason_that_stays(admin, satker, sudirman):
    assert _perbaiki(admin, satker, sudirman, mulai="2 Januari 2024").status_code == 302
    sudirman.refresh_from_db()
    assert sudirman.mulai == date(2024, 1, 2)
    assert Jejak.objects.filter(alasan="SK menyebut hari lain").exists()


def test_without_a_reason_nothing_is_put_right(admin, satker, sudirman):
    jawaban = _perbaiki(admin, satker, sudirman, mulai="2 Januari 2024", alasan="")
    assert "Tulis mengapa catatan ini diperbaiki" in jawaban.content.decode()
    assert "2 Januari 2024 sampai" not in jawaban.content.decode()  # the heading tells what is stored
    sudirman.refresh_from_db()
    assert sudirman.mulai is None


def test_an_overlap_is_said_at_the_first_day(admin, satker, sudirman, jabatan):
    pabrik.PenugasanFactory(jabatan=jabatan, status=StatusPenugasan.PLT, mulai=JUL)
    plt = Penugasan.objects.get(status="plt")
    jawaban = _perbaiki(admin, satker, plt, mulai="1 Juli 2024")
    assert jawaban.status_code == 422
    assert "sudah dipangku Sudirman" in str(jawaban.context["form"].errors["mulai"])


def test_an_overlap_that_the_database_finds_is_a_message_too(admin, satker, sudirman, jabatan, monkeypatch):
    plt = pabrik.PenugasanFactory(jabatan=jabatan, status=StatusPenugasan.PLT, mulai=JUL)
    monkeypatch.setattr(Penugasan, "clean", lambda self: None)
    monkeypatch.setattr(Penugasan, "validate_constraints", lambda self, exclude=None: None)
    jawaban = _perbaiki(admin, satker, plt, mulai="1 Juli 2024")
    assert jawaban.status_code == 422
    assert "baru saja diubah orang lain" in str(jawaban.context["form"].errors["mulai"])
    plt.refresh_from_db()
    assert plt.status == "plt"


def test_a_wrong_record_is_deleted_with_a_reason(admin, satker, sudirman):
    url = _url(satker, "hapus_penugasan", pk=sudirman.pk)
    assert admin.post(url).status_code == 422
    assert admin.post(url, {"alasan": "Salah orang"}).status_code == 302
    assert not Penugasan.objects.exists()
    assert Jejak.objects.filter(alasan="Salah orang").exists()


def test_a_record_that_signed_papers_is_not_deleted(admin, satker, sudirman):
    pabrik.PerjanjianFactory(satker=satker, pihak_pertama=sudirman)
    jawaban = admin.post(_url(satker, "hapus_penugasan", pk=sudirman.pk), {"alasan": "Salah orang"})
    assert jawaban.status_code == 409
    assert PerjanjianKinerja._meta.verbose_name in jawaban.content.decode()


def test_the_database_refuses_even_what_the_screens_would_let_through(sudirman, martoni, jabatan):
    with pytest.raises(DatabaseError):
        Penugasan.objects.create(pejabat=martoni, jabatan=jabatan, mulai=JUL)


# --- From a person to a position and to a login ---------------------------------------------------------------------


def test_a_person_is_led_to_the_position_and_named_there(admin, satker, sudirman, martoni):
    kosong = pabrik.JabatanFactory(unit=sudirman.jabatan.unit, nama="Kepala Bagian Hukum")
    url = _url(satker, "pilih_jabatan", pk=martoni.pk)
    pilihan = admin.get(url).content.decode()
    assert "Kepala Bagian Keuangan (Sudirman)" in pilihan
    assert "Kepala Bagian Hukum (kosong)" in pilihan
    jawaban = admin.post(url, {"jabatan": kosong.pk}, follow=True)
    assert jawaban.redirect_chain[0][0].startswith(_url(satker, "tempatkan", pk=kosong.pk))
    assert 'value="Martoni, S.H."' in jawaban.content.decode()


def test_a_position_that_is_gone_or_elsewhere_is_not_offered(admin, satker, satker_lain, martoni, jabatan):
    lain = pabrik.JabatanFactory(unit__satker=satker_lain)
    type(jabatan).objects.filter(pk=jabatan.pk).update(berlaku_sampai=JUN)
    url = _url(satker, "pilih_jabatan", pk=martoni.pk)
    for pk in (lain.pk, jabatan.pk):
        assert admin.post(url, {"jabatan": pk}).status_code == 422


def test_a_persons_page_leads_to_what_the_admin_does_next(admin, satker, martoni):
    isi = admin.get(_url(satker, "satu_pejabat", pk=martoni.pk)).content.decode()
    assert _url(satker, "pilih_jabatan", pk=martoni.pk) in isi
    assert f"/pengguna/tambah/?pejabat={martoni.pk}" in isi


def test_a_reader_and_the_admin_of_a_guests_office_are_not_led_there(
    client, pembaca, admin_satker, satker, satker_lain, jabatan
):
    tamu = pabrik.PenugasanFactory(pejabat__satker=satker_lain, jabatan=jabatan).pejabat
    for orang, bacaan in ((pembaca, ("tempatkan/", "?pejabat=")), (admin_satker, ("?pejabat=",))):
        client.force_login(orang)
        isi = client.get(_url(satker, "satu_pejabat", pk=tamu.pk)).content.decode()
        assert not [b for b in bacaan if b in isi]


def test_nobody_is_led_to_place_oneself(client, admin_satker, satker):
    admin_satker.pejabat = pabrik.PejabatFactory(satker=satker)
    admin_satker.save()
    client.force_login(admin_satker)
    isi = client.get(_url(satker, "satu_pejabat", pk=admin_satker.pejabat_id)).content.decode()
    assert "tempatkan/" not in isi
