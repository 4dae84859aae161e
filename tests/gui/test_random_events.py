"""Whatever order of events there is: nothing fails, nothing warns, and every step leads back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication

from engine import file_format
from gui import app, asking, files
from gui.asking import Answer
from gui.layer_table_model import LayerTableModel
from gui.settings import Settings
from tests.gui.person import Person, take_down
from tests.gui.unruly import Unruly, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pytestqt.logging import _QtMessageCapture
    from pytestqt.qtbot import QtBot

    from engine.document import Document

SEEDS = 10
EVENTS = 500
# Qt finds its places and paints only now and then, as it does under a quick hand.
MOST_AT_ONCE = 6


@pytest.fixture
def here(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Person]:
    """Somebody before a new window, whose dialogs answer by themselves."""

    def where_to(*asked: object) -> Path | None:
        kinds: Mapping[str, str] = asked[3]  # type: ignore[assignment]
        return tmp_path / "kept.convscope" if files.SUFFIX in kinds.values() else None

    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    monkeypatch.setattr(asking, "which_file", lambda *_: None)
    monkeypatch.setattr(asking, "where_to", where_to)
    # A drag of a real system waits until the mouse is let go.
    monkeypatch.setattr(QDrag, "exec", lambda *_: Qt.DropAction.IgnoreAction)
    # As at a first start, so that a seed alone tells what happens; and nothing is left of it.
    kept = Settings()
    kept._kept.clear()
    window = app.build([])
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.settings.set_theme("light")
    window.settings.set_language("en")
    yield Person(qtbot, window)
    take_down([window])
    kept._kept.clear()


def again(document: Document) -> Document | None:
    """The document as it would come back from its file."""
    return file_format.read(file_format.write(document)).document


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_order_of_events_warns_or_fails_or_loses_a_step(
    here: Person, qtbot: QtBot, qtlog: _QtMessageCapture, seed: int
) -> None:
    drawn = random.Random(seed)
    unruly, store = Unruly(here, drawn), here.window.store
    first, seen = store.document.without_view(), store.document
    with qtbot.captureExceptions() as raised:
        for event in range(EVENTS):
            unruly.act()
            if event % drawn.randrange(1, MOST_AT_ONCE + 1) == 0:
                QApplication.processEvents()
            warned = [one.message for one in qtlog.records if not one.ignored]
            assert not raised, (event, *unruly.lately)
            assert not warned, (event, *warned, *unruly.lately)
            if store.document is not seen:
                seen = store.document
                assert again(seen) == seen, (event, *unruly.lately)
                assert store.report.document is seen
    assert here.window.isVisible()
    assert columns_of(here.table.model()) == shown_anew(here)
    here.redo_all()
    last = store.document.without_view()
    steps = here.undo_all()
    assert store.document.without_view() == first
    assert here.redo_all() == steps > 0
    assert store.document.without_view() == last
    assert columns_of(here.table.model()) == shown_anew(here)
    QApplication.processEvents()


def shown_anew(here: Person) -> list[list[str]]:
    """What a table that has just been made would show."""
    window = here.window
    model = LayerTableModel(window.store, window.settings.language)
    model.choose_columns(window.settings.columns)
    return columns_of(model)
