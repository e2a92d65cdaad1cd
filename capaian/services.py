"""Acts on the measurement of a year: preparing it, spreading targets, entering. What follows is `services_periksa`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Pengguna, Satker
from perjanjian.models import PerjanjianKinerja
from renstra.enums import JenisSatuan, Polaritas
from renstra.models import Indikator
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah
from sakip.sisip import perbarui, sisipkan

from . import perhitungan as hitung
from .enums import KeadaanNilai, StatusRealisasi
from .models import Pengukuran, Realisasi, TargetTriwulan
from .penyiapan import Rencana, susun_rencana
from .periode import Periode, wajib_terbuka

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
    dinilai = list(Realisasi.objects.filter(pengukuran=pengukuran, status__in=SUDAH_DIAJUKAN).order_by("triwulan"))
    for kunci in dinilai:
        # Without any target of a quarter the year's is what all are judged by: taking the last one away changes it.
        if kunci.triwulan in berubah or not any(n is not None for n in baru.values()):
            raise TransisiDitolak(
                f"Target {kunci.get_triwulan_display()} terkunci: "
                f"realisasinya sudah {kunci.get_status_display().lower()}."
            )
    if not semula and hitung.Agregasi(pengukuran.indikator.agregasi) != hitung.Agregasi.JUMLAH:
        tetap = {r.triwulan for r in dinilai}  # they were judged by the year's target, and stay so
        baru |= dict.fromkeys(tetap, pengukuran.target)
        berubah = [t for t in baru if baru[t] != semula.get(t)]
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
