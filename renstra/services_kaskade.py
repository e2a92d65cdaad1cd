"""Acts on the cascade of a draft: a plan from nothing, a row more or less, another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel

from organisasi.acuan import Pemakaian, kalimat_pemakaian
from organisasi.models import Satker

from .bagian import BAGIAN, Bagian
from .enums import StatusRenstra
from .ikut.lindung import pastikan_utuh, tolak_warisan
from .models import Indikator, PengecualianMutu, Renstra, StandarNasional, TargetTahunan
from .services import kunci_terbuka
from .urutan import rapikan_sasaran, urut_akhir, urutkan

if TYPE_CHECKING:
    from organisasi.models import Pengguna

LAMA_PERIODE = 5
#: Rows that are nothing without their indikator: they go with it.
BAGIAN_INDIKATOR = (TargetTahunan, StandarNasional, PengecualianMutu)


class SudahAda(Exception):
    """The satker has a plan for (a part of) these years; the message may be shown as it is."""

    def __init__(self, renstra: Renstra) -> None:
        self.renstra = renstra
        super().__init__(
            f"Sudah ada Renstra {renstra.periode} berstatus “{renstra.get_status_display()}”. Lanjutkan yang itu, atau "
            "pilih periode yang tidak bertumpang tindih."
        )


class PindahDitolak(Exception):
    """The row does not fit there (any more); the message may be shown as it is."""


@dataclass(frozen=True)
class Tempat:
    """Where a row is to stand: below which row, before which one (None: last), as seen at this version of it."""

    induk: int | None
    sebelum: int | None
    versi: int


class MasihDipakai(Exception):
    def __init__(self, objek: models.Model, oleh: Sequence[Pemakaian]) -> None:
        super().__init__(f"{objek} tidak dapat dihapus: masih dipakai {kalimat_pemakaian(oleh)}.")


def periode_lazim(tahun: int) -> range:
    """The national period of five years that holds a year: 2020–2024, 2025–2029."""
    awal = tahun - tahun % LAMA_PERIODE
    return range(awal, awal + LAMA_PERIODE)


# --- The plan itself -----------------------------------------------------------------------------------------------


@transaction.atomic
def susun_renstra(*, renstra: Renstra, oleh: Pengguna) -> Renstra:
    """Save a new draft. Raises PermissionDenied, and SudahAda when another plan of the satker shares a year."""
    if not oleh.has_perm("renstra.ubah_renstra", renstra):
        raise PermissionDenied("Anda tidak berwenang menyusun Renstra satuan kerja ini.")
    Satker.objects.select_for_update().only("pk").get(pk=renstra.satker_id)
    if ada := bertumpang(renstra):
        raise SudahAda(ada)
    renstra.save()
    renstra.riwayat.create(tindakan="susun", dari="", ke=renstra.status, oleh=oleh)
    return renstra


@transaction.atomic
def simpan_dasar(*, form: Any) -> Renstra:
    """Save name, years and visi of a draft. Raises TransisiDitolak, Terlindung, VersiBerubah."""
    kunci_terbuka(form.instance.pk)
    pastikan_utuh(form.instance, form.instance)
    renstra: Renstra = form.save()
    return renstra


def bertumpang(renstra: Renstra) -> Renstra | None:
    """Another plan of the satker, not superseded, that shares a year with this one; not its own predecessor."""
    lain = Renstra.objects.filter(
        satker=renstra.satker_id,
        periode_awal__lte=renstra.periode_akhir,
        periode_akhir__gte=renstra.periode_awal,
    ).exclude(status=StatusRenstra.DIGANTIKAN)
    return lain.exclude(pk__in=[renstra.pk or 0, renstra.menggantikan_id or 0]).order_by("-pk").first()


# --- Rows of the cascade -------------------------------------------------------------------------------------------


@transaction.atomic
def simpan(*, bagian: Bagian, renstra: Renstra, form: Any) -> Any:
    """Save the form of one row; a new or moved one goes to the end of its list.

    Raises TransisiDitolak when the plan is not open (any more), Terlindung when what changed is inherited, and
    VersiBerubah when somebody else was faster.
    """
    kunci_terbuka(renstra.pk)
    objek = form.instance
    pastikan_utuh(renstra, objek)
    if not objek.pk or bagian.induk in form.changed_data:
        objek.urut = urut_akhir(bagian, objek)
    objek = form.save()
    rapikan_sasaran(renstra)
    return objek


@transaction.atomic
def hapus(*, bagian: Bagian, renstra: Renstra, objek: Any) -> None:
    """Delete what nothing refers to. Raises TransisiDitolak, Terlindung, MasihDipakai."""
    kunci_terbuka(renstra.pk)
    tolak_warisan(renstra, objek, "dihapus")
    if ada := rujukan(objek):
        raise MasihDipakai(objek, ada)
    try:
        with transaction.atomic():
            objek.delete()
    except IntegrityError as galat:  # somebody began to use it at this moment
        raise MasihDipakai(objek, [Pemakaian("data lain yang baru ditambahkan", 1)]) from galat


def rujukan(objek: models.Model) -> list[Pemakaian]:
    """What stands below a row or refers to it, apart from what is only a part of it."""
    hasil = []
    for relasi in objek._meta.get_fields(include_hidden=True):
        if not isinstance(relasi, ForeignObjectRel) or relasi.field.model._meta.auto_created:
            continue
        model = relasi.field.model
        if model in BAGIAN_INDIKATOR:
            continue
        if banyak := model._base_manager.filter(**{relasi.field.name: objek.pk}).count():
            hasil.append(Pemakaian(str(model._meta.verbose_name), banyak))
    return hasil


def yang_di_bawah(renstra: Renstra, objek: models.Model) -> list[tuple[Bagian, Any]]:
    """The rows of this plan that stand directly below a row, each with its kind, in the order of the outline."""
    return [
        (bagian, baris)
        for bagian in BAGIAN.values()
        if bagian.induk != "renstra" and bagian.model._meta.get_field(bagian.induk).related_model is type(objek)
        for baris in bagian.daftar(renstra).filter(**{bagian.induk: objek.pk})
    ]


def banyak_target(objek: models.Model) -> int:
    """How many yearly targets would go with a row."""
    return objek.target_tahunan.count() if isinstance(objek, Indikator) else 0


def tetangga(bagian: Bagian, objek: Any) -> str:
    """The key of the row that has the focus when this one is gone: the next, the one before, or the add button."""
    urutan = list(bagian.saudara(objek).values_list("pk", flat=True))
    tempat = urutan.index(objek.pk)
    sisa = urutan[tempat + 1 :] or urutan[:tempat][-1:]
    if sisa:
        return f"{bagian.slug}-{sisa[0]}"
    di = 0 if bagian.induk == "renstra" else getattr(objek, f"{bagian.induk}_id") or 0
    return f"tambah-{bagian.slug}-{di}"


def kode_berikut(bagian: Bagian, renstra: Renstra, induk: Any) -> str:
    """The code that the next sasaran or indikator of a list would get; "" where codes are given by others."""
    match bagian.slug:
        case "sasaran":
            awalan = ""
        case "indikator" if induk is not None and induk.kode:
            awalan = f"{induk.kode.rstrip('.')}."
        case _:
            return ""
    daftar = bagian.daftar(renstra)
    daftar = daftar.filter(sasaran=induk) if bagian.slug == "indikator" else daftar
    dipakai = set(daftar.values_list("kode", flat=True))
    return next(kode for n in range(1, len(dipakai) + 2) if (kode := f"{awalan}{n}") not in dipakai)


@transaction.atomic
def kecualikan(*, renstra: Renstra, indikator: Indikator, butir: str, alasan: str) -> None:
    """Keep why an advice does not hold; without a reason it holds again. Raises TransisiDitolak."""
    kunci_terbuka(renstra.pk)
    if alasan.strip():
        indikator.pengecualian_mutu.update_or_create(butir=butir, defaults={"alasan": alasan.strip()})
    else:
        indikator.pengecualian_mutu.filter(butir=butir).delete()


@transaction.atomic
def geser(*, bagian: Bagian, renstra: Renstra, objek: Any, langkah: int) -> bool:
    """Change places with the neighbour above (-1) or below (+1); False at the end of the list.

    Inherited rows keep the order of the plan that they come from; an own one may stand anywhere. Raises
    TransisiDitolak, Terlindung.
    """
    kunci_terbuka(renstra.pk)
    tolak_warisan(renstra, objek, "dipindahkan")
    daftar = list(bagian.saudara(objek))
    dari = next((n for n, s in enumerate(daftar) if s.pk == objek.pk), None)
    if dari is None or not 0 <= dari + langkah < len(daftar):
        return False
    daftar.insert(dari + langkah, daftar.pop(dari))
    urutkan(bagian, daftar)
    rapikan_sasaran(renstra)
    return True


@transaction.atomic
def pindahkan(*, bagian: Bagian, renstra: Renstra, objek: Any, ke: Tempat) -> None:
    """Put a row at another place of its list, or into the list of another row above it.

    Raises TransisiDitolak when the plan is not open, Terlindung for an inherited row, PindahDitolak when the place does
    not fit or somebody else moved or changed something there; then everything stays as it is stored.
    """
    kunci_terbuka(renstra.pk)
    kini = bagian.daftar(renstra).filter(pk=objek.pk).first()
    if kini is None or kini.versi != ke.versi:
        raise PindahDitolak(
            "Baris ini baru saja diubah orang lain, jadi belum dipindahkan. Periksa, lalu pindahkan lagi."
        )
    tolak_warisan(renstra, kini, "dipindahkan")
    lama = getattr(kini, f"{bagian.induk}_id")
    induk = lama if bagian.induk == "renstra" else _induk_sah(bagian, renstra, lama, ke.induk)
    if induk != lama:
        setattr(kini, f"{bagian.induk}_id", induk)
        kini.urut = urut_akhir(bagian, kini)
        kini.simpan_versi(ke.versi, **{f"{bagian.induk}_id": induk, "urut": kini.urut})
    daftar = [s for s in bagian.saudara(kini) if s.pk != kini.pk]
    daftar.insert(_tempat(daftar, ke.sebelum), kini)
    urutkan(bagian, daftar)
    rapikan_sasaran(renstra)


def _induk_sah(bagian: Bagian, renstra: Renstra, lama: int | None, baru: int | None) -> int | None:
    """The row above, if rows of this kind may stand below it; one that has a parent keeps one."""
    if baru == lama or (baru and bagian.calon_induk(renstra).filter(pk=baru).exists()):
        return baru
    sebutan = bagian.model._meta.get_field(bagian.induk).verbose_name
    raise PindahDitolak(f"Tidak dapat dipindahkan ke sana: {bagian.sebutan} harus di bawah {sebutan} Renstra ini.")


def _tempat(daftar: Sequence[Any], sebelum: int | None) -> int:
    if sebelum is None:
        return len(daftar)
    tempat = next((n for n, s in enumerate(daftar) if s.pk == sebelum), None)
    if tempat is None:
        raise PindahDitolak("Urutan di sana baru saja berubah, jadi belum dipindahkan. Periksa, lalu pindahkan lagi.")
    return tempat


def silsilah(indikator: Indikator) -> list[int]:
    """The keys of an indikator and of those it comes from through revisions, the newest first."""
    kunci: list[int] = []
    kini: int | None = indikator.pk
    while kini and kini not in kunci:
        kunci.append(kini)
        kini = Indikator.objects.filter(pk=kini).values_list("asal_id", flat=True).first()
    return kunci
