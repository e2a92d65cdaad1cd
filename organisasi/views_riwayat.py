"""Who did what: the history of one object, and the whole trail of a satker with filter and Excel export."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from jejak.enums import Tindakan
from jejak.models import Jejak, JejakQuerySet
from jejak.services import catat
from jejak.tampilan import BarisJejak, tampilkan
from sakip.excel import TEKS, Buku, Kolom, Lembar, tulis_data

from .forms_riwayat import SaringanJejakForm
from .models import Satker
from .riwayat import LIHAT, ambil_riwayat
from .tab import tab_pengaturan
from .tempat import TempatMixin, di_tempat, wajib_izin

BARIS_HALAMAN = 40
BARIS_EKSPOR = 20_000  # what one sheet that the reader accepts may hold; a longer trail is exported in pieces
JENIS_BERKAS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EKSPOR = Buku(
    "Jejak audit",
    lembar=[
        Lembar(
            "Jejak",
            kolom=[
                Kolom("waktu", "Waktu", lebar=24),
                Kolom("satker", "Satker", lebar=24),
                Kolom("pelaku", "Pelaku", lebar=28),
                Kolom("jabatan", "Bertindak sebagai", lebar=32),
                Kolom("atas_nama", "Atas nama", lebar=32),
                Kolom("tindakan", "Tindakan", lebar=48),
                Kolom("kolom", "Kolom", lebar=20),
                Kolom("sebelum", "Sebelum", jenis=TEKS, lebar=36),
                Kolom("sesudah", "Sesudah", jenis=TEKS, lebar=36),
                Kolom("alasan", "Alasan", lebar=36),
                Kolom("asal", "Alamat asal", lebar=16),
                Kolom("permintaan", "Nomor permintaan", lebar=16),
            ],
        )
    ],
)


class JejakView(TempatMixin, TemplateView):
    """The trail of the satker, newest first; `?sebelum=` goes on where the page before ended."""

    template_name = "organisasi/riwayat/jejak.html"
    izin = LIHAT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = saringan(self.request, self.satker)
        potongan, kursor = sehalaman(form.saring(_jejak()), self.request.GET.get("sebelum", ""))
        return super().get_context_data(
            form=form,
            baris=_dengan_satker(potongan, self.satker, tampak=bool(form.cleaned_data.get("bawahan"))),
            lanjut=_alamat_lanjut(self.request, kursor),
            ekspor=_alamat_ekspor(self.request, self.satker, self.tahun),
            disaring=any(form.cleaned_data.values()),
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "jejak"),
            **kwargs,
        )


@di_tempat
@require_safe
def ekspor_jejak(request: HttpRequest) -> HttpResponse:
    """The filtered trail as a workbook, one row per changed column; the export is itself recorded."""
    wajib_izin(request, LIHAT)
    satker: Satker = request.satker  # type: ignore[attr-defined]
    form = saringan(request, satker)
    jejak = form.saring(_jejak())
    berkas = tulis_data(EKSPOR, {"Jejak": islice(_baris_ekspor(jejak, satker), BARIS_EKSPOR)})
    catat(Tindakan.EKSPOR, satker=satker, keterangan=f"jejak audit {satker}")
    jawaban = HttpResponse(berkas, content_type=JENIS_BERKAS)
    nama = f"jejak-{satker.kode}-{timezone.localdate():%Y%m%d}.xlsx"
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawaban


@di_tempat
@require_safe
def riwayat(request: HttpRequest, *, tabel: str, pk: int) -> HttpResponse:
    """What happened to one object and its parts."""
    satker: Satker = request.satker  # type: ignore[attr-defined]
    objek, jejak = ambil_riwayat(request.user, satker, tabel, pk)  # type: ignore[arg-type]
    potongan, kursor = sehalaman(jejak.order_by("-waktu", "-pk"), request.GET.get("sebelum", ""))
    konteks = {
        "objek": objek,
        "jenis": _jenis(objek, potongan),
        "alamat_objek": objek.get_absolute_url() if objek and hasattr(objek, "get_absolute_url") else "",
        "baris": tampilkan(potongan, zona=satker.zona_waktu),
        "lanjut": _alamat_lanjut(request, kursor),
    }
    return render(request, "organisasi/riwayat/riwayat.html", konteks)


def saringan(request: HttpRequest, satker: Satker) -> SaringanJejakForm:
    """The filter form; what was typed wrongly is said and does not narrow."""
    atas = request.user.has_perm(LIHAT, satker) and satker.bawahan.exists()
    form = SaringanJejakForm(request.GET, satker=satker, menjangkau=atas)
    form.is_valid()
    return form


def sehalaman(jejak: JejakQuerySet, sebelum: str) -> tuple[list[Any], str]:
    """One page of the trail, and the cursor of the next ("" on the last page): rows come in while people read.

    The cursor is the time and number of the last row shown, so that no page costs more than the first.
    """
    if (dari := _baca_kursor(sebelum)) is not None:
        waktu, pk = dari
        jejak = jejak.filter(waktu__lte=waktu).exclude(waktu=waktu, pk__gte=pk)
    potongan = list(jejak[: BARIS_HALAMAN + 1])
    if len(potongan) <= BARIS_HALAMAN:
        return potongan, ""
    akhir = potongan[BARIS_HALAMAN - 1]
    return potongan[:BARIS_HALAMAN], f"{akhir.waktu.isoformat()}~{akhir.pk}"


def _baca_kursor(teks: str) -> tuple[datetime.datetime, int] | None:
    waktu, _, pk = teks.partition("~")
    try:
        dari = datetime.datetime.fromisoformat(waktu)
        # In UTC now: the first and last day of the calendar have none everywhere, and the database asks for it.
        return (dari.astimezone(datetime.UTC), int(pk)) if timezone.is_aware(dari) else None
    except (ValueError, OverflowError):
        return None


def _jejak() -> JejakQuerySet:
    return Jejak.objects.order_by("-waktu", "-pk")


def _alamat_ekspor(request: HttpRequest, satker: Satker, tahun: int) -> str:
    isi = request.GET.copy()
    isi.pop("sebelum", None)
    return f"{reverse('organisasi:jejak_ekspor', args=[satker.kode, tahun])}?{isi.urlencode()}"


def _alamat_lanjut(request: HttpRequest, kursor: str) -> str:
    if not kursor:
        return ""
    isi = request.GET.copy()
    isi["sebelum"] = kursor
    return f"?{isi.urlencode()}"


def _jenis(objek: Any, potongan: list[Any]) -> str:
    if objek is not None:
        return str(objek._meta.verbose_name)
    return potongan[0].tabel if potongan else ""


def _dengan_satker(potongan: list[Any], satker: Satker, *, tampak: bool) -> list[BarisJejak]:
    """The rows of a page; with their satker's name where the page shows more than one."""
    nama = _nama_satker(potongan) if tampak else {}
    baris = tampilkan(potongan, zona=satker.zona_waktu)
    return [replace(b, satker=nama.get(b.jejak.satker_id or 0, "")) for b in baris]


