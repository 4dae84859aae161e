"""The menus of what there is to choose from: made anew whenever one opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMenu


@dataclass(frozen=True)
class Choice:
    """One entry: its words, what it does, and whether it is what holds now."""

    words: str
    does: Callable[[], object]
    is_chosen: bool | None = None
    is_there: bool = True
    key: str = ""
    tip: str = ""


class ChoiceMenu(QObject):
    """Fills a menu with what the function tells at that moment; of a group one is chosen."""

    def __init__(
        self, menu: QMenu, tell: Callable[[], Iterable[Choice]], *, one_of: bool = False
    ) -> None:
        super().__init__(menu)
        self._menu = menu
        self._tell = tell
        self._one_of = one_of
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Tell what there is now; before a menu opens, its keys are heard too."""
        self._menu.clear()
        group = QActionGroup(self._menu) if self._one_of else None
        for choice in self._tell():
            # A file's name may hold the mark of a letter.
            action = self._menu.addAction(choice.words.replace("&", "&&"))
            action.setEnabled(choice.is_there)
            action.setToolTip(choice.tip or choice.words)
            if choice.is_chosen is not None:
                action.setCheckable(True)
                action.setChecked(choice.is_chosen)
            if choice.key:
                action.setShortcut(QKeySequence(choice.key))
            if group is not None:
                group.addAction(action)
            action.triggered.connect(_alone(choice.does))


def _alone(does: Callable[[], object]) -> Callable[[], None]:
    """What is done, without the mark that Qt sends along."""

    def done() -> None:
        does()

    return done
