"""What would be proposed to each office holder without a PK: from the Renstra, the superior's PK and the DIPA.

Computed top-down, so that a proposal can rest on a proposal; nothing is written here (`services_turun`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from anggaran.enums import JenisPos
from anggaran.pagu_pohon import kode_sama
from anggaran.rekap import BarisPos, RekapDipa, jumlah
from organisasi.models import Jabatan, Penugasan, Satker, Unit
from renstra.enums import Agregasi, JenisSasaran, JenisSatuan
from renstra.models import Indikator, Renstra, Sasaran, Satuan, TargetTahunan

from .aturan import di_bawah
from .dipa import jalur_kode, rekap_berlaku
from .enums import CaraTurun
from .keluarga import berbaris, yang_utama
from .models import BarisAksi, PerjanjianKinerja
from .rantai import TANPA_PERJANJIAN, hari_acuan

#: How deep in the DIPA the rows of an office go, by its distance from the head of the satker.
JENJANG_POS = (JenisPos.PROGRAM, JenisPos.KRO, JenisPos.RO)
URUTAN_POS = (JenisPos.PROGRAM, JenisPos.KEGIATAN, JenisPos.KRO, JenisPos.RO)


@dataclass(frozen=True)
class BarisUsulan:
    """A row of an annex, stored or proposed. `kunci` names it (`pk`, or office and number), `atas` the superior's."""

    kunci: tuple[int, int]
    uraian: str
    satuan: Satuan
    target: Decimal | None
    indikator: Indikator | None
    cara: str = ""
    atas: tuple[int, int] | None = None


@dataclass(frozen=True)
class SasaranUsulan:
    uraian: str
    sasaran_id: int | None
    baris: tuple[BarisUsulan, ...]


@dataclass(frozen=True)
class UsulanPerjanjian:
    """One office: who would promise to whom, and what. `halangan`: why no draft can be made."""

    jabatan: Jabatan
    pertama: Penugasan | None
    kedua: Penugasan | None
    jenjang: int
    sasaran: tuple[SasaranUsulan, ...] = ()
    anggaran: tuple[BarisPos, ...] = ()
    halangan: str = ""

    @property
    def baris(self) -> list[BarisUsulan]:
        return [b for s in self.sasaran for b in s.baris]

    @property
    def rupiah(self) -> Decimal | None:
        return jumlah(p.pagu for p in self.anggaran)


@dataclass
class _Sumber:
    """Everything that proposals are made of, read once."""

    tahun: int
    jabatan: list[Jabatan]
    pemangku: Mapping[int, Penugasan]
    naskah: Mapping[int, PerjanjianKinerja]
    indikator: Mapping[int, Indikator]
    target: Mapping[int, Decimal]
    satuan: Mapping[int, Satuan]
    sasaran: Sequence[Sasaran]
    rekap: RekapDipa
    penanggung: Mapping[str, set[int]]  # code → units that answer for it in the Rencana Aksi
    jalur: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def bawahan(self, jabatan: Jabatan) -> list[Jabatan]:
        return [j for j in self.jabatan if j.atasan_id == jabatan.pk]


def usulan_rantai(satker: Satker, tahun: int) -> list[UsulanPerjanjian]:
    """A proposal for every office without a PK of the year, superiors first; a fixed number of queries."""
    sumber = _baca(satker, tahun)
    hasil: list[UsulanPerjanjian] = []
    isi: dict[int, list[SasaranUsulan]] = {pk: _tersimpan(p) for pk, p in sumber.naskah.items()}
    uang: dict[int, list[str]] = {pk: [a.kode for a in p.anggaran.all()] for pk, p in sumber.naskah.items()}
    for jabatan, jenjang in _urut_rantai(sumber.jabatan):
        if jabatan.atasan_id is None or jabatan.pk in sumber.naskah:
            continue
        usulan = _satu(sumber, jabatan, jenjang, isi, uang)
        isi[jabatan.pk] = list(usulan.sasaran)
        uang[jabatan.pk] = [p.kode for p in usulan.anggaran]
        hasil.append(usulan)
    return hasil


