import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What jobs made of a registration's papers."""

    dependencies = [
        ("appraisals", "0003_registrations_bodies_and_conclusions"),
        ("documents", "0001_made_documents_and_templates"),
        ("organisations", "0002_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CasePapers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc tạo")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("organisation_id", models.BigIntegerField()),
                ("side", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=250, verbose_name="tên tệp")),
                ("media_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("papers", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="appraisals.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["case", "owner"], name="case_papers_of_person")],
            },
        ),
    ]
