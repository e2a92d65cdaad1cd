"""Rows of a file against the DIPA and against what is stored → the plan. Constant queries, whatever the file holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from organisasi.models import Satker
from sakip.angka import DIGIT_ISIAN_MAKS, format_tanggal
from sakip.excel import GalatSel

from ..enums import StatusDipa
from ..kode import KODE_MAKS
from ..models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran
from ..perhitungan.serap import akhir_bulan
from ..rekap import himpun_pagu
from ..services import cari_bentrok
from .baca import Bacaan, BarisRinci
from .kode import Jalur, Peta, Temu, Terdekat, cetak
from .pemetaan import Cara
from .rencana import Asing, Butir, Lama, Pesan, Potret, Rencana, rupiah
from .susun import NOL, susun

AKUN = 6  # digits of an akun
NIHIL_SEBUT = 5  # cells with "nihil" that are named
USUL_UNTUK = 300  # codes for which the nearest ones are looked for


@dataclass
class Tempat:
    """Whose spending of which year; what the database knows of it is asked for once."""

    satker: Satker
    tahun: int
    per_tanggal: datetime.date | None = None

    @cached_property
    def semua_dipa(self) -> list[Dipa]:
        """Those that are or were in force, the newest first."""
        terbit = Dipa.objects.filter(satker=self.satker).for_tahun(self.tahun).exclude(status=StatusDipa.DRAF)
        return list(terbit.order_by("-revisi"))

    @property
    def dipa(self) -> Dipa | None:
        return next((d for d in self.semua_dipa if d.status == StatusDipa.BERLAKU), None)

    @cached_property
    def pos(self) -> list[Pos]:
        if self.dipa is None:
            return []
        return list(self.dipa.pos.only("pk", "dipa_id", "induk_id", "kode", "uraian", "pagu"))

    @cached_property
    def peta(self) -> Peta:
        return Peta(self.pos)

    @cached_property
    def uraian(self) -> dict[str, str]:
        return {p.kode: p.uraian for p in self.pos}

    @cached_property
    def pagu(self) -> dict[str, Decimal | None]:
        hasil = himpun_pagu(self.pos)
        return {p.kode: hasil[p.pk] for p in self.pos}

    @cached_property
    def peta_lama(self) -> list[tuple[str, Peta]]:
        """Nodes of the revisions before; asked for only when a code is not in the DIPA in force."""
        lama = [d for d in self.semua_dipa if d.status != StatusDipa.BERLAKU]
        pos: dict[int, list[Pos]] = {d.pk: [] for d in lama}
        for p in Pos.objects.filter(dipa__in=pos).only("pk", "dipa_id", "induk_id", "kode"):
            pos[p.dipa_id].append(p)
        return [(str(d), Peta(pos[d.pk])) for d in lama]

    @cached_property
    def posisi(self) -> list[PosisiRealisasi]:
        return list(PosisiRealisasi.objects.filter(satker=self.satker).for_tahun(self.tahun))


@dataclass
class _Kelompok:
    """Rows that belong to one code: the cumulative amount per period, and the rows, for the cell of a finding."""

    kode: str
    uraian: str = ""
    luar: bool = False
    nilai: dict[int, Decimal] = field(default_factory=dict)  # period (month, or 0) → sum
    baris: list[BarisRinci] = field(default_factory=list)
    pagu: Decimal | None = None

    def tambah(self, b: BarisRinci, periode: Iterable[int]) -> None:
        self.baris.append(b)
        for p, n in zip((b.bulan,) if b.bulan else periode, b.nilai, strict=True):
            if n is not None:
                self.nilai[p] = self.nilai.get(p, NOL) + n
        if b.pagu is not None:
            self.pagu = (self.pagu or NOL) + b.pagu


def periksa(bacaan: Bacaan, tempat: Tempat) -> Rencana:
    """The plan. Rows of one code are added up; what is wrong with the file stands in `galat`."""
    rencana = Rencana(diabaikan=bacaan.diabaikan)
    susunan = susun(bacaan)
    rencana.selisih, rencana.baris = susunan.selisih, len(susunan.rinci)
    if tempat.dipa is None:
        pesan = f"Belum ada DIPA {tempat.tahun} yang berlaku. Muat dan berlakukan DIPA lebih dahulu."
        bacaan.galat.insert(0, GalatSel("", "", "", pesan))
    elif not susunan.rinci and not bacaan.galat:
        bacaan.tolak("", "", "Tidak ada baris dengan kode dan jumlah di bawah judul tabel.")
    else:
        _sebut_nihil(rencana, bacaan)
        _isi(rencana, bacaan, susunan.rinci, tempat)
    rencana.galat = bacaan.galat
    return rencana


def _sebut_nihil(rencana: Rencana, bacaan: Bacaan) -> None:
    """That a word is taken for 0 is assumed, not read."""
    if bacaan.nihil:
        lain = bacaan.nihil[1:NIHIL_SEBUT]
        sisa = len(bacaan.nihil) - NIHIL_SEBUT
        juga = f" Juga di {', '.join(lain)}{f' dan {sisa} sel lain' if sisa > 0 else ''}." if lain else ""
        rencana.peringatan.append(Pesan(bacaan.nihil[0], f"“nihil” dianggap 0.{juga}"))


def _isi(rencana: Rencana, bacaan: Bacaan, rinci: list[BarisRinci], tempat: Tempat) -> None:
    kelompok = _Pencocok(rencana, bacaan, tempat).kelompokkan(rinci)
    _cek_bentrok_berkas(bacaan, kelompok, tempat)
    potret = _potret(bacaan, kelompok, tempat)
    _cek_pagu(rencana, bacaan, rinci, kelompok, potret, tempat)
    rencana.potret = _banding_tersimpan(potret, kelompok, tempat)
    rencana.bentrok = _bentrok_tersimpan(rencana, tempat)
    rencana.utama = _usul_utama(rencana, tempat)


# --- Codes ---------------------------------------------------------------------------------------------------------


class _Pencocok:
    """Gives each row its node: of the DIPA in force, of an earlier revision, or as a person chose."""

    def __init__(self, rencana: Rencana, bacaan: Bacaan, tempat: Tempat) -> None:
        self.rencana, self.bacaan, self.tempat = rencana, bacaan, tempat
        self.padanan = bacaan.pemetaan.padanan
        self.hasil: dict[str, _Kelompok] = {}
        self.asing: dict[Jalur, list[BarisRinci]] = {}
        self.ganda: dict[Jalur, tuple[str, ...]] = {}
        self.disebut: set[str] = set()
        self.dipilih: dict[str, set[str]] = {}  # node → the remembered codes that lead to it
        self.sebab: dict[str, str] = {}  # remembered code → why it is asked again

    def kelompokkan(self, rinci: Sequence[BarisRinci]) -> dict[str, _Kelompok]:
        self._bagi(rinci)
        if self._tarik_pilihan():
            self._bagi(rinci)
        self.rencana.dipakai = sorted({k for semua in self.dipilih.values() for k in semua})
        usul = Terdekat(self.tempat.peta) if self.asing else None
        for ke, (jalur, baris) in enumerate(self.asing.items()):
            self.rencana.asing.append(self._asing(jalur, baris, usul if ke < USUL_UNTUK else None))
        return self.hasil

    def _bagi(self, rinci: Iterable[BarisRinci]) -> None:
        for isi in (self.hasil, self.asing, self.ganda, self.dipilih):
            isi.clear()
        for b in rinci:
            temu = self._cari(b)
            if temu.kode:
                self._tambah(temu.kode, b, luar=temu.kode not in self.tempat.uraian)
            else:
                self._tanpa_pos(b, temu)

    def _tarik_pilihan(self) -> bool:
        """Choices that put spending above or below that of other rows are asked again; whether there are any."""
        for bawah, atas in cari_bentrok(self.tempat.pos, self.hasil.keys()).items():
            for kode in self.dipilih.get(atas, set()) | self.dipilih.get(bawah, set()):
                node = self.padanan[kode] or kode
                lain = atas if node == bawah or node not in (atas, bawah) else bawah
                self.sebab[kode] = (
                    f"Pilihan {node} tidak dapat dipakai: berkas juga memuat realisasi {lain}, "
                    f"dan {atas} memuat {bawah}. Pilih pos lain."
                )
        self.padanan = {k: n for k, n in self.padanan.items() if k not in self.sebab}
        return bool(self.sebab)

    def _cari(self, b: BarisRinci) -> Temu:
        temu = self.tempat.peta.cari(b.jalur)
        if not temu.kode and not temu.banyak and not temu.terdalam and b.ruas and b.ruas != b.jalur:
            temu = self.tempat.peta.cari(b.ruas)
        if temu.kode or temu.banyak or not self.tempat.peta_lama:
            return temu
        for nama, peta in self.tempat.peta_lama:
            lama = peta.cari(b.jalur)
            if lama.kode and lama.kode not in self.tempat.uraian and lama.panjang > temu.terdalam:
                self._sebut(lama.kode, nama, b)
                return lama
        return temu

    def _sebut(self, kode: str, dipa: str, b: BarisRinci) -> None:
        if kode not in self.disebut:
            self.disebut.add(kode)
            pesan = f"{kode} tidak ada dalam DIPA yang berlaku, tetapi ada dalam {dipa}; dicatat pada kode itu."
            self.rencana.catatan.append(Pesan(self.bacaan.sel_kode(b.nomor), pesan))

    def _tanpa_pos(self, b: BarisRinci, temu: Temu) -> None:
        """As a person chose for this code or one above it; else it waits for a choice."""
        jalur = _pokok(b.jalur, temu, self.tempat.peta)
        for banyak in range(len(jalur), 0, -1):
            dari = cetak(jalur[:banyak])
            if dari in self.padanan and (kode := self._terpilih(dari, jalur[banyak:])):
                self.dipilih.setdefault(kode, set()).add(dari)
                self._tambah(kode, b, luar=kode not in self.tempat.uraian)
                return
        self.asing.setdefault(jalur, []).append(b)
        if temu.banyak:
            self.ganda[jalur] = temu.banyak

    def _terpilih(self, dari: str, sisa: Jalur) -> str:
        """Where a choice leads a code with `sisa` behind it: below the node when the DIPA has that; "" nowhere."""
        node, peta = self.padanan[dari], self.tempat.peta
        if not node:
            return dari if len(dari) <= KODE_MAKS else ""
        if node not in peta.jalur:
            return ""
        if not sisa:
            return node
        return peta.cari(peta.jalur[node] + sisa).kode if node in peta.berinduk else node

    def _tambah(self, kode: str, b: BarisRinci, *, luar: bool) -> None:
        if kode not in self.hasil:
            self.hasil[kode] = _Kelompok(kode, self.tempat.uraian.get(kode, b.uraian), luar)
        self.hasil[kode].tambah(b, self.bacaan.periode)

    def _asing(self, jalur: Jalur, baris: list[BarisRinci], usul: Terdekat | None) -> Asing:
        banyak = self.ganda.get(jalur, ())
        calon = banyak or (usul.usul(jalur) if usul else ())
        jumlah = sum((_akhir(b) for b in baris), NOL)
        kode = cetak(jalur)
        return Asing(
            kode=kode,
            uraian=baris[0].uraian,
            sel=self.bacaan.sel_kode(baris[0].nomor),
            baris=len(baris),
            jumlah=jumlah,
            usul=tuple((k, self.tempat.uraian[k]) for k in calon if k in self.tempat.uraian),
            banyak=bool(banyak),
            luar=len(kode) <= KODE_MAKS,
            sebab=next((s for k, s in self.sebab.items() if k == kode or kode.startswith(f"{k}.")), ""),
        )


def _akhir(b: BarisRinci) -> Decimal:
    """The last amount of the row."""
    return next((n for n in reversed(b.nilai) if n is not None), NOL)


def _pokok(jalur: Jalur, temu: Temu, peta: Peta) -> Jalur:
    """The part of a path that a person is asked about: as deep as the DIPA goes, without akun and lines below."""
    if temu.banyak:
        return jalur[: temu.terdalam]
    awal = max(temu.terdalam + 1, 1)
    for n in range(awal, len(jalur)):
        ruas = jalur[n]
        if n >= peta.batas(jalur) or ruas.startswith("#") or (len(ruas) == AKUN and ruas.isdigit()):
            return jalur[:n]
    return jalur


def _cek_bentrok_berkas(bacaan: Bacaan, kelompok: Mapping[str, _Kelompok], tempat: Tempat) -> None:
    """The file itself spends on a node and on one above it."""
    for bawah, atas in cari_bentrok(tempat.pos, kelompok.keys()).items():
        b = kelompok[bawah].baris[0]
        lain = bacaan.sel_kode(kelompok[atas].baris[0].nomor)
        pesan = (
            f"Realisasi {bawah} dan {atas} (sel {lain}) sama-sama ada di berkas, padahal {atas} memuat {bawah}. "
            "Realisasi dicatat pada satu tingkat saja."
        )
        bacaan.tolak(bacaan.sel_kode(b.nomor), bacaan.pemetaan.kode[-1], pesan)


# --- Snapshots -----------------------------------------------------------------------------------------------------


def _potret(
    bacaan: Bacaan, kelompok: Mapping[str, _Kelompok], tempat: Tempat
) -> list[tuple[datetime.date, dict[str, Decimal]]]:
    """Each as-of date with the cumulative amount per code."""
    if bacaan.pemetaan.cara is Cara.KUMULATIF:
        tanggal = tempat.per_tanggal or (bacaan.kepala.tanggal.isi if bacaan.kepala.tanggal else None)
        if (pesan := salah_tanggal(tanggal, tempat.tahun)) or tanggal is None:
            bacaan.galat.insert(0, GalatSel("", "", "", pesan))
            return []
        potret = [(tanggal, {k: g.nilai[0] for k, g in kelompok.items() if 0 in g.nilai})]
    else:
        potret = _per_bulan(bacaan, kelompok, tempat)
    for tanggal, isi in potret:
        for kode, nilai in isi.items():
            _cek_nilai(bacaan, kelompok[kode], tanggal, nilai)
    return potret


def salah_tanggal(tanggal: datetime.date | None, tahun: int) -> str:
    """What is wrong with an as-of date, "" for a good one."""
    if tanggal is None:
        return "Tanggal data tidak tertulis di berkas. Isi “Data per tanggal”."
    if tanggal < datetime.date(tahun, 1, 1):
        return f"Realisasi {tahun} tidak mungkin per {format_tanggal(tanggal)}, sebelum tahun anggaran mulai."
    if tanggal.year > tahun + 1:
        return f"Data per {format_tanggal(tanggal)} bukan realisasi tahun anggaran {tahun}."
    if tanggal > timezone.localdate():
        return f"Tanggal {format_tanggal(tanggal)} belum tiba."
    return ""


def _per_bulan(
    bacaan: Bacaan, kelompok: Mapping[str, _Kelompok], tempat: Tempat
) -> list[tuple[datetime.date, dict[str, Decimal]]]:
    """From the first to the last month with spending; zeros printed for the months to come make no cut-off."""
    terisi = {p for g in kelompok.values() for p, n in g.nilai.items() if n}
    if not terisi:
        bacaan.galat.insert(0, GalatSel("", "", "", "Tidak ada bulan dengan realisasi di berkas ini."))
        return []
    awal = min(terisi) if bacaan.pemetaan.cara is Cara.PEMBUKUAN else min(bacaan.periode)
    berjalan: dict[str, Decimal] = {}
    hasil = []
    for bulan in range(awal, _bulan_akhir(max(terisi), bacaan, tempat) + 1):
        for kode, g in kelompok.items():
            if bulan in g.nilai:
                tambah = NOL if bacaan.pemetaan.cara is Cara.BULANAN_KUMULATIF else berjalan.get(kode, NOL)
                berjalan[kode] = tambah + g.nilai[bulan]
        if bulan in bacaan.periode or bacaan.pemetaan.cara is Cara.PEMBUKUAN:
            hasil.append((akhir_bulan(tempat.tahun, bulan), dict(berjalan)))
    return _tutup_bulan(bacaan, hasil, tempat)


def _bulan_akhir(terisi: int, bacaan: Bacaan, tempat: Tempat) -> int:
    """The last month with spending, or that of the day of the data: nothing was spent since."""
    per = tempat.per_tanggal
    sampai = per.month if per and per.year == tempat.tahun else 0
    termuat = bacaan.pemetaan.cara is Cara.PEMBUKUAN or sampai in bacaan.periode
    return max(terisi, sampai if termuat else 0)


def _tutup_bulan(
    bacaan: Bacaan, hasil: list[tuple[datetime.date, dict[str, Decimal]]], tempat: Tempat
) -> list[tuple[datetime.date, dict[str, Decimal]]]:
    """The last month ends on the day of the data, when that lies within it."""
    akhir, isi = hasil[-1]
    per = tempat.per_tanggal
    if per and per < akhir:
        if (per.year, per.month) != (akhir.year, akhir.month):
            pesan = f"Berkas memuat realisasi sampai {format_tanggal(akhir)}, sesudah {format_tanggal(per)}."
            bacaan.galat.insert(0, GalatSel("", "", "", pesan))
        hasil[-1] = (per, isi)
    elif akhir > timezone.localdate():
        pesan = f"Bulan terakhir di berkas belum berakhir ({format_tanggal(akhir)}). Isi “Data per tanggal”."
        bacaan.galat.insert(0, GalatSel("", "", "", pesan))
    return hasil


def _cek_nilai(bacaan: Bacaan, g: _Kelompok, tanggal: datetime.date, nilai: Decimal) -> None:
    """A cumulative amount that nobody can have spent, at the first row that makes it so."""
    if nilai >= 0 and nilai.adjusted() < DIGIT_ISIAN_MAKS:
        return
    b = next((b for b in g.baris if any(n is not None and n < 0 for n in b.nilai)), g.baris[0])
    ke = next((ke for ke, n in enumerate(b.nilai) if n is not None and n < 0), 0)
    kunci = bacaan.pemetaan.kolom_nilai[ke][1]
    apa = "negatif" if nilai < 0 else "terlalu besar"
    pesan = f"Realisasi {g.kode} sampai {format_tanggal(tanggal)} menjadi {apa}: {rupiah(nilai)}."
    bacaan.tolak(bacaan.sel_nilai(b.nomor, ke), kunci, pesan)


# --- Pagu ----------------------------------------------------------------------------------------------------------


def _cek_pagu(
    rencana: Rencana,
    bacaan: Bacaan,
    rinci: list[BarisRinci],
    kelompok: Mapping[str, _Kelompok],
    potret: list[tuple[datetime.date, dict[str, Decimal]]],
    tempat: Tempat,
) -> None:
    """Spent more than allowed, by the file's own row or by the DIPA; and where both pagu differ."""
    for b in rinci:
        terpakai = _terpakai(b, bacaan)
        if b.pagu is not None and terpakai > b.pagu:
            pesan = (
                f"{cetak(b.jalur)}: realisasi {rupiah(terpakai)} lebih besar daripada pagunya di berkas, "
                f"{rupiah(b.pagu)}."
            )
            rencana.peringatan.append(Pesan(bacaan.sel_nilai(b.nomor, len(b.nilai) - 1), pesan))
    akhir = potret[-1][1] if potret else {}
    for kode, g in kelompok.items():
        pagu, nilai = tempat.pagu.get(kode), akhir.get(kode)
        sel = bacaan.sel_kode(g.baris[0].nomor)
        if pagu is not None and nilai is not None and nilai > pagu:
            pesan = f"{kode}: realisasi {rupiah(nilai)} lebih besar daripada pagu DIPA, {rupiah(pagu)}."
            rencana.peringatan.append(Pesan(sel, pesan))
        if pagu is not None and g.pagu is not None and g.pagu != pagu:
            pesan = f"{kode}: pagu di berkas {rupiah(g.pagu)}, di DIPA {rupiah(pagu)}."
            rencana.catatan.append(Pesan(sel, pesan))
    _cek_tanggal_berkas(rencana, bacaan, tempat)


