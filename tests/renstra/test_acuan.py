"""The grades of a scale: edited as one set, kept where stored values rest on them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from renstra.forms_acuan import TingkatFormSet
from renstra.models import Skala, TingkatSkala
from tests import pabrik


@pytest.fixture
def skala(db):
    return pabrik.SkalaFactory(kode="abc", nama="Abjad", tingkat="A B C")


@pytest.fixture
def klien(client, satker, admin_pusat):
    client.force_login(admin_pusat)
    return client


def alamat(nama="ubah", **kwargs):
    return reverse(f"organisasi:acuan_{nama}", kwargs={"kode": "654340", "tahun": 2024, "slug": "skala"} | kwargs)


def kirim(baris, skala=None, *, semula=None):
    """What the page sends: `baris` as "label skor keterangan" texts; "-" before a row ticks it away."""
    data = {"nama": skala.nama if skala else "Baru", "baris-TOTAL_FORMS": len(baris) + 1, "baris-INITIAL_FORMS": 0}
    data["baris-semula"] = semula if semula is not None else TingkatFormSet(None, skala).sidik
    if skala:
        data["versi"] = skala.versi
    for n, teks in enumerate(baris):
        label, skor, *keterangan = teks.removeprefix("-").split()
        nilai = {"label": label, "skor": skor, "keterangan": " ".join(keterangan)}
        data |= {f"baris-{n}-{nama}": isi for nama, isi in nilai.items()}
        if teks.startswith("-"):
            data[f"baris-{n}-DELETE"] = "on"
    return data


def tingkat(skala):
    return [(t.label, t.skor, t.keterangan) for t in skala.tingkat.all()]


def test_a_scale_is_made_with_its_grades(klien):
    assert klien.post(alamat("baru"), kirim(["Baik 2 Baik_sekali", "Cukup 1,5"])).status_code == 302
    assert tingkat(Skala.objects.get()) == [("Baik", 2, "Baik_sekali"), ("Cukup", Decimal("1.5"), "")]


def test_grades_are_changed_added_and_removed(klien, skala):
    klien.post(alamat(pk=skala.pk), kirim(["A 9", "B 2 Baik", "-C 1", "D 0"], skala))
    assert tingkat(skala) == [("A", 9, ""), ("B", 2, "Baik"), ("D", 0, "")]


def test_an_unchanged_grade_stays_the_same_row(klien, skala):
    lama = set(TingkatSkala.objects.values_list("pk", flat=True))
    klien.post(alamat(pk=skala.pk), kirim(["A 3", "B 2 Baik", "C 1"], skala))
    assert set(TingkatSkala.objects.values_list("pk", flat=True)) == lama


def test_two_grades_can_swap_their_scores(klien, skala):
    klien.post(alamat(pk=skala.pk), kirim(["A 2", "B 3", "C 1"], skala))
    assert tingkat(skala) == [("B", 3, ""), ("A", 2, ""), ("C", 1, "")]


@pytest.mark.parametrize(
    ("baris", "pesan"),
    [
        (["A 3"], "Skala harus mempunyai sedikitnya dua tingkat."),
        (["A 3", "-B 2"], "Skala harus mempunyai sedikitnya dua tingkat."),
        (["A 3", "B 3"], "Setiap tingkat harus mempunyai skor sendiri"),
        (["A 3", "a 2"], "“a” sudah ada di baris lain."),
        (["A 3", "B x"], "Harus berupa angka, misalnya 77,5."),
        (["A 3", "B 12345"], "tidak memiliki lebih dari 4 angka"),
    ],
)
def test_what_is_no_scale_is_refused_and_keeps_what_was_typed(klien, skala, baris, pesan):
    jawaban = klien.post(alamat(pk=skala.pk), kirim(baris, skala))
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert pesan in isi
    assert f'value="{baris[-1].removeprefix("-").split()[0]}"' in isi
    assert len(tingkat(skala)) == 3


def test_a_look_alike_letter_is_folded(klien):
    klien.post(alamat("baru"), kirim(["\u0410 2", "B 1"]))  # a Cyrillic A
    assert Skala.objects.get().tingkat.first().label == "A"


@pytest.fixture
def satuan(skala):
    return pabrik.SatuanFactory(kode="abjad", nama="Abjad", jenis="ordinal", skala=skala)


def _dipakai(satuan, satker):
    """Grade B as target of the Renstra, of a PK and as realisasi."""
    indikator = pabrik.IndikatorFactory(satuan=satuan, sasaran__renstra__satker=satker)
    pabrik.TargetTahunanFactory(indikator=indikator, nilai=2)
    pabrik.IndikatorPerjanjianFactory(satuan=satuan, target=2)
    pengukuran = pabrik.PengukuranFactory(indikator=indikator, target_lain=None)
    pabrik.RealisasiFactory(pengukuran=pengukuran, nilai=2)


@pytest.mark.parametrize("baris", [["A 3", "B 2,5", "C 1"], ["A 3", "Be 2", "C 1"], ["A 3", "-B 2", "C 1"]])
def test_a_grade_that_values_rest_on_is_kept_and_it_is_said_where(klien, skala, satuan, satker, baris):
    _dipakai(satuan, satker)
    isi = klien.post(alamat(pk=skala.pk), kirim(baris, skala)).content.decode()
    assert (
        "Tingkat B dipakai 1 target Renstra, 1 target perjanjian kinerja dan 1 realisasi; label dan skornya tidak dapat"
        in isi
    )
    assert [t[:2] for t in tingkat(skala)] == [("A", 3), ("B", 2), ("C", 1)]


def test_other_grades_and_the_words_can_change(klien, skala, satuan, satker):
    _dipakai(satuan, satker)
    assert klien.post(alamat(pk=skala.pk), kirim(["A 4", "B 2 Baik", "C 1"], skala)).status_code == 302
    assert tingkat(skala)[:2] == [("A", 4, ""), ("B", 2, "Baik")]


def test_rows_that_somebody_changed_meanwhile_are_shown_and_saving_again_replaces_them(klien, skala):
    semula = TingkatFormSet(None, skala).sidik
    klien.post(alamat(pk=skala.pk), kirim(["A 3", "B 2", "C 0"], skala))
    jawaban = klien.post(alamat(pk=skala.pk), kirim(["A 5", "B 2", "C 1"], skala, semula=semula))
    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert "baru saja diubah orang lain" in isi
    assert "<li>C · 0</li>" in isi
    skala.refresh_from_db()
    klien.post(alamat(pk=skala.pk), kirim(["A 5", "B 2", "C 1"], skala))
    assert [t[:2] for t in tingkat(skala)] == [("A", 5), ("B", 2), ("C", 1)]


def test_nothing_of_a_scale_is_saved_when_its_name_is_wrong(klien, skala):
    data = kirim(["A 9", "B 2"], skala) | {"nama": ""}
    assert klien.post(alamat(pk=skala.pk), data).status_code == 422
    assert len(tingkat(skala)) == 3


def test_the_list_shows_grades_with_scores(klien, skala):
    isi = klien.get(alamat("daftar")).content.decode()
    assert 'A <span class="redup">3</span> · B <span class="redup">2</span>' in isi
