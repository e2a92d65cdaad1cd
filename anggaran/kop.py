"""What is written above a table that an office or the treasury made: whose it is, and of which budget year."""

from __future__ import annotations

import re
from typing import Final

#: The code of a satker: "Satuan Kerja : 654340 KPU Provinsi".
SATKER: Final = re.compile(r"(?:satker|satuan kerja)\b[^0-9]{0,80}\b([0-9]{6})\b", re.IGNORECASE)
#: A budget year: "Tahun Anggaran 2024", "TA : 2024", "T.A. 2024".
TAHUN: Final = re.compile(r"\b(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?)\s*:?\s*((?:19|20)[0-9]{2})\b", re.IGNORECASE)
