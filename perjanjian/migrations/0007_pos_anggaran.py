import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("anggaran", "0003_sumber_dana_bermasa"),
        ("perjanjian", "0006_indikator_diturunkan"),
    ]

    operations = [
        migrations.AddField(
            model_name="anggaranperjanjian",
            name="pos",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="di_perjanjian",
                to="anggaran.pos",
                verbose_name="pos DIPA",
            ),
        ),
    ]
