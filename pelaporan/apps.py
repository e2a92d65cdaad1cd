from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

from sakip.bingkai import Menu, Tahap, daftarkan_menu, daftarkan_tahun

if TYPE_CHECKING:
    from dokumen.jenis import Naskah
    from organisasi.models import Satker


def _tahap(satker: Satker, tahun: int) -> Tahap:
    """Done with a final report, under way once one is begun."""
    from .enums import StatusLaporan
    from .models import Laporan

    status = Laporan.objects.filter(satker=satker).for_tahun(tahun).values_list("status", flat=True).first()
    if status is None:
        return Tahap.BELUM
    return Tahap.SELESAI if status == StatusLaporan.FINAL else Tahap.BERJALAN


def _susun_lkjip(satker: Satker, tahun: int) -> Naskah:
    from .susunan import susun_lkjip

    return susun_lkjip(satker, tahun)


def _tahun_terbaru(satker: Satker) -> int | None:
    from .models import Laporan

    return Laporan.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()


class PelaporanConfig(AppConfig):
    name = "pelaporan"
    verbose_name = "Pelaporan"

    def ready(self) -> None:
        from dokumen.jenis import JenisDokumen, daftarkan

        daftarkan(JenisDokumen("lkjip", "LKjIP", _susun_lkjip))
        daftarkan_menu(Menu(10, "Beranda", "beranda", "pelaporan:beranda"))
        daftarkan_menu(Menu(70, "LKjIP", "lkjip", "pelaporan:lkjip", _tahap))
        daftarkan_tahun("pelaporan", _tahun_terbaru)
