"""Hints beside a perjanjian kinerja: where it and what it rests on say different things. They never block a draft.

Pure rules over plain values: no Django, no query. Each hint says what is wrong, where, and both figures with their
places; `perjanjian.petunjuk` gathers the values, of a stored paper or of one that is being typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sakip.angka import format_desimal, format_rupiah, lipat_homoglif

SAMA, BAGI = "sama", "bagi"  # the manners that `CaraTurun` names; a test holds both together


class JenisPetunjuk(StrEnum):
    """Which rule speaks."""

    TARGET_RENSTRA = "target_renstra"
    SATUAN_RENSTRA = "satuan_renstra"
    TARGET_ATASAN = "target_atasan"
    SATUAN_ATASAN = "satuan_atasan"
    BAGIAN = "bagian"
    TAK_DITURUNKAN = "tak_diturunkan"
    TERPUTUS = "terputus"
    MELEBIHI = "melebihi"
    MENGULANG = "mengulang"
    PAGU = "pagu"
    KODE = "kode"


@dataclass(frozen=True)
class Angka:
    """A figure as it is printed, and the place where it stands."""

    tempat: str
    teks: str


@dataclass(frozen=True)
class Petunjuk:
    """`apa`: what is wrong; `tentang`: the words of the row; `satu`, `dua`: both figures; `rincian`: further rows."""

    jenis: JenisPetunjuk
    apa: str
    tentang: str
    satu: Angka
    dua: Angka
    rincian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Butir:
    """A row of an annex. `nilai` in its own satuan, an ordinal's as its score; `teks`: the target as printed.

    `menurunkan`: the key of the superior's row that it carries. `renstra`: the same indikator in the Renstra.
    """

    kunci: int | None
    tempat: str
    uraian: str
    nilai: Decimal | None
    satuan: str
    teks: str
    sasaran: str = ""
    cara: str = ""
    menurunkan: int | None = None
    renstra: Butir | None = None

    @property
    def angka(self) -> Angka:
        return Angka(self.tempat, self.teks)

    @property
    def angka_satuan(self) -> Angka:
        return Angka(self.tempat, f"{self.teks} ({self.satuan})")


@dataclass(frozen=True)
class Uang:
    """A budget row, in rupiah; `nilai` None: the paper has no amount."""

    tempat: str
    kode: str
    uraian: str
    nilai: Decimal | None

    @property
    def angka(self) -> Angka:
        return Angka(self.tempat, format_rupiah(self.nilai) if self.nilai is not None else "tanpa jumlah")

    @property
    def sebutan(self) -> str:
        return f"{self.kode} {self.uraian}".strip()


@dataclass(frozen=True)
class Lembaran:
    """The rows of one paper."""

    butir: tuple[Butir, ...] = ()
    anggaran: tuple[Uang, ...] = ()


@dataclass(frozen=True)
class Bahan:
    """A paper and what it is held against.

    `saudara`: papers of the same superior, `bawahan`: those of the subordinates. `pagu`: code → rupiah of the DIPA in
    force, `jalur`: code → that code and those above it in the DIPA.
    """

    naskah: Lembaran
    atasan: Lembaran = Lembaran()
    saudara: tuple[Lembaran, ...] = ()
    bawahan: tuple[Lembaran, ...] = ()
    pagu: Mapping[str, Decimal | None] = field(default_factory=dict)
    jalur: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dipa: str = ""


def periksa(b: Bahan) -> list[Petunjuk]:
    """All hints of a paper, in the order in which they are worth reading."""
    milik, atas = b.naskah, b.atasan
    turun = [i for lembar in b.bawahan for i in lembar.butir]
    sejajar = [i for lembar in b.saudara for i in lembar.butir]
    uang_bawah = [u for lembar in b.bawahan for u in lembar.anggaran]
    uang_sejajar = [u for lembar in b.saudara for u in lembar.anggaran]
    return [
        *beda_renstra(milik.butir),
        *beda_atasan(milik.butir, atas.butir),
        *bagian_tidak_pas(_dituju(atas.butir, milik.butir), [*milik.butir, *sejajar]),
        *bagian_tidak_pas(milik.butir, turun),
        *tak_diturunkan(milik.butir, b.bawahan),
        *melebihi(atas.anggaran, milik.anggaran, uang_sejajar, b.jalur),
        *melebihi(milik.anggaran, uang_bawah, [], b.jalur, apa="Anggaran bawahan melebihi anggaran ini"),
        *mengulang(milik.anggaran, atas.anggaran, uang_sejajar, b.jalur, b.pagu),
        *beda_dipa(milik.anggaran, uang_sejajar, b.pagu, b.dipa),
    ]


# --- Targets -------------------------------------------------------------------------------------------------------


def beda_renstra(butir: Iterable[Butir]) -> list[Petunjuk]:
    """A row that is linked to the Renstra and promises something else. A part of a target is left to the sum."""
    hasil = []
    for b in butir:
        if b.renstra is None or b.cara == BAGI:
            continue
        if b.renstra.satuan != b.satuan:
            hasil.append(_petunjuk(JenisPetunjuk.SATUAN_RENSTRA, "Satuan berbeda dari Renstra", b, b.renstra, True))
        elif b.renstra.nilai != b.nilai:
            hasil.append(_petunjuk(JenisPetunjuk.TARGET_RENSTRA, "Target berbeda dari Renstra", b, b.renstra))
    return hasil


def beda_atasan(butir: Iterable[Butir], atasan: Iterable[Butir]) -> list[Petunjuk]:
    """A handed-down row against the superior's, and one whose row above is gone."""
    menurut_kunci = {a.kunci: a for a in atasan}
    hasil = []
    for b in butir:
        atas = menurut_kunci.get(b.menurunkan) if b.menurunkan else None
        if atas is None:
            if b.cara and b.menurunkan is None:
                hasil.append(_terputus(b))
        elif atas.satuan != b.satuan:
            hasil.append(_petunjuk(JenisPetunjuk.SATUAN_ATASAN, "Satuan berbeda dari atasan", b, atas, True))
        elif b.cara == SAMA and atas.nilai != b.nilai:
            hasil.append(_petunjuk(JenisPetunjuk.TARGET_ATASAN, "Target berbeda dari atasan", b, atas))
    return hasil


