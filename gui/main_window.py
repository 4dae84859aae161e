"""The program's window: its parts, where they stand, the language and the colours they share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from engine import words
from gui import choices_offered, languages, palette, sizes, style_sheet
from gui.actions import Actions
from gui.choices import ChoiceMenu
from gui.commands import Commands, Parts
from gui.coverage_panel import CoveragePanel
from gui.docks import Docks
from gui.document_life import DocumentLife
from gui.empty_view import EmptyView
from gui.explanations import Explanations
from gui.exporting import Exporting
from gui.focus_ring import FocusRing
from gui.formula_panel import FormulaPanel
from gui.frame_view import FrameView
from gui.layer_table_model import LayerTableModel
from gui.layer_table_view import LayerTableView
from gui.menus import Menus
from gui.playback import Playback
from gui.playback_bar import PlaybackBar
from gui.problem_list import ProblemList
from gui.report_panel import ReportPanel
from gui.status_line import StatusLine
from gui.store import Store
from gui.tool_bar import ToolBar

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )
    from PySide6.QtWidgets import QApplication

    from engine.runs import Run
    from engine.scenes.belonging import Spot
    from engine.words import Text
    from gui.settings import Settings

PROGRAM = "Convscope"
OPENING_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(900, 600)
LEAST_FIGURE = QSize(320, 240)
LEAST_WIDTHS = {"layers": 360, "report": 360, "problems": 360, "formula": 240, "coverage": 240}
CLIPBOARD = ("cut", "copy", "paste")
# What will stand here; until then it is found, and cannot be seen.
NOT_YET = ("lesson_gallery",)


class MainWindow(QMainWindow):
    """The window of one document, in one language; filled() when all of it is loaded."""

    filled = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__()
        # Held here, since an application that nothing refers to is taken away.
        self.application = application
        self.settings = settings
        self._language = settings.language
        self.store = Store(self)
        self.playback = Playback(self.store, self)
        self.entries = Actions(self, self.said)
        self.life = DocumentLife(self, self.store, settings, self.said)
        self.exporting = Exporting(self.store, self)
        self._is_painted = False
        self._dress()
        self._make_parts()
        self._stand()
        self._make_menus()
        self.commands = Commands(self._parts())
        self._follow()
        self._begin_to_speak()
        self._on_store_history_changed()
        self._take_place()
        self.table.setFocus()

    def said(self, sentence: Text) -> str:
        """The sentence in the window's language."""
        return words.say(sentence, self._language)

    def retranslate(self) -> None:
        """Say every word of the window, and of Qt's own dialogs, in the language of now."""
        language = self._language = self.settings.language
        languages.speak(self.application, language)
        self.entries.retranslate()
        self.model.set_language(language)
        self.figure.set_language(language)
        self.docks.retranslate(self.said)
        for part in self._speaking:
            part.retranslate()
        self._choices["scene"].refresh()
        self.commands.refresh()

    def _begin_to_speak(self) -> None:
        """Say what nobody has said while it was made."""
        if self._language != languages.OF_QT:
            languages.speak(self.application, self._language)
        self.docks.retranslate(self.said)
        # Its keys are heard before it opens.
        self._choices["scene"].refresh()

    @Slot()
    def _fill(self) -> None:
        self.figure.fill()
        self.filled.emit()

    def _make_parts(self) -> None:
        said, store = self.said, self.store
        self.model = LayerTableModel(store, self.settings.language, self)
        self.table = LayerTableView(self.model)
        self.figure = FrameView(store, self.playback, self.settings)
        self.empty = EmptyView(store, self.entries, said)
        self.formula = FormulaPanel(store, self.playback, said)
        self.coverage = CoveragePanel(store, said, self.entries["design"], _mended)
        self.report = ReportPanel(store, said)
        self.problems = ProblemList(store, said)
        self.tool_bar = ToolBar(store, self.entries, said)
        self.playback_bar = PlaybackBar(self.playback, self.entries, said)
        self.status = StatusLine(store, said)
        for name in NOT_YET:
            absent = QWidget(self)
            absent.setObjectName(name)
            absent.hide()

    def _stand(self) -> None:
        self.paper = QStackedWidget()
        self.paper.addWidget(self.empty)
        self.paper.addWidget(self.figure)
        self.paper.setMinimumSize(LEAST_FIGURE)
        self.setCentralWidget(self.paper)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.tool_bar)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.playback_bar)
        self.setStatusBar(self.status)
        panels = {
            "layers": self.table,
            "report": self.report,
            "problems": self.problems,
            "formula": self.formula,
            "coverage": self.coverage,
        }
        for name, panel in panels.items():
            panel.setMinimumWidth(sizes.scaled(LEAST_WIDTHS[name]))
        self.docks = Docks(self, panels)
        rows = ("add_layer", "duplicate_layer", "move_layer_up", "move_layer_down", "remove_layer")
        self.docks.all["layers"].offer(self.entries[name] for name in rows)
        self.table.set_context_actions([self.entries[name] for name in (*CLIPBOARD, *rows)])
        self.ring = FocusRing(
            self,
            (self.tool_bar, self.table, self.report, self.problems, self.figure, self.formula,
             self.coverage, self.playback_bar),
        )  # fmt: skip
        self.setAcceptDrops(True)

    def _make_menus(self) -> None:
        said, settings, store = self.said, self.settings, self.store
        self.menus = Menus(self.menuBar(), self.entries, said)
        offered = {
            "recent": (lambda: choices_offered.recent(settings, self.life, said), False),
            "scene": (lambda: choices_offered.scenes(store, said), True),
            "columns": (lambda: choices_offered.table_columns(settings, store, said), False),
            "panels": (lambda: choices_offered.panels(self.docks), False),
            "theme": (lambda: choices_offered.themes(settings, said), True),
            "language": (lambda: choices_offered.spoken(settings, said), True),
        }
        self._choices = {
            name: ChoiceMenu(self.menus[name], tell, one_of=one_of)
            for name, (tell, one_of) in offered.items()
        }
        self.explanations = Explanations(self, said)
        self._speaking = (
            self.explanations,
            self.menus, self.tool_bar, self.playback_bar, self.status, self.empty, self.formula,
            self.coverage, self.report, self.problems,
        )  # fmt: skip

    def _parts(self) -> Parts:
        return Parts(
            self, self.settings, self.store, self.playback, self.entries, self.life,
            self.exporting, self.docks, self.table, self.figure, self.playback_bar.slider,
            self.status, self.said,
        )  # fmt: skip

    def _follow(self) -> None:
        """Hear of everything that changes what the window itself shows."""
        settings = self.settings
        settings.language_changed.connect(self._on_settings_language_changed)
        settings.theme_changed.connect(self._on_settings_theme_changed)
        settings.columns_changed.connect(self._on_settings_columns_changed)
        self.store.history_changed.connect(self._on_store_history_changed)
        self.playback.timeline_changed.connect(self._on_playback_timeline_changed)
        self.playback.frame_changed.connect(self._on_playback_frame_changed)
        self.playback.playing_changed.connect(self._on_playback_playing_changed)
        self.figure.pointed.connect(self._on_figure_pointed)
        self.figure.zoom_changed.connect(self.status.show_zoom)
        self.figure.edit_refused.connect(self.status.tell)
        self.coverage.rates_wanted.connect(self.commands.design_for)
        self.docks.all["coverage"].visibilityChanged.connect(self.coverage.catch_up)
        self.life.opened.connect(self._on_life_opened)
        self.life.told.connect(self.status.tell)
        self.exporting.told.connect(self.status.tell)
        self.table.told.connect(self.status.tell)
        self.tool_bar.layer_picker.activated.connect(self._on_layer_picker_activated)
        self.table.columns_asked.connect(self.menus["columns"].popup)
        self.problems.place_chosen.connect(self._on_problems_place_chosen)
        self.status.problems_wanted.connect(self._on_status_problems_wanted)
        self.playback.watch(self)
        self._keep_pace()
        self.model.choose_columns(settings.columns)
        self._on_playback_timeline_changed()

    def _keep_pace(self) -> None:
        """Play as the last time, and note for the next one."""
        settings, playback = self.settings, self.playback
        playback.set_speed(settings.speed)
        playback.set_loop(settings.loops)
        playback.reduced_motion = settings.reduced_motion
        self.entries["reduce_motion"].setChecked(settings.reduced_motion)
        self.entries["loop"].setChecked(settings.loops)
        playback.pace_changed.connect(self._on_playback_pace_changed)
        settings.reduced_motion_changed.connect(self._on_settings_reduced_motion_changed)

    def _dress(self) -> None:
        scheme = palette.SCHEMES[self.settings.theme]
        palette.dress(self.application, scheme)
        self.setStyleSheet(style_sheet.of(palette.colours_of(scheme)))

    def _take_place(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(LEAST_SIZE.boundedTo(room))
        if not self.restoreGeometry(self.settings.geometry):
            self.resize(OPENING_SIZE.boundedTo(room))
        self.docks.begin(self.settings, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """What takes long to load is loaded once the window can be seen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # Once the loop comes round again, the picture has left for the screen.
            QTimer.singleShot(0, self, self._fill)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.docks.fit(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else had a use for goes back to the table."""
        if event.key() == Qt.Key.Key_Escape:
            self.table.typing.close_box()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font of the system makes everything larger or smaller."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._is_painted:
            self._dress()
            for part in (self.tool_bar, self.status, self.empty):
                part.resize_parts()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.life.open_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before anything is lost; then keep how the window was."""
        if not self.life.may_leave():
            event.ignore()
            return
        self.exporting.stop()
        self.playback.pause()
        self.settings.set_geometry(self.saveGeometry())
        self.docks.keep(self.settings)
        super().closeEvent(event)

    @Slot(str)
    def _on_settings_language_changed(self, _: str) -> None:
        self.retranslate()

    @Slot(str)
    def _on_settings_theme_changed(self, theme: str) -> None:
        self._dress()
        self.figure.set_theme(theme)

    @Slot(bool)
    def _on_settings_reduced_motion_changed(self, reduced: bool) -> None:
        self.playback.reduced_motion = reduced

    @Slot()
    def _on_playback_pace_changed(self) -> None:
        self.settings.set_speed(self.playback.speed)
        self.settings.set_loops(self.playback.loops)

    @Slot()
    def _on_settings_columns_changed(self) -> None:
        self.model.choose_columns(self.settings.columns)

    @Slot(int)
    def _on_layer_picker_activated(self, _: int) -> None:
        self.table.go_to_shown("kernel")

    @Slot()
    def _on_life_opened(self) -> None:
        self.playback.look_at(None)
        self.playback.begin()
        self.table.go_to_shown("kernel")

    @Slot()
    def _on_store_history_changed(self) -> None:
        self.setWindowTitle(f"[*]{self.life.name} — {PROGRAM}")
        self.setWindowModified(self.store.is_modified)

    @Slot()
    def _on_playback_timeline_changed(self) -> None:
        self.paper.setCurrentWidget(self.figure if self.store.document.layers else self.empty)
        self.tool_bar.refresh()
        if self.playback.timeline is None:  # no frame will come that says what is to be seen
            self.status.point(None)

    @Slot(object)
    def _on_figure_pointed(self, spot: Spot | None) -> None:
        self.status.point(self.figure.sentence_at(spot) or self._moment())

    @Slot()
    def _on_playback_frame_changed(self) -> None:
        """Say what is to be seen; of a film, each step once."""
        if self.playback.t == self.playback.step or not self.playback.is_playing:
            self.status.point(self.figure.sentence_at(self.figure.spot) or self._moment())

    @Slot()
    def _on_playback_playing_changed(self) -> None:
        self._on_playback_frame_changed()

    def _moment(self) -> Text | None:
        """What the scene shows now, in a sentence."""
        frame = self.playback.frame
        if frame is None:
            return None
        from engine.scenes import spoken  # with numpy, which an empty window does without

        return spoken.moment(frame)

    @Slot(object, object)
    def _on_problems_place_chosen(self, layer: str | None, field: str | None) -> None:
        self.docks.bring("layers")
        self.table.go_to(layer or "", field or "")
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_status_problems_wanted(self) -> None:
        self.docks.bring("problems")
        self.problems.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _mended(run: Run) -> Text | None:
    """What would close the holes of a run."""
    from engine import rate_rows  # few stacks have holes

    return rate_rows.mended(run)


def _dropped(event: QDropEvent) -> Path | None:
    """The first file that is dropped."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if files else None
