"""House rules that a linter does not know."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "dianxiaoer"
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if "/migrations/" not in str(path)]
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "signals", "constants", "mixins"}


@cache
def trees():
    return [(path, ast.parse(path.read_text())) for path in SOURCES]


def test_no_model_overrides_save():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        if "/domain/" in str(path) or "/kernel/" in str(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    assert found == []


def test_nobody_listens_to_signals():
    found = [
        str(path)
        for path in SOURCES
        if "django.db.models.signals" in path.read_text() or "@receiver" in path.read_text()
    ]
    assert found == []


def test_no_file_has_a_name_that_says_nothing():
    assert [str(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


def test_packages_export_nothing_again():
    found = [
        str(path)
        for path, tree in trees()
        if path.name == "__init__.py"
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_every_file_says_what_it_is_for():
    silent = [
        str(path)
        for path, tree in trees()
        if tree.body and path.name not in {"apps.py", "urls.py"} and ast.get_docstring(tree) is None
    ]
    assert silent == []


#: the demo sign-in page lists the accounts before anyone is signed in
NOBODY_SIGNED_IN = {"desk/signin/demo.py"}


@pytest.mark.parametrize("floor", ["desk", "shell", "portal", "api"])
def test_faces_take_rows_only_through_access(floor):
    """`Model.objects` in a face would step around the scope; a person's own saved rows are named here."""
    own = {"SavedView"}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        if path.relative_to(PACKAGE).parts[0] == floor and str(path.relative_to(PACKAGE)) not in NOBODY_SIGNED_IN
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and not (isinstance(node.value, ast.Name) and node.value.id in own)
    ]
    assert found == []
