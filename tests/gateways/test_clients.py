"""Every real client against a server that listens on this machine: what is sent, how it is signed, what a refusal means."""

from __future__ import annotations

import hashlib
import hmac
import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dianxiaoer.gateways.http import post
from dianxiaoer.gateways.mail.client import MailClient
from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.gateways.sms.client import SmsClient
from dianxiaoer.gateways.webhook.client import WebhookClient
from dianxiaoer.gateways.wecom.client import LONGEST_BYTES, WecomClient

NOW = 1717376400


class Listener(BaseHTTPRequestHandler):
    """Keeps what it is sent and answers what it was told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        status, answer = self.server.answer
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        return


@pytest.fixture
def listener():
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answer = [], (200, b"{}")
    server.url = f"http://127.0.0.1:{server.server_port}/in"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), f"{NOW}.".encode() + body, hashlib.sha256).hexdigest()


def test_a_text_is_signed_and_named(listener):
    client = SmsClient(listener.url, "us", "secret", "【示例区】", now=lambda: NOW)
    client.send("13800000001", '带"引号"的内容', key="ticket:7:received")
    headers, body = listener.heard[0]
    assert json.loads(body) == {
        "account": "us",
        "phone": "13800000001",
        "content": '【示例区】带"引号"的内容',
        "sign": "【示例区】",
        "id": "ticket:7:received",
    }
    assert headers["X-Signature"] == signature("secret", body)


def test_an_office_names_the_fields_of_its_gateway_itself(listener):
    pattern = '{"to": ["{phone}"], "message": {"text": "{text}"}, "channel": 3}'
    SmsClient(listener.url, body=pattern).send("13800000001", "示例")
    assert json.loads(listener.heard[0][1]) == {"to": ["13800000001"], "message": {"text": "示例"}, "channel": 3}


def test_a_gateway_that_answers_200_to_a_refusal_is_found_out(listener):
    listener.answer = (200, b'{"code": 9}')
    with pytest.raises(NotSent):
        SmsClient(listener.url, expects='"code": 0').send("13800000001", "示例")


@pytest.mark.parametrize(
    ("status", "for_good"),
    [(400, True), (404, True), (302, True), (408, False), (429, False), (500, False), (503, False)],
)
def test_whether_trying_again_would_help_is_told_by_the_answer(listener, status, for_good):
    listener.answer = (status, b"no")
    with pytest.raises(NotSent) as refused:
        WebhookClient("secret").send(listener.url, "{}")
    assert refused.value.for_good is for_good


def test_nobody_there_is_not_for_good():
    with pytest.raises(NotSent) as refused:
        post("http://127.0.0.1:1/", b"", {}, timeout=1)
    assert not refused.value.for_good


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/", "example.com"])
def test_only_the_web_is_posted_to(url):
    with pytest.raises(NotSent) as refused:
        post(url, b"", {})
    assert refused.value.for_good


def test_a_webhook_proves_who_sent_it_and_when(listener):
    WebhookClient("secret", now=lambda: NOW).send(
        listener.url, '{"event": "示例"}', title="tickets.answer", key="hook/1/7"
    )
    headers, body = listener.heard[0]
    assert headers["X-Dianxiaoer-Signature"] == signature("secret", body)
    assert headers["X-Dianxiaoer-Timestamp"] == str(NOW)
    assert (headers["X-Dianxiaoer-Event"], headers["X-Dianxiaoer-Delivery"]) == ("tickets.answer", "hook/1/7")


def test_a_robot_mentions_who_is_meant_and_keeps_its_limit(listener):
    listener.answer = (200, b'{"errcode": 0}')
    WecomClient(listener.url).send("13800000001", "字" * 2000, title="到期提醒")
    sent = json.loads(listener.heard[0][1])["text"]
    assert sent["mentioned_mobile_list"] == ["13800000001"]
    assert len(sent["content"].encode()) <= LONGEST_BYTES
    WecomClient(listener.url).send("小王", "示例")
    assert json.loads(listener.heard[1][1])["text"]["content"] == "@小王 示例"


@pytest.mark.parametrize(
    ("answer", "for_good"), [(b'{"errcode": 93000}', True), (b'{"errcode": 45009}', False), (b"<html>", False)]
)
def test_what_a_robot_refuses_is_told(listener, answer, for_good):
    listener.answer = (200, answer)
    with pytest.raises(NotSent) as refused:
        WecomClient(listener.url).send("13800000001", "示例")
    assert refused.value.for_good is for_good


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs."""

    def handle(self):
        self.say("220 示例".encode())
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say(b"354 go on")
                letter = b""
                while (part := self.rfile.readline()) not in {b".\r\n", b""}:
                    letter += part
                self.server.letters.append(letter)
                self.say(b"250 kept")
            elif word == b"RCPT" and b"nobody" in line:
                self.say(b"550 no such mailbox")
            elif word == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                self.say(b"250 ok")

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@pytest.fixture
def postman():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_letter_arrives_with_a_name_of_its_own(postman):
    client = MailClient(f"smtp://127.0.0.1:{postman.server_address[1]}", "店小二 <noreply@example.com>")
    client.send("wang@example.com", "请登录办理。", title="到期提醒", key="remind/7/2024-06-03/mail")
    letter = postman.letters[0].decode()
    assert "Message-ID: <remind.7.2024-06-03.mail@example.com>" in letter
    assert "To: wang@example.com" in letter


def test_a_mailbox_that_is_not_there_is_for_good_and_a_silent_server_is_not(postman):
    address = f"smtp://127.0.0.1:{postman.server_address[1]}"
    with pytest.raises(NotSent) as refused:
        MailClient(address, "noreply@example.com").send("nobody@example.com", "示例")
    assert refused.value.for_good
    with pytest.raises(NotSent) as refused:
        MailClient("smtp://127.0.0.1:1", "noreply@example.com").send("wang@example.com", "示例")
    assert not refused.value.for_good
