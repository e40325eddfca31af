"""A tree of texts with the place of each: what YAML gives before it is known to be a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dianxiaoer.engines.rules.problems import Place, Problem, RuleError

MAX_BYTES = 2_000_000
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping, list or text of a file. `value` is dict[str, Branch], list[Branch] or str."""

    value: Any
    place: Place


def read_tree(path: Path) -> Branch:
    """The tree of one YAML file. Raises RuleError for a file too large, not UTF-8, not YAML, or using anchors."""
    if path.stat().st_size > MAX_BYTES:
        raise RuleError(
            Problem(
                f"文件有 {path.stat().st_size / 1e6:.1f} MB,超过上限 {MAX_BYTES / 1e6:.0f} MB;请按政策拆成几个文件",
                f"file exceeds {MAX_BYTES / 1e6:.0f} MB; split it by policy",
                Place(path.name),
            )
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(
            Problem("文件不是 UTF-8 编码，请另存为 UTF-8", f"not UTF-8 (byte {error.start})", Place(path.name))
        ) from None
    return parse_tree(text, path.name)


def parse_tree(text: str, file: str = "") -> Branch:
    """The tree of YAML text; every scalar stays the text that was written."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        return _Builder(file, loader).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = f"第 {mark.line + 1} 行" if mark else ""
        raise RuleError(
            Problem(
                "YAML 写法有误：检查缩进是否用空格对齐、冒号后是否有空格、引号是否成对；"
                "写在 [ ] 或 { } 里的句子含逗号、冒号或方括号时要加引号",
                f"not valid YAML: {error.problem}",
                Place(file, spot),
            )
        ) from None
    except yaml.YAMLError as error:
        raise RuleError(
            Problem("文件含有不能读取的字符", f"unreadable character: {error}".splitlines()[0], Place(file))
        ) from None
    finally:
        loader.dispose()


class _Builder:
    """Builds branches from parser events, so that anchors and depth are refused before anything grows."""

    def __init__(self, file: str, loader: Any) -> None:
        self.file = file
        self.events: Iterator[Any] = iter(loader.get_event, None)

    def document(self) -> Branch:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return Branch({}, Place(self.file))
        branch = self.branch(next(self.events), 0)
        next(self.events)
        if not isinstance(next(self.events), yaml.StreamEndEvent):
            raise RuleError(
                Problem("一个文件只写一份政策，请删去「---」后的部分", "one document a file", Place(self.file))
            )
        return branch

    def branch(self, event: Any, depth: int) -> Branch:
        place = Place(self.file, f"第 {event.start_mark.line + 1} 行")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RuleError(
                Problem("不支持 YAML 的 & 和 * 引用，请把内容写全", "anchors and aliases are refused", place)
            )
        if depth > MAX_DEPTH:
            raise RuleError(Problem(f"层次超过 {MAX_DEPTH} 层", "nested too deeply", place))
        if event.tag:
            raise RuleError(Problem(f"不支持 YAML 标签 {event.tag}", "YAML tags are refused", place))
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.implicit[0] and event.value in ("~", "null", "")
            return Branch("" if plain_null else event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Branch(list(self.items(depth)), place)
        return Branch(self.mapping(depth), place)

    def items(self, depth: int) -> Iterator[Branch]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.branch(event, depth + 1)

    def mapping(self, depth: int) -> dict[str, Branch]:
        found: dict[str, Branch] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.branch(event, depth + 1)
            if not isinstance(key.value, str):
                raise RuleError(Problem("冒号前面要写一个词", "a key must be a word", key.place))
            if key.value in found:
                raise RuleError(Problem(f"「{key.value}」写了两次，请合并", f"duplicate key '{key.value}'", key.place))
            found[key.value] = self.branch(next(self.events), depth + 1)
        return found
