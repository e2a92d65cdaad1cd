"""The twenty perjanjian kinerja of Bengkulu 2024: every fact of the file stands in its place in that paper's PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.db import transaction

from organisasi.models import Satker
from pelaporan.pemuatan.demo import FOLDER, isi_acuan, isi_demo
from perjanjian.cetakan import lembar_perjanjian
from perjanjian.models import PerjanjianKinerja
from sakip.angka import format_tanggal
from tests.kertas import cetak, halaman, padat

pytestmark = pytest.mark.django_db
BERKAS = FOLDER / "kpu-provinsi-bengkulu"
SEMUA = yaml.safe_load((BERKAS / "perjanjian-2024.yaml").read_text())["perjanjian"]
KOP = {k["kode"]: k for k in yaml.safe_load((BERKAS / "organisasi.yaml").read_text())["satker"]["kop_surat"]}
#: Its two holders of 2024, Sudirman and Martoni, were acting ones; the papers print "Plt." before it.
TANPA_DEFINITIF = "Kepala Bagian Perencanaan, Data dan Informasi Komisi Pemilihan Umum Provinsi Bengkulu"
BAKU = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, yang bertanda tangan di bawah ini:",
    "Selanjutnya disebut pihak pertama",
    "Selaku atasan pihak pertama, selanjutnya disebut pihak kedua",
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami.",
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
)


@pytest.fixture(scope="module")
def kertas(django_db_setup, django_db_blocker) -> Iterator[dict[str, list[str]]]:
    """The pages of each paper, by its key in the file; printed once."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        lembar = {satu.isi.judul: satu for satu in lembar_perjanjian(Satker.objects.get(kode="654340"), 2024)}
        yield {isi["kunci"]: halaman(cetak(lembar[_judul(isi)].isi)) for isi in SEMUA}
        transaction.set_rollback(True)


def _judul(isi: dict[str, Any]) -> str:
    return str(
        PerjanjianKinerja.objects.get(
            jenis=isi["jenis"],
            tahun=2024,
            pihak_pertama__jabatan__nama=isi["pihak_pertama"]["jabatan"],
            satker__kode="654340",
        )
    )


def sebutan(pihak: dict[str, str]) -> str:
    plt = "Plt. " if pihak["jabatan"] == TANPA_DEFINITIF and "cetak" not in pihak else ""
    return plt + pihak.get("cetak", pihak["jabatan"])


def angka(nilai: Any) -> str:
    """The printed figure; where the file has a value and its misprint, the value."""
    return str(nilai["nilai"] if isinstance(nilai, dict) else nilai)


def test_there_are_twenty(kertas):
    assert len(kertas) == len(SEMUA) == 20


@pytest.mark.parametrize("isi", SEMUA, ids=lambda isi: isi["kunci"])
def test_the_letter_says_who_promises_what_to_whom(kertas, isi):
    surat = kertas[isi["kunci"]][0]
    pertama, kedua = isi["pihak_pertama"], isi["pihak_kedua"]
    urutan = [
        "KOMISI PEMILIHAN UMUM PROVINSI BENGKULU",
        *([KOP[isi["kop"]]["alamat"], KOP[isi["kop"]]["telepon"], KOP[isi["kop"]]["surel"]] if "kop" in isi else []),
        "PERJANJIAN KINERJA TAHUN 2024",
        BAKU[0],
        *(pertama["pejabat"], sebutan(pertama), BAKU[1]),
        *(kedua["pejabat"], sebutan(kedua), BAKU[2]),
        *BAKU[3:],
        f"{isi['tempat']}, {format_tanggal(isi['tanggal'])}",
        *("Pihak Kedua,", f"{sebutan(kedua)},", kedua["pejabat"]),
        *("Pihak Pertama,", f"{sebutan(pertama)},", pertama["pejabat"]),
    ]
    berurutan(surat, urutan)


@pytest.mark.parametrize("isi", SEMUA, ids=lambda isi: isi["kunci"])
def test_the_annex_holds_every_row_in_order_and_the_budget(kertas, isi):
    lampiran = "".join(kertas[isi["kunci"]][1:])
    berurutan(lampiran, [isi["judul"], "No", isi["kolom_sasaran"], "Indikator Kinerja", "Target", "1234"])
    berurutan(lampiran, [bagian for nomor, s in enumerate(isi["sasaran"], 1) for bagian in _sasaran(nomor, s)])
    berurutan(lampiran, [isi["kolom_anggaran"], "Anggaran", *(_pos(n, a) for n, a in enumerate(isi["anggaran"], 1))])
    tanggal = isi.get("tanggal_lampiran", isi["tanggal"])
    berurutan(
        kertas[isi["kunci"]][-1], [f"{isi['tempat']}, {format_tanggal(tanggal)}", "Pihak Kedua,", "Pihak Pertama,"]
    )


@pytest.mark.parametrize("isi", SEMUA, ids=lambda isi: isi["kunci"])
def test_the_budget_has_these_amounts_and_no_other(kertas, isi):
    lampiran = "\n".join(kertas[isi["kunci"]][1:])
    tercetak = [int(n.replace(".", "")) for n in re.findall(r"rp\.((?:\d{1,3})(?:\.\d{3})+)", lampiran)]
    diharapkan = [int(re.sub(r"\D", "", angka(a["nilai"]))) for a in isi["anggaran"] if a.get("nilai") is not None]
    assert tercetak == diharapkan


def _sasaran(nomor: int, sasaran: dict[str, Any]) -> Iterator[str]:
    yield f"{nomor}.{sasaran['uraian']}"
    for butir in sasaran["indikator"]:
        target = butir.get("target")
        yield butir["uraian"] + ("" if target is None else angka(target))


def _pos(nomor: int, pos: dict[str, Any]) -> str:
    kode = f"({pos['kode']})" if pos.get("kode") else ""
    nilai = "–" if pos.get("nilai") is None else f"Rp. {angka(pos['nilai']).removeprefix('Rp. ')}"
    return f"{nomor}.{pos['uraian']}{kode}{nilai}"


def berurutan(teks: str, bagian: list[str]) -> None:
    """Each part stands after the one before it."""
    dari = 0
    for satu in bagian:
        tempat = teks.find(padat(satu), dari)
        assert tempat >= 0, f"{satu!r} is not there after {teks[max(0, dari - 80) : dari]!r}"
        dari = tempat + len(padat(satu))