def _terpakai(b: BarisRinci, bacaan: Bacaan) -> Decimal:
    """What one row says was spent in all."""
    if bacaan.pemetaan.cara is Cara.BULANAN:
        return sum((n for n in b.nilai if n is not None), NOL)
    return _akhir(b)


def _cek_tanggal_berkas(rencana: Rencana, bacaan: Bacaan, tempat: Tempat) -> None:
    tertulis = bacaan.kepala.tanggal
    if (
        tertulis
        and tempat.per_tanggal
        and tertulis.isi != tempat.per_tanggal
        and bacaan.pemetaan.cara is Cara.KUMULATIF
    ):
        pesan = (
            f"Berkas menyebut “{tertulis.teks}”, sedangkan tanggal yang dipilih {format_tanggal(tempat.per_tanggal)}."
        )
        rencana.peringatan.append(Pesan(tertulis.sel, pesan))


# --- What is stored ------------------------------------------------------------------------------------------------


def _banding_tersimpan(
    potret: list[tuple[datetime.date, dict[str, Decimal]]], kelompok: Mapping[str, _Kelompok], tempat: Tempat
) -> list[Potret]:
    menurut_tanggal: dict[datetime.date, PosisiRealisasi] = {}
    for posisi in tempat.posisi:
        if posisi.per_tanggal is not None:
            menurut_tanggal.setdefault(posisi.per_tanggal, posisi)  # the main one stands first
    hasil = [Potret(tanggal, menurut_tanggal.get(tanggal)) for tanggal, _ in potret]
    tersimpan = _tersimpan(p.posisi for p in hasil if p.posisi)
    for p, (_, isi) in zip(hasil, potret, strict=True):
        lama = dict(tersimpan.get(p.posisi.pk, {})) if p.posisi else {}
        for kode in sorted(isi):
            g = kelompok[kode]
            p.butir.append(Butir(kode, g.uraian, isi[kode], lama.pop(kode, None), g.luar))
        p.hilang = sorted(lama.items())
    return hasil


