"""Which menus there are and what stands in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMenuBar

    from engine.words import Text
    from gui.actions import Actions

# A dash rules a line, a name in brackets is a menu inside the menu, the rest are actions.
RULE = "-"
MENUS: dict[str, tuple[str, ...]] = {
    "file": (
        "new", "open", "[recent]", "save", "save_as", RULE, "paste_code", RULE, "export",
        "copy_figure", RULE, "quit",
    ),
    "edit": (
        "undo", "redo", RULE, "cut", "copy", "paste", "select_all", RULE, "add_layer",
        "duplicate_layer", "remove_layer", "move_layer_up", "move_layer_down", RULE, "preferences",
    ),
    "view": (
        "[scene]", "zoom_in", "zoom_out", "zoom_fit", RULE, "[columns]", "[panels]", "[arrange]",
        "figure_only", "full_screen", RULE, "[theme]", "[language]",
    ),
    "play": (
        "play", "step_back", "step_forward", "first", "last", RULE, "slower", "faster", RULE,
        "loop", "reduce_motion",
    ),
    "lessons": ("lessons",),
    "tools": ("design",),
    "help": ("what_is_this", "keyboard", RULE, "about"),
    "arrange": ("arrange_wide", "arrange_narrow", RULE, "arrange_reset"),
}  # fmt: skip
BAR = ("file", "edit", "view", "play", "lessons", "tools", "help")
WORDS = {
    "file": text("&File"),
    "edit": text("&Edit"),
    "view": text("&View"),
    "play": text("&Play"),
    "lessons": text("&Lessons"),
    "tools": text("&Tools"),
    "help": text("&Help"),
    "recent": text("Open recent"),
    "scene": text("Scene"),
    "columns": text("Columns"),
    "panels": text("Panels"),
    "arrange": text("Arrange"),
    "theme": text("Theme"),
    "language": text("Language"),
}


class Menus:
    """The menus by their names; those inside others are filled by whoever knows what is there."""

    def __init__(self, bar: QMenuBar, actions: Actions, said: Callable[[Text], str]) -> None:
        self._said = said
        self._all = {name: QMenu(bar) for name in WORDS}
        for name, entries in MENUS.items():
            self._fill(self._all[name], entries, actions)
        for name in BAR:
            bar.addMenu(self._all[name])
            # A menu appears with the first capability that it calls.
            self._all[name].menuAction().setVisible(_has_something(MENUS[name], actions))
        self.retranslate()

    def __getitem__(self, name: str) -> QMenu:
        return self._all[name]

    def retranslate(self) -> None:
        """Say the title of every menu."""
        for name, words in WORDS.items():
            self._all[name].setTitle(self._said(words))

    def _fill(self, menu: QMenu, entries: Iterable[str], actions: Actions) -> None:
        for entry in entries:
            if entry == RULE:
                menu.addSeparator()
            elif entry.startswith("["):
                menu.addMenu(self._all[entry.strip("[]")])
            else:
                menu.addAction(actions[entry])


def _has_something(entries: Iterable[str], actions: Actions) -> bool:
    return any(entry in actions and actions[entry].isVisible() for entry in entries)
