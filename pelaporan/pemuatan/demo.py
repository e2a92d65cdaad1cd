"""Which fixture goes to which loader, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from organisasi.models import Satker
from sakip.simpul import GalatFixture, Simpul, baca_berkas

from .acuan import muat_acuan
from .alokasi import muat_alokasi
from .anggaran import muat_anggaran
from .capaian import muat_capaian
from .lkjip import muat_lkjip
from .organisasi import muat_organisasi
from .pencatat import Pencatat
from .pengguna import Akun, akun_demo, muat_pengguna
from .perjanjian import muat_perjanjian
from .pohon import muat_pohon
from .rencana import muat_rencana_aksi, muat_rkt
from .renstra import muat_renstra

FOLDER = Path(settings.BASE_DIR, "fixtures")

#: Inside a satker's folder: later files refer to what earlier ones made.
URUTAN: tuple[tuple[str, Callable[[Pencatat, Simpul], None]], ...] = (
    ("organisasi.yaml", muat_organisasi),
    ("renstra*.yaml", muat_renstra),
    ("pohon*.yaml", muat_pohon),
    ("anggaran*.yaml", muat_anggaran),
    ("alokasi*.yaml", muat_alokasi),
    ("perjanjian*.yaml", muat_perjanjian),
    ("rkt*.yaml", muat_rkt),
    ("rencana-aksi*.yaml", muat_rencana_aksi),
    ("capaian*.yaml", muat_capaian),
    ("lkjip*.yaml", muat_lkjip),
)


@transaction.atomic
def isi_acuan(folder: Path = FOLDER, *, perbarui: bool = False) -> Pencatat:
    """Loads the reference data. Raises GalatFixture; nothing is written then."""
    pencatat = Pencatat(perbarui=perbarui)
    muat_acuan(pencatat, baca_berkas(folder / "acuan.yaml"))
    return pencatat


@transaction.atomic
def isi_demo(folder: Path = FOLDER, *, perbarui: bool = False) -> Pencatat:
    """Loads every satker's folder and the demo logins. Raises GalatFixture; nothing is written then."""
    pencatat = Pencatat(perbarui=perbarui)
    for satker in folder_satker(folder):
        for pola, muat in URUTAN:
            for berkas in sorted(satker.glob(pola)):
                muat(pencatat, baca_berkas(berkas))
    muat_pengguna(pencatat, baca_berkas(folder / "pengguna-demo.yaml"))
    return pencatat


def sudah_ada(folder: Path = FOLDER) -> bool:
    """Whether every satker of the fixtures exists already."""
    kode = {baca_berkas(f / "organisasi.yaml").cabang("satker").teks("kode") for f in folder_satker(folder)}
    return Satker.objects.filter(kode__in=kode).count() == len(kode)


def akun(folder: Path = FOLDER) -> list[Akun]:
    return akun_demo(baca_berkas(folder / "pengguna-demo.yaml"))


def folder_satker(folder: Path) -> Iterator[Path]:
    """By name, but each after the folder of the satker that it names as `induk`."""
    if not folder.is_dir():
        raise GalatFixture(f"{folder}: folder tidak ditemukan.")
    satker = {isi: baca_berkas(isi / "organisasi.yaml").cabang("satker") for isi in _subfolder(folder)}
    menurut_kode = {s.teks("kode"): isi for isi, s in satker.items()}
    sudah: set[Path] = set()

    def sesudah_induk(isi: Path) -> Iterator[Path]:
        if isi in sudah:
            return
        sudah.add(isi)
        if induk := menurut_kode.get(satker[isi].teks("induk", "")):
            yield from sesudah_induk(induk)
        yield isi

    for isi in satker:
        yield from sesudah_induk(isi)


def _subfolder(folder: Path) -> list[Path]:
    return sorted(isi for isi in folder.iterdir() if isi.is_dir())
