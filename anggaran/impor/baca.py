"""An export → its rows: path of the code, amounts per period, pagu. What cannot be read is a finding with its cell."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from sakip.angka import GalatAngka, parse_tanggal
from sakip.excel import Batas, GalatSel
from sakip.excel.mentah import BarisMentah, LembarMentah, buka_mentah
from sakip.excel.nilai import tampil
from sakip.excel.pemeriksaan import BerkasDitolak
from sakip.impor import ImporDitolak

from .jumlah import NIHIL, JumlahTakTerbaca, baca_jumlah
from .kepala import BARIS_JUDUL, Kepala, baris_penomoran, huruf, temukan
from .kode import RUAS_MAKS, Jalur, KodeTakTerbaca, Penyusun, baca_kode, gabung
from .pemetaan import BentukKode, Cara, Pemetaan, usulkan

BATAS = Batas(baris=60_000)
CONTOH = 200  # rows below the head that a proposal looks at
URAIAN_MAKS = 200
TANGGAL_MAKS = 40  # letters
_TOTAL = re.compile(r"\W*(?:(?:grand|sub)\W*)*(total|jumlah|jml)\b\W*(.*)", re.IGNORECASE | re.DOTALL)
_SUB = re.compile(r"\W*sub", re.IGNORECASE)
_KURANG = re.compile(
    r"(k|kr|cr|c|kredit|credit|-|kurang|pengurang(an)?|pengembalian|setoran|negatif|batal|koreksi kurang)\.?"
)
_TAMBAH = re.compile(r"(d|db|dr|debet|debit|\+|tambah|penambah(an)?|realisasi|belanja|positif|normal)?\.?")
_TANGGAL_STRIP = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})[- ]([0-9]{2,4})")


class TanpaTabel(ImporDitolak):
    """The file can be opened, but no sheet of it has a head that says something to us."""


@dataclass(slots=True)
class BarisRinci:
    """A row with a code. `nilai` is parallel to `Bacaan.periode`; `bulan`: of a transaction's date, 0 without one."""

    nomor: int
    jalur: Jalur
    ruas: Jalur
    uraian: str
    nilai: tuple[Decimal | None, ...]
    pagu: Decimal | None = None
    bulan: int = 0


@dataclass(slots=True)
class BarisTotal:
    """A row that says "JUMLAH" or "Sub total"; `sampai`: so many rows of `Bacaan.baris` stand above it."""

    nomor: int
    label: str
    nilai: tuple[Decimal | None, ...]
    sampai: int
    sub: bool
    jalur: Jalur = ()


@dataclass
class Bacaan:
    """What was read of one sheet."""

    pemetaan: Pemetaan
    kepala: Kepala
    lembar: str
    periode: tuple[int, ...] = ()
    baris: list[BarisRinci] = field(default_factory=list)
    total: list[BarisTotal] = field(default_factory=list)
    galat: list[GalatSel] = field(default_factory=list)
    diabaikan: list[str] = field(default_factory=list)
    letak: dict[str, str] = field(default_factory=dict)  # key of a column → its letter
    judul: dict[str, str] = field(default_factory=dict)  # key of a column → its heading
    nihil: list[str] = field(default_factory=list)  # cells with that word, which is taken for 0

    def sel(self, nomor: int, kunci: str) -> str:
        return f"{self.letak.get(kunci, 'A')}{nomor}"

    def sel_nilai(self, nomor: int, ke: int = 0) -> str:
        """The cell of the amount of a period, by its place in `periode`."""
        return self.sel(nomor, self.pemetaan.kolom_nilai[ke][1])

    def sel_kode(self, nomor: int) -> str:
        return self.sel(nomor, self.pemetaan.kode[-1])

    def tolak(self, sel: str, kunci: str, pesan: str, diketik: Any = "") -> None:
        """Keep a finding; the last one that fits says that there are more."""
        if len(self.galat) == BATAS.galat - 1:
            lebih = f"Lebih dari {BATAS.galat - 1} kesalahan. Perbaiki dulu yang di atas."
            self.galat.append(GalatSel("", "", "", lebih))
        elif len(self.galat) < BATAS.galat:
            teks = "" if diketik == "" else tampil(diketik)
            self.galat.append(GalatSel(self.lembar, sel, self.judul.get(kunci, ""), pesan, teks))

    @property
    def penuh(self) -> bool:
        return len(self.galat) >= BATAS.galat


