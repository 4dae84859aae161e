"""What each action of the window does, and when it can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from engine.words import text
from gui import actions, docks, explanations, exporting, keyboard_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QLineEdit, QMainWindow

    from engine.words import Text
    from gui.actions import Actions
    from gui.design_dialog import DesignDialog
    from gui.docks import Docks
    from gui.document_life import DocumentLife
    from gui.exporting import Exporting
    from gui.frame_view import FrameView
    from gui.layer_table_view import LayerTableView
    from gui.playback import Playback
    from gui.position_slider import PositionSlider
    from gui.settings import Settings
    from gui.status_line import StatusLine
    from gui.store import Store

OF_LAYERS = ("duplicate_layer", "remove_layer", "move_layer_up", "move_layer_down", "cut", "copy")
OF_FIGURES = ("copy_figure", "zoom_in", "zoom_out", "zoom_fit")
OF_STEPS = ("play", "step_back", "step_forward", "first", "last")


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of a window that its actions speak to."""

    window: QMainWindow
    settings: Settings
    store: Store
    playback: Playback
    entries: Actions
    life: DocumentLife
    exporting: Exporting
    docks: Docks
    table: LayerTableView
    figure: FrameView
    slider: PositionSlider
    status: StatusLine
    said: Callable[[Text], str]


