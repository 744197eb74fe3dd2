from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkin", "0006_import_mapping"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="archived",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("archived", False), ("closed", True), _connector="OR"),
                name="event_archived_is_closed",
            ),
        ),
    ]
