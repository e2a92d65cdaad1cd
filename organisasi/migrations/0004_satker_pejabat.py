"""A person belongs to the satker of the office held last, until an admin says otherwise."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def isi(apps, schema_editor):
    penugasan = apps.get_model("organisasi", "Penugasan").objects.filter(pejabat=OuterRef("pk"))
    terakhir = penugasan.order_by(F("mulai").desc(nulls_last=True), "-pk").values("jabatan__unit__satker")[:1]
    apps.get_model("organisasi", "Pejabat").objects.filter(satker=None).update(satker=Subquery(terakhir))


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0003_definitif_tidak_bertumpuk")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
