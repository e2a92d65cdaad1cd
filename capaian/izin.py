"""The rights of the capaian by name; who has them stands in `sakip/izin.py`."""

from __future__ import annotations

ISI = "capaian.isi_realisasi"
VERIFIKASI = "capaian.verifikasi_realisasi"
SETUJUI = "capaian.setujui_realisasi"
#: Whoever has one of them checks.
PERIKSA = (VERIFIKASI, SETUJUI)
#: Opening a quarter again after its deadline.
BUKA = "capaian.buka_periode"
