"""Acts on the structure of a satker: its units, its positions, who holds them, and who may act for whom."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, ForeignObjectRel, Max, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from sakip.angka import format_tanggal
from sakip.sunting import naikkan_versi

from .enums import StatusPenugasan
from .models import Jabatan, Pejabat, Pelimpahan, Pengguna, Penugasan, Satker, Unit

UBAH = "organisasi.ubah_organisasi"
SATU_HARI = datetime.timedelta(days=1)
URUT_MAKS = 999


class TidakDapat(Exception):
    """The act is refused; the message is Indonesian and says what to do instead."""


class MasihDirujuk(TidakDapat):
    """Something else refers to the row; `rujukan` says what, in words: "jabatan (2)"."""

    def __init__(self, objek: models.Model, rujukan: list[str]) -> None:
        super().__init__(f"{objek} masih dipakai oleh {', '.join(rujukan)}, jadi tidak dapat dihapus.")
        self.rujukan = rujukan


# --- Units ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def tambah_unit(*, satker: Satker, induk: Unit | None, jenis: str, nama: str) -> Unit:
    """A new unit, the last one below `induk`."""
    _kunci(satker.pk)
    urut = _urut_berikut(satker.pk, induk)
    return Unit.objects.create(satker=satker, induk=induk, jenis=jenis, nama=nama, urut=urut)


@transaction.atomic
def pindahkan_unit(*, unit: Unit, induk: Unit | None, versi: int) -> Unit:
    """Put a unit, with all below it, last below another one (None: directly below the satker). Four queries or so."""
    _kunci(unit.satker_id)
    unit = Unit.objects.get(pk=unit.pk)
    if induk is not None:
        induk = Unit.objects.get(pk=induk.pk, satker=unit.satker_id)
        if induk.jalur.startswith(unit.jalur):
            raise TidakDapat(f"{unit} tidak dapat dipindahkan ke bawah dirinya sendiri.")
    if (induk and induk.pk) == unit.induk_id:
        return unit
    urut = _urut_berikut(unit.satker_id, induk)
    naikkan_versi(unit, versi)
    Unit.objects.filter(pk=unit.pk).update(induk=induk, urut=urut)
    _pindahkan_jalur(unit.satker_id, unit.jalur, f"{induk.jalur if induk else '/'}{urut:03d}/")
    unit.refresh_from_db()
    return unit


@transaction.atomic
def geser_unit(*, unit: Unit, langkah: int) -> bool:
    """Change places with the neighbour above (-1) or below (+1); False at the end of the row.

    Everything below either one moves along. No two units may share a path even for a moment, so one branch steps aside
    first; the paths keep their length.
    """
    _kunci(unit.satker_id)
    unit = Unit.objects.get(pk=unit.pk)
    saudara = Unit.objects.filter(satker=unit.satker_id, induk=unit.induk_id, berlaku_sampai__isnull=True)
    arah = {"urut__gt": unit.urut} if langkah > 0 else {"urut__lt": unit.urut}
    tetangga = saudara.filter(**arah).order_by("urut" if langkah > 0 else "-urut").first()
    if tetangga is None:
        return False
    sisi = f"~{unit.jalur[1:]}"
    _pindahkan_jalur(unit.satker_id, unit.jalur, sisi)
    _pindahkan_jalur(unit.satker_id, tetangga.jalur, unit.jalur)
    _pindahkan_jalur(unit.satker_id, sisi, tetangga.jalur)
    Unit.objects.filter(pk=unit.pk).update(urut=tetangga.urut)
    Unit.objects.filter(pk=tetangga.pk).update(urut=unit.urut)
    return True


def _kunci(satker_id: int) -> None:
    """One change of the tree of a satker at a time."""
    Satker.objects.select_for_update().only("pk").get(pk=satker_id)


def _urut_berikut(satker_id: int, induk: Unit | None) -> int:
    """The next free number below `induk`; dissolved units keep theirs."""
    saudara = Unit.objects.filter(satker=satker_id, induk=induk)
    urut = (saudara.aggregate(akhir=Max("urut"))["akhir"] or 0) + 1
    if urut <= URUT_MAKS:
        return urut
    bebas = set(range(1, URUT_MAKS + 1)) - set(saudara.values_list("urut", flat=True))
    if not bebas:
        raise TidakDapat(f"Sudah ada {URUT_MAKS} unit di tempat itu. Bagi ke beberapa unit induk.")
    return min(bebas)


def _pindahkan_jalur(satker_id: int, dari: str, ke: str) -> None:
    """A branch gets a new path, in one statement; whoever is editing one of its units is told (the version rises)."""
    cabang = Unit.objects.filter(satker=satker_id, jalur__startswith=dari)
    cabang.update(jalur=Concat(Value(ke), Substr("jalur", len(dari) + 1)), versi=F("versi") + 1)


def halangan_bubar(unit: Unit, terakhir: datetime.date) -> list[str]:
    """What goes on after a unit's last day, in words; it must end or move first."""
    lanjut = Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gt=terakhir)
    return [str(u) for u in unit.bawahan.filter(lanjut)] + [str(j) for j in unit.jabatan.filter(lanjut)]