def _urut_rantai(daftar: Sequence[Jabatan]) -> list[tuple[Jabatan, int]]:
    """Superiors before subordinates, with the distance from the topmost position."""
    ada = {j.pk for j in daftar}

    def turun(atas: int | None, jenjang: int) -> list[tuple[Jabatan, int]]:
        anak = [j for j in daftar if (j.atasan_id if j.atasan_id in ada else None) == atas]
        return [x for j in anak for x in ((j, jenjang), *turun(j.pk, jenjang + 1))]

    return turun(None, 0)


def _satu(
    sumber: _Sumber,
    jabatan: Jabatan,
    jenjang: int,
    isi: Mapping[int, list[SasaranUsulan]],
    uang: Mapping[int, list[str]],
) -> UsulanPerjanjian:
    pertama, kedua = sumber.pemangku.get(jabatan.pk), sumber.pemangku.get(jabatan.atasan_id or 0)
    kosong = UsulanPerjanjian(jabatan, pertama, kedua, jenjang)
    if pertama is None or kedua is None:
        siapa = jabatan.nama if pertama is None else jabatan.atasan.nama if jabatan.atasan else ""
        return _terhalang(kosong, f"Belum ada pejabat untuk {siapa}.")
    if jenjang <= 1:
        sasaran = _dari_renstra(sumber, jabatan)
        halangan = "Renstra yang berlaku tidak mempunyai target untuk tahun ini."
    else:
        sasaran = _dari_atasan(sumber, jabatan, isi.get(jabatan.atasan_id or 0, []))
        halangan = "Atasannya belum mempunyai perjanjian dan usulan."
    if not sasaran:
        return _terhalang(kosong, halangan)
    pos = _anggaran(sumber, jabatan, jenjang, sasaran, uang.get(jabatan.atasan_id or 0, []))
    return UsulanPerjanjian(jabatan, pertama, kedua, jenjang, tuple(sasaran), tuple(pos))


def _terhalang(u: UsulanPerjanjian, halangan: str) -> UsulanPerjanjian:
    return UsulanPerjanjian(u.jabatan, u.pertama, u.kedua, u.jenjang, halangan=halangan)


# --- Sasaran and indikator ------------------------------------------------------------------------------------------


def _dari_renstra(sumber: _Sumber, jabatan: Jabatan) -> list[SasaranUsulan]:
    """For the one below the head: the sasaran strategis with a target; all kinds where none is strategis."""
    semua = [s for s in sumber.sasaran if any(i.pk in sumber.target for i in s.indikator.all())]
    pilih = [s for s in semua if s.jenis == JenisSasaran.STRATEGIS] or semua
    hasil, nomor = [], 0
    for s in pilih:
        baris = []
        for i in (i for i in s.indikator.all() if i.pk in sumber.target):
            nomor += 1
            satuan = sumber.satuan[i.satuan_id]
            baris.append(BarisUsulan((jabatan.pk, nomor), i.uraian, satuan, sumber.target[i.pk], i))
        hasil.append(SasaranUsulan(s.uraian, s.pk, tuple(baris)))
    return hasil


def _tersimpan(p: PerjanjianKinerja) -> list[SasaranUsulan]:
    return [
        SasaranUsulan(
            s.uraian,
            s.sasaran_id,
            tuple(BarisUsulan((0, i.pk), i.uraian, i.satuan, i.target, i.indikator) for i in s.indikator.all()),
        )
        for s in p.sasaran.all()
    ]


def _dari_atasan(sumber: _Sumber, jabatan: Jabatan, atas: Sequence[SasaranUsulan]) -> list[SasaranUsulan]:
    """The superior's rows that this unit carries, then the own indikator that the Renstra gives it."""
    hasil, nomor = [], 0
    for s in atas:
        baris = []
        for b in s.baris:
            penerima = penerima_baris(b, sumber, jabatan)
            if jabatan.pk in penerima:
                nomor += 1
                baris.append(_turunan(b, (jabatan.pk, nomor), penerima.index(jabatan.pk), len(penerima)))
        if baris:
            hasil.append(SasaranUsulan(s.uraian, s.sasaran_id, tuple(baris)))
    return [*hasil, *_sendiri(sumber, jabatan, atas, nomor)]


