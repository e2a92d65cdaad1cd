"""Files of published papers: written whole or not at all.

A file is written under a temporary name that carries its writer's token, flushed to the disk, and only then renamed:
whoever looks sees either nothing or the finished file, also when the machine stops in between.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage

AKHIRAN = ".tmp"

#: Why a file cannot be written, in words that people can use.
SEBAB_GAGAL = {
    errno.EACCES: "Anda tidak berhak menulis di sana",
    errno.EPERM: "Anda tidak berhak menulis di sana",
    errno.EROFS: "tempat itu hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.EDQUOT: "jatah ruang penyimpanan habis",
    errno.ENOENT: "foldernya tidak ada",
    errno.ENOTDIR: "foldernya tidak ada",
    errno.EISDIR: "itu nama folder, bukan nama berkas",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def jalan_berkas(nama: str) -> Path:
    """Where the stored name lies on this machine."""
    return Path(default_storage.path(nama))


def tulis_sementara(isi: bytes, *, nama: str, token: str, folder: str = "dokumen/sementara") -> Path:
    """Write `isi` completely to `<folder>/<name>.<token>.tmp`, on the same disk as its later place."""
    jalan = jalan_berkas(folder) / f"{Path(nama).name}.{token}{AKHIRAN}"
    jalan.parent.mkdir(parents=True, exist_ok=True)
    try:
        _tulis(jalan, isi)
    except BaseException:
        jalan.unlink(missing_ok=True)
        raise
    return jalan


def terbitkan(sementara: Path, nama: str) -> None:
    """Rename the finished temporary file to the stored name, in one step; nothing stays when that fails."""
    tujuan = jalan_berkas(nama)
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    os.replace(sementara, tujuan)
    try:
        _simpan_folder(tujuan.parent)
    except BaseException:
        tujuan.unlink()
        raise


def tulis_utuh(tujuan: Path, isi: bytes, *, token: str) -> None:
    """Write a file of the caller's choice in one step; raises OSError and leaves nothing behind."""
    sementara = tujuan.with_name(f".{tujuan.name}.{token}{AKHIRAN}")
    try:
        _tulis(sementara, isi)
        os.replace(sementara, tujuan)
    finally:
        sementara.unlink(missing_ok=True)


def buang_sementara(token_hidup: Callable[[], Collection[str]]) -> int:
    """Delete the temporary files whose writer no longer holds its lease; returns how many.

    `token_hidup` is asked after the folder was read: a writer has its lease before it has a file.
    """
    berkas = list(_folder_sementara().glob(f"*{AKHIRAN}"))
    hidup = token_hidup() if berkas else ()
    usang = [jalan for jalan in berkas if jalan.name.removesuffix(AKHIRAN).rpartition(".")[2] not in hidup]
    for jalan in usang:
        jalan.unlink(missing_ok=True)
    return len(usang)


def berkas_tua(folder: str, akhiran: str, *, umur: timedelta) -> list[Path]:
    """Files below a stored folder that nobody has touched for so long."""
    batas = time.time() - umur.total_seconds()
    return [
        jalan
        for jalan in sorted(jalan_berkas(folder).rglob(f"*{akhiran}"))
        if jalan.is_file() and jalan.stat().st_mtime < batas
    ]


def _folder_sementara() -> Path:
    return jalan_berkas("dokumen/sementara")


def _tulis(jalan: Path, isi: bytes) -> None:
    with jalan.open("wb") as berkas:
        berkas.write(isi)
        berkas.flush()
        os.fsync(berkas.fileno())


def _simpan_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    penunjuk = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(penunjuk)
    finally:
        os.close(penunjuk)
