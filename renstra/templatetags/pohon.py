"""The pohon kinerja on a page: `{% gambar_pohon pohon request.GET %}` and `{% tabel_pohon pohon %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from renstra.pohon.bentuk import Pohon
from renstra.pohon.gambar import Pilihan, susun_gambar

register = template.Library()


@register.inclusion_tag("renstra/pohon/_gambar.html")
def gambar_pohon(pohon: Pohon, kueri: Mapping[str, str]) -> dict[str, object]:
    """The drawing with its tools; `kueri` says what is folded away (`request.GET`)."""
    return {"gambar": susun_gambar(pohon, Pilihan.baca(kueri))}


@register.inclusion_tag("renstra/pohon/_tabel.html")
def tabel_pohon(pohon: Pohon) -> dict[str, object]:
    """The same tree as an indented table, complete whatever the drawing has folded away."""
    return {"pohon": pohon, "baris": [(s, min(s.nomor.count(".") + 1, DALAM)) for s in pohon.telusur()]}


#: Deeper rows are not indented further: the number tells where they are.
DALAM = 8
