from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_reports_training"), ("standards", "0004_legal_library")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="documents",
            field=models.ManyToManyField(blank=True, related_name="+", to="standards.legaldocument"),
        ),
    ]
