"""RKT and Rencana Aksi of a year. Their amounts are those of the DIPA that `revisi` names; none is written here."""

from __future__ import annotations

from typing import Any

from anggaran.models import Dipa, Pos
from organisasi.models import Jabatan, Satker, Unit
from perjanjian.models import BarisAksi, IndikatorRkt, KegiatanRkt, RencanaAksi, Rkt, SasaranRkt
from perjanjian.rencana import StatusRencana
from renstra.models import Renstra
from sakip.angka import parse_desimal
from sakip.simpul import Simpul

from .pencatat import Pencatat
from .renstra import cari_indikator, cari_renstra, cari_sasaran

KEPALA = ("satker", "tahun", "revisi", "status", "tempat", "tanggal", "penandatangan", "mengetahui", "catatan")


def muat_rkt(pencatat: Pencatat, berkas: Simpul) -> None:
    """rkt-<year>.yaml."""
    berkas.hanya(*KEPALA, "renstra", "sasaran")
    satker = pencatat.satker(berkas)
    renstra = cari_renstra(pencatat, berkas, satker)
    rkt = _muat_kepala(pencatat, berkas, satker, Rkt)
    for urut, simpul in enumerate(berkas.anak("sasaran"), start=1):
        simpul.hanya("uraian", "renstra", "program", "indikator", "kegiatan")
        nilai = {
            "sasaran": cari_sasaran(pencatat, simpul, "renstra", renstra) if simpul.ada("renstra") else None,
            "program": _pos(pencatat, simpul, "program", rkt.dipa) if simpul.ada("program") else None,
            "uraian": simpul.teks("uraian"),
        }
        sasaran = pencatat.simpan(simpul, SasaranRkt, {"rkt": rkt, "urut": urut}, nilai)
        for ke, isi in enumerate(simpul.anak("indikator"), start=1):
            _muat_indikator(pencatat, isi, sasaran, renstra, ke)
        for isi in simpul.anak("kegiatan"):
            isi.hanya("kode", "catatan")
            kunci = {"sasaran": sasaran, "pos": _pos(pencatat, isi, "kode", rkt.dipa)}
            pencatat.simpan(isi, KegiatanRkt, kunci, {"catatan_cetak": isi.teks("catatan", "")})


def _muat_indikator(pencatat: Pencatat, simpul: Simpul, sasaran: SasaranRkt, renstra: Renstra, urut: int) -> None:
    simpul.hanya("uraian", "renstra", "satuan", "target", "catatan")
    satuan = pencatat.satuan(simpul)
    target, teks = simpul.sel("target", satuan.baca)
    nilai = {
        "indikator": cari_indikator(pencatat, simpul, "renstra", renstra) if simpul.ada("renstra") else None,
        "uraian": simpul.teks("uraian"),
        "satuan": satuan,
        "target": target,
        "teks_cetak": teks,
        "catatan_cetak": simpul.teks("catatan", ""),
    }
    pencatat.simpan(simpul, IndikatorRkt, {"sasaran": sasaran, "urut": urut}, nilai)


def muat_rencana_aksi(pencatat: Pencatat, berkas: Simpul) -> None:
    """rencana-aksi-<year>.yaml."""
    berkas.hanya(*KEPALA, "baris")
    satker = pencatat.satker(berkas)
    rencana = _muat_kepala(pencatat, berkas, satker, RencanaAksi)
    for urut, simpul in enumerate(berkas.anak("baris"), start=1):
        simpul.hanya("kode", "output", "satuan", "penanggung_jawab", "catatan")
        unit, tercetak = _penanggung_jawab(pencatat, simpul, satker)
        nilai = {
            "urut": urut,
            "output_jumlah": simpul.sel("output", parse_desimal)[0],
            "output_satuan": simpul.teks("satuan", ""),
            "teks_penanggung_jawab": tercetak,
            "catatan_cetak": simpul.teks("catatan", ""),
        }
        kunci = {"rencana": rencana, "pos": _pos(pencatat, simpul, "kode", rencana.dipa)}
        baris = pencatat.simpan(simpul, BarisAksi, kunci, nilai)
        pencatat.kaitkan(baris, "penanggung_jawab", unit)


def _penanggung_jawab(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> tuple[list[Unit], str]:
    """The units, and their names as printed (one a line) where the print has other words."""
    dikenal = pencatat.unit_menurut_nama(satker)
    unit, tercetak = [], []
    for isi in simpul.anak("penanggung_jawab"):
        isi.hanya("unit", "cetak")
        nama = isi.teks("unit")
        if nama not in dikenal:
            raise isi.galat(f"unit “{nama}” tidak ada pada {satker}", "unit")
        unit.append(dikenal[nama])
        tercetak.append(isi.teks("cetak", nama))
    return unit, "" if tercetak == [u.nama for u in unit] else "\n".join(tercetak)


def _muat_kepala(pencatat: Pencatat, berkas: Simpul, satker: Satker, model: type[Any]) -> Any:
    tahun = berkas.bilangan("tahun")
    dipa = pencatat.ambil(
        berkas, "revisi", Dipa.objects.filter(satker=satker, tahun=tahun), revisi=berkas.bilangan("revisi")
    )
    jabatan = Jabatan.objects.filter(unit__satker=satker)
    nilai = {
        "dipa": dipa,
        "tempat": berkas.teks("tempat"),
        "tanggal": berkas.tanggal("tanggal"),
        "penandatangan": pencatat.ambil(berkas, "penandatangan", jabatan, nama=berkas.teks("penandatangan")),
        "mengetahui": pencatat.ambil(berkas, "mengetahui", jabatan, nama=berkas.teks("mengetahui")),
        "catatan_cetak": berkas.teks("catatan", ""),
    }
    status = berkas.pilihan("status", StatusRencana, StatusRencana.DRAF)
    return pencatat.simpan(berkas, model, {"satker": satker, "tahun": tahun}, nilai, awal={"status": status})


def _pos(pencatat: Pencatat, simpul: Simpul, kunci: str, dipa: Dipa) -> Pos:
    return pencatat.ambil(simpul, kunci, dipa.pos.all(), kode=simpul.teks(kunci))
