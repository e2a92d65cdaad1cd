"""The cells of an indikator that are no plain fields: unit, figures by year, units of the office, position."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from organisasi.models import Unit
from sakip.angka import GalatAngka
from sakip.excel import Baris

from ..aturan import lebih_seratus
from ..enums import Agregasi, JenisSatuan
from ..models import Satuan
from .isi import Butir, lipat
from .pelaksana import PembacaUnit
from .polaritas import PenyimpulPolaritas
from .susunan import INDIKATOR, tahun_standar, tahun_target
from .usul import sebut_satuan, usul_satuan

if TYPE_CHECKING:
    from .periksa import Pemeriksa


class PengisiIndikator:
    def __init__(self, pemeriksa: Pemeriksa) -> None:
        self.p = pemeriksa
        self.acuan = pemeriksa.acuan
        self.satuan = list(self.acuan.satuan.values())
        self.target = {tahun: tahun_target(tahun) for tahun in pemeriksa.periode}
        self.standar = {tahun: tahun_standar(tahun) for tahun in pemeriksa.periode}
        self.pembaca_unit = PembacaUnit(self.acuan.unit)
        self.polaritas = PenyimpulPolaritas(pemeriksa)
        self._nilai: dict[tuple[str, str], tuple[Decimal | None, str, str]] = {}
        self._pelaksana: dict[str, tuple[list[Unit], str, str]] = {}

    def isi(self, butir: Butir, baris: Baris, ada: set[str]) -> None:
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
                    self._catat_angka(butir, satuan, "baseline", nilai)
        for jenis, kunci in (("target", self.target), ("standar", self.standar)):
            if ubah := self._tahunan(butir, satuan, baris, ada, kunci, ganti):
                butir.tahunan[jenis] = ubah
        self.polaritas.simpulkan(butir)
        self._sebut_lebih_seratus(butir, satuan, baris)
        if "pelaksana" in ada:
            self._isi_pelaksana(butir, baris)
        if "penanggung_jawab" in ada:
            self._isi_penanggung_jawab(butir, baris)
        if satuan.jenis == JenisSatuan.ORDINAL and objek.agregasi in {Agregasi.JUMLAH, Agregasi.RATA_RATA}:
            self.p.tolak(baris, "agregasi", "Predikat tidak dapat dijumlahkan atau dirata-ratakan.")

    def _satuan(self, butir: Butir, baris: Baris, ada: set[str]) -> Satuan | None:
        if "satuan" in baris.keliru:
            return None
        if "satuan" in ada and baris.nilai["satuan"]:
            satuan = self.acuan.satuan[baris.nilai["satuan"]]
            if butir.objek.satuan_id != satuan.pk:
                butir.objek.satuan = satuan
                self.p.catat(butir, "satuan", butir.sel.get("satuan"), satuan.kode, "satuan")
            return satuan
        if not butir.baru and "satuan" not in ada:
            return self.acuan.satuan_pk.get(butir.objek.satuan_id)
        if not butir.baru:
            self.p.tolak(baris, "satuan", f"Satuan wajib diisi. {sebut_satuan(self.satuan)}")
            return None
        return self._usul_satuan(butir, baris)

    def _usul_satuan(self, butir: Butir, baris: Baris) -> Satuan | None:
        kunci = "satuan" if "satuan" in baris.huruf else "uraian"
        target = [baris.nilai.get(kunci_target) or "" for kunci_target in self.target.values()]
        usul = usul_satuan(baris.nilai["uraian"], target, self.satuan)
        if usul.satuan is None:
            self.p.tolak(baris, kunci, usul.kalimat)
            return None
        butir.objek.satuan = usul.satuan
        butir.disimpulkan.add("satuan")
        pesan = f"{butir.sebutan_dari(baris)}: satuan {usul.satuan.nama}, {usul.kalimat}."
        self.p.hasil.anggap(INDIKATOR, baris.sel(kunci), pesan)
        return usul.satuan

    def _tahunan(
        self, butir: Butir, satuan: Satuan, baris: Baris, ada: set[str], per_tahun: dict[int, str], ganti: bool
    ) -> dict[int, Decimal | None]:
        """The years whose figure is another one."""
        hasil: dict[int, Decimal | None] = {}
        for tahun, kunci in per_tahun.items():
            if kunci not in ada:
                continue
            lama = butir.sel.get(kunci, "")
            if baris.nilai[kunci] == lama and not ganti:
                continue
            nilai, cetak = self._baca(satuan, baris, kunci)
            if cetak != lama:
                self._catat_angka(butir, satuan, kunci, nilai)
            if cetak != lama or (ganti and nilai is not None):
                hasil[tahun] = nilai
        return hasil

    def _catat_angka(self, butir: Butir, satuan: Satuan, kunci: str, nilai: Decimal | None) -> None:
        """Old → new with their units: the old one is in that unit of measure which is stored."""
        if butir.objek.pk is None:
            return  # a new indikator has nothing to compare with
        teks_lama, lama = butir.sel.get(kunci, ""), ""
        asal = self.acuan.satuan.get(butir.sel.get("satuan", ""))
        if teks_lama and asal and (tercatat := self._urai(asal, teks_lama)[0]) is not None:
            lama = asal.cetak(tercatat)
        self.p.catat(butir, kunci, lama or teks_lama, satuan.cetak(nilai) if nilai is not None else "")

    def _sebut_lebih_seratus(self, butir: Butir, satuan: Satuan, baris: Baris) -> None:
        """Taken as it is, for a share may exceed its base; but most often it is a slip."""
        target = butir.tahunan.get("target", {})
        if tahun := lebih_seratus(satuan.jenis, [(t, n) for t, n in target.items() if n is not None]):
            cetak = satuan.cetak(target[tahun[0]])
            pesan = f"{butir.sebutan_dari(baris)}: target {tahun[0]} diterima apa adanya, {cetak}; periksa."
            self.p.hasil.anggap(INDIKATOR, baris.sel(self.target[tahun[0]]), pesan)

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
            self.p.tolak(baris, kunci, f"{self.p.kolom[INDIKATOR][kunci].judul} {galat}")
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
            mirip = self.p.mirip(asing, [u.nama for u in self.acuan.unit_pk.values()])
            self.p.tolak(baris, "pelaksana", f"Unit “{asing}” tidak tercatat di satker ini.{mirip}")
        elif cetak != lama:
            butir.pelaksana = unit
            self.p.catat(butir, "pelaksana", lama, cetak)

    def _cari_unit(self, teks: str) -> tuple[list[Unit], str, str]:
        unit, asing = self.pembaca_unit.baca(teks)
        return unit, "" if asing else self.p.isi.sebut_unit(u.pk for u in unit), asing

    def _isi_penanggung_jawab(self, butir: Butir, baris: Baris) -> None:
        teks, lama = baris["penanggung_jawab"], butir.sel.get("penanggung_jawab", "")
        if lipat(teks) == lipat(lama):
            return
        jabatan = self.acuan.jabatan.get(lipat(teks)) if teks else None
        if teks and jabatan is None:
            mirip = self.p.mirip(teks, list(self.acuan.nama_jabatan.values()))
            self.p.tolak(baris, "penanggung_jawab", f"Jabatan ini tidak tercatat di satker ini.{mirip}")
            return
        butir.objek.penanggung_jawab = jabatan
        self.p.catat(butir, "penanggung_jawab", lama, teks, "penanggung_jawab")
