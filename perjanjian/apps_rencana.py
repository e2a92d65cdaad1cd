"""What the RKT and the Rencana Aksi tell the frame: menu entry and stage, tasks, newest year, kinds of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakip.bingkai import Menu, Tahap, Tugas, daftarkan_menu, daftarkan_tahun, daftarkan_tugas

if TYPE_CHECKING:
    from dokumen.jenis import Naskah
    from organisasi.models import Pengguna, Satker


def daftarkan() -> None:
    from dokumen.jenis import JenisDokumen
    from dokumen.jenis import daftarkan as daftarkan_dokumen

    daftarkan_dokumen(JenisDokumen("rkt", "RKT", _naskah_rkt))
    daftarkan_dokumen(JenisDokumen("rencana-aksi", "Rencana Aksi", _naskah_aksi))
    daftarkan_menu(Menu(40, "Rencana Aksi", "rencana_aksi", "aksi:jadwal", tahap_aksi))
    daftarkan_tugas("rencana", tugas)
    daftarkan_tahun("rencana", tahun_terbaru)


def _naskah_rkt(satker: Satker, tahun: int) -> Naskah:
    from .rkt.susunan import naskah_rkt

    return naskah_rkt(satker, tahun)


def _naskah_aksi(satker: Satker, tahun: int) -> Naskah:
    from .aksi.susunan import naskah_aksi

    return naskah_aksi(satker, tahun)


def tahap_aksi(satker: Satker, tahun: int) -> Tahap:
    """Done when it is fixed. A draft does not count: this is shown to the satker above, too, which does not see it."""
    from .models import RencanaAksi

    tetap = RencanaAksi.objects.tetap().filter(satker=satker).for_tahun(tahun)
    return Tahap.SELESAI if tetap.exists() else Tahap.BELUM


def tugas(user: Pengguna, satker: Satker, tahun: int) -> list[Tugas]:
    """Papers that wait for this person: to be mended, to be submitted, or to be fixed."""
    from .models import RencanaAksi, Rkt
    from .rencana import StatusRencana as S

    kata = {
        S.DRAF: ("ajukan", "masih draf dan belum diajukan", "Lengkapi"),
        S.DIKEMBALIKAN: ("ajukan", "dikembalikan untuk diperbaiki", "Perbaiki"),
        S.DIAJUKAN: ("tetapkan", "menunggu penetapan", "Periksa"),
    }
    hasil = []
    for model in (Rkt, RencanaAksi):
        daftar: Any = model.objects.visible_to(user).filter(satker=satker, status__in=kata).for_tahun(tahun)
        for rencana in daftar.select_related("satker"):
            perlu, keadaan, kerja = kata[S(rencana.status)]
            if any(t.nama == perlu for t in rencana.tindakan_untuk(user)):
                nama = model._meta.verbose_name
                hasil.append(Tugas(f"{rencana} {keadaan}", rencana.get_absolute_url(), f"{kerja} {nama}"))
    return hasil


def tahun_terbaru(satker: Satker) -> int | None:
    from .models import RencanaAksi, Rkt

    tahun = [
        m.objects.filter(satker=satker).order_by("-tahun").values_list("tahun", flat=True).first()
        for m in (Rkt, RencanaAksi)
    ]
    return max((t for t in tahun if t), default=None)
