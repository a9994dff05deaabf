from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0015_storing_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="directarrival",
            name="criterion",
            field=models.CharField(blank=True, default="", max_length=10, verbose_name="tiêu chí"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="directarrival",
            name="track",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="cấp học"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="directarrival",
            name="twin",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