def penerima_baris(b: BarisUsulan, sumber: _Sumber, jabatan: Jabatan) -> list[int]:
    """Which subordinates carry a row of their superior: those whose unit the Renstra names, else all of them."""
    semua = [j for j in sumber.bawahan(jabatan.atasan or jabatan) if j.pk in sumber.pemangku]
    i = sumber.indikator.get(b.indikator.pk) if b.indikator else None
    if i is None:
        return [j.pk for j in semua]
    ditunjuk = [j.pk for j in semua if j.pk == i.penanggung_jawab_id]
    tepat = [j.pk for j in semua if any(u.jalur.startswith(j.unit.jalur) for u in i.pelaksana.all())]
    return ditunjuk or tepat or [j.pk for j in semua]


def _turunan(b: BarisUsulan, kunci: tuple[int, int], ke: int, banyak: int) -> BarisUsulan:
    bagi = dapat_dibagi(b.satuan, b.indikator) and banyak > 1 and b.target is not None and b.target >= banyak
    target = bagian_ke(b.target, ke, banyak) if bagi and b.target is not None else b.target
    cara = CaraTurun.BAGI if bagi else CaraTurun.SAMA
    return BarisUsulan(kunci, b.uraian, b.satuan, target, b.indikator, cara, b.kunci)


def dapat_dibagi(satuan: Satuan, indikator: Indikator | None) -> bool:
    """A count, or what the Renstra adds up; never a percentage or a grade."""
    if satuan.jenis == JenisSatuan.CACAH:
        return True
    dijumlah = indikator is not None and indikator.agregasi == Agregasi.JUMLAH
    return dijumlah and satuan.jenis not in {JenisSatuan.ORDINAL, JenisSatuan.PERSEN}


def bagian_ke(target: Decimal, ke: int, banyak: int) -> Decimal:
    """Part number `ke` (from 0) of a target in whole units; the parts add up to it, the first ones get the rest."""
    utuh, sisa = divmod(target, banyak)
    pecahan = sisa % 1
    return utuh + (1 if ke < int(sisa) else 0) + (pecahan if ke == 0 else 0)


def _sendiri(sumber: _Sumber, jabatan: Jabatan, atas: Sequence[SasaranUsulan], nomor: int) -> list[SasaranUsulan]:
    """Indikator of programmes and activities that the Renstra gives this unit and the superior does not promise."""
    baris_atas = [b for s in atas for b in s.baris]
    terpakai = {b.indikator.pk for b in baris_atas if b.indikator}
    hasil = []
    for s in (s for s in sumber.sasaran if s.jenis != JenisSasaran.STRATEGIS):
        milik = [i for i in s.indikator.all() if i.pk not in terpakai and _milik(i, jabatan) and i.pk in sumber.target]
        baris = []
        for i in milik:
            nomor += 1
            pendukung = _pendukung(s, baris_atas, sumber)
            cara = CaraTurun.SENDIRI if pendukung else ""
            satuan = sumber.satuan[i.satuan_id]
            baris.append(BarisUsulan((jabatan.pk, nomor), i.uraian, satuan, sumber.target[i.pk], i, cara, pendukung))
        if baris:
            hasil.append(SasaranUsulan(s.uraian, s.pk, tuple(baris)))
    return hasil


def _milik(i: Indikator, jabatan: Jabatan) -> bool:
    return i.penanggung_jawab_id == jabatan.pk or any(u.pk == jabatan.unit_id for u in i.pelaksana.all())


def _pendukung(s: Sasaran, atas: Iterable[BarisUsulan], sumber: _Sumber) -> tuple[int, int] | None:
    """The superior's row of the same programme that a unit's own indikator supports; None where none can be told."""
    program = _program(s)
    if program is None:
        return None
    menurut_pk = {x.pk: x for x in sumber.sasaran}
    cocok = (b for b in atas if b.indikator and _program(menurut_pk.get(b.indikator.sasaran_id)) == program)
    return next((b.kunci for b in cocok), None)


def _program(s: Sasaran | None) -> int | None:
    if s is None:
        return None
    return s.kegiatan.program_id if s.kegiatan else s.program_id


# --- Budget ---------------------------------------------------------------------------------------------------------


