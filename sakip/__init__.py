"""SAKIP: settings, addresses, and the kernel that every app rests on."""

from sakip.celery import app as celery_app

__all__ = ["celery_app"]
