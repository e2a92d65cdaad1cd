"""Writing rows by natural key, and counting what that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models

from organisasi.models import Satker, Unit
from perjanjian.models import PerjanjianKinerja
from renstra.models import Satuan
from sakip.models import Berversi
from sakip.simpul import Simpul

M = TypeVar("M", bound=models.Model)


class Pencatat:
    """Writes rows and remembers what later files refer to: satuan by code, PK by the fixtures' own key.

    A row that exists stays as it is: people may have changed it. With `perbarui` it is written again where it differs
    from the fixture, except a row of which one can tell that a person changed it: its version has risen, or its status
    has moved on (`awal`).
    """

    def __init__(self, *, perbarui: bool = False) -> None:
        self.perbarui = perbarui
        self.hitung: Counter[str] = Counter()
        self.perjanjian: dict[str, PerjanjianKinerja] = {}
        self._satuan: dict[str, Satuan] = {}
        self._unit: dict[int, dict[str, Unit]] = {}

    @property
    def ringkasan(self) -> str:
        """One line for the person who runs the command."""
        h = self.hitung
        teks = f"{h['dibuat']} dibuat, {h['diubah']} diubah, {h['tetap']} tetap"
        if h["dibiarkan"]:
            teks += f", {h['dibiarkan']} dibiarkan karena isinya lain dari berkas"
        return teks

    def simpan(
        self,
        simpul: Simpul,
        sumber: type[M] | models.QuerySet[M],
        kunci: Mapping[str, Any],
        nilai: Mapping[str, Any],
        *,
        awal: Mapping[str, Any] | None = None,
    ) -> M:
        """The row with this natural key, with these values; `awal` is written only when the row is made.

        Raises GalatFixture, naming `simpul`, when the row breaks a rule of the model.
        """
        daftar = sumber if isinstance(sumber, models.QuerySet) else sumber._default_manager.all()
        objek = daftar.filter(**kunci).first()
        if objek is None:
            objek = daftar.model(**kunci, **nilai, **(awal or {}))
            self._tulis(simpul, objek)
            self.hitung["dibuat"] += 1
        elif not any(_berbeda(objek, nama, isi) for nama, isi in nilai.items()):
            self.hitung["tetap"] += 1
        elif not self.perbarui or _diubah_orang(objek, awal or {}):
            self.hitung["dibiarkan"] += 1
        else:
            for nama, isi in nilai.items():
                setattr(objek, nama, isi)
            self._tulis(simpul, objek)
            self.hitung["diubah"] += 1
        return objek

    def kaitkan(self, objek: models.Model, nama: str, tujuan: Iterable[models.Model]) -> None:
        """Set a many-to-many relation, without a write when it is so already."""
        kaitan = getattr(objek, nama)
        ingin = {t.pk for t in tujuan}
        kini = set(kaitan.values_list("pk", flat=True))
        if kini != ingin and (self.perbarui or not kini):
            kaitan.set(ingin)

    def ambil(self, simpul: Simpul, kunci: Any, daftar: models.QuerySet[M], /, **cari: Any) -> M:
        """The one row that a fixture refers to. Raises GalatFixture when there is none."""
        try:
            return daftar.get(**cari)
        except ObjectDoesNotExist as galat:
            nama = daftar.model._meta.verbose_name
            raise simpul.galat(f"{nama} “{simpul.isi.get(kunci)}” tidak ditemukan", kunci) from galat
        except MultipleObjectsReturned as galat:
            nama = daftar.model._meta.verbose_name
            raise simpul.galat(f"{nama} “{simpul.isi.get(kunci)}” ada lebih dari satu", kunci) from galat

    def satker(self, simpul: Simpul, kunci: str = "satker") -> Satker:
        return self.ambil(simpul, kunci, Satker.objects.all(), kode=simpul.teks(kunci))

    def unit_menurut_nama(self, satker: Satker) -> dict[str, Unit]:
        if satker.pk not in self._unit:
            self._unit[satker.pk] = {unit.nama: unit for unit in satker.unit.all()}
        return self._unit[satker.pk]

    def perjanjian_berkunci(self, simpul: Simpul, kunci: str) -> PerjanjianKinerja:
        """The PK that was loaded before under this key of the fixtures."""
        if simpul.teks(kunci) not in self.perjanjian:
            raise simpul.galat(f"perjanjian kinerja “{simpul.teks(kunci)}” belum dimuat", kunci)
        return self.perjanjian[simpul.teks(kunci)]

    def satuan(self, simpul: Simpul, kunci: str = "satuan") -> Satuan:
        if not self._satuan:
            self._satuan = {s.kode: s for s in Satuan.objects.lengkap()}
        kode = simpul.teks(kunci)
        if kode not in self._satuan:
            raise simpul.galat(f"satuan “{kode}” tidak dikenal; yang ada: {', '.join(sorted(self._satuan))}", kunci)
        return self._satuan[kode]

    def _tulis(self, simpul: Simpul, objek: models.Model) -> None:
        dihitung = {f.name for f in objek._meta.fields if not f.editable and not getattr(objek, f.attname)}
        try:
            objek.full_clean(exclude=dihitung)  # save() fills those, such as jalur
            objek.save()
        except ValidationError as galat:
            raise simpul.galat("; ".join(_pesan(galat))) from galat
        except IntegrityError as galat:
            raise simpul.galat(f"melanggar aturan basis data ({galat})") from galat


def _diubah_orang(objek: models.Model, awal: Mapping[str, Any]) -> bool:
    if isinstance(objek, Berversi) and objek.versi > 1:
        return True
    return "status" in awal and objek.status != awal["status"]  # type: ignore[attr-defined]


def _berbeda(objek: models.Model, nama: str, isi: Any) -> bool:
    """Compares a foreign key by its id: no query per row."""
    kolom = objek._meta.get_field(nama)
    if isinstance(kolom, models.ForeignKey):
        isi = isi.pk if isi is not None else None
        return bool(getattr(objek, kolom.attname) != isi)
    return bool(getattr(objek, nama) != isi)


def _pesan(galat: ValidationError) -> list[str]:
    if not hasattr(galat, "error_dict"):
        return [pesan.rstrip(".") for pesan in galat.messages]
    return [
        pesan.rstrip(".") if nama == "__all__" else f"{nama}: {pesan.rstrip('.')}"
        for nama, daftar in galat.message_dict.items()
        for pesan in daftar
    ]
