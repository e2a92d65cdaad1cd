"""Acts that make and shape a draft DIPA: from nothing or as a copy, its nodes, their order, throwing it away."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from organisasi import unggahan
from organisasi.enums import StatusImpor
from sakip.alur import TransisiDitolak
from sakip.angka import format_rupiah
from sakip.impor import SudahSelesai
from sakip.sisip import perbarui

from .enums import JenisPos
from .izin import UBAH
from .kode import (
    KODE_MAKS,
    Letak,
    bagi,
    induk_dari_kode,
    jenis_bawah,
    jenis_dari_kode,
    salah_letak,
    sebut,
    tanpa_program,
)
from .models import Dipa, Pos
from .services import salin_pohon
from .urutan import beri_nomor, nomori

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker

    from .forms_susun import PosForm

DIPAKAI = "{} dipakai RKT atau rencana aksi dan tidak dapat dihapus. Lepaskan dulu di dokumen itu."


class SudahAda(TransisiDitolak):
    """The year has a DIPA already."""


class LetakDitolak(Exception):
    """A node may not be stored so; `galat` maps fields of its form to the reason."""

    def __init__(self, galat: Mapping[str, str]) -> None:
        super().__init__(" ".join(galat.values()))
        self.galat = galat


class BerubahSejakDilihat(Exception):
    """What would go is not what the person saw any more."""

    def __init__(self) -> None:
        super().__init__("Isinya berubah sejak halaman ini dibuka. Periksa lagi apa yang ikut terhapus.")


# --- The tree ------------------------------------------------------------------------------------------------------


class Pohon:
    """The nodes of one DIPA in their order, read once."""

    def __init__(self, dipa: Dipa) -> None:
        self.dipa = dipa
        self.semua = list(dipa.pos.order_by("urut"))
        self.menurut_pk = {p.pk: p for p in self.semua}

    @cached_property
    def menurut_kode(self) -> dict[str, Pos]:
        return {p.kode: p for p in self.semua}

    @cached_property
    def _anak(self) -> dict[int | None, list[Pos]]:
        hasil: defaultdict[int | None, list[Pos]] = defaultdict(list)
        for p in self.semua:
            hasil[p.induk_id].append(p)
        return hasil

    def anak(self, pk: int | None) -> list[Pos]:
        return self._anak.get(pk, [])

    def cabang(self, pos: Pos) -> Iterator[Pos]:
        """The node and everything below it, in the order of the tree."""
        yield pos
        for anak in self.anak(pos.pk):
            yield from self.cabang(anak)

    def usul_induk(self, kode: str, jenis: str) -> Pos | None:
        """The node that a code belongs below, if there is just one that it can be."""
        if (jenis or jenis_dari_kode(kode)) == JenisPos.PROGRAM:
            return None
        if atas := induk_dari_kode(kode):
            return self.menurut_kode.get(atas) or self.menurut_kode.get(tanpa_program(atas))
        program = self.anak(None)
        return program[0] if len(program) == 1 and bagi(kode)[1] else None

    def periksa(self, pos: Pos, induk: Pos | None) -> dict[str, str]:
        """What is wrong with a node at this place, by field; {} when nothing is."""
        kembar = self.menurut_kode.get(pos.kode)
        if kembar is not None and kembar.pk != pos.pk:
            return {"kode": f"Kode {pos.kode} sudah dipakai pos “{kembar.uraian}” pada DIPA ini."}
        if induk is not None and pos.pk and any(induk.pk == p.pk for p in self.cabang(pos)):
            return {"induk": f"{induk.kode} adalah pos ini sendiri atau berada di bawahnya. Pilih induk lain."}
        salah = salah_letak(Letak(pos.jenis, pos.kode), Letak(induk.jenis, induk.kode) if induk else None)
        if salah:
            return {"kode" if salah.startswith("Kode ") else "induk": salah}
        bawah = {p.jenis for p in self.anak(pos.pk)} if pos.pk else set()
        if bawah - {jenis_bawah(pos.jenis)}:
            nama = sebut(bawah.pop())
            return {"jenis": f"Pos di bawahnya berjenis {nama}, jadi ini tidak dapat menjadi {sebut(pos.jenis)}."}
        return {}


def kunci_draf(dipa: Dipa) -> Dipa:
    """The DIPA, held until the transaction ends. Raises TransisiDitolak when it is no draft (any more)."""
    kini = Dipa.objects.select_for_update(of=("self",)).select_related("satker").filter(pk=dipa.pk).first()
    if kini is None:
        raise TransisiDitolak("Draf DIPA ini baru saja dihapus.")
    tolak_terkunci(kini)
    return kini


def tolak_terkunci(dipa: Dipa) -> None:
    if not dipa.dapat_diubah:
        raise TransisiDitolak(
            f"{dipa} berstatus “{dipa.get_status_display()}” dan tidak dapat diubah. Perubahan dilakukan pada revisi."
        )


# --- A DIPA from nothing -------------------------------------------------------------------------------------------


@transaction.atomic
def buat_dipa(
    *,
    satker: Satker,
    tahun: int,
    oleh: Pengguna | None,
    salin: Dipa | None = None,
    dengan_pagu: bool = False,
    nomor: str = "",
    keterangan: str = "",
) -> Dipa:
    """The first draft of a year (revisi 0), empty or with the tree of `salin`; its pagu only when asked for.

    `oleh` None: a shell. Raises PermissionDenied; SudahAda when the year has a DIPA already.
    """
    if oleh is not None and not oleh.has_perm(UBAH, satker):
        raise PermissionDenied("Anda tidak berwenang membuat DIPA satker ini.")
    if Dipa.objects.filter(satker=satker, tahun=tahun).exists():
        raise SudahAda(f"DIPA {tahun} sudah ada. Lanjutkan yang itu, atau buat revisinya bila sudah berlaku.")
    try:
        with transaction.atomic():
            dipa = Dipa.objects.create(satker=satker, tahun=tahun, nomor=nomor, keterangan=keterangan)
    except IntegrityError as galat:
        raise SudahAda(f"DIPA {tahun} baru saja dibuat orang lain. Lanjutkan yang itu.") from galat
    catatan = f"Salinan {salin}{'' if dengan_pagu else ' tanpa pagu'}" if salin else ""
    dipa.riwayat.create(tindakan="buat", dari="", ke=dipa.status, oleh=oleh, catatan=catatan)
    if salin is not None:
        salin_pohon(salin, dipa, dengan_pagu=dengan_pagu)
    return dipa


@transaction.atomic
def ubah_dipa(*, dipa: Dipa, nomor: str, keterangan: str) -> None:
    """Number and remark of a draft. Raises TransisiDitolak."""
    draf = kunci_draf(dipa)
    draf.nomor, draf.keterangan = nomor, keterangan
    draf.save(update_fields=["nomor", "keterangan"])


@transaction.atomic
def hapus_dipa(*, dipa: Dipa, sidik: str) -> None:
    """Throw a draft away with its nodes; the audit trail keeps them. Uploads that wait for it are cancelled.

    `sidik` is `sidik_pos` of the nodes that the person saw. Raises TransisiDitolak, BerubahSejakDilihat.
    """
    for impor in dipa.impor.filter(status=StatusImpor.DIPERIKSA):
        with suppress(SudahSelesai):  # asked before the draft is locked, in the order in which one is applied
            unggahan.batalkan(impor)
    draf = kunci_draf(dipa)
    if sidik_pos(draf.pos.all()) != sidik:
        raise BerubahSejakDilihat
    draf.impor.update(dipa=None)
    try:
        with transaction.atomic():
            draf.delete()
    except ProtectedError as galat:
        raise TransisiDitolak(DIPAKAI.format(str(draf))) from galat


# --- Nodes ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_pos(*, dipa: Dipa, form: PosForm) -> list[str]:
    """Store a node from its valid form, new or changed; returns what else changed, in sentences.

    The tree is looked at again, for the form saw it before the lock. Raises TransisiDitolak, LetakDitolak,
    VersiBerubah.
    """
    draf = kunci_draf(dipa)
    pohon = Pohon(draf)
    pos: Pos = form.instance
    lama = pohon.menurut_pk.get(pos.pk) if pos.pk else None
    if pos.pk and lama is None:
        raise TransisiDitolak("Pos ini baru saja dihapus orang lain.")
    induk = pohon.menurut_pk.get(pos.induk_id) if pos.induk_id else None
    if pos.induk_id and induk is None:
        raise LetakDitolak({"induk": "Induk ini baru saja dihapus orang lain. Pilih induk lain."})
    if galat := pohon.periksa(pos, induk):
        raise LetakDitolak(galat)
    if lama is None:
        return _tambah(pohon, pos, induk)
    pos.urut = lama.urut  # its place may have moved since the form was opened
    return _ubah(pohon, form, lama, induk)


def _tambah(pohon: Pohon, pos: Pos, induk: Pos | None) -> list[str]:
    """At the end of what its parent holds."""
    pos.dipa = pohon.dipa
    sebelum = _akhir_cabang(pohon, induk)
    urutan = [p.pk for p in pohon.semua]
    nomor = nomori([*(p.urut for p in pohon.semua[:sebelum]), None, *(p.urut for p in pohon.semua[sebelum:])])
    pos.urut = nomor.pop(sebelum)
    _tata(pohon, dict(zip(urutan, nomor, strict=True)))
    pos.save()
    return _jadikan_induk(induk)


def _akhir_cabang(pohon: Pohon, induk: Pos | None) -> int:
    """How many nodes stand in front of a new last child of `induk`."""
    if induk is None:
        return len(pohon.semua)
    terakhir = list(pohon.cabang(induk))[-1]
    return pohon.semua.index(terakhir) + 1


def _tata(pohon: Pohon, nomor: Mapping[int, int]) -> None:
    """Write the numbers that are others than before."""
    beri_nomor(pohon.dipa, {pk: n for pk, n in nomor.items() if pohon.menurut_pk[pk].urut != n})


def _jadikan_induk(induk: Pos | None) -> list[str]:
    """A node that carried a pagu states it from now on; the sum of what is below it counts."""
    if induk is None or induk.pagu is None:
        return []
    induk.simpan_versi(induk.versi, pagu=None, pagu_tertera=induk.pagu)
    semula = format_rupiah(induk.pagu_tertera)
    return [
        f"Pagu {induk.kode} menjadi jumlah pos di bawahnya; {semula} rupiah yang semula diisi menjadi pagu tertera."
    ]


def _ubah(pohon: Pohon, form: PosForm, lama: Pos, induk: Pos | None) -> list[str]:
    if "pagu" in form.changed_data:
        form.instance.teks_cetak = ""
    pos: Pos = form.save()
    kabar = _ganti_kode_bawah(pohon, lama, pos.kode)
    if pos.induk_id != lama.induk_id:
        _pindahkan(pohon, lama, induk)
        kabar += _jadikan_induk(induk) + _jadikan_terbawah(pohon, lama)
    return kabar


def _ganti_kode_bawah(pohon: Pohon, lama: Pos, kode: str) -> list[str]:
    """What hangs below follows a changed code: "3355.EBA" below "3355" → "3356.EBA" below "3356"."""
    if kode == lama.kode:
        return []
    awalan = f"{lama.kode}."
    ikut = {p.pk: kode + p.kode[len(lama.kode) :] for p in pohon.cabang(lama) if p.kode.startswith(awalan)}
    dipakai = {p.kode: p for p in pohon.semua if p.pk not in ikut and p.pk != lama.pk} | {kode: lama}
    if kembar := sorted(set(ikut.values()) & dipakai.keys()):
        raise LetakDitolak({"kode": f"Kode di bawahnya ikut berganti, tetapi {kembar[0]} sudah dipakai pos lain."})
    if any(len(k) > KODE_MAKS for k in ikut.values()):
        raise LetakDitolak({"kode": "Kode ini terlalu panjang untuk pos-pos di bawahnya."})
    perbarui(Pos, ("kode",), ((pk, f"~{pk}") for pk in ikut), hitung_versi=False)
    perbarui(Pos, ("kode",), ikut.items())
    return [f"Kode {len(ikut)} pos di bawahnya ikut berganti."] if ikut else []


def _pindahkan(pohon: Pohon, pos: Pos, induk: Pos | None) -> None:
    """With everything below it to the end of what its new parent holds."""
    cabang = list(pohon.cabang(pos))
    ikut = {p.pk for p in cabang}
    sisa = [p for p in pohon.semua if p.pk not in ikut]
    ke = len(sisa)
    if induk is not None:
        ke = 1 + max(n for n, p in enumerate(sisa) if p.pk in {b.pk for b in pohon.cabang(induk)})
    _bagi_nomor(pohon, [*sisa[:ke], *cabang, *sisa[ke:]])


def _bagi_nomor(pohon: Pohon, urutan: list[Pos]) -> None:
    """Let the nodes follow this order; they share out the numbers that they have."""
    nomor = [p.urut for p in pohon.semua]
    _tata(pohon, {p.pk: n for p, n in zip(urutan, nomor, strict=True)})


def _jadikan_terbawah(pohon: Pohon, pergi: Pos) -> list[str]:
    """The parent of a node that went: without any other below it, what it states is its pagu again."""
    induk = pohon.menurut_pk.get(pergi.induk_id) if pergi.induk_id else None
    if induk is None or induk.pagu_tertera is None or len(pohon.anak(induk.pk)) > 1:
        return []
    induk.simpan_versi(induk.versi, pagu=induk.pagu_tertera, pagu_tertera=None)
    return [f"{induk.kode} kini pos terbawah: pagunya {format_rupiah(induk.pagu)} rupiah, menurut pagu tertera."]


@transaction.atomic
def hapus_pos(*, dipa: Dipa, pos: Pos, sidik: str) -> list[str]:
    """Delete a node with what hangs below it, if that is what the person saw (`sidik_pos` of the branch).

    Returns what else changed. Raises TransisiDitolak, BerubahSejakDilihat.
    """
    pohon = Pohon(kunci_draf(dipa))
    kini = pohon.menurut_pk.get(pos.pk)
    if kini is None:
        raise TransisiDitolak("Pos ini baru saja dihapus orang lain.")
    if sidik_pos(pohon.cabang(kini)) != sidik:
        raise BerubahSejakDilihat
    try:
        with transaction.atomic():
            kini.delete()
    except ProtectedError as galat:
        raise TransisiDitolak(DIPAKAI.format(f"Pos {pos.kode} atau pos di bawahnya")) from galat
    kini.pk = pos.pk  # Django took it away
    return _jadikan_terbawah(pohon, kini)


def sidik_pos(pos: Iterable[Pos]) -> str:
    """Fingerprint of nodes as they are stored."""
    isi = sorted((p.pk, p.versi) for p in pos)
    return hashlib.blake2s(repr(isi).encode(), digest_size=6).hexdigest()


@transaction.atomic
def geser_pos(*, dipa: Dipa, pos: Pos, langkah: int) -> int:
    """One place up (-1) or down (1) among the nodes of its parent, with what hangs below; returns its place, from 1.

    At the end nothing happens. Raises TransisiDitolak.
    """
    pohon = Pohon(kunci_draf(dipa))
    kini = pohon.menurut_pk.get(pos.pk)
    if kini is None:
        raise TransisiDitolak("Pos ini baru saja dihapus orang lain.")
    saudara = pohon.anak(kini.induk_id)
    ke = saudara.index(kini)
    tuju = ke + langkah
    if not 0 <= tuju < len(saudara):
        return ke + 1
    atas, bawah = (list(pohon.cabang(saudara[n])) for n in sorted((ke, tuju)))
    awal = pohon.semua.index(atas[0])
    akhir = awal + len(atas) + len(bawah)
    _bagi_nomor(pohon, [*pohon.semua[:awal], *bawah, *atas, *pohon.semua[akhir:]])
    return tuju + 1


def ringkas_cabang(pos: Iterable[Pos]) -> dict[str, Any]:
    """What would go: how many nodes, and their pagu in rupiah (None: none known)."""
    semua = list(pos)
    ada = [p.pagu for p in semua if p.pagu is not None]
    return {"banyak": len(semua), "pagu": sum(ada) if ada else None, "sidik": sidik_pos(semua)}
