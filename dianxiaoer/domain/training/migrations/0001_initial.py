import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_codes_drafts_claims'),
        ('companies', '0002_search'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('course', '培训班'), ('meeting', '企业家座谈会'), ('policy_talk', '政策宣讲'), ('matching', '对接会')], max_length=20, verbose_name='类型')),
                ('manner', models.CharField(choices=[('hall', '现场'), ('online', '线上'), ('at_firm', '进企业')], default='hall', max_length=10, verbose_name='形式')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='英文名称')),
                ('programme', models.CharField(blank=True, help_text='如:育苗扶壮', max_length=80, verbose_name='所属计划')),
                ('lecturer', models.CharField(blank=True, max_length=120, verbose_name='主讲人')),
                ('partner', models.CharField(blank=True, max_length=120, verbose_name='合作单位或院校')),
                ('host_firm', models.CharField(blank=True, max_length=200, verbose_name='所在企业')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='地点或线上地址')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('starts_time', models.TimeField(blank=True, null=True, verbose_name='开始时间')),
                ('ends_time', models.TimeField(blank=True, null=True, verbose_name='结束时间')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='名额')),
                ('note', models.TextField(blank=True, verbose_name='内容介绍')),
                ('code', models.CharField(editable=False, max_length=8, unique=True, verbose_name='报名码')),
                ('is_open', models.BooleanField(default=True, verbose_name='接受企业报名')),
                ('register_until_on', models.DateField(blank=True, null=True, verbose_name='报名截止')),
                ('asks_outcome', models.BooleanField(default=False, help_text='到期发短信问成本和订单的变化', verbose_name='课后回访成效')),
                ('outcome_days', models.PositiveSmallIntegerField(default=90, verbose_name='课后多少天回访')),
                ('status', models.CharField(choices=[('planned', '计划中'), ('held', '已举办'), ('cancelled', '已取消')], default='planned', editable=False, max_length=10, verbose_name='状态')),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('result_note', models.TextField(blank=True, verbose_name='小结')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='主办机构')),
            ],
            options={
                'verbose_name': '培训活动',
                'indexes': [models.Index(fields=['-starts_on', '-id'], name='course_by_start'), models.Index(fields=['unit', 'starts_on'], name='course_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='course_ends_after_it_starts', violation_error_message='结束日期早于开始日期。'), models.CheckConstraint(condition=models.Q(('seats__isnull', True), ('seats__gte', 1), _connector='OR'), name='course_seats_at_least_one'), models.CheckConstraint(condition=models.Q(('outcome_days__gte', 1), ('outcome_days__lte', 730)), name='course_outcome_days_sensible')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company_name', models.CharField(max_length=200, verbose_name='企业名称')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                ('asked_on', models.DateField(verbose_name='回访日期')),
                ('state', models.CharField(choices=[('asked', '待填写'), ('answered', '已填写'), ('declined', '不便提供')], default='asked', max_length=10, verbose_name='状态')),
                ('cost_before_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='之前的生产成本')),
                ('cost_after_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='之后的生产成本')),
                ('orders_before_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='之前的订单额')),
                ('orders_after_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='之后的订单额')),
                ('comment', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='来源')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='填写日期')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='accounts.account')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='companies.company', verbose_name='企业档案')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='training.course', verbose_name='活动')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '培训成效',
                'indexes': [models.Index(fields=['unit', '-id'], name='outcome_of_unit'), models.Index(fields=['account', '-id'], name='outcome_of_account')],
                'constraints': [models.UniqueConstraint(fields=('course', 'company_name'), name='outcome_asked_once_per_firm'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_on__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='outcome_answered_with_day_and_source'), models.CheckConstraint(condition=models.Q(models.Q(('cost_before_yuan__isnull', True), ('cost_before_yuan__gt', 0), _connector='OR'), models.Q(('cost_after_yuan__isnull', True), ('cost_after_yuan__gte', 0), _connector='OR'), models.Q(('orders_before_yuan__isnull', True), ('orders_before_yuan__gt', 0), _connector='OR'), models.Q(('orders_after_yuan__isnull', True), ('orders_after_yuan__gte', 0), _connector='OR')), name='outcome_amounts_not_negative', violation_error_message='金额不能是负数;之前的金额须大于 0,否则算不出变化。'), models.CheckConstraint(condition=models.Q(models.Q(('cost_after_yuan__isnull', True), ('cost_before_yuan__isnull', True)), models.Q(('cost_after_yuan__isnull', False), ('cost_before_yuan__isnull', False)), _connector='OR'), name='outcome_cost_before_and_after', violation_error_message='成本请把之前和之后都填上。'), models.CheckConstraint(condition=models.Q(models.Q(('orders_after_yuan__isnull', True), ('orders_before_yuan__isnull', True)), models.Q(('orders_after_yuan__isnull', False), ('orders_before_yuan__isnull', False)), _connector='OR'), name='outcome_orders_before_and_after', violation_error_message='订单请把之前和之后都填上。')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('company_name', models.CharField(blank=True, max_length=200, verbose_name='企业名称')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                ('channel', models.CharField(choices=[('code', '扫码报名'), ('portal', '企业自助'), ('desk', '代为报名')], max_length=10, verbose_name='报名渠道')),
                ('place', models.PositiveIntegerField(blank=True, null=True, verbose_name='座号')),
                ('state', models.CharField(choices=[('registered', '已报名'), ('waiting', '候补'), ('attended', '已参加'), ('absent', '未到'), ('cancelled', '已取消')], default='registered', max_length=10, verbose_name='状态')),
                ('attended_on', models.DateField(blank=True, null=True, verbose_name='到场日期')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='满意度(1–5)')),
                ('feedback', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                ('feedback_at', models.DateTimeField(blank=True, null=True, verbose_name='评价时间')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='accounts.account')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='companies.company', verbose_name='企业档案')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='training.course', verbose_name='活动')),
            ],
            options={
                'verbose_name': '报名',
                'ordering': ['course', 'id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['course', 'id'], name='registration_in_line'), models.Index(fields=['account', '-id'], name='registration_of_account'), models.Index(fields=['company', '-id'], name='registration_of_company'), models.Index(fields=['attended_on'], name='registration_by_attendance')],
                'constraints': [models.UniqueConstraint(fields=('course', 'place'), name='place_of_a_course_taken_once'), models.UniqueConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('state', 'cancelled'), _negated=True)), fields=('course', 'phone'), name='registered_once_per_phone', violation_error_message='这个手机号已经报过名。'), models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', True), ('state__in', ['waiting', 'cancelled'])), models.Q(('place__isnull', False), ('state__in', ['registered', 'attended', 'absent'])), _connector='OR'), name='registration_has_a_place_unless_it_waits'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'attended'), _negated=True), ('attended_on__isnull', False), _connector='OR'), name='attended_on_a_day'), models.CheckConstraint(condition=models.Q(('level__isnull', True), models.Q(('level__gte', 1), ('level__lte', 5)), _connector='OR'), name='feedback_level_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='Talent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('programme', models.CharField(blank=True, max_length=120, verbose_name='人才计划或称号')),
                ('level', models.CharField(choices=[('national', '国家级'), ('provincial', '省级'), ('city', '市级'), ('district', '区县级'), ('other', '其他')], max_length=20, verbose_name='层次')),
                ('manner', models.CharField(choices=[('full_time', '全职引进'), ('flexible', '柔性引进')], max_length=10, verbose_name='引进方式')),
                ('field', models.CharField(blank=True, max_length=80, verbose_name='专业领域')),
                ('employer_name', models.CharField(max_length=200, verbose_name='用人单位')),
                ('brought_in_on', models.DateField(verbose_name='引进日期')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talents', to='companies.company', verbose_name='企业档案')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='所属机构')),
            ],
            options={
                'verbose_name': '引进人才',
                'indexes': [models.Index(fields=['-brought_in_on', '-id'], name='talent_by_day'), models.Index(fields=['unit', 'brought_in_on'], name='talent_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'name', 'employer_name', 'brought_in_on'), name='talent_entered_once', violation_error_message='这个人已登记过(同一单位、同一引进日期)。')],
            },
        ),
    ]
