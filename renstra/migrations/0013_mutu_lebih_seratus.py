from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renstra", "0012_impor_renstra"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pengecualianmutu",
            name="butir",
            field=models.CharField(
                choices=[
                    ("cara", "Cara pengukuran"),
                    ("satuan", "Satuan dan bunyi indikator"),
                    ("target", "Target yang melemah"),
                    ("seratus", "Target lebih dari 100 %"),
                    ("pelaksana", "Unit pelaksana"),
                    ("sumber", "Sumber data"),
                    ("induk", "Target terhadap Renstra induk"),
                ],
                max_length=20,
                verbose_name="butir pemeriksaan",
            ),
        ),
    ]
