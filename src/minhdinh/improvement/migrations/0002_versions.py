from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0001_improvement_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="improvementplan",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="focalissue",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="monitoring",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
