"""A file that came back against what is stored now → a plan, with a finding for every cell that is not right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from renstra.forms import NilaiField, kata_satuan
from renstra.models import Satuan
from sakip.angka import format_isian, lipat_homoglif
from sakip.excel import Baris, GalatSel, HasilBaca
from sakip.impor import Ubahan

from ..enums import KeadaanNilai, Triwulan
from ..forms import BagianField
from ..isian import IsianSalah, nilai_menurut_bagian, wajib_sesuai_keadaan
from ..perhitungan import galat_sekitar
from ..services import TEKS, IsianRealisasi
from .isi import Acuan, Tempat
from .rencana import Butir, Rencana
from .susunan import ACUAN, ISIAN, LEMBAR, TERBUKA
from .tanda import Tanda, baca_tanda, seperti_terbaca, sidik_isi

JUDUL = {k.kunci: k.judul for k in LEMBAR.kolom}
UNDUH_LAGI = "Unduh formulir yang baru, lalu salin isian Anda ke sana."
BUKAN_BARIS_KAMI = (
    "Tanda tersembunyi baris ini tidak cocok dengan kode dan indikatornya: barisnya tersalin, tertukar, atau diubah. "
    f"{UNDUH_LAGI}"
)
TANPA_TANDA = "Baris ini bukan dari formulir SAKIP. Hapus barisnya; indikator baru tidak dapat ditambahkan dari sini."
_KOSONG = IsianRealisasi(keadaan="", nilai=None)
_BAGIAN = {"x": BagianField(label=JUDUL["x"]), "y": BagianField(label=JUDUL["y"])}


def periksa(hasil: HasilBaca, tempat: Tempat) -> Rencana:
    """What the file would do. Findings go to `hasil`."""
    return _Pemeriksa(hasil, tempat).periksa()


class _Pemeriksa:
    def __init__(self, hasil: HasilBaca, tempat: Tempat) -> None:
        self.hasil = hasil
        self.tempat = tempat
        self.rencana = Rencana()
        self.ada = hasil.kolom.get(ISIAN, set())
        self.bidang: dict[int, NilaiField] = {}
        self.dipakai: dict[int, Baris] = {}

    def periksa(self) -> Rencana:
        if not self._kolom_acuan_ada():
            return self.rencana
        for baris in self.hasil[ISIAN]:
            if (kenal := self._kenali(baris)) is not None:
                self.rencana.butir.append(self._periksa_baris(baris, *kenal))
            if self.hasil.penuh:
                break
        self.rencana.tidak_ada = len({a.pk for a in self.tempat.milik} - self.dipakai.keys())
        self.hasil.urutkan()
        return self.rencana

    def _kolom_acuan_ada(self) -> bool:
        kurang = [JUDUL[k] for k in ("tanda", *ACUAN) if k not in self.ada]
        if kurang and ISIAN in self.hasil.kolom:
            nama = ", ".join(f"“{judul}”" for judul in kurang)
            self.hasil.catat(GalatSel(ISIAN, "", "", f"Kolom {nama} dari formulir tidak ada lagi. {UNDUH_LAGI}"))
        return not kurang

    # -- which row it is

    def _kenali(self, baris: Baris) -> tuple[Acuan, Tanda] | None:
        """The indikator of the row; None with a finding made."""
        tanda = baca_tanda(baris["tanda"], baris.nilai) if baris["tanda"] else None
        if tanda is None:
            self._tolak_baris(baris, BUKAN_BARIS_KAMI if baris["tanda"] else TANPA_TANDA)
        elif (tanda.satker, tanda.tahun, tanda.triwulan) != (
            self.tempat.satker.pk,
            self.tempat.tahun,
            self.tempat.triwulan,
        ):
            self._tolak_baris(baris, self._tempat_lain(tanda))
        elif (sudah := self.dipakai.setdefault(tanda.pengukuran, baris)) is not baris:
            self._tolak_baris(baris, f"Baris ini sudah ada di baris {sudah.nomor}. Hapus salah satunya.")
        elif (acuan := self.tempat.semua.get(tanda.pengukuran)) is None:
            self._tolak_baris(baris, "Indikator ini tidak lagi diukur tahun ini. Hapus barisnya.")
        elif not self.tempat.boleh(acuan):
            self._tolak_baris(baris, "Indikator ini bukan wewenang Anda. Hapus barisnya.")
        else:
            return acuan, tanda
        return None

    def _tempat_lain(self, tanda: Tanda) -> str:
        asal = "satuan kerja lain" if tanda.satker != self.tempat.satker.pk else ""
        waktu = f"{Triwulan(tanda.triwulan).label} {tanda.tahun}"
        sini = f"{Triwulan(self.tempat.triwulan).label} {self.tempat.tahun}"
        return f"Baris ini dari formulir {asal or waktu}, sedangkan halaman ini {self.tempat.satker}, {sini}."

    def _tolak_baris(self, baris: Baris, pesan: str) -> None:
        self.hasil.tolak(baris, "kode", pesan, baris["kode"])

    # -- what it says

    def _periksa_baris(self, baris: Baris, acuan: Acuan, tanda: Tanda) -> Butir:
        butir = Butir(acuan, baris)
        keliru = baris.keliru & set(TERBUKA)
        if keliru or (self.ada >= set(TERBUKA) and tanda.isi == sidik_isi(baris.nilai)):
            return butir  # findings are made; or nobody touched the row
        tersimpan = {k: seperti_terbaca(v) for k, v in acuan.sel().items()}
        beda = {k for k in TERBUKA if k in self.ada and (baris[k] or "") != tersimpan[k]}
        if not beda:
            return butir
        butir.alasan = self._alasan_terkunci(acuan)
        r = acuan.tersimpan
        butir.bentrok = (tanda.realisasi, tanda.versi) != ((r.pk, r.versi) if r else (0, 0))
        if butir.bentrok and r is not None:
            sendiri = self.tempat.oleh is not None and r.disunting_oleh_id == self.tempat.oleh.pk
            butir.siapa = "Anda sendiri" if sendiri else str(r.disunting_oleh or "")
        if butir.alasan:
            butir.ubahan = [self._ubahan(baris, k, tersimpan[k], baris[k] or "") for k in TERBUKA if k in beda]
            return butir
        butir.isian = self._isian(baris, acuan, beda, bentrok=butir.bentrok)
        if butir.isian is not None:
            butir.ubahan = self._perbedaan(baris, acuan, butir.isian)
        return butir

    def _alasan_terkunci(self, acuan: Acuan) -> str:
        if acuan.terkunci and acuan.tersimpan is not None:
            return f"sudah {acuan.tersimpan.get_status_display().lower()}"
        if not self.tempat.terbuka(acuan):
            return self.tempat.periode.alasan_tertutup
        return ""

    def _isian(self, baris: Baris, acuan: Acuan, beda: set[str], *, bentrok: bool) -> IsianRealisasi | None:
        """What the row would store; None with a finding made."""
        baca = _PembacaBaris(self, baris, acuan, beda)
        nilai, x, y = baca.nilai(), baca.bagian("x"), baca.bagian("y")
        if baca.salah:
            return None
        try:
            lama = acuan.tersimpan
            if acuan.berasio and not (lama and (nilai, x, y) == (lama.nilai, lama.x, lama.y)):
                turunan = lama is not None and lama.x is not None and (bentrok or nilai == lama.nilai)
                nilai = nilai_menurut_bagian(x, y, nilai, turunan=turunan)
            keadaan = baca.keadaan(nilai)
            wajib_sesuai_keadaan(keadaan, nilai)
            if galat := self._galat_kumulatif(acuan, nilai):
                raise IsianSalah("nilai", galat)
        except IsianSalah as galat:
            self.hasil.tolak(baris, galat.bidang, galat.pesan, self._diketik(baris, galat.bidang))
            return None
        return IsianRealisasi(keadaan, nilai, x=x, y=y, **{k: baca.teks(k) for k in TEKS})

    def _galat_kumulatif(self, acuan: Acuan, nilai: Decimal | None) -> str:
        lama = acuan.tersimpan
        if nilai is None or not acuan.triwulan_lain or (lama is not None and lama.nilai == nilai):
            return ""
        return galat_sekitar(acuan.triwulan_lain, self.tempat.triwulan, nilai)

    def _diketik(self, baris: Baris, kunci: str) -> str:
        if kunci == "keadaan" and baris[kunci]:
            return str(KeadaanNilai(baris[kunci]).label)
        return baris[kunci] or ""

    def bidang_nilai(self, satuan: Satuan) -> NilaiField:
        if satuan.pk not in self.bidang:
            self.bidang[satuan.pk] = NilaiField(satuan=satuan, label=JUDUL["nilai"])
        return self.bidang[satuan.pk]

    # -- what would change

    def _perbedaan(self, baris: Baris, acuan: Acuan, isian: IsianRealisasi) -> list[Ubahan]:
        lama, cetak = acuan.tersimpan or _KOSONG, acuan.satuan.cetak
        hasil = []
        for kunci in TERBUKA:
            semula, menjadi = getattr(lama, kunci), getattr(isian, kunci)
            if semula == menjadi:
                continue
            if kunci == "nilai":
                pasangan = tuple("" if n is None else cetak(n) for n in (semula, menjadi))
            elif kunci in _BAGIAN:
                pasangan = (format_isian(semula), format_isian(menjadi))
            else:
                pasangan = (semula, menjadi)
            hasil.append(self._ubahan(baris, kunci, *pasangan))
        return hasil

    @staticmethod
    def _ubahan(baris: Baris, kunci: str, lama: str, baru: str) -> Ubahan:
        if kunci == "keadaan":
            lama, baru = (str(KeadaanNilai(k).label) if k else "" for k in (lama, baru))
        return Ubahan(baris.sel(kunci), JUDUL[kunci], lama or "kosong", baru or "kosong")


class _PembacaBaris:
    """The open cells of one changed row as values; `salah` when a finding was made."""

    def __init__(self, pemeriksa: _Pemeriksa, baris: Baris, acuan: Acuan, beda: set[str]) -> None:
        self.p = pemeriksa
        self.baris = baris
        self.acuan = acuan
        self.beda = beda
        self.salah = False
        self.proses = baris["nilai"].casefold() == "proses"  # as reports print it

    def _tolak(self, kunci: str, pesan: str) -> None:
        self.salah = True
        self.p.hasil.tolak(self.baris, kunci, pesan)

    def _tersimpan(self, kunci: str) -> Any:
        return getattr(self.acuan.tersimpan, kunci) if self.acuan.tersimpan else None

    def nilai(self) -> Decimal | None:
        if "nilai" not in self.beda:
            return self._tersimpan("nilai")
        if self.proses:
            return None
        return self._bersihkan("nilai", self.p.bidang_nilai(self.acuan.satuan))

    def bagian(self, kunci: str) -> Decimal | None:
        if kunci not in self.beda:
            return self._tersimpan(kunci)
        if self.baris[kunci] and not self.acuan.berasio:
            satuan = kata_satuan(self.acuan.satuan)
            self._tolak(kunci, f"{JUDUL[kunci]} hanya untuk persen, sedangkan satuan baris ini {satuan}. Kosongkan.")
            return None
        return self._bersihkan(kunci, _BAGIAN[kunci])

    def _bersihkan(self, kunci: str, bidang: Any) -> Decimal | None:
        try:
            nilai: Decimal | None = bidang.clean(lipat_homoglif(self.baris[kunci]))
        except ValidationError as galat:
            self._tolak(kunci, " ".join(galat.messages))
            return None
        return nilai

    def keadaan(self, nilai: Decimal | None) -> str:
        """The state that was chosen; an empty cell beside a figure means that there is one. Raises IsianSalah."""
        dipilih: str | None = self.baris["keadaan"] if "keadaan" in self.p.ada else self._tersimpan("keadaan")
        if self.proses and (not dipilih or dipilih == KeadaanNilai.PROSES):
            return KeadaanNilai.PROSES
        if self.proses and dipilih:
            label = KeadaanNilai(dipilih).label
            raise IsianSalah("nilai", f"Realisasi ditulis “Proses”, sedangkan keadaannya “{label}”. Pilih salah satu.")
        if dipilih:
            return dipilih
        if nilai is not None:
            return KeadaanNilai.TERISI
        if self.acuan.tersimpan is not None:
            raise IsianSalah(
                "keadaan",
                "Isian yang tercatat tidak dihapus lewat berkas. Pilih keadaan “Proses” atau “Belum ada data”.",
            )
        raise IsianSalah("keadaan", "Isi realisasinya, atau pilih keadaan “Proses” atau “Belum ada data”.")

    def teks(self, kunci: str) -> str:
        isi: str = self.baris[kunci] if kunci in self.beda else self._tersimpan(kunci) or ""
        return isi
