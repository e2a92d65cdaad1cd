"""Acts on what is printed of a satker: its logo, its letterheads, its social media accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import IO

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Count, ProtectedError

from sakip.gambar import MEGA, AturanGambar, buang_sesudah_commit, tulis_png, ulang_kodekan

from .models import KopSurat, MediaSosial, Satker

#: 600 pixels: sharp at 25 mm on paper.
LOGO = AturanGambar("logo", ukuran_maks=2 * MEGA, piksel_maks=16_000_000, sisi_maks=4000, sisi=600, tulis=tulis_png)


class KopDipakai(Exception):
    """Papers are printed with this letterhead; the message says which and what to do."""

    def __init__(self, pemakai: str) -> None:
        super().__init__(
            f"Kop surat ini dipakai {pemakai}, jadi tidak dapat dihapus. "
            "Isi “Dipakai sampai” agar tidak ditawarkan lagi untuk naskah baru."
        )


def ganti_logo(*, satker: Satker, berkas: IO[bytes]) -> Satker:
    """Store the logo as PNG under a random name; the one before goes. Raises GalatGambar."""
    isi = ulang_kodekan(berkas, LOGO)
    with transaction.atomic():
        kini = Satker.objects.select_for_update().get(pk=satker.pk)
        buang_sesudah_commit(kini.logo)
        kini.logo.save("logo.png", ContentFile(isi), save=False)
        # A new version: a form of the profile that was read before this must not put the old logo back.
        return kini.simpan_versi(kini.versi, logo=kini.logo.name)


def hapus_logo(*, satker: Satker) -> Satker:
    with transaction.atomic():
        kini = Satker.objects.select_for_update().get(pk=satker.pk)
        buang_sesudah_commit(kini.logo)
        return kini.simpan_versi(kini.versi, logo="")


def simpan_media_sosial(*, satker: Satker, akun: Sequence[tuple[str, str]]) -> None:
    """Make the accounts (kind, name) of a satker these, in this order; an account that stays keeps its row."""
    with transaction.atomic():
        ada = {(m.jenis, m.akun): m for m in satker.media_sosial.all()}
        satker.media_sosial.exclude(pk__in=[ada[a].pk for a in akun if a in ada]).delete()
        for urut, (jenis, nama) in enumerate(akun, start=1):
            baris = ada.get((jenis, nama)) or MediaSosial(satker=satker, jenis=jenis, akun=nama, urut=0)
            if baris.urut != urut:
                baris.urut = urut
                baris.save()


def pemakai_kop(satker: Satker) -> dict[int, int]:
    """How many papers are printed with each letterhead, by its key; one query per kind of paper.

    The papers belong to apps above this one: they are found by the references the database protects.
    """
    jumlah: Counter[int] = Counter()
    for relasi in KopSurat._meta.get_fields(include_hidden=True):
        if isinstance(relasi, models.ManyToOneRel) and relasi.on_delete is models.PROTECT:
            nama = relasi.field.name
            dipakai = relasi.related_model._base_manager.filter(**{f"{nama}__satker": satker})
            jumlah.update(dict(dipakai.order_by().values_list(nama).annotate(Count("pk"))))
    return dict(jumlah)


def hapus_kop(*, kop: KopSurat) -> None:
    """Remove a letterhead that no paper uses; raises KopDipakai otherwise."""
    try:
        kop.delete()
    except ProtectedError as galat:
        jenis = Counter(str(objek._meta.verbose_name) for objek in galat.protected_objects)
        raise KopDipakai(" dan ".join(f"{n} {nama}" for nama, n in jenis.items())) from galat
