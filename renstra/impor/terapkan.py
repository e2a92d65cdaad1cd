"""Writing a plan: all of it or nothing, in batches. The database's own rules have the last word."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.sisip import berkelompok, sisipkan

from ..models import Indikator, Renstra, StandarNasional, TargetTahunan
from ..urutan import SAMPING
from .isi import MODEL, RENSTRA, Butir
from .rencana import Rencana
from .susunan import INDIKATOR, KEGIATAN, MISI, PROGRAM, SASARAN, TUJUAN, VISI

KELOMPOK = 1_000  # rows per statement; SQLite takes fewer by itself
URUTAN = (VISI, MISI, TUJUAN, PROGRAM, KEGIATAN, SASARAN, INDIKATOR)


@transaction.atomic
def tulis(rencana: Rencana) -> Renstra:
    """Write what is new or changed, then remove what is gone; what others refer to is written first."""
    renstra = _tulis_renstra(rencana)
    for nama in URUTAN:
        _menyingkir(nama, rencana.lembar[nama])
    for nama in URUTAN:
        _tulis_lembar(rencana, nama, renstra)
    hidup = [b for b in rencana.lembar[INDIKATOR] if b.baris is not None and not b.hilang]
    _tulis_tahunan(TargetTahunan, hidup, "target")
    _tulis_tahunan(StandarNasional, hidup, "standar")
    _tulis_pelaksana(hidup)
    for nama in reversed(URUTAN):
        for kelompok in berkelompok([b.objek.pk for b in rencana.lembar[nama] if b.hilang]):
            MODEL[nama].objects.filter(pk__in=kelompok).delete()
    return renstra


def _tulis_renstra(rencana: Rencana) -> Renstra:
    butir = rencana.lembar[RENSTRA][0]
    renstra: Renstra = butir.objek
    if butir.baru:
        renstra.save()
    elif butir.bidang:
        renstra.versi += 1
        renstra.save(update_fields=[*butir.bidang, "versi"])
    return renstra


def _menyingkir(nama: str, daftar: list[Butir]) -> None:
    """Rows that change places would meet on the way, and those that go still hold theirs: they step aside first."""
    pindah = [b.objek.pk for b in daftar if not b.baru and (b.hilang or b.bidang & {"urut", "induk"})]
    for kelompok in berkelompok(pindah):
        MODEL[nama].objects.filter(pk__in=kelompok).update(urut=F("urut") + SAMPING)


def _tulis_lembar(rencana: Rencana, nama: str, renstra: Renstra) -> None:
    baru = rencana.baru(nama)
    berubah = [b for b in rencana.lembar[nama] if not b.baru and not b.hilang and (b.bidang or _isi_lain(b))]
    for butir in (*baru, *berubah):
        if butir.objek.pk is None or "induk" in butir.bidang:
            _kaitkan(butir, renstra)
    model = MODEL[nama]
    if berubah:
        for butir in berubah:
            butir.objek.versi += 1
        bidang = set().union(*(_bidang_model(b) for b in berubah)) | {"versi"}
        model.objects.bulk_update([b.objek for b in berubah], sorted(bidang), batch_size=KELOMPOK)
    if nama == INDIKATOR:
        _sisipkan_indikator([b.objek for b in baru], renstra)
    elif baru:
        model.objects.bulk_create([b.objek for b in baru], batch_size=KELOMPOK)


def _sisipkan_indikator(baru: list[Indikator], renstra: Renstra) -> None:
    """There may be thousands; their keys are found again by their place."""
    bidang = [f.attname for f in Indikator._meta.concrete_fields if not f.primary_key]
    sisipkan(Indikator, bidang, map(attrgetter(*bidang), baru))
    tempat = Indikator.objects.filter(sasaran__renstra=renstra).order_by().values_list("sasaran_id", "urut", "pk")
    pk = {(sasaran, urut): nomor for sasaran, urut, nomor in tempat} if baru else {}
    for indikator in baru:
        indikator.pk = pk[indikator.sasaran_id, indikator.urut]


def _isi_lain(butir: Butir) -> bool:
    """What is kept beside the indikator's row and versioned with it."""
    return butir.pelaksana is not None or bool(butir.tahunan.get("standar"))


