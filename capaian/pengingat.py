"""Letters about the deadline of a quarter: seven days before, one day before, and after it.

Each person gets each letter once. A letter is claimed by inserting its row, which is unique, in a transaction of its
own; then it goes to the mail server, and then the row says so. So:

- two beats at the same moment never send one letter twice: only one of them inserts the row;
- when the mail server refuses, the claim is given back and the next run tries again;
- when the process dies in between, the claim is taken over after `SEWA`. The letter may then arrive a second time, if
  it died after the mail server had taken it: rather twice in such a moment than not at all.

No lock is held while mail is being sent, so a slow mail server holds up nobody who enters figures.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organisasi.enums import JenisTenggat
from organisasi.models import Pelimpahan, Pengguna, Penugasan, Satker, Tenggat
from organisasi.models.pengguna import Wewenang, wewenang_jabatan
from organisasi.models.pohon import awalan_jalur
from organisasi.models.tenggat import yang_berlaku
from sakip.angka import format_tanggal
from sakip.izin import IZIN, Peran

from . import izin
from .enums import JenisPengingat, StatusRealisasi, Triwulan
from .models import PengingatTerkirim, Pengukuran, Realisasi

#: Days until the deadline (negative: since) in which a letter still makes sense, when its own day was missed.
MASA = {JenisPengingat.SEMINGGU: range(2, 8), JenisPengingat.BESOK: range(2), JenisPengingat.LEWAT: range(-7, 0)}
#: How long somebody who set about sending a letter is given to say that it is gone.
SEWA = datetime.timedelta(hours=1)
#: After so many refusals in a row the mail server is taken to be away; the next run goes on.
GAGAL_BERUNTUN = 3
#: Satker whose letters are gathered together; the number of queries is the same for each batch.
SEKALIGUS = 100
BELUM_DIAJUKAN = (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)


@dataclass(frozen=True)
class Jatuh:
    """A deadline that letters are due for."""

    satker: Satker
    tahun: int
    triwulan: int
    tenggat: datetime.date
    jenis: JenisPengingat
    sisa: int


@dataclass(frozen=True)
class Surat:
    """One letter. `banyak`: rows that this person may enter and that are not submitted.

    `per_unit`: all such rows of the satker, for the Sekretaris after the deadline.
    """

    jatuh: Jatuh
    penerima: Pengguna
    banyak: int
    per_unit: tuple[tuple[str, int], ...] = ()

    @property
    def perihal(self) -> str:
        return f"Realisasi {Triwulan(self.jatuh.triwulan).label} {self.jatuh.tahun}: {self.waktu}"

    @property
    def waktu(self) -> str:
        """The deadline as people speak of it, from the day the letter goes out."""
        if self.jatuh.sisa > 1:
            return f"tenggat {self.jatuh.sisa} hari lagi"
        if self.jatuh.sisa >= 0:
            return "tenggat besok" if self.jatuh.sisa else "tenggat hari ini"
        return "tenggat sudah lewat"

    @property
    def alamat(self) -> str:
        j = self.jatuh
        return f"{settings.ALAMAT}{reverse('capaian:triwulan', args=[j.satker.kode, j.tahun, j.triwulan])}"

    @property
    def isi(self) -> str:
        konteks = {"surat": self, "jatuh": self.jatuh, "triwulan": Triwulan(self.jatuh.triwulan).label}
        konteks |= {"tenggat": format_tanggal(self.jatuh.tenggat), "beralamat": bool(settings.ALAMAT)}
        return render_to_string("capaian/surel/pengingat.txt", konteks)


@dataclass
class Hasil:
    """`gagal`: letters that the mail server did not take; the next run tries them again."""

    terkirim: int = 0
    gagal: list[str] = field(default_factory=list)


# --- Which letters are due -----------------------------------------------------------------------------------------


def semua_jatuh(hari: datetime.date) -> list[Jatuh]:
    """Every satker and quarter with a letter due on this day. Three queries, whatever the number of satker."""
    jenis = {JenisTenggat.realisasi(t): t for t in Triwulan.values}
    tenggat = list(Tenggat.objects.filter(jenis__in=jenis).select_related("satker"))
    tahun = (hari.year - 1, hari.year, hari.year + 1)
    diukur = Pengukuran.objects.filter(tahun__in=tahun).order_by().values_list("satker", "tahun").distinct()
    satker = Satker.objects.in_bulk({s for s, _ in diukur})
    return [
        jatuh
        for pk, t in sorted(diukur, key=lambda d: (satker[d[0]].jalur, d[1]))
        for triwulan in Triwulan.values
        if (jatuh := _jatuh(satker[pk], t, triwulan, tenggat, hari))
    ]


def _jatuh(satker: Satker, tahun: int, triwulan: int, tenggat: Iterable[Tenggat], hari: datetime.date) -> Jatuh | None:
    atas = set(awalan_jalur(satker.jalur))
    berlaku = yang_berlaku(
        t
        for t in tenggat
        if t.jenis == JenisTenggat.realisasi(triwulan)
        and t.berlaku_pada(tahun)
        and (t.satker is None or t.satker.jalur in atas)
    )
    if berlaku is None:
        return None
    tutup = berlaku.tanggal(tahun)
    sisa = (tutup - hari).days
    jenis = next((j for j, masa in MASA.items() if sisa in masa), None)
    return Jatuh(satker, tahun, triwulan, tutup, jenis, sisa) if jenis else None


def semua_surat(hari: datetime.date, *, satker: Iterable[int] | None = None) -> Iterator[Surat]:
    """The letters that are due on this day and not gone yet (`satker`: of these), batch by batch."""
    pilihan = None if satker is None else set(satker)
    jatuh = [j for j in semua_jatuh(hari) if pilihan is None or j.satker.pk in pilihan]
    for awal in range(0, len(jatuh), SEKALIGUS):
        yield from _surat(tuple(jatuh[awal : awal + SEKALIGUS]), hari)


def _surat(jatuh: tuple[Jatuh, ...], hari: datetime.date) -> Iterator[Surat]:
    """Seven queries for the whole batch."""
    satker = {j.satker.pk for j in jatuh}
    belum = _belum_selesai(jatuh)
    pengisi = _pengisi(satker, hari)
    sudah = _sudah(jatuh)
    for j in jatuh:
        baris = belum[_kunci(j)]
        for orang, wewenang in pengisi[j.satker.pk] if baris else ():
            if (*_kunci(j), j.jenis, orang.pk) in sudah:
                continue
            banyak = sum(_mencakup(wewenang, jalur) for jalur, _ in baris)
            lewat = j.jenis == JenisPengingat.LEWAT and any(w.peran == Peran.SEKRETARIS for w in wewenang)
            if banyak:
                yield Surat(j, orang, banyak, _per_unit(baris) if lewat else ())


def _kunci(j: Jatuh) -> tuple[int, int, int]:
    return j.satker.pk, j.tahun, j.triwulan


#: A row that is not submitted: the paths of the units that answer for it, and their names.
Baris = tuple[tuple[str, ...], str]


def _belum_selesai(jatuh: tuple[Jatuh, ...]) -> dict[tuple[int, int, int], list[Baris]]:
    """Of each deadline the indikator whose realisasi is missing or not submitted."""
    hasil: dict[tuple[int, int, int], list[Baris]] = defaultdict(list)
    perlu = {_kunci(j) for j in jatuh}
    for triwulan in sorted({t for _, _, t in perlu}):
        ini = Realisasi.objects.filter(pengukuran=OuterRef("pk"), triwulan=triwulan).order_by("-revisi")
        syarat = Q(status_kini__isnull=True) | Q(status_kini__in=BELUM_DIAJUKAN)
        belum = (
            Pengukuran.objects.filter(
                satker__in={s for s, _, t in perlu if t == triwulan},
                tahun__in={th for _, th, t in perlu if t == triwulan},
            )
            .annotate(status_kini=Subquery(ini.values("status")[:1]))
            .filter(syarat)
            .select_related("indikator")
            .prefetch_related("indikator__pelaksana")
        )
        for p in belum:
            unit = list(p.indikator.pelaksana.all())
            nama = ", ".join(u.nama for u in unit) or "Tanpa unit pelaksana"
            hasil[(p.satker_id, p.tahun, triwulan)].append((tuple(u.jalur for u in unit), nama))
    return hasil


def _per_unit(baris: list[Baris]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(nama for _, nama in baris).items()))


def _mencakup(wewenang: Iterable[Wewenang], jalur: tuple[str, ...]) -> bool:
    """As the gate of the permissions does it (`organisasi.backends`)."""
    return any(not w.jalur_unit or any(j.startswith(w.jalur_unit) for j in jalur) for w in wewenang)


def _pengisi(satker: set[int], hari: datetime.date) -> dict[int, list[tuple[Pengguna, list[Wewenang]]]]:
    """Per satker who may enter there: by the login's role, by an office held on this day, or for somebody else."""
    hak: dict[tuple[int, int], set[Wewenang]] = defaultdict(set)
    aktif = Q(is_active=True) & ~Q(email="")
    orang = {}
    peran = [p for p in Peran if izin.ISI in IZIN[p]]
    for o in Pengguna.objects.filter(aktif, satker__in=satker, peran__in=peran).select_related("satker"):
        assert o.satker is not None
        orang[o.pk] = o
        hak[o.satker.pk, o.pk].add(Wewenang(Peran(o.peran), o.satker.pk, o.satker.jalur))
    di_jabatan = Penugasan.objects.pada(hari).filter(jabatan__unit__satker__in=satker)
    pemegang = {o.pejabat_id: o for o in Pengguna.objects.filter(aktif, pejabat__in=di_jabatan.values("pejabat"))}
    for tugas in di_jabatan.select_related("jabatan__unit__satker"):
        if (o := pemegang.get(tugas.pejabat_id)) is not None:
            orang[o.pk] = o
            hak[tugas.jabatan.unit.satker_id, o.pk].add(wewenang_jabatan(tugas))
    limpah = Pelimpahan.objects.pada(hari).filter(penugasan__jabatan__unit__satker__in=satker, penerima__is_active=True)
    for p in limpah.exclude(penerima__email="").select_related("penerima", "penugasan__jabatan__unit__satker"):
        orang[p.penerima_id] = p.penerima
        hak[p.satker_id, p.penerima_id].add(wewenang_jabatan(p.penugasan, Peran.PELAKSANA))
    hasil: dict[int, list[tuple[Pengguna, list[Wewenang]]]] = defaultdict(list)
    for (di, siapa), semua in sorted(hak.items()):
        if berlaku := [w for w in semua if izin.ISI in IZIN[w.peran]]:
            hasil[di].append((orang[siapa], berlaku))
    return hasil


