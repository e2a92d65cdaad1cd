"""Hints beside an RKT: where it and what it rests on say different things. They never block and never overwrite."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from anggaran.rekap import rekap_pohon
from renstra.models import Indikator, TargetTahunan
from sakip.angka import format_rupiah

from ..services_rencana import dipa_lebih_baru
from .isi import IsiRkt
from .services import pos_terbawah, renstra_berlaku


@dataclass(frozen=True)
class Petunjuk:
    """`tentang`: the row it is about; `teks`: what differs."""

    tentang: str
    teks: str


@dataclass(frozen=True)
class PetunjukRkt:
    """`belum`: indikator of the Renstra that the RKT does not carry; `dipa_baru`: the DIPA in force is another one."""

    target: dict[int, str]
    belum: tuple[Indikator, ...]
    kegiatan: tuple[Petunjuk, ...]
    dipa_baru: str = ""

    @property
    def banyak(self) -> int:
        return len(self.target) + len(self.belum) + len(self.kegiatan) + bool(self.dipa_baru)


def petunjuk_rkt(isi: IsiRkt) -> PetunjukRkt:
    """At most six queries, whatever the size."""
    target = _target_renstra(isi)
    baris = [b for s in isi.sasaran for b in s.indikator]
    beda = {
        b.pk: f"Renstra: {b.satuan.cetak(target.get(b.indikator_id or 0))}, RKT: {b.satuan.cetak(b.target)}"
        for b in baris
        if b.indikator_id and target.get(b.indikator_id) != b.target
    }
    ada = {b.indikator_id for b in baris if b.indikator_id}
    jenis = {b.indikator.sasaran.jenis for b in baris if b.indikator} or {"strategis"}
    belum = Indikator.objects.filter(pk__in=target.keys() - ada, sasaran__jenis__in=jenis).order_by(
        "sasaran__urut", "urut"
    )
    baru, kabar = _beda_dipa(isi)
    return PetunjukRkt(beda, tuple(belum), (*_kegiatan(isi), *baru), kabar)


def _target_renstra(isi: IsiRkt) -> dict[int, Decimal]:
    renstra = renstra_berlaku(isi.rkt.satker, isi.rkt.tahun)
    if renstra is None:
        return {}
    daftar = TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra, tahun=isi.rkt.tahun)
    return dict(daftar.values_list("indikator_id", "nilai"))


def _kegiatan(isi: IsiRkt) -> list[Petunjuk]:
    """Activities that no sasaran carries, or more than one."""
    banyak = Counter(k.pos_id for s in isi.sasaran for k in s.sasaran.kegiatan.all())
    hasil = []
    for p in pos_terbawah(b.pos for b in isi.pos.values()):
        tercantum = banyak[p.pk]
        if not tercantum and not _diwakili(p.induk_id, banyak, isi):
            hasil.append(Petunjuk(str(p), "Belum ditempatkan pada sasaran"))
        elif tercantum > 1:
            hasil.append(Petunjuk(str(p), f"Tercantum pada {tercantum} sasaran, jadi anggarannya terhitung ganda"))
    return hasil


def _diwakili(pk: int | None, banyak: Counter[int], isi: IsiRkt) -> bool:
    """Whether a node above is listed and has no listed node below it, so that its whole pagu counts."""
    while pk is not None:
        if banyak[pk] and not any(isi.pos[anak].pos.induk_id == pk for anak in banyak):
            return True
        pk = isi.pos[pk].pos.induk_id
    return False


def _beda_dipa(isi: IsiRkt) -> tuple[list[Petunjuk], str]:
    """What the DIPA in force says otherwise about the listed activities."""
    baru = dipa_lebih_baru(isi.rkt)
    if baru is None:
        return [], ""
    kini = {b.kode: b.pagu for b in rekap_pohon(baru, None).baris}
    tercantum = {k.pos_id for s in isi.sasaran for k in s.sasaran.kegiatan.all()}
    induk = {isi.pos[pk].pos.induk_id for pk in tercantum}
    hasil = []
    for pk in sorted(tercantum - induk, key=lambda pk: isi.pos[pk].pos.urut):
        lama = isi.pos[pk]
        if lama.kode not in kini:
            hasil.append(Petunjuk(str(lama.pos), f"Tidak ada lagi pada {baru}"))
        elif kini[lama.kode] != lama.pagu:
            teks = f"{baru}: {format_rupiah(kini[lama.kode])}, RKT: {format_rupiah(lama.pagu)}"
            hasil.append(Petunjuk(str(lama.pos), teks))
    return hasil, str(baru)
