"""A Renstra from YAML or JSON, in the layout of fixtures/*/renstra.yaml, as the rows of the same workbook.

So the check, the differences and the writing are those of a workbook; a finding names the place in the file instead of
a cell. The file is the whole text of a plan but carries no marks: it adds and updates, and removes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sakip.excel import Baris, Batas, Buku, GalatSel, HasilBaca
from sakip.simpul import Simpul

from ..enums import Agregasi, JenisSasaran, Polaritas, RumusMinimasi, RumusOrdinal, Tampilan
from ..naskah.berkas import KUNCI_KEPUTUSAN, NaskahBerkas, baca_naskah
from .isi import PEMISAH_UNIT, TANPA_INDUK, rapi
from .susunan import (
    INDIKATOR,
    KEGIATAN,
    MISI,
    PROGRAM,
    RENSTRA,
    SASARAN,
    TUJUAN,
    VISI,
    tahun_standar,
    tahun_target,
)

AKHIRAN = frozenset({".yaml", ".yml", ".json"})
PILIHAN: dict[str, Any] = {
    "polaritas": Polaritas,
    "agregasi": Agregasi,
    "rumus_minimasi": RumusMinimasi,
    "rumus_ordinal": RumusOrdinal,
    "tampilan": Tampilan,
}
TEKS = (
    *("alasan_target", "definisi", "cara_pengukuran", "komponen_x", "komponen_y"),
    *("sumber_data", "baseline", "penanggung_jawab"),
)
#: Keys of the file whose column is called otherwise.
CATATAN = "catatan"
KUNCI_INDIKATOR = (
    *("kode", "uraian", "iku", "satuan", "pelaksana", "target", "standar_nasional", "tahun_baseline"),
    *(*PILIHAN, *TEKS, CATATAN),
)


def berkas_teks(berkas: Path) -> bool:
    return berkas.suffix.lower() in AKHIRAN


class HasilTeks(HasilBaca):
    """Findings name the place in the file."""

    def __init__(self, buku: Buku) -> None:
        super().__init__(buku, Batas())
        self.letak: dict[int, Simpul] = {}
        self.naskah = NaskahBerkas()

    def tolak(self, baris: Baris, kunci: str | None, pesan: str, diketik: Any = "") -> None:
        simpul = self.letak[id(baris)]
        nama = str(diketik) if diketik else ""
        self.catat(GalatSel("", "", "", f"{simpul.letak}{f' › {kunci}' if kunci else ''}: {pesan}", nama))

    def urutkan(self) -> None:
        """They come in the order of the file."""


class PembacaTeks:
    def __init__(self, simpul: Simpul, buku: Buku, periode: range) -> None:
        self.akar = simpul
        self.periode = periode
        self.hasil = HasilTeks(buku)
        self.kosong = {
            lembar.nama: {k.kunci: "" if k.jenis.name in {"TEKS", "TULISAN"} else None for k in lembar.kolom}
            for lembar in buku.lembar
        }
        self.satuan = {str(kode) for kode, _ in self._kolom(buku, INDIKATOR, "satuan").pilihan}

    def _kolom(self, buku: Buku, nama: str, kunci: str) -> Any:
        lembar = next(isi for isi in buku.lembar if isi.nama == nama)
        return next(k for k in lembar.kolom if k.kunci == kunci)

    def baca(self) -> HasilBaca:
        """Raises GalatFixture for what is no such file."""
        akar = self.akar.hanya(
            *("satker", "judul", "periode_awal", "periode_akhir", "status", "keputusan", "visi", "kata_visi"),
            *("misi", "tujuan", "sasaran", "program", "naskah"),
        )
        akar.cabang("keputusan").hanya("nomor", "tanggal", "penandatangan", "jabatan", *KUNCI_KEPUTUSAN)
        self.hasil.naskah = baca_naskah(akar)
        isi = {"judul": akar.teks("judul"), "visi": akar.teks("visi", "")}
        self._tambah(RENSTRA, akar, isi | {k: akar.bilangan(k) for k in ("periode_awal", "periode_akhir")})
        for kata in akar.anak("kata_visi"):
            kata.hanya("kata", "arti")
            self._tambah(VISI, kata, {"kata": kata.teks("kata"), "arti": kata.teks("arti")})
        for nama, kunci in ((MISI, "misi"), (TUJUAN, "tujuan")):
            for teks in akar.daftar(kunci):
                self._tambah(nama, akar, {"teks": teks})
        for sasaran in akar.anak("sasaran"):
            sasaran.hanya("kode", "uraian", CATATAN, "tujuan", "indikator")
            self._sasaran(sasaran, JenisSasaran.STRATEGIS, self._tujuan(sasaran))
        for program in akar.anak("program"):
            self._program(program)
        return self.hasil

    def _tujuan(self, simpul: Simpul) -> str:
        """By its number; older matrices list sasaran without tujuan."""
        nomor = simpul.bilangan_atau_kosong("tujuan")
        semua = self.akar.daftar("tujuan")
        if nomor is None:
            return TANPA_INDUK
        if not 1 <= nomor <= len(semua):
            raise simpul.galat(f"tujuan ke-{nomor} tidak ada", "tujuan")
        return semua[nomor - 1]

    def _program(self, simpul: Simpul) -> None:
        simpul.hanya("kode", "nama", "uraian", "sasaran", "kegiatan")
        nama = simpul.teks("nama")
        self._tambah(
            PROGRAM, simpul, {"kode": simpul.teks("kode", ""), "nama": nama, "uraian": simpul.teks("uraian", "")}
        )
        for sasaran in simpul.anak("sasaran"):
            sasaran.hanya("kode", "uraian", CATATAN, "indikator")
            self._sasaran(sasaran, JenisSasaran.PROGRAM, nama)
        for kegiatan in simpul.anak("kegiatan"):
            kegiatan.hanya("kode", "nama", "sasaran")
            isi = {"induk": nama, "kode": kegiatan.teks("kode", ""), "nama": kegiatan.teks("nama")}
            self._tambah(KEGIATAN, kegiatan, isi)
            for sasaran in kegiatan.anak("sasaran"):
                sasaran.hanya("kode", "uraian", CATATAN, "indikator")
                self._sasaran(sasaran, JenisSasaran.KEGIATAN, kegiatan.teks("nama"))

    def _sasaran(self, simpul: Simpul, jenis: str, atas: str) -> None:
        uraian = simpul.teks("uraian")
        isi = {"jenis": jenis, "induk": atas, "kode": simpul.teks("kode", ""), "uraian": uraian}
        self._tambah(SASARAN, simpul, isi | self._catatan(simpul))
        for indikator in simpul.anak("indikator"):
            self._indikator(indikator.hanya(*KUNCI_INDIKATOR), uraian, atas)

    def _indikator(self, simpul: Simpul, sasaran: str, atas: str) -> None:
        isi: dict[str, Any] = {"sasaran": sasaran, "induk": atas, "kode": simpul.teks("kode", "")}
        isi |= {"uraian": simpul.teks("uraian"), "iku": simpul.ya("iku"), "satuan": self._satuan(simpul)}
        isi |= {kunci: simpul.pilihan(kunci, pilihan) for kunci, pilihan in PILIHAN.items() if simpul.ada(kunci)}
        isi |= {kunci: simpul.teks(kunci) for kunci in TEKS if simpul.ada(kunci)} | self._catatan(simpul)
        if simpul.ada("tahun_baseline"):
            isi["tahun_baseline"] = simpul.bilangan("tahun_baseline")
        isi["pelaksana"] = PEMISAH_UNIT.join(simpul.daftar("pelaksana"))
        isi |= self._tahunan(simpul, "target", tahun_target)
        if simpul.ada("standar_nasional"):
            isi |= self._tahunan(simpul, "standar_nasional", tahun_standar)
        self._tambah(INDIKATOR, simpul, isi)

    def _catatan(self, simpul: Simpul) -> dict[str, str]:
        return {"catatan_cetak": simpul.teks(CATATAN)} if simpul.ada(CATATAN) else {}

    def _satuan(self, simpul: Simpul) -> str:
        kode = simpul.teks("satuan")
        if kode not in self.satuan:
            dikenal = ", ".join(sorted(self.satuan))
            raise simpul.galat(f"satuan “{kode}” tidak dikenal; yang ada: {dikenal}", "satuan")
        return kode

    def _tahunan(self, simpul: Simpul, kunci: str, kunci_tahun: Any) -> dict[str, str]:
        """A year that is not there has no figure; JSON writes years as texts."""
        cabang = simpul.cabang(kunci)
        hasil = {kunci_tahun(tahun): "" for tahun in self.periode}
        for tahun in cabang.kunci():
            if not str(tahun).isdecimal() or int(tahun) not in self.periode:
                raise cabang.galat(f"harus tahun dari {self.periode.start} sampai {self.periode.stop - 1}", tahun)
            hasil[kunci_tahun(int(tahun))] = self._angka(cabang, tahun)
        return hasil

    def _angka(self, simpul: Simpul, kunci: Any) -> str:
        """A figure as text; `{nilai: 7, cetak: 7 Kecamatan}` is 7."""
        isi = simpul.isi[kunci]
        if isinstance(isi, dict):
            isi = Simpul(isi, simpul.letak).hanya("nilai", "cetak").isi.get("nilai")
        if isi is None:
            return ""
        if not isinstance(isi, str | int) or isinstance(isi, bool):
            raise simpul.galat("harus angka sebagai teks; tulis di antara tanda kutip", kunci)
        return str(isi)

    def _tambah(self, nama: str, simpul: Simpul, isi: dict[str, Any]) -> None:
        bersih = {kunci: rapi(nilai) if isinstance(nilai, str) else nilai for kunci, nilai in isi.items()}
        daftar = self.hasil.baris.setdefault(nama, [])
        baris = Baris(nama, len(daftar) + 1, self.kosong[nama] | bersih, {})
        daftar.append(baris)
        self.hasil.kolom.setdefault(nama, set()).update(isi)
        self.hasil.letak[id(baris)] = simpul
