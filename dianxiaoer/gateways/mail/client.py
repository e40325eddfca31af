"""Sending a letter over SMTP."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from dianxiaoer.gateways.http import TIMEOUT_SECONDS
from dianxiaoer.gateways.problems import NotSent


@dataclass(frozen=True)
class MailClient:
    """url: smtp://, smtp+tls:// (STARTTLS) or smtps:// with user, password, host, port. sender: the From address."""

    url: str
    sender: str

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        """One letter. The Message-ID is made of `key`, so that a mailbox shows a retried letter once. Raises NotSent."""
        domain = self.sender.rpartition("@")[2].rstrip(">") or "localhost"
        headers = {"Message-ID": f"<{key.replace('/', '.')}@{domain}>"} if key else {}
        letter = EmailMessage(
            title or text[:60], text, self.sender, [address], headers=headers, connection=self._line()
        )
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _ in problem.recipients.values()]
            raise NotSent(str(problem)[:200], for_good=all(code >= 500 for code in codes)) from None
        except smtplib.SMTPAuthenticationError as problem:
            raise NotSent(str(problem)[:200]) from None
        except smtplib.SMTPResponseException as problem:
            raise NotSent(str(problem)[:200], for_good=problem.smtp_code >= 500) from None
        except (smtplib.SMTPException, OSError) as problem:
            raise NotSent(str(problem)[:200] or "no answer") from None

    def _line(self) -> EmailBackend:
        parts = urlsplit(self.url)
        secure = parts.scheme == "smtps"
        return EmailBackend(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if secure else 587 if parts.scheme == "smtp+tls" else 25),
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=parts.scheme == "smtp+tls",
            use_ssl=secure,
            timeout=TIMEOUT_SECONDS,
        )
