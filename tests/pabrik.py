"""Factories: the smallest true row of each model. Traits and Sub-factories keep the tests short."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import factory
from factory.django import DjangoModelFactory

from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import (
    AlokasiAnggaran,
    Dipa,
    Pos,
    PosisiRealisasi,
    RealisasiAnggaran,
    RencanaPenarikan,
    SumberDana,
)
from capaian.enums import KeadaanNilai
from capaian.models import (
    BuktiDukung,
    BuktiRealisasi,
    KategoriCapaian,
    Pengukuran,
    Realisasi,
    TargetTriwulan,
    TindakLanjut,
)
from organisasi.enums import JenisJabatan, JenisSatker, JenisTenggat, JenisUnit, StatusPenugasan
from organisasi.models import Jabatan, KopSurat, Pejabat, Pengguna, Penugasan, Satker, Tenggat, Unit
from pelaporan.models import Laporan
from perjanjian.enums import StatusPerjanjian
from perjanjian.models import (
    AnggaranPerjanjian,
    BarisAksi,
    IndikatorPerjanjian,
    IndikatorRkt,
    KegiatanRkt,
    PerjanjianKinerja,
    RencanaAksi,
    Rkt,
    SasaranPerjanjian,
    SasaranRkt,
)
from renstra.enums import JenisSatuan, StatusRenstra
from renstra.models import (
    Indikator,
    Kegiatan,
    KeputusanRenstra,
    Kondisi,
    Misi,
    PohonKinerja,
    Program,
    Renstra,
    Sasaran,
    Satuan,
    Skala,
    TargetTahunan,
    TingkatSkala,
    Tujuan,
)
from renstra.pohon.enums import JenjangKondisi
from sakip.izin import Peran

SANDI = "rahasia-uji-coba"


class SatkerFactory(DjangoModelFactory):
    class Meta:
        model = Satker
        django_get_or_create = ("kode",)

    kode = factory.Sequence(lambda n: f"9{n:05d}")
    nama = factory.LazyAttribute(lambda o: f"KANTOR UJI {o.kode}")
    nama_singkat = factory.LazyAttribute(lambda o: f"Kantor Uji {o.kode}")
    jenis = JenisSatker.PROVINSI
    tempat = "Bengkulu"


class KopSuratFactory(DjangoModelFactory):
    class Meta:
        model = KopSurat

    satker = factory.SubFactory(SatkerFactory)
    kode = factory.Sequence(lambda n: f"K{n}")
    alamat = "Jalan Contoh No. 1"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    satker = factory.SubFactory(SatkerFactory)
    jenis = JenisUnit.BAGIAN
    nama = factory.Sequence(lambda n: f"Bagian Uji {n}")
    urut = factory.Sequence(lambda n: n % 900 + 50)  # below: the numbers that tests choose themselves


class JabatanFactory(DjangoModelFactory):
    class Meta:
        model = Jabatan

    unit = factory.SubFactory(UnitFactory)
    jenis = JenisJabatan.KEPALA_BAGIAN
    nama = factory.Sequence(lambda n: f"Kepala Bagian Uji {n}")


class PejabatFactory(DjangoModelFactory):
    class Meta:
        model = Pejabat

    nama = factory.Sequence(lambda n: f"Pejabat Uji {n}")


class PenugasanFactory(DjangoModelFactory):
    class Meta:
        model = Penugasan

    pejabat = factory.SubFactory(PejabatFactory)
    jabatan = factory.SubFactory(JabatanFactory)
    status = StatusPenugasan.DEFINITIF


class PenggunaFactory(DjangoModelFactory):
    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"pengguna{n}")
    satker = factory.SubFactory(SatkerFactory)
    peran = Peran.PERENCANA
    password = factory.django.Password(SANDI)


class TenggatFactory(DjangoModelFactory):
    """For all satker, 28 February of the year after."""

    class Meta:
        model = Tenggat

    jenis = JenisTenggat.LKJIP
    bulan = 2
    hari = 28
    tahun_geser = 1
    dasar = "PermenPANRB 53/2014"


class SkalaFactory(DjangoModelFactory):
    class Meta:
        model = Skala
        django_get_or_create = ("kode",)
        skip_postgeneration_save = True

    kode = "akip"
    nama = "Predikat AKIP"

    @factory.post_generation
    def tingkat(self: Skala, create: bool, extracted: str | None, **kwargs: object) -> None:
        for skor, label in enumerate(reversed((extracted or "AA A BB B CC C D").split()), start=1):
            TingkatSkala.objects.get_or_create(skala=self, label=label, defaults={"skor": Decimal(skor)})


class SatuanFactory(DjangoModelFactory):
    class Meta:
        model = Satuan
        django_get_or_create = ("kode",)

    class Params:
        nilai = factory.Trait(kode="nilai", nama="Nilai", jenis=JenisSatuan.NILAI)
        laporan = factory.Trait(kode="laporan", nama="Laporan", jenis=JenisSatuan.CACAH)
        predikat = factory.Trait(
            kode="predikat-akip",
            nama="Predikat",
            jenis=JenisSatuan.ORDINAL,
            skala=factory.SubFactory(SkalaFactory),
        )

    kode = "persen"
    nama = "Persen"
    jenis = JenisSatuan.PERSEN


class RenstraFactory(DjangoModelFactory):
    class Meta:
        model = Renstra

    satker = factory.SubFactory(SatkerFactory)
    judul = "Renstra 2020–2024"
    periode_awal = 2020
    periode_akhir = 2024
    visi = "Menjadi kantor yang mandiri"
    nomor_keputusan = "1 Tahun 2020"
    status = StatusRenstra.DITETAPKAN


class KeputusanRenstraFactory(DjangoModelFactory):
    class Meta:
        model = KeputusanRenstra

    renstra = factory.SubFactory(RenstraFactory)
    penetap = "Kantor Contoh"
    tentang = "Rencana Strategis Kantor Contoh Tahun 2020-2024"
    menimbang = "bahwa perlu disusun rencana strategis;"
    diktum = "Menetapkan rencana strategis.\nRencana ini meliputi:\n- visi; dan\n- misi."
    tempat = "Kota Contoh"


class MisiFactory(DjangoModelFactory):
    class Meta:
        model = Misi

    renstra = factory.SubFactory(RenstraFactory)
    urut = factory.Sequence(lambda n: n + 1)
    teks = "Meningkatkan mutu"


class TujuanFactory(DjangoModelFactory):
    class Meta:
        model = Tujuan

    renstra = factory.SubFactory(RenstraFactory)
    urut = factory.Sequence(lambda n: n + 1)
    teks = "Mewujudkan kantor yang berintegritas"


class SasaranFactory(DjangoModelFactory):
    class Meta:
        model = Sasaran

    renstra = factory.SubFactory(RenstraFactory)
    urut = factory.Sequence(lambda n: n + 1)
    kode = factory.LazyAttribute(lambda o: str(o.urut))
    uraian = factory.Sequence(lambda n: f"Meningkatnya mutu layanan {n}")


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program

    renstra = factory.SubFactory(RenstraFactory)
    urut = factory.Sequence(lambda n: n + 1)
    kode = "076.01.WA"
    nama = "Program Dukungan Manajemen"


class KegiatanFactory(DjangoModelFactory):
    class Meta:
        model = Kegiatan

    program = factory.SubFactory(ProgramFactory)
    urut = factory.Sequence(lambda n: n + 1)
    kode = "3355"
    nama = "Pengelolaan Keuangan"


class IndikatorFactory(DjangoModelFactory):
    class Meta:
        model = Indikator

    sasaran = factory.SubFactory(SasaranFactory)
    urut = factory.Sequence(lambda n: n + 1)
    kode = factory.LazyAttribute(lambda o: f"{o.sasaran.kode}.{o.urut}")
    uraian = factory.Sequence(lambda n: f"Persentase layanan tepat waktu {n}")
    satuan = factory.SubFactory(SatuanFactory)


class PohonFactory(DjangoModelFactory):
    class Meta:
        model = PohonKinerja
        django_get_or_create = ("renstra",)

    renstra = factory.SubFactory(RenstraFactory)


class KondisiFactory(DjangoModelFactory):
    """At the top of the tree of `pohon__renstra`, or below `induk` in its tree."""

    class Meta:
        model = Kondisi

    pohon = factory.Maybe(
        "induk", yes_declaration=factory.SelfAttribute("induk.pohon"), no_declaration=factory.SubFactory(PohonFactory)
    )
    induk = None
    urut = factory.Sequence(lambda n: n + 1)
    jenjang = JenjangKondisi.AKHIR
    uraian = factory.Sequence(lambda n: f"Pemilu dipercaya {n}")


class TargetTahunanFactory(DjangoModelFactory):
    class Meta:
        model = TargetTahunan

    indikator = factory.SubFactory(IndikatorFactory)
    tahun = 2024
    nilai = Decimal(100)


class SumberDanaFactory(DjangoModelFactory):
    class Meta:
        model = SumberDana
        django_get_or_create = ("kode",)

    kode = "apbn"
    nama = "APBN"


class DipaFactory(DjangoModelFactory):
    class Meta:
        model = Dipa

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
    status = StatusDipa.BERLAKU


class PosFactory(DjangoModelFactory):
    """A programme; `induk=…` with another jenis for a node below."""

    class Meta:
        model = Pos

    dipa = factory.SubFactory(DipaFactory)
    jenis = JenisPos.PROGRAM
    kode = factory.Sequence(lambda n: f"076.01.{n:03d}")
    uraian = factory.Sequence(lambda n: f"Program Uji {n}")
    urut = factory.Sequence(lambda n: n + 1)
    sumber_dana = factory.SubFactory(SumberDanaFactory)


class PosisiRealisasiFactory(DjangoModelFactory):
    class Meta:
        model = PosisiRealisasi

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
    nama = factory.Sequence(lambda n: f"Posisi {n}")
    per_tanggal = date(2024, 12, 31)
    utama = True


class RealisasiAnggaranFactory(DjangoModelFactory):
    class Meta:
        model = RealisasiAnggaran

    posisi = factory.SubFactory(PosisiRealisasiFactory)
    kode = "076.01.WA"
    nilai = Decimal(1_000_000)


class RencanaPenarikanFactory(DjangoModelFactory):
    class Meta:
        model = RencanaPenarikan

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
    kode = "076.01.WA"
    bulan = 1
    nilai = Decimal(1_000_000)


class AlokasiAnggaranFactory(DjangoModelFactory):
    """A whole code for one sasaran of the satker."""

    class Meta:
        model = AlokasiAnggaran

    sasaran = factory.SubFactory(SasaranFactory)
    satker = factory.LazyAttribute(lambda o: o.sasaran.renstra.satker)
    tahun = 2024
    kode = "076.01.WA"


class PerjanjianFactory(DjangoModelFactory):
    """A draft between two office holders of the same satker."""

    class Meta:
        model = PerjanjianKinerja

    class Params:
        berlaku = factory.Trait(status=StatusPerjanjian.BERLAKU, tanggal=date(2024, 1, 2))

    unit = factory.SubFactory(UnitFactory)
    satker = factory.LazyAttribute(lambda o: o.unit.satker)
    tahun = 2024
    judul = "PERJANJIAN KINERJA TAHUN 2024"
    pihak_pertama = factory.LazyAttribute(lambda o: PenugasanFactory(jabatan__unit=o.unit))
    pihak_kedua = factory.LazyAttribute(
        lambda o: PenugasanFactory(jabatan__unit=o.unit, jabatan__jenis=JenisJabatan.SEKRETARIS)
    )
    tempat = "Bengkulu"


class SasaranPerjanjianFactory(DjangoModelFactory):
    class Meta:
        model = SasaranPerjanjian

    perjanjian = factory.SubFactory(PerjanjianFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Meningkatnya mutu layanan"


class IndikatorPerjanjianFactory(DjangoModelFactory):
    class Meta:
        model = IndikatorPerjanjian

    sasaran = factory.SubFactory(SasaranPerjanjianFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Persentase layanan tepat waktu"
    satuan = factory.SubFactory(SatuanFactory)
    target = Decimal(100)


class AnggaranPerjanjianFactory(DjangoModelFactory):
    class Meta:
        model = AnggaranPerjanjian

    perjanjian = factory.SubFactory(PerjanjianFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Program Dukungan Manajemen"
    nilai = Decimal(9_203_578_000)


class _RencanaFactory(DjangoModelFactory):
    """A draft on a DIPA of its own satker and year."""

    class Meta:
        abstract = True

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
    tempat = "Bengkulu"
    dipa = factory.LazyAttribute(
        lambda o: (
            Dipa.objects.filter(satker=o.satker, tahun=o.tahun).first() or DipaFactory(satker=o.satker, tahun=o.tahun)
        )
    )


class RktFactory(_RencanaFactory):
    class Meta:
        model = Rkt


class SasaranRktFactory(DjangoModelFactory):
    class Meta:
        model = SasaranRkt

    rkt = factory.SubFactory(RktFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Meningkatnya akuntabilitas"


class IndikatorRktFactory(DjangoModelFactory):
    class Meta:
        model = IndikatorRkt

    sasaran = factory.SubFactory(SasaranRktFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Persentase laporan tepat waktu"
    satuan = factory.SubFactory(SatuanFactory)
    target = Decimal(100)


class KegiatanRktFactory(DjangoModelFactory):
    class Meta:
        model = KegiatanRkt

    sasaran = factory.SubFactory(SasaranRktFactory)


class RencanaAksiFactory(_RencanaFactory):
    class Meta:
        model = RencanaAksi


class BarisAksiFactory(DjangoModelFactory):
    class Meta:
        model = BarisAksi

    rencana = factory.SubFactory(RencanaAksiFactory)
    urut = factory.Sequence(lambda n: n + 1)
    uraian = "Rapat koordinasi"


class KategoriCapaianFactory(DjangoModelFactory):
    class Meta:
        model = KategoriCapaian

    berlaku_mulai = 2020
    kode = "AA"
    predikat = "Sangat Memuaskan"
    batas_bawah = Decimal(90)
    rentang = ">90 s.d 100"
    urut = factory.Sequence(lambda n: n + 1)


class PengukuranFactory(DjangoModelFactory):
    class Meta:
        model = Pengukuran

    indikator = factory.SubFactory(IndikatorFactory)
    satker = factory.LazyAttribute(lambda o: o.indikator.sasaran.renstra.satker)
    tahun = 2024
    target_lain = Decimal(100)
    sumber_target_lain = "Tabel 3.2"


class RealisasiFactory(DjangoModelFactory):
    class Meta:
        model = Realisasi

    pengukuran = factory.SubFactory(PengukuranFactory)
    triwulan = 4
    keadaan = KeadaanNilai.TERISI
    nilai = Decimal(90)


class TargetTriwulanFactory(DjangoModelFactory):
    class Meta:
        model = TargetTriwulan

    pengukuran = factory.SubFactory(PengukuranFactory)
    triwulan = 4
    nilai = Decimal(100)


class BuktiDukungFactory(DjangoModelFactory):
    """A link; `teks=True`: a text file, `foto=True`: a small JPEG."""

    class Meta:
        model = BuktiDukung

    class Params:
        berkas_apa_pun = factory.Trait(
            jenis="berkas",
            tautan="",
            berkas=factory.django.FileField(from_func=lambda: BytesIO(b"isi"), filename="x"),
            sha256=factory.Sequence(lambda n: f"{n:064x}"),
            ukuran=3,
        )
        teks = factory.Trait(
            berkas_apa_pun=True,
            jenis_isi="text/plain",
            nama_berkas="catatan.txt",
        )
        foto = factory.Trait(
            berkas_apa_pun=True,
            jenis="foto",
            jenis_isi="image/jpeg",
            nama_berkas="rapat.jpg",
            berkas=factory.django.ImageField(width=40, height=30, format="JPEG"),
        )

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
    jenis = "tautan"
    judul = factory.Sequence(lambda n: f"Berita acara {n + 1}")
    tautan = "https://contoh.go.id/berita-acara"


class BuktiRealisasiFactory(DjangoModelFactory):
    class Meta:
        model = BuktiRealisasi

    realisasi = factory.SubFactory(RealisasiFactory)
    bukti = factory.SubFactory(BuktiDukungFactory, satker=factory.SelfAttribute("..realisasi.pengukuran.satker"))


class TindakLanjutFactory(DjangoModelFactory):
    class Meta:
        model = TindakLanjut

    pengukuran = factory.SubFactory(PengukuranFactory)
    triwulan = 4
    uraian = "Rapat percepatan setiap bulan"
    penanggung_jawab = factory.SubFactory(JabatanFactory, unit__satker=factory.SelfAttribute("...pengukuran.satker"))
    tenggat = date(2025, 1, 31)


class LaporanFactory(DjangoModelFactory):
    class Meta:
        model = Laporan

    satker = factory.SubFactory(SatkerFactory)
    tahun = 2024
