import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("perjanjian", "0005_rencana_aksi"),
    ]

    operations = [
        migrations.AddField(
            model_name="indikatorperjanjian",
            name="asal",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="salinan",
                to="perjanjian.indikatorperjanjian",
                verbose_name="baris yang disalin",
            ),
        ),
        migrations.AddField(
            model_name="indikatorperjanjian",
            name="cara_turun",
            field=models.CharField(
                blank=True,
                choices=[("sama", "Sama"), ("bagi", "Dibagi"), ("sendiri", "Indikator sendiri")],
                max_length=8,
                verbose_name="cara diturunkan",
            ),
        ),
        migrations.AddField(
            model_name="indikatorperjanjian",
            name="menurunkan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="diturunkan",
                to="perjanjian.indikatorperjanjian",
                verbose_name="baris atasan yang diturunkan",
            ),
        ),
        migrations.AddConstraint(
            model_name="indikatorperjanjian",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("menurunkan__isnull", True), models.Q(("cara_turun", ""), _negated=True), _connector="OR"
                ),
                name="indikator_perjanjian_turun_bercara",
                violation_error_message="Indikator yang diturunkan dari atasan harus menyebut caranya.",
            ),
        ),
    ]
