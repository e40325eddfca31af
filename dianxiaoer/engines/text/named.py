"""A named project, and whether a name says which project it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dianxiaoer.engines.text.tables import table_rows


@dataclass(frozen=True, slots=True)
class Named:
    """A project named at clean [start, end); `stage` as the text says, `investor` a firm's name or None."""

    start: int
    end: int
    name: str
    rule: str
    stage: str | None = None
    investor: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """Word lists for project names: `generic` strips words that name no project, `stages` tell how far it is."""

    generic: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    any_stage: re.Pattern[str]


@cache
def load_project_words(extra: Path | None = None) -> ProjectWords:
    """The shipped `project_words.tsv` with an office's own."""
    lists: dict[str, list[str]] = {"generic": [], "stage": []}
    for kind, words in table_rows("project_words.tsv", 2, extra):
        lists[kind].append(words)
    generic = sorted("|".join(lists["generic"]).split("|"), key=len, reverse=True)
    stages = tuple((one.split("=")[0], re.compile(one.split("=")[1])) for one in lists["stage"])
    any_stage = re.compile("|".join(pattern.pattern for _, pattern in stages))
    return ProjectWords(re.compile("|".join(map(re.escape, generic))), stages, any_stage)


_REGION_LEAD = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:省|市|县|区|州|镇|街道)")


_NO_CORE = re.compile(r"项目|工程|[一二三四]期|[“”()\s]")


def is_specific(name: str, words: ProjectWords, least: int) -> bool:
    """Whether enough is left of a name without the words any project may have, and something without its place."""
    core = _NO_CORE.sub("", name)
    own = len(words.generic.sub("", core))
    if own < max(2, least):
        return False
    lead = _REGION_LEAD.match(core)
    return lead is None or len(words.generic.sub("", core[lead.end() :])) >= 2


def plain_name(name: str) -> str:
    bare = name.strip("“” ")
    return name.strip() if bare.count("“") != bare.count("”") else bare
