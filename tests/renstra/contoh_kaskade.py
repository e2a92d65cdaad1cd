"""What is typed into the cascade editor."""


def isian(slug, baris, **ganti):
    """What is typed for one more row of a kind."""
    dasar = {
        "kata": {"kata": "Profesional", "arti": "Ahli di bidangnya"},
        "misi": {"teks": "Misi kedua"},
        "tujuan": {"teks": "Tujuan kedua"},
        "program": {"kode": "076.01.WA", "nama": "Dukungan manajemen"},
        "kegiatan": {"program": baris["program"].pk, "kode": "3355", "nama": "Keuangan"},
        "sasaran": {"tujuan": baris["tujuan"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "sasaran-program": {"program": baris["program"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "sasaran-kegiatan": {"kegiatan": baris["kegiatan"].pk, "kode": "9", "uraian": "Sasaran baru"},
        "indikator": {
            "sasaran": baris["sasaran"].pk,
            "kode": "1.9",
            "uraian": "Persentase laporan tepat waktu",
            "satuan": baris["indikator"].satuan_id,
            "polaritas": "maksimasi",
            "agregasi": "nilai_akhir",
            "tampilan": "persen",
        },
    }
    return dasar[slug] | ganti
