import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('agency', '委托招商'), ('chamber', '商会协会'), ('field_office', '驻点招商'), ('referral', '以商招商'), ('fund', '基金招商'), ('acquisition', '收购兼并'), ('reverse_enclave', '反向飞地'), ('performance', '对赌招商')], max_length=20, verbose_name='方式')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('partner', models.CharField(blank=True, max_length=120, verbose_name='合作方')),
                ('region_name', models.CharField(blank=True, max_length=120, verbose_name='面向地区')),
                ('brief', models.TextField(blank=True, help_text='约定做什么、做到多少;对赌写明承诺与追回条件', verbose_name='委托任务')),
                ('fee_basis', models.CharField(blank=True, help_text='如:按落地项目到位资金的比例', max_length=200, verbose_name='付费方式')),
                ('fee_yuan', dianxiaoer.kernel.fields.AmountField(default=0, verbose_name='约定费用')),
                ('paid_yuan', dianxiaoer.kernel.fields.AmountField(default=0, verbose_name='已付费用')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('status', models.CharField(choices=[('open', '合作中'), ('closed', '已结束')], default='open', max_length=20, verbose_name='状态')),
                ('result_note', models.TextField(blank=True, verbose_name='成效小结')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '招商渠道',
                'indexes': [models.Index(fields=['unit', 'kind'], name='channel_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'name'), name='channel_name_once_in_a_unit'), models.CheckConstraint(condition=models.Q(('fee_yuan__gte', 0)), name='channel_fee_not_negative'), models.CheckConstraint(condition=models.Q(('paid_yuan__gte', 0), ('paid_yuan__lte', models.F('fee_yuan'))), name='channel_paid_within_fee'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='channel_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('outbound', '走出去'), ('inbound', '请进来'), ('trade_fair', '以展招商'), ('roadshow', '推介会'), ('delegation', '考察团组'), ('signing_event', '签约仪式'), ('entrepreneur_day', '企业家日活动'), ('field_office', '驻点招商')], max_length=20, verbose_name='类型')),
                ('direction', models.CharField(blank=True, choices=[('in', '请进来'), ('out', '走出去')], max_length=5, verbose_name='方向')),
                ('name', models.CharField(max_length=200, verbose_name='活动名称')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('theme', models.CharField(blank=True, max_length=120, verbose_name='主题或产业')),
                ('organiser', models.CharField(blank=True, max_length=200, verbose_name='主办或联合单位')),
                ('is_major', models.BooleanField(default=False, verbose_name='重大活动')),
                ('cost_yuan', dianxiaoer.kernel.fields.AmountField(default=0, verbose_name='费用')),
                ('status', models.CharField(choices=[('planned', '计划中'), ('held', '已举办'), ('cancelled', '已取消')], default='planned', max_length=20, verbose_name='状态')),
                ('result_note', models.TextField(blank=True, verbose_name='成效或说明')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='activities.channel', verbose_name='经由渠道')),
            ],
            options={
                'verbose_name': '招商活动',
                'indexes': [models.Index(fields=['unit', 'starts_on'], name='activity_of_unit'), models.Index(fields=['-starts_on', '-id'], name='activity_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activity_ends_after_start'), models.CheckConstraint(condition=models.Q(('cost_yuan__gte', 0)), name='activity_cost_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='ChannelResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('introduced', '推荐企业'), ('visited', '促成考察'), ('signed', '促成签约'), ('landed', '促成落地'), ('clawed_back', '追回')], max_length=20, verbose_name='成效')),
                ('on', models.DateField(verbose_name='日期')),
                ('company_name', models.CharField(blank=True, max_length=200, verbose_name='企业')),
                ('amount_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='金额')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='activities.channel')),
            ],
            options={
                'verbose_name': '渠道成效',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_yuan__isnull', True), ('amount_yuan__gte', 0), _connector='OR'), name='channel_result_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('what', models.CharField(max_length=200, verbose_name='跟进事项')),
                ('company_name', models.CharField(blank=True, max_length=200, verbose_name='相关企业')),
                ('due_on', models.DateField(verbose_name='截止日期')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='办理结果')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followups', to='activities.activity')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
            ],
            options={
                'verbose_name': '跟进事项',
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['owner', 'due_on'], name='followup_open_by_owner'), models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='followup_open_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='followup_done_with_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名或团队')),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='单位')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('heads', models.PositiveIntegerField(default=1, verbose_name='人数')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='activities.activity')),
            ],
            options={
                'verbose_name': '来宾',
                'constraints': [models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='guest_heads_at_least_one')],
            },
        ),
        migrations.CreateModel(
            name='MetCompany',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company_name', models.CharField(max_length=200, verbose_name='企业名称')),
                ('manner', models.CharField(choices=[('met', '展会或会场见面'), ('talked', '座谈'), ('visited', '登门拜访')], default='met', max_length=10, verbose_name='方式')),
                ('met_on', models.DateField(verbose_name='日期')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='对方人员')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='交流内容')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='met_companies', to='activities.activity')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meetings', to='companies.company', verbose_name='企业档案')),
            ],
            options={
                'verbose_name': '会见企业',
                'indexes': [models.Index(fields=['manner', 'met_on'], name='met_company_by_manner')],
                'constraints': [models.UniqueConstraint(fields=('activity', 'company_name', 'manner'), name='company_met_once_per_activity_and_manner')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('side', models.CharField(choices=[('leader', '带队领导'), ('host', '接待人'), ('member', '随行人员')], default='member', max_length=10, verbose_name='角色')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='单位')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='activities.activity')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='系统人员')),
            ],
            options={
                'verbose_name': '参加人员',
                'constraints': [models.UniqueConstraint(fields=('activity', 'user'), name='participant_once_per_activity')],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='时间')),
                ('site', models.CharField(max_length=120, verbose_name='地点或考察点')),
                ('purpose', models.CharField(blank=True, max_length=200, verbose_name='内容')),
                ('host_name', models.CharField(blank=True, max_length=60, verbose_name='接待人')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='activities.activity')),
            ],
            options={
                'verbose_name': '行程',
                'ordering': ['on', 'starts_at', 'id'],
            },
        ),
    ]
