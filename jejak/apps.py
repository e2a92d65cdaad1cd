from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class JejakConfig(AppConfig):
    name = "jejak"
    verbose_name = "Jejak"

    def ready(self) -> None:
        from . import checks, migrasi, sambungan, services  # noqa: F401  # checks registers itself

        connection_created.connect(sambungan.siapkan, dispatch_uid="jejak")
        pre_migrate.connect(migrasi.sebelum, dispatch_uid="jejak")
        post_migrate.connect(migrasi.sesudah, dispatch_uid="jejak")
        user_logged_in.connect(services.catat_masuk, dispatch_uid="jejak")
        user_logged_out.connect(services.catat_keluar, dispatch_uid="jejak")
        user_login_failed.connect(services.catat_gagal_masuk, dispatch_uid="jejak")
