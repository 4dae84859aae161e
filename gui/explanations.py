"""What every part of the window is, for somebody who asks with F1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

HOW = text("Click what you want to know about; Esc ends the question.")

COLUMNS: dict[str, Text] = {
    "number": text("The number of the layer. Take the dots before it to move the layer."),
    "op": text("What the layer does. Type a name, torch's too, or choose from the list."),
    "name": text("What the layer is called; other layers read it by this name."),
    "inputs": text("The maps that the layer reads. Where nothing is set it reads the one above."),
    "out_channels": text("How many channels the layer makes."),
    "groups": text("Into how many groups the channels are split; each reads only its own."),
    "kernel": text("How many cells the window reads at a time: rows, columns or one number."),
    "stride": text("How many cells the window moves on from one output cell to the next."),
    "padding": text("How many cells are put round what is read; same keeps its size."),
    "dilation": text("How far apart the taps of the kernel are; 1 is an ordinary kernel."),
    "more": text("The other parameters of the layer. In the header: which columns are shown."),
    "output": text("The size of the map that the layer makes. That of the input is set here."),
    "field": text("How many input pixels in a row one output pixel sees."),
    "jump": text("How many input pixels two neighbouring output pixels are apart."),
    "verdict": text("The worst finding in the layer. Point at it to read it with its numbers."),
    "params": text("How many numbers the layer learns."),
    "macs": text("How many multiplications the layer does for one input."),
}
OTHER_COLUMN = text("A parameter that only some operations have.")

# By the names under which a window finds its parts.
PARTS: dict[str, Text] = {
    "dock_layers": text(
        "The stack, a layer a row. White cells are set, tinted ones follow. Type into a cell; "
        "Enter takes it."
    ),
    "dock_report": text(
        "Totals of the whole stack, how far each layer sees, and what is worth knowing."
    ),
    "dock_problems": text(
        "What does not fit, with its numbers and what would do; below that, what is worth knowing."
    ),
    "dock_formula": text("The sums behind the layer that is shown, with its numbers put in."),
    "dock_coverage": text(
        "Which pixels one output pixel really reads, beside what the design rule says of it."
    ),
    "figure": text(
        "The scene at this step. Point at a cell to read it, click it to pin it; the wheel zooms."
    ),
    "tool_bar": text("Files, undo, what the figure shows, and its export."),
    "scene_picker": text(
        "What is shown of the layer: how its window slides, what it reads, how often, and more."
    ),
    "layer_picker": text("The layer that figure and panels are about."),
    "playback_bar": text("Where the scene is, and what makes it move."),
    "position_slider": text(
        "The step that is shown. Drag it, or type the step's number beside it."
    ),
    "speed_picker": text("How fast the scene plays."),
    "status_line": text("What the pointer or the keyboard is on, and what is wrong in the stack."),
}
# What a finding of the coverage panel means, beside what is said in it.
CARDS = text(
    "The rule is a quick test that papers give; the truth is counted pixel by pixel. Where they "
    "differ, a box below says why."
)


def of_column(key: str) -> Text:
    """What stands in the column of that key."""
    return COLUMNS.get(key, OTHER_COLUMN)


class Explanations:
    """Keeps what the parts of a window are said to be in the window's language."""

    def __init__(self, window: QWidget, said: Callable[[Text], str]) -> None:
        self._window, self._said = window, said
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        for name, sentence in PARTS.items():
            part = self._window.findChild(QWidget, name)
            if part is not None:
                part.setWhatsThis(self._said(sentence))