def halangan_akhiri(jabatan: Jabatan, terakhir: datetime.date) -> list[str]:
    """Who holds a position, or stands below it, after its last day."""
    lanjut = Q(selesai__isnull=True) | Q(selesai__gt=terakhir)
    pemangku = jabatan.penugasan.filter(lanjut).select_related("pejabat", "jabatan")
    bawahan = jabatan.bawahan.filter(Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gt=terakhir))
    return [str(p) for p in pemangku] + [f"{j} (jabatan bawahannya)" for j in bawahan]


# --- Positions -----------------------------------------------------------------------------------------------------


def urut_jabatan_berikut(unit: Unit) -> int:
    """A new position stands last in its unit; in an empty unit after all others of the satker."""
    seunit = unit.jabatan.aggregate(akhir=Max("urut"))["akhir"]
    if seunit is not None:
        return int(seunit)
    return int(Jabatan.objects.filter(unit__satker=unit.satker_id).aggregate(akhir=Max("urut"))["akhir"] or 0) + 1


@transaction.atomic
def geser_jabatan(*, jabatan: Jabatan, langkah: int) -> bool:
    """Change places with the neighbour in the unit; False at the end. Positions of other units keep their numbers."""
    _kunci(jabatan.unit.satker_id)
    urutan = list(Jabatan.objects.filter(unit=jabatan.unit_id, berlaku_sampai__isnull=True).order_by("urut", "pk"))
    dari = next((i for i, j in enumerate(urutan) if j.pk == jabatan.pk), None)
    if dari is None or not 0 <= dari + langkah < len(urutan):
        return False
    nomor = _menaik([j.urut for j in urutan])
    urutan[dari], urutan[dari + langkah] = urutan[dari + langkah], urutan[dari]
    for j, urut in zip(urutan, nomor, strict=True):
        if j.urut != urut:
            Jabatan.objects.filter(pk=j.pk).update(urut=urut, versi=F("versi") + 1)
    return True


def _menaik(angka: Iterable[int]) -> list[int]:
    """The same numbers, each above the one before: [3, 3, 4] → [3, 4, 5]."""
    hasil: list[int] = []
    for n in angka:
        hasil.append(max(n, hasil[-1] + 1) if hasil else n)
    return hasil


# --- Deleting what was entered by mistake --------------------------------------------------------------------------


def rujukan(objek: models.Model) -> list[str]:
    """What refers to a row, in words with their number; empty when it may go without leaving a trace."""
    hasil = []
    for relasi in objek._meta.get_fields(include_hidden=True):
        if not isinstance(relasi, ForeignObjectRel) or relasi.field.model._meta.auto_created:
            continue
        asal = relasi.field.model
        if jumlah := asal._base_manager.filter(**{relasi.field.name: objek.pk}).count():
            hasil.append(f"{asal._meta.verbose_name} ({jumlah})")
    return hasil


@transaction.atomic
def hapus(*, objek: Unit | Jabatan | Pejabat | Penugasan) -> None:
    """Delete what nothing refers to; raises MasihDirujuk otherwise, for links that a delete would take along too."""
    if ada := rujukan(objek):
        raise MasihDirujuk(objek, ada)
    try:
        with transaction.atomic():
            objek.delete()
    except IntegrityError as galat:  # somebody began to use it at this moment
        raise MasihDirujuk(objek, ["data lain yang baru saja ditambahkan"]) from galat


# --- Who holds which position --------------------------------------------------------------------------------------

