"""Signing in tests: a certificate with a known passphrase, and a signature through the product's own door."""

from __future__ import annotations

import subprocess

from dokumen.tandatangan.antarmuka import Rahasia
from dokumen.tandatangan.internal import buat_sertifikat
from perjanjian import services, tanda_tangan
from perjanjian.models import PerjanjianKinerja

FRASA = "empat kuda makan jagung"
ASAL = "https://sakip.contoh.test"


def beri_sertifikat(*orang, frasa=FRASA):
    """Certificates for the people behind these logins; the one of the last."""
    for o in orang:
        sertifikat = buat_sertifikat(o.pejabat, Rahasia(frasa))
    return sertifikat


def ambil(perjanjian):
    """The paper as the pages fetch it."""
    return PerjanjianKinerja.objects.lengkap().select_related("kop", "menggantikan").get(pk=perjanjian.pk)


def tandai(perjanjian, oleh, *, tindakan="tandatangani", frasa=FRASA, sidik=None):
    segar = ambil(perjanjian)
    return tanda_tangan.tandatangani(
        perjanjian=segar,
        tindakan=tindakan,
        oleh=oleh,
        rahasia=Rahasia(frasa),
        sidik=segar.sidik_isi() if sidik is None else sidik,
        asal=ASAL,
    )


def ajukan(perjanjian, oleh):
    services.ajukan(perjanjian=perjanjian, oleh=oleh)
    return ambil(perjanjian)


def isi(tanda):
    """The file of a signature."""
    with tanda.berkas.open("rb") as berkas:
        return berkas.read()


def teks_pdf(isi_pdf):
    """The text of a PDF as poppler shows it, with the blocks of its signatures."""
    keluaran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=isi_pdf, check=True, capture_output=True).stdout
    return keluaran.decode().replace("\u00a0", " ")
