"""What every provider of signatures does, as data and one protocol. No Django, no PDF library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from .hasil import Pemeriksaan


class GalatTandaTangan(Exception):
    """No signature was made and nothing has changed; the message is in Indonesian and may be shown as it is."""


class FrasaSalah(GalatTandaTangan):
    """The passphrase is wrong; guesses are counted (`penahan`)."""

    def __init__(self, pesan: str = "Frasa sandi salah. Tidak ada yang ditandatangani.") -> None:
        super().__init__(pesan)


class BelumSiap(GalatTandaTangan):
    """The person cannot sign now: no certificate, or one that has ended or was revoked."""


class PenyediaGagal(GalatTandaTangan):
    """The provider did not answer, or not as it should; doing it again is safe."""


class Rahasia:
    """A passphrase on its way from the form to the provider. It shows itself to nobody who does not ask for it."""

    __slots__ = ("_isi",)

    def __init__(self, isi: str) -> None:
        self._isi = isi

    def buka(self) -> str:
        return self._isi

    def __bool__(self) -> bool:
        return bool(self._isi)

    def __repr__(self) -> str:
        return "‹rahasia›"

    def __reduce__(self) -> str:
        raise TypeError("Rahasia tidak disimpan dan tidak dikirim lewat antrean")


@dataclass(frozen=True)
class Kotak:
    """Where a visible block stands: page from 0, and the corners in points from the lower left of the page."""

    halaman: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def lebar(self) -> float:
        return self.x1 - self.x0

    @property
    def tinggi(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True)
class Medan:
    """A signature field: its name in the file, and where its block stands (None: nowhere)."""

    nama: str
    sebutan: str
    kotak: Kotak | None = None


@dataclass(frozen=True)
class Penanda:
    """Who signs. `surel` is how an outside provider knows the person."""

    pejabat_id: int
    nama: str
    nip: str
    jabatan: str
    surel: str = ""


@dataclass(frozen=True)
class Kesiapan:
    """Whether a person can sign with this provider now; if not, why, and the page (URL name) and button that help."""

    siap: bool
    alasan: str = ""
    halaman: str = ""
    tombol: str = ""


@dataclass(frozen=True)
class Berkas:
    """The whole file to be signed as it is now, and the field of this signature in it."""

    isi: bytes = field(repr=False)
    medan: Medan


@dataclass(frozen=True)
class Permintaan:
    """One signature to be made. `berkas` gives the file, which may first have to be rendered: a provider that can tell
    a wrong passphrase without it looks at that before. `alamat`: where the QR code leads.
    """

    berkas: Callable[[], Berkas] = field(repr=False)
    penanda: Penanda
    pertama: bool
    waktu: datetime
    waktu_cetak: str
    alamat: str


@dataclass(frozen=True)
class Terbubuh:
    """A signed file and the certificate that signed it; both empty for what is signed on paper."""

    isi: bytes = field(repr=False)
    sidik_sertifikat: str = ""
    penerbit: str = ""


class Penyedia(Protocol):
    """A provider of signatures. `elektronik` False: what it stores is a picture of ink, and is shown as such.

    `bubuhkan` is synchronous and either returns the whole signed file or raises GalatTandaTangan; it writes nothing
    that would have to be undone. It is given the passphrase and keeps it nowhere.
    """

    kode: str
    nama: str
    elektronik: bool

    def kesiapan(self, penanda: Penanda) -> Kesiapan: ...

    def siapkan(self, isi: bytes, medan: tuple[Medan, ...]) -> bytes:
        """The rendered paper, made ready for its first signature."""
        ...

    def bubuhkan(self, permintaan: Permintaan, rahasia: Rahasia) -> Terbubuh: ...

    def periksa(self, isi: bytes) -> Pemeriksaan:
        """What this provider says of a file; never raises."""
        ...
