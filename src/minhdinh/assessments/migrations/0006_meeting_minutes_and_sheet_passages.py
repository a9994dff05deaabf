from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0005_cell_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='minutes',
            field=models.JSONField(blank=True, default=dict, verbose_name='nội dung biên bản'),
        ),
        migrations.AlterField(
            model_name='passage',
            name='kind',
            field=models.CharField(choices=[('statement', 'Mô tả hiện trạng'), ('sheet', 'Phần của phiếu đánh giá tiêu chí'), ('remark', 'Nhận xét tiêu chuẩn'), ('report', 'Phần của báo cáo')], max_length=10),
        ),
    ]
