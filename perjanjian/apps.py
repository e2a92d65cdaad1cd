from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse

from jejak.daftar import RIWAYAT, daftarkan_semua
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dokumen.jenis import Lembar, Naskah
    from organisasi.models import Pengguna, Satker


class PerjanjianConfig(AppConfig):
    name = "perjanjian"
    verbose_name = "Perjanjian Kinerja"

    def ready(self) -> None:
        daftarkan_semua(
            "perjanjian",
            akar={"PerjanjianKinerja": "satker", "Rkt": "satker", "RencanaAksi": "satker"},
            bagian={
                "SasaranPerjanjian": "perjanjian",
                "IndikatorPerjanjian": "sasaran__perjanjian",
                "AnggaranPerjanjian": "perjanjian",
                "SasaranRkt": "rkt",
                "IndikatorRkt": "sasaran__rkt",
                "KegiatanRkt": "sasaran__rkt",
                "BarisAksi": "rencana",
            },
            kecuali=dict.fromkeys(["RiwayatPerjanjian", "RiwayatRkt", "RiwayatRencanaAksi"], RIWAYAT),
            lengkap={
                "PerjanjianKinerja": ["pihak_pertama__jabatan"],
                "IndikatorPerjanjian": ["satuan__skala__tingkat"],
                "IndikatorRkt": ["satuan__skala__tingkat"],
                "KegiatanRkt": ["pos"],
                "BarisAksi": ["pos"],
            },
            satuan={"IndikatorPerjanjian": {"target": "satuan"}, "IndikatorRkt": {"target": "satuan"}},
        )
        from anggaran.saran import daftarkan_petunjuk
        from dokumen.jenis import JenisDokumen, daftarkan
        from dokumen.tandatangan.verifikasi import daftarkan_keadaan
        from organisasi.acuan import daftarkan_nilai
        from renstra.models import Skala

        from .apps_rencana import daftarkan as daftarkan_rencana
        from .models import IndikatorPerjanjian, IndikatorRkt
        from .rkt.alokasi import petunjuk_alokasi
        from .tanda_tangan import JENIS, keadaan_dokumen

        daftarkan_keadaan(JENIS, keadaan_dokumen)
        daftarkan(JenisDokumen("perjanjian", "Perjanjian Kinerja", _naskah, lembar=_lembar))

        daftarkan_nilai(Skala, "target perjanjian kinerja", IndikatorPerjanjian, "satuan__skala", "target")
        daftarkan_nilai(Skala, "target RKT", IndikatorRkt, "satuan__skala", "target")
        daftarkan_rencana()
        daftarkan_petunjuk(petunjuk_alokasi)
        daftarkan_menu(Menu(30, "Perjanjian Kinerja", "perjanjian", "perjanjian:daftar", tahap))
        daftarkan_tugas("perjanjian", tugas)
        daftarkan_tahun("perjanjian", tahun_terbaru)


def _naskah(satker: Satker, tahun: int) -> Naskah:
    from .cetakan import naskah_perjanjian

    return naskah_perjanjian(satker, tahun)


def _lembar(satker: Satker, tahun: int) -> Sequence[Lembar]:
    from .cetakan import lembar_perjanjian

    return lembar_perjanjian(satker, tahun)


def tahap(satker: Satker, tahun: int) -> Tahap:
    """Done when a PK is in force. Drafts do not count: this is shown to the satker above, too, which sees none."""
    from .enums import StatusPerjanjian as S
    from .models import PerjanjianKinerja

    terbit = PerjanjianKinerja.objects.filter(satker=satker, status__in=[S.BERLAKU, S.DIGANTIKAN]).for_tahun(tahun)
    status = set(terbit.order_by().values_list("status", flat=True).distinct())
    if not status:
        return Tahap.BELUM
    return Tahap.SELESAI if S.BERLAKU in status else Tahap.BERJALAN


def tugas(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """The PK that wait for this person's own signature, given in an office that is held today; and those in force
    that name a former holder or an older DIPA, for whoever may draft their successor.

    The deadline is that of the year's first PK; one that replaces another comes whenever it has to.
    """
    from .models import PerjanjianKinerja
    from .saran import tenggat_perjanjian

    semua = PerjanjianKinerja.objects.filter(satker=satker).for_tahun(tahun)
    menunggu = list(semua.menunggu_tanda(user).untuk_daftar())
    pertama_kali = any(p.menggantikan_id is None for p in menunggu)
    tenggat = tenggat_perjanjian(satker, tahun) if pertama_kali else None
    return [
        *(
            Tugas(
                f"Perjanjian kinerja {p.sebutan_pihak_pertama} menunggu tanda tangan Anda",
                p.get_absolute_url(),
                "Periksa perjanjian",
                tenggat if p.menggantikan_id is None else None,
            )
            for p in menunggu
        ),
        *_tugas_perubahan(user, satker, tahun),
    ]


def _tugas_perubahan(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    from organisasi.models import Penugasan

    from .models import PerjanjianKinerja
    from .rantai import hari_acuan
    from .saran import saran_perubahan

    if not user.has_perm("perjanjian.ubah_perjanjiankinerja", satker):
        return []
    berlaku = PerjanjianKinerja.objects.filter(satker=satker, digantikan_oleh=None).for_tahun(tahun).berlaku()
    daftar = [p for p in berlaku.untuk_daftar() if user.has_perm("perjanjian.ubah_perjanjiankinerja", p)]
    pemangku = Penugasan.objects.pemangku_satker(satker, hari_acuan(tahun)) if daftar else {}
    saran = saran_perubahan(daftar, satker, tahun, pemangku)
    return [
        Tugas(
            f"{saran[p.pk].judul} {p.pihak_pertama.jabatan.nama}",
            f"{reverse('perjanjian:perubahan', kwargs={'kode': satker.kode, 'tahun': tahun, 'pk': p.pk})}?saran=1",
            "Usulkan perubahan",
        )
        for p in daftar
        if p.pk in saran
    ]


def tahun_terbaru(satker: Satker) -> int | None:
    from .models import PerjanjianKinerja

    return PerjanjianKinerja.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()
