"""Triggers around migrations: away before tables change, back when all of them stand."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps

from . import pemicu


def sebelum(sender: AppConfig, using: str, plan: Any, **kwargs: Any) -> None:
    """SQLite rebuilds a table to change it, and a trigger would tell of rows that nobody touched."""
    if plan and sender == _dengan_model()[0]:
        pemicu.lepas(using)


def sesudah(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """The signal comes once per app, in order; the tables of all apps stand when the last one is told."""
    if sender == _dengan_model()[-1]:
        pemicu.pasang(using)


def _dengan_model() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.models_module is not None]