def _sudah(jatuh: tuple[Jatuh, ...]) -> set[tuple[int, int, int, str, int]]:
    """What is gone, or what somebody is just sending."""
    kolom = ("satker", "tahun", "triwulan", "jenis", "penerima")
    batas = timezone.now() - SEWA
    ada = PengingatTerkirim.objects.filter(satker__in={j.satker.pk for j in jatuh}, tahun__in={j.tahun for j in jatuh})
    return set(ada.filter(Q(diserahkan_pada__isnull=False) | Q(waktu__gt=batas)).values_list(*kolom))


# --- Sending -------------------------------------------------------------------------------------------------------


def ingatkan(hari: datetime.date, *, satker: Iterable[int] | None = None) -> Hasil:
    """Send what is due on this day and not gone yet, over one connection."""
    hasil, beruntun = Hasil(), 0
    sambungan = get_connection()
    try:
        for surat in semua_surat(hari, satker=satker):
            if klaim := _klaim(surat):
                beruntun = 0 if _kirim(surat, klaim, sambungan, hasil) else beruntun + 1
            if beruntun == GAGAL_BERUNTUN:
                break
    finally:
        sambungan.close()
    return hasil


def _kirim(surat: Surat, klaim: PengingatTerkirim, sambungan: Any, hasil: Hasil) -> bool:
    """Whether the mail server took it; the claim is given back when it did not."""
    try:
        sambungan.open()  # does nothing while it is open
        EmailMessage(surat.perihal, surat.isi, None, [surat.penerima.email], connection=sambungan).send()
    except (SMTPException, OSError) as galat:
        PengingatTerkirim.objects.filter(pk=klaim.pk, diserahkan_pada__isnull=True).delete()
        hasil.gagal.append(f"{surat.penerima.email}: {galat}")
        with suppress(SMTPException, OSError):
            sambungan.close()  # the next letter gets a new one
        return False
    PengingatTerkirim.objects.filter(pk=klaim.pk).update(diserahkan_pada=timezone.now())
    hasil.terkirim += 1
    return True


def _klaim(surat: Surat) -> PengingatTerkirim | None:
    """The right to send this letter; None when it is somebody else's, or gone."""
    j, kini = surat.jatuh, timezone.now()
    kunci = {
        "satker": j.satker,
        "tahun": j.tahun,
        "triwulan": j.triwulan,
        "jenis": j.jenis,
        "penerima": surat.penerima,
    }
    try:
        with transaction.atomic():
            return PengingatTerkirim.objects.create(**kunci, waktu=kini)
    except IntegrityError:
        terbengkalai = PengingatTerkirim.objects.filter(**kunci, diserahkan_pada__isnull=True, waktu__lte=kini - SEWA)
        if terbengkalai.update(waktu=kini) == 1:
            return PengingatTerkirim.objects.get(**kunci)
    return None