def _bidang_model(butir: Butir) -> set[str]:
    if "induk" not in butir.bidang:
        return butir.bidang
    induk = {KEGIATAN: {"program"}, SASARAN: {"tujuan", "program", "kegiatan"}, INDIKATOR: {"sasaran"}}
    return butir.bidang - {"induk"} | induk[butir.lembar] | {"urut"}


def _kaitkan(butir: Butir, renstra: Renstra) -> None:
    """Parents are stored by now."""
    objek, atas = butir.objek, butir.induk.objek if butir.induk else None
    match butir.lembar:
        case "Kegiatan":
            objek.program = atas
        case "Indikator":
            objek.sasaran = atas
        case "Sasaran":
            objek.renstra = renstra
            for bidang, model in (("tujuan", TUJUAN), ("program", PROGRAM), ("kegiatan", KEGIATAN)):
                setattr(objek, bidang, atas if isinstance(atas, MODEL[model]) else None)
        case _:
            objek.renstra = renstra


def _tulis_tahunan(model: Any, daftar: list[Butir], jenis: str) -> None:
    """The figures of the years that changed: gone, new, or another value, which no longer carries an old print."""
    ubah = {(b.objek.pk, tahun): nilai for b in daftar for tahun, nilai in b.tahunan.get(jenis, {}).items()}
    ada: dict[tuple[int, int], Any] = {}
    lama = {b.objek.pk for b in daftar if b.sel and b.tahunan.get(jenis)}
    for kelompok in berkelompok(sorted(lama)):
        for satu in model.objects.filter(indikator__in=kelompok):
            ada[satu.indikator_id, satu.tahun] = satu
    hapus = [ada[kunci].pk for kunci, nilai in ubah.items() if nilai is None and kunci in ada]
    for kelompok in berkelompok(hapus):
        model.objects.filter(pk__in=kelompok).delete()
    baru = [(kunci, nilai) for kunci, nilai in ubah.items() if nilai is not None and kunci not in ada]
    sisipkan(model, ("indikator_id", "tahun", "nilai"), ((pk, tahun, nilai) for (pk, tahun), nilai in baru))
    ganti = [_ganti(ada[kunci], nilai) for kunci, nilai in ubah.items() if nilai is not None and kunci in ada]
    if ganti:
        bidang = ["nilai", "teks_cetak", "versi"] if model is TargetTahunan else ["nilai"]
        model.objects.bulk_update(ganti, bidang, batch_size=KELOMPOK)


def _ganti(satu: Any, nilai: Decimal) -> Any:
    satu.nilai = nilai
    if isinstance(satu, TargetTahunan):
        satu.teks_cetak = ""
        satu.versi += 1
    return satu


def _tulis_pelaksana(daftar: list[Butir]) -> None:
    tabel: Any = Indikator.pelaksana.through
    ganti = [b for b in daftar if b.pelaksana is not None]
    ada: dict[int, set[int]] = {b.objek.pk: set() for b in ganti}
    for kelompok in berkelompok([b.objek.pk for b in ganti if b.sel]):
        for pk, unit in tabel.objects.filter(indikator__in=kelompok).values_list("indikator_id", "unit_id"):
            ada[pk].add(unit)
    baru = []
    for butir in ganti:
        pk, ingin = butir.objek.pk, {u.pk for u in butir.pelaksana or ()}
        baru += [(pk, u) for u in sorted(ingin - ada[pk])]
        if lepas := ada[pk] - ingin:
            tabel.objects.filter(indikator=pk, unit__in=lepas).delete()
    sisipkan(tabel, ("indikator_id", "unit_id"), baru)
