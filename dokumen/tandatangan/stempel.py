"""The visible block of a signature: who, in which office, when, and a QR code to the page that checks it."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFont

from dokumen.jenis import Bagian, Naskah
from dokumen.pdf import render_html, render_pdf

from .antarmuka import Permintaan
from .stempel_ukuran import LEBAR, TINGGI

SKALA_PNG = 4  # pixels per point, about 290 dpi


def stempel_pdf(permintaan: Permintaan) -> bytes:
    """The block as a PDF of one page of exactly its size."""
    konteks = {"p": permintaan, "penanda": permintaan.penanda, "qr": qr_data_uri(permintaan.alamat)}
    naskah = Naskah(
        judul=f"Tanda tangan {permintaan.penanda.nama}",
        bagian=(Bagian("tanda tangan", "dokumen/stempel.html", konteks),),
        data={},
        gaya=("dokumen/css/stempel.css",),
    )
    return render_pdf(render_html(naskah), naskah).isi


def qr_data_uri(alamat: str) -> str:
    """A QR code (level M: survives a fold and a fax) as an SVG data URI."""
    return segno.make(alamat, error="m", micro=False).svg_data_uri(border=0, dark="#16181b")


def stempel_png(permintaan: Permintaan) -> bytes:
    """The block as a picture, for providers that draw it themselves."""
    gambar = Image.new("RGB", (round(LEBAR * SKALA_PNG), round(TINGGI * SKALA_PNG)), "white")
    qr = BytesIO()
    segno.make(permintaan.alamat, error="m", micro=False).save(qr, kind="png", scale=10, border=0)
    sisi = round((TINGGI - 8) * SKALA_PNG)
    with Image.open(qr) as kode:
        gambar.paste(kode.convert("RGB").resize((sisi, sisi), Image.Resampling.NEAREST), (16, 16))
    pena = ImageDraw.Draw(gambar)
    for nomor, teks in enumerate(_baris_png(permintaan)):
        huruf = ImageFont.load_default(size=(8.5 if nomor == 1 else 7) * SKALA_PNG)
        pena.text((sisi + 40, 16 + nomor * 11 * SKALA_PNG), teks, fill="#16181b", font=huruf)
    keluar = BytesIO()
    gambar.save(keluar, "PNG")
    return keluar.getvalue()


def _baris_png(permintaan: Permintaan) -> list[str]:
    teks = [
        "Ditandatangani secara elektronik oleh",
        permintaan.penanda.nama,
        permintaan.penanda.jabatan,
        permintaan.waktu_cetak,
    ]
    return [t if len(t) <= 46 else f"{t[:45]}…" for t in teks]
