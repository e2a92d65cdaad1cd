"""What a login may do, in plain words: from the role of the login and from every office held today."""

from __future__ import annotations

from dataclasses import dataclass

from organisasi.bagan import tanpa_satker
from organisasi.models import Pengguna, Penugasan, Wewenang
from organisasi.models.pengguna import wewenang_jabatan
from sakip.izin import IZIN, Peran

#: Every permission as (subject, what one may do with it), in the order of the year's work.
KATA: dict[str, tuple[str, str]] = {
    "renstra.ubah_renstra": ("Renstra", "menyusun"),
    "renstra.ajukan_renstra": ("Renstra", "mengajukan"),
    "renstra.tetapkan_renstra": ("Renstra", "menetapkan"),
    "perjanjian.ubah_perjanjiankinerja": ("Perjanjian kinerja", "menyusun"),
    "perjanjian.ajukan_perjanjiankinerja": ("Perjanjian kinerja", "mengajukan"),
    "perjanjian.tandatangani_perjanjiankinerja": ("Perjanjian kinerja", "menandatangani sebagai pihaknya"),
    "perjanjian.ubah_rencana": ("RKT dan Rencana Aksi", "menyusun"),
    "perjanjian.ajukan_rencana": ("RKT dan Rencana Aksi", "mengajukan"),
    "perjanjian.tetapkan_rencana": ("RKT dan Rencana Aksi", "menetapkan"),
    "perjanjian.isi_pelaksanaan": ("RKT dan Rencana Aksi", "mencatat pelaksanaan"),
    "capaian.isi_realisasi": ("Realisasi kinerja", "mengisi"),
    "capaian.ajukan_realisasi": ("Realisasi kinerja", "mengajukan"),
    "capaian.setujui_realisasi": ("Realisasi kinerja", "menyetujui"),
    "capaian.verifikasi_realisasi": ("Realisasi kinerja", "memverifikasi"),
    "capaian.buka_periode": ("Realisasi kinerja", "membuka kembali triwulan yang sudah ditutup"),
    "anggaran.ubah_dipa": ("Anggaran", "mengisi DIPA dan revisinya"),
    "anggaran.isi_realisasianggaran": ("Anggaran", "mengisi realisasi"),
    "anggaran.berlakukan_dipa": ("Anggaran", "memberlakukan DIPA"),
    "pelaporan.ubah_laporan": ("LKjIP", "menulis"),
    "pelaporan.finalkan_laporan": ("LKjIP", "memfinalkan"),
    "dokumen.cetak_dokumen": ("Naskah", "membuat PDF"),
    "organisasi.limpahkan_tugas": ("Pelimpahan", "melimpahkan pengisian kepada orang lain"),
    "organisasi.ubah_organisasi": ("Organisasi", "mengubah profil, unit, jabatan dan pejabat"),
    "organisasi.impor_organisasi": ("Organisasi", "mengimpor dari Excel"),
    "organisasi.buat_satker": ("Organisasi", "menambah dan memindahkan satuan kerja"),
    "organisasi.kelola_pengguna": ("Pengguna", "mengelola"),
    "organisasi.ubah_acuan": ("Data acuan", "mengubah"),
    "organisasi.lihat_jejak": ("Jejak audit", "membaca"),
}
MEMBACA = ("Semua data yang terlihat baginya", "membaca saja")


@dataclass(frozen=True)
class Hak:
    """One source of rights: where it comes from, where it holds, what it allows as (subject, acts)."""

    asal: str
    tempat: str
    boleh: tuple[tuple[str, str], ...]
    wewenang: Wewenang


def hak_berlaku(orang: Pengguna) -> list[Hak]:
    """The rights that hold today, source by source; two of one kind in two places are two."""
    jalur = orang.satker.jalur if orang.satker else ""
    peran = Peran(orang.peran)
    di = f"{orang.satker} dan semua di bawahnya" if peran == Peran.ADMIN_PUSAT else str(orang.satker or "–")
    dari_peran = Hak(f"Peran {peran.label}", di, kata(peran), Wewenang(peran, orang.satker_id, jalur))
    return [dari_peran, *(_dari_jabatan(p) for p in orang.penugasan_kini())]


def _dari_jabatan(penugasan: Penugasan) -> Hak:
    wewenang = wewenang_jabatan(penugasan)
    unit = penugasan.jabatan.unit
    tempat = f"{unit} dan unit di bawahnya" if wewenang.jalur_unit else str(unit.satker)
    return Hak(
        f"Jabatan {tanpa_satker(penugasan.sebutan_jabatan, unit.satker)}", tempat, kata(wewenang.peran), wewenang
    )


def kata(peran: Peran) -> tuple[tuple[str, str], ...]:
    """What a role allows, by subject; somebody without any permission reads."""
    bidang: dict[str, list[str]] = {}
    for izin, (nama, perbuatan) in KATA.items():
        if izin in IZIN[peran]:
            bidang.setdefault(nama, []).append(perbuatan)
    return tuple((nama, ", ".join(isi)) for nama, isi in bidang.items()) or (MEMBACA,)
