"""Acts on what was entered: submitting, checking and correcting one realisasi, or all of a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejak.enums import Tindakan as TindakanJejak
from jejak.models import Jejak
from jejak.tampilan import Beda, tampilkan
from organisasi.models import Pengguna, Satker
from sakip.alur import DiubahSejakDilihat, TransisiDitolak
from sakip.pelaku import pelaku_kini

from .enums import KeadaanNilai, StatusRealisasi
from .models import BuktiRealisasi, Pengukuran, Realisasi, RiwayatRealisasi
from .periode import Periode, periode_triwulan, wajib_terbuka
from .rekap import baris_capaian
from .services import TEKS

# --- One realisasi -------------------------------------------------------------------------------------------------


def di_bawah_target(pengukuran: Pengukuran, realisasi: Realisasi) -> bool:
    """Whether the figure misses the quarter's target (the year's where the quarter has none); see `kekurangan`."""
    baris = baris_capaian(pengukuran, realisasi.triwulan, [])
    nilai = baris.hasil.nilai if baris.target is not None else baris.hasil_tahun.nilai
    return realisasi.keadaan == KeadaanNilai.TERISI and nilai is not None and nilai < 100


def kekurangan(pengukuran: Pengukuran, realisasi: Realisasi) -> list[str]:
    """What a realisasi must still say before it is submitted; `pengukuran` from `lengkap()`.

    Below the quarter's target (the year's where the quarter has none) it says why and what will be done about it.
    """
    if not di_bawah_target(pengukuran, realisasi):
        return []
    kurang = []
    if not realisasi.analisis.strip():
        kurang.append("capaiannya di bawah target: jelaskan penyebabnya")
    if not any(t.triwulan == realisasi.triwulan for t in pengukuran.tindak_lanjut.all()):
        kurang.append("capaiannya di bawah target: tulis tindak lanjutnya")
    return kurang


@dataclass(frozen=True)
class BahanAjuan:
    """What submitting looks at, where it was read for many rows at once: `pengukuran` by its key."""

    pengukuran: Mapping[int, Pengukuran]
    periode: Periode | None = None

    @classmethod
    def baca(cls, pengukuran: Iterable[int], periode: Periode | None = None) -> BahanAjuan:
        """A fixed number of queries."""
        semua = Pengukuran.objects.lengkap().prefetch_related("tindak_lanjut", "indikator__pelaksana")
        return cls({p.pk: p for p in semua.filter(pk__in=set(pengukuran))}, periode)


def ajukan_realisasi(
    realisasi: Realisasi, *, oleh: Pengguna, versi: int | None = None, bahan: BahanAjuan | None = None
) -> None:
    """Hand in one realisasi. TransisiDitolak when something is missing, PeriodeTertutup outside the quarter's time.

    `versi`: the one that the person saw; without it the one that was just looked at for what is missing.
    """
    realisasi.wajib_berwenang("ajukan", oleh)
    bahan = bahan or BahanAjuan.baca([realisasi.pengukuran_id])
    pengukuran = bahan.pengukuran[realisasi.pengukuran_id]
    wajib_terbuka(pengukuran, realisasi.triwulan, bahan.periode)
    kini = next((r for r in pengukuran.realisasi.all() if r.pk == realisasi.pk), realisasi)
    if realisasi.dapat_diubah and (kurang := kekurangan(pengukuran, kini)):
        raise TransisiDitolak(f"Belum dapat diajukan: {'; '.join(kurang)}.")
    realisasi.ajukan(oleh=oleh, versi=kini.versi if versi is None else versi)


def tindak_realisasi(
    realisasi: Realisasi,
    tindakan: str,
    *,
    oleh: Pengguna,
    catatan: str = "",
    versi: int | None = None,
    bahan: BahanAjuan | None = None,
) -> None:
    """Do one act of ALUR; `versi` is the version that the person saw, None asks for none.

    DiubahSejakDilihat says what became different since. Otherwise as `ajukan_realisasi` and `Realisasi._pindah`.
    """
    try:
        match tindakan:
            case "ajukan":
                ajukan_realisasi(realisasi, oleh=oleh, versi=versi, bahan=bahan)
            case "verifikasi":
                realisasi.verifikasi(oleh=oleh, versi=versi)
            case "kembalikan":
                realisasi.kembalikan(oleh=oleh, catatan=catatan, versi=versi)
            case "setujui":
                realisasi.setujui(oleh=oleh, versi=versi)
            case _:
                raise ValueError(tindakan)
    except DiubahSejakDilihat as galat:
        raise (DiubahSejakDilihat(_kabar_diubah(realisasi, versi)) if versi else galat) from None


#: What a checker judges; other columns say who and when.
DINILAI = ("keadaan", "nilai", "x", "y", *TEKS)


def perubahan_sejak(realisasi: Realisasi, versi: int) -> list[Beda]:
    """What a person who saw `versi` has not seen: each judged column as it was then and as it is now.

    Each saving is one version and one row of the trail, which does not keep the version itself.
    """
    suntingan = Jejak.objects.filter(
        tabel=Realisasi._meta.db_table, objek=str(realisasi.pk), tindakan=TindakanJejak.UBAH
    ).order_by("-pk")[: max(realisasi.versi - versi, 0)]
    hasil: dict[str, Beda] = {}
    for baris in tampilkan(reversed(suntingan)):
        for beda in baris.beda:
            if beda.kolom in DINILAI:
                lama = hasil.get(beda.kolom, beda)
                hasil[beda.kolom] = replace(beda, sebelum=lama.sebelum, sebelum_penuh=lama.sebelum_penuh)
    return [b for b in hasil.values() if b.sebelum_penuh != b.sesudah_penuh]


def _kabar_diubah(realisasi: Realisasi, versi: int) -> str:
    kini = Realisasi.objects.select_related("disunting_oleh").get(pk=realisasi.pk)
    beda = "; ".join(f"{b.nama} {b.sebelum} → {b.sesudah}" for b in perubahan_sejak(kini, versi))
    oleh = f" oleh {kini.disunting_oleh}" if kini.disunting_oleh else ""
    return (
        f"Realisasi ini diubah sejak Anda melihatnya{oleh}{f': {beda}' if beda else ''}. Periksa lagi, lalu putuskan."
    )


@transaction.atomic
def koreksi_realisasi(realisasi: Realisasi, *, alasan: str, oleh: Pengguna) -> Realisasi:
    """A further version of an approved realisasi, as a draft with its evidence; the approved one stays as it is.

    TransisiDitolak without a reason, when it is not approved, or when a correction is under way.
    """
    wajib_terbuka(realisasi.pengukuran, realisasi.triwulan)
    if not alasan.strip():
        raise TransisiDitolak("Alasan koreksi wajib diisi.")
    lama = Realisasi.objects.select_for_update(of=("self",)).get(pk=realisasi.pk)
    semua = Realisasi.objects.filter(pengukuran=lama.pengukuran_id, triwulan=lama.triwulan)
    if lama.status != StatusRealisasi.DISETUJUI:
        raise TransisiDitolak("Yang dikoreksi hanya realisasi yang sudah disetujui; yang lain cukup diubah.")
    if semua.filter(revisi__gt=lama.revisi).exists():
        raise TransisiDitolak("Realisasi ini sudah mempunyai koreksi yang lebih baru.")
    pelimpahan = oleh.pelimpahan_dipakai
    isi = {nama: getattr(lama, nama) for nama in ("triwulan", "keadaan", "nilai", "x", "y", *TEKS)}
    try:
        with transaction.atomic():
            baru = Realisasi.objects.create(
                pengukuran=lama.pengukuran,
                revisi=lama.revisi + 1,
                alasan_revisi=alasan.strip(),
                diisi_oleh=oleh,
                diisi_atas_nama=pelimpahan.penugasan if pelimpahan else None,
                disunting_oleh=oleh,
                diisi_pada=timezone.now(),
                **isi,
            )
    except IntegrityError:
        raise TransisiDitolak("Realisasi ini sudah mempunyai koreksi yang lebih baru.") from None
    baru.kegiatan_pendukung.set(lama.kegiatan_pendukung.all())
    BuktiRealisasi.objects.bulk_create(
        BuktiRealisasi(realisasi=baru, bukti_id=b.bukti_id, urut=b.urut) for b in lama.bukti_realisasi.all()
    )
    _catat_koreksi(baru, "koreksi", oleh, alasan)
    return baru


@transaction.atomic
def batalkan_koreksi(realisasi: Realisasi, *, oleh: Pengguna) -> None:
    """Throw a correction away that nobody has submitted; the approved version counts again.

    What happened to the correction stays in the history of the approved version.
    """
    dapat = Realisasi.objects.select_for_update(of=("self",)).filter(pk=realisasi.pk, revisi__gt=0).first()
    if dapat is None or not dapat.dapat_diubah:
        raise TransisiDitolak("Hanya koreksi yang belum diajukan yang dapat dibatalkan.")
    lama = Realisasi.objects.get(pengukuran=dapat.pengukuran_id, triwulan=dapat.triwulan, revisi=dapat.revisi - 1)
    RiwayatRealisasi.objects.filter(objek=dapat).update(objek=lama)
    _catat_koreksi(lama, "batalkan_koreksi", oleh, dapat.alasan_revisi, dari=dapat.status)
    dapat.delete()


def _catat_koreksi(objek: Realisasi, tindakan: str, oleh: Pengguna, catatan: str, *, dari: str = "") -> None:
    RiwayatRealisasi.objects.create(
        objek=objek,
        tindakan=tindakan,
        dari=dari,
        ke=objek.status,
        oleh=oleh,
        atas_nama=pelaku_kini().atas_nama[:250],
        catatan=catatan,
    )


# --- A whole quarter -----------------------------------------------------------------------------------------------

#: Acts that may be done on all rows of a quarter at once; returning needs a note for each.
TINDAKAN_SEMUA = ("ajukan", "verifikasi", "setujui")


@dataclass(frozen=True)
class HasilSemua:
    """`banyak` were done; `tertahan` says of each that was not, why."""

    banyak: int
    tertahan: tuple[str, ...] = ()


def tindak_triwulan(
    *,
    satker: Satker,
    tahun: int,
    triwulan: int,
    tindakan: str,
    oleh: Pengguna,
    hanya: set[int] | None = None,
    versi: Mapping[int, int] | None = None,
) -> HasilSemua:
    """Do one act on every realisasi of the quarter that allows it to this person (`hanya`: of these Pengukuran).

    `versi`: the realisasi that the person saw, each with its version; only these. A row that somebody else moved
    meanwhile is passed over, not failed; one that was changed is named.
    """
    if tindakan not in TINDAKAN_SEMUA:
        raise ValueError(tindakan)
    semua = Realisasi.objects.terkini().filter(pengukuran__satker=satker, pengukuran__tahun=tahun, triwulan=triwulan)
    if hanya is not None:
        semua = semua.filter(pengukuran__in=hanya)
    if versi is not None:
        semua = semua.filter(pk__in=versi)
    banyak, tertahan = 0, []
    semua = semua.select_related("pengukuran__satker", "pengukuran__indikator", "diisi_atas_nama")
    semua = semua.prefetch_related("pengukuran__indikator__pelaksana")
    dapat = [r for r in semua if any(t.nama == tindakan for t in r.tindakan_untuk(oleh))]
    bahan = None
    if dapat and tindakan == "ajukan":
        bahan = BahanAjuan.baca((r.pengukuran_id for r in dapat), periode_triwulan(satker, tahun, triwulan))
    for realisasi in dapat:
        dilihat = None if versi is None else versi[realisasi.pk]
        try:
            tindak_realisasi(realisasi, tindakan, oleh=oleh, versi=dilihat, bahan=bahan)
        except TransisiDitolak as galat:
            tertahan.append(f"{realisasi.pengukuran.indikator.kode}: {galat}")
            continue
        banyak += 1
    return HasilSemua(banyak, tuple(tertahan))
