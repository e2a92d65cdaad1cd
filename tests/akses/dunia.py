"""The world of the access test: two institutions, full of marked objects, and everybody who might knock.

    pusat ─┬─ sendiri ─── bawahan          cabang: its root is `pusat_asing`, `asing` below it
           └─ saudara

Most people belong to `sendiri`; the five places are then their own, child, parent, sibling and foreign satker.
Every text carries a mark that says whose it is and who may read it (`tanda`): a mark in an answer that the reader may
not see is a leak, whatever the status code says.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.files.base import ContentFile
from django.utils import timezone

from akun.models import Sesi
from akun.sesi import SessionStore
from anggaran.enums import JenisImpor, JenisPos, StatusDipa
from anggaran.models import ImporAnggaran, PilihanEfisiensi
from capaian.enums import StatusRealisasi
from capaian.models import BukaKunci, ImporRealisasi
from dokumen.enums import StatusPekerjaan
from dokumen.models import DokumenBertanda, DokumenTerbit, PekerjaanCetak, TandaTangan
from organisasi.enums import JenisJabatan, JenisSatker, JenisTenggat, JenisUnit, StatusPenugasan
from organisasi.models import ImporOrganisasi, Pelimpahan, Pengguna, Penugasan, Satker, Tenggat
from pelaporan.enums import KunciNarasi, StatusLaporan
from pelaporan.models import Foto, Laporan, Narasi, TabelPendukung
from perjanjian.enums import StatusPerjanjian
from perjanjian.models import PerjanjianKinerja
from perjanjian.rencana import StatusRencana
from renstra.enums import StatusRenstra
from renstra.models import ImporRenstra
from renstra.naskah.enums import KunciNaskah
from sakip.izin import Peran
from tests import pabrik

TAHUN = 2024
TAHUN_FINAL = 2023  # the year whose report is final
HARI = datetime.timedelta(days=1)

#: Place → (kode, its parent). `sendiri` is where most people work.
POHON = {
    "induk": ("076", None),
    "sendiri": ("654340", "induk"),
    "bawahan": ("654341", "sendiri"),
    "saudara": ("654350", "induk"),
    "pusat_asing": ("023", None),
    "asing": ("700100", "pusat_asing"),
}
#: The five places that every address is asked at.
HUBUNGAN = ("sendiri", "bawahan", "induk", "saudara", "asing")

#: Who may read a text: `nama` whoever sees the satker or one below it; `umum` and `terbit` whoever sees the satker;
#: `draf` whoever works there.
TANDA = re.compile(rb"PN\.([a-z_]+)\.(nama|umum|terbit|draf)\.([a-z0-9_]+)")


def tanda(tempat: str, siapa: str, benda: str) -> str:
    return f"PN.{tempat}.{siapa}.{benda}"


@dataclass(frozen=True)
class Benda:
    """An object that an address can name. `terbit`: a parent satker may read it. `unit`: whose it is, None nobody's."""

    pk: int | str
    tanda: str
    terbit: bool
    unit: str | None = None
    tahun: int = TAHUN
    sesi: str = ""  # of a login: one of its sessions, as its address names it


@dataclass(frozen=True)
class Hak:
    """A role where it holds; `unit` empty: in the whole satker. Written by hand, not asked of the product."""

    peran: str
    tempat: str
    unit: str = ""


@dataclass
class Orang:
    """Somebody who knocks. `masuk` False: the product must not know them (no login, or one that is switched off).

    `tambahan`: stands for a date or a combination, not for a role, and knocks only where the place is seen.
    """

    nama: str
    hak: tuple[Hak, ...] = ()
    masuk: bool = True
    super: bool = False
    tambahan: bool = False
    pengguna: Pengguna | None = None
    sesi: dict[str, Any] = field(default_factory=dict)


@dataclass
class Dunia:
    satker: dict[str, Satker] = field(default_factory=dict)
    benda: dict[str, dict[str, Benda]] = field(default_factory=dict)
    orang: dict[str, Orang] = field(default_factory=dict)

    def di(self, tempat: str, nama: str) -> Benda:
        return self.benda[tempat][nama]


def bangun() -> Dunia:
    dunia = Dunia()
    pabrik.KategoriCapaianFactory()
    for nama, (kode, induk) in POHON.items():
        dunia.satker[nama] = pabrik.SatkerFactory(
            kode=kode,
            nama=f"KANTOR {tanda(nama, 'nama', 'satker')}",
            nama_singkat=f"Kantor {tanda(nama, 'nama', 'satker')}",
            alamat=tanda(nama, "umum", "alamat"),
            telepon=tanda(nama, "umum", "telepon"),
            jenis=JenisSatker.PROVINSI if induk else JenisSatker.PUSAT,
            induk=dunia.satker[induk] if induk else None,
        )
    for nama in HUBUNGAN:
        dunia.benda[nama] = dict(Pengisi(nama, dunia.satker[nama]).semua())
    for orang in _orang(dunia):
        dunia.orang[orang.nama] = orang
    return dunia