@dataclass(frozen=True)
class Kenalan:
    """What an upload looks like before anything is decided: sheet, head, first rows, what the headings propose."""

    lembar: str
    kepala: Kepala
    contoh: tuple[BarisMentah, ...]
    usul: Pemetaan


# --- The table -----------------------------------------------------------------------------------------------------


def kenali(isi: bytes, *, nomor: int | None = None) -> Kenalan:
    """Raises ImporDitolak for a file that cannot be opened or has no table that says something to us."""
    try:
        with buka_mentah(isi, BATAS) as lembar:
            ws, kepala = _pilih_lembar(lembar, None, nomor)
            contoh = tuple(islice((b for b in ws.baris() if b[0] > kepala.nomor), CONTOH))
    except BerkasDitolak as galat:
        raise ImporDitolak(str(galat)) from galat
    return Kenalan(ws.nama, kepala, contoh, lengkapi(usulkan(kepala.judul), kepala, contoh))


def lengkapi(pemetaan: Pemetaan, kepala: Kepala, contoh: Iterable[BarisMentah]) -> Pemetaan:
    """What only the rows tell: whether codes are the last parts alone."""
    if len(pemetaan.kode) != 1 or pemetaan.kode[0] not in kepala.kunci:
        return pemetaan
    ke = kepala.kunci.index(pemetaan.kode[0])
    pendek = 0
    for _, sel in contoh:
        try:
            ruas = baca_kode(sel[ke].value, sel[ke].number_format) if ke < len(sel) else ()
        except KodeTakTerbaca:
            continue
        pendek += len(ruas) == 1 and len(ruas[0]) in (1, 2, 3, 6)
    bentuk = BentukKode.BERTINGKAT if pendek >= 2 else BentukKode.LENGKAP
    return replace(pemetaan, bentuk=bentuk)


def _pilih_lembar(
    lembar: Sequence[LembarMentah], pemetaan: Pemetaan | None, nomor: int | None
) -> tuple[LembarMentah, Kepala]:
    """The first visible sheet with every column of the mapping; without a mapping the first one with a head."""
    calon = []
    for ws in lembar:
        if ws.terlihat:
            kepala = temukan(list(islice(ws.baris(), BARIS_JUDUL)), nomor=nomor)
            if kepala and (pemetaan is None or pemetaan.cocok(kepala.kunci)):
                return ws, kepala
            calon += [(ws, kepala)] if kepala else []
    if calon and pemetaan is not None:
        kurang = ", ".join(f"“{k}”" for k in pemetaan.tidak_ada(calon[0][1].kunci))
        raise ImporDitolak(
            f"Kolom berkas tidak sama dengan pemetaannya; tidak ada kolom {kurang}. Atur ulang kolomnya."
        )
    raise TanpaTabel(
        "Tidak ada tabel yang dikenal di berkas ini. Harus ada baris judul dengan kolom kode dan kolom jumlah."
    )


def baca(isi: bytes, pemetaan: Pemetaan, *, satker: str, tahun: int, nomor: int | None = None) -> Bacaan:
    """All rows by a mapping. Findings are in `galat`; raises ImporDitolak for what cannot be read at all."""
    try:
        with buka_mentah(isi, BATAS) as lembar:
            ws, kepala = _pilih_lembar(lembar, pemetaan, nomor)
            bacaan = Bacaan(pemetaan, kepala, ws.nama, diabaikan=[s.nama for s in lembar if s is not ws])
            Pembaca(bacaan, ws, satker=satker, tahun=tahun).baca()
            return bacaan
    except BerkasDitolak as galat:
        raise ImporDitolak(str(galat)) from galat


