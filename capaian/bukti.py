"""Acts on evidence: taking files and links in, using them for a realisasi, letting go of them.

A file stands before its row and goes when the row did not come: there is no row without its file, and no file without
a row unless the machine stopped in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import Max

from sakip.alur import TransisiDitolak
from sakip.gambar import MEGA, buang_sesudah_commit

from . import izin
from .bukti_isi import BuktiDitolak, Isi, judul_dari, kenali, rapikan_nama
from .enums import JenisBukti
from .models import BuktiDukung, BuktiRealisasi, Pengukuran, Realisasi
from .periode import wajib_terbuka
from .services import SUDAH_DIAJUKAN

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker


@dataclass(frozen=True)
class HasilUnggah:
    """`baru`: stored now, not found among what the satker had. `terpasang`: this realisasi did not use it before."""

    bukti: BuktiDukung
    baru: bool
    terpasang: bool

    @property
    def pesan(self) -> str:
        if not self.terpasang:
            return "Sudah menjadi bukti realisasi ini; tidak disimpan dua kali."
        if not self.baru:
            return f"Sudah pernah diunggah sebagai “{self.bukti.judul}”; berkas yang sama dipakai lagi."
        return "Tersimpan."


# --- Taking in -----------------------------------------------------------------------------------------------------


def unggah(*, realisasi: Realisasi, berkas: Any, oleh: Pengguna) -> HasilUnggah:
    """Store one `UploadedFile` and use it for the realisasi. Raises BuktiDitolak for a file that is not taken,
    TransisiDitolak when the realisasi takes nothing now.

    The same bytes are stored once per satker and year, also when two people send them at the same moment.
    """
    if berkas.size > settings.BUKTI_MAKS_MB * MEGA:
        raise BuktiDitolak(terlalu_besar())
    wajib_dapat_diubah(realisasi)
    sidik = _sidik(berkas)
    satker, tahun = realisasi.pengukuran.satker, realisasi.pengukuran.tahun
    lama = _tersimpan(satker, tahun, sidik)
    if lama is not None:
        return HasilUnggah(lama, baru=False, terpasang=bool(pasang(realisasi=realisasi, bukti=[lama.pk])))
    isi = kenali(berkas)
    bukti = _baris_berkas(realisasi, berkas, isi, sidik, oleh)
    return _simpan(realisasi, bukti, ContentFile(isi.ganti) if isi.ganti is not None else berkas)


def terlalu_besar() -> str:
    return f"Berkas lebih besar dari {settings.BUKTI_MAKS_MB} MB. Perkecil dulu, atau tambahkan sebagai tautan."


def _sidik(berkas: Any) -> str:
    sidik = hashlib.sha256()
    berkas.seek(0)
    for potongan in berkas.chunks():
        sidik.update(potongan)
    berkas.seek(0)
    return sidik.hexdigest()


def _tersimpan(satker: Satker, tahun: int, sidik: str) -> BuktiDukung | None:
    return BuktiDukung.objects.filter(satker=satker, tahun=tahun, sha256=sidik).first()


def _baris_berkas(realisasi: Realisasi, berkas: Any, isi: Isi, sidik: str, oleh: Pengguna) -> BuktiDukung:
    nama = rapikan_nama(berkas.name or "", isi.jenis_isi)
    return BuktiDukung(
        satker=realisasi.pengukuran.satker,
        tahun=realisasi.pengukuran.tahun,
        jenis=isi.jenis,
        judul=judul_dari(nama),
        nama_berkas=nama,
        jenis_isi=isi.jenis_isi,
        ukuran=berkas.size if isi.ganti is None else len(isi.ganti),
        sha256=sidik,
        diunggah_oleh=oleh,
    )


def _simpan(realisasi: Realisasi, bukti: BuktiDukung, isi: Any) -> HasilUnggah:
    """File, then row and use in one transaction; the file goes again when its row did not come."""
    bukti.berkas.save(bukti.nama_berkas, isi, save=False)
    tempat, letak = bukti.berkas.storage, str(bukti.berkas.name)
    tercatat = False
    try:
        with transaction.atomic():
            bukti, baru = _catat(bukti)
            terpasang = bool(pasang(realisasi=realisasi, bukti=[bukti.pk]))
        tercatat = baru
    finally:
        if not tercatat:
            tempat.delete(letak)
    return HasilUnggah(bukti, baru=baru, terpasang=terpasang)


def _catat(bukti: BuktiDukung) -> tuple[BuktiDukung, bool]:
    """The row; somebody else's where the same file came in a moment before."""
    try:
        with transaction.atomic():
            bukti.save()
    except IntegrityError:
        lama = _tersimpan(bukti.satker, bukti.tahun, bukti.sha256)
        if lama is None:
            raise
        return lama, False
    return bukti, True


def tambah_tautan(*, realisasi: Realisasi, judul: str, tautan: str, oleh: Pengguna) -> HasilUnggah:
    """Use a link for the realisasi; one that the satker has already is used again. Raises as `unggah`."""
    periksa_tautan(tautan)
    satker, tahun = realisasi.pengukuran.satker, realisasi.pengukuran.tahun
    with transaction.atomic():
        lama = BuktiDukung.objects.filter(satker=satker, tahun=tahun, tautan=tautan).first()
        bukti = lama or BuktiDukung.objects.create(
            satker=satker, tahun=tahun, jenis=JenisBukti.TAUTAN, judul=judul, tautan=tautan, diunggah_oleh=oleh
        )
        terpasang = bool(pasang(realisasi=realisasi, bukti=[bukti.pk]))
    return HasilUnggah(bukti, baru=lama is None, terpasang=terpasang)


