"""Acts on the budget that touch several rows: cut-offs, spending, pagu, revision, putting a DIPA in force."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Max

from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from .enums import StatusDipa
from .izin import UBAH
from .models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker


#: How people write that there is nothing.
TANPA_NILAI = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True)
class IsianRupiah:
    """What a person wants for one node, in rupiah (None: nothing recorded), and the version it rests on (0: no row)."""

    nilai: Decimal | None
    versi: int


class KonflikRupiah(VersiBerubah):
    """Somebody else changed some of the nodes meanwhile; `tersimpan` holds value and version of now, by kode."""

    def __init__(self, tersimpan: Mapping[str, IsianRupiah]) -> None:
        super().__init__()
        self.tersimpan = tersimpan


class RealisasiGanda(Exception):
    """Spending stands on a node and above it too; `bentrok` maps the lower kode to the upper one."""

    def __init__(self, bentrok: Mapping[str, str]) -> None:
        super().__init__("Realisasi dicatat pada satu tingkat saja: pada sebuah pos, atau pada pos di bawahnya.")
        self.bentrok = bentrok


class NamaPosisiDipakai(Exception):
    """Another cut-off of the year has this name; the message is in Indonesian, for the field."""

    def __init__(self, nama: str, tahun: int) -> None:
        super().__init__(f"Posisi “{nama}” sudah ada untuk tahun {tahun}. Pakai nama lain.")


# --- Cut-offs and spending -----------------------------------------------------------------------------------------


@transaction.atomic
def buat_posisi(
    *,
    satker: Satker,
    tahun: int,
    nama: str,
    per_tanggal: datetime.date | None,
    utama: bool,
    keterangan: str = "",
) -> PosisiRealisasi:
    """A new cut-off of spending. The first one of a year is the main one, whatever `utama` says.

    Raises NamaPosisiDipakai, and TransisiDitolak when somebody else chose the main one at the same moment.
    """
    lain = PosisiRealisasi.objects.filter(satker=satker).for_tahun(tahun)
    try:
        with transaction.atomic():
            posisi = PosisiRealisasi.objects.create(
                satker=satker, tahun=tahun, nama=nama, per_tanggal=per_tanggal, keterangan=keterangan
            )
    except IntegrityError as galat:
        raise NamaPosisiDipakai(nama, tahun) from galat
    if utama or not lain.filter(utama=True).exists():
        jadikan_utama(posisi=posisi)
    return posisi


def jadikan_utama(*, posisi: PosisiRealisasi) -> None:
    """Make this the cut-off that reports use; the former one goes first, for only one may be the main one.

    Raises TransisiDitolak when somebody else chose another one at the same moment.
    """
    try:
        with transaction.atomic():
            PosisiRealisasi.objects.filter(satker=posisi.satker_id, tahun=posisi.tahun, utama=True).update(utama=False)
            PosisiRealisasi.objects.filter(pk=posisi.pk).update(utama=True)
    except IntegrityError as galat:
        raise TransisiDitolak(
            "Posisi utama baru saja dipilih orang lain. Muat ulang halaman, lalu pilih lagi bila perlu."
        ) from galat
    posisi.refresh_from_db(fields=["utama"])


@transaction.atomic
def simpan_realisasi(*, posisi: PosisiRealisasi, pos: Iterable[Pos], isian: Mapping[str, IsianRupiah]) -> int:
    """Write spending by kode, all or none; returns how many nodes changed. `pos` is the tree that holds the codes.

    In rupiah, cumulative up to the cut-off; None removes the row. A changed figure no longer carries the text and the
    note of an old document. Raises KonflikRupiah when a node was changed since `versi`, RealisasiGanda when a node and
    one above it would both hold a figure.
    """
    PosisiRealisasi.objects.select_for_update().get(pk=posisi.pk)
    tersimpan = {r.kode: r for r in posisi.realisasi.all()}
    kini = {kode: IsianRupiah(r.nilai, r.versi) for kode, r in tersimpan.items()}
    berubah = _yang_berubah(isian, kini)
    terisi = {kode for kode in kini.keys() | berubah.keys() if (berubah.get(kode) or kini[kode]).nilai is not None}
    if bentrok := cari_bentrok(pos, terisi):
        raise RealisasiGanda(bentrok)
    for kode, i in berubah.items():
        _tulis_realisasi(posisi, kode, tersimpan.get(kode), i.nilai)
    return len(berubah)


def cari_bentrok(pos: Iterable[Pos], terisi: Collection[str]) -> dict[str, str]:
    """Codes of `terisi` that have one above them in the tree: lower kode → the nearest such kode above."""
    menurut_id: dict[int | None, Pos] = {p.pk: p for p in pos}
    hasil = {}
    for p in menurut_id.values():
        atas = menurut_id.get(p.induk_id) if p.kode in terisi else None
        while atas is not None and atas.kode not in terisi:
            atas = menurut_id.get(atas.induk_id)
        if atas is not None:
            hasil[p.kode] = atas.kode
    return hasil


def _yang_berubah(isian: Mapping[str, IsianRupiah], kini: Mapping[str, IsianRupiah]) -> dict[str, IsianRupiah]:
    """The nodes whose value differs from what stands there. Raises KonflikRupiah for those changed by another hand."""
    kosong = IsianRupiah(None, 0)
    berubah = {kode: i for kode, i in isian.items() if i.nilai != kini.get(kode, kosong).nilai}
    konflik = {kode: kini.get(kode, kosong) for kode, i in berubah.items() if i.versi != kini.get(kode, kosong).versi}
    if konflik:
        raise KonflikRupiah(konflik)
    return berubah


def _tulis_realisasi(
    posisi: PosisiRealisasi, kode: str, realisasi: RealisasiAnggaran | None, nilai: Decimal | None
) -> None:
    if nilai is None:
        posisi.realisasi.filter(kode=kode).delete()
    elif realisasi is None:
        posisi.realisasi.create(kode=kode, nilai=nilai)
    else:
        realisasi.simpan_versi(realisasi.versi, nilai=nilai, teks_cetak="", catatan_cetak="")


# --- Pagu ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_pagu(*, dipa: Dipa, isian: Mapping[str, IsianRupiah]) -> int:
    """Write pagu by kode on the lowest nodes of a draft, all or none; returns how many nodes changed.

    In rupiah; None: not known. Raises TransisiDitolak when the DIPA is no draft (any more) or a node is not a lowest
    one, KonflikRupiah when a node was changed since `versi`.
    """
    dipa = Dipa.objects.select_for_update().get(pk=dipa.pk)
    if not dipa.dapat_diubah:
        raise TransisiDitolak(f"Pagu tidak dapat diubah: {dipa} berstatus “{dipa.get_status_display()}”.")
    bawah = {p.kode: p for p in pos_terbawah(dipa.pos.all())}
    if asing := isian.keys() - bawah.keys():
        raise TransisiDitolak(f"Pagu hanya diisi pada pos terbawah; pos {min(asing)} bukan pos terbawah DIPA ini.")
    berubah = _yang_berubah(isian, {kode: IsianRupiah(p.pagu, p.versi) for kode, p in bawah.items()})
    for kode, i in berubah.items():
        bawah[kode].simpan_versi(bawah[kode].versi, pagu=i.nilai, teks_cetak="")
    return len(berubah)


def pos_terbawah(pos: Iterable[Pos]) -> list[Pos]:
    """The nodes without a node below them: the ones that carry a pagu."""
    semua = list(pos)
    berinduk = {p.induk_id for p in semua}
    return [p for p in semua if p.pk not in berinduk]


# --- Revision and status -------------------------------------------------------------------------------------------


@transaction.atomic
def buat_revisi_dipa(
    *, dipa: Dipa, oleh: Pengguna, keterangan: str = "", nomor: str = "", tanggal: datetime.date | None = None
) -> Dipa:
    """A draft that replaces the DIPA in force, with its whole tree copied. Spending belongs to the year and stays.

    Raises PermissionDenied; TransisiDitolak when the DIPA is not in force or a revision of it exists already.
    """
    if not oleh.has_perm(UBAH, dipa):
        raise PermissionDenied("Anda tidak berwenang membuat revisi DIPA ini.")
    asal = Dipa.objects.select_for_update().get(pk=dipa.pk)
    if asal.status != StatusDipa.BERLAKU:
        raise TransisiDitolak(f"Hanya DIPA yang berlaku dapat direvisi; yang ini “{asal.get_status_display()}”.")
    if Dipa.objects.filter(menggantikan=asal).exists():
        raise TransisiDitolak("Revisi DIPA ini sudah ada; lanjutkan draf yang itu.")
    sampai = Dipa.objects.filter(satker=asal.satker_id, tahun=asal.tahun).aggregate(m=Max("revisi"))["m"]
    baru = Dipa.objects.create(
        satker=asal.satker,
        tahun=asal.tahun,
        revisi=sampai + 1,
        nomor=nomor,
        tanggal=tanggal,
        keterangan=keterangan,
        menggantikan=asal,
    )
    baru.riwayat.create(tindakan="revisi", dari="", ke=baru.status, oleh=oleh, catatan=keterangan)
    salin_pohon(asal, baru)
    return baru


def salin_pohon(asal: Dipa, baru: Dipa, *, dengan_pagu: bool = True) -> None:
    """Copy the tree level by level, for a node below needs the key of its new parent: one INSERT per level."""
    menurut_induk: dict[int | None, list[Pos]] = {}
    for p in asal.pos.order_by("urut"):
        menurut_induk.setdefault(p.induk_id, []).append(p)
    tingkat: dict[int | None, int | None] = {None: None}
    while tingkat:
        lama = [p for induk in tingkat for p in menurut_induk.get(induk, [])]
        salinan = Pos.objects.bulk_create(_salin_pos(p, baru, tingkat[p.induk_id], dengan_pagu) for p in lama)
        tingkat = {dulu.pk: kini.pk for dulu, kini in zip(lama, salinan, strict=True)}


def _salin_pos(p: Pos, dipa: Dipa, induk_id: int | None, dengan_pagu: bool) -> Pos:
    return Pos(
        dipa=dipa,
        induk_id=induk_id,
        jenis=p.jenis,
        kode=p.kode,
        uraian=p.uraian,
        urut=p.urut,
        pagu=p.pagu if dengan_pagu else None,
        sumber_dana_id=p.sumber_dana_id,
        teks_cetak=p.teks_cetak if dengan_pagu else "",
    )


def berlakukan_dipa(*, dipa: Dipa, oleh: Pengguna, tanggal: datetime.date, nomor: str | None = None) -> None:
    """Put a draft in force on its date and mark the one it replaces, in one transaction.

    `nomor` None keeps the number it has. The predecessor goes first: only one DIPA of a year may be in force at any
    moment. Raises PermissionDenied; TransisiDitolak when the status does not allow it, another DIPA of the year is in
    force, or there is no pagu in it.
    """
    try:
        with transaction.atomic():
            if dipa.menggantikan is not None:
                dipa.menggantikan._pindah("gantikan", oleh=oleh, catatan=f"Digantikan oleh {dipa}.")
            dipa._pindah("berlakukan", oleh=oleh, tanggal=tanggal, nomor=dipa.nomor if nomor is None else nomor)
            if halangan := halangan_berlaku(dipa):  # asked last: from now on nobody changes the tree
                raise TransisiDitolak(halangan)
    except IntegrityError as galat:
        raise TransisiDitolak("Sudah ada DIPA lain yang berlaku untuk tahun ini.") from galat


def halangan_berlaku(dipa: Dipa) -> str:
    """Why this DIPA cannot be put in force as it stands, in a sentence; "" when it can."""
    isi = dipa.pos.aggregate(pos=Count("pk"), pagu=Count("pagu"))
    if not isi["pos"]:
        return f"{dipa} belum mempunyai pos. Susun pos dan pagunya dulu."
    return "" if isi["pagu"] else f"{dipa} belum mempunyai pagu satu pun. Isi pagu pos terbawahnya dulu."
