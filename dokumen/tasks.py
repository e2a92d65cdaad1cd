"""Doors for the broker. The work and the truth are in services and in the job table."""

from celery import shared_task

from . import services


@shared_task(acks_late=True, reject_on_worker_lost=True)
def kerjakan(pekerjaan_id: int) -> None:
    """Make the paper of one job."""
    services.kerjakan(pekerjaan_id)


@shared_task
def sapu() -> None:
    """Every minute: see `services.sapu`."""
    services.sapu()


@shared_task
def sapu_bertanda() -> None:
    """Every hour: see `tandatangan.services.sapu`."""
    from .tandatangan.services import sapu as sapu_tanda_tangan

    sapu_tanda_tangan()
