"""All perjanjian kinerja of a year as paper: one file with all or a file each, drafts included."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import takewhile

from django.utils.text import slugify

from dokumen.jenis import Bagian, GalatDokumen, Lembar, Naskah
from dokumen.potret import potret
from dokumen.surat import aset_kop
from dokumen.tandatangan.antarmuka import GalatTandaTangan
from dokumen.tandatangan.services import isi_berkas
from organisasi.models import Jabatan, Satker

from .models import PerjanjianKinerja
from .naskah_rencana import RANCANGAN
from .susunan import SAH, NaskahPerjanjian, menurut_rantai, susun_salinan

TEMPLAT = "dokumen/perjanjian/naskah.html"
GAYA = ("dokumen/css/cetak.css", "dokumen/css/perjanjian.css")
PANJANG_NAMA = 150  # characters of a position that go into the name of a file


def naskah_perjanjian(satker: Satker, tahun: int) -> Naskah:
    """The paper `perjanjian`: all of the year, drafts marked. A signed file cannot be a part of it, so it is a copy."""
    semua = [_salinan(p) for p in ambil_semua(satker, tahun)]
    return Naskah(
        judul=f"Perjanjian Kinerja {satker.nama} Tahun {tahun}",
        bagian=tuple(Bagian(n.penanda, TEMPLAT, {"perjanjian": n}) for n in semua),
        data={"perjanjian": potret(semua)},
        aset=aset_kop(satker),
        gaya=GAYA,
    )


def lembar_perjanjian(satker: Satker, tahun: int) -> list[Lembar]:
    """A file for each. One that both parties signed in this program is that signed file, byte for byte."""
    semua = ambil_semua(satker, tahun)
    nama = nama_berkas(satker, semua)
    return [Lembar(nama[p.pk], _berkas_tanda(p) or _naskah(p)) for p in semua]


def ambil_semua(satker: Satker, tahun: int) -> list[PerjanjianKinerja]:
    """First the first ones of the year, then those that replaced them; each superior before those below.

    Raises GalatDokumen when the year has none.
    """
    semua = PerjanjianKinerja.objects.filter(satker=satker).for_tahun(tahun).lengkap().select_related("kop")
    if not semua:
        raise GalatDokumen(f"{satker} belum mempunyai perjanjian kinerja tahun {tahun}. Susun perjanjian dahulu.")
    return sorted(menurut_rantai(satker, semua), key=lambda p: p.jenis)


def _naskah(p: PerjanjianKinerja) -> Naskah:
    isi = _salinan(p)
    return Naskah(
        judul=" ".join(filter(None, (isi.rancangan, str(p)))),
        bagian=(Bagian(isi.penanda, TEMPLAT, {"perjanjian": isi}),),
        data={"perjanjian": potret(isi)},
        aset=aset_kop(p.satker),
        gaya=GAYA,
    )


def _salinan(p: PerjanjianKinerja) -> NaskahPerjanjian:
    return replace(susun_salinan(p), rancangan="" if p.status in SAH else RANCANGAN)


def _berkas_tanda(p: PerjanjianKinerja) -> bytes | None:
    if p.status not in SAH or p.bertanda is None:
        return None
    try:
        return isi_berkas(p.bertanda)
    except GalatTandaTangan as galat:
        raise GalatDokumen(f"{p}: {galat}") from galat


# --- Names of files -------------------------------------------------------------------------------------------------


def nama_berkas(satker: Satker, semua: list[PerjanjianKinerja]) -> dict[int, str]:
    """ "perjanjian-awal-sekretaris": kind and position. What comes later never changes the name of what is there.

    A second perubahan of the same position is "perjanjian-perubahan-2-…".
    """
    jabatan = _nama_jabatan(satker)
    ke: Counter[tuple[str, int]] = Counter()
    hasil = {}
    for p in sorted(semua, key=lambda p: p.pk):
        kunci = (p.jenis, p.pihak_pertama.jabatan_id)
        ke[kunci] += 1
        urutan = f"-{ke[kunci]}" if ke[kunci] > 1 else ""
        hasil[p.pk] = f"perjanjian-{p.jenis}{urutan}-{jabatan[p.pihak_pertama.jabatan_id]}"
    return hasil


def _nama_jabatan(satker: Satker) -> dict[int, str]:
    """Short names of the satker's positions, each another one: without the name of the satker at the end."""
    dipakai: Counter[str] = Counter()
    hasil = {}
    for j in Jabatan.objects.filter(unit__satker=satker).order_by("pk"):
        nama = slugify(_tanpa_satker(j.nama, satker.nama))[:PANJANG_NAMA].strip("-") or "jabatan"
        dipakai[nama] += 1
        hasil[j.pk] = f"{nama}-{dipakai[nama]}" if dipakai[nama] > 1 else nama
    return hasil


def _tanpa_satker(jabatan: str, satker: str) -> str:
    """“Sekretaris Komisi … Provinsi Bengkulu” → “Sekretaris”; one equal word at the end may be by chance and stays."""
    kata = jabatan.split()
    pasangan = zip(reversed(kata[1:]), reversed(satker.split()), strict=False)
    sama = len(list(takewhile(lambda p: p[0].casefold() == p[1].casefold(), pasangan)))
    return " ".join(kata[: len(kata) - sama] if sama > 1 else kata)
