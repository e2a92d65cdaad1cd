"""Templates and exports. Sheets are streamed (`write_only`), one row at a time; every text is written as text."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from .gaya import ABU, AKSEN, FORMAT, LEBAR, sel_teks, teks_aman
from .kolom import BILANGAN, LEMBAR_PILIHAN, PILIHAN, RUPIAH, YA_TIDAK, Buku, Kolom, Lembar
from .nilai import baris_contoh, nilai_untuk_sel
from .petunjuk import bantuan, sebut_rentang, tulis_petunjuk

BARIS_TEMPLAT = 20_001  # drop-downs reach as far as the reader does
BERBAHAYA = re.compile(r"[=+\-@\t\r]")

Isi = Mapping[str, Iterable[Mapping[str, Any]]]


def tulis_templat(buku: Buku, isi: Isi | None = None) -> bytes:
    """A workbook to fill in; with `isi` it holds today's rows instead of the examples."""
    berkas = Workbook(write_only=True)
    berkas.properties.title = buku.judul
    tulis_petunjuk(berkas, buku)
    daftar = _DaftarPilihan()
    for lembar in buku.lembar:
        baris = (isi or {}).get(lembar.nama)
        _tulis_lembar(berkas, buku, lembar, baris, daftar)
    daftar.tulis(berkas)
    return simpan(berkas)


def tulis_data(buku: Buku, isi: Isi) -> bytes:
    """An export: the same sheets with all rows, without instructions, drop-downs and examples."""
    berkas = Workbook(write_only=True)
    berkas.properties.title = buku.judul
    for lembar in buku.lembar:
        _tulis_lembar(berkas, buku, lembar, isi.get(lembar.nama, ()), None)
    return simpan(berkas)


def simpan(berkas: Workbook) -> bytes:
    aliran = io.BytesIO()
    berkas.save(aliran)
    return aliran.getvalue()


# --- One sheet -----------------------------------------------------------------------------------------------------


def _tulis_lembar(
    berkas: Workbook,
    buku: Buku,
    lembar: Lembar,
    baris: Iterable[Mapping[str, Any]] | None,
    daftar: _DaftarPilihan | None,
) -> None:
    ws = berkas.create_sheet(lembar.nama)
    _siapkan_lembar(ws, lembar)
    ws.append([sel_judul(ws, kolom) for kolom in lembar.kolom])
    banyak = 1
    pilihan = _PilihanBaris(lembar)
    if baris is None:
        for contoh in lembar.contoh:
            isi = zip(lembar.kolom, baris_contoh(lembar, contoh), strict=True)
            ws.append([_contoh(ws, kolom, satu) for kolom, satu in isi])
            banyak += 1
    else:
        for satu, siap in _susun_baris(ws, lembar, baris):
            ws.append(siap)
            banyak += 1
            pilihan.catat(banyak, satu)
    ws.auto_filter.ref = f"A1:{get_column_letter(len(lembar.kolom))}{banyak}"
    if daftar is not None:
        _pasang_validasi(ws, buku, lembar, daftar, pilihan, mulai=banyak + 1 if baris is None else 2)


def _siapkan_lembar(ws: Any, lembar: Lembar) -> None:
    """Everything that stands before the rows in the file."""
    ws.freeze_panes = f"{get_column_letter(lembar.lekat + 1)}2"
    ws.sheet_properties.tabColor = AKSEN
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.orientation = "landscape"
    ws.page_setup.fitToHeight = 0
    ws.print_title_rows = "1:1"
    for ke, kolom in enumerate(lembar.kolom, 1):
        lajur = ws.column_dimensions[get_column_letter(ke)]
        lajur.width = kolom.lebar or max(LEBAR[kolom.jenis], len(kolom.judul) + 4)
        lajur.number_format = FORMAT[kolom.jenis]
        lajur.alignment = Alignment(vertical="top", wrap_text=kolom.paragraf)  # of cells that are still empty
        lajur.protection = Protection(locked=kolom.selalu_terkunci)
        lajur.hidden = kolom.tersembunyi
    if any(kolom.selalu_terkunci or kolom.terkunci_bila for kolom in lembar.kolom):
        kunci = ws.protection
        kunci.sheet = True
        kunci.formatColumns = kunci.insertRows = kunci.deleteRows = kunci.sort = kunci.autoFilter = False


