"""Whatever a revision copies is compared, field by field, or named here as what does not matter.

A new field of a copied row fails here until the comparison shows it (or it joins the list, with the reason).
"""

from decimal import Decimal

import pytest
from django.db import models

from renstra import services
from renstra.enums import JenisSasaran, MutuIndikator, Polaritas
from renstra.models import (
    Indikator,
    KataVisi,
    Kegiatan,
    KeputusanRenstra,
    Kondisi,
    Misi,
    NarasiRenstra,
    PengecualianMutu,
    PohonKinerja,
    Program,
    Renstra,
    Sasaran,
    StandarNasional,
    TargetTahunan,
    Tujuan,
)
from renstra.pohon.enums import JenjangKondisi
from renstra.susunan_perbandingan import susun_perbandingan
from tests import pabrik

pytestmark = pytest.mark.django_db

DISALIN = (
    *(KataVisi, Misi, NarasiRenstra, KeputusanRenstra, Tujuan, Program, Kegiatan, Sasaran, Indikator, TargetTahunan),
    *(StandarNasional, PengecualianMutu, PohonKinerja, Kondisi),
)

#: In every copied model: keys, the lock of editing, and where a row comes from.
SELALU = {"id", "versi", "renstra", "asal", "acuan"}
TAK_BERARTI = {
    # Of which indikator or tree a row is: it never goes over to another one.
    *("TargetTahunan.indikator", "StandarNasional.indikator", "PengecualianMutu.indikator", "Kondisi.pohon"),
    # What every version has of its own.
    *("Renstra.satker", "Renstra.status", "Renstra.menggantikan", "Renstra.alasan_revisi", "Renstra.nomor_keputusan"),
    *("Renstra.tanggal_keputusan", "Renstra.penandatangan", "Renstra.jabatan_penandatangan"),
}


def medan(*model):
    hasil = []
    for m in model:
        for f in (*m._meta.concrete_fields, *m._meta.many_to_many):
            if f.name not in SELALU and f"{m.__name__}.{f.name}" not in TAK_BERARTI:
                hasil.append(pytest.param(m, f.name, id=f"{m.__name__}.{f.name}"))
    return hasil


@pytest.fixture
def penuh(renstra):
    """In force, with two rows of each kind, so that they can change places; the first indikator is graded."""
    for urut in (1, 2):
        KataVisi.objects.create(renstra=renstra, urut=urut, kata=f"Kata {urut}", arti="Arti")
        pabrik.MisiFactory(renstra=renstra, urut=urut)
        pabrik.TujuanFactory(renstra=renstra, urut=urut)
        Program.objects.create(renstra=renstra, urut=urut, nama=f"Program {urut}", kode=f"0{urut}", uraian="Uraian")
    program, tujuan = renstra.program.first(), renstra.tujuan.first()
    kegiatan = [Kegiatan.objects.create(program=program, urut=n, nama=f"Kegiatan {n}", kode=f"1{n}") for n in (1, 2)]
    for urut in (1, 2):
        pabrik.SasaranFactory(renstra=renstra, urut=urut, kode=f"{urut}", tujuan=tujuan)
    pabrik.SasaranFactory(renstra=renstra, urut=3, kode="3", jenis=JenisSasaran.PROGRAM, program=program)
    pabrik.SasaranFactory(renstra=renstra, urut=4, kode="4", jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan[0])
    _isi_indikator(renstra)
    _isi_pohon(renstra)
    pabrik.KeputusanRenstraFactory(renstra=renstra, mengingat="Undang-Undang", memperhatikan="Surat")
    renstra.narasi.create(kunci="potensi", isi="<p>SDM.</p>")
    return renstra


def _isi_indikator(renstra):
    sasaran, predikat = renstra.sasaran.get(urut=1), pabrik.SatuanFactory(predikat=True)
    pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1", satuan=predikat, polaritas=Polaritas.MINIMASI)
    dua = pabrik.IndikatorFactory(sasaran=sasaran, urut=2, kode="1.2", baseline=Decimal(50), tahun_baseline=2019)
    pabrik.TargetTahunanFactory(indikator=dua, tahun=2021, nilai=Decimal(80))
    dua.standar_nasional.create(tahun=2021, nilai=Decimal(75))
    dua.pengecualian_mutu.create(butir=MutuIndikator.SUMBER, alasan="BPS")


def _isi_pohon(renstra):
    pohon = PohonKinerja.objects.create(renstra=renstra)
    puncak = Kondisi.objects.create(pohon=pohon, urut=1, jenjang=JenjangKondisi.AKHIR, uraian="Puncak")
    for urut in (1, 2):  # the same words twice: known by their origin
        Kondisi.objects.create(pohon=pohon, induk=puncak, urut=urut, jenjang=JenjangKondisi.FAKTOR, uraian="Faktor")


