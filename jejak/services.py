"""Acts that change no row but belong into the trail: logins, exports, downloads, imports."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpRequest

from sakip.pelaku import alasan_kini, sebagai

from .enums import Tindakan
from .middleware import pelaku_dari
from .models import Jejak
from .sambungan import konteks

NAMA_MAKS = 150  # of a typed user name


def catat(
    tindakan: Tindakan | str,
    *,
    objek: models.Model | None = None,
    satker: Any = None,
    keterangan: str = "",
    alasan: str = "",
    data: Any = None,
) -> Jejak:
    """One row by the one who acts now. `satker`: a satker or its number; without it the object's own."""
    isi = konteks()
    return Jejak.objects.create(
        tindakan=tindakan,
        tabel=objek._meta.db_table if objek else "",
        objek=str(objek.pk) if objek else "",
        satker_id=getattr(satker, "pk", satker) or getattr(objek, "satker_id", None),
        pelaku_id=isi["id"],
        pelaku=isi["nama"],
        alasan=alasan or alasan_kini(),
        sesudah=data,
        keterangan=keterangan,
        **{nama: isi[nama] for nama in ("jabatan", "atas_nama", "atas_nama_id", "asal", "permintaan")},
    )


def catat_masuk(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    with sebagai(pelaku_dari(request, user)):
        catat(Tindakan.MASUK, objek=user)


def catat_keluar(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Nobody is told of when a session ends that nobody was logged in to."""
    if user is not None:
        with sebagai(pelaku_dari(request, user)):
            catat(Tindakan.KELUAR, objek=user)


def catat_gagal_masuk(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """At the satker of the login that was tried. An unknown name is not kept: people type passwords into that field."""
    model: Any = get_user_model()
    nama = str(credentials.get(model.USERNAME_FIELD) or "").replace("\0", "")[:NAMA_MAKS]
    user = model._default_manager.filter(**{model.USERNAME_FIELD: nama}).first()
    with sebagai(pelaku_dari(request, None)):
        catat(Tindakan.GAGAL_MASUK, objek=user, keterangan=nama if user else "")
