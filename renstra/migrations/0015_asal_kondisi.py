import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renstra", "0014_alasan_naskah"),
    ]

    operations = [
        migrations.AddField(
            model_name="kondisi",
            name="asal",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="penerus",
                to="renstra.kondisi",
                verbose_name="asal (Renstra sebelum revisi)",
            ),
        ),
    ]
