"""Posting to a 企业微信 group robot; the person is mentioned by mobile number."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dianxiaoer.gateways.http import post
from dianxiaoer.gateways.problems import NotSent

#: what a robot takes in one text, in bytes
LONGEST_BYTES = 2048
#: the robot is gone or its key is wrong: trying again would not help
_FOR_GOOD = {93000, 40058, 44004, 40008}


@dataclass(frozen=True)
class WecomClient:
    """url: the robot's webhook with its key."""

    url: str

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        """address: the mobile number of who is mentioned (a name is written before the text instead). Raises NotSent."""
        content = f"{title}\n{text}" if title else text
        body: dict[str, object] = {"content": _short(content)}
        if address.isdigit():
            body["mentioned_mobile_list"] = [address]
        else:
            body["content"] = _short(f"@{address} {content}")
        packed = json.dumps({"msgtype": "text", "text": body}, ensure_ascii=False).encode()
        answer = post(self.url, packed, {"Content-Type": "application/json; charset=utf-8"})
        try:
            code = int(json.loads(answer)["errcode"])
        except (ValueError, KeyError, TypeError):
            raise NotSent(answer[:200].decode("utf-8", "replace")) from None
        if code != 0:
            raise NotSent(f"errcode {code}", for_good=code in _FOR_GOOD)


def _short(text: str) -> str:
    packed = text.encode()
    return text if len(packed) <= LONGEST_BYTES else packed[: LONGEST_BYTES - 3].decode("utf-8", "ignore") + "…"
