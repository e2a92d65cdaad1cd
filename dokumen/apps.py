import logging

from django.apps import AppConfig


class DokumenConfig(AppConfig):
    name = "dokumen"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        # The layout engine tells every page it lays out; only the renderer listens (pdf.py), not the log.
        progres = logging.getLogger("weasyprint.progress")
        progres.setLevel(logging.WARNING)
        progres.propagate = False
