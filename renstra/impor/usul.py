"""The unit of measure of a new indikator that does not name one: proposed from its targets and its wording.

A proposal is shown before anything is written. What could be two units is not proposed but asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sakip.angka import lipat_homoglif
from sakip.excel import daftar_terdekat

from ..aturan import KATA_JUMLAH, KATA_PERSEN
from ..enums import JenisSatuan
from ..models import Satuan
from ..satuan import TANPA_NILAI, pisah_satuan

CARA = "Tulis di kolom “Satuan”, atau di sel targetnya (misalnya “3 kali” atau “77,5%”)."


@dataclass(frozen=True)
class Usul:
    """Either the unit and what it follows from, or (`satuan` None) what the person has to say."""

    satuan: Satuan | None
    kalimat: str


def usul_satuan(uraian: str, target: Iterable[str], satuan: Sequence[Satuan]) -> Usul:
    """What stands in the targets counts first, then the wording."""
    isi = [teks for t in target if (teks := lipat_homoglif(t).strip()) not in TANPA_NILAI]
    kata = {k: teks for teks in isi if (k := pisah_satuan(teks)[1])}
    if kata:
        return _dari_kata(kata, satuan)
    if isi and not any(teks[0].isdigit() for teks in isi):
        return _dari_tingkat(uraian, isi, satuan)
    return _dari_bunyi(uraian, satuan)


def sebut_satuan(satuan: Iterable[Satuan], teks: str = "") -> str:
    """Which units there are, in a sentence; those that look most like the text first."""
    return f"Yang tercatat: {daftar_terdekat(teks, tuple(s.nama for s in satuan))}."


def _dari_kata(kata: dict[str, str], satuan: Sequence[Satuan]) -> Usul:
    """ "3 kali", "2 Lap", "77,5%": the word behind the number."""
    asing = [k for k in kata if not any(s.sebutan_cocok(k) for s in satuan)]
    if asing:
        return Usul(None, f"Satuan “{asing[0]}” belum tercatat. {CARA} {sebut_satuan(satuan, asing[0])}")
    cocok = {s.pk: s for k in kata for s in [s for s in satuan if s.sebutan_cocok(k)][:1]}
    if len(cocok) > 1:
        return Usul(None, f"Sel target memakai beberapa satuan: {', '.join(s.nama for s in cocok.values())}. {CARA}")
    return Usul(next(iter(cocok.values())), f"dari sel target “{next(iter(kata.values()))}”")


def _dari_tingkat(uraian: str, isi: Sequence[str], satuan: Sequence[Satuan]) -> Usul:
    """ "BB", "WTP": the scale that has all of them as grades."""
    cocok = [s for s in satuan if s.jenis == JenisSatuan.ORDINAL and all(s.punya_tingkat(teks) for teks in isi)]
    if len(cocok) > 1:
        tersebut = [s for s in cocok if _menyebut(uraian, s)]
        cocok = tersebut if len(tersebut) == 1 else cocok
    if len(cocok) == 1:
        return Usul(cocok[0], f"dari sel target “{isi[0]}”")
    if cocok:
        nama = ", ".join(s.nama for s in cocok)
        return Usul(None, f"“{isi[0]}” ada di beberapa skala: {nama}. Tulis salah satunya di kolom “Satuan”.")
    galat = f"Satuan wajib diisi: “{isi[0]}” bukan angka dan bukan tingkat skala yang tercatat."
    return Usul(None, f"{galat} {CARA} {sebut_satuan(satuan)}")


def _menyebut(uraian: str, satuan: Satuan) -> bool:
    """Whether the wording names the scale: "Predikat AKIP …", "Opini BPK …"."""
    nama = set(satuan.nama.casefold().split()) - {"predikat", "nilai"}
    return bool(nama & set(re.findall(r"\w+", uraian.casefold())))


def _dari_bunyi(uraian: str, satuan: Sequence[Satuan]) -> Usul:
    bunyi = lipat_homoglif(uraian).casefold()
    if bunyi.startswith(KATA_PERSEN):
        return _pertama(satuan, uraian, lambda s: s.jenis == JenisSatuan.PERSEN)
    if bunyi.startswith(KATA_JUMLAH):
        kata = bunyi.split()[1:3]
        usul = _pertama(satuan, uraian, lambda s: s.jenis == JenisSatuan.CACAH and s.nama.casefold() in kata)
        cacah = [s for s in satuan if s.jenis == JenisSatuan.CACAH]
        galat = f"Satuan wajib diisi: apa yang dihitung? {CARA} {sebut_satuan(cacah, ' '.join(kata))}"
        return usul if usul.satuan else Usul(None, galat)
    awal = bunyi.split(" ", 1)[0]
    return _pertama(satuan, uraian, lambda s: s.jenis == JenisSatuan.NILAI and s.nama.casefold() == awal)


def _pertama(satuan: Sequence[Satuan], uraian: str, syarat: Callable[[Satuan], bool]) -> Usul:
    cocok = next((s for s in satuan if syarat(s)), None)
    if cocok is None:
        return Usul(None, f"Satuan wajib diisi. {CARA} {sebut_satuan(satuan)}")
    return Usul(cocok, f"dari bunyi “{' '.join(uraian.split()[:2])} …”")
