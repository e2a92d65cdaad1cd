"""What of an inherited row is the followed satker's and not to be changed here. Every door asks this module.

Pages (forms, buttons), services, the import and the technical admin use the one table `TERLINDUNG`.
"""

from __future__ import annotations

from typing import Any

from ..models import Indikator, KataVisi, Kegiatan, Misi, Program, Renstra, Sasaran, Tujuan

#: The fields that come with a row. What is not named here is the satker's own: targets and their reason, baseline, unit
#: pelaksana, penanggung jawab, the IKU flag, how a capaian is displayed.
TERLINDUNG: dict[type, tuple[str, ...]] = {
    Renstra: ("periode_awal", "periode_akhir", "visi"),
    KataVisi: ("kata", "arti"),
    Misi: ("teks",),
    Tujuan: ("teks",),
    Program: ("kode", "nama", "uraian"),
    Kegiatan: ("program", "kode", "nama"),
    Sasaran: ("jenis", "tujuan", "program", "kegiatan", "kode", "uraian"),
    Indikator: (
        *("sasaran", "kode", "uraian", "satuan", "polaritas", "rumus_minimasi", "rumus_ordinal", "agregasi", "batas"),
        *("definisi", "cara_pengukuran", "komponen_x", "komponen_y", "sumber_data"),
    ),
}


class Terlindung(Exception):
    """The row is inherited; the message (Indonesian) may be shown as it is."""


def diwarisi(objek: Any) -> bool:
    """Whether a row comes from the followed Renstra; of a Renstra: whether it follows one."""
    return bool(objek.mengikuti_id if isinstance(objek, Renstra) else getattr(objek, "acuan_id", None))


def terlindung(objek: Any) -> tuple[str, ...]:
    """The fields of this row that are not to be changed here; none of an own row."""
    return TERLINDUNG.get(type(objek), ()) if diwarisi(objek) else ()


def sebut_induk(renstra: Renstra) -> str:
    """ "Renstra KPU RI 2025–2029"; "" for a plan that follows none."""
    induk = renstra.mengikuti
    return f"Renstra {induk.satker.nama_singkat} {induk.periode}" if induk else ""


def kalimat(renstra: Renstra, objek: Any) -> str:
    """Whose the locked fields are and where they change; "" for an own row."""
    if not diwarisi(objek) or renstra.mengikuti is None:
        return ""
    asal, pemilik = sebut_induk(renstra), renstra.mengikuti.satker.nama_singkat
    if isinstance(objek, Renstra):
        return f"Visi dan periode diambil dari {asal} dan hanya diubah di sana, oleh {pemilik}."
    if isinstance(objek, Indikator):
        return (
            f"Bunyi, satuan, dan cara mengukurnya diambil dari {asal} dan hanya diubah di sana, oleh {pemilik}. "
            "Target beserta alasannya, baseline, pelaksana, dan tanda IKU milik satker Anda."
        )
    return f"Diambil dari {asal} dan hanya diubah di sana, oleh {pemilik}."


def pastikan_utuh(renstra: Renstra, objek: Any) -> None:
    """Compare a row that is about to be saved with what is stored. Raises Terlindung."""
    nama = terlindung(objek)
    if not nama or not objek.pk:
        return
    kolom = [objek._meta.get_field(n).attname for n in nama]
    if type(objek)._default_manager.filter(pk=objek.pk).values_list(*kolom).get() != tuple(
        getattr(objek, k) for k in kolom
    ):
        raise Terlindung(kalimat(renstra, objek))


def tolak_warisan(renstra: Renstra, objek: Any, tindakan: str) -> None:
    """For what is never done to an inherited row: "dihapus", "dipindahkan". Raises Terlindung."""
    if diwarisi(objek):
        raise Terlindung(f"“{objek}” tidak dapat {tindakan} di sini. {kalimat(renstra, objek)}")
