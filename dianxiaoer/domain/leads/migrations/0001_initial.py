import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0001_initial'),
        ('companies', '0002_search'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('projects', '0001_initial'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='线索名称')),
                ('company_name', models.CharField(blank=True, max_length=200, verbose_name='企业名称')),
                ('company_normal', models.CharField(blank=True, editable=False, max_length=200)),
                ('source_kind', models.CharField(choices=[('fair', '展会'), ('visit', '拜访考察'), ('chamber', '商会协会'), ('referral', '引荐'), ('agency', '委托招商机构'), ('field_office', '驻点招商'), ('fund', '基金'), ('web', '网络'), ('article', '公开报道'), ('walk_in', '主动上门'), ('other', '其他')], max_length=20, verbose_name='来源')),
                ('source_note', models.CharField(blank=True, max_length=200, verbose_name='来源说明')),
                ('referrer_name', models.CharField(blank=True, max_length=100, verbose_name='引荐人')),
                ('industry_code', models.CharField(blank=True, max_length=4, verbose_name='行业代码')),
                ('planned_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='拟投资额')),
                ('content', models.TextField(blank=True, verbose_name='项目内容')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='联系人')),
                ('contact_position', models.CharField(blank=True, max_length=60, verbose_name='联系人职务')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='联系电话')),
                ('registered_on', models.DateField(editable=False, verbose_name='登记日期')),
                ('stage', models.CharField(choices=[('new', '新登记'), ('screened', '已研判'), ('in_negotiation', '在谈'), ('converted', '已转项目'), ('dropped', '已放弃')], default='new', editable=False, max_length=20, verbose_name='阶段')),
                ('responded_on', models.DateField(blank=True, editable=False, null=True, verbose_name='响应日期')),
                ('needs_experts', models.BooleanField(default=False, editable=False, verbose_name='需专家研判')),
                ('screening_opinion', models.TextField(blank=True, editable=False, verbose_name='研判意见')),
                ('screened_on', models.DateField(blank=True, editable=False, null=True, verbose_name='研判日期')),
                ('fed_back_on', models.DateField(blank=True, editable=False, null=True, verbose_name='反馈日期')),
                ('negotiation_started_on', models.DateField(blank=True, editable=False, null=True, verbose_name='洽谈开始日期')),
                ('last_followed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='最近跟进')),
                ('converted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='转项目日期')),
                ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='放弃日期')),
                ('drop_reason', models.CharField(blank=True, choices=[('not_fit', '不符合产业方向'), ('no_site', '没有合适载体'), ('environment', '环保能耗不符合'), ('terms', '条件谈不拢'), ('elsewhere', '落户他处'), ('investor_quit', '投资方放弃'), ('no_contact', '长期无回应'), ('duplicate', '重复线索'), ('other', '其他')], editable=False, max_length=20, verbose_name='放弃原因')),
                ('reopened_on', models.DateField(blank=True, editable=False, null=True, verbose_name='重新启用日期')),
                ('next_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下一时限')),
                ('next_due_kind', models.CharField(blank=True, choices=[('respond', '首次响应'), ('judge', '研判'), ('judge_experts', '专家研判'), ('feed_back', '反馈'), ('follow_up', '跟进'), ('dormant', '休眠')], editable=False, max_length=20, verbose_name='下一事项')),
                ('dormant_on', models.DateField(blank=True, editable=False, null=True, verbose_name='转入休眠日期')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='activities.activity', verbose_name='来自活动')),
                ('chain', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.chain', verbose_name='产业链')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='companies.company', verbose_name='企业档案')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('project', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead', to='projects.project', verbose_name='项目')),
                ('registered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='首次登记人')),
                ('sponsor_leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='牵头领导')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '线索',
                'indexes': [models.Index(fields=['unit', 'stage', '-registered_on', '-id'], name='lead_stage_newest'), models.Index(fields=['-registered_on', '-id'], name='lead_newest'), models.Index(fields=['owner', 'next_due_on'], name='lead_due_of_owner'), models.Index(fields=['next_due_on', 'id'], name='lead_by_due'), models.Index(fields=['-planned_yuan', '-id'], name='lead_by_amount'), models.Index(fields=['unit', 'company_normal'], name='lead_of_company'), models.Index(fields=['unit', 'negotiation_started_on'], name='lead_negotiating')],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned_yuan__isnull', True), ('planned_yuan__gte', 0), _connector='OR'), name='lead_planned_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('converted_on__isnull', False), ('project__isnull', False), ('stage', 'converted')), models.Q(models.Q(('stage', 'converted'), _negated=True), ('project__isnull', True)), _connector='OR'), name='lead_converted_means_a_project'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', False), ('stage', 'dropped'), models.Q(('drop_reason', ''), _negated=True)), models.Q(models.Q(('stage', 'dropped'), _negated=True), ('drop_reason', ''), ('dropped_on__isnull', True)), _connector='OR'), name='lead_dropped_has_reason_and_date')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('manner', models.CharField(choices=[('call', '电话微信'), ('meeting', '座谈'), ('visit_out', '上门拜访'), ('visit_in', '接待来访'), ('online', '视频会议'), ('other', '其他')], max_length=20, verbose_name='方式')),
                ('note', models.TextField(verbose_name='跟进情况')),
                ('next_step', models.CharField(blank=True, max_length=200, verbose_name='下一步')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='跟进人')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followups', to='leads.lead')),
            ],
            options={
                'verbose_name': '跟进',
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['lead', '-on'], name='followup_of_lead')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('aspect', models.CharField(choices=[('overall', '综合'), ('industry', '产业契合'), ('market', '市场前景'), ('technology', '技术路线'), ('environment', '环境影响'), ('energy', '能源消耗'), ('benefit', '经济效益')], default='overall', max_length=20, verbose_name='方面')),
                ('verdict', models.CharField(choices=[('support', '支持'), ('conditional', '有条件支持'), ('against', '不支持')], max_length=20, verbose_name='结论')),
                ('text', models.TextField(verbose_name='意见')),
                ('expert_name', models.CharField(blank=True, max_length=60, verbose_name='专家姓名')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='研判人')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='leads.lead')),
            ],
            options={
                'verbose_name': '研判意见',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('since_on', models.DateField(verbose_name='起')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('note', models.TextField(blank=True, verbose_name='交接说明')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownerships', to='leads.lead')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
            ],
            options={
                'verbose_name': '负责人变更',
                'ordering': ['-since_on', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('lead',), name='lead_has_one_active_owner', violation_error_message='一条线索只有一名负责人:这条线索刚被移交,请刷新页面。')],
            },
        ),
        migrations.CreateModel(
            name='TaskForce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='专班名称')),
                ('formed_on', models.DateField(verbose_name='组建日期')),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='专班负责人')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='task_forces', to='leads.lead')),
            ],
            options={
                'verbose_name': '专班',
                'constraints': [models.UniqueConstraint(fields=('lead',), name='lead_has_one_task_force', violation_error_message='这条线索已有专班:一条线索只设一个专班,请在原专班中调整成员。')],
            },
        ),
        migrations.CreateModel(
            name='TaskForceMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(blank=True, max_length=100, verbose_name='分工')),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='leads.taskforce')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='成员')),
            ],
            options={
                'verbose_name': '专班成员',
                'constraints': [models.UniqueConstraint(fields=('task_force', 'user'), name='member_once_in_a_task_force')],
            },
        ),
        migrations.CreateModel(
            name='ClockRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.CharField(choices=[('respond', '首次响应'), ('judge', '研判'), ('judge_experts', '专家研判'), ('feed_back', '反馈'), ('follow_up', '跟进'), ('dormant', '休眠')], max_length=20, verbose_name='事项')),
                ('days', models.PositiveSmallIntegerField(verbose_name='天数')),
                ('is_working_days', models.BooleanField(default=False, verbose_name='按工作日计')),
                ('from_on', models.DateField(verbose_name='起用日期')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='适用机构')),
            ],
            options={
                'verbose_name': '服务时限',
                'ordering': ['key', '-from_on'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'key', 'from_on'), name='clock_rule_once_a_day'), models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 730)), name='clock_rule_days_sensible')],
            },
        ),
    ]
