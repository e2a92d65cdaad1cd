"""The places of a Renstra that hold prose. Which chapter prints them: `BAB`; in which order and under which heading:
`renstra.naskah.susunan`."""

from django.db import models


class KunciNaskah(models.TextChoices):
    """The value is the place's address. "Pengantar …" stands before what the plan's own rows print."""

    KATA_PENGANTAR = "kata_pengantar", "Kata pengantar"
    PENDAHULUAN = "pendahuluan", "Latar belakang"
    KONDISI_UMUM = "kondisi_umum", "Kondisi umum"
    ANALISIS = "analisis_strategis", "Pengantar analisis strategis"
    POTENSI = "potensi", "Potensi"
    PERMASALAHAN = "permasalahan", "Permasalahan"
    PELUANG = "peluang", "Peluang"
    ANCAMAN = "ancaman", "Ancaman"
    VISI_MISI = "visi_misi", "Pengantar bab"
    VISI = "visi", "Pengantar visi"
    ARTI_VISI = "arti_visi", "Pengantar arti kata visi"
    MISI = "misi", "Pengantar misi"
    PROGRAM = "program", "Pengantar program"
    TUJUAN = "tujuan", "Pengantar tujuan"
    SASARAN = "sasaran", "Pengantar sasaran strategis"
    ARAH_NASIONAL = "arah_nasional", "Arah kebijakan dan strategi nasional"
    ARAH_KEBIJAKAN = "arah_kebijakan", "Arah kebijakan dan strategi"
    KERANGKA_REGULASI = "kerangka_regulasi", "Kerangka regulasi"
    KERANGKA_KELEMBAGAAN = "kerangka_kelembagaan", "Kerangka kelembagaan"
    TARGET = "target_kinerja", "Pengantar target sasaran strategis"
    TARGET_PROGRAM = "target_program", "Pengantar target program"
    PENDANAAN = "kerangka_pendanaan", "Kerangka pendanaan"
    PENUTUP = "penutup", "Penutup"


K = KunciNaskah
#: Chapter → its places, in printing order.
BAB: dict[str, tuple[KunciNaskah, ...]] = {
    "Bagian depan": (K.KATA_PENGANTAR,),
    "Pendahuluan": (
        *(K.PENDAHULUAN, K.KONDISI_UMUM, K.ANALISIS),
        *(K.POTENSI, K.PERMASALAHAN, K.PELUANG, K.ANCAMAN),
    ),
    "Visi, Misi, Tujuan, dan Sasaran Strategis": (
        *(K.VISI_MISI, K.VISI, K.ARTI_VISI, K.MISI),
        *(K.PROGRAM, K.TUJUAN, K.SASARAN),
    ),
    "Arah Kebijakan dan Strategi": (
        *(K.ARAH_NASIONAL, K.ARAH_KEBIJAKAN),
        *(K.KERANGKA_REGULASI, K.KERANGKA_KELEMBAGAAN),
    ),
    "Target Kinerja": (K.TARGET, K.TARGET_PROGRAM, K.PENDANAAN),
    "Penutup": (K.PENUTUP,),
}
#: Not missed when empty: introductions to what is printed anyway, and chapters that not every office has.
BOLEH_KOSONG = frozenset(
    {
        *(K.ANALISIS, K.VISI_MISI, K.VISI, K.ARTI_VISI, K.MISI, K.PROGRAM, K.TUJUAN, K.SASARAN),
        *(K.ARAH_NASIONAL, K.TARGET, K.TARGET_PROGRAM, K.PENDANAAN, K.PENUTUP),
    }
)
