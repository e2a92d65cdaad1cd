"""Charts as accessible SVG, for screens and PDFs alike: title, description, patterns besides colour.

Widths are percentages of whatever place the chart gets, so its text keeps its size on a phone and on paper. These
modules lay out; templates/komponen/grafik_*.html draw. Coordinates are strings: SVG wants points, never commas. A page
shows the same numbers in a table too.
"""

from .batang import Deret, GrafikBatang, Susunan, susun_batang
from .garis import GrafikGaris, SusunanGaris, susun_garis
from .peta import BarisPeta, PetaPanas, SelPeta, SusunanPeta, susun_peta

__all__ = [
    "BarisPeta",
    "Deret",
    "GrafikBatang",
    "GrafikGaris",
    "PetaPanas",
    "SelPeta",
    "Susunan",
    "SusunanGaris",
    "SusunanPeta",
    "susun_batang",
    "susun_garis",
    "susun_peta",
]
