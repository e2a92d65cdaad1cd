"""A small chain: Ketua ← Sekretaris ← Kepala Bagian, with a draft of the last one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from anggaran.enums import JenisPos
from anggaran.models import Dipa
from organisasi.models import Pengguna, Penugasan, Satker, Unit
from perjanjian.aksi.services import usulkan as usulkan_aksi
from perjanjian.models import PerjanjianKinerja, RencanaAksi, Rkt
from perjanjian.rkt.services import usulkan as usulkan_rkt
from renstra.models import Renstra
from tests import pabrik


@pytest.fixture
def jabatan_ketua(pimpinan: Pengguna) -> Penugasan:
    return Penugasan.objects.get(pejabat=pimpinan.pejabat)


@pytest.fixture
def jabatan_sekretaris(sekretaris: Pengguna, jabatan_ketua: Penugasan) -> Penugasan:
    return _di_bawah(sekretaris, jabatan_ketua)


@pytest.fixture
def jabatan_kabag(kepala_unit: Pengguna, jabatan_sekretaris: Penugasan) -> Penugasan:
    return _di_bawah(kepala_unit, jabatan_sekretaris)


def _di_bawah(orang: Pengguna, atasan: Penugasan) -> Penugasan:
    penugasan = Penugasan.objects.select_related("jabatan").get(pejabat=orang.pejabat)
    penugasan.jabatan.atasan = atasan.jabatan
    penugasan.jabatan.save()
    return penugasan


@pytest.fixture
def perjanjian(jabatan_kabag: Penugasan, jabatan_sekretaris: Penugasan) -> PerjanjianKinerja:
    """A draft with one sasaran, two indikator (one ordinal) and one budget row."""
    p = pabrik.PerjanjianFactory(
        unit=jabatan_kabag.jabatan.unit, pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris
    )
    sasaran = pabrik.SasaranPerjanjianFactory(perjanjian=p, urut=1, uraian="Meningkatnya akuntabilitas")
    pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, urut=1, uraian="Laporan tepat waktu")
    predikat = pabrik.SatuanFactory(predikat=True)
    pabrik.IndikatorPerjanjianFactory(
        sasaran=sasaran, urut=2, uraian="Nilai AKIP", satuan=predikat, target=predikat.baca("BB")
    )
    pabrik.AnggaranPerjanjianFactory(
        perjanjian=p, urut=1, kode="076.01.WA", uraian="Dukungan Manajemen", nilai=Decimal(9_203_578_000)
    )
    return p


@pytest.fixture
def berlaku(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    """The same, in force since 2 January 2024."""
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="berlaku", tanggal="2024-01-02")
    perjanjian.refresh_from_db()
    return perjanjian


@pytest.fixture
def dipa(satker: Satker) -> Dipa:
    """In force: one programme, two activities with a KRO and an RO each."""
    d = pabrik.DipaFactory(satker=satker)
    isi_dipa(d, {"3355": 4_000_000, "6709": 600_000})
    return d


def isi_dipa(d: Dipa, kegiatan: dict[str, int]) -> None:
    urut = iter(range(1, 100))
    program = pabrik.PosFactory(dipa=d, kode="076.01.WA", urut=next(urut), uraian="Dukungan Manajemen", pagu=None)
    for kode, pagu in kegiatan.items():
        induk = program
        for jenis, akhir in ((JenisPos.KEGIATAN, ""), (JenisPos.KRO, ".EBA"), (JenisPos.RO, ".EBA.994")):
            nilai = Decimal(pagu) if jenis == JenisPos.RO else None
            nama = {"kode": f"{kode}{akhir}", "uraian": f"Pos {kode}{akhir}", "urut": next(urut)}
            induk = pabrik.PosFactory(dipa=d, induk=induk, jenis=jenis, pagu=nilai, **nama)


@pytest.fixture
def renstra(satker: Satker) -> Renstra:
    """In force, with two sasaran strategis of one indikator each; the second has no target in 2024."""
    r = pabrik.RenstraFactory(satker=satker)
    for urut, tahun in ((1, 2024), (2, 2023)):
        sasaran = pabrik.SasaranFactory(renstra=r, urut=urut, uraian=f"Sasaran {urut}")
        indikator = pabrik.IndikatorFactory(sasaran=sasaran, urut=1, uraian=f"Indikator {urut}")
        pabrik.TargetTahunanFactory(indikator=indikator, tahun=tahun, nilai=Decimal(90))
    return r


@pytest.fixture
def rkt(renstra: Renstra, dipa: Dipa, satker: Satker, perencana: Pengguna, jabatan_sekretaris: Penugasan) -> Rkt:
    """A draft as it is proposed."""
    return usulkan_rkt(satker=satker, tahun=2024, oleh=perencana)


@pytest.fixture
def aksi(dipa: Dipa, satker: Satker, perencana: Pengguna, jabatan_sekretaris: Penugasan, unit: Unit) -> RencanaAksi:
    """A draft as it is proposed; the unit answers for activity 3355 and what is below it."""
    r = usulkan_aksi(satker=satker, tahun=2024, oleh=perencana)
    r.baris.get(pos__kode="3355").penanggung_jawab.add(unit)
    return r
