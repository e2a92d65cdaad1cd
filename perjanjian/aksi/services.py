"""Proposing a Rencana Aksi, its rows, and the painting of weeks. Errors of a person are `TransisiDitolak`."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from anggaran.enums import JenisPos
from organisasi.models import Pengguna, Satker
from sakip.alur import TransisiDitolak

from ..rencana import StatusRencana
from ..services_rencana import catat_lahir, dipa_lebih_baru, kepala_bawaan, kunci_terbuka, padanan_pos
from . import minggu
from .models import BarisAksi, RencanaAksi

#: Nodes of the DIPA that the paper lists.
JENIS_TAMPIL = (JenisPos.PROGRAM, JenisPos.KEGIATAN, JenisPos.KRO, JenisPos.RO)


@transaction.atomic
def usulkan(*, satker: Satker, tahun: int, oleh: Pengguna) -> RencanaAksi:
    """A draft with a row for every programme, activity, KRO and RO of the DIPA in force.

    Output and answering units are those of the same code in the year before. Refused without a DIPA in force.
    """
    try:
        with transaction.atomic():
            rencana = RencanaAksi.objects.create(satker=satker, tahun=tahun, **kepala_bawaan(satker, tahun))
    except IntegrityError as galat:
        raise TransisiDitolak(f"Rencana aksi {tahun} sudah ada. Muat ulang halaman.") from galat
    tambah_dari_dipa(rencana=rencana)
    _salin_tahun_lalu(rencana)
    catat_lahir(rencana, oleh=oleh)
    return rencana


@transaction.atomic
def tambah_dari_dipa(*, rencana: RencanaAksi) -> int:
    """Rows for what the DIPA holds and the paper does not, each at its place; returns how many."""
    kunci_terbuka(rencana)
    ada = {b.pos_id: b for b in rencana.baris.exclude(pos=None)}
    pos = list(rencana.dipa.pos.filter(jenis__in=JENIS_TAMPIL).order_by("urut"))
    baru = [p for p in pos if p.pk not in ada]
    BarisAksi.objects.bulk_create(BarisAksi(rencana=rencana, pos=p, urut=0) for p in baru)
    if baru:
        _urutkan(rencana)
    return len(baru)


def _urutkan(rencana: RencanaAksi) -> None:
    """Coded rows in the order of the DIPA; a row without a code stays behind the coded row it stood behind."""
    daftar = list(rencana.baris.select_related("pos").order_by("urut", "pk"))
    bebas: dict[int | None, list[BarisAksi]] = {}
    sebelum: int | None = None
    for b in daftar:
        if b.pos_id is not None and b.urut:
            sebelum = b.pos_id
        elif b.pos_id is None:
            bebas.setdefault(sebelum, []).append(b)
    berkode = sorted((b for b in daftar if b.pos is not None), key=lambda b: b.pos.urut if b.pos else 0)
    hasil = bebas.pop(None, [])
    for b in berkode:
        hasil += [b, *bebas.get(b.pos_id, [])]
    for urut, b in enumerate(hasil, start=1):
        b.urut = urut
    BarisAksi.objects.bulk_update(hasil, ["urut"])


def _salin_tahun_lalu(rencana: RencanaAksi) -> None:
    lalu = {
        b.pos.kode: b
        for b in BarisAksi.objects.filter(
            rencana__satker=rencana.satker_id, rencana__tahun=rencana.tahun - 1, pos__isnull=False
        )
        .select_related("pos")
        .prefetch_related("penanggung_jawab")
        if b.pos is not None
    }
    for b in rencana.baris.select_related("pos"):
        asal = lalu.get(b.pos.kode) if b.pos else None
        if asal is not None:
            b.simpan_versi(b.versi, output_jumlah=asal.output_jumlah, output_satuan=asal.output_satuan)
            b.penanggung_jawab.set(asal.penanggung_jawab.all())


@transaction.atomic
def tambah_baris(*, rencana: RencanaAksi, setelah: BarisAksi | None, uraian: str, kode: str = "") -> BarisAksi:
    """A row without a code of the DIPA, behind another one (None: at the end)."""
    kunci_terbuka(rencana)
    terakhir = rencana.baris.order_by("-urut").values_list("urut", flat=True).first() or 0
    urut = setelah.urut + 1 if setelah else terakhir + 1
    rencana.baris.filter(urut__gte=urut).update(urut=F("urut") + 1)
    return BarisAksi.objects.create(rencana=rencana, urut=urut, uraian=uraian, kode=kode)


@transaction.atomic
def hapus_baris(*, baris: BarisAksi) -> None:
    kunci_terbuka(baris.rencana)
    baris.delete()


@transaction.atomic
def simpan_rincian(*, baris: BarisAksi, versi: int, **nilai: Any) -> BarisAksi:
    """Output and targets of the quarters of one row. Raises TransisiDitolak, VersiBerubah."""
    kunci_terbuka(baris.rencana)
    return baris if all(getattr(baris, k) == v for k, v in nilai.items()) else baris.simpan_versi(versi, **nilai)


@transaction.atomic
def lukis_rencana(*, baris: BarisAksi, versi: int, bit: int) -> BarisAksi:
    """Write the planned weeks. Only while the paper is open. Raises TransisiDitolak, VersiBerubah."""
    kunci_terbuka(baris.rencana)
    return _lukis(baris, versi, rencana_minggu=bit)


@transaction.atomic
def lukis_terlaksana(*, baris: BarisAksi, versi: int, bit: int) -> BarisAksi:
    """Write the weeks that were done: of a fixed paper, for what is not fixed yet has no progress."""
    kini = RencanaAksi.objects.select_for_update().get(pk=baris.rencana_id)
    if kini.status != StatusRencana.DITETAPKAN:
        raise TransisiDitolak("Pelaksanaan dicatat setelah rencana aksi ditetapkan.")
    return _lukis(baris, versi, terlaksana=bit)


def _lukis(baris: BarisAksi, versi: int, **kolom: int) -> BarisAksi:
    if not all(minggu.sah(bit) for bit in kolom.values()):
        raise TransisiDitolak("Minggu yang dikirim tidak dikenal. Muat ulang halaman, lalu lukis lagi.")
    sama = all(getattr(baris, k) == v for k, v in kolom.items())
    return baris if sama else baris.simpan_versi(versi, **kolom)


@transaction.atomic
def pakai_dipa_berlaku(*, rencana: RencanaAksi) -> list[str]:
    """Let the draft rest on the DIPA in force; returns the rows whose code that DIPA does not hold.

    Those become rows without a code of the DIPA and keep their words, weeks and output.
    """
    kunci_terbuka(rencana)
    baru = dipa_lebih_baru(rencana)
    if baru is None:
        return []
    padanan = padanan_pos(rencana.dipa, baru)
    hilang = []
    for b in rencana.baris.exclude(pos=None).select_related("pos"):
        assert b.pos is not None
        tujuan = padanan[b.pos.pk]
        if tujuan is None:
            hilang.append(str(b.pos))
            b.simpan_versi(b.versi, pos=None, kode=b.pos.kode, uraian=b.pos.uraian)
        else:
            b.simpan_versi(b.versi, pos=tujuan)
    rencana.simpan_versi(rencana.versi, dipa=baru)
    return hilang


@transaction.atomic
def perbarui_dari_dipa(*, rencana: RencanaAksi) -> list[str]:
    """Rest on the DIPA in force and list everything it holds; returns the rows whose code it does not hold."""
    hilang = pakai_dipa_berlaku(rencana=rencana)
    rencana.refresh_from_db()
    tambah_dari_dipa(rencana=rencana)
    return hilang
