"""The workbook of the organisation, as data. Keys of columns are field names wherever a column is a field."""

from __future__ import annotations

import datetime
from typing import Any

from sakip.excel import BILANGAN, PILIHAN, TANGGAL, YA_TIDAK, Buku, Kolom, Lembar
from sakip.izin import PERAN_PENGGUNA, Peran

from ..enums import JenisJabatan, JenisSatker, JenisUnit, StatusPenugasan, ZonaWaktu

URUT_UNIT_MAKS = 999  # three digits of the path

STATUS = [(s.value, s.awalan or s.label) for s in StatusPenugasan]
PERAN = [(p.value, p.label) for p in PERAN_PENGGUNA]


def _kode(kunci: str, judul: str, **isi: Any) -> Kolom:
    pilihan: dict[str, Any] = {"pola": r"[0-9]{3,20}", "syarat": "kode satker, 3–20 angka", "tanpa_spasi": True}
    return Kolom(kunci, judul, **(pilihan | {"contoh": "654340", "lebar": 14} | isi))


def _nip(**isi: Any) -> Kolom:
    return Kolom(
        "nip",
        "NIP",
        pola=r"[0-9]{18}",
        syarat="18 angka",
        tanpa_spasi=True,
        contoh="197801012005011003",
        lebar=24,
        **isi,
    )


def _satker(petunjuk: str = "Kode satker tempatnya") -> Kolom:
    return _kode("satker", "Kode satker", wajib=True, rujukan=("Satker", "kode"), petunjuk=petunjuk)


SATKER = Lembar(
    "Satker",
    [
        _kode("kode", "Kode satker", wajib=True, petunjuk="Penanda satker; tidak dapat diganti lewat impor"),
        Kolom("nama", "Nama", wajib=True, maks=200, contoh="DINAS CONTOH PROVINSI", lebar=48),
        Kolom("nama_singkat", "Nama singkat", wajib=True, maks=100, contoh="Dinas Contoh", lebar=32),
        Kolom("jenis", "Jenis", PILIHAN, wajib=True, pilihan=JenisSatker, contoh=JenisSatker.PROVINSI),
        _kode("induk", "Kode satker induk", rujukan=("Satker", "kode"), petunjuk="Satker di atasnya", contoh="076"),
        Kolom("tempat", "Tempat penandatanganan", wajib=True, maks=100, contoh="Bandung"),
        Kolom("zona_waktu", "Zona waktu", PILIHAN, wajib=True, pilihan=ZonaWaktu, contoh=ZonaWaktu.WIB, lebar=14),
        Kolom("kode_anggaran", "Kode bagian anggaran", maks=40, contoh="076.01.2.654340"),
        Kolom("alamat", "Alamat kantor", maks=300, contoh="Jalan Kapuas Raya No. 82", lebar=40),
        Kolom("telepon", "Telepon", maks=100, contoh="(0736) 7321379"),
        Kolom("email", "Surel", maks=254, tanpa_spasi=True, contoh="kontak@kantor.go.id", lebar=30),
        Kolom("situs", "Situs web", maks=200, tanpa_spasi=True, contoh="https://kantor.go.id", lebar=32),
    ],
    petunjuk="Satu baris untuk satu satuan kerja.",
    wajib=False,
)

UNIT = Lembar(
    "Unit",
    [
        _satker(),
        Kolom("nama", "Nama unit", wajib=True, maks=250, contoh="Sub Bagian Keuangan", lebar=48),
        Kolom("jenis", "Jenis", PILIHAN, wajib=True, pilihan=JenisUnit, contoh=JenisUnit.SUB_BAGIAN),
        Kolom(
            "induk",
            "Unit induk",
            maks=250,
            petunjuk="Nama unit di atasnya pada satker yang sama; kosong bila langsung di bawah satker",
            contoh="Bagian Keuangan, Umum, dan Logistik",
            lebar=40,
        ),
        Kolom(
            "urut",
            "Urutan",
            BILANGAN,
            min=1,
            maks=URUT_UNIT_MAKS,
            petunjuk="Urutan di antara unit dengan induk yang sama; bila kosong diisi otomatis",
            contoh=1,
        ),
        Kolom("berlaku_sampai", "Ada sampai", TANGGAL, petunjuk="Hanya untuk unit yang sudah dihapus"),
    ],
    petunjuk="Unit dikenali dari satker dan namanya: nama yang lain berarti unit baru.",
    wajib=False,
)

