"""The master data of this app, for the pages of `organisasi.acuan`."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from organisasi.acuan import Acuan, Kolom, daftarkan_acuan, daftarkan_nilai
from sakip.angka import format_desimal

from .forms_acuan import SatuanForm, SkalaForm, TingkatFormSet
from .models import Indikator, Satuan, Skala, StandarNasional, TargetTahunan


def _tingkat(skala: Skala) -> SafeString:
    """ "AA 7 · A 6 · BB 5": every grade with its score."""
    pasangan = [(t.label, format_desimal(t.skor)) for t in skala.tingkat.all()]
    return format_html_join(" · ", '{} <span class="redup">{}</span>', pasangan) or format_html("–")


def _jenis(satuan: Satuan) -> str:
    jenis = str(satuan.get_jenis_display())
    return f"{jenis}: {satuan.skala}" if satuan.skala else jenis


def _lengkap(daftar: Any) -> Any:
    return daftar.lengkap()


def daftarkan() -> None:
    daftarkan_acuan(
        Acuan(
            slug="satuan",
            judul="Satuan",
            sebutan="satuan",
            keterangan="Satuan ukuran target dan realisasi, misalnya persen, nilai, laporan.",
            urut=10,
            model=Satuan,
            form=SatuanForm,
            kolom=(
                Kolom("Satuan", lambda s, _: s.nama),
                Kolom("Jenis", lambda s, _: _jenis(s)),
                Kolom("Kode", lambda s, _: s.kode),
            ),
            lengkap=_lengkap,
        )
    )
    daftarkan_acuan(
        Acuan(
            slug="skala",
            judul="Skala berjenjang",
            sebutan="skala",
            keterangan="Urutan predikat dengan skornya, misalnya AA, A, BB atau WTP, WDP; dasar menghitung capaian.",
            urut=20,
            model=Skala,
            form=SkalaForm,
            kolom=(
                Kolom("Skala", lambda s, _: s.nama),
                Kolom("Tingkat dan skor", lambda s, _: _tingkat(s)),
                Kolom("Kode", lambda s, _: s.kode),
            ),
            lengkap=lambda daftar: daftar.prefetch_related("tingkat"),
            rincian=TingkatFormSet,
            templat_rincian="renstra/_tingkat.html",
        )
    )
    daftarkan_nilai(Skala, "target Renstra", TargetTahunan, "indikator__satuan__skala", "nilai")
    daftarkan_nilai(Skala, "baseline indikator", Indikator, "satuan__skala", "baseline")
    daftarkan_nilai(Skala, "standar nasional", StandarNasional, "indikator__satuan__skala", "nilai")