# --- Objects -------------------------------------------------------------------------------------------------------


class Pengisi:
    """Fills one satker with one object of each kind and state."""

    def __init__(self, tempat: str, satker: Satker) -> None:
        self.tempat, self.satker = tempat, satker

    def tanda(self, siapa: str, benda: str) -> str:
        return tanda(self.tempat, siapa, benda)

    def benda(self, nama: str, obj: Any, *, terbit: bool, siapa: str = "", **lain: Any) -> tuple[str, Benda]:
        siapa = siapa or ("terbit" if terbit else "draf")
        return nama, Benda(obj.pk, self.tanda(siapa, lain.pop("bertanda", nama)), terbit, **lain)

    def semua(self) -> Iterator[tuple[str, Benda]]:
        yield from self.susunan()
        yield from self.renstra()
        yield from self.anggaran()
        yield from self.perjanjian()
        yield from self.rencana()
        yield from self.capaian()
        yield from self.laporan()
        yield from self.dokumen()
        yield from self.acuan()
        yield from self.impor()

    # organisasi

    def susunan(self) -> Iterator[tuple[str, Benda]]:
        unit = {
            nama: pabrik.UnitFactory(satker=self.satker, jenis=jenis, nama=self.tanda("umum", nama), urut=urut)
            for urut, (nama, jenis) in enumerate(
                {
                    "pimpinan": JenisUnit.PIMPINAN,
                    "sekretariat": JenisUnit.SEKRETARIAT,
                    "keuangan": JenisUnit.BAGIAN,
                    "umum": JenisUnit.SUB_BAGIAN,
                }.items(),
                start=1,
            )
        }
        self.unit = unit
        ketua = self._jabatan("ketua", unit["pimpinan"], JenisJabatan.KETUA, None)
        anggota = self._jabatan("anggota", unit["pimpinan"], JenisJabatan.ANGGOTA, ketua)
        sekretaris = self._jabatan("sekretaris", unit["sekretariat"], JenisJabatan.SEKRETARIS, ketua)
        kabag = self._jabatan("kabag", unit["keuangan"], JenisJabatan.KEPALA_BAGIAN, sekretaris)
        kasubag = self._jabatan("kasubag", unit["umum"], JenisJabatan.KEPALA_SUB_BAGIAN, sekretaris)
        fungsional = self._jabatan("fungsional", unit["umum"], JenisJabatan.FUNGSIONAL, kasubag)
        self.jabatan = [ketua, anggota, sekretaris, kabag, kasubag, fungsional]
        self.tugas: dict[str, Penugasan] = {
            nama: pabrik.PenugasanFactory(
                pejabat__nama=self.tanda("umum", f"pejabat_{nama}"), pejabat__satker=self.satker, jabatan=jabatan
            )
            for nama, jabatan in zip(
                ("ketua", "anggota", "sekretaris", "kabag", "kasubag", "fungsional"), self.jabatan, strict=True
            )
        }
        self.mantan: Penugasan = pabrik.PenugasanFactory(
            pejabat__nama=self.tanda("umum", "pejabat_mantan"),
            pejabat__satker=self.satker,
            jabatan=kabag,
            status=StatusPenugasan.PLT,
            mulai=datetime.date(2020, 1, 1),
            selesai=timezone.localdate() - HARI,
        )
        kop = pabrik.KopSuratFactory(satker=self.satker, alamat=self.tanda("umum", "kop"))
        self.pengisi = self._pengguna("pengisi", Peran.PERENCANA)
        self.staf = self._pengguna("staf", Peran.PEMBACA)
        limpah = Pelimpahan.objects.create(
            penugasan=self.tugas["kabag"],
            penerima=self.staf,
            mulai=timezone.localdate() - HARI,
            selesai=timezone.localdate() + 7 * HARI,
            dasar=self.tanda("draf", "pelimpahan"),
        )
        yield self.benda("unit", unit["umum"], terbit=True, siapa="umum", bertanda="umum", unit="umum")
        yield self.benda("jabatan", kasubag, terbit=True, siapa="umum", bertanda="kasubag", unit="umum")
        yield self.benda(
            "pejabat", self.tugas["kasubag"].pejabat, terbit=True, siapa="umum", bertanda="pejabat_kasubag"
        )
        yield self.benda("penugasan", self.tugas["kasubag"], terbit=True, siapa="umum", bertanda="pejabat_kasubag")
        yield self.benda("kop", kop, terbit=True, siapa="umum")
        yield self.benda("pengguna", self.staf, terbit=True, siapa="umum", bertanda="staf", sesi=_sesi_staf(self.staf))
        teknisi = self._pengguna("teknisi", Peran.PEMBACA)
        Pengguna.objects.filter(pk=teknisi.pk).update(is_superuser=True)
        yield self.benda("pengguna_super", teknisi, terbit=True, siapa="umum", bertanda="teknisi")
        pusat = self._pengguna("penilik", Peran.VERIFIKATOR)
        yield self.benda("pengguna_pusat", pusat, terbit=True, siapa="umum", bertanda="penilik")
        yield self.benda("pelimpahan", limpah, terbit=True, siapa="draf", unit="keuangan")
        self.satker.logo.save("logo.png", ContentFile(self.tanda("umum", "logo").encode()))
        yield self.benda("logo", self.satker, terbit=True, siapa="umum")

    def _jabatan(self, nama: str, unit: Any, jenis: JenisJabatan, atasan: Any) -> Any:
        return pabrik.JabatanFactory(unit=unit, jenis=jenis, nama=self.tanda("umum", nama), atasan=atasan)

    def _pengguna(self, nama: str, peran: Peran) -> Pengguna:
        return Pengguna.objects.create(
            username=f"{nama}.{self.tempat}",
            first_name=self.tanda("umum", nama),
            email=f"{self.tanda('draf', nama)}@contoh.test",
            satker=self.satker,
            peran=peran,
            password="!",
        )

    # renstra

    def renstra(self) -> Iterator[tuple[str, Benda]]:
        tetap = self._renstra("renstra_tetap", StatusRenstra.DITETAPKAN, nomor_keputusan="1 Tahun 2020")
        draf = self._renstra("renstra_draf", StatusRenstra.DRAF, menggantikan=tetap, nomor_keputusan="")
        ajuan = self._renstra("renstra_diajukan", StatusRenstra.DIAJUKAN, nomor_keputusan="")
        self.indikator, self.sasaran = self._indikator(tetap, "terbit", "indikator_tetap")
        indikator_draf, _ = self._indikator(draf, "draf", "indikator_draf")
        yield self.benda("renstra_tetap", tetap, terbit=True)
        yield self.benda("renstra_draf", draf, terbit=False)
        yield self.benda("renstra_diajukan", ajuan, terbit=False)
        yield self.benda("indikator_tetap", self.indikator, terbit=True)
        yield self.benda("indikator_draf", indikator_draf, terbit=False)
        yield self.benda("misi_draf", draf.misi.get(), terbit=False, bertanda="renstra_draf")
        yield self._kondisi("kondisi_tetap", tetap, "terbit", "renstra_tetap")
        yield self._kondisi("kondisi_draf", draf, "draf", "renstra_draf")
        yield self.benda("sasaran", self.sasaran, terbit=False, siapa="terbit", bertanda="indikator_tetap")
        self.renstra_tetap = tetap

    def _renstra(self, nama: str, status: str, **lain: Any) -> Any:
        siapa = "terbit" if status == StatusRenstra.DITETAPKAN else "draf"
        lain["visi"] = self.tanda(siapa, nama)
        r = pabrik.RenstraFactory(satker=self.satker, judul=self.tanda(siapa, nama), status=status, **lain)
        pabrik.MisiFactory(renstra=r, urut=1, teks=self.tanda(siapa, nama))
        r.narasi.create(kunci=KunciNaskah.KONDISI_UMUM, isi=f"<p>{self.tanda(siapa, nama)}</p>")
        pabrik.KeputusanRenstraFactory(renstra=r, tentang=self.tanda(siapa, nama))
        r.riwayat.create(tindakan="ajukan", ke=status, catatan=self.tanda("draf", "catatan_renstra"))
        return r

    def _indikator(self, renstra: Any, siapa: str, nama: str) -> tuple[Any, Any]:
        tujuan = pabrik.TujuanFactory(renstra=renstra, urut=1, teks=self.tanda(siapa, nama))
        sasaran = pabrik.SasaranFactory(
            renstra=renstra, urut=1, kode="1", uraian=self.tanda(siapa, nama), tujuan=tujuan
        )
        indikator = pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1", uraian=self.tanda(siapa, nama))
        indikator.pelaksana.add(self.unit["keuangan"])
        pabrik.TargetTahunanFactory(indikator=indikator, tahun=TAHUN)
        return indikator, sasaran

    def _kondisi(self, nama: str, renstra: Any, siapa: str, bertanda: str) -> tuple[str, Benda]:
        """A condition with one below it, in the tree of a Renstra whose mark it bears."""
        kata = self.tanda(siapa, bertanda)
        kondisi = pabrik.KondisiFactory(pohon__renstra=renstra, uraian=kata, output=kata)
        kondisi.indikator.set(renstra.sasaran.get().indikator.all())
        kondisi.unit.add(self.unit["keuangan"])
        pabrik.KondisiFactory(induk=kondisi, uraian=kata)
        return self.benda(nama, kondisi, terbit=siapa == "terbit", bertanda=bertanda)

    # anggaran

    def anggaran(self) -> Iterator[tuple[str, Benda]]:
        berlaku = self._dipa("dipa_berlaku", "terbit", status=StatusDipa.BERLAKU)
        draf = self._dipa("dipa_draf", "draf", status=StatusDipa.DRAF, revisi=1, menggantikan=berlaku)
        utama = pabrik.PosisiRealisasiFactory(satker=self.satker, nama=self.tanda("umum", "posisi_utama"))
        lain = pabrik.PosisiRealisasiFactory(satker=self.satker, nama=self.tanda("umum", "posisi_lain"), utama=False)
        pabrik.RealisasiAnggaranFactory(posisi=utama, kode="076.01.WA")
        yield self.benda("dipa_berlaku", berlaku, terbit=True)
        yield self.benda("dipa_draf", draf, terbit=False)
        for nama, dipa, terbit in (("pos_berlaku", berlaku, True), ("pos_draf", draf, False)):
            siapa = "terbit" if terbit else "draf"
            yield self.benda(nama, dipa.pos.get(jenis=JenisPos.KEGIATAN), terbit=terbit, siapa=siapa)
        yield self.benda("posisi_utama", utama, terbit=True, siapa="umum")
        yield self.benda("posisi_lain", lain, terbit=True, siapa="umum")
        alokasi = pabrik.AlokasiAnggaranFactory(
            sasaran=self.sasaran, kode="076.01.WA.3355", porsi=60, catatan=self.tanda("umum", "alokasi")
        )
        yield self.benda("alokasi", alokasi, terbit=True, siapa="umum")
        # a choice holds for the satker below, too, which read why it was made
        pilihan = PilihanEfisiensi.objects.create(
            satker=self.satker, mulai=TAHUN, aturan="selisih", alasan=self.tanda("nama", "pilihan_efisiensi")
        )
        yield self.benda("pilihan_efisiensi", pilihan, terbit=True, siapa="nama")

    def _dipa(self, nama: str, siapa: str, **lain: Any) -> Any:
        dipa = pabrik.DipaFactory(satker=self.satker, keterangan=self.tanda(siapa, nama), **lain)
        program = pabrik.PosFactory(dipa=dipa, kode="076.01.WA", urut=1, uraian=self.tanda(siapa, nama))
        pabrik.PosFactory(
            dipa=dipa,
            induk=program,
            jenis=JenisPos.KEGIATAN,
            kode="076.01.WA.3355",
            urut=2,
            uraian=self.tanda(siapa, nama),
            pagu=Decimal(1_000_000_000),
        )
        dipa.riwayat.create(tindakan="buat", ke=dipa.status, catatan=self.tanda("draf", "catatan_dipa"))
        return dipa

    # perjanjian

    def perjanjian(self) -> Iterator[tuple[str, Benda]]:
        """The head of Keuangan drafts; the sekretaris's paper is in force."""
        s = StatusPerjanjian
        for nama, status in {
            "pk_draf": s.DRAF,
            "pk_diajukan": s.DIAJUKAN,
            "pk_ditandatangani": s.DITANDATANGANI,
        }.items():
            yield self.benda(
                nama, self._pk(nama, status, "keuangan", "kabag", "sekretaris"), terbit=False, unit="keuangan"
            )
        pk = self._pk("pk_berlaku", s.BERLAKU, "sekretariat", "sekretaris", "ketua")
        self.butir = pk.sasaran.get().indikator.get()
        self._bertanda(pk)
        yield self.benda("pk_berlaku", pk, terbit=True, unit="sekretariat")
        lain = self._pk("pk_berlaku_unit", s.BERLAKU, "keuangan", "kabag", "sekretaris")
        yield self.benda("pk_berlaku_unit", lain, terbit=True, unit="keuangan")

    def _pk(self, nama: str, status: str, unit: str, pertama: str, kedua: str) -> PerjanjianKinerja:
        siapa = "terbit" if status == StatusPerjanjian.BERLAKU else "draf"
        resmi = status in {StatusPerjanjian.BERLAKU, StatusPerjanjian.DITANDATANGANI}
        pk = pabrik.PerjanjianFactory(
            unit=self.unit[unit],
            tahun=TAHUN,
            judul=self.tanda(siapa, nama),
            pihak_pertama=self.tugas[pertama],
            pihak_kedua=self.tugas[kedua],
            status=status,
            tanggal=datetime.date(TAHUN, 1, 2) if resmi else None,
        )
        sasaran = pabrik.SasaranPerjanjianFactory(
            perjanjian=pk, urut=1, uraian=self.tanda(siapa, nama), sasaran=self.sasaran
        )
        pabrik.IndikatorPerjanjianFactory(
            sasaran=sasaran, urut=1, uraian=self.tanda(siapa, nama), indikator=self.indikator
        )
        pabrik.AnggaranPerjanjianFactory(perjanjian=pk, urut=1, uraian=self.tanda(siapa, nama))
        pk.riwayat.create(tindakan="buat", ke=status, catatan=self.tanda("draf", "catatan_pk"))
        return pk

    def _bertanda(self, pk: PerjanjianKinerja) -> None:
        """A file with the signature of its first party; what stands in it only its readers may see."""
        isi = self.tanda("terbit", "pk_berlaku")
        dokumen = DokumenBertanda.objects.create(
            jenis="perjanjian-kinerja",
            satker=self.satker,
            tahun=TAHUN,
            judul=isi,
            penyedia="basah",
            data={"isi": isi},
            sha256_data="0" * 64,
            sidik_isi=pk.sidik_isi(),
        )
        tanda = TandaTangan(
            dokumen=dokumen,
            urut=1,
            pejabat=pk.pihak_pertama.pejabat,
            oleh=self.pengisi,
            nama=isi,
            jabatan=isi,
            peran="Pihak Pertama",
            waktu=timezone.now(),
            penyedia="basah",
            ukuran=1,
            sha256_sebelum="0" * 64,
            sha256_sesudah="0" * 64,
        )
        tanda.berkas.save("pk.pdf", ContentFile(isi.encode()))
        PerjanjianKinerja.objects.filter(pk=pk.pk).update(dokumen=dokumen)

    # RKT and Rencana Aksi: those of TAHUN are drafts, those of the year before are fixed

    def rencana(self) -> Iterator[tuple[str, Benda]]:
        for tahun, status in ((TAHUN, StatusRencana.DRAF), (TAHUN_FINAL, StatusRencana.DITETAPKAN)):
            tetap = status == StatusRencana.DITETAPKAN
            akhiran, siapa = ("tetap", "terbit") if tetap else ("draf", "draf")
            dipa = pabrik.DipaFactory(satker=self.satker, tahun=tahun, revisi=7, status=StatusDipa.DIGANTIKAN)
            pos = pabrik.PosFactory(
                dipa=dipa, kode="076.01.CQ", urut=1, uraian=self.tanda("terbit", f"pos_rkt_{akhiran}")
            )
            kepala: dict[str, Any] = {
                "satker": self.satker,
                "tahun": tahun,
                "dipa": dipa,
                "status": status,
                "tanggal": datetime.date(tahun, 1, 2),
                "penandatangan": self.tugas["sekretaris"].jabatan,
                "mengetahui": self.tugas["ketua"].jabatan,
            }
            rkt = pabrik.RktFactory(**kepala)
            sasaran = pabrik.SasaranRktFactory(rkt=rkt, urut=1, uraian=self.tanda(siapa, f"rkt_{akhiran}"))
            indikator = pabrik.IndikatorRktFactory(sasaran=sasaran, urut=1, uraian=self.tanda(siapa, f"rkt_{akhiran}"))
            rkt.riwayat.create(tindakan="buat", ke=status, catatan=self.tanda("draf", "catatan_rkt"))
            aksi = pabrik.RencanaAksiFactory(**kepala)
            baris = pabrik.BarisAksiFactory(rencana=aksi, urut=1, uraian=self.tanda(siapa, f"aksi_{akhiran}"))
            baris.penanggung_jawab.add(self.unit["keuangan"])
            aksi.riwayat.create(tindakan="buat", ke=status, catatan=self.tanda("draf", "catatan_aksi"))
            for nama, obj, tanda_ in (
                ("rkt", rkt, "rkt"),
                ("sasaran_rkt", sasaran, "rkt"),
                ("indikator_rkt", indikator, "rkt"),
                ("pos_rkt", pos, "rkt"),
                ("aksi", aksi, "aksi"),
            ):
                yield self.benda(f"{nama}_{akhiran}", obj, terbit=tetap, tahun=tahun, bertanda=f"{tanda_}_{akhiran}")
            yield self.benda(
                f"baris_aksi_{akhiran}",
                baris,
                terbit=tetap,
                tahun=tahun,
                bertanda=f"aksi_{akhiran}",
                unit="keuangan",
            )

    # capaian

    def capaian(self) -> Iterator[tuple[str, Benda]]:
        """One indikator of Keuangan: TW I draft, TW II submitted, TW III approved, TW IV empty."""
        pengukuran = pabrik.PengukuranFactory(
            indikator=self.indikator, butir=self.butir, tahun=TAHUN, target_lain=None, sumber_target_lain=""
        )
        yield self.benda("pengukuran", pengukuran, terbit=True, bertanda="pk_berlaku", unit="keuangan")
        s = StatusRealisasi
        for triwulan, (nama, status) in enumerate(
            {"realisasi_draf": s.DRAF, "realisasi_diajukan": s.DIAJUKAN, "realisasi_disetujui": s.DISETUJUI}.items(),
            start=1,
        ):
            terbit = status == s.DISETUJUI
            realisasi = pabrik.RealisasiFactory(
                pengukuran=pengukuran,
                triwulan=triwulan,
                nilai=Decimal(90),
                analisis=self.tanda("terbit" if terbit else "draf", nama),
                status=status,
                diisi_oleh=self.pengisi,
            )
            realisasi.riwayat.create(tindakan="ajukan", ke=status, catatan=self.tanda("draf", "catatan_realisasi"))
            yield self.benda(nama, realisasi, terbit=terbit, unit="keuangan")
            yield from self._bukti(nama.partition("_")[2], realisasi, terbit=terbit)
        rencana = pabrik.TindakLanjutFactory(
            pengukuran=pengukuran,
            triwulan=1,
            uraian=self.tanda("draf", "tindak_lanjut"),
            penanggung_jawab=self.tugas["kabag"].jabatan,
        )
        yield self.benda("tindak_lanjut", rencana, terbit=False, unit="keuangan")
        kunci = BukaKunci.objects.create(
            satker=self.satker,
            tahun=TAHUN,
            triwulan=1,
            sampai=timezone.now() + 30 * HARI,
            alasan=self.tanda("draf", "buka_kunci"),
            oleh=self.pengisi,
        )
        yield self.benda("buka_kunci", kunci, terbit=False)
        lepas = self._berkas_bukti("bukti_lepas", "draf")
        yield self.benda("bukti_lepas", lepas, terbit=False)

    def _bukti(self, nama: str, realisasi: Any, *, terbit: bool) -> Iterator[tuple[str, Benda]]:
        """A file and a photo that prove it; what is proved says who may read them."""
        siapa = "terbit" if terbit else "draf"
        bukti = self._berkas_bukti(f"bukti_{nama}", siapa)
        foto = self._berkas_bukti(f"foto_bukti_{nama}", siapa, foto=True)
        pasangan = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti=bukti)
        pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti=foto)
        yield self.benda(f"bukti_{nama}", bukti, terbit=terbit)
        yield self.benda(f"foto_bukti_{nama}", foto, terbit=terbit)
        yield self.benda(f"terpasang_{nama}", pasangan, terbit=terbit, bertanda=f"bukti_{nama}", unit="keuangan")

    def _berkas_bukti(self, nama: str, siapa: str, *, foto: bool = False) -> Any:
        isi = self.tanda(siapa, nama)
        lain: dict[str, Any] = {"teks": True, "berkas": ContentFile(isi.encode(), name="x")}
        if foto:
            lain = {"foto": True, "keterangan": isi, "tampil_di_laporan": True}
        return pabrik.BuktiDukungFactory(
            satker=self.satker, tahun=TAHUN, judul=isi, nama_berkas=f"{isi}.txt", diunggah_oleh=self.pengisi, **lain
        )

    # pelaporan

    def laporan(self) -> Iterator[tuple[str, Benda]]:
        pabrik.PengukuranFactory(indikator=self.indikator, tahun=TAHUN_FINAL, sumber_target_lain="Tabel 3.2")
        for tahun, status in ((TAHUN, StatusLaporan.DRAF), (TAHUN_FINAL, StatusLaporan.FINAL)):
            final = status == StatusLaporan.FINAL
            akhiran, siapa = ("final", "terbit") if final else ("draf", "draf")
            judul = self.tanda(siapa, f"laporan_{akhiran}")
            laporan = Laporan.objects.create(
                satker=self.satker, tahun=tahun, status=status, judul=judul, penandatangan=self.tugas["ketua"]
            )
            Narasi.objects.create(laporan=laporan, kunci=KunciNarasi.IKHTISAR, isi=f"<p>{judul}</p>")
            Narasi.objects.create(
                laporan=laporan, kunci=KunciNarasi.ANALISIS_SASARAN, sasaran=self.sasaran, isi=f"<p>{judul}</p>"
            )
            TabelPendukung.objects.create(
                laporan=laporan, kunci=KunciNarasi.CAPAIAN, urut=1, judul=judul, kolom=[judul], baris=[[judul]]
            )
            foto = Foto(laporan=laporan, sasaran=self.sasaran, urut=1, keterangan=judul)
            foto.berkas.save("foto.jpg", ContentFile(judul.encode()), save=True)
            yield self.benda(f"laporan_{akhiran}", laporan, terbit=final, tahun=tahun)
            yield self.benda(f"foto_{akhiran}", foto, terbit=final, tahun=tahun, bertanda=f"laporan_{akhiran}")

    # dokumen

    def dokumen(self) -> Iterator[tuple[str, Benda]]:
        isi = self.tanda("draf", "dokumen")
        terbit = DokumenTerbit(
            jenis="lkjip",
            satker=self.satker,
            tahun=TAHUN,
            judul=isi,
            data={"isi": isi},
            sha256="0" * 64,
            ukuran=1,
            halaman=1,
            dibuat_oleh=self.pengisi,
        )
        terbit.berkas.save("lkjip.pdf", ContentFile(isi.encode()), save=True)
        kerja = PekerjaanCetak.objects.create(
            jenis="lkjip",
            satker=self.satker,
            tahun=TAHUN,
            status=StatusPekerjaan.GAGAL,
            pesan=self.tanda("draf", "pekerjaan"),
            oleh=self.pengisi,
        )
        yield self.benda("dokumen", terbit, terbit=False)
        yield self.benda("pekerjaan", kerja, terbit=False)

    # master data: a satker's own holds below it too, so those below read it

    def acuan(self) -> Iterator[tuple[str, Benda]]:
        tenggat = Tenggat.objects.create(
            jenis=JenisTenggat.LKJIP, satker=self.satker, bulan=2, hari=28, dasar=self.tanda("nama", "tenggat")
        )
        yield self.benda("tenggat", tenggat, terbit=True, siapa="nama")
        pabrik.KategoriCapaianFactory(satker=self.satker, berlaku_mulai=2021, predikat=self.tanda("nama", "skala"))
        yield "skala", Benda(self.satker.kode, self.tanda("nama", "skala"), terbit=True)
        yield "satuan", Benda(pabrik.SatuanFactory().pk, "Persen", terbit=True)

    # import

    def impor(self) -> Iterator[tuple[str, Benda]]:
        """Uploaded by somebody of this satker; only that person opens it."""
        admin = self._pengguna("admin", Peran.ADMIN_SATKER)
        yield self._impor("impor", ImporOrganisasi(satker=self.satker, oleh=admin))
        yield self._impor("impor_renstra", ImporRenstra(satker=self.satker, oleh=admin, tahun=TAHUN))
        dipa = ImporAnggaran(satker=self.satker, oleh=admin, tahun=TAHUN, jenis=JenisImpor.DIPA)
        yield self._impor("impor_dipa", dipa)
        yield self._impor("impor_realisasi", ImporRealisasi(satker=self.satker, oleh=admin, tahun=TAHUN, triwulan=2))
        yield self._impor("impor_anggaran", ImporAnggaran(satker=self.satker, oleh=admin, tahun=TAHUN))

    def _impor(self, nama: str, impor: Any) -> tuple[str, Benda]:
        impor.nama_berkas = f"{self.tanda('umum', nama)}.xlsx"
        impor.sha256 = "0" * 64
        impor.ringkasan = {"galat": []}
        impor.berkas.save("impor.xlsx", ContentFile(b"bukan buku kerja"))
        return self.benda(nama, impor, terbit=True, siapa="umum")


