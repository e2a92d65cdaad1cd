"""The tree of one Renstra as plain data, with its links and its gaps. The number of queries does not grow with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from organisasi.models import Jabatan, Unit

from ..enums import StatusRenstra
from ..models import Indikator, Renstra, Sasaran
from ..susunan import program_sasaran
from .bentuk import Pohon, Simpul, Tautan
from .enums import Celah, JenjangKondisi
from .models import Kondisi
from .pagu import Pemikul, ada_sumber, berpagu
from .rangka import Rangka

if TYPE_CHECKING:
    from organisasi.models import Pengguna

INDUK = ("program", "kegiatan__program")


def susun_pohon(renstra: Renstra, user: Pengguna | None, *, tahun: int | None = None) -> Pohon:
    """`user` None: for paper, without links. `tahun` (default: the last of the plan): whose budget is looked at."""
    tahun = tahun or renstra.periode_akhir
    kondisi = list(_kondisi(renstra))
    if not kondisi:
        return Pohon(())
    rangka = Rangka(kondisi)
    uang = _uang(renstra, tahun, kondisi)
    tautan = _Tautan(renstra, user, tahun) if user else _TanpaTautan()
    penyusun = _Penyusun(rangka, tautan, uang)
    return Pohon(tuple(penyusun.simpul(k) for k in rangka.anak(None)), uang.catatan)


def _kondisi(renstra: Renstra) -> QuerySet[Kondisi]:
    sasaran = Sasaran.objects.select_related(*INDUK).order_by("urut")
    indikator = Indikator.objects.select_related("sasaran", *(f"sasaran__{i}" for i in INDUK))
    return Kondisi.objects.filter(pohon__renstra=renstra).prefetch_related(
        "tujuan",
        Prefetch("sasaran", sasaran),
        Prefetch("indikator", indikator.order_by("sasaran__urut", "urut")),
        Prefetch("unit", Unit.objects.select_related("satker").order_by("jalur")),
        Prefetch("jabatan", Jabatan.objects.select_related("unit__satker").order_by("unit__jalur", "urut", "pk")),
    )


class _Penyusun:
    def __init__(self, rangka: Rangka, tautan: _TanpaTautan, uang: _Uang) -> None:
        self.rangka, self.tautan, self.uang = rangka, tautan, uang

    def simpul(self, k: Kondisi) -> Simpul:
        anak = self.rangka.anak(k.pk)
        return Simpul(
            pk=k.pk,
            nomor=self.rangka.nomor[k.pk],
            jenjang=JenjangKondisi(k.jenjang),
            uraian=k.uraian,
            tujuan=_semua(k.tujuan.all(), self.tautan.tujuan),
            sasaran=_semua(k.sasaran.all(), self.tautan.sasaran),
            indikator=_semua(k.indikator.all(), self.tautan.indikator),
            unit=_semua(k.unit.all(), self.tautan.unit),
            jabatan=_semua(k.jabatan.all(), self.tautan.jabatan),
            output=k.daftar_output,
            celah=tuple(self._celah(k, anak)),
            anak=tuple(self.simpul(a) for a in anak),
            url=self.tautan.sunting(k),
        )

    def _celah(self, k: Kondisi, anak: list[Kondisi]) -> Iterable[Celah]:
        if not anak and k.jenjang != JenjangKondisi.OPERASIONAL:
            yield Celah.ANAK
        if not k.indikator.all():
            yield Celah.INDIKATOR
        if not k.unit.all() and not k.jabatan.all():
            yield Celah.PEMILIK
        if self.uang.diperiksa and not self._berpagu(k):
            yield Celah.ANGGARAN

    def _berpagu(self, k: Kondisi) -> bool:
        """Itself or something below it."""
        return k.pk in self.uang.kondisi or any(t.pk in self.uang.kondisi for t in self.rangka.turunan(k.pk))


def _semua(baris: Iterable[Any], url: Callable[[Any], str]) -> tuple[Tautan, ...]:
    return tuple(Tautan(b.pk, str(b), getattr(b, "kode", ""), url(b), getattr(b, "level", "")) for b in baris)


# --- Money ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Uang:
    """`kondisi`: the keys of those that point at something with money."""

    diperiksa: bool
    kondisi: frozenset[int] = frozenset()
    catatan: tuple[str, ...] = ()


def _uang(renstra: Renstra, tahun: int, kondisi: Iterable[Kondisi]) -> _Uang:
    if not ada_sumber():
        return _Uang(diperiksa=False)
    pemikul = {k.pk: _pemikul(k) for k in kondisi}
    ada = berpagu(renstra.satker, tahun, frozenset().union(*pemikul.values()))
    if ada is None:
        return _Uang(diperiksa=False, catatan=(f"Anggaran tidak diperiksa: belum ada DIPA {tahun}.",))
    return _Uang(diperiksa=True, kondisi=frozenset(pk for pk, milik in pemikul.items() if milik & ada))


def _pemikul(k: Kondisi) -> frozenset[Pemikul]:
    sasaran = [*k.sasaran.all(), *(i.sasaran for i in k.indikator.all())]
    return frozenset(p for s in sasaran if (p := pemikul_sasaran(s)) != ("", ""))


def pemikul_sasaran(s: Sasaran) -> Pemikul:
    """A strategic sasaran is carried by nothing in the budget."""
    program = program_sasaran(s)
    return Pemikul(program.kode if program else "", s.kegiatan.kode if s.kegiatan else "")


# --- Links ---------------------------------------------------------------------------------------------------------


class _TanpaTautan:
    """For paper."""

    def _kosong(self, _: Any) -> str:
        return ""

    tujuan = sasaran = indikator = unit = jabatan = sunting = _kosong


class _Tautan(_TanpaTautan):
    """What this person can open. Whoever sees the Renstra sees its rows; units and positions are asked for."""

    def __init__(self, renstra: Renstra, user: Pengguna, tahun: int) -> None:
        self.renstra, self.tahun = renstra, tahun
        di_pohon = {"kondisi__pohon__renstra": renstra}
        self._unit = set(Unit.objects.visible_to(user).filter(**di_pohon).values_list("pk", flat=True))
        self._jabatan = set(Jabatan.objects.visible_to(user).filter(**di_pohon).values_list("pk", flat=True))
        self._boleh_ubah = boleh_ubah(renstra, user)

    def _alamat(self, nama: str, kode: str, **lain: int) -> str:
        return reverse(nama, kwargs={"kode": kode, "tahun": self.tahun, **lain})

    def sasaran(self, s: Sasaran) -> str:
        alamat = self._alamat("renstra:detail", self.renstra.satker.kode, pk=self.renstra.pk)
        return f"{alamat}#sasaran-{s.pk}"

    def indikator(self, i: Indikator) -> str:
        return self._alamat("renstra:indikator", self.renstra.satker.kode, pk=i.pk)

    def unit(self, u: Unit) -> str:
        if u.pk not in self._unit:
            return ""
        return f"{self._alamat('organisasi:organisasi', u.satker.kode)}#unit-{u.pk}"

    def jabatan(self, j: Jabatan) -> str:
        if j.pk not in self._jabatan:
            return ""
        return self._alamat("organisasi:jabatan", j.unit.satker.kode, pk=j.pk)

    def sunting(self, k: Kondisi) -> str:
        if not self._boleh_ubah:
            return ""
        return self._alamat("renstra:ubah_kondisi", self.renstra.satker.kode, pk=self.renstra.pk, butir=k.pk)


def boleh_ubah(renstra: Renstra, user: Pengguna) -> bool:
    """Also while the Renstra is in force: the tree explains it and does not change it."""
    return terbuka(renstra) and user.has_perm("renstra.ubah_renstra", renstra)


def terbuka(renstra: Renstra) -> bool:
    return renstra.status != StatusRenstra.DIGANTIKAN


def kondisi_indikator(indikator: Indikator) -> list[Kondisi]:
    """The conditions that an indikator measures."""
    return list(indikator.kondisi.order_by("pk"))
