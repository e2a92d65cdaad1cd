"""What the checks of all sheets share: rows are recognised first, then filled; references name what is near."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sakip.angka import format_tanggal, rapikan
from sakip.excel import PILIHAN, Baris, HasilBaca, Kolom, terdekat
from sakip.impor import Ubahan

from ..models import Jabatan, Pejabat, Satker, Unit
from .indeks import lipat
from .keadaan import Keadaan
from .lingkup import Lingkup
from .rencana import BarisRencana, Rencana
from .susunan import BUKU

USUL_MAKS = 100  # finding the nearest name costs time; after so many mistakes the person has another problem
#: Somebody's NIP could not be read: a NIP that is not found elsewhere may be that one, and is judged in the next round.
NIP_TAK_TERBACA = ("Pejabat", "NIP?")
KOLOM = {lembar.nama: {k.kunci: k for k in lembar.kolom} for lembar in BUKU.lembar}


@dataclass
class Kerja:
    """What the checks of the sheets hand on to each other.

    `ragu` are names of rows that were refused: a reference to one of them is not a second mistake.
    """

    hasil: HasilBaca
    lingkup: Lingkup
    keadaan: Keadaan
    rencana: Rencana = field(default_factory=Rencana)
    ragu: set[tuple[str, str]] = field(default_factory=set)
    usul: int = 0

    def sebut_mirip(self, teks: str, daftar: Iterable[str]) -> str:
        """ " Mungkin maksudnya “…”.", or nothing."""
        self.usul += 1
        mirip = terdekat(teks, tuple(daftar)) if self.usul <= USUL_MAKS else ""
        return f" Mungkin maksudnya “{mirip}”." if mirip else ""


class PemeriksaLembar:
    """One sheet. `jalankan` recognises every row (new or known), then puts the values in, then looks at the whole."""

    nama: ClassVar[str]
    kunci: ClassVar[str]  # the column that findings about the whole row point to
    polos: ClassVar[tuple[str, ...]] = ()  # columns that are fields and need no further thought

    def __init__(self, kerja: Kerja) -> None:
        self.kerja = kerja
        self.hasil = kerja.hasil
        self.keadaan = kerja.keadaan
        self.lingkup = kerja.lingkup
        self.kolom = KOLOM[self.nama]
        self.ada = self.hasil.kolom.get(self.nama, set())
        self.daftar: list[BarisRencana] = kerja.rencana.lembar[self.nama]
        self.per_objek: dict[int, BarisRencana] = {}

    def jalankan(self) -> None:
        for baris in self.hasil[self.nama]:
            rencana = self.kenali(baris)
            if rencana is None:
                self.kerja.ragu |= {(self.nama, lipat(nama)) for nama in self.nama_ragu(baris) if nama}
            elif (sudah := self.per_objek.get(id(rencana.objek))) is not None:
                self.tolak(baris, self.kunci, f"Baris ini sudah ada di baris {sudah.baris.nomor}. Hapus salah satunya.")
            else:
                self.per_objek[id(rencana.objek)] = rencana
                self.daftar.append(rencana)
        for rencana in self.daftar:
            self.isi(rencana)
        self.periksa_semua()

    def kenali(self, baris: Baris) -> BarisRencana | None:
        """The row of the database this one is about, or a new one; None when its key is wrong, which is said."""
        raise NotImplementedError

    def isi(self, rencana: BarisRencana) -> None:
        for kunci in self.polos:
            self.atur(rencana, kunci, rencana.baris[kunci])

    def periksa_semua(self) -> None:
        """Rules about several rows; nothing by default."""

    def nama_ragu(self, baris: Baris) -> list[str]:
        return [baris[self.kunci]]

    # --- Values ----------------------------------------------------------------------------------------------------

    def tolak(self, baris: Baris, kunci: str | None, pesan: str) -> None:
        self.hasil.tolak(baris, kunci, pesan, baris.nilai.get(kunci or "") or "")

    def terbaca(self, baris: Baris, *kunci: str) -> bool:
        return not baris.keliru.intersection(kunci)

    def terisi(self, rencana: BarisRencana, kunci: str) -> bool:
        """Whether the column is there and its cell could be read; otherwise what is stored stays."""
        return kunci in self.ada and kunci not in rencana.baris.keliru

    def atur(self, rencana: BarisRencana, kunci: str, nilai: Any) -> None:
        """Put the value of a column into the field of the same name."""
        if self.terisi(rencana, kunci):
            self.ubah(rencana, kunci, kunci, nilai)

    def ubah(self, rencana: BarisRencana, kunci: str, bidang: str, nilai: Any) -> None:
        """Put a value into a field and remember old → new when it is another one."""
        lama = getattr(rencana.objek, bidang)
        if _sama(lama, nilai):
            return
        setattr(rencana.objek, bidang, nilai)
        if not rencana.baru:
            self.catat(rencana, kunci, lama, nilai, bidang)

    def catat(self, rencana: BarisRencana, kunci: str, lama: Any, baru: Any, *bidang: str) -> None:
        kolom = self.kolom[kunci]
        rencana.ubahan.append(
            Ubahan(rencana.baris.sel(kunci), kolom.judul, sebut_nilai(kolom, lama), sebut_nilai(kolom, baru))
        )
        rencana.bidang.update(bidang)

    # --- References ------------------------------------------------------------------------------------------------

    def rujuk_satker(self, baris: Baris, kunci: str = "satker") -> Satker | None:
        if not self.terbaca(baris, kunci):
            return None
        kode = baris[kunci]
        if satker := self.keadaan.satker.get(kode):
            return satker
        if not self.lingkup.pusat:
            pesan = f"Anda hanya dapat mengimpor untuk satker sendiri, kode {self.lingkup.kode}."
        elif ("Satker", kode) in self.kerja.ragu:
            return None
        else:
            pesan = "Satker ini tidak ada di lembar “Satker” dan tidak tercatat dalam wewenang Anda."
            pesan += self.kerja.sebut_mirip(kode, self.keadaan.satker)
        self.tolak(baris, kunci, pesan)
        return None

    def rujuk_unit(self, baris: Baris, satker: Satker, kunci: str) -> Unit | None:
        if not self.terbaca(baris, kunci):
            return None
        unit = self.keadaan.unit.cari(satker.kode, baris[kunci])
        if unit is None:
            self._tidak_ada(baris, kunci, "Unit", self.keadaan.unit.nama_di(satker.kode), satker)
        return unit

    def rujuk_jabatan(self, baris: Baris, satker: Satker, kunci: str, kunci_unit: str) -> Jabatan | None:
        """A position by its name, and by its unit where the name alone is not enough."""
        if not self.terbaca(baris, kunci, kunci_unit):
            return None
        indeks = self.keadaan.jabatan_satker
        wadah: Any = satker.kode
        if baris[kunci_unit]:
            unit = self.rujuk_unit(baris, satker, kunci_unit)
            if unit is None:
                return None
            indeks, wadah = self.keadaan.jabatan, id(unit)
        calon: list[Jabatan] = indeks.cari_semua(wadah, baris[kunci])
        if not calon:
            self._tidak_ada(baris, kunci, "Jabatan", indeks.nama_di(wadah), satker)
        elif len(calon) > 1:
            unit_unit = ", ".join(j.unit.nama for j in calon[:5])
            judul = self.kolom[kunci_unit].judul
            self.tolak(baris, kunci_unit, f"Jabatan ini ada di beberapa unit: {unit_unit}. Isi kolom “{judul}”.")
        return calon[0] if len(calon) == 1 else None

    def rujuk_pejabat(self, baris: Baris, satker: Satker) -> Pejabat | None:
        """By the columns `nip` and `pejabat`; a NIP and a name that do not belong together are refused."""
        if not self.terbaca(baris, "nip", "pejabat"):
            return None
        if not baris["nip"]:
            return self._pejabat_bernama(baris, satker)
        pejabat = self.keadaan.pejabat_nip.get(baris["nip"]) or self.pejabat_asing(baris)
        if pejabat is None:
            if not {("Pejabat", baris["nip"]), NIP_TAK_TERBACA} & self.kerja.ragu:
                self.tolak(
                    baris, "nip", "NIP ini tidak ada di lembar “Pejabat” dan tidak tercatat dalam wewenang Anda."
                )
        elif baris["pejabat"] and lipat(baris["pejabat"]) != lipat(pejabat.nama):
            pesan = f"Nama ini bukan nama pemilik NIP {pejabat.nip}, yaitu {pejabat.nama}. Betulkan salah satunya."
            self.tolak(baris, "pejabat", pesan)
        return pejabat

    def pejabat_asing(self, baris: Baris) -> Pejabat | None:
        """Somebody outside the lingkup who may be named in this sheet; nobody by default."""
        return None

    def _pejabat_bernama(self, baris: Baris, satker: Satker) -> Pejabat | None:
        if not baris["pejabat"]:
            return None
        calon = self.keadaan.pejabat_nama.cari_semua(satker.kode, baris["pejabat"])
        if not calon:
            self._tidak_ada(baris, "pejabat", "Pejabat", self.keadaan.pejabat_nama.nama_di(satker.kode), satker)
        elif len(calon) > 1:
            self.tolak(
                baris, "pejabat", f"Ada {len(calon)} orang dengan nama ini di satker {satker.kode}. Isi NIP-nya."
            )
        return calon[0] if len(calon) == 1 else None

    def _tidak_ada(self, baris: Baris, kunci: str, lembar: str, nama: Iterable[str], satker: Satker) -> None:
        if (lembar, lipat(baris[kunci])) in self.kerja.ragu:
            return
        pesan = f"{lembar} ini tidak ada di lembar “{lembar}” dan tidak tercatat di satker {satker.kode}."
        self.tolak(baris, kunci, pesan + self.kerja.sebut_mirip(baris[kunci], nama))


def sebut_nilai(kolom: Kolom, nilai: Any) -> str:
    """A value as it is shown in the plan."""
    if nilai is None or nilai == "":
        return "kosong"
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, datetime.date):
        return format_tanggal(nilai)
    if kolom.jenis is PILIHAN:
        return kolom.label_pilihan.get(str(nilai), str(nilai))
    if isinstance(nilai, Satker):
        return nilai.kode
    return nilai.nama if isinstance(nilai, Unit | Jabatan) else str(nilai)


def _sama(lama: Any, baru: Any) -> bool:
    """Spaces that people do not see are no change."""
    if isinstance(lama, str) and isinstance(baru, str):
        return rapikan(lama) == baru
    if isinstance(lama, Satker | Unit | Jabatan | Pejabat):
        return lama is baru
    return bool(lama == baru)