def contoh(kenalan: Kenalan, pemetaan: Pemetaan, *, satker: str, tahun: int) -> Bacaan:
    """The first rows as they would be read."""
    ws = LembarMentah(kenalan.lembar, True, None, len(kenalan.kepala.judul))
    bacaan = Bacaan(pemetaan, kenalan.kepala, kenalan.lembar)
    Pembaca(bacaan, ws, satker=satker, tahun=tahun).baca_baris(kenalan.contoh)
    return bacaan


# --- The rows ------------------------------------------------------------------------------------------------------


class Pembaca:
    """Takes the rows below the head, one after the other."""

    def __init__(self, bacaan: Bacaan, ws: LembarMentah, *, satker: str, tahun: int) -> None:
        self.hasil, self.ws, self.satker, self.tahun = bacaan, ws, satker, tahun
        self.peta = p = bacaan.pemetaan
        kunci = bacaan.kepala.kunci
        self.ke = {k: n for n, k in enumerate(kunci) if k}
        bacaan.letak = {k: huruf(n) for k, n in self.ke.items()}
        bacaan.judul = {k: bacaan.kepala.judul[n] for k, n in self.ke.items()}
        bacaan.periode = tuple(b for b, _ in p.kolom_nilai)
        self.nilai = [(self.ke[k], k) for _, k in p.kolom_nilai if k in self.ke]
        self.kode = [self.ke[k] for k in p.kode if k in self.ke]
        self.penyusun = Penyusun(bertingkat=p.bentuk is BentukKode.BERTINGKAT)
        self.terakhir: list[Jalur] = [()] * len(self.kode)
        self.ingat: dict[Any, Jalur] = {}
        self.gabungan = _Gabungan(
            ws.gabungan, {*self.kode, *(self.ke.get(k, -1) for k in (p.satker, p.tahun, p.tanggal))}
        )

    def baca(self) -> None:
        self._periksa_atas()
        self.baca_baris(b for b in self.ws.baris() if b[0] > self.hasil.kepala.nomor)

    def baca_baris(self, baris: Iterable[BarisMentah]) -> None:
        sisa = iter(baris)
        pertama = next(sisa, None)
        if pertama is not None and not baris_penomoran(pertama[1]):
            self._baris(*pertama)
        for nomor, sel in sisa:
            if self.hasil.penuh:
                return
            if len(self.hasil.baris) >= BATAS.baris:
                self.hasil.tolak(f"A{nomor}", "", f"Lebih dari {BATAS.baris} baris. Bagi menjadi beberapa berkas.")
                return
            self._baris(nomor, sel)

    def _periksa_atas(self) -> None:
        """Satker and year that the lines above the table state; a code of another form cannot be compared."""
        satker, tahun = self.hasil.kepala.satker, self.hasil.kepala.tahun
        if satker and len(self.satker) == len(satker[0].isi) and self.satker not in {s.isi for s in satker}:
            s = satker[0]
            self.hasil.tolak(s.sel, "", f"Berkas ini milik satker {s.isi}, bukan {self.satker}.", s.teks)
        if tahun and self.tahun not in {t.isi for t in tahun}:
            t = tahun[0]
            self.hasil.tolak(t.sel, "", f"Berkas ini tahun anggaran {t.isi}, bukan {self.tahun}.", t.teks)

    def _baris(self, nomor: int, sel: Sequence[Any]) -> None:
        if self.gabungan.ada:
            sel = self.gabungan.isi(nomor, sel)
        if self._kepala_lagi(sel):
            return
        if label := self._label_total(sel):
            self._total(nomor, sel, label)
            return
        try:
            ruas = self._ruas(sel)
        except KodeTakTerbaca as galat:
            self._kode_keliru(nomor, sel, str(galat))
            return
        if not ruas and not self._berisi(sel):
            return
        jalur = self._jalur(nomor, ruas)
        if not jalur:
            self.hasil.tolak(
                self.hasil.sel_kode(nomor), self.peta.kode[-1], "Kode kosong, padahal baris ini memuat jumlah."
            )
            return
        if len(jalur) > RUAS_MAKS:
            self._kode_keliru(nomor, sel, "terlalu panjang")
            return
        self._rinci(nomor, sel, jalur, ruas)

    def _kepala_lagi(self, sel: Sequence[Any]) -> bool:
        """The head printed once more on a new page."""
        judul, ke = self.hasil.kepala.judul, self.kode[0]
        isi = sel[ke].value if ke < len(sel) else None
        return isinstance(isi, str) and isi.strip() == judul[ke] and bool(judul[ke])

    def _label_total(self, sel: Sequence[Any]) -> str:
        """The text of a row that says it is a total: where the code would stand, or beside an empty code."""
        kosong = True
        for ke in self.kode:
            isi = sel[ke].value
            if isinstance(isi, str) and not isi.isspace():
                if isi[:1] in "0123456789":
                    return ""
                if _TOTAL.match(isi):
                    return isi.strip()
                kosong = False
            elif isi is not None:
                kosong = False
        if not kosong:
            return ""
        pertama = next((s.value for s in sel if isinstance(s.value, str) and s.value.strip()), "")
        return pertama.strip() if _TOTAL.match(pertama) else ""

    def _ruas(self, sel: Sequence[Any]) -> Jalur:
        if len(self.kode) == 1:
            return self._kode(sel[self.kode[0]])
        return self._susun([self._kode(sel[ke]) for ke in self.kode])

    def _susun(self, bagian: list[Jalur]) -> Jalur:
        """Columns of levels: an empty one in front of a filled one means what stands above."""
        terisi = [n for n, b in enumerate(bagian) if b]
        if not terisi:
            return ()
        for n in range(terisi[0]):
            bagian[n] = self.terakhir[n]
        self.terakhir = bagian
        jalur: Jalur = ()
        for b in bagian[: terisi[-1] + 1]:
            jalur = gabung(jalur, b)
        return jalur

    def _kode(self, sel: Any) -> Jalur:
        isi = sel.value
        if isi is None:
            return ()
        kunci = isi if isinstance(isi, str) else (isi, sel.number_format)
        ruas = self.ingat.get(kunci)
        if ruas is None:
            ruas = self.ingat[kunci] = baca_kode(isi, sel.number_format or "")
        return ruas

    def _jalur(self, nomor: int, ruas: Jalur) -> Jalur:
        if ruas:
            return self.penyusun.jalur(ruas)
        return self.penyusun.butir(nomor) if self.penyusun.bertingkat and self.penyusun.tumpuk else ()

    def _berisi(self, sel: Sequence[Any]) -> bool:
        """Whether a row without a code has an amount that is not zero."""
        for ke, _ in self.nilai:
            isi = sel[ke].value
            if isinstance(isi, int | float) and not isinstance(isi, bool) and isi:
                return True
            if isinstance(isi, str):
                try:
                    if baca_jumlah(isi, self.peta.notasi):
                        return True
                except JumlahTakTerbaca:
                    continue
        return False

    def _kode_keliru(self, nomor: int, sel: Sequence[Any], pesan: str) -> None:
        """A heading or a signature between the rows is none of ours; an amount without a code we can read is."""
        if self._berisi(sel):
            ke, kunci = self.kode[-1], self.peta.kode[-1]
            self.hasil.tolak(self.hasil.sel_kode(nomor), kunci, f"Kode {pesan}.", sel[ke].value)

    # -- amounts

    def _rinci(self, nomor: int, sel: Sequence[Any], jalur: Jalur, ruas: Jalur) -> None:
        nilai = self._jumlah(nomor, sel)
        pagu = self._satu(nomor, sel, self.peta.pagu)
        if pagu is None and all(n is None for n in nilai):
            return
        self._cek_tempat(nomor, sel)
        uraian = sel[self.ke[self.peta.uraian]].value if self.peta.uraian in self.ke else ""
        bulan = self._bulan(nomor, sel) if self.peta.cara is Cara.PEMBUKUAN else 0
        self.hasil.baris.append(
            BarisRinci(nomor, jalur, ruas, "" if uraian is None else str(uraian)[:URAIAN_MAKS], nilai, pagu, bulan)
        )

    def _total(self, nomor: int, sel: Sequence[Any], label: str) -> None:
        """Compared only; one that cannot be read is none of the rows."""
        nilai = []
        for ke, _ in self.nilai:
            try:
                nilai.append(baca_jumlah(sel[ke].value, self.peta.notasi))
            except JumlahTakTerbaca:
                nilai.append(None)
        if all(n is None for n in nilai):
            return
        cocok = _TOTAL.match(label)
        try:
            ruas = baca_kode(cocok[2]) if cocok and any(c.isdigit() for c in cocok[2]) else ()
        except KodeTakTerbaca:
            ruas = ()
        jalur = _jalur_total(self.penyusun, ruas)
        self.hasil.total.append(
            BarisTotal(nomor, label, tuple(nilai), len(self.hasil.baris), bool(_SUB.match(label)), jalur)
        )

    def _jumlah(self, nomor: int, sel: Sequence[Any]) -> tuple[Decimal | None, ...]:
        minus = self._minus(nomor, sel)
        hasil = []
        for ke, kunci in self.nilai:
            n = self._baca(nomor, sel[ke].value, kunci)
            hasil.append(-n if minus and n else n)
        return tuple(hasil)

    def _satu(self, nomor: int, sel: Sequence[Any], kunci: str) -> Decimal | None:
        return self._baca(nomor, sel[self.ke[kunci]].value, kunci) if kunci in self.ke else None

    def _baca(self, nomor: int, isi: Any, kunci: str) -> Decimal | None:
        if isi is None:
            if self.ws.rumus and self.hasil.sel(nomor, kunci) in self.ws.rumus:
                pesan = (
                    f"{self.hasil.judul[kunci]} berisi rumus yang belum dihitung. Buka berkas di Excel, lalu simpan."
                )
                self.hasil.tolak(self.hasil.sel(nomor, kunci), kunci, pesan)
            return None
        if isinstance(isi, str) and isi.strip().lower() == NIHIL:
            self.hasil.nihil.append(self.hasil.sel(nomor, kunci))
        try:
            return baca_jumlah(isi, self.peta.notasi)
        except JumlahTakTerbaca as galat:
            self.hasil.tolak(self.hasil.sel(nomor, kunci), kunci, f"{self.hasil.judul[kunci]} {galat}.", isi)
            return None

    def _minus(self, nomor: int, sel: Sequence[Any]) -> bool:
        """Whether the sign column takes this row away."""
        if self.peta.tanda not in self.ke:
            return False
        isi = sel[self.ke[self.peta.tanda]].value
        teks = "" if isi is None else str(isi).strip().casefold()
        if _TAMBAH.fullmatch(teks):
            return False
        if not _KURANG.fullmatch(teks):
            kunci = self.peta.tanda
            pesan = f"{self.hasil.judul[kunci]} harus D atau K, + atau -, Tambah atau Kurang."
            self.hasil.tolak(self.hasil.sel(nomor, kunci), kunci, pesan, isi)
        return True

    # -- satker, year, date

    def _cek_tempat(self, nomor: int, sel: Sequence[Any]) -> None:
        if self.peta.satker in self.ke:
            isi = sel[self.ke[self.peta.satker]].value
            teks = "" if isi is None else str(isi).strip()
            if teks and self.satker not in re.findall(r"\w+", teks):
                self._tolak(
                    nomor, self.peta.satker, f"Kode satker bukan {self.satker}. Baris ini milik satker lain.", isi
                )
        if self.peta.tahun in self.ke:
            isi = sel[self.ke[self.peta.tahun]].value
            teks = "" if isi is None else str(int(isi) if isinstance(isi, float) and isi.is_integer() else isi).strip()
            if teks and teks != str(self.tahun):
                self._tolak(nomor, self.peta.tahun, f"Tahun anggaran harus {self.tahun}.", isi)

    def _bulan(self, nomor: int, sel: Sequence[Any]) -> int:
        """Month of the transaction; 0 without a date, or with one that was refused."""
        kunci = self.peta.tanggal
        isi = sel[self.ke[kunci]].value if kunci in self.ke else None
        if isi is None or (isinstance(isi, str) and not isi.strip()):
            return 0
        try:
            tanggal = baca_tanggal(isi)
        except GalatAngka:
            self._tolak(nomor, kunci, "Harus berupa tanggal, misalnya 30/06/2024.", isi)
            return -1
        if tanggal.year != self.tahun:
            self._tolak(nomor, kunci, f"Tanggal di luar tahun anggaran {self.tahun}.", isi)
            return -1
        return tanggal.month

    def _tolak(self, nomor: int, kunci: str, pesan: str, isi: Any) -> None:
        self.hasil.tolak(self.hasil.sel(nomor, kunci), kunci, pesan, isi)


