"""What a person is asked before the window goes on: which file, and what becomes of changes."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from engine.words import Text

    Said = Callable[[Text], str]

Button = QMessageBox.ButtonRole


class Answer(Enum):
    """What becomes of changes that are not saved."""

    SAVE = "save"
    LEAVE = "leave"
    STAY = "stay"


def which_file(window: QWidget, title: str, folder: Path, pattern: str) -> Path | None:
    """The file that is to be opened; None where there is none."""
    found, _ = QFileDialog.getOpenFileName(window, title, os.fspath(folder), pattern)
    return Path(found) if found else None


def where_to(window: QWidget, title: str, proposed: Path, kinds: Mapping[str, str]) -> Path | None:
    """Where something is to be written, of one of these kinds, each with its ending."""
    dialog = QFileDialog(window, title, os.fspath(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds))

    def end_with(kind: str) -> None:
        # With the ending before the question whether a file may be replaced.
        dialog.setDefaultSuffix(kinds[kind].lstrip("."))

    dialog.filterSelected.connect(end_with)
    end_with(next(iter(kinds)))
    dialog.selectFile(proposed.name)
    done = dialog.exec()
    found = Path(dialog.selectedFiles()[0]) if done else None
    dialog.deleteLater()
    return found


def about_changes(window: QWidget, said: Said, name: str) -> Answer:
    """What to do with the changes of the document of that name."""
    box = QMessageBox(window)
    box.setText(said(text("{name} has unsaved changes.", name=name)))
    save = box.addButton(said(text("Save")), Button.AcceptRole)
    leave = box.addButton(said(text("Don't save")), Button.DestructiveRole)
    cancel = box.addButton(said(text("Cancel")), Button.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is save:
        return Answer.SAVE
    return Answer.LEAVE if clicked is leave else Answer.STAY


def tell(window: QWidget, said: Said, sentence: Text) -> None:
    """Say what went wrong, without holding anything up."""
    box = QMessageBox(window)
    box.setText(said(sentence))
    box.addButton(said(text("Close")), Button.RejectRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
