"""One panel in its frame: a title with what can be done to it, floating, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from engine.words import text
from gui import icons, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QAction

    from engine.words import Text

TITLE_HEIGHT = 30
ICON, SMALL_ICON, RULE = 16, 14, 16


class Dock(QDockWidget):
    """A panel that can be moved; where it stands behind a tab, the tab is its title."""

    def __init__(self, name: str, title: Text, panel: QWidget) -> None:
        super().__init__()
        self.setObjectName(f"dock_{name}")
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.setWidget(panel)
        self._title = title
        self._bar = TitleBar(self)
        # The dock's from the first, so that it goes with the dock and at no other time.
        self._no_bar = NoBar(self)
        self._no_bar.hide()
        self.setTitleBarWidget(self._bar)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Put what can be done to the panel into its title."""
        self._bar.offer(actions)

    def show_title(self, shown: bool) -> None:
        """Whether the title has a bar of its own; a tab says it otherwise."""
        wanted = self._bar if shown else self._no_bar
        if self.titleBarWidget() is not wanted:
            self.setTitleBarWidget(wanted)
            wanted.show()
            (self._no_bar if shown else self._bar).hide()

    def retranslate(self, said: Callable[[Text], str]) -> None:
        """Say the title, and what the buttons beside it do."""
        self.setWindowTitle(said(self._title))
        self._bar.retranslate(said)


class NoBar(QWidget):
    """Where a tab is the title."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)


class TitleBar(QWidget):
    """The panel's name, its buttons, and those that float and close it."""

    def __init__(self, dock: Dock) -> None:
        super().__init__(dock)
        self._dock = dock
        self.setObjectName("dock_title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(dock.windowTitle())
        self._label.setObjectName("dock_title_words")
        self._float = _button("float")
        self._close = _button("close")
        self._rule = QFrame()
        self._rule.setObjectName("upright_rule")
        self._rule.setFixedSize(1, sizes.scaled(RULE))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(sizes.scaled(12), 0, sizes.scaled(6), 0)
        self._row.setSpacing(sizes.scaled(2))
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._rule)
        self._row.addSpacing(sizes.scaled(2))
        for button in (self._float, self._close):
            button.setIconSize(QSize(sizes.scaled(SMALL_ICON), sizes.scaled(SMALL_ICON)))
            self._row.addWidget(button)
        self._rule.hide()
        self._float.clicked.connect(self._on_float_clicked)
        self._close.clicked.connect(dock.close)

    def sizeHint(self) -> QSize:
        """A dock asks for this alone, whatever heights are fixed."""
        return QSize(super().sizeHint().width(), sizes.scaled(TITLE_HEIGHT))

    def offer(self, actions: Iterable[QAction]) -> None:
        """Put a button for each action before the two that every panel has."""
        for action in actions:
            button = _button()
            button.setDefaultAction(action)
            self._row.insertWidget(self._row.indexOf(self._rule), button)
        self._row.insertSpacing(self._row.indexOf(self._rule), sizes.scaled(4))
        self._rule.show()

    def retranslate(self, said: Callable[[Text], str]) -> None:
        """Say the name, and what the two buttons do."""
        self._label.setText(self._dock.windowTitle())
        for button, words in (
            (self._float, text("Take the panel out of the window, or put it back")),
            (self._close, text("Close the panel")),
        ):
            button.setToolTip(said(words))
            button.setAccessibleName(said(words))

    @Slot()
    def _on_float_clicked(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())


def _button(icon: str = "") -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(QSize(sizes.scaled(ICON), sizes.scaled(ICON)))
    button.setFixedSize(sizes.scaled(26), sizes.scaled(24))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if icon:  # what every panel has is softer than what only one can do
        button.setIcon(icons.icon(icon, QPalette.ColorRole.PlaceholderText))
    return button
