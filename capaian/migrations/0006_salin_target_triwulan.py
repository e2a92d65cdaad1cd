"""The target of a quarter leaves the realisasi: it is set before anything is reached."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def pindahkan(apps: Any, schema_editor: Any) -> None:
    Realisasi, TargetTriwulan = apps.get_model("capaian", "Realisasi"), apps.get_model("capaian", "TargetTriwulan")
    lama = Realisasi.objects.filter(target_triwulan__isnull=False)
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(pengukuran_id=p, triwulan=t, nilai=n)
        for p, t, n in lama.values_list("pengukuran", "triwulan", "target_triwulan")
    )


def kembalikan(apps: Any, schema_editor: Any) -> None:
    """Targets of quarters without a realisasi have no place there and are lost."""
    Realisasi, TargetTriwulan = apps.get_model("capaian", "Realisasi"), apps.get_model("capaian", "TargetTriwulan")
    for p, t, n in TargetTriwulan.objects.values_list("pengukuran", "triwulan", "nilai"):
        Realisasi.objects.filter(pengukuran=p, triwulan=t).update(target_triwulan=n)


class Migration(migrations.Migration):
    dependencies = [("capaian", "0005_pengisian_triwulan")]

    operations = [migrations.RunPython(pindahkan, kembalikan)]
