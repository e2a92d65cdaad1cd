"""The chapters of a Renstra: prose that people wrote, between what the plan's own rows print.

A section is printed when it has something to say; numbers follow from what is printed. No HTML here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dokumen.blok import Bab, Blok, Butir, Kutipan, Paragraf, Rincian, Subbab
from dokumen.tabel import Tabel
from sakip.angka import terbilang
from sakip.prosa.bersih import kosong

from ..enums import JenisSasaran
from ..models import Renstra, Sasaran
from .bentuk import Penomoran
from .enums import BAB
from .enums import KunciNaskah as K

ANALISIS = ((K.POTENSI, K.PERMASALAHAN), (K.PELUANG, K.ANCAMAN))
ARAH = {
    K.ARAH_NASIONAL: "Arah Kebijakan dan Strategi Nasional",
    K.ARAH_KEBIJAKAN: "Arah Kebijakan dan Strategi",
    K.KERANGKA_REGULASI: "Kerangka Regulasi",
    K.KERANGKA_KELEMBAGAAN: "Kerangka Kelembagaan",
}
#: What an item may end with as it is; "; dan" leads over to the next one.
AKHIR_KALIMAT = (".", ";", ":", "!", "?", " dan", " atau", "dan/atau")


@dataclass(frozen=True)
class Bahan:
    """What the chapters are made of. `tabel`: the tables of targets, the sasaran strategis first (if there are any)."""

    renstra: Renstra
    teks: Mapping[str, str]
    sasaran: tuple[Sasaran, ...]
    tabel: tuple[Tabel, ...]
    nomor: Penomoran

    def ada(self, *kunci: K) -> bool:
        return any(not kosong(self.teks.get(k, "")) for k in kunci)

    def prosa(self, *kunci: K, di_bawah: int = 2) -> list[Blok]:
        """What was written there; nothing where nobody wrote."""
        return [self.nomor.prosa(self.teks[k], di_bawah=di_bawah) for k in kunci if self.ada(k)]


def susun_bab(bahan: Bahan) -> tuple[Bab, ...]:
    """The chapters in order; one without content is left out."""
    semua = (_pendahuluan, _visi_misi, _arah, _target, _penutup)
    return tuple(bab for susun in semua if (bab := susun(bahan)) is not None)


def _pendahuluan(bahan: Bahan) -> Bab | None:
    if not bahan.ada(*BAB["Pendahuluan"]):
        return None
    judul, isi = bahan.nomor.bab("Pendahuluan"), bahan.prosa(K.PENDAHULUAN, di_bawah=1)
    bagian = []
    if bahan.ada(K.KONDISI_UMUM):
        bagian.append(Subbab(bahan.nomor.subbab("Kondisi Umum"), tuple(bahan.prosa(K.KONDISI_UMUM))))
    return Bab(judul, (*bagian, *_analisis(bahan)), tuple(isi))


def _analisis(bahan: Bahan) -> list[Subbab]:
    """Strengths and weaknesses, chances and threats; one of the two pairs alone needs no heading above it."""
    pasangan = [tuple(k for k in p if bahan.ada(k)) for p in ANALISIS if bahan.ada(*p)]
    if not pasangan and not bahan.ada(K.ANALISIS):
        return []
    if len(pasangan) == 1 and not bahan.ada(K.ANALISIS):
        return [Subbab(bahan.nomor.subbab(_judul_pasangan(pasangan[0])), tuple(bahan.prosa(*pasangan[0])))]
    judul, isi = bahan.nomor.subbab("Analisis Strategis"), bahan.prosa(K.ANALISIS)
    for p in pasangan:
        isi += [bahan.nomor.anak(_judul_pasangan(p)), *bahan.prosa(*p, di_bawah=3)]
    return [Subbab(judul, tuple(isi))]


def _judul_pasangan(kunci: Iterable[K]) -> str:
    return " dan ".join(k.label for k in kunci)


# --- Visi to sasaran strategis: the plan's own rows, each with its introduction --------------------------------------


def _visi_misi(bahan: Bahan) -> Bab:
    judul, isi = bahan.nomor.bab("Visi, Misi, Tujuan, dan Sasaran Strategis"), bahan.prosa(K.VISI_MISI, di_bawah=1)
    bagian = []
    for nama, ada, susun in (
        ("Visi", bool(bahan.renstra.visi) or bahan.ada(K.VISI), _visi),
        ("Misi", bool(bahan.renstra.misi.all()) or bahan.ada(K.MISI, K.PROGRAM), _misi),
        ("Tujuan", bool(bahan.renstra.tujuan.all()) or bahan.ada(K.TUJUAN), _tujuan),
        ("Sasaran Strategis", bool(bahan.sasaran) or bahan.ada(K.SASARAN), _sasaran),
    ):
        if ada:
            bagian.append(Subbab(bahan.nomor.subbab(nama), tuple(susun(bahan))))
    return Bab(judul, tuple(bagian), tuple(isi))


def _visi(bahan: Bahan) -> list[Blok]:
    renstra = bahan.renstra
    hasil: list[Blok] = bahan.prosa(K.VISI)
    if renstra.visi:
        hasil.append(Kutipan(f"Visi {renstra.satker.nama_singkat}", renstra.visi))
    kata = [_berarti(k.kata, k.arti) for k in renstra.katavisi.all()]
    pengantar = bahan.prosa(K.ARTI_VISI)
    if kata:
        hasil += pengantar or [Paragraf("Pengertian kata kunci dalam visi tersebut adalah sebagai berikut:")]
        return [*hasil, _rincian(kata)]
    return hasil + pengantar


def _berarti(kata: str, arti: str) -> str:
    """An explanation that goes on in lower case continues the word, another one stands for itself."""
    return f"{kata}, {arti}" if arti[:1].islower() else f"{kata}: {arti}"


def _misi(bahan: Bahan) -> list[Blok]:
    hasil: list[Blok] = bahan.prosa(K.MISI)
    if misi := [m.teks for m in bahan.renstra.misi.all()]:
        hasil.append(_rincian(misi))
    program = [f"{p.nama}, {p.uraian}" for p in bahan.renstra.program.all() if p.uraian]
    if program:
        hasil += bahan.prosa(K.PROGRAM) or [Paragraf("Visi dan misi tersebut diwujudkan melalui program berikut:")]
        hasil.append(_rincian(program))
    else:
        hasil += bahan.prosa(K.PROGRAM)
    return hasil


def _tujuan(bahan: Bahan) -> list[Blok]:
    hasil: list[Blok] = bahan.prosa(K.TUJUAN)
    if tujuan := [t.teks for t in bahan.renstra.tujuan.all()]:
        hasil.append(_rincian(tujuan))
    return hasil


def _sasaran(bahan: Bahan) -> list[Blok]:
    """The sasaran strategis below the tujuan that they serve; those without one stand first."""
    hasil: list[Blok] = bahan.prosa(K.SASARAN)
    if lepas := [s.uraian for s in bahan.sasaran if s.tujuan_id is None]:
        hasil.append(_rincian(lepas))
    for urut, tujuan in enumerate(bahan.renstra.tujuan.all(), start=1):
        if milik := [s.uraian for s in bahan.sasaran if s.tujuan_id == tujuan.pk]:
            hasil.append(Paragraf(f"Sasaran strategis untuk tujuan {_ke(urut)}, “{tujuan.teks.rstrip('.')}”, yaitu:"))
            hasil.append(_rincian(milik))
    return hasil


def _ke(urut: int) -> str:
    return "pertama" if urut == 1 else f"ke{terbilang(urut)}"


def _rincian(isi: Iterable[str]) -> Rincian:
    """Each item a sentence that ends."""
    return Rincian(tuple(Butir(teks if teks.endswith(AKHIR_KALIMAT) else f"{teks}.") for teks in isi))


# --- The rest --------------------------------------------------------------------------------------------------------


def _arah(bahan: Bahan) -> Bab | None:
    if not bahan.ada(*ARAH):
        return None
    judul = bahan.nomor.bab("Arah Kebijakan dan Strategi")
    ada = [(kunci, nama) for kunci, nama in ARAH.items() if bahan.ada(kunci)]
    return Bab(judul, tuple(Subbab(bahan.nomor.subbab(nama), tuple(bahan.prosa(kunci))) for kunci, nama in ada))


def _target(bahan: Bahan) -> Bab:
    dana = bahan.ada(K.PENDANAAN)
    judul = bahan.nomor.bab("Target Kinerja dan Kerangka Pendanaan" if dana else "Target Kinerja")
    strategis = 1 if any(s.jenis == JenisSasaran.STRATEGIS for s in bahan.sasaran) else 0
    bagian = []
    for nama, kunci, tabel in (
        ("Target Kinerja Sasaran Strategis", K.TARGET, bahan.tabel[:strategis]),
        ("Target Kinerja Program dan Kegiatan", K.TARGET_PROGRAM, bahan.tabel[strategis:]),
    ):
        if tabel or bahan.ada(kunci):
            sub = bahan.nomor.subbab(nama)
            bagian.append(Subbab(sub, (*bahan.prosa(kunci), *(bahan.nomor.nomori(t) for t in tabel))))
    if dana:
        bagian.append(Subbab(bahan.nomor.subbab("Kerangka Pendanaan"), tuple(bahan.prosa(K.PENDANAAN))))
    return Bab(judul, tuple(bagian))


def _penutup(bahan: Bahan) -> Bab | None:
    if not bahan.ada(K.PENUTUP):
        return None
    return Bab(bahan.nomor.bab("Penutup"), (), tuple(bahan.prosa(K.PENUTUP, di_bawah=1)))
