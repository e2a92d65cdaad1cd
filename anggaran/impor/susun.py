"""The rows of a file among themselves: which are totals, whether those add up, which codes stand twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sakip.angka import BULAN

from .baca import Bacaan, BarisRinci, BarisTotal
from .kode import Jalur, cetak
from .pemetaan import Cara
from .rencana import Pesan, rupiah

NOL = Decimal(0)


@dataclass
class Susunan:
    """The rows that carry an amount of their own, and where totals differ from the sum of their parts."""

    rinci: list[BarisRinci] = field(default_factory=list)
    selisih: list[Pesan] = field(default_factory=list)


def susun(bacaan: Bacaan) -> Susunan:
    """Findings about rows go to `bacaan`."""
    berbawah = {b.jalur[:n] for b in bacaan.baris for n in range(1, len(b.jalur))}
    pembukuan = bacaan.pemetaan.cara is Cara.PEMBUKUAN
    hasil = Susunan()
    induk: list[BarisRinci] = []
    pertama: dict[Jalur, BarisRinci] = {}
    bertanggal = {b.jalur for b in bacaan.baris if b.bulan} if pembukuan else set()
    for b in bacaan.baris:
        if b.bulan < 0:
            continue  # its date was refused
        if pembukuan and b.bulan:
            hasil.rinci.append(b)
        elif b.jalur in berbawah or (pembukuan and b.jalur in bertanggal):
            induk.append(b)
        elif pembukuan:
            _tanpa_tanggal(bacaan, b)
        elif (dulu := pertama.setdefault(b.jalur, b)) is b or bacaan.pemetaan.ganda:
            hasil.rinci.append(b)
        else:
            pesan = f"Kode {cetak(b.jalur)} sudah ada di sel {bacaan.sel_kode(dulu.nomor)}."
            bacaan.tolak(bacaan.sel_kode(b.nomor), bacaan.pemetaan.kode[-1], pesan)
    _banding_induk(bacaan, hasil, induk)
    _banding_total(bacaan, hasil)
    return hasil


def _tanpa_tanggal(bacaan: Bacaan, b: BarisRinci) -> None:
    if any(b.nilai):
        kunci = bacaan.pemetaan.tanggal
        bacaan.tolak(bacaan.sel(b.nomor, kunci), kunci, "Tanggal wajib diisi pada baris transaksi.")


# --- Totals --------------------------------------------------------------------------------------------------------


def _banding_induk(bacaan: Bacaan, hasil: Susunan, induk: Sequence[BarisRinci]) -> None:
    """Each row with rows below it against those right below: a wrong one in between is told once."""
    tertulis: dict[Jalur, list[Decimal]] = {}
    for b in induk:
        if any(n is not None for n in b.nilai):
            _tambah(tertulis.setdefault(b.jalur, [NOL] * len(b.nilai)), b.nilai)
    if not tertulis:
        return
    bawah = {jalur: [NOL] * len(bacaan.periode) for jalur in tertulis}
    for b in induk:
        if b.jalur in tertulis:
            _tambah_ke(bawah, b, len(b.jalur) - 1)
    for b in hasil.rinci:
        _tambah_ke(bawah, b, len(b.jalur))
    for b in induk:
        if (jumlah := tertulis.pop(b.jalur, None)) is not None:
            _banding(bacaan, hasil, b.nomor, cetak(b.jalur), jumlah, bawah[b.jalur])


def _tambah_ke(bawah: dict[Jalur, list[Decimal]], b: BarisRinci, mulai: int) -> None:
    """To the nearest total above that the file has."""
    for n in range(mulai, 0, -1):
        if (jumlah := bawah.get(b.jalur[:n])) is not None:
            _tambah(jumlah, b.nilai)
            return


def _banding_total(bacaan: Bacaan, hasil: Susunan) -> None:
    """Rows that say "JUMLAH": of the code they name, else of the rows since the last one, or of all rows above."""
    menurut_nomor = sorted(hasil.rinci, key=lambda b: b.nomor)
    rupa = [t.jalur for t in bacaan.total if t.jalur]
    per_jalur = _jumlah_menurut(hasil.rinci, set(rupa), len(bacaan.periode))
    semua, sejak, ke = [NOL] * len(bacaan.periode), [NOL] * len(bacaan.periode), 0
    for t in bacaan.total:
        while ke < len(menurut_nomor) and menurut_nomor[ke].nomor < t.nomor:
            _tambah(semua, menurut_nomor[ke].nilai)
            _tambah(sejak, menurut_nomor[ke].nilai)
            ke += 1
        if t.jalur in per_jalur:
            _banding(bacaan, hasil, t.nomor, t.label, t.nilai, per_jalur[t.jalur])
        elif not _sama(t, semua) and not _sama(t, sejak):
            _banding(bacaan, hasil, t.nomor, t.label, t.nilai, sejak if t.sub else semua)
        sejak = [NOL] * len(bacaan.periode)


def _jumlah_menurut(rinci: Iterable[BarisRinci], jalur: set[Jalur], lebar: int) -> dict[Jalur, list[Decimal]]:
    hasil: dict[Jalur, list[Decimal]] = {}
    if jalur:
        for b in rinci:
            for n in range(1, len(b.jalur) + 1):
                if b.jalur[:n] in jalur:
                    _tambah(hasil.setdefault(b.jalur[:n], [NOL] * lebar), b.nilai)
    return hasil


def _sama(t: BarisTotal, jumlah: Sequence[Decimal]) -> bool:
    return all(n is None or n == j for n, j in zip(t.nilai, jumlah, strict=True))


def _tambah(jumlah: list[Decimal], nilai: Sequence[Decimal | None]) -> None:
    for ke, n in enumerate(nilai):
        if n is not None:
            jumlah[ke] += n


def _banding(
    bacaan: Bacaan,
    hasil: Susunan,
    nomor: int,
    sebutan: str,
    tertulis: Sequence[Decimal | None],
    bawah: Sequence[Decimal],
) -> None:
    """The first period in which both differ, and how many more do."""
    beda = [ke for ke, (n, j) in enumerate(zip(tertulis, bawah, strict=False)) if n is not None and n != j]
    if not beda:
        return
    ke = beda[0]
    bulan = bacaan.periode[ke]
    kapan = f" {BULAN[bulan - 1]}" if bulan else ""
    lagi = f" Juga di {len(beda) - 1} bulan lain." if len(beda) > 1 else ""
    n = tertulis[ke] or NOL
    pesan = (
        f"{sebutan}:{kapan} tertulis {rupiah(n)}, jumlah bagiannya {rupiah(bawah[ke])}, "
        f"selisih {rupiah(n - bawah[ke])}.{lagi}"
    )
    hasil.selisih.append(Pesan(bacaan.sel_nilai(nomor, ke), pesan))
