"""The rights of the budget by name; who has them stands in `sakip/izin.py`."""

from __future__ import annotations

#: A draft DIPA, the plan of withdrawals, the allocation, the rule of efficiency.
UBAH = "anggaran.ubah_dipa"
#: Spending and its import.
ISI = "anggaran.isi_realisasianggaran"
BERLAKUKAN = "anggaran.berlakukan_dipa"
