"""The one way a status changes.

A model that has a status declares `ALUR`, a table *act → Transisi*, and changes status only through `_pindah()`:
permission, conditional UPDATE (`WHERE status IN asal`), history row, in one transaction. No row lock is needed, so it
behaves the same on SQLite and PostgreSQL and stays right when two people click at the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from .pelaku import dengan_alasan, pelaku_kini


@dataclass(frozen=True)
class Transisi:
    """One row of an ALUR: from which statuses, to which, with which permission.

    `label` is the button's text; `wajib_catatan` demands a note (for example when something is returned). `akibat`
    marks a consequence of another act (a paper steps back because its successor takes force): it asks for no
    permission of its own and is never offered as a button.
    """

    asal: frozenset[str]
    tujuan: str
    izin: str
    label: str
    wajib_catatan: bool = False
    utama: bool = True
    konfirmasi: str = ""
    akibat: bool = False


class TransisiDitolak(Exception):
    """The act is not possible now; the message is in Indonesian and may be shown as it is."""


class DiubahSejakDilihat(TransisiDitolak):
    """The row's content is another than the one the person looked at when deciding."""


@dataclass(frozen=True)
class Tindakan:
    """An act that a person may do on an object now, for the buttons of a page."""

    nama: str
    transisi: Transisi = field(repr=False)

    @property
    def label(self) -> str:
        return self.transisi.label


class Beralur(models.Model):
    """Base of every model with a status.

    The subclass declares `status` (with its own choices, `editable=False`), `ALUR`, and a history model that derives
    from `RiwayatStatus` with a foreign key `objek` whose related name is `riwayat`.
    """

    ALUR: ClassVar[dict[str, Transisi]] = {}

    class Meta:
        abstract = True

    def tindakan_untuk(self, user: Any) -> list[Tindakan]:
        """The acts that this user may do in the present status, in the order of ALUR."""
        return [
            Tindakan(nama, t)
            for nama, t in self.ALUR.items()
            if not t.akibat and self.status in t.asal and self._berwenang(nama, user)  # type: ignore[attr-defined]
        ]

    def _berwenang(self, tindakan: str, user: Any) -> bool:
        return user.has_perm(self.ALUR[tindakan].izin, self) and self._boleh(tindakan, user)

    def wajib_berwenang(self, tindakan: str, user: Any) -> None:
        """PermissionDenied for whoever may not do this, before anything is said about the object's state."""
        if not self._berwenang(tindakan, user):
            raise PermissionDenied(f"Anda tidak berwenang melakukan tindakan “{self.ALUR[tindakan].label}”.")

    def _boleh(self, tindakan: str, user: Any) -> bool:
        """Hook: a condition beyond the permission, for example that the signer is the party itself."""
        return True

    def _pindah(self, tindakan: str, *, oleh: Any, catatan: str = "", versi: int | None = None, **nilai: Any) -> None:
        """Do one act of ALUR; `nilai` are fields to write together with the status.

        `versi`, for a model that is `Berversi`: the version that the person saw; None asks for none.
        Raises PermissionDenied without the permission, TransisiDitolak when the status does not allow it (also when
        somebody else was faster) or a required note is missing, DiubahSejakDilihat when the version is another by now.
        """
        transisi = self.ALUR[tindakan]
        if not transisi.akibat:
            self.wajib_berwenang(tindakan, oleh)
        if transisi.wajib_catatan and not catatan.strip():
            raise TransisiDitolak("Catatan wajib diisi agar penerima tahu apa yang harus diperbaiki.")
        model: Any = type(self)  # the subclass declares `status` and `riwayat`
        with transaction.atomic(), dengan_alasan(catatan):
            dari = self.status  # type: ignore[attr-defined]
            kini = model._default_manager.filter(pk=self.pk, status=dari, status__in=transisi.asal)
            dilihat = kini if versi is None else kini.filter(versi=versi)
            if dilihat.update(status=transisi.tujuan, **nilai) != 1:
                if versi is not None and kini.exclude(versi=versi).exists():
                    raise DiubahSejakDilihat("Isinya diubah sejak Anda melihatnya. Muat ulang halaman.")
                raise TransisiDitolak(self._alasan_ditolak(transisi))
            self.riwayat.create(  # type: ignore[attr-defined]
                tindakan=tindakan,
                dari=dari,
                ke=transisi.tujuan,
                oleh=oleh,
                atas_nama=pelaku_kini().atas_nama[:250],
                catatan=catatan,
            )
        self.refresh_from_db(fields=["status", *nilai])

    def _alasan_ditolak(self, transisi: Transisi) -> str:
        model: Any = type(self)
        status = model._default_manager.filter(pk=self.pk).values_list("status", flat=True).first()
        pilihan = dict(model._meta.get_field("status").flatchoices)
        kini = pilihan.get(status, status or "sudah dihapus")
        return f"“{transisi.label}” tidak dapat dilakukan: status dokumen ini sekarang “{kini}”. Muat ulang halaman."


class RiwayatStatus(models.Model):
    """One row per change of status: who, when, from where to where, with which note. Never edited."""

    tindakan = models.CharField("tindakan", max_length=40)
    dari = models.CharField("dari status", max_length=40, blank=True)
    ke = models.CharField("ke status", max_length=40)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="oleh"
    )
    atas_nama = models.CharField("atas nama", max_length=250, blank=True)
    catatan = models.TextField("catatan", blank=True)
    waktu = models.DateTimeField("waktu", default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["waktu", "pk"]

    def __str__(self) -> str:
        return f"{self.tindakan}: {self.dari} → {self.ke}"
