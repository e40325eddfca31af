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
        ('tickets', '0003_shipped'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, '周一'), (1, '周二'), (2, '周三'), (3, '周四'), (4, '周五')], default=0, verbose_name='星期')),
                ('topics', models.CharField(blank=True, max_length=200, verbose_name='走访主题')),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('chief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='局长')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='部门')),
            ],
            options={
                'verbose_name': '每周局长走访',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('unit', 'chief', 'weekday'), name='rota_once_a_weekday'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='rota_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('liaison', '包联走访'), ('bureau_chief', '局长走访'), ('leader', '领导调研'), ('policy', '政策宣讲上门'), ('other', '其他走访')], max_length=20, verbose_name='类型')),
                ('planned_on', models.DateField(verbose_name='计划日期')),
                ('topics', models.CharField(max_length=300, verbose_name='走访主题')),
                ('over_limit_reason', models.CharField(blank=True, max_length=200, verbose_name='超过次数的理由')),
                ('stage', models.CharField(choices=[('planned', '计划中'), ('done', '已走访'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='走访日期')),
                ('summary', models.TextField(blank=True, verbose_name='走访情况')),
                ('in_at', models.DateTimeField(blank=True, null=True, verbose_name='签到时间')),
                ('in_latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='签到纬度')),
                ('in_longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='签到经度')),
                ('in_no_position', models.CharField(blank=True, max_length=200, verbose_name='未定位的原因')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.servicecode', verbose_name='服务码')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='companies.company', verbose_name='企业')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='走访人')),
                ('rota', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='visits.rota', verbose_name='每周走访')),
                ('tickets', models.ManyToManyField(blank=True, related_name='visits', to='tickets.ticket', verbose_name='关联走访')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='走访单位')),
            ],
            options={
                'verbose_name': '走访',
                'indexes': [models.Index(fields=['unit', '-planned_on', '-id'], name='visit_of_unit'), models.Index(fields=['company', '-planned_on'], name='visit_at_a_firm'), models.Index(fields=['owner', 'stage', 'planned_on'], name='visit_of_owner'), models.Index(fields=['-planned_on', '-id'], name='visit_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('stage', 'done'), _negated=True), models.Q(('visited_on__isnull', False), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='visit_done_has_a_record'), models.CheckConstraint(condition=models.Q(('in_at__isnull', True), models.Q(('in_latitude__isnull', False), ('in_longitude__isnull', False)), models.Q(('in_no_position', ''), _negated=True), _connector='OR'), name='check_in_has_a_position_or_a_reason'), models.UniqueConstraint(fields=('rota', 'planned_on'), name='rota_visits_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Met',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='met', to='visits.visit')),
            ],
            options={
                'verbose_name': '会见人员',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('flag', models.CharField(choices=[('closing', '停产关闭苗头'), ('moving', '外迁苗头'), ('expansion', '增资扩产'), ('labour', '用工'), ('supply', '供应链与订单'), ('finance', '资金融资'), ('utilities', '水电路'), ('other', '其他')], max_length=12, verbose_name='类别')),
                ('text', models.TextField(verbose_name='问题')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='companies.company', verbose_name='企业')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='tickets.ticket', verbose_name='诉求')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='走访单位')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='visits.visit')),
            ],
            options={
                'verbose_name': '走访发现',
                'indexes': [models.Index(fields=['unit', 'flag', '-found_on'], name='finding_by_flag'), models.Index(fields=['-found_on', '-id'], name='finding_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='finding_says_what'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('found_on'))), name='finding_due_after_found')],
            },
        ),
        migrations.CreateModel(
            name='Visitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='单位')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='系统人员')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visitors', to='visits.visit')),
            ],
            options={
                'verbose_name': '随行人员',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('visit', 'user'), name='visitor_once_in_a_visit')],
            },
        ),
    ]
