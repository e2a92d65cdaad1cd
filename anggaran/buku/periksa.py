"""A file against what is stored now → a plan, with a finding for every cell that is not right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jejak.models import Jejak
from sakip.angka import format_rupiah, format_rupiah_bertanda, format_waktu
from sakip.excel import Baris, GalatSel, HasilBaca
from sakip.impor import Bentrok, Ubahan

from ..enums import JenisPos
from ..kode import KODE_MAKS, Letak, induk_dari_kode, salah_letak, tanpa_program
from ..kop import SATKER, TAHUN
from ..models import Pos
from ..perhitungan import Simpul, himpun
from .isi import TANDA, Butir, Isi, cetak
from .kode_berkas import BarisKode, Rupa, Terbaca, baca_kode, satker_lain, seperti_kode
from .rencana import Rencana
from .susunan import DIPA, PAGU_MAKS
from .urut import atur_urutan

POS_MAKS = 10_000
TANPA_KODE = "Kode wajib diisi."
_PAGU_TAHUN = re.compile(r"(?:pagu|anggaran|jumlah|alokasi)\D*(20[0-9]{2})\D*", re.IGNORECASE)


def periksa(hasil: HasilBaca, isi: Isi) -> Rencana:
    """Compare what was read with what is stored (`isi`, used up by this); the findings join those of the reader."""
    pemeriksa = Pemeriksa(hasil, isi)
    if hasil.terbaca and DIPA in hasil.kolom:
        pemeriksa.jalankan()
        hasil.urutkan()
    return pemeriksa.rencana


class Pemeriksa:
    """`lengkap`: the file came from this draft, so what is missing in it goes. `basi`: the draft changed since."""

    def __init__(self, hasil: HasilBaca, isi: Isi) -> None:
        self.hasil = hasil
        self.isi = isi
        self.rencana = Rencana()
        self.ada = hasil.kolom.get(DIPA, set())
        self.kolom = {k.kunci: k for k in isi.buku.lembar[0].kolom}
        self.lengkap = self.basi = False
        self.dibaca: list[tuple[Baris, Terbaca]] = []
        self.menurut_kode: dict[str, Butir] = {}
        self.akun: defaultdict[int, Decimal] = defaultdict(Decimal)  # by id(butir): the sum of its account rows
        self._bentrokan: list[tuple[Butir, Bentrok]] = []
        self._tercatat = {b.kode: b for b in isi.butir}
        self._sumber = {s.kode: s.pk for s in isi.sumber.values()}
        self._nama_sumber = {s.pk: s.nama for s in isi.sumber.values()}

    def jalankan(self) -> None:
        self._periksa_kepala()
        if "kode" not in self.ada:
            self._galat_lembar("Kolom “Kode” tidak ada di baris judul. Tambahkan kolom itu, atau pakai formulirnya.")
            return
        self._periksa_asal()
        self._baca_baris()
        self._kenali()
        self._yang_tidak_ada()
        self._gantungkan()
        self._isi_angka()
        self._bentrok()
        self._sebut_bentrok()
        if self.hasil.sah:
            atur_urutan(self.rencana, self.isi)
            self._bandingkan_jumlah()

    def tolak(self, baris: Baris, kunci: str | None, pesan: str, diketik: Any = "") -> None:
        self.hasil.tolak(baris, kunci, pesan, diketik)

    def _galat_lembar(self, pesan: str) -> None:
        self.hasil.catat(GalatSel(DIPA, "", "", pesan))

    # --- For which year and satker ----------------------------------------------------------------------------------

    def _periksa_kepala(self) -> None:
        """What is written above the table and in its heads."""
        pembuka, kode = "\n".join(self.hasil.pembuka.get(DIPA, [])), self.isi.satker.kode
        tahun, satker = TAHUN.findall(pembuka), SATKER.findall(pembuka)
        if tahun and str(self.isi.tahun) not in tahun:
            self._galat_lembar(f"Berkas ini untuk tahun {tahun[0]}, sedangkan DIPA ini tahun {self.isi.tahun}.")
        if satker and all(satker_lain(satu, kode) for satu in satker):
            self._galat_lembar(f"Berkas ini untuk satker {satker[0]}, bukan satker ini ({kode}).")
        if "pagu" not in self.ada:
            self._periksa_judul_pagu()

    def _periksa_judul_pagu(self) -> None:
        for judul in self.hasil.judul_asing.get(DIPA, []):
            if (cocok := _PAGU_TAHUN.fullmatch(judul.strip())) and int(cocok[1]) != self.isi.tahun:
                pesan = f"Kolom “{judul}” untuk tahun {cocok[1]}, sedangkan DIPA ini tahun {self.isi.tahun}."
                self._galat_lembar(pesan)
                return

    def _periksa_asal(self) -> None:
        """Year and satker of each row; a mark of another place is said once."""
        lain = ""
        for baris in self.hasil[DIPA]:
            if baris["tahun"] is not None and baris["tahun"] != self.isi.tahun:
                self.tolak(baris, "tahun", f"Tahun harus {self.isi.tahun}, tahun DIPA ini.", baris["tahun"])
            kode = re.match(r"[0-9]{6}", baris["satker"])
            if kode and satker_lain(kode[0], self.isi.satker.kode):
                self.tolak(baris, "satker", f"Satker harus {self.isi.satker.kode}, satker ini.", baris["satker"])
            cocok = TANDA.fullmatch(baris["tanda"])
            if cocok and (cocok[1], int(cocok[2])) != (self.isi.satker.kode, self.isi.tahun):
                lain = lain or f"Formulir ini diunduh dari DIPA {cocok[2]} satker {cocok[1]}"
            elif cocok and self.isi.dipa and int(cocok[3]) == self.isi.dipa.pk:
                self.lengkap = True
                self.basi = self.basi or cocok[6] != self.isi.sidik
        if lain:
            self._galat_lembar(f"{lain}, bukan dari DIPA {self.isi.tahun} satker {self.isi.satker.kode}.")

    # --- Rows and what they are -------------------------------------------------------------------------------------

    def _baca_baris(self) -> None:
        semua = self._tanpa_kaki(self.hasil[DIPA])
        kode = [BarisKode(b["kode"], b["uraian"], b["jenis"] or "") for b in semua]
        terbaca = baca_kode(kode, satker=self.isi.satker.kode)
        berakun = any(t.rupa is Rupa.AKUN for t in terbaca)
        rincian = 0
        for baris, t in zip(semua, terbaca, strict=True):
            if t.rupa is Rupa.KELIRU:
                self.tolak(baris, "kode", t.pesan)
            elif t.rupa is Rupa.RINCIAN and not berakun and (baris["pagu"] is not None or baris["tanda"]):
                self.tolak(baris, "kode", TANPA_KODE)
            elif len(t.kode) > KODE_MAKS:
                self.tolak(baris, "kode", f"Kode paling banyak {KODE_MAKS} huruf.", t.kode)
            else:
                rincian += t.rupa in {Rupa.AKUN, Rupa.RINCIAN}
                self.dibaca.append((baris, t))
        if rincian:
            pesan = f"{rincian} baris akun, rincian, atau tanpa kode tidak disimpan: DIPA di sini sampai subkomponen."
            self.hasil.anggap(DIPA, "", pesan)

    def _tanpa_kaki(self, semua: list[Baris]) -> list[Baris]:
        """Place, date and signature below the table are no rows."""
        akhir = max((n for n, b in enumerate(semua, 1) if seperti_kode(b["kode"])), default=0)
        kaki = [b for b in semua[akhir:] if b["pagu"] is None and "pagu" not in b.keliru and not b["tanda"]]
        if kaki:
            teks = kaki[0]["kode"] or kaki[0]["uraian"] or "…"
            self.hasil.anggap(DIPA, kaki[0].sel(), f"Di bawah tabel, tidak dibaca: “{teks}”.")
        buang = {id(b) for b in kaki}
        return [b for b in semua if id(b) not in buang]

    def _kenali(self) -> None:
        """Each row with the node that it is about: by its mark, else by its code, else a new one."""
        terakhir: Butir | None = None
        for baris, t in self.dibaca:
            if t.rupa is Rupa.AKUN and terakhir is not None and baris["pagu"] is not None:
                self.akun[id(terakhir)] += baris["pagu"]
            if t.rupa is not Rupa.POS:
                continue
            butir = self._bertanda(baris) or self._menurut_kode(t) or Butir(Pos(dipa=self.isi.dipa))
            kode = t.kode if butir.baru or self._ditandai(baris, butir) else butir.kode
            if not self._terima(baris, t, butir, kode):
                continue
            terakhir = butir
            self._isi_sel(butir, baris, t, kode)

    def _bertanda(self, baris: Baris) -> Butir | None:
        cocok = TANDA.fullmatch(baris["tanda"])
        if cocok is None or self.isi.dipa is None or int(cocok[3]) != self.isi.dipa.pk:
            return None
        butir = self.isi.per_pk.get(int(cocok[4]))
        return butir if butir is not None and butir.baris is None else None

    def _ditandai(self, baris: Baris, butir: Butir) -> bool:
        cocok = TANDA.fullmatch(baris["tanda"])
        return cocok is not None and cocok[4] == str(butir.objek.pk)

    def _menurut_kode(self, t: Terbaca) -> Butir | None:
        """A stored code may stand without its programme in front, where the file writes it."""
        butir = self._tercatat.get(t.kode) or self._tercatat.get(tanpa_program(t.kode))
        return butir if butir is not None and butir.baris is None else None

    def _terima(self, baris: Baris, t: Terbaca, butir: Butir, kode: str) -> bool:
        kembar = self.menurut_kode.get(kode)
        if kembar is not None and kembar.baris is not None:
            self.tolak(baris, "kode", f"Kode {kode} sudah ada di sel {kembar.baris.sel('kode')}.")
            return False
        if butir.baru and not baris["uraian"] and "uraian" not in baris.keliru:
            self.tolak(baris, "uraian", "Uraian wajib diisi.")
        self.menurut_kode[kode] = butir
        if t.kode != kode:
            self.menurut_kode.setdefault(t.kode, butir)
        return True

    def _isi_sel(self, butir: Butir, baris: Baris, t: Terbaca, kode: str) -> None:
        butir.baris = baris
        self.rencana.butir.append(butir)
        self.ubah(butir, "kode", "kode", kode)
        self.ubah(butir, "jenis", "jenis", t.jenis)
        if baris["uraian"]:
            self.ubah(butir, "uraian", "uraian", baris["uraian"])
        if "sumber_dana" in self.ada - baris.keliru and (baris["sumber_dana"] or self._ditandai(baris, butir)):
            self.ubah(butir, "sumber_dana", "sumber_dana_id", self._sumber.get(baris["sumber_dana"]))

    def ubah(self, butir: Butir, kunci: str, bidang: str, nilai: Any) -> None:
        """Put a value into a field and remember old → new when it is another one."""
        lama = butir.sel.get(kunci)
        setattr(butir.objek, bidang, nilai)
        if not butir.baru and lama != nilai:
            self.catat(butir, kunci, bidang, lama, nilai)

    def catat(self, butir: Butir, kunci: str, bidang: str, lama: Any, nilai: Any) -> None:
        sel = butir.baris.sel(kunci) if butir.baris else ""
        butir.ubahan.append(Ubahan(sel, self.kolom[kunci].judul, self._sebut(kunci, lama), self._sebut(kunci, nilai)))
        butir.bidang.add(bidang)

    def _sebut(self, kunci: str, nilai: Any) -> str:
        if nilai is None or nilai == "":
            return "kosong"
        if kunci in {"pagu", "tertera"}:
            return cetak(nilai)
        if kunci == "jenis":
            return JenisPos(nilai).label
        return self._nama_sumber.get(nilai, "?") if kunci == "sumber_dana" else str(nilai)

    # --- What is not in the file ------------------------------------------------------------------------------------

    def _yang_tidak_ada(self) -> None:
        sisa = [b for b in self.isi.butir if b.baris is None]
        for butir in sisa:
            self.rencana.butir.append(butir)
            if self.lengkap and not self.basi:
                butir.hilang = True
            elif self.lengkap:
                pesan = (
                    f"“{butir.sebutan}” tercatat di SAKIP tetapi tidak ada di berkas, dan DIPA ini berubah sejak "
                    "berkas diunduh. Unduh lagi, lalu ulangi perubahan Anda."
                )
                self._catat_bentrok(butir, pesan, tercatat="tercatat", berkas="tidak ada")
            if not butir.hilang and self.menurut_kode.get(butir.kode, butir) is not butir:
                baris = self.menurut_kode[butir.kode].baris
                if baris is not None:
                    self.tolak(baris, "kode", f"Kode {butir.kode} sudah dipakai pos lain pada draf ini.")
            elif not butir.hilang:
                self.menurut_kode[butir.kode] = butir
        if sisa and not self.lengkap:
            self.hasil.anggap(DIPA, "", f"{len(sisa)} pos tercatat tidak ada di berkas: tidak dihapus.")

    # --- Where each node hangs --------------------------------------------------------------------------------------

    def _gantungkan(self) -> None:
        for baris, t in self.dibaca:
            butir = self.menurut_kode.get(t.kode)
            if t.rupa is not Rupa.POS or butir is None or butir.baris is not baris:
                continue
            induk = self._induk(butir, baris, t)
            if induk is False:
                continue
            if not self._boleh_di(butir, baris, induk):
                continue
            if butir.induk is not induk and not butir.baru:
                self.catat(butir, "induk", "induk_id", butir.sel["induk"], induk.kode if induk else "")
            butir.induk = induk
        for butir in self.rencana.tetap:
            if butir.induk is not None and butir.induk.hilang:
                pesan = f"“{butir.induk.sebutan}” tidak ada di berkas, tetapi masih menaungi {butir.kode}."
                self._galat_lembar(pesan)
        if len(self.rencana.tetap) > POS_MAKS:
            self._galat_lembar(
                f"Lebih dari {format_rupiah(POS_MAKS)} pos. Satu DIPA tidak sebesar itu; periksa berkasnya."
            )

    def _induk(self, butir: Butir, baris: Baris, t: Terbaca) -> Any:
        """The node above; None for a programme; False when it was refused."""
        if t.jenis == JenisPos.PROGRAM:
            return None
        kode = self._kode_induk(butir, baris, t)
        if not kode and butir.induk is not None and not butir.induk.hilang:
            return butir.induk
        induk = (
            self.menurut_kode.get(kode) or self.menurut_kode.get(tanpa_program(kode)) if kode else self._satu_program()
        )
        if induk is not None:
            return induk
        if kode:
            pesan = (
                f"Induk {kode} tidak ada di berkas dan tidak tercatat pada draf. Tambahkan barisnya di atas baris ini."
            )
        else:
            pesan = "Tidak ada program di atas baris ini. Tambahkan barisnya, atau isi kolom “Di bawah”."
        self.tolak(baris, "induk" if baris["induk"] else "kode", pesan)
        return False

    def _kode_induk(self, butir: Butir, baris: Baris, t: Terbaca) -> str:
        """What the cell says; a cell left as it was gives way to a code that was changed."""
        tulis: str = baris["induk"]
        dibiarkan = tulis == butir.sel.get("induk") and (induk_dari_kode(t.kode) or tulis not in self.menurut_kode)
        return t.induk if not tulis or (dibiarkan and t.induk) else tulis

    def _satu_program(self) -> Butir | None:
        program = [b for b in self.rencana.tetap if b.objek.jenis == JenisPos.PROGRAM]
        return program[0] if len(program) == 1 else None

    def _boleh_di(self, butir: Butir, baris: Baris, induk: Butir | None) -> bool:
        atas = Letak(induk.objek.jenis, induk.kode) if induk else None
        salah = salah_letak(Letak(butir.objek.jenis, butir.kode), atas)
        if salah:
            self.tolak(baris, "kode", salah)
        return not salah

    # --- Amounts ----------------------------------------------------------------------------------------------------

    def _isi_angka(self) -> None:
        """A lowest node has a pagu; of the others the amount is what the source states."""
        berinduk = {id(b.induk) for b in self.rencana.tetap if b.induk is not None}
        for butir in self.rencana.tetap:
            pagu, tertera = self._angka(butir)
            if id(butir) in berinduk:
                pagu, tertera = None, tertera if tertera is not None else pagu
            else:
                pagu, tertera = pagu if pagu is not None else tertera, None
            if pagu != butir.sel.get("pagu") and butir.objek.teks_cetak:  # an old print said another amount
                butir.objek.teks_cetak = ""
                butir.bidang.add("teks_cetak")
            self.ubah(butir, "pagu", "pagu", pagu)
            self.ubah(butir, "tertera", "pagu_tertera", tertera)

    def _angka(self, butir: Butir) -> tuple[Decimal | None, Decimal | None]:
        """Pagu and stated pagu of the row; what the file does not say is as stored."""
        lama = butir.sel.get("pagu"), butir.sel.get("tertera")
        baris = butir.baris
        if baris is None:
            return lama
        pagu, tertera = (self._sel_uang(butir, baris, k, n) for k, n in zip(("pagu", "tertera"), lama, strict=True))
        if baris["pagu"] is not None and baris["tertera"] not in {None, baris["pagu"]}:
            pesan = "Pagu dan Pagu tertera berbeda pada satu baris. Isi Pagu hanya pada pos terbawah."
            self.tolak(baris, "pagu", pesan, cetak(baris["pagu"]))
        if baris["pagu"] is not None:
            tertera = baris["tertera"]
        elif baris["tertera"] is not None:
            pagu = None
        akun = self.akun.get(id(butir))
        if akun is not None and akun > PAGU_MAKS:
            self.tolak(baris, "pagu", f"Jumlah baris akunnya terlalu besar: {cetak(akun)}.")
        if akun is not None and baris["pagu"] is None and "pagu" not in baris.keliru:
            return akun, tertera
        if akun is not None and pagu is not None and akun != pagu:
            pesan = f"Pagu {cetak(pagu)} tidak sama dengan jumlah baris akunnya, {cetak(akun)}; yang dipakai pagunya."
            self.hasil.anggap(DIPA, baris.sel("pagu"), pesan)
        return pagu, tertera

    def _sel_uang(self, butir: Butir, baris: Baris, kunci: str, lama: Decimal | None) -> Decimal | None:
        """An empty cell empties only in a row that came from here."""
        if kunci not in self.ada - baris.keliru:
            return lama
        nilai: Decimal | None = baris[kunci]
        return lama if nilai is None and not self._ditandai(baris, butir) else nilai

    def _bandingkan_jumlah(self) -> None:
        """What the source states against the sums: said, never mended."""
        tetap = self.rencana.tetap
        jumlah = himpun(Simpul(id(b), id(b.induk) if b.induk else None, b.objek.pagu) for b in tetap)
        for b in tetap:
            tertera, ada = b.objek.pagu_tertera, jumlah[id(b)]
            if tertera is not None and ada is not None and tertera != ada:
                sel = b.baris.sel("pagu" if "pagu" in self.ada else "tertera") if b.baris else ""
                beda = format_rupiah_bertanda(tertera - ada)
                isi = f"tertera {cetak(tertera)}, jumlah pos di bawahnya {cetak(ada)}, selisih {beda}"
                pesan = f"{b.kode}: {isi}."
                self.hasil.anggap(DIPA, sel, pesan)
        self._bandingkan_baris_jumlah(jumlah)

    def _bandingkan_baris_jumlah(self, jumlah: Any) -> None:
        """The last line of the table, where it is a total of everything."""
        if not self.dibaca or self.dibaca[-1][1].rupa is not Rupa.JUMLAH:
            return
        baris = self.dibaca[-1][0]
        ada = [jumlah[id(b)] for b in self.rencana.tetap if b.induk is None and jumlah[id(b)] is not None]
        if baris["pagu"] is not None and ada and sum(ada) != baris["pagu"]:
            pesan = f"Baris jumlah menyatakan {cetak(baris['pagu'])}, jumlah semua pos {cetak(sum(ada))}."
            self.hasil.anggap(DIPA, baris.sel("pagu"), pesan)

    # --- What somebody else changed meanwhile -----------------------------------------------------------------------

    def _bentrok(self) -> None:
        for butir in self.rencana.tetap:
            cocok = TANDA.fullmatch(butir.baris["tanda"]) if butir.baris is not None and not butir.baru else None
            if cocok is None or cocok[4] != str(butir.objek.pk) or int(cocok[5]) == butir.objek.versi:
                continue
            for u in butir.ubahan:
                pesan = (
                    f"Berubah di SAKIP sejak berkas ini diunduh: sekarang tercatat “{u.lama}”, di berkas “{u.baru}”. "
                    "Unduh lagi, lalu ulangi perubahan Anda."
                )
                self._catat_bentrok(butir, pesan, sel=u.sel, kolom=u.judul, tercatat=u.lama, berkas=u.baru)

    def _catat_bentrok(self, butir: Butir, pesan: str, **isi: str) -> None:
        """A finding, and what the page shows beside it."""
        lembar = self.hasil.nama_asli.get(DIPA, DIPA)
        bentrok = Bentrok(**({"lembar": lembar, "sel": "", "kolom": "", "sebutan": butir.sebutan} | isi))
        self._bentrokan.append((butir, bentrok))
        self.hasil.catat(GalatSel(DIPA, bentrok.sel, bentrok.kolom, pesan))

    def _sebut_bentrok(self) -> None:
        if self._bentrokan:
            siapa = _siapa_mengubah((b for b, _ in self._bentrokan), self.isi.satker.zona_waktu)
            self.rencana.bentrok = [replace(isi, siapa=siapa.get(b.objek.pk, "")) for b, isi in self._bentrokan]


def _siapa_mengubah(butir: Iterable[Butir], zona: str) -> dict[int, str]:
    """By key of the node: "oleh Siti, 2 Januari 2024 pukul 14.05 WIB"."""
    objek = {str(b.objek.pk) for b in butir}
    jejak = Jejak.objects.filter(tabel=Pos._meta.db_table, objek__in=objek).order_by("pk")
    return {
        int(pk): f"oleh {pelaku}, {format_waktu(waktu, zona)}"
        for pk, pelaku, waktu in jejak.values_list("objek", "pelaku", "waktu")
    }
