"""Which stored row a row of the file is about, and what it hangs on."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sakip.excel import Baris

from ..enums import JenisSasaran
from .isi import MODEL, NAMA, TANPA_INDUK, Butir, lipat
from .susunan import INDIKATOR, KEGIATAN, PROGRAM, SASARAN, TUJUAN

if TYPE_CHECKING:
    from .periksa import Pemeriksa

TANDA = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9a-f]{10})")
DI_ATAS = {
    JenisSasaran.STRATEGIS: TUJUAN,
    JenisSasaran.PROGRAM: PROGRAM,
    JenisSasaran.KEGIATAN: KEGIATAN,
}


class Ditolak(Exception):
    """The row was refused; the finding is made."""


class Pengenal:
    """Which stored row a row of the file is about: by its mark, else by its text and what it hangs on."""

    def __init__(self, pemeriksa: Pemeriksa, nama: str) -> None:
        self.p = pemeriksa
        self.nama = nama
        semua = pemeriksa.isi.lembar[nama]
        self.pk = {b.objek.pk: b for b in semua}
        self.sidik: dict[int, str] = {}
        bertanda = {int(t[2]) for b in pemeriksa.hasil[nama] if (t := self._tanda(b))}
        self.polos: defaultdict[tuple[int, str], list[Butir]] = defaultdict(list)
        for butir in semua:
            if butir.objek.pk not in bertanda:
                self.polos[id(butir.induk), lipat(butir.nama)].append(butir)
        self.baru: dict[tuple[int, str], Baris] = {}

    def _tanda(self, baris: Baris) -> re.Match[str] | None:
        """Marks of another Renstra are as good as none."""
        cocok = TANDA.fullmatch(baris["tanda"]) if baris["tanda"] else None
        renstra = self.p.isi.renstra
        return cocok if cocok and renstra is not None and int(cocok[1]) == renstra.pk else None

    def kenali(self, baris: Baris, rujukan: Rujukan) -> Butir:
        """Raises Ditolak, with a finding made."""
        tanda = self._tanda(baris)
        butir = self._bertanda(baris, tanda) if tanda else None
        induk = rujukan.induk(baris, butir)
        if butir is None:
            return self._tanpa_tanda(baris, induk, rujukan)
        if butir.induk is not induk or rujukan.jenis_berubah(butir):
            self._pindah(butir, baris, induk, rujukan)
        return butir

    def _bertanda(self, baris: Baris, tanda: re.Match[str]) -> Butir:
        butir = self.pk.get(int(tanda[2]))
        if butir is None:
            self._sudah_dihapus(baris, int(tanda[2]))
            raise Ditolak
        if butir.baris is not None:
            pesan = f"Tanda ini sudah dipakai baris {butir.baris.nomor}. Kosongkan Tanda SAKIP pada baris yang baru."
            self.p.hasil.tolak(baris, "tanda", pesan)
            raise Ditolak
        self.sidik[id(butir)] = tanda[3]
        butir.baris = baris
        return butir

    def _sudah_dihapus(self, baris: Baris, pk: int) -> None:
        butir = Butir(self.nama, MODEL[self.nama](pk=pk), nama=baris[NAMA[self.nama]])
        pesan = "Baris ini sudah dihapus di SAKIP. Hapus barisnya, atau kosongkan Tanda SAKIP untuk menambahnya lagi."
        sel, kolom = baris.sel("tanda"), self.p.kolom[self.nama]["tanda"].judul
        self.p.catat_bentrok(butir, pesan, sel=sel, kolom=kolom, tercatat="sudah dihapus", berkas="masih ada")

    def _tanpa_tanda(self, baris: Baris, induk: Butir | None, rujukan: Rujukan) -> Butir:
        kunci = (id(induk), lipat(baris[NAMA[self.nama]]))
        if kunci in self.baru:
            pesan = f"Baris ini sama dengan baris {self.baru[kunci].nomor}. Hapus salah satunya."
            self.p.tolak(baris, NAMA[self.nama], pesan)
            raise Ditolak
        if calon := self.polos.get(kunci):
            return calon.pop(0)
        if self.nama == SASARAN and "induk" not in rujukan.ada and (satu := self._di_mana_pun(kunci[1], rujukan.jenis)):
            return satu
        self.baru[kunci] = baris
        butir = Butir(self.nama, MODEL[self.nama](), induk)
        if self.nama == SASARAN:
            butir.objek.jenis = rujukan.jenis
        return butir

    def _di_mana_pun(self, nama: str, jenis: str) -> Butir | None:
        """For a table that does not say what its sasaran stand under."""
        semua = (b for (_, lain), isi in self.polos.items() if lain == nama for b in isi)
        return next((b for b in semua if b.baris is None and b.sel["jenis"] == jenis), None)

    def _pindah(self, butir: Butir, baris: Baris, induk: Butir | None, rujukan: Rujukan) -> None:
        butir.baris = baris
        kunci = "sasaran" if self.nama == INDIKATOR else "induk"
        lama = butir.induk.nama if butir.induk else ""
        if butir.induk is not induk:
            self.p.catat(butir, kunci, lama, induk.nama if induk else "", "induk")
        butir.induk = induk
        if self.nama == SASARAN:
            butir.bidang.add("induk")
            self.p.ubah(butir, "jenis", rujukan.jenis)

    def berubah_sejak(self, butir: Butir) -> bool:
        """Whether somebody changed the row after the file was made, so that its differences may be undoing that."""
        tanda = self.sidik.get(id(butir))
        if tanda is None or not butir.ubahan:
            return False
        return tanda != butir.sidik()


class Rujukan:
    """What a row hangs on; an empty cell continues the row above."""

    def __init__(self, pemeriksa: Pemeriksa, nama: str) -> None:
        self.p = pemeriksa
        self.nama = nama
        self.ada = pemeriksa.hasil.kolom[nama]
        self.jenis: str = JenisSasaran.STRATEGIS
        self.atas = ""
        self.teks = ""
        self.kurang = False  # that there is no column "Sasaran" was said

    def jenis_berubah(self, butir: Butir) -> bool:
        return self.nama == SASARAN and butir.sel["jenis"] != self.jenis

    def induk(self, baris: Baris, butir: Butir | None) -> Butir | None:
        if baris.keliru & {"induk", "sasaran", "jenis"}:
            raise Ditolak
        match self.nama:
            case "Kegiatan":
                return self._program(baris, butir)
            case "Sasaran":
                return self._di_atas_sasaran(baris, butir)
            case "Indikator":
                return self._sasaran(baris, butir)
        return None

    def _program(self, baris: Baris, butir: Butir | None) -> Butir | None:
        if "induk" not in self.ada and butir is not None:
            return butir.induk
        self.atas = baris["induk"] or self.atas
        return self._wajib(baris, PROGRAM)

    def _di_atas_sasaran(self, baris: Baris, butir: Butir | None) -> Butir | None:
        jenis = baris["jenis"] or (butir.sel["jenis"] if butir and "jenis" not in self.ada else self.jenis)
        self.atas = baris["induk"] or (self.atas if jenis == self.jenis else "")
        self.jenis = jenis
        if "induk" not in self.ada and butir is not None:
            return butir.induk
        if jenis == JenisSasaran.STRATEGIS and self.atas in {"", TANPA_INDUK, "–"}:
            return None
        return self._wajib(baris, DI_ATAS[JenisSasaran(jenis)])

    def _wajib(self, baris: Baris, nama: str) -> Butir:
        if not self.atas:
            self.p.hasil.tolak(baris, "induk", f"{nama} di atasnya wajib diisi.")
            raise Ditolak
        return self.p.cari(nama, baris, "induk", self.atas)

    def _sasaran(self, baris: Baris, butir: Butir | None) -> Butir | None:
        if "sasaran" not in self.ada:
            return butir.induk if butir is not None else self._sasaran_disimpulkan(baris)
        if baris["sasaran"] or baris["induk"]:
            self.atas = baris["induk"]
        self.teks = baris["sasaran"] or self.teks
        if not self.teks:
            self.p.hasil.tolak(baris, "sasaran", "Sasaran wajib diisi.")
            raise Ditolak
        return self.p.sasaran(baris, self.teks, self.atas)

    def _sasaran_disimpulkan(self, baris: Baris) -> Butir:
        """A table without the column: what is known stays where it is, what is new goes below the only sasaran."""
        nama = lipat(baris[NAMA[INDIKATOR]])
        sama = [b.induk for b in self.p.isi.lembar[INDIKATOR] if lipat(b.nama) == nama and b.induk]
        semua = [b for b in self.p.rencana.lembar[SASARAN] if not b.hilang and b.objek.jenis == JenisSasaran.STRATEGIS]
        if len(sama) == 1:
            return sama[0]
        if len(semua) == 1:
            self.p.hasil.anggap(INDIKATOR, "", f"Indikator baru ditempatkan di bawah sasaran “{semua[0].sebutan}”.")
            return semua[0]
        if not self.kurang:
            self.kurang = True
            pesan = "Kolom “Sasaran” tidak ada. Tambahkan kolom itu dan tulis sasaran di atas setiap indikatornya."
            self.p.hasil.tolak(baris, NAMA[INDIKATOR], pesan)
        raise Ditolak
