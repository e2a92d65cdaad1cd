"""A workbook that somebody sent → typed rows and findings. Nothing in it is trusted; nothing is guessed."""

from __future__ import annotations

import itertools
import logging
import re
import warnings
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from sakip.angka import rapikan

from .hasil import Baris, GalatSel, HasilBaca
from .kepala import JUDUL_DI_BARIS, Kepala, baris_penomoran, cari_kepala, cari_lembar
from .kolom import LEMBAR_SENDIRI, TEKS, TULISAN, Buku, Kolom, Lembar, kunci_judul, kunci_pilihan
from .lembar_xml import buka_untuk_baca
from .nilai import AWALAN_CONTOH, GalatNilai, baca_sel, baris_contoh, kolom_tanda, tampil, terdekat
from .pemeriksaan import RUSAK, Batas, BerkasDitolak, HasilPeriksa, IsiLembar, periksa_berkas, sebagai_berkas

logger = logging.getLogger(__name__)

BARIS_EXCEL_MAKS = 1_048_576
_TAHUN = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def baca(sumber: Any, buku: Buku, batas: Batas | None = None) -> HasilBaca:
    """Read an upload (path, bytes or open binary file). What is wrong with it is in `galat`, never raised."""
    hasil = HasilBaca(buku, batas or Batas())
    try:
        berkas = sebagai_berkas(sumber)
        periksa = periksa_berkas(berkas, hasil.batas)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells which decorations it drops
            _baca_buku(berkas, hasil, periksa)
    except BerkasDitolak as galat:
        _tolak_berkas(hasil, str(galat))
    except Exception:  # whatever a crafted file makes the parser raise
        logger.info("Workbook unreadable", exc_info=True)
        _tolak_berkas(hasil, RUSAK)
    return hasil


def _tolak_berkas(hasil: HasilBaca, pesan: str) -> None:
    hasil.baris.clear()
    hasil.terbaca = False
    hasil.galat[:] = [GalatSel("", "", "", pesan)]


# --- Sheets --------------------------------------------------------------------------------------------------------


def _baca_buku(berkas: BinaryIO, hasil: HasilBaca, periksa: HasilPeriksa) -> None:
    buku = buka_untuk_baca(berkas)
    try:
        ada = {kunci_judul(ws.title): ws for ws in buku.worksheets if ws.title not in LEMBAR_SENDIRI}
        ada = _temukan(hasil, ada)
        asing = _lembar_asing(hasil, ada)
        for lembar in hasil.buku.lembar:
            ws = ada.get(kunci_judul(lembar.nama))
            if ws is None:
                _lembar_tidak_ada(hasil, lembar, asing)
            elif ws.sheet_state != "visible":
                pesan = "Lembar ini tersembunyi. Tampilkan (klik kanan nama lembar, Tampilkan) dan periksa isinya."
                hasil.catat(GalatSel(lembar.nama, "", "", pesan))
            else:
                PembacaLembar(ws, lembar, hasil, periksa.lembar.get(ws.title, IsiLembar())).baca()
        if not hasil.kolom and hasil.sah and any(lembar.longgar for lembar in hasil.buku.lembar):
            hasil.catat(GalatSel("", "", "", _tak_dikenal(hasil.buku)))
    finally:
        buku.close()


def _temukan(hasil: HasilBaca, ada: dict[str, Any]) -> dict[str, Any]:
    """For a `longgar` sheet that no name leads to: the sheet whose heads fit best, under our name."""
    milik = {kunci_judul(lembar.nama): lembar for lembar in hasil.buku.lembar}
    for lembar in hasil.buku.lembar:
        if not lembar.longgar or kunci_judul(lembar.nama) in ada:
            continue
        ws = cari_lembar(lembar, list(ada.values()), milik)
        if ws is not None:
            hasil.nama_asli[lembar.nama] = ws.title
            nama = lembar.nama if lembar.nama.isupper() else lembar.nama.lower()
            hasil.anggap(lembar.nama, "", f"Lembar “{ws.title}” dibaca sebagai tabel {nama}.")
            sisa = {kunci: satu for kunci, satu in ada.items() if satu is not ws}
            ada = sisa | {kunci_judul(lembar.nama): ws}
    return ada


