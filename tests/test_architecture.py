"""The laws that the parts of the program keep towards each other, each as a sentence."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
import subprocess
import sys
import types
import typing
from collections.abc import Hashable, Iterator

import pytest

import engine
from tests import source

if typing.TYPE_CHECKING:
    from pathlib import Path

NEEDS_NO_NUMPY = {
    "arithmetic", "coverage", "design", "document", "edits", "file_format", "geometry", "layers",
    "report", "rules", "taps", "words",
}  # fmt: skip
TOP_LEVEL = {
    "main.py", "gui", "engine", "resources", "tests", "docs", "pyproject.toml", "README.md",
    "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "constraints.txt",
}  # fmt: skip


def engine_modules() -> list[str]:
    found = pkgutil.walk_packages(engine.__path__, "engine.")
    return [module.name for module in found]


def imported_by(*modules: str) -> set[str]:
    """What stands in sys.modules after a fresh interpreter imported these modules."""
    code = f"import {', '.join(('sys', *modules))}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=source.ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_engine_imports_neither_qt_nor_the_gui() -> None:
    found = {"PySide6", "shiboken6", "pyqtgraph", "gui", "main"} & imported_by(*engine_modules())
    assert not found


def test_what_inspect_needs_does_without_numpy() -> None:
    present = {name for name in NEEDS_NO_NUMPY if f"engine.{name}" in engine_modules()}
    found = {"numpy"} & imported_by(*(f"engine.{name}" for name in present))
    assert not found


@pytest.mark.parametrize("module", ["main", "gui.command_line", "gui.app", "gui.preflight"])
def test_a_start_imports_nothing_that_may_be_missing(module: str) -> None:
    found = {"numpy", "PIL", "PySide6", "shiboken6", "pyqtgraph"} & imported_by(module)
    assert not found


def test_signals_are_never_blocked() -> None:
    forbidden = re.compile("block" + "Signals|QSignal" + "Blocker")
    found = [
        source.place(file)
        for file in source.python_files()
        if forbidden.search(file.read_text(encoding="utf-8"))
    ]
    assert not found


OF_THE_STORE = {"_document", "_history", "_saved", "document"}
TOLD_BY_THE_STORE = {"document_changed", "view_changed", "history_changed"}


def changes_of_the_document(file: Path) -> Iterator[ast.AST]:
    """Where something is put into the store's own fields, or told in its name."""
    for node in ast.walk(source.tree_of(file)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            if node.attr in OF_THE_STORE:
                yield node
        elif isinstance(node, ast.Call):
            call = ast.unparse(node.func).split(".")
            if call[-1] == "emit" and TOLD_BY_THE_STORE & set(call):
                yield node
            if call[-1] in ("__setattr__", "setattr") and file.name not in SETTLED_AT_BIRTH:
                yield node


# A frozen value may give itself what it is made with.
SETTLED_AT_BIRTH = {"layers.py", "document.py"}


def test_only_the_store_changes_the_document_and_says_so() -> None:
    found = [
        source.place(file, node)
        for file in source.python_files("gui", "engine")
        if file.name != "store.py"
        for node in changes_of_the_document(file)
    ]
    assert not found


def dataclasses_of(*modules: str) -> Iterator[type]:
    for name in modules:
        module = importlib.import_module(name)
        for value in vars(module).values():
            if dataclasses.is_dataclass(value) and isinstance(value, type):
                yield value


def is_hashable(annotation: object) -> bool:
    """Whether every value that the annotation allows can be hashed."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Literal, typing.ClassVar):
        return True
    if origin in (typing.Union, types.UnionType, tuple, frozenset):
        return all(is_hashable(part) for part in typing.get_args(annotation) if part is not ...)
    kind = origin or annotation
    return isinstance(kind, type) and kind is not object and issubclass(kind, Hashable)


def test_documents_and_layers_are_immutable_down_to_their_fields() -> None:
    changeable = []
    for kind in dataclasses_of("engine.layers", "engine.document"):
        if not kind.__dataclass_params__.frozen or kind.__hash__ is None:  # type: ignore[attr-defined]
            changeable.append(kind.__name__)
        for name, annotation in typing.get_type_hints(kind).items():
            if not is_hashable(annotation):
                changeable.append(f"{kind.__name__}.{name}: {annotation}")
    assert not changeable


def test_the_law_of_immutability_sees_a_list_inside_a_tuple() -> None:
    assert is_hashable(tuple[int, ...] | str | None)
    assert not is_hashable(tuple[list[int], ...])
    assert not is_hashable(dict[str, int] | None)


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "misc", "manager", "base"}
    assert not [source.place(f) for f in source.python_files() if f.stem in empty_names]


def test_nothing_stands_at_the_top_but_what_belongs_there() -> None:
    top = {entry.name for entry in source.ROOT.iterdir() if not source.is_left_behind(entry.name)}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def text_files() -> Iterator[tuple[str, str]]:
    for file in source.files():
        try:
            yield source.place(file), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


# Written in pieces, so that this file does not find itself.
INDEX_ADDRESSES = "|".join([
    r"https?://\S+/" + "simple",
    "files" + r"\.pythonhosted",
    r"\b" + "py" + r"pi\.",
    "(extra-)?" + "index-" + "url *=",
])  # fmt: skip
FOREIGN_PLACES = "|".join([r"\.\./" + "shared", "/wo" + "rk/", "/opt/" + "(wheels|py)"])


@pytest.mark.parametrize("forbidden", [INDEX_ADDRESSES, FOREIGN_PLACES], ids=["index", "place"])
def test_no_file_names_a_package_index_or_a_place_outside_the_project(forbidden: str) -> None:
    pattern = re.compile(forbidden, re.IGNORECASE)
    assert not [
        (place, found[0]) for place, text in text_files() if (found := pattern.search(text))
    ]


def test_every_version_is_pinned_without_an_address() -> None:
    lines = (source.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert not [line for line in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)]


def test_catalogues_are_translated_compiled_and_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ".setup/catalogues.py", "--check"],
        cwd=source.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout + done.stderr).splitlines() == []
