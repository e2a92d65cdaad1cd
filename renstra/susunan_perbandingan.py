"""A revision beside its predecessor: every difference with its reason, as plain data. No HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from organisasi.models import Unit
from sakip.angka import format_desimal

from .beda_teks import Perubahan
from .enums import JenisSasaran, JenisSatuan, Polaritas
from .models import (
    AlasanPerubahan,
    Indikator,
    KataVisi,
    Kegiatan,
    Misi,
    Program,
    Renstra,
    Sasaran,
    Tujuan,
)
from .naskah.banding import butir_keputusan, butir_naskah
from .perbandingan import BARU, HAPUS, PINDAH, UBAH, Beda, Butir, Kunci, bandingkan
from .pohon.banding import butir_kondisi
from .revisi import JenisButir

#: The label of a yearly value.
TAHUNAN = re.compile(r"(?P<nama>Target|Standar nasional) (?P<tahun>[0-9]{4})")

RINGKAS = 6  # changes of one row that a short list names (as `_beda.html` cuts it)
KATA_PENDEK = 120  # words of a new chapter that stand open

#: What a reader calls the kinds of difference.
KATA = {BARU: "Baru", UBAH: "Diubah", PINDAH: "Dipindahkan", HAPUS: "Dihapus"}


@dataclass(frozen=True)
class BarisBeda:
    """A difference with the reason of its own; "" where the revision's general one stands."""

    beda: Beda
    alasan: str
    versi: int

    @property
    def kata(self) -> str:
        return KATA[self.beda.macam]

    @property
    def lain(self) -> tuple[Perubahan, ...]:
        """What changed apart from the yearly values."""
        return tuple(p for p in self.beda.perubahan if not TAHUNAN.fullmatch(p.label))

    @property
    def tahunan(self) -> tuple[tuple[str, tuple[Perubahan, ...]], ...]:
        """The yearly values that changed, by their name, labelled by year alone."""
        cocok = [(t, p) for p in self.beda.perubahan if (t := TAHUNAN.fullmatch(p.label))]
        kelompok = groupby(cocok, key=lambda c: c[0]["nama"])
        return tuple((nama, tuple(replace(p, label=t["tahun"]) for t, p in isi)) for nama, isi in kelompok)

    @property
    def selebihnya(self) -> int:
        """How many of `lain` a short list leaves out."""
        return max(0, len(self.lain) - RINGKAS)

    @property
    def banyak_kata(self) -> int:
        """Of a long text that is new or left out."""
        return sum(len(p.teks.split()) for p in self.beda.butir.penggal)

    @property
    def pendek(self) -> bool:
        return self.banyak_kata <= KATA_PENDEK

    @property
    def kunci(self) -> str:
        return "-".join(map(str, self.beda.kunci))


@dataclass(frozen=True)
class KelompokBeda:
    judul: str
    baris: tuple[BarisBeda, ...]


@dataclass(frozen=True)
class PerbandinganRenstra:
    """`lama` is the Renstra that `baru` replaces."""

    lama: Renstra
    baru: Renstra
    kelompok: tuple[KelompokBeda, ...]

    @property
    def baris(self) -> tuple[BarisBeda, ...]:
        return tuple(b for k in self.kelompok for b in k.baris)

    @property
    def hitungan(self) -> tuple[tuple[str, int], ...]:
        """How many of each kind, none that does not occur."""
        macam = [b.beda.macam for b in self.baris]
        return tuple((KATA[m].lower(), banyak) for m in KATA if (banyak := macam.count(m)))

    @property
    def tanpa_alasan(self) -> tuple[BarisBeda, ...]:
        return tuple(b for b in self.baris if not b.alasan)

    @property
    def beralasan(self) -> int:
        return len(self.baris) - len(self.tanpa_alasan)


def susun_perbandingan(renstra: Renstra) -> PerbandinganRenstra | None:
    """None for a Renstra that replaces no other. A fixed number of queries, whatever the size."""
    if renstra.menggantikan is None:
        return None
    lama = renstra.menggantikan
    isi = _isi(lama, renstra)
    alasan = {(a.jenis, a.butir): a for a in AlasanPerubahan.objects.filter(renstra=renstra)}
    baris = [_baris(b, alasan.get(b.kunci)) for b in bandingkan(isi[lama.pk], isi[renstra.pk])]
    kelompok = groupby(baris, key=lambda b: b.beda.butir.kelompok)
    return PerbandinganRenstra(lama, renstra, tuple(KelompokBeda(judul, tuple(b)) for judul, b in kelompok))


