"""What the database holds now, as far as an import may touch it, in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from sakip.excel import HasilBaca
from sakip.sisip import berkelompok

from ..models import Jabatan, Pejabat, Pengguna, Penugasan, Satker, Unit
from .indeks import Indeks
from .lingkup import Lingkup

KunciPenugasan = tuple[int, int, str, datetime.date | None]


class Keadaan:
    """Rows of the lingkup, linked with each other, so that nothing is asked of the database row by row.

    Keys by `id()` are of objects that live as long as this does; rows of the file join the indexes as they are met.
    """

    def __init__(self, lingkup: Lingkup) -> None:
        self.lingkup = lingkup
        tercakup = lingkup.daftar_satker().order_by("jalur").select_related("induk")
        self.satker: dict[str, Satker] = {s.kode: s for s in tercakup}
        self._satker_pk: dict[int, Satker] = {s.pk: s for s in self.satker.values()}
        for satker in self.satker.values():
            satker.induk = self._satker_pk.get(satker.induk_id or 0, satker.induk)
        self._muat_unit()
        self._muat_jabatan()
        self._muat_orang()
        self._muat_jabatan_luar()
        self._muat_pengguna()
        self.nip_luar: set[str] = set()
        self.tamu: dict[str, Pejabat] = {}
        self.username_luar: set[str] = set()
        self.kode_luar: set[str] = set()

    # --- Units and positions -------------------------------------------------------------------------------------

    def _muat_unit(self) -> None:
        self.unit = Indeks()
        self.unit_satker: defaultdict[str, list[Unit]] = defaultdict(list)
        semua = {u.pk: u for u in Unit.objects.filter(satker__in=self._milik()).order_by("satker__jalur", "jalur")}
        for unit in semua.values():
            unit.satker = self._satker_pk[unit.satker_id]
            unit.induk = semua[unit.induk_id] if unit.induk_id else None
            self.tambah_unit(unit)
        self._unit_pk = semua

    def tambah_unit(self, unit: Unit) -> None:
        self.unit.tambah(unit.satker.kode, unit.nama, unit)
        self.unit_satker[unit.satker.kode].append(unit)

    def _muat_jabatan(self) -> None:
        self.jabatan = Indeks()
        self.jabatan_satker = Indeks()
        self.semua_jabatan: list[Jabatan] = []
        urutan = ("unit__satker__jalur", "unit__jalur", "urut", "pk")
        semua = {j.pk: j for j in Jabatan.objects.filter(unit__satker__in=self._milik()).order_by(*urutan)}
        for jabatan in semua.values():
            jabatan.unit = self._unit_pk[jabatan.unit_id]
            if jabatan.atasan_id in semua:
                jabatan.atasan = semua[jabatan.atasan_id]
            self.tambah_jabatan(jabatan)
        self._jabatan_pk = semua

    def tambah_jabatan(self, jabatan: Jabatan) -> None:
        self.jabatan.tambah(id(jabatan.unit), jabatan.nama, jabatan)
        self.jabatan_satker.tambah(jabatan.unit.satker.kode, jabatan.nama, jabatan)
        self.semua_jabatan.append(jabatan)

    # --- People and what they hold -------------------------------------------------------------------------------

    def _muat_orang(self) -> None:
        self.pejabat_nip: dict[str, Pejabat] = {}
        self.pejabat_nama = Indeks()
        self.penugasan: dict[KunciPenugasan, list[Penugasan]] = defaultdict(list)
        self.penugasan_jabatan: dict[int, list[Penugasan]] = defaultdict(list)
        terakhir_dulu = (F("mulai").desc(nulls_last=True), "-pk")
        tugas = Penugasan.objects.filter(jabatan__unit__satker__in=self._milik()).order_by(*terakhir_dulu)
        orang = Pejabat.objects.filter(self._orang_tercakup()).order_by("nama", "pk")
        self._pejabat_pk = {p.pk: p for p in orang}
        for pejabat in self._pejabat_pk.values():
            if pejabat.satker_id in self._satker_pk:
                pejabat.satker = self._satker_pk[pejabat.satker_id]
                self.tambah_pejabat(pejabat, pejabat.satker.kode)
            elif pejabat.nip:
                self.pejabat_nip[pejabat.nip] = pejabat
        for penugasan in tugas:
            penugasan.jabatan = self._jabatan_pk[penugasan.jabatan_id]
            penugasan.pejabat = self._pejabat_pk[penugasan.pejabat_id]
            self._tempatkan(penugasan.pejabat, penugasan.jabatan.unit.satker)
            self.tambah_penugasan(penugasan)

    def _tempatkan(self, pejabat: Pejabat, satker: Satker) -> None:
        """Somebody who holds an office here can be named here; one who belongs to no satker yet belongs to this one."""
        if pejabat.satker_id is None:
            pejabat.satker = satker
        self.pejabat_nama.tambah(satker.kode, pejabat.nama, pejabat)

    def tambah_pejabat(self, pejabat: Pejabat, kode: str) -> None:
        self.pejabat_nama.tambah(kode, pejabat.nama, pejabat)
        if pejabat.nip:
            self.pejabat_nip[pejabat.nip] = pejabat

    def tambah_penugasan(self, penugasan: Penugasan) -> None:
        self.penugasan[kunci_penugasan(penugasan)].append(penugasan)
        self.penugasan_jabatan[id(penugasan.jabatan)].append(penugasan)

    def semua_pejabat(self) -> list[Pejabat]:
        """Those that are stored, by satker and name."""
        urutan = {pk: ke for ke, pk in enumerate(self._satker_pk)}
        return sorted(self._pejabat_pk.values(), key=lambda p: (urutan.get(p.satker_id or 0, -1), p.nama, p.pk))

    def milik_sendiri(self, pejabat: Pejabat) -> bool:
        """Whether the person belongs to the lingkup; an acting holder from elsewhere only holds an office in it."""
        return pejabat.pk is None or pejabat.satker_id in self._satker_pk

    def _muat_jabatan_luar(self) -> None:
        """People who hold an office outside the lingkup, today or later: their login reaches further than it."""
        berjalan = Penugasan.objects.exclude(selesai__lt=timezone.localdate())
        luar = berjalan.filter(pejabat__in=Pejabat.objects.filter(self._orang_tercakup()))
        luar = luar.exclude(jabatan__unit__satker__in=self._milik()).order_by()
        self.berjabatan_luar = set(luar.values_list("pejabat_id", flat=True))

    # --- Logins --------------------------------------------------------------------------------------------------

    def _muat_pengguna(self) -> None:
        """Superusers are nobody's to import: they count as logins outside the lingkup."""
        self.pengguna: dict[str, Pengguna] = {}
        for p in Pengguna.objects.filter(satker__in=self._milik(), is_superuser=False).order_by("username"):
            p.satker = self._satker_pk[p.satker_id]
            p.pejabat = self._pejabat_pk.get(p.pejabat_id) if p.pejabat_id else None
            self.tambah_pengguna(p)
        luar = Pengguna.objects.filter(pejabat__in=Pejabat.objects.filter(self._orang_tercakup()))
        luar = luar.exclude(satker__in=self._milik(), is_superuser=False)
        self.pejabat_terpakai_luar = set(luar.values_list("pejabat_id", flat=True))

    def tambah_pengguna(self, pengguna: Pengguna) -> None:
        self.pengguna[pengguna.username.casefold()] = pengguna

    # --- What lies outside, asked only for what the file names ---------------------------------------------------

    def muat_luar(self, hasil: HasilBaca) -> None:
        """Which codes, NIP and user names of the file are taken outside the lingkup; nothing else is read of them."""
        kode = _isi(hasil, "Satker", "kode") - self.satker.keys()
        self.kode_luar = _ada_di(Satker.objects.all(), "kode", kode)
        nip = _isi(hasil, "Pejabat", "nip") - self.pejabat_nip.keys()
        self.nip_luar = _ada_di(Pejabat.objects.all(), "nip", nip)
        self._muat_tamu(_isi(hasil, "Penugasan", "nip") - self.pejabat_nip.keys() - nip)
        nama = {n.casefold() for n in _isi(hasil, "Pengguna", "username")} - self.pengguna.keys()
        self.username_luar = _ada_di(Pengguna.objects.annotate(kecil=Lower("username")), "kecil", nama)

    def _muat_tamu(self, nip: set[str]) -> None:
        """People of another satker of the same institution whom the file puts into an office here."""
        if not self.lingkup.satker:
            return
        akar = "/".join(self.lingkup.satker.jalur.split("/")[:2])
        seinstansi = Pejabat.objects.filter(satker__jalur__startswith=f"{akar}/")
        for potongan in berkelompok(sorted(nip)):
            self.tamu |= {p.nip: p for p in seinstansi.filter(nip__in=potongan)}

    # --- Subqueries ----------------------------------------------------------------------------------------------

    def _milik(self) -> QuerySet[Satker, Any]:
        return self.lingkup.daftar_satker().order_by().values("pk")

    def _orang_tercakup(self) -> Q:
        """People of the lingkup, those who hold an office in it, and those whose login is here."""
        di_sini = Penugasan.objects.filter(jabatan__unit__satker__in=self._milik()).order_by().values("pejabat")
        masuk = Pengguna.objects.filter(satker__in=self._milik(), pejabat__isnull=False).order_by().values("pejabat")
        return Q(satker__in=self._milik()) | Q(pk__in=di_sini) | Q(pk__in=masuk)


def kunci_penugasan(penugasan: Penugasan) -> KunciPenugasan:
    return (id(penugasan.pejabat), id(penugasan.jabatan), penugasan.status, penugasan.mulai)


def _isi(hasil: HasilBaca, lembar: str, kunci: str) -> set[str]:
    return {baris[kunci] for baris in hasil[lembar] if baris[kunci]}


def _ada_di(daftar: QuerySet[Any, Any], bidang: str, nilai: Iterable[str]) -> set[str]:
    hasil: set[str] = set()
    for potongan in berkelompok(sorted(nilai)):
        hasil |= set(daftar.filter(**{f"{bidang}__in": potongan}).values_list(bidang, flat=True))
    return hasil
