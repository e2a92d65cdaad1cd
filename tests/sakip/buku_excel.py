"""A workbook declaration for the tests, and workbooks as people really send them: made with openpyxl or by hand."""

import datetime
import io
import zipfile
from decimal import Decimal

from openpyxl import Workbook, load_workbook

from sakip.excel import BILANGAN, DESIMAL, PILIHAN, RUPIAH, TANGGAL, YA_TIDAK, Buku, Kolom, Lembar
from sakip.excel.pembacaan import baca

PEJABAT = Lembar(
    "Pejabat",
    [
        Kolom("nip", "NIP", pola="[0-9]{18}", syarat="18 angka", tanpa_spasi=True, contoh="197801012005011003"),
        Kolom("nama", "Nama", wajib=True, maks=30, petunjuk="Tanpa gelar", contoh="Siti Rahma"),
        Kolom("jenis", "Jenis", PILIHAN, pilihan=["Ketua", "Anggota", "Sekretaris"], contoh="Ketua"),
        Kolom("mulai", "Mulai menjabat", TANGGAL, contoh=datetime.date(2024, 1, 2)),
        Kolom("aktif", "Aktif", YA_TIDAK),
        Kolom("urut", "Urut", BILANGAN, min=1, maks=99),
        Kolom("nilai", "Nilai", DESIMAL, contoh=Decimal("77.5")),
        Kolom("pagu", "Pagu", RUPIAH),
        Kolom("catatan", "Catatan", paragraf=True),
    ],
    petunjuk="Satu baris untuk satu orang.",
)
SATKER = Lembar("Satker", [Kolom("kode", "Kode", wajib=True), Kolom("nama", "Nama")], wajib=False)
BUKU = Buku("Data organisasi", [PEJABAT, SATKER], petunjuk="Untuk admin pusat.")
HURUF = dict(zip([k.kunci for k in PEJABAT.kolom], "ABCDEFGHI", strict=True))


def buku_mentah(**lembar):
    """Sheets from rows of raw cell values, the head row included."""
    berkas = Workbook()
    berkas.remove(berkas.active)
    for nama, baris in lembar.items():
        ws = berkas.create_sheet(nama)
        for satu in baris:
            ws.append(satu)
    return berkas


def isi(berkas):
    aliran = io.BytesIO()
    berkas.save(aliran)
    return aliran.getvalue()


def pejabat(*baris, atur=None):
    """One sheet "Pejabat": rows as `{kunci: raw value}`; `atur(ws)` changes it before it is saved."""
    judul = [k.judul for k in PEJABAT.kolom]
    tabel = [[satu.get(k.kunci) for k in PEJABAT.kolom] for satu in baris]
    berkas = buku_mentah(Pejabat=[judul, *tabel])
    if atur:
        atur(berkas["Pejabat"])
    return isi(berkas)


def baca_pejabat(*baris, atur=None):
    return baca(pejabat(*baris, atur=atur), BUKU)


def ganti_entri(sumber, **entri):
    """The workbook with other content in entries of its zip; `bytes`, or a function of the old content."""
    aliran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sumber)) as lama, zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            ganti = entri.pop(nama, lama.read(nama))
            baru.writestr(nama, ganti(lama.read(nama)) if callable(ganti) else ganti)
        for nama, tambahan in entri.items():
            baru.writestr(nama, tambahan)
    return aliran.getvalue()


def buka(sumber):
    return load_workbook(io.BytesIO(sumber))
