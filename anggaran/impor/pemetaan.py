"""Which column of a source's export is what: proposed from the headings, kept as JSON under the source's name."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sakip.angka import BULAN, rapikan
from sakip.excel.kolom import kunci_judul

from .jumlah import Notasi

NAMA_SUMBER_MAKS = 80


class Cara(enum.Enum):
    """How the file states what was spent."""

    KUMULATIF = "kumulatif"
    BULANAN = "bulanan"
    BULANAN_KUMULATIF = "bulanan_kumulatif"
    PEMBUKUAN = "pembukuan"

    @property
    def label(self) -> str:
        return {
            "kumulatif": "satu kolom: jumlah sejak 1 Januari",
            "bulanan": "kolom per bulan: belanja bulan itu",
            "bulanan_kumulatif": "kolom per bulan: jumlah sejak 1 Januari",
            "pembukuan": "daftar transaksi bertanggal",
        }[self.value]


class BentukKode(enum.Enum):
    LENGKAP = "lengkap"
    BERTINGKAT = "bertingkat"

    @property
    def label(self) -> str:
        return {
            "lengkap": "setiap baris memuat kode lengkap",
            "bertingkat": "baris hanya memuat bagian terakhir (051, 0A, 521111)",
        }[self.value]


@dataclass(frozen=True)
class Pemetaan:
    """Columns by the folded text of their heading ("kode", "realisasi#2" for the second one of that name).

    `kode`: one column with the path, or several that make it up. `bulan`: month → column. `ganda`: rows with the same
    code are added up instead of refused. `padanan`: what a person chose for a code that the DIPA does not have: another
    code, or "" for outside the DIPA. `sidik`: fingerprint of the head it was made for.
    """

    cara: Cara = Cara.KUMULATIF
    kode: tuple[str, ...] = ()
    bentuk: BentukKode = BentukKode.LENGKAP
    uraian: str = ""
    nilai: str = ""
    bulan: Mapping[int, str] = field(default_factory=dict)
    tanggal: str = ""
    pagu: str = ""
    satker: str = ""
    tahun: str = ""
    tanda: str = ""
    notasi: Notasi = Notasi.OTOMATIS
    ganda: bool = False
    padanan: Mapping[str, str] = field(default_factory=dict)
    sidik: str = ""

    @property
    def kolom_nilai(self) -> tuple[tuple[int, str], ...]:
        """(period, column) of every amount; period 0 is the only one."""
        if self.cara in (Cara.BULANAN, Cara.BULANAN_KUMULATIF):
            return tuple(sorted(self.bulan.items()))
        return ((0, self.nilai),) if self.nilai else ()

    @property
    def kolom(self) -> tuple[str, ...]:
        """Every column that is read."""
        lain = (self.uraian, self.pagu, self.satker, self.tahun, self.tanda, *(k for _, k in self.kolom_nilai))
        tanggal = (self.tanggal,) if self.cara is Cara.PEMBUKUAN else ()
        return tuple(k for k in (*self.kode, *lain, *tanggal) if k)

    @property
    def kurang(self) -> tuple[str, ...]:
        """What must still be chosen before anything can be read, in words."""
        apa = [] if self.kode else ["kolom kode"]
        apa += [] if self.kolom_nilai else ["kolom jumlah"]
        apa += ["kolom tanggal"] if self.cara is Cara.PEMBUKUAN and not self.tanggal else []
        return tuple(apa)

    def tidak_ada(self, kunci: Sequence[str]) -> tuple[str, ...]:
        """The columns that a head lacks; names and pagu may be missing, for nothing is counted by them."""
        return tuple(k for k in self.kolom if k not in kunci and k not in (self.uraian, self.pagu))

    def cocok(self, kunci: Sequence[str]) -> bool:
        """Whether a file with this head can be read by it."""
        return not self.kurang and not self.tidak_ada(kunci)

    def dengan_padanan(self, padanan: Mapping[str, str]) -> Pemetaan:
        return replace(self, padanan={**self.padanan, **padanan})

    def jadi_json(self) -> dict[str, Any]:
        isi = asdict(self)
        isi["cara"], isi["bentuk"], isi["notasi"] = self.cara.value, self.bentuk.value, self.notasi.value
        isi["kode"] = list(self.kode)
        isi["bulan"] = {str(b): k for b, k in self.bulan.items()}
        return isi

    @classmethod
    def dari_json(cls, isi: Any) -> Pemetaan:
        """Raises ValueError for what this program did not write."""
        try:
            return cls(
                cara=Cara(isi.get("cara", "kumulatif")),
                kode=tuple(map(str, isi.get("kode", ()))),
                bentuk=BentukKode(isi.get("bentuk", "lengkap")),
                notasi=Notasi(isi.get("notasi", "otomatis")),
                bulan={int(b): str(k) for b, k in isi.get("bulan", {}).items() if 1 <= int(b) <= 12},
                ganda=bool(isi.get("ganda", False)),
                padanan={str(k): str(n) for k, n in isi.get("padanan", {}).items()},
                **{nama: str(isi.get(nama, "")) for nama in _POLOS},
            )
        except (AttributeError, TypeError) as galat:
            raise ValueError("not a column mapping") from galat


_POLOS = ("uraian", "nilai", "tanggal", "pagu", "satker", "tahun", "tanda", "sidik")


# --- Headings ------------------------------------------------------------------------------------------------------


def kunci_kolom(judul: Sequence[str]) -> tuple[str, ...]:
    """The keys of a head's columns, "" for one without a heading; the second of a name is "nama#2"."""
    hasil: list[str] = []
    banyak: dict[str, int] = {}
    for teks in judul:
        # signs count: "%" and "D/K" must not become empty
        kunci = kunci_judul(teks.replace("%", "persen").replace("+", "plus"))[:60]
        if kunci:
            banyak[kunci] = banyak.get(kunci, 0) + 1
            kunci += f"#{banyak[kunci]}" if banyak[kunci] > 1 else ""
        hasil.append(kunci)
    return tuple(hasil)


