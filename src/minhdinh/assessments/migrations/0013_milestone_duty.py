from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_site_conditions"),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="duty",
            field=models.CharField(
                blank=True, default="", max_length=80, verbose_name="việc trong lịch của bộ tiêu chuẩn"
            ),
            preserve_default=False,
        ),
    ]
