"""Where the panels stand: wide, narrow, as a person left them, or out of the figure's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QWidget

from engine.words import text
from gui import sizes
from gui.dock import Dock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.words import Text
    from gui.settings import Settings

WIDE, NARROW = "wide", "narrow"
# A narrower window puts all panels under the table.
WIDE_FROM = 1200
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
TITLES = {
    "layers": text("Layers"),
    "report": text("Report"),
    "problems": text("Problems"),
    "formula": text("Formula"),
    "coverage": text("Coverage"),
}
STATE_VERSION = 2
# The widths of the docks in each arrangement, then the heights on each side.
PLANNED: dict[str, tuple[dict[str, int], ...]] = {
    WIDE: (
        {"layers": 626, "formula": 282},
        {"layers": 444, "report": 280},
        {"formula": 418, "coverage": 332},
    ),
    NARROW: ({"layers": 500}, {"layers": 270, "formula": 280}),
}


class Docks(QObject):
    """The panels in their docks; arranged(name) after they were put in another arrangement."""

    arranged = Signal(str)

    def __init__(self, window: QMainWindow, panels: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._arranging = False
        self._before_figure_only = QByteArray()
        self.arrangement = ""
        self.touched = False
        self.kept: dict[str, QByteArray] = {}
        self.all = {name: self._made(name, panel) for name, panel in panels.items()}
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.tabifiedDockWidgetActivated.connect(self._on_layout_changed)

    def retranslate(self, said: Callable[[Text], str]) -> None:
        """Say every title."""
        for dock in self.all.values():
            dock.retranslate(said)

    def fit(self, width: int) -> None:
        """Take the arrangement for that width, unless a person has arranged the panels."""
        wanted = WIDE if width >= sizes.scaled(WIDE_FROM) else NARROW
        if not self.touched and wanted != self.arrangement:
            self.arrange(wanted)

    def arrange(self, name: str) -> None:
        """Put the panels where that arrangement has them, or where they were left in it."""
        if self.arrangement and not self.is_figure_only:
            self.kept[self.arrangement] = self._state()
        self.arrangement = name
        kept = self.kept.get(name)
        if kept is None or not self._restore(kept):
            self._arrange_anew()
        self.arranged.emit(name)

    def choose(self, name: str) -> None:
        """Stay in that arrangement, whatever the width."""
        self.touched = True
        self.arrange(name)

    def reset(self, width: int) -> None:
        """Forget what a person arranged, in every arrangement."""
        self.kept.clear()
        self.touched = False
        self.arrangement = ""
        self.fit(width)

    def begin(self, settings: Settings, width: int) -> None:
        """Stand as the last time, or as the width asks for."""
        states = {name: settings.docks(name) for name in (WIDE, NARROW)}
        self.kept = {name: state for name, state in states.items() if not state.isEmpty()}
        self.touched = bool(settings.arrangement)
        if self.touched:
            self.arrange(settings.arrangement)
        else:
            self.fit(width)

    def keep(self, settings: Settings) -> None:
        """Note how everything stands, for the next start."""
        self.kept[self.arrangement] = (
            self._before_figure_only if self.is_figure_only else self._state()
        )
        for name in (WIDE, NARROW):
            settings.set_docks(name, self.kept.get(name, QByteArray()))
        settings.set_arrangement(self.arrangement if self.touched else "")

    @property
    def is_figure_only(self) -> bool:
        return not self._before_figure_only.isEmpty()

    def show_figure_only(self, alone: bool) -> None:
        """Hide every panel, or bring back those that stood there."""
        if alone == self.is_figure_only:
            return
        if not alone:
            before, self._before_figure_only = self._before_figure_only, QByteArray()
            self._restore(before)
            return
        self._before_figure_only = self._state()
        with_hand = self.touched
        for dock in self.all.values():
            dock.hide()
        self.touched = with_hand

    def bring(self, name: str) -> None:
        """Show a panel, before those that share its place."""
        self.all[name].show()
        self.all[name].raise_()

    def _made(self, name: str, panel: QWidget) -> Dock:
        dock = Dock(name, TITLES[name], panel)
        self._window.addDockWidget(LEFT, dock)
        dock.dockLocationChanged.connect(self._on_dock_moved)
        dock.topLevelChanged.connect(self._on_dock_moved)
        dock.visibilityChanged.connect(self._on_layout_changed)
        return dock

    def _state(self) -> QByteArray:
        return self._window.saveState(STATE_VERSION)

    def _restore(self, state: QByteArray) -> bool:
        self._arranging = True
        self._clear()
        done = self._window.restoreState(state, STATE_VERSION)
        self._arranging = False
        self._show_titles()
        return done

    def _arrange_anew(self) -> None:
        self._arranging = True
        for dock in self.all.values():
            dock.setFloating(False)
        self._clear()
        (self._stand_wide if self.arrangement == WIDE else self._stand_narrow)()
        for dock in self.all.values():
            dock.show()
        # Hidden docks would take no size.
        self._size()
        self.all["report" if self.arrangement == WIDE else "formula"].raise_()
        self._arranging = False
        self._show_titles()

    def _clear(self) -> None:
        """Take all panels out, and their tabs, which Qt would leave standing under those to come.

        Who drags one of those that are left would end the program.
        """
        for dock in self.all.values():
            self._window.removeDockWidget(dock)
        layout = self._window.layout()
        if layout is not None:
            layout.activate()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=direct):
            if not bar.count():
                bar.hide()

    def _stand_wide(self) -> None:
        layers, report, problems, formula, coverage = self._in_order()
        self._window.addDockWidget(LEFT, layers)
        self._window.splitDockWidget(layers, report, Qt.Orientation.Vertical)
        self._window.tabifyDockWidget(report, problems)
        self._window.addDockWidget(RIGHT, formula)
        self._window.splitDockWidget(formula, coverage, Qt.Orientation.Vertical)

    def _stand_narrow(self) -> None:
        layers, report, problems, formula, coverage = self._in_order()
        self._window.addDockWidget(LEFT, layers)
        self._window.splitDockWidget(layers, formula, Qt.Orientation.Vertical)
        self._window.tabifyDockWidget(formula, coverage)
        self._window.tabifyDockWidget(coverage, report)
        self._window.tabifyDockWidget(report, problems)

    def _size(self) -> None:
        widths, *sides = PLANNED[self.arrangement]
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        for planned, orientation in ((widths, across), *((heights, down) for heights in sides)):
            docks = [self.all[name] for name in planned]
            self._window.resizeDocks(docks, list(map(sizes.scaled, planned.values())), orientation)

    def _in_order(self) -> tuple[Dock, ...]:
        return tuple(self.all[name] for name in TITLES)

    def _show_titles(self) -> None:
        for dock in self.all.values():
            beside = self._window.tabifiedDockWidgets(dock)
            dock.show_title(dock.isFloating() or not any(not one.isHidden() for one in beside))

    @Slot()
    def _on_dock_moved(self) -> None:
        if not self._arranging:
            self.touched = True
            self._on_layout_changed()

    @Slot()
    def _on_layout_changed(self) -> None:
        if not self._arranging:
            # Tabs are joined after the signals that tell of it.
            QTimer.singleShot(0, self, self._show_titles)