def sel_judul(ws: Any, kolom: Kolom) -> Any:
    sel = WriteOnlyCell(ws)
    teks_aman(sel, f"{kolom.judul} *" if kolom.wajib else kolom.judul)
    sel.font = Font(bold=True, color="FFFFFF")
    sel.fill = PatternFill("solid", fgColor=AKSEN)
    sel.alignment = Alignment(vertical="center", wrap_text=True)
    sel.border = Border(right=Side("thin", color="FFFFFF"))
    return sel


def _contoh(ws: Any, kolom: Kolom, isi: Any) -> Any:
    """Formatted as its column, for people type over it."""
    sel = _sel_kolom(ws, kolom, terkunci=kolom.selalu_terkunci)
    if isinstance(isi, str):
        teks_aman(sel, isi)
    else:
        sel.value = isi
    sel.font = Font(italic=True, color="5B6B6B")
    sel.fill = PatternFill("solid", fgColor=ABU)
    return sel


def _susun_baris(
    ws: Any, lembar: Lembar, baris: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[Mapping[str, Any], list[Any]]]:
    """Cells are written out at once, so one cell per column serves all rows: styling is the slow part."""
    gaya = [_GayaKolom(ws, kolom) for kolom in lembar.kolom]
    for satu in baris:
        yield satu, [g.sel(satu) for g in gaya]


class _GayaKolom:
    """The cells of one column, made once: open and locked, each also for a text that begins like a formula."""

    def __init__(self, ws: Any, kolom: Kolom) -> None:
        self.kolom = kolom
        self.terbuka = (_sel_kolom(ws, kolom, terkunci=False), _sel_kolom(ws, kolom, terkunci=False))
        self.terkunci = (_sel_kolom(ws, kolom, terkunci=True), _sel_kolom(ws, kolom, terkunci=True))
        for _, terkutip in (self.terbuka, self.terkunci):
            terkutip.quotePrefix = True

    def sel(self, baris: Mapping[str, Any]) -> Any:
        """None for an empty cell that anybody may fill."""
        kolom = self.kolom
        terkunci = kolom.selalu_terkunci or (kolom.terkunci_bila is not None and kolom.terkunci_bila(baris))
        polos, terkutip = self.terkunci if terkunci else self.terbuka
        nilai = nilai_untuk_sel(kolom, baris.get(kolom.kunci))
        if nilai is None and not terkunci:
            return None
        sel = terkutip if isinstance(nilai, str) and BERBAHAYA.match(nilai) else polos
        if isinstance(nilai, str):
            teks_aman(sel, nilai)
        else:
            sel.value = nilai
        return sel


def _sel_kolom(ws: Any, kolom: Kolom, *, terkunci: bool) -> Any:
    sel = WriteOnlyCell(ws)
    sel.number_format = FORMAT[kolom.jenis]
    sel.protection = Protection(locked=terkunci)
    sel.alignment = Alignment(vertical="top", wrap_text=kolom.paragraf)
    if terkunci:
        sel.fill = PatternFill("solid", fgColor=ABU)
    return sel


# --- Drop-downs and prompts ----------------------------------------------------------------------------------------


class _DaftarPilihan:
    """The hidden sheet with the choices: one list per column of it, equal lists once."""

    def __init__(self) -> None:
        self.lajur: dict[tuple[str, ...], str] = {}

    def rumus(self, label: tuple[str, ...]) -> str:
        huruf = self.lajur.setdefault(label, get_column_letter(len(self.lajur) + 1))
        return f"{LEMBAR_PILIHAN}!${huruf}$1:${huruf}${len(label)}"

    def tulis(self, berkas: Workbook) -> None:
        if not self.lajur:
            return
        ws = berkas.create_sheet(LEMBAR_PILIHAN)
        ws.sheet_state = "hidden"
        for ke in range(max(map(len, self.lajur))):
            ws.append([sel_teks(ws, label[ke]) if ke < len(label) else None for label in self.lajur])


class _PilihanBaris:
    """Which rows offer which texts in a column of `pilihan_baris`."""

    def __init__(self, lembar: Lembar) -> None:
        self.kolom = [(k.kunci, k.pilihan_baris) for k in lembar.kolom if k.pilihan_baris is not None]
        self.baris: dict[str, dict[tuple[str, ...], list[int]]] = {kunci: {} for kunci, _ in self.kolom}

    def catat(self, nomor: int, isi: Mapping[str, Any]) -> None:
        for kunci, pilih in self.kolom:
            if label := tuple(pilih(isi)):
                self.baris[kunci].setdefault(label, []).append(nomor)


