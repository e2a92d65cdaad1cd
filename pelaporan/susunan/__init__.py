"""The LKjIP of a satker and year: rows → frozen dataclasses → the parts that `dokumen` renders. No HTML here.

`susun_lkjip` is the only entry. Numbers of tables and pictures are given while composing, in printing order; what the
report still lacks is listed in `Naskah.data["kekosongan"]`, figures nobody has approved in `["belum_disetujui"]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dokumen.blok import Bab, Depan, Judul
from dokumen.jenis import Bagian, Naskah
from dokumen.potret import potret
from dokumen.surat import aset_kop
from organisasi.models import Satker
from perjanjian.aksi.susunan import NaskahAksi, lampiran_aksi
from perjanjian.enums import JenisPerjanjian
from perjanjian.rkt.susunan import NaskahRkt, lampiran_rkt
from perjanjian.susunan import NaskahPerjanjian, susun_semua

from .bab1 import susun_bab1
from .bab2 import susun_bab2
from .bab3 import ada_grafik, susun_bab3
from .bab4 import susun_bab4
from .bentuk import Identitas, Penomoran
from .depan import identitas, susun_ikhtisar, susun_pengantar, susun_sampul
from .kekosongan import daftar_belum_disetujui, daftar_kekosongan
from .sumber import Sumber, kumpulkan

GAYA = ("dokumen/css/cetak.css", "dokumen/css/perjanjian.css", "dokumen/css/rencana.css", "dokumen/css/lkjip.css")
FOLDER = "dokumen/lkjip"
BUKU = "dokumen/buku"


def susun_lkjip(satker: Satker, tahun: int) -> Naskah:
    """Everything that the LKjIP prints. A fixed number of queries. Raises GalatDokumen when the year has no data."""
    sumber = kumpulkan(satker, tahun)
    nomor = Penomoran()
    jati_diri = identitas(sumber)
    depan = (susun_pengantar(sumber, nomor), susun_ikhtisar(sumber, nomor))
    judul_daftar = _judul_daftar(sumber, nomor)
    bab = (
        susun_bab1(sumber, nomor),
        susun_bab2(sumber, nomor),
        susun_bab3(sumber, nomor),
        susun_bab4(sumber, nomor),
    )
    lampiran = _lampiran(satker, tahun, nomor)
    bagian = (
        Bagian("Sampul", f"{FOLDER}/sampul.html", {"sampul": susun_sampul(sumber, jati_diri)}),
        *(_bagian_depan(d, jati_diri) for d in depan),
        *_daftar(judul_daftar, nomor, jati_diri),
        *(_bagian_bab(b, jati_diri) for b in bab),
        *_bagian_lampiran(lampiran, jati_diri),
    )
    return Naskah(
        judul=f"{jati_diri.judul} Tahun {tahun} {jati_diri.satker}",
        bagian=bagian,
        data=_data(sumber, nomor, depan, bab, lampiran),
        aset=nomor.aset
        | (aset_kop(satker) if any(satu.perjanjian for satu in lampiran) else {}),  # only a PK has a letterhead
        gaya=GAYA,
    )


@dataclass(frozen=True)
class Lampiran:
    """An annex: the signed PK of one kind, or one sheet (`lembar`) with its template."""

    judul: Judul
    perjanjian: tuple[NaskahPerjanjian, ...] = ()
    lembar: NaskahRkt | NaskahAksi | None = None
    template: str = f"{FOLDER}/lampiran.html"


def _judul_daftar(sumber: Sumber, nomor: Penomoran) -> dict[str, Judul]:
    """Headings of the lists; they are listed themselves, so they are made before the chapters."""
    judul = {"isi": nomor.depan("Daftar Isi", "daftar-isi"), "tabel": nomor.depan("Daftar Tabel", "daftar-tabel")}
    if any(sumber.foto.values()) or any(sumber.bukti.values()) or ada_grafik(sumber):
        judul["gambar"] = nomor.depan("Daftar Gambar", "daftar-gambar")
    return judul


def _lampiran(satker: Satker, tahun: int, nomor: Penomoran) -> list[Lampiran]:
    """The signed PK of the year, one annex per kind, the fixed RKT and Rencana Aksi; what is missing is left out."""
    semua = susun_semua(satker, tahun)
    hasil: list[Lampiran] = []
    for jenis in JenisPerjanjian:
        if semua[jenis]:
            hasil.append(Lampiran(nomor.lampiran(f"{jenis.label.title()} Tahun {tahun}"), semua[jenis]))
    for nama, lembar in (("rkt", lampiran_rkt(satker, tahun)), ("aksi", lampiran_aksi(satker, tahun))):
        if lembar is not None:
            judul = nomor.lampiran(f"{lembar.judul} Tahun {tahun}")
            hasil.append(Lampiran(judul, lembar=lembar, template=f"{FOLDER}/lampiran_{nama}.html"))
    return hasil


def _bagian_depan(depan: Depan, jati_diri: Identitas) -> Bagian:
    return Bagian(depan.judul.teks, f"{BUKU}/depan.html", {"depan": depan, "identitas": jati_diri})


def _daftar(judul: dict[str, Judul], nomor: Penomoran, jati_diri: Identitas) -> list[Bagian]:
    isi: dict[str, Any] = {"isi": nomor.judul, "tabel": nomor.tabel, "gambar": nomor.gambar}
    return [
        Bagian(j.teks, f"{BUKU}/daftar_{nama}.html", {"judul": j, "daftar": isi[nama], "identitas": jati_diri})
        for nama, j in judul.items()
    ]


def _bagian_bab(bab: Bab, jati_diri: Identitas) -> Bagian:
    return Bagian(bab.judul.lengkap, f"{BUKU}/bab.html", {"bab": bab, "identitas": jati_diri})


def _bagian_lampiran(lampiran: list[Lampiran], jati_diri: Identitas) -> list[Bagian]:
    return [
        Bagian(
            satu.judul.lengkap,
            satu.template,
            {"judul": satu.judul, "naskah": satu.lembar or satu.perjanjian, "identitas": jati_diri},
        )
        for satu in lampiran
    ]


def _data(
    sumber: Sumber, nomor: Penomoran, depan: tuple[Depan, ...], bab: tuple[Bab, ...], lampiran: list[Lampiran]
) -> dict[str, Any]:
    """The snapshot that is stored with the published report: where its figures come from, and every figure."""
    laporan = sumber.laporan
    return {
        "satker": {"kode": sumber.satker.kode, "nama": sumber.satker.nama},
        "tahun": sumber.tahun,
        "sumber": {
            "laporan": laporan.pk,
            "renstra": str(sumber.renstra),
            "perjanjian": str(sumber.perjanjian) if sumber.perjanjian else None,
            "posisi": str(sumber.dipa.posisi) if sumber.dipa.posisi else None,
            "posisi_perbandingan": str(sumber.anggaran[sumber.tahun].posisi or ""),
        },
        "angka": potret(
            {
                "capaian": sumber.rekap.rerata.nilai,
                "cakupan": sumber.rekap.rerata.cakupan,
                "kategori": sumber.rekap.kategori.kode if sumber.rekap.kategori else None,
                "pagu": sumber.dipa.pagu,
                "realisasi": sumber.dipa.realisasi,
                "penyerapan": sumber.dipa.penyerapan,
            }
        ),
        "depan": potret(depan),
        "bab": potret(bab),
        "gambar": potret(nomor.gambar),
        "lampiran": potret(
            [{"judul": satu.judul, "perjanjian": satu.perjanjian, "lembar": satu.lembar} for satu in lampiran]
        ),
        "kekosongan": [
            {"bagian": k.bagian, "sasaran": k.sasaran, "rincian": k.rincian} for k in daftar_kekosongan(sumber)
        ],
        "belum_disetujui": potret(daftar_belum_disetujui(sumber.rekap)),
    }


__all__ = ["susun_lkjip"]
