"""What the README shows is what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests import source

if TYPE_CHECKING:
    from pathlib import Path

README = (source.ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def said_of(document: str, folder: Path, name: str) -> list[str]:
    (folder / name).write_text(document, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(source.ROOT / "main.py"), "inspect", name],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (done.stdout + done.stderr).splitlines()


def test_the_example_is_what_inspect_prints(tmp_path: Path) -> None:
    (document,), (example, *_) = blocks("json"), blocks("console")
    command, *shown = example.splitlines()
    assert command == "$ convscope inspect dilated.convscope"
    said = said_of(document, tmp_path, "dilated.convscope")
    assert [line for line in said if line] == shown


def test_the_refusal_is_the_one_that_inspect_gives(tmp_path: Path) -> None:
    (document,), (_, example, _) = blocks("json"), blocks("console")
    too_wide = document.replace('"dilation": 4, "padding": 4', '"dilation": 9')
    assert said_of(too_wide, tmp_path, "too_wide.convscope")[-1] == example.splitlines()[-1]


def test_every_picture_is_there_and_those_of_the_window_are_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert [path for path in pictures if not (source.ROOT / path).is_file()] == []
    windows = [path for path in pictures if path.startswith("docs/window/")]
    assert len(windows) == 4
    assert all((source.ROOT / path).stat().st_size < 120_000 for path in windows)


def test_the_rates_are_those_that_design_finds() -> None:
    command, *shown = blocks("console")[-1].splitlines()
    arguments = command.removeprefix("$ convscope ").split()
    done = subprocess.run(
        [sys.executable, str(source.ROOT / "main.py"), *arguments],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == shown
