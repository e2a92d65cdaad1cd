"""The queue of a checker: the submitted realisasi of a quarter, one after the other, and all that is judged of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from organisasi.models import Pengguna, Satker
from sakip.alur import Tindakan

from .enums import StatusRealisasi, Triwulan
from .lembar import PENGISI
from .models import BuktiDukung, Realisasi, RiwayatRealisasi, TindakLanjut
from .rekap import BarisCapaian, baris_capaian, rekap_capaian, skala_kategori
from .rincian import BedaVersi, beda_versi, daftar_bukti, rencana_per_triwulan, riwayat_realisasi, versi_triwulan

#: What can be said of a realisasi in the queue, the act that goes on first.
MENERUSKAN = ("verifikasi", "setujui")
TINDAKAN = (*MENERUSKAN, "kembalikan")


@dataclass(frozen=True)
class ButirAntrean:
    """One realisasi of the queue. `sendiri`: why this person cannot check it, as the end of a sentence."""

    capaian: BarisCapaian
    realisasi: Realisasi
    tindakan: tuple[Tindakan, ...]
    sendiri: str

    @property
    def utama(self) -> Tindakan | None:
        """The act that waits for this person: verifying or approving."""
        return next((t for t in self.tindakan if t.nama in MENERUSKAN), None)

    @property
    def kembalikan(self) -> Tindakan | None:
        return next((t for t in self.tindakan if t.nama == "kembalikan"), None)


@dataclass(frozen=True)
class Antrean:
    """All that was ever submitted in the quarter, so that a place in it stays the same while one works through it."""

    butir: tuple[ButirAntrean, ...]

    @property
    def menunggu(self) -> list[ButirAntrean]:
        return [b for b in self.butir if b.utama]

    def menunggu_tindakan(self, tindakan: str) -> list[ButirAntrean]:
        return [b for b in self.butir if b.utama and b.utama.nama == tindakan]

    def cari(self, pk: int | None) -> ButirAntrean | None:
        return next((b for b in self.butir if b.realisasi.pk == pk), None)

    def nomor(self, butir: ButirAntrean) -> int:
        return self.butir.index(butir) + 1

    def tetangga(self, butir: ButirAntrean) -> tuple[ButirAntrean | None, ButirAntrean | None]:
        n = self.butir.index(butir)
        return (self.butir[n - 1] if n else None), (self.butir[n + 1] if n + 1 < len(self.butir) else None)

    def berikut(self, pk: int | None = None) -> ButirAntrean | None:
        """The next one that waits, after `pk` and then again from the beginning; None: nothing waits any more."""
        semua = list(self.butir)
        awal = next((n + 1 for n, b in enumerate(semua) if b.realisasi.pk == pk), 0)
        return next((b for b in semua[awal:] + semua[:awal] if b.utama and b.realisasi.pk != pk), None)


def antrean_triwulan(satker: Satker, tahun: int, triwulan: int, *, user: Pengguna) -> Antrean:
    """The queue in a fixed number of queries."""
    rekap = rekap_capaian(satker, tahun, triwulan=triwulan, realisasi=Realisasi.objects.visible_to(user))
    baris = [b for b in rekap.baris if b.isian is not None and b.isian.status != StatusRealisasi.DRAF]
    prefetch_related_objects([b.isian for b in baris if b.isian], *PENGISI)
    prefetch_related_objects([b.pengukuran for b in baris], "indikator__pelaksana")
    return Antrean(tuple(_butir(b, b.isian, user) for b in baris if b.isian))


def _butir(baris: BarisCapaian, realisasi: Realisasi, user: Pengguna) -> ButirAntrean:
    menunggu = realisasi.status in {StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI}
    sendiri = realisasi.isian_sendiri(user) if menunggu else ""
    return ButirAntrean(baris, realisasi, tuple(realisasi.tindakan_untuk(user)), sendiri)


@dataclass(frozen=True)
class IsiPeriksa:
    """All that is looked at to judge one realisasi. `beda`: against the version that it corrects."""

    butir: ButirAntrean
    sebelumnya: tuple[tuple[Triwulan, BarisCapaian], ...]
    beda: list[BedaVersi]
    bukti: tuple[BuktiDukung, ...]
    rencana: tuple[TindakLanjut, ...]
    rencana_lalu: tuple[TindakLanjut, ...]
    riwayat: list[dict[str, Any]]
    catatan_kembali: str


def isi_periksa(butir: ButirAntrean, *, user: Pengguna) -> IsiPeriksa:
    """A fixed number of queries beside those of the queue."""
    r, pengukuran = butir.realisasi, butir.capaian.pengukuran
    pita = skala_kategori(pengukuran.satker, pengukuran.tahun)
    prefetch_related_objects([r], "bukti_realisasi__bukti")
    rencana = rencana_per_triwulan(pengukuran, user)
    versi = versi_triwulan(pengukuran, r.triwulan, pita)
    riwayat = RiwayatRealisasi.objects.filter(objek__pengukuran=pengukuran, objek__triwulan=r.triwulan)
    kejadian = list(riwayat.select_related("oleh", "objek").order_by("-waktu", "-pk"))
    return IsiPeriksa(
        butir=butir,
        sebelumnya=tuple((Triwulan(t), baris_capaian(pengukuran, t, pita)) for t in range(1, r.triwulan)),
        beda=beda_versi(versi[1], versi[0]) if len(versi) > 1 else [],
        bukti=daftar_bukti(r),
        rencana=tuple(rencana[r.triwulan]),
        rencana_lalu=tuple(t for n in range(1, r.triwulan) for t in rencana[n] if not t.selesai),
        riwayat=riwayat_realisasi(kejadian),
        catatan_kembali=next((k.catatan for k in kejadian if k.tindakan == "kembalikan" and k.objek_id == r.pk), ""),
    )