def _jalur_total(penyusun: Penyusun, ruas: Jalur) -> Jalur:
    """The path that a total's code means, without moving the place where the rows stand."""
    if not ruas:
        return ()
    program, tumpuk = penyusun.program, penyusun.tumpuk
    try:
        return penyusun.jalur(ruas)
    finally:
        penyusun.program, penyusun.tumpuk = program, tumpuk


def baca_tanggal(isi: Any) -> datetime.date:
    """A date, also "30-JUN-24" and "2024-06-30 00:00:00" of exports. Raises GalatAngka."""
    if isinstance(isi, datetime.datetime):
        return isi.date()
    if isinstance(isi, datetime.date):
        return isi
    if not isinstance(isi, str):
        raise GalatAngka("Harus berupa tanggal.")
    teks = isi.strip()
    if len(teks) > TANGGAL_MAKS:
        raise GalatAngka("Harus berupa tanggal.")
    if cocok := _TANGGAL_STRIP.fullmatch(teks):
        tahun = cocok[3] if len(cocok[3]) == 4 else f"20{cocok[3]}"
        return parse_tanggal(f"{cocok[1]} {cocok[2]} {tahun}")
    return parse_tanggal(re.sub(r"[ T][0-9]{2}:[0-9]{2}.*$", "", teks))


class _Gabungan:
    """Merged cells of the columns that a row is known by: each of its rows has what stands in the first."""

    def __init__(self, wilayah: Sequence[tuple[int, int, int, int]], kolom: set[int]) -> None:
        self.menurut: dict[int, list[tuple[int, int]]] = {}
        for kiri, atas, _, bawah in wilayah:
            if bawah > atas and kiri - 1 in kolom:
                self.menurut.setdefault(kiri - 1, []).append((atas, bawah))
        for daftar in self.menurut.values():
            daftar.sort()
        self.ada = bool(self.menurut)
        self.puncak: dict[tuple[int, int], Any] = {}

    def isi(self, nomor: int, sel: Sequence[Any]) -> Sequence[Any]:
        baru: list[Any] | None = None
        for ke, daftar in self.menurut.items():
            n = bisect_right(daftar, (nomor, 10**9)) - 1
            if n < 0 or nomor > daftar[n][1]:
                continue
            if nomor == daftar[n][0]:
                self.puncak[ke, nomor] = sel[ke]
            elif (puncak := self.puncak.get((ke, daftar[n][0]))) is not None and sel[ke].value is None:
                baru = baru or list(sel)
                baru[ke] = puncak
        return sel if baru is None else baru
