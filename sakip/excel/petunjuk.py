"""The first sheet of a template: what each column means, and the prompts that say it at the cell."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from sakip.angka import format_desimal

from .gaya import AKSEN, sel_teks
from .kolom import LEMBAR_PETUNJUK, PILIHAN, TANGGAL, TEKS, TULISAN, Buku, Kolom, Lembar
from .nilai import AWALAN_CONTOH, nilai_untuk_sel, sebut_pilihan, tampil

_LANGKAH = (
    "Isi lembar-lembar berikutnya, satu baris untuk satu data. Jangan ubah nama lembar dan judul kolom.",
    "Kolom dengan tanda * wajib diisi. Urutan kolom bebas.",
    f"Baris yang diawali “{AWALAN_CONTOH.strip()}” hanya contoh dan tidak dibaca; boleh dihapus.",
    "Simpan sebagai Excel Workbook (.xlsx), lalu unggah.",
)
_JUDUL_PETUNJUK = ("Kolom", "Wajib", "Isi", "Keterangan", "Contoh")
_LEBAR_PETUNJUK = (28, 10, 28, 72, 30)


def bantuan(kolom: Kolom) -> str:
    """The prompt at the cell: only what does not go without saying."""
    tanggal = "Misalnya 2 Januari 2024 atau 02/01/2024" if kolom.jenis is TANGGAL else ""
    return _kalimat([kolom.petunjuk, f"Harus {kolom.syarat}" if kolom.syarat else "", tanggal])


def penjelasan(kolom: Kolom) -> str:
    """What may stand in the column, in one line."""
    bagian = [bantuan(kolom)]
    if kolom.terkunci:
        return _kalimat(bagian)
    if kolom.jenis in (TEKS, TULISAN) and kolom.maks and not kolom.syarat:
        bagian.append(f"Paling banyak {format_desimal(kolom.maks)} huruf")
    elif kolom.jenis is not TEKS:
        bagian.append(sebut_rentang(kolom).capitalize())
    if kolom.rujukan:
        bagian.append(f"Seperti pada lembar “{kolom.rujukan[0]}”")
    return _kalimat(bagian)


def _kalimat(bagian: list[str]) -> str:
    return ". ".join(satu.rstrip(".") for satu in bagian if satu)


def sebut_rentang(kolom: Kolom) -> str:
    bagian = [f"paling kecil {tampil(kolom.min)}"] if kolom.min is not None else []
    bagian += [f"paling besar {tampil(kolom.maks)}"] if kolom.maks is not None else []
    return ", ".join(bagian)


def _sebut_jenis(kolom: Kolom) -> str:
    return "kode atau teks pendek" if kolom.jenis is TEKS and kolom.tanpa_spasi else kolom.jenis.value


def tulis_petunjuk(berkas: Workbook, buku: Buku) -> None:
    ws = berkas.create_sheet(LEMBAR_PETUNJUK)
    ws.sheet_view.showGridLines = False
    ws.page_setup.orientation = "landscape"
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.fitToHeight = 0
    for ke, lebar in enumerate(_LEBAR_PETUNJUK, 1):
        ws.column_dimensions[get_column_letter(ke)].width = lebar
    ws.append([_gaya(ws, buku.judul, Font(bold=True, size=16, color=AKSEN))])
    for teks in filter(None, (buku.petunjuk, *(buku.langkah or _LANGKAH))):
        ws.append([sel_teks(ws, teks)])
    for lembar in buku.lembar:
        _tulis_petunjuk_lembar(ws, lembar)


def _tulis_petunjuk_lembar(ws: Any, lembar: Lembar) -> None:
    ws.append([])
    pilihan = "" if lembar.wajib else " (boleh dihapus bila tidak dipakai)"
    ws.append([_gaya(ws, f"Lembar “{lembar.nama}”{pilihan}", Font(bold=True, size=12, color=AKSEN))])
    if lembar.petunjuk:
        ws.append([sel_teks(ws, lembar.petunjuk)])
    ws.append([_kepala(ws, teks) for teks in _JUDUL_PETUNJUK])
    for kolom in (k for k in lembar.kolom if not k.tersembunyi):
        ws.append([_gaya(ws, teks, None) for teks in _baris_petunjuk(kolom)])


def _baris_petunjuk(kolom: Kolom) -> tuple[str, ...]:
    contoh = kolom.contoh_baris[0] if kolom.contoh_baris else None
    nilai = nilai_untuk_sel(kolom, contoh)
    pilihan = sebut_pilihan([label for _, label in kolom.pilihan]) if kolom.jenis is PILIHAN else ""
    keterangan = _kalimat([penjelasan(kolom), pilihan, "Tidak diisi" if kolom.terkunci else ""])
    wajib = "wajib" if kolom.wajib else ""
    return kolom.judul, wajib, _sebut_jenis(kolom), keterangan, "" if nilai is None else tampil(nilai)


def _kepala(ws: Any, teks: str) -> Any:
    sel = _gaya(ws, teks, Font(bold=True, color="FFFFFF"))
    sel.fill = PatternFill("solid", fgColor=AKSEN)
    return sel


def _gaya(ws: Any, teks: str, huruf: Font | None) -> Any:
    sel = sel_teks(ws, teks)
    sel.alignment = Alignment(vertical="top", wrap_text=huruf is None)
    if huruf is not None:
        sel.font = huruf
    else:
        sel.border = Border(bottom=Side("thin", color="D9E0E0"))
    return sel