def _tak_dikenal(buku: Buku) -> str:
    wajib = [f"“{k.judul}”" for lembar in buku.lembar if lembar.longgar for k in lembar.kolom if k.wajib]
    judul = f" Judul kolom yang wajib ada: {', '.join(wajib)}." if wajib else ""
    return f"Tidak ada tabel yang dikenal di berkas ini. Pakai templat, atau beri judul pada kolomnya.{judul}"


def _lembar_asing(hasil: HasilBaca, ada: dict[str, Any]) -> tuple[str, ...]:
    kenal = {kunci_judul(lembar.nama) for lembar in hasil.buku.lembar}
    hasil.diabaikan = [ws.title for kunci, ws in ada.items() if kunci not in kenal]
    return tuple(hasil.diabaikan)


def _lembar_tidak_ada(hasil: HasilBaca, lembar: Lembar, asing: tuple[str, ...]) -> None:
    """A sheet that may be missing is only missed when another one has nearly its name."""
    mirip = terdekat(lembar.nama, asing)
    if mirip:
        pesan = f"Lembar ini tidak ada, tetapi ada “{mirip}”. Ganti nama itu menjadi “{lembar.nama}”."
    elif lembar.wajib:
        pesan = "Lembar ini tidak ada. Pakai templat, dan jangan ganti nama lembarnya."
    else:
        return
    hasil.catat(GalatSel(lembar.nama, "", "", pesan))


