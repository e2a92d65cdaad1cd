from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("perjanjian", "0007_pos_anggaran"),
    ]

    operations = [
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="dasar_perubahan",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pejabat", "Pergantian pejabat"),
                    ("strategi", "Perubahan strategi, program, atau anggaran"),
                    ("prioritas", "Perubahan prioritas atau asumsi"),
                ],
                max_length=10,
                verbose_name="dasar perubahan",
            ),
        ),
        migrations.AddConstraint(
            model_name="perjanjiankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis", "perubahan"), ("dasar_perubahan", ""), _connector="OR"),
                name="perjanjian_dasar_perubahan",
                violation_error_message="Hanya perjanjian perubahan yang mempunyai dasar perubahan.",
            ),
        ),
    ]
