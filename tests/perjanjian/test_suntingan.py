"""Saving the sheet: only what was touched, all or nothing, nobody's work overwritten."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.suntingan import BarisBentrok, IsianAnggaran, IsianIndikator, IsianSasaran, sidik, simpan_baris
from sakip.alur import TransisiDitolak
from tests import pabrik


def isian(perjanjian):
    """What a person sees who opens the sheet now, nothing touched."""
    sasaran = [
        IsianSasaran(
            kunci=f"sasaran-{n}",
            pk=s.pk,
            semula=sidik(s.uraian),
            uraian=s.uraian,
            disentuh=False,
            indikator=tuple(
                IsianIndikator(
                    f"indikator-{n}-{m}",
                    *(i.pk, i.versi, i.uraian, i.satuan_id, i.target),
                    disentuh=False,
                    indikator_id=i.indikator_id,
                )
                for m, i in enumerate(s.indikator.all())
            ),
        )
        for n, s in enumerate(perjanjian.sasaran.all())
    ]
    anggaran = [
        IsianAnggaran(f"anggaran-{n}", a.pk, a.versi, a.kode, a.uraian, a.nilai, disentuh=False)
        for n, a in enumerate(perjanjian.anggaran.all())
    ]
    return sasaran, anggaran


def sentuh(sasaran, nomor=0, **ubah):
    """The first sasaran's row `nomor` with something typed."""
    baris = list(sasaran[0].indikator)
    baris[nomor] = replace(baris[nomor], disentuh=True, **ubah)
    return [replace(sasaran[0], indikator=tuple(baris)), *sasaran[1:]]


def simpan(perjanjian, sasaran, anggaran):
    simpan_baris(perjanjian=perjanjian, sasaran=sasaran, anggaran=anggaran)


def butir(perjanjian):
    semua = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian).order_by("sasaran__urut", "urut")
    return list(semua.values_list("urut", "uraian", "target"))


def test_touched_row_is_written_and_its_version_rises(perjanjian):
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sasaran, target=Decimal(90)), anggaran)
    semua = IndikatorPerjanjian.objects.order_by("urut")
    assert [(i.target, i.versi) for i in semua] == [(Decimal(90), 2), (Decimal(5), 1)]


def test_two_people_may_work_on_different_rows(perjanjian):
    satu, anggaran = isian(perjanjian)
    dua = isian(perjanjian)[0]
    simpan(perjanjian, sentuh(satu, 0, target=Decimal(90)), anggaran)
    simpan(perjanjian, sentuh(dua, 1, uraian="Nilai AKIP Inspektorat"), anggaran)
    assert [b[1:] for b in butir(perjanjian)] == [
        ("Laporan tepat waktu", Decimal(90)),
        ("Nilai AKIP Inspektorat", Decimal(5)),
    ]


def test_slower_person_does_not_overwrite_the_faster_one(perjanjian):
    satu, anggaran = isian(perjanjian)
    dua = isian(perjanjian)[0]
    simpan(perjanjian, sentuh(satu, target=Decimal(90)), anggaran)
    with pytest.raises(BarisBentrok) as galat:
        simpan(perjanjian, sentuh(dua, target=Decimal(95)), anggaran)
    assert [(b.kunci, b.kini.target) for b in galat.value.daftar] == [("indikator-0-0", Decimal(90))]
    assert butir(perjanjian)[0][2] == Decimal(90)


def test_conflict_in_one_row_saves_no_other_row(perjanjian):
    satu, anggaran = isian(perjanjian)
    dua, anggaran_dua = isian(perjanjian)
    simpan(perjanjian, sentuh(satu, target=Decimal(90)), anggaran)
    ubah_anggaran = [replace(anggaran_dua[0], disentuh=True, rupiah=Decimal(1))]
    with pytest.raises(BarisBentrok):
        simpan(perjanjian, sentuh(dua, target=Decimal(95)), ubah_anggaran)
    assert perjanjian.anggaran.get().nilai == Decimal(9_203_578_000)


def test_same_change_by_two_people_is_no_conflict(perjanjian):
    satu, anggaran = isian(perjanjian)
    dua = isian(perjanjian)[0]
    simpan(perjanjian, sentuh(satu, target=Decimal(90)), anggaran)
    simpan(perjanjian, sentuh(dua, target=Decimal(90)), anggaran)
    assert IndikatorPerjanjian.objects.order_by("urut").first().versi == 2


def test_sasaran_text_changed_by_another_is_a_conflict(perjanjian):
    dua, anggaran = isian(perjanjian)
    perjanjian.sasaran.update(uraian="Meningkatnya akuntabilitas keuangan")
    with pytest.raises(BarisBentrok) as galat:
        simpan(perjanjian, [replace(dua[0], disentuh=True, uraian="Meningkatnya kinerja")], anggaran)
    assert galat.value.daftar[0].kini.uraian == "Meningkatnya akuntabilitas keuangan"


def test_row_removed_by_another_comes_back_only_after_asking(perjanjian):
    dua, anggaran = isian(perjanjian)
    IndikatorPerjanjian.objects.filter(uraian="Laporan tepat waktu").delete()
    with pytest.raises(BarisBentrok) as galat:
        simpan(perjanjian, sentuh(dua, target=Decimal(95)), anggaran)
    assert [(b.kunci, b.kini) for b in galat.value.daftar] == [("indikator-0-0", None)]


