"""Acts on the tree: a condition more or less, another place, what the Renstra proposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.alur import TransisiDitolak

from ..models import Renstra
from ..urutan import beri_urut
from .enums import JenjangKondisi
from .models import Kondisi, PohonKinerja
from .rangka import Rangka
from .susunan import terbuka
from .usulan import KAIT, Butir, Usulan, susun_usulan

#: Levels of conditions below each other; more than this nobody can read, and a poster cannot show.
DALAM_MAKS = 12


class TempatDitolak(Exception):
    """A condition cannot stand there; `kolom` is the field of the form, the message may be shown as it is."""

    def __init__(self, kolom: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kolom = kolom


class CabangBerubah(Exception):
    """Something was added to or taken from the branch since the person was asked."""


class UsulanBerubah(Exception):
    """Plan or tree changed since the proposal was shown; `usulan` is what it would be now."""

    def __init__(self, usulan: Usulan) -> None:
        super().__init__("Renstra atau pohonnya berubah sejak usulan ini ditampilkan. Periksa lagi, lalu tambahkan.")
        self.usulan = usulan


def kunci_pohon(renstra: Renstra) -> PohonKinerja:
    """Lock the tree for this transaction; the first act makes it. Raises TransisiDitolak when it is read-only.

    Renstra first: nobody supersedes it in between.
    """
    kini = Renstra.objects.select_for_update().get(pk=renstra.pk)
    if not terbuka(kini):
        raise TransisiDitolak("Pohon ini milik Renstra yang sudah digantikan; ubahlah pohon Renstra penggantinya.")
    PohonKinerja.objects.get_or_create(renstra=kini)
    return PohonKinerja.objects.select_for_update().get(renstra=kini)


# --- One condition -------------------------------------------------------------------------------------------------


@transaction.atomic
def simpan(*, renstra: Renstra, form: Any, sesudah: int | None = None) -> Kondisi:
    """Save the form of one condition; what stands below it moves along.

    A new or moved one goes to the end of its list, or right after `sesudah` where that stands in the same list.
    Raises TransisiDitolak, TempatDitolak, and VersiBerubah when somebody else was faster.
    """
    pohon = kunci_pohon(renstra)
    kondisi: Kondisi = form.instance
    rangka = Rangka.dari(renstra)
    periksa_tempat(rangka, kondisi.pk, kondisi.induk_id, kondisi.jenjang)
    lama = rangka.menurut_pk.get(kondisi.pk)
    if lama is None or lama.induk_id != kondisi.induk_id:
        kondisi.urut = _urut_akhir(rangka.anak(kondisi.induk_id))
    kondisi.pohon = pohon
    kondisi = form.save()
    saudara = [k for k in rangka.anak(kondisi.induk_id) if k.pk != kondisi.pk]
    if lama is None and (tempat := _tempat(saudara, sesudah)) is not None:
        beri_urut(Kondisi, [*saudara[: tempat + 1], kondisi, *saudara[tempat + 1 :]])
    return kondisi


def periksa_tempat(rangka: Rangka, pk: int | None, induk: int | None, jenjang: str) -> None:
    """A condition (pk None: a new one) below `induk` with this jenjang. Raises TempatDitolak."""
    tingkat = JenjangKondisi(jenjang).tingkat
    if induk is not None:
        _periksa_induk(rangka, pk, induk)
        atas = JenjangKondisi(rangka.menurut_pk[induk].jenjang)
        if tingkat < atas.tingkat:
            pesan = f"Jenjang tidak boleh di atas induknya ({rangka.nomor[induk]}: {atas.label.lower()})."
            raise TempatDitolak("jenjang", pesan)
    for anak in rangka.anak(pk) if pk is not None else ():
        bawah = JenjangKondisi(anak.jenjang)
        if bawah.tingkat < tingkat:
            pesan = f"Kondisi {rangka.nomor[anak.pk]} di bawahnya berjenjang {bawah.label.lower()}; ubah itu dahulu."
            raise TempatDitolak("jenjang", pesan)
    if rangka.dalam(induk) + rangka.tinggi(pk) > DALAM_MAKS:
        raise TempatDitolak("induk", f"Pohon paling dalam {DALAM_MAKS} tingkat; pilih induk yang lebih tinggi.")


def _periksa_induk(rangka: Rangka, pk: int | None, induk: int) -> None:
    if induk not in rangka.menurut_pk:
        raise TempatDitolak("induk", "Induk yang dipilih sudah tidak ada di pohon ini; pilih yang lain.")
    if pk is not None and (induk == pk or any(k.pk == induk for k in rangka.turunan(pk))):
        raise TempatDitolak("induk", "Kondisi tidak dapat dipindahkan ke bawah dirinya sendiri.")


@transaction.atomic
def geser(*, renstra: Renstra, kondisi: Kondisi, langkah: int) -> bool:
    """Change places with the neighbour above (-1) or below (+1); False at the end of the list, or when it is gone."""
    kunci_pohon(renstra)
    rangka = Rangka.dari(renstra)
    kini = rangka.menurut_pk.get(kondisi.pk)
    if kini is None:
        return False
    urutan = list(rangka.anak(kini.induk_id))
    dari = urutan.index(kini)
    if not 0 <= dari + langkah < len(urutan):
        return False
    urutan[dari], urutan[dari + langkah] = urutan[dari + langkah], urutan[dari]
    beri_urut(Kondisi, urutan)
    return True


@transaction.atomic
def hapus(*, renstra: Renstra, kondisi: Kondisi) -> None:
    """Delete one condition; those directly below it take its place, in their order. Raises TransisiDitolak.

    No jenjang comes to stand too high by this: a child's is never above its parent's.
    """
    kunci_pohon(renstra)
    rangka = Rangka.dari(renstra)
    kini = rangka.menurut_pk.get(kondisi.pk)
    if kini is None:
        return
    saudara, anak = rangka.anak(kini.induk_id), rangka.anak(kini.pk)
    for urut, a in enumerate(anak, start=_urut_akhir(saudara)):
        a.induk_id, a.urut = kini.induk_id, urut
        Kondisi.objects.filter(pk=a.pk).update(induk=kini.induk_id, urut=urut, versi=F("versi") + 1)
    Kondisi.objects.filter(pk=kini.pk).delete()
    tempat = saudara.index(kini)
    beri_urut(Kondisi, [*saudara[:tempat], *anak, *saudara[tempat + 1 :]])


@transaction.atomic
def hapus_cabang(*, renstra: Renstra, kondisi: Kondisi, banyak: int | None) -> None:
    """Delete a condition with all below it. Raises TransisiDitolak; CabangBerubah when that are not `banyak`."""
    kunci_pohon(renstra)
    rangka = Rangka.dari(renstra)
    if kondisi.pk not in rangka.menurut_pk:
        return
    if sum(1 for _ in rangka.turunan(kondisi.pk)) != banyak:
        raise CabangBerubah
    Kondisi.objects.filter(pk=kondisi.pk).delete()


def _urut_akhir(saudara: Sequence[Kondisi]) -> int:
    return max((k.urut for k in saudara), default=0) + 1


def _tempat(saudara: Sequence[Kondisi], pk: int | None) -> int | None:
    return next((n for n, k in enumerate(saudara) if k.pk == pk), None)


# --- What the Renstra proposes -------------------------------------------------------------------------------------


@transaction.atomic
def usulkan(*, renstra: Renstra, sidik: str | None = None) -> int:
    """Add what the Renstra has and the tree does not point at yet; returns how many conditions. Nothing else changes.

    `sidik` is that of the proposal that was shown (None: nobody was asked). Raises TransisiDitolak, UsulanBerubah.
    """
    pohon = kunci_pohon(renstra)
    usulan = susun_usulan(renstra)
    if sidik is not None and sidik != usulan.sidik:
        raise UsulanBerubah(usulan)
    rangka = Rangka.dari(renstra)
    lapis: list[tuple[Kondisi | None, Sequence[Butir]]] = [(k.induk, k.butir) for k in usulan.kelompok]
    while lapis:
        baru = [isi for induk, butir in lapis for isi in _kondisi_baru(pohon, rangka, induk, butir)]
        Kondisi.objects.bulk_create(kondisi for kondisi, _ in baru)
        _kaitkan(baru)
        lapis = [(kondisi, b.anak) for kondisi, b in baru if b.anak]
    return usulan.banyak


def _kondisi_baru(
    pohon: PohonKinerja, rangka: Rangka, induk: Kondisi | None, butir: Sequence[Butir]
) -> list[tuple[Kondisi, Butir]]:
    awal = _urut_akhir(rangka.anak(induk.pk if induk else None))
    return [
        (Kondisi(pohon=pohon, induk=induk, urut=urut, jenjang=b.jenjang, uraian=b.uraian), b)
        for urut, b in enumerate(butir, start=awal)
    ]


def _kaitkan(baru: Sequence[tuple[Kondisi, Butir]]) -> None:
    """One INSERT per kind of relation."""
    for nama in KAIT:
        hubungan: Any = getattr(Kondisi, nama).through
        hubungan._default_manager.bulk_create(
            hubungan(**{"kondisi_id": kondisi.pk, f"{nama}_id": pk}) for kondisi, b in baru for pk in getattr(b, nama)
        )
