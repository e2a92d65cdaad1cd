"""Acts on a Renstra that touch several rows: yearly targets, revision, submission, fixing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction

from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from .enums import StatusRenstra
from .ikut.lemah import daftar_lemah, kalimat_gerbang, tanpa_alasan
from .models import (
    Indikator,
    KataVisi,
    Kegiatan,
    KeputusanRenstra,
    Kondisi,
    Misi,
    NarasiRenstra,
    PengecualianMutu,
    PohonKinerja,
    Program,
    Renstra,
    Sasaran,
    StandarNasional,
    TargetTahunan,
    Tujuan,
)

if TYPE_CHECKING:
    from organisasi.models import Pengguna


#: Old key → new key of copied rows.
Padanan = dict[int | None, int]


@dataclass(frozen=True)
class IsianTarget:
    """What a person wants for one year: the value (None: no target) and the version it rests on (0: no row yet)."""

    nilai: Decimal | None
    versi: int


class KonflikTarget(VersiBerubah):
    """Somebody else changed some of the years meanwhile; `tersimpan` holds what stands there now, by year."""

    def __init__(self, tersimpan: Mapping[int, TargetTahunan | None]) -> None:
        super().__init__()
        self.tersimpan = tersimpan


# --- Targets -------------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan_target(*, indikator: Indikator, isian: Mapping[int, IsianTarget]) -> int:
    """Write the yearly targets of one indikator, all or none; returns how many years changed.

    As `simpan_blok`; raises KonflikTarget, too, when a year was changed since `versi`.
    """
    hasil = simpan_blok(renstra_id=indikator.sasaran.renstra_id, isian={indikator.pk: isian})
    if hasil.konflik:
        raise KonflikTarget(hasil.konflik[indikator.pk])
    return hasil.berubah


@dataclass(frozen=True)
class HasilBlok:
    """How many targets changed, and which did not because somebody else was faster: by indikator and year."""

    berubah: int
    konflik: dict[int, dict[int, TargetTahunan | None]]


@transaction.atomic
def simpan_blok(*, renstra_id: int, isian: Mapping[int, Mapping[int, IsianTarget]]) -> HasilBlok:
    """Write targets of several indikator (by key) of one Renstra; a year changed since its `versi` stays as it is.

    Values are in the indikator's own satuan. A value of None removes the row. A changed figure no longer carries the
    text printed in an old document. A few statements, whatever the size. Raises TransisiDitolak when the
    Renstra is not open for editing (any more).
    """
    kunci_terbuka(renstra_id)
    semua = TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra_id, indikator__in=isian)
    tersimpan = {(t.indikator_id, t.tahun): t for t in semua}
    tulis: dict[tuple[int, int], Decimal | None] = {}
    konflik: dict[int, dict[int, TargetTahunan | None]] = {}
    for pk, per_tahun in isian.items():
        for tahun, i in per_tahun.items():
            ada = tersimpan.get((pk, tahun))
            if i.nilai == _nilai(ada):
                continue
            if i.versi == _versi(ada):
                tulis[pk, tahun] = i.nilai
            else:
                konflik.setdefault(pk, {})[tahun] = ada
    _tulis_target(tersimpan, tulis)
    return HasilBlok(len(tulis), konflik)


def kunci_terbuka(renstra_id: int) -> None:
    """Lock the Renstra for this transaction: nobody can submit it or write in it in between."""
    renstra = Renstra.objects.select_for_update().get(pk=renstra_id)
    if not renstra.dapat_diubah:
        raise TransisiDitolak(f"Renstra ini tidak dapat diubah: statusnya “{renstra.get_status_display()}”.")


def _nilai(target: TargetTahunan | None) -> Decimal | None:
    return target.nilai if target else None


def _versi(target: TargetTahunan | None) -> int:
    return target.versi if target else 0


def _tulis_target(
    tersimpan: Mapping[tuple[int, int], TargetTahunan], tulis: Mapping[tuple[int, int], Decimal | None]
) -> None:
    """The versions were compared under the lock of the Renstra."""
    hapus = [tersimpan[k].pk for k, nilai in tulis.items() if nilai is None]
    if hapus:
        TargetTahunan.objects.filter(pk__in=hapus).delete()
    ubah = [tersimpan[k] for k, nilai in tulis.items() if nilai is not None and k in tersimpan]
    for target in ubah:
        target.nilai, target.teks_cetak = tulis[target.indikator_id, target.tahun] or Decimal(0), ""
        target.versi += 1
    if ubah:
        TargetTahunan.objects.bulk_update(ubah, ["nilai", "teks_cetak", "versi"])
    TargetTahunan.objects.bulk_create(
        TargetTahunan(indikator_id=pk, tahun=tahun, nilai=nilai)
        for (pk, tahun), nilai in tulis.items()
        if nilai is not None and (pk, tahun) not in tersimpan
    )


# --- Status --------------------------------------------------------------------------------------------------------


@transaction.atomic
def ajukan(*, renstra: Renstra, oleh: Pengguna) -> None:
    """Hand a draft to the one who fixes it. The plan is locked first: no target changes between the check and the act.

    Raises PermissionDenied; TransisiDitolak also while a target is weaker than the followed plan's without a reason.
    """
    renstra.wajib_berwenang("ajukan", oleh)
    Renstra.objects.select_for_update().filter(pk=renstra.pk).first()
    if galat := kalimat_gerbang(tanpa_alasan(daftar_lemah(renstra))):
        raise TransisiDitolak(galat)
    renstra._pindah("ajukan", oleh=oleh)


def kembalikan(*, renstra: Renstra, oleh: Pengguna, catatan: str) -> None:
    """Give it back with a note on what to mend. Raises PermissionDenied, TransisiDitolak (also without a note)."""
    renstra._pindah("kembalikan", oleh=oleh, catatan=catatan)


def tetapkan(
    *,
    renstra: Renstra,
    oleh: Pengguna,
    nomor: str,
    tanggal: datetime.date,
    penandatangan: str = "",
    jabatan_penandatangan: str = "",
) -> None:
    """Put a Renstra in force by its Keputusan and mark the one it replaces as superseded, in one transaction.

    The predecessor goes first: only one Renstra of a period may be in force at any moment.
    Raises PermissionDenied; TransisiDitolak when the status does not allow it, the number is missing, or another
    Renstra of the period is in force.
    """
    if not nomor.strip():
        raise TransisiDitolak("Nomor keputusan wajib diisi sebelum Renstra ditetapkan.")
    try:
        with transaction.atomic():
            if renstra.menggantikan is not None:
                renstra.menggantikan._pindah("gantikan", oleh=oleh, catatan=f"Digantikan oleh keputusan {nomor}.")
            renstra._pindah(
                "tetapkan",
                oleh=oleh,
                nomor_keputusan=nomor.strip(),
                tanggal_keputusan=tanggal,
                penandatangan=penandatangan,
                jabatan_penandatangan=jabatan_penandatangan,
            )
    except IntegrityError as galat:
        raise TransisiDitolak("Sudah ada Renstra lain yang berlaku untuk periode ini.") from galat


# --- Revision ------------------------------------------------------------------------------------------------------


@transaction.atomic
def buat_revisi(*, renstra: Renstra, oleh: Pengguna, alasan: str) -> Renstra:
    """A draft that replaces a Renstra in force: the whole cascade copied, each row pointing at its `asal`.

    What was measured stays with the old indikator. Raises PermissionDenied; TransisiDitolak without a reason, when the
    Renstra is not in force, or when a revision of it exists already.
    """
    if not oleh.has_perm("renstra.ubah_renstra", renstra):
        raise PermissionDenied("Anda tidak berwenang membuat revisi Renstra ini.")
    if not alasan.strip():
        raise TransisiDitolak("Alasan revisi wajib diisi.")
    asal = Renstra.objects.select_for_update().get(pk=renstra.pk)
    if asal.status != StatusRenstra.DITETAPKAN:
        raise TransisiDitolak(f"Hanya Renstra yang berlaku dapat direvisi; yang ini “{asal.get_status_display()}”.")
    if Renstra.objects.filter(menggantikan=asal).exists():
        raise TransisiDitolak("Revisi Renstra ini sudah ada; lanjutkan draf yang itu.")
    baru = Renstra.objects.create(
        satker=asal.satker,
        judul=asal.judul,
        periode_awal=asal.periode_awal,
        periode_akhir=asal.periode_akhir,
        visi=asal.visi,
        mengikuti=asal.mengikuti,
        menggantikan=asal,
        alasan_revisi=alasan.strip(),
    )
    baru.riwayat.create(tindakan="revisi", dari="", ke=baru.status, oleh=oleh, catatan=alasan.strip())
    _salin_isi(asal, baru)
    return baru


def _salin_isi(asal: Renstra, baru: Renstra) -> None:
    """Copy everything below a Renstra: one INSERT per kind of row, whatever the size."""
    milik_baru: dict[str, Callable[[Any], int]] = {"renstra_id": lambda _: baru.pk}
    for bagian in (KataVisi, Misi, NarasiRenstra, KeputusanRenstra):
        _salin(bagian._default_manager.filter(renstra=asal), **milik_baru)
    tujuan = _salin(Tujuan.objects.filter(renstra=asal), **milik_baru)
    program = _salin(Program.objects.filter(renstra=asal), **milik_baru)
    kegiatan = _salin(Kegiatan.objects.filter(program__renstra=asal), program_id=lambda k: program[k.program_id])
    sasaran = _salin(
        Sasaran.objects.filter(renstra=asal),
        **milik_baru,
        tujuan_id=lambda s: tujuan.get(s.tujuan_id),
        program_id=lambda s: program.get(s.program_id),
        kegiatan_id=lambda s: kegiatan.get(s.kegiatan_id),
    )
    indikator = _salin(
        Indikator.objects.filter(sasaran__renstra=asal),
        sasaran_id=lambda i: sasaran[i.sasaran_id],
    )
    pelaksana = Indikator.pelaksana.through
    _salin(
        pelaksana._default_manager.filter(indikator__sasaran__renstra=asal),
        indikator_id=lambda p: indikator[p.indikator_id],
    )
    _salin(
        TargetTahunan.objects.filter(indikator__sasaran__renstra=asal),
        indikator_id=lambda t: indikator[t.indikator_id],
    )
    for rincian in (StandarNasional, PengecualianMutu):
        _salin(
            rincian._default_manager.filter(indikator__sasaran__renstra=asal),
            indikator_id=lambda b: indikator[b.indikator_id],
        )
    _salin_pohon(asal, baru, {"tujuan": tujuan, "sasaran": sasaran, "indikator": indikator})


def _salin_pohon(asal: Renstra, baru: Renstra, padanan: Mapping[str, Padanan]) -> None:
    """The tree level by level, for a condition needs the one above it; then what they point at."""
    pohon = _salin(PohonKinerja.objects.filter(renstra=asal), renstra_id=lambda _: baru.pk)
    if not pohon:
        return
    semua = Kondisi.objects.filter(pohon__renstra=asal)
    kondisi: Padanan = {}
    lapis = _salin(semua.filter(induk__isnull=True), pohon_id=lambda k: pohon[k.pohon_id])
    ganti: dict[str, Callable[[Any], Any]] = {
        "pohon_id": lambda k: pohon[k.pohon_id],
        "induk_id": lambda k: kondisi[k.induk_id],
    }
    while lapis:
        kondisi |= lapis
        lapis = _salin(semua.filter(induk__in=list(lapis)), **ganti)
    kait: dict[str, Callable[[Any], Any]] = {
        "tujuan": lambda h: padanan["tujuan"][h.tujuan_id],
        "sasaran": lambda h: padanan["sasaran"][h.sasaran_id],
        "indikator": lambda h: padanan["indikator"][h.indikator_id],
        "unit": lambda h: h.unit_id,
        "jabatan": lambda h: h.jabatan_id,
    }
    for nama, ke in kait.items():
        hubungan = getattr(Kondisi, nama).through._default_manager.filter(kondisi__pohon__renstra=asal)
        _salin(hubungan, **{"kondisi_id": lambda h: kondisi[h.kondisi_id], f"{nama}_id": ke})


def _salin(baris: Iterable[models.Model], **ganti: Callable[[Any], Any]) -> Padanan:
    """Copy rows as a first version, replacing the columns named in `ganti`; returns old key → new key.

    Where the kind of row knows its `asal`, the copy points at it.
    """
    lama = list(baris)
    ganti["asal_id"] = lambda b: b.pk
    salinan = [
        type(b)(
            **{
                kolom.attname: ganti[kolom.attname](b) if kolom.attname in ganti else getattr(b, kolom.attname)
                for kolom in b._meta.concrete_fields
                if not kolom.primary_key and kolom.attname != "versi"
            }
        )
        for b in lama
    ]
    if not lama:
        return {}
    tersimpan = type(lama[0])._default_manager.bulk_create(salinan)
    return {dulu.pk: kini.pk for dulu, kini in zip(lama, tersimpan, strict=True)}
