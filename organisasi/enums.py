from django.db import models

from sakip.izin import Peran


class JenisSatker(models.TextChoices):
    PUSAT = "pusat", "Pusat"
    PROVINSI = "provinsi", "Provinsi"
    KABUPATEN_KOTA = "kabupaten_kota", "Kabupaten/Kota"

    @property
    def jenjang(self) -> int:
        """0 for the topmost; a satker stands below one of a smaller jenjang."""
        return list(JenisSatker).index(self)


class ZonaWaktu(models.TextChoices):
    WIB = "WIB", "WIB"
    WITA = "WITA", "WITA"
    WIT = "WIT", "WIT"


class JenisMedia(models.TextChoices):
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    THREADS = "threads", "Threads"
    LAIN = "lain", "Lainnya"


class JenisUnit(models.TextChoices):
    PIMPINAN = "pimpinan", "Pimpinan"
    DIVISI = "divisi", "Divisi"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    BAGIAN = "bagian", "Bagian"
    SUB_BAGIAN = "sub_bagian", "Sub bagian"
    KELOMPOK_JF = "kelompok_jf", "Kelompok jabatan fungsional"


class JenisJabatan(models.TextChoices):
    KETUA = "ketua", "Ketua"
    ANGGOTA = "anggota", "Anggota"
    SEKRETARIS = "sekretaris", "Sekretaris"
    KEPALA_BAGIAN = "kepala_bagian", "Kepala bagian"
    KEPALA_SUB_BAGIAN = "kepala_sub_bagian", "Kepala sub bagian"
    FUNGSIONAL = "fungsional", "Pejabat fungsional"
    PELAKSANA = "pelaksana", "Pelaksana"

    @property
    def peran(self) -> Peran:
        """The role that holding such an office gives."""
        return {
            JenisJabatan.KETUA: Peran.PIMPINAN,
            JenisJabatan.ANGGOTA: Peran.PEMBACA,
            JenisJabatan.SEKRETARIS: Peran.SEKRETARIS,
            JenisJabatan.KEPALA_BAGIAN: Peran.KEPALA_UNIT,
            JenisJabatan.KEPALA_SUB_BAGIAN: Peran.KEPALA_UNIT,
            JenisJabatan.FUNGSIONAL: Peran.PEMBACA,
            JenisJabatan.PELAKSANA: Peran.PEMBACA,
        }[self]


class StatusPenugasan(models.TextChoices):
    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Pelaksana tugas"
    PLH = "plh", "Pelaksana harian"
    PJ = "pj", "Penjabat"

    @property
    def awalan(self) -> str:
        """What is printed before the position's name; nothing for a definitive holder."""
        return {"plt": "Plt.", "plh": "Plh.", "pj": "Pj."}.get(self.value, "")


class JenisTenggat(models.TextChoices):
    """What has a deadline in the yearly loop."""

    RKT = "rkt", "Rencana Kinerja Tahunan"
    RENCANA_AKSI = "rencana_aksi", "Rencana aksi"
    PERJANJIAN = "perjanjian", "Penetapan perjanjian kinerja"
    REALISASI_TW_1 = "realisasi_tw_1", "Realisasi triwulan I"
    REALISASI_TW_2 = "realisasi_tw_2", "Realisasi triwulan II"
    REALISASI_TW_3 = "realisasi_tw_3", "Realisasi triwulan III"
    REALISASI_TW_4 = "realisasi_tw_4", "Realisasi triwulan IV"
    REVIU = "reviu", "Reviu LKjIP"
    LKJIP = "lkjip", "LKjIP"

    @classmethod
    def realisasi(cls, triwulan: int) -> "JenisTenggat":
        return cls(f"realisasi_tw_{triwulan}")


class TahunTenggat(models.IntegerChoices):
    """The year of a deadline, counted from the year it is about."""

    SEBELUMNYA = -1, "Tahun sebelumnya"
    BERJALAN = 0, "Tahun yang sama"
    BERIKUTNYA = 1, "Tahun berikutnya"


class StatusImpor(models.TextChoices):
    DIPERIKSA = "diperiksa", "Menunggu diterapkan"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
