from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

from jejak.daftar import RIWAYAT, daftarkan_semua
from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

from . import izin

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker


class CapaianConfig(AppConfig):
    name = "capaian"
    verbose_name = "Capaian Kinerja"

    def ready(self) -> None:
        daftarkan_semua(
            "capaian",
            akar={
                "KategoriCapaian": "satker",
                "Pengukuran": "satker",
                "BuktiDukung": "satker",
                "BukaKunci": "satker",
            },
            bagian={
                "Realisasi": "pengukuran",
                "TargetTriwulan": "pengukuran",
                "TindakLanjut": "pengukuran",
                "PantauanTindakLanjut": "tindak_lanjut__pengukuran",
                "BuktiRealisasi": "realisasi__pengukuran",
            },
            kecuali={
                "RiwayatRealisasi": RIWAYAT,
                "PengingatTerkirim": "a note that a letter went out, never edited",
                "ImporRealisasi": "Berkas yang menunggu; yang ditulisnya dan impornya sendiri dijejak.",
            },
            sebutan={
                "Pengukuran": "{tahun} indikator {indikator.kode}",
                "Realisasi": "{triwulan} {pengukuran.tahun} indikator {pengukuran.indikator.kode}",
                "TargetTriwulan": "{triwulan} {pengukuran.tahun} indikator {pengukuran.indikator.kode}",
            },
            lengkap={
                "Pengukuran": ["indikator__satuan__skala__tingkat"],
                "Realisasi": ["pengukuran__indikator__satuan__skala__tingkat"],
                "TargetTriwulan": ["pengukuran__indikator__satuan__skala__tingkat"],
                "BuktiRealisasi": ["realisasi__pengukuran__indikator", "bukti"],
                "PantauanTindakLanjut": ["tindak_lanjut"],
            },
            satuan={
                "Pengukuran": {"target_lain": "indikator.satuan"},
                "Realisasi": {"nilai": "pengukuran.indikator.satuan"},
                "TargetTriwulan": {"nilai": "pengukuran.indikator.satuan"},
            },
        )
        from anggaran.kinerja import daftarkan_kinerja
        from renstra.kunci import daftarkan_kunci_agregasi

        from .acuan import daftarkan as daftarkan_data_acuan
        from .kinerja import kinerja

        daftarkan_data_acuan()
        daftarkan_kinerja(kinerja)
        daftarkan_kunci_agregasi(kunci_agregasi)
        daftarkan_menu(Menu(50, "Capaian", "capaian", "capaian:daftar", tahap))
        daftarkan_tugas("capaian", tugas)
        daftarkan_tahun("capaian", tahun_terbaru)


def tahap(satker: Satker, tahun: int) -> Tahap:
    """Begun with the first approved realisasi; done when every TW IV is approved and none is still in process.

    Only what is approved counts: this is shown to the satker above, too, which sees no more than that.
    """
    from django.db.models import Count, Exists, OuterRef, Q, Subquery

    from .enums import KeadaanNilai, StatusRealisasi, Triwulan
    from .models import Pengukuran, Realisasi

    disetujui = Realisasi.objects.filter(pengukuran=OuterRef("pk"), status=StatusRealisasi.DISETUJUI)
    akhir = disetujui.filter(triwulan=Triwulan.IV).order_by("-revisi").values("keadaan")[:1]
    hitung = (
        Pengukuran.objects.filter(satker=satker)
        .for_tahun(tahun)
        .annotate(ada=Exists(disetujui), akhir=Subquery(akhir))
        .aggregate(
            semua=Count("pk"),
            isian=Count("pk", filter=Q(ada=True)),
            selesai=Count("pk", filter=Q(akhir__isnull=False) & ~Q(akhir=KeadaanNilai.PROSES)),
        )
    )
    if not hitung["isian"]:
        return Tahap.BELUM
    return Tahap.SELESAI if hitung["selesai"] == hitung["semua"] else Tahap.BERJALAN


