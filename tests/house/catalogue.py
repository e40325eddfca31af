"""The English catalogue: what the source says in Chinese, what is translated, compiled files.

`python -m tests.house.catalogue missing` lists texts without English, with their place.
`python -m tests.house.catalogue compile` writes the .mo beside every .po.
`python -m tests.house.catalogue add ROOM < pairs.tsv` adds lines "Chinese<TAB>English" to locale/ROOM and compiles it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dianxiaoer"
CALLS = {"_", "_g", "_now", "_t", "gettext", "gettext_lazy", "ngettext"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
TAGS = re.compile(r"""\{%-?\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')|_\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
BLOCKS = re.compile(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.S)


def texts() -> Iterator[tuple[str, str]]:
    """Every text the source asks to have translated: (msgid, place)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "/migrations/" not in str(path):
            yield from _python_texts(path)
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        source = path.read_text()
        place = str(path.relative_to(ROOT))
        for found in TAGS.finditer(source):
            yield next(group for group in found.groups() if group), place
        for options, body in BLOCKS.findall(source):
            text = re.sub(r"\s*\n\s*", " ", body).strip() if "trimmed" in options else body
            yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", text), place


def untagged() -> Iterator[tuple[str, str]]:
    """Chinese in a template outside any translation tag: it would stay Chinese in English."""
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        source = path.read_text()
        rest = BLOCKS.sub("", source)
        rest = re.sub(r"\{#.*?#\}|<!--.*?-->|\{%\s*comment.*?endcomment\s*%\}", "", rest, flags=re.S)
        rest = re.sub(r'<button[^>]*lang="zh"[^>]*>.*?</button>', "", rest)
        rest = re.sub(r"\{[%{].*?[%}]\}", "", rest, flags=re.S)
        for line in rest.splitlines():
            if CHINESE.search(line):
                yield line.strip()[:80], str(path.relative_to(ROOT))


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    for path in sorted(PACKAGE.glob("locale/*/en/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale="en")


def translated() -> dict[str, str]:
    return {
        message.id: message.string
        for _path, catalogue in catalogues()
        for message in catalogue
        if message.id and isinstance(message.id, str) and message.string and not message.fuzzy
    }


def missing() -> list[tuple[str, str]]:
    known = translated()
    return [(text, place) for text, place in texts() if CHINESE.search(text) and text not in known]


def compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _python_texts(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def add(room: str, pairs: list[tuple[str, str]]) -> None:
    path = PACKAGE / "locale" / room / "en/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(locale="en", project="dianxiaoer", charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale="en")
    for chinese, english in pairs:
        flags = ("python-format",) if "%(" in chinese else ()
        catalogue.add(chinese.replace("\\n", "\n"), english.replace("\\n", "\n"), flags=flags)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, no_location=True, width=0)
    with path.open("rb") as file:
        path.with_suffix(".mo").write_bytes(compiled(read_po(file, locale="en")))


if __name__ == "__main__":
    if sys.argv[1:2] == ["add"]:
        lines = [line.rstrip("\n").split("\t") for line in sys.stdin if line.strip()]
        add(sys.argv[2], [(chinese, english) for chinese, english in lines])
    elif sys.argv[1:] == ["compile"]:
        for path, catalogue in catalogues():
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
    else:
        for text, place in dict(missing()).items():
            print(f"{place}\t{text!r}")
