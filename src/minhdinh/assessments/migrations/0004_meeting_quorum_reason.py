from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_leading_and_recorded'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='quorum_reason',
            field=models.TextField(blank=True, verbose_name='lý do giữ cuộc họp thiếu người'),
        ),
    ]
