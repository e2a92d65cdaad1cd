"""Rencana Kinerja Tahunan: what a satker wants to reach in a year, by which activities and with which money."""
