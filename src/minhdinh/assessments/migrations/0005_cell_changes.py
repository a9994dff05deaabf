import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_meeting_quorum_reason'),
        ('organisations', '0004_placement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataCellChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc tạo')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='lúc sửa')),
                ('table', models.CharField(max_length=40)),
                ('row', models.CharField(max_length=60)),
                ('column', models.CharField(max_length=20)),
                ('before', models.CharField(blank=True, max_length=200, verbose_name='giá trị trước')),
                ('after', models.CharField(blank=True, max_length=200, verbose_name='giá trị sau')),
                ('author_name', models.CharField(max_length=200)),
                ('saved_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cell_changes', to='assessments.selfassessment')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['assessment', '-id'],
                'indexes': [models.Index(fields=['assessment', 'table', 'row', 'column'], name='cell_change_place')],
            },
        ),
    ]
