"""Acts on the measurement of a year: preparing it, spreading targets, entering, submitting, checking, correcting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Pengguna, Satker
from perjanjian.models import PerjanjianKinerja
from renstra.enums import JenisSatuan
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah
from sakip.pelaku import pelaku_kini
from sakip.sisip import perbarui, sisipkan

from . import perhitungan as hitung
from .enums import KeadaanNilai, StatusRealisasi
from .models import BuktiRealisasi, Pengukuran, Realisasi, RiwayatRealisasi, TargetTriwulan
from .penyiapan import Rencana, susun_rencana
from .periode import wajib_terbuka
from .rekap import baris_capaian

# --- Preparing a year ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Penyiapan:
    """What preparing did or would do, in numbers of indikator; see `penyiapan.Rencana`.

    `dipindah`: their target (and, after a revision of the Renstra, their indikator) follows the PK in force. `tetap`
    changes nothing, but people should know of it.
    """

    baru: int
    dipindah: int
    dilepas: int = 0
    tetap: int = 0

    @property
    def ada(self) -> bool:
        return bool(self.baru or self.dipindah or self.dilepas)

    @classmethod
    def dari(cls, rencana: Rencana) -> Penyiapan:
        return cls(len(rencana.baru), len(rencana.pindah), len(rencana.lepas), len(rencana.tetap))


def perjanjian_sekretaris(satker: Satker, tahun: int) -> PerjanjianKinerja | None:
    """The PK in force whose targets are those of the satker."""
    return (
        PerjanjianKinerja.objects.berlaku()
        .for_tahun(tahun)
        .filter(satker=satker, pihak_pertama__jabatan__jenis=JenisJabatan.SEKRETARIS)
        .order_by("-tanggal", "-pk")
        .first()
    )


def rencana_penyiapan(satker: Satker, tahun: int) -> Penyiapan:
    """What `siapkan_pengukuran` would do now; nothing is written."""
    perjanjian = perjanjian_sekretaris(satker, tahun)
    if perjanjian is None:
        return Penyiapan(0, 0)
    return Penyiapan.dari(susun_rencana(perjanjian, Pengukuran.objects.filter(satker=satker).for_tahun(tahun)))


@transaction.atomic
def siapkan_pengukuran(*, satker: Satker, tahun: int, oleh: Pengguna) -> Penyiapan:
    """Make the year's indikator measurable: a Pengukuran per row of the Sekretaris's PK that names a Renstra indikator.

    May be done again at any time: what exists stays with its realisasi, and follows the PK in force (its row becomes
    the `butir`, its indikator the Renstra's of today). What the PK no longer carries goes when nobody has filled it.
    Refused without such a PK.
    """
    perjanjian = perjanjian_sekretaris(satker, tahun)
    if perjanjian is None:
        raise TransisiDitolak(f"Belum ada perjanjian kinerja Sekretaris tahun {tahun} yang berlaku.")
    PerjanjianKinerja.objects.select_for_update().get(pk=perjanjian.pk)  # two people press the button at once
    terkunci = Pengukuran.objects.filter(satker=satker).for_tahun(tahun).select_for_update(of=("self",))
    rencana = susun_rencana(perjanjian, terkunci)  # locked: nobody enters into what is about to go
    Pengukuran.objects.filter(pk__in=[p.pk for p in rencana.lepas]).delete()
    for pengukuran, butir in rencana.pindah:
        Pengukuran.objects.filter(pk=pengukuran.pk).update(butir=butir, indikator=butir.indikator)
    Pengukuran.objects.bulk_create(
        Pengukuran(satker=satker, tahun=tahun, indikator=butir.indikator, butir=butir) for butir in rencana.baru
    )
    return Penyiapan.dari(rencana)


# --- The year's target over the quarters ---------------------------------------------------------------------------

#: From here on the quarter's target stands: somebody judged the figure by it.
SUDAH_DIAJUKAN = (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DISETUJUI)


def usulan_target(pengukuran: Pengukuran) -> tuple[Decimal, ...]:
    """What TW I–IV could be, from the year's target and the indikator's aggregation; () without a target."""
    if pengukuran.target is None:
        return ()
    return hitung.usulan_sebaran(pengukuran.target, agregasi=hitung.Agregasi(pengukuran.indikator.agregasi))


@transaction.atomic
def simpan_target_triwulan(pengukuran: Pengukuran, sebaran: Mapping[int, Decimal | None]) -> bool:
    """Write the targets of the quarters named in `sebaran` (None: no target); whether anything changed.

    TransisiDitolak when the four together do not lead to the year's target, or when a quarter that is submitted or
    further would change.
    """
    Pengukuran.objects.select_for_update(of=("self",)).get(pk=pengukuran.pk)
    semula = dict(TargetTriwulan.objects.filter(pengukuran=pengukuran).values_list("triwulan", "nilai"))
    baru = {t: sebaran.get(t, semula.get(t)) for t in range(1, 5)}
    berubah = [t for t in baru if baru[t] != semula.get(t)]
    if not berubah:
        return False
    terkunci = Realisasi.objects.filter(pengukuran=pengukuran, triwulan__in=berubah, status__in=SUDAH_DIAJUKAN)
    if kunci := terkunci.order_by("triwulan").first():
        raise TransisiDitolak(
            f"Target {kunci.get_triwulan_display()} terkunci: realisasinya sudah {kunci.get_status_display().lower()}."
        )
    if pengukuran.target is not None:
        agregasi = hitung.Agregasi(pengukuran.indikator.agregasi)
        ordinal = pengukuran.indikator.satuan.jenis == JenisSatuan.ORDINAL
        galat = hitung.galat_sebaran(
            [baru[t] for t in range(1, 5)], pengukuran.target, agregasi=agregasi, ordinal=ordinal
        )
        if galat:
            raise TransisiDitolak(galat)
    for triwulan in berubah:
        nilai = baru[triwulan]
        if nilai is None:
            TargetTriwulan.objects.filter(pengukuran=pengukuran, triwulan=triwulan).delete()
        else:
            TargetTriwulan.objects.update_or_create(pengukuran=pengukuran, triwulan=triwulan, defaults={"nilai": nilai})
    return True


#: The prose beside a figure.
TEKS = ("analisis", "hambatan", "upaya")

# --- Entering ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianRealisasi:
    """What a person entered for one indikator and quarter; values in the indikator's satuan.

    `x` and `y` are the parts of a percentage that was computed from them; None where the figure alone was typed.
    """

    keadaan: str
    nilai: Decimal | None
    analisis: str = ""
    hambatan: str = ""
    upaya: str = ""
    x: Decimal | None = None
    y: Decimal | None = None

    def sama_dengan(self, realisasi: Realisasi) -> bool:
        return all(getattr(realisasi, nama) == isi for nama, isi in vars(self).items())


class RealisasiBentrok(VersiBerubah):
    """Somebody else saved this realisasi meanwhile; `kini` is what is stored now."""

    def __init__(self, kini: Realisasi) -> None:
        super().__init__()
        self.kini = kini


@transaction.atomic
def simpan_realisasi(
    *, pengukuran: Pengukuran, triwulan: int, versi: int, isian: IsianRealisasi, oleh: Pengguna
) -> Realisasi:
    """Write one realisasi; `versi` is the one the person saw, 0 when there was none.

    Raises RealisasiBentrok when somebody else was faster with other values, TransisiDitolak when it is submitted or
    further, PeriodeTertutup outside the quarter's time.
    """
    wajib_terbuka(pengukuran, triwulan)
    _wajib_utuh(isian)
    semua = Realisasi.objects.select_for_update(of=("self",)).select_related("diisi_oleh")
    kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).order_by("-revisi").first()
    if kini is None:
        try:
            with transaction.atomic():
                return Realisasi.objects.create(pengukuran=pengukuran, triwulan=triwulan, **_nilai_baru(isian, oleh))
        except IntegrityError:
            kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).order_by("-revisi")[0]
    if isian.sama_dengan(kini):
        return kini
    return kini.simpan_versi(versi, **_nilai_ubahan(kini, versi, isian, oleh))


def simpan_banyak(
    *,
    triwulan: int,
    isian: Iterable[tuple[int, Realisasi | None, int, IsianRealisasi]],
    oleh: Pengguna | None,
) -> int:
    """Write many realisasi of a quarter as `simpan_realisasi` does one, in a fixed number of statements; how many.

    Each of `isian` is the key of the Pengukuran, what is stored (read `select_for_update` in this transaction, or
    None), the version that the person saw, and what was entered. The caller asked for the period, once for all rows.
    All or nothing: RealisasiBentrok, TransisiDitolak. `oleh` None: the system.
    """
    baru, ubah = [], []
    for pengukuran, kini, versi, satu in isian:
        _wajib_utuh(satu)
        if kini is None:
            baru.append({"pengukuran_id": pengukuran, "triwulan": triwulan} | _nilai_baru(satu, oleh))
        elif not satu.sama_dengan(kini):
            ubah.append({"id": kini.pk} | _semua_nilai(kini) | _nilai_ubahan(kini, versi, satu, oleh))
    for daftar, tulis in ((baru, sisipkan), (ubah, perbarui)):
        baris = [_dengan_kunci_asing(b) for b in daftar]
        if baris:
            bidang = [nama for nama in baris[0] if nama != "id"]
            tulis(Realisasi, bidang, [tuple(b.values()) for b in baris])
    return len(baru) + len(ubah)


#: Columns that entering may write.
_DITULIS = (
    *("keadaan", "nilai", "analisis", "hambatan", "upaya", "x", "y"),
    *("disunting_oleh_id", "diisi_oleh_id", "diisi_atas_nama_id", "diisi_pada", "teks_cetak", "catatan_cetak"),
)


def _semua_nilai(kini: Realisasi) -> dict[str, object]:
    return {nama: getattr(kini, nama) for nama in _DITULIS}


def _dengan_kunci_asing(nilai: dict[str, object]) -> dict[str, object]:
    """Related rows by their keys, in one order for all rows."""
    hasil = dict(nilai)
    for nama in ("disunting_oleh", "diisi_oleh", "diisi_atas_nama"):
        if nama in hasil:
            satu = hasil.pop(nama)
            hasil[f"{nama}_id"] = getattr(satu, "pk", None)
    return dict(sorted(hasil.items(), key=lambda isi: (isi[0] != "id", isi[0])))


def _wajib_utuh(isian: IsianRealisasi) -> None:
    if (isian.keadaan == KeadaanNilai.TERISI) != (isian.nilai is not None):
        raise TransisiDitolak("Realisasi diisi bila keadaannya “Terisi”, dan dikosongkan bila tidak.")


def _pengisi(oleh: Pengguna | None) -> dict[str, object]:
    pelimpahan = oleh.pelimpahan_dipakai if oleh else None
    return {
        "diisi_oleh": oleh,
        "diisi_atas_nama": pelimpahan and pelimpahan.penugasan,
        "diisi_pada": timezone.now(),
    }


def _nilai_baru(isian: IsianRealisasi, oleh: Pengguna | None) -> dict[str, object]:
    """The columns of a first entry."""
    return {**vars(isian), "disunting_oleh": oleh, **_pengisi(oleh)}


def _nilai_ubahan(kini: Realisasi, versi: int, isian: IsianRealisasi, oleh: Pengguna | None) -> dict[str, object]:
    """The columns that an entry writes over `kini`. TransisiDitolak when it is locked, RealisasiBentrok when newer."""
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"Realisasi ini sudah {kini.get_status_display().lower()} dan tidak dapat diubah lagi.")
    if kini.versi != versi:
        raise RealisasiBentrok(kini)
    nilai: dict[str, object] = {**vars(isian), "disunting_oleh": oleh}
    if any(getattr(kini, bagian) != getattr(isian, bagian) for bagian in ("keadaan", "nilai", "x", "y")):
        nilai |= _pengisi(oleh)  # who wrote the analysis did not enter the figure
    if (kini.keadaan, kini.nilai) != (isian.keadaan, isian.nilai):
        nilai |= {"teks_cetak": "", "catatan_cetak": ""}  # what an old paper printed is not this figure
    return nilai


# --- Submitting, checking, correcting ------------------------------------------------------------------------------


def kekurangan(pengukuran: Pengukuran, realisasi: Realisasi) -> list[str]:
    """What a realisasi must still say before it is submitted; `pengukuran` from `lengkap()`.

    Below the quarter's target (the year's where the quarter has none) it says why and what will be done about it.
    """
    baris = baris_capaian(pengukuran, realisasi.triwulan, [])
    nilai = baris.hasil.nilai if baris.target is not None else baris.hasil_tahun.nilai
    if realisasi.keadaan != KeadaanNilai.TERISI or nilai is None or nilai >= 100:
        return []
    kurang = []
    if not realisasi.analisis.strip():
        kurang.append("capaiannya di bawah target: jelaskan penyebabnya")
    if not any(t.triwulan == realisasi.triwulan for t in pengukuran.tindak_lanjut.all()):
        kurang.append("capaiannya di bawah target: tulis rencana tindak lanjut")
    return kurang


def ajukan_realisasi(realisasi: Realisasi, *, oleh: Pengguna) -> None:
    """Hand in one realisasi. TransisiDitolak when something is missing, PeriodeTertutup outside the quarter's time."""
    realisasi.wajib_berwenang("ajukan", oleh)
    wajib_terbuka(realisasi.pengukuran, realisasi.triwulan)
    pengukuran = Pengukuran.objects.lengkap().prefetch_related("tindak_lanjut").get(pk=realisasi.pengukuran_id)
    if realisasi.dapat_diubah and (kurang := kekurangan(pengukuran, realisasi)):
        raise TransisiDitolak(f"Belum dapat diajukan: {'; '.join(kurang)}.")
    realisasi.ajukan(oleh=oleh)


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
    RiwayatRealisasi.objects.create(
        objek=baru,
        tindakan="koreksi",
        ke=baru.status,
        oleh=oleh,
        atas_nama=pelaku_kini().atas_nama[:250],
        catatan=alasan,
    )
    return baru