def _sesi_staf(pengguna: Pengguna) -> str:
    sesi = SessionStore()
    sesi[SESSION_KEY] = str(pengguna.pk)
    sesi.save()
    return str(Sesi.objects.get(pk=sesi.session_key).tanda)


# --- People --------------------------------------------------------------------------------------------------------

#: Roles that a login can have; each gives one person at `sendiri`.
PERAN_MASUK = (
    "perencana",
    "kepala_unit",
    "sekretaris",
    "pimpinan",
    "admin_satker",
    "admin_pusat",
    "verifikator",
    "pembaca",
)

#: Office → what holding it gives, beside the right to read that every login has.
JABATAN = {
    "ketua": Hak("pimpinan", "sendiri"),
    "anggota": Hak("pembaca", "sendiri"),
    "sekretaris": Hak("sekretaris", "sendiri"),
    "kabag": Hak("kepala_unit", "sendiri", "keuangan"),
    "kasubag": Hak("kepala_unit", "sendiri", "umum"),
    "fungsional": Hak("pembaca", "sendiri"),
}


def _orang(dunia: Dunia) -> Iterator[Orang]:
    sendiri = dunia.satker["sendiri"]
    pembaca = Hak("pembaca", "sendiri")
    yield Orang("anonim", masuk=False)
    yield Orang("nonaktif", masuk=False, pengguna=_login("nonaktif", sendiri, Peran.ADMIN_SATKER))
    yield Orang("tanpa_satker", pengguna=_login("tanpa_satker", None, Peran.PERENCANA))
    yield Orang("superuser", super=True, pengguna=_login("superuser", None, Peran.PEMBACA, is_superuser=True))
    for peran in PERAN_MASUK:
        yield Orang(
            f"login_{peran}", (Hak(peran, "sendiri"),), pengguna=_login(f"login_{peran}", sendiri, Peran(peran))
        )
    for nama, hak in JABATAN.items():
        pejabat = Penugasan.objects.get(pejabat__nama=tanda("sendiri", "umum", f"pejabat_{nama}")).pejabat
        yield Orang(nama, (pembaca, hak), pengguna=_login(nama, sendiri, Peran.PEMBACA, pejabat=pejabat))
    mantan = Penugasan.objects.get(pejabat__nama=tanda("sendiri", "umum", "pejabat_mantan")).pejabat
    login = _login("mantan_kabag", sendiri, Peran.PEMBACA, pejabat=mantan)
    yield Orang("mantan_kabag", (pembaca,), tambahan=True, pengguna=login)
    bertindak = Hak("pelaksana", "sendiri", "keuangan")
    yield _pelaksana(dunia, "pelaksana", Peran.PERENCANA, (pembaca, bertindak), sampai=7)
    yield _pelaksana(dunia, "pelaksana_habis", Peran.PEMBACA, (pembaca,), sampai=-1)
    yield _merangkap(dunia)
    for nama, tempat in (("admin_pusat", "induk"), ("admin_pusat_asing", "pusat_asing")):
        login = _login(nama, dunia.satker[tempat], Peran.ADMIN_PUSAT)
        yield Orang(nama, (Hak("admin_pusat", tempat),), pengguna=login)


