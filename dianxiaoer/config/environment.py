"""Typed readers for `DXR_*`: every setting an office can change, with its default and meaning in one table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DXR_DATA_DIR", "./data", "folder that keeps the database and uploaded files"),
    Setting(
        "DXR_DATABASE_URL",
        "",
        "PostgreSQL address (postgres://user:password@host:5432/name); empty = SQLite in DXR_DATA_DIR",
    ),
    Setting(
        "DXR_SECRET_KEY", "", "secret for sessions and signatures; empty = a random one kept in DXR_DATA_DIR/secret"
    ),
    Setting("DXR_HOSTS", "127.0.0.1,localhost,[::1]", "host names the server answers to, comma separated"),
    Setting("DXR_HTTPS", "no", "yes when served behind TLS: secure cookies, HSTS"),
    Setting("DXR_DEBUG", "no", "yes shows tracebacks; never in production"),
    Setting("DXR_DEMO", "no", "yes shows the demo accounts on the sign-in page"),
    Setting("DXR_SESSION_MINUTES", "30", "idle minutes before a session ends"),
    Setting("DXR_SESSIONS_PER_USER", "3", "sessions one person may hold at a time; the oldest ends"),
    Setting("DXR_LOCK_AFTER", "5", "failed sign-ins before an account is locked"),
    Setting("DXR_LOCK_MINUTES", "30", "minutes a locked account stays locked"),
    Setting("DXR_PASSWORD_DAYS", "90", "days before a password has to be changed; 0 = never"),
    Setting("DXR_UPLOAD_MB", "20", "largest evidence file, in MB"),
    Setting(
        "DXR_RULEBOOK", "", "folder of policy rules that tickets may point to; empty = rulebook/ beside the program"
    ),
    Setting("DXR_EXPORT_ROWS", "5000", "rows above which an export is made in the background"),
    Setting("DXR_ADDRESS", "", "address of this installation as people open it (https://…), for links in messages"),
    Setting("DXR_CALLER_MINUTES", "120", "idle minutes before a firm's phone is verified anew"),
    Setting("DXR_CODE_MINUTES", "5", "minutes a code sent to a phone is good for"),
    Setting("DXR_CODE_TRIES", "5", "tries a code allows"),
    Setting("DXR_CODES_PER_PHONE", "5", "codes one phone may ask for in an hour"),
    Setting(
        "DXR_CODES_PER_ADDRESS",
        "60",
        "codes one network address may ask for in an hour; a carrier puts many behind one",
    ),
    Setting("DXR_CODE_GAP_SECONDS", "60", "seconds between two codes for one phone"),
    Setting("DXR_SMS_URL", "", "address of the SMS gateway; empty = no text leaves (see dianxiaoer/gateways/sms)"),
    Setting("DXR_SMS_KEY", "", "our name at the SMS gateway"),
    Setting("DXR_SMS_SECRET", "", "secret that signs each request to the SMS gateway"),
    Setting("DXR_SMS_SIGN", "", "signature before every text, e.g. 【示例区】"),
    Setting("DXR_SMS_BODY", "", "JSON body of a request, where the gateway names its fields otherwise"),
    Setting("DXR_SMS_EXPECTS", "", "text an accepting answer of the SMS gateway holds; empty = any 2xx"),
    Setting(
        "DXR_MAIL_URL",
        "",
        "SMTP server: smtp://, smtp+tls:// or smtps://user:password@host:port; empty = no mail leaves",
    ),
    Setting("DXR_MAIL_FROM", "店小二 <noreply@localhost>", "sender of mails"),
    Setting("DXR_WECOM_URL", "", "webhook of the 企业微信 group robot; empty = nothing leaves"),
    Setting("DXR_MESSAGE_TRIES", "10", "tries before a message goes to the dead letters (1, 2, 4 … 60 minutes apart)"),
    Setting("DXR_QUIET_HOURS", "21:00-08:00", "hours in which no text goes to a firm's phone unless it is urgent"),
    Setting("DXR_LOG", "plain", "log format: plain or json"),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class SettingError(ValueError):
    """A `DXR_*` value that cannot be read; the message names the variable."""


def text(name: str) -> str:
    return os.environ.get(name, _DEFAULTS[name]).strip()


def flag(name: str) -> bool:
    value = text(name).lower()
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off", ""}:
        return False
    raise SettingError(f"{name}={value!r}: write yes or no")


def number(name: str) -> int:
    value = text(name)
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name}={value!r}: write a whole number") from None


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def hours(name: str) -> tuple[time, time]:
    start, _, end = text(name).partition("-")
    try:
        return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise SettingError(f"{name}={text(name)!r}: write two times, e.g. 21:00-08:00") from None


def folder(name: str) -> Path:
    path = Path(text(name)).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path
