"""Doors for the broker. The work is in services."""

from celery import shared_task
from django.apps import apps

from . import unggahan
from .models import Unggahan


@shared_task
def sapu_impor() -> None:
    """Every hour, the uploads of every import: see `unggahan.sapu`."""
    for model in apps.get_models():
        if issubclass(model, Unggahan):
            unggahan.sapu(model)
