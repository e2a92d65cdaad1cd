"""Penetapan IKU as paper: the flagged indikator of one Renstra with how they are measured. Frozen data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import Kop, TandaTangan, aset_kop, susun_kop
from dokumen.tabel import Baris, JenisBaris, Kelompok, Kolom, Rata, Tabel, susun_baris
from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan, Penugasan, Satker
from sakip.angka import KOSONG

from .enums import BentukIku, JenisSasaran, StatusRenstra
from .models import Indikator, PenetapanIku, Renstra, Sasaran

GAYA = ("dokumen/css/cetak.css", "dokumen/css/iku.css")
TEMPLAT = "dokumen/iku/penetapan.html"
JUDUL = "Penetapan Indikator Kinerja Utama"
RANCANGAN = "Rancangan"
#: Left open for a pen.
TITIK = "." * 40
BELUM_TETAP = (StatusRenstra.DRAF, StatusRenstra.DIKEMBALIKAN, StatusRenstra.DIAJUKAN)
#: Fields of an indikator that the table prints, by what people call them.
ISI_WAJIB = {"cara_pengukuran": "cara pengukuran", "sumber_data": "sumber data"}


@dataclass(frozen=True)
class Uraian:
    """What stands above the table in the long shape."""

    nama_unit: str
    tugas: str
    fungsi: tuple[str, ...]


@dataclass(frozen=True)
class NaskahIku:
    """`rancangan`: the line that marks a paper of a Renstra nobody has fixed; empty on the real one."""

    judul: str
    instansi: str
    periode: str
    rancangan: str
    kop: Kop
    uraian: Uraian | None
    tabel: Tabel
    tanda: TandaTangan


def susun_iku(penetapan: PenetapanIku) -> NaskahIku:
    """The paper of one Renstra; its table is empty when no indikator is flagged. A fixed number of queries."""
    renstra, satker = penetapan.renstra, penetapan.renstra.satker
    hari = penetapan.tanggal or timezone.localdate()
    return NaskahIku(
        judul=JUDUL,
        instansi=satker.nama,
        periode=f"Tahun {renstra.periode}",
        rancangan="" if renstra.status not in BELUM_TETAP else RANCANGAN,
        kop=susun_kop(satker, satker.kop_surat.pada(hari).first()),
        uraian=_uraian(penetapan),
        tabel=tabel_iku(renstra),
        tanda=tanda_tangan(penetapan),
    )


def tabel_iku(renstra: Renstra) -> Tabel:
    """The flagged indikator in the order of the matrix, each sasaran named once."""
    terpilih = list(
        Indikator.objects.filter(sasaran__renstra=renstra, iku=True)
        .select_related("sasaran")
        .order_by("sasaran__urut", "urut")
    )
    strategis = all(i.sasaran.jenis == JenisSasaran.STRATEGIS for i in terpilih)
    per_sasaran = [(s, list(isi)) for s, isi in groupby(terpilih, key=lambda i: i.sasaran)]
    return Tabel(
        judul=f"{JUDUL} {renstra.satker.nama}",
        kolom=(
            Kolom("No.", 5, Rata.TENGAH),
            Kolom("Sasaran Strategis" if strategis else "Sasaran", 22),
            Kolom("Indikator Kinerja Utama", 24),
            Kolom("Cara Pengukuran", 30),
            Kolom("Sumber Data", 19),
        ),
        kelompok=tuple(_kelompok(nomor, s, isi) for nomor, (s, isi) in enumerate(per_sasaran, start=1)),
    )


def tanda_tangan(penetapan: PenetapanIku) -> TandaTangan:
    """Who held the office on the date; the name stays open without a date or without a holder."""
    satker, jenis = penetapan.renstra.satker, JenisJabatan(penetapan.penanda_tangan)
    pemangku = penetapan.tanggal and Penugasan.objects.pemangku_jenis(satker, jenis, penetapan.tanggal)
    if pemangku:
        jabatan, nama, nip = pemangku.sebutan_jabatan, pemangku.pejabat.nama_lengkap, pemangku.pejabat.nip
    else:
        ada = Jabatan.objects.filter(unit__satker=satker, jenis=jenis).first()
        jabatan, nama, nip = ada.nama if ada else f"{jenis.label} {satker.nama}", TITIK, ""
    tempat = penetapan.tempat if penetapan.tanggal else f"{penetapan.tempat}, {TITIK}"
    return TandaTangan(tempat, penetapan.tanggal, jabatan, nama, nip)


@dataclass(frozen=True)
class Kekurangan:
    """An IKU whose row on the paper would have a gap."""

    indikator: Indikator
    belum: str


def kekurangan_iku(renstra: Renstra) -> tuple[Kekurangan, ...]:
    """What the table still lacks, in its order."""
    terpilih = Indikator.objects.filter(sasaran__renstra=renstra, iku=True).order_by("sasaran__urut", "urut")
    kosong = [(i, [nama for ruas, nama in ISI_WAJIB.items() if not getattr(i, ruas).strip()]) for i in terpilih]
    return tuple(Kekurangan(i, " dan ".join(belum)) for i, belum in kosong if belum)


# --- The kinds of paper ---------------------------------------------------------------------------------------------


def renstra_iku(satker: Satker, tahun: int) -> Renstra | None:
    """Whose IKU count in a year: those of the Renstra in force."""
    return _renstra(satker, tahun, StatusRenstra.DITETAPKAN)


def renstra_rancangan(satker: Satker, tahun: int) -> Renstra | None:
    """The newest version that nobody has fixed yet."""
    return _renstra(satker, tahun, *BELUM_TETAP)


def wajib_tetap(satker: Satker, tahun: int) -> Renstra:
    """The Renstra in force; GalatDokumen without one."""
    renstra = renstra_iku(satker, tahun)
    if renstra is None:
        raise GalatDokumen(
            f"{satker} belum mempunyai Renstra yang ditetapkan untuk tahun {tahun}. "
            "Tetapkan Renstra lebih dahulu, atau cetak rancangannya."
        )
    return renstra


def wajib_rancangan(satker: Satker, tahun: int) -> Renstra:
    """The newest version that nobody has fixed; GalatDokumen without one."""
    renstra = renstra_rancangan(satker, tahun)
    if renstra is None:
        raise GalatDokumen(f"{satker} tidak mempunyai rancangan Renstra untuk tahun {tahun}.")
    return renstra


def naskah_iku(satker: Satker, tahun: int) -> Naskah:
    """The paper `iku`. Raises GalatDokumen without a Renstra in force or without IKU."""
    return _naskah(wajib_tetap(satker, tahun))


def naskah_rancangan(satker: Satker, tahun: int) -> Naskah:
    """The paper `iku-rancangan`. Raises GalatDokumen without such a Renstra or without IKU."""
    return _naskah(wajib_rancangan(satker, tahun))


def _renstra(satker: Satker, tahun: int, *status: StatusRenstra) -> Renstra | None:
    daftar = Renstra.objects.filter(satker=satker, status__in=status).for_tahun(tahun)
    return daftar.select_related("satker").order_by("-pk").first()


def _naskah(renstra: Renstra) -> Naskah:
    penetapan = PenetapanIku.objects.untuk(renstra)
    isi = susun_iku(penetapan)
    if not isi.tabel.kelompok:
        raise GalatDokumen(
            f"Belum ada indikator bertanda IKU pada “{renstra}”. Tandai indikatornya sebagai IKU, lalu buat PDF lagi."
        )
    judul = " ".join(filter(None, (isi.rancangan, isi.judul, isi.instansi, isi.periode)))
    return Naskah(
        judul=judul,
        bagian=(Bagian(isi.judul, TEMPLAT, {"iku": isi}),),
        data={"renstra": renstra.pk, "nomor_keputusan": renstra.nomor_keputusan, "iku": potret(isi)},
        aset=aset_kop(renstra.satker),
        gaya=GAYA,
    )


# --- Parts ----------------------------------------------------------------------------------------------------------


def _uraian(penetapan: PenetapanIku) -> Uraian | None:
    if penetapan.bentuk != BentukIku.LENGKAP:
        return None
    return Uraian(penetapan.nama_unit or penetapan.renstra.satker.nama, penetapan.tugas, penetapan.daftar_fungsi)


def _kelompok(nomor: int, sasaran: Sasaran, terpilih: list[Indikator]) -> Kelompok:
    """The first row names the sasaran, further indikator continue below it."""
    isi: list[Baris] = []
    for i in terpilih:
        kepala = ("", "") if isi else (str(nomor), sasaran.uraian)
        jenis = JenisBaris.LANJUTAN if isi else JenisBaris.ISI
        ukur = (i.cara_pengukuran.strip() or KOSONG, i.sumber_data.strip() or KOSONG)
        isi.append(susun_baris(*kepala, i.uraian, *ukur, jenis=jenis))
    return Kelompok(tuple(isi))