def test_untouched_row_removed_by_another_stays_removed(perjanjian):
    dua, anggaran = isian(perjanjian)
    IndikatorPerjanjian.objects.filter(uraian="Laporan tepat waktu").delete()
    simpan(perjanjian, sentuh(dua, 1, uraian="Nilai AKIP Inspektorat"), anggaran)
    assert butir(perjanjian) == [(1, "Nilai AKIP Inspektorat", Decimal(5))]


def test_row_that_another_added_is_kept_and_numbers_do_not_meet(perjanjian):
    dua, anggaran = isian(perjanjian)
    sasaran = perjanjian.sasaran.get()
    satuan = IndikatorPerjanjian.objects.first().satuan_id
    IndikatorPerjanjian.objects.create(sasaran=sasaran, urut=3, uraian="Dari orang lain", satuan_id=satuan)
    baru = IsianIndikator("indikator-0-2", None, 0, "Dari saya", satuan, None)
    simpan(perjanjian, [replace(dua[0], indikator=(*dua[0].indikator, baru))], anggaran)
    assert [b[:2] for b in butir(perjanjian)][2:] == [(3, "Dari orang lain"), (4, "Dari saya")]


def test_removed_row_closes_the_numbers(perjanjian):
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sasaran, 0, hapus=True), anggaran)
    assert butir(perjanjian) == [(1, "Nilai AKIP", Decimal(5))]


def test_removed_sasaran_takes_its_rows_along(perjanjian):
    sasaran, anggaran = isian(perjanjian)
    baru = IsianSasaran("sasaran-1", None, "", "Sasaran kedua", ())
    simpan(perjanjian, [replace(sasaran[0], hapus=True, indikator=()), baru], anggaran)
    assert list(perjanjian.sasaran.values_list("urut", "uraian")) == [(1, "Sasaran kedua")]
    assert butir(perjanjian) == []


def test_row_of_another_pk_cannot_be_removed_by_its_number(perjanjian):
    asing = pabrik.IndikatorPerjanjianFactory()
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sasaran, 0, pk=asing.pk, hapus=True), anggaran)
    assert IndikatorPerjanjian.objects.filter(pk=asing.pk).exists()


@pytest.mark.parametrize("status", ["diajukan", "ditandatangani", "berlaku", "digantikan"])
def test_sheet_of_a_submitted_pk_is_not_written(perjanjian, status):
    sasaran, anggaran = isian(perjanjian)
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=status, tanggal="2024-01-02")
    with pytest.raises(TransisiDitolak, match="tidak dapat diubah lagi"):
        simpan(perjanjian, sentuh(sasaran, target=Decimal(90)), anggaran)
    assert butir(perjanjian)[0][2] == Decimal(100)


def test_changed_figures_lose_the_text_of_the_old_paper(perjanjian):
    IndikatorPerjanjian.objects.update(teks_cetak="100 persen", catatan_cetak="Tercetak miring")
    perjanjian.anggaran.update(teks_cetak="Rp 9 M")
    sasaran, anggaran = isian(perjanjian)
    simpan(
        perjanjian,
        sentuh(sasaran, target=Decimal(90)),
        [replace(anggaran[0], disentuh=True, rupiah=Decimal(1))],
    )
    semua = IndikatorPerjanjian.objects.order_by("urut").values_list("teks_cetak", "catatan_cetak")
    assert list(semua) == [("", ""), ("100 persen", "Tercetak miring")]
    assert perjanjian.anggaran.get().teks_cetak == ""


def test_words_alone_keep_the_text_of_the_old_paper(perjanjian):
    IndikatorPerjanjian.objects.update(teks_cetak="100 persen")
    perjanjian.anggaran.update(teks_cetak="Rp 9 M")
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sasaran, uraian="Laporan"), [replace(anggaran[0], disentuh=True, uraian="Manajemen")])
    assert set(IndikatorPerjanjian.objects.values_list("teks_cetak", flat=True)) == {"100 persen"}
    assert perjanjian.anggaran.get().teks_cetak == "Rp 9 M"


def test_link_is_stored_and_the_sasaran_follows(perjanjian, satker):
    indikator = pabrik.IndikatorFactory(sasaran__renstra__satker=satker)
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sasaran, indikator_id=indikator.pk), anggaran)
    semua = IndikatorPerjanjian.objects.order_by("urut").values_list("indikator", "sasaran__sasaran")
    assert list(semua) == [(indikator.pk, indikator.sasaran_id), (None, indikator.sasaran_id)]


def test_sasaran_keeps_the_link_that_one_of_its_rows_still_has(perjanjian, satker):
    renstra = pabrik.RenstraFactory(satker=satker)
    satu, dua = (pabrik.IndikatorFactory(sasaran__renstra=renstra) for _ in range(2))
    sasaran, anggaran = isian(perjanjian)
    simpan(perjanjian, sentuh(sentuh(sasaran, 1, indikator_id=dua.pk), 0), anggaran)
    simpan(perjanjian, sentuh(isian(perjanjian)[0], 0, indikator_id=satu.pk), anggaran)
    assert perjanjian.sasaran.get().sasaran_id == dua.sasaran_id


def test_fingerprint_ignores_what_browsers_do_to_white_space():
    assert sidik("Nilai\nAKIP ", "BB") == sidik("Nilai\r\nAKIP", "BB")
    assert sidik("Nilai", "BB") != sidik("Nilai BB", "")
