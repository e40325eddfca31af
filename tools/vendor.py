"""Fetch the pinned front-end files from the npm registry, build the icon sprite, write VENDOR.json. Needs npm.

`python -m tools.vendor`. `tests/house/test_vendor.py` re-hashes what is committed, without npm.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "dianxiaoer/shell/static/vendor"
RECORD = VENDOR / "VENDOR.json"

#: (package, version, licence, file in the package, file here)
FILES = (
    ("@tabler/core", "1.6.1", "MIT", "dist/css/tabler.min.css", "tabler.min.css"),
    ("htmx.org", "2.0.11", "0BSD", "dist/htmx.min.js", "htmx.min.js"),
    ("echarts", "6.1.0", "Apache-2.0", "dist/echarts.min.js", "echarts.min.js"),
)
TEST_FILES = (("axe-core", "4.14.1", "MPL-2.0", "axe.min.js", "tests/vendor/axe.min.js"),)
ICONS_FROM = ("@tabler/icons", "3.51.0", "MIT")
ICONS = [
    "adjustments",
    "alert-circle",
    "alert-triangle",
    "archive",
    "arrow-back-up",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "ban",
    "bell",
    "briefcase",
    "building",
    "building-bank",
    "building-community",
    "building-factory",
    "building-skyscraper",
    "calendar",
    "calendar-event",
    "calendar-time",
    "cash",
    "chart-bar",
    "chart-dots",
    "chart-funnel",
    "chart-line",
    "check",
    "checklist",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle-check",
    "circle-x",
    "clipboard",
    "clipboard-check",
    "clipboard-list",
    "clock",
    "coin",
    "columns",
    "copy",
    "dots",
    "dots-vertical",
    "download",
    "edit",
    "eye",
    "eye-off",
    "external-link",
    "file",
    "file-certificate",
    "file-export",
    "file-import",
    "file-spreadsheet",
    "file-text",
    "files",
    "filter",
    "flag",
    "folder",
    "gavel",
    "git-merge",
    "hierarchy",
    "history",
    "home",
    "id-badge-2",
    "inbox",
    "info-circle",
    "key",
    "language",
    "layout-dashboard",
    "list",
    "list-check",
    "list-details",
    "lock",
    "lock-open",
    "login",
    "logout",
    "map",
    "map-pin",
    "menu-2",
    "message",
    "message-circle",
    "moon",
    "note",
    "paperclip",
    "pencil",
    "phone",
    "photo",
    "plane",
    "plane-departure",
    "player-play",
    "plus",
    "presentation",
    "printer",
    "progress-check",
    "receipt",
    "refresh",
    "report-analytics",
    "report-money",
    "route",
    "search",
    "send",
    "settings",
    "shield",
    "shield-check",
    "shield-lock",
    "sitemap",
    "sort-ascending",
    "sort-descending",
    "star",
    "sun",
    "table",
    "tag",
    "target",
    "trash",
    "trending-down",
    "trending-up",
    "trophy",
    "truck",
    "upload",
    "user",
    "user-check",
    "user-circle",
    "user-plus",
    "users",
    "users-group",
    "wallet",
    "world",
    "x",
    "zoom-in",
    "bookmark",
    "heart-handshake",
    "affiliate",
    "timeline-event",
    "stack-2",
    "rocket",
    "building-warehouse",
    "device-desktop",
]


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for package, version, licence, inside, outside in FILES:
            data = _read(Path(folder), package, version, inside)
            data = re.sub(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*", b"", data)
            (VENDOR / outside).write_bytes(data)
            rows.append(_row(package, version, licence, outside, data))
        for package, version, _licence, inside, outside in TEST_FILES:
            target = ROOT / outside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_read(Path(folder), package, version, inside))
        sprite = _sprite(Path(folder))
        (VENDOR / "icons.svg").write_bytes(sprite)
        rows.append(_row(*ICONS_FROM, "icons.svg", sprite))
    RECORD.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def _read(folder: Path, package: str, version: str, inside: str) -> bytes:
    with tarfile.open(_packed(folder, package, version)) as packed:
        found = packed.extractfile(f"package/{inside}")
        assert found is not None, inside
        return found.read()


def _packed(folder: Path, package: str, version: str) -> Path:
    place = folder / f"{package}-{version}.tgz".replace("/", "-").replace("@", "")
    if not place.exists():
        done = subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, capture_output=True, text=True
        )
        (folder / done.stdout.split()[-1]).rename(place)
    return place


def _sprite(folder: Path) -> bytes:
    package, version, _licence = ICONS_FROM
    symbols = []
    with tarfile.open(_packed(folder, package, version)) as packed:
        for name in sorted(set(ICONS)):
            try:
                source = packed.extractfile(f"package/icons/outline/{name}.svg")
            except KeyError:
                print("no icon", name)
                continue
            assert source is not None
            text = re.sub(r"<!--.*?-->", "", source.read().decode(), flags=re.S)
            inner = re.search(r"<svg[^>]*>(.*)</svg>", text, flags=re.S)
            assert inner is not None, name
            symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(inner.group(1).split())}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n").encode()


def _row(package: str, version: str, licence: str, file: str, data: bytes) -> dict[str, str]:
    return {
        "package": package,
        "version": version,
        "licence": licence,
        "file": file,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


if __name__ == "__main__":
    main()
