import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='期数')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('quarter', models.PositiveSmallIntegerField(verbose_name='季度')),
                ('starts_on', models.DateField(verbose_name='起始日期')),
                ('ends_on', models.DateField(verbose_name='截止日期')),
                ('stage', models.CharField(choices=[('draft', '拟定中'), ('listed', '已公布')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('adjusted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='调整日期')),
                ('adjust_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='调整说明')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '三个一批期次',
                'ordering': ['-year', '-number'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'number'), name='round_number_once_in_a_unit', violation_error_message='本机构已有这一期。'), models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='round_quarter_is_1_to_4'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='round_ends_after_start'), models.CheckConstraint(condition=models.Q(('adjusted_on__isnull', True), models.Q(('adjust_reason', ''), _negated=True), _connector='OR'), name='round_adjustment_has_reason'), models.UniqueConstraint(condition=models.Q(('adjusted_on__isnull', False)), fields=('unit', 'year'), name='round_adjusted_once_a_year', violation_error_message='本年度已调整过一次名单。')],
            },
        ),
        migrations.CreateModel(
            name='RoundMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('batch', models.CharField(choices=[('signed', '签约一批'), ('started', '开工一批'), ('commissioned', '投产一批')], max_length=15, verbose_name='名单')),
                ('platform', models.CharField(choices=[('province', '省平台'), ('city', '市平台')], max_length=10, verbose_name='平台')),
                ('amount_yuan', dianxiaoer.kernel.fields.AmountField(verbose_name='列入时投资额')),
                ('listed_on', models.DateField(verbose_name='列入日期')),
                ('removed_on', models.DateField(blank=True, null=True, verbose_name='移出日期')),
                ('remove_reason', models.CharField(blank=True, max_length=300, verbose_name='移出原因')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_memberships', to='projects.project', verbose_name='项目')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='campaigns.round', verbose_name='期次')),
            ],
            options={
                'verbose_name': '名单项目',
                'ordering': ['batch', '-amount_yuan', 'id'],
                'indexes': [models.Index(fields=['listed_on'], name='member_listed_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on__isnull', True)), fields=('project', 'batch'), name='member_once_a_batch', violation_error_message='这个项目已列入同类名单,同一项目同一批次只列一次。'), models.CheckConstraint(condition=models.Q(('removed_on__isnull', True), models.Q(('remove_reason', ''), _negated=True), _connector='OR'), name='member_removal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='EntryBar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('category', models.CharField(choices=[('manufacturing', '制造业'), ('attracted', '制造业招商引资项目'), ('strategic', '战略性新兴产业'), ('infrastructure', '重大基础设施'), ('services', '现代服务业'), ('livelihood', '社会民生')], max_length=20, verbose_name='类别')),
                ('min_yuan', dianxiaoer.kernel.fields.AmountField(verbose_name='最低投资额')),
                ('effective_from', models.DateField(verbose_name='生效日期')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据文件')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit', verbose_name='机构')),
            ],
            options={
                'verbose_name': '入选门槛',
                'ordering': ['category', '-effective_from'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'category', 'effective_from'), name='bar_once_a_category_and_day', violation_error_message='这个类别在该日期已有门槛。'), models.CheckConstraint(condition=models.Q(('min_yuan__gte', 0)), name='bar_not_negative'), models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='bar_ends_after_start')],
            },
        ),
    ]
