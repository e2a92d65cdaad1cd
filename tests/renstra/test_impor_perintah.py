"""The other door: `muat_renstra`, with a workbook, YAML or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.forms import model_to_dict
from openpyxl import load_workbook

from renstra.enums import StatusRenstra
from renstra.impor.isi import ekspor
from renstra.models import Indikator, KeputusanRenstra, Renstra, TargetTahunan
from tests.renstra.buku_impor import PANGKALPINANG, hapus_renstra, jumlah_baris, muat_pangkalpinang, tabel

pytestmark = pytest.mark.django_db

YAML = PANGKALPINANG / "renstra.yaml"


@pytest.fixture
def renstra(db: None) -> Renstra:
    return muat_pangkalpinang()


def jalankan(berkas: Path, *arg: str, capsys: Any) -> str:
    call_command("muat_renstra", str(berkas), "--satker", "1971", *arg)
    return str(capsys.readouterr().out)


def ubah_yaml(tujuan: Path, kerja: Any) -> Path:
    isi = yaml.safe_load(YAML.read_text("utf-8"))
    kerja(isi)
    tujuan.write_text(json.dumps(isi, default=str) if tujuan.suffix == ".json" else yaml.safe_dump(isi), "utf-8")
    return tujuan


@pytest.mark.parametrize("akhiran", [".yaml", ".json"])
def test_the_fixture_of_the_draft_changes_nothing(renstra: Renstra, tmp_path: Path, akhiran: str, capsys: Any) -> None:
    keluaran = jalankan(ubah_yaml(tmp_path / f"r{akhiran}", lambda _: None), "--dry-run", capsys=capsys)
    assert "Indikator       0 baru      0 berubah      0 hilang" in keluaran
    assert "Sasaran         0 baru      0 berubah      0 hilang     27 sama" in keluaran


def test_a_fixture_makes_the_whole_renstra(renstra: Renstra, capsys: Any) -> None:
    banyak = Indikator.objects.count(), TargetTahunan.objects.count()
    hapus_renstra()
    assert "Diterapkan." in jalankan(YAML, capsys=capsys)
    assert (Indikator.objects.count(), TargetTahunan.objects.count()) == banyak
    assert Renstra.objects.get().status == StatusRenstra.DRAF


def test_the_written_part_comes_with_it(renstra: Renstra, capsys: Any) -> None:
    narasi = {n.kunci: n.isi for n in renstra.narasi.all()}
    keputusan = model_to_dict(renstra.keputusan, exclude=["id"])
    catatan = sorted(Indikator.objects.exclude(catatan_cetak="").values_list("catatan_cetak", flat=True))
    hapus_renstra()

    keluaran = jalankan(YAML, capsys=capsys)

    assert f"Naskah    {len(narasi) + 1:>7} baru      0 berubah      0 hilang      0 sama" in keluaran
    baru = Renstra.objects.get()
    assert {n.kunci: n.isi for n in baru.narasi.all()} == narasi
    assert model_to_dict(baru.keputusan, exclude=["id"]) == keputusan
    assert sorted(Indikator.objects.exclude(catatan_cetak="").values_list("catatan_cetak", flat=True)) == catatan
    assert len(catatan) == 5


def test_a_changed_text_is_named_and_others_stay(renstra: Renstra, tmp_path: Path, capsys: Any) -> None:
    def kerja(isi: Any) -> None:
        isi["naskah"] = {"potensi": "<p onclick='x'>Baru.</p>"}
        isi["keputusan"]["tempat"] = "Jakarta"

    berkas = ubah_yaml(tmp_path / "r.yaml", kerja)
    assert "0 baru      2 berubah" in jalankan(berkas, "--dry-run", capsys=capsys)
    assert renstra.narasi.get(kunci="potensi").isi != "<p>Baru.</p>"
    assert "  Potensi, Keputusan\n" in jalankan(berkas, capsys=capsys)

    potensi = renstra.narasi.get(kunci="potensi")
    assert (potensi.isi, potensi.versi) == ("<p>Baru.</p>", 2)
    assert renstra.narasi.count() == len(yaml.safe_load(YAML.read_text("utf-8"))["naskah"])
    assert KeputusanRenstra.objects.get().tempat == "Jakarta"
    assert "Naskah          0 baru      0 berubah      0 hilang      2 sama" in jalankan(berkas, capsys=capsys)


@pytest.mark.parametrize(
    ("kunci", "isi", "pesan"),
    [
        ("naskah", {"bab9": "x"}, "naskah: kunci tidak dikenal: bab9"),
        ("naskah", {"potensi": 7}, "naskah › potensi: harus teks"),
        ("keputusan", {"diktum": ["x"]}, "diktum ke-1: harus berisi pasangan"),
    ],
)
def test_a_wrong_text_is_named_and_nothing_is_written(
    renstra: Renstra, tmp_path: Path, capsys: Any, kunci: str, isi: Any, pesan: str
) -> None:
    berkas = ubah_yaml(tmp_path / "r.yaml", lambda semua: semua.update({kunci: isi}))
    with pytest.raises(CommandError, match=pesan):
        jalankan(berkas, capsys=capsys)


def test_a_changed_fixture_shows_old_and_new(renstra: Renstra, tmp_path: Path, capsys: Any) -> None:
    def kerja(isi: Any) -> None:
        isi["sasaran"][1]["indikator"][0]["target"][2024] = "80%"

    keluaran = jalankan(ubah_yaml(tmp_path / "r.json", kerja), capsys=capsys)
    assert "Target 2024 “77,5\u00a0%” → “80\u00a0%”" in keluaran
    assert TargetTahunan.objects.filter(versi=2).count() == 1


def test_a_wrong_figure_is_named_by_its_place_in_the_file(renstra: Renstra, tmp_path: Path) -> None:
    def kerja(isi: Any) -> None:
        isi["sasaran"][1]["indikator"][0]["target"][2024] = "80 kali"
        isi["sasaran"][0]["indikator"][0]["pelaksana"] = ["Sub Bagian Langit"]

    semula = jumlah_baris()
    with pytest.raises(CommandError, match=r"sasaran ke-2 › indikator ke-1 › t2024: .*satuan Persen") as galat:
        call_command("muat_renstra", str(ubah_yaml(tmp_path / "r.yaml", kerja)), "--satker", "1971")
    assert "sasaran ke-1 › indikator ke-1 › pelaksana" in str(galat.value)
    assert jumlah_baris() == semula


def test_a_workbook_comes_in_the_same_way(renstra: Renstra, tmp_path: Path, capsys: Any) -> None:
    berkas = tmp_path / "r.xlsx"
    berkas.write_bytes(ekspor(renstra))
    hapus_renstra()
    assert "Diterapkan." in jalankan(berkas, capsys=capsys)
    assert Indikator.objects.count() > 30


def test_a_table_without_the_sheet_renstra_goes_into_the_newest_draft(
    renstra: Renstra, tmp_path: Path, capsys: Any
) -> None:
    berkas = tmp_path / "r.xlsx"
    berkas.write_bytes(tabel(Indikator=[["Sasaran", "Indikator", "Satuan", 2020], ["Mutu", "Nilai mutu", "Nilai", 79]]))
    assert "Indikator       1 baru" in jalankan(berkas, capsys=capsys)


def test_a_faulty_workbook_comes_back_with_notes_at_its_cells(renstra: Renstra, tmp_path: Path) -> None:
    berkas, tujuan = tmp_path / "r.xlsx", tmp_path / "salah.xlsx"
    berkas.write_bytes(
        tabel(Indikator=[["Sasaran", "Indikator", "Satuan", 2020], ["Mutu", "Nilai", "Nilai", "7 kali"]])
    )
    with pytest.raises(CommandError, match="Lembar “Indikator”, sel D2"):
        call_command("muat_renstra", str(berkas), "--satker", "1971", "--kesalahan", str(tujuan))
    catatan = load_workbook(tujuan)["Indikator"]["D2"].comment
    assert catatan is not None
    assert "harus angka dengan satuan Nilai" in catatan.text


def test_a_fixed_renstra_asks_for_a_revision(renstra: Renstra) -> None:
    Renstra.objects.update(status=StatusRenstra.DITETAPKAN)
    with pytest.raises(CommandError, match="Buat revisi dulu"):
        call_command("muat_renstra", str(YAML), "--satker", "1971")


def test_a_file_of_another_satker_is_refused(renstra: Renstra) -> None:
    with pytest.raises(CommandError, match="untuk satker 1971, bukan 076"):
        call_command("muat_renstra", str(YAML), "--satker", "076")


@pytest.mark.parametrize(("nama", "pesan"), [("tidak-ada.xlsx", "tidak ditemukan"), ("x.csv", "harus .xlsx")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, nama: str, pesan: str) -> None:
    if nama == "x.csv":
        (tmp_path / nama).write_text("a")
    with pytest.raises(CommandError, match=pesan):
        call_command("muat_renstra", str(tmp_path / nama), "--satker", "1971")
