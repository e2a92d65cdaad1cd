from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils import timezone

from jejak.daftar import RIWAYAT, daftarkan_semua
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

if TYPE_CHECKING:
    from organisasi.models import Satker


class RenstraConfig(AppConfig):
    name = "renstra"
    verbose_name = "Rencana Strategis"

    def ready(self) -> None:
        from .acuan import daftarkan as daftarkan_data_acuan
        from .cetakan import daftarkan_cetakan
        from .kunci_alami import daftarkan_kunci_alami

        _daftarkan_jejak()
        daftarkan_cetakan()
        daftarkan_data_acuan()
        daftarkan_kunci_alami()
        daftarkan_menu(Menu(20, "Renstra", "renstra", "renstra:daftar", tahap))
        daftarkan_tugas("renstra", tugas)
        daftarkan_tahun("renstra", tahun_terbaru)


def _daftarkan_jejak() -> None:
    """Which rows the trail follows, below which plan, and how it names them."""
    daftarkan_semua(
        "renstra",
        akar={"Renstra": "satker", "Satuan": None, "Skala": None},
        bagian={
            **dict.fromkeys(["KataVisi", "Misi", "Tujuan", "Program", "Sasaran", "PenetapanIku"], "renstra"),
            **dict.fromkeys(["AlasanPerubahan", "PohonKinerja", "NarasiRenstra", "KeputusanRenstra"], "renstra"),
            "Kondisi": "pohon__renstra",
            "Kegiatan": "program__renstra",
            "Indikator": "sasaran__renstra",
            **dict.fromkeys(["TargetTahunan", "StandarNasional", "PengecualianMutu"], "indikator__sasaran__renstra"),
            "TingkatSkala": "skala",
        },
        kecuali={
            "RiwayatRenstra": RIWAYAT,
            "ImporRenstra": "Berkas yang menunggu; yang ditulisnya dan impornya sendiri dijejak.",
        },
        sebutan={
            "TargetTahunan": "{tahun} indikator {indikator.kode}",
            "StandarNasional": "{tahun} indikator {indikator.kode}",
            "PengecualianMutu": "indikator {indikator.kode}",
            "PenetapanIku": "{renstra.judul}",
            "PohonKinerja": "{renstra.judul}",
            "KeputusanRenstra": "{renstra.judul}",
        },
        lengkap={
            "Indikator": ["satuan__skala__tingkat"],
            "TargetTahunan": ["indikator__satuan__skala__tingkat"],
            "StandarNasional": ["indikator__satuan__skala__tingkat"],
            "PengecualianMutu": ["indikator"],
            "PenetapanIku": ["renstra"],
            "PohonKinerja": ["renstra"],
            "KeputusanRenstra": ["renstra"],
        },
        satuan={
            "TargetTahunan": {"nilai": "indikator.satuan"},
            "StandarNasional": {"nilai": "indikator.satuan"},
            "Indikator": {"baseline": "satuan"},
        },
    )


def tahap(satker: Satker, tahun: int) -> Tahap:
    """Done when a Renstra is in force for the year, under way while one is being written."""
    from .enums import StatusRenstra
    from .models import Renstra

    status = set(Renstra.objects.filter(satker=satker).for_tahun(tahun).values_list("status", flat=True))
    if StatusRenstra.DITETAPKAN in status:
        return Tahap.SELESAI
    return Tahap.BERJALAN if status else Tahap.BELUM


def tugas(user: Any, satker: Satker, tahun: int) -> list[Tugas]:
    """Renstra that wait for this person: to be mended, to be submitted, or to be fixed."""
    from .enums import StatusRenstra
    from .models import Renstra

    kata = {
        StatusRenstra.DRAF: ("ajukan", "masih draf dan belum diajukan", "Lengkapi Renstra"),
        StatusRenstra.DIKEMBALIKAN: ("ajukan", "dikembalikan untuk diperbaiki", "Perbaiki Renstra"),
        StatusRenstra.DIAJUKAN: ("tetapkan", "menunggu penetapan", "Periksa Renstra"),
    }
    hasil = []
    for renstra in Renstra.objects.visible_to(user).filter(satker=satker, status__in=kata).for_tahun(tahun):
        perlu, keadaan, tindakan = kata[StatusRenstra(renstra.status)]
        if any(t.nama == perlu for t in renstra.tindakan_untuk(user)):
            url = reverse("renstra:detail", kwargs={"kode": satker.kode, "tahun": tahun, "pk": renstra.pk})
            hasil.append(Tugas(f"Renstra {renstra.periode} {keadaan}", url, tindakan))
    return hasil


def tahun_terbaru(satker: Satker) -> int | None:
    """The last year of the newest plan, but not a year that has yet to come."""
    from .models import Renstra

    renstra = Renstra.objects.filter(satker=satker).order_by("-periode_akhir").first()
    if renstra is None:
        return None
    return max(renstra.periode_awal, min(renstra.periode_akhir, timezone.localdate().year))
