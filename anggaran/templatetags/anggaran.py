"""Pieces that pages of the budget have in common: `{% load anggaran %}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from anggaran import ruang
from anggaran.izin import BERLAKUKAN, UBAH
from anggaran.models import Dipa
from anggaran.rekap import RekapDipa
from anggaran.rekap_alokasi import BagianKode, RekapAlokasi
from anggaran.services import halangan_berlaku
from sakip.angka import format_rupiah

register = template.Library()


@register.inclusion_tag("anggaran/_ruang.html", takes_context=True)
def ruang_anggaran(context: Context, kini: str) -> dict[str, Any]:
    """The bar of the budget's pages; `kini` is the name of the address one is at, or of the one that it belongs to.

    A new place is one entry in `anggaran/ruang.py`.
    """
    return {"kelompok": ruang.ruang_anggaran(context["satker"], context["tahun"], kini)}


@register.filter
def tanpa_tanda(nilai: Decimal) -> str:
    """An amount whose direction the words beside it say."""
    return format_rupiah(abs(nilai))


@register.inclusion_tag("anggaran/susun/_kosong.html", takes_context=True)
def kosong_dipa(context: Context) -> dict[str, Any]:
    """The year has no DIPA in force: how to begin, for whoever may. `versi` are those of the year."""
    tempat = {"kode": context["satker"].kode, "tahun": context["tahun"]}
    pengguna = context["request"].user
    draf = next((v["dipa"] for v in context["versi"] if v["dipa"].dapat_diubah), None)
    berlakukan = draf is not None and pengguna.has_perm(BERLAKUKAN, context["satker"])
    return {
        "satker": context["satker"],
        "tahun": context["tahun"],
        "boleh": pengguna.has_perm(UBAH, context["satker"]),
        "draf": draf,
        "url_buat": reverse("anggaran:buat", kwargs=tempat),
        "url_impor": reverse("anggaran:buku:impor", kwargs=tempat),
        "url_berlaku": reverse("anggaran:berlakukan", kwargs=tempat | {"pk": draf.pk}) if draf and berlakukan else "",
    }


@register.inclusion_tag("anggaran/susun/_menuju_berlaku.html", takes_context=True)
def menuju_berlaku(context: Context, dipa: Dipa) -> dict[str, Any]:
    """Who puts this draft in force, and the way there for whoever may."""
    satker = context["satker"]
    boleh = context["request"].user.has_perm(BERLAKUKAN, satker)
    return {"dipa": dipa, "satker": satker, "tahun": context["tahun"], "boleh": boleh}


@register.inclusion_tag("anggaran/susun/_berlaku.html")
def sebelum_berlaku(rekap: RekapDipa) -> dict[str, Any]:
    """What a person should know before the DIPA of `rekap` is put in force."""
    dipa = rekap.dipa
    return {
        "halangan": halangan_berlaku(dipa) if dipa is not None and dipa.dapat_diubah else "",
        "selisih": [b for b in rekap.baris if b.selisih_tertera or (b.tertera is not None and b.pagu is None)],
    }


@register.simple_tag
def tempat_alokasi(rekap: RekapAlokasi, bagian: BagianKode) -> str:
    """The code of the sasaran or indikator that an allocation serves now, "tidak ada lagi" when the plan lost it."""
    return rekap.kode_tujuan.get(bagian.alokasi.pk, "tidak ada lagi")
