from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication, QImage

from engine import edits, words
from engine.document import Document, View
from engine.scenes import building
from engine.words import text
from gui import exporting, writing
from gui.exporting import Exporting
from gui.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

EXPORT_MS = 30_000


@pytest.fixture
def store() -> Store:
    made = Store()
    document = Document()
    made.apply(edits.insert(document, 0, edits.new_layer(document, "conv", 0)), text("Add conv"))
    return made


@pytest.fixture
def export(store: Store) -> Iterator[Exporting]:
    made = Exporting(store)
    yield made
    made.stop()


def outcome(qtbot: QtBot, export: Exporting, target: Path, step: int = 0) -> list[str]:
    """What is told until it is done."""
    told: list[str] = []
    export.told.connect(lambda sentence: told.append(words.say(sentence)))
    export.start(target, step, "light", "en")
    assert export.is_busy
    qtbot.waitUntil(lambda: not export.is_busy, timeout=EXPORT_MS)
    return told


def test_a_picture_is_of_the_step_that_is_shown(
    qtbot: QtBot, export: Exporting, store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "here.png"
    told = outcome(qtbot, export, target, step=3)
    assert told == ["Exporting here.png…", "Exported here.png."]
    timeline = building.build(None, store.report, store.document.view)
    exporting.copy(timeline, 3, "light", "en")
    assert QImage(str(target)).convertToFormat(QImage.Format.Format_RGB32) == (
        QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB32)
    )


def test_a_film_is_of_the_whole_scene(
    qtbot: QtBot, export: Exporting, store: Store, tmp_path: Path
) -> None:
    store.show(View("maps"))
    target = tmp_path / "film.gif"
    assert outcome(qtbot, export, target)[-1] == "Exported film.gif."
    assert target.read_bytes().startswith(b"GIF89a")


def test_what_cannot_be_written_is_told_and_leaves_nothing(
    qtbot: QtBot, export: Exporting, tmp_path: Path
) -> None:
    told = outcome(qtbot, export, tmp_path / "nowhere" / "here.png")
    assert told[-1].startswith("here.png could not be written: ")
    assert "{" not in told[-1]
    assert not list(tmp_path.iterdir())


def test_a_renderer_that_does_not_start_is_told(
    qtbot: QtBot, export: Exporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no_python"))
    told: list[str] = []
    export.told.connect(lambda sentence: told.append(words.say(sentence)))
    export.start(tmp_path / "here.png", 0, "light", "en")
    qtbot.waitUntil(lambda: not export.is_busy, timeout=EXPORT_MS)
    assert told[-1] == "here.png could not be written."


def test_an_export_that_is_stopped_leaves_no_file(
    qtbot: QtBot, export: Exporting, tmp_path: Path
) -> None:
    export.start(tmp_path / "here.gif", 0, "light", "en")
    process = export.findChild(QProcess)
    assert process is not None
    assert process.waitForStarted()
    # As if it had begun to write.
    writing.part_of((tmp_path / "here.gif").resolve(), process.processId()).touch()
    with qtbot.waitSignal(export.busy_changed):
        export.stop()
    assert not export.is_busy
    assert not os.listdir(tmp_path)  # noqa: PTH208  # names alone are wanted
