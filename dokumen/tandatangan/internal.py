"""Signatures with certificates of the internal authority (`ca`)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.models import Pejabat

from . import ca
from .antarmuka import BelumSiap, FrasaSalah, Kesiapan, Medan, Penanda, Permintaan, Rahasia, Terbubuh
from .enums import AlasanCabut, KodePenyedia
from .hasil import Pemeriksaan
from .models import Otoritas, Sertifikat

HALAMAN = "tanda_tangan:buat"
PANJANG_FRASA = 12  # characters at least
NAMA_OTORITAS = "SAKIP Penerbit Sertifikat"


class PenyediaInternal:
    kode = KodePenyedia.INTERNAL.value
    nama = "Sertifikat SAKIP"
    elektronik = True

    def kesiapan(self, penanda: Penanda) -> Kesiapan:
        sertifikat = Sertifikat.objects.dipegang(penanda.pejabat_id)
        alasan = alasan_tidak_siap(sertifikat)
        tombol = "Perbarui sertifikat" if sertifikat else "Buat tanda tangan elektronik"
        return Kesiapan(False, alasan, HALAMAN, tombol) if alasan else Kesiapan(True)

    def siapkan(self, isi: bytes, medan: tuple[Medan, ...]) -> bytes:
        from .pembubuhan import rapikan, tambah_medan  # a heavy library, and most requests never need it

        return tambah_medan(rapikan(isi), medan)

    @sensitive_variables("rahasia", "kunci")
    def bubuhkan(self, permintaan: Permintaan, rahasia: Rahasia) -> Terbubuh:
        from .pembubuhan import Kunci, tandatangani
        from .stempel import stempel_pdf

        sertifikat = Sertifikat.objects.dipegang(permintaan.penanda.pejabat_id)
        if alasan := alasan_tidak_siap(sertifikat):  # the library would sign with an expired certificate
            raise BelumSiap(alasan)
        assert sertifikat is not None
        try:
            pribadi = ca.buka(sertifikat.kunci, rahasia, terikat=sertifikat.sidik)
        except ca.KunciTakCocok:
            raise FrasaSalah from None
        berkas = permintaan.berkas()
        kunci = Kunci(pribadi, sertifikat.sertifikat.encode(), sertifikat.otoritas.sertifikat.encode())
        isi = tandatangani(
            berkas.isi,
            medan=berkas.medan.nama,
            kunci=kunci,
            nama=permintaan.penanda.nama,
            alasan=berkas.medan.sebutan,
            pertama=permintaan.pertama,
            stempel=stempel_pdf(permintaan) if berkas.medan.kotak else b"",
        )
        return Terbubuh(isi, sertifikat.sidik, NAMA_OTORITAS)

    def periksa(self, isi: bytes) -> Pemeriksaan:
        from .pemeriksaan import periksa

        return periksa(isi, akar_internal())


def alasan_tidak_siap(sertifikat: Sertifikat | None) -> str:
    """Why this certificate cannot sign now; empty when it can."""
    if sertifikat is None:
        return "Anda belum mempunyai tanda tangan elektronik. Membuatnya cukup satu menit."
    if sertifikat.berakhir():
        return "Sertifikat tanda tangan Anda sudah berakhir. Perbarui dahulu, lalu tandatangani."
    if sertifikat.belum_mulai():
        return "Sertifikat tanda tangan Anda belum mulai berlaku. Periksa jam server, atau hubungi admin SAKIP."
    return ""


# --- The authority -------------------------------------------------------------------------------------------------


def akar_internal() -> list[bytes]:
    """The certificates of all our authorities, the one that issues now and the earlier ones."""
    return [s.encode() for s in Otoritas.objects.values_list("sertifikat", flat=True)]


def otoritas_aktif() -> Otoritas:
    """The authority that issues; made at first use. Call it inside a transaction."""
    ada = Otoritas.objects.filter(aktif=True).first()
    return ada or _otoritas_baru()


def _otoritas_baru() -> Otoritas:
    terbit = ca.buat_otoritas(NAMA_OTORITAS, timezone.now())
    otoritas, _ = Otoritas.objects.get_or_create(
        aktif=True,
        defaults={
            "sertifikat": terbit.sertifikat,
            "kunci": terbit.kunci,
            "sidik": terbit.sidik,
            "mulai": terbit.mulai,
            "sampai": terbit.sampai,
        },
    )
    return otoritas


@transaction.atomic
def putar_otoritas() -> Otoritas:
    """A new authority issues from now on; what the old one issued stays valid."""
    Otoritas.objects.filter(aktif=True).update(aktif=False)
    otoritas = _otoritas_baru()
    catat(Tindakan.LAIN, objek=otoritas, keterangan="Penerbit sertifikat diganti")
    return otoritas


# --- Certificates of people ----------------------------------------------------------------------------------------


@sensitive_variables("frasa")
@transaction.atomic
def buat_sertifikat(pejabat: Pejabat, frasa: Rahasia) -> Sertifikat:
    """Issue a certificate; one that the person holds is revoked as replaced at the same moment."""
    Pejabat.objects.select_for_update().get(pk=pejabat.pk)  # two browsers, one person: one after the other
    lama = Sertifikat.objects.dipegang(pejabat.pk)
    if lama is not None:
        cabut(lama, AlasanCabut.DIGANTI)
    otoritas = otoritas_aktif()
    terbit = ca.terbitkan(
        nama=pejabat.nama_lengkap,
        nip=pejabat.nip,
        instansi=_instansi(pejabat),
        akar=otoritas.sertifikat,
        kunci_akar=otoritas.kunci,
        frasa=frasa,
        kini=timezone.now(),
    )
    return Sertifikat.objects.create(
        pejabat=pejabat,
        otoritas=otoritas,
        nama=pejabat.nama_lengkap,
        sertifikat=terbit.sertifikat,
        kunci=terbit.kunci,
        serial=terbit.serial,
        sidik=terbit.sidik,
        mulai=terbit.mulai,
        sampai=terbit.sampai,
    )


def _instansi(pejabat: Pejabat) -> str:
    tugas = pejabat.penugasan.pada(timezone.localdate()).select_related("jabatan__unit__satker").first()
    satker = tugas.jabatan.unit.satker if tugas else pejabat.satker
    return satker.nama if satker else "SAKIP"


def cabut(sertifikat: Sertifikat, alasan: AlasanCabut) -> None:
    """End a certificate for good and forget its key. Signatures made before stay as they are."""
    Sertifikat.objects.filter(pk=sertifikat.pk, dicabut_pada__isnull=True).update(
        dicabut_pada=timezone.now(), alasan_cabut=alasan, kunci=""
    )
