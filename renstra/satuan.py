"""Units of measure and ordinal scales: how a stored Decimal is read from a person and shown to one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.db import models

from sakip.angka import SPASI_TAK_PUTUS, GalatAngka, format_desimal, format_isian, lipat_homoglif, parse_desimal
from sakip.models import Berversi, MasaBerlaku, MasaBerlakuQuerySet

from .enums import JenisSatuan

#: A column that holds a value in some unit.
NILAI: dict[str, Any] = {"max_digits": 21, "decimal_places": 6}
TANPA_NILAI = frozenset({"", "-", "–", "—", "\u2212"})  # how tables say that there is no target
SINGKATAN_MIN = 3  # letters of an abbreviated unit
_BERSATUAN = re.compile(r"(?P<angka>.*[0-9])\s*(?P<kata>%|[^\W\d_].*)")


def pisah_satuan(teks: str) -> tuple[str, str]:
    """A folded text as its number and the word or sign behind it: "7 Kecamatan" → ("7", "kecamatan")."""
    cocok = _BERSATUAN.fullmatch(teks)
    return (cocok["angka"], cocok["kata"].casefold()) if cocok else (teks, "")


class SkalaQuerySet(MasaBerlakuQuerySet, models.QuerySet["Skala"]):
    pass


class Skala(MasaBerlaku, Berversi):
    """An ordinal scale such as AA A BB B CC C D. Master data; other grades or scores are another scale."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=100)

    objects = SkalaQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "skala"
        verbose_name_plural = "skala"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class TingkatSkala(models.Model):
    """One grade of a scale; `skor` orders the grades and is what capaian compares."""

    skala = models.ForeignKey(Skala, on_delete=models.CASCADE, related_name="tingkat", verbose_name="skala")
    label = models.CharField("label", max_length=20)
    skor = models.DecimalField("skor", max_digits=6, decimal_places=2)
    keterangan = models.CharField("keterangan", max_length=100, blank=True)

    class Meta:
        verbose_name = "tingkat skala"
        verbose_name_plural = "tingkat skala"
        ordering = ["skala", "-skor"]
        constraints = [
            models.UniqueConstraint("skala", "label", name="tingkat_skala_label_unik"),
            models.UniqueConstraint("skala", "skor", name="tingkat_skala_skor_unik"),
        ]

    def __str__(self) -> str:
        return self.label


class SatuanQuerySet(MasaBerlakuQuerySet, models.QuerySet["Satuan"]):
    def lengkap(self) -> SatuanQuerySet:
        """With the scale and its grades, as `cetak` and `baca` need them (two more queries for any number of rows)."""
        return self.select_related("skala").prefetch_related("skala__tingkat")


