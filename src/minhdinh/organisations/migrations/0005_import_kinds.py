from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_placement'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importdraft',
            name='kind',
            field=models.CharField(choices=[('people', 'Người dùng'), ('schools', 'Trường'), ('history', 'Dữ liệu các năm trước')], max_length=10),
        ),
    ]
