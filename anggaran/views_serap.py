"""Pages about spending over time: the curve, three years, deviations, and the plan of withdrawals as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.models import Satker
from organisasi.tempat import TempatMixin, di_tempat, kunci_tempat, pengguna, wajib_izin
from organisasi.views_unggahan import lampiran
from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import baca_bilangan, format_tanggal

from . import kisi_rencana, lembar_serap, services_rencana
from .grafik_serap import Satuan, grafik_kurva, grafik_tiga_tahun
from .izin import UBAH
from .kisi_rencana import BarisRencana, baris_rencana, jumlah_bulan
from .models import Dipa
from .perhitungan.serap import BULAN, akhir_bulan
from .rekap import RekapDipa, jumlah, rekap_pohon, selisih
from .rekap_deviasi import BarisDeviasi, DaftarDeviasi, daftar_deviasi, deviasi_bulanan
from .rekap_serap import BahanSerap, KurvaSerap, bahan_serap, kurva_serap, sebut_posisi
from .rekap_tahunan import angka_program, angka_semua, catatan_tahunan, kode_di_luar, program_tahunan, rekap_tiga_tahun
from .views import AnggaranMixin

#: Rows that a section of the deviations shows; the workbook has all.
TAMPIL = 50
POIN_BAKU = 10  # percentage points below the yardstick from which a node is pointed out
BULAN_BAKU = 6  # at whose end a node should have been spent of


def _unduh(request: HttpRequest, apa: str, isi: bytes) -> HttpResponse:
    """Whoever may see the page may take it along; the trail says so."""
    satker: Satker = request.satker  # type: ignore[attr-defined]
    nama = f"{apa}-{satker.kode}-{request.tahun}.xlsx"  # type: ignore[attr-defined]
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return lampiran(isi, nama)


def _tempat(request: HttpRequest) -> tuple[Satker, int]:
    return request.satker, request.tahun  # type: ignore[attr-defined]


# --- The curve -----------------------------------------------------------------------------------------------------


class PenyerapanView(TempatMixin, TemplateView):
    """Plan against spending by month; `?program=` one programme, `?satuan=rupiah` the axis in money."""

    template_name = "anggaran/serap/penyerapan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kurva = _kurva(self.request)
        satuan = Satuan.RUPIAH if self.request.GET.get("satuan") == Satuan.RUPIAH else Satuan.PERSEN
        user = pengguna(self.request)
        return super().get_context_data(**kwargs) | {
            "kurva": kurva,
            "bahan": kurva.bahan,
            "satuan": satuan,
            "semua_satuan": [(Satuan.PERSEN, "persen pagu"), (Satuan.RUPIAH, "rupiah")],
            "grafik": grafik_kurva(kurva, satuan) if kurva.terakhir or kurva.ada_rencana else None,
            "boleh_rencana": user.has_perm(UBAH, self.satker),
        }


def _kurva(request: HttpRequest) -> KurvaSerap:
    return kurva_serap(bahan_serap(*_tempat(request)), request.GET.get("program", ""))


@require_safe
@di_tempat
def penyerapan_excel(request: HttpRequest) -> HttpResponse:
    return _unduh(request, "Penyerapan", lembar_serap.buku_kurva(_kurva(request)))


# --- Three years ---------------------------------------------------------------------------------------------------


class TahunMixin(AnggaranMixin):
    """Three years, the newest at the cut-off that `?posisi=` names (default: the main one)."""

    @cached_property
    def anggaran(self) -> dict[int, RekapDipa]:
        return rekap_tiga_tahun(self.satker, self.tahun, posisi=self.posisi_di_alamat())


class TahunView(TahunMixin, TemplateView):
    """Pagu, realisasi and absorption of every programme in three years."""

    template_name = "anggaran/serap/tahun.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anggaran = self.anggaran
        program = program_tahunan(anggaran)
        return super().get_context_data(**kwargs) | {
            "anggaran": [(t, anggaran[t], sebut_posisi(anggaran[t].posisi)) for t in sorted(anggaran)],
            "kelompok": [(p, angka_program(p, anggaran)) for p in program],
            "posisi": anggaran[self.tahun].posisi,
            "semua_posisi": list(self.semua_posisi()),
            "semua": angka_semua(anggaran),
            "di_luar": list(kode_di_luar(anggaran)),
            "catatan": catatan_tahunan(anggaran),
            "grafik": grafik_tiga_tahun(program, anggaran) if program else None,
        }


class TahunUnduhView(TahunMixin, TemplateView):
    """The same three years as a workbook."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        isi = lembar_serap.buku_tiga_tahun(self.satker, program_tahunan(self.anggaran), self.anggaran)
        return _unduh(request, "Penyerapan-tiga-tahun", isi)