def tugas(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """At most four lines of what one enters, then what waits for a check and what one answers for."""
    hasil = _tugas_isi(user, satker, tahun) if user.has_perm(izin.ISI, satker) else []
    return hasil + _tugas_periksa(user, satker, tahun) + _tugas_tindak_lanjut(user, satker, tahun)


#: Days before its deadline from which a tindak lanjut is a task.
HARI_TINDAK_LANJUT = 7


def _tugas_tindak_lanjut(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """What this person answers for and is due or overdue; one line with the earliest deadline."""
    from datetime import timedelta

    from django.urls import reverse
    from django.utils import timezone

    from .tindak_lanjut import jatuh_tempo

    hari = timezone.localdate()
    tenggat = jatuh_tempo(user, satker, tahun, hari + timedelta(days=HARI_TINDAK_LANJUT))
    if not tenggat:
        return []
    lewat = sum(t < hari for t in tenggat)
    kata = f"{len(tenggat)} tindak lanjut Anda menunggu" + (f", {lewat} lewat tenggat" if lewat else "")
    url = reverse("capaian:tindak_lanjut", args=[satker.kode, tahun])
    return [Tugas(kata, f"{url}?saya=1", "Catat perkembangan", tenggat[0])]


#: Lines of what one enters.
BARIS_ISI = 4


def _tugas_isi(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """Of the rows that this person may fill in: a head of unit those of the unit and below it."""
    from django.urls import reverse

    from .isian_ditunggu import IsianDitunggu, belum_diisi, isian_ditunggu

    def baris(t: IsianDitunggu, kata: str, tindakan: str = "Isi realisasi") -> Tugas:
        url = reverse("capaian:triwulan", args=[satker.kode, tahun, t.triwulan.value])
        return Tugas(f"{t.nama}: {kata}", url, tindakan, t.periode.tutup)

    jalur = user.jalur_berizin(izin.ISI, satker)
    setahun = isian_ditunggu(satker, tahun, jalur)
    if not setahun:
        return _tugas_mulai(satker, tahun, seluruh="" in jalur)
    hasil = [baris(t, f"{t.kembali} realisasi dikembalikan, perbaiki", "Perbaiki") for t in setahun if t.kembali]
    hasil += [baris(t, f"{t.belum} indikator belum diisi") for t in belum_diisi(setahun)]
    hasil += [baris(t, f"{t.proses} realisasi masih Proses") for t in setahun if t.proses and t.terbuka]
    return hasil[:BARIS_ISI]


def _tugas_mulai(satker: Satker, tahun: int, *, seluruh: bool) -> list[Tugas]:
    """Nothing is measured in the year although a PK in force says what; `seluruh`: the whole satker was looked at."""
    from django.urls import reverse

    from .models import Pengukuran
    from .services import rencana_penyiapan

    if not seluruh and Pengukuran.objects.filter(satker=satker).for_tahun(tahun).exists():
        return []
    baru = rencana_penyiapan(satker, tahun).baru
    kata = f"Mulai pengukuran tahun {tahun}: {baru} indikator"
    return [Tugas(kata, reverse("capaian:daftar", args=[satker.kode, tahun]), "Mulai pengukuran")] if baru else []


def _tenggat(satker: Satker, tahun: int, triwulan: int) -> date | None:
    from organisasi.enums import JenisTenggat
    from organisasi.models import Tenggat

    return Tenggat.objects.tanggal(JenisTenggat.realisasi(triwulan), satker, tahun)


def _tugas_periksa(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """Per act that the person may do: the first quarter in which rows wait that somebody else entered."""
    from django.urls import reverse

    from .enums import StatusRealisasi, Triwulan
    from .models import Realisasi

    tahapan = [
        (izin.VERIFIKASI, StatusRealisasi.DIAJUKAN, "menunggu verifikasi Anda"),
        (izin.SETUJUI, StatusRealisasi.DIVERIFIKASI, "menunggu persetujuan Anda"),
    ]
    kata: dict[str, str] = {status: kata for perlu, status, kata in tahapan if user.has_perm(perlu, satker)}
    if not kata:
        return []
    menunggu = (
        Realisasi.objects.filter(pengukuran__satker=satker, pengukuran__tahun=tahun, status__in=kata)
        .exclude(diisi_oleh=user.pk)
        .exclude(disunting_oleh=user.pk)
        .exclude(diisi_atas_nama__pejabat=user.pejabat_id or 0)
        .values_list("status", "triwulan")
    )
    per_status: dict[str, Counter[int]] = {status: Counter() for status in kata}
    for status, triwulan in menunggu:
        per_status[status][triwulan] += 1
    pertama = [(status, min(per), per[min(per)]) for status, per in per_status.items() if per]
    return [
        Tugas(
            f"{Triwulan(triwulan).label}: {banyak} realisasi {kata[status]}",
            reverse("capaian:periksa", args=[satker.kode, tahun, triwulan]),
            "Periksa realisasi",
            _tenggat(satker, tahun, triwulan),
        )
        for status, triwulan, banyak in pertama
    ]


def tahun_terbaru(satker: Satker) -> int | None:
    from .models import Pengukuran

    return Pengukuran.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()


def kunci_agregasi(indikator: list[int]) -> str:
    """Figures of the quarters were made into a year by it: it stays."""
    from .models import Realisasi

    banyak = Realisasi.objects.filter(pengukuran__indikator__in=indikator).count()
    return f"Terkunci: sudah ada {banyak} realisasi triwulan yang dihitung dengan cara ini." if banyak else ""
