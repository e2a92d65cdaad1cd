from django.db import models


class StatusLaporan(models.TextChoices):
    DRAF = "draf", "Draf"
    FINAL = "final", "Final"


class KunciNarasi(models.TextChoices):
    """The places of the LKjIP that hold prose, in printing order. The value is the place's address."""

    KATA_PENGANTAR = "kata_pengantar", "Kata Pengantar"
    IKHTISAR = "ikhtisar", "Ikhtisar Eksekutif"
    LATAR_BELAKANG = "bab1.a", "Bab I A. Latar Belakang"
    KEDUDUKAN = "bab1.b", "Bab I B. Kedudukan, Tugas dan Fungsi"
    TUGAS = "bab1.b.tugas", "Tabel 1.1 Tugas"
    WEWENANG = "bab1.b.wewenang", "Tabel 1.1 Wewenang"
    KEWAJIBAN = "bab1.b.kewajiban", "Tabel 1.1 Kewajiban"
    STRUKTUR = "bab1.c", "Bab I C. Struktur Organisasi"
    SISTEMATIKA = "bab1.d", "Bab I D. Sistematika"
    RENSTRA = "bab2.a", "Bab II A. Rencana Strategis"
    RENSTRA_PENUTUP = "bab2.a.akhir", "Bab II A. Pengantar Tabel 2.1"
    PERJANJIAN = "bab2.b", "Bab II B. Perjanjian Kinerja"
    PROGRAM = "bab2.c", "Bab II C. Program, Rencana Kerja dan Anggaran"
    CAPAIAN = "bab3.a", "Bab III A. Capaian Kinerja"
    CAPAIAN_PERNYATAAN = "bab3.a.pernyataan", "Bab III A. Pernyataan capaian"
    CAPAIAN_BANDING = "bab3.a.banding", "Bab III A. Perbandingan antar tahun"
    CAPAIAN_MENENGAH = "bab3.a.menengah", "Bab III A. Perbandingan jangka menengah"
    ANALISIS = "bab3.b", "Bab III B. Analisis Capaian Kinerja"
    ANALISIS_SASARAN = "bab3.b.sasaran", "Bab III B. Analisis per sasaran"
    EFISIENSI_ANGGARAN = "bab3.c", "Bab III C. Analisis Efisiensi Anggaran"
    EFISIENSI_SUMBER_DAYA = "bab3.d", "Bab III D. Analisis Efisiensi Sumber Daya"
    HAMBATAN = "bab3.e.hambatan", "Bab III E. Hambatan"
    UPAYA = "bab3.e.upaya", "Bab III E. Upaya"
    KESIMPULAN = "bab4.a", "Bab IV A. Kesimpulan"
    TINDAK_LANJUT = "bab4.b", "Bab IV B. Rencana Tindak Lanjut"
