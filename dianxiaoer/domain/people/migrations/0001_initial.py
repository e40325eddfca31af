import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='账号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='手机')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('must_change_password', models.BooleanField(default=True, verbose_name='下次登录须改密码')),
                ('password_changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('language', models.CharField(choices=[('zh-hans', '中文'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='界面语言')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '人员',
                'ordering': ['username'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='username_once_whatever_its_case')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('started_at', models.DateTimeField(verbose_name='登录时间')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来源地址')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='浏览器')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '登录会话',
                'ordering': ['-started_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='更新时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='机构名称')),
                ('name_en', models.CharField(blank=True, max_length=150, verbose_name='英文名称')),
                ('kind', models.CharField(choices=[('province', '省'), ('city', '市'), ('district', '区县'), ('park', '园区'), ('street', '街道乡镇'), ('bureau', '部门'), ('section', '科室')], max_length=20, verbose_name='类型')),
                ('path', models.CharField(editable=False, max_length=200, unique=True)),
                ('region_code', models.CharField(blank=True, help_text='GB/T 2260,6 至 12 位数字', max_length=12, verbose_name='行政区划代码')),
                ('region_name', models.CharField(blank=True, db_index=True, help_text='如:河南省郑州市惠济区', max_length=100, verbose_name='所辖地区')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='示例机构')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.unit', verbose_name='上级机构')),
            ],
            options={
                'verbose_name': '机构',
                'ordering': ['path'],
                'constraints': [models.UniqueConstraint(fields=('parent', 'name'), name='unit_name_once_under_a_parent'), models.CheckConstraint(condition=models.Q(('region_code__regex', '^([0-9]{6}|[0-9]{9}|[0-9]{12})?$')), name='unit_region_code_is_digits')],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('officer', '招商干部'), ('chief', '科长'), ('leader', '领导'), ('handler', '部门经办'), ('park_manager', '园区经理'), ('supervisor', '督查专员'), ('auditor', '审计员'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('api_client', '接口账号')], max_length=20, verbose_name='角色')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='作用机构')),
            ],
            options={
                'verbose_name': '角色',
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'unit'), name='role_held_once_at_a_unit')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.unit', verbose_name='所在机构'),
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ledger', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=40, verbose_name='视图名称')),
                ('query', models.TextField(blank=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('user', 'ledger', 'name'), name='view_name_once_per_ledger')],
            },
        ),
    ]
