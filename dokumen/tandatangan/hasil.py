"""What an examination of a signed file found, as data that travels between processes as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class TandaTerperiksa:
    """One signature of a file.

    `utuh`: the bytes it covers are the ones that were signed and nothing forbidden came later. `tepercaya`: its
    certificate comes from an issuer that we trust. `waktu` is what the signature itself says (ISO 8601, may be empty).
    `sampai_bita`: how many bytes of the file the signature covers, counted from the beginning.
    """

    medan: str
    nama: str
    nip: str
    penerbit: str
    sidik_sertifikat: str
    waktu: str
    utuh: bool
    tepercaya: bool
    sampai_bita: int
    alasan: str = ""

    @property
    def sah(self) -> bool:
        return self.utuh and self.tepercaya

    @property
    def saat(self) -> datetime | None:
        return datetime.fromisoformat(self.waktu) if self.waktu else None


@dataclass(frozen=True)
class Pemeriksaan:
    """The whole file. `alasan` says in Indonesian why it is not in order; empty when it is."""

    sha256: str
    ukuran: int
    tanda: tuple[TandaTerperiksa, ...] = field(default=())
    alasan: str = ""

    @property
    def sah(self) -> bool:
        """Signed, every signature in order, and not a byte after the last one."""
        return bool(self.tanda) and not self.alasan and self.bita_tambahan == 0 and all(t.sah for t in self.tanda)

    @property
    def akhir_tanda(self) -> int:
        """How many bytes, from the beginning, the last signature covers; the whole file where there is none."""
        return max((t.sampai_bita for t in self.tanda), default=self.ukuran)

    @property
    def bita_tambahan(self) -> int:
        """Bytes behind the end of what the last signature covers."""
        return self.ukuran - self.akhir_tanda

    @property
    def letak_tambahan(self) -> tuple[int, int]:
        """The first and the last of them, counted from 1."""
        return self.akhir_tanda + 1, self.ukuran

    def ke_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def dari_json(cls, teks: str) -> Pemeriksaan:
        isi = json.loads(teks)
        return cls(**{**isi, "tanda": tuple(TandaTerperiksa(**t) for t in isi["tanda"])})
