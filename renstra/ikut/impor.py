"""The import's door to `lindung`: what a file may not do to inherited rows, as findings at its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sakip.excel import GalatSel, HasilBaca

from ..models import Renstra
from .lindung import diwarisi, kalimat, terlindung

if TYPE_CHECKING:
    from ..impor.isi import Butir
    from ..impor.rencana import Rencana


def periksa_warisan(hasil: HasilBaca, rencana: Rencana, renstra: Renstra | None) -> None:
    """Add a finding for every inherited row that the plan of an import would change, move or remove."""
    if renstra is None or renstra.mengikuti_id is None:
        return
    for nama, daftar in rencana.lembar.items():
        milik = [b for b in daftar if not b.baru and diwarisi(b.objek)]
        judul = {k.kunci: k.judul for lembar in hasil.buku.lembar if lembar.nama == nama for k in lembar.kolom}
        for butir in milik:
            for galat in _temuan(renstra, butir, judul):
                hasil.catat(galat)
        if _tertukar([b for b in milik if not b.hilang]):
            pesan = "Urutan baris dari Renstra induk tidak diubah lewat impor; kembalikan seperti semula."
            hasil.catat(GalatSel(nama, "", "", pesan))


def _temuan(renstra: Renstra, butir: Butir, judul: dict[str, str]) -> Iterable[GalatSel]:
    pesan = kalimat(renstra, butir.objek)
    if butir.hilang:
        yield GalatSel(butir.lembar, "", "", f"“{butir.sebutan}” tidak dapat dihapus lewat impor. {pesan}")
        return
    bidang = butir.bidang & set(terlindung(butir.objek)) | butir.bidang & {"induk"}
    diubah = {judul[n] for n in bidang if n in judul} | ({judul.get("sasaran", "")} if "induk" in bidang else set())
    for ubahan in butir.ubahan:
        if ubahan.judul in diubah:
            isi = f"Tercatat “{ubahan.lama}”, di berkas “{ubahan.baru}”. {pesan}"
            yield GalatSel(butir.lembar, ubahan.sel, ubahan.judul, isi)


def _tertukar(daftar: list[Butir]) -> bool:
    """Whether inherited rows of one list would change places; the numbers in the database are the old ones."""
    pindah = [b for b in daftar if "urut" in b.bidang]
    if not pindah:
        return False
    model: Any = type(daftar[0].objek)
    semula = dict(model.objects.filter(pk__in=[b.objek.pk for b in daftar]).values_list("pk", "urut"))
    wadah: dict[int, list[tuple[int, int]]] = {}
    for b in daftar:
        kunci = id(b.induk) if b.lembar in {"Kegiatan", "Indikator"} else 0
        wadah.setdefault(kunci, []).append((semula[b.objek.pk], b.objek.urut))
    return any([u for _, u in sorted(isi)] != sorted(u for _, u in isi) for isi in wadah.values())
