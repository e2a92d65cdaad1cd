from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import AppConfig

from jejak.daftar import daftarkan_semua
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

if TYPE_CHECKING:
    from dokumen.jenis import Naskah
    from organisasi.models import Pengguna, Satker


def _tahap(satker: Satker, tahun: int) -> Tahap:
    """Done with a final report; under way once the year is over and holds approved figures to report.

    Whether a draft exists does not count: a parent satker sees the stage too, and reads final reports only.
    """
    from django.db.models import Exists
    from django.utils import timezone

    from capaian.enums import StatusRealisasi
    from capaian.models import Realisasi
    from organisasi.models import Satker

    from .enums import StatusLaporan
    from .models import Laporan

    final = Laporan.objects.filter(satker=satker, status=StatusLaporan.FINAL).for_tahun(tahun)
    disetujui = Realisasi.objects.filter(
        pengukuran__satker=satker, pengukuran__tahun=tahun, status=StatusRealisasi.DISETUJUI
    )
    ada = Satker.objects.filter(pk=satker.pk).values_list(Exists(final), Exists(disetujui))
    selesai, terisi = ada.get()
    if selesai:
        return Tahap.SELESAI
    return Tahap.BERJALAN if terisi and tahun < timezone.localdate().year else Tahap.BELUM


def _tugas(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """The LKjIP of a year that is over, until it is final or its PDF is out; for those who write it."""
    from django.db.models import Exists
    from django.urls import reverse
    from django.utils import timezone

    from capaian.enums import StatusRealisasi
    from capaian.models import Realisasi
    from dokumen.models import DokumenTerbit
    from organisasi.enums import JenisTenggat
    from organisasi.models import Satker, Tenggat

    from .enums import StatusLaporan
    from .models import Laporan

    if tahun >= timezone.localdate().year or not user.has_perm("pelaporan.ubah_laporan", satker):
        return []
    disetujui = Realisasi.objects.filter(
        pengukuran__satker=satker, pengukuran__tahun=tahun, status=StatusRealisasi.DISETUJUI
    )
    final = Laporan.objects.filter(satker=satker, status=StatusLaporan.FINAL).for_tahun(tahun)
    terbit = DokumenTerbit.objects.filter(satker=satker, tahun=tahun, jenis="lkjip")
    menunggu = Satker.objects.filter(Exists(disetujui), ~Exists(final), ~Exists(terbit), pk=satker.pk)
    if not menunggu.exists():
        return []
    url = reverse("pelaporan:lkjip", args=[satker.kode, tahun])
    tenggat = Tenggat.objects.tanggal(JenisTenggat.LKJIP, satker, tahun)
    return [Tugas(f"LKjIP {tahun} belum dibuat", url, "Susun LKjIP", tenggat)]


def _laporan_final() -> Iterable[tuple[str, int]]:
    """Whose and of which year: what they print of the scales stays."""
    from .enums import StatusLaporan
    from .models import Laporan

    return Laporan.objects.filter(status=StatusLaporan.FINAL).values_list("satker__jalur", "tahun")


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
        from capaian.skala import daftarkan_laporan_final
        from dokumen.jenis import JenisDokumen, daftarkan

        daftarkan(JenisDokumen("lkjip", "LKjIP", _susun_lkjip))
        daftarkan_semua(
            "pelaporan",
            akar={"Laporan": "satker"},
            bagian=dict.fromkeys(["Narasi", "TabelPendukung", "Foto"], "laporan"),
            sebutan={"Laporan": "{tahun}", "Narasi": "{kunci} {laporan.tahun}"},
            lengkap={"Laporan": ["satker"]},
        )
        daftarkan_laporan_final(_laporan_final)
        daftarkan_menu(Menu(10, "Beranda", "beranda", "pelaporan:beranda"))
        daftarkan_menu(Menu(70, "LKjIP", "lkjip", "pelaporan:lkjip", _tahap))
        daftarkan_tugas("pelaporan", _tugas)
        daftarkan_tahun("pelaporan", _tahun_terbaru)
