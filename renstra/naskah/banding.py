"""The written part of a revision and of the plan that it replaces, as rows to compare. What is the same is left out."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from sakip.prosa.bersih import kosong
from sakip.prosa.urai import Penggal, uraikan

from ..models import KeputusanRenstra, NarasiRenstra, Renstra
from ..perbandingan import Butir
from ..revisi import JenisButir
from .enums import BAB
from .susunan_keputusan import sebutan_diktum

#: Renstra → its rows.
Isi = dict[int, list[Butir]]

#: The parts of a Keputusan, as they are printed, and what their items are called; "" for one text.
RUAS = {
    JenisButir.PENETAP: "",
    JenisButir.TENTANG: "",
    JenisButir.MENIMBANG: "huruf",
    JenisButir.MENGINGAT: "angka",
    JenisButir.MEMPERHATIKAN: "angka",
    JenisButir.DIKTUM: "diktum",
    JenisButir.TEMPAT: "",
}


def butir_keputusan(lama: Renstra, baru: Renstra) -> Isi:
    """One query."""
    isi: Isi = {lama.pk: [], baru.pk: []}
    ada = {k.renstra_id: k for k in KeputusanRenstra.objects.filter(renstra__in=[lama, baru])}
    for jenis in RUAS:
        dulu, kini = (_punya(ada.get(r.pk), jenis) for r in (lama, baru))
        if dulu and kini and getattr(dulu, jenis) == getattr(kini, jenis):
            continue
        if dulu:
            isi[lama.pk].append(_ruas(dulu, jenis, None))
        if kini:
            isi[baru.pk].append(_ruas(kini, jenis, dulu.pk if dulu else None))
    return isi


def _punya(keputusan: KeputusanRenstra | None, ruas: str) -> KeputusanRenstra | None:
    return keputusan if keputusan and getattr(keputusan, ruas).strip() else None


def _ruas(keputusan: KeputusanRenstra, jenis: JenisButir, asal: int | None) -> Butir:
    teks, berbutir = getattr(keputusan, jenis), RUAS[jenis]
    nama = jenis.label.removeprefix("Keputusan: ").capitalize()
    return Butir(
        jenis,
        "Naskah keputusan",
        keputusan.pk,
        asal,
        "",
        nama,
        () if berbutir else (("Isi", teks),),
        ringkas="" if berbutir else teks,
        penggal=tuple(_penggal(keputusan, jenis)) if berbutir else (),
    )


def _penggal(keputusan: KeputusanRenstra, jenis: JenisButir) -> Iterator[Penggal]:
    """An item, then those below it, called as the paper numbers them."""
    butir = keputusan.butir(jenis)
    for n, b in enumerate(butir, start=1):
        label = sebutan_diktum(n) if jenis == JenisButir.DIKTUM else _sebut(RUAS[jenis], n).capitalize()
        if len(butir) == 1 and jenis != JenisButir.DIKTUM:
            label = "Isi"
        yield Penggal(label, b.teks)
        bawah = "angka" if RUAS[jenis] == "huruf" else "huruf"
        for m, anak in enumerate(b.anak, start=1):
            yield Penggal(f"{label} {_sebut(bawah, m)}", anak)


def _sebut(kata: str, nomor: int) -> str:
    """ "huruf", 28 → "huruf ab"."""
    return f"{kata} {_huruf(nomor) if kata == 'huruf' else nomor}"


def _huruf(nomor: int) -> str:
    lebih, sisa = divmod(nomor - 1, len(ascii_lowercase))
    return (_huruf(lebih) if lebih else "") + ascii_lowercase[sisa]


def butir_naskah(lama: Renstra, baru: Renstra) -> Isi:
    """One query. A place where nobody wrote is no row."""
    isi: Isi = {lama.pk: [], baru.pk: []}
    semua = NarasiRenstra.objects.filter(renstra__in=[lama, baru])
    ada = {(n.renstra_id, n.kunci): n for n in semua if not kosong(n.isi)}
    for bab, tempat in BAB.items():
        for kunci in tempat:
            dulu, kini = ada.get((lama.pk, kunci)), ada.get((baru.pk, kunci))
            if dulu and kini and dulu.isi == kini.isi:
                continue
            if dulu:
                isi[lama.pk].append(_tempat(dulu, bab, None))
            if kini:
                isi[baru.pk].append(_tempat(kini, bab, dulu.pk if dulu else None))
    return isi


def _tempat(narasi: NarasiRenstra, bab: str, asal: int | None) -> Butir:
    nama = narasi.get_kunci_display()
    return Butir(JenisButir.NARASI, f"Naskah: {bab}", narasi.pk, asal, "", nama, (), penggal=uraikan(narasi.isi))
