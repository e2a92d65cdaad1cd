"""A DIPA from YAML or JSON, in the layout of fixtures/*/anggaran.yaml, as the rows of the same workbook.

So the check, the differences and the writing are those of a workbook; a finding names the place in the file. It carries
no marks: it adds and updates, and removes nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from renstra.impor.berkas_teks import HasilTeks
from sakip.angka import parse_rupiah, rapikan
from sakip.excel import Baris, HasilBaca
from sakip.impor import ImporDitolak
from sakip.simpul import Simpul

from ..enums import JenisPos, StatusDipa
from .isi import Isi
from .susunan import DIPA

KUNCI_DIPA = ("tahun", "revisi", "nomor", "tanggal", "keterangan", "status", "pos")
KUNCI_POS = ("kode", "jenis", "uraian", "pagu", "cetak", "sumber_dana", "pos")


def baca_teks(simpul: Simpul, isi: Isi) -> HasilBaca:
    """The newest DIPA of the year in the file. Raises GalatFixture for what is no such file, ImporDitolak."""
    simpul.hanya("satker", "dipa", "posisi")
    if simpul.teks("satker") != isi.satker.kode:
        raise ImporDitolak(f"Berkas ini untuk satker {simpul.teks('satker')}, bukan {isi.satker.kode}.")
    semua = [d.hanya(*KUNCI_DIPA) for d in simpul.anak("dipa")]
    setahun = [d for d in semua if d.bilangan("tahun") == isi.tahun]
    if not setahun:
        ada = ", ".join(sorted({str(d.bilangan("tahun")) for d in semua})) or "tidak ada"
        raise ImporDitolak(f"Berkas ini tidak memuat DIPA tahun {isi.tahun}; tahun yang ada: {ada}.")
    terbaru = max(setahun, key=lambda d: d.bilangan("revisi", 0))
    terbaru.pilihan("status", StatusDipa, StatusDipa.DRAF)
    return PembacaTeks(isi).baca(terbaru)


class PembacaTeks:
    def __init__(self, isi: Isi) -> None:
        self.hasil = HasilTeks(isi.buku)
        self.sumber = {s.kode for s in isi.sumber.values()}
        self.kosong = {k.kunci: "" if k.jenis.name == "TEKS" else None for k in isi.buku.lembar[0].kolom}
        self.hasil.kolom[DIPA] = {"kode", "uraian", "jenis", "induk", "sumber_dana", "pagu", "tertera"}

    def baca(self, dipa: Simpul) -> HasilBaca:
        self.hasil.baris[DIPA] = []
        for pos in dipa.anak("pos"):
            self._pos(pos, "")
        return self.hasil

    def _pos(self, simpul: Simpul, induk: str) -> None:
        simpul.hanya(*KUNCI_POS)
        kode = simpul.teks("kode")
        pagu, _ = simpul.sel("pagu", parse_rupiah)
        tertera, _ = simpul.sel("cetak", parse_rupiah)
        isi: dict[str, Any] = {"kode": kode, "uraian": rapikan(simpul.teks("uraian")), "induk": induk}
        isi |= {"jenis": simpul.pilihan("jenis", JenisPos).value, "sumber_dana": self._sumber(simpul)}
        isi |= {"pagu": self._uang(simpul, "pagu", pagu), "tertera": self._uang(simpul, "cetak", tertera)}
        if isi["pagu"] is not None and not simpul.ada("pos"):
            isi["tertera"] = None  # the printed text of a lowest node is that of its pagu
        daftar = self.hasil.baris[DIPA]
        baris = Baris(DIPA, len(daftar) + 1, self.kosong | isi, {})
        daftar.append(baris)
        self.hasil.letak[id(baris)] = simpul
        for bawah in simpul.anak("pos"):
            self._pos(bawah, kode)

    def _uang(self, simpul: Simpul, kunci: str, nilai: Decimal | None) -> Decimal | None:
        if nilai is not None and nilai < 0:
            raise simpul.galat("tidak boleh negatif", kunci)
        return nilai

    def _sumber(self, simpul: Simpul) -> str | None:
        if not simpul.ada("sumber_dana"):
            return None
        kode = simpul.teks("sumber_dana")
        if kode not in self.sumber:
            raise simpul.galat(
                f"sumber dana “{kode}” tidak dikenal; yang ada: {', '.join(sorted(self.sumber))}", "sumber_dana"
            )
        return kode