# --- Deviations ----------------------------------------------------------------------------------------------------


class _Deviasi:
    """What page and workbook show, by the limits of the address: `?poin=` (1–100) and `?bulan=` (1–12)."""

    def __init__(self, request: HttpRequest) -> None:
        satker, tahun = _tempat(request)
        self.poin = _dalam(request.GET.get("poin"), 1, 100, POIN_BAKU)
        self.bulan = _dalam(request.GET.get("bulan"), 1, 12, BULAN_BAKU)
        self.batas_tanggal = akhir_bulan(tahun, self.bulan)
        self.bahan: BahanSerap = bahan_serap(satker, tahun)
        self.bulanan: list[BarisDeviasi] = deviasi_bulanan(self.bahan)
        self.daftar: DaftarDeviasi = daftar_deviasi(
            self.bahan, batas_poin=Decimal(self.poin), batas_tanggal=self.batas_tanggal
        )

    @property
    def aturan(self) -> list[str]:
        """The rules by name, as printed."""
        return [
            "Deviasi rencana = |rencana − realisasi| ÷ rencana × 100, per program dan rentang bulan di antara dua "
            "posisi realisasi; bulan yang belum berakhir dihitung menurut harinya.",
            "Melebihi pagu: realisasi lebih besar daripada pagu pos itu.",
            f"Belum ada belanja: posisi realisasi sesudah {format_tanggal(self.batas_tanggal)}, dan pada pos berpagu "
            "itu maupun di bawahnya tidak tercatat belanja.",
            f"Tertinggal: penyerapan pos lebih dari {self.poin} poin di bawah rencana programnya sampai tanggal data; "
            "tanpa rencana, di bawah rata-rata satker.",
        ]

    @property
    def keterangan(self) -> list[str]:
        """The rules, and before them what the records cannot tell."""
        return [k for k in (self.daftar.batas_data, *self.aturan) if k]


def _dalam(teks: str | None, bawah: int, atas: int, baku: int) -> int:
    nilai = baca_bilangan(teks or "")
    return baku if nilai is None or not bawah <= nilai <= atas else nilai


class DeviasiView(TempatMixin, TemplateView):
    template_name = "anggaran/serap/deviasi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        d = _Deviasi(self.request)
        return super().get_context_data(**kwargs) | {
            "d": d,
            "bahan": d.bahan,
            "daftar": d.daftar,
            "bulanan": d.bulanan,
            "batas": TAMPIL,
            "pilihan_bulan": [(b, format_tanggal(akhir_bulan(self.tahun, b))) for b in BULAN],
            "boleh_rencana": pengguna(self.request).has_perm(UBAH, self.satker),
        }


@require_safe
@di_tempat
def deviasi_excel(request: HttpRequest) -> HttpResponse:
    d = _Deviasi(request)
    return _unduh(request, "Deviasi-anggaran", lembar_serap.buku_deviasi(d.bahan, d.bulanan, d.daftar, d.keterangan))


# --- The plan of withdrawals ---------------------------------------------------------------------------------------


def _baris(request: HttpRequest) -> list[BarisRencana]:
    """The rows of the grid as they are stored, in three queries."""
    satker, tahun = _tempat(request)
    dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
    program = rekap_pohon(dipa, None).program
    return baris_rencana(satker, tahun, [(b.kode, b.uraian, b.pagu) for b in program])


def _kaki(baris: Sequence[BarisRencana]) -> dict[str, Any]:
    """What stands below the rows: sums over all programmes, of what is stored."""
    pagu, rencana = jumlah(b.pagu for b in baris), jumlah(b.jumlah for b in baris)
    return {"bulan": jumlah_bulan(baris), "pagu": pagu, "rencana": rencana, "selisih": selisih(pagu, rencana)}


