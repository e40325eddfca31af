"""What is vendored is what was vendored, with its licence."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "dianxiaoer/shell/static/vendor"


def test_vendored_files_have_the_recorded_hashes():
    rows = json.loads((VENDOR / "VENDOR.json").read_text())
    assert {row["file"] for row in rows} == {path.name for path in VENDOR.iterdir()} - {"VENDOR.json"}
    for row in rows:
        assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert row["licence"] in {"MIT", "0BSD", "Apache-2.0"}
