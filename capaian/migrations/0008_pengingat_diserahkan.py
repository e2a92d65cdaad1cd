from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("capaian", "0007_realisasi_tanpa_target")]

    operations = [
        migrations.AddField(
            model_name="pengingatterkirim",
            name="diserahkan_pada",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diserahkan pada"),
        ),
    ]