def sidik_kepala(kunci: Sequence[str]) -> str:
    return hashlib.sha256("|".join(kunci).encode()).hexdigest()[:16]


_BULAN = {nama.casefold(): n for n, nama in enumerate(BULAN, 1)} | {
    nama[:3].casefold(): n for n, nama in enumerate(BULAN, 1)
}
_BULAN |= {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nopember": 11, "nop": 11}
_KATA = re.compile(r"[a-z]+")
#: The levels of a path in columns of their own, from the top; the words that their heading has and has not.
TINGKAT = (
    ("program", r"\bprogram\b", r""),
    ("kegiatan", r"\b(kegiatan|giat)\b", r"\bsub"),
    ("kro", r"\b(kro|klasifikasi|output)\b", r"\b(sub ?output|rincian output)\b(?!.*klasifikasi)"),
    ("ro", r"\b(ro|sub ?output|soutput|rincian output)\b", r"klasifikasi"),
    ("komponen", r"\b(komponen|kmpnen)\b", r"\bsub|skmpnen"),
    ("sub", r"\b(sub ?komponen|skmpnen)\b", r""),
    ("akun", r"\b(akun|mak|kode belanja)\b", r""),
)
_BUKAN_KODE = re.compile(r"\b(nama|uraian|deskripsi|keterangan|nilai|pagu|realisasi|jumlah)\b")
_BUKAN_NILAI = re.compile(
    r"%|persen|\bsisa\b|\bblokir|\bselisih\b|\blalu\b|\bno(mor)?\b|\btanggal\b|\btgl\b|\bpotongan\b|\bnetto\b"
)
_SAMPAI = re.compile(r"\bs\W{0,2}d\b|\bsampai\b|\bkumulatif\b|\btotal\b")


def _judul(teks: str) -> str:
    return rapikan(teks).casefold()


def bulan_judul(teks: str) -> int | None:
    """The month that a heading names ("Realisasi Januari", "Jan"); None when it names none, or two."""
    ada = {_BULAN[k] for k in _KATA.findall(_judul(teks)) if k in _BULAN}
    return ada.pop() if len(ada) == 1 else None


def _nilai_kode(teks: str) -> int:
    if _BUKAN_KODE.search(teks) or "satker" in teks:
        return 0
    if re.fullmatch(r"(kode|kd\.?|coa|mata anggaran|kode (anggaran|coa|akun lengkap|lengkap|ro|rincian output))", teks):
        return 3
    return 2 if re.search(r"\b(kode|coa|mata anggaran)\b", teks) else 0


def _nilai_realisasi(teks: str) -> int:
    if _BUKAN_NILAI.search(teks) or _nilai_pagu(teks):
        return 0
    if re.search(r"\brealisasi\b", teks):
        return 5 if _SAMPAI.search(teks) else 3 if "ini" in teks.split() or "periode" in teks else 4
    if re.search(r"\b(sp2d|penyerapan|pengeluaran|belanja)\b", teks):
        return 3
    return 2 if re.search(r"\b(jumlah|nilai|nominal|rupiah|amount)\b", teks) else 0


def _nilai_pagu(teks: str) -> int:
    if re.search(r"%|persen|\bsisa\b|\brealisasi\b|\bblokir|\bkode\b|\bmata\b|\btahun\b|\bsetelah\b", teks):
        return 0
    return (
        3
        if re.search(r"\bpagu\b.*\b(revisi|akhir|efektif)\b", teks)
        else 2
        if re.search(r"\b(pagu|dipa|anggaran)\b", teks)
        else 0
    )


def _pola(pola: str, selain: str = "$^") -> Callable[[str], int]:
    return lambda teks: 1 if re.search(pola, teks) and not re.search(selain, teks) else 0


PERAN: dict[str, Callable[[str], int]] = {
    "satker": _pola(r"\b(kode satker|kdsatker|satker|satuan kerja)\b", r"\b(nama|uraian)\b"),
    "tahun": _pola(r"^(tahun|thn|ta|t\.a\.?|tahun anggaran|tahun ?angg?\.?)$"),
    "tanggal": _pola(r"\b(tanggal|tgl)\b", r"\b(spm|kontrak|spp)\b"),
    "tanda": _pola(r"^(d ?/ ?k|dk|d atau k|deb[ei]t ?/ ?kredit|tanda|\+ ?/ ?-|tambah ?/ ?kurang|jenis jurnal)$"),
    "uraian": _pola(r"\b(uraian|nama|keterangan|deskripsi)\b", r"\b(satker|supplier|penerima|kppn)\b"),
    "pagu": _nilai_pagu,
    "nilai": _nilai_realisasi,
    "kode": _nilai_kode,
}


def dikenal(teks: str) -> bool:
    """Whether a heading says something to us; how a head row is found."""
    t = _judul(teks)
    return (
        bool(t)
        and len(t) <= 80
        and (bulan_judul(t) is not None or any(nilai(t) for nilai in PERAN.values()) or _tingkat(t) is not None)
    )


def _tingkat(teks: str) -> int | None:
    if _BUKAN_KODE.search(teks):
        return None
    cocok = [
        n
        for n, (_, pola, selain) in enumerate(TINGKAT)
        if re.search(pola, teks) and not (selain and re.search(selain, teks))
    ]
    return cocok[0] if len(cocok) == 1 else None


def usulkan(judul: Sequence[str]) -> Pemetaan:
    """What the headings alone say. Whether codes stand whole in each row, the rows must tell (`baca.lengkapi`)."""
    kunci = kunci_kolom(judul)
    teks = {k: _judul(t) for k, t in zip(kunci, judul, strict=True) if k}
    pilih = {nama: _terbaik(teks, nilai) for nama, nilai in PERAN.items()}
    bulan = _bulan(teks)
    cara = Cara.KUMULATIF
    if len(bulan) >= 2:
        berjalan = all(_SAMPAI.search(teks[k]) for k in bulan.values())
        cara = Cara.BULANAN_KUMULATIF if berjalan else Cara.BULANAN
    elif pilih["tanggal"]:
        cara = Cara.PEMBUKUAN
    return Pemetaan(
        cara=cara,
        kode=_kolom_kode(teks, pilih["kode"]),
        uraian=pilih["uraian"],
        nilai="" if len(bulan) >= 2 else pilih["nilai"],
        bulan=bulan if len(bulan) >= 2 else {},
        tanggal=pilih["tanggal"],
        pagu=pilih["pagu"],
        satker=pilih["satker"],
        tahun=pilih["tahun"],
        tanda=pilih["tanda"],
        sidik=sidik_kepala(kunci),
    )


def _terbaik(teks: Mapping[str, str], nilai: Callable[[str], int]) -> str:
    """The first column of the highest score, "" when none scores."""
    terbaik = max(teks, key=lambda k: nilai(teks[k]), default="")
    return terbaik if terbaik and nilai(teks[terbaik]) else ""


def _bulan(teks: Mapping[str, str]) -> dict[int, str]:
    hasil: dict[int, str] = {}
    for kunci, isi in teks.items():
        bulan = bulan_judul(isi)
        if bulan and not re.search(r"%|persen|\bpagu\b|\brencana\b|\brpd\b", isi):
            hasil.setdefault(bulan, kunci)
    return hasil


def _kolom_kode(teks: Mapping[str, str], tunggal: str) -> tuple[str, ...]:
    """One column that says "kode", or the columns of the levels from the top."""
    menurut: dict[int, str] = {}
    for kunci, isi in teks.items():
        tingkat = _tingkat(isi)
        if tingkat is not None:
            menurut.setdefault(tingkat, kunci)
    if tunggal and _nilai_kode(teks[tunggal]) == 3:
        return (tunggal,)
    if len(menurut) > 1:
        return tuple(menurut[t] for t in sorted(menurut))
    return (tunggal,) if tunggal else tuple(menurut.values())


# --- Sources that everybody has ------------------------------------------------------------------------------------

#: Proposed as long as a satker has kept none of its own under that name.
BAWAAN: dict[str, Pemetaan] = {
    "SAKTI — Realisasi belanja per RO": Pemetaan(
        cara=Cara.KUMULATIF,
        kode=("kode",),
        bentuk=BentukKode.BERTINGKAT,
        uraian="uraian",
        nilai="realisasisdperiodeini",
        pagu="pagurevisi",
    ),
    "OM-SPAN — SP2D": Pemetaan(
        cara=Cara.PEMBUKUAN,
        kode=("program", "kegiatan", "output", "akun"),
        uraian="uraian",
        nilai="nilaisp2d",
        tanggal="tanggalsp2d",
        satker="kodesatker",
        tanda="dk",
    ),
}
