"""What a Keputusan begins with, so that nobody starts from a blank page. Everything in it is meant to be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dokumen.blok import Butir
from sakip.angka import terbilang

from .butir import tulis_butir

if TYPE_CHECKING:
    from ..models import Renstra

MENGINGAT = (
    "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional (Lembaran Negara Republik "
    "Indonesia Tahun 2004 Nomor 104, Tambahan Lembaran Negara Republik Indonesia Nomor 4421);",
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah (Lembaran Negara "
    "Republik Indonesia Tahun 2014 Nomor 80);",
)


def keputusan_awal(renstra: Renstra) -> dict[str, str]:
    """The fields of a Keputusan about this plan, from its satker and its years."""
    lembaga = renstra.satker.nama
    tahun = f"{renstra.periode_awal}-{renstra.periode_akhir}"
    tentang = f"Rencana Strategis {lembaga} Tahun {tahun}"
    return {
        "penetap": lembaga,
        "tentang": tentang,
        "menimbang": _daftar(
            (
                f"bahwa untuk memberikan arah bagi pelaksanaan tugas dan fungsi {lembaga} Tahun {tahun}, perlu disusun "
                "rencana strategis;",
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan "
                f"{lembaga} tentang {tentang};",
            )
        ),
        "mengingat": _daftar(MENGINGAT),
        "memperhatikan": "",
        "diktum": tulis_butir(_diktum(renstra, tentang, lembaga, tahun)),
        "tempat": renstra.satker.tempat,
    }


def _daftar(isi: Iterable[str]) -> str:
    return tulis_butir(map(Butir, isi))


def _diktum(renstra: Renstra, tentang: str, lembaga: str, tahun: str) -> tuple[Butir, ...]:
    lama = len(renstra.tahun_periode)
    dimaksud = f"{tentang} sebagaimana dimaksud dalam Diktum KESATU"
    return (
        Butir(
            f"Menetapkan {tentang} sebagaimana tercantum dalam Lampiran Keputusan yang merupakan bagian tidak "
            "terpisahkan dari Keputusan ini."
        ),
        Butir(
            f"{dimaksud} merupakan dokumen perencanaan {lembaga} untuk periode {lama} ({terbilang(lama)}) tahun "
            f"terhitung sejak tahun {renstra.periode_awal} sampai dengan tahun {renstra.periode_akhir}."
        ),
        Butir(
            f"{dimaksud} meliputi:",
            (
                f"visi, misi, dan tujuan {lembaga} Tahun {tahun};",
                f"arah kebijakan, strategi, kerangka regulasi, dan kerangka kelembagaan {lembaga} Tahun {tahun}; dan",
                f"target kinerja {lembaga} Tahun {tahun}.",
            ),
        ),
        Butir(
            f"{dimaksud} menjadi pedoman:",
            (
                f"penyusunan rencana kerja di lingkungan {lembaga};",
                f"penyusunan dan koordinasi rencana program dan kegiatan di lingkungan {lembaga}; dan",
                "penggunaan sumber daya secara efisien, efektif, berkeadilan, dan berkelanjutan.",
            ),
        ),
        Butir("Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    )
