"""What a half-typed cell would mean: read back in words, with the output that would follow."""

from __future__ import annotations

from dataclasses import dataclass

from engine import labels, layers, number_text, report, sizes
from engine.document import Document
from engine.fields import Pair, Sides
from engine.layers import Layer
from engine.problems import Refused
from engine.report import Row
from engine.words import Text, text
from gui import cell_edits, cell_steps, columns
from gui.layer_rows import TableRow

NUMBER, SAME, FOUR_SIDES = "number", "same", "four sides"
FORMS = {NUMBER: text("number"), SAME: text("same"), FOUR_SIDES: text("four sides")}

_PAIR_HINT = text("3    3×5    3, 5    3 5    are all understood")
_PADDING_HINT = text("1    1, 2    same    valid    1 2/0 1 (top bottom/left right)")
_SIDES_HINT = text("1    1, 2    1 2/0 1 (top bottom/left right)")
_KEYS_HINT = text("↑ ↓ both    Ctrl+↑ ↓ rows    Ctrl+← → columns")
_STEP_HINT = text("↑ ↓ one more or less")
_CHOICE_HINT = text("↑ ↓ choose")


@dataclass(frozen=True)
class CellReading:
    """What the popover shows; of the pictures at most one is there."""

    heading: Text
    taps: tuple[Pair, Pair] | None = None
    sides: Sides | None = None
    form: str = ""
    source: Pair | None = None
    output: str = ""
    was: str = ""
    padded: str = ""
    problem: Text | None = None
    hints: tuple[Text, ...] = ()


def reading(document: Document, row: TableRow, key: str, entered: str) -> CellReading:
    """What it would mean to enter that; why not, where it cannot be entered."""
    hints = _hints(row, key)
    try:
        after, _ = cell_edits.changed(document, row, key, entered)
    except Refused as refused:
        heading = text("{field}", field=columns.KEYS[key].word)
        return CellReading(heading, problem=refused.problem.sentence, hints=hints)
    if row.layer is None:
        size = _times(after.input.size)
        heading = text("input {channels}×{size}", channels=after.input.channels, size=size)
        return CellReading(heading, output=size, was=row.derived.output, hints=hints)
    layer = after.layers[row.number - 1]
    found = report.resolve(after)
    facts = found.row(layer.name)
    problem = next((one.sentence for one in found.problems if one.layer == layer.name), None)
    return CellReading(
        _heading(layer, key, facts),
        _taps(layer, key),
        *_padding(layer, key, facts),
        facts.sources.size if facts is not None else None,
        _times(facts.shape[1:]) if facts is not None else "",
        row.derived.output,
        _padded(layer, key, facts),
        problem,
        hints,
    )


def _heading(layer: Layer, key: str, facts: Row | None) -> Text:
    value = getattr(layer, key)
    if value is None:
        return text("{field}", field=columns.KEYS[key].word)
    if key in ("kernel", "stride", "dilation"):
        return _of_axes(layer, key, value)
    if isinstance(value, Sides):
        named = dict(zip(Sides._fields, value, strict=True))
        return text("top {top}, bottom {bottom}, left {left}, right {right}", **named)
    if key == "padding" and value == "same":
        return _same_heading(layer, facts)
    kind = layers.kind_of(layer, key)
    shown = labels.VALUES.get(str(value)) or kind.write(value)
    return text("{field} {value}", field=columns.KEYS[key].word, value=shown)


def _of_axes(layer: Layer, key: str, value: Pair) -> Text:
    if key == "kernel":
        return text("{rows} rows × {columns} columns", rows=value[0], columns=value[1])
    if key == "stride":
        return text(
            "moves {rows} rows down, {columns} columns across", rows=value[0], columns=value[1]
        )
    kernel: Pair = getattr(layer, "kernel", (1, 1))
    spans = [value[a] * (kernel[a] - 1) + 1 for a in (0, 1)]
    return text("covers {rows} rows × {columns} columns", rows=spans[0], columns=spans[1])


def _same_heading(layer: Layer, facts: Row | None) -> Text:
    if facts is None:
        return text("same")
    rows, across = sizes.padding_ends(layer, facts.sources.size)
    if rows == across:
        return text(
            "same: {before} before, {after} after, on both axes", before=rows[0], after=rows[1]
        )
    return text(
        "same: top {top}, bottom {bottom}, left {left}, right {right}",
        top=rows[0], bottom=rows[1], left=across[0], right=across[1],
    )  # fmt: skip


def _taps(layer: Layer, key: str) -> tuple[Pair, Pair] | None:
    kernel: Pair | None = getattr(layer, "kernel", None)
    if key not in ("kernel", "dilation") or kernel is None:
        return None
    return kernel, getattr(layer, "dilation", (1, 1))


def _padding(layer: Layer, key: str, facts: Row | None) -> tuple[Sides | None, str]:
    if key not in ("padding", "crop"):
        return None, ""
    value = getattr(layer, key)
    if key == "padding" and value == "same":
        if facts is None:
            return None, SAME
        rows, across = sizes.padding_ends(layer, facts.sources.size)
        return Sides(*rows, *across), SAME
    found = value if isinstance(value, Sides) else Sides(value[0], value[0], value[1], value[1])
    is_even = found.top == found.bottom and found.left == found.right
    return found, NUMBER if is_even else FOUR_SIDES


def _padded(layer: Layer, key: str, facts: Row | None) -> str:
    if key != "padding" or facts is None or isinstance(layer, layers.ConvTranspose):
        return ""
    if isinstance(layer, (layers.Pad, layers.MaxUnpool)):
        return ""
    ends = sizes.padding_ends(layer, facts.sources.size)
    return _times(tuple(n + sum(pad) for n, pad in zip(facts.sources.size, ends, strict=True)))


def _hints(row: TableRow, key: str) -> tuple[Text, ...]:
    kind = cell_steps.kind_of(row, key)
    if key in ("padding", "crop"):
        is_conv = kind is not None and isinstance(row.layer, layers.Convolution)
        return (_PADDING_HINT if is_conv else _SIDES_HINT, _KEYS_HINT)
    if cell_steps.choices(row, key):
        return (_CHOICE_HINT,)
    if key in ("name", "inputs", "of", "weights", "values", "offsets", "mask", "pointwise_weights"):
        return ()
    held = getattr(row.layer, key, None) if row.layer is not None else (0, 0)
    return (_PAIR_HINT, _KEYS_HINT) if isinstance(held, tuple) else (_STEP_HINT,)


def _times(numbers: tuple[int, ...]) -> str:
    return number_text.TIMES.join(map(str, numbers))
