"""The audit trail: one append-only table that the database's own triggers fill (`jejak.pemicu`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .enums import Tindakan

TETAP = "Jejak tidak dapat diubah atau dihapus."


class JejakTetap(TypeError):
    """Somebody tried to change or delete the audit trail through the program."""

    def __init__(self) -> None:
        super().__init__(TETAP)


class PembacaAngka(json.JSONDecoder):
    """Numbers as they were written: a Decimal, never a float."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "parse_float": Decimal})


class JejakQuerySet(models.QuerySet["Jejak"]):
    def untuk_objek(self, obj: models.Model) -> JejakQuerySet:
        """What happened to one object and, where it is a document, to its parts (also those deleted since)."""
        tabel, pk = obj._meta.db_table, str(obj.pk)
        return self.filter(Q(tabel=tabel, objek=pk) | Q(induk_tabel=tabel, induk_objek=pk))

    def untuk_satker(self, ids: Iterable[Any]) -> JejakQuerySet:
        """What happened in these satker; `ids` may be a QuerySet of Satker."""
        return self.filter(satker_id__in=ids)

    def _tolak(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise JejakTetap

    update = bulk_update = update_or_create = delete = _tolak
    aupdate = abulk_update = aupdate_or_create = adelete = _tolak


class Jejak(models.Model):
    """One act: who, for whom, when, from where, on what, before → after, why.

    No foreign keys: a row outlives what it tells of. `induk_…` is the document that the object is a part of. `tabel`
    is empty for acts without an object, such as logging in.
    """

    waktu = models.DateTimeField("waktu", default=timezone.now)
    tindakan = models.CharField("tindakan", max_length=12, choices=Tindakan)
    tabel = models.CharField("tabel", max_length=63, blank=True)
    objek = models.CharField("objek", max_length=64, blank=True)
    induk_tabel = models.CharField("tabel induk", max_length=63, blank=True)
    induk_objek = models.CharField("objek induk", max_length=64, blank=True)
    satker_id = models.BigIntegerField("satker", null=True, blank=True)
    pelaku_id = models.BigIntegerField("nomor pengguna", null=True, blank=True)
    pelaku = models.TextField("pelaku")
    jabatan = models.TextField("jabatan", blank=True)
    atas_nama = models.TextField("atas nama", blank=True)
    atas_nama_id = models.BigIntegerField("nomor pejabat yang diwakili", null=True, blank=True)
    asal = models.CharField("alamat asal", max_length=45, blank=True)
    permintaan = models.CharField("nomor permintaan", max_length=32, blank=True)
    alasan = models.TextField("alasan", blank=True)
    sebelum = models.JSONField("sebelum", null=True, blank=True, encoder=DjangoJSONEncoder, decoder=PembacaAngka)
    sesudah = models.JSONField("sesudah", null=True, blank=True, encoder=DjangoJSONEncoder, decoder=PembacaAngka)
    keterangan = models.TextField("keterangan", blank=True)

    objects = JejakQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak"
        verbose_name_plural = "jejak"
        ordering = ["-waktu", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["satker_id", "waktu"], name="jejak_satker_waktu"),
            models.Index(fields=["tabel", "objek"], name="jejak_objek"),
            models.Index(fields=["induk_tabel", "induk_objek"], name="jejak_induk"),
            models.Index(fields=["pelaku_id", "waktu"], name="jejak_pelaku_waktu"),
            models.Index(fields=["waktu"], name="jejak_waktu"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tindakan_display()} {self.tabel} {self.objek}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise JejakTetap
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise JejakTetap