#: An office gives rights: nobody takes one, and nobody widens the own one.
DIRI_SENDIRI = "Jabatan Anda sendiri dicatat oleh admin lain, karena dari jabatan timbul hak."


def adalah(pengguna: Pengguna, pejabat: Pejabat) -> bool:
    """Whether the login is that person's."""
    return pejabat.pk is not None and pengguna.pejabat_id == pejabat.pk


def pemangku_kini_atau_kelak(jabatan: Jabatan, pejabat_id: int | None) -> bool:
    """Whether the person holds the position, or will."""
    berjalan = jabatan.penugasan.filter(Q(selesai__isnull=True) | Q(selesai__gte=timezone.localdate()))
    return pejabat_id is not None and berjalan.filter(pejabat=pejabat_id).exists()


@dataclass(frozen=True)
class PergantianPejabat:
    """A change of holders: the positions it touches (their papers may need a change), who ended, who begins."""

    jabatan: tuple[Jabatan, ...]
    berakhir: tuple[Penugasan, ...] = ()
    baru: Penugasan | None = None


@dataclass(frozen=True)
class DataSK:
    """The letter of an appointment."""

    nomor: str = ""
    tanggal: datetime.date | None = None


@transaction.atomic
def tempatkan(
    *,
    pejabat: Pejabat,
    jabatan: Jabatan,
    status: str,
    mulai: datetime.date | None,
    selesai: datetime.date | None = None,
    sk: DataSK = DataSK(),
) -> PergantianPejabat:
    """Put a person into a position.

    ValidationError on `mulai` when a definitive holder is there on one of the days, or when the same was recorded
    already: a button pressed twice.
    """
    _kunci(jabatan.satker_id)
    sama = Penugasan.objects.filter(jabatan=jabatan, status=status, mulai=mulai)
    orang = Q(pejabat=pejabat.pk) if pejabat.pk else Q(pejabat__nama__iexact=pejabat.nama, pejabat__nip=pejabat.nip)
    if sama.filter(orang).exists():
        raise ValidationError(f"{pejabat} sudah tercatat di jabatan ini dengan status dan hari mulai yang sama.")
    _simpan_baru(pejabat)
    baru = Penugasan(pejabat=pejabat, jabatan=jabatan, status=status, mulai=mulai, selesai=selesai)
    baru.nomor_sk, baru.tanggal_sk = sk.nomor, sk.tanggal
    _simpan(baru)
    return PergantianPejabat((jabatan,), baru=baru)


@transaction.atomic
def akhiri(*, penugasan: Penugasan, selesai: datetime.date, versi: int) -> PergantianPejabat:
    """The last day of a holder; VersiBerubah when somebody changed the row meanwhile."""
    if penugasan.mulai and selesai < penugasan.mulai:
        raise TidakDapat(f"Hari terakhir tidak boleh sebelum hari pertama, {format_tanggal(penugasan.mulai)}.")
    penugasan.simpan_versi(versi, selesai=selesai)
    return PergantianPejabat((penugasan.jabatan,), berakhir=(penugasan,))


@dataclass(frozen=True)
class RencanaSerahTerima:
    """What a hand-over will do, computed once for the summary and for the act.

    `digantikan`: who ends in this position the day before. `dilepas`: other definitive positions the new holder has
    within reach, which end that day too when the person says so.
    """

    jabatan: Jabatan
    mulai: datetime.date
    digantikan: tuple[Penugasan, ...] = ()
    dilepas: tuple[Penugasan, ...] = field(default=())

    @property
    def hari_terakhir(self) -> datetime.date:
        return self.mulai - SATU_HARI

    @property
    def sidik(self) -> str:
        """Changes with every row the summary showed: what is confirmed is what was seen."""
        return ",".join(f"{p.pk}:{p.versi}" for p in (*self.digantikan, *self.dilepas))


