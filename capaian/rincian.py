"""One indikator of a year: its quarters with every version, evidence and follow-up, and the years before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from organisasi.models import Pengguna
from renstra.models import Indikator
from sakip.alur import Tindakan

from . import izin
from .enums import StatusRealisasi, Triwulan
from .lembar import PENGISI
from .models import BuktiDukung, KategoriCapaian, Pengukuran, Realisasi, RiwayatRealisasi, TindakLanjut
from .periode import Periode, periode_setahun
from .rekap import BarisCapaian, baris_capaian, skala_kategori
from .services import SUDAH_DIAJUKAN


@dataclass(frozen=True)
class VersiRealisasi:
    """One version of a quarter's realisasi, computed as if it counted."""

    realisasi: Realisasi
    capaian: BarisCapaian


@dataclass(frozen=True)
class BedaVersi:
    """A line of the comparison: what it is called, the approved version's and the correction's."""

    nama: str
    lama: str
    baru: str

    @property
    def berubah(self) -> bool:
        return self.lama != self.baru


@dataclass(frozen=True)
class BarisTriwulan:
    """One quarter of one indikator. `versi`: newest first; the first one counts."""

    triwulan: Triwulan
    capaian: BarisCapaian
    realisasi: Realisasi | None
    tindakan: tuple[Tindakan, ...]
    versi: tuple[VersiRealisasi, ...]
    bukti: tuple[BuktiDukung, ...]
    tindak_lanjut: tuple[TindakLanjut, ...]
    terbuka: bool
    boleh_isi: bool

    @property
    def boleh_koreksi(self) -> bool:
        disetujui = self.realisasi is not None and self.realisasi.status == StatusRealisasi.DISETUJUI
        return self.boleh_isi and self.terbuka and disetujui

    @property
    def boleh_batal_koreksi(self) -> bool:
        r = self.realisasi
        return self.boleh_isi and r is not None and r.revisi > 0 and r.dapat_diubah

    @property
    def boleh_rencana(self) -> bool:
        """Whether tindak lanjut can be planned: as long as nobody judges the quarter."""
        diajukan = self.realisasi is not None and self.realisasi.status in SUDAH_DIAJUKAN
        return self.boleh_isi and self.terbuka and not diajukan

    @property
    def beda(self) -> list[BedaVersi]:
        """The newest version beside the one it corrects; [] without a correction."""
        return beda_versi(self.versi[1], self.versi[0]) if len(self.versi) > 1 else []


@dataclass(frozen=True)
class RincianPengukuran:
    """One indikator of one year with its quarters, and the same indikator in the years before."""

    pengukuran: Pengukuran
    tahun: BarisCapaian
    triwulan: tuple[BarisTriwulan, ...]
    tahun_lalu: tuple[BarisCapaian, ...]


def rincian_pengukuran(pengukuran: Pengukuran, *, user: Pengguna) -> RincianPengukuran:
    """`pengukuran` from `lengkap()`, with the realisasi that this person may see."""
    pita = skala_kategori(pengukuran.satker, pengukuran.tahun)
    semua = list(pengukuran.realisasi.all())
    prefetch_related_objects(semua, *PENGISI, "bukti_realisasi__bukti")
    periode = periode_setahun(pengukuran.satker, pengukuran.tahun)
    rencana = rencana_per_triwulan(pengukuran, user)
    boleh = user.has_perm(izin.ISI, pengukuran)
    triwulan = tuple(_baris_triwulan(pengukuran, t, pita, user, periode[t], rencana[t], boleh) for t in Triwulan)
    lalu = (
        Pengukuran.objects.visible_to(user)
        .filter(indikator__in=_silsilah(pengukuran.indikator), tahun__lte=pengukuran.tahun)
        .lengkap(Realisasi.objects.visible_to(user))
        .order_by("tahun")
    )
    return RincianPengukuran(
        pengukuran, baris_capaian(pengukuran, None, pita), triwulan, tuple(baris_capaian(p, None, pita) for p in lalu)
    )


