"""Rencana Aksi: which activity of the DIPA is done in which weeks of the year, by whom, and how far it is."""
