"""The LKjIP as the product makes it against a plain WeasyPrint call on the same HTML, each in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class HasilCetak:
    """Wall seconds, peak memory in MiB, pages."""

    cara: str
    detik: float
    mib: float
    halaman: int


def ukur(satker: str, tahun: int) -> list[HasilCetak]:
    """First the product, which leaves its HTML behind, then the plain call on that HTML."""
    with tempfile.TemporaryDirectory() as folder:
        html = str(Path(folder, "lkjip.html"))
        return [_jalankan("sakip", satker, str(tahun), html), _jalankan("weasyprint", html)]


def _jalankan(*arg: str) -> HasilCetak:
    keluaran = subprocess.run(  # noqa: S603 (our own module, our own arguments)
        [sys.executable, "-m", "bench.cetak", *arg], check=True, capture_output=True, text=True
    ).stdout
    return HasilCetak(**json.loads(keluaran.splitlines()[-1]))


def _sakip(satker: str, tahun: str, html: str) -> tuple[float, int]:
    import django

    django.setup()
    from dokumen.jenis import ambil
    from dokumen.pdf import mandiri, render_html, render_pdf
    from organisasi.models import Satker

    mulai = time.perf_counter()
    naskah = ambil("lkjip").susun(Satker.objects.get(kode=satker), int(tahun))
    isi = render_html(naskah)
    hasil = render_pdf(isi, naskah)
    detik = time.perf_counter() - mulai
    Path(html).write_text(mandiri(isi, naskah), encoding="utf-8")
    return detik, hasil.halaman


def _weasyprint(html: str) -> tuple[float, int]:
    from weasyprint import HTML

    mulai = time.perf_counter()
    dokumen = HTML(filename=html).render()
    dokumen.write_pdf()
    return time.perf_counter() - mulai, len(dokumen.pages)


if __name__ == "__main__":
    cara, *arg = sys.argv[1:]
    detik, halaman = _sakip(*arg) if cara == "sakip" else _weasyprint(*arg)
    puncak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(HasilCetak(cara, detik, puncak, halaman))))
