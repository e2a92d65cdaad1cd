"""What a paper shares with a letter, as data: the letterhead and the signature of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from organisasi.models import KopSurat, Satker

#: Name of the aset that a letterhead shows.
LOGO = "logo"


@dataclass(frozen=True)
class Kop:
    """The letterhead; parts that the office does not have are empty. `logo`: the name of its aset (`aset_kop`)."""

    instansi: str
    alamat: str = ""
    telepon: str = ""
    email: str = ""
    logo: str = ""


@dataclass(frozen=True)
class TandaTangan:
    """Place, date and signer; `templates/dokumen/_tanda_tangan.html` prints it."""

    tempat: str
    tanggal: date | None
    jabatan: str
    nama: str
    nip: str = ""


def susun_kop(satker: Satker, kop: KopSurat | None) -> Kop:
    """The letterhead of a satker; without a `kop` it bears the name and the logo only."""
    logo = LOGO if satker.logo else ""
    if kop is None:
        return Kop(satker.nama, logo=logo)
    return Kop(satker.nama, kop.alamat, kop.telepon, kop.email, logo)


def aset_kop(satker: Satker) -> dict[str, Path]:
    """The pictures that the letterheads of a satker show, for `Naskah.aset`."""
    return {LOGO: Path(satker.logo.path)} if satker.logo else {}
