"""What of a Renstra stands and what it still lacks, before it is handed in or fixed: advice, never a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from organisasi.enums import JenisJabatan
from sakip.izin import IZIN

from .models import Indikator, Renstra
from .naskah.kelengkapan import isi_naskah

TETAPKAN = "renstra.tetapkan_renstra"


@dataclass(frozen=True)
class Kurang:
    """One sentence, and the name of the address where it is mended."""

    kalimat: str
    ke: str


@dataclass(frozen=True)
class KeadaanRenstra:
    sasaran: int
    indikator: int
    iku: int
    kurang: tuple[Kurang, ...]


def kekurangan_renstra(renstra: Renstra) -> KeadaanRenstra:
    """Eight queries, whatever the size."""
    daftar = Indikator.objects.filter(sasaran__renstra=renstra).prefetch_related("target_tahunan", "pelaksana")
    indikator = list(daftar)
    return KeadaanRenstra(
        sasaran=renstra.sasaran.count(),
        indikator=len(indikator),
        iku=sum(i.iku for i in indikator),
        kurang=(*_arah(renstra), *_indikator(indikator), *_target(renstra, indikator), *_naskah(renstra)),
    )


def yang_menetapkan() -> str:
    """The offices whose holder may fix a Renstra: "Ketua atau Sekretaris"."""
    return " atau ".join(str(j.label) for j in JenisJabatan if TETAPKAN in IZIN[j.peran])


def _arah(renstra: Renstra) -> Iterable[Kurang]:
    if not renstra.visi.strip():
        yield Kurang("Visi belum ditulis.", "ubah_dasar")
    if not renstra.misi.exists():
        yield Kurang("Belum ada misi.", "kaskade")
    if not renstra.tujuan.exists():
        yield Kurang("Belum ada tujuan.", "kaskade")


def _indikator(daftar: Sequence[Indikator]) -> Iterable[Kurang]:
    if not daftar:
        yield Kurang("Belum ada indikator.", "kaskade")
    hitungan = (
        (sum(not i.pelaksana.all() for i in daftar), "tanpa unit pelaksana", "kaskade"),
        (sum(not i.target_tahunan.all() for i in daftar), "tanpa target satu tahun pun", "kisi"),
        (sum(not i.cara_pengukuran.strip() for i in daftar), "tanpa cara pengukuran", "kaskade"),
    )
    for banyak, apa, ke in hitungan:
        if banyak:
            yield Kurang(f"{banyak} dari {len(daftar)} indikator {apa}.", ke)


def _target(renstra: Renstra, daftar: Sequence[Indikator]) -> Iterable[Kurang]:
    """Years in which no indikator has a target; where none has any at all, that was said above."""
    terisi = {t.tahun for i in daftar for t in i.target_tahunan.all()}
    kosong = [str(tahun) for tahun in renstra.tahun_periode if tahun not in terisi]
    if terisi and kosong:
        yield Kurang(f"Belum ada target untuk tahun {', '.join(kosong)}.", "kisi")


def _naskah(renstra: Renstra) -> Iterable[Kurang]:
    naskah = isi_naskah(renstra)
    if naskah.kurang:
        wajib = sum(t.wajib for bab in naskah.bab for t in bab.tempat)
        yield Kurang(f"{len(naskah.kurang)} dari {wajib} uraian naskah masih kosong.", "naskah")
    if not naskah.keputusan:
        yield Kurang("Naskah keputusan belum disimpan.", "keputusan")
