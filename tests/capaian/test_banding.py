"""One indikator beside the Renstra's last year, the national standard, and its own years."""

from decimal import Decimal as D

from capaian.banding import banding_pengukuran
from capaian.models import Pengukuran
from capaian.rincian import rincian_pengukuran
from renstra.models import StandarNasional
from tests import pabrik


def banding(pengukuran, user):
    lengkap = Pengukuran.objects.lengkap().get(pk=pengukuran.pk)
    return banding_pengukuran(rincian_pengukuran(lengkap, user=user))


def test_the_last_year_of_the_renstra_and_the_national_standard_are_yardsticks(pengukuran, realisasi, pembaca):
    indikator = pengukuran[0].indikator
    akhir = indikator.sasaran.renstra.periode_akhir
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=akhir, nilai=95)
    StandarNasional.objects.create(indikator=indikator, tahun=2024, nilai=50)
    menengah, standar = banding(pengukuran[0], pembaca).tolok
    assert (menengah.hasil.nilai, standar.hasil.nilai) == (80, 152)
    assert menengah.nama == f"Target Renstra tahun {akhir} (jangka menengah)"


def test_without_other_targets_there_is_no_yardstick_and_one_figure_is_no_chart(pengukuran, realisasi, pembaca):
    isi = banding(pengukuran[0], pembaca)
    assert (isi.tolok, isi.grafik_tahun, isi.grafik_triwulan) == ((), None, None)


def test_two_quarters_make_a_chart_and_the_year_names_its_change(pengukuran, realisasi, pembaca, indikator):
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=2, nilai=D(80))
    lalu = pabrik.PengukuranFactory(indikator=indikator[0], tahun=2023)
    pabrik.RealisasiFactory(pengukuran=lalu, nilai=90)
    isi = banding(pengukuran[0], pembaca)
    assert isi.grafik_triwulan.deret[0].teks == ("95,00", "100,00", "–", "–")
    assert [p.keterangan for p in isi.perubahan] == ["Tahun pertama, belum ada pembanding", "Naik 10 dari 2023"]
