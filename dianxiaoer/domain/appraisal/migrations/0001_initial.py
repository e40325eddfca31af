import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=150, verbose_name='名称')),
                ('period_start', models.DateField(verbose_name='期间起')),
                ('period_end', models.DateField(verbose_name='期间止')),
                ('stage', models.CharField(choices=[('open', '数据准备'), ('computed', '已计算'), ('drafted', '初评'), ('objection', '公示中'), ('published', '已公布'), ('frozen', '已封存')], default='open', editable=False, max_length=10, verbose_name='状态')),
                ('computed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='计算时间')),
                ('objection_from', models.DateField(blank=True, editable=False, null=True, verbose_name='公示起')),
                ('objection_until', models.DateField(blank=True, editable=False, null=True, verbose_name='公示止')),
                ('published_on', models.DateField(blank=True, editable=False, null=True, verbose_name='公布日期')),
                ('frozen_on', models.DateField(blank=True, editable=False, null=True, verbose_name='封存日期')),
                ('seal', models.CharField(blank=True, editable=False, max_length=64, verbose_name='封存校验值')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='考核机构')),
            ],
            options={
                'verbose_name': '考核',
                'indexes': [models.Index(fields=['unit', '-period_end', '-id'], name='edition_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='edition_period_not_reversed', violation_error_message='期间的止日不能早于起日。'), models.CheckConstraint(condition=models.Q(('objection_until__isnull', True), ('objection_until__gte', models.F('objection_from')), _connector='OR'), name='edition_objections_not_reversed'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'frozen'), _negated=True), ('seal__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='edition_frozen_is_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Entrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='考核对象')),
                ('total', models.DecimalField(decimal_places=4, default=0, editable=False, max_digits=12, verbose_name='总分')),
                ('place', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='名次')),
                ('is_vetoed', models.BooleanField(default=False, editable=False, verbose_name='被否决')),
                ('unscored', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='缺数据的指标')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entrants', to='appraisal.edition')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='被考核单位')),
            ],
            options={
                'verbose_name': '考核对象',
                'ordering': ['place', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'unit', 'name'), name='entrant_once_in_an_edition', violation_error_message='同一考核对象只能列一次。')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('inputs', models.JSONField(default=list, verbose_name='数据')),
                ('points', models.DecimalField(decimal_places=4, max_digits=12, null=True, verbose_name='得分')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='算式')),
                ('missing', models.JSONField(default=list, verbose_name='缺少')),
                ('entrant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='appraisal.entrant')),
            ],
            options={
                'verbose_name': '得分',
                'ordering': ['indicator__order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.TextField(verbose_name='异议')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('verdict', models.CharField(choices=[('pending', '待答复'), ('upheld', '采纳'), ('rejected', '不采纳')], default='pending', max_length=10, verbose_name='处理结果')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('points_before', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='原得分')),
                ('points_after', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='复核得分')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='appraisal.line')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
            ],
            options={
                'verbose_name': '异议',
                'ordering': ['raised_on', 'id'],
                'indexes': [models.Index(fields=['verdict', 'raised_on'], name='objection_queue')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('verdict', 'pending')), fields=('line',), name='objection_one_pending_a_line', violation_error_message='这一项已有异议等待答复。'), models.CheckConstraint(condition=models.Q(('verdict', 'pending'), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='objection_answered_is_signed'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('raised_by')), _negated=True), _connector='OR'), name='objection_answered_by_another_person', violation_error_message='不能答复自己提出的异议。')],
            },
        ),
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=150, verbose_name='办法名称')),
                ('cycle', models.CharField(choices=[('month', '月度'), ('quarter', '季度'), ('year', '年度')], default='quarter', max_length=10, verbose_name='考核周期')),
                ('full_points', models.DecimalField(decimal_places=4, default=100, max_digits=12, verbose_name='满分')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
                ('adopted_on', models.DateField(verbose_name='起用日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('is_weak', models.BooleanField(default=False, help_text='只见到转载或摘录,用前请核对原文', verbose_name='待核实')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('taken_from', models.CharField(blank=True, editable=False, max_length=40)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='制定机构')),
            ],
            options={
                'verbose_name': '考核办法',
                'ordering': ['-adopted_on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='scheme_name_once_in_a_unit', violation_error_message='本机构已有同名的考核办法。'), models.CheckConstraint(condition=models.Q(('full_points__gt', 0)), name='scheme_full_points_positive'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('adopted_on')), _connector='OR'), name='scheme_ends_after_it_starts')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='appraisal.scheme', verbose_name='考核办法'),
        ),
        migrations.CreateModel(
            name='SchemeIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('name', models.CharField(max_length=150, verbose_name='考核指标')),
                ('group', models.CharField(choices=[('basic', '基本分'), ('bonus', '加分'), ('deduction', '扣分'), ('veto', '一票否决')], default='basic', max_length=10, verbose_name='类别')),
                ('kind', models.CharField(choices=[('ratio_capped', '完成比例(封顶)'), ('ratio_linear', '完成比例(不封顶)'), ('ratio_mix', '多项完成比例加权'), ('count', '计数 × 分值'), ('tiers', '分档计分'), ('deduction', '满分扣分'), ('efficacy', '功效系数'), ('raters', '评分加权平均'), ('veto', '一票否决')], max_length=20, verbose_name='计分方法')),
                ('weight', models.DecimalField(decimal_places=4, default=0, max_digits=12, verbose_name='分值')),
                ('cap', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='封顶')),
                ('items', models.JSONField(blank=True, default=list, verbose_name='分项')),
                ('tiers', models.JSONField(blank=True, default=list, verbose_name='分档')),
                ('sources', models.JSONField(blank=True, default=dict, verbose_name='数据来源')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='appraisal.scheme')),
            ],
            options={
                'verbose_name': '考核指标',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'name'), name='scheme_indicator_once', violation_error_message='这个办法已有同名指标。'), models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='scheme_indicator_weight_not_negative')],
            },
        ),
        migrations.AddField(
            model_name='line',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.schemeindicator'),
        ),
        migrations.CreateModel(
            name='HandInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.CharField(max_length=60, verbose_name='数据项')),
                ('values', models.JSONField(verbose_name='数值')),
                ('source', models.CharField(max_length=300, verbose_name='数据出处')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                ('entrant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inputs', to='appraisal.entrant')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.schemeindicator')),
            ],
            options={
                'verbose_name': '填报数据',
                'constraints': [models.UniqueConstraint(fields=('entrant', 'indicator', 'key'), name='input_once_an_indicator'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='input_has_a_source')],
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('scheme', 'unit', 'period_start', 'period_end'), name='edition_once_a_period', violation_error_message='这个办法在该期间已开展过考核。'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('entrant', 'indicator'), name='line_once_an_indicator'),
        ),
    ]
