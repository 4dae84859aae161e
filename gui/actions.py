"""What the window can be told to do: the name, the words, the keys and the icon of each."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from engine.words import text
from gui import icons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from engine.words import Text

_LETTER = re.compile(r"\(&.\)")
_NATIVE = QKeySequence.SequenceFormat.NativeText
_PORTABLE = QKeySequence.SequenceFormat.PortableText
# How a key is written beside what it does.
_WRITTEN = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


@dataclass(frozen=True)
class Entry:
    """One thing to do; `plain` keys are heard in a few widgets alone, the others everywhere."""

    words: Text
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    plain: bool = False
    absent: bool = False


ENTRIES = {
    "new": Entry(text("New"), ("Ctrl+N",)),
    "open": Entry(text("Open…"), ("Ctrl+O",), "open"),
    "save": Entry(text("Save"), ("Ctrl+S",), "save"),
    "save_as": Entry(text("Save as…"), ("Ctrl+Shift+S",)),
    "export": Entry(text("Export…"), ("Ctrl+E",), "export"),
    "copy_figure": Entry(text("Copy figure"), ("Ctrl+Shift+C",)),
    "quit": Entry(text("Quit"), ("Ctrl+Q",)),
    "undo": Entry(text("Undo"), ("Ctrl+Z",), "undo"),
    "redo": Entry(text("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    "cut": Entry(text("Cut"), ("Ctrl+X",)),
    "copy": Entry(text("Copy"), ("Ctrl+C",)),
    "paste": Entry(text("Paste"), ("Ctrl+V",)),
    "select_all": Entry(text("Select all"), ("Ctrl+A",)),
    "add_layer": Entry(text("Add a layer"), ("Ins",), "add"),
    "duplicate_layer": Entry(text("Duplicate"), ("Ctrl+D",), "duplicate"),
    "remove_layer": Entry(text("Remove"), ("Del",), "remove", plain=True),
    "move_layer_up": Entry(text("Move up"), ("Alt+Up",), "up"),
    "move_layer_down": Entry(text("Move down"), ("Alt+Down",), "down"),
    "zoom_in": Entry(text("Zoom in"), ("Ctrl+=", "Ctrl++")),
    "zoom_out": Entry(text("Zoom out"), ("Ctrl+-",)),
    "zoom_fit": Entry(text("Fit"), ("Ctrl+0",)),
    "arrange_wide": Entry(text("Wide"), checkable=True),
    "arrange_narrow": Entry(text("Narrow"), checkable=True),
    "arrange_reset": Entry(text("Reset")),
    "figure_only": Entry(text("Figure only"), ("F9",), checkable=True),
    "full_screen": Entry(text("Full screen"), ("F11",), checkable=True),
    "play": Entry(text("Play"), ("Space",), "play", plain=True),
    "step_back": Entry(text("Step back"), ("Alt+Left",), "step_back"),
    "step_forward": Entry(text("Step forward"), ("Alt+Right",), "step_forward"),
    "first": Entry(text("First step"), ("Alt+Home",), "first"),
    "last": Entry(text("Last step"), ("Alt+End",), "last"),
    "slower": Entry(text("Slower"), ("Ctrl+[",)),
    "faster": Entry(text("Faster"), ("Ctrl+]",)),
    "loop": Entry(text("Loop"), ("Ctrl+R",), "loop", checkable=True),
    "reduce_motion": Entry(text("Reduce motion"), checkable=True),
    "what_is_this": Entry(text("What is this?"), ("F1",)),
    "keyboard": Entry(text("Keyboard"), ("Ctrl+/",)),
    "about": Entry(text("About Convscope")),
    "lessons": Entry(text("Lessons"), icon="lessons", absent=True),
    "design": Entry(text("Design rates…"), ("Ctrl+Shift+D",)),
    "paste_code": Entry(text("Paste code…"), absent=True),
    "preferences": Entry(text("Preferences…"), absent=True),
}


class Actions:
    """The window's actions by their names, said again whenever the language changes."""

    def __init__(self, window: QWidget, said: Callable[[Text], str]) -> None:
        self._said = said
        self._all = {name: _made(window, name, entry) for name, entry in ENTRIES.items()}
        self._words = {name: entry.words for name, entry in ENTRIES.items()}
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def __contains__(self, name: str) -> bool:
        return name in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def retranslate(self) -> None:
        """Say every action, and what its tooltip tells."""
        for name in self._all:
            self._say(name)

    def reword(self, name: str, words: Text | None = None) -> None:
        """Call an action otherwise while it does something else; None takes that back."""
        wanted = words or ENTRIES[name].words
        if wanted != self._words[name]:
            self._words[name] = wanted
            self._say(name)

    def tip(self, name: str) -> str:
        """What the action does, then its key."""
        words, keys = self._words[name], self._all[name].shortcuts()
        what = without_letter(self._said(words))
        if not keys:
            return what
        return self._said(text("{what} ({key})", what=what, key=written(keys[0])))

    def _say(self, name: str) -> None:
        action = self._all[name]
        action.setText(self._said(self._words[name]) + self._key_in_menu(action.shortcut()))
        action.setIconText(without_letter(self._said(ENTRIES[name].words)))
        action.setToolTip(self.tip(name))

    def _key_in_menu(self, key: QKeySequence) -> str:
        """A menu writes what follows the tab; without one it writes the key as Qt does."""
        own = written(key)
        return "" if own == key.toString(_NATIVE) else f"\t{own}"


def without_letter(words: str) -> str:
    """Without the mark of a menu's letter, which stands in brackets where it is no part."""
    return _LETTER.sub("", words).replace("&", "")


def written(key: QKeySequence) -> str:
    """A key as a person reads it, in every language alike: it stands so on the keyboard."""
    # On a Mac the marks of the native form are the keyboard's own; elsewhere Qt translates names.
    parts = key.toString(_NATIVE if sys.platform == "darwin" else _PORTABLE).split("+")
    return "+".join(_WRITTEN.get(part, part) for part in parts)


def hear(action: QAction, *widgets: QWidget) -> None:
    """Let an action with a plain key answer to it in these widgets alone."""
    for widget in widgets:
        widget.addAction(action)


def _made(window: QWidget, name: str, entry: Entry) -> QAction:
    action = QAction(window)
    action.setObjectName(f"action_{name}")
    action.setCheckable(entry.checkable)
    if entry.icon:
        action.setIcon(icons.icon(entry.icon))
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.plain:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    else:
        window.addAction(action)
    if entry.absent:
        action.setVisible(False)
        action.setEnabled(False)
    return action
