"""Mail goes out from the worker: a slow mail server holds up no page, and no answer tells who has an account."""

from __future__ import annotations

from smtplib import SMTPException

from celery import shared_task

from . import services, surat

ULANGI = {"autoretry_for": (SMTPException, OSError), "retry_backoff": 30, "max_retries": 4}


@shared_task(**ULANGI)
def kirim_setel_ulang(surel: str, asal: str) -> None:
    surat.setel_ulang(surel, asal)


@shared_task(**ULANGI)
def kirim_kabar(pengguna_id: int, surel: str, peristiwa: str, saat: str) -> None:
    surat.kabar(pengguna_id, surel, peristiwa, saat)


@shared_task
def bersihkan() -> None:
    """Every hour: see `services.bersihkan`."""
    services.bersihkan()
