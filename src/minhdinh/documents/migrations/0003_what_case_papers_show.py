from django.db import migrations, models


class Migration(migrations.Migration):
    """What a made file shows of other members, and its format."""

    dependencies = [("documents", "0002_case_papers")]

    operations = [
        migrations.AddField("casepapers", "file_format", models.CharField(default="", max_length=8)),
        migrations.AddField("casepapers", "shown", models.JSONField(default=list)),
    ]
