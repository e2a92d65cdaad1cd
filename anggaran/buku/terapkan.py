"""Writing a plan: all of it or nothing, in few statements. The database's own rules have the last word."""

from __future__ import annotations

from operator import attrgetter

from sakip.sisip import berkelompok, perbarui, sisipkan

from ..models import Dipa, Pos
from ..urutan import menyingkir
from .isi import Butir
from .rencana import Rencana

BIDANG = (
    "dipa_id",
    "induk_id",
    "jenis",
    "kode",
    "uraian",
    "urut",
    "pagu",
    "pagu_tertera",
    "sumber_dana_id",
    "teks_cetak",
)


def tulis(rencana: Rencana, dipa: Dipa) -> None:
    """Inside the caller's transaction, with the DIPA locked."""
    for butir in rencana.tetap:
        if not butir.baru and butir.objek.urut != rencana.urut[id(butir)]:
            butir.bidang.add("urut")
        butir.objek.urut = rencana.urut[id(butir)]
    _menepi(rencana, dipa)
    _sisipkan_baru(rencana, dipa)
    _perbarui_lama(rencana)
    for kelompok in berkelompok(b.objek.pk for b in rencana.butir if b.hilang):
        dipa.pos.filter(pk__in=kelompok).delete()


def _menepi(rencana: Rencana, dipa: Dipa) -> None:
    """Whoever changes its place or code, or goes, makes room first: two never share one, not even for a moment."""
    menyingkir(dipa, [b.objek.pk for b in rencana.butir if not b.baru and (b.hilang or "urut" in b.bidang)])
    berganti = [b.objek.pk for b in rencana.butir if not b.baru and (b.hilang or "kode" in b.bidang)]
    perbarui(Pos, ("kode",), ((pk, f"~{pk}") for pk in berganti), hitung_versi=False)


def _sisipkan_baru(rencana: Rencana, dipa: Dipa) -> None:
    """Level by level, for a node needs the key of the one above it; keys are found again by the place."""
    tingkat: dict[int, list[Butir]] = {}
    kedalaman: dict[int, int] = {}
    for butir in rencana.tetap:  # a parent comes before what hangs below it
        kedalaman[id(butir)] = kedalaman[id(butir.induk)] + 1 if butir.induk else 0
        if butir.baru:
            tingkat.setdefault(kedalaman[id(butir)], []).append(butir)
    for ke in sorted(tingkat):
        for butir in tingkat[ke]:
            butir.objek.dipa = dipa
            butir.objek.induk_id = butir.induk.objek.pk if butir.induk else None
        sisipkan(Pos, BIDANG, map(attrgetter(*BIDANG), (b.objek for b in tingkat[ke])))
        pk = dict(dipa.pos.order_by().values_list("urut", "pk"))
        for butir in tingkat[ke]:
            butir.objek.pk = pk[butir.objek.urut]


def _perbarui_lama(rencana: Rencana) -> None:
    """Rows with another content count their version on; those that only moved do not."""
    berubah = [b for b in rencana.tetap if not b.baru and b.bidang - {"urut"}]
    for butir in berubah:
        butir.objek.induk_id = butir.induk.objek.pk if butir.induk else None
    isi = BIDANG[1:]
    perbarui(Pos, isi, ((b.objek.pk, *attrgetter(*isi)(b.objek)) for b in berubah))
    pindah = [b for b in rencana.tetap if not b.baru and b.bidang == {"urut"}]
    perbarui(Pos, ("urut",), ((b.objek.pk, b.objek.urut) for b in pindah), hitung_versi=False)
