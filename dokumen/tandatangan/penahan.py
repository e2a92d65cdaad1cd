"""Guesses of a passphrase are counted in the database; who guessed too often waits, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from akun.models import Jatah
from akun.services import kabari
from jejak.enums import Tindakan
from jejak.services import catat

from .antarmuka import FrasaSalah, GalatTandaTangan

if TYPE_CHECKING:
    from organisasi.models import Pengguna

BATAS = 5
TIAP = timedelta(minutes=15)
MENIT = TIAP // timedelta(minutes=1)


class Tertahan(GalatTandaTangan):
    def __init__(self) -> None:
        super().__init__(
            f"Frasa sandi salah {BATAS} kali. Tanda tangan Anda ditahan {MENIT} menit; setelah itu silakan coba lagi."
        )


@contextmanager
def ditahan(pengguna: Pengguna) -> Iterator[None]:
    """Around one use of a passphrase. The try is counted before it is looked at, so that many at once gain nothing.

    Raises Tertahan instead of running what is inside when the tries are used up.
    """
    kunci = f"ttd-frasa:{pengguna.pk}"
    if not Jatah.ambil(kunci, batas=BATAS, tiap=TIAP):
        raise Tertahan
    try:
        yield
    except FrasaSalah:
        catat(Tindakan.LAIN, objek=pengguna, keterangan="Frasa sandi tanda tangan salah")
        if Jatah.objects.filter(kunci=kunci, jumlah__gte=BATAS).exists():
            kabari(pengguna, f"Frasa sandi tanda tangan Anda salah diketik {BATAS} kali; ditahan {MENIT} menit.")
        raise
    except BaseException:
        Jatah.kembalikan(kunci)  # it did not come to a verdict
        raise
    else:
        Jatah.objects.filter(kunci=kunci).delete()