def _login(nama: str, satker: Satker | None, peran: Peran, **lain: Any) -> Pengguna:
    return Pengguna.objects.create(
        username=nama, satker=satker, peran=peran, password="!", is_active=nama != "nonaktif", **lain
    )


def _pelaksana(dunia: Dunia, nama: str, peran: Peran, hak: tuple[Hak, ...], sampai: int) -> Orang:
    """Somebody who chose to act for the head of Keuangan until `sampai` days from now, and then has no other right."""
    login = _login(nama, dunia.satker["sendiri"], peran)
    limpah = Pelimpahan.objects.create(
        penugasan=Penugasan.objects.get(pejabat__nama=tanda("sendiri", "umum", "pejabat_kabag")),
        penerima=login,
        mulai=timezone.localdate() - 3 * HARI,
        selesai=timezone.localdate() + sampai * HARI,
        dasar=tanda("sendiri", "draf", "pelimpahan"),
    )
    return Orang(nama, hak, tambahan=sampai < 0, pengguna=login, sesi={"pelimpahan": limpah.pk})


def _merangkap(dunia: Dunia) -> Orang:
    """A reader of the sibling who is Plt. kasubag at `sendiri`: sees both, works in both, heads one unit."""
    unit = dunia.satker["sendiri"].unit.get(nama=tanda("sendiri", "umum", "umum"))
    tugas = pabrik.PenugasanFactory(
        pejabat__nama="Perangkap Jabatan",
        pejabat__satker=dunia.satker["saudara"],
        jabatan=unit.jabatan.get(jenis=JenisJabatan.KEPALA_SUB_BAGIAN),
        status=StatusPenugasan.PLT,
    )
    login = _login("merangkap", dunia.satker["saudara"], Peran.PEMBACA, pejabat=tugas.pejabat)
    hak = (Hak("pembaca", "saudara"), Hak("kepala_unit", "sendiri", "umum"))
    return Orang("merangkap", hak, tambahan=True, pengguna=login)
