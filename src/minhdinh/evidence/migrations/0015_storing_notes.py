import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0014_scan_marks"),
        ("organisations", "0006_registrations_bodies_and_conclusions"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoringNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc tạo")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("path", models.CharField(max_length=200, unique=True)),
                ("sweeping", models.BooleanField(default=False)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="storing_by_age")],
            },
        ),
    ]
