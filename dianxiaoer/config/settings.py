"""The one settings file. Offices change it by `DXR_*` (see config/environment.py and docs/operations.md)."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF

from dianxiaoer.config import environment as env

PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = env.folder("DXR_DATA_DIR")
RULEBOOK = Path(env.text("DXR_RULEBOOK") or PACKAGE.parent / "rulebook")


def _secret() -> str:
    given = env.text("DXR_SECRET_KEY")
    if given:
        return given
    kept = DATA_DIR / "secret"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _secret()
DEBUG = env.flag("DXR_DEBUG")
DEMO = env.flag("DXR_DEMO")
ALLOWED_HOSTS = [*env.words("DXR_HOSTS"), "testserver"] if DEMO or DEBUG else env.words("DXR_HOSTS")

DOMAIN_ROOMS = [
    "people",
    "reference",
    "outbox",
    "policies",
    "companies",
    "accounts",
    "activities",
    "projects",
    "funds",
    "campaigns",
    "bonds",
    "libraries",
    "leads",
    "tickets",
    "appointments",
    "training",
    "stewardship",
    "codes",
    "entries",
    "inspections",
    "visits",
    "supervision",
    "targets",
    "appraisal",
]
INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "dianxiaoer.kernel",
    *[f"dianxiaoer.domain.{room}" for room in DOMAIN_ROOMS],
    "dianxiaoer.shell",
    "dianxiaoer.desk",
    "dianxiaoer.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dianxiaoer.desk.signin.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dianxiaoer.shell.amounts.AmountsMiddleware",
    "dianxiaoer.shell.problems.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "dianxiaoer.config.urls"
WSGI_APPLICATION = "dianxiaoer.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dianxiaoer.desk.nav.navigation",
                "dianxiaoer.shell.amounts.switch",
                "dianxiaoer.portal.nav.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dianxiaoer.shell.templatetags.shell",
            ],
        },
    }
]

if env.text("DXR_DATABASE_URL"):
    DATABASES = {"default": environ.Env.db_url_config(env.text("DXR_DATABASE_URL"))}
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "dianxiaoer.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "dianxiaoer.domain.people.passwords.KindsOfCharacters"},
]
LOGIN_URL = "signin"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = env.number("DXR_LOCK_AFTER")
AXES_COOLOFF_TIME = env.number("DXR_LOCK_MINUTES") / 60
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "dianxiaoer.desk.signin.views.counted_name"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "dianxiaoer.desk.signin.views.locked_out"
SESSION_COOKIE_AGE = env.number("DXR_SESSION_MINUTES") * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSIONS_PER_USER = env.number("DXR_SESSIONS_PER_USER")
PASSWORD_DAYS = 0 if DEMO else env.number("DXR_PASSWORD_DAYS")  # the demo prints its password at every start
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dianxiaoer.shell.problems.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("DXR_HTTPS"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF, "'unsafe-inline'"],  # ECharts sets style attributes on its own canvas
        "font-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = sorted((PACKAGE / "locale").glob("*"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "files"
UPLOAD_BYTES = env.number("DXR_UPLOAD_MB") * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BYTES + 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
ADDRESS = env.text("DXR_ADDRESS").rstrip("/")
CALLER_MINUTES = env.number("DXR_CALLER_MINUTES")
PHONE_CODES = {
    "minutes": env.number("DXR_CODE_MINUTES"),
    "tries": env.number("DXR_CODE_TRIES"),
    "per_phone": env.number("DXR_CODES_PER_PHONE"),
    "per_address": env.number("DXR_CODES_PER_ADDRESS"),
    "gap_seconds": env.number("DXR_CODE_GAP_SECONDS"),
}
SMS = {name: env.text(f"DXR_SMS_{name.upper()}") for name in ("url", "key", "secret", "sign", "body", "expects")}
MAIL = {"url": env.text("DXR_MAIL_URL"), "from": env.text("DXR_MAIL_FROM")}
WECOM_URL = env.text("DXR_WECOM_URL")
MESSAGE_TRIES = env.number("DXR_MESSAGE_TRIES")
QUIET_HOURS = env.hours("DXR_QUIET_HOURS")
EXPORT_ROWS = env.number("DXR_EXPORT_ROWS")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if env.text("DXR_LOG") == "json"
        else structlog.dev.ConsoleRenderer(colors=False),
    ]
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # a whole office sits behind one address: accounts are locked, not addresses
FORM_RENDERER = "dianxiaoer.shell.forms.ShellRenderer"
