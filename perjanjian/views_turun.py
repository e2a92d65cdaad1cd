"""Pages of handing down: drafts for the whole chain, the superior's rows into one draft, and the live hints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from anggaran.rekap import jumlah
from organisasi.tempat import di_tempat, wajib_izin
from sakip.alur import TransisiDitolak

from . import services_turun
from .aturan import di_bawah
from .dipa import jalur_kode, rekap_berlaku
from .forms_turun import LembarTurun
from .keluarga import perjanjian_atasan
from .lembar import Lembar
from .models import IndikatorPerjanjian, PerjanjianKinerja
from .petunjuk import petunjuk_perjanjian
from .usulan import UsulanPerjanjian, usulan_rantai
from .views import UBAH, alamat_tempat, pengguna, perjanjian_tampak


@di_tempat
@require_http_methods(["GET", "POST"])
def usulkan(request: HttpRequest) -> HttpResponse:
    """Every office without a PK of the year with what would be proposed; the ticked ones become drafts."""
    wajib_izin(request, UBAH)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    usulan = [u for u in usulan_rantai(satker, tahun) if request.user.has_perm(UBAH, u.jabatan)]
    dapat = {u.jabatan.pk for u in usulan if not u.halangan}
    terpilih = {int(n) for n in request.POST.getlist("jabatan") if n.isdecimal() and len(n) < 18}
    if request.method == "POST" and _buat(request, terpilih, dapat):
        return redirect("perjanjian:daftar", **alamat_tempat(request))
    konteks = {
        "usulan": usulan,
        "terpilih": terpilih if request.method == "POST" else dapat,
        "ringkas": _ringkas([u for u in usulan if not u.halangan]),
    }
    return render(request, "perjanjian/usulkan.html", konteks, status=422 if request.method == "POST" else 200)


def _ringkas(usulan: list[UsulanPerjanjian]) -> dict[str, Any]:
    return {"perjanjian": len(usulan), "indikator": sum(len(u.baris) for u in usulan)}


def _buat(request: HttpRequest, terpilih: set[int], dapat: set[int]) -> bool:
    if not terpilih:
        messages.error(request, "Pilih sedikitnya satu jabatan.")
        return False
    if not terpilih <= dapat:
        messages.error(request, "Sebagian jabatan yang dipilih tidak dapat diusulkan lagi. Periksa pilihannya.")
        return False
    try:
        dibuat = services_turun.buat_dari_usulan(
            satker=request.satker,  # type: ignore[attr-defined]
            tahun=request.tahun,  # type: ignore[attr-defined]
            jabatan=terpilih,
            oleh=pengguna(request),
        )
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
        return False
    messages.success(request, f"{len(dibuat)} draf perjanjian dibuat. Periksa isinya, lalu ajukan.")
    return True


@di_tempat
@require_http_methods(["GET", "POST"])
def turunkan(request: HttpRequest, *, pk: int) -> HttpResponse:
    """How this draft carries each row of the superior's PK: the same, a part, an own indikator, or not."""
    perjanjian = get_object_or_404(perjanjian_tampak(request).lengkap(), pk=pk)
    wajib_izin(request, UBAH, perjanjian)
    if not perjanjian.dapat_diubah:
        messages.warning(request, f"Perjanjian berstatus “{perjanjian.get_status_display()}”; isinya tetap.")
        return redirect(perjanjian)
    atasan = perjanjian_atasan(perjanjian)
    lembar = LembarTurun(perjanjian, atasan, request.POST or None) if atasan else None
    if request.method == "POST" and lembar is not None and lembar.is_valid() and _terapkan(request, perjanjian, lembar):
        return redirect("perjanjian:baris", **alamat_tempat(request), pk=perjanjian.pk)
    konteks = _konteks_turun(perjanjian, atasan, lembar, set(request.POST.getlist("pos")))
    return render(request, "perjanjian/turunkan.html", konteks, status=422 if request.method == "POST" else 200)


def _terapkan(request: HttpRequest, perjanjian: PerjanjianKinerja, lembar: LembarTurun) -> bool:
    try:
        services_turun.turunkan(
            perjanjian=perjanjian,
            pilihan=[f.pilihan for f in lembar],
            kode=set(request.POST.getlist("pos")),
            sidik=request.POST.get("sidik", ""),
        )
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
        return False
    messages.success(request, "Isi perjanjian diturunkan dari atasan. Lengkapi barisnya.")
    return True


def _konteks_turun(
    p: PerjanjianKinerja, atasan: PerjanjianKinerja | None, lembar: LembarTurun | None, dipilih: set[str]
) -> dict[str, Any]:
    """With the nodes of the DIPA directly below the superior's rows that the draft does not list yet."""
    rekap = rekap_berlaku(p.satker_id, p.tahun)
    jalur = jalur_kode(rekap)
    ada = {a.kode for a in p.anggaran.all()}
    atas = {a.kode for a in atasan.anggaran.all()} if atasan else set()
    calon = [
        b
        for b in rekap.baris
        if b.pagu and b.kode not in ada | atas and any(di_bawah(b.kode, k, jalur) for k in atas & set(jalur))
    ]
    bagian = _bagian_lain(p, atasan)
    return {"perjanjian": p, "atasan": atasan, "lembar": lembar, "calon": calon, "dipilih": dipilih, "bagian": bagian}


def _bagian_lain(p: PerjanjianKinerja, atasan: PerjanjianKinerja | None) -> dict[int, str]:
    """Superior's row → what others take of it: "Kepala Sub Bagian A: 4; jumlah 4 dari 10"."""
    if atasan is None:
        return {}
    lain = (
        IndikatorPerjanjian.objects.filter(menurunkan__sasaran__perjanjian=atasan, cara_turun="bagi")
        .exclude(sasaran__perjanjian__pihak_pertama__jabatan=p.pihak_pertama.jabatan_id)
        .exclude(sasaran__perjanjian__status="digantikan")
        .select_related("satuan__skala", "sasaran__perjanjian__pihak_pertama__jabatan", "menurunkan__satuan")
    )
    per_baris: dict[int, list[IndikatorPerjanjian]] = {}
    for i in lain:
        per_baris.setdefault(i.menurunkan_id or 0, []).append(i)
    return {pk: _teks_bagian(daftar) for pk, daftar in per_baris.items()}


def _teks_bagian(daftar: list[Any]) -> str:
    siapa = "; ".join(f"{i.sasaran.perjanjian.sebutan_pihak_pertama}: {i.satuan.cetak(i.target)}" for i in daftar)
    total = jumlah(i.target for i in daftar) or Decimal(0)
    atas = daftar[0].menurunkan
    return f"{siapa}. Jumlah {atas.satuan.cetak(total)} dari {atas.satuan.cetak(atas.target)}."


@di_tempat
@require_http_methods(["GET", "POST"])
def petunjuk(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The hints of a draft; with a POST of the sheet, those of what is being typed. Writes nothing."""
    perjanjian = get_object_or_404(perjanjian_tampak(request).untuk_daftar(), pk=pk)
    wajib_izin(request, UBAH, perjanjian)
    ketikan = None
    if request.method == "POST":
        lembar = Lembar(perjanjian, request.POST)
        lembar.is_valid()
        ketikan = (lembar.isian_sasaran(), lembar.isian_anggaran())
    daftar = petunjuk_perjanjian(perjanjian, ketikan=ketikan)
    return render(request, "perjanjian/_petunjuk.html", {"petunjuk": daftar, "mengetik": ketikan is not None})