def _baris(beda: Beda, alasan: AlasanPerubahan | None) -> BarisBeda:
    return BarisBeda(beda, alasan.alasan if alasan else "", alasan.versi if alasan else 0)


# --- Snapshots -----------------------------------------------------------------------------------------------------


def _isi(lama: Renstra, baru: Renstra) -> dict[int, list[Butir]]:
    """The rows of both plans in the order of their headings."""
    isi = _kaskade(lama, baru)
    for bagian in (butir_kondisi, butir_keputusan, butir_naskah):
        for pk, butir in bagian(lama, baru).items():
            isi[pk] += butir
    return isi


def _kaskade(*renstra: Renstra) -> dict[int, list[Butir]]:
    isi: dict[int, list[Butir]] = {r.pk: [_visi(r, renstra[0])] for r in renstra}
    for baris in (_bagian(KataVisi, renstra), _bagian(Misi, renstra), _bagian(Tujuan, renstra)):
        for objek in baris:
            isi[objek.renstra_id].append(_butir_teks(objek))
    sasaran = list(
        Sasaran.objects.filter(renstra__in=renstra).select_related("tujuan", "program", "kegiatan").order_by("urut")
    )
    program = list(_bagian(Program, renstra))
    kegiatan = list(
        Kegiatan.objects.filter(program__renstra__in=renstra)
        .select_related("program")
        .order_by("program__urut", "urut")
    )
    for s in sasaran:
        if s.jenis == JenisSasaran.STRATEGIS:
            isi[s.renstra_id].append(_butir_sasaran(s))
    for p in program:
        isi[p.renstra_id].append(_butir_program(p))
    for k in kegiatan:
        isi[k.program.renstra_id].append(_butir_kegiatan(k))
    for s in sasaran:
        if s.jenis != JenisSasaran.STRATEGIS:
            isi[s.renstra_id].append(_butir_sasaran(s))
    for i in _indikator(renstra):
        isi[i.sasaran.renstra_id].append(_butir_indikator(i))
    return isi


def _bagian(model: Any, renstra: Iterable[Renstra]) -> Any:
    return model._default_manager.filter(renstra__in=renstra).order_by("urut")


def _indikator(renstra: Iterable[Renstra]) -> Any:
    return (
        Indikator.objects.filter(sasaran__renstra__in=renstra)
        .select_related("sasaran", "satuan__skala", "penanggung_jawab__unit")
        .prefetch_related(
            "satuan__skala__tingkat",
            "target_tahunan",
            "standar_nasional",
            "pengecualian_mutu",
            Prefetch("pelaksana", Unit._default_manager.order_by("nama", "pk")),
        )
        .order_by("sasaran__urut", "urut")
    )


def _visi(renstra: Renstra, lama: Renstra) -> Butir:
    medan = (
        ("Judul", renstra.judul),
        ("Periode", renstra.periode),
        ("Visi", renstra.visi),
        ("Mengikuti", _mengikuti(renstra.mengikuti)),
    )
    return Butir(JenisButir.VISI, "Visi", renstra.pk, lama.pk, "", "Judul dan visi", medan)


def _mengikuti(induk: Renstra | None) -> str:
    """Each version by its Keputusan: a revision of the followed plan has the same title."""
    if induk is None:
        return ""
    return f"{induk}, Keputusan Nomor {induk.nomor_keputusan}" if induk.nomor_keputusan else str(induk)


def _butir_teks(objek: Any) -> Butir:
    """A key word of the visi, a misi or a tujuan."""
    jenis = JenisButir(objek._meta.model_name.removesuffix("visi"))
    medan = (("Kata", objek.kata), ("Arti", objek.arti)) if isinstance(objek, KataVisi) else (("Rumusan", objek.teks),)
    ringkas = objek.arti if isinstance(objek, KataVisi) else ""
    return Butir(jenis, jenis.label, objek.pk, objek.asal_id, "", str(objek), medan, ringkas=ringkas)


