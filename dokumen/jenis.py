"""What a paper is, and the registry of the kinds of papers.

An app that owns a paper builds a `Naskah` (frozen data, no HTML) in its `susunan.py` and registers the kind in its
`AppConfig.ready()`; this app renders, stores and serves it without knowing what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from organisasi.models import Satker

#: `lapor(keterangan, bagian_selesai, jumlah_bagian)`: told of progress; an exception raised by it stops the rendering.
Lapor = Callable[[str, int, int], None]


class GalatDokumen(Exception):
    """The paper cannot be made; the message is in Indonesian, says what to do, and may be shown as it is."""


@dataclass(frozen=True)
class Bagian:
    """One part of a paper (cover, chapter, annex): a template and the context it is rendered with.

    `huruf`: the part is one page, set in the first of these type sizes (from large to small) in which it fits. Its
    template receives the size as `huruf`, and `coba` while sizes are tried: then it gives the id `akhir` to what stands
    where its content ends, and `batas` to what it may not pass.
    """

    nama: str
    template: str
    konteks: dict[str, Any] = field(repr=False)
    huruf: tuple[str, ...] = ()


@dataclass(frozen=True)
class Naskah:
    """Everything that one paper needs, gathered before anything is rendered.

    `data` is the JSON-able snapshot of every figure printed; it is stored with the published paper. `aset` maps a name
    to a file; a template shows it with `src="aset:NAMA"`, and nothing else can be loaded. `template` receives `judul`
    and `isi` (the rendered parts, in order) and `gaya` (the addresses of the style sheets).
    """

    judul: str
    bagian: tuple[Bagian, ...]
    data: dict[str, Any] = field(repr=False)
    aset: dict[str, Path] = field(default_factory=dict, repr=False)
    template: str = "dokumen/dasar_cetak.html"
    gaya: tuple[str, ...] = ("dokumen/css/cetak.css",)


@dataclass(frozen=True)
class Lembar:
    """A paper that is a file of its own: `nama` (stable, without ending) and what it is made from.

    Bytes are a finished PDF that is given as it is: another byte would break its signatures.
    """

    nama: str
    isi: Naskah | bytes = field(repr=False)


@dataclass(frozen=True)
class JenisDokumen:
    """A kind of paper: `susun(satker, tahun)` gathers its Naskah or raises GalatDokumen (no data for that year).

    `izin` is the permission to have one made; `nama` is how people call it and begins the name of the file. `pilihan`
    are the keyword arguments that `susun` understands besides, with what they mean: options of `bin/manage cetak`.
    `lembar` gives the papers of a kind that is many (one PK per office holder); None: the kind is one paper.
    """

    kode: str
    nama: str
    susun: Callable[..., Naskah] = field(repr=False)
    izin: str = "dokumen.cetak_dokumen"
    pilihan: Mapping[str, str] = field(default_factory=dict, repr=False)
    lembar: Callable[..., Sequence[Lembar]] | None = field(default=None, repr=False)

    def susun_dengan(self, satker: Satker, tahun: int, pilihan: Mapping[str, str]) -> Naskah:
        """The Naskah with the options that were given; GalatDokumen for one that this kind does not have."""
        self._wajib_dikenal(pilihan)
        return self.susun(satker, tahun, **pilihan)

    def lembar_dengan(self, satker: Satker, tahun: int, pilihan: Mapping[str, str]) -> Sequence[Lembar]:
        """The same as separate papers; a kind that is one paper gives one, named by its code."""
        self._wajib_dikenal(pilihan)
        if self.lembar is None:
            return (Lembar(self.kode, self.susun(satker, tahun, **pilihan)),)
        return self.lembar(satker, tahun, **pilihan)

    def _wajib_dikenal(self, pilihan: Mapping[str, str]) -> None:
        for nama in pilihan:
            if nama not in self.pilihan:
                raise GalatDokumen(f"Dokumen “{self.kode}” tidak mempunyai pilihan --{nama}.")


_terdaftar: dict[str, JenisDokumen] = {}


def daftarkan(jenis: JenisDokumen) -> None:
    """Make a kind of paper known. The last registration of a code counts, so that reloading an app is harmless."""
    _terdaftar[jenis.kode] = jenis


def ambil(kode: str) -> JenisDokumen:
    """The kind with this code; GalatDokumen naming the known ones when there is none."""
    try:
        return _terdaftar[kode]
    except KeyError:
        tersedia = ", ".join(sorted(_terdaftar)) or "belum ada"
        raise GalatDokumen(f"Jenis dokumen “{kode}” tidak dikenal. Yang tersedia: {tersedia}.") from None


def diam(keterangan: str, selesai: int, jumlah: int) -> None:
    """A Lapor that tells nobody."""


def semua_pilihan() -> dict[str, str]:
    """What any kind can be asked for besides satker and year, with what it means."""
    return {nama: arti for jenis in semua() for nama, arti in jenis.pilihan.items()}


def semua() -> tuple[JenisDokumen, ...]:
    """All kinds, by code."""
    return tuple(_terdaftar[kode] for kode in sorted(_terdaftar))
