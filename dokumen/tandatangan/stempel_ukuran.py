"""Size of the visible block in points; `.ruang-ttd` in static/dokumen/css/perjanjian.css keeps the same room free."""

LEBAR, TINGGI = 186.0, 68.0