@pytest.fixture
def revisi(penuh, perencana):
    return services.buat_revisi(renstra=penuh, oleh=perencana, alasan="Pagu berubah")


def beda(revisi):
    return susun_perbandingan(Renstra.objects.get(pk=revisi.pk)).baris


def test_every_model_that_a_revision_copies_is_looked_at_here(penuh, perencana, monkeypatch):
    asli, tersalin = services._salin, set()
    monkeypatch.setattr(services, "_salin", lambda baris, **ganti: tersalin.add(baris.model) or asli(baris, **ganti))

    services.buat_revisi(renstra=penuh, oleh=perencana, alasan="x")

    assert {m for m in tersalin if not m._meta.auto_created} == set(DISALIN)


def test_a_copy_of_everything_differs_in_nothing(revisi):
    assert beda(revisi) == ()


def test_a_copy_of_a_copy_differs_in_nothing(revisi, perencana):
    Renstra.objects.filter(pk=revisi.menggantikan_id).update(status="digantikan")
    Renstra.objects.filter(pk=revisi.pk).update(status="ditetapkan", nomor_keputusan="9")
    Indikator.objects.filter(sasaran__renstra=revisi).update(uraian="Bunyi baru")
    Kondisi.objects.filter(induk__isnull=False).first().indikator.add(Indikator.objects.last())

    assert beda(services.buat_revisi(renstra=revisi, oleh=perencana, alasan="Lagi")) == ()


@pytest.mark.parametrize(("model", "nama"), medan(Renstra, *DISALIN))
def test_every_field_is_compared(revisi, satker, model, nama):
    ubah(revisi, satker, model, nama)

    assert beda(revisi) != ()


# --- A change of each field ----------------------------------------------------------------------------------------

KE_RENSTRA = {
    **dict.fromkeys((TargetTahunan, StandarNasional, PengecualianMutu), "indikator__sasaran__renstra"),
    Renstra: "pk",
    Kegiatan: "program__renstra",
    Indikator: "sasaran__renstra",
    Kondisi: "pohon__renstra",
}


def milik(revisi, model):
    return model._default_manager.filter(**{KE_RENSTRA.get(model, "renstra"): revisi.pk}).order_by("pk")


def ubah(revisi, satker, model, nama):
    """In one row of the revision; another value of the field, whatever it holds."""
    baris = milik(revisi, model).filter(**TEMPAT.get(f"{model.__name__}.{nama}", {})).first()
    kolom = model._meta.get_field(nama)
    if kolom.many_to_many:
        getattr(baris, nama).add(lain(revisi, satker, kolom.related_model, baris))
        return
    if kolom.is_relation:
        nilai = lain(revisi, satker, kolom.related_model, getattr(baris, nama))
    else:
        nilai = nilai_lain(kolom, getattr(baris, nama))
    sertaan = {"tujuan": None, "program": milik(revisi, Program).last()} if nama == "jenis" else {}
    model._default_manager.filter(pk=baris.pk).update(**{nama: nilai} | sertaan)


#: Which row, where it is not the first one.
TEMPAT = {
    "Indikator.baseline": {"urut": 2},
    "Indikator.tahun_baseline": {"urut": 2},
    "Kondisi.induk": {"induk__isnull": False},
    "Kondisi.urut": {"induk__isnull": False},
    "Sasaran.program": {"urut": 3},
    "Sasaran.kegiatan": {"urut": 4},
}


def nilai_lain(kolom, nilai):
    if kolom.choices:
        return next(p for p, _ in kolom.flatchoices if p != nilai)
    if isinstance(kolom, models.BooleanField):
        return not nilai
    if isinstance(kolom, (models.CharField, models.TextField)):
        return f"{nilai} lain"
    return 99 if kolom.name in {"urut", "batas"} else nilai + (-1 if kolom.name == "periode_awal" else 1)


def lain(revisi, satker, model, kini):
    """Another row, of the plan where it belongs to one."""
    if model in DISALIN:
        return milik(revisi, model).exclude(pk=kini.pk if kini else None).last()
    pabrik_lain = {
        "Satuan": pabrik.SatuanFactory,
        "Unit": lambda: pabrik.UnitFactory(satker=satker),
        "Jabatan": lambda: pabrik.JabatanFactory(unit__satker=satker),
        "Renstra": lambda: pabrik.RenstraFactory(periode_awal=2030, periode_akhir=2034),
    }
    return pabrik_lain[model.__name__]()
