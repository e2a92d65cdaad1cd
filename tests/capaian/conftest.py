"""One sasaran with a percentage and a grade to measure, promised by the Sekretaris."""

from __future__ import annotations

from decimal import Decimal

import pytest

from capaian.models import Pengukuran, Realisasi
from organisasi.models import Pengguna, Penugasan, Satker, Unit
from perjanjian.models import PerjanjianKinerja
from renstra.models import Indikator, Renstra
from tests import pabrik


@pytest.fixture
def renstra(satker: Satker) -> Renstra:
    return pabrik.RenstraFactory(satker=satker)


@pytest.fixture
def indikator(renstra: Renstra) -> list[Indikator]:
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", uraian="Meningkatnya akuntabilitas")
    predikat = pabrik.SatuanFactory(predikat=True)
    return [
        pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1", uraian="Laporan tepat waktu"),
        pabrik.IndikatorFactory(sasaran=sasaran, urut=2, kode="1.2", uraian="Nilai AKIP", satuan=predikat),
    ]


@pytest.fixture
def perjanjian(indikator: list[Indikator], sekretaris: Pengguna, pimpinan: Pengguna) -> PerjanjianKinerja:
    """The Sekretaris's PK in force: 80 percent and BB."""
    pertama = Penugasan.objects.get(pejabat=sekretaris.pejabat)
    p = pabrik.PerjanjianFactory(
        berlaku=True,
        unit=pertama.jabatan.unit,
        pihak_pertama=pertama,
        pihak_kedua=Penugasan.objects.get(pejabat=pimpinan.pejabat),
    )
    sasaran = pabrik.SasaranPerjanjianFactory(perjanjian=p, sasaran=indikator[0].sasaran, uraian="Akuntabilitas")
    for urut, (butir, target) in enumerate(zip(indikator, ("80", "BB"), strict=True), start=1):
        pabrik.IndikatorPerjanjianFactory(
            sasaran=sasaran,
            indikator=butir,
            urut=urut,
            uraian=butir.uraian,
            satuan=butir.satuan,
            target=butir.satuan.baca(target),
        )
    return p


@pytest.fixture
def pengukuran(perjanjian: PerjanjianKinerja, indikator: list[Indikator], unit: Unit) -> list[Pengukuran]:
    for i in indikator:
        i.pelaksana.add(unit)  # the unit of the kepala_unit
    pabrik.KategoriCapaianFactory(kode="AA", predikat="Sangat Memuaskan", batas_bawah=Decimal(90))
    pabrik.KategoriCapaianFactory(kode="D", predikat="Sangat Kurang", batas_bawah=Decimal(0))
    return [
        Pengukuran.objects.create(satker=perjanjian.satker, indikator=i, tahun=2024, butir=i.di_perjanjian.get())
        for i in indikator
    ]


@pytest.fixture
def realisasi(pengukuran: list[Pengukuran], perencana: Pengguna) -> Realisasi:
    """TW I of the percentage: 76, below its target; a draft of the perencana that says all it must."""
    pabrik.TindakLanjutFactory(pengukuran=pengukuran[0], triwulan=1)
    return pabrik.RealisasiFactory(
        pengukuran=pengukuran[0], triwulan=1, nilai=Decimal(76), diisi_oleh=perencana, analisis="Data terlambat"
    )
