import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('codes', '0001_initial'),
        ('companies', '0002_search'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='InspectionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=120, verbose_name='计划名称')),
                ('basis', models.TextField(verbose_name='法定依据')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('stage', models.CharField(choices=[('draft', '草稿'), ('filed', '已备案'), ('published', '已公布')], default='draft', max_length=10, verbose_name='状态')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
            ],
            options={
                'verbose_name': '检查计划',
                'indexes': [models.Index(fields=['stage', '-year', '-id'], name='inspection_plan_published')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'title'), name='inspection_plan_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_plan_has_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('daily', '日常检查'), ('special', '专项检查'), ('case', '个案检查'), ('joint', '联合检查')], max_length=10, verbose_name='类型')),
                ('basis', models.TextField(verbose_name='法定依据')),
                ('items', models.TextField(verbose_name='检查事项')),
                ('planned_on', models.DateField(verbose_name='计划日期')),
                ('exempt', models.CharField(blank=True, choices=[('complaint', '投诉举报'), ('transferred', '转办交办'), ('high_risk', '高风险'), ('emergency', '紧急情况')], max_length=12, verbose_name='例外理由')),
                ('exempt_note', models.CharField(blank=True, max_length=300, verbose_name='例外说明')),
                ('officer_count', models.PositiveSmallIntegerField(verbose_name='检查人员(人)')),
                ('filed_at', models.DateTimeField(verbose_name='备案时间')),
                ('stage', models.CharField(choices=[('filed', '已备案'), ('on_site', '检查中'), ('left', '已离开'), ('concluded', '已出结果'), ('cancelled', '已取消')], default='filed', max_length=10, verbose_name='阶段')),
                ('no_code_reason', models.CharField(blank=True, max_length=200, verbose_name='未扫码的原因')),
                ('in_at', models.DateTimeField(blank=True, null=True, verbose_name='入企时间')),
                ('in_latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='入企纬度')),
                ('in_longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='入企经度')),
                ('in_no_position', models.CharField(blank=True, max_length=200, verbose_name='入企未定位的原因')),
                ('out_at', models.DateTimeField(blank=True, null=True, verbose_name='离开时间')),
                ('out_latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='离开纬度')),
                ('out_longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='离开经度')),
                ('out_no_position', models.CharField(blank=True, max_length=200, verbose_name='离开未定位的原因')),
                ('result', models.CharField(blank=True, choices=[('clean', '未发现问题'), ('advised', '提醒指导'), ('rectify', '责令改正'), ('penalty', '立案处罚'), ('handed_on', '移送')], max_length=10, verbose_name='检查结果')),
                ('result_note', models.TextField(blank=True, verbose_name='结果说明')),
                ('rectify_by', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.servicecode', verbose_name='服务码')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='companies.company', verbose_name='企业')),
                ('joined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='inspections.filing', verbose_name='并入的联合检查')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='备案人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='inspections.inspectionplan', verbose_name='年度计划')),
            ],
            options={
                'verbose_name': '检查备案',
                'indexes': [models.Index(fields=['unit', '-planned_on', '-id'], name='filing_of_unit'), models.Index(fields=['company', '-planned_on'], name='filing_at_a_firm'), models.Index(fields=['-planned_on', '-id'], name='filing_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('officer_count__gte', 2)), name='filing_has_two_officers'), models.CheckConstraint(condition=models.Q(('exempt', ''), models.Q(('exempt_note', ''), _negated=True), _connector='OR'), name='exempt_filing_says_why'), models.CheckConstraint(condition=models.Q(('in_at__isnull', True), models.Q(('in_latitude__isnull', False), ('in_longitude__isnull', False)), models.Q(('in_no_position', ''), _negated=True), _connector='OR'), name='scan_in_has_a_position_or_a_reason'), models.CheckConstraint(condition=models.Q(('out_at__isnull', True), models.Q(('out_latitude__isnull', False), ('out_longitude__isnull', False)), models.Q(('out_no_position', ''), _negated=True), _connector='OR'), name='scan_out_has_a_position_or_a_reason'), models.CheckConstraint(condition=models.Q(('out_at__isnull', True), models.Q(('in_at__isnull', False), ('out_at__gte', models.F('in_at'))), _connector='OR'), name='left_after_coming'), models.CheckConstraint(condition=models.Q(('in_at__isnull', True), ('code__isnull', False), models.Q(('no_code_reason', ''), _negated=True), _connector='OR'), name='entered_by_code_or_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='InspectionRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('daily', '日常检查'), ('special', '专项检查'), ('case', '个案检查'), ('joint', '联合检查')], max_length=10, verbose_name='类型')),
                ('level', models.PositiveSmallIntegerField(choices=[(5, '非常满意'), (4, '满意'), (3, '基本满意'), (2, '不满意'), (1, '非常不满意')], verbose_name='总体评价')),
                ('aspects', models.JSONField(blank=True, default=dict, verbose_name='分项评价')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                ('rated_month', models.DateField(verbose_name='评价月份')),
                ('seal', models.CharField(editable=False, max_length=64, unique=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
            ],
            options={
                'verbose_name': '检查评价',
                'constraints': [models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='inspection_rating_level_of_five')],
            },
        ),
        migrations.CreateModel(
            name='LeftDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=120, verbose_name='文书名称')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveBigIntegerField(default=0)),
                ('content_type', models.CharField(max_length=100)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='inspections.filing')),
            ],
            options={
                'verbose_name': '留下的文书',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('daily', '日常检查'), ('special', '专项检查'), ('case', '个案检查'), ('joint', '联合检查')], max_length=10, verbose_name='类型')),
                ('target', models.CharField(max_length=200, verbose_name='检查对象')),
                ('items', models.CharField(max_length=300, verbose_name='检查事项')),
                ('months', models.CharField(max_length=60, verbose_name='时间安排')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='每家每年(次)')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='inspections.inspectionplan')),
            ],
            options={
                'verbose_name': '检查计划事项',
                'constraints': [models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='plan_line_at_least_once')],
            },
        ),
        migrations.CreateModel(
            name='FilingBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_counted', models.BooleanField(default=False, verbose_name='计入上限')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='inspections.filing')),
            ],
            options={
                'verbose_name': '参加机关',
                'constraints': [models.UniqueConstraint(fields=('filing', 'body'), name='body_once_in_an_inspection')],
            },
        ),
        migrations.CreateModel(
            name='FilingOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('certificate', models.CharField(max_length=40, verbose_name='执法证号')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officers', to='inspections.filing')),
            ],
            options={
                'verbose_name': '检查人员',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('filing', 'certificate'), name='certificate_once_in_an_inspection'), models.CheckConstraint(condition=models.Q(models.Q(('certificate', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='officer_has_a_certificate')],
            },
        ),
        migrations.CreateModel(
            name='FrequencyCap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('per_year', models.PositiveSmallIntegerField(verbose_name='每家每年至多(次)')),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
                ('body', models.ForeignKey(blank=True, help_text='不填为适用机构下的每个机关', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='检查机关')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='适用机构')),
            ],
            options={
                'verbose_name': '检查频次上限',
                'constraints': [models.UniqueConstraint(fields=('unit', 'body', 'since_on'), name='frequency_cap_once_a_day'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='cap_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='FrequencyCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('used', models.PositiveSmallIntegerField(default=0, verbose_name='已用(次)')),
                ('allowed', models.PositiveSmallIntegerField(verbose_name='上限(次)')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
            ],
            options={
                'verbose_name': '检查次数',
                'constraints': [models.UniqueConstraint(fields=('company', 'body', 'year'), name='one_counter_for_a_firm_and_year'), models.CheckConstraint(condition=models.Q(('used__lte', models.F('allowed'))), name='inspections_within_the_cap')],
            },
        ),
    ]
