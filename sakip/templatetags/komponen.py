"""Template tags for the components of templates/komponen/ (catalogue with examples: docs/komponen.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from sakip.bingkai import Tahap
from sakip.grafik import GrafikBatang, GrafikGaris, PetaPanas, susun_batang, susun_garis, susun_peta

register = template.Library()

KOSONG = "–"  # a value that does not exist; the same sign as in sakip.angka

# Status value (as stored, lower-cased) -> (CSS name that carries the sign, word shown when the caller gives none).
STATUS = {
    "draf": ("draf", "Draf"),
    "diajukan": ("diajukan", "Diajukan"),
    "dikembalikan": ("dikembalikan", "Dikembalikan"),
    "disetujui": ("disetujui", "Disetujui"),
    "diverifikasi": ("disetujui", "Diverifikasi"),
    "ditandatangani": ("ditandatangani", "Ditandatangani"),
    "berlaku": ("berlaku", "Berlaku"),
    "terisi": ("disetujui", "Terisi"),
    "selesai": ("berlaku", "Selesai"),
    "lengkap": ("berlaku", "Lengkap"),
    "digantikan": ("digantikan", "Digantikan"),
    "dibatalkan": ("digantikan", "Dibatalkan"),
    "ditetapkan": ("ditetapkan", "Ditetapkan"),
    "terbit": ("ditetapkan", "Terbit"),
    "diterbitkan": ("ditetapkan", "Diterbitkan"),
    "proses": ("proses", "Proses"),
    "antre": ("proses", "Antre"),
    "berjalan": ("sebagian", "Sedang berjalan"),
    "sebagian": ("sebagian", "Sebagian"),
    "belum": ("draf", "Belum mulai"),
    "belum_ada": ("draf", "Belum ada"),
    "belum_diisi": ("draf", "Belum diisi"),
    "kosong": ("draf", "Kosong"),
    "gagal": ("gagal", "Gagal"),
    "perhatian": ("perhatian", "Perlu perhatian"),
}

# Category codes of the default scale -> step of the colour ramp, 1 (lowest) to 7.
TINGKAT = {"D": 1, "C": 2, "CC": 3, "B": 4, "BB": 5, "A": 6, "AA": 7}
LANGKAH_PITA = 7

PESAN = {
    "danger": ("galat", "galat", "Galat"),
    "error": ("galat", "galat", "Galat"),
    "galat": ("galat", "galat", "Galat"),
    "warning": ("ingat", "ingat", "Perhatian"),
    "ingat": ("ingat", "ingat", "Perhatian"),
    "success": ("beres", "cek", "Berhasil"),
    "beres": ("beres", "cek", "Berhasil"),
}


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> str:
    """One of our line icons, inline and hidden from screen readers: the word beside it says what it is.

    Raises TemplateDoesNotExist for a name without a file in templates/komponen/ikon/.
    """
    return get_template(f"komponen/ikon/{nama}.svg.html").render({"kelas": kelas})


@register.inclusion_tag("komponen/lencana.html")
def lencana(status: object, label: str = "") -> dict[str, str]:
    """A status as sign and word. `status` is the stored value; an unknown one is shown neutrally, in its own words."""
    nilai = str(status)
    kunci = nilai.lower().replace(" ", "_").replace("-", "_")
    rupa, kata = STATUS.get(kunci, ("lain", nilai.replace("_", " ").capitalize()))
    return {"rupa": rupa, "label": label or str(getattr(status, "label", "")) or kata}


def _batang_pita(tingkat: int, dari: int) -> list[dict[str, object]]:
    lebar = 42 / dari
    return [
        {"x": f"{i * lebar:.2f}", "lebar": f"{lebar - 1.5:.2f}", "kelas": "penuh" if i < tingkat else "hampa"}
        for i in range(dari)
    ]


@register.inclusion_tag("komponen/pita.html")
def pita(kode: str | None = "", label: str | None = "", tingkat: int | None = None, dari: int = 7) -> dict[str, object]:
    """Category of a capaian: a gauge with `tingkat` of `dari` steps filled, the code and the word.

    Without a step (unknown code, "–", "Proses") the gauge is hatched grey: not known is never a colour of the ramp.
    """
    langkah = tingkat if tingkat is not None else TINGKAT.get(kode or "", 0)
    ada = 1 <= langkah <= dari
    return {
        "kode": kode if kode != label else "",
        "label": label or ("" if ada else KOSONG),
        "warna": max(1, round(langkah / dari * LANGKAH_PITA)) if ada else 0,
        "batang": _batang_pita(langkah, dari) if ada else [],
    }


@register.filter
def rupa_pesan(tingkat: str) -> dict[str, str]:
    """Look of a message from its level ("success", "danger" … or our words): CSS name, icon and the word read aloud."""
    rupa, gambar, kata = PESAN.get(tingkat, ("info", "info", "Keterangan"))
    return {"rupa": rupa, "ikon": gambar, "kata": kata}


@register.filter
def kata_tahap(tahap: object) -> str:
    """Words of a stage: "selesai" -> "Selesai"; empty when there is none."""
    return Tahap(str(tahap)).label if tahap else ""


@register.filter
def ringkas_tahap(menu: Iterable[Mapping[str, Any]] | None) -> dict[str, int]:
    """How many stages of the year are done: {"selesai": 2, "dari": 6}; entries without a stage do not count."""
    tahap = [str(item["tahap"]) for item in menu or [] if item.get("tahap")]
    return {"selesai": tahap.count("selesai"), "dari": len(tahap)}


@register.inclusion_tag("komponen/teks_panjang.html")
def teks_panjang(teks: object, batas: int = 140) -> dict[str, object]:
    """Text for a table cell: three lines, then "selengkapnya". Up to `batas` characters it is printed as it is."""
    isi = "" if teks is None else str(teks)
    return {"teks": isi or KOSONG, "panjang": len(isi) > batas}


@register.simple_block_tag
def tangkap(content: str) -> SafeString:
    """Render once, use twice or not at all: `{% tangkap as x %}…{% endtangkap %}` is empty when only blanks came."""
    return mark_safe(content.strip())  # noqa: S308 - rendered, hence already escaped, by the template around it


@register.simple_block_tag
def tabel(content: str, label: str, kelas: str = "") -> str:
    """Scrolling frame with sticky head around a `<table class="tabel">`; `label` names the region for ears."""
    return get_template("komponen/tabel.html").render({"content": content, "label": label, "kelas": kelas})


@register.simple_block_tag
def asal_angka(content: str, angka: str, judul: str = "") -> str:
    """A figure that can be asked where it comes from; the content is the answer."""
    return get_template("komponen/asal_angka.html").render({"content": content, "angka": angka, "judul": judul})


@register.inclusion_tag("komponen/grafik_batang.html")
def grafik_batang(grafik: GrafikBatang) -> dict[str, object]:
    """The bar chart of a `sakip.grafik.GrafikBatang`; the page shows the same numbers in a table too."""
    return {"g": susun_batang(grafik)}


@register.inclusion_tag("komponen/grafik_garis.html")
def grafik_garis(grafik: GrafikGaris) -> dict[str, object]:
    """The line chart of a `sakip.grafik.GrafikGaris`; the page shows the same numbers in a table too."""
    return {"g": susun_garis(grafik)}


@register.inclusion_tag("komponen/grafik_peta.html")
def grafik_peta(peta: PetaPanas) -> dict[str, object]:
    """The heat map of a `sakip.grafik.PetaPanas`; the page shows the same numbers in a table too."""
    return {"g": susun_peta(peta)}


@register.filter
def id_aman(teks: object) -> str:
    """A text as part of an HTML id: "Tabel 3.1" -> "tabel-3-1"."""
    return re.sub(r"[^a-z0-9]+", "-", str(teks).lower()).strip("-")


@register.filter
def kata(teks: str) -> list[str]:
    """Words of a text, to loop over a short list written in a template."""
    return teks.split()
