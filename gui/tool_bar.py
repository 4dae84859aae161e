"""The bar under the menus: the file, the history, what is shown of which layer, and the export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from engine.document import View
from engine.words import text
from gui import cell_operations, icons, scene_words, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from engine.words import Text
    from gui.actions import Actions
    from gui.store import Store

HEIGHT, BUTTON, ICON, FIELD, PICKER = 48, 32, 20, 28, 140


class ToolBar(QToolBar):
    """Shows what is chosen in the document's view, and chooses anew through the store."""

    def __init__(self, store: Store, actions: Actions, said: Callable[[Text], str]) -> None:
        super().__init__()
        self._store = store
        self._actions = actions
        self._said = said
        self.setObjectName("tool_bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.scene_picker = QComboBox()
        self.scene_picker.setObjectName("scene_picker")
        self.layer_picker = LayerPicker()
        self.layer_picker.setObjectName("layer_picker")
        self._scene_label, self._layer_label = QLabel(), QLabel()
        self._export = QPushButton(icons.icon("export", QPalette.ColorRole.BrightText), "")
        self._export.setObjectName("accent_button")
        self._export.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard alone
        # Asking the fields what they offer would take longer than to offer it.
        self._offered: dict[QComboBox, list[tuple[str, str]]] = {}
        self._fill()
        self._export.clicked.connect(actions["export"].trigger)
        actions["export"].changed.connect(self._on_export_changed)
        self.scene_picker.activated.connect(self._on_scene_picked)
        self.layer_picker.activated.connect(self._on_layer_picked)
        store.document_changed.connect(self.refresh)
        store.view_changed.connect(self.refresh)
        self.resize_parts()
        self.retranslate()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self.setIconSize(QSize(sizes.scaled(ICON), sizes.scaled(ICON)))
        self.setFixedHeight(sizes.scaled(HEIGHT))
        for picker in (self.scene_picker, self.layer_picker):
            picker.setFixedSize(sizes.scaled(PICKER), sizes.scaled(FIELD))
        self._export.setFixedHeight(sizes.scaled(FIELD))

    def retranslate(self) -> None:
        """Say everything, the names of scenes and layers included."""
        for label, words in (
            (self._scene_label, text("Scene")),
            (self._layer_label, text("Layer")),
        ):
            label.setText(self._said(words))
        for picker, words in (
            (self.scene_picker, text("What is shown of the layer")),
            (self.layer_picker, text("The layer that is shown")),
        ):
            picker.setToolTip(self._said(words))
            picker.setAccessibleName(self._said(words))
        self._on_export_changed()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what there is to choose, and what is chosen."""
        names = [(name, self._said(words)) for name, words in scene_words.WORDS.items()]
        self._offer(self.scene_picker, names, scene_words.shown(self._store))
        layers = [
            (layer.name, f"{at}  {self._said(cell_operations.word(layer.op))}")
            for at, layer in enumerate(self._store.document.layers, 1)
        ]
        self._offer(self.layer_picker, layers, self._store.document.shown_layer)
        self.scene_picker.setEnabled(bool(layers))
        self.layer_picker.setEnabled(bool(layers))

    def _fill(self) -> None:
        for name in ("open", "save", "undo", "redo"):
            if name == "undo":
                self.addSeparator()
            self.addAction(self._actions[name])
        self.addSeparator()
        for label, picker in (
            (self._scene_label, self.scene_picker),
            (self._layer_label, self.layer_picker),
        ):
            self.addWidget(_named(label, picker))
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(stretch)
        self.addAction(self._actions["lessons"])
        self.addWidget(self._export)

    def _offer(self, picker: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
        if self._offered.get(picker) != choices:
            self._offered[picker] = choices
            picker.clear()
            for name, words in choices:
                picker.addItem(words, name)
            letters = picker.fontMetrics()
            widest = max((letters.horizontalAdvance(words) for _, words in choices), default=0)
            picker.view().setMinimumWidth(widest + sizes.scaled(24))
        names = [name for name, _ in choices]
        picker.setCurrentIndex(names.index(chosen) if chosen in names else -1)

    @Slot(int)
    def _on_scene_picked(self, at: int) -> None:
        scene_words.show(self._store, self.scene_picker.itemData(at))

    @Slot(int)
    def _on_layer_picked(self, at: int) -> None:
        name = self.layer_picker.itemData(at)
        if name != self._store.document.shown_layer:
            self._store.show(View(self._store.document.view.scene, (name,)))

    @Slot()
    def _on_export_changed(self) -> None:
        action = self._actions["export"]
        self._export.setText(action.iconText())
        self._export.setToolTip(action.toolTip())
        self._export.setEnabled(action.isEnabled())


class LayerPicker(QComboBox):
    """Cuts a name that is too long with a mark; its list is as wide as the longest."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_short():
            super().paintEvent(event)
            return
        # A style has a hundred names that take their time to be made; few starts need them.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), mode, room.width())
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _is_short(self) -> bool:
        """Whether the name has room for certain, however wide the style makes the arrow."""
        words = self.fontMetrics().horizontalAdvance(self.currentText())
        return words < self.width() - 2 * sizes.scaled(FIELD)


def _named(label: QLabel, picker: QComboBox) -> QWidget:
    """A field with its name before it."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(sizes.scaled(6), 0, sizes.scaled(4), 0)
    line.setSpacing(sizes.scaled(8))
    line.addWidget(label)
    line.addWidget(picker)
    return made
