"""Satker, units and positions: trees whose parents may stand anywhere in the same file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from sakip.excel import Baris

from ..models import Jabatan, Satker, Unit
from ..services import DIRI_SENDIRI
from .pemeriksa import PemeriksaLembar
from .pohon import JALUR_MAKS, RANTAI_MAKS, putaran, susun_jalur, tingkat
from .rencana import BarisRencana
from .susunan import URUT_UNIT_MAKS

SYARAT_SATKER = {
    "email": "Surel harus seperti nama@kantor.go.id.",
    "situs": "Situs web harus alamat lengkap, misalnya https://kantor.go.id.",
}


class PemeriksaPohon(PemeriksaLembar):
    """Sheets whose rows hang below each other by the column and field `kolom_induk`."""

    kolom_induk = "induk"

    def tolak_putaran(self, simpul: list[Any]) -> None:
        """Each loop once, at a row of the file that closes it."""
        for lingkaran in putaran(simpul, self.di_atas):
            urut = [self.per_objek[id(s)] for s in lingkaran if id(s) in self.per_objek]
            rantai = " → ".join(self.sebut(s) for s in [*lingkaran[:5], lingkaran[0]])
            pesan = (
                f"{self.kolom[self.kolom_induk].judul} berputar: {rantai}. Tidak dapat berada di bawah diri sendiri."
            )
            baris = min((r.baris for r in urut), key=lambda b: b.nomor)
            self.hasil.tolak(baris, self.kolom_induk, pesan, baris[self.kolom_induk])

    def di_atas(self, simpul: Any) -> Any:
        return getattr(simpul, self.kolom_induk)

    def sebut(self, simpul: Any) -> str:
        return str(simpul.nama)

    def pindahkan(self, jalur: dict[int, tuple[Any, str]], ruas_maks: int) -> None:
        """Give every row its path; those that were stored with another one are written too."""
        pindah = self.kerja.rencana.pindah[self.nama]
        for kunci, (simpul, baru) in jalur.items():
            if len(baru) > JALUR_MAKS and (rencana := self.per_objek.get(kunci)):
                self.tolak(rencana.baris, self.kolom_induk, f"Terlalu dalam: paling banyak {ruas_maks} tingkat.")
            if simpul.jalur != baru:
                if simpul.pk:
                    pindah.append((simpul, simpul.jalur))
                simpul.jalur = baru


class PeriksaSatker(PemeriksaPohon):
    nama, kunci = "Satker", "kode"
    polos = (
        *("nama", "nama_singkat", "jenis", "tempat", "zona_waktu"),
        *("kode_anggaran", "alamat", "telepon", "email", "situs"),
    )

    def kenali(self, baris: Baris) -> BarisRencana | None:
        if not self.terbaca(baris, "kode"):
            return None
        kode = baris["kode"]
        if kode in self.keadaan.kode_luar:
            self.tolak(baris, "kode", "Kode satker ini sudah dipakai satker di luar wewenang Anda.")
            return None
        baru = kode not in self.keadaan.satker
        if baru and not self.lingkup.pusat:
            self.tolak(baris, "kode", f"Anda hanya dapat mengimpor untuk satker sendiri, kode {self.lingkup.kode}.")
            return None
        satker = self.keadaan.satker.setdefault(kode, Satker(kode=kode))
        return BarisRencana(baris, satker, f"{kode} {baris['nama_singkat']}", baru=satker.pk is None)

    def isi(self, rencana: BarisRencana) -> None:
        jenis = rencana.objek.jenis
        super().isi(rencana)
        if not self.lingkup.pusat and rencana.objek.jenis != jenis:
            self.tolak(rencana.baris, "jenis", "Jenis satker hanya diubah admin pusat.")
        for kunci, pesan in SYARAT_SATKER.items():
            if self.terisi(rencana, kunci) and (isi := rencana.baris[kunci]) and not _sah(Satker, kunci, isi):
                self.tolak(rencana.baris, kunci, pesan)
        if self.terisi(rencana, "induk") or rencana.baru:
            self._isi_induk(rencana)

    def _isi_induk(self, rencana: BarisRencana) -> None:
        """The satker of the import itself hangs where it hangs; all others somewhere below it."""
        baris, satker = rencana.baris, rencana.objek
        kode = baris["induk"]
        if not self.terbaca(baris, "induk") or kode == (satker.induk.kode if satker.induk else ""):
            if rencana.baru and not kode and satker.kode != self.lingkup.kode:
                self.tolak(baris, "induk", "Kode satker induk wajib diisi untuk satker baru.")
        elif satker.kode == self.lingkup.kode:
            self.tolak(baris, "induk", "Satker induk dari satker ini tidak dapat diubah lewat impor di satker ini.")
        elif not kode:
            self.tolak(baris, "induk", "Kode satker induk tidak boleh dikosongkan.")
        elif induk := self.rujuk_satker(baris, "induk"):
            self.ubah(rencana, "induk", "induk", induk)

    def periksa_semua(self) -> None:
        if not self.daftar:
            return
        semua = list(self.keadaan.satker.values())
        self.tolak_putaran(semua)
        self.pindahkan(susun_jalur(semua, self._akar, lambda s: f"{s.kode}/"), 25)

    def _akar(self, satker: Satker) -> str | None:
        if satker.kode == self.lingkup.kode:
            return satker.jalur or f"/{satker.kode}/"
        return None

    def di_atas(self, simpul: Any) -> Any:
        """What is above the satker of the import is not looked at: it stays where it is."""
        return None if simpul.kode == self.lingkup.kode else simpul.induk

    def sebut(self, simpul: Any) -> str:
        return str(simpul.kode)


class PeriksaUnit(PemeriksaPohon):
    nama, kunci = "Unit", "nama"
    polos = ("nama", "jenis", "berlaku_sampai")

    def kenali(self, baris: Baris) -> BarisRencana | None:
        satker = self.rujuk_satker(baris)
        if satker is None or not self.terbaca(baris, "nama"):
            return None
        unit = self.keadaan.unit.cari(satker.kode, baris["nama"])
        if unit is None:
            unit = Unit(satker=satker, nama=baris["nama"])
            self.keadaan.tambah_unit(unit)
        return BarisRencana(baris, unit, f"{unit.nama} ({satker.kode})", baru=unit.pk is None)

    def isi(self, rencana: BarisRencana) -> None:
        super().isi(rencana)
        if not self.terisi(rencana, "induk"):
            return
        nama = rencana.baris["induk"]
        induk = self.rujuk_unit(rencana.baris, rencana.objek.satker, "induk") if nama else None
        if induk is not None or not nama:
            self.ubah(rencana, "induk", "induk", induk)

    def periksa_semua(self) -> None:
        for kode in {r.objek.satker.kode for r in self.daftar}:
            semua = self.keadaan.unit_satker[kode]
            self.tolak_putaran(semua)
            self._atur_urut(semua)
            self.pindahkan(susun_jalur(semua, self._akar, _ruas_unit), 49)

    def _akar(self, unit: Unit) -> str | None:
        return None if unit.induk else f"/{_ruas_unit(unit)}"

    def _atur_urut(self, semua: list[Unit]) -> None:
        """Siblings have different numbers: those that stand keep theirs, typed ones come next, the others follow."""
        saudara: defaultdict[int, list[Unit]] = defaultdict(list)
        for unit in semua:
            saudara[id(unit.induk)].append(unit)
        for daftar in saudara.values():
            terpakai: dict[int, Unit] = {}
            for unit in sorted(daftar, key=self._giliran):
                self._beri_urut(unit, terpakai)

    def _giliran(self, unit: Unit) -> tuple[int, int]:
        """0 keeps its number, 1 has one typed, 2 gets one; the file's order decides among equals."""
        rencana = self.per_objek.get(id(unit))
        if rencana is None:
            return (0, 0)
        if self.terisi(rencana, "urut") and rencana.baris["urut"]:
            return (1, rencana.baris.nomor)
        return (2 if rencana.baru or "induk" in rencana.bidang else 0, rencana.baris.nomor)

    def _beri_urut(self, unit: Unit, terpakai: dict[int, Unit]) -> None:
        rencana = self.per_objek.get(id(unit))
        cara = self._giliran(unit)[0]
        if rencana is not None and cara:
            urut = rencana.baris["urut"] if cara == 1 else _urut_berikut(terpakai)
            if urut in terpakai:
                pesan = f"Urutan ini sudah dipakai unit “{terpakai[urut].nama}” dengan induk yang sama."
                self.tolak(rencana.baris, "urut", f"{pesan} Kosongkan agar diisi otomatis.")
            if urut > URUT_UNIT_MAKS:
                self.tolak(rencana.baris, "nama", f"Paling banyak {URUT_UNIT_MAKS} unit di bawah satu induk.")
            self.ubah(rencana, "urut", "urut", urut)
        terpakai.setdefault(unit.urut, unit)


