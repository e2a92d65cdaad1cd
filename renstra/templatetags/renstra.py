"""The bar that joins the pages of one Renstra."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from ..enums import StatusRenstra

register = template.Library()


@register.inclusion_tag("renstra/_ruang.html", takes_context=True)
def ruang_renstra(context: Context, kini: str) -> dict[str, Any]:
    """The places of the Renstra's workspace; `kini` is the name of the address one is at ("detail", "kaskade" …).

    A new place is one line in `renstra/_ruang.html`.
    """
    renstra, satker = context["renstra"], context["satker"]
    boleh_ubah = context["request"].user.has_perm("renstra.ubah_renstra", satker)
    return {
        "renstra": renstra,
        "kode": satker.kode,
        "tahun": context["tahun"],
        "kini": kini,
        "menyunting": boleh_ubah and renstra.dapat_diubah,
        "boleh_hapus": boleh_ubah and renstra.status == StatusRenstra.DRAF,
        "mengimpor": boleh_ubah and renstra.status != StatusRenstra.DIGANTIKAN,
    }