class Satuan(MasaBerlaku, Berversi):
    """A unit of measure. Ordinal units store the grade's skor and print its label."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=60)
    jenis = models.CharField("jenis", max_length=10, choices=JenisSatuan)
    skala = models.ForeignKey(
        Skala, on_delete=models.PROTECT, null=True, blank=True, related_name="satuan", verbose_name="skala"
    )

    objects = SatuanQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "satuan"
        verbose_name_plural = "satuan"
        ordering = ["nama"]
        constraints = [
            *MasaBerlaku.Meta.constraints,
            models.CheckConstraint(
                name="satuan_ordinal_berskala",
                condition=models.Q(jenis=JenisSatuan.ORDINAL, skala__isnull=False)
                | (~models.Q(jenis=JenisSatuan.ORDINAL) & models.Q(skala__isnull=True)),
                violation_error_message="Satuan predikat harus mempunyai skala; satuan lain tidak.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def tingkat(self) -> list[TingkatSkala]:
        return list(self.skala.tingkat.all()) if self.skala else []

    @property
    def skor_skala(self) -> tuple[Decimal, ...]:
        return tuple(t.skor for t in self.tingkat)

    def cetak(self, nilai: Decimal | None) -> str:
        """A stored value as it is shown: "77,5 %", "WTP", "3 laporan"; "–" for None."""
        if nilai is None:
            return "–"
        match self.jenis:
            case JenisSatuan.ORDINAL:
                return next((t.label for t in self.tingkat if t.skor == nilai), format_desimal(nilai))
            case JenisSatuan.PERSEN:
                return f"{format_desimal(nilai)}{SPASI_TAK_PUTUS}%"  # as stored: a target is never rounded
            case JenisSatuan.CACAH:
                return f"{format_desimal(nilai)} {self.nama.lower()}"
            case _:
                return format_desimal(nilai)

    def cetak_isian(self, nilai: Decimal | None) -> str:
        """A stored value as it is typed in a form: without the unit's word or sign, except where `baca` needs it."""
        if nilai is None:
            return ""
        if self.jenis == JenisSatuan.ORDINAL:
            return self.cetak(nilai)
        return f"{format_isian(nilai)}{'%' if self._mungkin_pecahan(nilai) else ''}"

    def baca(self, teks: str) -> Decimal | None:
        """What a person typed or an office's table holds, as a stored value; "" and "-" mean no value.

        The unit's own word or sign may stand behind the number ("7 Kecamatan", "2 Lap", "77,5 %"), another unit's may
        not. A percentage up to 1 needs its sign: 0,775 is also how Excel keeps 77,5 %. A grade is known by its label or
        its words ("WTP", "Wajar Tanpa Pengecualian").

        Raises GalatAngka with a message in Indonesian.
        """
        bersih = lipat_homoglif(teks).strip()
        if bersih in TANPA_NILAI:
            return None
        if self.jenis == JenisSatuan.ORDINAL:
            return self._baca_tingkat(bersih)
        angka, bersatuan = self._lepas_satuan(bersih)
        nilai = parse_desimal(angka)
        if not bersatuan and self._mungkin_pecahan(nilai):
            raise GalatAngka(
                f"“{bersih}” dapat dibaca dua cara. Tulis {format_isian(nilai)}% atau {format_isian(nilai * 100)}%."
            )
        return nilai

    def _mungkin_pecahan(self, nilai: Decimal) -> bool:
        return self.jenis == JenisSatuan.PERSEN and 0 < abs(nilai) <= 1

    def _lepas_satuan(self, teks: str) -> tuple[str, bool]:
        """The number without the unit behind it, and whether there was one."""
        angka, kata = pisah_satuan(teks)
        if not kata:
            return teks, False
        if kata == "%" and self.jenis != JenisSatuan.PERSEN:
            raise GalatAngka(f"Harus angka dengan satuan {self.nama}, bukan persen. Yang diketik: “{teks}”.")
        if not self.sebutan_cocok(kata):
            raise GalatAngka(f"Harus angka dengan satuan {self.nama}. Yang diketik: “{teks}”.")
        return angka, True

    def sebutan_cocok(self, kata: str) -> bool:
        """Whether a folded word behind a number means this unit: its sign, name, code, or for a count the first
        letters of its name ("Lap", "Dok.").
        """
        if kata == "%":
            return self.jenis == JenisSatuan.PERSEN
        if kata in {self.nama.casefold(), self.kode.casefold()}:
            return True
        awal = kata.removesuffix(".")
        return self.jenis == JenisSatuan.CACAH and len(awal) >= SINGKATAN_MIN and self.nama.casefold().startswith(awal)

    def punya_tingkat(self, teks: str) -> bool:
        """Whether the scale has this grade, by label or by words."""
        try:
            return self._baca_tingkat(lipat_homoglif(teks)) is not None
        except GalatAngka:
            return False

    def _baca_tingkat(self, teks: str) -> Decimal:
        cari = teks.casefold()
        semua = self.tingkat
        cocok = [t for t in semua if t.label.casefold() == cari]
        cocok = cocok or [t for t in semua if lipat_homoglif(t.keterangan).casefold() == cari]
        if len(cocok) == 1:
            return cocok[0].skor
        pilihan = ", ".join(t.label for t in semua)
        raise GalatAngka(f"Harus salah satu dari {pilihan}. Yang diketik: “{teks}”.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_clean(validate_unique=False)
        super().save(*args, **kwargs)
