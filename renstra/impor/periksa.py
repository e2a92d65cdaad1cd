"""A workbook that was read → a plan, or findings at its cells. Nothing is written, nothing is asked row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

from organisasi.models import Satker, Unit
from sakip.angka import GalatAngka, format_desimal
from sakip.excel import PILIHAN, Baris, GalatSel, HasilBaca, Kolom, terdekat

from ..enums import Agregasi, JenisSasaran, JenisSatuan
from ..ikut.impor import periksa_warisan
from ..models import Renstra, Sasaran, Satuan
from .isi import BERKODE, MODEL, NAMA, NILAI, TANPA_INDUK, TEKS, Butir, Isi, Ubahan, lipat
from .rencana import Rencana
from .susunan import INDIKATOR, KEGIATAN, PROGRAM, RENSTRA, SASARAN, TUJUAN, tahun_standar, tahun_target

PERIODE_MAKS = 10  # years
USUL_MAKS = 100  # finding the nearest name costs time; after so many mistakes the person has another problem
BOLEH_KOSONG = frozenset({"tahun_baseline", "batas"})
DI_ATAS = {
    JenisSasaran.STRATEGIS: TUJUAN,
    JenisSasaran.PROGRAM: PROGRAM,
    JenisSasaran.KEGIATAN: KEGIATAN,
}
_TANDA = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9a-f]{10})")


def periksa(hasil: HasilBaca, isi: Isi, satker: Satker, periode: range) -> Rencana:
    """Compare what was read with what is stored (`isi`, used up by this); the findings join those of the reader."""
    pemeriksa = Pemeriksa(hasil, isi, satker, periode)
    if hasil.terbaca:
        pemeriksa.jalankan()
        hasil.urutkan()
    return pemeriksa.rencana


class Ditolak(Exception):
    """The row was refused; the finding is made."""


class Pemeriksa:
    """`lengkap`: the file is an export of this Renstra, so what is missing in it goes. `basi`: it changed since."""

    def __init__(self, hasil: HasilBaca, isi: Isi, satker: Satker, periode: range) -> None:
        self.hasil = hasil
        self.isi = isi
        self.acuan = isi.acuan
        self.periode = periode
        self.rencana = Rencana()
        self.kolom = {lembar.nama: {k.kunci: k for k in lembar.kolom} for lembar in hasil.buku.lembar}
        self.lengkap = self.basi = False
        self.ragu: set[tuple[str, str]] = set()
        self.usul = 0
        self.menurut_nama: dict[str, defaultdict[str, list[Butir]]] = {}
        self.menurut_kode: dict[str, defaultdict[str, list[Butir]]] = {}
        self._sasaran: dict[tuple[str, str], Butir] = {}
        self._nilai: dict[tuple[str, str], tuple[Decimal | None, str, str]] = {}
        self._pelaksana: dict[str, tuple[list[Unit], str, str]] = {}
        induk = Butir(RENSTRA, Renstra(satker=satker)) if isi.renstra is None else isi.lembar[RENSTRA][0]
        self.rencana.lembar[RENSTRA] = [induk]

    def jalankan(self) -> None:
        self._periksa_renstra()
        for nama in list(MODEL)[1:]:
            if nama in self.hasil.kolom:
                self._periksa_lembar(nama)
            else:
                self.rencana.lembar[nama] += self.isi.lembar[nama]
            self._indeks(nama)
        self._periksa_yatim()
        periksa_warisan(self.hasil, self.rencana, self.isi.renstra)

    def tolak(self, baris: Baris, kunci: str | None, pesan: str) -> None:
        self.hasil.tolak(baris, kunci, pesan, baris.nilai.get(kunci or "") or "")

    # --- The Renstra itself -----------------------------------------------------------------------------------------

    def _periksa_renstra(self) -> None:
        baris = self.hasil[RENSTRA]
        butir = self.rencana.lembar[RENSTRA][0]
        for lebih in baris[1:]:
            self.hasil.tolak(lebih, None, "Lembar ini hanya satu baris: satu berkas untuk satu Renstra.")
        if baris:
            self._baca_tanda_renstra(baris[0])
            self._isi(butir, baris[0])
            self._periksa_periode(baris[0])
        elif butir.baru:
            pesan = "Lembar ini wajib untuk Renstra baru: isi judul, tahun awal, dan tahun akhir."
            self.hasil.catat(GalatSel(RENSTRA, "", "", pesan))

    def _baca_tanda_renstra(self, baris: Baris) -> None:
        cocok = _TANDA.fullmatch(baris["tanda"] or "")
        if cocok and self.isi.renstra is not None and int(cocok[1]) == self.isi.renstra.pk:
            self.lengkap = True
            self.basi = cocok[3] != self.isi.sidik()

    def _periksa_periode(self, baris: Baris) -> None:
        awal, akhir = baris["periode_awal"], baris["periode_akhir"]
        if awal is None or akhir is None:
            return
        if self.isi.renstra is not None and range(awal, akhir + 1) != self.periode:
            tercatat = f"{self.periode.start}–{self.periode.stop - 1}"
            self.tolak(baris, "periode_awal", f"Periode Renstra ini {tercatat} dan tidak diubah lewat impor.")
        elif akhir < awal:
            self.tolak(baris, "periode_akhir", "Tahun akhir tidak boleh sebelum tahun awal.")
        elif akhir - awal >= PERIODE_MAKS:
            self.tolak(baris, "periode_akhir", f"Periode paling panjang {PERIODE_MAKS} tahun.")

    # --- One sheet --------------------------------------------------------------------------------------------------

    def _periksa_lembar(self, nama: str) -> None:
        tujuan = self.rencana.lembar[nama]
        pengenal = _Pengenal(self, nama)
        rujukan = _Rujukan(self, nama)
        for baris in self.hasil[nama]:
            try:
                butir = pengenal.kenali(baris, rujukan)
            except Ditolak:
                self.ragu.add((nama, lipat(baris[NAMA[nama]])))
                continue
            self._isi(butir, baris)
            tujuan.append(butir)
            if pengenal.berubah_sejak(butir):
                self._bentrok(butir)
        for butir in self.isi.lembar[nama]:
            if butir.baris is None:
                self._tidak_ada(butir)
                tujuan.append(butir)
        self._urutkan(nama)

    def _bentrok(self, butir: Butir) -> None:
        self.rencana.bentrok[butir.lembar] += 1
        for u in butir.ubahan:
            pesan = (
                f"Diubah orang lain sejak berkas ini diunduh: sekarang tercatat “{u.lama}”, di berkas “{u.baru}”. "
                "Unduh lagi, lalu ulangi perubahan Anda."
            )
            self.hasil.catat(GalatSel(butir.lembar, u.sel, u.judul, pesan))

    def _tidak_ada(self, butir: Butir) -> None:
        """Missing in an export: removed by the person, unless it may be that somebody else has just added it."""
        if not self.lengkap:
            return
        if not self.basi:
            butir.hilang = True
            return
        self.rencana.bentrok[butir.lembar] += 1
        pesan = (
            f"“{butir.sebutan}” tercatat di SAKIP tetapi tidak ada di berkas, dan Renstra ini berubah sejak berkas "
            "diunduh. Unduh lagi, lalu ulangi perubahan Anda."
        )
        self.hasil.catat(GalatSel(butir.lembar, "", "", pesan))

    def _periksa_yatim(self) -> None:
        """Rows of a sheet that is not in the file must not lose what they hang on."""
        for nama, daftar in self.rencana.lembar.items():
            induk = {id(b.induk): b.induk for b in daftar if not b.hilang and b.induk and b.induk.hilang}
            for atas in induk.values():
                pesan = f"“{atas.sebutan}” tidak ada di berkas, tetapi masih mempunyai {nama.lower()}."
                self.hasil.catat(GalatSel(atas.lembar, "", "", pesan))

    # --- Cells ------------------------------------------------------------------------------------------------------

    def _isi(self, butir: Butir, baris: Baris) -> None:
        nama = butir.lembar
        butir.baris = baris
        ada = self.hasil.kolom.get(nama, set()) - baris.keliru
        for kunci in TEKS[nama]:
            if kunci in ada:
                self._ubah(butir, kunci, baris.nilai[kunci])
        for kunci in NILAI.get(nama, ()):
            if kunci in ada and (baris.nilai[kunci] is not None or kunci in BOLEH_KOSONG):
                self._ubah(butir, kunci, baris.nilai[kunci])
        if nama in BERKODE and "kode" in ada and (baris["kode"] or nama in {PROGRAM, KEGIATAN}):
            self._ubah(butir, "kode", baris["kode"])
        if nama == INDIKATOR:
            self._isi_indikator(butir, baris, ada)
        butir.nama = getattr(butir.objek, NAMA[nama])
        butir.kode = getattr(butir.objek, "kode", "")

    def _ubah(self, butir: Butir, kunci: str, nilai: Any) -> None:
        """Put a value into the field of the same name and remember old → new when it is another one."""
        if butir.objek.pk is None:
            setattr(butir.objek, kunci, nilai)
        elif (lama := butir.sel.get(kunci)) != nilai:
            setattr(butir.objek, kunci, nilai)
            self._catat(butir, kunci, lama, nilai, kunci)

    def _catat(self, butir: Butir, kunci: str, lama: Any, baru: Any, *bidang: str) -> None:
        if butir.objek.pk is None:
            return
        kolom = self.kolom[butir.lembar][kunci]
        sel = butir.baris.sel(kunci) if butir.baris else ""
        butir.ubahan.append(Ubahan(sel, kolom.judul, sebut_nilai(kolom, lama), sebut_nilai(kolom, baru)))
        butir.bidang.update(bidang)

    def _isi_indikator(self, butir: Butir, baris: Baris, ada: set[str]) -> None:
        objek = butir.objek
        satuan = self._satuan(butir, baris, ada)
        if satuan is None:
            return
        ganti = butir.sel.get("satuan") != satuan.kode
        if "baseline" in ada:
            nilai, cetak = self._baca(satuan, baris, "baseline")
            if cetak != butir.sel.get("baseline", "") or ganti:
                objek.baseline = nilai
                butir.bidang.add("baseline")
                if cetak != butir.sel.get("baseline", ""):
                    self._catat(butir, "baseline", butir.sel.get("baseline"), cetak)
        for jenis, kunci_tahun in (("target", tahun_target), ("standar", tahun_standar)):
            butir.tahunan[jenis] = self._tahunan(butir, satuan, baris, ada, kunci_tahun, ganti)
        if "pelaksana" in ada:
            self._isi_pelaksana(butir, baris)
        if "penanggung_jawab" in ada:
            self._isi_penanggung_jawab(butir, baris)
        if satuan.jenis == JenisSatuan.ORDINAL and objek.agregasi in {Agregasi.JUMLAH, Agregasi.RATA_RATA}:
            self.tolak(baris, "agregasi", "Predikat tidak dapat dijumlahkan atau dirata-ratakan.")

    def _satuan(self, butir: Butir, baris: Baris, ada: set[str]) -> Satuan | None:
        if "satuan" in baris.keliru:
            return None
        if "satuan" in ada and baris["satuan"]:
            satuan = self.acuan.satuan[baris["satuan"]]
            if butir.objek.satuan_id != satuan.pk:
                butir.objek.satuan = satuan
                self._catat(butir, "satuan", butir.sel.get("satuan"), satuan.kode, "satuan")
            return satuan
        return self.acuan.satuan_pk.get(butir.objek.satuan_id)

    def _tahunan(
        self, butir: Butir, satuan: Satuan, baris: Baris, ada: set[str], kunci_tahun: Any, ganti: bool
    ) -> dict[int, Decimal | None]:
        """The years whose figure is another one."""
        hasil: dict[int, Decimal | None] = {}
        for tahun in self.periode:
            kunci = kunci_tahun(tahun)
            if kunci not in ada:
                continue
            lama = butir.sel.get(kunci, "")
            if baris.nilai[kunci] == lama and not ganti:
                continue
            nilai, cetak = self._baca(satuan, baris, kunci)
            if cetak != lama:
                self._catat(butir, kunci, lama, cetak)
            if cetak != lama or (ganti and nilai is not None):
                hasil[tahun] = nilai
        return hasil

    def _baca(self, satuan: Satuan, baris: Baris, kunci: str) -> tuple[Decimal | None, str]:
        """The value of a figure and how a form shows it; a finding where it cannot be read."""
        teks = baris.nilai[kunci]
        if not teks:
            return None, ""
        tanda = (satuan.kode, teks)
        if tanda not in self._nilai:
            self._nilai[tanda] = self._urai(satuan, teks)
        nilai, cetak, galat = self._nilai[tanda]
        if galat:
            self.tolak(baris, kunci, f"{self.kolom[INDIKATOR][kunci].judul} {galat}")
        return nilai, cetak

    def _urai(self, satuan: Satuan, teks: str) -> tuple[Decimal | None, str, str]:
        try:
            nilai = satuan.baca(teks)
        except GalatAngka as galat:
            pesan = re.sub(r" Yang diketik: .*$", "", str(galat), flags=re.DOTALL)
            if pesan.startswith(("Harus ", "Angka terlalu ", "Paling ")):
                return None, "", f"{pesan[0].lower()}{pesan[1:]}"
            return None, "", f"belum dapat dibaca. {pesan}"
        if nilai is not None and nilai < 0 and satuan.jenis != JenisSatuan.ORDINAL:
            return None, "", "tidak boleh negatif."
        if nilai is not None and satuan.jenis == JenisSatuan.CACAH and nilai != nilai.to_integral_value():
            return None, "", f"harus bilangan bulat, karena satuannya {satuan.nama}."
        return nilai, self.acuan.cetak(satuan, nilai), ""

    def _isi_pelaksana(self, butir: Butir, baris: Baris) -> None:
        teks, lama = baris["pelaksana"], butir.sel.get("pelaksana", "")
        if teks == lama:
            return
        if teks not in self._pelaksana:
            self._pelaksana[teks] = self._cari_unit(teks)
        unit, cetak, asing = self._pelaksana[teks]
        if asing:
            mirip = self._mirip(asing, [u.nama for u in self.acuan.unit.values()])
            self.tolak(baris, "pelaksana", f"Unit “{asing}” tidak tercatat di satker ini.{mirip}")
        elif cetak != lama:
            butir.pelaksana = unit
            self._catat(butir, "pelaksana", lama, cetak)

    def _cari_unit(self, teks: str) -> tuple[list[Unit], str, str]:
        nama = [n.strip() for n in teks.split(";") if n.strip() and n.strip() != "-"]
        asing = next((n for n in nama if lipat(n) not in self.acuan.unit), "")
        unit = {self.acuan.unit[lipat(n)].pk: self.acuan.unit[lipat(n)] for n in nama if not asing}
        return list(unit.values()), self.isi.sebut_unit(unit), asing

    def _isi_penanggung_jawab(self, butir: Butir, baris: Baris) -> None:
        teks, lama = baris["penanggung_jawab"], butir.sel.get("penanggung_jawab", "")
        if lipat(teks) == lipat(lama):
            return
        jabatan = self.acuan.jabatan.get(lipat(teks)) if teks else None
        if teks and jabatan is None:
            mirip = self._mirip(teks, list(self.acuan.nama_jabatan.values()))
            self.tolak(baris, "penanggung_jawab", f"Jabatan ini tidak tercatat di satker ini.{mirip}")
            return
        butir.objek.penanggung_jawab = jabatan
        self._catat(butir, "penanggung_jawab", lama, teks, "penanggung_jawab")

    # --- References -------------------------------------------------------------------------------------------------

    def _indeks(self, nama: str) -> None:
        self.menurut_nama[nama] = defaultdict(list)
        self.menurut_kode[nama] = defaultdict(list)
        for butir in self.rencana.lembar[nama]:
            if not butir.hilang and nama != INDIKATOR:
                self.menurut_nama[nama][lipat(butir.nama)].append(butir)
                if butir.kode:
                    self.menurut_kode[nama][lipat(butir.kode)].append(butir)

    def cari(self, nama: str, baris: Baris, kunci: str, teks: str, atas: str = "") -> Butir:
        """The row of a sheet with this text or code; `atas` names what it stands under. Raises Ditolak."""
        calon = self.menurut_nama[nama].get(lipat(teks)) or self.menurut_kode[nama].get(lipat(teks)) or []
        if not calon and nama == TUJUAN and (nomor := re.fullmatch(r"(?:tujuan )?([0-9]{1,2})", lipat(teks))):
            calon = self.rencana.lembar[TUJUAN][int(nomor[1]) - 1 :][: 1 if int(nomor[1]) else 0]
        if atas and len(calon) > 1:
            calon = [b for b in calon if (lipat(b.induk.nama) if b.induk else TANPA_INDUK) == lipat(atas)]
        if len(calon) == 1:
            return calon[0]
        if not calon and (nama, lipat(teks)) in self.ragu:
            raise Ditolak
        if calon:
            judul = self.kolom[INDIKATOR]["induk"].judul
            pesan = f"{nama} ini ada di {len(calon)} tempat. Isi kolom “{judul}” untuk memilih."
        else:
            pesan = f"{nama} ini tidak ada di lembar “{nama}” dan tidak tercatat di Renstra ini."
            pesan += self._mirip(teks, [b.nama for b in self.rencana.lembar[nama]])
        self.hasil.tolak(baris, kunci, pesan, teks)
        raise Ditolak

    def sasaran(self, baris: Baris, teks: str, atas: str) -> Butir:
        """The sasaran of an indikator. A file without the sheet "Sasaran" brings its sasaran strategis along."""
        kunci = (teks, atas)
        if kunci not in self._sasaran:
            dikenal = lipat(teks) in self.menurut_nama[SASARAN] or lipat(teks) in self.menurut_kode[SASARAN]
            if not dikenal and SASARAN not in self.hasil.kolom:
                self._sasaran[kunci] = self._sasaran_baru(teks)
            else:
                self._sasaran[kunci] = self.cari(SASARAN, baris, "sasaran", teks, atas)
        return self._sasaran[kunci]

    def _sasaran_baru(self, teks: str) -> Butir:
        ada = self.rencana.lembar[SASARAN]
        urut = max((b.objek.urut for b in ada), default=0) + 1
        nomor = 1 + sum(b.objek.jenis == JenisSasaran.STRATEGIS for b in ada)
        baru = Butir(SASARAN, Sasaran(uraian=teks, urut=urut, kode=str(nomor)), nama=teks, kode=str(nomor))
        ada.append(baru)
        self.menurut_nama[SASARAN][lipat(teks)].append(baru)
        return baru

    def _mirip(self, teks: str, daftar: list[str]) -> str:
        self.usul += 1
        mirip = terdekat(teks, tuple(daftar)) if self.usul <= USUL_MAKS else ""
        return f" Mungkin maksudnya “{mirip}”." if mirip else ""

    # --- Order and codes --------------------------------------------------------------------------------------------

    def _urutkan(self, nama: str) -> None:
        """An export's order is the Renstra's; what another file brings comes last."""
        wadah: defaultdict[int, list[Butir]] = defaultdict(list)
        for butir in self.rencana.lembar[nama]:
            if not butir.hilang:
                wadah[id(butir.induk) if nama in {KEGIATAN, INDIKATOR} else 0].append(butir)
        for daftar in wadah.values():
            akhir = 0 if self.lengkap else max((b.objek.urut for b in daftar if self._tetap(b)), default=0)
            for ke, butir in enumerate(daftar, 1):
                if self.lengkap and self._tetap(butir) and butir.objek.urut > akhir:
                    akhir = butir.objek.urut
                elif self.lengkap or not self._tetap(butir):
                    akhir += 1
                    self._pindah(butir, akhir)
                if nama in {SASARAN, INDIKATOR} and not butir.objek.kode:
                    kode = f"{butir.induk.kode}.{ke}" if nama == INDIKATOR and butir.induk else str(ke)
                    butir.objek.kode = butir.kode = kode[-20:]

    def _tetap(self, butir: Butir) -> bool:
        return not butir.baru and "induk" not in butir.bidang

    def _pindah(self, butir: Butir, urut: int) -> None:
        lama, butir.objek.urut = butir.objek.urut, urut
        if not butir.baru and lama != urut:
            sel = butir.baris.sel() if butir.baris else ""
            butir.ubahan.append(Ubahan(sel, "Urutan", str(lama), str(urut)))
            butir.bidang.add("urut")


class _Pengenal:
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
        cocok = _TANDA.fullmatch(baris["tanda"]) if baris["tanda"] else None
        renstra = self.p.isi.renstra
        return cocok if cocok and renstra is not None and int(cocok[1]) == renstra.pk else None

    def kenali(self, baris: Baris, rujukan: _Rujukan) -> Butir:
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
            self.p.rencana.bentrok[self.nama] += 1
            pesan = (
                "Baris ini sudah dihapus di SAKIP. Hapus barisnya, atau kosongkan Tanda SAKIP untuk menambahnya lagi."
            )
            self.p.hasil.tolak(baris, "tanda", pesan)
            raise Ditolak
        if butir.baris is not None:
            pesan = f"Tanda ini sudah dipakai baris {butir.baris.nomor}. Kosongkan Tanda SAKIP pada baris yang baru."
            self.p.hasil.tolak(baris, "tanda", pesan)
            raise Ditolak
        self.sidik[id(butir)] = tanda[3]
        butir.baris = baris
        return butir

    def _tanpa_tanda(self, baris: Baris, induk: Butir | None, rujukan: _Rujukan) -> Butir:
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

    def _pindah(self, butir: Butir, baris: Baris, induk: Butir | None, rujukan: _Rujukan) -> None:
        butir.baris = baris
        kunci = "sasaran" if self.nama == INDIKATOR else "induk"
        lama = butir.induk.nama if butir.induk else ""
        if butir.induk is not induk:
            self.p._catat(butir, kunci, lama, induk.nama if induk else "", "induk")
        butir.induk = induk
        if self.nama == SASARAN:
            butir.bidang.add("induk")
            self.p._ubah(butir, "jenis", rujukan.jenis)

    def berubah_sejak(self, butir: Butir) -> bool:
        """Whether somebody changed the row after the file was made, so that its differences may be undoing that."""
        tanda = self.sidik.get(id(butir))
        if tanda is None or not butir.ubahan:
            return False
        return tanda != butir.sidik()


class _Rujukan:
    """What a row hangs on; an empty cell continues the row above."""

    def __init__(self, pemeriksa: Pemeriksa, nama: str) -> None:
        self.p = pemeriksa
        self.nama = nama
        self.ada = pemeriksa.hasil.kolom[nama]
        self.jenis: str = JenisSasaran.STRATEGIS
        self.atas = ""
        self.teks = ""

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
        if "sasaran" not in self.ada and butir is not None:
            return butir.induk
        if baris["sasaran"] or baris["induk"]:
            self.atas = baris["induk"]
        self.teks = baris["sasaran"] or self.teks
        if not self.teks:
            self.p.hasil.tolak(baris, "sasaran", "Sasaran wajib diisi.")
            raise Ditolak
        return self.p.sasaran(baris, self.teks, self.atas)


def sebut_nilai(kolom: Kolom, nilai: Any) -> str:
    """A value as it is shown in the plan."""
    if nilai is None or nilai == "":
        return "kosong"
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if kolom.jenis is PILIHAN:
        return str(kolom.label_pilihan.get(str(nilai), nilai))
    return format_desimal(nilai) if isinstance(nilai, Decimal) else str(nilai)