def _tersimpan(posisi: Iterable[PosisiRealisasi]) -> dict[int, dict[str, Lama]]:
    hasil: dict[int, dict[str, Lama]] = {p.pk: {} for p in posisi}
    if hasil:
        semua = RealisasiAnggaran.objects.filter(posisi__in=hasil)
        for posisi_id, kode, pk, nilai, versi in semua.values_list("posisi_id", "kode", "pk", "nilai", "versi"):
            hasil[posisi_id][kode] = Lama(pk, nilai, versi)
    return hasil


def _bentrok_tersimpan(rencana: Rencana, tempat: Tempat) -> list[str]:
    """Stored codes that the file does not have and that stand on another level than the file's."""
    hasil = []
    for p in rencana.potret:
        hilang = dict(p.hilang)
        terisi = {b.kode for b in p.butir} | hilang.keys()
        for bawah, atas in cari_bentrok(tempat.pos, terisi).items() if hilang else ():
            lama, baru = (bawah, atas) if bawah in hilang else (atas, bawah)
            if lama in hilang and baru not in hilang:
                hasil.append(f"{p.nama}: {lama} tercatat {rupiah(hilang[lama].nilai)}, berkas mencatat {baru}.")
    return hasil


def _usul_utama(rencana: Rencana, tempat: Tempat) -> bool:
    """The newest data become the main cut-off, unless the main one is newer (or of the same day)."""
    if not rencana.potret:
        return False
    akhir = rencana.potret[-1]
    utama = next((p for p in tempat.posisi if p.utama), None)
    if utama is None:
        return True
    return utama.pk != (akhir.posisi and akhir.posisi.pk) and (
        utama.per_tanggal is None or utama.per_tanggal < akhir.tanggal
    )
