"""The import of the organisation: check an upload and keep it, apply it all or nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

from jejak.enums import Tindakan
from jejak.services import catat
from sakip.excel import HasilBaca, baca
from sakip.impor import ImporDitolak, RencanaBerubah, jumlah_saja
from sakip.pelaku import dengan_alasan

from . import unggahan
from .impor.lingkup import Lingkup, lingkup_untuk
from .impor.periksa import periksa
from .impor.rencana import Rencana
from .impor.susunan import BUKU
from .impor.terapkan import kunci_tabel, tulis
from .kabar import surel_berubah
from .models import ImporOrganisasi, Pengguna

if TYPE_CHECKING:
    from .models import Satker

logger = logging.getLogger(__name__)


def unggah(*, isi: bytes, nama: str, satker: Satker, oleh: Pengguna) -> ImporOrganisasi:
    """Check an upload and keep it with its plan. Raises ImporDitolak for what is no workbook of ours."""
    hasil = baca(isi, BUKU)
    rencana = periksa(hasil, lingkup_untuk(oleh, satker))
    unggahan.tolak_tak_terbaca(hasil)
    impor = ImporOrganisasi(satker=satker, oleh=oleh, ringkasan=rencana.ringkas(hasil))
    unggahan.simpan(impor, isi=isi, nama=nama)
    return impor


def terapkan(*, impor: ImporOrganisasi, oleh: Pengguna, sidik: str) -> None:
    """Write the plan with the fingerprint `sidik`, once. Raises ImporDitolak; a changed plan is kept to be seen again.

    What is written was checked against what the database holds at that moment.
    """
    lingkup = lingkup_untuk(oleh, impor.satker)
    unggahan.terapkan(
        impor,
        baca=lambda isi: baca(isi, BUKU),
        tulis=lambda hasil: jalankan(hasil, lingkup, nama=impor.nama_berkas, sidik=sidik, objek=impor),
    )


def jalankan(hasil: HasilBaca, lingkup: Lingkup, *, nama: str, sidik: str | None = None, objek: Any = None) -> Rencana:
    """Check against the database as it is now and write, in one transaction; the act of page and command alike.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"):
            kunci_tabel()
            rencana = periksa(hasil, lingkup)
            if not hasil.sah or (sidik is not None and rencana.sidik(hasil.anggapan) != sidik):
                raise RencanaBerubah(hasil, rencana)
            surel = _surel_lama(rencana)
            tulis(rencana)
            for pengguna, lama in surel:
                surel_berubah(pengguna, lama)
            jumlah = jumlah_saja(rencana.ringkas(hasil))
            catat(Tindakan.IMPOR, objek=objek, satker=lingkup.satker, keterangan=nama, data=jumlah)
            return rencana
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(unggahan.DITOLAK_BASIS_DATA) from galat


def _surel_lama(rencana: Rencana) -> list[tuple[Pengguna, str]]:
    """The logins that get another address, with the one they have had."""
    berubah = [r.objek for r in rencana.berubah("Pengguna") if "email" in r.bidang]
    lama = dict(Pengguna.objects.filter(pk__in=[p.pk for p in berubah]).values_list("pk", "email"))
    return [(p, lama[p.pk]) for p in berubah]
