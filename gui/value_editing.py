"""Numbers of the input and weights, changed where they are seen: one typed, or many painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine import number_text
from engine.document import INPUT
from engine.problems import Refused
from engine.scenes import editable
from engine.words import text
from gui import value_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QRect

    from engine.scenes.belonging import Spot
    from engine.scenes.editable import Number
    from engine.words import Text
    from gui.playback import Playback
    from gui.store import Store
    from gui.value_field import ValueField


class ValueEditing(QObject):
    """refused(Text) when a number cannot be changed."""

    refused = Signal(object)

    def __init__(
        self, store: Store, playback: Playback, field: ValueField, said: Callable[[Text], str]
    ) -> None:
        super().__init__(field)
        self._store, self._playback, self._field, self._said = store, playback, field, said
        self._number: Number | None = None
        # What painting puts down: the last number typed.
        self._brush = 1.0
        self._stroke = object()
        field.typed.connect(self._on_field_typed)

    def number_at(self, spot: Spot | None) -> Number | None:
        """The number there that can be changed."""
        frame = self._playback.frame
        if spot is None or frame is None:
            return None
        return editable.number_at(self._store.report, frame, spot)

    def open(self, spot: Spot, cell: QRect) -> bool:
        """Let the number of the cell be typed; False where there is none."""
        number = self.number_at(spot)
        if number is None:
            return False
        self._playback.pause()
        self._number = number
        shown = number_text.number(editable.value(self._store.report, number))
        self._field.open_over(cell, shown, self._said(_name(number)))
        return True

    def paint(self, spots: Iterable[Spot], *, begins: bool) -> None:
        """Put the last number down on these cells; what follows until the next start is one step.

        Weights are typed one by one.
        """
        if begins:
            self._stroke = object()
        found = (self.number_at(spot) for spot in spots)
        numbers = [one for one in found if one is not None and one.layer == INPUT]
        if numbers:
            self._change(numbers, self._brush, self._stroke)

    def _change(self, numbers: list[Number], to: float, merge: object = None) -> bool:
        try:
            document = editable.changed(self._store.report, numbers, to)
        except Refused as refused:
            self._refuse(refused)
            return False
        self._store.apply(document, _name(numbers[0]), merge)
        return True

    def _refuse(self, refused: Refused) -> None:
        self._field.refuse(self._said(refused.problem.sentence))
        self.refused.emit(refused.problem.sentence)

    @Slot(str)
    def _on_field_typed(self, typed: str) -> None:
        assert self._number is not None
        try:
            value = value_field.read(typed)
        except Refused as refused:
            self._refuse(refused)
            return
        if self._change([self._number], value):
            self._brush = value
            self._field.close_field()


def _name(number: Number) -> Text:
    if number.layer == INPUT:
        return text("Change a value of the input")
    return text("Change a weight of {layer}", layer=number.layer)
