"""Fixtures of the signature tests: a small paper, and each provider with a person who can sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone
from weasyprint import HTML

from dokumen.tandatangan import basah, bsre, internal
from dokumen.tandatangan.antarmuka import Berkas, Kotak, Medan, Penanda, Permintaan, Rahasia
from organisasi.models import Pejabat
from tests import pabrik
from tests.dokumen import server_bsre
from tests.tanda import FRASA

MEDAN = (
    Medan("TandaTangan1", "Pihak Pertama", Kotak(0, 300, 100, 486, 168)),
    Medan("TandaTangan2", "Pihak Kedua", Kotak(0, 60, 100, 246, 168)),
)


@pytest.fixture(scope="session")
def kertas() -> bytes:
    """A rendered paper of one page."""
    return HTML(string="<html lang=id><title>Uji</title><h1>Perjanjian</h1><p>Isi.").write_pdf(pdf_variant="pdf/ua-1")


@pytest.fixture(scope="session")
def kertas_lain() -> bytes:
    return HTML(string="<html lang=id><title>Lain</title><h1>Surat lain</h1>").write_pdf()


@pytest.fixture
def server(settings: Any, kertas_lain: bytes) -> Any:
    """The e-Sign service, and settings that use it."""
    with server_bsre.jalankan(kertas_lain) as s:
        settings.TTD, settings.BSRE_URL = "bsre", s.alamat
        settings.BSRE_PENGGUNA, settings.BSRE_SANDI = server_bsre.PENGGUNA, server_bsre.SANDI
        settings.BSRE_BATAS_WAKTU = 1
        yield s


@dataclass
class Bangku:
    """A provider on the test bench, with two people who can sign and one who cannot."""

    penyedia: Any
    orang: list[Penanda]
    belum: Penanda | None = None
    rahasia: Rahasia = field(default_factory=lambda: Rahasia(FRASA))

    def permintaan(self, isi: bytes, ke: int = 1, penanda: Penanda | None = None) -> Permintaan:
        return Permintaan(
            berkas=lambda: Berkas(isi, MEDAN[ke - 1]),
            penanda=penanda or self.orang[ke - 1],
            pertama=ke == 1,
            waktu=timezone.now(),
            waktu_cetak="2 Januari 2024 pukul 10.00 WIB",
            alamat="https://sakip.contoh.test/verifikasi/abc/",
        )

    def tandai(self, isi: bytes, ke: int = 1, **lain: Any) -> bytes:
        return self.penyedia.bubuhkan(self.permintaan(isi, ke, **lain), self.rahasia).isi


def penanda(nama: str) -> Penanda:
    pejabat = pabrik.PejabatFactory(nama=nama)
    surel = f"{nama.split(maxsplit=1)[0].lower()}@contoh.test"
    return Penanda(pejabat.pk, nama, "", "Kepala Bagian", surel)


@pytest.fixture
def bangku_internal(db: None) -> Bangku:
    bangku = Bangku(internal.PenyediaInternal(), [penanda("Budi Uji"), penanda("Ani Uji")], penanda("Cici Uji"))
    for o in bangku.orang:
        internal.buat_sertifikat(Pejabat.objects.get(pk=o.pejabat_id), Rahasia(FRASA))
    return bangku


@pytest.fixture
def bangku_bsre(db: None, server: Any) -> Bangku:
    bangku = Bangku(bsre.PenyediaBsre(), [penanda("Budi Uji"), penanda("Ani Uji")], penanda("Cici Uji"))
    for o in bangku.orang:
        server.daftar(o.surel, o.nama, FRASA)
    return bangku


@pytest.fixture
def bangku_basah(db: None) -> Bangku:
    return Bangku(basah.PenyediaBasah(), [penanda("Budi Uji"), penanda("Ani Uji")])
