"""The rows of a followed plan: which kinds are taken over, which rows a choice of indikator means, and which row of an
older version each of them was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from organisasi.models import Satker

from ..models import Indikator, KataVisi, Kegiatan, Misi, Program, Renstra, RenstraQuerySet, Sasaran, Tujuan
from .lindung import TERLINDUNG

#: Rows by kind and key.
Baris = dict[type[Any], dict[int, Any]]


@dataclass(frozen=True)
class Jenis:
    """A kind of row. `induk` are the fields of the row above, `lingkup` is the one within which `urut` is unique."""

    model: type[Any]
    lingkup: str = "renstra"
    ke_renstra: str = "renstra"
    induk: tuple[str, ...] = ()

    @property
    def isi(self) -> tuple[str, ...]:
        """The protected fields apart from the row above, which is another row here."""
        return tuple(n for n in TERLINDUNG[self.model] if n not in self.induk)


#: What others stand below comes first.
SEMUA = (
    Jenis(KataVisi),
    Jenis(Misi),
    Jenis(Tujuan),
    Jenis(Program),
    Jenis(Kegiatan, "program", "program__renstra", ("program",)),
    Jenis(Sasaran, induk=("tujuan", "program", "kegiatan")),
    Jenis(Indikator, "sasaran", "sasaran__renstra", ("sasaran",)),
)


def calon_induk(satker: Satker) -> RenstraQuerySet:
    """The plans in force of the satker above, the nearest first."""
    kode = satker.jalur.strip("/").split("/")[:-1]
    jalur = [f"/{'/'.join(kode[: n + 1])}/" for n in range(len(kode))]
    return Renstra.objects.berlaku().filter(satker__jalur__in=jalur).select_related("satker").order_by("-satker__jalur")


def induk_kini(renstra: Renstra) -> Renstra | None:
    """The version of the followed plan that is in force now; None for a plan that follows none."""
    kini = renstra.mengikuti
    while kini is not None and kini.status == kini.ALUR["gantikan"].tujuan:
        kini = Renstra.objects.filter(menggantikan=kini).select_related("satker").first()
    return kini


def belum_selaras(renstra: Renstra) -> bool:
    """Whether a newer version of the followed plan is in force than the one that was taken over."""
    kini = induk_kini(renstra)
    return kini is not None and kini.pk != renstra.mengikuti_id


def baris_renstra(renstra: Renstra) -> Baris:
    """All rows of a plan, in order; one query for each kind."""
    hasil: Baris = {}
    for jenis in SEMUA:
        daftar = jenis.model._default_manager.filter(**{jenis.ke_renstra: renstra}).order_by("urut", "pk")
        if jenis.model is Indikator:
            daftar = daftar.select_related("satuan__skala").prefetch_related("satuan__skala__tingkat")
        hasil[jenis.model] = {b.pk: b for b in daftar}
    return hasil


def garis(baru: Baris, induk: Renstra, lama: Renstra | None) -> dict[type, dict[int, int]]:
    """Key of each row in the version `lama` → its key in `induk`, whose rows are `baru`; empty for another plan."""
    peta = {model: {pk: pk for pk in isi} for model, isi in baru.items()}
    versi: Renstra | None = induk
    while versi is not None and lama is not None and versi.pk != lama.pk:
        for jenis in SEMUA:
            milik = jenis.model._default_manager.filter(**{jenis.ke_renstra: versi}, asal__isnull=False)
            asal = dict(milik.values_list("pk", "asal_id"))
            peta[jenis.model] = {asal[pk]: akhir for pk, akhir in peta[jenis.model].items() if pk in asal}
        versi = versi.menggantikan
    return peta if versi is not None and lama is not None else {model: {} for model in baru}


def diambil(baris: Baris, indikator: Collection[int]) -> dict[type, set[int]]:
    """What these indikator of a plan bring along. What holds none of its own (yet) comes too; what held only others
    stays behind."""
    hasil = {model: set(isi) for model, isi in baris.items()}
    hasil[Indikator] = set(indikator) & set(baris[Indikator])
    hasil[Sasaran] = _berisi(baris, hasil, Sasaran, {Indikator: "sasaran_id"})
    hasil[Kegiatan] = _berisi(baris, hasil, Kegiatan, {Sasaran: "kegiatan_id"})
    hasil[Program] = _berisi(baris, hasil, Program, {Sasaran: "program_id", Kegiatan: "program_id"})
    return hasil


def _berisi(baris: Baris, diambil: Mapping[type, set[int]], model: type, isi: Mapping[type, str]) -> set[int]:
    """The rows of a kind below which something is taken, and those below which nothing ever stood."""
    ada = set(_di_atas(baris, isi, {m: set(baris[m]) for m in isi}))
    tetap = set(_di_atas(baris, isi, diambil))
    return {pk for pk in baris[model] if pk in tetap or pk not in ada}


def _di_atas(baris: Baris, isi: Mapping[type, str], pilihan: Mapping[type, set[int]]) -> Iterable[int]:
    return (getattr(b, kolom) for m, kolom in isi.items() for pk, b in baris[m].items() if pk in pilihan[m])
