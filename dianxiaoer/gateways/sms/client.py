"""Sending a text message through an HTTP gateway: a JSON body made from a pattern, signed with a shared secret."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from dianxiaoer.gateways.http import post, sign
from dianxiaoer.gateways.problems import NotSent

#: what most gateways take; an office with other names for the fields writes its own in DXR_SMS_BODY
BODY = '{"account": "{key}", "phone": "{phone}", "content": "{text}", "sign": "{sign}", "id": "{id}"}'


@dataclass(frozen=True)
class SmsClient:
    """url: where the gateway listens. key, secret: who we are; the secret signs each request (X-Signature).

    signature: the 【…】 a carrier wants before every text. body: JSON with {key} {phone} {text} {sign} {id}.
    expects: a text the answer must hold to count as taken ("" = any 2xx).
    """

    url: str
    key: str = ""
    secret: str = ""
    signature: str = ""
    body: str = BODY
    expects: str = ""
    now: Callable[[], float] = time.time

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        """One text to one phone. `key`: the message's own name, so that a gateway that knows it sends it once.

        Raises NotSent.
        """
        body = self._body(address, text, key)
        moment = str(int(self.now()))
        headers = {"Content-Type": "application/json; charset=utf-8", "X-Timestamp": moment}
        if self.secret:
            headers["X-Signature"] = f"sha256={sign(self.secret, moment, body)}"
        answer = post(self.url, body, headers).decode("utf-8", "replace")
        if self.expects and self.expects not in answer:
            raise NotSent(answer[:200])

    def _body(self, address: str, text: str, key: str) -> bytes:
        values = {"key": self.key, "phone": address, "text": self.signature + text, "sign": self.signature, "id": key}
        pattern = json.loads(self.body)
        return json.dumps(_filled(pattern, values), ensure_ascii=False).encode()


def _filled(pattern: object, values: dict[str, str]) -> object:
    if isinstance(pattern, dict):
        return {name: _filled(value, values) for name, value in pattern.items()}
    if isinstance(pattern, list):
        return [_filled(value, values) for value in pattern]
    if isinstance(pattern, str):
        for name, value in values.items():
            if pattern == "{" + name + "}":
                return value
    return pattern