JABATAN = Lembar(
    "Jabatan",
    [
        _satker(),
        Kolom("unit", "Unit", wajib=True, maks=250, contoh="Sub Bagian Keuangan", lebar=40),
        Kolom("nama", "Nama jabatan", wajib=True, maks=300, contoh="Kepala Sub Bagian Keuangan", lebar=48),
        Kolom("jenis", "Jenis", PILIHAN, wajib=True, pilihan=JenisJabatan, contoh=JenisJabatan.KEPALA_SUB_BAGIAN),
        Kolom(
            "atasan",
            "Jabatan atasan",
            maks=300,
            petunjuk="Nama jabatan atasannya pada satker yang sama",
            contoh="Kepala Bagian Keuangan, Umum, dan Logistik",
            lebar=40,
        ),
        Kolom("unit_atasan", "Unit atasan", maks=250, petunjuk="Bila nama jabatan atasan ada di beberapa unit"),
        Kolom("urut", "Urutan", BILANGAN, min=1, maks=32_767, petunjuk="Bila kosong diisi otomatis", contoh=1),
        Kolom("berlaku_sampai", "Ada sampai", TANGGAL, petunjuk="Hanya untuk jabatan yang sudah dihapus"),
    ],
    petunjuk="Jabatan dikenali dari satker, unit, dan namanya: nama yang lain berarti jabatan baru.",
    wajib=False,
)

PEJABAT = Lembar(
    "Pejabat",
    [
        _nip(petunjuk="Ketik sebagai teks; kosongkan bila tidak mempunyai NIP"),
        Kolom("nama", "Nama", wajib=True, maks=150, petunjuk="Tanpa gelar", contoh="Siti Rahma", lebar=32),
        Kolom("gelar_depan", "Gelar depan", maks=40, contoh="Dr.", lebar=14),
        Kolom("gelar_belakang", "Gelar belakang", maks=40, contoh="S.E., M.M.", lebar=18),
        Kolom("pangkat", "Pangkat/golongan", maks=60, contoh="Penata Tingkat I (III/d)", lebar=28),
        _satker("Kode satker tempatnya bekerja"),
    ],
    petunjuk="Pejabat dikenali dari NIP, atau dari satker dan namanya bila tanpa NIP.",
    wajib=False,
)

PENUGASAN = Lembar(
    "Penugasan",
    [
        _nip(petunjuk="NIP pejabatnya; boleh kosong bila namanya hanya satu di satker itu"),
        Kolom("pejabat", "Nama pejabat", maks=150, petunjuk="Tanpa gelar", contoh="Siti Rahma", lebar=32),
        _satker("Kode satker jabatannya"),
        Kolom("unit", "Unit", maks=250, petunjuk="Bila nama jabatan ada di beberapa unit", lebar=40),
        Kolom("jabatan", "Jabatan", wajib=True, maks=300, contoh="Kepala Sub Bagian Keuangan", lebar=48),
        Kolom("status", "Status", PILIHAN, wajib=True, pilihan=STATUS, contoh=StatusPenugasan.DEFINITIF, lebar=14),
        Kolom(
            "mulai",
            "Mulai",
            TANGGAL,
            petunjuk="Kosong bila sejak sebelum tercatat",
            contoh=datetime.date(2024, 1, 2),
        ),
        Kolom("selesai", "Selesai", TANGGAL, petunjuk="Hari terakhir; kosong bila masih memangku"),
        Kolom("nomor_sk", "Nomor SK", maks=100, contoh="12/SDM.05/2023", lebar=28),
        Kolom("tanggal_sk", "Tanggal SK", TANGGAL, contoh=datetime.date(2023, 12, 20)),
    ],
    petunjuk="Penugasan dikenali dari pejabat, jabatan, status, dan tanggal mulai. Untuk mengakhiri, isi “Selesai”.",
    wajib=False,
)

PENGGUNA = Lembar(
    "Pengguna",
    [
        Kolom(
            "username",
            "Nama pengguna",
            wajib=True,
            maks=150,
            pola=r"[\w.@+-]+",
            syarat="huruf, angka, dan tanda @ . + - _",
            tanpa_spasi=True,
            contoh="siti.rahma",
        ),
        Kolom("nama", "Nama", maks=150, petunjuk="Bila kosong, nama pejabatnya", contoh="Siti Rahma", lebar=32),
        Kolom("email", "Surel", maks=254, tanpa_spasi=True, contoh="siti.rahma@kantor.go.id", lebar=30),
        _satker("Kode satker tempatnya bekerja"),
        Kolom("peran", "Peran", PILIHAN, wajib=True, pilihan=PERAN, contoh=Peran.PERENCANA),
        _nip(petunjuk="NIP pejabat yang memakai nama pengguna ini"),
        Kolom("pejabat", "Nama pejabat", maks=150, petunjuk="Sebagai ganti NIP", contoh="Siti Rahma", lebar=32),
        Kolom(
            "aktif", "Aktif", YA_TIDAK, petunjuk="Bila kosong: Ya untuk yang baru, tidak berubah untuk yang sudah ada"
        ),
    ],
    petunjuk="Tanpa kata sandi: setiap orang membuat kata sandinya sendiri lewat tautan yang dikirim kemudian.",
    wajib=False,
)

BUKU = Buku(
    "Data organisasi",
    [SATKER, UNIT, JABATAN, PEJABAT, PENUGASAN, PENGGUNA],
    petunjuk="Baris yang tidak ada di berkas tidak diubah dan tidak dihapus. "
    "Sel yang dikosongkan mengosongkan datanya; kolom yang dihapus tidak mengubah apa pun.",
)
