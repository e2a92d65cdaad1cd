"""Doors for the broker. The work is in services."""

from celery import shared_task

from . import services_impor


@shared_task
def sapu_impor() -> None:
    """Every hour: see `services_impor.sapu`."""
    services_impor.sapu()
