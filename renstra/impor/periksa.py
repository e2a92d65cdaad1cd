"""A workbook that was read → a plan, or findings at its cells. Nothing is written, nothing is asked row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

from organisasi.models import Satker
from sakip.angka import format_desimal
from sakip.excel import PILIHAN, Baris, GalatSel, HasilBaca, Kolom, terdekat
from sakip.impor import Bentrok, Ubahan

from ..enums import JenisSasaran
from ..ikut.impor import periksa_warisan
from ..models import Renstra, Sasaran
from .bentrok import siapa_mengubah
from .indikator import PengisiIndikator
from .isi import BERKODE, MODEL, NAMA, NILAI, TANPA_INDUK, TEKS, Butir, Isi, lipat
from .pengenal import TANDA, Ditolak, Pengenal, Rujukan
from .rencana import Rencana
from .susunan import INDIKATOR, KEGIATAN, PROGRAM, RENSTRA, SASARAN, TUJUAN
from .tabel import SifatTabel, sifat_tabel

PERIODE_MAKS = 10  # years
USUL_MAKS = 100  # finding the nearest name costs time; after so many mistakes the person has another problem
BOLEH_KOSONG = frozenset({"tahun_baseline", "batas"})


def periksa(hasil: HasilBaca, isi: Isi, satker: Satker, periode: range) -> Rencana:
    """Compare what was read with what is stored (`isi`, used up by this); the findings join those of the reader."""
    pemeriksa = Pemeriksa(hasil, isi, satker, periode)
    if hasil.terbaca:
        pemeriksa.jalankan()
        hasil.urutkan()
    return pemeriksa.rencana


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
        self.indikator = PengisiIndikator(self)
        self.tabel = SifatTabel()
        self.sasaran_baru = 0
        self._bentrokan: list[tuple[Butir, Bentrok]] = []
        induk = Butir(RENSTRA, Renstra(satker=satker)) if isi.renstra is None else isi.lembar[RENSTRA][0]
        self.rencana.lembar[RENSTRA] = [induk]

    def jalankan(self) -> None:
        self._periksa_renstra()
        if INDIKATOR in self.hasil.kolom:
            self.tabel = sifat_tabel(self.hasil, self.periode)
        for nama in list(MODEL)[1:]:
            if nama in self.hasil.kolom:
                self._periksa_lembar(nama)
            else:
                self.rencana.lembar[nama] += self.isi.lembar[nama]
            self._indeks(nama)
        self._periksa_yatim()
        periksa_warisan(self.hasil, self.rencana, self.isi.renstra)
        self._sebut_bentrok()
        self.indikator.polaritas.tutup()
        if self.sasaran_baru:
            pesan = f"{self.sasaran_baru} sasaran baru dicatat sebagai sasaran strategis, belum di bawah tujuan."
            self.hasil.anggap(INDIKATOR, "", pesan)

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
            self._renstra_disimpulkan(butir)

    def _renstra_disimpulkan(self, butir: Butir) -> None:
        """A table alone: the plan gets the usual title; its years are those that the table has targets for."""
        awal, akhir = self.periode.start, self.periode.stop - 1
        judul = f"Rencana Strategis {butir.objek.satker.nama_singkat} {awal}–{akhir}"
        for kunci, nilai in (("judul", judul), ("periode_awal", awal), ("periode_akhir", akhir)):
            setattr(butir.objek, kunci, nilai)
        butir.nama = judul
        self.hasil.anggap(RENSTRA, "", f"Draf baru berjudul “{judul}”, untuk tahun {awal} sampai {akhir}.")

    def _baca_tanda_renstra(self, baris: Baris) -> None:
        cocok = TANDA.fullmatch(baris["tanda"] or "")
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
        pengenal = Pengenal(self, nama)
        rujukan = Rujukan(self, nama)
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
        for u in butir.ubahan:
            pesan = (
                f"Berubah di SAKIP sejak berkas ini diunduh: sekarang tercatat “{u.lama}”, di berkas “{u.baru}”. "
                "Unduh lagi, lalu ulangi perubahan Anda."
            )
            self.catat_bentrok(butir, pesan, sel=u.sel, kolom=u.judul, tercatat=u.lama, berkas=u.baru)

    def _tidak_ada(self, butir: Butir) -> None:
        """Missing in an export: removed by the person, unless it may be that somebody else has just added it."""
        if not self.lengkap:
            return
        if not self.basi:
            butir.hilang = True
            return
        pesan = (
            f"“{butir.sebutan}” tercatat di SAKIP tetapi tidak ada di berkas, dan Renstra ini berubah sejak berkas "
            "diunduh. Unduh lagi, lalu ulangi perubahan Anda."
        )
        self.catat_bentrok(butir, pesan, tercatat="tercatat", berkas="tidak ada")

    def catat_bentrok(self, butir: Butir, pesan: str, **isi: str) -> None:
        """A finding, and what the page shows beside it."""
        bentrok = Bentrok(**({"lembar": butir.lembar, "sel": "", "kolom": "", "sebutan": butir.sebutan} | isi))
        self._bentrokan.append((butir, bentrok))
        self.hasil.catat(GalatSel(butir.lembar, bentrok.sel, bentrok.kolom, pesan))

    def _sebut_bentrok(self) -> None:
        if self._bentrokan:
            zona = self.rencana.renstra.satker.zona_waktu
            siapa = siapa_mengubah((b for b, _ in self._bentrokan), zona)
            self.rencana.bentrok = [replace(isi, siapa=siapa.get(id(b), "")) for b, isi in self._bentrokan]

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
        if nama == INDIKATOR and self.tabel.nomor_saja:
            ada -= {"kode"}
        for kunci in TEKS[nama]:
            if kunci in ada:
                self.ubah(butir, kunci, baris.nilai[kunci])
        for kunci in NILAI.get(nama, ()):
            if kunci in ada and (baris.nilai[kunci] is not None or kunci in BOLEH_KOSONG):
                self.ubah(butir, kunci, baris.nilai[kunci])
        if nama in BERKODE and "kode" in ada and (baris["kode"] or nama in {PROGRAM, KEGIATAN}):
            self.ubah(butir, "kode", baris["kode"])
        if nama == INDIKATOR:
            if self.tabel.semua_iku:
                self.ubah(butir, "iku", True)
            self.indikator.isi(butir, baris, ada)
        butir.nama = getattr(butir.objek, NAMA[nama])
        butir.kode = getattr(butir.objek, "kode", "")

    def ubah(self, butir: Butir, kunci: str, nilai: Any) -> None:
        """Put a value into the field of the same name and remember old → new when it is another one."""
        if butir.objek.pk is None:
            setattr(butir.objek, kunci, nilai)
        elif (lama := butir.sel.get(kunci)) != nilai:
            setattr(butir.objek, kunci, nilai)
            self.catat(butir, kunci, lama, nilai, kunci)

    def catat(self, butir: Butir, kunci: str, lama: Any, baru: Any, *bidang: str) -> None:
        if butir.objek.pk is None:
            return
        kolom = self.kolom[butir.lembar][kunci]
        sel = butir.baris.sel(kunci) if butir.baris else ""
        butir.ubahan.append(Ubahan(sel, kolom.judul, sebut_nilai(kolom, lama), sebut_nilai(kolom, baru)))
        butir.bidang.update(bidang)

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
            pesan += self.mirip(teks, [b.nama for b in self.rencana.lembar[nama]])
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
        self.sasaran_baru += 1
        ada = self.rencana.lembar[SASARAN]
        urut = max((b.objek.urut for b in ada), default=0) + 1
        nomor = 1 + sum(b.objek.jenis == JenisSasaran.STRATEGIS for b in ada)
        baru = Butir(SASARAN, Sasaran(uraian=teks, urut=urut, kode=str(nomor)), nama=teks, kode=str(nomor))
        ada.append(baru)
        self.menurut_nama[SASARAN][lipat(teks)].append(baru)
        return baru

    def mirip(self, teks: str, daftar: list[str]) -> str:
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


def sebut_nilai(kolom: Kolom, nilai: Any) -> str:
    """A value as it is shown in the plan."""
    if nilai is None or nilai == "":
        return "kosong"
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if kolom.jenis is PILIHAN:
        return str(kolom.label_pilihan.get(str(nilai), nilai))
    return format_desimal(nilai) if isinstance(nilai, Decimal) else str(nilai)
