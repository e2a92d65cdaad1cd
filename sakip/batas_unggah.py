"""Uploads that are too big: a request is refused before it is read, a file is dropped while it comes in.

Django reads the whole request as soon as anybody asks for a posted field, and its CSRF check is the first to ask. A
view that sets limits is therefore `csrf_exempt`, calls `batasi`, and hands on to an inner one that is `csrf_protect`.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

ISIAN = 64 * 1024  # bytes that a form adds to its files


class BatasBerkas(FileUploadHandler):
    """Lets a file go at the byte that is too much; nothing of it is kept. `dibuang`: the names of those."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest, maks: int) -> None:
        super().__init__(request)
        self.maks = maks
        self.masuk = 0
        self.dibuang: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.masuk = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.masuk += len(raw_data)
        if self.masuk > self.maks:
            self.dibuang.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def panjang(request: HttpRequest) -> int:
    """Bytes of the body as announced; a body without a length is not read by the server at all."""
    kepala = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(kepala) if kepala.isascii() and kepala.isdigit() else 0


def batasi(request: HttpRequest, *, berkas: int, semua: int) -> BatasBerkas | None:
    """Set the limits, in bytes, before anything is read; None when the request is refused as a whole."""
    if panjang(request) > semua + ISIAN:
        return None
    batas = BatasBerkas(request, berkas)
    request.upload_handlers.insert(0, batas)
    return batas
