from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """By the rows that were told; what was said of a whole list is no row."""
    jobs = apps.get_model("checkin", "ImportJob").objects.exclude(errors=[])
    for job in jobs.only("errors").iterator(chunk_size=10):
        lines = {error["line"] for error in job.errors if error["field"] != "file"}
        jobs.filter(pk=job.pk).update(bad_rows=len(lines))


class Migration(migrations.Migration):
    dependencies = [
        ("checkin", "0008_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="bad_rows",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
