"""What tells the rows of a Renstra apart in every database: the satker, the years, which version, and their place."""

from __future__ import annotations

from typing import Any

from sakip.kunci_alami import Hitungan, daftarkan


def _versi_ke(renstra: Any) -> int:
    """0 for the first plan of these years, 1 for its revision, …; also of a row that is not stored yet."""
    ke = 0
    while renstra.menggantikan_id is not None:
        renstra, ke = renstra.menggantikan, ke + 1
    return ke


def _cari_versi(baris: Any, ke: int) -> Any:
    satu = baris.get(menggantikan__isnull=True)
    for _ in range(ke):
        satu = baris.get(menggantikan=satu)
    return satu


def _jalur_kondisi(kondisi: Any) -> str:
    """Places from the top: "1.3.2"."""
    atas = f"{_jalur_kondisi(kondisi.induk)}." if kondisi.induk_id else ""
    return f"{atas}{kondisi.urut}"


def _cari_kondisi(baris: Any, jalur: str) -> Any:
    satu = None
    for urut in jalur.split("."):
        satu = baris.get(induk=satu, urut=urut) if satu else baris.get(induk__isnull=True, urut=urut)
    return satu


def daftarkan_kunci_alami() -> None:
    """A new model below the Renstra: one more line.

    Two have none: uploads stay where they are, and a reason of a difference names its row by a key of this database.
    """
    per_renstra, per_indikator = ("renstra", "urut"), ("indikator", "tahun")
    daftarkan(
        "renstra",
        Skala=("kode",),
        TingkatSkala=("skala", "label"),
        Satuan=("kode",),
        Renstra=("satker", "periode_awal", Hitungan(_versi_ke, _cari_versi)),
        RiwayatRenstra=("objek", "waktu", "tindakan"),
        KataVisi=per_renstra,
        Misi=per_renstra,
        Tujuan=per_renstra,
        Program=per_renstra,
        Kegiatan=("program", "urut"),
        Sasaran=per_renstra,
        Indikator=("sasaran", "urut"),
        TargetTahunan=per_indikator,
        StandarNasional=per_indikator,
        PengecualianMutu=("indikator", "butir"),
        NarasiRenstra=("renstra", "kunci"),
        KeputusanRenstra=("renstra",),
        PenetapanIku=("renstra",),
        PohonKinerja=("renstra",),
        Kondisi=("pohon", Hitungan(_jalur_kondisi, _cari_kondisi)),
    )
