import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0002_search'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Official',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('is_leader', models.BooleanField(default=False, verbose_name='领导')),
                ('expertise', models.CharField(blank=True, help_text='用顿号隔开,如:融资、用工', max_length=200, verbose_name='专长')),
                ('x_km', models.DecimalField(decimal_places=3, default=0, max_digits=9, verbose_name='X坐标(km)')),
                ('y_km', models.DecimalField(decimal_places=3, default=0, max_digits=9, verbose_name='Y坐标(km)')),
                ('lower', models.PositiveIntegerField(default=0, verbose_name='最少户数')),
                ('upper', models.PositiveIntegerField(default=60, verbose_name='最多户数')),
                ('share', models.DecimalField(decimal_places=2, default=1, help_text='兼职者可小于 1', max_digits=4, verbose_name='分担比例')),
                ('is_active', models.BooleanField(default=True, verbose_name='在任')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stewardships', to=settings.AUTH_USER_MODEL, verbose_name='系统账号')),
            ],
            options={
                'verbose_name': '包联人',
                'constraints': [models.UniqueConstraint(fields=('unit', 'name', 'position'), name='official_once_on_a_roster'), models.CheckConstraint(condition=models.Q(('lower__lte', models.F('upper'))), name='official_lower_within_upper'), models.CheckConstraint(condition=models.Q(('share__gt', 0)), name='official_share_positive')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=120, verbose_name='方案名称')),
                ('role', models.CharField(choices=[('leader', '包联领导'), ('liaison', '助企联络员'), ('chief_officer', '首席服务官')], max_length=20, verbose_name='角色')),
                ('programme', models.CharField(blank=True, max_length=60, verbose_name='专项')),
                ('input', models.JSONField(default=dict)),
                ('result', models.JSONField(blank=True, null=True, verbose_name='求解结果')),
                ('firm_count', models.PositiveIntegerField(default=0, verbose_name='企业(户)')),
                ('official_count', models.PositiveIntegerField(default=0, verbose_name='包联人(名)')),
                ('state', models.CharField(choices=[('draft', '待求解'), ('solving', '求解中'), ('solved', '待采用'), ('adopted', '已采用'), ('dropped', '已放弃')], default='draft', max_length=10, verbose_name='状态')),
                ('problem', models.TextField(blank=True, verbose_name='未能求解的原因')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='采用日期')),
                ('change_count', models.PositiveIntegerField(default=0, verbose_name='更换(户)')),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '包联方案',
                'indexes': [models.Index(fields=['unit', '-id'], name='steward_plan_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'adopted'), _negated=True), models.Q(('adopted_on__isnull', False), ('result__isnull', False)), _connector='OR'), name='plan_adopted_with_a_result')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(choices=[('leader', '包联领导'), ('liaison', '助企联络员'), ('chief_officer', '首席服务官')], max_length=20, verbose_name='角色')),
                ('programme', models.CharField(blank=True, help_text='如:万人助万企', max_length=60, verbose_name='专项')),
                ('is_sole', models.BooleanField(default=True, editable=False, verbose_name='每家只能一人')),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('reason', models.CharField(max_length=200, verbose_name='包联理由')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束理由')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stewards', to='companies.company', verbose_name='企业')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='stewardship.official', verbose_name='包联人')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='stewardship.plan', verbose_name='出自方案')),
            ],
            options={
                'verbose_name': '包联',
                'indexes': [models.Index(fields=['unit', '-since_on', '-id'], name='stewardship_of_unit'), models.Index(condition=models.Q(('until_on__isnull', True)), fields=['official', 'role'], name='stewardship_in_force'), models.Index(fields=['-since_on', '-id'], name='stewardship_by_start')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_sole', True), ('until_on__isnull', True)), fields=('company', 'role'), name='one_active_steward_of_a_role'), models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('company', 'role', 'official'), name='steward_once_for_a_firm_in_a_role'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='stewardship_ends_after_start'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='stewardship_ends_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='RoleRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(choices=[('leader', '包联领导'), ('liaison', '助企联络员'), ('chief_officer', '首席服务官')], max_length=20, verbose_name='角色')),
                ('is_sole', models.BooleanField(verbose_name='每家只能一人')),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='适用机构')),
            ],
            options={
                'verbose_name': '包联规则',
                'constraints': [models.UniqueConstraint(fields=('unit', 'role', 'since_on'), name='role_rule_once_a_day'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='role_rule_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='SizeBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('size', models.CharField(choices=[('large', '大型'), ('medium', '中型'), ('small', '小型'), ('micro', '微型')], max_length=10, verbose_name='规模')),
                ('least_yuan', dianxiaoer.kernel.fields.AmountField(default=0, verbose_name='营业收入下限')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='工作量权重')),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
            ],
            options={
                'verbose_name': '规模档',
                'constraints': [models.UniqueConstraint(fields=('size', 'since_on'), name='size_band_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='FirmProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('sector', models.CharField(choices=[('primary', '农业'), ('secondary', '工业'), ('tertiary', '服务业'), ('unknown', '未填行业')], default='unknown', max_length=10, verbose_name='三次产业')),
                ('size', models.CharField(choices=[('large', '大型'), ('medium', '中型'), ('small', '小型'), ('micro', '微型')], default='micro', max_length=10, verbose_name='规模')),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6, verbose_name='工作量权重')),
                ('revenue_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='营业收入')),
                ('staff', models.PositiveIntegerField(blank=True, null=True, verbose_name='从业人员')),
                ('is_estimated', models.BooleanField(default=True, verbose_name='规模为估计')),
                ('needs', models.CharField(blank=True, help_text='用顿号隔开', max_length=200, verbose_name='诉求专长')),
                ('x_km', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='X坐标(km)')),
                ('y_km', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='Y坐标(km)')),
                ('as_of', models.DateField(verbose_name='截至日期')),
                ('company', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='steward_profile', to='companies.company')),
            ],
            options={
                'verbose_name': '企业包联口径',
                'indexes': [models.Index(fields=['sector', 'size'], name='firm_profile_by_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='firm_weight_positive')],
            },
        ),
        migrations.CreateModel(
            name='SectorMinimum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(choices=[('leader', '包联领导'), ('liaison', '助企联络员'), ('chief_officer', '首席服务官')], max_length=20, verbose_name='角色')),
                ('sector', models.CharField(choices=[('primary', '农业'), ('secondary', '工业'), ('tertiary', '服务业'), ('unknown', '未填行业')], max_length=10, verbose_name='三次产业')),
                ('minimum', models.PositiveIntegerField(verbose_name='至少户数')),
                ('since_on', models.DateField(verbose_name='起')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
                ('official', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stewardship.official', verbose_name='包联人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='适用机构')),
            ],
            options={
                'verbose_name': '行业搭配',
                'constraints': [models.UniqueConstraint(condition=models.Q(('official__isnull', True)), fields=('unit', 'role', 'sector', 'since_on'), name='sector_minimum_once_a_day'), models.UniqueConstraint(condition=models.Q(('official__isnull', False)), fields=('unit', 'role', 'sector', 'official', 'since_on'), name='sector_minimum_of_one_once_a_day')],
            },
        ),
    ]