def _anggaran(
    sumber: _Sumber, jabatan: Jabatan, jenjang: int, sasaran: Sequence[SasaranUsulan], atas: Sequence[str]
) -> list[BarisPos]:
    """Nodes of the DIPA for the rows: by the codes of the Renstra, else by the units of the Rencana Aksi.

    Below the superior's own rows, and as deep as the office stands in the chain.
    """
    if jenjang <= 1:
        return list(sumber.rekap.program)
    calon = _menurut_renstra(sumber, sasaran) or _menurut_aksi(sumber, jabatan.unit)
    batas = [k for k in atas if k in sumber.jalur]
    calon = [b for b in calon if not batas or any(di_bawah(b.kode, k, sumber.jalur) for k in batas)]
    tujuan = JENJANG_POS[min(jenjang - 1, len(JENJANG_POS) - 1)]
    rinci = {b.kode: b for c in calon for b in _sedalam(sumber.rekap, c, tujuan) if b.pagu}
    return [
        b
        for b in sumber.rekap.baris
        if b.kode in rinci and not any(k != b.kode and di_bawah(b.kode, k, sumber.jalur) for k in rinci)
    ]


def _menurut_renstra(sumber: _Sumber, sasaran: Sequence[SasaranUsulan]) -> list[BarisPos]:
    asal = {x.pk: x for x in sumber.sasaran}
    kode = set()
    for s in sasaran:
        induk = asal.get(s.sasaran_id or 0)
        pemikul = induk and (induk.kegiatan or induk.program)
        if pemikul and pemikul.kode:
            kode.add(pemikul.kode)
    return [b for b in sumber.rekap.baris if any(kode_sama(k, b.kode) for k in kode)]


def _menurut_aksi(sumber: _Sumber, unit: Unit) -> list[BarisPos]:
    return [b for b in sumber.rekap.baris if unit.pk in sumber.penanggung.get(b.kode, set())]


def _sedalam(rekap: RekapDipa, b: BarisPos, tujuan: str) -> list[BarisPos]:
    """The nodes of one level below a node; the node itself where the DIPA is known no deeper, or it is deeper."""
    if b.jenis not in URUTAN_POS or URUTAN_POS.index(JenisPos(b.jenis)) >= URUTAN_POS.index(JenisPos(tujuan)):
        return [b]
    return [x for anak in rekap.anak(b) for x in _sedalam(rekap, anak, tujuan)] or [b]


# --- Reading --------------------------------------------------------------------------------------------------------


def _baca(satker: Satker, tahun: int) -> _Sumber:
    hari = hari_acuan(tahun)
    naskah = yang_utama(berbaris(PerjanjianKinerja.objects.filter(satker=satker).for_tahun(tahun)))
    renstra = Renstra.objects.filter(satker=satker).berlaku().for_tahun(tahun).first()
    sasaran = _sasaran(renstra)
    rekap = rekap_berlaku(satker.pk, tahun)
    return _Sumber(
        tahun=tahun,
        jabatan=_jabatan(satker, hari),
        pemangku=Penugasan.objects.pemangku_satker(satker, hari),
        naskah={p.pihak_pertama.jabatan_id: p for p in naskah},
        indikator={i.pk: i for s in sasaran for i in s.indikator.all()},
        target=_target(renstra, tahun),
        satuan={s.pk: s for s in Satuan.objects.lengkap()},
        sasaran=sasaran,
        rekap=rekap,
        penanggung=_penanggung(satker, tahun),
        jalur=jalur_kode(rekap),
    )


def _jabatan(satker: Satker, hari: datetime.date) -> list[Jabatan]:
    semua = Jabatan.objects.filter(unit__satker=satker).exclude(jenis__in=TANPA_PERJANJIAN).pada(hari)
    return list(semua.select_related("unit__satker", "atasan").order_by("urut", "pk"))


def _sasaran(renstra: Renstra | None) -> list[Sasaran]:
    if renstra is None:
        return []
    semua = renstra.sasaran.select_related("program", "kegiatan__program")
    return list(semua.prefetch_related("indikator__pelaksana"))


def _target(renstra: Renstra | None, tahun: int) -> dict[int, Decimal]:
    daftar = TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra, tahun=tahun)
    return dict(daftar.values_list("indikator_id", "nilai"))


def _penanggung(satker: Satker, tahun: int) -> dict[str, set[int]]:
    """By code, so that a Rencana Aksi that rests on an older DIPA still tells."""
    baris = BarisAksi.objects.filter(rencana__satker=satker, rencana__tahun=tahun, penanggung_jawab__isnull=False)
    hasil: dict[str, set[int]] = {}
    for kode, unit in baris.filter(pos__isnull=False).order_by().values_list("pos__kode", "penanggung_jawab"):
        hasil.setdefault(kode, set()).add(unit)
    return hasil
