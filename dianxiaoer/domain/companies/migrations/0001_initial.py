import dianxiaoer.kernel.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='企业名称')),
                ('normal_name', models.CharField(editable=False, max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='简称')),
                ('former_names', models.TextField(blank=True, help_text='每行一个', verbose_name='曾用名')),
                ('uscc', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                ('industry_code', models.CharField(blank=True, max_length=4, verbose_name='国民经济行业')),
                ('region_code', models.CharField(blank=True, max_length=6, verbose_name='所在地代码')),
                ('region_name', models.CharField(blank=True, max_length=120, verbose_name='所在地')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='地址')),
                ('ownership', models.CharField(blank=True, choices=[('central_state', '央企'), ('local_state', '地方国企'), ('private', '民营'), ('foreign', '外资'), ('hmt', '港澳台资'), ('mixed', '混合所有制')], max_length=20, verbose_name='所有制')),
                ('established_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                ('capital_yuan', dianxiaoer.kernel.fields.AmountField(blank=True, null=True, verbose_name='注册资本')),
                ('website', models.CharField(blank=True, max_length=200, verbose_name='网站')),
                ('products', models.CharField(blank=True, max_length=300, verbose_name='主要产品')),
                ('note', models.TextField(blank=True, verbose_name='备注')),
                ('is_target', models.BooleanField(default=False, verbose_name='目标企业')),
                ('is_investor', models.BooleanField(default=False, verbose_name='投资方')),
                ('is_resident', models.BooleanField(default=False, verbose_name='驻区企业')),
                ('status', models.CharField(choices=[('operating', '存续'), ('suspended', '停业'), ('moved_out', '迁出'), ('revoked', '吊销'), ('deregistered', '注销')], default='operating', max_length=20, verbose_name='状态')),
                ('chain', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.chain', verbose_name='产业链')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='联络人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='建档机构')),
            ],
            options={
                'verbose_name': '企业',
                'indexes': [models.Index(fields=['unit', 'normal_name'], name='company_by_normal_name'), models.Index(fields=['unit', '-id'], name='company_of_unit'), models.Index(condition=models.Q(('uscc', ''), _negated=True), fields=['uscc'], name='company_by_uscc'), models.Index(fields=['name', 'id'], name='company_by_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('uscc', ''), _negated=True), fields=('unit', 'uscc'), name='company_uscc_once_in_a_unit'), models.CheckConstraint(condition=models.Q(('uscc', ''), ('uscc__regex', '^[0-9A-HJ-NPQRTUWXY]{18}$'), _connector='OR'), name='company_uscc_has_18_characters'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='company_has_a_name'), models.CheckConstraint(condition=models.Q(('capital_yuan__isnull', True), ('capital_yuan__gte', 0), _connector='OR'), name='company_capital_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('is_main', models.BooleanField(default=False, verbose_name='首要联系人')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='companies.company')),
            ],
            options={
                'verbose_name': '联系人',
                'ordering': ['-is_main', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('company',), name='company_has_one_main_contact')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.CharField(choices=[('staff', '从业人员'), ('revenue', '营业收入'), ('output', '产值'), ('tax', '纳税'), ('rd', '研发投入'), ('patents', '专利'), ('product', '主要产品'), ('market', '市场与客户'), ('shareholder', '股东与实控人'), ('plan', '投资计划'), ('honour', '资质荣誉'), ('risk', '风险提示'), ('other', '其他')], max_length=20, verbose_name='事项')),
                ('value', models.CharField(max_length=500, verbose_name='内容')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
                ('on', models.DateField(verbose_name='截至日期')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='companies.company')),
            ],
            options={
                'verbose_name': '企业情况',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RankingMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('list_name', models.CharField(max_length=60, verbose_name='榜单')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('place', models.PositiveIntegerField(blank=True, null=True, verbose_name='名次')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='来源')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='companies.company')),
            ],
            options={
                'verbose_name': '上榜',
                'ordering': ['-year', 'list_name'],
                'indexes': [models.Index(fields=['list_name', 'year'], name='ranking_mark_by_list')],
                'constraints': [models.UniqueConstraint(fields=('company', 'list_name', 'year'), name='company_once_on_a_list_in_a_year'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='ranking_year_is_a_year'), models.CheckConstraint(condition=models.Q(('place__isnull', True), ('place__gte', 1), _connector='OR'), name='ranking_place_from_one')],
            },
        ),
    ]
