"""The tree as a drawing: texts broken into lines, boxes placed, lines drawn.

templates/renstra/pohon/_svg.html paints it. Coordinates are strings in px: SVG wants points, never commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from django.db import models

from sakip.angka import baca_bilangan

from .bentuk import Pohon, Simpul, Tautan
from .enums import JenjangKondisi
from .huruf import bagi_baris, ringkas
from .tata import TANPA_TUMPUK, Garis, Kotak, Ukuran, dalam_pohon, lebar_pohon, pilih_tumpuk, tata_pohon

LEBAR_LAYAR = 1056  # px: what a laptop shows beside the rail
LAYAR = tuple(Ukuran(lebar=lebar) for lebar in (244, 220, 196))  # as wide as the rows leave room for
SATU_KOLOM = Ukuran(lebar=334)  # fits a phone

TEPI = 12  # px from the edge of a box to its text
TOMBOL = 30  # px at the right of the head, for the button
HURUF_URAIAN, HURUF_RINCIAN = 13, 11.5
BARIS_URAIAN, BARIS_RINCIAN = 17, 15
TINGGI_KEPALA = 27
JARAK_BAGIAN = 5
TAKIK = 9  # px cut from the corners of a success factor
TANDA = 15  # px that the sign of a gap takes
PALING_BANYAK_URAIAN = 9  # lines on the screen; the rest is in the table and in the panel
PALING_BANYAK_RINCIAN = 3
TAK_DIPOTONG = 10_000
#: Widths that are tried for a sheet, and how much a small tree is enlarged on it at most.
KERTAS = tuple(Ukuran(lebar=lebar) for lebar in (180, 210, 250, 310, 400))
PALING_BESAR = 1.5


class Susunan(models.TextChoices):
    """How the boxes stand on the screen."""

    OTOMATIS = "otomatis", "Otomatis"
    MELEBAR = "melebar", "Melebar"
    MENURUN = "menurun", "Menurun"


@dataclass(frozen=True)
class Pilihan:
    """What a person has folded away and how the boxes stand; it is the query of the address."""

    tutup: frozenset[int] = frozenset()
    susunan: Susunan = Susunan.OTOMATIS

    @classmethod
    def baca(cls, data: Mapping[str, str]) -> Pilihan:
        """From a query; what makes no sense is left out."""
        susunan = data.get("susunan", "")
        return cls(
            frozenset(pk for t in data.get("tutup", "").split(",") if (pk := baca_bilangan(t)) is not None),
            Susunan(susunan) if susunan in Susunan.values else Susunan.OTOMATIS,
        )

    @property
    def kueri(self) -> str:
        """ "?" alone leads back to everything open."""
        isi = {"tutup": ",".join(map(str, sorted(self.tutup))), "susunan": self.susunan.value}
        if self.susunan == Susunan.OTOMATIS:
            isi["susunan"] = ""
        return "?" + urlencode({k: v for k, v in isi.items() if v}, safe=",")


@dataclass(frozen=True)
class Teks:
    """Lines of one style; `y` is the baseline of the first one, further ones follow `langkah` below each other."""

    kelas: str
    y: str
    langkah: int
    baris: tuple[str, ...]


@dataclass(frozen=True)
class Celahan:
    """A gap: the sign's and the words' place."""

    y_tanda: str
    y: str
    teks: str


@dataclass(frozen=True)
class KotakGambar:
    """One condition as drawn. `lipat`: the address that folds or unfolds it, "" without anything below it."""

    simpul: Simpul
    induk: int | None
    tingkat: int
    urut: int
    saudara: int
    x: str
    y: str
    lebar: str
    tinggi: str
    bentuk: str
    hias: str
    x_tombol: str
    teks: tuple[Teks, ...]
    celah: tuple[Celahan, ...]
    label: str
    lipat: str
    terbuka: bool
    terpotong: bool

    @property
    def jenjang(self) -> str:
        return JenjangKondisi(self.simpul.jenjang).label


@dataclass(frozen=True)
class TautanSusunan:
    nilai: str
    teks: str
    kueri: str
    aktif: bool


@dataclass(frozen=True)
class Gambar:
    """A drawn tree; `dilipat` of its `banyak` conditions are folded away."""

    lebar: str
    tinggi: str
    kotak: tuple[KotakGambar, ...]
    garis: str
    banyak: int
    dilipat: int
    susunan: tuple[TautanSusunan, ...]
    buka_semua: str
    tutup_semua: str


def susun_gambar(pohon: Pohon, pilihan: Pilihan | None = None) -> Gambar:
    """The drawing for the screen."""
    pilihan = pilihan or Pilihan()
    puncak = tuple(_lipat(s, pilihan.tutup) for s in pohon.puncak)
    match pilihan.susunan:
        case Susunan.MELEBAR:
            return _gambar(pohon, puncak, LAYAR[-1], TANPA_TUMPUK, pilihan)
        case Susunan.MENURUN:
            return _gambar(pohon, puncak, SATU_KOLOM, 1, pilihan)
    tumpuk = pilih_tumpuk(puncak, LAYAR[-1], lebar=LEBAR_LAYAR)
    ukuran = next((u for u in LAYAR if lebar_pohon(puncak, u, tumpuk=tumpuk) <= LEBAR_LAYAR), LAYAR[-1])
    return _gambar(pohon, puncak, ukuran, tumpuk, pilihan)


def tanpa_celah(pohon: Pohon) -> Pohon:
    """The same tree without advice on what it lacks."""

    def bersih(simpul: Simpul) -> Simpul:
        return replace(simpul, celah=(), anak=tuple(bersih(a) for a in simpul.anak))

    return replace(pohon, puncak=tuple(bersih(s) for s in pohon.puncak))


def susun_kertas(pohon: Pohon, *, lebar: float, tinggi: float) -> tuple[Gambar, float]:
    """The drawing for a sheet of this size (px), nothing folded and no text cut, and how much it is enlarged there.

    Of all arrangements it is the one whose letters become largest.
    """

    def skala(calon: tuple[Ukuran, int]) -> float:
        tata = tata_pohon(pohon.puncak, _tinggi_utuh, calon[0], tumpuk=calon[1])
        return min(lebar / tata.lebar, tinggi / tata.tinggi)

    terbaik = max(((u, t) for u in KERTAS for t in range(1, dalam_pohon(pohon.puncak) + 2)), key=skala)
    return _gambar(pohon, pohon.puncak, *terbaik, Pilihan(), utuh=True), min(skala(terbaik), PALING_BESAR)


def _gambar(
    pohon: Pohon, puncak: tuple[Simpul, ...], ukuran: Ukuran, tumpuk: int, pilihan: Pilihan, *, utuh: bool = False
) -> Gambar:
    tata = tata_pohon(puncak, _tinggi_utuh if utuh else _tinggi, ukuran, tumpuk=tumpuk)
    asli = {s.pk: s for s in pohon.telusur()}
    letak = dict(_letak(pohon.puncak, None))
    return Gambar(
        lebar=_px(tata.lebar),
        tinggi=_px(tata.tinggi),
        kotak=tuple(_kotak(k, asli[k.cabang.pk], letak[k.cabang.pk], pilihan, utuh=utuh) for k in tata.kotak),
        garis=_jalur(tata.garis),
        banyak=len(asli),
        dilipat=len(asli) - len(tata.kotak),
        susunan=tuple(
            TautanSusunan(s.value, s.label, replace(pilihan, susunan=s).kueri, s == pilihan.susunan) for s in Susunan
        ),
        buka_semua=replace(pilihan, tutup=frozenset()).kueri,
        tutup_semua=replace(pilihan, tutup=frozenset(s.pk for s in asli.values() if s.anak)).kueri,
    )


def _lipat(simpul: Simpul, tutup: frozenset[int]) -> Simpul:
    """The same branch without what is folded away."""
    return replace(simpul, anak=() if simpul.pk in tutup else tuple(_lipat(a, tutup) for a in simpul.anak))


Letak = tuple[int | None, int, int]


def _letak(simpul: tuple[Simpul, ...], induk: int | None) -> Iterator[tuple[int, Letak]]:
    """Of each condition: the one above it, its place among the brothers, and how many they are."""
    for urut, s in enumerate(simpul, start=1):
        yield s.pk, (induk, urut, len(simpul))
        yield from _letak(s.anak, s.pk)


# --- One box ---------------------------------------------------------------------------------------------------------


def _tinggi(simpul: Simpul, lebar: float) -> float:
    return _isi(simpul, lebar)[2]


def _tinggi_utuh(simpul: Simpul, lebar: float) -> float:
    return _isi(simpul, lebar, utuh=True)[2]


def _isi(simpul: Simpul, lebar: float, *, utuh: bool = False) -> tuple[tuple[Teks, ...], tuple[Celahan, ...], float]:
    """The texts of a box of this width, its gaps, and how high they make it. `utuh`: without cutting any."""
    dalam = lebar - 2 * TEPI
    y: float = TINGGI_KEPALA + (JARAK_BAGIAN if simpul.jenjang == JenjangKondisi.AKHIR else 0)
    teks: list[Teks] = []
    for kelas, baris, langkah in _bagian(simpul, dalam, utuh=utuh):
        teks.append(Teks(kelas, _px(y + langkah - 4), langkah, baris))
        y += langkah * len(baris) + JARAK_BAGIAN
    celah: list[Celahan] = []
    for c in simpul.celah:
        for n, kata in enumerate(bagi_baris(c.label, dalam - TANDA, HURUF_RINCIAN)):
            celah.append(Celahan("" if n else _px(y), _px(y + BARIS_RINCIAN - 4), kata))
            y += BARIS_RINCIAN
    return tuple(teks), tuple(celah), y + (JARAK_BAGIAN if celah else 0) + 3


def _bagian(simpul: Simpul, lebar: float, *, utuh: bool) -> Iterator[tuple[str, tuple[str, ...], int]]:
    banyak_uraian, banyak_rincian = (TAK_DIPOTONG,) * 2 if utuh else (PALING_BANYAK_URAIAN, PALING_BANYAK_RINCIAN)
    yield "uraian", ringkas(bagi_baris(simpul.uraian, lebar, HURUF_URAIAN), banyak_uraian), BARIS_URAIAN
    rincian: list[str] = []
    for kata in _rincian(simpul):
        rincian += ringkas(bagi_baris(kata, lebar, HURUF_RINCIAN), banyak_rincian)
    if rincian:
        yield "rincian", tuple(rincian), BARIS_RINCIAN


def _rincian(simpul: Simpul) -> Iterator[str]:
    """What the condition points at, in words; codes where there are any."""
    for tingkat, setingkat in groupby(simpul.indikator, key=attrgetter("tingkat")):
        yield f"{tingkat or 'Indikator'} {_sebut(setingkat)}"
    for sebutan, tautan in (("Unit", simpul.unit), ("Jabatan", simpul.jabatan)):
        if tautan:
            yield f"{sebutan} {_sebut(tautan)}"


def _sebut(tautan: Iterable[Tautan]) -> str:
    return "; ".join(t.kode or t.teks for t in tautan)


def _kotak(k: Kotak, simpul: Simpul, letak: Letak, pilihan: Pilihan, *, utuh: bool) -> KotakGambar:
    induk, urut, saudara = letak
    teks, celah, _ = _isi(simpul, k.lebar, utuh=utuh)
    terbuka = simpul.pk not in pilihan.tutup
    return KotakGambar(
        simpul=simpul,
        induk=induk,
        tingkat=k.tingkat,
        urut=urut,
        saudara=saudara,
        x=_px(k.x),
        y=_px(k.y),
        lebar=_px(k.lebar),
        tinggi=_px(k.tinggi),
        bentuk=_bentuk(simpul.jenjang, k.lebar, k.tinggi),
        hias=_hias(simpul.jenjang, k.lebar, k.tinggi),
        x_tombol=_px(k.lebar - TOMBOL + 4),
        teks=teks,
        celah=celah,
        label=_label(simpul),
        lipat=replace(pilihan, tutup=pilihan.tutup ^ {simpul.pk}).kueri if simpul.anak else "",
        terbuka=terbuka,
        terpotong=any(t.baris[-1].endswith(" …") for t in teks if t.baris),
    )


def _label(simpul: Simpul) -> str:
    """The box in words, for ears and for the search."""
    bagian = [f"{simpul.nomor} {JenjangKondisi(simpul.jenjang).label}: {simpul.uraian.strip().rstrip('.')}"]
    bagian += _rincian(simpul)
    bagian += [c.label for c in simpul.celah]
    return ". ".join(bagian) + "."


# --- Shapes: each level has its own, for those who do not see colours ------------------------------------------------


def _bentuk(jenjang: JenjangKondisi, lebar: float, tinggi: float) -> str:
    match jenjang:
        case JenjangKondisi.FAKTOR:
            return _bersudut(lebar, tinggi, TAKIK, "L")
        case JenjangKondisi.ANTARA:
            return _bersudut(lebar, tinggi, 12, "Q")
        case _:
            return f"M0 0H{_px(lebar)}V{_px(tinggi)}H0Z"


def _bersudut(lebar: float, tinggi: float, r: float, sudut: str) -> str:
    """A box whose corners are cut ("L") or round ("Q")."""
    w, h, ri, w_r, h_r = (_px(n) for n in (lebar, tinggi, r, lebar - r, tinggi - r))

    def tikung(x: str, y: str, ke: str) -> str:
        return f"L{ke}" if sudut == "L" else f"Q{x} {y} {ke}"

    return (
        f"M{ri} 0H{w_r}{tikung(w, '0', f'{w} {ri}')}V{h_r}{tikung(w, h, f'{w_r} {h}')}"
        f"H{ri}{tikung('0', h, f'0 {h_r}')}V{ri}{tikung('0', '0', f'{ri} 0')}Z"
    )


def _hias(jenjang: JenjangKondisi, lebar: float, tinggi: float) -> str:
    """A filled head for the final outcome, a rule at the left of daily work."""
    match jenjang:
        case JenjangKondisi.AKHIR:
            return f"M0 0H{_px(lebar)}V{TINGGI_KEPALA}H0Z"
        case JenjangKondisi.OPERASIONAL:
            return f"M0 0H4V{_px(tinggi)}H0Z"
        case _:
            return ""


def _jalur(garis: Iterable[Garis]) -> str:
    """All connectors as one path."""
    return "".join(f"M{_px(a)} {_px(b)}L{_px(c)} {_px(d)}" for g in garis for a, b, c, d in g.ruas)


def _px(nilai: float) -> str:
    return f"{nilai:.1f}".removesuffix(".0")
