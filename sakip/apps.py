"""The kernel as a Django app: template tags and system checks."""

from django.apps import AppConfig


class SakipConfig(AppConfig):
    name = "sakip"
    verbose_name = "SAKIP"

    def ready(self) -> None:
        from sakip import checks  # noqa: F401  # registers them