@transaction.atomic
def batalkan_koreksi(realisasi: Realisasi) -> None:
    """Throw a correction away that nobody has submitted; the approved version counts again."""
    dapat = Realisasi.objects.select_for_update(of=("self",)).filter(pk=realisasi.pk, revisi__gt=0).first()
    if dapat is None or not dapat.dapat_diubah:
        raise TransisiDitolak("Hanya koreksi yang belum diajukan yang dapat dibatalkan.")
    dapat.delete()


# --- A whole quarter -----------------------------------------------------------------------------------------------

#: Acts that may be done on all rows of a quarter at once; returning needs a note for each.
TINDAKAN_SEMUA = ("ajukan", "verifikasi", "setujui")


@dataclass(frozen=True)
class HasilSemua:
    """`banyak` were done; `tertahan` says of each that was not, why."""

    banyak: int
    tertahan: tuple[str, ...] = ()


def tindak_triwulan(
    *, satker: Satker, tahun: int, triwulan: int, tindakan: str, oleh: Pengguna, hanya: set[int] | None = None
) -> HasilSemua:
    """Do one act on every realisasi of the quarter that allows it to this person (`hanya`: of these Pengukuran).

    A row that somebody else moved meanwhile is passed over, not failed.
    """
    if tindakan not in TINDAKAN_SEMUA:
        raise ValueError(tindakan)
    semua = Realisasi.objects.terkini().filter(pengukuran__satker=satker, pengukuran__tahun=tahun, triwulan=triwulan)
    if hanya is not None:
        semua = semua.filter(pengukuran__in=hanya)
    banyak, tertahan = 0, []
    for realisasi in semua.select_related("pengukuran__satker", "pengukuran__indikator", "diisi_atas_nama"):
        if not any(t.nama == tindakan for t in realisasi.tindakan_untuk(oleh)):
            continue
        try:
            match tindakan:
                case "ajukan":
                    ajukan_realisasi(realisasi, oleh=oleh)
                case "verifikasi":
                    realisasi.verifikasi(oleh=oleh)
                case _:
                    realisasi.setujui(oleh=oleh)
        except TransisiDitolak as galat:
            tertahan.append(f"{realisasi.pengukuran.indikator.kode}: {galat}")
            continue
        banyak += 1
    return HasilSemua(banyak, tuple(tertahan))
