"""Proposing an RKT and changing its rows. Errors that a person can cause are `TransisiDitolak`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import IntegrityError, transaction

from anggaran.enums import JenisPos
from anggaran.models import Dipa, Pos
from organisasi.models import Pengguna, Satker
from renstra.enums import JenisSasaran
from renstra.models import Indikator, Renstra, Sasaran, TargetTahunan
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from ..services_rencana import catat_lahir, dipa_lebih_baru, kepala_bawaan, kunci_terbuka, padanan_pos
from .models import IndikatorRkt, KegiatanRkt, Rkt, SasaranRkt

#: Which kind of sasaran an RKT lists: programme outcomes where the Renstra has them.
URUTAN_JENIS = (JenisSasaran.PROGRAM, JenisSasaran.STRATEGIS, JenisSasaran.KEGIATAN)


def renstra_berlaku(satker: Satker, tahun: int) -> Renstra | None:
    return Renstra.objects.filter(satker=satker).berlaku().for_tahun(tahun).first()


@transaction.atomic
def usulkan(*, satker: Satker, tahun: int, oleh: Pengguna) -> Rkt:
    """A draft from what is fixed already: sasaran, indikator and targets of the Renstra, activities of the DIPA.

    An RO goes below a sasaran by the code of its programme or activity in the Renstra, else as in the year before; one
    that neither of them knows stays open and is listed on the page. Refused without Renstra or DIPA in force.
    """
    renstra = renstra_berlaku(satker, tahun)
    if renstra is None:
        raise TransisiDitolak(f"Belum ada Renstra yang berlaku untuk tahun {tahun}. Tetapkan Renstra dahulu.")
    try:
        with transaction.atomic():
            rkt = Rkt.objects.create(satker=satker, tahun=tahun, **kepala_bawaan(satker, tahun))
    except IntegrityError as galat:
        raise TransisiDitolak(f"RKT {tahun} sudah ada. Muat ulang halaman.") from galat
    for urut, (sasaran, daftar) in enumerate(_sasaran_bertarget(renstra, tahun), start=1):
        baris = SasaranRkt.objects.create(rkt=rkt, sasaran=sasaran, urut=urut, uraian=sasaran.uraian)
        IndikatorRkt.objects.bulk_create(
            IndikatorRkt(sasaran=baris, indikator=i, urut=n, uraian=i.uraian, satuan_id=i.satuan_id, target=target)
            for n, (i, target) in enumerate(daftar, start=1)
        )
    _bagi_kegiatan(rkt)
    catat_lahir(rkt, oleh=oleh)
    return rkt


def _sasaran_bertarget(renstra: Renstra, tahun: int) -> list[tuple[Sasaran, list[tuple[Indikator, Decimal]]]]:
    target = dict(
        TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra, tahun=tahun).values_list(
            "indikator_id", "nilai"
        )
    )
    semua = [
        (s, [(i, target[i.pk]) for i in s.indikator.all() if i.pk in target])
        for s in renstra.sasaran.prefetch_related("indikator")
    ]
    for jenis in URUTAN_JENIS:
        if cocok := [(s, isi) for s, isi in semua if s.jenis == jenis and isi]:
            return cocok
    return []


def _bagi_kegiatan(rkt: Rkt) -> None:
    """Put every RO of the DIPA below the sasaran it serves, where that can be told."""
    pos = {p.pk: p for p in rkt.dipa.pos.all()}
    daftar = list(rkt.sasaran.select_related("sasaran__program", "sasaran__kegiatan"))
    menurut_kode = _menurut_kode_renstra(daftar)
    tahun_lalu = _menurut_tahun_lalu(rkt, daftar)
    baru = []
    for p in pos_terbawah(pos.values()):
        kode = [s.kode for s in _ke_atas(p, pos)]
        tujuan = next((menurut_kode[k] for k in kode if k in menurut_kode), tahun_lalu.get(p.kode))
        if tujuan is not None:
            baru.append(KegiatanRkt(sasaran=tujuan, pos=p))
    KegiatanRkt.objects.bulk_create(baru)
    _isi_program(rkt, pos)


def _menurut_kode_renstra(daftar: Iterable[SasaranRkt]) -> dict[str, SasaranRkt]:
    """Budget code → the one sasaran that the Renstra hangs on it; a code with several sasaran decides nothing."""
    hasil: dict[str, list[SasaranRkt]] = {}
    for s in daftar:
        induk = s.sasaran and (s.sasaran.kegiatan or s.sasaran.program)
        if induk and induk.kode:
            hasil.setdefault(induk.kode, []).append(s)
    return {kode: isi[0] for kode, isi in hasil.items() if len(isi) == 1}


def _menurut_tahun_lalu(rkt: Rkt, daftar: Iterable[SasaranRkt]) -> dict[str, SasaranRkt]:
    kini = {s.sasaran_id: s for s in daftar if s.sasaran_id}
    lalu = KegiatanRkt.objects.filter(sasaran__rkt__satker=rkt.satker_id, sasaran__rkt__tahun=rkt.tahun - 1)
    return {
        kode: kini[sasaran] for kode, sasaran in lalu.values_list("pos__kode", "sasaran__sasaran_id") if sasaran in kini
    }


def pos_terbawah(pos: Iterable[Pos]) -> list[Pos]:
    """The rows an RKT lists: RO, or what is lowest where the DIPA is known no deeper."""
    semua = list(pos)
    berjenis = {JenisPos.PROGRAM, JenisPos.KEGIATAN, JenisPos.KRO, JenisPos.RO}
    tampil = [p for p in semua if p.jenis in berjenis]
    induk = {p.induk_id for p in tampil}
    return sorted((p for p in tampil if p.pk not in induk and p.jenis != JenisPos.PROGRAM), key=lambda p: p.urut)


def _ke_atas(p: Pos, pos: dict[int, Pos]) -> list[Pos]:
    """The node and those above it, nearest first."""
    hasil = [p]
    while (induk := hasil[-1].induk_id) is not None:
        hasil.append(pos[induk])
    return hasil


def _isi_program(rkt: Rkt, pos: dict[int, Pos]) -> None:
    """A sasaran stands under the programme of its first activity, until somebody chooses another."""
    for s in rkt.sasaran.filter(program__isnull=True).prefetch_related("kegiatan"):
        pertama = next(iter(s.kegiatan.all()), None)
        if pertama is not None:
            s.simpan_versi(s.versi, program=_ke_atas(pos[pertama.pos_id], pos)[-1])


# --- Rows -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_indikator(*, baris: IndikatorRkt, versi: int, uraian: str, target: Decimal | None) -> IndikatorRkt:
    """Write one row. A changed target no longer carries the text of an old document. Raises VersiBerubah."""
    kunci_terbuka(baris.sasaran.rkt)
    if (baris.uraian, baris.target) == (uraian, target):
        return baris
    cetak = {} if baris.target == target else {"teks_cetak": "", "catatan_cetak": ""}
    return baris.simpan_versi(versi, uraian=uraian, target=target, **cetak)


@transaction.atomic
def tambah_indikator(*, rkt: Rkt, indikator: Indikator) -> IndikatorRkt:
    """An indikator of the Renstra with its target of the year, below its sasaran (made when it is not there yet)."""
    kunci_terbuka(rkt)
    if IndikatorRkt.objects.filter(sasaran__rkt=rkt, indikator=indikator).exists():
        raise TransisiDitolak("Indikator ini sudah ada pada RKT.")
    asal = indikator.sasaran
    sasaran = rkt.sasaran.filter(sasaran=asal).first() or SasaranRkt.objects.create(
        rkt=rkt, sasaran=asal, urut=_berikut(rkt.sasaran), uraian=asal.uraian
    )
    target = indikator.target_tahunan.filter(tahun=rkt.tahun).first()
    return IndikatorRkt.objects.create(
        sasaran=sasaran,
        indikator=indikator,
        urut=_berikut(sasaran.indikator),
        uraian=indikator.uraian,
        satuan_id=indikator.satuan_id,
        target=target.nilai if target else None,
    )


@transaction.atomic
def hapus_indikator(*, baris: IndikatorRkt) -> None:
    """Take a row out; a sasaran without indikator and without activities goes with it."""
    kunci_terbuka(baris.sasaran.rkt)
    sasaran = baris.sasaran
    baris.delete()
    if not sasaran.indikator.exists() and not sasaran.kegiatan.exists():
        sasaran.delete()


@transaction.atomic
def simpan_sasaran(*, sasaran: SasaranRkt, versi: int, uraian: str, program: Pos | None) -> SasaranRkt:
    """The words of a sasaran and the programme it is listed under. Raises VersiBerubah."""
    kunci_terbuka(sasaran.rkt)
    if (sasaran.uraian, sasaran.program_id) == (uraian, program and program.pk):
        return sasaran
    return sasaran.simpan_versi(versi, uraian=uraian, program=program)


@transaction.atomic
def tempatkan(*, rkt: Rkt, pos: Pos, sasaran: SasaranRkt | None, semula: int | None) -> None:
    """Put an activity below a sasaran, or below none. `semula`: below which the person saw it (VersiBerubah)."""
    kunci_terbuka(rkt)
    kini = list(KegiatanRkt.objects.filter(sasaran__rkt=rkt, pos=pos))
    if [k.sasaran_id for k in kini[:1]] != ([semula] if semula else []):
        raise VersiBerubah
    if sasaran is not None and [k.sasaran_id for k in kini] == [sasaran.pk]:
        return
    KegiatanRkt.objects.filter(pk__in=[k.pk for k in kini]).delete()
    if sasaran is not None:
        KegiatanRkt.objects.create(sasaran=sasaran, pos=pos)
        if sasaran.program_id is None:
            _isi_program(rkt, {p.pk: p for p in rkt.dipa.pos.all()})


def _berikut(baris: object) -> int:
    return max(baris.values_list("urut", flat=True), default=0) + 1  # type: ignore[attr-defined]


# --- Another DIPA ---------------------------------------------------------------------------------------------------


@transaction.atomic
def pakai_dipa_berlaku(*, rkt: Rkt) -> list[str]:
    """Let the draft rest on the DIPA in force; returns what it listed and that DIPA does not hold any more."""
    kunci_terbuka(rkt)
    baru = dipa_lebih_baru(rkt)
    if baru is None:
        return []
    padanan = padanan_pos(rkt.dipa, baru)
    hilang = []
    for k in KegiatanRkt.objects.filter(sasaran__rkt=rkt).select_related("pos"):
        tujuan = padanan[k.pos_id]
        if tujuan is None:
            hilang.append(str(k.pos))
            k.delete()
        else:
            k.simpan_versi(k.versi, pos=tujuan, catatan_cetak="")
    for s in rkt.sasaran.exclude(program=None):
        s.simpan_versi(s.versi, program=padanan.get(s.program_id or 0))
    _ganti(rkt, baru)
    return hilang


def _ganti(rkt: Rkt, dipa: Dipa) -> None:
    rkt.simpan_versi(rkt.versi, dipa=dipa)
