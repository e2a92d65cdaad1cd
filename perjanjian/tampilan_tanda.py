"""What the paper's page shows of its signatures, and of the one that the person may give."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dokumen.tandatangan.penyedia import utama

from .forms import BasahForm, FrasaTandaForm
from .models import PerjanjianKinerja
from .tanda_tangan import KEDUA, giliran


def konteks_tanda(
    request: HttpRequest,
    perjanjian: PerjanjianKinerja,
    formulir_tanda: FrasaTandaForm | None = None,
    formulir_basah: BasahForm | None = None,
) -> dict[str, Any]:
    """For the paper's page: the signatures it has, and the one that this person may give."""
    pengguna: Any = request.user
    kini = giliran(perjanjian, pengguna)
    bertanda = perjanjian.bertanda
    tinta = kini is not None and not (kini.tindakan == KEDUA and bertanda is not None and bertanda.elektronik)
    return {
        "giliran": kini,
        "bertanda": bertanda,
        "tanda": list(bertanda.tanda.order_by("urut")) if bertanda else [],
        "formulir_tanda": formulir_tanda or FrasaTandaForm(),
        "formulir_basah": formulir_basah or (BasahForm(request=request) if tinta else None),
        "penyedia": utama(),
    }