class PembacaLembar:
    """Reads one sheet from top to bottom; finds the head row, then takes the rows below it."""

    def __init__(self, ws: Any, lembar: Lembar, hasil: HasilBaca, isi: IsiLembar) -> None:
        self.ws = ws
        self.lembar = lembar
        self.hasil = hasil
        self.isi = isi
        self.baris: list[Baris] = hasil.baris.setdefault(lembar.nama, [])
        self.posisi: list[tuple[Kolom, int]] = []
        self.huruf: dict[str, str] = {}
        self.baris_kosong: Any = None
        self.wajib: list[Kolom] = []  # of those that are there
        self.tanpa_judul: set[int] = set()  # columns without a head whose content was named already
        self.kosong: dict[str, Any] = {k.kunci: "" if k.jenis in (TEKS, TULISAN) else None for k in lembar.kolom}
        self.bertanda = {lembar.kolom[kolom_tanda(contoh)].kunci for contoh in lembar.contoh}
        self.gabung: dict[str, list[tuple[int, int, str]]] = {}  # merged downwards: first row, last row, range
        self.gabung_ke: dict[str, int] = {}  # which of them the rows have come to
        self.atas_gabungan: dict[str, Any] = {}
        self.terpisah: list[tuple[int, str]] = []  # merged ranges that cannot be read
        self.jeda = False  # an empty row was passed
        self.kaki: list[tuple[str, str]] = []  # what stands below the table
        self.belum: frozenset[str] = frozenset()  # required columns that are not there: not judged row by row

    def catat(self, pesan: str, sel: str = "", kolom: str = "", diketik: str = "") -> None:
        self.hasil.catat(GalatSel(self.lembar.nama, sel, kolom, pesan, diketik))

    def baca(self) -> None:
        semua = enumerate(self.ws.iter_rows(max_row=BARIS_EXCEL_MAKS, max_col=self.hasil.batas.kolom + 1), 1)
        awal = [isi for _, isi in zip(range(JUDUL_DI_BARIS + 1), semua, strict=False)]
        kepala = cari_kepala(awal[:JUDUL_DI_BARIS], self.lembar)
        if kepala is None:
            wajib = ", ".join(k.judul for k in self.lembar.kolom if k.wajib) or self.lembar.kolom[0].judul
            self.catat(f"Baris judul kolom tidak ditemukan. Pakai templat; judul yang wajib ada: {wajib}.")
            return
        if self._terlalu_lebar(*awal[kepala.ke]):
            return
        atas = (s.value for _, sel in awal[: kepala.ke] for s in sel)
        self.hasil.pembuka[self.lembar.nama] = [tampil(isi) for isi in atas if isi is not None]
        self._pasang_judul(kepala)
        self._pilah_gabungan(kepala.nomor)
        lewati = self.lembar.longgar and any(baris_penomoran(sel) for _, sel in awal[kepala.ke + 1 : kepala.ke + 2])
        for nomor, sel in itertools.chain(awal[kepala.ke + 1 + lewati :], semua):
            if self.hasil.penuh or not self._terima(nomor, sel):
                break
        self._tutup()

    # -- the head row

    def _pasang_judul(self, kepala: Kepala) -> None:
        asing: list[tuple[str, str]] = []
        asli = self.hasil.judul_asli.setdefault(self.lembar.nama, {})
        kenal = self._kenal(kepala)
        for ke, (teks, nomor) in enumerate(kepala.sel[: self.hasil.batas.kolom]):
            kolom = kenal.get(kunci_judul(teks))
            alamat = f"{get_column_letter(ke + 1)}{nomor}"
            if kolom is None:
                asing += [(teks, alamat)] if teks else []
            elif kolom.kunci in self.huruf:
                kembar = f"{self.huruf[kolom.kunci]}{nomor}"
                pesan = f"Kolom “{kolom.judul}” ada dua kali, juga di sel {kembar}. Hapus salah satunya."
                self.catat(pesan, alamat, kolom.judul)
                self.tanpa_judul.add(ke)
            else:
                self.posisi.append((kolom, ke))
                self.huruf[kolom.kunci] = get_column_letter(ke + 1)
                asli[kolom.kunci] = teks
        self.wajib = [kolom for kolom, _ in self.posisi if kolom.wajib]
        self.hasil.kolom[self.lembar.nama] = set(self.huruf)
        self._periksa_judul(asing, kepala.nomor)
        self.tanpa_judul |= {ke for ke, (teks, _) in enumerate(kepala.sel) if teks}

    def _kenal(self, kepala: Kepala) -> dict[str, Kolom]:
        """Every head that leads to a column in this sheet."""
        kenal = self.lembar.judul
        ada = {kunci_judul(teks) for teks, _ in kepala.sel if teks}
        for kolom in self.lembar.kolom:
            cadangan = [kunci_judul(judul) for judul in kolom.judul_cadangan]
            if cadangan and not any(k is kolom and judul in ada for judul, k in kenal.items()):
                kenal = kenal | dict.fromkeys(cadangan, kolom)
        return kenal

    def _periksa_judul(self, asing: list[tuple[str, str]], nomor: int) -> None:
        kurang = [k for k in self.lembar.kolom if k.kunci not in self.huruf]
        self.hasil.judul_asing[self.lembar.nama] = [teks for teks, _ in asing]
        for teks, alamat in asing:
            mirip = terdekat(teks, tuple(k.judul for k in kurang))
            if self.lembar.longgar and (not mirip or _TAHUN.search(teks)):
                self.hasil.anggap(self.lembar.nama, alamat, f"Kolom “{teks}” tidak dibaca.")
                continue
            saran = f"Ganti judulnya menjadi “{mirip}”." if mirip else "Hapus kolom itu, atau pakai judul dari templat."
            self.catat(f"Kolom “{teks}” tidak dikenal. {saran}", alamat)
        wajib = [k for k in kurang if k.wajib]
        self.belum = frozenset(k.kunci for k in wajib)
        for kolom in wajib:
            self.catat(f"Kolom “{kolom.judul}” tidak ada di baris judul (baris {nomor}). Tambahkan kolom itu.")

    def _pilah_gabungan(self, nomor_judul: int) -> None:
        """Of merged cells only the first has a value; the others would silently be empty."""
        for wilayah in self.isi.gabungan:
            kiri, atas, kanan, bawah = range_boundaries(wilayah)
            kena = [kolom for kolom, ke in self.posisi if kiri <= ke + 1 <= kanan]
            if bawah <= nomor_judul or not kena or (kiri == kanan and kena[0].turun):
                continue
            if self.lembar.mendatar and atas == bawah:
                continue
            if self.lembar.longgar and kiri == kanan and not kena[0].wajib:
                self.gabung.setdefault(kena[0].kunci, []).append((atas, bawah, wilayah))
            else:
                self.terpisah.append((atas, wilayah))
        for daftar in self.gabung.values():
            daftar.sort()

    def _tutup(self) -> None:
        """What is said after the last row: merged cells of the table, not those of a signature below it."""
        akhir = self.baris[-1].nomor if self.baris else 0
        for atas, wilayah in self.terpisah:
            if atas <= akhir or not self.lembar.longgar:
                pesan = "Sel digabung. Pisahkan (Beranda, Gabungkan & Ketengahkan), lalu isi setiap baris."
                self.catat(pesan, wilayah)
        for atas, _, wilayah in (isi for semua in self.gabung.values() for isi in semua):
            if atas <= akhir and self.atas_gabungan.get(wilayah) not in (None, ""):
                self.hasil.anggap(self.lembar.nama, wilayah, "Sel gabungan: isinya berlaku untuk setiap baris.")
        if self.kaki:
            teks = ", ".join(f"“{t}”" for _, t in self.kaki[:3]) + (", …" if len(self.kaki) > 3 else "")
            self.hasil.anggap(self.lembar.nama, self.kaki[0][0], f"Di bawah tabel, tidak dibaca: {teks}.")

    # -- the rows

    def _terima(self, nomor: int, sel: Any) -> bool:
        """One row; False ends the sheet."""
        if sel is self.baris_kosong:  # openpyxl gives one and the same for rows that are not in the file
            return True
        if not any(s.value is not None and s.value != "" for s in sel):
            self.baris_kosong = sel
            self.jeda = bool(self.baris)
            self._periksa_rumus(nomor, sel)
            return True
        if self.jeda and self.lembar.longgar and self._di_bawah_tabel(nomor, sel):
            return True
        if len(self.baris) >= self.hasil.batas.baris:
            self.catat(f"Lebih dari {self.hasil.batas.baris} baris. Bagi menjadi beberapa berkas.", f"A{nomor}")
            return False
        if self._terlalu_lebar(nomor, sel):
            return False
        if not self._contoh(nomor, sel):
            self._baca_baris(nomor, sel)
        return True

    def _di_bawah_tabel(self, nomor: int, sel: Any) -> bool:
        """After an empty row, one without what every row must have: place, date, signature."""
        if not self.wajib or any(sel[ke].value is not None for kolom, ke in self.posisi if kolom.wajib):
            return False
        isi = [(ke, s.value) for ke, s in enumerate(sel, 1) if s.value is not None]
        self.kaki += [(f"{get_column_letter(ke)}{nomor}", tampil(teks)) for ke, teks in isi[:1]]
        return True

    def _terlalu_lebar(self, nomor: int, sel: Any) -> bool:
        batas = self.hasil.batas.kolom
        if lebar := len(sel) > batas and sel[batas].value is not None:
            pesan = f"Lebih dari {batas} kolom. Salin hanya data ke templat."
            self.catat(pesan, f"{get_column_letter(batas + 1)}{nomor}")
        return lebar

    def _baca_baris(self, nomor: int, sel: Any) -> None:
        nilai = self.kosong.copy()
        keliru: list[str] = []
        isi = False
        for kolom, ke in self.posisi:
            if (satu := sel[ke]).value is None:
                continue
            try:
                nilai[kolom.kunci] = terbaca = baca_sel(kolom, satu)
                isi = isi or (terbaca is not None and terbaca != "")
                if kolom.pilihan_lain and self.lembar.longgar and isinstance(satu.value, str):
                    self._sebut_pilihan_lain(kolom, satu.value)
            except GalatNilai as galat:
                self.catat(galat.pesan, f"{self.huruf[kolom.kunci]}{nomor}", kolom.judul, galat.diketik)
                keliru.append(kolom.kunci)
        if self.gabung:
            self._isi_gabungan(nomor, nilai)
        self._periksa_sisa(nomor, sel)
        rumus = self._periksa_rumus(nomor, sel)
        if isi or keliru or rumus:
            self._simpan(Baris(self.lembar.nama, nomor, nilai, self.huruf), {*keliru, *rumus})

    def _sebut_pilihan_lain(self, kolom: Kolom, teks: str) -> None:
        """A near name is said once, not at each of its cells."""
        kunci = kunci_pilihan(rapikan(teks))
        nilai = kolom.peta_pilihan.get(kunci)
        if nilai is not None and kunci not in kolom.kunci_pokok:
            label = [nama for isi, nama in kolom.pilihan if isi == nilai][-1]
            pesan = f"{kolom.judul} “{rapikan(teks)}” dibaca sebagai “{label}”."
            self.hasil.anggap(self.lembar.nama, "", pesan)

    def _isi_gabungan(self, nomor: int, nilai: dict[str, Any]) -> None:
        """Rows come from top to bottom, and so do the ranges of a column: one look at each is enough."""
        for kunci, wilayah in self.gabung.items():
            ke = self.gabung_ke.get(kunci, 0)
            while ke < len(wilayah) and wilayah[ke][1] < nomor:
                ke += 1
            self.gabung_ke[kunci] = ke
            atas, _, alamat = wilayah[ke] if ke < len(wilayah) else (nomor + 1, 0, "")
            if nomor == atas:
                self.atas_gabungan[alamat] = nilai[kunci]
            elif nomor > atas:
                nilai[kunci] = self.atas_gabungan.get(alamat, nilai[kunci])

    def _simpan(self, baris: Baris, keliru: set[str]) -> None:
        """Required cells are judged here: a row of which nothing could be used is no row."""
        for kolom in self.wajib:
            if kolom.kunci not in keliru and baris.nilai[kolom.kunci] in (None, ""):
                self.catat(f"{kolom.judul} wajib diisi.", baris.sel(kolom.kunci), kolom.judul)
                keliru.add(kolom.kunci)
        if keliru or self.belum:
            baris.keliru = self.belum | keliru
        self.baris.append(baris)

    def _periksa_rumus(self, nomor: int, sel: Any) -> list[str]:
        """Keys of cells with a formula that no program has calculated yet; they would read as empty."""
        hasil = []
        if self.isi.rumus:
            for kolom, ke in self.posisi:
                alamat = f"{self.huruf[kolom.kunci]}{nomor}"
                if alamat in self.isi.rumus and sel[ke].value is None:
                    pesan = f"{kolom.judul} berisi rumus yang belum dihitung. Buka berkas di Excel, lalu simpan."
                    self.catat(pesan, alamat, kolom.judul)
                    hasil.append(kolom.kunci)
        return hasil

    def _periksa_sisa(self, nomor: int, sel: Any) -> None:
        """Content beside the table is named once per column: it may be a row that slipped to the side."""
        if len(self.tanpa_judul) == len(sel):
            return
        for ke, satu in enumerate(sel):
            if satu.value is not None and ke not in self.tanpa_judul and str(satu.value).strip():
                self.tanpa_judul.add(ke)
                pesan = "Ada isi di kolom tanpa judul. Hapus, atau pindahkan ke kolom yang benar."
                self.catat(pesan, f"{get_column_letter(ke + 1)}{nomor}", diketik=tampil(satu.value))

    # -- examples

    def _contoh(self, nomor: int, sel: Any) -> bool:
        """Is this one of the template's example rows? One that was typed over is refused, not skipped."""
        tanda = (ke for kolom, ke in self.posisi if kolom.kunci in self.bertanda and _bertanda_contoh(sel[ke].value))
        ke = next(tanda, None)
        if ke is None:
            return False
        isi = {kolom.kunci: _seragam(sel[di].value) for kolom, di in self.posisi}
        if isi not in self._contoh_templat():
            pesan = "Baris contoh sudah diubah. Hapus kata “Contoh:” bila baris ini data, atau hapus barisnya."
            self.catat(pesan, f"{get_column_letter(ke + 1)}{nomor}", diketik=tampil(sel[ke].value))
        return True

    def _contoh_templat(self) -> list[dict[str, str]]:
        hasil = []
        for contoh in self.lembar.contoh:
            tertulis = baris_contoh(self.lembar, contoh)
            kunci = [k.kunci for k in self.lembar.kolom]
            hasil.append({k: _seragam(v) for k, v in zip(kunci, tertulis, strict=True) if k in self.huruf})
        return hasil


def _bertanda_contoh(isi: Any) -> bool:
    return isinstance(isi, str) and isi.lstrip().casefold().startswith(AWALAN_CONTOH.strip().casefold())


def _seragam(isi: Any) -> str:
    if isi is None:
        return ""
    if isinstance(isi, datetime):
        isi = isi.date()
    return isi.isoformat() if isinstance(isi, date) else str(tampil(float(isi)) if _angka(isi) else isi).strip()


def _angka(isi: Any) -> bool:
    return not isinstance(isi, str | bool)
