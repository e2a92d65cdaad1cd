"""Strict readers of environment variables: a typo refuses to start instead of choosing a default in silence."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sakip.izin import PERAN_ADMIN, PERAN_PENANDA_TANGAN, Peran

BENAR = {"1", "true", "yes", "on", "ya"}
SALAH = {"0", "false", "no", "off", "tidak"}
KUNCI_PENGEMBANGAN = "kunci-pengembangan-bukan-rahasia-jangan-dipakai-di-server"
PANJANG_KUNCI_TERPENDEK = 50


def teks(nama: str, bawaan: str = "", *, env: Mapping[str, str] = os.environ) -> str:
    """The value without surrounding space; an empty value counts as not set."""
    return env.get(nama, "").strip() or bawaan


def boolean(nama: str, bawaan: bool, *, env: Mapping[str, str] = os.environ) -> bool:
    """True or False. Raises ImproperlyConfigured for a word that is neither."""
    nilai = teks(nama, env=env).lower()
    if not nilai:
        return bawaan
    if nilai in BENAR | SALAH:
        return nilai in BENAR
    raise ImproperlyConfigured(f"{nama} harus 1 atau 0 (atau true/false, ya/tidak). Yang tertulis: {nilai!r}.")


def bilangan(nama: str, bawaan: int, *, env: Mapping[str, str] = os.environ) -> int:
    """A whole number of zero or more. Raises ImproperlyConfigured for anything else."""
    nilai = teks(nama, env=env)
    if not nilai:
        return bawaan
    if nilai.isascii() and nilai.isdigit():
        return int(nilai)
    raise ImproperlyConfigured(f"{nama} harus bilangan bulat, 0 atau lebih. Yang tertulis: {nilai!r}.")


def daftar(nama: str, bawaan: str = "", *, env: Mapping[str, str] = os.environ) -> list[str]:
    """The parts of a comma separated value, without empty ones."""
    return [bagian.strip() for bagian in teks(nama, bawaan, env=env).split(",") if bagian.strip()]


def peran(nama: str, *, env: Mapping[str, str] = os.environ) -> frozenset[Peran]:
    """The roles of a comma separated value; `penanda_tangan` and `admin` stand for several.

    Raises ImproperlyConfigured for a word that is no role.
    """
    kelompok = {"penanda_tangan": PERAN_PENANDA_TANGAN, "admin": PERAN_ADMIN}
    dikenal = {**{p.value: frozenset({p}) for p in Peran}, **kelompok}
    hasil: frozenset[Peran] = frozenset()
    for kata in daftar(nama, env=env):
        if kata not in dikenal:
            raise ImproperlyConfigured(f"{nama} hanya mengenal {', '.join(dikenal)}. Yang tertulis: {kata!r}.")
        hasil |= dikenal[kata]
    return hasil


def penyedia_tanda_tangan(nama: str, nama_url: str, *, env: Mapping[str, str] = os.environ) -> str:
    """`internal` or `bsre`. Raises ImproperlyConfigured for another word, and for `bsre` without an https address.

    Passphrases travel to that address; plain http is accepted to this machine only.
    """
    nilai = teks(nama, "internal", env=env)
    if nilai not in {"internal", "bsre"}:
        raise ImproperlyConfigured(f"{nama} harus internal atau bsre. Yang tertulis: {nilai!r}.")
    url = teks(nama_url, env=env)
    if nilai == "bsre" and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ImproperlyConfigured(f"{nama_url} harus alamat https bila {nama}=bsre. Yang tertulis: {url!r}.")
    return nilai


def kunci_opsional(nama: str, *, env: Mapping[str, str] = os.environ) -> str:
    """A secret that may be missing. Raises ImproperlyConfigured for one that is too short to be one."""
    kunci = teks(nama, env=env)
    if kunci and len(kunci) < PANJANG_KUNCI_TERPENDEK:
        raise ImproperlyConfigured(f"{nama} terlalu pendek: perlu {PANJANG_KUNCI_TERPENDEK} karakter acak atau lebih.")
    return kunci


def berkas_opsional(nama: str, *, env: Mapping[str, str] = os.environ) -> str:
    """The path of a file, or nothing. Raises ImproperlyConfigured when it is not there."""
    jalan = teks(nama, env=env)
    if jalan and not Path(jalan).is_file():
        raise ImproperlyConfigured(f"{nama} harus menunjuk berkas yang ada. Yang tertulis: {jalan!r}.")
    return jalan


def folder(nama: str, bawaan: Path, *, env: Mapping[str, str] = os.environ) -> Path:
    """A directory by absolute path. Raises ImproperlyConfigured for a relative one: it depends on who starts us."""
    jalan = Path(teks(nama, str(bawaan), env=env))
    if not jalan.is_absolute():
        raise ImproperlyConfigured(f"{nama} harus alamat mutlak (diawali /). Yang tertulis: {str(jalan)!r}.")
    return jalan


def kunci_rahasia(*, debug: bool, env: Mapping[str, str] = os.environ) -> str:
    """SAKIP_SECRET_KEY. Raises ImproperlyConfigured when it is missing or short, unless debug is on."""
    kunci = teks("SAKIP_SECRET_KEY", env=env)
    if debug:
        return kunci or KUNCI_PENGEMBANGAN
    if len(kunci) < PANJANG_KUNCI_TERPENDEK or kunci == KUNCI_PENGEMBANGAN:
        raise ImproperlyConfigured(
            "SAKIP_SECRET_KEY belum diisi atau terlalu pendek. Isi dengan "
            f"{PANJANG_KUNCI_TERPENDEK} karakter acak atau lebih, misalnya keluaran perintah: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return kunci
