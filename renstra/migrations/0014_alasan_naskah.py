from django.db import migrations, models

BARU = ("kondisi", "penetap", "tentang", "menimbang", "mengingat", "memperhatikan", "diktum", "tempat", "narasi")


def lepas_alasan(apps, schema_editor):
    """The version before shows no such difference, and one of these words does not fit into its column."""
    apps.get_model("renstra", "AlasanPerubahan").objects.filter(jenis__in=BARU).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("renstra", "0013_mutu_lebih_seratus"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alasanperubahan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("visi", "Visi"),
                    ("kata", "Kata kunci visi"),
                    ("misi", "Misi"),
                    ("tujuan", "Tujuan"),
                    ("sasaran", "Sasaran"),
                    ("program", "Program"),
                    ("kegiatan", "Kegiatan"),
                    ("indikator", "Indikator"),
                    ("kondisi", "Kondisi pohon kinerja"),
                    ("penetap", "Keputusan: ditetapkan oleh"),
                    ("tentang", "Keputusan: tentang"),
                    ("menimbang", "Keputusan: menimbang"),
                    ("mengingat", "Keputusan: mengingat"),
                    ("memperhatikan", "Keputusan: memperhatikan"),
                    ("diktum", "Keputusan: diktum"),
                    ("tempat", "Keputusan: ditetapkan di"),
                    ("narasi", "Naskah"),
                ],
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, lepas_alasan),
    ]
