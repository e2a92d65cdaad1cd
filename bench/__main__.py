"""`bin/bench`: ratios measured in one run, as a table and as JSON (var/bench.json)."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.test.utils import override_settings

PILIHAN = {"anggaran", "capaian_anak", "halaman", "cetak", "impor", "renstra", "capaian", "tandatangan"}


def main() -> None:
    pengurai = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    pengurai.add_argument("apa", nargs="*", metavar="|".join(sorted(PILIHAN)), help="which rows (default: all)")
    pengurai.add_argument("--ulangan", type=int, default=30, help="rounds per page (default 30)")
    arg = pengurai.parse_args()
    if not set(arg.apa) <= PILIHAN:
        pengurai.error(f"choose from {', '.join(sorted(PILIHAN))}")
    apa = arg.apa or PILIHAN
    django.setup()
    hasil: dict[str, list[dict[str, object]]] = {}
    if "halaman" in apa:
        hasil["halaman"] = _halaman(arg.ulangan)
    if "cetak" in apa:
        hasil["cetak"] = _cetak()
    if "impor" in apa:
        hasil["impor"] = _impor()
    if "renstra" in apa:
        hasil["renstra"] = _renstra()
    if "capaian" in apa:
        hasil["capaian"] = _capaian()
    if "anggaran" in apa:
        hasil["anggaran"] = _anggaran()
    if "tandatangan" in apa:
        hasil["tandatangan"] = _tandatangan()
    if "capaian_anak" in apa:
        hasil["capaian_anak"] = _capaian_anak(min(arg.ulangan, 5))
    berkas = Path(settings.VAR, "bench.json")
    berkas.write_text(json.dumps(hasil, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"\nJSON: {berkas}")


def _halaman(ulangan: int) -> list[dict[str, object]]:
    from . import halaman

    templat = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
    with override_settings(ROOT_URLCONF="bench.urls", TEMPLATES=templat, ALLOWED_HOSTS=["testserver"]):
        baris = halaman.ukur(ulangan)
    print(f"{'page':<20}{'ms':>8}{'x bare view':>13}{'x bare rows':>13}{'queries':>9}{'rows':>6}{'KiB':>7}")
    for b in baris:
        print(
            f"{b.nama:<20}{b.halaman_ms:>8.1f}{b.terhadap_kosong:>13.1f}{b.terhadap_polos:>13.1f}"
            f"{b.kueri:>9}{b.baris:>6}{b.kib:>7.1f}"
        )
    return [asdict(b) | {"terhadap_kosong": b.terhadap_kosong, "terhadap_polos": b.terhadap_polos} for b in baris]


def _cetak() -> list[dict[str, object]]:
    from . import cetak
    from .halaman import SATKER, TAHUN

    baris = cetak.ukur(SATKER, TAHUN)
    acuan = baris[-1]
    print(f"\n{'PDF':<20}{'s':>8}{'x plain':>10}{'MiB':>8}{'x plain':>10}{'pages':>7}")
    for b in baris:
        kali_detik, kali_mib = b.detik / acuan.detik, b.mib / acuan.mib
        print(f"{b.cara:<20}{b.detik:>8.2f}{kali_detik:>10.2f}{b.mib:>8.0f}{kali_mib:>10.2f}{b.halaman:>7}")
    return [asdict(b) for b in baris]


def _impor() -> list[dict[str, object]]:
    from . import impor

    return _tabel_impor("import, 553 satker", impor.ukur())


def _renstra() -> list[dict[str, object]]:
    from . import renstra

    return _tabel_impor("Renstra, 5.000 indikator", renstra.ukur())


def _capaian() -> list[dict[str, object]]:
    from . import capaian

    return _tabel_impor("realisasi, 5.000 baris", capaian.ukur())


def _anggaran() -> list[dict[str, object]]:
    from . import anggaran

    hasil = _tabel_impor("ekspor, 20.000 baris", anggaran.ukur())
    puncak = anggaran.ingatan()
    print(f"{'ingatan puncak':<26}{puncak:>8.0f} MiB")
    return [*hasil, {"langkah": "ingatan puncak", "mib": puncak}]


def _tandatangan() -> list[dict[str, object]]:
    from . import tandatangan
    from .halaman import SATKER, TAHUN

    baris = tandatangan.ukur(SATKER, TAHUN)
    acuan = baris[0].detik
    print(f"\n{'signatures':<28}{'s':>8}{'KiB':>9}{'x pyHanko':>11}")
    for b in baris:
        print(f"{b.langkah:<28}{b.detik:>8.3f}{b.kib:>9.1f}{b.detik / acuan:>11.1f}")
    return [asdict(b) | {"kali": b.detik / acuan} for b in baris]


def _capaian_anak(ulangan: int) -> list[dict[str, object]]:
    from . import anak

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        baris = anak.ukur(ulangan)
    print(f"\n{'553 satker × 9 indikator':<26}{'s':>8}{'x reading':>12}{'queries':>9}")
    for b in baris:
        print(f"{b.langkah:<26}{b.detik:>8.2f}{b.kali:>12.2f}{b.kueri:>9}")
    return [asdict(b) for b in baris]


def _tabel_impor(judul: str, baris: Any) -> list[dict[str, object]]:
    print(f"\n{judul:<26}{'s':>8}{'x openpyxl':>12}{'queries':>9}")
    for b in baris:
        print(f"{b.langkah:<26}{b.detik:>8.2f}{b.kali:>12.2f}{b.kueri:>9}")
    return [asdict(b) for b in baris]


if __name__ == "__main__":
    main()
