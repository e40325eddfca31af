import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0002_search'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('due_on', models.DateField(verbose_name='应入统日期')),
                ('entered_on', models.DateField(blank=True, null=True, verbose_name='入统日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('company', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='library_entry', to='companies.company', verbose_name='企业')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '应统企业',
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['unit', 'entered_on'], name='library_entry_state')],
            },
        ),
        migrations.CreateModel(
            name='EntryPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('licence', '营业执照'), ('income_statement', '利润表'), ('tax_return', '纳税申报表'), ('application', '入库申请表')], max_length=20, verbose_name='材料')),
                ('supplied_on', models.DateField(blank=True, null=True, verbose_name='收到日期')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='libraries.libraryentry')),
            ],
            options={
                'verbose_name': '入统材料',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'kind'), name='entry_paper_once')],
            },
        ),
    ]