class PeriksaJabatan(PemeriksaPohon):
    nama, kunci = "Jabatan", "nama"
    kolom_induk = "atasan"
    polos = ("nama", "jenis", "berlaku_sampai")

    def kenali(self, baris: Baris) -> BarisRencana | None:
        satker = self.rujuk_satker(baris)
        unit = self.rujuk_unit(baris, satker, "unit") if satker else None
        if unit is None or not self.terbaca(baris, "nama"):
            return None
        jabatan = self.keadaan.jabatan.cari(id(unit), baris["nama"])
        if jabatan is None:
            jabatan = Jabatan(unit=unit, nama=baris["nama"], urut=0)
            self.keadaan.tambah_jabatan(jabatan)
        return BarisRencana(baris, jabatan, f"{jabatan.nama} ({unit.satker.kode})", baru=jabatan.pk is None)

    def isi(self, rencana: BarisRencana) -> None:
        super().isi(rencana)
        baris, jabatan = rencana.baris, rencana.objek
        if "jenis" in rencana.bidang and self._dipangku_sendiri(jabatan):
            self.tolak(baris, "jenis", DIRI_SENDIRI)
        if baris["urut"] and self.terisi(rencana, "urut"):
            self.ubah(rencana, "urut", "urut", baris["urut"])
        if not self.terisi(rencana, "atasan") or not self.terbaca(baris, "unit_atasan"):
            return
        nama, satker = baris["atasan"], rencana.objek.unit.satker
        atasan = self.rujuk_jabatan(baris, satker, "atasan", "unit_atasan") if nama else None
        if atasan is not None or not nama:
            self.ubah(rencana, "atasan", "atasan", atasan)

    def _dipangku_sendiri(self, jabatan: Jabatan) -> bool:
        """Whether the one who imports holds the position, or will."""
        sendiri, hari = self.lingkup.pejabat_id, timezone.localdate()
        semua = self.keadaan.penugasan_jabatan[id(jabatan)]
        milik = (p for p in semua if sendiri is not None and p.pejabat_id == sendiri)
        return any(p.selesai is None or p.selesai >= hari for p in milik)

    def periksa_semua(self) -> None:
        if not self.daftar:
            return
        semua = self.keadaan.semua_jabatan
        self.tolak_putaran(semua)
        self._atur_urut(semua)
        if self.hasil.sah:  # chains without loops have a depth
            dalam = tingkat(semua, self.di_atas)
            for rencana in self.daftar:
                if dalam[id(rencana.objek)] >= RANTAI_MAKS:
                    self.tolak(rencana.baris, "atasan", f"Rantai atasan lebih dari {RANTAI_MAKS} tingkat.")

    def _atur_urut(self, semua: list[Jabatan]) -> None:
        """New positions without a number follow the others of their unit."""
        terakhir: defaultdict[int, int] = defaultdict(int)
        for jabatan in semua:
            terakhir[id(jabatan.unit)] = max(terakhir[id(jabatan.unit)], jabatan.urut)
        for rencana in self.daftar:
            if rencana.objek.urut == 0:
                terakhir[id(rencana.objek.unit)] += 1
                rencana.objek.urut = terakhir[id(rencana.objek.unit)]


def _ruas_unit(unit: Unit) -> str:
    return f"{unit.urut:03d}/"


def _urut_berikut(terpakai: dict[int, Unit]) -> int:
    berikut = max(terpakai, default=0) + 1
    if berikut <= URUT_UNIT_MAKS:
        return berikut
    return next((n for n in range(1, URUT_UNIT_MAKS + 1) if n not in terpakai), URUT_UNIT_MAKS + 1)


def _sah(model: Any, bidang: str, nilai: str) -> bool:
    """Whether the model's own validators of the field accept the value."""
    try:
        model._meta.get_field(bidang).run_validators(nilai)
    except ValidationError:
        return False
    return True
