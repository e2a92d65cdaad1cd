"""A small e-Sign service on this machine: it answers as its documentation says, or fails as the test wishes."""

from __future__ import annotations

import base64
import datetime
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from dokumen.tandatangan.antarmuka import Kotak, Medan
from dokumen.tandatangan.pembubuhan import Kunci, tambah_medan, tandatangani
from dokumen.tandatangan.pemeriksaan import periksa

PENGGUNA, SANDI = "sakip", "rahasia-layanan"
HARI = datetime.timedelta(days=1)


def _pasangan(nama, penerbit=None):
    """Key and certificate; self-signed without an issuer."""
    kunci = ec.generate_private_key(ec.SECP256R1())
    subjek = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama)])
    kini = datetime.datetime.now(datetime.UTC)
    guna = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"), False
    )
    akar = penerbit is None
    sertifikat = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(subjek if akar else penerbit[1].subject)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - HARI)
        .not_valid_after(kini + 99 * HARI)
        .add_extension(x509.BasicConstraints(akar, 0 if akar else None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not akar, content_commitment=not akar, key_cert_sign=akar, **guna), True
        )
        .sign(kunci if akar else penerbit[0], hashes.SHA256())
    )
    return kunci, sertifikat


class ServerBsre:
    """`akun`: address → (name, passphrase, status). `ulah`: how the next signature fails ("" not at all)."""

    def __init__(self):
        self.akun = {}
        self.ulah = ""
        self.permintaan = []  # (path, body) of everything that was asked
        self.ditandatangani = 0
        self.akar = _pasangan("Uji BSrE")
        self._kunci = {}

    @property
    def akar_pem(self):
        return self.akar[1].public_bytes(Encoding.PEM)

    def daftar(self, surel, nama, frasa, status="ISSUE"):
        self.akun[surel] = (nama, frasa, status)
        self._kunci[surel] = _pasangan(nama, self.akar)

    # what the addresses answer: (HTTP status, JSON)

    def jawab(self, jalan, badan):
        match jalan:
            case "/api/v2/user/check/status":
                akun = self.akun.get(badan.get("email"))
                return (200, {"status": akun[2] if akun else "NOT_REGISTERED", "message": "-"})
            case "/api/v2/sign/pdf":
                return self._tanda(badan)
            case "/api/v2/verify/pdf":
                return self._verifikasi(base64.b64decode(badan["file"]))
        return (404, {"error": "not found"})

    def _tanda(self, badan):
        akun = self.akun.get(badan.get("email"))
        if akun is None:
            return (400, {"status_code": 2011, "error": "User tidak terdaftar"})
        if badan.get("passphrase") != akun[1]:
            return (400, {"status_code": 2031, "error": "Passphrase anda salah"})
        isi = base64.b64decode(badan["file"][0])
        hasil = self._bubuhkan(isi, badan["email"], akun[0], badan["signatureProperties"][0])
        self.ditandatangani += 1
        return (200, {"time": 1, "file": [base64.b64encode(hasil).decode()]})

    def _bubuhkan(self, isi, surel, nama, tampilan):
        """An approval signature in a field of its own, as the service makes one."""
        kunci, sertifikat = self._kunci[surel]
        medan = f"BSrE{len(periksa(isi, []).tanda) + 1}"
        kotak = None
        if tampilan["tampilan"] == "VISIBLE":
            assert base64.b64decode(tampilan["imageBase64"]).startswith(b"\x89PNG")
            x, y = tampilan["originX"], tampilan["originY"]
            kotak = Kotak(tampilan["page"] - 1, x, y, x + tampilan["width"], y + tampilan["height"])
        der = kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        k = Kunci(der, sertifikat.public_bytes(Encoding.PEM), self.akar_pem)
        siap = tambah_medan(isi, (Medan(medan, nama, kotak),))
        return tandatangani(siap, medan=medan, kunci=k, nama=nama, alasan="", pertama=False)

    def _verifikasi(self, isi):
        tanda = periksa(isi, [self.akar_pem]).tanda
        rincian = [
            {
                "fieldName": t.medan,
                "signerName": t.nama,
                "signatureDate": t.waktu,
                "integrityValid": t.utuh,
                "certificateTrusted": t.tepercaya,
            }
            for t in tanda
        ]
        return (200, {"conclusion": "VALID" if tanda else "NO_SIGNATURE", "signatureInformations": rincian})


class Penangan(BaseHTTPRequestHandler):
    @property
    def layanan(self):
        return self.server.layanan

    def do_POST(self):
        isi = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.layanan.permintaan.append((self.path, isi))
        masuk = base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {masuk}":
            return self._kirim(401, {"error": "unauthorized"})
        ulah = self.layanan.ulah if self.path == "/api/v2/sign/pdf" else ""
        return getattr(self, f"_ulah_{ulah or 'biasa'}")(isi)

    def _ulah_biasa(self, isi):
        self._kirim(*self.layanan.jawab(self.path, isi))

    def _ulah_lambat(self, isi):
        time.sleep(2.5)
        self._ulah_biasa(isi)

    def _ulah_hilang(self, isi):
        """Signed, but the reply never arrives."""
        self.layanan.jawab(self.path, isi)
        self.connection.close()

    def _ulah_rusak(self, isi):
        self._kirim(500, {"error": "internal"})

    def _ulah_bukan_json(self, isi):
        self._mentah(200, b"<html>maintenance</html>")

    def _ulah_kosong(self, isi):
        self._kirim(200, {"time": 1, "file": []})

    def _ulah_palsu(self, isi):
        """A file that is signed, but is not the one that was sent."""
        isi["file"] = [base64.b64encode(self.layanan.lain).decode()]
        self._ulah_biasa(isi)

    def _ulah_polos(self, isi):
        """The file as it was sent, without a signature."""
        self._kirim(200, {"time": 1, "file": isi["file"]})

    def _ulah_ditolak(self, isi):
        self._kirim(401, {"error": "unauthorized"})

    def _kirim(self, kode, isi):
        self._mentah(kode, json.dumps(isi).encode())

    def _mentah(self, kode, isi):
        try:
            self.send_response(kode)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(isi)))
            self.end_headers()
            self.wfile.write(isi)
        except OSError:  # the client hung up: that is what some tests are about
            pass

    def log_message(self, *args):
        pass


@contextmanager
def jalankan(lain):
    """A server at work; `lain` is a paper that has nothing to do with what is signed."""
    server = ServerBsre()
    server.lain = lain
    http = ThreadingHTTPServer(("127.0.0.1", 0), Penangan)
    http.daemon_threads, http.layanan = True, server
    server.alamat = f"http://127.0.0.1:{http.server_port}"
    utas = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    utas.start()
    try:
        yield server
    finally:
        http.shutdown()
        utas.join()
        http.server_close()
