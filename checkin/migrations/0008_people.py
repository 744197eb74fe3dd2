import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHANGED_AT = """
UPDATE checkin_registrant SET changed_at = COALESCE(
    (SELECT at FROM checkin_statuschange c WHERE c.registrant_id = checkin_registrant.id ORDER BY id DESC LIMIT 1),
    registered_at)"""
CHECKED_IN_GATE = """
UPDATE checkin_registrant SET checked_in_gate_id = (
    SELECT gate_id FROM checkin_statuschange c
     WHERE c.registrant_id = checkin_registrant.id AND to_status = 'checked_in' AND from_status <> 'checked_in'
     ORDER BY id DESC LIMIT 1)
 WHERE status = 'checked_in'"""


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the log. It comes last: Postgres alters no table that has rows just changed."""
    schema_editor.execute(CHANGED_AT)
    schema_editor.execute(CHECKED_IN_GATE)


class Migration(migrations.Migration):
    dependencies = [
        ("checkin", "0007_archived"),
    ]

    operations = [
        migrations.AddField(
            model_name="registrant",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="registrant",
            name="checked_in_gate",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkin.gate",
            ),
        ),
        migrations.AlterField(
            model_name="registrant",
            name="pass_type",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkin.passtype",
            ),
        ),
        migrations.AddIndex(
            model_name="registrant",
            index=models.Index(fields=["event", "status", "name", "id"], name="registrant_by_status"),
        ),
        migrations.AddIndex(
            model_name="registrant",
            index=models.Index(fields=["event", "pass_type", "name", "id"], name="registrant_by_pass_type"),
        ),
        migrations.AddIndex(
            model_name="registrant",
            index=models.Index(fields=["event", "changed_at", "id"], name="registrant_by_changed"),
        ),
        migrations.AddIndex(
            model_name="registrant",
            index=models.Index(
                condition=models.Q(("checked_in_gate__isnull", False)),
                fields=["checked_in_gate"],
                name="registrant_by_gate",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
