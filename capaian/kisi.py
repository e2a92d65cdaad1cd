"""A quarter's grid of figures: what was typed is read row by row, and what is right of it written.

A row's figure is four cells that hang together: X and Y of a percentage, the realisasi and its keadaan. Beside each
cell travels what was shown in it, so that only touched cells are read, and a figure that somebody else changed
meanwhile is reported. Somebody who wrote the row's prose meanwhile is no obstacle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from organisasi.models import Pengguna
from renstra.enums import JenisSatuan, Polaritas
from renstra.kisi import ANTAR, DALAM
from renstra.models import Satuan
from renstra.satuan import TANPA_NILAI
from sakip.alur import TransisiDitolak
from sakip.angka import format_isian, lipat_homoglif

from . import services
from .enums import KeadaanNilai
from .forms import RealisasiForm
from .lembar import BarisIsian, LembarTriwulan
from .models import Pengukuran, Realisasi
from .services import ANGKA

#: What may be typed into the cell of a realisasi instead of a figure.
KATA_KEADAAN = {
    "proses": KeadaanNilai.PROSES,
    "belum ada": KeadaanNilai.BELUM_ADA,
    "belum ada data": KeadaanNilai.BELUM_ADA,
}
#: The choice of the cell "Keadaan"; "" is a row that nobody has filled in.
PILIHAN_KEADAAN = (
    ("", "–"),
    (KeadaanNilai.TERISI, "Terisi"),
    (KeadaanNilai.PROSES, "Proses"),
    (KeadaanNilai.BELUM_ADA, "Belum ada data"),
)
LABEL = {"x": "Pembilang (X)", "y": "Penyebut (Y)", "nilai": "Realisasi", "keadaan": "Keadaan"}


@dataclass(frozen=True)
class Sel:
    """One cell as the page draws it."""

    kunci: str
    nama: str
    label: str
    teks: str
    galat_id: str
    salah: bool
    judul: str = ""


@dataclass
class BarisKisi:
    """One row of the grid: `teks` stands in its cells, `semula` is what they rest on.

    `galat` is said at a cell; cells in `tunda` wait for another of their row; `bentrok`: somebody else was faster.
    """

    isian: BarisIsian
    teks: dict[str, str] = field(default_factory=dict)
    semula: dict[str, str] = field(default_factory=dict)
    versi: int = 0
    galat: dict[str, str] = field(default_factory=dict)
    tunda: set[str] = field(default_factory=set)
    bentrok: set[str] = field(default_factory=set)
    tertulis: bool = False

    @property
    def pengukuran(self) -> Pengukuran:
        return self.isian.capaian.pengukuran

    @property
    def satuan(self) -> Satuan:
        return self.isian.capaian.satuan

    @property
    def kunci(self) -> tuple[str, ...]:
        """Only a percentage can be given by its parts."""
        return ("x", "y", "nilai", "keadaan") if self.satuan.jenis == JenisSatuan.PERSEN else ("nilai", "keadaan")

    @property
    def disentuh(self) -> list[str]:
        return [n for n in self.kunci if self.teks[n] != self.semula[n]]

    @property
    def dapat_diketik(self) -> bool:
        """Also a row that was locked meanwhile, as long as it holds what could not be saved."""
        return self.isian.boleh_isi or bool(self.galat)

    @property
    def nama_asal(self) -> str:
        return f"{awalan(self.pengukuran)}-asal"

    @property
    def asal(self) -> str:
        return ANTAR.join(DALAM.join((n, str(self.versi), self.semula[n])) for n in self.kunci)

    @property
    def skala(self) -> str:
        return f"skala-{self.satuan.pk}" if self.satuan.jenis == JenisSatuan.ORDINAL else ""

    @property
    def sel(self) -> dict[str, Sel]:
        return {n: self._sel(n) for n in self.kunci}

    def _sel(self, kunci: str) -> Sel:
        pk = self.pengukuran.pk
        label = f"{LABEL[kunci]} indikator {self.isian.capaian.kode}"
        nama = f"{awalan(self.pengukuran)}-{kunci}"
        judul = self.komponen.get(kunci, "")
        label += f": {judul}" if judul else ""
        return Sel(kunci, nama, label, self.teks[kunci], f"galat-{pk}-{kunci}", kunci in self.galat, judul)

    @property
    def komponen(self) -> dict[str, str]:
        """What is counted as X and Y, as the Renstra names it; empty where it names neither or there is no ratio."""
        if "x" not in self.kunci:
            return {}
        indikator = self.pengukuran.indikator
        return {n: nama for n, nama in (("x", indikator.komponen_x), ("y", indikator.komponen_y)) if nama}

    @property
    def makin_rendah(self) -> bool:
        return self.pengukuran.indikator.polaritas == Polaritas.MINIMASI

    @property
    def daftar_galat(self) -> list[tuple[str, str]]:
        """The id that the cell refers to, and the message."""
        return [(f"galat-{self.pengukuran.pk}-{n}", pesan) for n, pesan in self.galat.items()]

    def tolak(self, pesan: str, di: str = "") -> None:
        """Nothing of the row is written: the reason stands at one touched cell, the others wait for it."""
        sentuh = self.disentuh
        utama = di if di in sentuh else "nilai" if "nilai" in sentuh else sentuh[0]
        self.galat[utama] = pesan
        self.tunda |= set(sentuh) - {utama}

    def tangguhkan(self, pesan: str, di: str) -> None:
        """Half of what belongs together: no mistake yet, and not written either."""
        self.tolak(pesan, di)
        self.tunda |= set(self.disentuh)

    @property
    def kabar_beda(self) -> str:
        """Why the row is not submitted when the screen showed something else, see `beda_layar`."""
        tampak = self.teks["nilai"] or dict(PILIHAN_KEADAAN).get(self.teks["keadaan"], "")
        return (
            f"{self.isian.capaian.kode}: yang tampil di layar Anda “{tampak}”, yang tersimpan "
            f"{_cetak(self.isian.realisasi, self.satuan)}. Periksa lagi, lalu ajukan."
        )

    def tandai_bentrok(self, kini: Realisasi | None) -> None:
        """Both values are shown; saving once more then is a choice."""
        disentuh = self.disentuh
        siapa = f" oleh {kini.diisi_oleh}" if kini and kini.diisi_oleh else " orang lain"
        milik = self.teks["nilai"] or dict(PILIHAN_KEADAAN).get(self.teks["keadaan"], "")
        self.tolak(f"Baru saja disimpan{siapa}: {_cetak(kini, self.satuan)}. Isian Anda “{milik}” belum disimpan.")
        self.bentrok = set(disentuh)
        self.versi, self.semula = _versi(kini), teks_sel(kini, self.satuan)


def awalan(pengukuran: Pengukuran) -> str:
    return f"i{pengukuran.pk}"


def teks_sel(realisasi: Realisasi | None, satuan: Satuan) -> dict[str, str]:
    """What the cells show of a stored figure."""
    if realisasi is None:
        return dict.fromkeys(LABEL, "")
    return {
        "x": format_isian(realisasi.x),
        "y": format_isian(realisasi.y),
        "nilai": satuan.cetak_isian(realisasi.nilai),
        "keadaan": realisasi.keadaan,
    }


def baris_tersimpan(isian: BarisIsian) -> BarisKisi:
    """The row as it is stored."""
    semula = teks_sel(isian.realisasi, isian.capaian.satuan)
    return BarisKisi(isian, dict(semula), semula, _versi(isian.realisasi))


def baris_terisi(isian: BarisIsian, data: Mapping[str, Any]) -> BarisKisi:
    """The row as it was typed; a cell that was not posted is not touched."""
    baris = baris_tersimpan(isian)
    for bagian in data.get(baris.nama_asal, "").split(ANTAR):
        kunci, _, sisa = bagian.partition(DALAM)
        if kunci in baris.semula:
            baris.semula[kunci] = sisa.partition(DALAM)[2]
    for kunci in baris.kunci:
        diketik = data.get(f"{awalan(baris.pengukuran)}-{kunci}", baris.semula[kunci])
        baris.teks[kunci] = str(diketik).strip()
    return baris


def baris_dikirim(lembar: LembarTriwulan, data: Mapping[str, Any]) -> list[BarisKisi]:
    """Of the grid the rows that were posted."""
    return [baris_terisi(b, data) for b in lembar.baris if f"{awalan(b.capaian.pengukuran)}-asal" in data]


def beda_layar(lembar: LembarTriwulan, data: Mapping[str, Any]) -> list[BarisKisi]:
    """Of the rows that were posted those whose cells show something else than what is stored."""
    return [b for b in baris_dikirim(lembar, data) if b.disentuh or b.semula != teks_sel(b.isian.realisasi, b.satuan)]


@transaction.atomic
def simpan_baris(lembar: LembarTriwulan, baris: Iterable[BarisKisi], *, oleh: Pengguna) -> None:
    """Write every touched row that can be read and that nobody changed meanwhile; the others say what is wrong."""
    for b in baris:
        if not b.disentuh:
            continue
        if not b.isian.boleh_isi:
            b.tolak(b.isian.alasan_terkunci or "Anda tidak berwenang mengisi baris ini.")
            continue
        kini = b.isian.realisasi
        tersimpan = teks_sel(kini, b.satuan)
        if tersimpan != b.semula and any(tersimpan[n] != b.teks[n] for n in b.disentuh):
            b.tandai_bentrok(kini)
            continue
        _simpan_satu(b, lembar, oleh)


def _simpan_satu(baris: BarisKisi, lembar: LembarTriwulan, oleh: Pengguna) -> None:
    kini, periode = baris.isian.realisasi, lembar.periode
    data = _maksud(baris, kini)
    if baris.galat:
        return
    umum: dict[str, Any] = {"pengukuran": baris.pengukuran, "triwulan": periode.triwulan, "versi": _versi(kini)}
    umum |= {"oleh": oleh, "periode": periode}
    try:
        if not data["keadaan"]:
            services.kosongkan_realisasi(**umum)
        else:
            form = RealisasiForm(data, pengukuran=baris.pengukuran, realisasi=kini, initial={})
            if not form.is_valid():
                for kunci, pesan in form.errors.items():
                    baris.tolak(str(pesan[0]), kunci)
                return
            services.simpan_realisasi(isian=form.isian, **umum)
    except services.RealisasiBentrok as bentrok:
        baris.tandai_bentrok(bentrok.kini)
    except TransisiDitolak as galat:
        baris.tolak(str(galat))
    else:
        baris.tertulis = True


def _maksud(baris: BarisKisi, kini: Realisasi | None) -> dict[str, str]:
    """What the touched cells mean for the whole figure; keadaan "": nothing is to be left of it.

    The cell that was touched decides: a figure typed into a row in "Proses" fills it, and choosing "Proses" takes the
    figure away. Half a ratio waits.
    """
    sentuh, teks = set(baris.disentuh), {n: "" if baris.teks[n] in TANPA_NILAI else baris.teks[n] for n in ANGKA}
    kata = KATA_KEADAAN.get(" ".join(lipat_homoglif(teks["nilai"]).casefold().split()))
    if "nilai" in sentuh and kata:
        return {"keadaan": kata, "nilai": "", "x": "", "y": ""}
    keadaan = teks["keadaan"] if "keadaan" in sentuh else ""
    if sentuh == {"keadaan"} and keadaan != KeadaanNilai.TERISI:
        return {"keadaan": keadaan, "nilai": "", "x": "", "y": ""}
    if bool(teks["x"]) != bool(teks["y"]):
        kurang = LABEL["x" if teks["y"] else "y"]
        baris.tangguhkan(f"Isi juga {kurang}, atau kosongkan keduanya.", "x" if teks["x"] else "y")
    elif teks["x"] and sentuh & {"x", "y"} and "nilai" not in sentuh:
        teks["nilai"] = ""  # it follows from its parts
    if any(teks[n] for n in ("nilai", "x", "y")):
        return teks | {"keadaan": keadaan or KeadaanNilai.TERISI}
    if keadaan == KeadaanNilai.TERISI:
        baris.tangguhkan("Isi juga realisasinya.", "keadaan")
    tetap = kini.keadaan if kini and kini.keadaan != KeadaanNilai.TERISI and "keadaan" not in sentuh else ""
    return teks | {"keadaan": keadaan or tetap}


def _versi(realisasi: Realisasi | None) -> int:
    return realisasi.versi if realisasi else 0


def _cetak(realisasi: Realisasi | None, satuan: Satuan) -> str:
    if realisasi is None:
        return "dikosongkan"
    return satuan.cetak(realisasi.nilai) if realisasi.nilai is not None else realisasi.get_keadaan_display()


def jawaban(lembar: LembarTriwulan, baris: Iterable[BarisKisi]) -> list[dict[str, Any]]:
    """What the browser must know after a save, from `lembar` read again: per cell the stored text and what was wrong.

    `ku`: the row's version is the one that this save wrote. `tunda`: the cell waits for another of its row.
    """
    hasil = []
    for b in baris:
        kini = lembar.cari(b.pengukuran.pk).realisasi
        teks, versi = teks_sel(kini, b.satuan), _versi(kini)
        sel = [
            {
                "kunci": n,
                "versi": versi,
                "teks": teks[n],
                "pesan": b.galat.get(n, ""),
                "bentrok": n in b.bentrok,
                "tunda": n in b.tunda,
                "ku": b.tertulis,
            }
            for n in b.kunci
        ]
        hasil.append({"pk": b.pengukuran.pk, "sel": sel})
    return hasil
