"""The whole tree of conditions on one A3 sheet, as it is drawn on the screen. Frozen data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import aset_kop
from organisasi.models import Satker

from ..models import Renstra
from ..susunan_iku import wajib_rancangan
from .bentuk import Pohon
from .gambar import HURUF_RINCIAN, Gambar, susun_kertas, tanpa_celah
from .susunan_poster import GAYA, Kepala, judul_dokumen, pohon_cetak, renstra_poster, susun_kepala

TEMPLAT = "dokumen/pohon/kondisi.html"
PX_PER_MM = 96 / 25.4
PT_PER_PX = 0.75
#: What an A3 sheet leaves between head and legend, in px.
LEBAR, TINGGI = 396 * PX_PER_MM, 236 * PX_PER_MM
HURUF_TERKECIL = 6  # pt


@dataclass(frozen=True)
class LembarKondisi:
    """`ukuran`: width and height of the drawing on the sheet, in px."""

    kepala: Kepala
    gambar: Gambar
    ukuran: tuple[str, str]


def naskah_kondisi(satker: Satker, tahun: int) -> Naskah:
    """The paper `pohon-kondisi`. GalatDokumen without a Renstra, without a tree, or for too large a one."""
    renstra = renstra_poster(satker, tahun)
    return naskah_dari(renstra, pohon_cetak(renstra))


def naskah_rancangan(satker: Satker, tahun: int) -> Naskah:
    """The paper `pohon-kondisi-rancangan`. Raises GalatDokumen like `naskah_kondisi`."""
    renstra = wajib_rancangan(satker, tahun)
    return naskah_dari(renstra, pohon_cetak(renstra))


def naskah_dari(renstra: Renstra, pohon: Pohon) -> Naskah:
    lembar = susun_lembar(renstra, pohon)
    return Naskah(
        judul=judul_dokumen(lembar.kepala),
        bagian=(Bagian(lembar.kepala.judul, TEMPLAT, {"lembar": lembar}),),
        data={"renstra": renstra.pk, "pohon": potret(pohon)},
        aset=aset_kop(renstra.satker),
        gaya=(GAYA,),
    )


def susun_lembar(renstra: Renstra, pohon: Pohon) -> LembarKondisi:
    """A draft shows its gaps, a fixed one does not. GalatDokumen when the letters would be too small to read."""
    kepala = susun_kepala(renstra)
    gambar, skala = susun_kertas(pohon if kepala.rancangan else tanpa_celah(pohon), lebar=LEBAR, tinggi=TINGGI)
    if HURUF_RINCIAN * PT_PER_PX * skala < HURUF_TERKECIL:
        raise GalatDokumen(
            f"Pohon dengan {pohon.banyak} kondisi tidak terbaca pada satu lembar A3: hurufnya akan lebih kecil dari "
            f"{HURUF_TERKECIL} pt. Cetak poster pohon kinerja, yang halamannya satu untuk setiap unit."
        )
    lebar, tinggi = (f"{float(n) * skala:.1f}" for n in (gambar.lebar, gambar.tinggi))
    return LembarKondisi(kepala, gambar, (lebar, tinggi))
