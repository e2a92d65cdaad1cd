import logging

from django.apps import AppConfig

from jejak.daftar import daftarkan_semua


class DokumenConfig(AppConfig):
    name = "dokumen"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        daftarkan_semua(
            "dokumen",
            akar={
                "DokumenTerbit": "satker",
                "DokumenBertanda": "satker",
                "Sertifikat": "pejabat__satker",
                "Otoritas": None,
            },
            bagian={"TandaTangan": "dokumen"},
            # The rows themselves keep the whole paper, and the certificate, for ever.
            abaikan={
                "DokumenTerbit": ["data"],
                "DokumenBertanda": ["data", "medan"],
                "Sertifikat": ["sertifikat"],
                "Otoritas": ["sertifikat"],
            },
            rahasia={"Sertifikat": ["kunci"], "Otoritas": ["kunci"]},
            kecuali={"PekerjaanCetak": "Antrean kerja pencetak; hasilnya, DokumenTerbit, dijejak."},
        )
        # The layout engine tells every page it lays out; only the renderer listens (pdf.py), not the log.
        progres = logging.getLogger("weasyprint.progress")
        progres.setLevel(logging.WARNING)
        progres.propagate = False
