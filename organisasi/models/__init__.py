"""Offices, units, positions, people and who holds which position when. `visible_to` starts here."""

from .impor import ImporOrganisasi, Unggahan, UnggahanQuerySet
from .pejabat import Pejabat, PejabatQuerySet, Penugasan, PenugasanQuerySet
from .pengguna import Pelimpahan, PelimpahanQuerySet, Pengguna, PenggunaQuerySet, Wewenang
from .satker import KopSurat, KopSuratQuerySet, MediaSosial, Satker, SatkerQuerySet
from .tenggat import Tenggat, TenggatQuerySet
from .unit import Jabatan, JabatanQuerySet, Unit, UnitQuerySet

__all__ = [
    "ImporOrganisasi",
    "Jabatan",
    "JabatanQuerySet",
    "KopSurat",
    "KopSuratQuerySet",
    "MediaSosial",
    "Pejabat",
    "PejabatQuerySet",
    "Pelimpahan",
    "PelimpahanQuerySet",
    "Pengguna",
    "PenggunaQuerySet",
    "Penugasan",
    "PenugasanQuerySet",
    "Satker",
    "SatkerQuerySet",
    "Tenggat",
    "TenggatQuerySet",
    "Unggahan",
    "UnggahanQuerySet",
    "Unit",
    "UnitQuerySet",
    "Wewenang",
]
