"""200 phones send a request at once, each with two 2 MB photos, to the real server: none may fail, none may be lost.

`python -m bench portal`. SQLite, and PostgreSQL in a cluster of its own where a server is installed. Every tenth phone presses
twice. Fails when an answer is an error, a ticket is missing or doubled, or a kept photo does not have its hash.
"""

from __future__ import annotations

import http.cookiejar
import io
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from tools.postgres import Postgres

PHONES = int(os.environ.get("BENCH_PHONES", "200"))
DEADLINE_SECONDS = 300
LIMITS = {"DXR_CODES_PER_ADDRESS": "100000", "DXR_CODE_GAP_SECONDS": "0", "DXR_DEMO": "yes", "DXR_SECRET_KEY": "bench"}


def run() -> None:
    """Print the table for each database at hand; raises SystemExit when anything failed or was lost."""
    failed = _against({"DXR_DATABASE_URL": ""}, "SQLite")
    cluster = Postgres.find()
    if cluster is None:
        print("PostgreSQL left out: no server on this machine")
    else:
        with cluster as address:
            failed |= _against({"DXR_DATABASE_URL": address}, "PostgreSQL")
    if failed:
        raise SystemExit(1)


def _against(extra: dict[str, str], name: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="bench-portal-") as folder:
        environment = {**os.environ, **LIMITS, "DXR_DATA_DIR": folder, **extra}
        environment["DJANGO_SETTINGS_MODULE"] = "dianxiaoer.config.settings"
        here = [sys.executable, "-m", "bench.bench_portal"]
        subprocess.run([*here, "prepare"], env=environment, check=True)
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "dianxiaoer.cli.main", "serve", "--port", str(port), "--no-clockwork"],
            env=environment,
        )
        try:
            sent = _storm(f"http://127.0.0.1:{port}", name)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
        kept = subprocess.run([*here, "count"], env=environment, check=True, capture_output=True, text=True).stdout
        tickets, photos, broken = (int(word) for word in kept.split())
        print(f"{name}: {tickets} tickets, {photos} photos kept, {broken} broken")
        return not (sent == tickets == PHONES and photos == 2 * PHONES and broken == 0)


def _storm(home: str, name: str) -> int:
    wait_for(home)
    pictures = [picture(), picture(turned=True)]
    phones = [Phone(home, f"139{n:08d}", pictures) for n in range(PHONES)]
    started = time.perf_counter()
    _together([phone.verify for phone in phones], at_once=16)
    verified = time.perf_counter() - started
    started = time.perf_counter()
    _together([phone.send for phone in phones], at_once=PHONES)
    seconds = time.perf_counter() - started
    took = sorted(phone.seconds for phone in phones)
    problems = [phone.problem for phone in phones if phone.problem]
    numbers = {phone.number for phone in phones if phone.number}
    print(
        f"{name}: {PHONES} phones verified in {verified:.1f} s; {PHONES} requests with two photos at once in {seconds:.1f} s"
    )
    print(
        f"{name}: answer p50 {statistics.median(took):.2f} s, p95 {took[int(len(took) * 0.95)]:.2f} s, worst {took[-1]:.2f} s"
    )
    print(f"{name}: {len(problems)} errors {problems[:3]}")
    return len(numbers) if not problems else -1


