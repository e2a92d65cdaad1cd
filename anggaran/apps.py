from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils import timezone

from jejak.daftar import RIWAYAT, daftarkan_semua
from sakip.angka import format_tanggal
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

from . import izin

#: Days after which the newest cut-off of the running year is called old.
HARI_BASI = 40

if TYPE_CHECKING:
    from organisasi.models import Satker


class AnggaranConfig(AppConfig):
    name = "anggaran"
    verbose_name = "Anggaran"

    def ready(self) -> None:
        daftarkan_semua(
            "anggaran",
            akar={
                "Dipa": "satker",
                "PosisiRealisasi": "satker",
                "SumberDana": None,
                "RencanaPenarikan": "satker",
                "AlokasiAnggaran": "satker",
                "KomponenTercetak": "satker",
                "PilihanEfisiensi": "satker",
                "PemetaanKolom": "satker",
            },
            bagian={"Pos": "dipa", "RealisasiAnggaran": "posisi"},
            kecuali={
                "RiwayatDipa": RIWAYAT,
                "ImporAnggaran": "Berkas yang menunggu; yang ditulisnya dan impornya sendiri dijejak.",
            },
            sebutan={
                "RealisasiAnggaran": "{kode} pada {posisi.nama}",
                "RencanaPenarikan": "{kode} bulan {bulan} tahun {tahun}",
                "AlokasiAnggaran": "{kode} tahun {tahun}",
                "KomponenTercetak": "{kode} tahun {tahun}",
            },
        )
        from renstra.pohon.pagu import daftarkan_pagu

        from .acuan import daftarkan as daftarkan_data_acuan
        from .pagu_pohon import berpagu

        daftarkan_data_acuan()
        daftarkan_pagu(berpagu)
        daftarkan_menu(Menu(60, "Anggaran", "anggaran", "anggaran:daftar", tahap))
        daftarkan_tugas("anggaran", tugas)
        daftarkan_tahun("anggaran", tahun_terbaru)


def tahap(satker: Satker, tahun: int) -> Tahap:
    """Done when the year is over and spending stands at the main cut-off; under way once a DIPA is in force.

    A draft does not count: a parent satker sees the stage too.
    """
    from django.db.models import Exists

    from .enums import StatusDipa
    from .models import Dipa, RealisasiAnggaran

    tercatat = RealisasiAnggaran.objects.filter(posisi__satker=satker, posisi__tahun=tahun, posisi__utama=True)
    terbit = Dipa.objects.filter(satker=satker).for_tahun(tahun).exclude(status=StatusDipa.DRAF)
    dipa = terbit.annotate(tercatat=Exists(tercatat)).first()
    if dipa is None:
        return Tahap.BELUM
    usai = tahun < timezone.localdate().year
    return Tahap.SELESAI if usai and dipa.tercatat else Tahap.BERJALAN


def tugas(user: Any, satker: Satker, tahun: int) -> list[Tugas]:
    """Drafts of the DIPA that wait for this person, to be filled in or (with a pagu in them) to be put in force; and
    spending that was not recorded for a while.
    """
    from django.db.models import Exists, OuterRef

    from .enums import StatusDipa
    from .models import Dipa, Pos

    hasil = []
    draf = Dipa.objects.visible_to(user).filter(satker=satker, status=StatusDipa.DRAF).for_tahun(tahun)
    for dipa in draf.annotate(berpagu=Exists(Pos.objects.filter(dipa=OuterRef("pk"), pagu__isnull=False))):
        nama = "dipa" if dipa.berpagu else "susun"
        url = reverse(f"anggaran:{nama}", kwargs={"kode": satker.kode, "tahun": tahun, "pk": dipa.pk})
        if dipa.berpagu and user.has_perm(izin.BERLAKUKAN, dipa):
            hasil.append(Tugas(f"{dipa} menunggu diberlakukan", url, "Periksa DIPA"))
        elif user.has_perm(izin.UBAH, dipa):
            hasil.append(Tugas(f"{dipa} masih draf", url, "Lengkapi pagu" if dipa.berpagu else "Susun pos"))
    return hasil + _tugas_realisasi(user, satker, tahun)


def _tugas_realisasi(user: Any, satker: Satker, tahun: int) -> list[Tugas]:
    """Asks one query, and only in the year that runs of somebody who may enter spending."""
    hari_ini = timezone.localdate()
    if tahun != hari_ini.year or not user.has_perm(izin.ISI, satker):
        return []
    from django.db.models import Max

    from .models import PosisiRealisasi

    posisi = PosisiRealisasi.objects.filter(satker=satker).for_tahun(tahun)
    per_tanggal = posisi.aggregate(terakhir=Max("per_tanggal"))["terakhir"]
    if per_tanggal is None or (hari_ini - per_tanggal).days <= HARI_BASI:
        return []
    url = reverse("anggaran:posisi-baru", kwargs={"kode": satker.kode, "tahun": tahun})
    teks = f"Realisasi anggaran terakhir per {format_tanggal(per_tanggal)}, lebih dari {HARI_BASI} hari lalu"
    return [Tugas(teks, url, "Buat posisi baru")]


def tahun_terbaru(satker: Satker) -> int | None:
    """The newest year with a DIPA."""
    from .models import Dipa

    return Dipa.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()
