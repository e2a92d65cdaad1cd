"""Acts on the measurement of a year: preparing it, spreading targets, entering, submitting, checking, correcting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jejak.enums import Tindakan as TindakanJejak
from jejak.models import Jejak
from jejak.tampilan import Beda, tampilkan
from organisasi.enums import JenisJabatan
from organisasi.models import Pengguna, Satker
from perjanjian.models import PerjanjianKinerja
from renstra.enums import JenisSatuan, Polaritas
from renstra.models import Indikator
from sakip.alur import DiubahSejakDilihat, TransisiDitolak
from sakip.models import VersiBerubah
from sakip.pelaku import pelaku_kini
from sakip.sisip import perbarui, sisipkan

from . import perhitungan as hitung
from .enums import KeadaanNilai, StatusRealisasi
from .models import BuktiRealisasi, Pengukuran, Realisasi, RiwayatRealisasi, TargetTriwulan
from .penyiapan import Rencana, susun_rencana
from .periode import Periode, wajib_terbuka
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
            TargetTriwulan.objects.update_or_create(
                pengukuran=pengukuran,
                triwulan=triwulan,
                defaults={"nilai": nilai, "versi": F("versi") + 1},
                create_defaults={"nilai": nilai},
            )
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


#: What a grid writes; the prose beside it stays as it is.
ANGKA = ("keadaan", "nilai", "x", "y")


def galat_kumulatif(pengukuran: Pengukuran, triwulan: int, nilai: Decimal | None) -> str:
    """Why this value does not fit between the other quarters' of a running count, in Indonesian; "" when it does.

    Counts whose year is the last quarter's value add up from quarter to quarter and may not fall. One query, and for
    other indikator none: a percentage, an index or a grade may be lower than before.
    """
    if nilai is None or not tidak_boleh_turun(pengukuran.indikator):
        return ""
    terkini = Realisasi.objects.filter(pengukuran=pengukuran).order_by("revisi").values_list("triwulan", "nilai")
    return hitung.galat_sekitar(dict(terkini), triwulan, nilai)


def tidak_boleh_turun(indikator: Indikator) -> bool:
    """Whether the quarters of this indikator are a running count."""
    naik = indikator.agregasi == hitung.Agregasi.NILAI_AKHIR and indikator.polaritas == Polaritas.MAKSIMASI
    return naik and indikator.satuan.jenis == JenisSatuan.CACAH


@transaction.atomic
def simpan_realisasi(
    *,
    pengukuran: Pengukuran,
    triwulan: int,
    versi: int,
    isian: IsianRealisasi,
    oleh: Pengguna,
    kegiatan: set[int] | None = None,
    periode: Periode | None = None,
) -> Realisasi:
    """Write one realisasi; `versi` is the one the person saw, 0 when there was none.

    `kegiatan`: keys of the supporting activities; None leaves them. `periode`: see `wajib_terbuka`. Raises
    RealisasiBentrok when somebody else was faster with other values, TransisiDitolak when it is submitted or further or
    a running count falls, PeriodeTertutup outside the quarter's time.
    """
    wajib_terbuka(pengukuran, triwulan, periode)
    _wajib_utuh(isian)
    semua = Realisasi.objects.select_for_update(of=("self",)).select_related("diisi_oleh")
    kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).order_by("-revisi").first()
    if kini is None:
        _wajib_tidak_turun(pengukuran, triwulan, isian.nilai)
        try:
            with transaction.atomic():
                baru = Realisasi.objects.create(pengukuran=pengukuran, triwulan=triwulan, **_nilai_baru(isian, oleh))
                if kegiatan:
                    baru.kegiatan_pendukung.set(kegiatan)
                return baru
        except IntegrityError:
            kini = semua.filter(pengukuran=pengukuran, triwulan=triwulan).order_by("-revisi")[0]
    tetap = kegiatan is None or kegiatan == set(kini.kegiatan_pendukung.values_list("pk", flat=True))
    if isian.sama_dengan(kini) and tetap:
        return kini
    nilai = _nilai_ubahan(kini, versi, isian, oleh)
    if (kini.keadaan, kini.nilai) != (isian.keadaan, isian.nilai):
        _wajib_tidak_turun(pengukuran, triwulan, isian.nilai)
    kini.simpan_versi(versi, **nilai)
    if not tetap:
        kini.kegiatan_pendukung.set(kegiatan or ())
    return kini


def _wajib_tidak_turun(pengukuran: Pengukuran, triwulan: int, nilai: Decimal | None) -> None:
    if galat := galat_kumulatif(pengukuran, triwulan, nilai):
        raise TransisiDitolak(galat)


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
    """The columns that an entry writes over `kini`. Raises as `_wajib_dapat_diubah`."""
    _wajib_dapat_diubah(kini, versi)
    nilai: dict[str, object] = {**vars(isian), "disunting_oleh": oleh}
    if any(getattr(kini, bagian) != getattr(isian, bagian) for bagian in ANGKA):
        nilai |= _pengisi(oleh)  # who wrote the analysis did not enter the figure
    if (kini.keadaan, kini.nilai) != (isian.keadaan, isian.nilai):
        nilai |= {"teks_cetak": "", "catatan_cetak": ""}  # what an old paper printed is not this figure
    return nilai


def _wajib_dapat_diubah(kini: Realisasi, versi: int) -> None:
    """TransisiDitolak once it is submitted, RealisasiBentrok when it is not the version that the person saw."""
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"Realisasi ini sudah {kini.get_status_display().lower()} dan tidak dapat diubah lagi.")
    if kini.versi != versi:
        raise RealisasiBentrok(kini)


@transaction.atomic
def kosongkan_realisasi(
    *, pengukuran: Pengukuran, triwulan: int, versi: int, oleh: Pengguna, periode: Periode | None = None
) -> Realisasi | None:
    """Take an entered figure away: None when nothing is left, as before anybody had entered it.

    A draft that holds nothing but its figure goes. With prose, evidence or a history the row stays and says "belum ada
    data": what somebody wrote is not thrown away with a figure. Raises as `simpan_realisasi` does.
    """
    wajib_terbuka(pengukuran, triwulan, periode)
    semua = Realisasi.objects.select_for_update(of=("self",)).filter(pengukuran=pengukuran, triwulan=triwulan)
    kini = semua.order_by("-revisi").first()
    if kini is None:
        return None
    _wajib_dapat_diubah(kini, versi)
    isi = any(getattr(kini, nama) for nama in (*TEKS, "revisi", "catatan_cetak"))
    if isi or kini.riwayat.exists() or kini.bukti_realisasi.exists() or kini.kegiatan_pendukung.exists():
        kosong = IsianRealisasi(KeadaanNilai.BELUM_ADA, None, **{nama: getattr(kini, nama) for nama in TEKS})
        return simpan_realisasi(
            pengukuran=pengukuran, triwulan=triwulan, versi=versi, isian=kosong, oleh=oleh, periode=periode
        )
    kini.delete()
    return None


# --- Submitting, checking, correcting ------------------------------------------------------------------------------


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
        kurang.append("capaiannya di bawah target: tulis rencana tindak lanjut")
    return kurang


def ajukan_realisasi(realisasi: Realisasi, *, oleh: Pengguna, versi: int | None = None) -> None:
    """Hand in one realisasi. TransisiDitolak when something is missing, PeriodeTertutup outside the quarter's time.

    `versi`: the one that the person saw; without it the one that was just looked at for what is missing.
    """
    realisasi.wajib_berwenang("ajukan", oleh)
    wajib_terbuka(realisasi.pengukuran, realisasi.triwulan)
    pengukuran = Pengukuran.objects.lengkap().prefetch_related("tindak_lanjut").get(pk=realisasi.pengukuran_id)
    kini = next((r for r in pengukuran.realisasi.all() if r.pk == realisasi.pk), realisasi)
    if realisasi.dapat_diubah and (kurang := kekurangan(pengukuran, kini)):
        raise TransisiDitolak(f"Belum dapat diajukan: {'; '.join(kurang)}.")
    realisasi.ajukan(oleh=oleh, versi=kini.versi if versi is None else versi)


def tindak_realisasi(
    realisasi: Realisasi, tindakan: str, *, oleh: Pengguna, catatan: str = "", versi: int | None = None
) -> None:
    """Do one act of ALUR; `versi` is the version that the person saw, None asks for none.

    DiubahSejakDilihat says what became different since. Otherwise as `ajukan_realisasi` and `Realisasi._pindah`.
    """
    try:
        match tindakan:
            case "ajukan":
                ajukan_realisasi(realisasi, oleh=oleh, versi=versi)
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
    for realisasi in semua.select_related("pengukuran__satker", "pengukuran__indikator", "diisi_atas_nama"):
        if not any(t.nama == tindakan for t in realisasi.tindakan_untuk(oleh)):
            continue
        try:
            tindak_realisasi(realisasi, tindakan, oleh=oleh, versi=None if versi is None else versi[realisasi.pk])
        except TransisiDitolak as galat:
            tertahan.append(f"{realisasi.pengukuran.indikator.kode}: {galat}")
            continue
        banyak += 1
    return HasilSemua(banyak, tuple(tertahan))
