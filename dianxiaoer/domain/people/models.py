"""Units in a tree, people who sign in, the roles they hold, their open sessions and saved views."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.states import Role, UnitKind
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Unit(Recorded):
    """A body in the tree: province ⊃ city ⊃ district ⊃ park, street, bureau ⊃ section.

    `path` is the chain of ids from the root ("1.4.9."), so a subtree is one prefix.
    """

    name = models.CharField(_("机构名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=150, blank=True)
    kind = models.CharField(_("类型"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    region_code = models.CharField(
        _("行政区划代码"), max_length=12, blank=True, help_text=_("GB/T 2260,6 至 12 位数字")
    )
    region_name = models.CharField(
        _("所辖地区"), max_length=100, blank=True, db_index=True, help_text=_("如:河南省郑州市惠济区")
    )
    is_active = models.BooleanField(_("在用"), default=True)
    is_fictitious = models.BooleanField(_("示例机构"), default=False)

    SCOPE = Scope("units", unit="pk")

    class Meta:
        verbose_name = _("机构")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_under_a_parent"),
            models.CheckConstraint(
                condition=models.Q(region_code__regex=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})?$"),
                name="unit_region_code_is_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    @property
    def depth(self) -> int:
        return self.path.count(".") - 1

    @property
    def ancestry(self) -> list[int]:
        """Ids from the root down to the unit itself."""
        return [int(step) for step in self.path.split(".") if step]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person (or an interface account) who signs in. What they may do comes only from their roles and grants.py."""

    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    unit = models.ForeignKey(Unit, verbose_name=_("所在机构"), on_delete=models.PROTECT, related_name="people")
    position = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("界面语言"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    objects = UserManager()
    SCOPE = Scope("people", unit="unit")

    class Meta:
        verbose_name = _("人员")
        ordering = ["username"]
        constraints = [models.UniqueConstraint(Lower("username"), name="username_once_whatever_its_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """A person holds a role at a unit: the grants of the role reach that unit and everything below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, verbose_name=_("作用机构"), on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("起始日期"))

    SCOPE = Scope("people", unit="user__unit")

    class Meta:
        verbose_name = _("角色")
        constraints = [models.UniqueConstraint(fields=["user", "role", "unit"], name="role_held_once_at_a_unit")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit}"


class SignIn(models.Model):
    """An open session: whose, since when, from where. The oldest ends when a person holds too many."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(_("登录时间"))
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    agent = models.CharField(_("浏览器"), max_length=200, blank=True)

    SCOPE = Scope("people", unit="user__unit")

    class Meta:
        verbose_name = _("登录会话")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%Y-%m-%d %H:%M}"


class ApiToken(Recorded):
    """A key by which another system calls as an interface account. Only its digest is kept; it is shown once.

    hint: its first characters, so that people can tell keys apart. last_used_at: to the minute.
    """

    user = models.ForeignKey(User, verbose_name=_("接口账号"), on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    hint = models.CharField(_("开头"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(User, verbose_name=_("签发人"), on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(_("有效期至"))
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)

    SCOPE = Scope("tokens", unit="user__unit")

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name}({self.hint}…)"


class ApiReceipt(models.Model):
    """A call of an interface account under a key of its own, and what it made."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    subject = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="call_once_under_a_key")]

    def __str__(self) -> str:
        return self.key


class SavedView(models.Model):
    """A person's named filter of a ledger."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    ledger = models.CharField(max_length=60)
    name = models.CharField(_("视图名称"), max_length=40)
    query = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "ledger", "name"], name="view_name_once_per_ledger")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
