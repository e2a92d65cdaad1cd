"""Client of the BSrE e-Sign service (HTTP, JSON, version 2). Tried against a local server that answers as documented.

Never through a queue: the passphrase lives in this call only. A call that was sent is never sent again by itself, since
a wrong passphrase may be counted on the other side; only a connection that was not even made is tried once more. When
the reply to a signature is lost, nothing of it exists here, and signing again signs the same file again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
from typing import Any

import requests
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from .antarmuka import (
    BelumSiap,
    FrasaSalah,
    GalatTandaTangan,
    Kesiapan,
    Medan,
    Penanda,
    PenyediaGagal,
    Permintaan,
    Rahasia,
    Terbubuh,
)
from .enums import KodePenyedia
from .hasil import Pemeriksaan, TandaTerperiksa

logger = logging.getLogger(__name__)

TIDAK_TERDAFTAR, FRASA_KELIRU = 2011, 2031
TERBIT = "ISSUE"  # the status of a certificate that can sign
SEBAB_STATUS = {
    "EXPIRED": "Sertifikat BSrE Anda sudah berakhir. Perbarui di BSrE.",
    "RENEW": "Sertifikat BSrE Anda sedang diperbarui. Selesaikan di BSrE.",
    "REVOKE": "Sertifikat BSrE Anda sudah dicabut. Hubungi BSrE.",
    "SUSPEND": "Sertifikat BSrE Anda ditangguhkan. Hubungi BSrE.",
}
BELUM_TERDAFTAR = "Surel akun Anda belum terdaftar di BSrE. Daftarkan dahulu, atau perbaiki surel di Akun saya."
TANPA_SUREL = "Isi alamat surel yang terdaftar di BSrE pada Akun saya."
BATAS_JAWABAN = 40 * 1024 * 1024  # bytes of a reply


class PenyediaBsre:
    kode = KodePenyedia.BSRE.value
    nama = "BSrE"
    elektronik = True

    def kesiapan(self, penanda: Penanda) -> Kesiapan:
        if not penanda.surel:
            return Kesiapan(False, TANPA_SUREL, "akun:surel", "Isi surel")
        return Kesiapan(True)  # whether BSrE agrees is asked when signing: a page must not wait for another machine

    def siapkan(self, isi: bytes, medan: tuple[Medan, ...]) -> bytes:
        from .pembubuhan import rapikan

        return rapikan(isi)  # the service makes its own fields

    @sensitive_variables("rahasia", "badan")
    def bubuhkan(self, permintaan: Permintaan, rahasia: Rahasia) -> Terbubuh:
        kesiapan = self.kesiapan(permintaan.penanda)
        if not kesiapan.siap:
            raise BelumSiap(kesiapan.alasan)
        self._wajib_terbit(permintaan.penanda)
        berkas = permintaan.berkas()
        badan = {
            "email": permintaan.penanda.surel,
            "passphrase": rahasia.buka(),
            "signatureProperties": [_tampilan(permintaan, berkas.medan)],
            "file": [base64.b64encode(berkas.isi).decode()],
        }
        jawaban = _kirim("/api/v2/sign/pdf", badan)
        return _periksa_balasan(berkas.isi, _berkas(jawaban))

    def periksa(self, isi: bytes) -> Pemeriksaan:
        sha256 = hashlib.sha256(isi).hexdigest()
        try:
            jawaban = _kirim("/api/v2/verify/pdf", {"file": base64.b64encode(isi).decode()})
            tanda = tuple(_tanda(t, len(isi)) for t in jawaban.get("signatureInformations") or ())
        except GalatTandaTangan as galat:
            return Pemeriksaan(sha256, len(isi), alasan=str(galat))
        except (AttributeError, TypeError, ValueError):
            return Pemeriksaan(sha256, len(isi), alasan="Jawaban BSrE tidak dapat dibaca.")
        return Pemeriksaan(sha256, len(isi), tanda)

    def _wajib_terbit(self, penanda: Penanda) -> None:
        status = str(_kirim("/api/v2/user/check/status", {"email": penanda.surel}).get("status", ""))
        if status != TERBIT:
            raise BelumSiap(SEBAB_STATUS.get(status, BELUM_TERDAFTAR))


def _tampilan(permintaan: Permintaan, medan: Medan) -> dict[str, Any]:
    from .stempel import stempel_png

    k = medan.kotak
    if k is None:
        return {"tampilan": "INVISIBLE", "reason": medan.sebutan}
    return {
        "tampilan": "VISIBLE",
        "imageBase64": base64.b64encode(stempel_png(permintaan)).decode(),
        "page": k.halaman + 1,
        "originX": round(k.x0, 1),
        "originY": round(k.y0, 1),
        "width": round(k.lebar, 1),
        "height": round(k.tinggi, 1),
        "reason": medan.sebutan,
    }


@sensitive_variables("badan")
def _kirim(jalan: str, badan: dict[str, Any]) -> dict[str, Any]:
    """POST and read the JSON reply. Raises what a person can act upon, without the request, which has the secret."""
    try:
        jawaban = _sesi().post(
            settings.BSRE_URL.rstrip("/") + jalan,
            json=badan,
            auth=(settings.BSRE_PENGGUNA, settings.BSRE_SANDI),
            timeout=(5, settings.BSRE_BATAS_WAKTU),
            allow_redirects=False,
        )
    except requests.ConnectTimeout:
        gagal = "BSrE tidak dapat dihubungi"
    except requests.Timeout:
        gagal = "BSrE tidak menjawab dalam waktu yang ditentukan"
    except requests.RequestException:
        gagal = "Sambungan ke BSrE terputus"
    else:
        return _baca(jalan, jawaban)
    logger.warning("BSrE %s: no usable reply (%s)", jalan, gagal)
    raise PenyediaGagal(f"{gagal}. Tidak ada tanda tangan yang disimpan; silakan coba lagi.")


def _sesi() -> requests.Session:
    """One connection that was refused is tried again; what was sent is not."""
    sesi = requests.Session()
    sesi.trust_env = False
    coba = requests.packages.urllib3.Retry(total=None, connect=1, read=0, status=0, redirect=0, other=0)  # type: ignore[attr-defined]
    for skema in ("https://", "http://"):
        sesi.mount(skema, requests.adapters.HTTPAdapter(max_retries=coba))
    return sesi


def _baca(jalan: str, jawaban: requests.Response) -> dict[str, Any]:
    try:
        isi = jawaban.json() if len(jawaban.content) <= BATAS_JAWABAN else None
    except ValueError:
        isi = None
    kode = isi.get("status_code") if isinstance(isi, dict) else None
    if kode == FRASA_KELIRU:
        raise FrasaSalah("Frasa sandi BSrE salah. Tidak ada yang ditandatangani.")
    if kode == TIDAK_TERDAFTAR:
        raise BelumSiap(BELUM_TERDAFTAR)
    if jawaban.status_code in {401, 403}:
        logger.error("BSrE %s: our own login was refused (HTTP %s)", jalan, jawaban.status_code)
        raise PenyediaGagal("SAKIP ditolak BSrE. Hubungi admin SAKIP: akun layanan BSrE perlu diperiksa.")
    if jawaban.status_code != 200 or not isinstance(isi, dict):
        logger.warning("BSrE %s: HTTP %s, code %s", jalan, jawaban.status_code, kode)
        raise PenyediaGagal("BSrE sedang terganggu. Tidak ada tanda tangan yang disimpan; silakan coba lagi nanti.")
    return isi


def _berkas(jawaban: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(jawaban["file"][0], validate=True)
    except (KeyError, IndexError, TypeError, binascii.Error):
        raise PenyediaGagal("BSrE tidak mengirim berkas yang ditandatangani. Silakan coba lagi.") from None


def _periksa_balasan(dikirim: bytes, isi: bytes) -> Terbubuh:
    """Take nothing on trust: exactly one new signature, intact, over the whole file, which begins with what we sent."""
    from .pemeriksaan import periksa

    sebelum, sesudah = periksa(dikirim, []), periksa(isi, [])
    baru = sesudah.tanda[len(sebelum.tanda) :]
    utuh = len(baru) == 1 and all(t.utuh for t in sesudah.tanda) and sesudah.bita_tambahan == 0
    bersambung = isi.startswith(dikirim) and len(isi) > len(dikirim)
    if not utuh or not bersambung:
        logger.error("BSrE returned a file that is not ours with one more signature (sha256 %s)", sesudah.sha256)
        raise PenyediaGagal(
            "Berkas dari BSrE tidak cocok dengan dokumen ini, jadi tidak disimpan. Hubungi admin SAKIP."
        )
    return Terbubuh(isi, baru[0].sidik_sertifikat, baru[0].penerbit)


def _tanda(t: dict[str, Any], ukuran: int) -> TandaTerperiksa:
    utuh = bool(t.get("integrityValid"))
    return TandaTerperiksa(
        medan=str(t.get("fieldName", "")),
        nama=str(t.get("signerName", "")),
        nip="",
        penerbit=str(t.get("issuer", "BSrE")),
        sidik_sertifikat=str(t.get("certFingerprint", "")),
        waktu=str(t.get("signatureDate", "")),
        utuh=utuh,
        tepercaya=utuh and bool(t.get("certificateTrusted")),
        sampai_bita=ukuran,
        alasan="" if utuh else "Menurut BSrE, isi berkas berubah setelah ditandatangani.",
    )
