"""The project's own files as the architecture tests read them."""

from __future__ import annotations

import ast
import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What tools leave behind and git ignores.
_LEFT_BEHIND = {".git", ".venv", "__pycache__", "build", "dist", "uv.lock", ".coverage"}
_LEFT_ENDINGS = ("_cache", ".egg-info", ".part", ".pyc", ".hypothesis")


def is_left_behind(name: str) -> bool:
    return name in _LEFT_BEHIND or name.endswith(_LEFT_ENDINGS) or name.startswith(".coverage.")


@cache
def files() -> tuple[Path, ...]:
    """Every file that would be committed."""
    found = []
    for folder, names, here in os.walk(ROOT):
        names[:] = [name for name in names if not is_left_behind(name)]
        found += [Path(folder) / name for name in here if not is_left_behind(name)]
    return tuple(sorted(found))


def python_files(*folders: str) -> list[Path]:
    """The Python files of these folders, or all there are."""
    return [
        file
        for file in files()
        if file.suffix == ".py" and (not folders or file.relative_to(ROOT).parts[0] in folders)
    ]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def place(file: Path, node: ast.AST | None = None) -> str:
    """How a test names a place: the file and the line."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{file.relative_to(ROOT).as_posix()}{line}"
