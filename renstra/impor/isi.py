"""What a Renstra holds now, as the cells of its workbook, in a fixed number of queries; and the workbook itself."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from organisasi.models import Jabatan, Satker, Unit
from sakip.angka import lipat_homoglif, rapikan
from sakip.excel import Baris, tulis_templat
from sakip.impor import Ubahan

from ..enums import JenisSasaran
from ..kaskade import potong
from ..models import (
    Indikator,
    KataVisi,
    Kegiatan,
    Misi,
    Program,
    Renstra,
    Sasaran,
    Satuan,
    StandarNasional,
    TargetTahunan,
    Tujuan,
)
from .susunan import (
    INDIKATOR,
    KEGIATAN,
    MISI,
    PROGRAM,
    RENSTRA,
    SASARAN,
    TUJUAN,
    VISI,
    susun_buku,
    tahun_standar,
    tahun_target,
)

TANPA_INDUK = "-"
PEMISAH_UNIT = "; "
RINCIAN_MAKS = 60  # letters of a long text in the preview
#: Columns that are a text field of the same name, by sheet.
TEKS: dict[str, tuple[str, ...]] = {
    RENSTRA: ("judul", "visi"),
    VISI: ("kata", "arti"),
    MISI: ("teks",),
    TUJUAN: ("teks",),
    PROGRAM: ("nama", "uraian"),
    KEGIATAN: ("nama",),
    SASARAN: ("uraian", "catatan_cetak"),
    INDIKATOR: (
        *("uraian", "catatan_cetak", "alasan_target", "definisi", "cara_pengukuran"),
        *("komponen_x", "komponen_y", "sumber_data"),
    ),
}
#: Columns with a choice, a number or yes/no that is a field of the same name.
NILAI: dict[str, tuple[str, ...]] = {
    RENSTRA: ("periode_awal", "periode_akhir"),
    SASARAN: ("jenis",),
    INDIKATOR: (
        *("iku", "polaritas", "agregasi", "rumus_minimasi", "rumus_ordinal", "tampilan"),
        *("tahun_baseline", "batas"),
    ),
}
#: The text that a row is known by when it carries no mark.
NAMA: dict[str, str] = {
    RENSTRA: "judul",
    VISI: "kata",
    MISI: "teks",
    TUJUAN: "teks",
    PROGRAM: "nama",
    KEGIATAN: "nama",
    SASARAN: "uraian",
    INDIKATOR: "uraian",
}
BERKODE = frozenset({PROGRAM, KEGIATAN, SASARAN, INDIKATOR})
MODEL: dict[str, Any] = {
    RENSTRA: Renstra,
    VISI: KataVisi,
    MISI: Misi,
    TUJUAN: Tujuan,
    PROGRAM: Program,
    KEGIATAN: Kegiatan,
    SASARAN: Sasaran,
    INDIKATOR: Indikator,
}


@dataclass(eq=False)
class Butir:
    """One row: what is stored (`objek`, `sel`), where it hangs, and what the file makes of it."""

    lembar: str
    objek: Any
    induk: Butir | None = None
    sel: dict[str, Any] = field(default_factory=dict)
    nama: str = ""
    kode: str = ""
    baris: Baris | None = None
    hilang: bool = False
    ubahan: list[Ubahan] = field(default_factory=list)
    bidang: set[str] = field(default_factory=set)
    tahunan: dict[str, dict[int, Decimal | None]] = field(default_factory=dict)
    pelaksana: list[Unit] | None = None
    pk_induk: int | None = None  # of what it hangs on in the database
    baru: bool = False  # also after it was written
    disimpulkan: set[str] = field(default_factory=set)  # "satuan", "polaritas": does not stand in the file

    def __post_init__(self) -> None:
        self.baru = self.objek.pk is None

    @property
    def sebutan(self) -> str:
        return potong(f"{self.kode} {self.nama}".strip(), 90)

    def sebutan_dari(self, baris: Baris) -> str:
        return potong(baris.nilai[NAMA[self.lembar]])

    @property
    def rincian(self) -> str:
        """What a new indikator holds, for the preview."""
        if self.lembar != "Indikator" or self.objek.satuan_id is None:
            return ""
        satuan = self.objek.satuan
        simpulan = dict.fromkeys(self.disimpulkan, " (disimpulkan)")
        isi = [f"Satuan {satuan.nama}{simpulan.get('satuan', '')}"]
        isi.append(f"Polaritas {self.objek.polaritas}{simpulan.get('polaritas', '')}")
        isi.append("IKU" if self.objek.iku else "")
        target = self.tahunan.get("target", {})
        isi += [f"{tahun}: {satuan.cetak(nilai)}" for tahun, nilai in target.items() if nilai is not None]
        for sebutan, teks in (("Cara", self.objek.cara_pengukuran), ("Sumber", self.objek.sumber_data)):
            isi.append(f"{sebutan}: {potong(rapikan(teks), RINCIAN_MAKS)}" if teks else "")
        return " · ".join(filter(None, isi))

    def sidik(self) -> str:
        """Fingerprint of what is stored."""
        isi = (self.pk_induk, sorted(self.sel.items()))
        return hashlib.blake2s(repr(isi).encode(), digest_size=5).hexdigest()


class Acuan:
    """What the cells of an indikator refer to: units of measure, units and positions of the satker."""

    def __init__(self, satker: Satker, renstra: Renstra | None, periode: range) -> None:
        semua = list(Satuan.objects.lengkap())
        dipakai = set()
        if renstra is not None:
            milik = Indikator.objects.filter(sasaran__renstra=renstra).order_by()
            dipakai = set(milik.values_list("satuan", flat=True).distinct())
        berlaku = [s for s in semua if s.pk in dipakai or any(map(s.berlaku_pada, periode))]
        self.satuan = {s.kode: s for s in berlaku}
        self.satuan_pk = {s.pk: s for s in semua}
        self.unit_pk = {u.pk: u for u in Unit.objects.filter(satker=satker).order_by("jalur")}
        self.unit = {lipat(u.nama): u for u in sorted(self.unit_pk.values(), key=lambda u: u.berlaku_sampai is None)}
        jabatan = (
            Jabatan.objects.filter(unit__satker=satker).select_related("unit").order_by("unit__jalur", "urut", "pk")
        )
        self.jabatan_pk = {j.pk: j for j in jabatan}
        banyak = Counter(lipat(j.nama) for j in self.jabatan_pk.values())
        self.nama_jabatan = {
            j.pk: j.nama if banyak[lipat(j.nama)] == 1 else f"{j.nama}, {j.unit.nama}" for j in self.jabatan_pk.values()
        }
        self.jabatan = {lipat(nama): self.jabatan_pk[pk] for pk, nama in self.nama_jabatan.items()}
        self._cetak: dict[tuple[int, Decimal], str] = {}

    def cetak(self, satuan: Satuan, nilai: Decimal | None) -> str:
        if nilai is None:
            return ""
        kunci = (satuan.pk, nilai)
        if kunci not in self._cetak:
            self._cetak[kunci] = satuan.cetak_isian(nilai)
        return self._cetak[kunci]


class Isi:
    """All rows of a Renstra by sheet; empty for one that is to be made."""

    def __init__(self, renstra: Renstra | None, acuan: Acuan) -> None:
        self.renstra = renstra
        self.acuan = acuan
        self.lembar: dict[str, list[Butir]] = {nama: [] for nama in MODEL}
        if renstra is not None:
            self._muat(renstra)

    def _muat(self, renstra: Renstra) -> None:
        self._tambah(RENSTRA, [renstra])
        for nama in (VISI, MISI, TUJUAN, PROGRAM):
            self._tambah(nama, MODEL[nama].objects.filter(renstra=renstra).order_by("urut"))
        kegiatan = Kegiatan.objects.filter(program__renstra=renstra).order_by("program__urut", "urut")
        self._tambah(KEGIATAN, kegiatan, lambda k: (PROGRAM, k.program_id))
        self._tambah(SASARAN, Sasaran.objects.filter(renstra=renstra).order_by("urut"), _di_atas)
        indikator = Indikator.objects.filter(sasaran__renstra=renstra).order_by("sasaran__urut", "urut")
        self._tambah(INDIKATOR, indikator, lambda i: (SASARAN, i.sasaran_id))
        self._muat_indikator(renstra)

    def _tambah(self, nama: str, daftar: Iterable[Any], di_atas: Any = None) -> None:
        pk_induk = {
            n: {b.objek.pk: b for b in isi}
            for n, isi in self.lembar.items()
            if n in {PROGRAM, KEGIATAN, TUJUAN, SASARAN}
        }
        for objek in daftar:
            tempat = di_atas(objek) if di_atas else None
            induk = pk_induk[tempat[0]].get(tempat[1]) if tempat else None
            sel = {kunci: rapi(getattr(objek, kunci)) for kunci in TEKS[nama]}
            sel |= {kunci: getattr(objek, kunci) for kunci in NILAI.get(nama, ())}
            if nama in BERKODE:
                sel["kode"] = rapikan(objek.kode)
            self.lembar[nama].append(Butir(nama, objek, induk, sel, nama=sel[NAMA[nama]], kode=sel.get("kode", "")))

    def _muat_indikator(self, renstra: Renstra) -> None:
        per_pk = {b.objek.pk: b for b in self.lembar[INDIKATOR]}
        for butir in per_pk.values():
            objek = butir.objek
            satuan = self.acuan.satuan_pk[objek.satuan_id]
            butir.sel["satuan"] = satuan.kode
            butir.sel["baseline"] = self.acuan.cetak(satuan, objek.baseline)
            butir.sel["penanggung_jawab"] = self.acuan.nama_jabatan.get(objek.penanggung_jawab_id, "")
        for model, kunci in ((TargetTahunan, tahun_target), (StandarNasional, tahun_standar)):
            milik = model.objects.filter(indikator__sasaran__renstra=renstra).order_by()
            for pk, tahun, nilai in milik.values_list("indikator_id", "tahun", "nilai"):
                satuan = self.acuan.satuan_pk[per_pk[pk].objek.satuan_id]
                per_pk[pk].sel[kunci(tahun)] = self.acuan.cetak(satuan, nilai)
        unit: defaultdict[int, set[int]] = defaultdict(set)
        kaitan = Indikator.pelaksana.through._default_manager.filter(indikator__sasaran__renstra=renstra)
        for pk, unit_pk in kaitan.values_list("indikator_id", "unit_id"):
            unit[pk].add(unit_pk)
        for pk, butir in per_pk.items():
            butir.sel["pelaksana"] = self.sebut_unit(unit[pk])

    def sebut_unit(self, pk: Iterable[int]) -> str:
        """In the order of the organisation."""
        ada = set(pk)
        return PEMISAH_UNIT.join(rapikan(u.nama) for u in self.acuan.unit_pk.values() if u.pk in ada) if ada else ""

    def sidik(self) -> str:
        semua = [(b.objek.pk, b.sidik()) for isi in self.lembar.values() for b in isi]
        return hashlib.blake2s(repr(semua).encode(), digest_size=5).hexdigest()

    # --- As a workbook ----------------------------------------------------------------------------------------------

    def baris(self, nama: str) -> Iterator[dict[str, Any]]:
        """The rows of a sheet as they are exported, each with its mark."""
        if self.renstra is None:
            return
        sidik = self.sidik() if nama == RENSTRA else ""
        ganda = Counter(b.nama for b in self.lembar[SASARAN])
        for butir in self.lembar[nama]:
            sel = butir.sel | {"tanda": f"{self.renstra.pk}.{butir.objek.pk}.{sidik or butir.sidik()}"}
            if nama in {KEGIATAN, SASARAN}:
                sel["induk"] = butir.induk.nama if butir.induk else TANPA_INDUK
            elif nama == INDIKATOR and butir.induk:
                sel["sasaran"] = butir.induk.nama
                atas = butir.induk.induk
                sel["induk"] = (atas.nama if atas else TANPA_INDUK) if ganda[butir.induk.nama] > 1 else ""
            yield sel


def ekspor(renstra: Renstra) -> bytes:
    """The workbook with everything in it that `periksa` reads back."""
    acuan = Acuan(renstra.satker, renstra, renstra.tahun_periode)
    isi = Isi(renstra, acuan)
    buku = susun_buku(renstra.tahun_periode, acuan.satuan.values())
    return tulis_templat(buku, {lembar.nama: isi.baris(lembar.nama) for lembar in buku.lembar})


def templat(satker: Satker, periode: range) -> bytes:
    """The empty workbook for these years."""
    return tulis_templat(susun_buku(periode, Acuan(satker, None, periode).satuan.values()))


def lipat(teks: str) -> str:
    """A text as it is compared: a Cyrillic "С" in a word is the Latin one."""
    return (" ".join(teks.split()) if teks.isascii() else lipat_homoglif(teks)).casefold()


def rapi(teks: str) -> str:
    """A stored text as the reader would give it: spaces that nobody sees are no change."""
    return "\n".join(map(rapikan, teks.splitlines())).strip() if "\n" in teks else rapikan(teks)


def _di_atas(sasaran: Sasaran) -> tuple[str, int | None]:
    match sasaran.jenis:
        case JenisSasaran.PROGRAM:
            return PROGRAM, sasaran.program_id
        case JenisSasaran.KEGIATAN:
            return KEGIATAN, sasaran.kegiatan_id
        case _:
            return TUJUAN, sasaran.tujuan_id
