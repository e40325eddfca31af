"""The real application for gunicorn, but the first answer to a request that was sent is held back: a file says by which process.

Only for tests/portal/test_killed.py. HELD_BACK names the file; once it is there, answers leave at once.
"""

import os
import time
from pathlib import Path

from dianxiaoer.config.wsgi import application as real

SENT, SECONDS = "/sent/", 60


def application(environ, start_response):
    held = Path(os.environ["HELD_BACK"])
    told = []

    def begin(status, headers, problem=None):
        told.append(dict(headers).get("Location", ""))
        return start_response(status, headers, problem)

    answer = real(environ, begin)
    if environ["REQUEST_METHOD"] == "POST" and SENT in told[-1] and not held.exists():
        written = held.with_suffix(".new")
        written.write_text(str(os.getpid()))
        written.rename(held)
        time.sleep(SECONDS)
    return answer
