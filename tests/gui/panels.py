"""What the tests of panels share: a store with a stack, the words of a language, what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from engine import words
from engine.document import View
from gui.store import Store
from tests.engine.stacks import stack

if TYPE_CHECKING:
    from engine.layers import Layer
    from engine.words import Text


def store_of(*parts: Layer, size: int = 9, shown: str | None = None) -> Store:
    store = Store()
    view = View(layers=None if shown is None else (shown,))
    store.replace(replace(stack(*parts, size=size), view=view), None)
    return store


class Speaker:
    """Says words in English, and in a language in which all of them are in brackets."""

    def __init__(self) -> None:
        self.is_foreign = False

    def __call__(self, sentence: Text) -> str:
        english = words.say(sentence)
        return f"<{english}>" if self.is_foreign else english


def visible_words(widget: QWidget) -> list[str]:
    """What the labels inside say, read out, from top to bottom, those that are hidden left out."""
    return [
        label.accessibleName() or label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisibleTo(widget) and label.text()
    ]
