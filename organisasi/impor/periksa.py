"""A workbook that was read → a plan, or findings at its cells. Nothing is written, nothing is asked row by row."""

from __future__ import annotations

from sakip.excel import GalatSel, HasilBaca

from .keadaan import Keadaan
from .lingkup import Lingkup
from .pemeriksa import Kerja, PemeriksaLembar
from .periksa_masa import periksa_masa
from .periksa_orang import PeriksaPejabat, PeriksaPengguna, PeriksaPenugasan
from .periksa_susunan import PeriksaJabatan, PeriksaSatker, PeriksaUnit
from .rencana import Rencana

#: Each sheet refers to those before it and to itself.
URUTAN: tuple[type[PemeriksaLembar], ...] = (
    *(PeriksaSatker, PeriksaUnit, PeriksaJabatan),
    *(PeriksaPejabat, PeriksaPenugasan, PeriksaPengguna),
)


def periksa(hasil: HasilBaca, lingkup: Lingkup) -> Rencana:
    """Compare what was read with what the database holds now; the findings join those of the reader."""
    if not hasil.terbaca:
        return Rencana()
    if not hasil.kolom and hasil.sah:
        lembar = ", ".join(isi.nama for isi in hasil.buku.lembar)
        hasil.catat(GalatSel("", "", "", f"Tidak ada lembar yang dikenal. Pakai templat; lembarnya: {lembar}."))
    keadaan = Keadaan(lingkup)
    keadaan.muat_luar(hasil)
    kerja = Kerja(hasil, lingkup, keadaan)
    for kelas in URUTAN:
        kelas(kerja).jalankan()
    periksa_masa(kerja)
    hasil.urutkan()
    return kerja.rencana