def rencana_serah_terima(
    *, jabatan: Jabatan, pejabat: Pejabat, mulai: datetime.date, oleh: Pengguna | None = None
) -> RencanaSerahTerima:
    """Who holds the position on the new holder's first day or later, and what the new holder holds elsewhere.

    Elsewhere is the same satker, and what `oleh` keeps besides: an office in any other is not theirs to end, or to see.
    TidakDapat when somebody definitive begins on that day or after it: then it is a correction, not a hand-over.
    """
    sesudah = Q(selesai__isnull=True) | Q(selesai__gte=mulai)
    semua = Penugasan.objects.filter(sesudah).select_related("pejabat", "jabatan__unit").order_by("mulai", "pk")
    berjalan = list(semua.filter(jabatan=jabatan))
    kelak = [p for p in berjalan if p.mulai and p.mulai >= mulai]
    if kelak and any(p.status == StatusPenugasan.DEFINITIF for p in kelak):
        p = next(p for p in kelak if p.status == StatusPenugasan.DEFINITIF)
        raise TidakDapat(
            f"{p.pejabat} sudah tercatat definitif di jabatan ini mulai {format_tanggal(p.mulai)}. "
            "Pilih hari sesudahnya, atau perbaiki catatan itu lebih dahulu."
        )
    if any(p.pejabat_id == pejabat.pk and p.status == StatusPenugasan.DEFINITIF for p in berjalan):
        raise TidakDapat(f"{pejabat} sudah memangku jabatan ini. Pilih pejabat yang menggantikan.")
    lain: Collection[Penugasan] = ()
    if pejabat.pk:
        lain = semua.filter(pejabat=pejabat, status=StatusPenugasan.DEFINITIF).exclude(jabatan=jabatan)
    digantikan = tuple(p for p in berjalan if p not in kelak)
    dilepas = (p for p in lain if p.satker_id == jabatan.satker_id or (oleh and oleh.has_perm(UBAH, p)))
    return RencanaSerahTerima(jabatan, mulai, digantikan, tuple(p for p in dilepas if not p.mulai or p.mulai < mulai))


@transaction.atomic
def serah_terima(
    *,
    rencana: RencanaSerahTerima,
    pejabat: Pejabat,
    lepas: bool,
    sk: DataSK = DataSK(),
) -> PergantianPejabat:
    """Holders end the day before and the new definitive one begins, all or nothing.

    Raises VersiBerubah when a row of the plan changed meanwhile, ValidationError when the position is taken.
    """
    _simpan_baru(pejabat)
    berakhir = (*rencana.digantikan, *(rencana.dilepas if lepas else ()))
    for p in berakhir:
        p.simpan_versi(p.versi, selesai=rencana.hari_terakhir)
    baru = Penugasan(pejabat=pejabat, jabatan=rencana.jabatan, mulai=rencana.mulai)
    baru.nomor_sk, baru.tanggal_sk = sk.nomor, sk.tanggal
    _simpan(baru)
    jabatan = {j.pk: j for j in (rencana.jabatan, *(p.jabatan for p in berakhir))}
    return PergantianPejabat(tuple(jabatan.values()), berakhir, baru)


def pelaksana_bersamaan(penugasan: Penugasan) -> list[Penugasan]:
    """Other acting holders of the position on one of the same days: allowed, but worth a look."""
    if penugasan.status == StatusPenugasan.DEFINITIF:
        return []
    lain = Penugasan.objects.filter(jabatan=penugasan.jabatan_id).exclude(pk=penugasan.pk)
    return list(
        lain.exclude(status=StatusPenugasan.DEFINITIF)
        .bertumpuk(penugasan.mulai, penugasan.selesai)
        .select_related("pejabat", "jabatan")
    )


def _simpan_baru(pejabat: Pejabat) -> None:
    """A person typed in the same form is saved with the act, not before it."""
    if pejabat.pk is None:
        pejabat.save()


def _simpan(penugasan: Penugasan) -> None:
    """Save after the model's own checks; two people who appoint at the same moment get the same message."""
    penugasan.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            penugasan.save()
    except IntegrityError as galat:
        raise ValidationError(
            "Jabatan ini baru saja diisi pejabat definitif lain pada masa itu. Muat ulang halaman, lalu periksa lagi."
        ) from galat


# --- Acting for another --------------------------------------------------------------------------------------------


def cabut_pelimpahan(*, pelimpahan: Pelimpahan) -> None:
    """End it now; VersiBerubah when somebody changed it meanwhile."""
    pelimpahan.simpan_versi(pelimpahan.versi, dicabut_pada=timezone.now())


def pelimpahan_untuk(pengguna: Pengguna) -> models.QuerySet[Pelimpahan]:
    """For whom a person may act today."""
    berlaku = Pelimpahan.objects.pada(timezone.localdate()).filter(penerima=pengguna)
    return berlaku.select_related("penugasan__pejabat", "penugasan__jabatan__unit__satker")
