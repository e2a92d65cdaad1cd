"""Following a plan: the first copy, and taking over a newer version. Both are the one act of `_Penyelaras`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from sakip.alur import TransisiDitolak

from ..enums import StatusRenstra
from ..kunci import kunci_agregasi
from ..models import Indikator, Renstra, StandarNasional, TargetTahunan
from ..services import buat_revisi, kunci_terbuka
from ..services_kaskade import rujukan, susun_renstra
from ..urutan import SAMPING, rapikan_sasaran
from .beda import target_induk
from .garis import SEMUA, Jenis, baris_renstra, calon_induk, diambil, garis, induk_kini
from .lindung import sebut_induk

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker


@transaction.atomic
def ikuti(
    *, satker: Satker, induk: Renstra, judul: str, indikator: Collection[int], salin_target: bool, oleh: Pengguna
) -> Renstra:
    """A draft that follows a plan in force of a satker above, with these of its indikator.

    `salin_target`: its targets are the first own ones; otherwise the years are empty. Raises PermissionDenied,
    SudahAda, and TransisiDitolak when `induk` cannot be followed (any more).
    """
    renstra = Renstra(
        satker=satker,
        judul=judul,
        periode_awal=induk.periode_awal,
        periode_akhir=induk.periode_akhir,
        visi=induk.visi,
        mengikuti=induk,
    )
    susun_renstra(renstra=renstra, oleh=oleh)
    if not calon_induk(satker).filter(pk=induk.pk).exists():
        raise TransisiDitolak("Renstra induk itu tidak berlaku lagi. Muat ulang halaman untuk memilih yang berlaku.")
    _Penyelaras(renstra, induk, indikator, salin_target=salin_target).jalankan()
    return renstra


@transaction.atomic
def selaraskan(
    *, renstra: Renstra, indikator: Collection[int], target: bool, oleh: Pengguna, alasan: str = ""
) -> Renstra:
    """Take the version in force over: into the draft itself, or into a revision of a fixed plan; returns which.

    `indikator`: keys of that version's indikator that this satker takes. `target`: an own target that still is the
    followed plan's old one becomes the new one, and new indikator come with targets. Raises PermissionDenied and
    TransisiDitolak (not open, nothing to follow, no reason for the revision).
    """
    if not oleh.has_perm("renstra.ubah_renstra", renstra):
        raise PermissionDenied("Anda tidak berwenang mengubah Renstra ini.")
    induk = induk_kini(renstra)
    if induk is None:
        raise TransisiDitolak("Renstra ini tidak mengikuti Renstra lain, atau Renstra induknya tidak berlaku lagi.")
    if renstra.status == StatusRenstra.DITETAPKAN:
        renstra = buat_revisi(renstra=renstra, oleh=oleh, alasan=alasan)
    kunci_terbuka(renstra.pk)
    renstra = Renstra.objects.select_related("mengikuti__satker").get(pk=renstra.pk)
    _Penyelaras(renstra, induk, indikator, salin_target=target).jalankan()
    status = renstra.status
    renstra.riwayat.create(tindakan="selaraskan", dari=status, ke=status, oleh=oleh, catatan=sebut_induk(renstra))
    return renstra


class _Penyelaras:
    """Makes the inherited rows of a draft those of `induk`; own rows and own fields stay as they are."""

    def __init__(self, renstra: Renstra, induk: Renstra, indikator: Collection[int], *, salin_target: bool) -> None:
        self.renstra, self.induk = renstra, induk
        self.salin_target = salin_target
        self.sumber = baris_renstra(induk)
        self.milik = baris_renstra(renstra)
        self.peta = garis(self.sumber, induk, renstra.mengikuti)
        self.diambil = diambil(self.sumber, indikator)
        #: Row of the followed plan → own row.
        self.padanan: dict[type, dict[int, Any]] = {}
        self.lepas: list[Any] = []
        #: Own indikator whose figures were read by another kind of unit.
        self.ganti_satuan: set[int] = set()
        self.target_lama: dict[int, dict[int, Decimal]] = {}

    def jalankan(self) -> None:
        acuan = (i.acuan_id for i in self.milik[Indikator].values() if i.acuan_id)
        self.target_lama = target_induk([*acuan, *self.diambil[Indikator]])
        for jenis in SEMUA:
            self._selaraskan_jenis(jenis)
        self._lepaskan()
        if self.renstra.mengikuti_id != self.induk.pk:
            self.renstra.simpan_versi(self.renstra.versi, visi=self.induk.visi, mengikuti=self.induk)
        rapikan_sasaran(self.renstra)

    # --- Rows of one kind -------------------------------------------------------------------------------------------

    def _selaraskan_jenis(self, jenis: Jenis) -> None:
        model = jenis.model
        peta, semua = self.peta[model], self.milik[model].values()
        ada = {peta[b.acuan_id]: b for b in semua if b.acuan_id and peta.get(b.acuan_id) in self.diambil[model]}
        tetap = {b.pk for b in ada.values()}
        self.lepas += [b for b in semua if b.acuan_id and b.pk not in tetap]
        dulu = {b.pk: b.acuan_id for b in ada.values()}
        berubah: dict[int, set[str]] = {}
        self.padanan[model] = {}
        for pk, acuan in self.sumber[model].items():
            if pk in self.diambil[model]:
                baris = self.padanan[model][pk] = ada.get(pk) or model(urut=0)
                bidang = self._isi(jenis, baris, acuan)
                if baris.pk and (bidang or dulu[baris.pk] != pk):
                    berubah[baris.pk] = bidang
        baru = [b for b in self.padanan[model].values() if b.pk is None]
        self._tulis(jenis, berubah, baru)
        if model is Indikator:
            self._rincian_baru(baru)
            for baris in ada.values():
                self._rincian_lama(baris, dulu[baris.pk])

    def _isi(self, jenis: Jenis, baris: Any, acuan: Any) -> set[str]:
        """Give a row the words and the place of its `acuan`; the names of the fields that change."""
        kolom = {n: baris._meta.get_field(n).attname for n in jenis.isi}
        berubah = {n for n, k in kolom.items() if getattr(baris, k) != getattr(acuan, k)}
        if "agregasi" in berubah and baris.pk and kunci_agregasi(baris):
            berubah.discard("agregasi")  # figures of the quarters exist: how they make a year is fixed
        if "satuan" in berubah and baris.pk and not _satuan_sejenis(baris.satuan, acuan.satuan):
            self.ganti_satuan.add(baris.pk)
        for nama in berubah:
            setattr(baris, kolom[nama], getattr(acuan, kolom[nama]))
        for nama in jenis.induk:
            model = baris._meta.get_field(nama).related_model
            atas = self.padanan[model].get(getattr(acuan, f"{nama}_id") or 0)
            if getattr(baris, f"{nama}_id") != (atas.pk if atas else None):
                setattr(baris, nama, atas)
                berubah.add(nama)
        if not baris.pk:
            if jenis.lingkup == "renstra":
                baris.renstra = self.renstra
            if isinstance(baris, Indikator):
                baris.iku, baris.tampilan = acuan.iku, acuan.tampilan
        baris.acuan = acuan
        return berubah

    def _tulis(self, jenis: Jenis, berubah: dict[int, set[str]], baru: list[Any]) -> None:
        """In the order of the followed plan, own rows after them; a list whose order stays keeps its numbers."""
        milik, tabel = self.milik[jenis.model], jenis.model._default_manager
        pindah = {b.pk for b in self._urutkan(jenis, [*milik.values(), *baru]) if b.pk}
        pindah |= {pk for pk, bidang in berubah.items() if jenis.lingkup in bidang}
        menyingkir = pindah | {b.pk for b in self.lepas if isinstance(b, jenis.model)}
        tabel.filter(pk__in=menyingkir).update(urut=F("urut") + SAMPING)
        tulis = [milik[pk] for pk in sorted(pindah | set(berubah))]
        for baris in tulis:
            baris.versi += 1
        if tulis:
            tabel.bulk_update(tulis, [*jenis.isi, *jenis.induk, "acuan", "urut", "versi"], batch_size=200)
        tabel.bulk_create(baru)

    def _urutkan(self, jenis: Jenis, semua: list[Any]) -> list[Any]:
        """Number the rows; those whose number is another one now."""
        tempat = {id(b): n for n, b in enumerate(self.padanan[jenis.model].values())}
        lepas = {id(b) for b in self.lepas}
        daftar: defaultdict[int, list[Any]] = defaultdict(list)
        for baris in semua:
            if id(baris) not in lepas:
                daftar[getattr(baris, f"{jenis.lingkup}_id")].append(baris)
        pindah = []
        for isi in daftar.values():
            isi.sort(key=lambda b: b.urut)
            warisan = [tempat[id(b)] for b in isi if id(b) in tempat]
            baru = any(b.pk is None for b in isi) or len({b.urut for b in isi}) != len(isi)
            if not baru and warisan == sorted(warisan):
                continue
            isi.sort(key=lambda b: tempat.get(id(b), len(tempat)))
            for urut, baris in enumerate(isi, start=1):
                if baris.urut != urut:
                    baris.urut = urut
                    pindah.append(baris)
        return pindah

    # --- What hangs on an indikator ---------------------------------------------------------------------------------

    def _rincian_baru(self, baru: Iterable[Indikator]) -> None:
        standar = StandarNasional.objects.filter(indikator__in=[i.acuan_id for i in baru])
        milik = {i.acuan_id: i.pk for i in baru}
        StandarNasional.objects.bulk_create(
            [StandarNasional(indikator_id=milik[s.indikator_id], tahun=s.tahun, nilai=s.nilai) for s in standar]
        )
        if self.salin_target:
            TargetTahunan.objects.bulk_create([t for i in baru for t in self._salinan_target(i)])

    def _salinan_target(self, indikator: Indikator) -> Iterable[TargetTahunan]:
        isi = self.target_lama.get(indikator.acuan_id or 0, {})
        return (TargetTahunan(indikator=indikator, tahun=tahun, nilai=nilai) for tahun, nilai in isi.items())

    def _rincian_lama(self, indikator: Indikator, dulu: int) -> None:
        """Figures of another kind of unit mean nothing any more; an own target that was the old one follows."""
        kini, lama = self.target_lama.get(indikator.acuan_id or 0, {}), self.target_lama.get(dulu, {})
        if indikator.pk in self.ganti_satuan:
            indikator.target_tahunan.all().delete()
            indikator.standar_nasional.all().delete()
            Indikator.objects.filter(pk=indikator.pk).update(baseline=None, tahun_baseline=None)
            TargetTahunan.objects.bulk_create(self._salinan_target(indikator) if self.salin_target else [])
        elif self.salin_target and kini != lama:
            self._ikutkan_target(indikator, lama, kini)

    def _ikutkan_target(self, indikator: Indikator, lama: dict[int, Decimal], kini: dict[int, Decimal]) -> None:
        milik = {t.tahun: t for t in indikator.target_tahunan.all()}
        for tahun in lama.keys() | kini.keys():
            target, nilai = milik.get(tahun), kini.get(tahun)
            if lama.get(tahun) == nilai or (target.nilai if target else None) != lama.get(tahun):
                continue
            if target is None and nilai is not None:
                TargetTahunan.objects.create(indikator=indikator, tahun=tahun, nilai=nilai)
            elif target is not None and nilai is None:
                target.delete()
            elif target is not None:
                target.simpan_versi(target.versi, nilai=nilai, teks_cetak="")

    # --- What is gone -----------------------------------------------------------------------------------------------

    def _lepaskan(self) -> None:
        """The lowest first. What own rows stand below, or other papers use, stays as an own row."""
        for baris in reversed(self.lepas):
            model = type(baris)
            model._default_manager.filter(pk=baris.pk).update(acuan=None, versi=F("versi") + 1)
            if not rujukan(baris):
                baris.delete()
        for baris in self.lepas:
            if baris.pk:
                self._beri_tempat(baris)

    def _beri_tempat(self, baris: Any) -> None:
        jenis = next(j for j in SEMUA if j.model is type(baris))
        lingkup = {jenis.lingkup: getattr(baris, f"{jenis.lingkup}_id")}
        saudara = jenis.model._default_manager.filter(**lingkup, urut__lt=SAMPING)
        akhir = saudara.order_by("-urut").values_list("urut", flat=True).first() or 0
        jenis.model._default_manager.filter(pk=baris.pk).update(urut=akhir + 1)


def _satuan_sejenis(lama: Any, baru: Any) -> bool:
    return (lama.jenis, lama.skala_id) == (baru.jenis, baru.skala_id)
