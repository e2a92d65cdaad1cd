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
    PELAKSANA = "pelaksana", "Pelaksana atas nama pejabat"  # only through a Pelimpahan, never of a login


_PERENCANAAN = frozenset(
    {
        "renstra.ubah_renstra",
        "renstra.ajukan_renstra",
        "perjanjian.ubah_perjanjiankinerja",
        "perjanjian.ajukan_perjanjiankinerja",
        "perjanjian.ubah_rencana",  # RKT and Rencana Aksi
        "perjanjian.ajukan_rencana",
        "perjanjian.isi_pelaksanaan",  # which weeks of the Rencana Aksi were done
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
        "perjanjian.isi_pelaksanaan",
        "capaian.isi_realisasi",
        "capaian.ajukan_realisasi",
        "dokumen.cetak_dokumen",
    }
)

#: What an office holder may hand to somebody else of the satker: entering and submitting, never signing or approving.
_DILIMPAHKAN = _UNIT - {"perjanjian.tandatangani_perjanjiankinerja"}

_ORGANISASI = frozenset(
    {
        "organisasi.ubah_organisasi",  # profile, units, positions, office holders
        "organisasi.kelola_pengguna",
        "organisasi.impor_organisasi",
        "organisasi.lihat_jejak",
    }
)

IZIN: dict[Peran, frozenset[str]] = {
    Peran.PERENCANA: _PERENCANAAN | {"capaian.verifikasi_realisasi"},  # of what the units entered
    Peran.KEPALA_UNIT: _UNIT | {"organisasi.limpahkan_tugas"},
    Peran.SEKRETARIS: _PERENCANAAN
    | _UNIT
    | {
        "renstra.tetapkan_renstra",
        "perjanjian.tetapkan_rencana",
        "anggaran.berlakukan_dipa",
        "capaian.verifikasi_realisasi",
        "capaian.setujui_realisasi",
        "capaian.buka_periode",  # entering after the deadline
        "pelaporan.finalkan_laporan",
        "organisasi.limpahkan_tugas",
        "organisasi.lihat_jejak",
    },
    Peran.PIMPINAN: frozenset(
        {
            "renstra.tetapkan_renstra",
            "perjanjian.tandatangani_perjanjiankinerja",
            "perjanjian.tetapkan_rencana",
            "capaian.verifikasi_realisasi",
            "capaian.setujui_realisasi",  # also what the sekretaris entered, which nobody else could approve
            "dokumen.cetak_dokumen",
        }
    ),
    Peran.ADMIN_SATKER: _PERENCANAAN | _ORGANISASI,
    Peran.ADMIN_PUSAT: _ORGANISASI | {"organisasi.buat_satker", "organisasi.ubah_acuan"},
    Peran.VERIFIKATOR: frozenset({"capaian.verifikasi_realisasi", "dokumen.cetak_dokumen", "organisasi.lihat_jejak"}),
    Peran.PEMBACA: frozenset(),
    Peran.PELAKSANA: _DILIMPAHKAN,
}

#: What a role may also do in the satker below its own. A parent otherwise reads what is issued and does nothing there.
MENJANGKAU_BAWAH: dict[Peran, frozenset[str]] = {
    Peran.ADMIN_PUSAT: IZIN[Peran.ADMIN_PUSAT],
    Peran.VERIFIKATOR: frozenset({"organisasi.lihat_jejak"}),
}

#: Roles that a login can be given; PELAKSANA comes with a Pelimpahan only.
PERAN_PENGGUNA = tuple(p for p in Peran if p != Peran.PELAKSANA)

#: Roles that come with an office, so that nobody signs or approves without a recorded appointment.
PERAN_JABATAN = frozenset({Peran.KEPALA_UNIT, Peran.SEKRETARIS, Peran.PIMPINAN})

#: Roles that an admin satker may give to a login; the others only the admin pusat.
PERAN_DARI_ADMIN_SATKER = tuple(
    p for p in PERAN_PENGGUNA if p not in PERAN_JABATAN | {Peran.ADMIN_PUSAT, Peran.VERIFIKATOR}
)

#: Groups for the rule of the second factor.
PERAN_ADMIN = frozenset({Peran.ADMIN_SATKER, Peran.ADMIN_PUSAT})
PERAN_PENANDA_TANGAN = frozenset(p for p in Peran if "perjanjian.tandatangani_perjanjiankinerja" in IZIN[p])

#: Every permission the product knows; a transition that names another one is a programming error (a test says so).
SEMUA_IZIN: frozenset[str] = frozenset().union(*IZIN.values())