class RencanaView(TempatMixin, TemplateView):
    """Programmes by months. Posted without JavaScript: the whole form."""

    template_name = "anggaran/serap/rencana.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        baris: list[BarisRencana] | None = kwargs.pop("baris", None)
        if baris is None:
            baris = _baris(self.request)
        return super().get_context_data(**kwargs) | {
            "baris": baris,
            "kaki": _kaki(baris),
            "bulan": NAMA_BULAN,
            "banyak_galat": sum(len(b.galat) for b in baris),
            "boleh_ubah": pengguna(self.request).has_perm(UBAH, self.satker),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wajib_izin(request, UBAH)
        semua = _baris(request)
        kisi_rencana.simpan_baris(self.satker, self.tahun, kisi_rencana.isi_dari(semua, request.POST))
        if any(b.galat for b in semua):
            tersimpan = {b.kode: b.nilai for b in _baris(request)}
            for b in semua:
                b.nilai = tersimpan.get(b.kode, {})
            return self.render_to_response(self.get_context_data(baris=semua), status=422)
        messages.success(request, "Rencana penarikan disimpan.")
        return redirect("anggaran:rencana", **kunci_tempat(request))


@require_POST
@di_tempat
def rencana_blok(request: HttpRequest) -> HttpResponse:
    """Saves the cells that were posted, one or a pasted block; the answer says how each stands."""
    wajib_izin(request, UBAH)
    satker, tahun = _tempat(request)
    baris = kisi_rencana.isi_dari(_baris(request), request.POST)
    kisi_rencana.simpan_baris(satker, tahun, baris)
    semua, dikirim = _baris(request), {b.kode for b in baris}
    potongan = {
        f"ringkas-{b.kode}": _potong("_ringkas_baris", {"baris": b}, request) for b in semua if b.kode in dikirim
    }
    kaki = _kaki(semua)
    potongan["ringkas-semua"] = _potong("_ringkas_semua", {"kaki": kaki}, request)
    for j in kaki["bulan"]:
        potongan[f"kaki-{j.bulan}"] = _potong("_kaki_bulan", {"j": j}, request)
    return JsonResponse({"baris": kisi_rencana.jawaban(semua, baris), "potongan": potongan})


def _potong(nama: str, konteks: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(f"anggaran/serap/{nama}.html", konteks, request=request)


@require_safe
@di_tempat
def rencana_excel(request: HttpRequest) -> HttpResponse:
    return _unduh(request, "Rencana-penarikan", lembar_serap.buku_rencana(*_tempat(request), _baris(request)))


class UsulanView(TempatMixin, TemplateView):
    """A proposal for the plan beside what is stored; posted, the chosen programmes take it over.

    `?cara=rata`: the pagu in twelve equal parts; `?cara=lalu`: in the shares of last year's plan.
    """

    izin = UBAH
    template_name = "anggaran/serap/usulan.html"

    @cached_property
    def cara(self) -> str:
        pilihan = self.request.POST if self.request.method == "POST" else self.request.GET
        return "lalu" if pilihan.get("cara") == "lalu" else "rata"

    @cached_property
    def baris(self) -> list[BarisRencana]:
        return [b for b in _baris(self.request) if b.dalam_dipa]

    @cached_property
    def usulan(self) -> dict[str, tuple[Decimal, ...]]:
        lalu: dict[str, dict[int, Decimal]] = {}
        if self.cara == "lalu":
            for (kode, bulan), i in services_rencana.rencana_tersimpan(self.satker, self.tahun - 1).items():
                lalu.setdefault(kode, {})[bulan] = i.nilai or Decimal(0)
        hasil = {}
        for b in self.baris:
            nilai = (
                services_rencana.usulan_rata(b.pagu)
                if self.cara == "rata"
                else services_rencana.usulan_porsi(b.pagu, lalu.get(b.kode, {}))
            )
            if nilai:
                hasil[b.kode] = nilai
        return hasil

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tersimpan = services_rencana.rencana_tersimpan(self.satker, self.tahun)
        return super().get_context_data(**kwargs) | {
            "cara": self.cara,
            "bulan": NAMA_BULAN,
            "usulan": [
                (b, self.usulan[b.kode], [b.nilai.get(n) for n in BULAN]) for b in self.baris if b.kode in self.usulan
            ],
            "tanpa": [b for b in self.baris if b.kode not in self.usulan],
            "sidik": services_rencana.sidik_usulan(self.usulan, tersimpan),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dipilih = request.POST.getlist("program")
        if not dipilih:
            messages.error(request, "Belum ada program yang dipilih. Centang program yang memakai usulan ini.")
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            berubah = services_rencana.pakai_usulan(
                satker=self.satker,
                tahun=self.tahun,
                usulan=self.usulan,
                dipilih=dipilih,
                sidik=request.POST.get("sidik", ""),
            )
        except services_rencana.UsulanBerubah:
            messages.error(
                request, "Rencana atau pagu berubah sejak usulan ini ditampilkan. Periksa lagi yang di bawah."
            )
            return self.render_to_response(self.get_context_data(), status=409)
        messages.success(request, f"Usulan dipakai: {berubah} sel berubah. Ubah bila perlu.")
        return redirect("anggaran:rencana", **kunci_tempat(request))