class Commands(QObject):
    """Connects the actions, and keeps their words and states up with what there is."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._entries = parts.entries
        for name, does in {
            **self._of_file(),
            **self._of_edit(),
            **self._of_view(),
            **self._of_play(),
        }.items():
            self._entries[name].triggered.connect(does)
        actions.hear(self._entries["remove_layer"], parts.table)
        actions.hear(self._entries["play"], parts.table, parts.figure, parts.slider)
        parts.store.history_changed.connect(self.refresh)
        parts.playback.timeline_changed.connect(self.refresh)
        parts.playback.pace_changed.connect(self._on_playback_pace_changed)
        parts.exporting.busy_changed.connect(self.refresh)
        parts.docks.arranged.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Which actions can act now, and what undo and redo would do."""
        store, playback, entries = self._parts.store, self._parts.playback, self._entries
        layers = bool(store.document.layers)
        drawn = layers and playback.timeline is not None
        can = {
            "save": store.is_modified or store.path is not None,
            "undo": store.can_undo,
            "redo": store.can_redo,
            "export": drawn and not self._parts.exporting.is_busy,
            **dict.fromkeys(OF_LAYERS, layers),
            **dict.fromkeys(OF_FIGURES, drawn),
            **dict.fromkeys(OF_STEPS, drawn and playback.length > 1),
        }
        for name, does in can.items():
            entries[name].setEnabled(does)
        undo, redo = store.undo_name, store.redo_name
        entries.reword("undo", None if undo is None else text("Undo {step}", step=undo))
        entries.reword("redo", None if redo is None else text("Redo {step}", step=redo))
        for name in (docks.WIDE, docks.NARROW):
            entries[f"arrange_{name}"].setChecked(self._parts.docks.arrangement == name)

    def _of_file(self) -> dict[str, Callable[..., object]]:
        life = self._parts.life
        asking = {
            "new": life.new,
            "open": life.open,
            "save": life.save,
            "save_as": life.save_as,
            "export": self._on_export_triggered,
        }
        return {
            **{name: self._and_back(does) for name, does in asking.items()},
            "copy_figure": self._on_copy_figure_triggered,
            "quit": self._parts.window.close,
        }

    def _and_back(self, does: Callable[[], object]) -> Callable[[], None]:
        """The same, after which the keyboard is where it was."""

        def done() -> None:
            with keyboard_place.kept(self._parts.table):
                does()

        return done

    def _of_edit(self) -> dict[str, Callable[..., object]]:
        table = self._parts.table
        return {
            "undo": self._on_undo_triggered,
            "redo": self._on_redo_triggered,
            "cut": self._on_cut_triggered,
            "copy": self._on_copy_triggered,
            "paste": self._on_paste_triggered,
            "select_all": self._on_select_all_triggered,
            "add_layer": table.add_layer,
            "duplicate_layer": table.duplicate_layers,
            "remove_layer": table.remove_layers,
            "move_layer_up": table.move_layers_up,
            "move_layer_down": table.move_layers_down,
        }

    def _of_view(self) -> dict[str, Callable[..., object]]:
        parts = self._parts
        return {
            "zoom_in": parts.figure.zoom_in,
            "zoom_out": parts.figure.zoom_out,
            "zoom_fit": parts.figure.fit,
            "arrange_wide": self._on_arrange_wide_triggered,
            "arrange_narrow": self._on_arrange_narrow_triggered,
            "arrange_reset": self._on_arrange_reset_triggered,
            "figure_only": self._on_figure_only_triggered,
            "full_screen": self._on_full_screen_triggered,
            "design": self._on_design_triggered,
            "what_is_this": self._on_what_is_this_triggered,
            "keyboard": self._on_keyboard_triggered,
            "about": self._on_about_triggered,
        }

    def _of_play(self) -> dict[str, Callable[..., object]]:
        playback, settings = self._parts.playback, self._parts.settings
        return {
            "play": playback.toggle,
            "step_back": playback.back,
            "step_forward": playback.forward,
            "first": playback.first,
            "last": playback.last,
            "slower": playback.slower,
            "faster": playback.faster,
            "loop": playback.set_loop,
            "reduce_motion": settings.set_reduced_motion,
        }

    @Slot()
    def _on_playback_pace_changed(self) -> None:
        self._entries["loop"].setChecked(self._parts.playback.loops)

    @Slot()
    def _on_undo_triggered(self) -> None:
        name = self._parts.store.undo_name
        self._parts.store.undo()
        if name is not None:
            self._parts.status.tell(text("Undone: {step}", step=name))

    @Slot()
    def _on_redo_triggered(self) -> None:
        name = self._parts.store.redo_name
        self._parts.store.redo()
        if name is not None:
            self._parts.status.tell(text("Done again: {step}", step=name))

    @Slot()
    def _on_cut_triggered(self) -> None:
        field = _field()
        (self._parts.table.cut if field is None else field.cut)()

    @Slot()
    def _on_copy_triggered(self) -> None:
        field = _field()
        (self._parts.table.copy if field is None else field.copy)()

    @Slot()
    def _on_paste_triggered(self) -> None:
        field = _field()
        (self._parts.table.paste if field is None else field.paste)()

    @Slot()
    def _on_select_all_triggered(self) -> None:
        field = _field()
        (self._parts.table.selectAll if field is None else field.selectAll)()

    @Slot()
    def _on_arrange_wide_triggered(self) -> None:
        self._parts.docks.choose(docks.WIDE)

    @Slot()
    def _on_arrange_narrow_triggered(self) -> None:
        self._parts.docks.choose(docks.NARROW)

    @Slot()
    def _on_arrange_reset_triggered(self) -> None:
        self._parts.docks.reset(self._parts.window.width())

    @Slot(bool)
    def _on_figure_only_triggered(self, alone: bool) -> None:
        """The keyboard goes along, or it would be left to whatever Qt finds first."""
        parts = self._parts
        parts.docks.show_figure_only(alone)
        (parts.figure if alone else parts.table).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(bool)
    def _on_full_screen_triggered(self, full: bool) -> None:
        state = self._parts.window.windowState()
        bit = Qt.WindowState.WindowFullScreen
        self._parts.window.setWindowState(state | bit if full else state & ~bit)

    @Slot(int, object)
    def design_for(self, kernel: int, rates: Sequence[int]) -> None:
        """Offer rates of as many layers and the same field that leave no holes."""
        self._design_dialog().open_for(kernel, rates)

    def _design_dialog(self) -> DesignDialog:
        from gui.design_dialog import DesignDialog  # few starts need it

        parts = self._parts
        names = parts.table.selected_layers()
        made = DesignDialog(parts.window, parts.store, names, parts.said)
        made.finished.connect(made.deleteLater)
        return made

    @Slot()
    def _on_design_triggered(self) -> None:
        self._design_dialog().open()

    @Slot()
    def _on_what_is_this_triggered(self) -> None:
        from PySide6.QtWidgets import QWhatsThis  # few starts need it

        self._parts.status.tell(explanations.HOW)
        QWhatsThis.enterWhatsThisMode()

    @Slot()
    def _on_keyboard_triggered(self) -> None:
        from gui.keyboard_dialog import KeyboardDialog  # few starts need it

        KeyboardDialog(self._parts.window, self._entries, self._parts.said).open()

    @Slot()
    def _on_about_triggered(self) -> None:
        from gui.about_dialog import AboutDialog  # few starts need it

        AboutDialog(self._parts.window, self._parts.said).open()

    @Slot()
    def _on_copy_figure_triggered(self) -> None:
        parts, timeline = self._parts, self._parts.playback.timeline
        if timeline is not None:
            exporting.copy(
                timeline, parts.playback.t, parts.settings.theme, parts.settings.language
            )
            parts.status.tell(text("The figure is on the clipboard."))

    @Slot()
    def _on_export_triggered(self) -> None:
        parts = self._parts
        target = exporting.ask(parts.window, parts.said, parts.life.proposed(exporting.PICTURE))
        if target is not None:
            parts.settings.set_last_folder(target.parent)
            parts.exporting.start(
                target, parts.playback.step, parts.settings.theme, parts.settings.language
            )


def _field() -> QLineEdit | None:
    """The field in which a person writes, if there is one."""
    from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

    focus = QApplication.focusWidget()
    if isinstance(focus, QAbstractSpinBox):
        return focus.lineEdit()
    return focus if isinstance(focus, QLineEdit) else None
