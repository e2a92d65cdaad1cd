"""The kinds of rows below a Renstra as the cascade editor knows them: their words, their parent, their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .enums import JenisSasaran
from .models import Indikator, KataVisi, Kegiatan, Misi, Program, Renstra, Sasaran, Tujuan


@dataclass(frozen=True)
class Bagian:
    """`induk` is the field of the row above ("renstra": directly below the plan), `ke_renstra` leads to the plan.

    `lingkup` is the field within which `urut` is unique.
    """

    slug: str
    sebutan: str
    model: type[Any]
    induk: str = "renstra"
    ke_renstra: str = "renstra"
    lingkup: str = "renstra"
    jenis: str = ""
    keterangan: str = ""

    def daftar(self, renstra: Renstra) -> QuerySet[Any]:
        """The rows of this kind in one plan, in order."""
        semua = self.model._default_manager.filter(**{self.ke_renstra: renstra}).order_by("urut", "pk")
        return semua.filter(jenis=self.jenis) if self.jenis else semua

    def saudara(self, objek: Any) -> QuerySet[Any]:
        """The rows that stand in one list with this one, itself among them."""
        semua = self.model._default_manager.filter(**{self.induk: getattr(objek, f"{self.induk}_id")})
        if self.jenis:
            semua = semua.filter(jenis=self.jenis, renstra=objek.renstra_id)
        return semua.order_by("urut", "pk")

    def calon_induk(self, renstra: Renstra) -> QuerySet[Any]:
        """What a row of this kind may stand below."""
        model: Any = self.model._meta.get_field(self.induk).related_model
        if model is Kegiatan:
            return Kegiatan.objects.filter(program__renstra=renstra).order_by("program__urut", "urut")
        return model._default_manager.filter(renstra=renstra).order_by("urut", "pk")

    def baru(self, renstra: Renstra) -> Any:
        """An unsaved row of this plan, without its parent."""
        nilai: dict[str, Any] = {"jenis": self.jenis} if self.jenis else {}
        return self.model(**nilai, renstra=renstra) if self.lingkup == "renstra" else self.model(**nilai)


SEMUA = (
    Bagian("kata", "kata kunci visi", KataVisi, keterangan="Kata dalam visi yang perlu dijelaskan artinya."),
    Bagian("misi", "misi", Misi, keterangan="Apa yang dikerjakan untuk mewujudkan visi."),
    Bagian("tujuan", "tujuan", Tujuan, keterangan="Keadaan yang ingin diwujudkan pada akhir periode."),
    Bagian(
        "sasaran",
        "sasaran strategis",
        Sasaran,
        induk="tujuan",
        jenis=JenisSasaran.STRATEGIS,
        keterangan="Hasil yang harus tercapai agar tujuannya terwujud.",
    ),
    Bagian("program", "program", Program, keterangan="Program anggaran yang memikul sasaran program."),
    Bagian(
        "sasaran-program",
        "sasaran program",
        Sasaran,
        induk="program",
        jenis=JenisSasaran.PROGRAM,
        keterangan="Hasil (outcome) yang harus dicapai program ini.",
    ),
    Bagian(
        "kegiatan",
        "kegiatan",
        Kegiatan,
        induk="program",
        ke_renstra="program__renstra",
        lingkup="program",
        keterangan="Kegiatan di bawah program.",
    ),
    Bagian(
        "sasaran-kegiatan",
        "sasaran kegiatan",
        Sasaran,
        induk="kegiatan",
        jenis=JenisSasaran.KEGIATAN,
        keterangan="Keluaran (output) yang harus dicapai kegiatan ini.",
    ),
    Bagian(
        "indikator",
        "indikator",
        Indikator,
        induk="sasaran",
        ke_renstra="sasaran__renstra",
        lingkup="sasaran",
        keterangan="Ukuran keberhasilan sasaran, dengan satuan dan cara mengukurnya.",
    ),
)
BAGIAN = {b.slug: b for b in SEMUA}
