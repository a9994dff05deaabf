import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_sheet_to_mend"),
        ("organisations", "0003_import_draft"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordedAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc tạo")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        related_query_name="recordedassessment",
                        to="organisations.organisation",
                    ),
                ),
                ("year", models.CharField(max_length=9, verbose_name="năm học")),
                ("completed", models.BooleanField(default=False, verbose_name="hoàn thành báo cáo tự đánh giá")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="mức tự đánh giá")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="nguồn")),
            ],
            options={
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="recorded_assessment_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="selfassessment",
            name="leading",
            field=models.BooleanField(default=True, verbose_name="được tính vào thống kê"),
        ),
        migrations.AlterField(
            model_name="selfassessment",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                related_query_name="selfassessment",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfassessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leading", True)), fields=("school", "year"), name="assessment_one_leading"
            ),
        ),
    ]
