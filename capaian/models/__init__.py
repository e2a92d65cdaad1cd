"""What was reached: the measured indikator of a year, the quarters' realisasi and evidence, and what is due when."""

from .bukti import BuktiDukung, BuktiDukungQuerySet, BuktiRealisasi
from .impor import ImporRealisasi
from .kategori import KategoriCapaian, KategoriCapaianQuerySet
from .pengukuran import Pengukuran, PengukuranQuerySet, TargetTriwulan
from .periode import BukaKunci, BukaKunciQuerySet, PengingatTerkirim
from .realisasi import Realisasi, RealisasiQuerySet, RiwayatRealisasi
from .tindak_lanjut import PantauanTindakLanjut, TindakLanjut, TindakLanjutQuerySet

__all__ = [
    "BukaKunci",
    "BukaKunciQuerySet",
    "BuktiDukung",
    "BuktiDukungQuerySet",
    "BuktiRealisasi",
    "ImporRealisasi",
    "KategoriCapaian",
    "KategoriCapaianQuerySet",
    "PantauanTindakLanjut",
    "PengingatTerkirim",
    "Pengukuran",
    "PengukuranQuerySet",
    "Realisasi",
    "RealisasiQuerySet",
    "RiwayatRealisasi",
    "TargetTriwulan",
    "TindakLanjut",
    "TindakLanjutQuerySet",
]