def _butir_sasaran(s: Sasaran) -> Butir:
    nama, induk = {
        JenisSasaran.STRATEGIS: ("tujuan", s.tujuan),
        JenisSasaran.PROGRAM: ("program", s.program),
        JenisSasaran.KEGIATAN: ("kegiatan", s.kegiatan),
    }[JenisSasaran(s.jenis)]
    kunci: Kunci | None = (nama, induk.pk) if induk else None
    return Butir(
        JenisButir.SASARAN,
        s.get_jenis_display(),
        s.pk,
        s.asal_id,
        s.kode,
        s.uraian,
        (
            ("Rumusan", s.uraian),
            ("Kode", s.kode),
            ("Jenis", s.get_jenis_display()),
            ("Catatan cetak", s.catatan_cetak),
        ),
        induk=kunci,
        sebutan_induk=nama.capitalize(),
        nama_induk=_berkode(induk) if induk else "",
    )


def _butir_program(p: Program) -> Butir:
    medan = (("Nama", p.nama), ("Kode", p.kode), ("Uraian", p.uraian))
    return Butir(JenisButir.PROGRAM, "Program", p.pk, p.asal_id, p.kode, p.nama, medan)


def _butir_kegiatan(k: Kegiatan) -> Butir:
    return Butir(
        JenisButir.KEGIATAN,
        "Kegiatan",
        k.pk,
        k.asal_id,
        k.kode,
        k.nama,
        (("Nama", k.nama), ("Kode", k.kode)),
        induk=(JenisButir.PROGRAM, k.program_id),
        sebutan_induk="Program",
        nama_induk=_berkode(k.program),
    )


def _berkode(objek: Any) -> str:
    return f"{getattr(objek, 'kode', '')} {objek}".strip()


def _butir_indikator(i: Indikator) -> Butir:
    target = _tahunan("Target", i.satuan, i.target_tahunan.all())
    return Butir(
        JenisButir.INDIKATOR,
        "Indikator",
        i.pk,
        i.asal_id,
        i.kode,
        i.uraian,
        (*_medan_indikator(i), *target, *_tahunan("Standar nasional", i.satuan, i.standar_nasional.all())),
        induk=(JenisButir.SASARAN, i.sasaran_id),
        sebutan_induk="Sasaran",
        nama_induk=_berkode(i.sasaran),
        ringkas="; ".join([i.satuan.nama, *(f"{label.lower()}: {teks}" for label, teks in target)]),
    )


def _medan_indikator(i: Indikator) -> tuple[tuple[str, str], ...]:
    """What is chosen for an indikator, in words; a formula only where it applies."""
    minimasi, ordinal = i.polaritas == Polaritas.MINIMASI, i.satuan.jenis == JenisSatuan.ORDINAL
    return (
        ("Rumusan", i.uraian),
        ("Kode", i.kode),
        ("IKU", "Ya" if i.iku else "Tidak"),
        ("Satuan", i.satuan.nama),
        ("Polaritas", i.get_polaritas_display()),
        ("Rumus capaian (minimasi)", i.get_rumus_minimasi_display() if minimasi else ""),
        ("Rumus capaian (predikat)", i.get_rumus_ordinal_display() if ordinal else ""),
        ("Setahun dari triwulan", i.get_agregasi_display()),
        ("Tampilan capaian", i.get_tampilan_display()),
        ("Batas capaian", f"{format_desimal(i.batas)} %" if i.batas is not None else ""),
        ("Definisi", i.definisi),
        ("Cara pengukuran", i.cara_pengukuran),
        ("Komponen X", i.komponen_x),
        ("Komponen Y", i.komponen_y),
        ("Sumber data", i.sumber_data),
        ("Unit pelaksana", "; ".join(u.nama for u in i.pelaksana.all())),
        ("Penanggung jawab", str(i.penanggung_jawab or "")),
        ("Baseline", _baseline(i)),
        ("Alasan target", i.alasan_target),
        ("Catatan cetak", i.catatan_cetak),
        *((f"Tidak berlaku: {p.get_butir_display()}", p.alasan) for p in i.pengecualian_mutu.all()),
        *((f"Tercetak {t.tahun}", t.teks_cetak) for t in i.target_tahunan.all() if t.teks_cetak),
    )


def _baseline(i: Indikator) -> str:
    angka = i.satuan.cetak(i.baseline) if i.baseline is not None else ""
    return f"{angka} ({i.tahun_baseline})" if i.tahun_baseline else angka


def _tahunan(label: str, satuan: Any, nilai: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{label} {n.tahun}", satuan.cetak(n.nilai)) for n in sorted(nilai, key=lambda n: n.tahun))
