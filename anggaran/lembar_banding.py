"""A comparison of two versions of the DIPA as a workbook, with what each version is above the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from organisasi.models import Satker
from sakip.excel import RUPIAH, BarisTampilan, Kolom, Tampilan, tulis_tampilan

from .banding import Banding, BarisBanding, semula
from .enums import JenisPos
from .lembar_pohon import keterangan_dipa, keterangan_satker
from .models import Dipa

LEBAR_UANG = 22


def ekspor(banding: Banding, *, lama: Dipa, baru: Dipa, satker: Satker, hanya_berubah: bool) -> bytes:
    baris = banding.berubah() if hanya_berubah else banding.baris
    return tulis_tampilan(
        Tampilan(
            nama="Banding",
            judul=f"{lama} dibandingkan dengan {baru}",
            keterangan=[
                keterangan_satker(satker),
                *(f"Lama – {kalimat}" for kalimat in keterangan_dipa(lama)[:1]),
                *(f"Baru – {kalimat}" for kalimat in keterangan_dipa(baru)[:1]),
                *(["Hanya pos yang berubah, dan pos di atasnya."] if hanya_berubah else []),
            ],
            kolom=_kolom(lama, baru),
            baris=_baris(baris),
            jumlah={"kode": "Jumlah", "lama": banding.lama, "baru": banding.baru, "selisih": banding.selisih},
            lekuk="uraian",
            lekat=2,
        )
    )


def _kolom(lama: Dipa, baru: Dipa) -> Sequence[Kolom]:
    return (
        Kolom("kode", "Kode", lebar=26),
        Kolom("uraian", "Uraian", lebar=60),
        Kolom("jenis", "Tingkat", lebar=22),
        Kolom("lama", f"Pagu {lama} (Rp)", RUPIAH, lebar=LEBAR_UANG),
        Kolom("baru", f"Pagu {baru} (Rp)", RUPIAH, lebar=LEBAR_UANG),
        Kolom("selisih", "Selisih (Rp)", RUPIAH, lebar=LEBAR_UANG),
        Kolom("tanda", "Perubahan", lebar=30),
        Kolom("semula", "Semula", lebar=60),
    )


def _baris(baris: Iterable[BarisBanding]) -> Iterable[BarisTampilan]:
    for b in baris:
        isi = {
            "kode": b.kode,
            "uraian": b.kini.uraian,
            "jenis": JenisPos(b.kini.jenis).label,
            "lama": b.lama.pagu if b.lama else None,
            "baru": b.baru.pagu if b.baru else None,
            "selisih": b.selisih,
            "tanda": ", ".join(t.value for t in b.tanda),
            "semula": "; ".join(semula(b)),
        }
        yield BarisTampilan(isi, b.jenjang, tebal=b.jenjang == 0)
