"""Bab III D: the budget of each sasaran beside its capaian. Figures from `anggaran.rekap_alokasi`; what an old document
prints stands in a column of its own and is not computed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from anggaran.models import KomponenTercetak
from anggaran.rekap_alokasi import BagianKode, BarisSasaran, RekapAlokasi
from dokumen.tabel import Baris, JenisBaris, Kelompok, Kolom, Rata, Sel, Tabel, susun_baris
from renstra.enums import JenisSasaran
from sakip.angka import format_persen, format_persen_ringkas, format_rupiah

from .sumber import Sumber

#: Widths in percent: with and without the column of what an old document prints.
LEBAR: tuple[int, ...] = (46, 20, 20, 14)
LEBAR_TERCETAK: tuple[int, ...] = (39, 17, 17, 13, 14)


class _Catatan:
    """Notes under the table, each once; a cell carries its number."""

    def __init__(self) -> None:
        self.teks: dict[str, int] = {}

    def nomor(self, teks: str) -> int | None:
        return self.teks.setdefault(teks, len(self.teks) + 1) if teks else None


def tabel_sasaran_anggaran(sumber: Sumber) -> Tabel:
    """Sasaran, its indikator, the components that serve it with pagu and realisasi; their sum beside its capaian."""
    rekap, catatan = sumber.alokasi, _Catatan()
    tercetak = any(s.cetak for s in rekap.sasaran)
    lebar = LEBAR_TERCETAK if tercetak else LEBAR
    kolom = [
        Kolom("Sasaran Strategis / Indikator Kinerja / Komponen", lebar[0]),
        *(
            Kolom(j, w, Rata.KANAN)
            for j, w in zip(("Pagu (Rp)", "Realisasi (Rp)", "Realisasi (%)"), lebar[1:4], strict=True)
        ),
        *([Kolom("Menurut dokumen cetak", lebar[4], Rata.KANAN)] if tercetak else []),
    ]
    penyusun = _Penyusun(sumber, catatan, len(kolom))
    return Tabel(
        judul="Analisis Capaian Realisasi tiap Sasaran Strategis",
        kolom=tuple(kolom),
        kelompok=tuple(penyusun.kelompok(s) for s in rekap.sasaran if _tampil(s)),
        kaki=tuple(penyusun.kaki(rekap)),
        catatan=tuple(catatan.teks),
        keterangan=_keterangan(rekap, tercetak=tercetak),
    )


def _tampil(s: BarisSasaran) -> bool:
    return s.sasaran.jenis == JenisSasaran.STRATEGIS or bool(s.bagian or s.cetak)


def _keterangan(rekap: RekapAlokasi, *, tercetak: bool) -> str:
    kalimat = [rekap.per_tanggal]
    if tercetak:
        kalimat.append(
            "“Menurut dokumen cetak”: persentase realisasi seperti tercetak pada laporan asli, tanpa jumlah rupiah; "
            "tidak dihitung dan tidak dijumlahkan"
        )
    return "".join(f"{k}. " for k in kalimat if k).strip()


class _Penyusun:
    def __init__(self, sumber: Sumber, catatan: _Catatan, kolom: int) -> None:
        self.sumber, self.catatan, self.kolom = sumber, catatan, kolom

    def kelompok(self, s: BarisSasaran) -> Kelompok:
        baris = [
            susun_baris(Sel(f"{s.sasaran.kode}. {s.sasaran.uraian}", rentang=self.kolom), jenis=JenisBaris.KELOMPOK)
        ]
        if indikator := "; ".join(i.indikator.uraian for i in s.indikator):
            baris.append(susun_baris(Sel(f"Indikator: {indikator}", rentang=self.kolom)))
        cetak = {c.kode_pos: c for c in s.cetak if c.kode_pos}
        baris += [self._kode(b, cetak.get(b.kode)) for b in s.bagian]
        berpos = {b.kode for b in s.bagian}
        baris += [self._tercetak(c) for c in s.cetak if c.kode_pos not in berpos]
        return Kelompok((*baris, self._jumlah(s)))

    def _kode(self, b: BagianKode, cetak: KomponenTercetak | None) -> Baris:
        sebutan = [f"porsi {format_persen_ringkas(b.alokasi.porsi)}"] if b.alokasi.porsi != 100 else []
        if cetak:
            beda = cetak.uraian if cetak.uraian != b.uraian else ""
            sebutan.append(f"tercetak “{cetak.kode}{' ' if beda else ''}{beda}”")
        if b.pos is None:
            sebutan.append(b.halangan)
        nama = Sel(f"{b.kode} {b.uraian}".strip(), keterangan=f"({'; '.join(sebutan)})" if sebutan else "")
        return self._baris(nama, b.pagu, b.realisasi, b.penyerapan, cetak)

    def _tercetak(self, c: KomponenTercetak) -> Baris:
        return self._baris(Sel(f"{c.kode} {c.uraian}"), None, cetak=c)

    def _baris(
        self,
        nama: Sel,
        pagu: Decimal | None,
        realisasi: Decimal | None = None,
        serap: Decimal | None = None,
        cetak: KomponenTercetak | None = None,
        jenis: JenisBaris = JenisBaris.ISI,
        sebab: str = "",
    ) -> Baris:
        sel = [
            nama,
            Sel(format_rupiah(pagu), pagu),
            Sel(format_rupiah(realisasi), realisasi, catatan=self.catatan.nomor(sebab)),
            Sel(format_persen(serap), serap),
        ]
        if self.kolom > len(sel):
            sel.append(self._sel_cetak(cetak))
        return susun_baris(*sel, jenis=jenis)

    def _sel_cetak(self, c: KomponenTercetak | None) -> Sel:
        if c is None:
            return Sel("")
        return Sel(format_persen(c.persen), c.persen, catatan=self.catatan.nomor(c.catatan))

    def _jumlah(self, s: BarisSasaran) -> Baris:
        """The sum of the sasaran with its capaian; what is not known says why in a note."""
        c = self.sumber.kinerja.sasaran.get(self.sumber.alokasi.garis.sasaran(s.sasaran.pk))
        if c is None:
            capaian = "tidak diukur"
        else:
            capaian = f"{format_persen(c.nilai)}, {c.cakupan}" if c.nilai is not None else c.alasan
        sebab = s.halangan if s.bagian else "Belum ada pos DIPA yang dialokasikan ke sasaran ini."
        nama = Sel(f"Jumlah sasaran {s.sasaran.kode}", keterangan=f"(capaian kinerja {capaian})")
        return self._baris(nama, s.pagu, s.realisasi, s.penyerapan, None, JenisBaris.JUMLAH, _kalimat(sebab))

    def kaki(self, rekap: RekapAlokasi) -> Iterable[Baris]:
        """What serves no sasaran, and the DIPA as a whole: the rows above add up to it."""
        if rekap.pagu_belum:
            pos = [
                f"{s.pos.kode}{'' if s.porsi == 100 else f' ({format_persen_ringkas(s.porsi)})'}" for s in rekap.belum
            ]
            rincian = f"({format_persen(rekap.persen_belum)} dari pagu: {', '.join(pos)})"
            yield self._baris(Sel("Belum dialokasikan ke sasaran", keterangan=rincian), rekap.pagu_belum)
        if rekap.lepas:
            yield self._baris(Sel("Dialokasikan ke sasaran yang tidak ada lagi pada Renstra"), rekap.pagu_lepas)
        dipa = rekap.anggaran
        yield self._baris(Sel("Jumlah DIPA"), dipa.pagu, dipa.realisasi, dipa.penyerapan, None, JenisBaris.JUMLAH)


def _kalimat(teks: str) -> str:
    """A reason as a note: it begins large and ends with a full stop."""
    return f"{teks[:1].upper()}{teks[1:].rstrip('.')}." if teks else ""