class Phone:
    """One phone with its cookies. number: of its ticket. seconds: from pressing to the answer."""

    def __init__(self, home: str, phone: str, pictures: list[bytes]) -> None:
        self.home, self.phone, self.pictures = home, phone, pictures
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)
        self.number, self.problem, self.seconds, self.form = "", "", 0.0, ""

    def verify(self) -> None:
        page = self._get("/e/phone/")
        page = self._post("/e/phone/", {"csrfmiddlewaretoken": _token(page), "phone": self.phone})[1]
        code = re.search(r"data-code>(\d{6})<", page)
        self._post("/e/phone/code/", {"csrfmiddlewaretoken": _token(page), "code": code.group(1) if code else ""})
        with self.browser.open(self.home + "/e/requests/new/?category=utilities", timeout=60) as answer:
            self.form, page = answer.url.removeprefix(self.home), answer.read().decode()
        self.fields = {
            "csrfmiddlewaretoken": _token(page),
            "unit": re.search(r'<select name="unit".*?<option value="(\d+)"', page, re.S).group(1),  # type: ignore[union-attr]
            "category": "utilities", "kind": "issue", "mode": "phone", "company_name": f"示例{self.phone}有限公司",
            "contact_name": "示例", "text": "厂门口道路破损。货车进出困难。", "send": "1",
        }  # fmt: skip

    def send(self) -> None:
        body, kind = multipart(self.fields, [one_of_a_kind(photo) for photo in self.pictures])
        started = time.perf_counter()
        for _press in range(2 if self.phone.endswith("0") else 1):
            self._send(body, kind)
        self.seconds = time.perf_counter() - started

    def _send(self, body: bytes, kind: str) -> None:
        request = urllib.request.Request(self.home + self.form, data=body, headers={"Content-Type": kind})
        try:
            with self.browser.open(request, timeout=DEADLINE_SECONDS) as answer:
                found = re.search(r"data-number>([^<]+)<", answer.read().decode())
                self.number = found.group(1) if found else ""
                self.problem = "" if found else f"no number at {answer.url}"
        except (urllib.error.URLError, OSError) as problem:
            self.problem = str(problem)

    def _get(self, path: str) -> str:
        with self.browser.open(self.home + path, timeout=60) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, values: dict[str, str]) -> tuple[str, str]:
        data = urllib.parse.urlencode(values).encode()
        with self.browser.open(self.home + path, data=data, timeout=60) as answer:
            return answer.url, answer.read().decode()


def _together(acts: list[Any], at_once: int) -> None:
    """Run all acts, at most `at_once` side by side; those that run together start together."""
    gate = threading.Semaphore(at_once)
    begin = threading.Barrier(len(acts)) if at_once >= len(acts) else None

    def one(act: Any) -> None:
        if begin:
            begin.wait()
        with gate:
            act()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]


def picture(*, turned: bool = False) -> bytes:
    """A JPEG of 12 million points and about 2 MB with its place, as a phone takes it, lying down or (`turned`) held upright."""
    from PIL import Image

    seen = Image.effect_noise((500, 375), 60).convert("RGB").resize((4000, 3000), Image.Resampling.BICUBIC)
    facts, buffer = Image.Exif(), io.BytesIO()
    facts[0x0112] = 6 if turned else 1
    facts.get_ifd(0x8825)[1] = "N"
    seen.save(buffer, "JPEG", quality=84, exif=facts)
    return buffer.getvalue()


def one_of_a_kind(photo: bytes) -> bytes:
    """The same picture with another density in its JFIF header: another file to the server."""
    return photo[:14] + secrets.token_bytes(4) + photo[18:]


def multipart(values: dict[str, str], photos: list[bytes]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    for n, photo in enumerate(photos):
        head = f'--{edge}\r\nContent-Disposition: form-data; name="photos"; filename="{n}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + photo + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def wait_for(home: str) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(home + "/health/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare() -> None:
    """A migrated database with one district."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from dianxiaoer.domain.people.actions import plant_unit

    call_command("migrate", verbosity=0)
    plant_unit(name="示例区", kind="district", parent=None, at=timezone.now(), region_name="示例省示例市示例区")


def count() -> None:
    """Print tickets, photos, and photos whose bytes are no longer those that were kept."""
    import django

    django.setup()
    from dianxiaoer.domain.tickets.handling import Attachment
    from dianxiaoer.domain.tickets.models import Ticket
    from dianxiaoer.kernel.files import is_intact

    hashes = list(Attachment.objects.values_list("sha256", flat=True))
    print(Ticket.objects.count(), len(hashes), sum(not is_intact(one) for one in hashes))


if __name__ == "__main__":
    {"prepare": prepare, "count": count}[Path(sys.argv[1]).name]()