def _nama_satker(potongan: list[Any]) -> dict[int, str]:
    """The satker of the rows shown, by number; rows know it by number only, because they outlive it."""
    return dict(Satker.objects.filter(pk__in={j.satker_id for j in potongan}).values_list("pk", "nama_singkat"))


def _baris_ekspor(jejak: JejakQuerySet, satker: Satker) -> Iterator[dict[str, str]]:
    """One mapping per changed column, in batches so that a long trail needs little memory."""
    semua = jejak.iterator(chunk_size=500)
    while potongan := list(islice(semua, 500)):
        nama = _nama_satker(potongan)
        for baris in tampilkan(potongan, zona=satker.zona_waktu):
            yield from _sel_ekspor(baris, nama.get(baris.jejak.satker_id or 0, ""))


def _sel_ekspor(baris: BarisJejak, satker: str) -> Iterator[dict[str, str]]:
    j = baris.jejak
    tetap = {
        "waktu": baris.waktu,
        "satker": satker,
        "pelaku": j.pelaku,
        "jabatan": j.jabatan,
        "atas_nama": j.atas_nama,
        "tindakan": baris.judul,
        "alasan": j.alasan,
        "asal": j.asal,
        "permintaan": j.permintaan,
    }
    if not baris.beda:
        yield tetap
    for beda in baris.beda:
        yield tetap | {"kolom": beda.nama, "sebelum": beda.sebelum_penuh, "sesudah": beda.sesudah_penuh}
