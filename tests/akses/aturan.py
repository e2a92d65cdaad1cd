"""What the access test expects: who sees what and may do what. A second opinion, written by hand.

Nothing here is imported from `sakip.izin` or from the views: a role that gets one permission too many there must make
the test red, and so must a view that asks for the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.akses.dunia import POHON, TAHUN, Benda, Dunia, Orang

IZIN_PERAN: dict[str, set[str]] = {
    "perencana": {
        "renstra.ubah_renstra",
        "renstra.ajukan_renstra",
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.ubah_rencana",
        "perjanjian.ajukan_rencana",
        "perjanjian.isi_pelaksanaan",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "anggaran.ubah_dipa",
        "anggaran.isi_realisasianggaran",
        "capaian.verifikasi_realisasi",
        "pelaporan.ubah_laporan",
        "dokumen.cetak_dokumen",
    },
    "kepala_unit": {
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.tandatangani_perjanjiankinerja",
        "perjanjian.isi_pelaksanaan",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "dokumen.cetak_dokumen",
        "organisasi.limpahkan_tugas",
    },
    "sekretaris": {
        "renstra.ubah_renstra",
        "renstra.ajukan_renstra",
        "renstra.tetapkan_renstra",
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.tandatangani_perjanjiankinerja",
        "perjanjian.ubah_rencana",
        "perjanjian.ajukan_rencana",
        "perjanjian.isi_pelaksanaan",
        "perjanjian.tetapkan_rencana",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "capaian.verifikasi_realisasi",
        "capaian.setujui_realisasi",
        "capaian.buka_periode",
        "anggaran.ubah_dipa",
        "anggaran.isi_realisasianggaran",
        "anggaran.berlakukan_dipa",
        "pelaporan.ubah_laporan",
        "pelaporan.finalkan_laporan",
        "dokumen.cetak_dokumen",
        "organisasi.limpahkan_tugas",
        "organisasi.lihat_jejak",
    },
    "pimpinan": {
        "renstra.tetapkan_renstra",
        "perjanjian.tandatangani_perjanjiankinerja",
        "perjanjian.tetapkan_rencana",
        "capaian.verifikasi_realisasi",
        "capaian.setujui_realisasi",
        "dokumen.cetak_dokumen",
    },
    "admin_satker": {
        "renstra.ubah_renstra",
        "renstra.ajukan_renstra",
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.ubah_rencana",
        "perjanjian.ajukan_rencana",
        "perjanjian.isi_pelaksanaan",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "anggaran.ubah_dipa",
        "anggaran.isi_realisasianggaran",
        "pelaporan.ubah_laporan",
        "dokumen.cetak_dokumen",
        "organisasi.ubah_organisasi",
        "organisasi.kelola_pengguna",
        "organisasi.impor_organisasi",
        "organisasi.lihat_jejak",
    },
    "admin_pusat": {
        "organisasi.ubah_organisasi",
        "organisasi.kelola_pengguna",
        "organisasi.impor_organisasi",
        "organisasi.lihat_jejak",
        "organisasi.buat_satker",
        "organisasi.ubah_acuan",
    },
    "verifikator": {"capaian.verifikasi_realisasi", "dokumen.cetak_dokumen", "organisasi.lihat_jejak"},
    "pembaca": set(),
    "pelaksana": {
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.isi_pelaksanaan",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "dokumen.cetak_dokumen",
    },
}

#: What a role may do in the satker below its own too.
IZIN_BAWAH: dict[str, set[str]] = {
    "admin_pusat": {
        "organisasi.ubah_organisasi",
        "organisasi.kelola_pengguna",
        "organisasi.impor_organisasi",
        "organisasi.lihat_jejak",
        "organisasi.buat_satker",
        "organisasi.ubah_acuan",
    },
    "verifikator": {"organisasi.lihat_jejak"},
}

BERHASIL_BACA = {200, 302}
BERHASIL_TULIS = {200, 302, 409, 422}


def sampai_akar(tempat: str) -> list[str]:
    """The place and everything above it."""
    hasil = [tempat]
    while (induk := POHON[hasil[-1]][1]) is not None:
        hasil.append(induk)
    return hasil


def terlihat(orang: Orang, tempat: str) -> bool:
    """The own satker, those where a role holds, and everything below."""
    return orang.super or any(h.tempat in sampai_akar(tempat) for h in orang.hak)


def bekerja(orang: Orang, tempat: str) -> bool:
    """Whose drafts and working papers a person sees: where a role holds, not below it."""
    return orang.super or any(h.tempat == tempat for h in orang.hak)


#: The history of an object is read by those who work there and by those who read the trail.
RIWAYAT = "bekerja.di_sini|organisasi.lihat_jejak"


def boleh(orang: Orang, izin: str, tempat: str, unit: str | None) -> bool:
    """Whether one of the rights in `izin` ("a|b") is held there; `unit`: for an object of that unit."""
    if orang.super:
        return True
    if "|" in izin:
        return any(boleh(orang, satu, tempat, unit) for satu in izin.split("|"))
    if izin == "bekerja.di_sini":
        return bekerja(orang, tempat)
    for hak in orang.hak:
        di_sini = hak.tempat == tempat
        di_atas = hak.tempat in sampai_akar(tempat) and izin in IZIN_BAWAH.get(hak.peran, ())
        cocok = not hak.unit or unit is None or hak.unit == unit
        if izin in IZIN_PERAN[hak.peran] and (di_sini or di_atas) and cocok:
            return True
    return False


def golongan(orang: Orang) -> tuple[object, ...]:
    """People with the same rights at the same places; whether it is the login or an office that gives them."""
    lebih = {h for h in orang.hak if h.peran != "pembaca"}
    tempat = {h.tempat for h in orang.hak} - {h.tempat for h in lebih}
    return orang.masuk, orang.super, frozenset(lebih), frozenset(tempat)


# --- A row of the matrix -------------------------------------------------------------------------------------------

#: What is demanded: nothing at all, a login, to see the place and the object, or a permission on top of that.
UMUM, MASUK, BACA = "umum", "masuk", "baca"
Isian = Mapping[str, Any] | Callable[[Dunia, str, Benda | None], Mapping[str, Any]]


@dataclass(frozen=True)
class Baris:
    """One address of the URLconf with what it names, and what its GET and its POST demand.

    - `get`, `post`: UMUM, MASUK, BACA, the name of a permission, or None where the method must be refused (405).
    - `benda`: the objects whose key goes into `param` ("?x": into the query, "": place and year name it); none for an
      address that names no object. `kwargs`: other parts of the address.
    - `data`: what is posted; a form that would be accepted, where that is possible.
    - `pada_satker`: the permission is asked of the satker, so that a head of any unit passes.
    - `hanya`: of those with the permission, who may really do it (the party that signs); the others hear `selain`. For
      POST, with `hanya_baca` for GET too.
    - `hilang`: not there for anybody, for example an act that only follows from another.
    - `salah`: what answers to an object of another satker, empty: the object is everybody's. `bertahun`: the object is
      not there under another year. `turun`: the object holds in the satker below too, and is read there.
    - `draf`: somebody who does not work there may find drafts in the answer, for example in the audit trail.
    - `bingkai`: render the frame with its menu and tasks too; it is the same one around every page.
    - `khusus`: people ("nama" or "nama@tempat") for whom another answer is right.
    - `buta`: why the mark of the object is not in the answer to somebody who may read it.
    """

    nama: str
    get: str | None = None
    post: str | None = None
    benda: tuple[str, ...] = ()
    param: str = "pk"
    kwargs: dict[str, Any] = field(default_factory=dict)
    data: Isian = field(default_factory=dict)
    tahun: int = TAHUN
    pada_satker: bool = False
    hanya: tuple[str, ...] | None = None
    hanya_baca: bool = False
    selain: int = 403
    draf: bool = False
    hilang: bool = False
    salah: frozenset[int] = frozenset({404})
    bertahun: bool = True
    turun: bool = False
    khusus: dict[str, set[int]] = field(default_factory=dict)
    buta: str = ""
    htmx: bool = False
    bingkai: bool = False

    @property
    def label(self) -> str:
        rinci = [str(v) for v in self.kwargs.values() if not callable(v)]
        return "-".join([self.nama, *rinci, *(["htmx"] if self.htmx else []), *self.benda[:1]])

    @property
    def bagian(self) -> frozenset[str]:
        """The parts of the address that the row fills in."""
        pk = {self.param} if self.benda and self.param and self.param[0] != "?" else frozenset()
        return frozenset(self.kwargs) | pk

    @property
    def bernomor(self) -> bool:
        """Whether the address names the object by its key."""
        return bool(self.benda and self.param)


Cara = Literal["GET", "POST"]


def harapan(baris: Baris, orang: Orang, tempat: str, benda: Benda | None, cara: Cara) -> set[int]:
    """The status codes that are right for this person, at this place, for this object."""
    for sebutan in (f"{orang.nama}@{tempat}", orang.nama):
        if sebutan in baris.khusus:
            return baris.khusus[sebutan]
    if not orang.masuk and (baris.get or baris.post) != UMUM:
        return {302}
    aturan = baris.get if cara == "GET" else baris.post
    if aturan is None:
        return _ditolak_caranya(baris, orang, tempat, benda)
    berhasil = {404} if baris.hilang else BERHASIL_BACA if cara == "GET" else BERHASIL_TULIS
    if aturan in {UMUM, MASUK}:
        return berhasil
    if not terlihat(orang, tempat):
        return {404}
    if baris.hanya is not None and orang.nama not in baris.hanya and (cara == "POST" or baris.hanya_baca):
        berhasil = {baris.selain}
    return (
        berhasil
        if aturan == BACA and _tampak(orang, tempat, benda)
        else _dengan_izin(baris, aturan, orang, tempat, benda, berhasil)
    )


def _tampak(orang: Orang, tempat: str, benda: Benda | None) -> bool:
    return benda is None or benda.terbit or bekerja(orang, tempat)


def _dengan_izin(
    baris: Baris, aturan: str, orang: Orang, tempat: str, benda: Benda | None, berhasil: set[int]
) -> set[int]:
    if not _tampak(orang, tempat, benda):
        # Which of the two is asked first does not matter: both are said of an object that is not there.
        return {404} if aturan == BACA or boleh(orang, aturan, tempat, None) else {403, 404}
    unit = None if benda is None or baris.pada_satker else benda.unit
    return berhasil if boleh(orang, aturan, tempat, unit) else {403}


def _ditolak_caranya(baris: Baris, orang: Orang, tempat: str, benda: Benda | None) -> set[int]:
    """405; a person who would not get that far may also hear 404 or 403, whatever is asked first."""
    lain = {405}
    if (baris.get or baris.post) in {UMUM, MASUK}:
        return lain
    if not terlihat(orang, tempat):
        return lain | {404}
    izin = next((a for a in (baris.get, baris.post) if a and "." in a), None)
    if izin and not boleh(orang, izin, tempat, benda.unit if benda else None):
        lain = lain | {403}
    return lain if _tampak(orang, tempat, benda) else lain | {404}


def tanda_boleh(orang: Orang, baris: Baris, tempat: str, siapa: str) -> bool:
    """Whether this person may read a mark of this kind of this place, in the answer of this address."""
    if siapa == "nama":
        return orang.super or any(tempat in sampai_akar(h.tempat) for h in orang.hak) or terlihat(orang, tempat)
    if siapa == "draf" and not baris.draf:
        return bekerja(orang, tempat)
    return terlihat(orang, tempat)
