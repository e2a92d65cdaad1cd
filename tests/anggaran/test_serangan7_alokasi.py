"""Allocation, plan and efficiency by direct POSTs: ids of others, numbers that are none."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import AlokasiAnggaran, Dipa, PilihanEfisiensi, RencanaPenarikan
from organisasi.enums import Peran
from renstra.models import Sasaran
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerja(masuk: Any, perencana: Any) -> Any:
    return masuk(perencana)


@pytest.fixture
def sasaran(satker: Any) -> Sasaran:
    s: Sasaran = pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satker), urut=1, kode="1")
    return s


@pytest.fixture
def sasaran_asing(satker_lain: Any) -> Sasaran:
    s: Sasaran = pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satker_lain), urut=1, kode="9")
    return s


def test_a_goal_of_another_satker_or_a_code_of_another_dipa_is_refused(
    kerja: Any, alamat: Any, dipa_berlaku: Dipa, sasaran: Sasaran, sasaran_asing: Sasaran
) -> None:
    for kode, tujuan in (
        ("3355", f"s{sasaran_asing.pk}"),
        ("9999", f"s{sasaran.pk}"),
        ("3355", "s99999999999999999999"),
        ("3355", "i1\0"),
    ):
        jawab = kerja.post(alamat("alokasi/"), {"kode": kode, "tujuan": tujuan, "porsi": "", "catatan": ""})
        assert jawab.status_code == 422
    assert not AlokasiAnggaran.objects.exists()


@pytest.mark.parametrize(
    "porsi", ["0", "-0", "-1", "100,001", "0,001", "NaN", "Infinity", "1e400", "100,01", "٣٣", "9" * 40, "1e2", "\0"]
)
def test_a_share_that_is_none_is_refused(
    kerja: Any, alamat: Any, dipa_berlaku: Dipa, sasaran: Sasaran, porsi: str
) -> None:
    isi = {"kode": "3355", "tujuan": f"s{sasaran.pk}", "porsi": porsi, "catatan": ""}
    assert kerja.post(alamat("alokasi/"), isi).status_code == 422
    assert not AlokasiAnggaran.objects.exists()


def test_three_thirds_and_the_last_hundredth_are_exactly_all(
    kerja: Any, alamat: Any, dipa_berlaku: Dipa, satker: Any, sasaran: Sasaran
) -> None:
    semua = [sasaran, *(pabrik.SasaranFactory(renstra=sasaran.renstra, urut=n, kode=str(n)) for n in (2, 3, 4))]
    for s, porsi in zip(semua, ("33,33", "33.33", "\u200f33,33", "0,01"), strict=True):
        isi = {"kode": "3355", "tujuan": f"s{s.pk}", "porsi": porsi, "catatan": ""}
        assert kerja.post(alamat("alokasi/"), isi).status_code == 302
    assert sum(a.porsi for a in AlokasiAnggaran.objects.all()) == 100
    for ekor in ("alokasi/", "alokasi/?tampil=kode", "alokasi/excel/", "efisiensi/"):
        assert kerja.get(alamat(ekor)).status_code == 200


@pytest.mark.parametrize("siapa", ["orang_lain", "pembaca", "admin_pusat_perencana"])
def test_nobody_else_changes_anything(
    masuk: Any, alamat: Any, dipa_berlaku: Dipa, satker: Any, pusat: Any, sasaran: Sasaran, siapa: str, request: Any
) -> None:
    if siapa == "admin_pusat_perencana":
        orang = pabrik.PenggunaFactory(username="atas", satker=pusat, peran=Peran.PERENCANA)
    else:
        orang = request.getfixturevalue(siapa)
    klien = masuk(orang)
    a = AlokasiAnggaran.objects.create(satker=satker, tahun=2024, kode="3355", sasaran=sasaran, porsi=D(50))
    p = PilihanEfisiensi.objects.create(satker=satker, mulai=2024, aturan="rasio", alasan="x")
    pos = dipa_berlaku.pos.get(kode="3355")
    for ekor, isi in (
        ("alokasi/", {"kode": "3360", "tujuan": f"s{sasaran.pk}"}),
        (f"alokasi/{a.pk}/ubah/", {"porsi": "1", "tujuan": f"s{sasaran.pk}", "versi": a.versi}),
        (f"alokasi/{a.pk}/hapus/", {"versi": a.versi}),
        ("alokasi/usulan/", {"saran": f"3360|{sasaran.pk}"}),
        (f"efisiensi/{p.pk}/hapus/", {"versi": p.versi}),
        ("efisiensi/", {"aturan": "selisih", "alasan": "x", "versi": p.versi}),
        ("rencana/", {"iWA-asal": "1=0=", "iWA-1": "5"}),
        ("rencana/blok/", {"iWA-asal": "1=0=", "iWA-1": "5"}),
        ("rencana/usulan/", {"program": "WA", "sidik": ""}),
        ("buat/", {}),
        ("impor-dipa/", {}),
        ("realisasi/impor/", {}),
        (f"{dipa_berlaku.pk}/pos/{pos.pk}/hapus/", {"sidik": ""}),
        (f"{dipa_berlaku.pk}/hapus/", {"sidik": ""}),
    ):
        assert klien.post(alamat(ekor), isi).status_code in (403, 404), ekor
    a.refresh_from_db()
    assert a.porsi == 50
    assert PilihanEfisiensi.objects.get().aturan == "rasio"
    assert not RencanaPenarikan.objects.exists()


def test_ids_of_another_satker_or_year_are_not_there(
    kerja: Any, alamat: Any, satker: Any, satker_lain: Any, sasaran_asing: Sasaran, dipa_berlaku: Dipa
) -> None:
    asing = AlokasiAnggaran.objects.create(satker=satker_lain, tahun=2024, kode="3355", sasaran=sasaran_asing)
    pilihan = PilihanEfisiensi.objects.create(satker=satker_lain, mulai=2024, aturan="rasio", alasan="x")
    dipa_asing = pabrik.DipaFactory(satker=satker_lain, tahun=2024, status=StatusDipa.DRAF)
    pos_asing = pabrik.PosFactory(dipa=dipa_asing, kode="X", urut=1)
    posisi_asing = pabrik.PosisiRealisasiFactory(satker=satker_lain, tahun=2024)
    lampau = pabrik.PosisiRealisasiFactory(satker=satker, tahun=2023)
    draf = pabrik.DipaFactory(satker=satker, tahun=2024, revisi=1, status=StatusDipa.DRAF)
    for ekor in (
        f"alokasi/{asing.pk}/ubah/",
        f"alokasi/?posisi={posisi_asing.pk}",
        f"alokasi/excel/?posisi={lampau.pk}",
        f"efisiensi/?posisi={lampau.pk}",
        "alokasi/?posisi=-1",
        "alokasi/?posisi=" + "9" * 30,
        f"{dipa_asing.pk}/susun/",
        f"{draf.pk}/pos/{pos_asing.pk}/",
        f"banding/?lama={dipa_asing.pk}",
        f"banding/?baru={dipa_asing.pk}",
        f"{'9' * 30}/susun/",
        f"alokasi/{'9' * 30}/ubah/",
        f"realisasi/impor/{'9' * 30}/",
        f"unduh/?posisi={posisi_asing.pk}",
    ):
        assert kerja.get(alamat(ekor)).status_code == 404, ekor
    for ekor in (
        f"alokasi/{asing.pk}/hapus/",
        f"efisiensi/{pilihan.pk}/hapus/",
        f"{draf.pk}/pos/{pos_asing.pk}/hapus/",
        f"{draf.pk}/pos/{pos_asing.pk}/geser/",
        f"{dipa_asing.pk}/hapus/",
        f"realisasi/impor/{'9' * 30}/terapkan/",
    ):
        assert kerja.post(alamat(ekor), {"versi": 1, "sidik": ""}).status_code == 404, ekor
    isi = {"kode": "WA", "uraian": "x", "jenis": "", "sumber_dana": ""}
    for induk in (pos_asing.pk, "9" * 30, "\0", "-1", "x"):
        jawab = kerja.post(alamat(f"{draf.pk}/pos/baru/"), isi | {"kode": "3355", "induk": induk})
        assert jawab.status_code == 422
    assert kerja.get(alamat(f"{draf.pk}/pos/baru/?di={pos_asing.pk}")).status_code == 200
    usul = alamat(f"{draf.pk}/pos/usul/?kode=%00%E2%80%8F3355&induk={'9' * 18}&jenis=x")
    assert kerja.get(usul).status_code == 200


@pytest.mark.parametrize("ekor", ["", "hapus/", "geser/"])
def test_a_dipa_in_force_is_not_touched_by_a_post(kerja: Any, alamat: Any, dipa_berlaku: Dipa, ekor: str) -> None:
    p = dipa_berlaku.pos.get(kode="3355")
    isi = {"kode": "3355", "uraian": "lain", "pagu": "9", "versi": p.versi, "sidik": "", "arah": "turun"}
    assert kerja.post(alamat(f"{dipa_berlaku.pk}/pos/{p.pk}/{ekor}"), isi).status_code == 409
    p.refresh_from_db()
    assert (p.uraian, p.pagu) != ("lain", 9)


@pytest.mark.parametrize(
    ("pagu", "status"),
    [
        ("1,5", 422),
        ("9" * 18, 422),
        ("9" * 15, 302),
        ("-1", 422),
        ("-0", 302),
        ("NaN", 422),
        ("1e5", 422),
        ("١٢", 422),
        ("\u200f12", 302),
        ("1\u00a0000", 422),
        ("1.000.000,00", 302),
    ],
)
def test_a_pagu_is_whole_rupiah(kerja: Any, alamat: Any, dipa_draf: Dipa, pagu: str, status: int) -> None:
    p = dipa_draf.pos.get(kode="3355")
    form = kerja.get(alamat(f"{dipa_draf.pk}/pos/{p.pk}/")).context["form"]
    isi = {n: v for n in form.fields if (v := form[n].value()) is not None} | {"pagu": pagu}
    assert kerja.post(alamat(f"{dipa_draf.pk}/pos/{p.pk}/"), isi).status_code == status
    for ekor in ("", "susun/", "pagu/", "unduh/"):
        assert kerja.get(alamat(f"{dipa_draf.pk}/{ekor}")).status_code == 200


def test_a_revision_that_drops_a_code_with_everything_on_it_still_shows_all(
    kerja: Any, alamat: Any, satker: Any, sasaran: Sasaran
) -> None:
    lama = pabrik.DipaFactory(satker=satker, status=StatusDipa.DIGANTIKAN)
    pabrik.PosFactory(dipa=lama, kode="WA", urut=1, pagu=D(100))
    baru = pabrik.DipaFactory(satker=satker, revisi=1, menggantikan=lama)
    cq = pabrik.PosFactory(dipa=baru, kode="CQ", urut=1)
    pabrik.PosFactory(dipa=baru, induk=cq, jenis=JenisPos.KEGIATAN, kode="3355", urut=2)
    posisi = pabrik.PosisiRealisasiFactory(satker=satker, utama=True)
    posisi.realisasi.create(kode="WA", nilai=D(70))
    RencanaPenarikan.objects.create(satker=satker, tahun=2024, kode="WA", bulan=3, nilai=D(50))
    for kode, porsi in (("WA", 100), ("CQ", 50), ("3355", 50)):
        AlokasiAnggaran.objects.create(satker=satker, tahun=2024, kode=kode, sasaran=sasaran, porsi=D(porsi))
    for ekor in (
        "",
        "unduh/",
        "banding/",
        "banding/unduh/",
        "penyerapan/",
        "penyerapan/?satuan=rupiah",
        "penyerapan/?program=WA",
        "penyerapan/excel/",
        "tiga-tahun/",
        "tiga-tahun/excel/",
        "deviasi/",
        "deviasi/excel/",
        "rencana/",
        "rencana/usulan/",
        "rencana/usulan/?cara=lalu",
        "rencana/excel/",
        "alokasi/",
        "alokasi/?tampil=kode",
        "alokasi/excel/",
        "efisiensi/",
        "realisasi/",
    ):
        assert kerja.get(alamat(ekor)).status_code == 200, ekor
    a = AlokasiAnggaran.objects.get(kode="WA")
    assert kerja.get(alamat(f"alokasi/{a.pk}/ubah/")).status_code == 200
    isi = {"porsi": "60", "tujuan": f"s{sasaran.pk}", "versi": a.versi, "catatan": "", "awal": ""}
    assert kerja.post(alamat(f"alokasi/{a.pk}/ubah/"), isi).status_code == 302
    a.refresh_from_db()
    assert a.porsi == 60


def test_a_plan_posted_wrongly_writes_nothing_and_does_not_fall(kerja: Any, alamat: Any, dipa_berlaku: Dipa) -> None:
    for nilai in ("-5", "1,5", "9" * 20, "1e400", "NaN", "x", "١٢"):
        for ekor in ("rencana/", "rencana/blok/"):
            isi = {"iWA-asal": "|".join(f"{n}=0=" for n in range(1, 13)), "iWA-1": nilai}
            assert kerja.post(alamat(ekor), isi).status_code in (200, 422)
    for asal in ("", "|||", "13=1=2", "x=y=z", "1=" + "9" * 40 + "=x", "1=1=\0"):
        isi = {"iWA-asal": asal, "iWA-1": "5", "iXX-asal": asal, "iXX-1": "5"}
        assert kerja.post(alamat("rencana/blok/"), isi).status_code == 200
    assert not RencanaPenarikan.objects.exclude(kode="WA").exists()
    assert RencanaPenarikan.objects.count() <= 1
    assert kerja.post(alamat("rencana/usulan/"), {"program": ["WA", "XX"], "sidik": "x"}).status_code == 409
