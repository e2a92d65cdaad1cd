"""Two definitive holders of one position never share a day, whoever writes: the database itself refuses.

PostgreSQL has exclusion constraints (the position as a one-value range, so no extension is needed); SQLite gets two
triggers, which is safe there because it has one writer at a time. A later migration that remakes the table on SQLite
must create them again; tests/organisasi/test_penugasan.py notices when it did not.
"""

from django.db import migrations

NAMA = "penugasan_definitif_tidak_bertumpuk"

POSTGRESQL = f"""
ALTER TABLE organisasi_penugasan ADD CONSTRAINT {NAMA} EXCLUDE USING gist (
    int8range(jabatan_id, jabatan_id, '[]') WITH &&,
    daterange(mulai, selesai, '[]') WITH &&
) WHERE (status = 'definitif')
"""

SQLITE = """
CREATE TRIGGER penugasan_definitif_tidak_bertumpuk_%(kapan)s BEFORE %(kapan)s ON organisasi_penugasan
WHEN NEW.status = 'definitif' AND EXISTS (
    SELECT 1 FROM organisasi_penugasan lain
    WHERE lain.jabatan_id = NEW.jabatan_id AND lain.status = 'definitif' AND lain.id IS NOT NEW.id
      AND (lain.mulai IS NULL OR NEW.selesai IS NULL OR lain.mulai <= NEW.selesai)
      AND (lain.selesai IS NULL OR NEW.mulai IS NULL OR lain.selesai >= NEW.mulai)
)
BEGIN SELECT RAISE(ABORT, 'penugasan_definitif_tidak_bertumpuk'); END
"""


def pasang(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for kapan in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE % {"kapan": kapan})


def lepas(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE organisasi_penugasan DROP CONSTRAINT {NAMA}")
    else:
        for kapan in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAMA}_{kapan}")


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0002_profil_masa_dan_pelimpahan")]

    operations = [migrations.RunPython(pasang, lepas)]
