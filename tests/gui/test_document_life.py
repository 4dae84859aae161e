from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMainWindow, QMessageBox

from engine import edits, words
from engine.document import Document
from engine.words import text
from gui import asking, files
from gui.asking import Answer
from gui.document_life import DocumentLife
from gui.settings import Settings
from gui.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def life(qtbot: QtBot) -> DocumentLife:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = DocumentLife(window, Store(window), Settings(window), words.say)
    made._settings.forget_recent_files()
    return made


def change(life: DocumentLife) -> Document:
    """One layer more."""
    store = life._store
    at = len(store.document.layers)
    layer = edits.new_layer(store.document, "conv", at)
    store.apply(edits.insert(store.document, at, layer), text("Add conv"))
    return store.document


def answer(monkeypatch: pytest.MonkeyPatch, given: Answer) -> None:
    monkeypatch.setattr(asking, "about_changes", lambda *_: given)


def never_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object) -> Answer:
        raise AssertionError

    monkeypatch.setattr(asking, "about_changes", ask)


def test_what_was_saved_is_left_without_a_question(
    life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_asks(monkeypatch)
    change(life)
    monkeypatch.setattr(asking, "where_to", lambda *_: tmp_path / "a.convscope")
    assert life.save()
    life.new()
    assert life._store.document == Document()
    assert life._store.path is None


def test_a_change_of_heart_keeps_the_document(
    life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.convscope"
    files.save(other, Document(title="Other"))
    answer(monkeypatch, Answer.STAY)
    before = change(life)
    life.new()
    assert not life.open_file(other)
    assert life._store.document is before


def test_saving_first_writes_and_then_leaves(
    life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.convscope"
    answer(monkeypatch, Answer.SAVE)
    monkeypatch.setattr(asking, "where_to", lambda *_: target)
    before = change(life)
    life.new()
    assert files.read(target) == before
    assert not life._store.document.layers


def test_giving_up_the_file_dialog_is_staying(
    life: DocumentLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, Answer.SAVE)
    monkeypatch.setattr(asking, "where_to", lambda *_: None)
    before = change(life)
    life.new()
    assert life._store.document is before


def test_saving_again_asks_for_no_name(
    life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [tmp_path / "a.convscope"]
    monkeypatch.setattr(asking, "where_to", lambda *_: targets.pop())
    told: list[str] = []
    life.told.connect(lambda sentence: told.append(words.say(sentence)))
    change(life)
    assert life.save()
    after = change(life)
    assert life.save()
    assert told == ["Saved a.convscope."] * 2
    assert files.read(tmp_path / "a.convscope") == after
    assert life._settings.recent_files == (tmp_path / "a.convscope",)


def test_what_cannot_be_opened_is_said_and_changes_nothing(
    qtbot: QtBot, life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_asks(monkeypatch)
    broken = tmp_path / "broken.convscope"
    broken.write_text("{", encoding="utf-8")
    before = change(life)
    assert not life.open_file(broken)
    box = life._window.findChild(QMessageBox)
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    assert box.text().startswith("broken.convscope cannot be opened: ")
    assert life._store.document is before
    box.close()


def test_what_cannot_be_saved_is_said_and_stays_unsaved(
    qtbot: QtBot, life: DocumentLife, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "where_to", lambda *_: tmp_path / "nowhere" / "a.convscope")
    change(life)
    assert not life.save()
    box = life._window.findChild(QMessageBox)
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    assert "was not saved" in box.text()
    assert life._store.is_modified
    box.close()


def test_a_new_file_is_proposed_under_its_title(life: DocumentLife, tmp_path: Path) -> None:
    life._settings.set_last_folder(tmp_path)
    assert life.proposed() == tmp_path / "Untitled.convscope"
    life._store.replace(Document(title="a/b: c?"), None)
    assert life.proposed(".png") == tmp_path / "ab c.png"
    life._store.mark_saved(tmp_path / "mine.convscope")
    assert life.proposed(".png") == tmp_path / "mine.png"


def test_the_question_has_words_that_say_what_they_do(
    qtbot: QtBot, life: DocumentLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMessageBox] = []

    def show(box: QMessageBox) -> None:
        shown.append(box)

    monkeypatch.setattr(QMessageBox, "exec", show)
    assert asking.about_changes(life._window, words.say, "x.convscope") is Answer.STAY
    box = shown[0]
    qtbot.addWidget(box)
    assert box.text() == "x.convscope has unsaved changes."
    assert {button.text() for button in box.buttons()} == {"Save", "Don't save", "Cancel"}
    assert box.defaultButton().text() == "Save"
    assert box.escapeButton().text() == "Cancel"