def _petunjuk(jenis: JenisPetunjuk, apa: str, b: Butir, lain: Butir, satuan: bool = False) -> Petunjuk:
    if satuan:
        return Petunjuk(jenis, apa, b.uraian, b.angka_satuan, lain.angka_satuan)
    return Petunjuk(jenis, apa, b.uraian, b.angka, lain.angka)


def _terputus(b: Butir) -> Petunjuk:
    apa = "Baris atasan yang diturunkan tidak ada lagi"
    return Petunjuk(JenisPetunjuk.TERPUTUS, apa, b.uraian, b.angka, Angka("Perjanjian atasan", "tidak ada"))


def _dituju(atasan: Iterable[Butir], butir: Iterable[Butir]) -> list[Butir]:
    dituju = {b.menurunkan for b in butir if b.cara == BAGI}
    return [a for a in atasan if a.kunci in dituju]


def bagian_tidak_pas(atas: Iterable[Butir], bawah: Iterable[Butir]) -> list[Petunjuk]:
    """A target that is shared out, and whose parts do not add up to it. A part without a target counts as none."""
    per_kunci: dict[int | None, list[Butir]] = defaultdict(list)
    for b in bawah:
        if b.cara == BAGI and b.menurunkan is not None:
            per_kunci[b.menurunkan].append(b)
    hasil = []
    for a in atas:
        bagian = per_kunci.get(a.kunci, []) if a.kunci is not None else []
        jumlah = sum((b.nilai for b in bagian if b.nilai is not None and b.satuan == a.satuan), Decimal(0))
        if bagian and a.nilai != jumlah:
            satu = Angka("Jumlah bagian", format_desimal(jumlah))
            rincian = tuple(f"{b.tempat}: {b.teks}" for b in bagian)
            apa = "Bagian-bagian tidak berjumlah sama dengan target"
            hasil.append(Petunjuk(JenisPetunjuk.BAGIAN, apa, a.uraian, satu, a.angka, rincian))
    return hasil


def tak_diturunkan(butir: Sequence[Butir], bawahan: Sequence[Lembaran]) -> list[Petunjuk]:
    """Rows that no subordinate carries, in one hint. Nothing while no subordinate has a paper.

    A row is carried by a link, or by the same words as an indikator or as a sasaran below: so the papers print it.
    """
    if not bawahan or not butir:
        return []
    turun = [b for lembar in bawahan for b in lembar.butir]
    kunci = {b.menurunkan for b in turun if b.menurunkan is not None}
    kata = {_lipat(k) for b in turun for k in (b.uraian, b.sasaran)}
    sisa = [b for b in butir if b.kunci not in kunci and _lipat(b.uraian) not in kata]
    if not sisa:
        return []
    satu = Angka("Belum diturunkan", f"{len(sisa)} indikator")
    dua = Angka("Perjanjian ini", f"{len(butir)} indikator")
    rincian = tuple(f"{b.tempat}: {b.uraian}" for b in sisa)
    apa = "Indikator yang tidak diturunkan kepada siapa pun"
    return [Petunjuk(JenisPetunjuk.TAK_DITURUNKAN, apa, "", satu, dua, rincian)]


def _lipat(teks: str) -> str:
    return " ".join(lipat_homoglif(teks).casefold().split())


# --- Money ---------------------------------------------------------------------------------------------------------


