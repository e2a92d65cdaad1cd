from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

from jejak.daftar import RIWAYAT, daftarkan_semua
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker


class CapaianConfig(AppConfig):
    name = "capaian"
    verbose_name = "Capaian Kinerja"

    def ready(self) -> None:
        daftarkan_semua(
            "capaian",
            akar={"KategoriCapaian": "satker", "Pengukuran": "satker"},
            bagian={"Realisasi": "pengukuran"},
            kecuali={"RiwayatRealisasi": RIWAYAT},
            sebutan={
                "Pengukuran": "{tahun} indikator {indikator.kode}",
                "Realisasi": "{triwulan} {pengukuran.tahun} indikator {pengukuran.indikator.kode}",
            },
            lengkap={
                "Pengukuran": ["indikator__satuan__skala__tingkat"],
                "Realisasi": ["pengukuran__indikator__satuan__skala__tingkat"],
            },
            satuan={
                "Pengukuran": {"target_lain": "indikator.satuan"},
                "Realisasi": dict.fromkeys(["nilai", "target_triwulan"], "pengukuran.indikator.satuan"),
            },
        )
        from renstra.kunci import daftarkan_kunci_agregasi

        from .acuan import daftarkan as daftarkan_data_acuan

        daftarkan_data_acuan()
        daftarkan_kunci_agregasi(kunci_agregasi)
        daftarkan_menu(Menu(50, "Capaian", "capaian", "capaian:daftar", tahap))
        daftarkan_tugas("capaian", tugas)
        daftarkan_tahun("capaian", tahun_terbaru)


def tahap(satker: Satker, tahun: int) -> Tahap:
    """Begun with the first approved realisasi; done when every TW IV is approved and none is still in process.

    Only what is approved counts: this is shown to the satker above, too, which sees no more than that.
    """
    from django.db.models import Count, Q

    from .enums import KeadaanNilai, StatusRealisasi, Triwulan
    from .models import Pengukuran

    disetujui = Q(realisasi__status=StatusRealisasi.DISETUJUI)
    akhir = disetujui & Q(realisasi__triwulan=Triwulan.IV)
    hitung = (
        Pengukuran.objects.filter(satker=satker)
        .for_tahun(tahun)
        .aggregate(
            semua=Count("pk", distinct=True),
            isian=Count("realisasi", filter=disetujui),
            selesai=Count("realisasi", filter=akhir & ~Q(realisasi__keadaan=KeadaanNilai.PROSES)),
        )
    )
    if not hitung["isian"]:
        return Tahap.BELUM
    return Tahap.SELESAI if hitung["selesai"] == hitung["semua"] else Tahap.BERJALAN


def triwulan_terakhir(tahun: int) -> int:
    """The quarter of the year that ended last; 0 while the first is still running."""
    from django.utils import timezone

    hari = timezone.localdate()
    if tahun != hari.year:
        return 4 if tahun < hari.year else 0
    return (hari.month - 1) // 3


def tugas(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """At most three lines: what is not entered, what is still in process, what waits for this person's approval."""

    triwulan = triwulan_terakhir(tahun)
    boleh_isi = user.has_perm("capaian.isi_realisasi", satker)
    boleh_setujui = user.has_perm("capaian.setujui_realisasi", satker)
    hasil = _tugas_isi(user, satker, tahun, triwulan) if boleh_isi and triwulan else []
    return hasil + (_tugas_setujui(user, satker, tahun) if boleh_setujui else [])


def _tugas_isi(user: Pengguna, satker: Satker, tahun: int, triwulan: int) -> list[Tugas]:
    """Of the rows that this person may fill in: a head of unit those of the unit and below it."""
    from django.db.models import Count, Q
    from django.urls import reverse

    from .enums import KeadaanNilai, StatusRealisasi, Triwulan
    from .models import Pengukuran

    ini = Q(realisasi__triwulan=triwulan)
    hitung = (
        Pengukuran.objects.di_unit(satker, user.jalur_berizin("capaian.isi_realisasi", satker))
        .for_tahun(tahun)
        .aggregate(
            semua=Count("pk", distinct=True),
            ada=Count("realisasi", filter=ini),
            proses=Count("realisasi", filter=ini & Q(realisasi__keadaan=KeadaanNilai.PROSES)),
            kembali=Count("realisasi", filter=ini & Q(realisasi__status=StatusRealisasi.DIKEMBALIKAN)),
        )
    )
    url = reverse("capaian:triwulan", args=[satker.kode, tahun, triwulan])
    nama = Triwulan(triwulan).label
    kalimat = {
        f"{nama}: {hitung['semua'] - hitung['ada']} indikator belum diisi": hitung["semua"] - hitung["ada"],
        f"{nama}: {hitung['kembali']} realisasi dikembalikan untuk diperbaiki": hitung["kembali"],
        f"{nama}: {hitung['proses']} realisasi masih Proses": hitung["proses"],
    }
    tenggat = _tenggat(satker, tahun, triwulan) if any(kalimat.values()) else None
    return [Tugas(teks, url, "Isi realisasi", tenggat) for teks, banyak in kalimat.items() if banyak][:2]


def _tenggat(satker: Satker, tahun: int, triwulan: int) -> date | None:
    from organisasi.enums import JenisTenggat
    from organisasi.models import Tenggat

    return Tenggat.objects.tanggal(JenisTenggat.realisasi(triwulan), satker, tahun)


def _tugas_setujui(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    from django.db.models import Count
    from django.urls import reverse

    from .enums import StatusRealisasi, Triwulan
    from .models import Realisasi

    menunggu = (
        Realisasi.objects.filter(pengukuran__satker=satker, pengukuran__tahun=tahun, status=StatusRealisasi.DIAJUKAN)
        .exclude(diisi_oleh=user.pk)
        .exclude(disunting_oleh=user.pk)
        .exclude(diisi_atas_nama__pejabat=user.pejabat_id or 0)
        .order_by("triwulan")
        .values("triwulan")
        .annotate(banyak=Count("pk"))
    )
    return [
        Tugas(
            f"{Triwulan(m['triwulan']).label}: {m['banyak']} realisasi menunggu persetujuan Anda",
            reverse("capaian:triwulan", args=[satker.kode, tahun, m["triwulan"]]),
            "Periksa realisasi",
            _tenggat(satker, tahun, m["triwulan"]),
        )
        for m in menunggu[:1]
    ]


def tahun_terbaru(satker: Satker) -> int | None:
    from .models import Pengukuran

    return Pengukuran.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()


def kunci_agregasi(indikator: list[int]) -> str:
    """Figures of the quarters were made into a year by it: it stays."""
    from .models import Realisasi

    banyak = Realisasi.objects.filter(pengukuran__indikator__in=indikator).count()
    return f"Terkunci: sudah ada {banyak} realisasi triwulan yang dihitung dengan cara ini." if banyak else ""
