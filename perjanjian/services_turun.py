"""Acts of handing down: drafts for a whole chain, and the superior's rows into one draft.

Errors that a person can cause are `TransisiDitolak` with an Indonesian message that may be shown as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from anggaran.rekap import BarisPos
from organisasi.models import KopSurat, Pengguna, Satker
from sakip.alur import TransisiDitolak

from .dipa import menurut_kode, rekap_berlaku
from .enums import CaraTurun
from .hubungan import lipat
from .keluarga import perjanjian_atasan
from .models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja, SasaranPerjanjian
from .rantai import hari_acuan
from .services import buat_kosong
from .suntingan import nomor_berikut, rapikan
from .usulan import UsulanPerjanjian, usulan_rantai

# --- The whole chain ------------------------------------------------------------------------------------------------


@transaction.atomic
def buat_dari_usulan(
    *, satker: Satker, tahun: int, jabatan: Collection[int], oleh: Pengguna
) -> list[PerjanjianKinerja]:
    """Drafts for the chosen offices, superiors first; all or none.

    Refused when an office cannot get one (no holder, nothing to hand down, a superior that is not chosen), and when
    one got a PK meanwhile.
    """
    pilihan = {u.jabatan.pk: u for u in usulan_rantai(satker, tahun) if u.jabatan.pk in jabatan}
    if len(pilihan) != len(set(jabatan)):
        raise TransisiDitolak("Sebagian jabatan yang dipilih baru saja mempunyai perjanjian. Periksa pilihannya lagi.")
    kop = KopSurat.objects.filter(satker=satker).pada(hari_acuan(tahun)).first()
    baris: dict[tuple[int, int], int] = {}
    return [_buat(u, tahun, oleh, kop, baris) for u in pilihan.values()]


def _buat(
    u: UsulanPerjanjian, tahun: int, oleh: Pengguna, kop: KopSurat | None, baris: dict[tuple[int, int], int]
) -> PerjanjianKinerja:
    """`baris`: what was made so far, by its key in the proposals."""
    if u.halangan or u.pertama is None or u.kedua is None:
        raise TransisiDitolak(f"{u.jabatan.nama}: {u.halangan}")
    dari_renstra = u.jenjang <= 1
    judul_kolom = {"kolom_sasaran": "Sasaran Strategis", "kolom_anggaran": "Program"} if dari_renstra else {}
    p = buat_kosong(pihak_pertama=u.pertama, pihak_kedua=u.kedua, tahun=tahun, oleh=oleh, kop=kop, **judul_kolom)
    for urut, s in enumerate(u.sasaran, start=1):
        sasaran = SasaranPerjanjian.objects.create(perjanjian=p, sasaran_id=s.sasaran_id, urut=urut, uraian=s.uraian)
        for n, b in enumerate(s.baris, start=1):
            atas = _atas(b.atas, baris, u)
            dibuat = IndikatorPerjanjian.objects.create(
                sasaran=sasaran,
                indikator=b.indikator,
                urut=n,
                uraian=b.uraian,
                satuan=b.satuan,
                target=b.target,
                menurunkan_id=atas,
                cara_turun=b.cara if atas else "",
            )
            baris[b.kunci] = dibuat.pk
    _tambah_anggaran(p, u.anggaran)
    return p


def _atas(kunci: tuple[int, int] | None, baris: dict[tuple[int, int], int], u: UsulanPerjanjian) -> int | None:
    if kunci is None:
        return None
    jabatan, nomor = kunci
    if jabatan == 0:  # a stored row
        return nomor
    if kunci not in baris:
        atasan = u.jabatan.atasan.nama if u.jabatan.atasan else "atasannya"
        raise TransisiDitolak(
            f"{u.jabatan.nama} menurunkan dari {atasan}. Pilih juga {atasan}, atau usulkan lebih dahulu."
        )
    return baris[kunci]


def _tambah_anggaran(p: PerjanjianKinerja, pos: Iterable[BarisPos]) -> None:
    mulai = nomor_berikut(p.anggaran.all())
    AnggaranPerjanjian.objects.bulk_create(
        AnggaranPerjanjian(perjanjian=p, urut=n, pos=b.pos, kode=b.kode, uraian=b.uraian, nilai=b.pagu)
        for n, b in enumerate(pos, start=mulai)
    )


# --- One draft ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PilihanTurun:
    """What one row of the superior becomes. `cara` empty: not carried. `uraian`: the words of an own indikator."""

    atas: int
    cara: str
    target: Decimal | None = None
    uraian: str = ""


@transaction.atomic
def turunkan(
    *, perjanjian: PerjanjianKinerja, pilihan: Sequence[PilihanTurun], kode: Collection[str], sidik: str
) -> None:
    """Write into a draft how it carries the superior's rows, and add budget rows of the DIPA by their code.

    Rows that were handed down before and are not any more go; an own indikator stays and only loses its link. Refused
    when the draft is no draft any more or has changed since it was read (`sidik`).
    """
    PerjanjianKinerja.objects.select_for_update().get(pk=perjanjian.pk)
    kini = PerjanjianKinerja.objects.lengkap().get(pk=perjanjian.pk)
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"Perjanjian ini sekarang berstatus “{kini.get_status_display()}”; isinya tetap.")
    if kini.sidik_isi() != sidik:
        raise TransisiDitolak(
            "Isi perjanjian berubah sejak Anda membukanya. Pilihan Anda masih ada; periksa sekali lagi."
        )
    atasan = perjanjian_atasan(kini)
    atas = {i.pk: i for s in atasan.sasaran.all() for i in s.indikator.all()} if atasan else {}
    if any(p.atas not in atas for p in pilihan):
        raise TransisiDitolak("Perjanjian atasan baru saja berubah. Muat ulang halaman.")
    berisi = set(kini.sasaran.filter(indikator__isnull=False).values_list("pk", flat=True))
    for p in pilihan:
        _terapkan(kini, atas[p.atas], p)
    _bersihkan(kini, berisi)
    kini = PerjanjianKinerja.objects.lengkap().get(pk=perjanjian.pk)
    ada = {a.kode for a in kini.anggaran.all()}
    pos = menurut_kode(rekap_berlaku(kini.satker_id, kini.tahun))
    _tambah_anggaran(kini, [pos[k] for k in pos if k in kode and k not in ada])


def _terapkan(p: PerjanjianKinerja, atas: IndikatorPerjanjian, pilihan: PilihanTurun) -> None:
    ada = list(
        IndikatorPerjanjian.objects.filter(sasaran__perjanjian=p, menurunkan__in={atas.pk, atas.asal_id or atas.pk})
    )
    if not pilihan.cara:
        for i in ada:
            _lepaskan(i)
        return
    nilai = _nilai(atas, pilihan)
    tujuan = ada[0] if ada else _sebunyi(p, pilihan.uraian if pilihan.cara == CaraTurun.SENDIRI else atas.uraian)
    if tujuan is None:
        sasaran = _sasaran(p, atas)
        IndikatorPerjanjian.objects.create(sasaran=sasaran, urut=nomor_berikut(sasaran.indikator.all()), **nilai)
        return
    if pilihan.cara == CaraTurun.SENDIRI:  # its own unit and link to the Renstra stay
        nilai = {k: v for k, v in nilai.items() if k not in {"satuan_id", "indikator_id"}}
    if any(getattr(tujuan, k) != v for k, v in nilai.items()):
        tujuan.simpan_versi(tujuan.versi, **nilai)


def _nilai(atas: IndikatorPerjanjian, pilihan: PilihanTurun) -> dict[str, object]:
    sendiri = pilihan.cara == CaraTurun.SENDIRI
    return {
        "uraian": pilihan.uraian if sendiri else atas.uraian,
        "satuan_id": atas.satuan_id,
        "target": atas.target if pilihan.cara == CaraTurun.SAMA else pilihan.target,
        "indikator_id": None if sendiri else atas.indikator_id,
        "menurunkan_id": atas.pk,
        "cara_turun": pilihan.cara,
    }


def _lepaskan(i: IndikatorPerjanjian) -> None:
    if i.cara_turun == CaraTurun.SENDIRI:
        i.simpan_versi(i.versi, menurunkan=None, cara_turun="")
    else:
        i.delete()


def _sebunyi(p: PerjanjianKinerja, uraian: str) -> IndikatorPerjanjian | None:
    """A row of the draft with the same words: it was typed before it was linked."""
    bebas = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=p, menurunkan__isnull=True)
    return next((i for i in bebas if lipat(i.uraian) == lipat(uraian)), None)


def _sasaran(p: PerjanjianKinerja, atas: IndikatorPerjanjian) -> SasaranPerjanjian:
    """The draft's sasaran that stands for the superior's; made where there is none."""
    induk = atas.sasaran
    for s in p.sasaran.all():
        if (induk.sasaran_id and s.sasaran_id == induk.sasaran_id) or lipat(s.uraian) == lipat(induk.uraian):
            return s
    baru = SasaranPerjanjian.objects.create(
        perjanjian=p, sasaran_id=induk.sasaran_id, urut=nomor_berikut(p.sasaran.order_by()), uraian=induk.uraian
    )
    p._prefetched_objects_cache.pop("sasaran", None)  # type: ignore[attr-defined]
    return baru


def _bersihkan(p: PerjanjianKinerja, berisi: Collection[int]) -> None:
    """A sasaran (of those that held rows before) whose last row went goes too; numbers close up."""
    SasaranPerjanjian.objects.filter(perjanjian=p, indikator=None, pk__in=berisi).delete()
    rapikan(SasaranPerjanjian.objects.filter(perjanjian=p))
    for s in SasaranPerjanjian.objects.filter(perjanjian=p):
        rapikan(s.indikator.all())
