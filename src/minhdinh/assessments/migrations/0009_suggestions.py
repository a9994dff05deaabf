import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0008_plan_and_work'),
        ('evidence', '0002_inbox_and_name_order'),
        ('organisations', '0005_succession'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SuggestionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc tạo')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='lúc sửa')),
                ('requirement', models.CharField(max_length=20, verbose_name='yêu cầu')),
                ('level', models.PositiveSmallIntegerField(verbose_name='mức')),
                ('proposition', models.CharField(max_length=60, verbose_name='mệnh đề')),
                ('negative', models.BooleanField(default=False, verbose_name='chưa có')),
                ('library_version', models.CharField(max_length=80, verbose_name='bản thư viện')),
                ('values', models.JSONField(default=dict, verbose_name='số liệu riêng')),
                ('wording', models.PositiveSmallIntegerField(default=0, verbose_name='cách viết')),
                ('direction_confirmed', models.BooleanField(default=False, verbose_name='đã xác nhận chiều thay đổi')),
                ('weakness', models.TextField(blank=True, verbose_name='điểm hạn chế')),
                ('action', models.TextField(blank=True, verbose_name='việc cải tiến nháp')),
                ('author_name', models.CharField(max_length=200)),
                ('chosen_at', models.DateTimeField(verbose_name='lúc chọn')),
                ('changed_at', models.DateTimeField(verbose_name='lúc sửa')),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='assessments.sheet')),
            ],
            options={'constraints': [models.UniqueConstraint(fields=('sheet', 'proposition'), name='suggestion_once_a_sheet'), models.CheckConstraint(condition=models.Q(('negative', False), models.Q(('weakness', ''), _negated=True), _connector='OR'), name='suggestion_negative_says_what_lacks')],
                'ordering': ['sheet', 'requirement', 'proposition'],
            },
        ),
        migrations.CreateModel(
            name='SuggestedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc tạo')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='lúc sửa')),
                ('slot', models.CharField(max_length=120)),
                ('blocks', models.JSONField(verbose_name='các đoạn đã đưa vào')),
                ('author_name', models.CharField(max_length=200)),
                ('put_at', models.DateTimeField(verbose_name='lúc đưa vào')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggested_texts', to='assessments.selfassessment')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('choice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='text', to='assessments.suggestionchoice')),
            ],
            options={'indexes': [models.Index(fields=['assessment', 'slot'], name='suggested_text_of_slot')], 'constraints': [models.UniqueConstraint(condition=models.Q(('choice__isnull', True)), fields=('assessment', 'slot'), name='suggested_remark_once')],
                'ordering': ['assessment', 'slot', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SuggestionEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc tạo')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='lúc sửa')),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='assessments.suggestionchoice')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidenceitem')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={'constraints': [models.UniqueConstraint(fields=('choice', 'item'), name='suggestion_evidence_once')],
                'ordering': ['choice', 'id'],
            },
        ),
    ]
