"""What no file of the source may contain or outgrow."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests import source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_LINES = 400
MOST_STATEMENTS = 30
SPEAKING_CALLS = {"text", "plural"}
# Qt's names for showing words to a person.
SHOWING_CALLS = {
    "QAction", "QLabel", "QPushButton", "QMenu", "QDockWidget", "QCheckBox", "QRadioButton",
    "addAction", "addMenu", "addItem", "addTab", "addToolBar", "setText", "setTitle", "setToolTip",
    "setStatusTip", "setWhatsThis", "setPlaceholderText", "setAccessibleName", "showMessage",
    "setAccessibleDescription", "setHeaderLabels", "setLabelText", "setInformativeText",
}  # fmt: skip


def test_no_python_file_outgrows_its_limit() -> None:
    long = {
        source.place(file): lines
        for file in source.python_files()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many statements a function has, nested ones counted, its docstring not."""
    every = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return every - (ast.get_docstring(function) is not None)


def test_no_function_outgrows_its_limit() -> None:
    long = {
        f"{source.place(file, one)} {one.name}": statements(one)
        for file in source.python_files()
        for one in functions(file)
        if statements(one) > MOST_STATEMENTS
    }
    assert not long


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(file: Path, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree_of(file)):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def test_a_sentence_is_a_plain_string_where_it_is_written() -> None:
    """Anything else is no key of the catalogue: it is never extracted and never translated."""
    built = [
        source.place(file, call)
        for file in source.python_files("engine", "gui")
        if file.name != "words.py"
        for call in calls(file, SPEAKING_CALLS)
        for template in call.args[: 2 if called(call) == "plural" else 1]
        if not (isinstance(template, ast.Constant) and isinstance(template.value, str))
    ]
    assert not built


def is_bare(node: ast.expr) -> bool:
    """Whether the words stand in the source as they would be shown."""
    if isinstance(node, ast.JoinedStr):
        return any(is_bare(part) for part in node.values)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(mark.isalpha() for mark in node.value)
    )


def test_what_qt_shows_goes_through_the_catalogue() -> None:
    bare = [
        source.place(file, argument)
        for file in source.python_files("gui")
        for call in calls(file, SHOWING_CALLS)
        for argument in call.args
        if is_bare(argument)
    ]
    assert not bare


def docstrings(tree: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


# Names are no sentences: they are the same in every language.
NAMES = {"Noto Sans CJK"}


def is_sentence(words: str) -> bool:
    return len(words.split()) >= 3 and words[0].isupper() and words not in NAMES


def test_no_sentence_is_written_bare() -> None:
    bare = []
    for file in source.python_files("engine", "gui"):
        tree = source.tree_of(file)
        allowed = docstrings(tree)
        for call in calls(file, SPEAKING_CALLS):
            allowed |= {id(argument) for argument in call.args}
        bare += [
            source.place(file, node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in allowed
            and is_sentence(node.value)
        ]
    assert not bare
