"""A document's bytes → text: UTF-8 or GB18030, whatever its page said."""

from __future__ import annotations

import re

_SCRIPT = re.compile(r"<(script|style|noscript)\b[^>]*>.*?</\1\s*>", re.I | re.S)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 (with or without mark) if it is that, else GB18030, bad bytes replaced."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if data.count(b"\xef\xbf\xbd") or _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode("gb18030", "replace")


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < len(text)


def without_scripts(text: str) -> str:
    """HTML scripts and styles blanked with spaces of the same length, so every span stays where it was."""
    if "<" not in text:
        return text
    return _SCRIPT.sub(lambda match: " " * len(match[0]), text)
