from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("capaian", "0006_salin_target_triwulan")]

    operations = [
        migrations.RemoveField(
            model_name="realisasi",
            name="target_triwulan",
        ),
    ]
