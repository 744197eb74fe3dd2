from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkin", "0005_door"),
    ]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="mapping",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="importjob",
            name="sample",
            field=models.JSONField(default=list),
        ),
    ]
