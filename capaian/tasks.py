"""Doors for the broker. The work is in `pengingat`."""

from __future__ import annotations

import datetime
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import pengingat

#: Satker per task: with a slow mail server their letters still fit the time limit of a task.
SATKER_SEKALIGUS = 25
COBA_LAGI = 30 * 60  # seconds


@shared_task
def ingatkan() -> None:
    """Every day: the letters about deadlines, in tasks of a few satker each. Without a mail server: nothing."""
    if not settings.SUREL_AKTIF:
        return
    hari = timezone.localdate()
    satker = sorted({jatuh.satker.pk for jatuh in pengingat.semua_jatuh(hari)})
    for awal in range(0, len(satker), SATKER_SEKALIGUS):
        ingatkan_satker.delay(hari.isoformat(), satker[awal : awal + SATKER_SEKALIGUS])


@shared_task(bind=True, max_retries=4)
def ingatkan_satker(self: Any, hari: str, satker: list[int]) -> None:
    """Those of a few satker; what the mail server did not take is tried again, at last with the next day's run."""
    hasil = pengingat.ingatkan(datetime.date.fromisoformat(hari), satker=satker)
    if hasil.gagal:
        raise self.retry(countdown=COBA_LAGI, exc=RuntimeError(f"{len(hasil.gagal)} surat tidak terkirim"))