def _pasang_validasi(
    ws: Any, buku: Buku, lembar: Lembar, daftar: _DaftarPilihan, pilihan: _PilihanBaris, mulai: int
) -> None:
    for ke, kolom in enumerate(lembar.kolom, 1):
        huruf, per_baris = get_column_letter(ke), pilihan.baris.get(kolom.kunci, {})
        for label, nomor in per_baris.items():
            _pasang(ws, kolom, _daftar_wajib(daftar.rumus(label)), _wilayah(huruf, nomor))
        if (aturan := _aturan(buku, kolom, daftar)) is not None:
            sisa = sorted(n for baris in per_baris.values() for n in baris)  # rules of one cell must not overlap
            _pasang(ws, kolom, aturan, _wilayah_selain(huruf, mulai, sisa))


def _pasang(ws: Any, kolom: Kolom, aturan: DataValidation, wilayah: str) -> None:
    aturan.sqref = MultiCellRange(wilayah)
    if pesan := bantuan(kolom):
        aturan.promptTitle = kolom.judul[:32]
        aturan.prompt = pesan[:255]
        aturan.showInputMessage = True
    ws.data_validations.append(aturan)


def _wilayah(huruf: str, nomor: list[int]) -> str:
    """Ascending rows as ranges: [2, 3, 5] is "B2:B3 B5:B5"."""
    awal = [n for ke, n in enumerate(nomor) if ke == 0 or nomor[ke - 1] != n - 1]
    akhir = [n for ke, n in enumerate(nomor) if ke == len(nomor) - 1 or nomor[ke + 1] != n + 1]
    return " ".join(f"{huruf}{a}:{huruf}{b}" for a, b in zip(awal, akhir, strict=True))


def _wilayah_selain(huruf: str, mulai: int, nomor: list[int]) -> str:
    """From row `mulai` to the last one, without these."""
    batas = [mulai - 1, *(n for n in nomor if n >= mulai), BARIS_TEMPLAT + 1]
    celah = [(a + 1, b - 1) for a, b in itertools.pairwise(batas) if a + 1 < b]
    return " ".join(f"{huruf}{a}:{huruf}{b}" for a, b in celah)


def _aturan(buku: Buku, kolom: Kolom, daftar: _DaftarPilihan) -> DataValidation | None:
    """What Excel itself checks while typing; the reader checks everything again."""
    if kolom.jenis is YA_TIDAK:
        return _daftar_wajib(daftar.rumus(("Ya", "Tidak")))
    if kolom.jenis is PILIHAN and kolom.pilihan:
        return _daftar_wajib(daftar.rumus(tuple(label for _, label in kolom.pilihan)))
    if kolom.rujukan:
        return DataValidation("list", formula1=_rumus_rujukan(buku, *kolom.rujukan), showErrorMessage=False)
    if kolom.jenis in (BILANGAN, RUPIAH) and (kolom.min is not None or kolom.maks is not None):
        return _rentang(kolom)
    return DataValidation() if bantuan(kolom) else None


def _daftar_wajib(rumus: str) -> DataValidation:
    aturan = DataValidation("list", formula1=rumus, allow_blank=True, showErrorMessage=True)
    aturan.errorTitle = "Pilih dari daftar"
    aturan.error = "Isi sel ini dengan salah satu pilihan dari daftar."
    return aturan


def _rentang(kolom: Kolom) -> DataValidation:
    bawah = -(10**15) if kolom.min is None else kolom.min
    atas = 10**15 if kolom.maks is None else kolom.maks
    aturan = DataValidation("whole", operator="between", formula1=str(bawah), formula2=str(atas), allow_blank=True)
    aturan.showErrorMessage = True
    aturan.errorTitle = kolom.judul[:32]
    aturan.error = f"{kolom.judul} harus {sebut_rentang(kolom)}."[:255]
    return aturan


def _rumus_rujukan(buku: Buku, nama: str, kunci: str) -> str:
    lembar = next(isi for isi in buku.lembar if isi.nama == nama)
    huruf = get_column_letter([k.kunci for k in lembar.kolom].index(kunci) + 1)
    return f"'{nama}'!${huruf}${2 + len(lembar.contoh)}:${huruf}${BARIS_TEMPLAT}"
