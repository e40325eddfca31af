import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BondBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='批次')),
                ('applied_yuan', dianxiaoer.kernel.fields.AmountField(verbose_name='申请额度')),
                ('applied_on', models.DateField(verbose_name='申请日期')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='审核通过日期')),
                ('review_level', models.CharField(blank=True, choices=[('city', '市级'), ('province', '省级'), ('national', '国家')], max_length=10, verbose_name='审核层级')),
                ('approved_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='核定额度')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='发行日期')),
                ('issued_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='发行金额')),
                ('spent_yuan', dianxiaoer.kernel.fields.AmountField(default=0, editable=False, verbose_name='已支出')),
                ('stage', models.CharField(choices=[('applied', '已申请'), ('reviewed', '已通过审核'), ('issued', '已发行'), ('refused', '未通过')], default='applied', editable=False, max_length=10, verbose_name='阶段')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bonds', to='projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '专项债批次',
                'ordering': ['project', 'number'],
                'indexes': [models.Index(fields=['-applied_on', '-id'], name='bond_newest')],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='bond_batch_once_in_a_project'), models.CheckConstraint(condition=models.Q(('applied_yuan__gt', 0)), name='bond_applied_positive'), models.CheckConstraint(condition=models.Q(('approved_yuan__isnull', True), models.Q(('approved_yuan__gt', 0), ('approved_yuan__lte', models.F('applied_yuan'))), _connector='OR'), name='bond_approved_within_applied', violation_error_message='核定额度须大于 0,且不超过申请额度。'), models.CheckConstraint(condition=models.Q(('issued_yuan__isnull', True), models.Q(('issued_yuan__gt', 0), ('issued_yuan__lte', models.F('approved_yuan'))), _connector='OR'), name='bond_issued_within_approved', violation_error_message='发行金额须大于 0,且不超过核定额度。'), models.CheckConstraint(condition=models.Q(('spent_yuan', 0), models.Q(('spent_yuan__gt', 0), ('spent_yuan__lte', models.F('issued_yuan'))), _connector='OR'), name='bond_spent_within_issued', violation_error_message='累计支出不能超过发行金额。')],
            },
        ),
        migrations.CreateModel(
            name='BondSpending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('spent_on', models.DateField(verbose_name='支出日期')),
                ('amount_yuan', dianxiaoer.kernel.fields.AmountField(verbose_name='支出金额')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='用途')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spendings', to='bonds.bondbatch')),
            ],
            options={
                'verbose_name': '债券支出',
                'ordering': ['-spent_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_yuan__gt', 0)), name='bond_spending_positive')],
            },
        ),
    ]
