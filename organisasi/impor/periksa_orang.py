"""People, who holds which office when, and logins."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sakip.excel import Baris

from ..enums import StatusPenugasan
from ..models import Jabatan, Pejabat, Pengguna, Penugasan, Satker
from ..services import DIRI_SENDIRI
from .indeks import lipat
from .keadaan import kunci_penugasan
from .pemeriksa import NIP_TAK_TERBACA, PemeriksaLembar
from .rencana import BarisRencana


class PeriksaPejabat(PemeriksaLembar):
    nama, kunci = "Pejabat", "nama"
    polos = ("nip", "nama", "gelar_depan", "gelar_belakang", "pangkat")

    def kenali(self, baris: Baris) -> BarisRencana | None:
        satker = self.rujuk_satker(baris)
        if not self.terbaca(baris, "nip"):
            self.kerja.ragu.add(NIP_TAK_TERBACA)
        if satker is None or not self.terbaca(baris, "nip", "nama"):
            return None
        ketemu, pejabat = self._cari(baris, satker)
        if not ketemu:
            return None
        if pejabat is None:
            pejabat = Pejabat(satker=satker, nama=baris["nama"], nip=baris["nip"])
        self.keadaan.tambah_pejabat(pejabat, satker.kode)
        return BarisRencana(baris, pejabat, f"{pejabat.nama} ({satker.kode})", baru=pejabat.pk is None)

    def nama_ragu(self, baris: Baris) -> list[str]:
        return [baris["nip"], baris["nama"]]

    def _cari(self, baris: Baris, satker: Satker) -> tuple[bool, Pejabat | None]:
        """Whether the row can be placed, and whose it is; None: a person we do not have yet."""
        if baris["nip"]:
            return self._cari_nip(baris, satker)
        calon = self.keadaan.pejabat_nama.cari_semua(satker.kode, baris["nama"])
        if len(calon) > 1:
            self.tolak(baris, "nama", f"Ada {len(calon)} orang dengan nama ini di satker {satker.kode}. Isi NIP-nya.")
        elif calon and calon[0].nip:
            pesan = f"Nama ini sudah tercatat di satker {satker.kode} dengan NIP {calon[0].nip}. Isi NIP-nya."
            self.tolak(baris, "nama", pesan)
        else:
            return True, calon[0] if calon else None
        return False, None

    def _cari_nip(self, baris: Baris, satker: Satker) -> tuple[bool, Pejabat | None]:
        nip = baris["nip"]
        pejabat = self.keadaan.pejabat_nip.get(nip)
        if nip in self.keadaan.nip_luar or (pejabat and not self.keadaan.milik_sendiri(pejabat)):
            self.tolak(
                baris,
                "nip",
                "NIP ini tercatat di satker lain; hanya admin satker itu atau admin pusat yang mengubahnya.",
            )
            return False, None
        if pejabat is not None:
            return True, pejabat
        senama = [p for p in self.keadaan.pejabat_nama.cari_semua(satker.kode, baris["nama"]) if not p.nip]
        senama = [p for p in senama if self.keadaan.milik_sendiri(p)]
        if len(senama) > 1:
            pesan = f"Ada {len(senama)} orang dengan nama ini tanpa NIP di satker {satker.kode}."
            self.tolak(baris, "nama", f"{pesan} Isi NIP yang benar lewat halaman Pejabat.")
        return len(senama) <= 1, senama[0] if senama else None

    def isi(self, rencana: BarisRencana) -> None:
        super().isi(rencana)
        if satker := self.keadaan.satker.get(rencana.baris["satker"]):
            self.ubah(rencana, "satker", "satker", satker)


class PeriksaPenugasan(PemeriksaLembar):
    nama, kunci = "Penugasan", "jabatan"
    polos = ("selesai", "nomor_sk", "tanggal_sk")

    def kenali(self, baris: Baris) -> BarisRencana | None:
        satker = self.rujuk_satker(baris)
        if satker is None:
            return None
        jabatan = self.rujuk_jabatan(baris, satker, "jabatan", "unit")
        pejabat = self.rujuk_pejabat(baris, satker)
        if pejabat is None and self.terbaca(baris, "nip", "pejabat") and not (baris["nip"] or baris["pejabat"]):
            self.tolak(baris, "pejabat" if "pejabat" in self.ada else "nip", "Isi NIP atau nama pejabatnya.")
        if jabatan is None or pejabat is None or not self.terbaca(baris, "status", "mulai"):
            return None
        return self._kenali(baris, pejabat, jabatan)

    def nama_ragu(self, baris: Baris) -> list[str]:
        return []

    def pejabat_asing(self, baris: Baris) -> Pejabat | None:
        """Somebody of another satker may act here: whoever knows the NIP and the name that go together may say so."""
        tamu = self.keadaan.tamu.get(baris["nip"])
        return tamu if tamu and lipat(baris["pejabat"]) == lipat(tamu.nama) else None

    def _kenali(self, baris: Baris, pejabat: Pejabat, jabatan: Jabatan) -> BarisRencana | None:
        baru = Penugasan(pejabat=pejabat, jabatan=jabatan, status=baris["status"], mulai=baris["mulai"])
        ada = self.keadaan.penugasan.get(kunci_penugasan(baru), [])
        if len(ada) > 1:
            self.tolak(baris, "jabatan", "Penugasan ini tercatat lebih dari sekali. Rapikan lewat halaman Pejabat.")
            return None
        if not ada:
            self.keadaan.tambah_penugasan(baru)
        objek = ada[0] if ada else baru
        return BarisRencana(baris, objek, f"{pejabat.nama} – {objek.sebutan_jabatan}", baru=objek.pk is None)

    def isi(self, rencana: BarisRencana) -> None:
        super().isi(rencana)
        mulai, selesai = rencana.objek.mulai, rencana.objek.selesai
        if mulai and selesai and selesai < mulai:
            self.tolak(rencana.baris, "selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai.")
        sendiri = rencana.objek.pejabat_id is not None and rencana.objek.pejabat_id == self.lingkup.pejabat_id
        if sendiri and (rencana.baru or rencana.ubahan):
            self.tolak(rencana.baris, "jabatan", DIRI_SENDIRI)

    def periksa_semua(self) -> None:
        """Two definitive holders of one position never share a day: of the file and of the database together."""
        jabatan = {id(r.objek.jabatan): None for r in self.daftar if r.objek.status == StatusPenugasan.DEFINITIF}
        for kunci in jabatan:
            semua = self.keadaan.penugasan_jabatan[kunci]
            definitif = [p for p in semua if p.status == StatusPenugasan.DEFINITIF]
            for lain, tumpuk in _bertumpuk(definitif):
                self._tolak_tumpuk(lain, tumpuk)

    def _tolak_tumpuk(self, lain: Penugasan, tumpuk: Penugasan) -> None:
        """Said at the later one, or at the one that stands in the file."""
        if id(tumpuk) not in self.per_objek:
            lain, tumpuk = tumpuk, lain
        if (rencana := self.per_objek.get(id(tumpuk))) is None:
            return
        baris_lain = self.per_objek.get(id(lain))
        tempat = f" (baris {baris_lain.baris.nomor})" if baris_lain else ""
        pesan = f"Jabatan ini dipangku {lain.pejabat} (definitif) {lain.masa}{tempat}. Akhiri dahulu penugasan itu."
        kunci = "mulai" if "mulai" in self.ada else "jabatan"
        self.hasil.tolak(rencana.baris, kunci, pesan, rencana.baris[kunci] or "")


class PeriksaPengguna(PemeriksaLembar):
    nama, kunci = "Pengguna", "username"

    def kenali(self, baris: Baris) -> BarisRencana | None:
        satker = self.rujuk_satker(baris)
        if satker is None or not self.terbaca(baris, "username"):
            return None
        nama = baris["username"]
        if nama.casefold() in self.keadaan.username_luar:
            self.tolak(baris, "username", "Nama pengguna ini sudah dipakai. Pilih nama lain.")
            return None
        pengguna = self.keadaan.pengguna.get(nama.casefold())
        if pengguna is None:
            pengguna = Pengguna(username=nama, satker=satker)
            self.keadaan.tambah_pengguna(pengguna)
        return BarisRencana(baris, pengguna, pengguna.username, baru=pengguna.pk is None)

    def isi(self, rencana: BarisRencana) -> None:
        baris, pengguna = rencana.baris, rencana.objek
        terkunci = not rencana.baru and self._terkunci(pengguna)
        self.ubah(rencana, "satker", "satker", self.keadaan.satker[baris["satker"]])
        self.atur(rencana, "peran", baris["peran"])
        self.atur(rencana, "email", baris["email"])
        if not _email_sah(baris["email"]):
            self.tolak(baris, "email", "Surel harus seperti nama@kantor.go.id.")
        if baris["aktif"] is not None:
            self.ubah(rencana, "aktif", "is_active", baris["aktif"])
        self._isi_pejabat(rencana)
        self._isi_nama(rencana)
        self._batasi(rencana, terkunci=terkunci)

    def _terkunci(self, pengguna: Pengguna) -> bool:
        """A login that reaches further than the one who imports is for somebody else to change."""
        if pengguna.is_staff or pengguna.peran not in self.lingkup.peran:
            return True
        return pengguna.pejabat_id in self.keadaan.berjabatan_luar

    def _isi_pejabat(self, rencana: BarisRencana) -> None:
        if not {"nip", "pejabat"} & self.ada or not self.terbaca(rencana.baris, "nip", "pejabat"):
            return
        pejabat = self.rujuk_pejabat(rencana.baris, self.keadaan.satker[rencana.baris["satker"]])
        if pejabat is None and (rencana.baris["nip"] or rencana.baris["pejabat"]):
            return  # said already
        if pejabat is rencana.objek.pejabat:
            return
        kunci = self._kunci_pejabat(rencana.baris)
        if pejabat is not None and not self.keadaan.milik_sendiri(pejabat):
            self.tolak(rencana.baris, kunci, "Pejabat ini milik satker lain; nama penggunanya diatur di sana.")
        elif pejabat is not None and pejabat.pk in self.keadaan.berjabatan_luar:
            pesan = "Pejabat ini juga memangku jabatan di luar wewenang Anda; nama penggunanya diatur admin pusat."
            self.tolak(rencana.baris, kunci, pesan)
        self.ubah(rencana, kunci, "pejabat", pejabat)

    def _kunci_pejabat(self, baris: Baris) -> str:
        return "nip" if "nip" in self.ada and (baris["nip"] or "pejabat" not in self.ada) else "pejabat"

    def _isi_nama(self, rencana: BarisRencana) -> None:
        """The whole name is kept in one field; a new login without one takes that of its pejabat."""
        if not self.terisi(rencana, "nama") and not rencana.baru:
            return
        pengguna, nama = rencana.objek, rencana.baris["nama"]
        if not nama and pengguna.pejabat:
            nama = pengguna.first_name or pengguna.pejabat.nama
        lama = pengguna.get_full_name()
        if nama != lama:
            pengguna.first_name, pengguna.last_name = nama, ""
            if not rencana.baru:
                self.catat(rencana, "nama", lama, nama, "first_name", "last_name")

    def _batasi(self, rencana: BarisRencana, *, terkunci: bool) -> None:
        """What the one who imports may not do to a login, at the cells that would do it."""
        baris, pengguna = rencana.baris, rencana.objek
        if terkunci:
            self._tolak_ubahan(rencana, set(self.kolom), "Nama pengguna ini hanya dapat diubah admin pusat.")
        elif pengguna.peran not in self.lingkup.peran:
            self.tolak(baris, "peran", "Peran ini hanya dapat diberikan admin pusat.")
        if pengguna.pk and pengguna.pk == self.lingkup.pengguna_id:
            pesan = "Ini nama pengguna Anda sendiri; satker, peran, dan keaktifannya hanya dapat diubah orang lain."
            self._tolak_ubahan(rencana, {"satker", "peran", "aktif", "nip", "pejabat"}, pesan)

    def _tolak_ubahan(self, rencana: BarisRencana, kunci: set[str], pesan: str) -> None:
        berubah = {u.sel for u in rencana.ubahan}
        for satu in self.kolom:
            if satu in kunci & self.ada and rencana.baris.sel(satu) in berubah:
                self.tolak(rencana.baris, satu, pesan)

    def periksa_semua(self) -> None:
        """A pejabat has one login: of those in the file, of the others here, and of those elsewhere."""
        pemakai: dict[int, Pengguna] = {}
        pesan = "Pejabat ini sudah mempunyai nama pengguna"
        for pengguna in self._yang_tidak_di_berkas():
            if pengguna.pejabat:
                pemakai[id(pengguna.pejabat)] = pengguna
        for rencana in self.daftar:
            pengguna, pejabat = rencana.objek, rencana.objek.pejabat
            if pejabat is None:
                continue
            lain = pemakai.setdefault(id(pejabat), pengguna)
            kunci = self._kunci_pejabat(rencana.baris)
            if lain is not pengguna:
                self.tolak(rencana.baris, kunci, f"{pesan}, yaitu {lain.username}.")
            elif pejabat.pk in self.keadaan.pejabat_terpakai_luar:
                self.tolak(rencana.baris, kunci, f"{pesan} lain.")

    def _yang_tidak_di_berkas(self) -> Iterable[Pengguna]:
        return (p for p in self.keadaan.pengguna.values() if id(p) not in self.per_objek)


def _bertumpuk(daftar: list[Penugasan]) -> Iterable[tuple[Penugasan, Penugasan]]:
    """Pairs that share a day: each with the one before it that ends last."""
    terakhir: Penugasan | None = None
    for penugasan in sorted(daftar, key=lambda p: p.mulai or datetime.date.min):
        if terakhir is not None and (penugasan.mulai or datetime.date.min) <= _akhir(terakhir):
            yield terakhir, penugasan
        if terakhir is None or _akhir(penugasan) > _akhir(terakhir):
            terakhir = penugasan


def _akhir(penugasan: Penugasan) -> datetime.date:
    return penugasan.selesai or datetime.date.max


def _email_sah(email: str) -> bool:
    try:
        validate_email(email or "kosong@boleh.id")
    except ValidationError:
        return False
    return True
