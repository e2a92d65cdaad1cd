"""What a person enters for one realisasi, judged: a figure exactly when the state is Terisi, X and Y only together.

Pure: the grid's form and the workbook both come to this, so that the same entry is right or wrong in both.
"""

from __future__ import annotations

from decimal import Decimal

from renstra.models import NILAI
from sakip.angka import DIGIT_ISIAN_MAKS, bulatkan, format_isian

from .enums import KeadaanNilai
from .perhitungan import Rasio

DESIMAL: int = NILAI["decimal_places"]


class IsianSalah(ValueError):
    """`bidang` is where it must be mended: keadaan, nilai, x or y."""

    def __init__(self, bidang: str, pesan: str) -> None:
        super().__init__(pesan)
        self.bidang = bidang
        self.pesan = pesan


def nilai_menurut_bagian(
    x: Decimal | None, y: Decimal | None, diketik: Decimal | None, *, turunan: bool = False
) -> Decimal | None:
    """The figure of X and Y in percent, rounded as it is stored; without both the one that was typed.

    A typed figure must be the same, to as many decimals as were typed; `turunan`: it only stood there because of the X
    and Y of before, and follows. Raises IsianSalah.
    """
    if x is None and y is None:
        return diketik
    if x is None or y is None:
        kosong, nama = ("x", "Pembilang (X)") if x is None else ("y", "Penyebut (Y)")
        raise IsianSalah(kosong, f"Isi juga {nama}, atau kosongkan keduanya.")
    persen = Rasio(x, y).persen
    if persen is None:
        raise IsianSalah("y", "Penyebut (Y) tidak boleh 0: persennya tidak dapat dihitung.")
    if persen >= Decimal(10) ** (DIGIT_ISIAN_MAKS - DESIMAL):
        raise IsianSalah("x", "Pembilang (X) terlalu besar dibanding penyebutnya.")
    if diketik is not None and not turunan and bulatkan(persen, _banyak_desimal(diketik)) != diketik:
        sebut = format_isian(bulatkan(persen, 2))
        raise IsianSalah("nilai", f"Menurut X dan Y, persennya {sebut}. Kosongkan isian ini, atau perbaiki X dan Y.")
    return bulatkan(persen, DESIMAL)


def wajib_sesuai_keadaan(keadaan: str, nilai: Decimal | None) -> None:
    """Proses and belum ada are states, never a number. Raises IsianSalah."""
    if keadaan == KeadaanNilai.TERISI and nilai is None:
        raise IsianSalah("nilai", "Isi realisasinya, atau pilih keadaan “Proses” atau “Belum ada data”.")
    if keadaan != KeadaanNilai.TERISI and nilai is not None:
        label = KeadaanNilai(keadaan).label
        raise IsianSalah("nilai", f"Kosongkan realisasi, atau pilih keadaan “Terisi”: sekarang “{label}”.")


def _banyak_desimal(nilai: Decimal) -> int:
    pangkat = nilai.as_tuple().exponent
    return max(0, -pangkat) if isinstance(pangkat, int) else 0
