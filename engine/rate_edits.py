"""Document to next document: what becomes of a stack when rates are chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine import edits, report
from engine.document import INPUT, Document, View
from engine.given import Numbers
from engine.layers import Conv, DeformConv, DepthwiseConv, Layer, SeparableConv

DILATED = (Conv, DepthwiseConv, SeparableConv, DeformConv)


def replaced(document: Document, kernel: int, rates: Sequence[int]) -> Document:
    """A stack of one convolution for each rate instead of all layers."""
    return inserted(replace(document, layers=(), view=View()), 0, kernel, rates)


def inserted(document: Document, at: int, kernel: int, rates: Sequence[int]) -> Document:
    """One convolution for each rate before the layer at that place, with the channels there."""
    channels = _channels_before(document, at)
    for place, rate in enumerate(rates, at):
        name = edits.new_layer(document, Conv.op, place).name
        document = edits.insert(
            document, place, Conv(name=name, out_channels=channels, kernel=(kernel, kernel))
        )
        document = _dilated(document, name, rate)
    return document


def compared(document: Document, kernel: int, lists: Sequence[Sequence[int]]) -> Document:
    """A branch for each list of rates instead of all layers, side by side in one figure.

    An input that is smaller than a field becomes as large, or its holes would be cut off; one of
    given numbers stays.
    """
    found = replace(document, layers=(), view=View())
    if not isinstance(found.input.values, Numbers):
        field = max(1 + (kernel - 1) * sum(rates) for rates in lists)
        rows, columns = (max(side, field) for side in found.input.size)
        found = edits.set_input(found, "size", [rows, columns])
    ends = []
    for rates in lists:
        found = _branch(found, kernel, rates)
        ends.append(found.layers[-1].name)
    return replace(found, view=View(scene="gridding", layers=tuple(ends)))


def _branch(document: Document, kernel: int, rates: Sequence[int]) -> Document:
    """One more chain of convolutions that begins at the input."""
    first = len(document.layers)
    found = inserted(document, first, kernel, rates)
    name = found.layers[first].name
    return edits.set_field(found, name, "inputs", [INPUT]) if first else found


def with_rates(document: Document, names: Sequence[str], rates: Sequence[int]) -> Document:
    """The layers with these dilations, in their order, and with paddings that keep the size."""
    ordered = (name for name in document.names() if name in names)
    for name, rate in zip(ordered, rates, strict=True):
        document = _dilated(document, name, rate)
    return document


def takes_rates(document: Document, names: Sequence[str], kernel: int, count: int) -> bool:
    """Whether the layers are so many convolutions with that kernel."""
    found = [layer for layer in document.layers if layer.name in names]
    return len(found) == count and all(_has_kernel(layer, kernel) for layer in found)


def _has_kernel(layer: Layer, kernel: int) -> bool:
    return isinstance(layer, DILATED) and layer.kernel == (kernel, kernel)


def _dilated(document: Document, name: str, rate: int) -> Document:
    """The layer with that dilation; an even kernel has no number of cells for both sides."""
    layer = document.layer(name)
    assert isinstance(layer, DILATED)
    rows, columns = (rate * (k - 1) for k in layer.kernel)
    padding = "same" if rows % 2 or columns % 2 else [rows // 2, columns // 2]
    document = edits.set_field(document, name, "dilation", rate)
    return edits.set_field(document, name, "padding", padding)


def _channels_before(document: Document, at: int) -> int:
    """How many channels come in there; one where that is not known."""
    if at == 0:
        return document.input.channels
    row = report.resolve(document).row(document.layers[at - 1].name)
    return 1 if row is None else row.shape[0]