def periksa_tautan(tautan: str) -> None:
    """BuktiDitolak for anything but a whole http or https address without a name or password in it."""
    galat = BuktiDitolak(
        "Tulis alamat lengkap yang dimulai https:// atau http://, misalnya https://contoh.go.id/berita."
    )
    try:
        URLValidator(schemes=["http", "https"])(tautan)
        bagian = urlsplit(tautan)
    except (ValidationError, ValueError):
        raise galat from None
    if bagian.scheme not in {"http", "https"} or not bagian.hostname or "\\" in tautan:
        raise galat
    if bagian.username is not None or bagian.password is not None:
        raise BuktiDitolak("Alamat ini memuat nama pengguna atau sandi. Hapus bagian sebelum tanda @.")


# --- Using ---------------------------------------------------------------------------------------------------------


def wajib_dapat_diubah(realisasi: Realisasi) -> None:
    """TransisiDitolak when its evidence stands: it is submitted or further, or was corrected since, or out of time."""
    if not realisasi.dapat_diubah:
        raise TransisiDitolak(
            f"Realisasi ini sudah {realisasi.get_status_display().lower()}; bukti dukungnya tidak dapat diubah lagi."
        )
    wajib_terbuka(realisasi.pengukuran, realisasi.triwulan)


@transaction.atomic
def pasang(*, realisasi: Realisasi, bukti: Iterable[int]) -> int:
    """Use evidence of the same satker and year, by its keys, for a realisasi; how many were not used before."""
    terkunci = _kunci(realisasi)
    pengukuran = terkunci.pengukuran
    milik = BuktiDukung.objects.select_for_update().filter(
        satker=pengukuran.satker_id, tahun=pengukuran.tahun, pk__in=list(bukti)
    )
    ada = terkunci.bukti_realisasi.aggregate(n=Max("urut"))["n"] or 0
    terpakai = set(terkunci.bukti_realisasi.values_list("bukti_id", flat=True))
    baru = [b for b in milik.order_by("judul", "pk") if b.pk not in terpakai]
    if len(terpakai) + len(baru) > settings.BUKTI_BANYAK:
        raise TransisiDitolak(
            f"Satu realisasi paling banyak {settings.BUKTI_BANYAK} bukti dukung; sudah ada {len(terpakai)}. "
            "Gabungkan beberapa halaman menjadi satu PDF."
        )
    BuktiRealisasi.objects.bulk_create(
        BuktiRealisasi(realisasi=terkunci, bukti=b, urut=n) for n, b in enumerate(baru, ada + 1)
    )
    return len(baru)


@transaction.atomic
def lepas(terpasang: BuktiRealisasi) -> BuktiDukung:
    """Stop using evidence for a realisasi; the satker keeps it. TransisiDitolak when the realisasi is submitted."""
    _kunci(terpasang.realisasi)
    bukti = terpasang.bukti
    terpasang.delete()
    return bukti


@transaction.atomic
def geser(terpasang: BuktiRealisasi, langkah: int) -> None:
    """Move it up (-1) or down (1) among the evidence of its realisasi; nothing happens at the end."""
    realisasi = _kunci(terpasang.realisasi)
    semua = list(realisasi.bukti_realisasi.all())
    if terpasang not in semua:  # somebody let go of it meanwhile
        raise TransisiDitolak("Bukti ini baru saja dilepas dari realisasi ini.")
    kini = semua.index(terpasang)
    tujuan = max(0, min(len(semua) - 1, kini + langkah))
    semua.insert(tujuan, semua.pop(kini))
    for urut, satu in enumerate(semua, 1):
        satu.urut = urut
    BuktiRealisasi.objects.bulk_update(semua, ["urut"])


@transaction.atomic
def hapus(bukti: BuktiDukung) -> None:
    """Delete evidence, with its file once that is kept for good; TransisiDitolak while a realisasi uses it."""
    terkunci = BuktiDukung.objects.select_for_update().filter(pk=bukti.pk).first()
    if terkunci is None:
        return
    if terkunci.bukti_realisasi.exists():
        raise TransisiDitolak("Bukti ini masih dipakai sebuah realisasi. Lepaskan dari realisasinya dahulu.")
    buang_sesudah_commit(terkunci.berkas)
    terkunci.delete()


def _kunci(realisasi: Realisasi) -> Realisasi:
    """The realisasi as it is now, held until the end of the transaction; refused when its evidence stands."""
    kini = Realisasi.objects.select_for_update(of=("self",)).select_related("pengukuran__satker").get(pk=realisasi.pk)
    wajib_dapat_diubah(kini)
    return kini


def terkunci_judul(bukti: BuktiDukung) -> bool:
    """Whether somebody judged by this title: it proves a realisasi that is submitted or further."""
    return bukti.bukti_realisasi.filter(realisasi__status__in=SUDAH_DIAJUKAN).exists()


def milik_bersama(bukti: BuktiDukung, user: Pengguna) -> bool:
    """Whether rows that this person may not enter rest on it, too; who uploaded it goes on tending it."""
    if bukti.diunggah_oleh_id == user.pk:
        return False
    dibuktikan = Pengukuran.objects.filter(realisasi__bukti_realisasi__bukti=bukti).distinct()
    semua = dibuktikan.prefetch_related("indikator__pelaksana").select_related("indikator")
    return not all(user.has_perm(izin.ISI, p) for p in semua)


def realisasi_kini(pengukuran: Pengukuran, triwulan: int) -> Realisasi | None:
    """Of a Pengukuran with its visible realisasi: the newest of the quarter."""
    return next((r for r in reversed(pengukuran.realisasi.all()) if r.triwulan == triwulan), None)
