"""Choices of the plan. The formula enums have the same values as those of `capaian.perhitungan` (a test says so)."""

from django.db import models


class StatusRenstra(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DIGANTIKAN = "digantikan", "Digantikan"


class JenisSasaran(models.TextChoices):
    STRATEGIS = "strategis", "Sasaran strategis"
    PROGRAM = "program", "Sasaran program"
    KEGIATAN = "kegiatan", "Sasaran kegiatan"


class JenisSatuan(models.TextChoices):
    PERSEN = "persen", "Persen"
    NILAI = "nilai", "Nilai/indeks"
    CACAH = "cacah", "Jumlah"
    ORDINAL = "ordinal", "Predikat (berjenjang)"


class Polaritas(models.TextChoices):
    MAKSIMASI = "maksimasi", "Maksimasi (makin tinggi makin baik)"
    MINIMASI = "minimasi", "Minimasi (makin rendah makin baik)"
    STABIL = "stabil", "Stabil (dalam rentang)"


class RumusMinimasi(models.TextChoices):
    A = "a", "A: (2 × target − realisasi) / target × 100"
    B = "b", "B: target / realisasi × 100"


class RumusOrdinal(models.TextChoices):
    SKOR = "skor", "Perbandingan skor"
    TERCAPAI = "tercapai", "Tercapai / tidak tercapai"


class Agregasi(models.TextChoices):
    JUMLAH = "jumlah", "Jumlah"
    NILAI_AKHIR = "nilai_akhir", "Nilai akhir"
    RATA_RATA = "rata_rata", "Rata-rata"
    TERTINGGI = "tertinggi", "Tertinggi"


class Tampilan(models.TextChoices):
    PERSEN = "persen", "Persentase capaian"
    NILAI = "nilai", "Nilai realisasi itu sendiri"


class MutuIndikator(models.TextChoices):
    """What the quality check looks at (`renstra.aturan`)."""

    CARA = "cara", "Cara pengukuran"
    SATUAN = "satuan", "Satuan dan bunyi indikator"
    TARGET = "target", "Target yang melemah"
    SERATUS = "seratus", "Target lebih dari 100 %"
    PELAKSANA = "pelaksana", "Unit pelaksana"
    SUMBER = "sumber", "Sumber data"
    INDUK = "induk", "Target terhadap Renstra induk"


class BentukIku(models.TextChoices):
    """The two shapes in which offices print their Penetapan IKU."""

    TABEL = "tabel", "Tabel saja"
    LENGKAP = "lengkap", "Nama unit, tugas, dan fungsi di atas tabel"
