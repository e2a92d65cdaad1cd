"""Tabel 3.2–3.4 of the LKjIP of KPU Provinsi Bengkulu 2024, cell by cell: ours is what was printed, or says why not."""

from __future__ import annotations

import pytest
from django.db import transaction

from capaian.rekap import rekap_capaian
from organisasi.models import Satker
from pelaporan.pemuatan.demo import isi_acuan, isi_demo
from pelaporan.susunan.bab3 import tabel_banding, tabel_capaian, tabel_menengah
from pelaporan.susunan.sumber import kumpulkan

pytestmark = pytest.mark.django_db

KODE = ["1.1", "2.1", "3.1", "3.2", "3.3", "4.1", "5.1", "6.1", "7.1"]
NILAI = ("target", "realisasi", "capaian")


def sama(teks):
    """Target, realisasi and capaian printed alike."""
    return (teks, teks, teks)


PENUH = sama("100%")
TIDAK_TERBACA = "%26"  # printed upside down; cannot be read with certainty

TABEL_3_2 = dict.fromkeys(KODE, PENUH) | {"3.1": sama("A"), "3.2": ("WTP", "Proses", "Proses"), "3.3": sama("79")}

TABEL_3_3 = {
    2021: dict.fromkeys(KODE, PENUH) | {"1.1": sama("90%"), "3.1": sama("B"), "3.2": sama("WTP"), "3.3": sama("76")},
    2022: dict.fromkeys(KODE, PENUH)
    | {
        "1.1": ("95%", TIDAK_TERBACA, TIDAK_TERBACA),
        "3.1": sama("B"),
        "3.2": sama("WTP"),
        "3.3": sama("78"),
    },
    2023: dict.fromkeys(KODE, PENUH) | {"3.1": sama("BB"), "3.2": sama("WTP"), "3.3": sama("79")},
    2024: TABEL_3_2 | {"3.2": sama("Proses")},
}

#: Target, realisasi, capaian of the year, and the capaian against the medium term (the target of 2024 in the Renstra).
TABEL_3_4 = {kode: (*sel, sel[-1]) for kode, sel in TABEL_3_2.items()}

#: Every cell that is not as printed, with what we show, what was printed, and a word of the reason that the page gives.
BERBEDA = {
    ("3.3", 2021, "1.1", "capaian"): ("100%", "90%", "mencetak capaian 90%"),  # 90 / 90 × 100
    ("3.3", 2022, "1.1", "realisasi"): ("–", TIDAK_TERBACA, "terbalik"),
    ("3.3", 2022, "1.1", "capaian"): ("–", TIDAK_TERBACA, "terbalik"),
    ("3.3", 2024, "3.2", "target"): ("WTP", "Proses", "“Proses” juga sebagai target"),
}


@pytest.fixture(scope="module")
def satker(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield Satker.objects.get(kode="654340")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sumber(satker):
    return kumpulkan(satker, 2024)


def sel(tabel):
    """The cells of each indikator, without the row heads: kode → texts."""
    baris = [b for b in tabel.baris if len(b.sel) > 2]
    assert len(baris) == len(KODE)
    return {k: [s.teks.replace("\u00a0", "") for s in b.sel[1:]] for k, b in zip(KODE, baris, strict=True)}


def bandingkan(nomor, tahun, tercetak, kita, nama=NILAI):
    """Cells that differ: place → (ours, printed)."""
    return {
        (nomor, tahun, kode, apa): (milik, cetak)
        for kode in KODE
        for apa, milik, cetak in zip(nama, kita[kode], tercetak[kode], strict=True)
        if milik != cetak
    }


def beda(sumber):
    capaian, banding, menengah = sel(tabel_capaian(sumber)), sel(tabel_banding(sumber)), sel(tabel_menengah(sumber))
    hasil = bandingkan("3.2", 2024, TABEL_3_2, capaian)
    for ke, tahun in enumerate(TABEL_3_3):
        setahun = {k: s[3 * ke : 3 * ke + 3] for k, s in banding.items()}
        hasil |= bandingkan("3.3", tahun, TABEL_3_3[tahun], setahun)
    tanpa_target = {k: [*s[:3], s[4]] for k, s in menengah.items()}  # the print has no column for that target
    return hasil | bandingkan("3.4", 2024, TABEL_3_4, tanpa_target, (*NILAI, "jangka menengah"))


def test_every_cell_is_as_printed_or_in_the_list(sumber):
    assert beda(sumber) == {tempat: (kita, cetak) for tempat, (kita, cetak, _) in BERBEDA.items()}


@pytest.mark.parametrize("tempat", BERBEDA, ids=lambda t: "-".join(map(str, t)))
def test_each_difference_is_explained(satker, tempat):
    _, tahun, kode, _ = tempat
    berbeda = {b.kode: b.catatan_cetakan for b in rekap_capaian(satker, tahun).berbeda_dari_cetakan()}
    assert BERBEDA[tempat][2] in " ".join(berbeda[kode])


def test_the_medium_term_of_the_reform_index_is_measured_against_the_renstra(sumber):
    """Printed "79" as everywhere in its row; the figure behind it is 79 of 80."""
    baris = next(b for b in tabel_menengah(sumber).baris if "Reformasi Birokrasi" in b.sel[0].teks)
    target, capaian = baris.sel[-2:]
    assert (target.teks, str(capaian.nilai)) == ("80", "98.75")
