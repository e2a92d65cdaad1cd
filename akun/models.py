"""Sessions that know whose they are, and counters of what may be asked for a few times only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from . import peramban

if TYPE_CHECKING:
    from organisasi.models import Pengguna

    from .sesi import SessionStore


class SesiQuerySet(models.QuerySet["Sesi"]):
    def hidup(self) -> SesiQuerySet:
        """Neither past its day nor idle for too long."""
        kini = timezone.now()
        hidup = self.filter(expire_date__gt=kini)
        if settings.SESI_DIAM:
            hidup = hidup.filter(Q(terlihat__gt=kini - timedelta(seconds=settings.SESI_DIAM)) | Q(terlihat=None))
        return hidup

    def milik(self, pengguna: Pengguna) -> SesiQuerySet:
        return self.filter(pengguna=pengguna)


class Sesi(AbstractBaseSession):
    """A browser that is logged in (or on its way there: then `pengguna` is empty). Deleting the row ends it at once."""

    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="sesi",
        verbose_name="pengguna",
    )
    mulai = models.DateTimeField("mulai", null=True)
    terlihat = models.DateTimeField("terakhir terlihat", null=True)
    alamat = models.GenericIPAddressField("alamat IP", null=True)
    peramban = models.CharField("peramban", max_length=300, blank=True)

    objects = BaseSessionManager.from_queryset(SesiQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ["-terlihat"]

    def __str__(self) -> str:
        return f"{self.pengguna or 'pengunjung'} – {self.perangkat}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from .sesi import SessionStore

        return SessionStore

    @property
    def tanda(self) -> str:
        """Names the session on a page without giving its key away."""
        return salted_hmac("akun.Sesi", self.session_key, algorithm="sha256").hexdigest()[:32]

    @property
    def perangkat(self) -> str:
        return peramban.sebut(self.peramban)


class Jatah(models.Model):
    """How often something was asked for since `mulai`. In the database: the web server has several processes."""

    kunci = models.CharField("kunci", max_length=100, primary_key=True)
    mulai = models.DateTimeField("mulai")
    jumlah = models.PositiveIntegerField("jumlah", default=0)

    class Meta:
        verbose_name = "jatah"
        verbose_name_plural = "jatah"

    def __str__(self) -> str:
        return f"{self.kunci}: {self.jumlah}"

    @classmethod
    def ambil(cls, kunci: str, *, batas: int, tiap: timedelta) -> bool:
        """Take one of `batas` in this span of time; False when all are taken. Safe when several take at once."""
        kini = timezone.now()
        cls.objects.filter(kunci=kunci, mulai__lte=kini - tiap).delete()
        cls.objects.get_or_create(kunci=kunci, defaults={"mulai": kini})
        return cls.objects.filter(kunci=kunci, jumlah__lt=batas).update(jumlah=F("jumlah") + 1) == 1

    @classmethod
    def kembalikan(cls, kunci: str) -> None:
        """Give one back that turned out not to count."""
        cls.objects.filter(kunci=kunci, jumlah__gt=0).update(jumlah=F("jumlah") - 1)

    @classmethod
    def bersihkan(cls, sebelum: datetime) -> None:
        cls.objects.filter(mulai__lt=sebelum).delete()
