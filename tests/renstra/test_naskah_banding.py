"""The written part in the comparison of a revision with the plan that it replaces."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra import services
from renstra.models import AlasanPerubahan, KeputusanRenstra, NarasiRenstra
from renstra.naskah.enums import KunciNaskah
from renstra.susunan_perbandingan import susun_perbandingan
from tests import pabrik

pytestmark = pytest.mark.django_db

DIKTUM = "Menetapkan rencana strategis.\n\nRencana ini meliputi:\n- visi; dan\n- misi."


@pytest.fixture
def revisi(renstra, perencana):
    """Of a plan with a Keputusan and three chapters."""
    pabrik.KeputusanRenstraFactory(renstra=renstra, menimbang="bahwa satu;\nbahwa dua;", diktum=DIKTUM)
    for kunci in ("penutup", "potensi", "visi_misi"):
        renstra.narasi.create(kunci=kunci, isi=f"<p>Isi {kunci} yang lama.</p>")
    return services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Pagu berubah")


@pytest.fixture
def keputusan(revisi):
    """A changed Keputusan of the revision: `keputusan(tentang="…")`."""
    return lambda **isi: KeputusanRenstra.objects.filter(renstra=revisi).update(**isi)


def narasi(revisi, kunci):
    return NarasiRenstra.objects.get(renstra=revisi, kunci=kunci)


def beda(revisi):
    return [
        (b.kata, b.beda.butir.kelompok, b.beda.butir.nama, [(p.label, p.sebelum, p.sesudah) for p in b.lain])
        for b in susun_perbandingan(revisi).baris
    ]


# --- Chapters ------------------------------------------------------------------------------------------------------


def test_a_changed_chapter_is_named_below_its_chapter_of_the_book(revisi):
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p>Isi potensi yang baru.</p>")

    perubahan = [("Paragraf 1", "Isi potensi yang lama.", "Isi potensi yang baru.")]
    assert beda(revisi) == [("Diubah", "Naskah: Pendahuluan", "Potensi", perubahan)]


def test_chapters_written_and_dropped_stand_in_the_order_of_the_book(revisi):
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p> </p>")
    NarasiRenstra.objects.filter(renstra=revisi, kunci="penutup").delete()
    revisi.narasi.create(kunci="kondisi_umum", isi="<p>Baru ditulis.</p>")

    assert [(kata, nama) for kata, _, nama, _ in beda(revisi)] == [
        ("Baru", "Kondisi umum"),
        ("Dihapus", "Potensi"),
        ("Dihapus", "Penutup"),
    ]


def test_markup_that_nobody_sees_is_no_difference(revisi):
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p>Isi potensi yang lama.</p>\n<p></p>")

    assert beda(revisi) == []


def test_a_chapter_keeps_its_reason_while_it_is_written_on(revisi):
    AlasanPerubahan.objects.create(
        renstra=revisi, jenis="narasi", butir=narasi(revisi, "potensi").pk, alasan="Data baru"
    )
    for isi in ("<p>Isi potensi kini.</p>", "<p>Isi potensi terkini.</p>"):
        NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi=isi)
        assert [b.alasan for b in susun_perbandingan(revisi).baris] == ["Data baru"]


# --- The Keputusan -------------------------------------------------------------------------------------------------


def test_each_part_of_the_keputusan_is_a_row_with_its_items(revisi, keputusan):
    keputusan(
        tentang="Perubahan Renstra",
        menimbang="bahwa satu;\nbahwa dua puluh;",
        diktum=DIKTUM.replace("- misi.", "- misi; dan\n- tujuan."),
        memperhatikan="Surat Ketua",
    )

    lama = "Rencana Strategis Kantor Contoh Tahun 2020-2024"
    assert beda(revisi) == [
        ("Diubah", "Naskah keputusan", "Tentang", [("Isi", lama, "Perubahan Renstra")]),
        ("Diubah", "Naskah keputusan", "Menimbang", [("Huruf b", "bahwa dua;", "bahwa dua puluh;")]),
        ("Baru", "Naskah keputusan", "Memperhatikan", []),
        (
            "Diubah",
            "Naskah keputusan",
            "Diktum",
            [("KEDUA huruf b", "misi.", "misi; dan"), ("KEDUA huruf c", "", "tujuan.")],
        ),
    ]


def test_an_item_put_in_renumbers_no_other(revisi, keputusan):
    keputusan(menimbang="bahwa nol;\nbahwa satu;\nbahwa dua;")

    assert beda(revisi)[0][3] == [("Huruf a", "", "bahwa nol;")]


def test_a_first_keputusan_is_new_part_by_part(renstra, perencana):
    revisi = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="x")
    pabrik.KeputusanRenstraFactory(renstra=revisi)

    assert [(kata, nama) for kata, _, nama, _ in beda(revisi)] == [
        *(("Baru", nama) for nama in ("Ditetapkan oleh", "Tentang", "Menimbang", "Diktum", "Ditetapkan di")),
    ]


# --- The page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def url(alamat, revisi):
    return alamat(f"{revisi.pk}/perbandingan/")


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


def test_every_part_takes_a_reason_of_its_own(klien, url, revisi, keputusan):
    keputusan(memperhatikan="Surat Ketua", tentang="Perubahan Renstra")
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p>Lain.</p>")
    kunci = [b.kunci for b in susun_perbandingan(revisi).baris]

    klien.post(url, {f"alasan-{k}": f"Sebab {k}" for k in kunci} | {f"versi-{k}": "0" for k in kunci})

    assert len(kunci) == 3
    assert [b.alasan for b in susun_perbandingan(revisi).baris] == [f"Sebab {k}" for k in kunci]


def test_the_page_shows_a_chapter_word_by_word_and_a_new_one_whole(klien, url, revisi):
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p>Isi potensi yang baru.</p>")
    revisi.narasi.create(kunci="ancaman", isi="<p>Banjir &amp; <b>pemadaman</b></p>")
    isi = klien.get(url).content.decode()

    assert "<ins>baru.</ins>" in isi
    assert "Banjir &amp; pemadaman" in isi


def test_handing_in_asks_for_reasons_of_the_written_part_too(klien, alamat, revisi, keputusan):
    keputusan(tentang="Perubahan Renstra")
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi="<p>Lain.</p>")

    isi = klien.get(alamat(f"{revisi.pk}/ajukan/")).content.decode()

    assert "2 dari 2 perubahan tidak mempunyai alasan sendiri" in isi


def test_a_list_of_many_changes_names_the_first_ones(klien, alamat, revisi):
    tulis = "".join(f"<p>Alinea {n} sama sekali lain.</p>" for n in range(30))
    NarasiRenstra.objects.filter(renstra=revisi, kunci="potensi").update(isi=tulis)

    isi = klien.get(alamat(f"{revisi.pk}/ajukan/")).content.decode()

    assert "dan 24 perubahan lain" in isi


def test_the_page_takes_as_many_queries_however_much_was_rewritten(klien, url, revisi, keputusan):
    klien.get(url)
    with CaptureQueriesContext(connection) as sedikit:
        klien.get(url)
    keputusan(tentang="a", menimbang="b", mengingat="c", memperhatikan="d", diktum="e")
    puncak = pabrik.KondisiFactory(pohon__renstra=revisi)
    for n in range(5):
        pabrik.KondisiFactory(induk=puncak, urut=n + 1)
    NarasiRenstra.objects.filter(renstra=revisi).delete()
    for kunci in KunciNaskah:
        revisi.narasi.create(kunci=kunci, isi="<p>Ada.</p>")
    with CaptureQueriesContext(connection) as banyak:
        klien.get(url)

    # one each for what trees point at: units, offices, rows of the cascade; none while there is no tree
    assert len(banyak) - len(sedikit) <= 5