def melebihi(
    atas: Iterable[Uang],
    milik: Sequence[Uang],
    lain: Sequence[Uang],
    jalur: Mapping[str, Sequence[str]],
    *,
    apa: str = "Anggaran melebihi anggaran atasan",
) -> list[Petunjuk]:
    """Rows of `milik`, with those of `lain`, that together take more than the row above allows.

    A row below another row of the same group is part of it and is not counted again.
    """
    hasil = []
    for a in atas:
        if not a.kode or a.nilai is None:
            continue
        bagian = terluar([u for u in (*milik, *lain) if di_bawah(u.kode, a.kode, jalur)], jalur)
        jumlah = sum((u.nilai for u in bagian if u.nilai is not None), Decimal(0))
        if jumlah > a.nilai and any(u in milik for u in bagian):
            satu = bagian[0].angka if len(bagian) == 1 else Angka("Jumlah baris bawahan", format_rupiah(jumlah))
            rincian = () if len(bagian) == 1 else tuple(f"{u.tempat}: {format_rupiah(u.nilai)}" for u in bagian)
            hasil.append(Petunjuk(JenisPetunjuk.MELEBIHI, apa, a.sebutan, satu, a.angka, rincian))
    return hasil


def mengulang(
    milik: Sequence[Uang],
    atas: Sequence[Uang],
    lain: Sequence[Uang],
    jalur: Mapping[str, Sequence[str]],
    pagu: Mapping[str, Decimal | None],
) -> list[Petunjuk]:
    """Money that counts twice: listed twice in this paper, by a sibling too, or as wide as the superior's row.

    Siblings may share one code, as long as their shares fit into its pagu.
    """
    hasil = []
    for n, u in enumerate(milik):
        if not u.kode:
            continue
        kembar = next((s for s in milik[:n] if searah(u.kode, s.kode, jalur)), None)
        sejajar = next((s for s in lain if searah(u.kode, s.kode, jalur) and not _berbagi(u, lain, pagu)), None)
        sama = next((a for a in atas if di_bawah(a.kode, u.kode, jalur)), None)
        if kembar is not None:
            hasil.append(_ulang("Anggaran tercantum dua kali pada perjanjian ini", u, kembar))
        if sejajar is not None:
            hasil.append(_ulang("Anggaran juga dijanjikan pejabat lain", u, sejajar))
        if sama is not None:
            hasil.append(_ulang("Baris anggaran mengulang baris atasan seluruhnya", u, sama))
    return hasil


def _ulang(apa: str, u: Uang, lain: Uang) -> Petunjuk:
    return Petunjuk(JenisPetunjuk.MENGULANG, apa, u.sebutan, u.angka, lain.angka)


def bersama(u: Uang, lain: Iterable[Uang]) -> Decimal:
    """The row with the shares that siblings have of the same code."""
    return sum((s.nilai for s in lain if s.kode == u.kode and s.nilai is not None), u.nilai or Decimal(0))


def _berbagi(u: Uang, lain: Sequence[Uang], pagu: Mapping[str, Decimal | None]) -> bool:
    batas = pagu.get(u.kode)
    return batas is not None and any(s.kode == u.kode for s in lain) and bersama(u, lain) <= batas


def beda_dipa(
    milik: Iterable[Uang], lain: Sequence[Uang], pagu: Mapping[str, Decimal | None], dipa: str
) -> list[Petunjuk]:
    """Rows whose code the DIPA in force gives another amount, or does not know. Nothing without a DIPA.

    A row that makes up the pagu together with the same code in papers of siblings agrees.
    """
    hasil = []
    for u in milik:
        if not u.kode or not pagu:
            continue
        if u.kode not in pagu:
            dua = Angka(dipa, "kode tidak ada")
            hasil.append(Petunjuk(JenisPetunjuk.KODE, "Kode tidak ada dalam DIPA", u.sebutan, u.angka, dua))
        elif pagu[u.kode] not in {None, u.nilai, bersama(u, lain)}:
            dua = Angka(f"{dipa}, pos {u.kode}", format_rupiah(pagu[u.kode]))
            hasil.append(Petunjuk(JenisPetunjuk.PAGU, "Anggaran berbeda dari pagu DIPA", u.sebutan, u.angka, dua))
    return hasil


# --- Codes ---------------------------------------------------------------------------------------------------------


def di_bawah(kode: str, induk: str, jalur: Mapping[str, Sequence[str]]) -> bool:
    """Whether a code names the same node as `induk` or one below it: by the DIPA's tree, else by its parts."""
    if not kode or not induk:
        return False
    if kode in jalur and induk in jalur:
        return induk in jalur[kode]
    satu, dua = _bagian_kode(kode), _bagian_kode(induk)
    return satu[: len(dua)] == dua


def searah(satu: str, dua: str, jalur: Mapping[str, Sequence[str]]) -> bool:
    return di_bawah(satu, dua, jalur) or di_bawah(dua, satu, jalur)


def terluar(milik: Sequence[Uang], jalur: Mapping[str, Sequence[str]]) -> list[Uang]:
    """Those that are not part of another one of the group."""
    return [
        u
        for u in milik
        if not any(s.kode != u.kode and di_bawah(u.kode, s.kode, jalur) and s.nilai is not None for s in milik)
    ]


def _bagian_kode(kode: str) -> list[str]:
    return [b for b in (bagian.strip().upper() for bagian in kode.split(".")) if b]
