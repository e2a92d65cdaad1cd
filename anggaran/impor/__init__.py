"""Exports of the treasury applications: found, read, matched with the DIPA, planned; see `services_impor`."""
