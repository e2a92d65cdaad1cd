"""Roles and their permissions, as data. The one table that says who may do what.

A person's roles come from the login (`Pengguna.peran`) and from the office held on the day (`Penugasan`);
`organisasi.backends.PeranBackend` joins both and asks this table. Reading needs no permission: what a person may see
is decided by `visible_to` on the QuerySets.
"""

from django.db import models


class Peran(models.TextChoices):
    PERENCANA = "perencana", "Perencana"
    KEPALA_UNIT = "kepala_unit", "Kepala unit"
    SEKRETARIS = "sekretaris", "Sekretaris"
    PIMPINAN = "pimpinan", "Ketua / pimpinan"
    ADMIN_SATKER = "admin_satker", "Admin satker"
    ADMIN_PUSAT = "admin_pusat", "Admin pusat"
    VERIFIKATOR = "verifikator", "Verifikator / Inspektorat"
    PEMBACA = "pembaca", "Pembaca"


_PERENCANAAN = frozenset(
    {
        "renstra.ubah_renstra",
        "renstra.ajukan_renstra",
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "anggaran.ubah_dipa",
        "anggaran.isi_realisasianggaran",
        "pelaporan.ubah_laporan",
        "dokumen.cetak_dokumen",
    }
)

_UNIT = frozenset(
    {
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.tandatangani_perjanjiankinerja",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "dokumen.cetak_dokumen",
    }
)

IZIN: dict[Peran, frozenset[str]] = {
    Peran.PERENCANA: _PERENCANAAN,
    Peran.KEPALA_UNIT: _UNIT,
    Peran.SEKRETARIS: _PERENCANAAN
    | _UNIT
    | {
        "renstra.tetapkan_renstra",
        "anggaran.berlakukan_dipa",
        "capaian.setujui_realisasi",
        "pelaporan.finalkan_laporan",
    },
    Peran.PIMPINAN: frozenset(
        {
            "renstra.tetapkan_renstra",
            "perjanjian.tandatangani_perjanjiankinerja",
            "capaian.setujui_realisasi",  # also what the sekretaris entered, which nobody else could approve
            "dokumen.cetak_dokumen",
        }
    ),
    Peran.ADMIN_SATKER: _PERENCANAAN | {"organisasi.ubah_organisasi"},
    Peran.ADMIN_PUSAT: frozenset({"organisasi.ubah_organisasi"}),
    Peran.VERIFIKATOR: frozenset({"capaian.verifikasi_realisasi", "dokumen.cetak_dokumen"}),
    Peran.PEMBACA: frozenset(),
}

#: Every permission the product knows; a transition that names another one is a programming error (a test says so).
SEMUA_IZIN: frozenset[str] = frozenset().union(*IZIN.values())
