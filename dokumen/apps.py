import logging

from django.apps import AppConfig

from jejak.daftar import daftarkan_semua


class DokumenConfig(AppConfig):
    name = "dokumen"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        daftarkan_semua(
            "dokumen",
            akar={"DokumenTerbit": "satker"},
            abaikan={"DokumenTerbit": ["data"]},  # the row itself keeps the whole paper for ever
            kecuali={"PekerjaanCetak": "Antrean kerja pencetak; hasilnya, DokumenTerbit, dijejak."},
        )
        # The layout engine tells every page it lays out; only the renderer listens (pdf.py), not the log.
        progres = logging.getLogger("weasyprint.progress")
        progres.setLevel(logging.WARNING)
        progres.propagate = False
