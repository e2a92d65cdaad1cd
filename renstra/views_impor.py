"""The Renstra as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat

from .impor.isi import ekspor
from .models import Renstra

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@di_tempat
def unduh_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see a Renstra may take it along, also a fixed one; the trail says so."""
    renstra = _renstra(request, pk)
    nama = f"Renstra-{renstra.satker.kode}-{renstra.periode_awal}-{renstra.periode_akhir}-{timezone.localdate()}.xlsx"
    isi = ekspor(renstra)
    catat(Tindakan.EKSPOR, objek=renstra, satker=renstra.satker, keterangan=nama)
    return _lampiran(isi, nama)


def _renstra(request: HttpRequest, pk: int) -> Renstra:
    semua = Renstra.objects.visible_to(request.user).filter(satker=request.satker)  # type: ignore[attr-defined]
    return get_object_or_404(semua.for_tahun(request.tahun).select_related("satker"), pk=pk)  # type: ignore[attr-defined]


def _lampiran(isi: bytes, nama: str) -> HttpResponse:
    return HttpResponse(
        isi,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nama) or "",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