def _baris_triwulan(
    pengukuran: Pengukuran,
    triwulan: Triwulan,
    pita: list[KategoriCapaian],
    user: Pengguna,
    periode: Periode,
    rencana: list[TindakLanjut],
    boleh_isi: bool,
) -> BarisTriwulan:
    versi = versi_triwulan(pengukuran, triwulan, pita)
    kini = versi[0].realisasi if versi else None
    return BarisTriwulan(
        triwulan,
        baris_capaian(pengukuran, triwulan, pita),
        kini,
        tuple(kini.tindakan_untuk(user)) if kini else (),
        versi,
        daftar_bukti(kini),
        tuple(rencana),
        periode.terbuka_untuk(pengukuran.jalur_unit()),
        boleh_isi,
    )


def versi_triwulan(pengukuran: Pengukuran, triwulan: int, pita: list[KategoriCapaian]) -> tuple[VersiRealisasi, ...]:
    """Every version of a quarter that was loaded, newest first."""
    semua = [r for r in pengukuran.realisasi.all() if r.triwulan == triwulan]
    return tuple(VersiRealisasi(r, baris_capaian(pengukuran, triwulan, pita, versi=r)) for r in reversed(semua))


def beda_versi(lama: VersiRealisasi, baru: VersiRealisasi) -> list[BedaVersi]:
    """Figures always, words where one of both has some."""
    angka = [
        BedaVersi("Realisasi", lama.capaian.teks_realisasi, baru.capaian.teks_realisasi),
        BedaVersi("Capaian", lama.capaian.teks_capaian, baru.capaian.teks_capaian),
    ]
    kata = [
        BedaVersi(nama, getattr(lama.realisasi, kolom) or "–", getattr(baru.realisasi, kolom) or "–")
        for kolom, nama in (
            ("analisis", "Penyebab"),
            ("hambatan", "Hambatan"),
            ("upaya", "Upaya"),
        )
    ]
    return angka + [b for b in kata if (b.lama, b.baru) != ("–", "–")]


def daftar_bukti(realisasi: Realisasi | None) -> tuple[BuktiDukung, ...]:
    return tuple(b.bukti for b in realisasi.bukti_realisasi.all()) if realisasi else ()


def rencana_per_triwulan(pengukuran: Pengukuran, user: Pengguna) -> dict[int, list[TindakLanjut]]:
    """The follow-up of each quarter with what was found of it; two queries."""
    hasil: dict[int, list[TindakLanjut]] = defaultdict(list)
    semua = TindakLanjut.objects.visible_to(user).filter(pengukuran=pengukuran).lengkap()
    for rencana in semua:
        hasil[rencana.triwulan].append(rencana)
    return hasil


def riwayat_realisasi(riwayat: Iterable[RiwayatRealisasi]) -> list[dict[str, Any]]:
    """What happened, in words, as `perjanjian/_riwayat.html` draws it."""
    return [
        {
            "kata": f"{r.objek.get_triwulan_display()}: {KATA_TINDAKAN.get(r.tindakan, r.tindakan).lower()}",
            "oleh": f"{r.oleh} a.n. {r.atas_nama}" if r.oleh and r.atas_nama else r.oleh,
            "catatan": r.catatan,
            "waktu": r.waktu,
        }
        for r in riwayat
    ]


KATA_TINDAKAN = {
    "ajukan": "Diajukan",
    "verifikasi": "Diverifikasi",
    "kembalikan": "Dikembalikan",
    "setujui": "Disetujui",
    "koreksi": "Koreksi dibuat",
    "batalkan_koreksi": "Koreksi dibatalkan",
}


def _silsilah(indikator: Indikator) -> list[int]:
    """The indikator and what it was before each revision of the Renstra."""
    hasil = [indikator.pk]
    asal = indikator.asal_id
    while asal is not None and asal not in hasil:
        hasil.append(asal)
        asal = Indikator.objects.filter(pk=asal).values_list("asal_id", flat=True).first()
    return hasil
